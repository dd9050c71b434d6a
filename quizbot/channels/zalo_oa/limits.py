"""What a Zalo Official Account carries, as data.

Sources: docs.zaloplatforms.com/docs/OA (build of 2026-09-14), its appendix on buttons, and the
guides on oa.zalo.me, read 2026-11.
"""

from datetime import timedelta

from quizbot.chat.channel import Limits
from quizbot.core.delivery import Allowance, Window

# message.text; whether marks or UTF-16 units is not said: both are kept, with room
TEXT = 2_000
TEXT_USED = 1_900
# the appendix on buttons
BUTTONS = 5
LABEL = 100
PAYLOAD = 1_000
# uploads: kinds and sizes; 5,000 a month, handles last 7 days
FILE_BYTES = 5_000_000
FILE_ENDINGS = (".pdf", ".doc", ".docx", ".csv")

# customer care after the person was last heard: free, then billed, then refused
FREE_WINDOW = timedelta(hours=48)
BILLED_WINDOW = timedelta(days=7)
BILLED_DONG = 55
# free messages in one window. One source of 2026 says the cap is gone, another lists it: the
# answer to each message tells what is left, and this is what we plan with until told otherwise.
SINCE_HEARD = 8

# an access token lives 25 hours, a refresh token three months and one use
REFRESH_LASTS = timedelta(days=90)

# 4,000 calls a minute for an app, as documented; one reseller names about 100 a minute for an account of
# the middle packages. Replies share the rate, so the default keeps well under the first figure.
PER_SECOND = 20.0
CHAT_GAP = timedelta(seconds=0.5)
# of a minute's calls, as the headers tell them: this share is kept for answers to people
KEPT_SHARE = 0.1
MINUTE = timedelta(minutes=1)
# "-32: rate exceeded" says nothing about when to come back
WAIT_AFTER_32 = timedelta(minutes=1)
# night hours of promotion
WAIT_AT_NIGHT = timedelta(hours=8)


def limits(
    *,
    per_second: float,
    chat_gap: timedelta,
    since_heard: int | None,
    billed: bool,
    template_dong: int | None,
) -> Limits:
    """Give the channel's limits at the configured rates and options.

    Args:
        billed: messages that cost money may go out between 48 hours and 7 days.
        template_dong: what an approved template costs; None: none is configured.
    """
    windows = [Window(lasts=FREE_WINDOW)]
    if billed:
        windows.append(Window(lasts=BILLED_WINDOW, dong=BILLED_DONG))
    if template_dong is not None:
        # a template reaches whoever was ever heard
        windows.append(Window(lasts=timedelta(days=3650), dong=template_dong))
    return Limits(
        text=TEXT_USED,
        token_bytes=PAYLOAD,
        buttons=BUTTONS,
        buttons_per_row=1,
        label=LABEL,
        files=True,
        tells_opened=True,
        per_second=per_second,
        chat_gap=chat_gap,
        group_gap=chat_gap,
        allowance=Allowance(windows=tuple(windows), since_heard=since_heard),
    )
