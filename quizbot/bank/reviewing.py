"""Blind reading: what is still to read, what a reader sees, what an answer means, and the status it earns."""

from collections.abc import Iterator, Mapping
from datetime import date

from quizbot.bank.readings import mark_of, reading_of
from quizbot.bank.values import Extra, LoadedBank, Reading
from quizbot.core.question import Question, Shown
from quizbot.core.questions import KINDS
from quizbot.core.vietnamese import fold

VERDICTS: Mapping[str, str] = {
    "clear": "rõ, chỉ một phương án đúng",
    "two_right": "hai phương án đều bảo vệ được",
    "unclear": "câu hỏi không rõ",
    "wrong_fact": "sai so với dữ kiện",
    "form": "lỗi chính tả, tên gọi, cách viết",
    "too_easy": "đoán được mà không cần biết văn bản",
}
"""What a reader may say, and how it is asked."""


def waiting(bank: LoadedBank, *, reader: str) -> tuple[Question, ...]:
    """Give the questions in use that nobody has read as they are now, and that are not the reader's own."""
    return tuple(
        question
        for question in bank.questions
        if question.status != "retired"
        and reading_of(bank.readings, question) is None
        and not is_own(bank, question.id, reader=reader)
    )


def is_own(bank: LoadedBank, question_id: str, *, reader: str) -> bool:
    """Tell whether a reader wrote a question; the case and marks of a name make no difference."""
    author = bank.extras.get(question_id, Extra()).author
    return bool(author) and fold(author) == fold(reader)


def earned(bank: LoadedBank) -> dict[str, tuple[Question, ...]]:
    """Give the questions whose last reading gives them another status, by that status.

    What was read and passed is reviewed; what failed is a draft again. Nobody's own reading counts.
    """
    found: dict[str, list[Question]] = {"reviewed": [], "draft": []}
    for question in bank.questions:
        last = reading_of(bank.readings, question)
        if last is None or question.status == "retired":
            continue
        own = is_own(bank, question.id, reader=last.reader)
        status = "reviewed" if last.passes and not own else "draft"
        if status != question.status:
            found[status].append(question)
    return {status: tuple(questions) for status, questions in found.items()}


def as_seen(question: Question) -> Shown:
    """Show a question in its author's order."""
    return Shown(
        question=question,
        order=tuple(option.key for option in question.options),
        target_order=tuple(target.key for target in question.targets),
    )


def blind_lines(bank: LoadedBank, question: Question) -> Iterator[str]:
    """Say what a reader sees: where it stands, the facts it may ask, the question; nothing of its key."""
    document = bank.documents.get(question.document)
    number = document.number if document else question.document
    yield f"{question.id} · {number}, mục {question.cite.section}"
    for name in question.cite.facts:
        if name in bank.facts:
            yield f"  Dữ kiện {name}: {bank.facts[name].fact}"
    yield ""
    yield question.ask
    for option in question.options:
        yield f"  {option.key}. {option.text}"
    for target in question.targets:
        yield f"  {target.key}. {target.text}"


def judged(
    question: Question, *, answer: str, verdict: str, note: str, reader: str, on: date
) -> Reading | None:
    """Compare a reader's answer with the key; None when the answer cannot be understood.

    Args:
        answer: as people type answers in chat: "C", "A C", "C A B D", "A2 B1", "50".
        verdict: one of `VERDICTS`.
    """
    kind = KINDS[question.kind]
    response = kind.parse(answer, as_seen(question))
    if response is None:
        return None
    return Reading(
        question_id=question.id,
        read=mark_of(question),
        reader=reader,
        on=on,
        answer=answer.strip(),
        agrees=kind.mark(response, question).right,
        verdict=verdict,
        note=note.strip(),
    )


def with_status(text: str, statuses: Mapping[int, str]) -> str:
    """Set the status of questions in a file's text; everything else stays as it was written.

    Args:
        statuses: by the line, from 1, on which the question begins.
    """
    rows = text.splitlines(keepends=True)
    for start in sorted(statuses, reverse=True):
        _set(rows, start - 1, statuses[start])
    return "".join(rows)


def _set(rows: list[str], start: int, status: str) -> None:
    """Change the `status` line of the entry that begins at `start`, or add one at its end."""
    lead = len(rows[start]) - len(rows[start].lstrip(" -"))
    last = start
    for at in range(start, len(rows)):
        row = rows[at]
        indent = len(row) - len(row.lstrip(" "))
        if at > start and row.strip() and indent < lead:
            break
        if indent == lead and row.lstrip().startswith("status:"):
            rest = row.split("#", 1)
            remark = f"  #{rest[1]}" if len(rest) > 1 else "\n"
            rows[at] = f"{' ' * lead}status: {status}{remark}"
            return
        if row.strip() and not row.lstrip().startswith("#"):
            last = at
    if not rows[last].endswith("\n"):
        rows[last] += "\n"
    rows.insert(last + 1, f"{' ' * lead}status: {status}\n")
