"""A certificate that anybody can check: what it says, signed with the office's key, in its QR code."""

import base64
import binascii
import hashlib
import hmac
import json
from dataclasses import dataclass

_MAC_BYTES = 16
_LONGEST = 2000  # characters


@dataclass(frozen=True, slots=True, kw_only=True)
class CertificateRecord:
    """What a certificate says."""

    serial: str
    contest: str
    name: str
    unit: str
    award: str

    def token(self, *, key: bytes) -> str:
        """Write the record and its signature as one word for an address."""
        body = json.dumps(
            [self.serial, self.contest, self.name, self.unit, self.award],
            ensure_ascii=False,
            separators=(",", ":"),
        ).encode()
        return f"{_encode(body)}.{_encode(_mac(body, key))}"


def read_token(token: str, *, key: bytes) -> CertificateRecord | None:
    """Read a token; None when it was not signed with this key."""
    if len(token) > _LONGEST or token.count(".") != 1:
        return None
    try:
        body, mac = (_decode(each) for each in token.split("."))
        if not hmac.compare_digest(mac, _mac(body, key)):
            return None
        serial, contest, name, unit, award = json.loads(body)
    except (ValueError, binascii.Error):
        return None
    return CertificateRecord(serial=serial, contest=contest, name=name, unit=unit, award=award)


def certificate_key(secret: str) -> bytes:
    """Derive the key from the installation's secret."""
    return hmac.new(secret.encode(), b"quizbot certificates", hashlib.sha256).digest()


def initials(name: str) -> str:
    """Give what a public page shows of a name: N. V. An for Nguyễn Văn An."""
    words = name.split()
    return " ".join([*(f"{each[0]}." for each in words[:-1]), *words[-1:]])


def _mac(body: bytes, key: bytes) -> bytes:
    return hmac.new(key, body, hashlib.sha256).digest()[:_MAC_BYTES]


def _encode(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def _decode(text: str) -> bytes:
    return base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
