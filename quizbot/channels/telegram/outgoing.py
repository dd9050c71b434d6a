"""An `Outgoing` as calls of the Bot API."""

import ipaddress
from urllib.parse import urlsplit

from aiogram.enums import ParseMode, PollType
from aiogram.methods import EditMessageText, SendDocument, SendMessage, SendPoll
from aiogram.types import (
    BufferedInputFile,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InputPollOption,
    LinkPreviewOptions,
    WebAppInfo,
)

from quizbot.channels.telegram import limits
from quizbot.channels.telegram.errors import ApiFailed, Outcome
from quizbot.channels.telegram.markup import pages, units
from quizbot.chat.messages import Button, Line, Outgoing, Poll

Send = SendMessage | SendDocument | SendPoll

_NO_PREVIEW = LinkPreviewOptions(is_disabled=True)


class TokenTooLong(ValueError):
    """A button's token does not fit into Telegram's 64 bytes: a fault of ours, not of a person."""


def sends(address: str, message: Outgoing) -> list[Send]:
    """Give the calls that send a message, in order; the buttons stand under the last text.

    Raises:
        TokenTooLong
        ApiFailed: there is nothing in the message, or the address is none.
    """
    chat_id = _chat_id(address)
    if message.poll is not None:
        native = _native_poll(chat_id, message.poll)
        if native is not None:
            return [native]
        message = _as_post(message, message.poll)
    keyboard, addresses = _keyboard(message)
    if message.attachment is not None:
        return _with_file(chat_id, message, keyboard, addresses)
    texts = pages(message, limit=limits.TEXT_UNITS, extra=addresses)
    if not texts:
        raise ApiFailed("the message is empty", outcome=Outcome.PERMANENT)
    return _texts(chat_id, texts, keyboard)


def edits(address: str, message_ref: str, message: Outgoing) -> tuple[EditMessageText, list[Send]] | None:
    """Give the call that puts a message in the place of an old one, and what does not fit there.

    None: such a message cannot replace a text (it has a file or is a poll).
    """
    if message.attachment is not None or message.poll is not None or not message_ref.isdecimal():
        return None
    chat_id = _chat_id(address)
    keyboard, addresses = _keyboard(message)
    texts = pages(message, limit=limits.TEXT_UNITS, extra=addresses)
    if not texts:
        return None
    first = EditMessageText(
        chat_id=chat_id,
        message_id=int(message_ref),
        text=texts[0],
        parse_mode=ParseMode.HTML,
        link_preview_options=_NO_PREVIEW,
        reply_markup=keyboard if len(texts) == 1 else None,
    )
    return first, list(_texts(chat_id, texts[1:], keyboard))


def _texts(chat_id: int, texts: list[str], keyboard: InlineKeyboardMarkup | None) -> list[Send]:
    last = len(texts) - 1
    return [
        SendMessage(
            chat_id=chat_id,
            text=text,
            parse_mode=ParseMode.HTML,
            link_preview_options=_NO_PREVIEW,
            reply_markup=keyboard if index == last else None,
        )
        for index, text in enumerate(texts)
    ]


def _with_file(
    chat_id: int, message: Outgoing, keyboard: InlineKeyboardMarkup | None, addresses: list[str]
) -> list[Send]:
    attachment = message.attachment
    if attachment is None or len(attachment.content) > limits.UPLOAD_BYTES:
        raise ApiFailed("the file is too large for Telegram", outcome=Outcome.PERMANENT)
    captions = pages(message, limit=limits.CAPTION_UNITS, extra=addresses)
    before: list[Send] = []
    if len(captions) > 1:
        before = _texts(chat_id, pages(message, limit=limits.TEXT_UNITS, extra=addresses), None)
    document = SendDocument(
        chat_id=chat_id,
        document=BufferedInputFile(attachment.content, filename=attachment.name),
        caption=captions[0] if len(captions) == 1 else None,
        parse_mode=ParseMode.HTML,
        reply_markup=keyboard,
    )
    return [*before, document]


def _keyboard(message: Outgoing) -> tuple[InlineKeyboardMarkup | None, list[str]]:
    """Give the keyboard, and as lines the addresses that Telegram takes no button for."""
    rows: list[list[InlineKeyboardButton]] = []
    lines: list[str] = []
    for row in message.buttons:
        drawn: list[InlineKeyboardButton] = []
        for button in row:
            if button.url and not _is_public(button.url):
                lines.append(f"{button.label}: {button.url}")
            else:
                drawn.append(_button(button))
        width = limits.BUTTONS_PER_ROW
        rows.extend(drawn[start : start + width] for start in range(0, len(drawn), width))
    if sum(map(len, rows)) > limits.BUTTONS:
        raise ApiFailed("more buttons than Telegram takes", outcome=Outcome.PERMANENT)
    return (InlineKeyboardMarkup(inline_keyboard=rows) if rows else None), lines


def _button(button: Button) -> InlineKeyboardButton:
    label = button.label
    if units(label) > limits.LABEL:
        label = label[: limits.LABEL // 2 - 1].rstrip() + "…"
    if button.signed_in:
        return InlineKeyboardButton(text=label, web_app=WebAppInfo(url=button.url))
    if button.url:
        return InlineKeyboardButton(text=label, url=button.url)
    if not 1 <= len(button.token.encode()) <= limits.TOKEN_BYTES:
        raise TokenTooLong(button.token)
    return InlineKeyboardButton(text=label, callback_data=button.token)


def _is_public(url: str) -> bool:
    """Tell whether Telegram takes the address in a button: it refuses hosts of this machine."""
    host = urlsplit(url).hostname or ""
    try:
        return ipaddress.ip_address(host).is_global
    except ValueError:
        return "." in host and not host.endswith((".localhost", ".local"))


def _native_poll(chat_id: int, poll: Poll) -> SendPoll | None:
    if not _fits(poll):
        return None
    return SendPoll(
        chat_id=chat_id,
        question=poll.question,
        options=[InputPollOption(text=option) for option in poll.options],
        type=PollType.QUIZ,
        is_anonymous=False,
        allows_multiple_answers=True if len(poll.right) > 1 else None,
        correct_option_ids=sorted(poll.right),
        explanation=poll.explanation or None,
        open_period=poll.open_s,
    )


def _fits(poll: Poll) -> bool:
    explanation = poll.explanation
    return (
        1 <= units(poll.question) <= limits.POLL_QUESTION
        and len(poll.options) in limits.POLL_OPTIONS
        and all(1 <= units(option) <= limits.POLL_OPTION for option in poll.options)
        and units(explanation) <= limits.POLL_EXPLANATION
        and len(explanation.splitlines()) <= limits.POLL_EXPLANATION_LINES
        and (poll.open_s is None or poll.open_s in limits.POLL_OPEN_S)
        and bool(poll.right)
        and all(0 <= right < len(poll.options) for right in poll.right)
    )


def _as_post(message: Outgoing, poll: Poll) -> Outgoing:
    """Give the ordinary post in place of a poll that does not fit; it shows no key."""
    if message.lines:
        return Outgoing(lines=message.lines, buttons=message.buttons, attachment=message.attachment)
    options = tuple(
        Line(text=f"{chr(ord('A') + index)}. {option}", style="option")
        for index, option in enumerate(poll.options)
    )
    return Outgoing(lines=(Line(text=poll.question, style="title"), *options), buttons=message.buttons)


def _chat_id(address: str) -> int:
    try:
        return int(address)
    except ValueError:
        failure = ApiFailed("the address is no chat id", outcome=Outcome.PERMANENT)
    raise failure
