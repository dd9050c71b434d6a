"""What the pages may ask of papers: the council's view, the whole file as one zip, single papers, the check of a certificate."""

import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from quizbot.core.commend.balance import balance
from quizbot.core.commend.choosing import Decision
from quizbot.core.commend.grants import Grant, SignedGrant
from quizbot.core.commend.nominees import Nominee
from quizbot.core.commend.rulings import Ruling, SignedRuling, Verdict
from quizbot.core.lifecycle import Actor
from quizbot.core.proof.certificates import CertificateRecord, read_token
from quizbot.documents.certificates import Seal
from quizbot.documents.council import balance_lines
from quizbot.documents.desk import Desk, open_desk
from quizbot.documents.drafting import draft_facts
from quizbot.documents.facts import Facts, board_place, told_apart
from quizbot.documents.left_out import floor_lines
from quizbot.documents.papers import PAPERS
from quizbot.documents.prize_text import prizes_by_code
from quizbot.documents.summaries import read_summaries
from quizbot.documents.wording import OUTCOMES, VERDICTS, awards_had, why
from quizbot.usecases.granting import grant
from quizbot.usecases.paperwork import Commendation, commendation
from quizbot.usecases.ports import Work
from quizbot.usecases.ruling import decide
from quizbot.usecases.unfinished import refuse_before_first, refuse_of_running

Upload = tuple[str, bytes]
"""The name and the content of a file somebody sent."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficePapers:
    """Papers of one installation. The office's folder is read anew each time: it may have been changed.

    Args:
        folder: of the office; None: as shipped.
        seal: what signs certificates.
    """

    folder: Path | None
    seal: Seal

    def desk(self, *, records: Upload | None = None) -> Desk:
        """Read the office's folder, with HR's file sent along instead of the folder's.

        Raises:
            FormFaults
        """
        if records is None:
            return open_desk(self.folder)
        with tempfile.TemporaryDirectory() as scratch:
            return open_desk(self.folder, records=_kept(Path(scratch), records))

    def commend(self, work: Work, desk: Desk, *, slug: str, now: datetime) -> Commendation:
        """Propose awards.

        Raises:
            UnknownContest
            RoundRuns: the first round of the contest is open.
        """
        refuse_before_first(work, slug=slug, now=now)
        return commendation(
            work,
            slug=slug,
            policy=desk.policy,
            people=desk.records.people,
            units=desk.records.units,
            now=now,
        )

    def dossier(
        self, desk: Desk, found: Commendation, *, on: date, summaries: Upload | None = None
    ) -> tuple[str, bytes]:
        """Make the whole file as one zip; gives its name and content.

        Raises:
            FormFaults, CodeUnmapped, NoBaseSalary, PlaceholderUnknown, PlaceholderMissing
        """
        # late, here and below: the libraries of files must not slow down the start of the server
        from quizbot.documents.dossier import dossier_files, zipped

        facts = Facts(
            office=desk.office,
            figures=found.figures,
            on=on,
            commendation=found,
            mended={} if summaries is None else _mended(summaries),
        )
        mark = "-tam-tinh" if found.figures.provisional else ""
        name = f"ho-so-khen-thuong-{found.figures.slug}{mark}"
        return f"{name}.zip", zipped(dossier_files(facts, desk, self.seal), folder=name)

    def listed(self) -> tuple[tuple[str, str, bool], ...]:
        """List the papers of a contest: name, title, whether it is about one round."""
        return tuple(
            (name, PAPERS[name].title, PAPERS[name].of_round)
            for name in PAPERS
            if PAPERS[name].part == "contest"
        )

    def gather(
        self, work: Work, desk: Desk, *, paper: str, slug: str, number: int | None, now: datetime
    ) -> Facts:
        """Read what a paper needs.

        Raises:
            UnknownContest, UnknownRound, RoundWanted, UnknownPaper
            RoundRuns: the paper tells results of a round that is open.
        """
        if PAPERS[paper].tells_results:
            refuse_of_running(work, slug=slug, number=number, now=now)
        elif PAPERS[paper].part == "commendation":
            refuse_before_first(work, slug=slug, now=now)
        return draft_facts(work, desk, paper=paper, slug=slug, number=number, on=None, now=now)

    def paper(self, desk: Desk, facts: Facts, *, paper: str, kind: str) -> tuple[str, bytes]:
        """Make one paper.

        Args:
            kind: "docx" or "pdf".
        """
        from quizbot.documents.dossier import paper_files

        made = list(paper_files(paper, facts, desk))
        name, content = made[0] if kind == "docx" else made[-1]
        return f"{facts.figures.slug}_{name.rpartition('/')[2]}", content

    def balance_lines(self, found: Commendation) -> tuple[tuple[str, str], ...]:
        """Say what the council wants to know of the lists."""
        return balance_lines(balance(found.chosen))

    def below_floor(self, found: Commendation) -> tuple[str, ...]:
        """Say whom a floor of the rules keeps from the lists, and why."""
        return floor_lines(found.chosen)

    def names(self, found: Commendation) -> dict[str, str]:
        """Give the names that mean one nominee alone, by code."""
        return told_apart(each.nominee for award in found.chosen for each in award.decisions)

    def prizes(self, found: Commendation) -> dict[str, tuple[str, ...]]:
        """Give the prizes of the contest by code."""
        return prizes_by_code(found.figures)

    def outcome(self, outcome: str) -> str:
        """Word an outcome."""
        return {each.value: text for each, text in OUTCOMES.items()}[outcome]

    def why(self, decision: Decision) -> str:
        """Word the reason of a decision, with the council's own."""
        return why(decision)

    def verdict(self, verdict: str) -> str:
        """Word what a council decided."""
        return VERDICTS[Verdict(verdict)]

    def awards_had(self, nominee: Nominee) -> tuple[str, ...]:
        """Say what a nominee has had before."""
        return awards_had(nominee)

    def board_place(self, nominee: Nominee) -> int | None:
        """Give the place on the board where the nominee is compared."""
        return board_place(nominee)

    def decide(
        self, work: Work, desk: Desk, *, slug: str, asked: Ruling, by: Actor, now: datetime
    ) -> SignedRuling:
        """Enter what the council decided of one nominee.

        Raises:
            what `ruling.decide` raises
        """
        return decide(
            work,
            slug=slug,
            ruling=asked,
            policy=desk.policy,
            people=desk.records.people,
            units=desk.records.units,
            by=by,
            now=now,
        )

    def grant(
        self, work: Work, desk: Desk, *, slug: str, decision: str, on: date, by: Actor, now: datetime
    ) -> tuple[SignedGrant, ...]:
        """Write the signed decision into the register.

        Raises:
            what `granting.grant` raises
        """
        found = self.commend(work, desk, slug=slug, now=now)
        return grant(work, found, decision=decision, on=on, salaries=desk.office.salaries(), by=by, now=now)

    def register_file(self, register: Sequence[SignedGrant], signers: Mapping[str, str]) -> bytes:
        """Give the register of decisions as a workbook."""
        from quizbot.documents.formats.xlsx import write_xlsx
        from quizbot.documents.granted import register_sheets

        return write_xlsx(register_sheets(register, signers))

    def read_grants(self, table: Upload) -> tuple[Grant, ...]:
        """Read earlier decisions from a table.

        Raises:
            FormFaults
        """
        from quizbot.documents.granted import read_grants

        with tempfile.TemporaryDirectory() as scratch:
            return read_grants(_kept(Path(scratch), table))

    def record(self, token: str) -> CertificateRecord | None:
        """Give what a certificate says; None when it is not ours."""
        return read_token(token, key=self.seal.key)


def _mended(upload: Upload) -> Mapping[str, str]:
    with tempfile.TemporaryDirectory() as scratch:
        return read_summaries(_kept(Path(scratch), upload))


def _kept(folder: Path, upload: Upload) -> Path:
    name, content = upload
    suffix = Path(name).suffix.lower()
    path = folder / f"tep-gui-len{suffix if suffix in ('.xlsx', '.xls', '.ods', '.csv') else '.xlsx'}"
    path.write_bytes(content)
    return path
