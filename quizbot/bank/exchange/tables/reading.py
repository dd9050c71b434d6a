"""Whole tables: find the header, read every row, and hold the rows against each other."""

from collections.abc import Sequence

from quizbot.bank.exchange.tables.cells import Table
from quizbot.bank.exchange.tables.dialects import TOLD
from quizbot.bank.exchange.tables.draft import Draft
from quizbot.bank.exchange.tables.header import Header, find_header, is_answer_sheet
from quizbot.bank.exchange.tables.judge import judge
from quizbot.bank.exchange.tables.keys import Key, by_number, by_text
from quizbot.bank.exchange.tables.rows import drafts
from quizbot.bank.exchange.values import Gathering
from quizbot.core.numbers import read_number

# one row in so many
_FEW = 5
_NO_HEADER = "hàng tiêu đề cần có các cột: Câu hỏi, A, B, C, D, Đáp án (xem bảng mẫu khi xuất ra .xlsx)"


def read_tables(tables: Sequence[Table], gathering: Gathering) -> None:
    """Read every table that has a header; say so when none has."""
    known = False
    for table in tables:
        header = find_header(table)
        if header is not None:
            known = True
            read_table(table, header, gathering)
        elif is_answer_sheet(table):
            known = True
            gathering.problem(
                table.place(), "", "đây là bảng câu trả lời của Google Biểu mẫu, không có đáp án đúng",
                "lập bảng câu hỏi với các cột Câu hỏi, A, B, C, D, Đáp án",
            )  # fmt: skip
        elif any(any(row) for row in table.rows):
            gathering.remark(table.place(), "không thấy hàng tiêu đề của bảng câu hỏi; không đọc")
    if not known:
        gathering.problem("tệp", "", "không thấy bảng câu hỏi nào", _NO_HEADER)


def read_table(table: Table, header: Header, gathering: Gathering) -> None:
    """Read the rows of one table."""
    if header.twice:
        listed = ", ".join(sorted(set(header.twice)))
        gathering.problem(
            table.place(header.row), "", f"hai cột cùng cho phương án {listed}", "đổi tên hoặc xóa một cột"
        )
        return
    _tell_columns(table, header, gathering)
    found = list(drafts(table, header, gathering))
    if not header.keys and not header.flags and found and not any(draft.marked for draft in found):
        gathering.problem(
            table.place(header.row),
            "",
            "bảng không có cột đáp án",
            "thêm cột “Đáp án” ghi chữ cái của phương án đúng",
        )
        return
    if not found:
        gathering.remark(table.place(), "không có câu hỏi nào dưới hàng tiêu đề")
    _doubt_cut_sentences(found)
    habit = _Habit(found)
    for draft in found:
        judge(draft, gathering, unsure=habit.unsure)
    if habit.counted:
        gathering.remark(table.place(), "có đáp án ghi bằng số; đã hiểu 1 là phương án A (cột đầu tiên)")
    if any(cell.cleaned for row in table.rows for cell in row):
        gathering.remark(table.place(), "đã bỏ các ký tự không nhìn thấy trong ô")


def _tell_columns(table: Table, header: Header, gathering: Gathering) -> None:
    if header.dialect.told_by:
        gathering.remark(table.place(header.row), f"nhận ra {header.dialect.title}")
    if header.unknown:
        listed = ", ".join(
            f"{title} (cột {table.place(None, column).rpartition(' ')[2]})"
            for column, title in header.unknown
        )
        gathering.remark(table.place(header.row), f"cột không dùng đến: {listed}")
    for what, why in TOLD.items():
        column = header.fields.get(what)
        filled = any(table.cell(row, column) for row in range(header.row + 1, len(table.rows)))
        if column is not None and filled:
            gathering.remark(table.place(None, column), f"cột không nhập: {why}")


def _doubt_cut_sentences(found: Sequence[Draft]) -> None:
    """Doubt rows with a blank before a cell where few have one: a comma of a sentence may have cut it."""
    led = [draft for draft in found if any(cell.led for cell in draft.table.rows[draft.row])]
    if len(led) * _FEW > len(found) and len(led) > 1:
        return
    for draft in led:
        draft.doubts.append("có ô bắt đầu bằng dấu cách: xem câu có bị cắt ở dấu phân cách không")


class _Habit:
    """How a table uses numbers as keys: the same number must not mean two things in one column."""

    def __init__(self, found: Sequence[Draft]) -> None:
        self.counted = False
        self._from_zero = False
        self._texts = False
        # a number names the last option, so that the first one is 1 and not 0
        self._from_one = False
        for draft in found:
            for column, cell in draft.keys:
                if column.shape not in ("", "number") or column.first_told or read_number(cell.text) is None:
                    continue
                number = by_number(cell.text, draft.options)
                text = by_text(cell.text, draft.options)
                self._from_zero |= cell.text in ("0", "0.0") and text is None and bool(draft.options)
                last = max(draft.options, default="")
                self._from_one |= number is not None and not number.wrong and last in number.letters
                self._texts |= text is not None and (number is None or bool(number.wrong))

    def unsure(self, draft: Draft, key: Key, /) -> str:
        """Say why a number cannot be taken for the place of an option; "" when it can."""
        numeric = any(read_number(cell.text) is not None for _, cell in draft.keys)
        if self._from_zero and numeric and key.shape in ("number", "text"):
            return "bảng có đáp án “0”, nên không rõ số 1 là phương án thứ nhất hay thứ hai"
        if not key.place:
            return ""
        alone = key.shape == "number"
        numbers = all(read_number(text) is not None for text in draft.options.values())
        if self._texts and numbers and alone:
            return "các câu khác ghi đáp án bằng chính con số của phương án, nên không rõ đây là số thứ tự hay nội dung"
        self.counted |= alone
        if not self._from_one:
            draft.doubts.append(
                "đáp án ghi bằng số, đã hiểu 1 là phương án A; bảng không cho biết chắc như vậy"
            )
        return ""
