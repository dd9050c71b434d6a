"""Corrections as forms send them: each field checked, then a draft."""

from collections.abc import Callable, Mapping
from datetime import datetime

from quizbot.core.corrections import Correction, CorrectionKind, Policy
from quizbot.core.refusal import Refusal
from quizbot.i18n.formats import LOCAL
from quizbot.usecases import drafting
from quizbot.usecases.ports import Work

Draft = Callable[[Work, datetime], Correction]

FIELDS = ("kind", "question", "policy", "key", "round", "person", "starts", "ends", "number")
LONGEST_FIELD = 200  # characters


class BadForm(Refusal):
    """A field of the form is missing, or says what the form does not offer."""

    code = "correction.bad_form"


def fields_of(form: Mapping[str, object]) -> dict[str, str]:
    """Take the fields of a correction out of a form; others are left out."""
    return {
        name: str(form[name]).strip()[:LONGEST_FIELD]
        for name in FIELDS
        if name in form and str(form[name]).strip()
    }


def draft_of(slug: str, fields: Mapping[str, str]) -> Draft:
    """Make the draft that the fields ask for.

    Raises:
        BadForm
    """
    try:
        kind = CorrectionKind(fields.get("kind", ""))
    except ValueError as fault:
        raise BadForm(field="kind") from fault
    return _MAKERS[kind](slug, fields)


def _regrade(slug: str, fields: Mapping[str, str]) -> Draft:
    try:
        policy = Policy(_needed(fields, "policy"))
    except ValueError as fault:
        raise BadForm(field="policy") from fault
    question, number = _needed(fields, "question"), _whole(fields, "round")
    return lambda work, now: drafting.regrade(
        work,
        slug=slug,
        question_id=question,
        policy=policy,
        key=fields.get("key", ""),
        round_number=number,
        now=now,
    )


def _void(slug: str, fields: Mapping[str, str]) -> Draft:
    number = _whole(fields, "round")
    if number is None and "question" not in fields:
        raise BadForm(field="round")
    return lambda work, now: drafting.void(
        work, slug=slug, question_id=fields.get("question", ""), round_number=number, now=now
    )


def _disqualify(slug: str, fields: Mapping[str, str]) -> Draft:
    person, number = _needed(fields, "person"), _whole(fields, "round")
    return lambda work, now: drafting.disqualify(work, slug=slug, person=person, round_number=number, now=now)


def _extend(slug: str, fields: Mapping[str, str]) -> Draft:
    number, ends = _round(fields), _moment(fields, "ends")
    return lambda work, now: drafting.extend(work, slug=slug, round_number=number, ends_at=ends, now=now)


def _outage(slug: str, fields: Mapping[str, str]) -> Draft:
    number, starts, ends = _round(fields), _moment(fields, "starts"), _moment(fields, "ends")
    dismiss = fields["kind"] == CorrectionKind.NO_OUTAGE.value
    return lambda work, now: drafting.outage(
        work, slug=slug, round_number=number, starts_at=starts, ends_at=ends, dismiss=dismiss, now=now
    )


def _override(slug: str, fields: Mapping[str, str]) -> Draft:
    person, number = _needed(fields, "person"), _round(fields)
    starts, ends = _moment(fields, "starts"), _moment(fields, "ends")
    return lambda work, now: drafting.override(
        work, slug=slug, person=person, round_number=number, starts_at=starts, ends_at=ends, now=now
    )


def _undo(slug: str, fields: Mapping[str, str]) -> Draft:
    number = _whole(fields, "number")
    if number is None:
        raise BadForm(field="number")
    return lambda work, now: drafting.undo(work, slug=slug, number=number, now=now)


_MAKERS: Mapping[CorrectionKind, Callable[[str, Mapping[str, str]], Draft]] = {
    CorrectionKind.REGRADE: _regrade,
    CorrectionKind.VOID: _void,
    CorrectionKind.DISQUALIFY: _disqualify,
    CorrectionKind.EXTEND: _extend,
    CorrectionKind.OUTAGE: _outage,
    CorrectionKind.NO_OUTAGE: _outage,
    CorrectionKind.OVERRIDE: _override,
    CorrectionKind.UNDO: _undo,
}


def _needed(fields: Mapping[str, str], name: str) -> str:
    if name not in fields:
        raise BadForm(field=name)
    return fields[name]


def _whole(fields: Mapping[str, str], name: str) -> int | None:
    text = fields.get(name)
    if text is None:
        return None
    if not (text.isascii() and text.isdigit() and len(text) < 6):
        raise BadForm(field=name)
    return int(text)


def _round(fields: Mapping[str, str]) -> int:
    number = _whole(fields, "round")
    if number is None:
        raise BadForm(field="round")
    return number


def _moment(fields: Mapping[str, str], name: str) -> datetime:
    """Read what a browser sends for a local date and time, or a full ISO moment."""
    try:
        read = datetime.fromisoformat(_needed(fields, name))
    except ValueError as fault:
        raise BadForm(field=name) from fault
    return read if read.tzinfo else read.replace(tzinfo=LOCAL)
