"""Measures of official papers: Nghị định 30/2020/NĐ-CP, Phụ lục I (checked 2026-11). A new decree changes this file alone.

The ranges are the decree's; what stands here lies within them and fits: "CỘNG HÒA XÃ HỘI CHỦ NGHĨA
VIỆT NAM" in bold 13 is 95.7 mm wide and "Độc lập - Tự do - Hạnh phúc" in bold 14 is 60.5 mm.
"""

FONT = "Times New Roman"

# millimetres: A4, and margins (the decree: 20–25, 20–25, 30–35, 15–20)
PAGE_WIDTH, PAGE_HEIGHT = 210, 297
TOP, BOTTOM, LEFT, RIGHT = 20, 20, 30, 15
HEADER = 10

# millimetres: columns of the letterhead and of the foot, together the width of the text
AGENCY_WIDTH, NATION_WIDTH = 63, 102
RECIPIENTS_WIDTH, SIGNER_WIDTH = 75, 90
SIGNATURE_HEIGHT = 30

NATION = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
MOTTO = "Độc lập - Tự do - Hạnh phúc"

TITLE_WIDTH = 155  # the lines of a subject, so that they stand well within the margins

# points
NATION_SIZE = 13  # 12–13, upright bold capitals
MOTTO_SIZE = 14  # 13–14, upright bold
AGENCY_SIZE = 13  # 12–13; the superior upright, the agency bold
NUMBER_SIZE = 13  # 13
DATE_SIZE = 14  # 13–14, italic
TITLE_SIZE = 14  # 13–14, bold
BODY_SIZE = 14  # 13–14
RECIPIENTS_HEAD_SIZE = 12  # 12, bold italic
RECIPIENTS_SIZE = 11  # 11
PAGE_NUMBER_SIZE = 14  # 13–14
TABLE_SIZE = 12
WARNING_SIZE = 11
PARAGRAPH_GAP = 6  # at least 6
FIRST_LINE_MM = 12.7  # 10 or 12.7

# share of a line that the rule under it takes: a third to a half
RULE_SHARE = 0.4


def text_width(*, landscape: bool = False) -> int:
    """Give the width of the text in millimetres."""
    return (PAGE_HEIGHT if landscape else PAGE_WIDTH) - LEFT - RIGHT
