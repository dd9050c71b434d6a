"""What Telegram carries, as data.

Sources: core.telegram.org/bots/api (Bot API 10.3) and core.telegram.org/bots/faq, read 2026-11.
"""

from datetime import timedelta

from quizbot.chat.channel import Limits

# sendMessage.text, in UTF-16 units after the markup is taken out
TEXT_UNITS = 4096
# sendDocument.caption, counted in the same way
CAPTION_UNITS = 1024
# InlineKeyboardButton.callback_data
TOKEN_BYTES = 64
# not documented; refused above this with "reply markup is too long" in practice
BUTTONS = 100
BUTTONS_PER_ROW = 8
LABEL = 64
# answerCallbackQuery.text
TOAST = 200
# getFile serves files up to 20 MB
DOWNLOAD_BYTES = 20_000_000
# sendDocument takes files up to 50 MB
UPLOAD_BYTES = 50_000_000
# getUpdates.limit, and what the server caps getUpdates.timeout at
BATCH = 100
POLL_TIMEOUT_S = 50

# sendPoll
POLL_QUESTION = 300
POLL_OPTIONS = range(1, 13)
POLL_OPTION = 100
POLL_EXPLANATION = 200
POLL_EXPLANATION_LINES = 3
POLL_OPEN_S = range(5, 2_628_001)

# FAQ "My bot is hitting limits": about 30 messages a second to everybody, one a second to one
# chat, 20 a minute to one group
PER_SECOND = 30.0
CHAT_GAP = timedelta(seconds=1)
GROUP_PER_MINUTE = 20
# the share of the rate left unused, so that uneven travel times of 13 ms never make 31 in a second
MARGIN = 0.013


def limits(*, per_second: float, chat_gap: timedelta, group_per_minute: int) -> Limits:
    """Give the channel's limits at the configured rates."""
    return Limits(
        text=TEXT_UNITS,
        token_bytes=TOKEN_BYTES,
        buttons=BUTTONS,
        buttons_per_row=BUTTONS_PER_ROW,
        label=LABEL,
        can_edit=True,
        can_poll=True,
        files=True,
        per_second=per_second * (1 - MARGIN),
        chat_gap=chat_gap,
        group_gap=timedelta(minutes=1) / group_per_minute,
    )
