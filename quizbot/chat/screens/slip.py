"""My slip of a contest: what I handed in, what came of it, receipts, my place; as a file."""

from functools import partial

from quizbot.chat.messages import Draft, Outgoing, Reply
from quizbot.chat.screens import KNOWN, Screen
from quizbot.chat.screens.boardfile import PDF
from quizbot.chat.turn import Turn, button, line, note, reply
from quizbot.i18n.formats import LOCAL
from quizbot.usecases import slip


class MySlip:
    """Give a person their own slip."""

    commands = ("phieu", "phieucuatoi", "phieuxacnhan", "giayxacnhan", "slip")
    needs = KNOWN

    def open(self, turn: Turn, args: tuple[str, ...], /) -> Reply:
        """Give the slip of the only contest one took part in, or ask which."""
        played = slip.contests_of(turn.work, turn.known())
        named = [each for each in played if args and each.contest.id == args[0]]
        if len(named or played) == 1:
            return self.tap(turn, ((named or played)[0].contest.id,))
        back = (button(turn.t("back"), "results"),)
        if not played:
            return reply(note(turn.t("results.none"), buttons=(back,)))
        rows = [(button(each.contest.title, f"slip:{each.contest.id}"),) for each in played]
        return reply(note(turn.t("slip.which"), buttons=(*rows, back)))

    def tap(self, turn: Turn, args: tuple[str, ...], /) -> Reply:
        """Give the slip of a contest."""
        if not args:
            return self.open(turn, ())
        mine = slip.slip_of(turn.work, turn.known(), slug=args[0], now=turn.now)
        shown = [line(turn.t("slip.title", title=mine.title), "title")]
        shown += [
            line(turn.t("slip.line", round=each.round_number, number=each.number, at=each.ended_at))
            for each in mine.lines
        ]
        if mine.provisional:
            shown.append(line(turn.t("boards.provisional"), "muted"))
        draft = None
        if turn.files is not None:
            day = f"{mine.as_of.astimezone(LOCAL):%Y-%m-%d}"
            make = partial(turn.files.slip, mine)
            draft = Draft(
                name=f"phieu-{mine.contest}-{day}.pdf",
                media_type=PDF,
                make=make,
                sorry=turn.t("offers.file_failed"),
            )
        back = ((button(turn.t("menu.results"), "results"), button(turn.t("back"), "menu")),)
        return reply(Outgoing(lines=tuple(shown), buttons=back, draft=draft))

    def typed(self, _turn: Turn, _text: str, /) -> Reply | None:
        """Nothing is typed here."""
        return None


SCREEN: Screen = MySlip()
