"""What Messenger carries, as data.

Sources: developers.facebook.com/documentation/business-messaging/messenger-platform: quick replies,
button template and generic template (2026-04-22), rate limiting (2026-03-23), send messages
(2026-05-05), utility messages (2026-03-13), policy (2026-09-28); read 2026-11.
"""

from datetime import timedelta

from quizbot.chat.channel import Limits
from quizbot.core.delivery import Allowance, Window

# message.text; whether marks or UTF-16 units is not said: both are kept, with room
TEXT = 2_000
TEXT_USED = 1_900
QUICK_REPLIES = 13
# text and buttons of a button template
TEMPLATE_TEXT = 640
TEMPLATE_BUTTONS = 3
# titles of both; a longer one is cut by the platform
TITLE = 20
PAYLOAD = 1_000
# the standing menu and the first questions (ice breakers)
MENU_ITEMS = 8
MENU_TITLE = 30
QUESTIONS = 4
QUESTION = 80
# one attachment, sent by upload
FILE_BYTES = 25_000_000

# after the person was last heard; later only approved utility templates, or a human agent
WINDOW = timedelta(hours=24)
AGENT_WINDOW = timedelta(days=7)

# the Send API takes 300 messages a second for a page; a day's calls are bound too: 200 for each
# person who wrote, so we stay well below
PER_SECOND_MOST = 300.0
PER_SECOND = 40.0
CHAT_GAP = timedelta(seconds=0.5)
# a rate error that says nothing about when to come back
WAIT = timedelta(minutes=1)
# of what the headers say is used (percent): from here what we begin ourselves waits
USED_UP = 95


def limits(*, per_second: float, chat_gap: timedelta, templates: bool) -> Limits:
    """Give the channel's limits at the configured rates and options.

    Args:
        templates: approved utility templates carry what comes after the window.
    """
    windows = [Window(lasts=WINDOW)]
    if templates:
        # a template reaches whoever was ever heard
        windows.append(Window(lasts=timedelta(days=3650)))
    return Limits(
        text=TEXT,
        token_bytes=PAYLOAD,
        buttons=QUICK_REPLIES,
        buttons_per_row=1,
        label=TITLE,
        files=True,
        tells_opened=True,
        per_second=per_second,
        chat_gap=chat_gap,
        group_gap=chat_gap,
        allowance=Allowance(windows=tuple(windows)),
    )
