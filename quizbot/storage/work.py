"""The unit of work: all repositories over one transaction."""

from functools import cached_property

from quizbot.storage.memory import Memory
from quizbot.storage.repositories.accounts import SqlAccounts
from quizbot.storage.repositories.appeals import SqlAppeals
from quizbot.storage.repositories.attempts import SqlAttempts
from quizbot.storage.repositories.audit import SqlAudit
from quizbot.storage.repositories.awards import SqlAwards
from quizbot.storage.repositories.bank import SqlBank
from quizbot.storage.repositories.broadcasts import SqlBroadcasts
from quizbot.storage.repositories.chats import SqlChats
from quizbot.storage.repositories.contests import SqlContests
from quizbot.storage.repositories.corrections import SqlCorrections
from quizbot.storage.repositories.credentials import SqlCredentials
from quizbot.storage.repositories.essays import SqlEssays
from quizbot.storage.repositories.leases import SqlLeases
from quizbot.storage.repositories.outbox import SqlOutbox
from quizbot.storage.repositories.people import SqlPeople
from quizbot.storage.repositories.proofs import SqlProofs
from quizbot.storage.repositories.reports import SqlReports
from quizbot.storage.repositories.standings import SqlStandings
from quizbot.storage.run import Run


class SqlWork:
    """Implements `Work`; a repository is made when it is first asked for."""

    def __init__(self, run: Run, memory: Memory) -> None:
        self._run = run
        self._memory = memory

    @cached_property
    def people(self) -> SqlPeople:
        return SqlPeople(self._run, self._memory)

    @cached_property
    def contests(self) -> SqlContests:
        return SqlContests(self._run, self._memory)

    @cached_property
    def bank(self) -> SqlBank:
        return SqlBank(self._run, self._memory)

    @cached_property
    def attempts(self) -> SqlAttempts:
        return SqlAttempts(self._run)

    @cached_property
    def essays(self) -> SqlEssays:
        return SqlEssays(self._run)

    @cached_property
    def standings(self) -> SqlStandings:
        return SqlStandings(self._run)

    @cached_property
    def corrections(self) -> SqlCorrections:
        return SqlCorrections(self._run)

    @cached_property
    def appeals(self) -> SqlAppeals:
        return SqlAppeals(self._run)

    @cached_property
    def proofs(self) -> SqlProofs:
        return SqlProofs(self._run)

    @cached_property
    def awards(self) -> SqlAwards:
        return SqlAwards(self._run)

    @cached_property
    def reports(self) -> SqlReports:
        return SqlReports(self._run)

    @cached_property
    def chats(self) -> SqlChats:
        return SqlChats(self._run)

    @cached_property
    def outbox(self) -> SqlOutbox:
        return SqlOutbox(self._run)

    @cached_property
    def broadcasts(self) -> SqlBroadcasts:
        return SqlBroadcasts(self._run)

    @cached_property
    def accounts(self) -> SqlAccounts:
        return SqlAccounts(self._run)

    @cached_property
    def audit(self) -> SqlAudit:
        return SqlAudit(self._run)

    @cached_property
    def leases(self) -> SqlLeases:
        return SqlLeases(self._run)

    @cached_property
    def credentials(self) -> SqlCredentials:
        return SqlCredentials(self._run)

    def flush(self) -> None:
        """Write what repositories have gathered; called once before the transaction ends."""
        standings = self.__dict__.get("standings")
        if standings is not None:
            self.standings.flush()
