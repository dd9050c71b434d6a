"""A board as a file that spreadsheets open."""

import csv
import io
from datetime import datetime

from quizbot.chat.messages import Attachment
from quizbot.i18n.formats import LOCAL, points
from quizbot.i18n.texts import Texts
from quizbot.i18n.unit_kinds import bracket_text
from quizbot.usecases.standings import BoardView

# what a spreadsheet would take for a formula
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def board_csv(view: BoardView, texts: Texts) -> Attachment:
    """Write the people of a board as CSV; the byte order mark tells spreadsheets that it is UTF-8."""
    out = io.StringIO()
    sheet = csv.writer(out)
    divided = any(each.block for each in view.lines)
    names = ("bracket", "place") if divided else ("place",)
    more = () if all(each.by_right for each in view.lines) else ("points",)
    sheet.writerow(
        texts(f"boardfile.{name}") for name in (*names, "name", "unit", *more, "right", "asked", "seconds")
    )
    for each in view.lines:
        score = (points(each.points, language=texts.language),) if more else ()
        row = (each.place, each.name, each.unit, *score, each.right, each.asked, each.duration_s)
        whole = (bracket_text(each.block, texts), *row) if divided else row
        sheet.writerow(_plain(value) for value in whole)
    return Attachment(
        name=board_name(view, "csv"),
        content=b"\xef\xbb\xbf" + out.getvalue().encode(),
        media_type="text/csv",
    )


def board_name(view: BoardView, ending: str) -> str:
    """Name the file of a board by contest, round and day."""
    number = f"-vong-{view.round_number}" if view.round_number else ""
    return f"bang-{view.contest}{number}-{_day(view.as_of)}.{ending}"


def _plain(value: object) -> object:
    return f"'{value}" if isinstance(value, str) and value.startswith(_FORMULA) else value


def _day(at: datetime) -> str:
    return f"{at.astimezone(LOCAL):%Y-%m-%d}"
