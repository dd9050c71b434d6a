"""Checks of prizes: what nobody could win, and what a mark or a number of rounds cannot be asked of."""

from collections import Counter
from collections.abc import Collection, Sequence
from zoneinfo import ZoneInfo

from quizbot.contests.findings import Notes, Path
from quizbot.core.calendar import Period
from quizbot.core.contest import ContestKind, Prize, PrizeRules, PrizeSet

_FIGURES = ("winners", "entered")
"""Scores of units that are points."""
AN_OFFICE = 100
"""People of an office, where nobody has said how many may take part."""


def prizes(notes: Notes, *, people: int | None, units: Collection[str] | None) -> None:
    """Find prizes that nobody could win."""
    rules = notes.contest.prizes
    if notes.contest.kind is ContestKind.PRACTICE and (rules.person or rules.unit):
        notes.fault(("prizes",), "contest.practice_prizes")
    to_people = sum(prize.count or 0 for prize in rules.person)
    if people is not None and rules.one_per_person and to_people > people:
        notes.fault(
            ("prizes", "person"), "contest.prizes_exceed", prizes=to_people, able=people, whom="người"
        )
    to_units = sum(prize.count or 0 for prize in rules.unit)
    able = len(notes.contest.who.units or units or ()) if units is not None else None
    if able is not None and to_units > able:
        notes.fault(("prizes", "unit"), "contest.prizes_exceed", prizes=to_units, able=able, whom="đơn vị")


def marks(notes: Notes) -> None:
    """Find marks that nothing could be held against, and prizes for everybody that say no mark."""
    rules = notes.contest.prizes
    score = notes.contest.units.score
    _marked(notes, ("prizes", "person"), rules.person, able=("points", "right", "share"))
    _marked(notes, ("prizes", "unit"), rules.unit, able=_of_units(score))
    for at, each in enumerate(rules.sets):
        path: Path = ("prizes", "sets", at)
        if each.to == "unit":
            able = _of_units(each.score or score)
        else:
            able = ("points",) if each.score == "entered" else ("points", "right", "share")
        _marked(notes, (*path, "prizes"), each.prizes, able=able)
        for name in ("per_unit", "per_household"):
            if getattr(each, name) is not None and any(one.count is None for one in each.prizes):
                notes.fault((*path, name), "contest.all_limited", field=name)


def costs(notes: Notes, *, people: int | None) -> None:
    """Tell what a prize for everybody may cost, where it costs anything and it is known how many may take part."""
    rules = notes.contest.prizes
    listed: list[tuple[Path, Sequence[Prize]]] = [(("prizes", "person"), rules.person)]
    listed += [
        (("prizes", "sets", at, "prizes"), each.prizes)
        for at, each in enumerate(rules.sets)
        if each.to == "person"
    ]
    for path, declared in listed if people else ():
        for at, prize in enumerate(declared):
            if prize.count is None and prize.amount:
                notes.warn(
                    (*path, at, "amount"),
                    "contest.all_costs",
                    name=prize.name,
                    people=people,
                    amount=f"{prize.amount:,}".replace(",", "."),
                    total=f"{prize.amount * (people or 0):,}".replace(",", "."),
                )


def winners(notes: Notes, periods: Sequence[Period], *, people: int | None) -> None:
    """Tell that the prizes of all rounds need more people than may take part, where each gets one of them.

    Args:
        periods: the rounds; none: not known.
        people: who may take part; None: not known, and then an office is taken that has a hundred.
    """
    rules = notes.contest.prizes
    if rules.one_per == "month" and not (rules.one_per_person and rules.per == "round"):
        notes.fault(("prizes", "one_per"), "contest.one_per_unused")
    counted = sum(prize.count or 0 for prize in rules.person)
    held = periods[notes.contest.rounds.trial :]
    if not (rules.one_per_person and rules.per == "round" and counted and held):
        return
    zone = ZoneInfo(notes.contest.rounds.zone)
    months = Counter((opens.astimezone(zone).year, opens.astimezone(zone).month) for opens, _ in held)
    among = max(months.values()) if rules.one_per == "month" else len(held)
    able = AN_OFFICE if people is None else people
    if among > 1 and among * counted > able:
        notes.warn(
            ("prizes", "one_per_person"),
            "contest.winners_run_out",
            rounds=among,
            prizes=counted,
            total=among * counted,
            able=able,
            within="cả cuộc thi" if rules.one_per == "contest" else "một tháng",
        )


def lots(notes: Notes, periods: Sequence[Period]) -> None:
    """Tell that lots for prizes of a round wait for the public value, which is entered once, after the last round."""
    rank, rules = notes.contest.rank, notes.contest.prizes
    after_each = (bool(rules.person) and rules.per == "round") or any(
        each.per == "round" for each in rules.sets
    )
    if "lot" in rank.ties and rank.lot_source and after_each and len(periods) > 1:
        closes = periods[-1][1].astimezone(ZoneInfo(notes.contest.rounds.zone))
        notes.warn(
            ("rank", "lot_source"), "contest.lots_wait", count=len(periods), until=f"{closes:%d/%m/%Y}"
        )


def rounds(notes: Notes, count: int) -> None:
    """Find numbers of rounds that nobody can reach, or that a prize of one round asks for.

    Args:
        count: rounds of the contest; 0: not known.
    """
    rules = notes.contest.prizes
    held = range(notes.contest.rounds.trial + 1, count + 1) if count else range(0)
    _rounds(notes, ("prizes",), rules, len(held))
    for at, each in enumerate(rules.sets):
        able = [number for number in each.rounds or held if number in held]
        _rounds(notes, ("prizes", "sets", at), each, len(able) if count else 0)


def _of_units(score: str) -> tuple[str, ...]:
    return ("share", "participation", *(("points",) if score in _FIGURES else ()))


def _marked(notes: Notes, path: Path, declared: Sequence[Prize], *, able: Sequence[str]) -> None:
    for at, prize in enumerate(declared):
        if prize.count is None and not prize.has_mark:
            notes.fault((*path, at, "count"), "contest.all_without_mark")
        for name in ("points", "right", "share", "participation"):
            field = f"{name}_at_least"
            if getattr(prize, field) is not None and name not in able:
                known = ", ".join(f"{each}_at_least" for each in able)
                notes.fault((*path, at, field), "contest.mark_unknown", field=field, known=known)


def _rounds(notes: Notes, path: Path, rules: PrizeRules | PrizeSet, held: int) -> None:
    for field in ("rounds_at_least", "rounds_share_at_least"):
        if getattr(rules, field) is not None and rules.per == "round":
            notes.fault((*path, field), "contest.rounds_of_a_round", field=field)
    if held and (rules.rounds_at_least or 0) > held:
        notes.fault(
            (*path, "rounds_at_least"), "contest.too_many_rounds", wanted=rules.rounds_at_least, held=held
        )
