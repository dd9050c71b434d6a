"""The web application: every page, in its place."""

import asyncio
import logging
from collections.abc import Mapping

from prometheus_client import CollectorRegistry, Counter, Gauge
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.body_limit import RequestBodyLimitMiddleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.types import ExceptionHandler

from quizbot.chat.channel import Answerer, Limits
from quizbot.chat.mini import MiniApp
from quizbot.chat.turn import FileMaker
from quizbot.core.refusal import Refusal
from quizbot.i18n.texts import Texts, load_texts
from quizbot.usecases.ports import Store
from quizbot.web.analysis_pages import AnalysisPages
from quizbot.web.award_pages import AwardPages
from quizbot.web.bank_pages import BankDesk, BankPages
from quizbot.web.board_pages import BoardPages
from quizbot.web.board_stream import BoardStream
from quizbot.web.browser import Browsers
from quizbot.web.chat_pages import ChatPages
from quizbot.web.chat_stream import ChatStream
from quizbot.web.contest_pages import ContestPages
from quizbot.web.edge import Edge
from quizbot.web.login_pages import LoginPages
from quizbot.web.marking_pages import MarkingPages
from quizbot.web.message_pages import MessagePages
from quizbot.web.mini_pages import MiniPages
from quizbot.web.office_pages import OfficePages
from quizbot.web.paper_pages import PaperPages, Papers
from quizbot.web.proof_pages import ProofPages
from quizbot.web.reading_pages import ReadingDesk, ReadingPages
from quizbot.web.register_pages import RegisterPages
from quizbot.web.regrade_pages import RegradePages
from quizbot.web.rendering import Pages
from quizbot.web.report_desk import Reports
from quizbot.web.report_pages import ReportPages
from quizbot.web.service_pages import ServicePages
from quizbot.web.settings import WebSettings
from quizbot.web.site import (
    Award,
    Clock,
    Explain,
    Known,
    Site,
    VerifyHandler,
    WebhookHandler,
    Whose,
)
from quizbot.web.webchat import WebChat

_LOG = logging.getLogger(__name__)
# webhooks carry the largest bodies; forms of people are far smaller
_BODY_BYTES_AT_MOST = 1_048_576

_FAULTS: Mapping[int, tuple[str, str]] = {
    403: ("Không được phép", "Bạn không có quyền mở trang này, hoặc trang đã mở quá lâu. Xin tải lại trang."),
    404: ("Không tìm thấy", "Không có trang này. Có thể địa chỉ đã bị gõ nhầm."),
    405: ("Không làm được", "Trang này không nhận yêu cầu như vậy."),
    413: ("Quá lớn", "Nội dung gửi lên quá lớn."),
    429: ("Hơi nhanh", "Bạn gửi quá nhanh. Xin chờ vài giây rồi thử lại."),
    500: (
        "Có lỗi xảy ra",
        "Hệ thống gặp lỗi ngoài dự kiến. Câu trả lời đã được xác nhận vẫn được giữ nguyên.",
    ),
}


def make_app(
    *,
    store: Store,
    answer: Answerer,
    settings: WebSettings,
    clock: Clock,
    stop: asyncio.Event | None = None,
    chat: WebChat | None = None,
    explain: Explain | None = None,
    whose_code: Whose | None = None,
    is_code: Known | None = None,
    award_xlsx: Award | None = None,
    papers: Papers | None = None,
    reports: Reports | None = None,
    bank: BankDesk | None = None,
    readings: ReadingDesk | None = None,
    files: FileMaker | None = None,
    webhooks: Mapping[str, WebhookHandler] | None = None,
    verifications: Mapping[str, VerifyHandler] | None = None,
    mini_apps: Mapping[str, MiniApp] | None = None,
    registry: CollectorRegistry | None = None,
    texts: Texts | None = None,
    limits: Mapping[str, Limits] | None = None,
) -> Starlette:
    """Make the web application.

    Args:
        store: the database.
        answer: the dialogue.
        clock: gives the present moment, aware UTC.
        stop: set when the process is to end; open streams end then.
        chat: the channel `webchat`, when it was made before (delivery needs it); `app.state.chat` gives it.
        explain: turns a refusal into a sentence for people.
        whose_code: tells who holds a personal code, so that a person who opens their own link again
            goes straight on.
        is_code: tells whether a code leads anywhere; a link with another says so at once.
        award_xlsx: makes the workbook that HR downloads.
        papers: makes papers, the whole commendation file, and checks certificates.
        reports: makes periodic reports.
        bank: reads question files, and writes the bank out.
        readings: shows questions to readers without their keys, and keeps what they say.
        files: makes boards as PDF.
        webhooks: handlers under POST /webhook/NAME.
        mini_apps: doors under /mini/NAME; their frames are allowed besides those of the settings.
        verifications: handlers under GET /webhook/NAME.
        registry: metrics to publish; a fresh one unless given.
        limits: what each channel carries, by name.
        texts: Vietnamese, with the office's own words; the shipped ones unless given.
    """
    mini_apps = mini_apps or {}
    framing = (each for app in mini_apps.values() for each in app.ancestors)
    ancestors = tuple(dict.fromkeys((*settings.frame_ancestors, *framing)))
    settings = settings.model_copy(update={"frame_ancestors": ancestors})
    pages = Pages(office=settings.office, clock=clock, texts=texts or load_texts("vi"))
    site = Site(
        store=store,
        settings=settings,
        clock=clock,
        chat=chat or WebChat(answer=answer, store=store, clock=clock),
        pages=pages,
        browsers=Browsers(store=store, settings=settings, clock=clock),
        explain=explain or _plain_refusal,
        stop=stop or asyncio.Event(),
        whose_code=whose_code,
        is_code=is_code,
        award_xlsx=award_xlsx,
        papers=papers,
        reports=reports,
        bank=bank,
        readings=readings,
        files=files,
        limits=limits or {},
    )
    registry = registry or CollectorRegistry()
    machines = ServicePages(
        site=site, registry=registry, webhooks=webhooks or {}, verifications=verifications or {}
    )
    app = _app(site, registry, machines, MiniPages(site, mini_apps))
    app.state.chat, app.state.site = site.chat, site
    return app


def _app(site: Site, registry: CollectorRegistry, machines: ServicePages, mini: MiniPages) -> Starlette:
    requests = Counter("quizbot_web_requests", "Web requests", ["method", "status"], registry=registry)
    open_pages = Gauge("quizbot_web_open_pages", "Chat pages with a live connection", registry=registry)
    open_pages.set_function(lambda: site.chat.open_pages)
    chat, boards = ChatPages(site), BoardPages(site)
    faults = _Faults(site)
    handlers: Mapping[type[Exception], ExceptionHandler] = {
        HTTPException: faults.http,
        Refusal: faults.refused,
    }
    return Starlette(
        routes=[
            *chat.routes(),
            *ChatStream(site, chat).routes(),
            *boards.routes(),
            *BoardStream(site, boards).routes(),
            *ProofPages(site).routes(),
            *LoginPages(site).routes(),
            *MarkingPages(site).routes(),
            *OfficePages(site).routes(),
            *PaperPages(site).routes(),
            *AwardPages(site).routes(),
            *RegisterPages(site).routes(),
            *ReportPages(site).routes(),
            *ContestPages(site).routes(),
            *RegradePages(site).routes(),
            *BankPages(site).routes(),
            *ReadingPages(site).routes(),
            *AnalysisPages(site).routes(),
            *MessagePages(site).routes(),
            *machines.routes(),
            *mini.routes(),
        ],
        middleware=[
            Middleware(Edge, settings=site.settings, error_page=faults.page, requests=requests),
            Middleware(GZipMiddleware, minimum_size=1000, compresslevel=3),
            Middleware(RequestBodyLimitMiddleware, max_body_size=_BODY_BYTES_AT_MOST),
        ],
        exception_handlers=handlers,
    )


class _Faults:
    """Turns what went wrong into a page or, for the chat's script, into JSON."""

    def __init__(self, site: Site) -> None:
        self._site = site

    def page(self, status: int, incident: str, path: str) -> Response:
        title, text = _FAULTS.get(status, ("Không thực hiện được", "Yêu cầu không thực hiện được."))
        return self._site.pages.fault(status=status, title=title, text=text, path=path, incident=incident)

    async def http(self, request: Request, fault: Exception) -> Response:
        if not isinstance(fault, HTTPException):
            raise fault
        headers = fault.headers or {}
        if fault.status_code == 303:
            return RedirectResponse(headers["location"], status_code=303)
        if "application/json" in request.headers.get("accept", ""):
            return JSONResponse({"toast": self._text(fault.status_code), "entries": []}, fault.status_code)
        return self.page(fault.status_code, "", request.url.path)

    async def refused(self, request: Request, fault: Exception) -> Response:
        if not isinstance(fault, Refusal):
            raise fault
        # trouble with the database is the operator's business, any other refusal the person's
        level = logging.ERROR if fault.code.startswith("storage.") else logging.INFO
        _LOG.log(level, "Refused: %s", fault, extra={"action": "web.refused"})
        text = self._site.explain(fault)
        status = _status_of(fault)
        if "application/json" in request.headers.get("accept", ""):
            return JSONResponse({"toast": text, "entries": []}, status)
        title = _FAULTS[404][0] if status == 404 else "Chưa thực hiện được"
        return self._site.pages.fault(status=status, title=title, text=text, path=request.url.path)

    def _text(self, status: int) -> str:
        return _FAULTS.get(status, ("", "Yêu cầu không thực hiện được."))[1]


def _status_of(refusal: Refusal) -> int:
    if refusal.code.startswith("storage."):
        # nothing was stored: the page's script sends the same act again
        return 503
    return 404 if refusal.code.endswith(".unknown") else 409


def _plain_refusal(refusal: Refusal) -> str:
    return f"Yêu cầu chưa thực hiện được (mã: {refusal.code})."
