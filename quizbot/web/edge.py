"""The outermost layer: who asks, may this name and this site ask, headers, and what went wrong."""

import logging
import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network
from urllib.parse import urlsplit

from prometheus_client import Counter
from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from quizbot.web.settings import WebSettings

_LOG = logging.getLogger(__name__)
_SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
# proven by their own secret or MAC, not by a browser's origin
_FROM_MACHINES = "/webhook/"
_OF_STAFF = (
    "/dang-nhap",
    "/dang-xuat",
    "/ban-to-chuc",
    "/nhan-su",
    "/ngan-hang",
    "/bao-cao",
    "/doc-duyet",
    "/cham-tu-luan",
)
_INCIDENT_LETTERS = "34679ACDEFGHJKMNPQRTWXY"

ErrorPage = Callable[[int, str, str], Response]


@dataclass(slots=True)
class Edge:
    """Wrap the pages. `error_page(status, incident, path)` draws what a person sees of a fault."""

    app: ASGIApp
    settings: WebSettings
    error_page: ErrorPage
    requests: Counter
    _proxies: tuple[IPv4Network | IPv6Network, ...] = field(init=False)
    _headers: Mapping[str, str] = field(init=False)

    def __post_init__(self) -> None:
        self._proxies = tuple(ip_network(each, strict=False) for each in self.settings.trusted_proxies)
        self._headers = security_headers(self.settings)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        self._believe_proxy(scope, headers)
        sender = _Sender(
            send=send,
            extra=self._headers,
            tls=scope["scheme"] == "https",
            unframed=scope["path"].startswith(_OF_STAFF),
        )
        refusal = self._refusal(scope, headers)
        if refusal is not None:
            await refusal(scope, receive, sender)
        else:
            await self._run(scope, receive, sender)
        self.requests.labels(method=_known_method(scope["method"]), status=str(sender.status)).inc()

    async def _run(self, scope: Scope, receive: Receive, sender: "_Sender") -> None:
        try:
            await self.app(scope, receive, sender)
        except Exception:
            # the edge: whatever nobody expected is written down once, with a number people can quote
            incident = "".join(secrets.choice(_INCIDENT_LETTERS) for _ in range(6))
            _LOG.exception(
                "Incident %s on %s %s",
                incident,
                scope["method"],
                scope["path"],
                extra={"action": "web.incident"},
            )
            if sender.status:
                raise
            await self.error_page(500, incident, scope["path"])(scope, receive, sender)

    def _believe_proxy(self, scope: Scope, headers: Headers) -> None:
        if not self._is_proxy(client_of(scope)):
            return
        scope["quizbot.forwarded"] = "x-forwarded-for" in headers or "forwarded" in headers
        for hop in reversed(headers.get("x-forwarded-for", "").split(",")):
            address = hop.strip()
            if _parsed(address) is None:
                break
            scope["client"] = (address, 0)
            if not self._is_proxy(address):
                break
        scheme = headers.get("x-forwarded-proto", "").strip().lower()
        if scheme in ("http", "https"):
            scope["scheme"] = scheme

    def _is_proxy(self, address: str) -> bool:
        found = _parsed(address)
        return found is not None and any(found in network for network in self._proxies)

    def _refusal(self, scope: Scope, headers: Headers) -> Response | None:
        host = _host_name(headers.get("host", ""))
        if host not in self.settings.hosts and "*" not in self.settings.hosts:
            return PlainTextResponse(
                "Tên máy chủ này chưa được phép. Cán bộ CNTT: thêm tên vào web.allowed_hosts.\n",
                status_code=400,
            )
        if scope["method"] in _SAFE_METHODS or scope["path"].startswith(_FROM_MACHINES):
            return None
        if self._same_site(scope, headers):
            return None
        _LOG.info("Refused a request from another site", extra={"action": "web.cross_site"})
        return self.error_page(403, "", scope["path"])

    def _same_site(self, scope: Scope, headers: Headers) -> bool:
        fetched = headers.get("sec-fetch-site")
        if fetched is not None:
            return fetched == "same-origin"
        origin = headers.get("origin", "")
        own = {f"{scope['scheme']}://{headers.get('host', '')}"}
        if self.settings.base_url:
            own.add(self.settings.base_url)
        return origin.lower() in {each.lower() for each in own}


@dataclass(slots=True, kw_only=True)
class _Sender:
    """Adds the security headers to a response and remembers its status."""

    send: Send
    extra: Mapping[str, str]
    tls: bool
    # pages of the staff are shown in no frame, whatever is allowed for the chat
    unframed: bool
    status: int = 0

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.status = message["status"]
            headers = MutableHeaders(scope=message)
            for name, value in self.extra.items():
                headers.setdefault(name, value)
            if self.unframed:
                headers["content-security-policy"] = _unframed(headers["content-security-policy"])
                headers["x-frame-options"] = "DENY"
            if self.tls:
                # a year, as hstspreload.org asks at least, 2026-11
                headers.setdefault("strict-transport-security", "max-age=31536000")
        await self.send(message)


def security_headers(settings: WebSettings) -> dict[str, str]:
    """Give the headers of every response: nothing from elsewhere, no frames but those allowed."""
    ancestors = " ".join(settings.frame_ancestors) or "'none'"
    policy = (
        "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; img-src 'self' data:; connect-src 'self'; "
        f"manifest-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors {ancestors}"
    )
    headers = {
        "content-security-policy": policy,
        "x-content-type-options": "nosniff",
        # not no-referrer: browsers would then send `Origin: null` with our own forms
        "referrer-policy": "same-origin",
        "permissions-policy": "camera=(), geolocation=(), microphone=(), payment=()",
        "cross-origin-opener-policy": "same-origin",
        "x-robots-tag": "noindex",
    }
    if not settings.frame_ancestors:
        headers["x-frame-options"] = "DENY"
    return headers


def _unframed(policy: str) -> str:
    """Give the policy with no frame allowed."""
    return policy.partition("frame-ancestors ")[0] + "frame-ancestors 'none'"


def client_of(scope: Scope) -> str:
    """Give the network address that asks."""
    client = scope.get("client")
    return client[0] if client else ""


def is_loopback(scope: Scope) -> bool:
    """Tell whether the request comes from this machine itself, through no proxy."""
    address = _parsed(client_of(scope))
    return not scope.get("quizbot.forwarded") and address is not None and address.is_loopback


@lru_cache(maxsize=4096)
def _parsed(value: str) -> IPv4Address | IPv6Address | None:
    try:
        return ip_address(value)
    except ValueError:
        return None


def _host_name(host: str) -> str:
    return (urlsplit(f"//{host}").hostname or "") if _is_plain(host) else ""


def _is_plain(host: str) -> bool:
    return (
        bool(host) and not any(mark in host for mark in "/\\@?# ") and host.count("[") == host.count("]") <= 1
    )


def _known_method(method: str) -> str:
    return method if method in ("GET", "HEAD", "POST") else "other"
