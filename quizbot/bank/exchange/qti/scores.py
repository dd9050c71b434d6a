"""What an item calls right: its correct response, its mapping, its response processing, and whether they agree."""

from dataclasses import dataclass
from decimal import Decimal
from xml.etree.ElementTree import Element

from quizbot.bank.exchange.machine_numbers import machine_number
from quizbot.bank.exchange.xml_files import attribute, below, children, inner_text, local

_TESTS = ("match", "equal", "stringmatch", "member")
_PARTLY = "có phương án được một phần điểm; quizbot tính là sai"
_CORRECT = "\0correct"


@dataclass(frozen=True, slots=True, kw_only=True)
class Right:
    """The right values as written, how they were found, what to look at; or why there are none."""

    values: tuple[str, ...] = ()
    found: str = ""
    doubts: tuple[str, ...] = ()
    problem: str = ""


def right_of(
    root: Element, declaration: Element | None, *, several: bool, alternatives: bool = False
) -> Right:
    """Read the right values of a response.

    Args:
        several: more than one value belongs to the right response.
        alternatives: any of several values is right by itself (texts).
    """
    if declaration is None:
        return Right(problem="không thấy khai báo đáp án (responseDeclaration) của phần trả lời")
    correct = _correct(declaration)
    marks = mapped(declaration)
    processed = _processed(root, attribute(declaration, "identifier") or "")
    if processed.get(_CORRECT, Decimal(1)) <= 0:
        return Right(problem="cách chấm (responseProcessing) không cho điểm đáp án đúng (correctResponse)")
    processed.pop(_CORRECT, None)
    if correct:
        told = _against(correct, marks, several=several) or _against_processing(correct, processed)
        if told:
            return Right(problem=told)
        most = max(marks.values(), default=Decimal(0))
        others = [mark for value, mark in marks.items() if mark > 0 and value not in correct]
        if most in others and not several and not alternatives:
            return Right(problem="bảng điểm (mapping) cho nhiều phương án cùng số điểm cao nhất")
        less = not several and any(mark < most for mark in others)
        return Right(values=correct, found="correctResponse", doubts=(_PARTLY,) if less else ())
    best = _best(marks, several=several)
    if best:
        partly = any(mark > 0 and value not in best for value, mark in marks.items())
        doubts = ["không có correctResponse, đáp án lấy từ bảng điểm (mapping)"]
        doubts += [_PARTLY] if partly else []
        return Right(values=best, found="mapping", doubts=tuple(doubts))
    best = _best(processed, several=several)
    if best:
        doubt = "không có correctResponse, đáp án lấy từ cách chấm (responseProcessing)"
        return Right(values=best, found="responseProcessing", doubts=(doubt,))
    return Right()


def mapped(declaration: Element) -> dict[str, Decimal]:
    """Give the marks of the mapping, by value."""
    made: dict[str, Decimal] = {}
    for mapping in children(declaration, "mapping"):
        for entry in children(mapping, "mapentry"):
            mark = machine_number(attribute(entry, "mappedvalue"))
            made[(attribute(entry, "mapkey") or "").strip()] = Decimal(0) if mark is None else mark
    return made


def _correct(declaration: Element) -> tuple[str, ...]:
    return tuple(
        inner_text(value).strip()
        for correct in children(declaration, "correctresponse")
        for value in children(correct, "value")
    )


def _best(marks: dict[str, Decimal], *, several: bool) -> tuple[str, ...]:
    most = max(marks.values(), default=Decimal(0))
    if most <= 0:
        return ()
    return tuple(value for value, mark in marks.items() if (mark > 0 if several else mark == most))


def _against(correct: tuple[str, ...], marks: dict[str, Decimal], *, several: bool) -> str:
    """Say how the mapping contradicts the correct response; "" when it does not."""
    most = max(marks.values(), default=Decimal(0))
    if most <= 0:
        return ""
    for value in correct:
        mark = marks.get(value, Decimal(0))
        if mark <= 0 or (not several and mark < most):
            return f"correctResponse ghi “{value}” nhưng bảng điểm (mapping) cho đáp án khác điểm cao hơn"
    if several:
        more = [value for value, mark in marks.items() if mark > 0 and value not in correct]
        if more:
            return f"bảng điểm (mapping) cho điểm “{more[0]}” nhưng correctResponse không ghi"
    return ""


def _against_processing(correct: tuple[str, ...], processed: dict[str, Decimal]) -> str:
    full = [value for value, mark in processed.items() if mark > 0]
    if full and not set(full) & set(correct):
        return f"cách chấm (responseProcessing) cho điểm “{full[0]}” nhưng correctResponse ghi “{correct[0]}”"
    return ""


def _processed(root: Element, response: str) -> dict[str, Decimal]:
    """Give the marks that response processing sets for single values, as far as it says so plainly."""
    made: dict[str, Decimal] = {}
    for branch in (*below(root, "responseif"), *below(root, "responseelseif")):
        test = next(iter(branch), None)
        mark = _score(branch)
        if test is None or mark is None or local(test.tag) not in _TESTS:
            continue
        if response not in [attribute(each, "identifier") for each in children(test, "variable")]:
            continue
        for base in children(test, "basevalue"):
            made[inner_text(base).strip()] = mark
        if children(test, "correct"):
            made[_CORRECT] = mark
    return made


def _score(branch: Element) -> Decimal | None:
    for outcome in children(branch, "setoutcomevalue"):
        if (attribute(outcome, "identifier") or "").upper() in ("SCORE", "SCORE1"):
            for base in children(outcome, "basevalue"):
                return machine_number(inner_text(base))
    return None


def tolerance_of(root: Element, value: Decimal) -> tuple[Decimal, tuple[str, ...]]:
    """Give the half-width that the response processing allows around a value, and what to look at."""
    for equal in below(root, "equal"):
        mode = attribute(equal, "tolerancemode") or "exact"
        said = [machine_number(each) for each in (attribute(equal, "tolerance") or "").split()]
        known = [each for each in said if each is not None]
        if mode == "exact" or not known:
            continue
        within = min(known) if mode == "absolute" else abs(value) * min(known) / 100
        uneven = len(set(known)) > 1 or len(known) < len(said)
        doubts = ("sai số hai phía khác nhau; đã lấy số nhỏ",) if uneven else ()
        return within, doubts
    if below(root, "equalrounded") or below(root, "gte") or below(root, "lte"):
        return Decimal(0), ("cách chấm có làm tròn hoặc khoảng giá trị; xem lại sai số cho phép",)
    return Decimal(0), ()
