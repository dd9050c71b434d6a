"""How messages we begin ourselves are drawn, at the moment they are sent.

Drawing late means telling what is true then: a person who has answered gets no reminder.
"""

from collections.abc import Callable, Collection, Mapping
from datetime import date

from quizbot.chat.boards import person_lines, unit_lines, why_lines
from quizbot.chat.messages import Button, Outgoing, Poll
from quizbot.chat.offers import spelled
from quizbot.chat.turn import ChatSettings, button, line, lines, note
from quizbot.core.budget import Form
from quizbot.core.contest import Round
from quizbot.core.ids import RoundId
from quizbot.core.lifecycle import REVIEWER
from quizbot.core.paper_choice import most_asked, paper_for
from quizbot.core.question import Question
from quizbot.i18n.corrections_text import rounds_text
from quizbot.i18n.formats import moment
from quizbot.i18n.texts import Texts
from quizbot.usecases.lifecycle import appeals_until
from quizbot.usecases.mending import corrections_of
from quizbot.usecases.paper_forms import settled_form
from quizbot.usecases.places import my_place
from quizbot.usecases.ports import Message, StoredContest, Work
from quizbot.usecases.reporting.drafts import WRITERS, draft_told
from quizbot.usecases.standings import board_view

POLL_QUESTION, POLL_OPTION, POLL_OPTIONS, POLL_EXPLANATION = 300, 100, 12, 200


class Drawer:
    """Draws outbox messages.

    Args:
        texts: the texts of each language.
        settings: for links into the web page.
        by_typing: names of the channels where people type because they may see no buttons.
    """

    def __init__(
        self, *, texts: Mapping[str, Texts], settings: ChatSettings, by_typing: Collection[str] = ()
    ) -> None:
        self._texts = texts
        self._by_typing = frozenset(by_typing)
        self._settings = settings
        self._draws: dict[str, Callable[[Work, Message, Texts], Outgoing | None]] = {
            "invitation": self._invitation,
            "reminder": self._reminder,
            "result": self._result,
            "notice": self._notice,
            "appeal": self._appeal,
            "published": self._published,
            "correction": self._correction,
            "key_alarm": self._key_alarm,
            "report_draft": self._report_draft,
            "post_opening": self._opening,
            "post_results": self._results,
            "post_poll": self._poll,
        }

    def __call__(self, work: Work, message: Message) -> Outgoing | None:
        """Draw a message as it stands now; None when there is nothing to say any more."""
        language = "vi"
        if message.person_id is not None:
            session = work.chats.session(message.channel, message.address)
            if session.person_id != message.person_id:
                # the address has left this person, perhaps for another holder, since this was queued
                return None
            language = session.language
        texts = self._texts[language]
        drawn = self._draws[message.screen](work, message, texts)
        return spelled(drawn, texts) if drawn is not None and message.channel in self._by_typing else drawn

    def _scene(self, work: Work, message: Message) -> tuple[StoredContest, Round]:
        round_ = work.contests.round(RoundId(int(message.facts["round_id"])))
        return work.contests.get(round_.contest_id), round_

    def _play_buttons(self, stored: StoredContest, texts: Texts) -> tuple[tuple[Button, ...], ...]:
        slug = stored.contest.id
        return ((button(texts("proactive.play"), f"contests:show:{slug}", typed=f"/thi {slug}"),),)

    def _invitation(self, work: Work, message: Message, texts: Texts) -> Outgoing | None:
        stored, round_ = self._scene(work, message)
        if message.person_id is not None and work.attempts.in_round(message.person_id, round_.id):
            return None
        return self._call(
            stored, round_, texts, "proactive.invitation", link=self._link(work, message, round_)
        )

    def _reminder(self, work: Work, message: Message, texts: Texts) -> Outgoing | None:
        stored, round_ = self._scene(work, message)
        if message.person_id is None or work.attempts.in_round(message.person_id, round_.id):
            return None
        return self._call(stored, round_, texts, "proactive.reminder", link=self._link(work, message, round_))

    def _link(self, work: Work, message: Message, round_: Round) -> str:
        """Give the page to lead to, where the channel's quota carries no papers."""
        if message.channel not in self._settings.frugal:
            return ""
        form = settled_form(work, round_.id, message.channel)
        return self._settings.base_url if form is Form.LINK else ""

    def _call(
        self, stored: StoredContest, round_: Round, texts: Texts, key: str, *, link: str = ""
    ) -> Outgoing:
        asked = most_asked(paper_for(stored.contest.paper, round_number=round_.number))
        text = texts(
            key,
            title=stored.contest.title,
            round=round_.number,
            count=asked,
            closes=round_.closes_at,
        )
        facts = {
            "kind": key.rpartition(".")[2],
            "title": stored.contest.title,
            "round": round_.number,
            "count": asked,
            "closes": moment(round_.closes_at),
        }
        if link:
            return Outgoing(
                facts=facts, lines=(*lines(text), line(texts("proactive.on_the_web")), line(link, "link"))
            )
        return Outgoing(lines=lines(text), buttons=self._play_buttons(stored, texts), facts=facts)

    def _result(self, work: Work, message: Message, texts: Texts) -> Outgoing | None:
        stored, round_ = self._scene(work, message)
        if message.person_id is None:
            return None
        mine = my_place(work, stored=stored, round_=round_, person_id=message.person_id, now=round_.closes_at)
        if mine is None:
            return None
        shown = [
            line(texts("proactive.result", title=stored.contest.title, round=round_.number), "title"),
            line(texts("finish.score", right=mine.line.right, total=mine.line.asked), "good"),
            line(texts("finish.place", place=mine.place, people=mine.people)),
            *why_lines(mine, texts),
        ]
        rows = ((button(texts("finish.review_all"), "results", typed="/ketqua"),),)
        facts = {
            "kind": "result",
            "title": stored.contest.title,
            "round": round_.number,
            "right": mine.line.right,
            "total": mine.line.asked,
            "place": mine.place,
            "people": mine.people,
        }
        return Outgoing(lines=tuple(shown), buttons=rows, facts=facts)

    def _notice(self, _work: Work, message: Message, texts: Texts) -> Outgoing | None:
        return Outgoing(lines=(line(texts("notice.heading"), "title"), *lines(str(message.facts["text"]))))

    def _appeal(self, work: Work, message: Message, texts: Texts) -> Outgoing | None:
        found = work.appeals.get(int(message.facts["appeal_id"]))
        if found is None or found.outcome is None:
            return None
        title = work.contests.get(found.contest_id).contest.title
        shown = [
            line(texts("appeal.told"), "title"),
            line(texts("appeal.line", title=title, at=found.filed_at)),
            line(texts(f"appeal.{found.outcome.value}")),
            *lines(texts("appeal.answer", text=found.answer)),
        ]
        rows = ((button(texts("results.appeal"), "appeal", typed="/khieunai"),),)
        return Outgoing(lines=tuple(shown), buttons=rows, facts={"kind": "appeal"})

    def _key_alarm(self, work: Work, message: Message, texts: Texts) -> Outgoing | None:
        """Ask a reviewer to read a question again; whoever is none any more hears nothing."""
        person = work.people.person(message.person_id) if message.person_id is not None else None
        stored = work.contests.by_slug(str(message.facts["contest"]))
        if person is None or REVIEWER not in person.roles or stored is None:
            return None
        page = f"{self._settings.base_url}/ban-to-chuc/{stored.contest.id}/thong-ke?vong={message.facts['round']}"
        told = texts(
            "proactive.key_alarm",
            title=stored.contest.title,
            round=message.facts["round"],
            question=message.facts["question"],
        )
        where = texts("proactive.key_alarm_page", page=page) if self._settings.base_url else ""
        return note(f"{told}\n{where}".strip())

    def _report_draft(self, work: Work, message: Message, texts: Texts) -> Outgoing | None:
        """Show who writes reports the way to a draft; whoever writes none any more hears nothing."""
        person = work.people.person(message.person_id) if message.person_id is not None else None
        kind, last = str(message.facts["kind"]), str(message.facts["last"])
        period = draft_told(work, kind=kind, last=last)
        if person is None or set(WRITERS).isdisjoint(person.roles) or period is None:
            return None
        told = texts(
            "proactive.report_draft",
            report=texts(f"proactive.report_{period.kind.name.lower()}"),
            last=period.last,
            deadline=date.fromisoformat(str(message.facts["deadline"])),
        )
        page = f"{self._settings.base_url}/bao-cao/{kind}/{last}"
        where = texts("proactive.report_draft_page", page=page) if self._settings.base_url else ""
        return note(f"{told}\n{where}".strip())

    def _correction(self, work: Work, message: Message, texts: Texts) -> Outgoing | None:
        stored = work.contests.by_slug(str(message.facts["contest"]))
        if stored is None:
            return None
        active = corrections_of(work, stored).active
        found = next((each for each in active if each.number == message.facts["number"]), None)
        if found is None or found.person_id != message.person_id:
            return None
        text = texts(
            f"proactive.{found.kind.value}",
            title=stored.contest.title,
            rounds=rounds_text(found.round_number, texts),
            starts=found.starts_at or "",
            ends=found.ends_at or "",
            reason=found.reason,
        )
        return Outgoing(lines=lines(text), buttons=self._play_buttons(stored, texts))

    def _published(self, work: Work, message: Message, texts: Texts) -> Outgoing | None:
        stored = work.contests.by_slug(str(message.facts["contest"]))
        until = None if stored is None else appeals_until(work, stored)
        if stored is None or until is None:
            return None
        text = texts("proactive.published", title=stored.contest.title, until=until)
        rows = (
            (button(texts("finish.review_all"), "results", typed="/ketqua"),),
            (button(texts("results.appeal"), "appeal", typed="/khieunai"),),
        )
        return Outgoing(lines=lines(text), buttons=rows)

    def _opening(self, work: Work, message: Message, texts: Texts) -> Outgoing | None:
        stored, round_ = self._scene(work, message)
        shown = self._call(stored, round_, texts, "proactive.opening")
        link = self._settings.base_url
        return Outgoing(lines=(*shown.lines, *((line(link, "link"),) if link else ())))

    def _results(self, work: Work, message: Message, texts: Texts) -> Outgoing | None:
        stored, round_ = self._scene(work, message)
        slug, number, now = stored.contest.id, round_.number, round_.closes_at
        people = board_view(work, slug=slug, now=now, round_number=number, limit=5)
        units = board_view(work, slug=slug, now=now, round_number=number, by="unit")
        if not people.lines:
            return note(texts("proactive.nobody", title=stored.contest.title, round=number))
        return Outgoing(
            lines=(
                line(texts("proactive.result", title=stored.contest.title, round=number), "title"),
                line(texts("proactive.people", people=people.people)),
                *person_lines(people.lines, texts),
                *unit_lines([each for each in units.units if not each.result.unranked][:5], texts),
            )
        )

    def _poll(self, work: Work, message: Message, texts: Texts) -> Outgoing | None:
        _, round_ = self._scene(work, message)
        fitting = [question for question in work.bank.everything() if poll_fits(question)]
        if not fitting:
            return None
        question = fitting[round_.number % len(fitting)]
        keys = [option.key for option in question.options]
        return Outgoing(
            lines=(line(question.ask), *(line(f"{o.key}. {o.text}", "option") for o in question.options)),
            poll=Poll(
                question=question.ask,
                options=tuple(option.text for option in question.options),
                right=tuple(keys.index(key) for key in question.key),
                explanation=question.explain if len(question.explain) <= POLL_EXPLANATION else "",
                open_s=int((round_.closes_at - round_.opens_at).total_seconds()),
            ),
        )


def poll_fits(question: Question) -> bool:
    """Tell whether a question may go out as a native quiz poll.

    Only questions for practice: a poll shows its key to everybody who votes. Telegram: question at
    most 300 characters, 1 to 12 options of at most 100 (Bot API 10.3, 2026-08).
    """
    return (
        question.kind in ("single", "multiple")
        and question.use != "contest"
        and question.status != "retired"
        and len(question.ask) <= POLL_QUESTION
        and 2 <= len(question.options) <= POLL_OPTIONS
        and all(len(option.text) <= POLL_OPTION for option in question.options)
    )
