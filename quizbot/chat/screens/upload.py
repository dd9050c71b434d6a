"""A question file sent to the bot: checked, previewed, applied only on confirmation."""

import hashlib

from quizbot.chat.messages import Line, Outgoing, Reply
from quizbot.chat.screens import Screen
from quizbot.chat.turn import Turn, button, line, note, reply
from quizbot.core.codec import from_plain, to_plain
from quizbot.core.question import Question
from quizbot.usecases import bank
from quizbot.usecases.bank import KeyChangeUnconfirmed

FAULTS_SHOWN = 15
NAMES_SHOWN = 10
PAGE = "/ngan-hang"


class Upload:
    """Take a question file."""

    commands = ("nopcauhoi", "upload")
    needs = ("organizer", "admin", "author")

    def open(self, turn: Turn, _args: tuple[str, ...], /) -> Reply:
        """Check the file that came, or say how to send one."""
        turn.stay("upload")
        incoming = turn.incoming
        if incoming.kind != "file" or turn.read_bank is None:
            return reply(note(turn.t("upload.how"), buttons=((button(turn.t("back"), "organizer"),),)))
        questions, faults = turn.read_bank(incoming.file_name, incoming.file_bytes)
        if faults:
            return reply(self._faults(turn, list(faults), whole=_is_whole(incoming.file_name)))
        source = hashlib.sha256(incoming.file_bytes).hexdigest()
        turn.remember(upload={"source": source, "questions": [to_plain(each) for each in questions]})
        return reply(self._preview(turn, list(questions)))

    def _faults(self, turn: Turn, faults: list[str], *, whole: bool) -> Outgoing:
        shown = [line(f"• {each}") for each in faults[:FAULTS_SHOWN]]
        if whole:
            return Outgoing(lines=(line(turn.t("upload.faults", count=len(faults)), "title"), *shown))
        # where its questions belong cannot be asked here
        page = f"{turn.settings.base_url}{PAGE}" if turn.settings.base_url else PAGE
        told = line(turn.t("upload.page", page=page))
        return Outgoing(lines=(line(turn.t("upload.told"), "title"), *shown[:1], told, *shown[1:]))

    def _preview(self, turn: Turn, questions: list[Question]) -> Outgoing:
        change = bank.compare(turn.work, questions, whole=False)
        shown = [
            line(turn.t("upload.preview", count=len(questions)), "title"),
            line(turn.t("upload.added", count=len(change.added))),
            line(turn.t("upload.changed", count=len(change.changed))),
        ]
        for question in questions[:3]:
            shown += [line(f"{question.id}: {question.ask}"), *self._options(question)]
        buttons = [
            (button(turn.t("upload.apply"), "upload:apply"), button(turn.t("cancel"), "upload:cancel"))
        ]
        if change.key_changed:
            names = ", ".join(change.key_changed[:NAMES_SHOWN])
            shown.append(line(turn.t("upload.keys", count=len(change.key_changed), names=names), "bad"))
            buttons = [
                (
                    button(turn.t("upload.apply_keys"), "upload:keys"),
                    button(turn.t("cancel"), "upload:cancel"),
                )
            ]
        return Outgoing(lines=tuple(shown), buttons=tuple(buttons))

    def _options(self, question: Question) -> list[Line]:
        return [
            line(f"{'✔' if option.key in question.key else ' '} {option.key}. {option.text}", "option")
            for option in question.options
        ]

    def tap(self, turn: Turn, args: tuple[str, ...], /) -> Reply:
        """Apply what was previewed, or drop it."""
        kept = turn.session.data.get("upload")
        action = args[0] if args else ""
        if not kept or action not in ("apply", "keys"):
            turn.remember(upload=None)
            return reply(note(turn.t("upload.dropped")))
        questions = [from_plain(Question, each) for each in kept["questions"]]
        try:
            change = bank.apply(
                turn.work,
                questions,
                whole=False,
                confirm_keys=action == "keys",
                source_hash=kept["source"],
                by=f"person:{turn.known().id}",
                now=turn.now,
            )
        except KeyChangeUnconfirmed:
            return reply(self._preview(turn, questions))
        turn.remember(upload=None)
        turn.stay("organizer")
        applied = len(change.added) + len(change.changed)
        return reply(note(turn.t("upload.applied", count=applied), style="good"))

    def typed(self, _turn: Turn, _text: str, /) -> Reply | None:
        """Nothing is typed here."""
        return None


def _is_whole(name: str) -> bool:
    """Tell whether a file says everything of its questions: the bank's own form."""
    return name.lower().endswith((".yaml", ".yml"))


SCREEN: Screen = Upload()
