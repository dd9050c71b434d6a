"""What the use cases need of the world, as Protocols.

A use case is a plain function whose first argument is a `Work`. A `Store` runs it in one
transaction and returns its value only after the commit.
"""

from quizbot.usecases.ports.accounts import Account, Accounts, WebSession
from quizbot.usecases.ports.appeals import Appeal, Appeals, Outcome
from quizbot.usecases.ports.attempts import Attempts, AttemptSummary, QuestionTally
from quizbot.usecases.ports.audit import Audit, AuditEntry
from quizbot.usecases.ports.awards import Awards
from quizbot.usecases.ports.bank import Bank, BankChange
from quizbot.usecases.ports.broadcasts import (
    Broadcast,
    BroadcastCount,
    Broadcasts,
    BroadcastState,
    Reaction,
)
from quizbot.usecases.ports.chats import Chats, Session, TranscriptEntry
from quizbot.usecases.ports.contests import Contests, StoredContest
from quizbot.usecases.ports.corrections import ContestStep, CorrectionLog
from quizbot.usecases.ports.credentials import Credential, Credentials
from quizbot.usecases.ports.essays import Essays, StoredEssay
from quizbot.usecases.ports.outbox import Message, Outbox, OutboxCounts, Priority, Reached, Sighting
from quizbot.usecases.ports.people import (
    Address,
    Consent,
    Membership,
    People,
    Person,
    PersonStatus,
    Unit,
)
from quizbot.usecases.ports.proofs import Proofs, Seal, StoredCommitment
from quizbot.usecases.ports.reports import Closing, Reports
from quizbot.usecases.ports.standings import BoardRow, StandingEntry, Standings
from quizbot.usecases.ports.work import HeldLock, Leases, Store, Work

__all__ = [
    "Account",
    "Accounts",
    "Address",
    "Appeal",
    "Appeals",
    "AttemptSummary",
    "Attempts",
    "Audit",
    "AuditEntry",
    "Awards",
    "Bank",
    "BankChange",
    "BoardRow",
    "Broadcast",
    "BroadcastCount",
    "BroadcastState",
    "Broadcasts",
    "Chats",
    "Closing",
    "Consent",
    "ContestStep",
    "Contests",
    "CorrectionLog",
    "Credential",
    "Credentials",
    "Essays",
    "HeldLock",
    "Leases",
    "Membership",
    "Message",
    "Outbox",
    "OutboxCounts",
    "Outcome",
    "People",
    "Person",
    "PersonStatus",
    "Priority",
    "Proofs",
    "QuestionTally",
    "Reached",
    "Reaction",
    "Reports",
    "Seal",
    "Session",
    "Sighting",
    "StandingEntry",
    "Standings",
    "Store",
    "StoredCommitment",
    "StoredContest",
    "StoredEssay",
    "TranscriptEntry",
    "Unit",
    "WebSession",
    "Work",
]
