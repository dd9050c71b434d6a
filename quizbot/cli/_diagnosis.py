"""What `quizbot doctor` looks at: each check says what is fine and what would fail, before it does."""

import os
import shutil
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

from quizbot.bank.loader import load_bank
from quizbot.cli._channel_checks import channels, troubles
from quizbot.cli._contest_checks import contests
from quizbot.cli._finding import Finding
from quizbot.cli._settings import OpenWork
from quizbot.config import SAMPLE_OFFICE, Settings
from quizbot.core.refusal import Refusal
from quizbot.forms.faults import FormFaults
from quizbot.i18n.formats import number
from quizbot.i18n.texts import load_texts
from quizbot.installation import all_texts, office_calendar
from quizbot.usecases.ports import PersonStatus

LEAST_FREE_BYTES = 500 * 1024 * 1024  # a week of rounds for thousands of people, several times over


def diagnose(settings: Settings, work: OpenWork, *, at: datetime) -> Iterator[Finding]:
    """Look at everything; one finding after the other."""
    for check in (
        _office,
        _data_folder,
        _bank,
        _texts,
        _calendar,
        _people,
        _accounts,
        contests,
        _papers,
        _web,
        channels,
        troubles,
    ):
        try:
            yield from check(settings, work, at)
        except FormFaults as faults:
            for each in faults.faults:
                yield Finding(level="error", about="tệp", text=str(each))
        except Refusal as refusal:
            # the shipped words: the office's own may be what is out of order
            text = load_texts("vi").refusal(refusal)
            yield Finding(level="error", about="kênh" if check is channels else "cấu hình", text=text)


def read_from(path: Path | None) -> Iterator[Finding]:
    """Say which settings are looked at."""
    if path is None:
        yield Finding(
            level="ok",
            about="cấu hình",
            text=f"không có config.yaml ở {Path.cwd()}, dùng các giá trị mặc định",
        )
    else:
        yield Finding(level="ok", about="cấu hình", text=str(path.resolve()))


def _office(settings: Settings, work: OpenWork, _at: datetime) -> Iterator[Finding]:
    everybody = work.read(lambda w: w.people.everybody())
    if settings.office == SAMPLE_OFFICE and not all(each.invented for each in everybody):
        yield Finding(
            level="warning",
            about="cơ quan",
            text=f"người dự thi sẽ thấy tên cơ quan hư cấu: {settings.office}",
            mend="ghi office: TÊN CƠ QUAN vào config.yaml",
        )


def _data_folder(settings: Settings, work: OpenWork, _at: datetime) -> Iterator[Finding]:
    folder = settings.data.resolve()
    there = next(each for each in (folder, *folder.parents) if each.is_dir())
    free = shutil.disk_usage(there).free
    text = f"{there}: còn {number(free // 2**20)} MiB trống"
    if free < LEAST_FREE_BYTES:
        yield Finding(level="error", about="đĩa", text=text, mend="giải phóng ít nhất 500 MiB")
    else:
        yield Finding(level="ok", about="đĩa", text=text)
    if not os.access(there, os.W_OK):
        yield Finding(
            level="error", about="dữ liệu", text=f"không ghi được vào {there}", mend="cấp quyền ghi"
        )
    if work.missing:
        yield Finding(
            level="error",
            about="cơ sở dữ liệu",
            text=f"chưa có; đã tìm {work.missing}",
            mend="đứng ở thư mục có dữ liệu rồi chạy lại, hoặc nêu --config TỆP; "
            "nếu mới bắt đầu: quizbot people import TỆP (chạy thử: quizbot demo)",
        )
        return
    url = settings.database_url(os.environ).split(":", 1)[0]
    yield Finding(level="ok", about="cơ sở dữ liệu", text=f"mở được ({url}), đúng phiên bản")


def _bank(settings: Settings, work: OpenWork, _at: datetime) -> Iterator[Finding]:
    questions = load_bank(settings.questions).questions
    running = work.read(lambda w: len(w.bank.pool()))
    in_use = sum(each.status != "retired" for each in questions)
    yield Finding(
        level="ok", about="ngân hàng", text=f"{in_use} câu đang dùng trong {settings.questions}, không có lỗi"
    )
    if running == 0:
        yield Finding(
            level="warning",
            about="ngân hàng",
            text="cơ sở dữ liệu chưa có câu hỏi nào",
            mend="quizbot bank apply, hoặc để quizbot run nạp khi khởi động lần đầu",
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
    if not settings.contests.is_dir():
        yield Finding(
            level="error",
            about="cấu hình",
            text=f"contests: không có thư mục {settings.contests}",
            mend="sửa đường dẫn, hoặc bỏ mục contests để dùng thư mục đi kèm",
        )
        return
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
                mend=f'quizbot account add TÊN --name "HỌ TÊN" --role {role}',
            )


def _papers(settings: Settings, _work: OpenWork, _at: datetime) -> Iterator[Finding]:
    """Read the office's folder of papers as the day after a contest will, and look at every template."""
    from quizbot.documents.desk import open_desk
    from quizbot.documents.formats.docx_template import check_template

    if settings.papers is None:
        yield Finding(
            level="warning",
            about="giấy tờ",
            text="Văn bản sẽ mang tên cơ quan hư cấu (tỉnh Mẫu): chưa có thư mục văn bản của cơ quan.",
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
