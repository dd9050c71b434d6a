"""The tables of a periodic report, once for Word and workbook alike: every number with the id it opens by."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from fractions import Fraction
from typing import Literal

from quizbot.core.reporting.figures import Figures
from quizbot.core.reporting.register import EntryKind
from quizbot.documents.facts import dong_number, share_text
from quizbot.documents.official import Align
from quizbot.documents.reports.settings import ReportSettings
from quizbot.documents.reports.wording import FORMS, KINDS, ROUNDING
from quizbot.i18n.formats import LOCAL
from quizbot.usecases.reporting.registered import entry_key
from quizbot.usecases.reporting.report import PeriodicReport


@dataclass(frozen=True, slots=True, kw_only=True)
class Number:
    """A figure in a table; `of` says of which period."""

    id: str
    value: int
    of: Literal["this", "before", "year", "closed"] = "this"


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """One figure as a share of another; None of nothing."""

    part: Number
    whole: Number

    @property
    def value(self) -> float | None:
        """Give the share from 0 to 1."""
        return self.part.value / self.whole.value if self.whole.value else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Mean:
    """A figure divided by how many there are, in whole units; None of nothing."""

    part: Number
    whole: Number

    @property
    def value(self) -> int | None:
        """Give the mean, rounded half to even."""
        return round(Fraction(self.part.value, self.whole.value)) if self.whole.value else None


Content = str | Number | Share | Mean | None


@dataclass(frozen=True, slots=True, kw_only=True)
class TableColumn:
    title: str
    width_mm: float
    align: Align = "left"
    # how the workbook shows it
    kind: str = "text"


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """One table. `total` stands below the rows."""

    name: str
    title: str
    columns: tuple[TableColumn, ...]
    rows: tuple[tuple[Content, ...], ...]
    total: tuple[Content, ...] = ()
    notes: tuple[str, ...] = ()


def written(content: Content, kind: str = "text") -> str:
    """Write a cell for people."""
    if content is None:
        return "–"
    if isinstance(content, str):
        return content
    if isinstance(content, Number):
        return dong_number(content.value)
    if isinstance(content, Share):
        return share_text(content.part.value, content.whole.value)
    value = content.value
    if value is None:
        return "–"
    return f"{value // 60}:{value % 60:02}" if kind == "duration" else dong_number(value)


def tables(report: PeriodicReport, settings: ReportSettings) -> tuple[Table, ...]:
    """Lay out every table, in the order of the appendix."""
    return (
        overview(report),
        _units(report),
        _rounds(report),
        _topics(report, settings),
        _missed(report),
        _awards(report),
        _media(report),
        _outside(report),
        _tasks(report, settings),
        *((_adjustments(report),) if report.adjustments else ()),
    )


OVERVIEW = (
    ("Cuộc thi có vòng mở trong kỳ", "cuoc-thi", "cuộc"),
    ("Vòng thi có mở trong kỳ", "vong", "vòng"),
    ("Quân số", "quan-so", "người"),
    ("Người dự thi", "nguoi", "người"),
    ("Lượt thi", "luot", "lượt"),
    ("– lượt được tính kết quả", "luot-tinh", "lượt"),
    ("– lượt không được tính", "luot-khong-tinh", "lượt"),
    ("– lượt đang làm dở", "luot-dang-lam", "lượt"),
    ("Lượt đúng tất cả các câu", "luot-dung-het", "lượt"),
    ("Câu hỏi đã được hỏi trong các lượt được tính", "cau", "câu"),
    ("– trả lời đúng", "dung", "câu"),
    ("– trả lời sai", "sai", "câu"),
    ("– bỏ trống", "bo-trong", "câu"),
    ("Người ôn tập, thi thử", "on-tap.nguoi", "người"),
    ("Lượt ôn tập, thi thử", "on-tap.luot", "lượt"),
    ("Giải cá nhân đã chốt", "giai.ca-nhan", "giải"),
    ("Giải tập thể đã chốt", "giai.tap-the", "giải"),
    ("Sản phẩm truyền thông", "so.tin-bai.san-pham", "sản phẩm"),
    ("Cuộc thi do nơi khác phát động", "so.cuoc-thi-ngoai.muc", "cuộc"),
    ("Hội nghị, cuộc họp", "so.hoi-nghi.muc", "cuộc"),
)
"""Rows of the overview: what it says, the figure, its unit of counting; those at nothing everywhere are left out."""
_ALWAYS = ("quan-so", "nguoi", "luot")
_SHARES = (
    ("nguoi", "Tỉ lệ người dự thi trên quân số", "nguoi", "quan-so"),
    ("bo-trong", "Tỉ lệ trả lời đúng", "dung", "cau"),
)


def overview(report: PeriodicReport) -> Table:
    """Lay out the whole: this period, the one before, the year so far."""
    columns = (
        TableColumn(title="Chỉ tiêu", width_mm=78),
        TableColumn(title="Đơn vị tính", width_mm=22, align="centre"),
        TableColumn(title="Kỳ này", width_mm=22, align="right", kind="whole"),
        TableColumn(title="Kỳ trước", width_mm=22, align="right", kind="whole"),
        TableColumn(title="Lũy kế năm", width_mm=22, align="right", kind="whole"),
    )
    rows: list[tuple[Content, ...]] = []
    for title, figure, unit in OVERVIEW:
        numbers = (
            _number(report.figures, figure),
            replace(_number(report.before.figures, figure), of="before"),
            replace(_number(report.year, figure), of="year"),
        )
        if figure in _ALWAYS or any(each.value for each in numbers):
            rows.append((title, unit, *numbers))
        for after, shown, part, whole in _SHARES:
            if after == figure and any(each[whole] for each in _three(report)):
                rows.append((shown, "%", *(_share(each, part, whole) for each in _three(report))))
    closed = "như đã chốt" if report.before.closing else "chưa chốt, tính theo nhật ký hôm nay"
    return Table(
        name="Tổng hợp",
        title="Tổng hợp chung",
        columns=columns,
        rows=tuple(rows),
        notes=(
            f"Kỳ trước: {report.before.period.start:%d/%m/%Y} – {report.before.period.last:%d/%m/%Y} ({closed}). "
            f"Lũy kế năm: từ {report.year_start:%d/%m/%Y}. Người của các kỳ không cộng với nhau nên lũy kế được đếm lại.",
            ROUNDING,
        ),
    )


def _three(report: PeriodicReport) -> tuple[Figures, Figures, Figures]:
    return report.figures, report.before.figures, report.year


def _number(figures: Figures, figure: str) -> Number:
    return Number(id=figure, value=figures[figure])


def _share(figures: Figures, part: str, whole: str) -> Share:
    return Share(part=_number(figures, part), whole=_number(figures, whole))


def _right(title: str, width_mm: float, kind: str = "whole") -> TableColumn:
    return TableColumn(title=title, width_mm=width_mm, align="right", kind=kind)


def _units(report: PeriodicReport) -> Table:
    figures = report.figures

    def row(name: str, place: str) -> tuple[Content, ...]:
        return (
            name,
            _number(figures, f"{place}quan-so"),
            _number(figures, f"{place}nguoi"),
            _share(figures, f"{place}nguoi", f"{place}quan-so"),
            _number(figures, f"{place}luot"),
            _number(figures, f"{place}luot-tinh"),
            _share(figures, f"{place}dung", f"{place}cau"),
            _share(report.before.figures, f"{place}nguoi", f"{place}quan-so"),
            replace(_number(report.year, f"{place}nguoi"), of="year"),
            replace(_number(report.year, f"{place}luot"), of="year"),
        )

    return Table(
        name="Theo đơn vị",
        title="Kết quả theo đơn vị",
        columns=(
            TableColumn(title="Đơn vị", width_mm=58),
            _right("Quân số (người)", 18),
            _right("Người dự thi", 18),
            _right("Tỉ lệ tham gia", 18, "share"),
            _right("Lượt thi", 18),
            _right("Lượt được tính", 18),
            _right("Tỉ lệ đúng", 18, "share"),
            _right("Tỉ lệ tham gia kỳ trước", 20, "share"),
            _right("Người, lũy kế năm", 20),
            _right("Lượt, lũy kế năm", 20),
        ),
        rows=tuple(row(each.name, f"{each.key}.") for each in report.units),
        total=row("Cộng", ""),
        notes=(
            "Quân số: người có trong danh sách vào bất kỳ ngày nào của kỳ, tính ở đơn vị sau cùng trong kỳ. "
            "Người dự thi tính ở cùng đơn vị ấy; lượt thi tính cho đơn vị mà người đó dự thi.",
            *(
                f"Ngày {day:%d/%m/%Y}, {before} đổi tên thành {after}."
                for day, before, after in report.renamed
            ),
            ROUNDING,
            "Mã số liệu: don-vi.MÃ-ĐƠN-VỊ.quan-so, .nguoi, .luot, .luot-tinh, .dung, .cau.",
        ),
    )


def _rounds(report: PeriodicReport) -> Table:
    figures = report.figures

    def numbers(place: str) -> tuple[Content, ...]:
        return (
            _number(figures, f"{place}luot"),
            _number(figures, f"{place}luot-tinh"),
            _share(figures, f"{place}dung", f"{place}cau"),
            _number(figures, f"{place}luot-dung-het"),
            Mean(part=_number(figures, f"{place}giay"), whole=_number(figures, f"{place}luot-tinh")),
        )

    return Table(
        name="Theo vòng",
        title="Kết quả theo vòng thi",
        columns=(
            TableColumn(title="Cuộc thi", width_mm=62),
            TableColumn(title="Vòng", width_mm=12, align="centre"),
            TableColumn(title="Mở", width_mm=27, align="centre"),
            TableColumn(title="Đóng", width_mm=27, align="centre"),
            _right("Người dự thi", 18),
            _right("Lượt thi", 18),
            _right("Lượt được tính", 18),
            _right("Tỉ lệ đúng", 18, "share"),
            _right("Lượt đúng hết", 18),
            _right("Thời gian bình quân (phút:giây)", 22, "duration"),
        ),
        rows=tuple(
            (
                each.title,
                str(each.number),
                _clock(each.opens_at),
                _clock(each.closes_at),
                _number(figures, f"{each.key}.nguoi"),
                *numbers(f"{each.key}."),
            )
            for each in report.rounds
        ),
        total=("Cộng", "", "", "", None, *numbers("")),
        notes=(
            "Số người của các vòng không cộng: một người có thể dự thi nhiều vòng. "
            "Vòng nằm trên hai kỳ: mỗi lượt tính vào kỳ mà lượt đó bắt đầu.",
            ROUNDING,
            "Mã số liệu: vong.CUỘC-THI.SỐ.nguoi, .luot, .luot-tinh, .dung, .cau, .luot-dung-het, .giay.",
        ),
    )


def _topics(report: PeriodicReport, settings: ReportSettings) -> Table:
    figures = report.figures

    def row(name: str, place: str) -> tuple[Content, ...]:
        return (
            name,
            *(_number(figures, f"{place}{kind}") for kind in ("cau", "dung", "sai", "bo-trong")),
            _share(figures, f"{place}dung", f"{place}cau"),
        )

    return Table(
        name="Theo chủ đề",
        title="Kết quả theo chủ đề",
        columns=(
            TableColumn(title="Chủ đề", width_mm=66),
            _right("Câu đã hỏi", 20),
            _right("Đúng", 20),
            _right("Sai", 20),
            _right("Bỏ trống", 20),
            _right("Tỉ lệ đúng", 20, "share"),
        ),
        rows=tuple(row(settings.topic(each), f"{each}.") for each in report.topics),
        total=row("Cộng", ""),
        notes=(
            "Đếm theo câu của các lượt được tính, không theo người.",
            ROUNDING,
            "Mã số liệu: chu-de.VĂN-BẢN.CHỦ-ĐỀ.cau, .dung, .sai, .bo-trong.",
        ),
    )


def _missed(report: PeriodicReport) -> Table:
    return Table(
        name="Câu sai nhiều",
        title="Câu hỏi bị trả lời sai nhiều nhất (nội dung cần tuyên truyền lại)",
        columns=(
            TableColumn(title="Câu hỏi", width_mm=110),
            _right("Số lần hỏi", 20),
            _right("Đúng", 18),
            _right("Tỉ lệ đúng", 18, "share"),
        ),
        rows=tuple(
            (
                each.ask or each.id,
                Number(id=f"{each.key}.cau", value=each.asked),
                Number(id=f"{each.key}.dung", value=each.right),
                _share(report.figures, f"{each.key}.dung", f"{each.key}.cau"),
            )
            for each in report.most_missed
        ),
        notes=("Chỉ xét câu được hỏi từ 5 lần trở lên trong kỳ.", ROUNDING),
    )


def _awards(report: PeriodicReport) -> Table:
    figures = report.figures
    titles = {each.slug: each.title for each in report.rounds}
    slugs = sorted({each.id.split(".")[1] for each in figures.under("giai-cuoc.")})

    def row(name: str, source: str, place: str) -> tuple[Content, ...]:
        return (
            name,
            source,
            *(_number(figures, f"{place}.{kind}") for kind in ("tap-the", "ca-nhan", "tien")),
        )

    rows = [
        row(f"Giải của {titles.get(slug, slug)}", "Kinh phí tổ chức Cuộc thi", f"giai-cuoc.{slug}")
        for slug in slugs
    ]
    rows += [
        (
            f"{each.entry.title} ({each.entry.by_whom})",
            "Ghi tay, theo quyết định",
            *(
                Number(id=f"{entry_key(each)}.{name}", value=value or 0)
                for name, value in (
                    ("tap-the", each.entry.units),
                    ("ca-nhan", each.entry.people),
                    ("tien", each.entry.amount),
                )
            ),
        )
        for each in report.of(EntryKind.AWARD)
    ]
    return Table(
        name="Khen thưởng",
        title="Giải thưởng, khen thưởng",
        columns=(
            TableColumn(title="Hình thức", width_mm=74),
            TableColumn(title="Nguồn", width_mm=34),
            _right("Tập thể", 18),
            _right("Cá nhân", 18),
            _right("Số tiền (đồng)", 24, "money"),
        ),
        rows=tuple(rows),
        notes=(
            "Giải thưởng của cuộc thi và tiền kèm hình thức khen thưởng chi từ hai nguồn khác nhau nên không cộng. "
            "Giải tính vào kỳ mà kết quả cuộc thi được chốt chính thức.",
        ),
    )


def _media(report: PeriodicReport) -> Table:
    return Table(
        name="Truyền thông",
        title="Sản phẩm truyền thông (ghi tay)",
        columns=(
            TableColumn(title="Loại", width_mm=24),
            TableColumn(title="Nội dung", width_mm=64),
            TableColumn(title="Nơi đăng", width_mm=34),
            TableColumn(title="Ngày", width_mm=28, align="centre"),
            _right("Số lượng", 16),
            _right("Lượt xem", 18),
        ),
        rows=tuple(
            (
                FORMS[each.entry.form] if each.entry.form else "",
                f"[{each.number}] {each.entry.title}",
                each.entry.place,
                f"{each.entry.on:%d/%m/%Y}",
                Number(id=f"{entry_key(each)}.san-pham", value=each.entry.count or 0),
                Number(id=f"{entry_key(each)}.luot-xem", value=each.entry.views or 0),
            )
            for each in report.of(EntryKind.MEDIA)
        ),
        total=(
            "Cộng",
            "",
            "",
            "",
            _number(report.figures, "so.tin-bai.san-pham"),
            _number(report.figures, "so.tin-bai.luot-xem"),
        ),
        notes=("Số trong ngoặc vuông là số mục trong sổ đăng ký.",),
    )


def _outside(report: PeriodicReport) -> Table:
    found = report.of(EntryKind.OUTSIDE, EntryKind.RESULT, EntryKind.MEETING)
    return Table(
        name="Hoạt động khác",
        title="Cuộc thi do nơi khác phát động, kết quả, hội nghị (ghi tay)",
        columns=(
            TableColumn(title="Loại", width_mm=34),
            TableColumn(title="Nội dung", width_mm=62),
            TableColumn(title="Đơn vị phát động, nơi tổ chức", width_mm=38),
            TableColumn(title="Thời gian", width_mm=28, align="centre"),
            _right("Lượt người", 16),
            TableColumn(title="Minh chứng", width_mm=40),
        ),
        rows=tuple(
            (
                KINDS[each.entry.kind],
                f"[{each.number}] {each.entry.title}" + (f": {each.entry.text}" if each.entry.text else ""),
                each.entry.by_whom or each.entry.place,
                f"{each.entry.on:%d/%m/%Y}" + (f" – {each.entry.until:%d/%m/%Y}" if each.entry.until else ""),
                None
                if each.entry.people is None
                else Number(id=f"{entry_key(each)}.luot-nguoi", value=each.entry.people),
                each.entry.link or each.entry.file or "chưa có",
            )
            for each in found
        ),
        notes=(
            "Lượt người do đơn vị cung cấp; một người có thể có mặt ở nhiều hoạt động nên không gọi là số người "
            "và không cộng với số người dự thi ở các biểu trên.",
        ),
    )


def _tasks(report: PeriodicReport, settings: ReportSettings) -> Table:
    return Table(
        name="Nhiệm vụ",
        title="Tình hình thực hiện các nhiệm vụ trong phụ lục của Kế hoạch",
        columns=(
            TableColumn(title="TT", width_mm=10, align="centre"),
            TableColumn(title="Nhiệm vụ", width_mm=66),
            TableColumn(title="Chủ trì", width_mm=34),
            TableColumn(title="Phối hợp", width_mm=32),
            TableColumn(title="Thời gian", width_mm=24),
            TableColumn(title="Kết quả trong kỳ", width_mm=66),
        ),
        rows=tuple(
            (
                str(each.number),
                each.task + (" (*)" if each.doubtful else ""),
                each.lead,
                each.with_ or "",
                each.when,
                "; ".join(_done(report, each.number, each.topics)) or "Chưa ghi kết quả trong kỳ",
            )
            for each in settings.tasks
        ),
        notes=(
            ("(*) Đọc từ bản quét mờ, lời ghi tóm lược: cần đối chiếu với bản gốc của Kế hoạch.",)
            if any(each.doubtful for each in settings.tasks)
            else ()
        ),
    )


def _done(report: PeriodicReport, number: int, topics: Sequence[str]) -> Iterator[str]:
    for each in report.of(EntryKind.TASK):
        if each.entry.task == number:
            yield f"{each.entry.text} [{each.number}]"
    keys = [f"chu-de.{each.replace('/', '.', 1)}" for each in topics]
    asked = sum(report.figures[f"{key}.cau"] for key in keys)
    right = sum(report.figures[f"{key}.dung"] for key in keys)
    if asked:
        yield f"{dong_number(asked)} câu trong các lượt thi hỏi về nội dung này, đúng {share_text(right, asked)}"


def _adjustments(report: PeriodicReport) -> Table:
    return Table(
        name="Điều chỉnh",
        title="Điều chỉnh số liệu các kỳ đã chốt",
        columns=(
            TableColumn(title="Kỳ đã chốt", width_mm=34),
            TableColumn(title="Mã số liệu", width_mm=66),
            TableColumn(title="Đơn vị tính", width_mm=24),
            _right("Đã báo cáo", 20),
            _right("Nay là", 20),
            _right("Chênh lệch", 20),
        ),
        rows=tuple(
            (
                f"đến hết {each.period[-2:]}/{each.period[-5:-3]}/{each.period[-10:-6]}",
                each.figure,
                each.counted.value,
                Number(id=each.figure, value=each.before, of="closed"),
                Number(id=each.figure, value=each.after, of="closed"),
                Number(id=each.figure, value=each.after - each.before, of="closed"),
            )
            for each in report.adjustments
        ),
        notes=("Số liệu đã báo cáo giữ nguyên ở báo cáo cũ; chênh lệch chỉ thể hiện tại đây.",),
    )


def _clock(at: datetime) -> str:
    return f"{at.astimezone(LOCAL):%H:%M %d/%m/%Y}"
