"""The door for mini apps: a chat app opens the page and vouches for who it is; no second sign-in.

The app hands its proof over behind the `#` of the address, which no server and no log gets to see;
a small script sends it in a form, and what comes back is the chat of that account.
"""

import hashlib
import secrets
from collections.abc import Mapping
from dataclasses import dataclass

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from quizbot.chat.mini import MiniApp, NotProven, OutOfDate, Unasked, Visitor
from quizbot.usecases import addresses
from quizbot.usecases.ports import WebSession, Work
from quizbot.web.edge import client_of
from quizbot.web.site import Site, go
from quizbot.web.webchat import NAME, Act

_PROOF_AT_MOST = 8_192  # characters
_PAYLOAD_AT_MOST = 64
# under this name proofs that were used are remembered
_USED = "mini"

_STATUS: Mapping[str, int] = {NotProven.code: 403, OutOfDate.code: 403, Unasked.code: 503}


@dataclass(frozen=True, slots=True)
class MiniPages:
    """The pages that mini apps open first."""

    site: Site
    apps: Mapping[str, MiniApp]

    def routes(self) -> list[BaseRoute]:
        """Give the routes."""
        return [
            Route("/mini/{name}", self.show),
            Route("/mini/{name}", self.enter, methods=["POST"]),
        ]

    async def show(self, request: Request) -> Response:
        """Give the page whose script hands the proof over."""
        name, _ = self._app(request)
        return self._page(name)

    async def enter(self, request: Request) -> Response:
        """Take the proof and open the chat of the account it proves."""
        name, app = self._app(request)
        if self.site.budgets.begin.wait(client_of(request.scope), now=self.site.clock()):
            raise HTTPException(429)
        form = await request.form(max_files=0, max_fields=5)
        given = form.get("proof")
        proof = given if isinstance(given, str) and len(given) <= _PROOF_AT_MOST else ""
        before = await self.site.browsers.chat(request)
        try:
            visitor = await app.prove(proof)
            address = addresses.web_address(visitor.channel, visitor.account)
            again = before is not None and before.chat_address == address
            if app.once and not again:
                await self._use(proof)
        except (NotProven, OutOfDate, Unasked) as fault:
            return self._page(name, fault=self.site.explain(fault), status=_STATUS[fault.code])
        return await self._open(visitor, address, before)

    async def _open(self, visitor: Visitor, address: str, before: WebSession | None) -> Response:
        now = self.site.clock()

        def meet(work: Work) -> None:
            twin = addresses.twin_of(work, NAME, address)
            chat = (visitor.channel, visitor.address) if visitor.address else twin
            if chat is not None:
                addresses.pair(work, channel=chat[0], address=chat[1], twin=address, now=now)
            if before is not None:
                # the browser has one cookie: what it was before, it is no longer
                work.accounts.end_session(before.token_hash)

        await self.site.store.write(meet)
        _, token = await self.site.browsers.begin_chat(address)
        act = Act(kind="start", text=visitor.payload[:_PAYLOAD_AT_MOST], key=f"mini:{secrets.token_hex(8)}")
        await self.site.chat.hear(address, act)
        response = go("/#cuoi")
        self.site.browsers.keep_chat(response, token)
        return response

    async def _use(self, proof: str) -> None:
        """Let a proof open one browser only.

        Raises:
            OutOfDate
        """
        key, now = hashlib.sha256(proof.encode()).hexdigest(), self.site.clock()
        if not await self.site.store.write(lambda work: work.chats.first_time(_USED, key, now=now)):
            raise OutOfDate()

    def _app(self, request: Request) -> tuple[str, MiniApp]:
        name = str(request.path_params["name"])
        app = self.apps.get(name)
        if app is None:
            raise HTTPException(404)
        return name, app

    def _page(self, name: str, *, fault: str = "", status: int = 200) -> Response:
        return self.site.pages.page("mini.html", status=status, name=name, fault=fault)
