"""The first page of the file: what it holds, what is still to be done by people, what is missing."""

from quizbot.core.commend.balance import balance
from quizbot.documents.council import balance_lines
from quizbot.documents.desk import Desk
from quizbot.documents.facts import Facts, told_apart
from quizbot.documents.wording import clock_and_day, title_of


def read_first(facts: Facts, desk: Desk) -> str:
    """Write the page as plain text, with the line ends of Windows."""
    figures = facts.figures
    lines = ["HỒ SƠ KHEN THƯỞNG", title_of(figures), f"Số liệu lúc {clock_and_day(figures.as_of)}", ""]
    if facts.warning:
        lines += [
            facts.warning + ".",
            "Mọi trang đều ghi như vậy. Giấy chứng nhận và bảng cho phần mềm khen thưởng chỉ làm khi kết quả đã chốt.",
            "",
        ]
    lines += ["CẦN LÀM TRƯỚC KHI TRÌNH", *(f"- {each}" for each in _to_do(facts, desk)), ""]
    if facts.commendation is not None:
        lines += ["TỔNG HỢP"]
        lines += [f"- {what}: {count}" for what, count in balance_lines(balance(facts.commendation.chosen))]
        lines.append("")
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
