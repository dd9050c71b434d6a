"""From marks in percent to a key: full marks for one, or shared out over several."""

from collections.abc import Sequence
from dataclasses import dataclass

_FULL = 100.0
_NEARLY = 0.5


@dataclass(frozen=True, slots=True, kw_only=True)
class Weighed:
    """The key that weights tell, what to look at, or why they tell none."""

    key: tuple[str, ...] = ()
    doubts: tuple[str, ...] = ()
    problem: str = ""


def weighted_key(keys: Sequence[str], weights: Sequence[float], *, single: bool) -> Weighed:
    """Read the weights of options.

    A question that takes one answer has exactly one option of 100 %. One that takes several has
    right options whose weights make 100 % together.
    """
    positive = [(key, weight) for key, weight in zip(keys, weights, strict=True) if weight > 0]
    if not positive:
        return Weighed(problem="không phương án nào được điểm")
    if single:
        full = [key for key, weight in positive if abs(weight - _FULL) < _NEARLY]
        if len(full) != 1:
            said = "nhiều phương án được 100 % điểm" if full else "không phương án nào được 100 % điểm"
            return Weighed(problem=said)
        partly = [key for key, weight in positive if key not in full]
        doubts = (f"phương án {', '.join(partly)} được một phần điểm; quizbot tính là sai",) if partly else ()
        return Weighed(key=tuple(full), doubts=doubts)
    total = sum(weight for _, weight in positive)
    if abs(total - _FULL) >= _NEARLY * len(positive):
        return Weighed(problem=f"điểm các phương án đúng cộng lại là {total:g} %, không phải 100 %")
    even = max(weight for _, weight in positive) - min(weight for _, weight in positive) < _NEARLY
    doubts = () if even else ("các phương án đúng có điểm khác nhau; quizbot tính điểm theo quy tắc riêng",)
    return Weighed(key=tuple(sorted(key for key, _ in positive)), doubts=doubts)
