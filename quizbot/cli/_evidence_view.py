"""What the commands on evidence print."""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from quizbot.core.proof.merkle import EMPTY
from quizbot.i18n.formats import runs

if TYPE_CHECKING:
    from collections.abc import Sequence

    from quizbot.usecases.evidence.checks import Check, FoundReceipt

_NAMES = {
    "file": "tệp: mọi byte đúng như khi xuất",
    "form": "dạng của gói",
    "rules": "thể lệ: đúng thể lệ đã ghim và đã cam kết",
    "questions": "câu hỏi và đáp án: đúng bản đã cam kết trước khi có người nhận đề",
    "draw": "rút đề: mọi đề do số bí mật đã cam kết",
    "log": "nhật ký: khớp dấu niêm phong của từng vòng",
    "marks": "chấm: từng câu trả lời, điểm và thời hạn",
    "boards": "bảng xếp hạng cá nhân: tính lại từng dòng",
    "units": "bảng xếp hạng đơn vị: tính lại",
    "prizes": "giải thưởng: trao lại từ các bảng",
    "expected": "mã đã công bố: có trong gói",
    "receipt": "biên nhận: có trong nhật ký",
}
_ROUND = re.compile(r"round (\d+) seal \d+")
_PUBLISHED = {
    "commitment": "cam kết",
    "rules": "thể lệ",
    "bank": "câu hỏi",
    "key": "đáp án",
    "draw": "rút đề",
    "round": "vòng",
    "seal": "niêm phong",
    "bundle": "gói (manifest.json)",
}
_FAULTS = {
    "changed": "nội dung đã bị thay đổi",
    "missing": "thiếu hoặc có hai lần",
    "unknown": "không có trong manifest",
    "unreadable": "không đọc được",
    "form.strange": "tệp lạ: không thuộc dạng của gói, chưa ai kiểm tra gì trong đó",
    "rules.not_canonical": "không đúng dạng chuẩn",
    "rules.not_pinned": "khác mã thể lệ đã ghim",
    "rules.not_bound": "không có cam kết nào",
    "rules.not_as_bound": "khác thể lệ đã cam kết",
    "rules.bound_late": "cam kết sau khi vòng đầu mở",
    "rules.changed_after_opening": "thể lệ đổi sau khi mở",
    "questions.bank_root": "gốc của ngân hàng câu hỏi không khớp",
    "questions.key_root": "gốc của đáp án không khớp",
    "questions.hash": "câu hỏi khác mã băm ghi trên đề",
    "questions.more": "có phần không cam kết nào bảo đảm",
    "questions.not_bound": "câu hỏi, đáp án hoặc trọng số không có trong cam kết",
    "questions.bound_late": "cam kết sau khi đã có người nhận câu này",
    "draw.not_as_bound": "số bí mật rút đề khác số đã cam kết",
    "draw.seed": "đề không do số bí mật đã cam kết",
    "log.order": "không theo thứ tự",
    "log.form": "dòng không đúng dạng, hoặc người, câu hỏi không có trong gói",
    "log.not_sealed": "chưa niêm phong",
    "log.root": "khác dấu niêm phong",
    "log.twice": "một lượt thi ghi hai lần",
    "marks.position": "câu trả lời không theo thứ tự",
    "marks.time": "nhận ngoài thời gian làm bài",
    "marks.mark": "chấm khác",
    "boards.length": "thừa hoặc thiếu dòng",
    "boards.differs": "tính lại ra khác",
    "units.differs": "tính lại ra khác",
    "prizes.length": "thừa hoặc thiếu dòng",
    "prizes.differs": "trao lại ra khác",
    "expected.unknown": "không có trong gói",
    "receipt.unknown": "không có lượt thi nào mang biên nhận này",
}


def check_line(check: "Check") -> Iterator[str]:
    """Say what a check found, and every place where it fails."""
    told = "ĐẠT" if check.holds else "SAI"
    yield f"{told:<4} {_NAMES[check.name]} ({check.looked_at})"
    for place, code in check.faults:
        yield f"       {place}: {_FAULTS.get(code, code)}"


def published_lines(published: "Sequence[tuple[str, str]]") -> "Iterator[str]":
    """Tell the published hashes; rounds that nobody played stand on one line."""
    empty = []
    for what, value in published:
        match = _ROUND.fullmatch(what)
        if match and value == EMPTY.hex():
            empty.append(int(match[1]))
        else:
            yield f"{_called(what):<24} {value}"
    if empty:
        yield f"vòng không có lượt thi: {runs(empty)}"


def _called(what: str) -> str:
    for name, said in _PUBLISHED.items():
        what = what.replace(name, said)
    return what


def receipt_lines(found: "FoundReceipt") -> Iterator[str]:
    """Show the line a receipt stands for, and the way from it to the sealed root."""
    yield f"Biên nhận: vòng {found.round_number}, dòng {found.proof.index + 1}/{found.proof.size} của nhật ký"
    yield f"  {found.line.decode()}"
    yield f"  gốc {found.root}"
    for each in found.proof.path:
        yield f"   ↑ {each.hex()}"
