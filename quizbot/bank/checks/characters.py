"""Texts are Unicode NFC, with plain spaces and nothing unseen."""

import re
import unicodedata
from collections.abc import Iterator

from quizbot.bank.finding import Check, Finding, finding
from quizbot.bank.rules import Rules
from quizbot.bank.texts import texts
from quizbot.bank.values import LoadedBank
from quizbot.forms.source import character_name

# no-break, figure, thin and ideographic spaces, as word processors leave them
_SPACES = re.compile("[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000\t]")


def _look(bank: LoadedBank, rules: Rules, /) -> Iterator[Finding]:
    for question, item in zip(bank.questions, bank.items, strict=True):
        for path, text in texts(question):
            if not text.isascii() and not unicodedata.is_normalized("NFC", text):
                yield finding(
                    severity="error",
                    check="characters",
                    code="text.not_nfc",
                    where=item.where(path),
                    question=question.id,
                    text=text[:40],
                    nfc=unicodedata.normalize("NFC", text[:40]),
                )
            special = _SPACES.search(text)
            if special:
                yield finding(
                    severity="warning",
                    check="characters",
                    code="characters.space",
                    where=item.where(path),
                    question=question.id,
                    character=character_name(special.group()),
                )
            if "  " in text:
                yield finding(
                    severity="warning",
                    check="characters",
                    code="characters.double_space",
                    where=item.where(path),
                    question=question.id,
                )


CHECK: Check = _look
