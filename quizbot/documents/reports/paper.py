"""The full Báo cáo of a period, and the fragment that is pasted into the report of the department that consolidates."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from quizbot.core.reporting.register import EntryKind
from quizbot.documents.facts import dong_number, share_text
from quizbot.documents.office import Office
from quizbot.documents.official import Attachment, Blank, Block, Grid, GridColumn, Heading, Paper, Text
from quizbot.documents.reports.overview import overview
from quizbot.documents.reports.settings import ReportSettings
from quizbot.documents.reports.table import Table, written
from quizbot.documents.reports.tables import tables
from quizbot.documents.reports.wording import (
    DRAFT,
    FORMS,
    PARTS,
    PEOPLE_ATTEMPTS,
    WHOLE_ROSTER,
    period_text,
    span_text,
)
from quizbot.documents.wording import END
from quizbot.i18n.vi_words import number
from quizbot.usecases.reporting.report import PeriodicReport

_ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportFacts:
    """What the papers are filled from."""

    office: Office
    settings: ReportSettings
    report: PeriodicReport
    # the office's own Word template for the full report, if it has one
    template: Path | None = None

    @property
    def warning(self) -> str:
        """Give what stands at the head of every page; empty once closed."""
        return DRAFT if self.report.provisional else ""


def report_paper(facts: ReportFacts) -> Paper:
    """Draft the full report."""
    report, office = facts.report, facts.office
    kept = ("Nhiệm vụ", "Điều chỉnh") if report.quiet else None
    shown = [
        each
        for each in tables(report, facts.settings)
        if each.rows and each.name != "Tổng hợp" and (kept is None or each.name in kept)
    ]
    return Paper(
        letterhead=office.letterhead,
        kind="BÁO CÁO",
        symbol=f"BC-{office.mark}",
        subject=f"Kết quả tuyên truyền Nghị quyết số 57-NQ/TW, Nghị quyết số 71/NQ-CP {period_text(report.period)}",
        year=report.deadline.year,
        addressed=facts.settings.addressed,
        blocks=(
            Text(
                text=f"Thực hiện {facts.settings.plan}, {office.full_name} báo cáo kết quả tuyên truyền "
                f"{period_text(report.period)} ({span_text(report.period)}) như sau:"
            ),
            *_body(facts),
            Text(
                text=f"Trên đây là báo cáo kết quả tuyên truyền {period_text(report.period)} của {office.full_name}{END}"
            ),
        ),
        signatures=(office.signers.head.signature(),),
        recipients=("Như trên", *office.recipients, office.file_to()),
        attachments=tuple(
            Attachment(
                label=f"Phụ lục {_ROMAN[place]}" if len(shown) > 1 else "Phụ lục",
                title=each.title,
                blocks=_grid_and_notes(each),
                landscape=sum(column.width_mm for column in each.columns) > 190,
            )
            for place, each in enumerate(shown)
        ),
        warning=facts.warning,
    )


def fragment(facts: ReportFacts) -> tuple[Block, ...]:
    """Give the part to paste into the other report: no head, no foot, one heading, the figures and one table."""
    report = facts.report
    return (
        Heading(
            text=f"Kết quả tuyên truyền Nghị quyết số 57-NQ/TW, Nghị quyết số 71/NQ-CP {period_text(report.period)}",
            level=2,
        ),
        Text(
            text=f"Thực hiện {facts.settings.plan}, trong kỳ báo cáo ({span_text(report.period)}), {facts.office.full_name} "
            "đã triển khai công tác tuyên truyền với kết quả như sau:"
        ),
        *(Text(text=f"- {each}") for each in (*_said(report), *_by_hand(report))),
        *(() if report.quiet else _grid_and_notes(overview(report))),
        *(
            Text(text=f"- {PARTS[part]}: {text}")
            for part in ("han-che", "kien-nghi")
            for text in _remarks(report, part)
        ),
    )


def _body(facts: ReportFacts) -> Iterator[Block]:
    report = facts.report
    yield Heading(text="I. Công tác lãnh đạo, chỉ đạo")
    papers = report.of(EntryKind.PAPER)
    if papers:
        yield Text(text="Văn bản đã ban hành trong kỳ:")
        for each in papers:
            yield Text(text=f"- {each.entry.title} ({each.entry.by_whom}, ngày {each.entry.on:%d/%m/%Y}).")
    else:
        yield Text(
            text="Văn bản chỉ đạo đã ban hành trong kỳ: …………………… (sổ đăng ký chưa ghi văn bản nào; điền vào, hoặc ghi “không có”)."
        )
    yield Heading(text="II. Kết quả tuyên truyền")
    if report.quiet:
        yield Text(
            text="Trong kỳ không tổ chức cuộc thi, không có lượt ôn tập nào, chưa ghi nhận hoạt động tuyên truyền nào khác."
        )
    else:
        yield Heading(text="1. Qua cuộc thi, hỏi đáp", level=2)
        for said in _said(report):
            yield Text(text=f"- {said}")
        yield Heading(text="2. Qua truyền thông, hội nghị, cuộc thi do nơi khác phát động", level=2)
        for said in _by_hand(report):
            yield Text(text=f"- {said}")
    yield Heading(text=f"{1 if report.quiet else 3}. Tổng hợp số liệu", level=2)
    yield from _grid_and_notes(overview(report))
    yield Text(text=PEOPLE_ATTEMPTS, italic=True)
    yield Heading(text="III. Biểu dương, khen thưởng")
    yield Text(text=_awards(report))
    if report.adjustments:
        yield Heading(text="IV. Điều chỉnh số liệu các kỳ đã báo cáo")
        yield Text(
            text=f"Có {number(len(report.adjustments))} số liệu của các kỳ đã chốt nay khác số đã báo cáo; chi tiết tại phụ lục."
        )
    numeral = iter(_ROMAN[4 if report.adjustments else 3 :])
    for part, title in (
        (("phan-bac",), "Đấu tranh, phản bác thông tin sai sự thật"),
        (("uu-diem", "han-che"), "Đánh giá chung"),
        (("phuong-huong", "kien-nghi"), "Phương hướng kỳ tới; kiến nghị, đề xuất"),
    ):
        yield Heading(text=f"{next(numeral)}. {title}")
        for name in part:
            texts = _remarks(report, name)
            label = f"{PARTS[name]}: " if len(part) > 1 else ""
            yield from (Text(text=f"- {label}{text}") for text in texts)
            if not texts:
                yield Blank(label=f"{label}".strip(), lines=1 if report.quiet else 2)


def _said(report: PeriodicReport) -> Iterator[str]:
    figures = report.figures
    if not figures["luot"] and not figures["vong"]:
        yield "Trong kỳ không có vòng thi nào mở."
    else:
        yield (
            f"Có {number(figures['cuoc-thi'])} cuộc thi với {number(figures['vong'])} vòng mở trong kỳ; "
            f"{number(figures['nguoi'])} người dự thi, đạt {share_text(figures['nguoi'], figures['quan-so'])} "
            f"quân số {number(figures['quan-so'])} người ({WHOLE_ROSTER}), với {number(figures['luot'])} lượt thi."
        )
        if figures["cau"]:
            yield (
                f"Các lượt được tính trả lời đúng {dong_number(figures['dung'])}/{dong_number(figures['cau'])} câu "
                f"({share_text(figures['dung'], figures['cau'])}); {number(figures['luot-dung-het'])} lượt đúng tất cả các câu."
            )
        full = [each.name for each in report.units if _all_in(report, each.key)]
        if full:
            yield f"{number(len(full))} đơn vị có 100% quân số dự thi: {', '.join(full)}."
    if figures["on-tap.luot"]:
        yield f"Ôn tập: {number(figures['on-tap.nguoi'])} người với {number(figures['on-tap.luot'])} lượt."
    for each in report.most_missed[:1]:
        yield f"Nội dung cần tuyên truyền lại, bị trả lời sai nhiều nhất: “{each.ask or each.id}” (đúng {share_text(each.right, each.asked)})."


def _all_in(report: PeriodicReport, key: str) -> bool:
    return 0 < report.figures[f"{key}.quan-so"] == report.figures[f"{key}.nguoi"]


def _by_hand(report: PeriodicReport) -> Iterator[str]:
    figures = report.figures
    if figures["so.tin-bai.san-pham"]:
        kinds = ", ".join(
            f"{number(figures[f'so.tin-bai.{form.value}.san-pham'])} {title.lower()}"
            for form, title in FORMS.items()
            if figures[f"so.tin-bai.{form.value}.san-pham"]
        )
        yield f"Truyền thông: {number(figures['so.tin-bai.san-pham'])} sản phẩm ({kinds})."
    else:
        yield "Truyền thông: chưa ghi nhận sản phẩm nào trong kỳ."
    if figures["so.hoi-nghi.muc"]:
        yield (
            f"Hội nghị, cuộc họp: {number(figures['so.hoi-nghi.muc'])} cuộc với "
            f"{number(figures['so.hoi-nghi.luot-nguoi'])} lượt người dự."
        )
    for each in report.of(EntryKind.OUTSIDE):
        yield (
            f"Tham gia “{each.entry.title}” do {each.entry.by_whom} phát động: "
            f"{number(each.entry.people or 0)} lượt người."
        )
    for each in report.of(EntryKind.RESULT):
        yield f"Kết quả tại “{each.entry.title}” ({each.entry.by_whom}): {each.entry.text.rstrip('.')}."


def _awards(report: PeriodicReport) -> str:
    figures = report.figures
    said = []
    if figures["giai.cuoc-thi"]:
        said.append(
            f"Kết quả chính thức của {number(figures['giai.cuoc-thi'])} cuộc thi: {number(figures['giai.tap-the'])} giải tập thể, "
            f"{number(figures['giai.ca-nhan'])} giải cá nhân, tổng giá trị {dong_number(figures['giai.tien'])} đồng."
        )
    if figures["quyet-dinh.tap-the"] or figures["quyet-dinh.ca-nhan"]:
        said.append(
            f"Theo sổ quyết định khen thưởng: {number(figures['quyet-dinh.tap-the'])} tập thể, "
            f"{number(figures['quyet-dinh.ca-nhan'])} lượt cá nhân, tổng tiền thưởng {dong_number(figures['quyet-dinh.tien'])} đồng."
        )
    if figures["so.khen-thuong.muc"]:
        said.append(
            f"Khen thưởng theo quyết định: {number(figures['so.khen-thuong.tap-the'])} tập thể, "
            f"{number(figures['so.khen-thuong.ca-nhan'])} lượt cá nhân."
        )
    return " ".join(said) or "Trong kỳ chưa có kết quả cuộc thi được chốt chính thức và chưa có khen thưởng."


def _remarks(report: PeriodicReport, part: str) -> tuple[str, ...]:
    return tuple(each.entry.text for each in report.of(EntryKind.REMARK) if each.entry.part == part)


def _grid_and_notes(table: Table) -> tuple[Block, ...]:
    def row(contents: tuple[object, ...]) -> tuple[str, ...]:
        return tuple(
            written(each, column.kind)  # type: ignore[arg-type]
            for each, column in zip(contents, table.columns, strict=True)
        )

    return (
        Grid(
            columns=tuple(
                GridColumn(title=each.title, width_mm=each.width_mm, align=each.align)
                for each in table.columns
            ),
            rows=tuple(row(each) for each in table.rows),
            total=row(table.total) if table.total else (),
        ),
        *(Text(text=each, italic=True) for each in table.notes),
    )
