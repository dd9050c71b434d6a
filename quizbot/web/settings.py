"""Settings of the web pages."""

from ipaddress import ip_network
from typing import Annotated
from urllib.parse import urlsplit

from pydantic import BaseModel, ConfigDict, Field, SecretStr, field_validator


class WebSettings(BaseModel):
    """Where the web pages listen, and what they trust."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    host: str = Field(
        default="127.0.0.1",
        description="Address to listen on. Keep 127.0.0.1 when a reverse proxy stands in front.",
    )
    port: Annotated[int, Field(ge=0, le=65535)] = Field(
        default=8080, description="TCP port to listen on. 0: any free port."
    )
    base_url: str = Field(
        default="",
        description="Address people open, such as https://thi.example.gov.vn, without a path. "
        "Empty: http://HOST:PORT. https here turns on Secure cookies and HSTS.",
    )
    secure_cookies: bool | None = Field(
        default=None,
        description="Send cookies over TLS only. Empty: yes when base_url begins with https.",
    )
    trusted_proxies: tuple[str, ...] = Field(
        default=("127.0.0.1", "::1"),
        description="Addresses or networks of reverse proxies whose X-Forwarded-For and "
        "X-Forwarded-Proto are believed.",
    )
    allowed_hosts: tuple[str, ...] = Field(
        default=("127.0.0.1", "localhost", "::1"),
        description="Host names the pages answer to, without port; the one of base_url is added. "
        '"*" allows every name.',
    )
    frame_ancestors: tuple[str, ...] = Field(
        default=(),
        description="Origins that may show the chat in a frame (mini apps). Empty: none.",
    )
    metrics_token: SecretStr | None = Field(
        default=None,
        description="Bearer token for /metrics from elsewhere. Empty: /metrics answers loopback only.",
    )
    office: str = Field(default="", description="Name of the office at the head of the pages.")
    streams_at_most: Annotated[int, Field(ge=1)] = Field(
        default=5000, description="Live connections kept open at once (count)."
    )
    shared_store: bool = Field(
        default=False,
        description="Other processes write to the same database: open pages look for news every 15 seconds.",
    )

    @field_validator("base_url")
    @classmethod
    def _check_base_url(cls, value: str) -> str:
        parts = urlsplit(value)
        if value and (
            parts.scheme not in ("http", "https") or not parts.hostname or parts.path not in ("", "/")
        ):
            raise ValueError("must be http(s)://name without a path")
        return value.rstrip("/")

    @field_validator("trusted_proxies")
    @classmethod
    def _check_proxies(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        for each in value:
            ip_network(each, strict=False)
        return value

    @field_validator("frame_ancestors")
    @classmethod
    def _check_ancestors(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        for each in value:
            if any(mark in each for mark in " ;,'\""):
                raise ValueError(f"not an origin: {each}")
        return value

    @property
    def secure(self) -> bool:
        """Tell whether cookies are for TLS only."""
        if self.secure_cookies is not None:
            return self.secure_cookies
        return self.base_url.startswith("https://")

    @property
    def hosts(self) -> frozenset[str]:
        """Give the host names that are answered, in lower case."""
        own = urlsplit(self.base_url).hostname
        return frozenset(each.lower() for each in (*self.allowed_hosts, *((own,) if own else ())))
