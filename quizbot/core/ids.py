"""Kinds of identity, so that a person's number is never taken for a round's."""

from typing import NewType

PersonId = NewType("PersonId", int)
UnitId = NewType("UnitId", int)
ContestId = NewType("ContestId", int)
RoundId = NewType("RoundId", int)
AttemptId = NewType("AttemptId", int)
BroadcastId = NewType("BroadcastId", int)
