"""Signs that somebody should look at: facts, and what else could explain them; never a verdict."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from quizbot.core.ids import PersonId
from quizbot.core.integrity.copying import CopyingReport, copying_report
from quizbot.core.integrity.leaks import LeakReport, leak_report
from quizbot.core.integrity.scripts import Choice, Script, Sitting
from quizbot.core.integrity.sharing import Origin, SharingSign, sharing_signs
from quizbot.core.integrity.speed import SpeedSign, speed_signs, syllables
from quizbot.core.question import Question
from quizbot.usecases.analysis.figures import chosen
from quizbot.usecases.analysis.gathering import MarkedPaper, Which, marked_papers
from quizbot.usecases.ports import Person, Work
from quizbot.usecases.standings import find

_CHOICES = ("single", "multiple", "true_false", "order", "match")


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundSigns:
    """Signs within one round."""

    number: int
    speed: tuple[SpeedSign, ...]
    leaks: LeakReport


@dataclass(frozen=True, slots=True, kw_only=True)
class IntegrityReport:
    """All signs of a contest, of rounds that anybody took part in; people by code."""

    contest: str
    title: str
    people: int
    copying: CopyingReport
    rounds: tuple[RoundSigns, ...]
    # chat accounts and browsers that passed from one to another of those who took part
    sharing: tuple[SharingSign, ...]
    # names by code, of people in a sign
    names: dict[str, str]


def integrity_report(work: Work, *, slug: str) -> IntegrityReport:
    """Look at the counted papers of every round of a contest.

    Raises:
        UnknownContest
    """
    stored = find(work, slug)
    people = {person.id: person for person in work.people.everybody()}
    pooled: dict[str, list[tuple[int, Script]]] = {}
    rounds: list[RoundSigns] = []
    for round_ in work.contests.rounds(stored.id):
        papers = list(marked_papers(work, stored=stored, round_=round_, which=Which.COUNTED))
        if not papers:
            continue
        scripts = [_script(paper, people[paper.attempt.person_id], round_.number) for paper in papers]
        for script in scripts:
            pooled.setdefault(script.person, []).append((round_.number, script))
        rounds.append(
            RoundSigns(
                number=round_.number,
                speed=speed_signs(scripts, length=_lengths(papers)),
                leaks=leak_report(scripts),
            )
        )
    copying = copying_report(_pooled(scripts) for scripts in pooled.values())
    named = {sign.one for sign in copying.signs} | {sign.other for sign in copying.signs}
    named |= {sign.person for round_signs in rounds for sign in round_signs.speed}
    sharing = sharing_signs(
        _origins(work, {id_: each.code for id_, each in people.items() if each.code in pooled})
    )
    named |= {code for sign in sharing for code in sign.people}
    return IntegrityReport(
        contest=slug,
        title=stored.contest.title,
        people=len(pooled),
        copying=copying,
        rounds=tuple(rounds),
        sharing=sharing,
        names={person.code: person.name for person in people.values() if person.code in named},
    )


def _origins(work: Work, codes: Mapping[PersonId, str]) -> Iterator[Origin]:
    """Tell for everybody who took part which account passed through their hands, by the record of links.

    Accounts that passed from A to B and one that passed from B to C are taken for one device: the record
    says from whom to whom, and not which account it was.
    """
    leads: dict[int, int] = {}

    def lead(person: int) -> int:
        while leads.get(person, person) != person:
            person = leads[person]
        return person

    for entry in work.audit.acts("people.linked"):
        if "from" in entry.detail:
            before, after = (
                int(each.removeprefix("person:")) for each in (entry.detail["from"], entry.subject)
            )
            if before in codes and after in codes:
                leads[lead(before)] = lead(after)
                leads.setdefault(lead(after), lead(after))
    for person in sorted(leads):
        yield Origin(person=codes[PersonId(person)], device=str(lead(person)), address="")


def _script(paper: MarkedPaper, person: Person, number: int) -> Script:
    attempt = paper.attempt
    ended = min(attempt.submitted_at or attempt.deadline_at, attempt.deadline_at)
    return Script(
        person=person.code,
        unit=paper.unit,
        sittings={
            str(number): Sitting(
                started_s=int(attempt.started_at.timestamp()), submitted_s=int(ended.timestamp())
            )
        },
        choices={
            each.question.id: Choice(text=chosen(each), right=each.worth.right)
            for each in paper.questions
            if each.answer is not None and each.question.kind in _CHOICES
        },
    )


def _pooled(scripts: Sequence[tuple[int, Script]]) -> Script:
    """Put a person's rounds together; the same question in two rounds stays two."""
    last = scripts[-1][1]
    return Script(
        person=last.person,
        unit=last.unit,
        sittings={name: sitting for _, script in scripts for name, sitting in script.sittings.items()},
        choices={
            f"{number}/{item}": choice
            for number, script in scripts
            for item, choice in script.choices.items()
        },
    )


def _lengths(papers: Sequence[MarkedPaper]) -> dict[str, int]:
    questions: dict[str, Question] = {
        each.question.id: each.question for paper in papers for each in paper.questions
    }
    return {
        id_: syllables(question.ask)
        + sum(syllables(option.text) for option in (*question.options, *question.targets))
        for id_, question in questions.items()
    }
