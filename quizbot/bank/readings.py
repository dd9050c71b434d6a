"""The record of blind readings: who read which version of which question, and what they found."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

from quizbot.bank.messages import BANK
from quizbot.bank.schema import ReadingForm, ReadingsForm
from quizbot.bank.values import MARK, Reading
from quizbot.bank.writing import scalar
from quizbot.core.question import Question
from quizbot.forms.checked import check
from quizbot.forms.faults import FormFault
from quizbot.forms.reader import parse

READINGS = "readings"


def read_readings(
    sources: Sequence[tuple[Path, str]],
) -> tuple[dict[str, tuple[Reading, ...]], list[FormFault]]:
    """Read the files of readings, and every fault; readings by question, the earliest day first."""
    found: dict[str, list[Reading]] = defaultdict(list)
    faults: list[FormFault] = []
    for path, text in sources:
        reading = parse(text, file=str(path))
        faults += reading.faults
        if reading.form is None:
            continue
        head, wrong = check(
            reading.form.value, ReadingsForm, file=str(path), places=reading.form.places, table=BANK
        )
        faults += wrong
        for index, raw in enumerate(head.readings if head else ()):
            places = reading.form.places.below(("readings", index))
            form, wrong = check(raw, ReadingForm, file=str(path), places=places, table=BANK)
            faults += wrong
            if form is not None and head is not None:
                found[form.question].append(
                    Reading(
                        question_id=form.question,
                        read=form.read,
                        reader=head.reader,
                        on=head.on,
                        answer=form.answer,
                        agrees=form.agrees,
                        verdict=form.verdict,
                        note=form.note or "",
                    )
                )
    by_day = {id_: tuple(sorted(each, key=lambda one: one.on)) for id_, each in found.items()}
    return by_day, faults


def readings_file(reader: str, on: date, readings: Sequence[Reading]) -> str:
    """Write one reader's readings of one day, as `read_readings` takes them."""
    lines = [f"reader: {scalar(reader)}", f"on: {on.isoformat()}", "readings:"]
    for each in readings:
        parts = [
            f"question: {each.question_id}",
            # quoted: twelve digits alone would be a number
            f'read: "{each.read}"',
            f"answer: {_quoted(each.answer)}",
            f"agrees: {str(each.agrees).lower()}",
            f"verdict: {each.verdict}",
        ]
        if each.note:
            parts.append(f"note: {_quoted(each.note)}")
        lines.append("  - {" + ", ".join(parts) + "}")
    return "\n".join(lines) + "\n"


def mark_of(question: Question) -> str:
    """Name the version of a question that a reader sees."""
    return question.shown_hash[:MARK]


def reading_of(readings: Mapping[str, tuple[Reading, ...]], question: Question) -> Reading | None:
    """Give the last reading of the question as it is now."""
    current = [each for each in readings.get(question.id, ()) if each.of(question)]
    return current[-1] if current else None


def _quoted(text: str) -> str:
    return scalar(text, flow=True) if text.strip() == text and text else '"' + text.strip() + '"'
