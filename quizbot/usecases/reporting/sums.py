"""Which parts of a report make which wholes. A report that breaks one of these is not made."""

from collections.abc import Iterator

from quizbot.core.reporting.figures import Figures, Sum, must_add_up, must_not_exceed
from quizbot.core.reporting.register import MediaForm
from quizbot.usecases.reporting.granted import BY_FORM, WHOLE

_STATES = ("luot-tinh", "luot-khong-tinh", "luot-dang-lam")
_ANSWERS = ("dung", "sai", "bo-trong")
_WHOLES = ("luot", *_STATES, "luot-dung-het", "cau", *_ANSWERS, "giay")


def check_sums(figures: Figures) -> None:
    """Refuse figures that do not add up.

    Raises:
        DoesNotAddUp: names the place.
    """
    must_add_up(figures, sums_of(figures))
    must_not_exceed(figures, _limits(figures))


def sums_of(figures: Figures) -> tuple[Sum, ...]:
    """List the rules for these figures."""
    return tuple(_sums(figures))


def groups(figures: Figures, prefix: str, last: str) -> tuple[str, ...]:
    """List the beginnings of the figures that begin with `prefix` and end with `.last`."""
    return tuple(
        each.id.removesuffix(f".{last}")
        for each in figures.under(f"{prefix}.")
        if each.id.endswith(f".{last}")
    )


def _sums(figures: Figures) -> Iterator[Sum]:
    units, rounds = groups(figures, "don-vi", "luot"), groups(figures, "vong", "luot")
    topics, questions = groups(figures, "chu-de", "cau"), groups(figures, "cau-hoi", "cau")
    for place, title in (
        ("", "Tổng hợp chung"),
        *((f"{each}.", f"Biểu theo đơn vị: {each}") for each in units),
        *((f"{each}.", f"Biểu theo vòng: {each}") for each in rounds),
    ):
        yield Sum(
            whole=f"{place}luot",
            parts=tuple(place + each for each in _STATES),
            place=f"{title}, tình trạng lượt",
        )
        yield Sum(
            whole=f"{place}cau", parts=tuple(place + each for each in _ANSWERS), place=f"{title}, câu trả lời"
        )
    for each in (*topics, *questions):
        yield Sum(
            whole=f"{each}.cau",
            parts=tuple(f"{each}.{kind}" for kind in _ANSWERS),
            place=f"Biểu theo chủ đề: {each}",
        )
    for name in ("quan-so", "nguoi", *_WHOLES):
        yield Sum(
            whole=name, parts=tuple(f"{each}.{name}" for each in units), place=f"Biểu theo đơn vị, cột {name}"
        )
    for name in _WHOLES:
        # people come again from round to round and are not added
        yield Sum(
            whole=name, parts=tuple(f"{each}.{name}" for each in rounds), place=f"Biểu theo vòng, cột {name}"
        )
    for name in ("cau", *_ANSWERS):
        yield Sum(
            whole=name,
            parts=tuple(f"{each}.{name}" for each in topics),
            place=f"Biểu theo chủ đề, cột {name}",
        )
        yield Sum(
            whole=name, parts=tuple(f"{each}.{name}" for each in questions), place=f"Từng câu hỏi, cột {name}"
        )
    contests = sorted({each.id.rpartition(".")[0] for each in figures.under("giai-cuoc.")})
    for name in ("ca-nhan", "tap-the", "tien"):
        yield Sum(
            whole=f"giai.{name}",
            parts=tuple(f"{each}.{name}" for each in contests),
            place=f"Giải thưởng, cột {name}",
        )
    forms = groups(figures, BY_FORM, "tien")
    for name in ("ca-nhan", "tap-the", "tien"):
        yield Sum(
            whole=f"{WHOLE}.{name}",
            parts=tuple(f"{each}.{name}" for each in forms),
            place=f"Sổ quyết định khen thưởng, cột {name}",
        )
    entries = sorted({each.id.rpartition(".")[0] for each in figures.under("so-muc.")})
    for whole in [each.id for each in figures.under("so.") if each.id.count(".") == 2]:
        _, kind, name = whole.split(".")
        if name != "muc":
            parts = tuple(f"{each}.{name}" for each in entries if each.split(".")[1] == kind)
            yield Sum(whole=whole, parts=parts, place=f"Sổ đăng ký, {kind}, cột {name}")
    yield Sum(
        whole="so.tin-bai.san-pham",
        parts=tuple(f"so.tin-bai.{form.value}.san-pham" for form in MediaForm),
        place="Sản phẩm truyền thông theo loại",
    )


def _limits(figures: Figures) -> Iterator[tuple[str, str, str]]:
    yield "luot-dung-het", "luot-tinh", "Tổng hợp chung"
    yield "nguoi", "quan-so", "Tổng hợp chung"
    yield "nguoi", "luot", "Tổng hợp chung: số người không quá số lượt"
    for each in groups(figures, "don-vi", "luot"):
        yield f"{each}.nguoi", f"{each}.quan-so", f"Biểu theo đơn vị: {each}"
    for each in groups(figures, "vong", "luot"):
        yield f"{each}.nguoi", f"{each}.luot", f"Biểu theo vòng: {each}"
        yield f"{each}.nguoi", "nguoi", f"Biểu theo vòng: {each}"
