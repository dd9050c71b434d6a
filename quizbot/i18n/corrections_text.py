"""What a correction says, as a sentence: in the record, in previews, under boards."""

from quizbot.core.corrections import Correction, CorrectionKind, Policy
from quizbot.i18n.texts import Texts
from quizbot.usecases.footnotes import Footnote


def correction_text(correction: Correction, texts: Texts, *, who: str = "") -> str:
    """Say what a correction does.

    Args:
        who: the person it is about, as the reader may know them.
    """
    return texts(
        f"corrections.{_key(correction.kind, correction.ruling, whole=not correction.question_id)}",
        rounds=rounds_text(correction.round_number, texts),
        question=correction.question_id,
        key=", ".join(correction.key),
        who=who,
        starts=correction.starts_at or "",
        ends=correction.ends_at or "",
        number=correction.undoes or "",
        what=correction.what,
        unit=correction.unit or who,
        points=correction.points,
    )


def footnote_text(note: Footnote, texts: Texts) -> str:
    """Say what stands under a board of a correction; people are counted, never named."""
    if note.kept_until is not None:
        return texts("corrections.note_kept", count=note.count, until=note.kept_until)
    said = texts(
        f"corrections.note_{_key(note.kind, note.policy, whole=not note.question_id)}",
        rounds=rounds_text(note.round_number, texts),
        question=note.question_id,
        count=note.count,
        starts=note.starts_at or "",
        ends=note.ends_at or "",
    )
    said = said[0].upper() + said[1:]
    return texts("corrections.because", said=said, reason=note.reason) if note.reason else said


def _key(kind: CorrectionKind, policy: Policy | None, *, whole: bool) -> str:
    if kind is CorrectionKind.VOID and whole:
        return "void_round"
    if policy is not None:
        return {"drop": "drop", "give-all": "give_all", "rekey": "rekey"}[policy.value]
    return kind.value


def rounds_text(number: int | None, texts: Texts) -> str:
    """Say which rounds are meant: one, or every."""
    return texts("corrections.every_round") if number is None else texts("corrections.round", number=number)
