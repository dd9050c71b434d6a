"""Boards: mine, people, units; of a round or of the whole contest."""

from quizbot.chat.boards import person_lines, unit_lines, why_lines
from quizbot.chat.messages import Button, Line, Outgoing, Reply
from quizbot.chat.screens import KNOWN, Screen
from quizbot.chat.turn import Turn, button, line, note, reply, title_button
from quizbot.core.contest import ContestKind
from quizbot.i18n.corrections_text import footnote_text
from quizbot.usecases.places import my_place
from quizbot.usecases.standings import BoardView, board_view, contests_view, find, find_round


class Boards:
    """Show boards of contests."""

    commands = ("bang", "bangxephang", "xephang", "boards", "board", "top")
    needs = KNOWN

    def open(self, turn: Turn, _args: tuple[str, ...], /) -> Reply:
        """Show the board of the only contest, or ask which."""
        turn.stay("boards")
        ranked = [
            view for view in contests_view(turn.work, now=turn.now) if view.kind is not ContestKind.PRACTICE
        ]
        if len(ranked) == 1:
            return self.tap(turn, ("person", ranked[0].slug))
        if not ranked:
            return reply(note(turn.t("boards.empty"), buttons=((button(turn.t("back"), "menu"),),)))
        rows = [(title_button(view.title, f"boards:person:{view.slug}"),) for view in ranked]
        listed = [line(f"{number}. {view.title}") for number, view in enumerate(ranked, start=1)]
        return reply(
            Outgoing(
                lines=(line(turn.t("boards.which"), "title"), *listed),
                buttons=(*rows, (button(turn.t("back"), "menu"),)),
            )
        )

    def tap(self, turn: Turn, args: tuple[str, ...], /) -> Reply:
        """Show people or units of a contest, of one of its rounds when a number is given."""
        if len(args) < 2 or args[0] not in ("person", "unit"):
            return self.open(turn, ())
        by, slug = args[0], args[1]
        number = int(args[2]) if len(args) > 2 and args[2].isdigit() else None
        view = board_view(
            turn.work, slug=slug, now=turn.now, round_number=number, by=by, viewer=turn.known().id, limit=10
        )
        return reply(self._draw(turn, view, by))

    def _draw(self, turn: Turn, view: BoardView, by: str) -> Outgoing:
        texts = turn.texts[turn.language]
        key = "boards.title_round" if view.round_number else "boards.title"
        shown: list[Line] = [line(turn.t(key, title=view.title, round=view.round_number or 0), "title")]
        if view.hidden_until is not None:
            shown.append(line(turn.t("boards.hidden", until=view.hidden_until), "muted"))
        elif view.frozen_since is not None:
            shown.append(line(turn.t("boards.frozen", since=view.frozen_since), "muted"))
        if by == "person":
            shown += person_lines(view.lines, texts)
            shown += self._mine(turn, view)
        else:
            shown += unit_lines(view.units, texts)
            shown += self._my_unit(turn, view)
            if view.bands_only and view.units:
                shown.append(line(turn.t("boards.bands_only"), "muted"))
        if not view.lines and not view.units and view.hidden_until is None:
            shown.append(line(turn.t("boards.empty")))
        if view.provisional:
            shown.append(line(turn.t("boards.provisional"), "muted"))
        if view.hidden_until is None:
            shown += [line(f"* {footnote_text(each, texts)}", "muted") for each in view.notes]
        return Outgoing(lines=tuple(shown), buttons=self._buttons(turn, view, by))

    def _mine(self, turn: Turn, view: BoardView) -> list[Line]:
        stored = find(turn.work, view.contest)
        round_ = find_round(turn.work, stored, view.round_number) if view.round_number else None
        mine = my_place(turn.work, stored=stored, round_=round_, person_id=turn.known().id, now=turn.now)
        if mine is None:
            return []
        texts = turn.texts[turn.language]
        shown = [
            line(turn.t("finish.place", place=mine.place, people=mine.people), "good"),
            *why_lines(mine, texts),
        ]
        if not any(each.me for each in view.lines):
            shown += person_lines(mine.around, texts)
        return shown

    def _my_unit(self, turn: Turn, view: BoardView) -> list[Line]:
        """Say where one's own unit stands."""
        if view.hidden_until is not None:
            return []
        mine = next((each for each in view.units if each.mine), None)
        if mine is None:
            return []
        result, texts = mine.result, turn.texts[turn.language]
        if result.place:
            said = texts("boards.my_unit", unit=mine.name, place=result.place, units=len(view.units))
        elif result.band:
            said = texts("boards.my_unit_band", unit=mine.name, band=result.band)
        else:
            said = texts("boards.my_unit_unranked", unit=mine.name)
        return [line(said, "good")]

    def _buttons(self, turn: Turn, view: BoardView, by: str) -> tuple[tuple[Button, ...], ...]:
        number = "" if view.round_number is None else f":{view.round_number}"
        other = "unit" if by == "person" else "person"
        rows = [(button(turn.t(f"boards.by_{other}"), f"boards:{other}:{view.contest}{number}"),)]
        if by == "person" and view.hidden_until is None and any(each.me for each in view.lines):
            rows.insert(0, (button(turn.t("why.button"), f"why:{view.contest}{number}"),))
        last = view.rounds[-1].number if view.rounds else None
        if view.round_number is None and last is not None:
            rows.append((button(turn.t("boards.round", round=last), f"boards:{by}:{view.contest}:{last}"),))
        elif view.round_number is not None:
            rows.append((button(turn.t("boards.whole"), f"boards:{by}:{view.contest}"),))
        rows.append((button(turn.t("back"), "menu"),))
        return tuple(rows)

    def typed(self, turn: Turn, text: str, /) -> Reply | None:
        """A number alone picks a contest of the list."""
        ranked = [
            view for view in contests_view(turn.work, now=turn.now) if view.kind is not ContestKind.PRACTICE
        ]
        if text.strip().isdigit() and 1 <= int(text) <= len(ranked):
            return self.tap(turn, ("person", ranked[int(text) - 1].slug))
        return None


SCREEN: Screen = Boards()
