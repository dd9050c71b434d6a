"""Group chats: linked by an organizer, told of openings and results, asked for boards."""

from datetime import datetime

from quizbot.chat.boards import person_lines
from quizbot.chat.messages import Incoming, Outgoing, Reply
from quizbot.chat.turn import line, note, reply
from quizbot.core.vietnamese import fold
from quizbot.i18n.texts import Texts
from quizbot.usecases.ports import Work
from quizbot.usecases.standings import board_view, contests_view

LINK = ("lienket", "link")
UNLINK = ("bolienket", "unlink")
BOARD = ("bang", "board", "boards")
HELP = ("trogiup", "help", "start")


def answer(work: Work, incoming: Incoming, texts: Texts, *, now: datetime) -> Reply:
    """Answer a command in a group; anything else there is none of our business."""
    if incoming.kind == "stopped":
        # the bot was taken out of the group
        work.chats.unlink_group(incoming.channel, incoming.address)
        return Reply()
    words = fold(incoming.text.split("@", 1)[0].lstrip("/")).split() if incoming.text else []
    command = words[0] if words else ""
    if command in LINK + UNLINK:
        return _link(work, incoming, texts, now=now, link=command in LINK)
    if command in BOARD:
        return reply(*_boards(work, texts, now=now))
    if command in HELP:
        return reply(note(texts("group.help")))
    return Reply()


def _link(work: Work, incoming: Incoming, texts: Texts, *, now: datetime, link: bool) -> Reply:
    sender = work.people.by_address(incoming.channel, incoming.sender or "")
    if sender is None or not {"organizer", "admin"} & set(sender.roles):
        return reply(note(texts("group.only_organizer")))
    if link:
        work.chats.link_group(incoming.channel, incoming.address, title=incoming.display_name, now=now)
        return reply(note(texts("group.linked")))
    work.chats.unlink_group(incoming.channel, incoming.address)
    return reply(note(texts("group.unlinked")))


def _boards(work: Work, texts: Texts, *, now: datetime) -> list[Outgoing]:
    shown = []
    for view in contests_view(work, now=now)[:3]:
        board = board_view(work, slug=view.slug, now=now, limit=10)
        if board.lines:
            shown.append(Outgoing(lines=(line(board.title, "title"), *person_lines(board.lines, texts))))
    return shown or [note(texts("boards.empty"))]
