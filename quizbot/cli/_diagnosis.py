"""What `quizbot doctor` looks at: each check says what is fine and what would fail, before it does."""

import asyncio
import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from quizbot.bank.loader import load_bank
from quizbot.bootstrap import all_texts, app_pages, build, means_of, office_calendar
from quizbot.chat.channel import Channel, DeliveryFailed
from quizbot.cli._settings import OpenWork
from quizbot.config import Settings
from quizbot.core.budget import Means
from quizbot.core.contest import ContestKind, ContestState
from quizbot.core.delivery import Failure
from quizbot.core.paper import shortage
from quizbot.core.refusal import Refusal
from quizbot.forms.faults import FormFaults
from quizbot.i18n.delivery_text import trouble_lines
from quizbot.i18n.formats import moment, number
from quizbot.i18n.texts import Texts, load_texts
from quizbot.usecases.forecasting import forecast_contest
from quizbot.usecases.ports import PersonStatus, StoredContest, Work
from quizbot.usecases.reach import audience
from quizbot.usecases.trouble import troubles

Level = Literal["ok", "warning", "error"]
LEAST_FREE_BYTES = 500 * 1024 * 1024  # a week of rounds for thousands of people, several times over
SOON = timedelta(days=14)


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing that was looked at; `mend` says what to do about it."""

    level: Level
    about: str
    text: str
    mend: str = ""


Check = Callable[[Settings, OpenWork, datetime], Iterator[Finding]]


def diagnose(settings: Settings, work: OpenWork, *, at: datetime) -> Iterator[Finding]:
    """Look at everything; one finding after the other."""
    for check in (
        _data_folder,
        _bank,
        _texts,
        _calendar,
        _people,
        _accounts,
        _contests,
        _papers,
        _web,
        _channels,
        _troubles,
    ):
        try:
            yield from check(settings, work, at)
        except FormFaults as faults:
            for each in faults.faults:
                yield Finding(level="error", about="tệp", text=str(each))
        except Refusal as refusal:
            # the shipped words: the office's own may be what is out of order
            text = load_texts("vi").refusal(refusal)
            yield Finding(level="error", about="kênh" if check is _channels else "cấu hình", text=text)


def _data_folder(settings: Settings, _work: OpenWork, _at: datetime) -> Iterator[Finding]:
    free = shutil.disk_usage(settings.data).free
    text = f"{settings.data.resolve()}: còn {number(free // 2**20)} MiB trống"
    if free < LEAST_FREE_BYTES:
        yield Finding(level="error", about="đĩa", text=text, mend="giải phóng ít nhất 500 MiB")
    else:
        yield Finding(level="ok", about="đĩa", text=text)
    if not os.access(settings.data, os.W_OK):
        yield Finding(
            level="error", about="dữ liệu", text=f"không ghi được vào {settings.data}", mend="cấp quyền ghi"
        )
    url = settings.database_url(os.environ).split(":", 1)[0]
    yield Finding(level="ok", about="cơ sở dữ liệu", text=f"mở được ({url}), đúng phiên bản")


def _bank(settings: Settings, work: OpenWork, _at: datetime) -> Iterator[Finding]:
    questions = load_bank(settings.questions).questions
    running = work.read(lambda w: len(w.bank.pool()))
    yield Finding(
        level="ok", about="ngân hàng", text=f"{len(questions)} câu trong {settings.questions}, không có lỗi"
    )
    if running == 0:
        yield Finding(
            level="warning",
            about="ngân hàng",
            text="cơ sở dữ liệu chưa có câu hỏi nào",
            mend="quizbot run nạp ngân hàng khi khởi động lần đầu",
        )
    drafts = sum(each.status == "draft" for each in questions)
    if drafts:
        yield Finding(
            level="warning",
            about="ngân hàng",
            text=f"{drafts} câu còn ở trạng thái nháp (draft)",
            mend="nhờ người thứ hai duyệt trước khi dùng cho cuộc thi có giải",
        )


def _texts(settings: Settings, _work: OpenWork, _at: datetime) -> Iterator[Finding]:
    texts = all_texts(settings)
    own = f", có câu riêng trong {settings.texts}" if settings.texts else ""
    yield Finding(level="ok", about="văn bản", text=f"{', '.join(texts)}{own}")


def _calendar(settings: Settings, _work: OpenWork, at: datetime) -> Iterator[Finding]:
    days = office_calendar(settings, at=at)
    coming = sum(at.date() <= day <= at.date() + timedelta(days=366) for day in days.off)
    if coming:
        yield Finding(level="ok", about="lịch nghỉ", text=f"{coming} ngày nghỉ trong một năm tới")
    else:
        yield Finding(
            level="warning",
            about="lịch nghỉ",
            text="không có ngày nghỉ nào trong một năm tới",
            mend="ghi vào calendar.yaml trong thư mục cuộc thi",
        )


def _people(_settings: Settings, work: OpenWork, _at: datetime) -> Iterator[Finding]:
    everybody = work.read(lambda w: w.people.everybody())
    active = [each for each in everybody if each.status is PersonStatus.ACTIVE]
    if not active:
        yield Finding(
            level="error",
            about="danh sách",
            text="chưa có ai trong danh sách nhân sự",
            mend="quizbot people import TỆP",
        )
        return
    invented = sum(each.invented for each in active)
    reachable = len(work.read(lambda w: w.people.reachable([each.id for each in active])))
    yield Finding(
        level="ok",
        about="danh sách",
        text=f"{len(active)} người, {reachable} người đã nối tài khoản trò chuyện",
    )
    if invented:
        yield Finding(
            level="warning",
            about="danh sách",
            text=f"{invented} người là người hư cấu của bản chạy thử",
            mend="dùng cơ sở dữ liệu khác cho cuộc thi thật",
        )
    waiting = sum(each.status is PersonStatus.PENDING for each in everybody)
    if waiting:
        yield Finding(
            level="warning", about="danh sách", text=f"{waiting} người chờ duyệt", mend="duyệt trong /btc"
        )


def _accounts(_settings: Settings, work: OpenWork, _at: datetime) -> Iterator[Finding]:
    roles = {
        role for each in work.read(lambda w: w.accounts.all()) if not each.disabled for role in each.roles
    }
    for role, what in (("organizer", "Ban Tổ chức"), ("hr", "nhân sự")):
        if role in roles or "admin" in roles:
            yield Finding(level="ok", about="đăng nhập", text=f"có tài khoản cho {what}")
        else:
            yield Finding(
                level="warning",
                about="đăng nhập",
                text=f"chưa có tài khoản cho {what}",
                mend=f"quizbot account add TÊN --role {role}",
            )


def _contests(settings: Settings, work: OpenWork, at: datetime) -> Iterator[Finding]:
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


def _papers(settings: Settings, _work: OpenWork, _at: datetime) -> Iterator[Finding]:
    """Read the office's folder of papers as the day after a contest will, and look at every template."""
    from quizbot.documents.desk import open_desk
    from quizbot.documents.formats.docx_template import check_template

    if settings.papers is None:
        yield Finding(
            level="warning",
            about="giấy tờ",
            text="Văn bản sẽ mang tên cơ quan MẪU: chưa có thư mục văn bản của cơ quan.",
            mend="quizbot paper desk THƯ-MỤC, sửa office.yaml, rồi ghi papers: THƯ-MỤC vào cấu hình",
        )
        return
    if not settings.papers.is_dir():
        yield Finding(
            level="error",
            about="giấy tờ",
            text=f"Không có thư mục {settings.papers}.",
            mend="tạo bằng: quizbot paper desk THƯ-MỤC",
        )
        return
    try:
        desk = open_desk(settings.papers)
        for path in desk.templates.values():
            check_template(path.read_bytes(), name=path.name)
    except FormFaults as faults:
        yield Finding(level="error", about="giấy tờ", text=str(faults), mend="sửa tệp theo từng lỗi nêu trên")
        return
    except Refusal as refused:
        yield Finding(level="error", about="giấy tờ", text=all_texts(settings)["vi"].refusal(refused))
        return
    people = len(desk.records.people)
    yield Finding(
        level="ok" if people else "warning",
        about="giấy tờ",
        text=f"Văn bản của {desk.office.full_name}; hồ sơ nhân sự của {people} người, {len(desk.templates)} mẫu riêng.",
        mend="" if people else "đặt ho-so.xlsx vào thư mục, hoặc gửi kèm lúc tải hồ sơ",
    )


def _web(settings: Settings, _work: OpenWork, _at: datetime) -> Iterator[Finding]:
    web = settings.web
    outside = web.host not in ("127.0.0.1", "::1", "localhost")
    if outside and not web.secure:
        yield Finding(
            level="warning",
            about="trang web",
            text=f"nghe ở {web.host} mà không có TLS",
            mend="đặt sau máy chủ proxy có TLS và ghi base_url: https://…",
        )
    else:
        yield Finding(level="ok", about="trang web", text=web.base_url or f"http://{web.host}:{web.port}")


def _channels(settings: Settings, work: OpenWork, _at: datetime) -> Iterator[Finding]:
    if not settings.enabled_channels():
        yield Finding(level="ok", about="kênh", text="chỉ trang web; chưa bật kênh trò chuyện nào khác")
        return
    product, texts = build(settings, work.store, environ=os.environ), all_texts(settings)["vi"]
    pages = app_pages(settings)
    for name in product.mini_apps:
        page = pages.get(name, "chưa, vì web.base_url không phải https")
        yield Finding(level="ok", about=f"kênh {name}", text=f"mở trang thi trong ứng dụng: {page}")
    for name, channel in product.channels.items():
        probe = getattr(channel, "probe", None)
        if probe is None:
            yield Finding(level="ok", about=f"kênh {name}", text="cấu hình đọc được")
            continue
        try:
            who = work.runner.run(asyncio.wait_for(probe(), timeout=15))
            yield Finding(level="ok", about=f"kênh {name}", text=f"kết nối được: {who}")
            yield from _signs(name, channel, work, texts)
        except DeliveryFailed as fault:
            yield _unreached(name, fault.reason, operator=fault.failure is Failure.OPERATOR)
        except (TimeoutError, OSError, Refusal) as fault:
            yield _unreached(name, str(fault) or "quá thời gian chờ")
        finally:
            work.runner.run(channel.stop())


def _signs(name: str, channel: Channel, work: OpenWork, texts: Texts) -> Iterator[Finding]:
    """Say what a channel tells of its own health."""
    ask = getattr(channel, "signs", None)
    if ask is None:
        return
    for sign in work.runner.run(asyncio.wait_for(ask(), timeout=15)):
        mend = f"signs.{sign.code}_mend"
        yield Finding(
            level=sign.level,
            about=f"kênh {name}",
            text=texts(f"signs.{sign.code}", **sign.facts),
            mend=texts(mend) if mend in texts and sign.level != "ok" else "",
        )


def _unreached(name: str, reason: str, *, operator: bool = False) -> Finding:
    if operator:
        text, mend = f"nền tảng không nhận: {reason}", "lấy mã truy cập mới hoặc cấp lại quyền cho kênh"
    else:
        text = f"không kết nối được: {reason}"
        mend = "kiểm tra mạng và mã truy cập; Telegram bị chặn ở nhiều mạng trong nước"
    return Finding(level="error", about=f"kênh {name}", text=text, mend=mend)


def _troubles(settings: Settings, work: OpenWork, _at: datetime) -> Iterator[Finding]:
    texts = all_texts(settings)["vi"]
    for line in trouble_lines(work.read(troubles), texts):
        yield Finding(level="error", about="gửi tin", text=line)
