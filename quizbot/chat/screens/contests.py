"""Contests: what is open, the rules in short, and the button that starts the clock."""

from quizbot.chat.messages import Button, Line, Outgoing, Reply
from quizbot.chat.offers import BEGIN, bare
from quizbot.chat.screens import KNOWN, Screen
from quizbot.chat.turn import Turn, button, line, note, reply, title_button
from quizbot.core.contest import ContestKind, ContestState, Prediction, Round, Who
from quizbot.core.paper_choice import most_asked, paper_for
from quizbot.usecases import play
from quizbot.usecases.facts import block_of, unconfirmed
from quizbot.usecases.ports import StoredContest
from quizbot.usecases.standings import UnknownContest, contests_view, find
from quizbot.usecases.windows import open_round


def _warned(stored: StoredContest) -> list[str]:
    """Name what the rules say that nobody may learn too late: answers stay, and seconds may decide."""
    contest = stored.contest
    told = ["changeable" if contest.paper.changeable else "once"]
    if contest.kind is ContestKind.PRACTICE:
        return told
    if "duration" in contest.rank.ties:
        told.append("faster")
    elif "submitted_at" in contest.rank.ties:
        told.append("sooner")
    return told


class Contests:
    """List contests, show one, start an attempt."""

    commands = ("cuocthi", "thi", "homnay", "contests", "play", "today")
    needs = KNOWN

    def open(self, turn: Turn, args: tuple[str, ...], /) -> Reply:
        """List the contests, or show the one named."""
        turn.stay("contests")
        if args:
            stored = self._public(turn, args[0])
            turn.remember(contest=stored.contest.id)
            return reply(self._one(turn, stored))
        turn.remember(contest=None)
        views = contests_view(turn.work, now=turn.now, viewer=turn.known().id)
        if not views:
            return reply(note(turn.t("contests.none"), buttons=((button(turn.t("back"), "menu"),),)))
        shown = [line(turn.t("contests.title"), "title")]
        rows: list[tuple[Button, ...]] = []
        for number, view in enumerate(views, start=1):
            if view.open_round is not None:
                when = turn.t("contests.open_until", closes=view.open_round.closes_at)
            elif view.next_round is not None:
                when = turn.t("contests.opens", opens=view.next_round.opens_at)
            else:
                when = turn.t("contests.over")
            shown.append(line(f"{number}. {view.title} — {when}"))
            rows.append((title_button(view.title, f"contests:show:{view.slug}"),))
        rows.append((button(turn.t("back"), "menu"),))
        return reply(Outgoing(lines=tuple(shown), buttons=tuple(rows)))

    def _one(self, turn: Turn, stored: StoredContest) -> Outgoing:
        contest = stored.contest
        running = stored.state is ContestState.OPEN
        open_ = open_round(turn.work, stored, person_id=turn.known().id, now=turn.now)
        shown = [line(contest.title, "title"), *self._facts(turn, stored, open_)]
        rows: list[tuple[Button, ...]] = []
        if open_ is not None:
            shown.append(line(turn.t("contests.open_until", closes=open_.closes_at)))
            used = len(turn.work.attempts.in_round(turn.known().id, open_.id))
            limit = contest.attempts.per_round
            if limit is None or used < limit:
                rows.append((button(turn.t("contests.start"), f"contests:start:{contest.id}"),))
                clocked = "clock_starts" if contest.paper.limit is not None else "counts_from_start"
                shown.append(line(turn.t(f"contests.{clocked}"), "muted"))
            else:
                shown.append(line(turn.t("contests.used_up"), "muted"))
        else:
            upcoming = turn.work.contests.next_round(stored.id, now=turn.now) if running else None
            key = "contests.over" if upcoming is None else "contests.opens"
            shown.append(line(turn.t(key, **({} if upcoming is None else {"opens": upcoming.opens_at}))))
        rows.append(
            (
                button(turn.t("contests.rules"), f"contests:rules:{contest.id}"),
                button(turn.t("menu.boards"), f"boards:person:{contest.id}"),
            )
        )
        rows.append((button(turn.t("back"), "menu"),))
        return Outgoing(lines=tuple(shown), buttons=tuple(rows))

    def _facts(self, turn: Turn, stored: StoredContest, round_: Round | None) -> list[Line]:
        contest = stored.contest
        block = block_of(turn.work, stored, turn.known()).block
        paper = paper_for(
            contest.paper,
            round_number=1 if round_ is None else round_.number,
            block="" if block is None else block.id,
        )
        facts = [turn.t("contests.block", block=block.name)] if block is not None else []
        facts.append(turn.t("contests.questions", count=most_asked(paper)))
        if paper.essays:
            facts.append(turn.t("contests.essays", count=len(paper.essays)))
        if any(each.required for each in paper.essays):
            facts.append(turn.t("contests.essays_required"))
        if contest.attempts.complete_only:
            facts.append(turn.t("contests.complete_only"))
        if paper.limit is not None:
            facts.append(turn.t("contests.limit", limit=paper.limit))
        limits = contest.attempts
        for key, count in (
            ("contests.attempts", limits.per_round),
            ("contests.per_day", limits.per_day),
            ("contests.in_all", limits.in_all),
        ):
            if count is not None:
                facts.append(turn.t(key, count=count))
        if round_ is not None and round_.number <= contest.rounds.trial:
            facts.append(turn.t("contests.trial"))
        if contest.who != Who() and unconfirmed(turn.work, stored, turn.known()):
            facts.append(turn.t("contests.to_confirm"))
        if contest.paper.prediction is not Prediction.NONE:
            facts.append(turn.t("contests.prediction"))
        facts.append(turn.t(f"contests.feedback_{contest.paper.feedback.value}"))
        facts += [turn.t(f"contests.{each}") for each in _warned(stored)]
        return [line(f"• {each}") for each in facts]

    def tap(self, turn: Turn, args: tuple[str, ...], /) -> Reply:
        """Show, start, or print the rules of a contest."""
        if len(args) != 2:
            return self.open(turn, ())
        action, slug = args
        if action == "start":
            return self._start(turn, self._public(turn, slug))
        if action == "rules":
            return turn.go(turn, "rules", (slug,))
        return self.open(turn, (slug,))

    def _public(self, turn: Turn, slug: str) -> StoredContest:
        """Find a contest that people may know of."""
        stored = find(turn.work, slug)
        if stored.state in (ContestState.DRAFT, ContestState.CHECKED):
            raise UnknownContest(contest=slug)
        return stored

    def _start(self, turn: Turn, stored: StoredContest) -> Reply:
        open_ = open_round(turn.work, stored, person_id=turn.known().id, now=turn.now)
        if open_ is None:
            return self.open(turn, (stored.contest.id,))
        play.start(turn.work, person=turn.known(), stored=stored, round_=open_, now=turn.now, rng=turn.rng)
        shown = turn.go(turn, "question", ())
        return Reply(messages=shown.messages, replace=True)

    def typed(self, turn: Turn, text: str, /) -> Reply | None:
        """A number alone picks a contest of the list; a word begins the one on the screen."""
        shown = turn.session.data.get("contest")
        if bare(text) in BEGIN and isinstance(shown, str):
            return self._start(turn, self._public(turn, shown))
        views = contests_view(turn.work, now=turn.now, viewer=turn.known().id)
        if text.strip().isdigit() and 1 <= int(text) <= len(views):
            return self.open(turn, (views[int(text) - 1].slug,))
        return None


SCREEN: Screen = Contests()
