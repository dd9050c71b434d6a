"""The first page of the file: what it holds, what is still to be done by people, what is missing."""

from quizbot.core.commend.balance import balance
from quizbot.documents.certificates import prize_certificates
from quizbot.documents.council import balance_lines
from quizbot.documents.desk import Desk
from quizbot.documents.facts import Facts, told_apart
from quizbot.documents.left_out import floor_lines
from quizbot.documents.overprint import printed
from quizbot.documents.papers import PAPERS, commendation_papers
from quizbot.documents.wording import clock_and_day, title_of


def read_first(facts: Facts, desk: Desk, *, sealed: bool = True) -> str:
    """Write the page as plain text, with the line ends of Windows.

    Args:
        sealed: certificates can be signed here.
    """
    figures = facts.figures
    lines = ["HỒ SƠ KHEN THƯỞNG", title_of(figures), f"Số liệu lúc {clock_and_day(figures.as_of)}", ""]
    if facts.warning:
        lines += [
            facts.warning + ".",
            "Mọi trang đều ghi như vậy.",
            "",
        ]
    lines += ["CÁC TỆP TRONG HỒ SƠ", *_contents(facts, desk, sealed=sealed), ""]
    lines += ["CẦN LÀM TRƯỚC KHI TRÌNH", *(f"- {each}" for each in _to_do(facts, desk)), ""]
    if facts.commendation is not None:
        lines += ["TỔNG HỢP"]
        lines += [f"- {what}: {count}" for what, count in balance_lines(balance(facts.commendation.chosen))]
        lines.append("")
        floor = floor_lines(facts.commendation.chosen)
        if floor:
            lines += [
                "KHÔNG ĐẠT MỨC TỐI THIỂU, KHÔNG ĐƯỢC ĐỀ NGHỊ",
                *(f"- {each}" for each in floor),
                "- Hội đồng muốn đề nghị ai trong số này thì ghi quyết định riêng, kèm lý do (trang Xét khen thưởng).",
                "",
            ]
    salary = facts.salary
    lines += [
        "CĂN CỨ TÍNH TIỀN",
        f"- Mức lương cơ sở áp dụng cho ngày ký {facts.on:%d/%m/%Y}: {salary.amount:,} đồng ({salary.source}).".replace(
            ",", "."
        ),
        "- Ngày ký khác thì chạy lại với --signed NGÀY.",
        "",
    ]
    return "\r\n".join(lines)


def _contents(facts: Facts, desk: Desk, *, sealed: bool) -> list[str]:
    """List the files by number, and say of each that is not there why."""
    early = "chỉ làm khi kết quả đã chốt" if facts.figures.provisional else ""
    unsigned = "" if sealed else "máy chủ chưa có khoá ký giấy chứng nhận"
    no_prize = "" if prize_certificates(facts) else "Cuộc thi không có giải nào được trao chắc chắn"
    no_codes = "" if desk.codes is not None else "chưa khai báo mã của phần mềm khen thưởng (codes.yaml)"
    lines = [f"- {PAPERS[name].file[:2]}: {PAPERS[name].title}" for name in commendation_papers()]
    for number, what, missing in (
        (
            "08",
            "Giấy khen in lên phôi, tờ căn chỉnh máy in",
            "" if printed(facts) else "không có Giấy khen nào được đề nghị",
        ),
        ("09", "Giấy chứng nhận đạt giải, có mã QR để kiểm tra", early or unsigned or no_prize),
        ("10", "Tài liệu cho Hội đồng trước khi họp", ""),
        ("11", "Bảng nhập vào phần mềm quản lý thi đua, khen thưởng", early or no_codes),
        ("12", "Tóm tắt thành tích, sửa rồi gửi lại được", ""),
        ("13", "Bảng kết quả Cuộc thi", ""),
    ):
        lines.append(f"- {number}: {what}" + (f" – KHÔNG CÓ trong hồ sơ này: {missing}" if missing else ""))
    return lines


def _to_do(facts: Facts, desk: Desk) -> list[str]:
    found = ["Ghi số, ngày tháng, phiếu bầu; ký, đóng dấu. Phần mềm không điền các mục này."]
    if desk.sample:
        found.append("Đang dùng thông tin cơ quan MẪU. Tạo thư mục của cơ quan: quizbot paper desk THƯ-MỤC")
    if facts.commendation is not None:
        missing = set(facts.commendation.without_record)
        if missing:
            names = told_apart(each.nominee for each in facts.lines("person"))
            shown = ", ".join(names.get(code, code) for code in sorted(missing))
            found.append(f"Chưa có hồ sơ nhân sự (ngày sinh, giới tính, chức vụ) của: {shown}")
    if not (facts.lines("unit") or facts.lines("person")):
        found.append("Theo quy tắc khen thưởng hiện hành, không có tập thể, cá nhân nào được đề nghị.")
    waiting = [each for subject in ("unit", "person") for each in facts.lines(subject) if each.undecided]
    if waiting:
        names = told_apart(each.nominee for each in waiting)
        shown = "; ".join(names[each.nominee.code] for each in waiting)
        found.append(f"Hội đồng quyết định giữa những trường hợp bằng nhau: {shown}")
    if desk.codes is None:
        found.append("Chưa khai báo mã của phần mềm khen thưởng (codes.yaml) nên không làm tệp 11.")
    return found
