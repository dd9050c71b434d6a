"""Playing a declared contest on the shipped bank: who sits when, with how many right answers."""

import random
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import TypeVar

from quizbot.bank.loader import load_bank
from quizbot.bank.values import to_questions
from quizbot.core.calendar import rounds_of
from quizbot.core.contest import Contest, ContestState, Prediction
from quizbot.core.question import Response, Shown
from quizbot.core.questions import KINDS
from quizbot.forms.shipped import shipped
from quizbot.usecases import awarding, essays, play
from quizbot.usecases.evidence import binding
from quizbot.usecases.ports import Work
from quizbot.usecases.standings import find
from tests.build import Office

T = TypeVar("T")
BANK = tuple(to_questions(load_bank(shipped("questions"))).values())
WRONG = ("A", "B", "C", "D", "999999", "khác hẳn")


def wrong(shown: Shown) -> Response:
    """Give some answer that fits the question and is not right."""
    question, kind = shown.question, KINDS[shown.question.kind]
    keys = tuple(option.key for option in question.options)
    targets = tuple(target.key for target in question.targets)
    turned = (
        keys[1:] + keys[:1],
        # one of two ways to pair them is wrong, whatever the key
        *(
            tuple(sorted(f"{a}{b}" for a, b in zip(keys, right, strict=False)))
            for right in (targets[1:] + targets[:1], targets)
        ),
    )
    for given in (*((each,) for each in WRONG), keys[:1], keys[:2], *turned, keys[::-1]):
        if kind.valid(given, question) and not kind.mark(given, question).right:
            return given
    raise AssertionError(f"nothing wrong to say to {question.id}")


@dataclass
class Hall:
    """A contest that is open, on the clock of its rounds."""

    office: Office
    slug: str

    async def do(self, use_case: Callable[[Work], T]) -> T:
        return await self.office.write(use_case)

    async def sit(
        self,
        name: str,
        right: int,
        *,
        after: int,
        took: int = 60,
        predicts: int | None = None,
        essay: str = "",
        leaves: int = 0,
    ) -> None:
        """Let somebody play: so many right, begun `after` seconds into the round, in `took` seconds.

        The last `leaves` questions stay without an answer.
        """

        def paper(work: Work) -> None:
            stored = find(work, self.slug)
            round_ = work.contests.round_at(stored.id, now=self.office.clock())
            assert round_ is not None
            start = round_.opens_at + timedelta(seconds=after)
            end = start + timedelta(seconds=took)
            person = self.office.people[name]
            person = work.people.person(person.id) or person
            attempt = play.start(
                work, person=person, stored=stored, round_=round_, now=start, rng=random.Random(name)
            )
            for position in range(len(attempt.paper.items) - leaves):
                shown = play.shown_at(work, attempt, position)
                said = shown.question.key[:1] if shown.question.kind == "short_text" else shown.question.key
                attempt = play.answer(
                    work,
                    attempt=attempt,
                    contest=stored.contest,
                    position=position,
                    response=said if position < right else wrong(shown),
                    received_at=start,
                    channel="test",
                ).attempt
            if essay:
                essays.write(
                    work,
                    stored=stored,
                    round_=round_,
                    attempt=attempt,
                    position=0,
                    text=essay,
                    received_at=start,
                )
            if stored.contest.paper.prediction is not Prediction.NONE and predicts is not None:
                attempt = play.predict(
                    work, attempt=attempt, contest=stored.contest, value=predicts, received_at=start
                )
            play.submit(work, attempt=attempt, stored=stored, round_=round_, now=end)

        await self.do(paper)

    async def end_round(self) -> None:
        rounds = await self.do(lambda work: work.contests.rounds(find(work, self.slug).id))
        open_ = next(each for each in rounds if each.opens_at <= self.office.clock() < each.closes_at)
        self.office.clock.now = open_.closes_at
        await self.office.tick()

    async def won(self) -> list[tuple[str, str, str]]:
        found = await self.do(
            lambda work: awarding.award_list(work, slug=self.slug, now=self.office.clock()).people
        )
        codes = {person.code: name for name, person in self.office.people.items()}
        return [(each.ladder, codes[each.code], each.prize) for each in found if each.prize]


async def hall(
    office: Office,
    declared: Contest,
    *,
    kinds: Mapping[str, str] | None = None,
    groups: Mapping[str, str] | None = None,
) -> Hall:
    """Open a contest; units become of other kinds, and some people belong to groups."""

    def put(work: Work) -> datetime:
        for code, kind in (kinds or {}).items():
            unit = next(each for each in work.people.units() if each.code == code)
            parents = {each.id: each.code for each in work.people.units()}
            above = None if unit.parent_id is None else parents[unit.parent_id]
            work.people.put_unit(code=code, name=unit.name, kind=kind, parent=above)
        for group, names in (groups or {}).items():
            for each in names.split():
                work.people.update(replace(office.people[each], groups=(group,)), on=date(2016, 1, 1))
        rounds = rounds_of(declared.rounds, declared.kind)
        stored = work.contests.put(declared, rounds=rounds, now=rounds[0][0] - timedelta(days=1))
        work.contests.set_state(stored.id, ContestState.OPEN)
        binding.bind(work, stored, now=rounds[0][0] - timedelta(days=1), secret="5e" * 32)
        return rounds[0][0]

    office.clock.now = await office.write(put)
    await office.tick()
    return Hall(office, declared.id)
