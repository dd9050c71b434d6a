"""Passwords of organizers and HR: hashed with Argon2id, checked off the event loop."""

import asyncio
from dataclasses import dataclass, field

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerifyMismatchError

# RFC 9106 section 4, second recommendation: 64 MiB, 3 passes, 4 lanes (the library's default, 2025-06).
_HASHER = PasswordHasher()


def hash_password(password: str) -> str:
    """Give the Argon2id hash to store for a password. Takes about 0.1 s and 64 MiB."""
    return _HASHER.hash(password)


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """`fresh_hash`: the password is right and its hash should be replaced by this one."""

    right: bool
    fresh_hash: str | None = None


def check_password(password: str, stored: str) -> Verdict:
    """Tell whether a password is the one whose hash is stored."""
    try:
        _HASHER.verify(stored, password)
    except (VerifyMismatchError, InvalidHashError):
        return Verdict(right=False)
    if _HASHER.check_needs_rehash(stored):
        return Verdict(right=True, fresh_hash=_HASHER.hash(password))
    return Verdict(right=True)


@dataclass(slots=True)
class Passwords:
    """Checks passwords in threads, two at a time: memory stays below 128 MiB whoever knocks."""

    _turns: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(2))
    _nobody: str = ""

    async def check(self, password: str, stored: str | None) -> Verdict:
        """Check against the stored hash; without one, spend the same time and say no."""
        async with self._turns:
            if not self._nobody:
                self._nobody = await asyncio.to_thread(hash_password, "nobody has this password")
            verdict = await asyncio.to_thread(check_password, password, stored or self._nobody)
        return verdict if stored else Verdict(right=False)
