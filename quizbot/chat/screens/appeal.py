"""An appeal: written while the clock runs, shown once more, filed; and what became of earlier ones."""

from quizbot.chat.messages import Button, Line, Outgoing, Reply
from quizbot.chat.screens import KNOWN, Screen
from quizbot.chat.turn import Turn, button, line, lines, long, note, reply, short
from quizbot.usecases import appeals
from quizbot.usecases.appeals import LONGEST, SHORTEST, AppealView
from quizbot.usecases.standings import find

SHOWN = 5  # earlier appeals
PIECE = 300  # characters of each that are shown


class AppealScreen:
    """File an appeal against provisional results, and follow it."""

    commands = ("khieunai", "appeal")
    needs = KNOWN

    def open(self, turn: Turn, _args: tuple[str, ...], /) -> Reply:
        """List one's own appeals, and the contests against which one may be filed."""
        turn.stay("appeal")
        t = turn.t
        shown = [line(t("appeal.title"), "title")]
        rows: list[tuple[Button, ...]] = []
        for stored, until in appeals.open_contests(turn.work, now=turn.now):
            shown.append(line(t("appeal.until", title=stored.contest.title, until=until)))
            if len(stored.contest.id) <= 48:
                rows.append(
                    (
                        button(
                            t("appeal.write", title=stored.contest.title), f"appeal:write:{stored.contest.id}"
                        ),
                    )
                )
        if not rows:
            shown.append(line(t("appeal.none_open"), "muted"))
        for view in appeals.of_person(turn.work, turn.known())[:SHOWN]:
            shown += appeal_lines(turn, view)
            if view.appeal.outcome is None:
                rows.append((button(t("appeal.withdraw"), f"appeal:withdraw:{short(view.appeal.id)}"),))
        rows.append((button(t("back"), "results"),))
        return reply(Outgoing(lines=tuple(shown), buttons=tuple(rows)))

    def tap(self, turn: Turn, args: tuple[str, ...], /) -> Reply:
        """Begin to write, file what was written, drop it, or take one back."""
        if len(args) == 2 and args[0] == "write":
            return self._begin(turn, args[1])
        if args == ("send",):
            return self._send(turn)
        if len(args) == 2 and args[0] == "withdraw":
            appeals.withdraw(turn.work, person=turn.known(), appeal_id=long(args[1]) or 0, now=turn.now)
            return reply(note(turn.t("appeal.withdrawn"), style="good"), *self.open(turn, ()).messages)
        turn.remember(appeal=None, appeal_text=None)
        return self.open(turn, ())

    def typed(self, turn: Turn, text: str, /) -> Reply | None:
        """Show the appeal as it will be filed, and ask."""
        slug = turn.session.data.get("appeal")
        if not slug:
            return None
        if not SHORTEST <= len(text.strip()) <= LONGEST:
            return reply(
                note(turn.t("refusal.appeal.length", shortest=SHORTEST, longest=LONGEST), style="bad")
            )
        turn.remember(appeal_text=text.strip())
        stored = find(turn.work, slug)
        return reply(
            Outgoing(
                lines=(
                    line(turn.t("appeal.preview", title=stored.contest.title), "title"),
                    *lines(text.strip()),
                ),
                buttons=(
                    (button(turn.t("appeal.send"), "appeal:send"), button(turn.t("cancel"), "appeal:cancel")),
                ),
            )
        )

    def _begin(self, turn: Turn, slug: str) -> Reply:
        stored = find(turn.work, slug)
        turn.remember(appeal=slug, appeal_text=None)
        turn.stay("appeal")
        text = turn.t("appeal.ask", title=stored.contest.title, shortest=SHORTEST, longest=LONGEST)
        cancel = ((button(turn.t("cancel"), "appeal:cancel"),),)
        return reply(Outgoing(lines=lines(text), buttons=cancel, input="text"))

    def _send(self, turn: Turn) -> Reply:
        slug, text = turn.session.data.get("appeal"), turn.session.data.get("appeal_text")
        turn.remember(appeal=None, appeal_text=None)
        if not slug or not text:
            return self.open(turn, ())
        appeals.file(
            turn.work,
            person=turn.known(),
            stored=find(turn.work, slug),
            text=text,
            channel=turn.incoming.channel,
            now=turn.now,
        )
        return reply(note(turn.t("appeal.filed"), style="good"), *self.open(turn, ()).messages)


def appeal_lines(turn: Turn, view: AppealView) -> list[Line]:
    """Show an appeal and what became of it."""
    appeal, t = view.appeal, turn.t
    state = "waiting" if appeal.outcome is None else appeal.outcome.value
    shown = [
        line(t("appeal.line", title=view.title, at=appeal.filed_at), "title"),
        *lines(_piece(appeal.text), "muted"),
        line(t(f"appeal.{state}"), {"upheld": "good", "rejected": "bad"}.get(state, "body")),  # type: ignore[arg-type]
    ]
    if appeal.answer:
        shown += lines(t("appeal.answer", text=_piece(appeal.answer)))
    return shown


def _piece(text: str) -> str:
    return text if len(text) <= PIECE else text[: PIECE - 1] + "…"


SCREEN: Screen = AppealScreen()
