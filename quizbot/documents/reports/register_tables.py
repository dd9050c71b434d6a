"""What the office wrote into its register: awards, publications, activities elsewhere, the plan's tasks."""

from collections.abc import Iterator, Sequence

from quizbot.core.reporting.register import EntryKind
from quizbot.documents.facts import dong_number, share_text
from quizbot.documents.reports.settings import ReportSettings
from quizbot.documents.reports.table import Content, Number, Table, centre, left, number, right
from quizbot.documents.reports.wording import FORMS, KINDS
from quizbot.usecases.reporting.registered import entry_key
from quizbot.usecases.reporting.report import PeriodicReport


def awards(report: PeriodicReport) -> Table:
    """List the prizes of contests that became final, and awards from the register."""
    figures = report.figures
    titles = {each.slug: each.title for each in report.rounds}
    slugs = sorted({each.id.split(".")[1] for each in figures.under("giai-cuoc.")})

    def row(name: str, source: str, place: str) -> tuple[Content, ...]:
        return (
            name,
            source,
            *(number(figures, f"{place}.{kind}") for kind in ("tap-the", "ca-nhan", "tien")),
        )

    rows = [
        row(f"Giải của {titles.get(slug, slug)}", "Kinh phí tổ chức Cuộc thi", f"giai-cuoc.{slug}")
        for slug in slugs
    ]
    rows += [
        row(report.forms.get(form, form), "Theo sổ quyết định", f"quyet-dinh-hinh-thuc.{form}")
        for form in sorted({each.id.split(".")[1] for each in figures.under("quyet-dinh-hinh-thuc.")})
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
            left("Hình thức", 74),
            left("Nguồn", 34),
            right("Tập thể", 18),
            right("Cá nhân", 18),
            right("Số tiền (đồng)", 24, "money"),
        ),
        rows=tuple(rows),
        notes=(
            "Giải thưởng của cuộc thi và tiền kèm hình thức khen thưởng chi từ hai nguồn khác nhau nên không cộng. "
            "Giải tính vào kỳ mà kết quả cuộc thi được chốt chính thức.",
        ),
    )


def media(report: PeriodicReport) -> Table:
    """List what was published."""
    return Table(
        name="Truyền thông",
        title="Sản phẩm truyền thông (ghi tay)",
        columns=(
            left("Loại", 24),
            left("Nội dung", 64),
            left("Nơi đăng", 34),
            centre("Ngày", 28),
            right("Số lượng", 16),
            right("Lượt xem", 18),
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
            number(report.figures, "so.tin-bai.san-pham"),
            number(report.figures, "so.tin-bai.luot-xem"),
        ),
        notes=("Số trong ngoặc vuông là số mục trong sổ đăng ký.",),
    )


def outside(report: PeriodicReport) -> Table:
    """List contests of others, their results, and meetings."""
    found = report.of(EntryKind.OUTSIDE, EntryKind.RESULT, EntryKind.MEETING)
    return Table(
        name="Hoạt động khác",
        title="Cuộc thi do nơi khác phát động, kết quả, hội nghị (ghi tay)",
        columns=(
            left("Loại", 34),
            left("Nội dung", 62),
            left("Đơn vị phát động, nơi tổ chức", 38),
            centre("Thời gian", 28),
            right("Lượt người", 16),
            left("Minh chứng", 40),
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


def tasks(report: PeriodicReport, settings: ReportSettings) -> Table:
    """List the plan's tasks, each with what was done in the period."""
    return Table(
        name="Nhiệm vụ",
        title="Tình hình thực hiện các nhiệm vụ trong phụ lục của Kế hoạch",
        columns=(
            centre("TT", 10),
            left("Nhiệm vụ", 66),
            left("Chủ trì", 34),
            left("Phối hợp", 32),
            left("Thời gian", 24),
            left("Kết quả trong kỳ", 66),
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
    well = sum(report.figures[f"{key}.dung"] for key in keys)
    if asked:
        yield f"{dong_number(asked)} câu trong các lượt thi hỏi về nội dung này, đúng {share_text(well, asked)}"
