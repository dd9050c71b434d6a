"""Log-in and log-out of organizers and HR."""

import logging
from dataclasses import dataclass, replace

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from quizbot.usecases.essays import MARKERS
from quizbot.usecases.ports import Account
from quizbot.web.browser import Staff
from quizbot.web.edge import client_of
from quizbot.web.site import Site, check_form, go
from quizbot.web.ways import is_own_page

_LOG = logging.getLogger(__name__)
_PAGES = {
    "hr": "/nhan-su", "organizer": "/ban-to-chuc", "reviewer": "/ban-to-chuc", "admin": "/ban-to-chuc",
    "author": "/ngan-hang", "marker": "/cham-tu-luan",
}  # fmt: skip
_LOGIN_AT_MOST = 80
_PASSWORD_AT_MOST = 256
_ADDRESS_AT_MOST = 500
_WRONG = "Tên đăng nhập hoặc mật khẩu không đúng."
_TOO_OFTEN = "Đã thử quá nhiều lần. Xin chờ vài phút rồi thử lại."


@dataclass(frozen=True, slots=True)
class LoginPages:
    """The log-in page."""

    site: Site

    def routes(self) -> list[BaseRoute]:
        """Give the routes."""
        return [
            Route("/dang-nhap", self.show),
            Route("/dang-nhap", self.log_in, methods=["POST"]),
            Route("/dang-xuat", self.log_out, methods=["POST"]),
        ]

    async def show(self, request: Request) -> Response:
        """Show the form, or go on when somebody has logged in already."""
        staff = await self.site.browsers.staff(request)
        if staff is not None:
            return go(_home(staff.account))
        return self._form(tiep=request.query_params.get("tiep", ""), login="", fault="", status=200)

    async def log_in(self, request: Request) -> Response:
        """Check login and password; the answer takes as long for a login that does not exist."""
        form = await request.form(max_files=0, max_fields=10)
        login = str(form.get("login", "")).strip()[:_LOGIN_AT_MOST]
        password, tiep = str(form.get("password", "")), str(form.get("tiep", ""))[:_ADDRESS_AT_MOST]
        if not self._may_try(request, login):
            return self._form(tiep=tiep, login=login, fault=_TOO_OFTEN, status=429)
        account = await self._check(login, password)
        if account is None:
            _LOG.info("A log-in failed", extra={"action": "web.login_failed"})
            return self._form(tiep=tiep, login=login, fault=_WRONG, status=403)
        _, token = await self.site.browsers.begin_staff(account)
        _LOG.info("Account %d logged in", account.id, extra={"action": "web.login"})
        response = go(tiep if is_own_page(tiep) else _home(account))
        self.site.browsers.keep_staff(response, token)
        return response

    async def log_out(self, request: Request) -> Response:
        """End the session on the server, too."""
        response = go("/dang-nhap")
        staff = await self.site.browsers.staff(request)
        if staff is not None:
            check_form(staff.session, (await request.form(max_files=0, max_fields=10)).get("csrf"))
            await self.site.browsers.end(staff.session)
        self.site.browsers.forget(response, "staff")
        return response

    def _may_try(self, request: Request, login: str) -> bool:
        now, budgets = self.site.clock(), self.site.budgets
        by_address = budgets.login_address.wait(client_of(request.scope), now=now)
        return not by_address and not budgets.login.wait(login.lower(), now=now)

    async def _check(self, login: str, password: str) -> Account | None:
        account = await self.site.store.read(lambda work: work.accounts.by_login(login))
        stored = account.password_hash if account is not None else None
        verdict = await self.site.passwords.check(password[:_PASSWORD_AT_MOST], stored)
        if account is None or account.disabled or not verdict.right:
            return None
        if verdict.fresh_hash is not None:
            fresh = replace(account, password_hash=verdict.fresh_hash)
            await self.site.store.write(lambda work: work.accounts.put(fresh))
        return account

    def _form(self, *, tiep: str, login: str, fault: str, status: int) -> Response:
        return self.site.pages.page("login.html", status=status, tiep=tiep, login=login, fault=fault)


def _home(account: Account) -> str:
    return next((_PAGES[role] for role in account.roles if role in _PAGES), "/nhan-su")


def menu(staff: Staff) -> list[tuple[str, str]]:
    """List the pages an account may open, as (address, name)."""
    pages = []
    if staff.may("hr"):
        pages.append(("/nhan-su", "Khen thưởng"))
    if staff.may("organizer", "reviewer"):
        pages.append(("/ban-to-chuc", "Ban Tổ chức"))
    if staff.may("organizer", "author", "reviewer"):
        pages.append(("/ngan-hang", "Câu hỏi"))
    if staff.may(*MARKERS):
        pages.append(("/cham-tu-luan", "Chấm tự luận"))
    if staff.may("hr", "organizer"):
        pages.append(("/bao-cao", "Báo cáo"))
    return [*pages, ("/bang-xep-hang", "Bảng xếp hạng")]
