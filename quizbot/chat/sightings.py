"""What platforms tell of messages they took, noted without holding anything up."""

import logging

from quizbot.core.refusal import Refusal
from quizbot.usecases.ports import Sighting, Store

logger = logging.getLogger(__name__)


async def note_sighting(store: Store, sighting: Sighting) -> None:
    """Note how far messages came; a count that is a little low is better than an event that comes again."""
    try:
        await store.write(lambda work: work.outbox.note(sighting))
    except Refusal as refusal:
        action = f"{sighting.channel}.unstored"
        logger.warning("What was seen could not be stored: %s", refusal, extra={"action": action})
