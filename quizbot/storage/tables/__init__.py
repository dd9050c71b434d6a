"""The tables: one file for each aggregate. Importing the package registers all of them."""

from quizbot.storage.tables.accounts import AccountRow, WebSessionRow
from quizbot.storage.tables.attempts import AnswerRow, AttemptRow
from quizbot.storage.tables.audit import AuditRow
from quizbot.storage.tables.awards import AwardGrantRow, AwardRulingRow
from quizbot.storage.tables.bank import BankEntryRow, QuestionRow
from quizbot.storage.tables.base import METADATA
from quizbot.storage.tables.broadcasts import BroadcastRow
from quizbot.storage.tables.chats import ChatRow, GroupChatRow, SeenUpdateRow, TranscriptRow
from quizbot.storage.tables.contests import ContestRow, RoundRow
from quizbot.storage.tables.corrections import AppealRow, ContestStepRow, CorrectionRow, SilenceRow
from quizbot.storage.tables.credentials import CredentialRow
from quizbot.storage.tables.essays import EssayMarkRow, EssayRow
from quizbot.storage.tables.leases import LeaseRow, MarkRow, RateRow, TallyRow
from quizbot.storage.tables.meta import MetaRow
from quizbot.storage.tables.outbox import OutboxRow
from quizbot.storage.tables.people import AddressRow, ConsentRow, MembershipRow, PersonRow, UnitRow
from quizbot.storage.tables.proofs import CommitmentRow, SealRow
from quizbot.storage.tables.reports import RegisterEntryRow, ReportClosingRow
from quizbot.storage.tables.standings import StandingCountRow, StandingRow, UnitSumRow

__all__ = [
    "METADATA",
    "AccountRow",
    "AddressRow",
    "AnswerRow",
    "AppealRow",
    "AttemptRow",
    "AuditRow",
    "AwardGrantRow",
    "AwardRulingRow",
    "BankEntryRow",
    "BroadcastRow",
    "ChatRow",
    "CommitmentRow",
    "ConsentRow",
    "ContestRow",
    "ContestStepRow",
    "CorrectionRow",
    "CredentialRow",
    "EssayMarkRow",
    "EssayRow",
    "GroupChatRow",
    "LeaseRow",
    "MarkRow",
    "MembershipRow",
    "MetaRow",
    "OutboxRow",
    "PersonRow",
    "QuestionRow",
    "RateRow",
    "RegisterEntryRow",
    "ReportClosingRow",
    "RoundRow",
    "SealRow",
    "SeenUpdateRow",
    "SilenceRow",
    "StandingCountRow",
    "StandingRow",
    "TallyRow",
    "TranscriptRow",
    "UnitRow",
    "UnitSumRow",
    "WebSessionRow",
]
