"""Where a secret comes from: the environment, else a file of its own, else the settings."""

import hmac
from collections.abc import Mapping
from pathlib import Path

from pydantic import SecretStr


def read_secret(
    environ: Mapping[str, str], variable: str, *, file: Path | None, given: SecretStr | None
) -> str:
    """Give a secret; "" when it stands nowhere."""
    found = environ.get(variable, "").strip()
    if not found and file is not None and file.is_file():
        found = file.read_text(encoding="utf-8").strip()
    if not found and given is not None:
        found = given.get_secret_value().strip()
    return found


def proof(given: SecretStr | None, *, token: str, of: str) -> str:
    """Give what a platform must show with each call: the set secret, else one made from the token.

    Args:
        of: what it proves; proofs of different things differ.
    """
    if given is not None:
        return given.get_secret_value()
    return hmac.new(token.encode(), of.encode(), "sha256").hexdigest()
