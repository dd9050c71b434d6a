"""What `quizbot doctor` asks of the contests to come: questions, rounds, people, and whether messages arrive."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from quizbot.cli._finding import Finding
from quizbot.cli._settings import OpenWork
from quizbot.config import Settings
from quizbot.core.budget import Means
from quizbot.core.contest import ContestKind, ContestState
from quizbot.core.paper import shortage
from quizbot.i18n.delivery_text import room_lines
from quizbot.i18n.formats import moment
from quizbot.i18n.texts import Texts
from quizbot.installation import all_texts, means_of
from quizbot.usecases.audience import audience
from quizbot.usecases.forecasting import forecast_contest
from quizbot.usecases.ports import StoredContest, Work

SOON = timedelta(days=14)


def contests(settings: Settings, work: OpenWork, at: datetime) -> Iterator[Finding]:
    """Look at every contest that is checked or open."""
    stored = work.read(lambda w: list(w.contests.all()))
    live = [each for each in stored if each.state in (ContestState.CHECKED, ContestState.OPEN)]
    if not live:
        yield Finding(
            level="warning",
            about="cuộc thi",
            text="chưa có cuộc thi nào sắp tới",
            mend="quizbot contest apply TỆP",
        )
    means, texts = means_of(settings), all_texts(settings)["vi"]
    for each in live:
        yield from work.read(
            lambda w, each=each: list(_contest(w, each, at, means=means, texts=texts))  # type: ignore[misc]
        )


def _messages(
    work: Work, stored: StoredContest, about: str, *, means: Means, texts: Texts, at: datetime
) -> Iterator[Finding]:
    rounds = [(each.opens_at, each.closes_at) for each in work.contests.rounds(stored.id)]
    found = forecast_contest(work, stored.contest, rounds=rounds, means=means, now=at)
    lost = {why: count for why, count in found.undelivered.items() if why is not None}
    for why, count in sorted(lost.items()):
        reason = texts(f"delivery.failure.{why}")
        yield Finding(
            level="warning",
            about=about,
            text=texts("delivery.forecast.fail", count=count, reason=reason),
            mend=f"xem từng ngày: quizbot contest forecast {stored.contest.id}",
        )
    for line in room_lines(found, texts):
        mend = "phát phiếu mã cá nhân để dự thi trên trang web, hoặc nối thêm kênh khác"
        yield Finding(level="warning", about=about, text=line, mend=mend)
    for channel, form in sorted(found.forms.items()):
        yield Finding(level="ok", about=about, text=texts(f"delivery.forecast.form_{form}", channel=channel))
    if not lost:
        yield Finding(level="ok", about=about, text=texts("delivery.forecast.fine"))


def _contest(
    work: Work, stored: StoredContest, at: datetime, *, means: Means, texts: Texts
) -> Iterator[Finding]:
    contest, about = stored.contest, f"cuộc thi {stored.contest.id}"
    use = "practice" if contest.kind is ContestKind.PRACTICE else "contest"
    lacking = shortage(contest.paper, work.bank.pool(), use=use)
    for each in lacking:
        yield Finding(
            level="error",
            about=about,
            text=f"dòng rút đề thứ {each.rule + 1} cần {each.wanted} câu, thiếu {each.lacking}",
            mend="thêm câu hỏi hoặc giảm số câu",
        )
    rounds = work.contests.rounds(stored.id)
    coming = [round_ for round_ in rounds if at < round_.closes_at]
    if not coming:
        yield Finding(level="warning", about=about, text="mọi vòng đã qua", mend="quizbot contest finalise")
        return
    first = coming[0]
    when = "đang mở" if first.opens_at <= at else "sắp mở"
    yield Finding(
        level="ok",
        about=about,
        text=f"{len(coming)} vòng còn lại; vòng {first.number} {when}: "
        f"{moment(first.opens_at)} – {moment(first.closes_at)}",
    )
    if stored.state is ContestState.CHECKED and first.opens_at - at < SOON:
        yield Finding(
            level="warning",
            about=about,
            text="chưa được mở, đến giờ sẽ không tự chạy",
            mend=f"quizbot contest open {contest.id}",
        )
    if contest.kind is not ContestKind.PRACTICE:
        invited = audience(work, stored)
        reachable = len(work.people.reachable([person.id for person in invited]))
        yield from _messages(work, stored, about, means=means, texts=texts, at=at)
        yield Finding(
            level="ok" if reachable == len(invited) else "warning",
            about=about,
            text=f"{len(invited)} người thuộc diện dự thi; nhắn được cho {reachable}",
            mend="" if reachable == len(invited) else "người còn lại cần mở trang web bằng mã cá nhân",
        )
