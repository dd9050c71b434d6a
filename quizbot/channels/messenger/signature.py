"""The proofs exchanged with Meta: of a webhook, of an address being verified, of our own calls."""

import hmac


def signature(body: bytes, *, secret: str) -> str:
    """Give the signature of a webhook's raw body: HMAC-SHA256 with the app's secret, in hex.

    Meta signs the body with everything beyond ASCII escaped, and sends it so: the bytes count, never
    JSON written anew.
    """
    return hmac.new(secret.encode(), body, "sha256").hexdigest()


def proven(header: str, *, body: bytes, secret: str) -> bool:
    """Tell whether the header `sha256=<hex>` fits, in constant time."""
    name, _, shown = header.strip().partition("=")
    right = signature(body, secret=secret)
    return hmac.compare_digest(shown.strip().casefold().encode(), right.encode()) and name == "sha256"


def same(given: str, expected: str) -> bool:
    """Tell whether two secrets are the same, in constant time."""
    return hmac.compare_digest(given.encode(), expected.encode())


def proof(*, secret: str, token: str) -> str:
    """Give `appsecret_proof`: the token, signed with the app's secret."""
    return hmac.new(secret.encode(), token.encode(), "sha256").hexdigest()
