"""What the checks measure by: limits of channels, shares, words."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, kw_only=True)
class ChannelLimits:
    """What one message of a channel holds; None: no limit of its own."""

    # characters, in UTF-16 units where the channel does not say (the stricter reading)
    message: int
    option: int | None = None
    options: int | None = None
    ask: int | None = None


CHANNELS: Mapping[str, ChannelLimits] = {
    # core.telegram.org/bots/api, sendMessage, 2026-11
    "telegram": ChannelLimits(message=4096),
    # core.telegram.org/bots/api, sendPoll and InputPollOption, 2026-11
    "telegram_poll": ChannelLimits(message=4096, ask=300, option=100, options=12),
    # Zalo Bot platform, sendMessage: text of 1 to 2000 characters, docs.zaloplatforms.com, 2026-11
    "zalo_bot": ChannelLimits(message=2000),
    # Zalo Official Account API, text of a message, docs.zaloplatforms.com, 2026-11
    "zalo_oa": ChannelLimits(message=2000),
    # developers.facebook.com/docs/messenger-platform, Send API, 2026-11
    "messenger": ChannelLimits(message=2000),
}


def _every_chat() -> dict[str, ChannelLimits]:
    return {name: limits for name, limits in CHANNELS.items() if name != "telegram_poll"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """The measures of one run of the checks."""

    channels: Mapping[str, ChannelLimits] = field(default_factory=_every_chat)
    # characters kept free for number, clock, source line of the message
    message_margin: int = 200
    # share of threes of neighbouring words that two questions have in common, in percent;
    # one word changed out of twenty leaves 71
    near_percent: int = 70
    # questions below which a share says nothing
    bank_least: int = 40
    file_least: int = 12
    # percentage points by which a letter may miss its even share
    bank_uneven: int = 8
    file_uneven: int = 30
    # percent of questions in which the key may be the longest option
    bank_longest: int = 45
    file_longest: int = 65
    # a key this many times as long as the next option, and this many characters longer, stands out
    stands_out_times: int = 2
    stands_out_more: int = 20
    # syllables (tiếng) of one sentence, and of one option: at two hundred a minute a sentence of 45 takes 14 s
    sentence_syllables: int = 45
    option_syllables: int = 25
