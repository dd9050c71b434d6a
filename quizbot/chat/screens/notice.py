"""A notice from the organizer to everybody who can be reached: written, shown, confirmed, sent."""

from quizbot.chat.messages import Outgoing, Reply
from quizbot.chat.screens import Screen
from quizbot.chat.turn import Turn, button, line, lines, note, reply
from quizbot.core.codec import content_hash
from quizbot.usecases import reach
from quizbot.usecases.ports import AuditEntry, PersonStatus

LONGEST = 1500  # characters: fits every channel in one message


class Notice:
    """Send a notice."""

    commands = ("thongbao", "notice")
    needs = ("organizer", "admin")

    def open(self, turn: Turn, _args: tuple[str, ...], /) -> Reply:
        """Ask for the text, or show the one that waits to be sent."""
        turn.stay("notice")
        if turn.session.data.get("notice"):
            return reply(self._preview(turn, turn.session.data["notice"]))
        back = ((button(turn.t("back"), "organizer"),),)
        return reply(
            Outgoing(
                lines=(line(turn.t("notice.title"), "title"), *lines(turn.t("notice.text", longest=LONGEST))),
                buttons=back,
                input="text",
            )
        )

    def typed(self, turn: Turn, text: str, /) -> Reply | None:
        """Show the notice as people will see it, and ask."""
        if len(text) > LONGEST:
            return reply(note(turn.t("notice.too_long", longest=LONGEST, length=len(text)), style="bad"))
        if not text:
            return None
        turn.remember(notice=text)
        return reply(self._preview(turn, text))

    def _preview(self, turn: Turn, text: str) -> Outgoing:
        everybody = [each for each in turn.work.people.everybody() if each.status is not PersonStatus.LEFT]
        reachable = len(turn.work.people.reachable([each.id for each in everybody]))
        return Outgoing(
            lines=(line(turn.t("notice.preview", count=reachable), "title"), *lines(text)),
            buttons=(
                (button(turn.t("notice.send"), "notice:send"), button(turn.t("cancel"), "notice:cancel")),
            ),
        )

    def tap(self, turn: Turn, args: tuple[str, ...], /) -> Reply:
        """Send it or drop it."""
        text = turn.session.data.get("notice")
        if args != ("send",) or not text:
            turn.remember(notice=None)
            return turn.go(turn, "organizer", ())
        everybody = [each for each in turn.work.people.everybody() if each.status is not PersonStatus.LEFT]
        key = content_hash([turn.known().id, text, turn.now.date()])[:16]
        queued = reach.notice(turn.work, text=text, key=key, people=everybody, now=turn.now)
        turn.work.audit.record(
            AuditEntry(
                at=turn.now,
                actor=f"person:{turn.known().id}",
                action="notice.queued",
                subject=f"notice:{key}",
                detail={"people": queued},
            )
        )
        turn.remember(notice=None)
        turn.stay("organizer")
        return reply(note(turn.t("notice.queued", count=queued), style="good"))


SCREEN: Screen = Notice()
