"""The files that people get in chat and on the pages: boards and slips as PDF."""

from dataclasses import dataclass

from quizbot.i18n.texts import Texts
from quizbot.usecases.slip import Slip
from quizbot.usecases.standings import BoardView


@dataclass(frozen=True, slots=True, kw_only=True)
class ChatFiles:
    """Makes the files of one installation.

    Args:
        office: its name, at the head of each.
        texts: Vietnamese, with the office's own words.
    """

    office: str
    texts: Texts

    def board(self, people: BoardView, units: BoardView, /) -> bytes:
        """Write a board as PDF, people and units."""
        # late, here and below: typesetting must not slow down the start of the server
        from quizbot.documents.board_leaf import board_leaf
        from quizbot.documents.formats.leaf import write_leaf

        return write_leaf(board_leaf(people, units, office=self.office, texts=self.texts))

    def slip(self, slip: Slip, /) -> bytes:
        """Write a person's slip as PDF."""
        from quizbot.documents.formats.leaf import write_leaf
        from quizbot.documents.slip_leaf import slip_leaf

        return write_leaf(slip_leaf(slip, office=self.office))
