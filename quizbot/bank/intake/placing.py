"""From what was found in a file to questions of the bank: an id, a document, a section."""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from quizbot.bank.exchange.values import Found
from quizbot.core.question import Citation, Option, Question
from quizbot.core.vietnamese import fold, nfc

_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)+\Z")
_LONGEST_ID = 40
# control signs and what nobody sees; a line break and a tab may stay
_UNSEEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\xad\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Placing:
    """What a file of questions does not say of itself."""

    document: str
    topic: str
    section: str
    facts: tuple[str, ...] = ()
    level: int = 1


def placed(found: Found, id_: str, placing: Placing) -> Question:
    """Make a question of what was found; it begins as a draft."""
    return Question(
        id=id_,
        kind=found.kind,
        document=placing.document,
        topic=placing.topic,
        ask=_clean(found.ask),
        options=_cleaned(found.options),
        targets=_cleaned(found.targets),
        key=tuple(_clean(part) for part in found.key) if found.kind == "short_text" else found.key,
        tolerance=found.tolerance,
        explain=_clean(found.explain),
        cite=Citation(section=placing.section, facts=placing.facts),
        level=found.level or placing.level,
        keep_order=found.keep_order,
        tags=tuple(tag for each in found.tags if (tag := fold(each).replace(" ", "-").replace("%", ""))),
    )


def _clean(text: str) -> str:
    return nfc(_UNSEEN.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))).strip()


def _cleaned(options: Sequence[Option]) -> tuple[Option, ...]:
    return tuple(replace(option, text=_clean(option.text)) for option in options)


class Names:
    """Gives ids: the file's own where it is one, else the next of "document-topic-NNN"."""

    def __init__(self, placing: Placing, taken: Collection[str]) -> None:
        initials = "".join(word[0] for word in placing.topic.split("-"))
        self._prefix = f"{placing.document}-{initials}-"
        self._taken = set(taken)
        numbers = [int(found.group(1)) for each in taken if (found := self._own(each))]
        self._next = max(numbers, default=0) + 1

    def name(self, found: Found) -> str:
        """Give the id for a new question."""
        own = found.name
        if _SLUG.match(own) and len(own) <= _LONGEST_ID and own not in self._taken:
            self._taken.add(own)
            return own
        made = f"{self._prefix}{self._next:03d}"
        self._next += 1
        self._taken.add(made)
        return made

    def _own(self, id_: str) -> re.Match[str] | None:
        return re.fullmatch(re.escape(self._prefix) + r"(\d+)", id_)
