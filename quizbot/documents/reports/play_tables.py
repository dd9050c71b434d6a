"""What people played, counted by unit, round, topic and question."""

from dataclasses import replace
from datetime import datetime

from quizbot.documents.reports.settings import ReportSettings
from quizbot.documents.reports.table import Content, Mean, Number, Table, centre, left, number, right, share
from quizbot.documents.reports.wording import ROUNDING, WHOLE_ROSTER
from quizbot.i18n.formats import LOCAL
from quizbot.usecases.reporting.report import PeriodicReport


def units(report: PeriodicReport) -> Table:
    """Compare the units: who took part, how many attempts, how much was right."""
    figures = report.figures

    def row(name: str, place: str) -> tuple[Content, ...]:
        return (
            name,
            number(figures, f"{place}quan-so"),
            number(figures, f"{place}nguoi"),
            share(figures, f"{place}nguoi", f"{place}quan-so"),
            number(figures, f"{place}luot"),
            number(figures, f"{place}luot-tinh"),
            share(figures, f"{place}dung", f"{place}cau"),
            share(report.before.figures, f"{place}nguoi", f"{place}quan-so"),
            replace(number(report.year, f"{place}nguoi"), of="year"),
            replace(number(report.year, f"{place}luot"), of="year"),
        )

    return Table(
        name="Theo đơn vị",
        title="Kết quả theo đơn vị",
        columns=(
            left("Đơn vị", 58),
            right("Quân số (người)", 18),
            right("Người dự thi", 18),
            right("Tỷ lệ tham gia", 18, "share"),
            right("Lượt thi", 18),
            right("Lượt được tính", 18),
            right("Tỷ lệ đúng", 18, "share"),
            right("Tỷ lệ tham gia kỳ trước", 20, "share"),
            right("Người, lũy kế năm", 20),
            right("Lượt, lũy kế năm", 20),
        ),
        rows=tuple(row(each.name, f"{each.key}.") for each in report.units),
        total=row("Cộng", ""),
        notes=(
            "Quân số: người có trong danh sách vào bất kỳ ngày nào của kỳ, tính ở đơn vị sau cùng trong kỳ. "
            f"Quân số là {WHOLE_ROSTER}. "
            "Người dự thi tính ở cùng đơn vị ấy; lượt thi tính cho đơn vị mà người đó dự thi.",
            *(
                f"Ngày {day:%d/%m/%Y}, {before} đổi tên thành {after}."
                for day, before, after in report.renamed
            ),
            ROUNDING,
            "Mã số liệu: don-vi.MÃ-ĐƠN-VỊ.quan-so, .nguoi, .luot, .luot-tinh, .dung, .cau.",
        ),
    )


def rounds(report: PeriodicReport) -> Table:
    """Lay out every round that was open in the period."""
    figures = report.figures

    def numbers(place: str) -> tuple[Content, ...]:
        return (
            number(figures, f"{place}luot"),
            number(figures, f"{place}luot-tinh"),
            share(figures, f"{place}dung", f"{place}cau"),
            number(figures, f"{place}luot-dung-het"),
            Mean(part=number(figures, f"{place}giay"), whole=number(figures, f"{place}luot-tinh")),
        )

    return Table(
        name="Theo vòng",
        title="Kết quả theo vòng thi",
        columns=(
            left("Cuộc thi", 62),
            centre("Vòng", 12),
            centre("Mở", 27),
            centre("Đóng", 27),
            right("Người dự thi", 18),
            right("Lượt thi", 18),
            right("Lượt được tính", 18),
            right("Tỷ lệ đúng", 18, "share"),
            right("Lượt đúng hết", 18),
            right("Thời gian bình quân (phút:giây)", 22, "duration"),
        ),
        rows=tuple(
            (
                each.title,
                str(each.number),
                _clock(each.opens_at),
                _clock(each.closes_at),
                number(figures, f"{each.key}.nguoi"),
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


def topics(report: PeriodicReport, settings: ReportSettings) -> Table:
    """Lay out what was asked of each topic, and how it was answered."""
    figures = report.figures

    def row(name: str, place: str) -> tuple[Content, ...]:
        return (
            name,
            *(number(figures, f"{place}{kind}") for kind in ("cau", "dung", "sai", "bo-trong")),
            share(figures, f"{place}dung", f"{place}cau"),
        )

    return Table(
        name="Theo chủ đề",
        title="Kết quả theo chủ đề",
        columns=(
            left("Chủ đề", 66),
            right("Câu đã hỏi", 20),
            right("Đúng", 20),
            right("Sai", 20),
            right("Bỏ trống", 20),
            right("Tỷ lệ đúng", 20, "share"),
        ),
        rows=tuple(row(settings.topic(each), f"{each}.") for each in report.topics),
        total=row("Cộng", ""),
        notes=(
            "Đếm theo câu của các lượt được tính, không theo người.",
            ROUNDING,
            "Mã số liệu: chu-de.VĂN-BẢN.CHỦ-ĐỀ.cau, .dung, .sai, .bo-trong.",
        ),
    )


def missed(report: PeriodicReport) -> Table:
    """List the questions most often answered wrong."""
    return Table(
        name="Câu sai nhiều",
        title="Câu hỏi bị trả lời sai nhiều nhất (nội dung cần tuyên truyền lại)",
        columns=(
            left("Câu hỏi", 110),
            right("Số lần hỏi", 20),
            right("Đúng", 18),
            right("Tỷ lệ đúng", 18, "share"),
        ),
        rows=tuple(
            (
                each.ask or each.id,
                Number(id=f"{each.key}.cau", value=each.asked),
                Number(id=f"{each.key}.dung", value=each.right),
                share(report.figures, f"{each.key}.dung", f"{each.key}.cau"),
            )
            for each in report.most_missed
        ),
        notes=("Chỉ xét câu được hỏi từ 5 lần trở lên trong kỳ.", ROUNDING),
    )


def _clock(at: datetime) -> str:
    return f"{at.astimezone(LOCAL):%H:%M %d/%m/%Y}"
