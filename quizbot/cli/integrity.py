"""`quizbot integrity CONTEST`: what a person should look at before results become final."""

import click

from quizbot.cli._settings import open_work, settings_option
from quizbot.cli._show import as_json
from quizbot.config import Settings
from quizbot.core.integrity.copying import CopyingSign
from quizbot.usecases.analysis.signs import IntegrityReport, integrity_report

_HEAD = (
    "Đây là những điều nên hỏi lại, không phải kết luận. Không điều nào làm thay đổi điểm hay thứ hạng; "
    "chỉ Ban Tổ chức quyết định, sau khi đã nghe người liên quan."
)


_MOST = 20


@click.command()
@click.argument("contest")
@settings_option
@click.option("--json", "data", is_flag=True, help="In dữ liệu JSON.")
def integrity(contest: str, settings: Settings, data: bool) -> None:
    """Dấu hiệu cần người xem lại: làm giống nhau, nhanh quá sức đọc, câu bỗng dễ. Không tự động xử lý gì."""
    with open_work(settings) as work:
        found = work.read(lambda w: integrity_report(w, slug=contest))
    click.echo(as_json(found) if data else "\n".join(integrity_lines(found)))


def integrity_lines(found: IntegrityReport) -> list[str]:
    """Say the report in Vietnamese, line by line."""
    lines = [f"{found.title}: {found.people} người", _HEAD, "", "1. Bài làm giống nhau"]
    lines += _copying(found)
    lines += ["", "2. Làm nhanh hơn mức đọc kịp", *_speed(found)]
    lines += ["", "3. Câu hỏi bỗng dễ (nửa sau của vòng so với nửa đầu, giữa những người cùng mức điểm)"]
    lines += [*_leaks(found), "", "4. Nhiều người trên một máy hoặc một tài khoản chat"]
    return [*lines, *_sharing(found)]


def _sharing(found: IntegrityReport) -> list[str]:
    if not found.sharing:
        return ["  Không có."]
    lines = [
        f"  {len(sign.people)} người: "
        + ", ".join(f"{found.names.get(code, code)} ({code})" for code in sign.people)
        for sign in found.sharing[:_MOST]
    ]
    if len(found.sharing) > _MOST:
        lines.append(f"  ... và {len(found.sharing) - _MOST} máy nữa (xem đủ: --json)")
    return [
        *lines,
        "  Có thể vì: dùng chung máy ở cơ quan; người biết máy giúp người chưa quen; làm hộ nhau.",
    ]


def _speed(found: IntegrityReport) -> list[str]:
    signs = [(round_.number, sign) for round_ in found.rounds for sign in round_.speed]
    if not signs:
        return ["  Không có."]
    lines = [
        f"  Vòng {number}: {found.names.get(sign.person, sign.person)} ({sign.person}, {sign.unit}): "
        f"{sign.used_s} giây cho bài cần ít nhất {sign.reading_s} giây để đọc; đúng {sign.right}/{sign.asked}"
        for number, sign in signs[:_MOST]
    ]
    if len(signs) > _MOST:
        lines.append(f"  ... và {len(signs) - _MOST} bài nữa (xem đủ: --json)")
    return [
        *lines,
        "  Có thể vì: đã làm lượt trước nên nhớ câu hỏi; đọc trước trên máy khác; chỉ đọc phần đầu câu.",
    ]


def _leaks(found: IntegrityReport) -> list[str]:
    signs = [(round_.number, sign) for round_ in found.rounds for sign in round_.leaks.signs]
    lines = [
        f"  Vòng {number}, câu {sign.item}: {100 * sign.early_right:.0f} % làm đúng ở nửa đầu, "
        f"{100 * sign.late_right:.0f} % ở nửa sau"
        for number, sign in signs
    ]
    if signs:
        lines.append(
            "  Có thể vì: nội dung vừa được phổ biến chính thức; người làm sau đã ôn kỹ hơn đúng phần này."
        )
    tested = sum(round_.leaks.tested for round_ in found.rounds)
    if not tested:
        return ["  Chưa câu nào có đủ 60 bài để so sánh."]
    return lines or [f"  Đã so {tested} câu, không có dấu hiệu."]


def _copying(found: IntegrityReport) -> list[str]:
    report = found.copying
    if not report.tested:
        return ["  Chưa có cặp nào cùng sai đủ nhiều câu để so sánh."]
    share = f"{100 * report.false_alarms:g}".replace(".", ",")
    lines = [
        f"  Đã so {report.tested} cặp cùng đơn vị; trong những cặp nêu dưới đây, trung bình không quá {share} % "
        "giống nhau chỉ do ngẫu nhiên."
    ]
    if not report.signs:
        return [*lines, "  Không có cặp nào."]
    for sign in report.signs:
        lines += _pair(found, sign)
    return lines


def _pair(found: IntegrityReport, sign: CopyingSign) -> list[str]:
    one, other = (f"{found.names.get(code, code)} ({code})" for code in (sign.one, sign.other))
    near = "" if sign.apart_s is None else f"; nộp bài gần nhau nhất cách {sign.apart_s} giây"
    return [
        f"  {one} và {other}, đơn vị {sign.unit}: cùng sai {sign.both_wrong} câu, trong đó {len(sign.same_wrong)} "
        f"câu chọn cùng một phương án sai (ngẫu nhiên: khoảng {sign.expected:.1f}){near}.".replace(
            ".0)", ")"
        ),
        f"    Các câu: {', '.join(sign.same_wrong)}",
        "    Có thể vì: cùng học một tài liệu sai; cùng được hướng dẫn nhầm; bàn bạc với nhau; làm hộ nhau.",
    ]
