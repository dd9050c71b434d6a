"""The sentences of achievement as a workbook that an official may mend and give back."""

from pathlib import Path

from quizbot.core.vietnamese import fold, nfc
from quizbot.documents.facts import Facts
from quizbot.documents.records import sheets_of
from quizbot.documents.sheets import Column, Sheet

CODE, SENTENCE = "Mã", "Tóm tắt thành tích"


def summary_sheet(facts: Facts) -> Sheet:
    """Lay out code, name and sentence; the column of sentences is there to be mended."""
    lines = (*facts.lines("unit"), *facts.lines("person"))
    return Sheet(
        name="Tóm tắt thành tích",
        heading=(),
        warning=facts.warning,
        columns=(
            Column(title=CODE, width=14),
            Column(title="Họ và tên, tập thể", width=34),
            Column(title="Đơn vị", width=34),
            Column(title=SENTENCE, width=90),
        ),
        rows=tuple(
            (each.nominee.code, each.nominee.name, each.nominee.unit, each.achievement) for each in lines
        ),
        notes=("Sửa cột cuối rồi chạy lại với --summaries TỆP: câu đã sửa dùng cho mọi văn bản.",),
    )


def read_summaries(path: Path) -> dict[str, str]:
    """Read mended sentences by code.

    Raises:
        FormFaults: the file cannot be read.
    """
    found: dict[str, str] = {}
    for _, rows in sheets_of(path):
        at: tuple[int, int] | None = None
        for row in rows:
            cells = [nfc(" ".join(str(cell).split())) for cell in row]
            folded = [fold(cell) for cell in cells]
            if at is None:
                if fold(CODE) in folded and fold(SENTENCE) in folded:
                    at = folded.index(fold(CODE)), folded.index(fold(SENTENCE))
            elif len(cells) > max(at) and cells[at[0]] and cells[at[1]]:
                found[cells[at[0]]] = cells[at[1]]
    return found
