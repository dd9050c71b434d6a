"""Where a file of questions probably belongs; a person has the last word."""

import re
from collections.abc import Mapping, Sequence

from quizbot.bank.desk.waiting import Place
from quizbot.bank.exchange.values import Found
from quizbot.bank.values import Document
from quizbot.core.vietnamese import fold

_LONGEST_TOPIC = 40
_ANY_TOPIC = "cau-hoi"


def slug(text: str) -> str:
    """Make a topic's code of its name: "Thể chế" gives "the-che"; "" when nothing is left."""
    return re.sub(r"[^a-z0-9]+", "-", fold(text))[:_LONGEST_TOPIC].strip("-")


def guessed(found: Sequence[Found], *, file: str, documents: Mapping[str, Document], last: Place) -> Place:
    """Guess the document by the numbers the questions name, the rest by what was used last.

    The section is never guessed from nothing: it is what a question cites.
    """
    text = fold(" ".join([file, *(f"{each.ask} {each.explain}" for each in found)]))
    named = {key: sum(text.count(mark) for mark in _marks(document)) for key, document in documents.items()}
    topic = slug(file.rpartition(".")[0]) or _ANY_TOPIC
    best = max(named, key=lambda key: (named[key], key == last.document), default="")
    if not best or (not named[best] and last.document not in documents):
        return Place(topic=topic)
    if best == last.document:
        return last
    return Place(document=best, topic=topic)


def _marks(document: Document) -> tuple[str, ...]:
    """Give how people write a document's number: "57-nq/tw", "57 nq/tw"."""
    number = fold(document.number)
    return tuple({number, number.replace("-", " "), number.replace("-", "/")})
