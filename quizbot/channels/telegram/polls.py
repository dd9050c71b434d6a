"""Native polls we sent, and what question each stands for."""

import json

from quizbot.usecases.ports import Store, Work


def remember(work: Work, poll_id: str, *, token: str) -> None:
    """Remember that answers to the poll are answers under this token."""
    work.leases.mark(_key(poll_id), json.dumps({"token": token}))


async def token_of(store: Store, poll_id: str) -> str | None:
    """Give the token a poll stands for; None when it is no poll of ours or only decoration."""
    stored = await store.read(lambda work: work.leases.recall(_key(poll_id)))
    if stored is None:
        return None
    token = json.loads(stored).get("token")
    return token if isinstance(token, str) and token else None


def _key(poll_id: str) -> str:
    return f"telegram.poll:{poll_id}"
