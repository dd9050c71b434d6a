"""The chat page: it opens, takes what is said, and resumes where it was."""

import hashlib
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from math import ceil
from urllib.parse import parse_qsl, quote

from starlette.datastructures import UploadFile
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route

from quizbot.usecases import people
from quizbot.usecases.ports import TranscriptEntry, WebSession, Work
from quizbot.web.bubbles import attachment_of, fold, latest_drawings
from quizbot.web.edge import client_of, is_loopback
from quizbot.web.site import Site, check_form, go
from quizbot.web.webchat import LINES_AT_ONCE, NAME, Act

_TEXT_AT_MOST = 2000  # characters of one typed message
_LINES_SHOWN = 50
_FIELDS_AT_MOST = 20
# who is offered to send question files; the dialogue decides
_SENDERS = frozenset({"organizer", "admin", "author"})
_TOO_FAST = "Bạn gửi hơi nhanh, xin chờ vài giây."


@dataclass(frozen=True, slots=True)
class ChatPages:
    """The pages of the web chat."""

    site: Site

    def routes(self) -> list[BaseRoute]:
        """Give the routes."""
        return [
            Route("/", self.show),
            Route("/chat/begin", self.begin, methods=["POST"]),
            Route("/chat/say", self.say, methods=["POST"]),
            Route("/chat/upload", self.upload, methods=["POST"]),
            Route("/chat/leave", self.leave, methods=["POST"]),
            Route("/chat/file/{seq:int}", self.file),
        ]

    async def show(self, request: Request) -> Response:
        """Show the chat, or the door to it; `?code=` is the link on HR's slip."""
        session = await self.site.browsers.chat(request)
        code = request.query_params.get("code", "").strip()[:40]
        if code and request.method == "GET":
            return await self._by_link(request, session, code)
        if session is None:
            return self._door(200, "", "")
        address = _address(session)
        entries, may_send_files = await self.site.store.read(lambda work: _look(work, address))
        return self.site.pages.page(
            "chat.html",
            bubbles=fold(entries),
            may_send_files=may_send_files,
            last=entries[-1].seq if entries else 0,
            session=session,
            nonce=secrets.token_hex(8),
            now=self.site.clock().isoformat(),
            toast=_TOO_FAST if request.query_params.get("loi") == "nhanh" else "",
        )

    async def begin(self, request: Request) -> Response:
        """Begin a chat, with a personal code or without; an earlier chat of this browser ends."""
        form = await _form(request)
        session = await self.site.browsers.chat(request)
        code = _field(form, "code").strip()[:40]
        if session is not None:
            check_form(session, form.get("csrf"))
        refused = await self._refused(request, code, session)
        if refused is not None:
            # nothing ends for a slip of the finger
            return refused
        if session is not None:
            await self._end(session)
        return await self._start(request, code)

    async def say(self, request: Request) -> Response:
        """Take a typed message or a tapped button; the page's script gets JSON, a plain form a page."""
        session = await self.site.browsers.chat(request)
        wants_json = "application/json" in request.headers.get("accept", "")
        if session is None:
            return JSONResponse({"gone": True}, status_code=401) if wants_json else go("/")
        form = await _form(request)
        check_form(session, form.get("csrf"))
        address = _address(session)
        wait = self.site.budgets.say.wait(address, now=self.site.clock())
        if wait:
            return _slow_down(wait) if wants_json else go("/?loi=nhanh")
        act, after = _act(form), _number(_field(form, "after"))
        if act is None:
            return JSONResponse({"toast": "", "entries": []}) if wants_json else go("/")
        page = name_of_page(_field(form, "page")) if wants_json else ""
        heard = await self.site.chat.hear(address, act, after=after if wants_json else None, page=page)
        if not wants_json:
            return go(f"/#m{act.ref}" if act.ref and heard.reply.replace else "/#cuoi")
        return JSONResponse(
            {
                "toast": heard.reply.toast,
                "entries": [self.drawn(each) for each in latest_drawings(heard.entries)],
            },
            headers={"cache-control": "no-store"},
        )

    async def upload(self, request: Request) -> Response:
        """Take a question file from an organizer; the dialogue checks it and asks before applying it."""
        session = await self.site.browsers.chat(request)
        if session is None:
            return go("/")
        async with request.form(max_files=1, max_fields=10) as form:
            check_form(session, form.get("csrf"))
            file = form.get("file")
            if isinstance(file, UploadFile):
                await self._take_file(_address(session), (file.filename or "")[:120], await file.read())
        return go("/#cuoi")

    async def leave(self, request: Request) -> Response:
        """Leave this device: the session ends and the chat is no longer linked to the person."""
        session = await self.site.browsers.chat(request)
        response = go("/")
        if session is not None:
            check_form(session, (await _form(request)).get("csrf"))
            await self._end(session)
        self.site.browsers.forget(response, "chat")
        return response

    async def file(self, request: Request) -> Response:
        """Give the file of a message of this chat."""
        session = await self.site.browsers.chat(request)
        seq = int(request.path_params["seq"])
        if session is None:
            raise HTTPException(404)
        address = _address(session)
        found = await self.site.store.read(
            lambda work: work.chats.transcript(NAME, address, after=seq - 1, limit=1)
        )
        attached = attachment_of(found[0]) if found and found[0].seq == seq else None
        if attached is None:
            raise HTTPException(404)
        return download(attached.name, attached.content, attached.media_type)

    def drawn(self, entry: TranscriptEntry) -> dict[str, object]:
        """Give a transcript line as the page's script takes it."""
        bubble = fold((entry,))[0]
        html = self.site.pages.text("bubble.html", bubble=bubble)
        return {"seq": bubble.seq, "drawn": bubble.drawn, "mine": bubble.mine, "html": html}

    async def since(self, address: str, after: int) -> tuple[TranscriptEntry, ...]:
        """Give the lines after a number, at most 100 at once."""
        found = await self.site.store.read(
            lambda work: work.chats.transcript(NAME, address, after=after, limit=LINES_AT_ONCE)
        )
        return tuple(found)

    async def _take_file(self, address: str, name: str, content: bytes) -> None:
        if self.site.budgets.say.wait(address, now=self.site.clock()):
            raise HTTPException(429)
        key = secrets.token_hex(12)
        act = Act(kind="file", text="", key=key, file_name=name, file_bytes=content)
        await self.site.chat.hear(address, act)

    async def _by_link(self, request: Request, session: WebSession | None, code: str) -> Response:
        if session is None:
            return await self._refused(request, code, None) or await self._start(request, code)
        address = _address(session)
        whose = self.site.whose_code

        def look(work: Work) -> tuple[str, bool]:
            person = work.people.by_address(NAME, address)
            same = person is not None and whose is not None and whose(work, code) == person.id
            return (person.name if person is not None else "", same)

        name, same = await self.site.store.read(look)
        if same:
            return go("/")
        refused = await self._refused(request, code, session)
        if refused is not None:
            return refused
        if not name:
            await self.site.chat.hear(address, Act(kind="start", text=code, key=_link_key(code)))
            return go("/#cuoi")
        return self.site.pages.page("switch.html", name=name, code=code, session=session)

    async def _start(self, request: Request, code: str) -> Response:
        if not self._may_begin(request):
            return self._door(429, code, "web.too_many")
        session, token = await self.site.browsers.begin_chat()
        await self.site.chat.hear(_address(session), Act(kind="start", text=code, key=_link_key(code)))
        response = go("/")
        self.site.browsers.keep_chat(response, token)
        return response

    async def _refused(self, request: Request, code: str, session: WebSession | None) -> Response | None:
        """Say that a code leads nowhere; whoever tries many of them is held up. None: it may go on."""
        known = self.site.is_code
        if not code or known is None:
            return None
        if not self._may_guess(request):
            return self._door(429, code, "web.too_many", session)
        if await self.site.store.read(lambda work: known(work, code)):
            return None
        self.site.budgets.wrong_code.wait(client_of(request.scope), now=self.site.clock())
        return self._door(403, code, "web.wrong_code", session)

    def _door(self, status: int, code: str, fault: str, session: WebSession | None = None) -> Response:
        said = self.site.pages.texts(fault) if fault else ""
        return self.site.pages.page("door.html", status=status, code=code, fault=said, session=session)

    def _may_guess(self, request: Request) -> bool:
        asker = client_of(request.scope)
        return is_loopback(request.scope) or not self.site.budgets.wrong_code.is_spent(
            asker, now=self.site.clock()
        )

    def _may_begin(self, request: Request) -> bool:
        if is_loopback(request.scope):
            return True
        return not self.site.budgets.begin.wait(client_of(request.scope), now=self.site.clock())

    async def _end(self, session: WebSession) -> None:
        address, now = _address(session), self.site.clock()

        def end(work: Work) -> None:
            person = work.people.by_address(NAME, address)
            if person is not None:
                people.unlink(work, person, channel=NAME, address=address, now=now)
            work.accounts.end_session(session.token_hash)

        await self.site.store.write(end)


def _look(work: Work, address: str) -> tuple[Sequence[TranscriptEntry], bool]:
    person = work.people.by_address(NAME, address)
    may_send_files = person is not None and bool(_SENDERS & set(person.roles))
    return work.chats.recent(NAME, address, limit=_LINES_SHOWN), may_send_files


def download(name: str, content: bytes, media_type: str) -> Response:
    """Give a file to keep, whatever the letters of its name."""
    headers = {
        "content-disposition": f"attachment; filename*=UTF-8''{quote(name, safe='')}",
        "cache-control": "private, no-store",
    }
    return Response(content, media_type=media_type, headers=headers)


def _act(form: Mapping[str, str]) -> Act | None:
    text, choice = _field(form, "text").strip()[:_TEXT_AT_MOST], _field(form, "choice")
    said = choice or text
    if not said:
        return None
    key = _name(_field(form, "key"))
    if not key:
        # a plain form sent twice is one act; another button of the same page is another
        mark = hashlib.sha256(said.encode()).hexdigest()[:12]
        key = f"{_field(form, 'nonce')[:32]}:{mark}"
    if not choice:
        return Act(kind="text", text=text, key=key)
    ref, _, token = choice.partition(" ")
    return Act(kind="choice", text=token[:64], key=key, ref=_number(ref) or None)


def name_of_page(given: str) -> str:
    """Give the name an open page gave itself, so that its stream and its acts are known to belong together."""
    return _name(given)


def _name(given: str) -> str:
    return "".join(each for each in given[:64] if each.isalnum() or each in "-_")


def _link_key(code: str) -> str:
    return f"start:{hashlib.sha256(code.encode()).hexdigest()[:12]}:{secrets.token_hex(4)}"


def _slow_down(wait: timedelta) -> JSONResponse:
    seconds = ceil(wait.total_seconds())
    return JSONResponse(
        {"toast": _TOO_FAST, "entries": []},
        status_code=429,
        headers={"retry-after": str(seconds), "cache-control": "no-store"},
    )


async def _form(request: Request) -> Mapping[str, str]:
    """Read the fields of a form as browsers send it without files; of two of one name the last counts."""
    try:
        fields = parse_qsl(
            (await request.body()).decode(),
            keep_blank_values=True,
            max_num_fields=_FIELDS_AT_MOST,
            errors="strict",
        )
    except ValueError:
        raise HTTPException(400) from None
    return dict(fields)


def _field(form: Mapping[str, str], name: str) -> str:
    return form.get(name, "")


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 18 else 0


def _address(session: WebSession) -> str:
    if session.chat_address is None:
        raise HTTPException(401)
    return session.chat_address
