"""Checks of blocks, papers for some rounds, ladders, stages: names that must exist, numbers that must fit."""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from fractions import Fraction

from quizbot.contests.findings import Notes, Path
from quizbot.core.contest import ContestKind
from quizbot.core.units import UNIT_SCORES


def named(notes: Notes, *, units: Collection[str] | None, groups: Collection[str] | None) -> None:
    """Find blocks, units and entered points that do not exist, and names given twice."""
    contest = notes.contest
    blocks = [each.id for each in contest.who.blocks]
    _once(notes, ("who", "blocks"), "block", blocks)
    _once(notes, ("entered",), "id", [each.id for each in contest.entered])
    _once(notes, ("stages",), "name", [each.name for each in contest.stages])
    _known(notes, ("who", "groups"), contest.who.must.groups, groups, "nhóm")
    for at, block in enumerate(contest.who.blocks):
        path = ("who", "blocks", at)
        _known(notes, (*path, "units"), block.condition.units, units, "đơn vị")
        _known(notes, (*path, "groups"), block.condition.groups, groups, "nhóm")
    for at, code in enumerate(contest.who.entry_codes):
        _known(notes, ("who", "entry_codes", at), (code.unit,), units, "đơn vị", key="unit")
    for at, variant in enumerate(contest.paper.papers):
        _known(notes, ("paper", "papers", at, "blocks"), variant.blocks, blocks, "khối")
    for at, essay in enumerate(contest.paper.essays):
        _known(notes, ("paper", "essays", at, "blocks"), essay.blocks, blocks, "khối")
    if contest.paper.prediction_of == "block" and not blocks:
        notes.fault(("paper", "prediction_of"), "contest.blocks_missing")
    _ladders(notes, blocks)


def _ladders(notes: Notes, blocks: Sequence[str]) -> None:
    contest = notes.contest
    brackets = contest.who.brackets != "none"
    for at, each in enumerate(contest.prizes.sets):
        path = ("prizes", "sets", at)
        if each.block == "each" and not (blocks or brackets):
            notes.fault((*path, "block"), "contest.blocks_missing")
        elif each.block not in ("all", "each") and not brackets:
            _known(notes, path, (each.block,), blocks, "khối", key="block")
        if each.to == "person" and each.score not in ("", "entered"):
            notes.unknown((*path, "score"), each.score, ["entered"], what="cách xếp cá nhân")
        elif each.to == "unit" and each.score not in ("", *UNIT_SCORES):
            notes.unknown((*path, "score"), each.score, UNIT_SCORES, what="cách tính điểm đơn vị")
        if each.score == "entered":
            _entered(notes, (*path, "entered"), each.entered, "people" if each.to == "person" else "units")
        elif each.entered:
            notes.fault((*path, "entered"), "contest.entered_unused")
        whole = [block for block in contest.who.blocks if not block.condition.about_units]
        if (
            each.to == "unit"
            and each.block != "all"
            and any(each.block in ("each", block.id) for block in whole)
        ):
            notes.fault((*path, "block"), "contest.block_without_units")
    if contest.units.score == "entered":
        _entered(notes, ("units", "entered"), contest.units.entered, "units")
    elif contest.units.entered:
        notes.fault(("units", "entered"), "contest.entered_unused")


def _entered(notes: Notes, path: Path, what: str, to: str) -> None:
    able = [each.id for each in notes.contest.entered if each.to == to]
    if what not in able:
        notes.unknown(path, what, able, what="điểm nhập tay")


def numbers(notes: Notes, count: int) -> None:
    """Find numbers of rounds that there are not, stages that do not follow, and settings that need another.

    Args:
        count: rounds of the contest; 0: not known.
    """
    contest = notes.contest
    listed: list[tuple[Path, tuple[int, ...]]] = [
        (("paper", "papers", at, "rounds"), each.rounds) for at, each in enumerate(contest.paper.papers)
    ]
    listed += [
        (("paper", "essays", at, "rounds"), each.rounds) for at, each in enumerate(contest.paper.essays)
    ]
    listed += [(("prizes", "sets", at, "rounds"), each.rounds) for at, each in enumerate(contest.prizes.sets)]
    for at, stage in enumerate(contest.stages):
        listed += [(("stages", at, "rounds"), stage.rounds), (("stages", at, "after"), stage.after)]
        if max(stage.after) >= min(stage.rounds):
            notes.fault(("stages", at, "after"), "contest.stage_order")
    _stages_apart(notes)
    if count:
        for path, found in listed:
            beyond = [each for each in found if each > count]
            if beyond:
                notes.fault(path, "contest.round_beyond", number=beyond[0], count=count)
        if contest.rounds.trial >= count:
            notes.fault(("rounds", "trial"), "contest.all_trial", count=count)
    _whole(notes)


def _stages_apart(notes: Notes) -> None:
    seen: set[int] = set()
    for at, stage in enumerate(notes.contest.stages):
        twice = sorted(seen & set(stage.rounds))
        if twice:
            notes.fault(("stages", at, "rounds"), "contest.stage_twice", number=twice[0])
        seen |= set(stage.rounds)


def _whole(notes: Notes) -> None:
    rank, paper = notes.contest.rank, notes.contest.paper
    if rank.whole == "best" and rank.best_of is None:
        notes.fault(("rank", "whole"), "contest.best_of_missing")
    if rank.whole != "best" and rank.best_of is not None:
        notes.fault(("rank", "best_of"), "contest.best_of_unused")
    _essays(notes)
    asked = {"extra": bool(paper.extra), "essay": bool(paper.essays)}
    for at, name in enumerate(rank.ties):
        if not asked.get(name, True):
            notes.fault(("rank", "ties", at), "contest.tie_unasked", given=name)
    if paper.extra and "extra" not in rank.ties:
        notes.warn(("paper", "extra"), "contest.extra_unused")
    if notes.contest.kind is ContestKind.PRACTICE and (paper.extra or paper.essays):
        notes.fault(("paper",), "contest.practice_essays")


def _essays(notes: Notes) -> None:
    """Find points that no mark can be, and settings of essays where there is none."""
    paper = notes.contest.paper
    step = paper.essay_step
    told = f"{float(step):g}"
    for at, essay in enumerate(paper.essays):
        if Fraction(essay.points) % step:
            notes.fault(("paper", "essays", at, "points"), "contest.not_of_step", step=told)
    if Fraction(paper.essay_gap) % step:
        notes.fault(("paper", "essay_gap"), "contest.not_of_step", step=told)
    for name, used in (("essay_step", step != 1), ("essay_mean", paper.essay_mean != "step")):
        if used and not paper.essays:
            notes.fault(("paper", name), "contest.essays_missing")


def _once(notes: Notes, path: Path, key: str, names: Sequence[str]) -> None:
    counts = Counter(names)
    for at, name in enumerate(names):
        if counts[name] > 1 and name in names[:at]:
            notes.fault((*path, at, key), "contest.name_twice", given=name)


def _known(
    notes: Notes,
    path: Path,
    names: Iterable[str],
    known: Collection[str] | None,
    what: str,
    *,
    key: str | None = None,
) -> None:
    if known is None:
        return
    for at, name in enumerate(names):
        if name not in known:
            notes.unknown((*path, at if key is None else key), name, known, what=what)
