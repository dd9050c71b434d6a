"""What the Zalo Bot Platform carries, as data.

Sources: docs.zaloplatforms.com/docs/BOT (stable 2.5.0 of 2026-09-03) and the plans on
bot.zapps.me (read 2026-09-26).
"""

from datetime import timedelta

from quizbot.chat.channel import Limits
from quizbot.core.delivery import Allowance, Period, Quota

# sendMessage.text, 1 to 2,000; whether marks or UTF-16 units is not said: both are kept, with room
TEXT = 2_000
TEXT_USED = 1_900
# seconds a poll may wait; the documented default
POLL_TIMEOUT_S = 30
# The platform was measured to give the same update again at once, about 12 times a second; polling
# faster than this would only burn requests (measured by others, 2026-08).
POLL_FLOOR_S = 1.0
# setWebhook.secret_token
SECRET_LENGTHS = range(8, 257)

# the free plan, the only one on sale
PEOPLE = 50
MESSAGES_A_MONTH = 3_000
GROUPS = 3

# no rate is published; far below what anybody saw refused
PER_SECOND = 5.0
CHAT_GAP = timedelta(seconds=1)
# "429 quota exceeded" says nothing about when to come back
WAIT_AFTER_429 = timedelta(minutes=1)


def limits(
    *,
    per_second: float,
    chat_gap: timedelta,
    messages_a_month: int | None,
    kept_for_replies: int,
    people: int | None,
) -> Limits:
    """Give the channel's limits at the configured rates and plan."""
    month = (
        ()
        if messages_a_month is None
        else (Quota(messages=messages_a_month, period=Period.MONTH, kept=kept_for_replies),)
    )
    return Limits(
        text=TEXT_USED,
        per_second=per_second,
        chat_gap=chat_gap,
        group_gap=chat_gap,
        # no window is documented: whoever wrote once may be written to
        allowance=Allowance(quotas=month, people=people),
    )
