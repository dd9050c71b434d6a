"""Zalo's door to the web page: a Zalo Mini App gives an access token, and Zalo is asked whose it is.

Source: docs of graph.zalo.me `/v2.0/me` (developers.zalo.me, read 2026-11). The id is the one that
events of the Official Account carry as `user_id_by_app`, as long as both belong to one app.
"""

import logging

from quizbot.channels.zalo_oa.api import proof
from quizbot.channels.zalo_oa.incoming import NAME
from quizbot.channels.zalo_oa.settings import ZaloOaSettings
from quizbot.chat.mini import MiniApp, NotProven, Unasked, Visitor
from quizbot.wire import Answer, CallFailed, Wire

logger = logging.getLogger(__name__)

# where Zalo serves mini apps from, in its app and in a browser (seen in many projects, 2026-11)
ANCESTORS = ("https://h5.zdn.vn", "zbrowser://h5.zdn.vn")
_TIMEOUT_S = 8.0
# characters; real ones have some hundreds
_LONGEST = 2_048


def mini_app(settings: ZaloOaSettings, *, app_secret: str) -> MiniApp:
    """Make the door of an app."""
    url = f"{settings.graph_url.rstrip('/')}/v2.0/me"

    async def prove(token: str) -> Visitor:
        if not token.isascii() or not token.isprintable() or not 1 <= len(token) <= _LONGEST or " " in token:
            raise NotProven()
        return _visitor(await _ask(url, token, app_secret))

    return MiniApp(prove=prove, ancestors=ANCESTORS, once=False)


async def _ask(url: str, token: str, app_secret: str) -> Answer:
    shown = proof(secret=app_secret, token=token)

    def hide(text: str) -> str:
        for secret in (token, app_secret, shown):
            text = text.replace(secret, "<secret>")
        return text

    wire: Wire = Wire(timeout_s=_TIMEOUT_S, hide=hide)
    headers: dict[str, str] = {"access_token": token, "appsecret_proof": shown}
    failure: CallFailed | None = None
    try:
        return await wire.call("GET", url, query={"fields": "id,name"}, headers=headers)
    except CallFailed as error:
        failure = error
    finally:
        await wire.close()
    logger.warning("Zalo Mini App: Zalo was not asked: %s", failure.reason, extra={"action": "zalo_oa.mini"})
    raise Unasked()


def _visitor(answer: Answer) -> Visitor:
    data = answer.data()
    if data is None or answer.status >= 500:
        logger.warning("Zalo Mini App: HTTP %d", answer.status, extra={"action": "zalo_oa.mini"})
        raise Unasked()
    account = data.get("id")
    if data.get("error", 0) != 0 or not isinstance(account, str | int) or not str(account).isalnum():
        # -242: the app's secret is wrong; that is for an operator to know
        logger.warning("Zalo Mini App: refused: %s", data.get("error"), extra={"action": "zalo_oa.mini"})
        raise NotProven()
    return Visitor(channel=NAME, account=str(account))
