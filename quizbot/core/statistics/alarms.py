"""Signs that a key is wrong, while there is still time to look: for the reviewer alone."""

from dataclasses import dataclass

from quizbot.core.statistics.items import ItemStatistics
from quizbot.core.statistics.sheets import FEWEST


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyAlarm:
    """A question whose key should be read again.

    reason: "negative" (who is strong elsewhere gets it wrong; the whole interval lies below 0) or
    "beaten" (the best third choose one wrong option more often than the key).
    """

    item: str
    people: int
    reason: str
    # the figure behind the reason: the discrimination, or the wrong option's share in the best third
    figure: float
    # "beaten": what they chose
    choice: str = ""


def key_alarms(item: ItemStatistics, *, fewest: int = FEWEST) -> tuple[KeyAlarm, ...]:
    """Tell why the key of a question should be looked at again; nothing below `fewest` people."""
    if item.people < fewest:
        return ()
    found: list[KeyAlarm] = []
    interval = item.discrimination_interval
    if item.discrimination is not None and interval is not None and interval.high < 0:
        found.append(
            KeyAlarm(item=item.item, people=item.people, reason="negative", figure=item.discrimination)
        )
    key_share = sum(choice.top_share for choice in item.choices if choice.right)
    wrong = [choice for choice in item.choices if not choice.right and choice.text]
    strongest = max(wrong, key=lambda choice: choice.top_share, default=None)
    if strongest is not None and strongest.top_share > key_share:
        found.append(
            KeyAlarm(
                item=item.item,
                people=item.people,
                reason="beaten",
                figure=strongest.top_share,
                choice=strongest.text,
            )
        )
    return tuple(found)
