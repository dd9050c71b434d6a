"""Amounts of money in Vietnamese words, as payment papers have them."""

_DIGITS = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")
_GROUPS = ("", "nghìn", "triệu")
_BILLION = 1_000_000_000


def spelled(number: int) -> str:
    """Write a whole number in words: 1.250.005 is "một triệu hai trăm năm mươi nghìn không trăm linh năm"."""
    if number < 0:
        return f"âm {spelled(-number)}"
    if number == 0:
        return _DIGITS[0]
    billions, rest = divmod(number, _BILLION)
    words = [spelled(billions), "tỷ"] if billions else []
    if rest:
        words.append(_below_a_billion(rest, first=not billions))
    return " ".join(words)


def dong(amount: int) -> str:
    """Write an amount in đồng in words, with a capital: "Bảy trăm sáu mươi nghìn đồng"."""
    words = f"{spelled(amount)} đồng"
    return words[0].upper() + words[1:]


def _below_a_billion(number: int, *, first: bool) -> str:
    words: list[str] = []
    for power in (2, 1, 0):
        group = number // 1000**power % 1000
        if group:
            words.append(_below_a_thousand(group, first=first))
            words.append(_GROUPS[power])
            first = False
    return " ".join(word for word in words if word)


def _below_a_thousand(number: int, *, first: bool) -> str:
    hundreds, tens, ones = number // 100, number // 10 % 10, number % 10
    words: list[str] = []
    if hundreds or not first:
        words += [_DIGITS[hundreds], "trăm"]
    if tens > 1:
        words += [_DIGITS[tens], "mươi"]
    elif tens == 1:
        words.append("mười")
    elif ones and words:
        words.append("linh")
    if ones:
        words.append(_one(ones, tens))
    return " ".join(words)


def _one(ones: int, tens: int) -> str:
    if ones == 1 and tens > 1:
        return "mốt"
    if ones == 5 and tens:
        return "lăm"
    return _DIGITS[ones]
