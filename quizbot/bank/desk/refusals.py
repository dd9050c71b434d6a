"""Why a file is not taken at the desk."""

from quizbot.core.refusal import Refusal


class Unreadable(Refusal):
    """The file is of no format that is read; `what` says what it is and how to mend it."""

    code = "bank.unreadable"


class TooBig(Refusal):
    code = "bank.too_big"


class TooMany(Refusal):
    code = "bank.too_many"


class NoSuchPlace(Refusal):
    """The document has no such section, or the topic is not a code."""

    code = "bank.no_such_place"


class NotAsSeen(Refusal):
    """The file or the bank is no longer what the page showed."""

    code = "bank.not_as_seen"
