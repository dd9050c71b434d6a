"""What the pages of reports and of their register stand on: the maker of reports, and the words of a refusal."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from starlette.exceptions import HTTPException
from starlette.responses import Response

from quizbot.core.calendar import DaysOff
from quizbot.core.refusal import Refusal
from quizbot.core.reporting.periods import ReportPeriod
from quizbot.forms.faults import FormFaults
from quizbot.usecases.ports import Work
from quizbot.web.browser import Staff, form_token
from quizbot.web.login_pages import menu
from quizbot.web.site import Site

HERE = "/bao-cao"
ROLES = ("hr", "organizer")


class Reports(Protocol):
    """What pages ask of the maker of reports; `facts` is its own affair, but for `facts.report`."""

    def days_off(self, at: datetime) -> DaysOff: ...
    def facts(self, work: Work, *, period: ReportPeriod, now: datetime) -> Any: ...
    def tables(self, facts: Any) -> tuple[Any, ...]: ...
    def file(self, facts: Any, kind: str) -> tuple[str, bytes] | None: ...
    def missing(self, facts: Any) -> tuple[str, ...]: ...
    def period(self, period: ReportPeriod) -> str: ...
    def span(self, period: ReportPeriod) -> str: ...
    def figure(self, work: Work, figure: str) -> str: ...
    def row(self, row: str) -> str: ...
    def told(self, told: tuple[tuple[str, str], ...]) -> str: ...
    def words(self) -> dict[str, dict[str, str]]: ...
    def keep(self, content: bytes) -> str: ...
    def kept(self, sha256: str) -> bytes | None: ...


@dataclass(frozen=True, slots=True)
class ReportDesk:
    """Pages that need the maker of reports."""

    site: Site

    @property
    def reports(self) -> Reports:
        if self.site.reports is None:
            raise HTTPException(404)
        return self.site.reports

    async def told(self, make: Callable[[], Awaitable[Response]]) -> Response:
        """Make a page, or tell why it cannot be."""
        try:
            return await make()
        except Refusal as refusal:
            if refusal.code.startswith("storage."):
                raise
            text = str(refusal) if isinstance(refusal, FormFaults) else self.site.explain(refusal)
            return self.site.pages.fault(status=409, title="Chưa thực hiện được", text=text, path=HERE)

    def page(self, template: str, staff: Staff, **facts: Any) -> Response:
        """Fill a template."""
        return self.site.pages.page(
            template,
            staff=staff,
            csrf=form_token(staff.session),
            menu=menu(staff),
            here=HERE,
            reports=self.reports,
            **facts,
        )
