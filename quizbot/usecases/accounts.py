"""Log-ins of organizers, HR and administrators."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from quizbot.core.lifecycle import GIVEN, Actor
from quizbot.core.refusal import Refusal
from quizbot.usecases.ports import Account, AuditEntry, Work

ROLES = ("organizer", "hr", "reviewer", "author", "marker", "admin")
_LOGIN = re.compile(r"[a-z0-9][a-z0-9._-]{1,31}")


class LoginTaken(Refusal):
    code = "accounts.login_taken"


class BadLogin(Refusal):
    """A log-in is 2 to 32 small letters, digits, stops and dashes."""

    code = "accounts.bad_login"


class UnknownLogin(Refusal):
    code = "accounts.unknown_login"


def add_account(
    work: Work, *, login: str, name: str, password_hash: str, roles: Sequence[str], by: str, now: datetime
) -> Account:
    """Make a log-in.

    Raises:
        BadLogin, LoginTaken
    """
    if not _LOGIN.fullmatch(login):
        raise BadLogin(login=login)
    if work.accounts.by_login(login) is not None:
        raise LoginTaken(login=login)
    account = Account(login=login, name=name, password_hash=password_hash, roles=tuple(sorted(set(roles))))
    made = work.accounts.put(account)
    _record(work, now, by, "account.added", made, roles=list(made.roles))
    return made


def disable_account(work: Work, *, login: str, by: str, now: datetime) -> Account:
    """Lock a log-in; what its owner did stays in the record.

    Raises:
        UnknownLogin
    """
    found = account_by_login(work, login)
    if found.disabled:
        return found
    locked = work.accounts.put(replace(found, disabled=True))
    _record(work, now, by, "account.disabled", locked)
    return locked


def change_password(work: Work, *, login: str, password_hash: str, by: str, now: datetime) -> Account:
    """Give a log-in a new password; a locked one is open again.

    Raises:
        UnknownLogin
    """
    found = account_by_login(work, login)
    changed = work.accounts.put(replace(found, password_hash=password_hash, disabled=False))
    _record(work, now, by, "account.password_changed", changed, unlocked=found.disabled)
    return changed


def account_by_login(work: Work, login: str) -> Account:
    """Find an account.

    Raises:
        UnknownLogin
    """
    found = work.accounts.by_login(login)
    if found is None:
        raise UnknownLogin(login=login)
    return found


def actor_of(account: Account) -> Actor:
    """Give an account as the one who acts."""
    return Actor(id=f"account:{account.id}", roles=frozenset(account.roles))


def acting(work: Work, *, login: str) -> Actor:
    """Give the account with this log-in as the one who acts.

    Raises:
        UnknownLogin: there is none, or it is locked.
    """
    account = account_by_login(work, login)
    if account.disabled:
        raise UnknownLogin(login=login)
    return actor_of(account)


def actor_name(work: Work, actor: str) -> str:
    """Give the name of who acted, for the record: an account by its name, anything else as it is."""
    given = GIVEN if actor.startswith(GIVEN) else ""
    kind, _, number = actor.removeprefix(GIVEN).partition(":")
    account = work.accounts.get(int(number)) if kind == "account" and number.isdigit() else None
    return actor if account is None else f"{given}{account.name}"


def _record(work: Work, now: datetime, actor: str, action: str, account: Account, **detail: object) -> None:
    subject = f"account:{account.id}"
    work.audit.record(AuditEntry(at=now, actor=actor, action=action, subject=subject, detail=dict(detail)))
