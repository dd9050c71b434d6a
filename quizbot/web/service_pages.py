"""What machines ask for: health, metrics, webhooks, static files."""

import hmac
import logging
from collections.abc import Mapping
from dataclasses import dataclass, field

from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, generate_latest
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import BaseRoute, Route

from quizbot.web.edge import is_loopback
from quizbot.web.rendering import StaticFile
from quizbot.web.site import Site, VerifyHandler, WebhookHandler

_LOG = logging.getLogger(__name__)
# boards carry names: they are for people with the address, not for search engines
_ROBOTS = "User-agent: *\nDisallow: /\n"


@dataclass(frozen=True, slots=True, kw_only=True)
class ServicePages:
    """Pages without a reader."""

    site: Site
    registry: CollectorRegistry
    webhooks: Mapping[str, WebhookHandler]
    verifications: Mapping[str, VerifyHandler] = field(default_factory=dict)

    def routes(self) -> list[BaseRoute]:
        """Give the routes."""
        return [
            Route("/healthz", self.health),
            Route("/metrics", self.metrics),
            Route("/robots.txt", self.robots),
            Route("/favicon.ico", self.icon),
            Route("/static/{name}", self.static),
            Route("/webhook/{name}", self.webhook, methods=["POST"]),
            Route("/webhook/{name}", self.verify, methods=["GET"]),
        ]

    async def health(self, request: Request) -> Response:
        """Answer 200 when the database answers, else 503."""
        try:
            await self.site.store.read(lambda work: work.leases.recall("health"))
        except Exception:  # noqa: BLE001
            # the edge of a health check: whatever is wrong, the answer is "not well"
            _LOG.exception("The store does not answer", extra={"action": "web.unhealthy"})
            return PlainTextResponse("store: no answer\n", status_code=503)
        return PlainTextResponse("ok\n", headers={"cache-control": "no-store"})

    async def metrics(self, request: Request) -> Response:
        """Give the metrics to this machine, or to who knows the token."""
        token = self.site.settings.metrics_token
        given = request.headers.get("authorization", "").removeprefix("Bearer ")
        known = token is not None and hmac.compare_digest(
            given.encode("latin-1"), token.get_secret_value().encode()
        )
        if not known and not is_loopback(request.scope):
            raise HTTPException(404)
        return Response(generate_latest(self.registry), media_type=CONTENT_TYPE_LATEST)

    async def robots(self, request: Request) -> Response:
        """Keep search engines out."""
        return PlainTextResponse(_ROBOTS, headers={"cache-control": "public, max-age=86400"})

    async def icon(self, request: Request) -> Response:
        """Give the icon."""
        return self.site.pages.static["icon.svg"].answer(request)

    async def static(self, request: Request) -> Response:
        """Give a static file by its name with hash."""
        wanted = request.path_params["name"]
        found: StaticFile | None = next(
            (each for each in self.site.pages.static.values() if each.name == wanted), None
        )
        if found is None:
            raise HTTPException(404)
        return found.answer(request)

    async def webhook(self, request: Request) -> Response:
        """Hand the raw body to the channel, which proves where it comes from."""
        handler = self.webhooks.get(request.path_params["name"])
        if handler is None:
            raise HTTPException(404)
        headers = {name.lower(): value for name, value in request.headers.items()}
        status, body = await handler(headers, await request.body())
        return Response(body, status_code=status)

    async def verify(self, request: Request) -> Response:
        """Hand the platform's question whether the address is ours to the channel."""
        handler = self.verifications.get(request.path_params["name"])
        if handler is None:
            # as for every address that takes only POST
            raise HTTPException(405 if request.path_params["name"] in self.webhooks else 404)
        status, body = await handler(dict(request.query_params))
        # plain text: what was asked comes back as it is, and must never be taken for a page
        return PlainTextResponse(body.decode("utf-8", "replace"), status_code=status)
