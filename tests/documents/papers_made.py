"""A paper with everything on it, for tests of the writers."""

from dataclasses import replace
from typing import Any

from quizbot.documents.official import (
    Attachment,
    Blank,
    Grid,
    GridColumn,
    Heading,
    Letterhead,
    Paper,
    Signature,
    Text,
)

WARNING = "KẾT QUẢ TẠM TÍNH – chưa phải kết quả chính thức"


def grid(rows: int = 40) -> Grid:
    """Make a table longer than a page."""
    return Grid(
        columns=(
            GridColumn(title="TT", width_mm=10, align="centre"),
            GridColumn(title="Họ và tên", width_mm=60),
            GridColumn(title="Mức tiền", width_mm=30, align="right"),
        ),
        rows=tuple((str(n), "Nguyễn Thị Phương Thảo Nguyên", "760.000") for n in range(1, rows + 1)),
        total=("", "Cộng", "1.000"),
    )


def paper(**changes: Any) -> Paper:
    """Make a paper of several pages with an attachment across."""
    made = Paper(
        letterhead=Letterhead(superior="UBND tỉnh Lai Châu", agency="Văn phòng", place="Lai Châu"),
        kind="TỜ TRÌNH",
        symbol="TTr-VPUBND",
        subject="Về việc đề nghị tặng Giấy khen",
        year=2026,
        addressed=("Chánh Văn phòng",),
        grounds=("Căn cứ Luật Thi đua, khen thưởng;", "Căn cứ Nghị định số 152/2025/NĐ-CP."),
        blocks=(
            Heading(text="I. Kết quả"),
            Text(text='Có 3 < 4 & "ngoặc", #dấu *sao* $tiền_ [ngoặc] \\ @.'),
            Text(lead="Điều 1.", text="Tặng Giấy khen."),
            Blank(label="Ý kiến:", lines=2),
            grid(),
        ),
        signatures=(
            Signature(
                mode="KT", instead_of="Chánh Văn phòng", title="Phó Chánh Văn phòng", name="Lò Văn Đôi"
            ),
        ),
        recipients=("Như trên", "Lưu: VT, HCQT"),
        attachments=(Attachment(title="Danh sách cá nhân", blocks=(grid(60),), landscape=True),),
    )
    return replace(made, **changes)
