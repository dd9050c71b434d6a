"""How the papers of a round reach people on channels that count messages: decided once, when it opens."""

from collections.abc import Collection, Mapping, Sequence

from quizbot.core.budget import Form
from quizbot.core.contest import Round
from quizbot.core.ids import RoundId
from quizbot.usecases.ports import Work


def note_form(work: Work, round_id: RoundId, channel: str, form: Form) -> None:
    """Note what was decided."""
    work.leases.mark(_mark(round_id, channel), form.value)


def noted_form(work: Work, round_id: RoundId, channel: str) -> Form | None:
    """Give what was decided for a round; None: nothing yet."""
    noted = work.leases.recall(_mark(round_id, channel))
    return Form(noted) if noted else None


def settled_form(work: Work, round_id: RoundId, channel: str) -> Form:
    """Give how papers of a round reach people on a channel that counts messages."""
    return noted_form(work, round_id, channel) or Form.SHEET


def last_forms(work: Work, rounds: Sequence[Round], channels: Collection[str]) -> Mapping[str, Form]:
    """Give what was decided last on each channel: a contest does not become more lavish on the way.

    Args:
        rounds: of the contest, in their order.
    """
    found: dict[str, Form] = {}
    for round_ in reversed(rounds):
        for channel in channels:
            if channel not in found and (noted := noted_form(work, round_.id, channel)) is not None:
                found[channel] = noted
        if len(found) == len(channels):
            break
    return found


def _mark(round_id: RoundId, channel: str) -> str:
    return f"form:{round_id}:{channel}"
