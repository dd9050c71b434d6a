"""Boards as files, for those who run contests: PDF to print and hang up, CSV for a spreadsheet."""

from collections.abc import Sequence
from functools import partial

from quizbot.chat.board_file import board_csv, board_name
from quizbot.chat.messages import Button, Draft, Outgoing, Reply
from quizbot.chat.screens import Screen
from quizbot.chat.turn import Turn, button, note, reply
from quizbot.core.contest import ContestKind
from quizbot.usecases.standings import BoardView, ContestView, board_view, contests_view

PDF = "application/pdf"


class BoardFile:
    """Give a board as everybody may see it now, as a file."""

    commands = ("bangpdf", "bangxephangpdf", "xuatbang", "boardpdf")
    needs = ("organizer", "admin", "coordinator")

    def open(self, turn: Turn, args: tuple[str, ...], /) -> Reply:
        """Give the board of the only contest, or of the one that is named; else ask which."""
        ranked = _ranked(turn)
        named = [view for view in ranked if args and view.slug == args[0]]
        if len(named or ranked) == 1:
            return self.tap(turn, ("pdf", (named or ranked)[0].slug))
        if not ranked:
            return reply(note(turn.t("boards.empty"), buttons=(_back(turn),)))
        rows = [row for view in ranked for row in offered(turn, view)]
        return reply(note(turn.t("boards.which"), buttons=(*rows, _back(turn))))

    def tap(self, turn: Turn, args: tuple[str, ...], /) -> Reply:
        """Give the file: its kind, the contest, and the number of a round when it is one's."""
        if len(args) < 2 or args[0] not in ("pdf", "csv"):
            return self.open(turn, ())
        kind, slug = args[0], args[1]
        number = int(args[2]) if len(args) > 2 and args[2].isdigit() else None
        view = board_view(turn.work, slug=slug, now=turn.now, round_number=number)
        if view.hidden_until is not None:
            return reply(note(turn.t("boards.hidden", until=view.hidden_until), buttons=(_back(turn),)))
        if not view.lines:
            return reply(note(turn.t("boards.empty"), buttons=(*_rounds(turn, view, kind), _back(turn))))
        shown = note(_said(turn, view), buttons=(*_rounds(turn, view, kind), _back(turn)))
        if kind == "csv" or turn.files is None:
            attachment = board_csv(view, turn.texts[turn.language])
            return reply(Outgoing(lines=shown.lines, buttons=shown.buttons, attachment=attachment))
        units = board_view(turn.work, slug=slug, now=turn.now, round_number=number, by="unit")
        draft = Draft(
            name=board_name(view, "pdf"),
            media_type=PDF,
            make=partial(turn.files.board, view, units),
            sorry=turn.t("offers.file_failed"),
            page=f"/bang-xep-hang/{slug}/bang.pdf" + (f"?vong={number}" if number else ""),
        )
        return reply(Outgoing(lines=shown.lines, buttons=shown.buttons, draft=draft))

    def typed(self, _turn: Turn, _text: str, /) -> Reply | None:
        """Nothing is typed here."""
        return None


def offered(turn: Turn, view: ContestView) -> list[tuple[Button, ...]]:
    """Offer the files of a contest's board."""
    rows: list[tuple[Button, ...]] = []
    for kind in ("pdf", "csv") if turn.files is not None else ("csv",):
        label = turn.t("organizer.board", title=view.title, kind=kind.upper())
        rows.append((button(label, f"boardfile:{kind}:{view.slug}"),))
    return rows


def _ranked(turn: Turn) -> Sequence[ContestView]:
    views = contests_view(turn.work, now=turn.now)
    return [view for view in views if view.kind is not ContestKind.PRACTICE]


def _said(turn: Turn, view: BoardView) -> str:
    key = "boards.title_round" if view.round_number else "boards.title"
    said = [turn.t(key, title=view.title, round=view.round_number or 0)]
    if view.frozen_since is not None:
        said.append(turn.t("boards.frozen", since=view.frozen_since))
    if view.provisional:
        said.append(turn.t("boards.provisional"))
    return "\n".join(said)


def _rounds(turn: Turn, view: BoardView, kind: str) -> list[tuple[Button, ...]]:
    """Offer the board of the latest round, or back to the whole."""
    if view.round_number is not None:
        return [(button(turn.t("boards.whole"), f"boardfile:{kind}:{view.contest}"),)]
    if not view.rounds:
        return []
    last = view.rounds[-1].number
    return [(button(turn.t("boards.round", round=last), f"boardfile:{kind}:{view.contest}:{last}"),)]


def _back(turn: Turn) -> tuple[Button, ...]:
    return (button(turn.t("back"), "organizer"),)


SCREEN: Screen = BoardFile()
