"""What every page is given."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse

from quizbot.chat.channel import Limits
from quizbot.chat.turn import FileMaker
from quizbot.core.budget import Means
from quizbot.core.ids import PersonId
from quizbot.core.refusal import Refusal
from quizbot.usecases.ports import Store, WebSession, Work
from quizbot.web.browser import Browsers, Staff, is_form_token
from quizbot.web.budget import Budgets
from quizbot.web.passwords import Passwords
from quizbot.web.rendering import Pages
from quizbot.web.settings import WebSettings
from quizbot.web.ways import LOG_IN, after_log_in
from quizbot.web.webchat import WebChat

if TYPE_CHECKING:
    from quizbot.web.bank_pages import BankDesk
    from quizbot.web.paper_pages import Papers
    from quizbot.web.reading_pages import ReadingDesk
    from quizbot.web.report_desk import Reports

Clock = Callable[[], datetime]
Award = Callable[[Work, str, datetime], bytes | tuple[str, bytes]]
"""Make the award workbook of a contest: (work, slug, now) -> bytes, or (file name, bytes)."""
Whose = Callable[[Work, str], PersonId | None]
"""Tell who holds a personal code as typed: (work, code) -> person, or None."""
Known = Callable[[Work, str], bool]
"""Tell whether something typed is a code that leads anywhere: (work, code)."""
Explain = Callable[[Refusal], str]
"""Turn a refusal into a sentence for people."""
WebhookHandler = Callable[[Mapping[str, str], bytes], Awaitable[tuple[int, bytes]]]
"""Answer a platform's webhook: headers (lower-case names) and the raw body in, status and body out."""

VerifyHandler = Callable[[Mapping[str, str]], Awaitable[tuple[int, bytes]]]
"""Answer a platform that makes sure the webhook is ours: query parameters in, status and body out."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """The parts the pages share."""

    store: Store
    settings: WebSettings
    clock: Clock
    chat: WebChat
    pages: Pages
    browsers: Browsers
    explain: Explain
    stop: asyncio.Event
    award_xlsx: Award | None = None
    papers: "Papers | None" = None
    reports: "Reports | None" = None
    bank: "BankDesk | None" = None
    readings: "ReadingDesk | None" = None
    files: FileMaker | None = None
    whose_code: Whose | None = None
    is_code: Known | None = None
    # what each channel carries, by name
    limits: Mapping[str, Limits] = field(default_factory=dict)
    budgets: Budgets = field(default_factory=Budgets)
    passwords: Passwords = field(default_factory=Passwords)

    @property
    def means(self) -> Means:
        """Tell what this installation sends with."""
        carriers = {name: limits.carrier for name, limits in self.limits.items()}
        return Means(carriers=carriers, can_link=bool(self.settings.base_url))

    async def staff(self, request: Request, *roles: str) -> Staff:
        """Give who has logged in, when they have one of the roles; else send them to the log-in page."""
        staff = await self.browsers.staff(request)
        if staff is None:
            shows = request.method in ("GET", "HEAD")
            then = after_log_in(request.url.path, request.url.query, shows=shows)
            raise HTTPException(303, headers={"location": f"{LOG_IN}?{urlencode({'tiep': then})}"})
        if not staff.may(*roles):
            raise HTTPException(403)
        return staff


def check_form(session: WebSession, given: object) -> None:
    """Refuse a form that does not come from a page of this session."""
    if not isinstance(given, str) or not is_form_token(session, given):
        raise HTTPException(403)


def go(path: str) -> RedirectResponse:
    """Send the browser to another page after a form."""
    return RedirectResponse(path, status_code=303, headers={"cache-control": "no-store"})
