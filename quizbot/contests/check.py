"""Whole-contest checks: what would go wrong on the day, told beforehand with its place in the file."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from quizbot.contests import check_blocks, check_people, check_prizes, check_ranking, check_time
from quizbot.contests.findings import Checked, Notes, Path
from quizbot.contests.load import LoadedContest
from quizbot.core.calendar import DaysOff
from quizbot.core.contest import ContestKind, Counted, DrawRule, Feedback, PaperRules
from quizbot.core.paper import PoolItem, shortage
from quizbot.core.paper_choice import every_paper, paper_for, variant_at
from quizbot.core.questions import KINDS

_WHAT = {"document": "văn bản", "topic": "chủ đề", "tags": "nhãn", "ids": "câu hỏi", "kind": "dạng câu hỏi"}

__all__ = ["Checked", "Surroundings", "check_contest"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Surroundings:
    """What a contest is checked against; None where it is not known, and then not checked."""

    days_off: DaysOff
    now: datetime | None = None
    pool: Sequence[PoolItem] | None = None
    units: Collection[str] | None = None
    groups: Collection[str] | None = None
    # people who may take part
    people: int | None = None


def check_contest(loaded: LoadedContest, around: Surroundings) -> Checked:
    """Find everything wrong with a contest: faults forbid to open it, warnings are told."""
    notes = Notes(loaded)
    rounds = check_time.rounds(notes, around.days_off)
    check_time.lengths(notes, rounds)
    check_time.reminders(notes, rounds)
    check_time.past(notes, rounds, around.now)
    check_ranking.names(notes)
    check_ranking.ties(notes)
    check_people.known(notes, units=around.units, groups=around.groups)
    check_prizes.prizes(notes, people=around.people, units=around.units)
    check_prizes.marks(notes)
    check_prizes.costs(notes, people=around.people)
    check_prizes.rounds(notes, len(rounds))
    check_prizes.winners(notes, rounds, people=around.people)
    check_prizes.lots(notes, rounds)
    check_blocks.named(notes, units=around.units, groups=around.groups)
    check_blocks.numbers(notes, len(rounds))
    _draws(notes, around.pool, len(rounds))
    _key_kept(notes)
    return notes.checked(rounds)


def _draws(notes: Notes, pool: Sequence[PoolItem] | None, rounds: int) -> None:
    """Find papers that cannot be drawn: of every round and block, each draw looked at once."""
    papers = _papers(notes, rounds)
    if pool is None:
        return
    misnamed = _misnamed(notes, pool, rounds)
    use = "practice" if notes.contest.kind is ContestKind.PRACTICE else "contest"
    for paths, rules in papers:
        for lack in shortage(rules, pool, use=use):
            path = paths[lack.rule]
            if path not in misnamed:
                misnamed.add(path)
                notes.fault(
                    path,
                    "contest.bank_too_small",
                    wanted=lack.wanted,
                    lacking=lack.lacking,
                    matching=lack.matching,
                )


def _papers(notes: Notes, rounds: int) -> list[tuple[list[Path], PaperRules]]:
    """Give every different paper with the place of each of its draw rules; note what has no paper."""
    paper = notes.contest.paper
    blocks = [each.id for each in notes.contest.who.blocks] or [""]
    found: dict[tuple[DrawRule, ...], tuple[list[Path], PaperRules]] = {}
    missing = False
    for number in range(1, max(rounds, 1) + 1):
        for block in blocks:
            rules = paper_for(paper, round_number=number, block=block)
            if not rules.draw and not missing:
                missing = True
                notes.fault(
                    ("paper",), "contest.no_paper", number=number, block=f" ({block})" if block else ""
                )
            place = variant_at(paper, round_number=number, block=block)
            top: Path = ("paper", "draw") if place is None else ("paper", "papers", place, "draw")
            paths: list[Path] = [(*top, at) for at in range(len(rules.draw))]
            paths += [("paper", "extra", at) for at in range(len(rules.extra))]
            found.setdefault((*rules.draw, *rules.extra), (paths, rules))
    return list(found.values())


def _misnamed(notes: Notes, pool: Sequence[PoolItem], rounds: int) -> set[Path]:
    """Find names that no question of the bank bears; give the places of the rules that use them."""
    found: set[Path] = set()
    known = {
        "document": {item.document for item in pool},
        "topic": {item.topic for item in pool},
        "tags": {tag for item in pool for tag in item.tags},
        "ids": {item.question_id for item in pool},
        "kind": set(KINDS),
    }
    told: set[tuple[Path, str]] = set()
    for path, rule in every_paper(notes.contest.paper, rounds=max(rounds, 1)):
        used: list[tuple[Path, str, str]] = [
            ((*path, "tags", at), "tags", tag) for at, tag in enumerate(rule.tags)
        ]
        used += [((*path, "ids", at), "ids", name) for at, name in enumerate(rule.ids)]
        used += [((*path, "document"), "document", rule.document)] if rule.document else []
        used += [((*path, "topic"), "topic", rule.topic)] if rule.topic else []
        used += [((*path, "kind"), "kind", rule.kind)] if rule.kind else []
        for place, kind, name in used:
            if name not in known[kind]:
                if (place, name) not in told:
                    notes.unknown(place, name, known[kind], what=_WHAT[kind])
                told.add((place, name))
                found.add(path)
    return found


def _key_kept(notes: Notes) -> None:
    paper, attempts = notes.contest.paper, notes.contest.attempts
    if notes.contest.kind is ContestKind.PRACTICE or paper.feedback is Feedback.AFTER_CLOSE:
        return
    if paper.same_for_all:
        notes.warn(("paper", "feedback"), "contest.key_leaks")
    elif attempts.per_round != 1 and attempts.counted is not Counted.FIRST:
        notes.warn(("paper", "feedback"), "contest.improving_with_key")
