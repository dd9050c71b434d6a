"""No option that tests nothing, and no placeholder left behind."""

import re
from collections.abc import Iterator

from quizbot.bank.finding import Check, Finding, finding
from quizbot.bank.rules import Rules
from quizbot.bank.texts import texts
from quizbot.bank.values import LoadedBank

_FILLER = frozenset(
    words.casefold()
    for words in (
        "Tất cả đều đúng",
        "Tất cả đều sai",
        "Tất cả các đáp án đều đúng",
        "Tất cả các đáp án đều sai",
        "Tất cả các phương án đều đúng",
        "Tất cả các phương án đều sai",
        "Đáp án khác",
        "Phương án khác",
        "Ý kiến khác",
        "Không biết",
        "Tôi không biết",
        "Không có đáp án đúng",
        "Không có đáp án nào đúng",
    )
)
# characters; no filler is longer
_LONGEST = 40
_PLACEHOLDER = re.compile(r"\b(?:[Ll]orem ipsum|[Xx]xx+|XXX+|TODO|TBD)\b|^[.…]+$|\?\?\?", re.MULTILINE)


def _look(bank: LoadedBank, rules: Rules, /) -> Iterator[Finding]:
    for question, item in zip(bank.questions, bank.items, strict=True):
        read = list(texts(question))
        # one search over all texts; most questions end here
        suspect = _PLACEHOLDER.search("\n".join(text for _, text in read)) is not None
        for path, text in read:
            left = _PLACEHOLDER.search(text) if suspect else None
            if left:
                yield finding(
                    severity="error",
                    check="filler",
                    code="filler.placeholder",
                    where=item.where(path),
                    question=question.id,
                    words=left.group(),
                )
            elif path[0] == "options" and len(text) <= _LONGEST and text.casefold().strip(" .!") in _FILLER:
                yield finding(
                    severity="warning",
                    check="filler",
                    code="filler.option",
                    where=item.where(path),
                    question=question.id,
                    words=text,
                )


CHECK: Check = _look
