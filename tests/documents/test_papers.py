"""Every paper of the shelf: drafts from any contest, is written as Word and PDF, and stays within the form."""

import io
import re

import docx
import pypdf
import pytest

from quizbot.documents.desk import open_desk
from quizbot.documents.dossier import paper_files
from quizbot.documents.drafting import RoundWanted, UnknownPaper, draft_facts, wanted_papers
from quizbot.documents.papers import PAPERS
from tests.build import CLOSES, Office, contest


async def over(office: Office, *, played: bool) -> None:
    await office.run(contest())
    if played:
        await office.played("an", "cuoc-thi", "B", "C", "D")
    office.clock.now = CLOSES
    await office.tick()


class TestEveryPaper:
    @pytest.mark.parametrize("played", [True, False])
    async def test_is_drafted_from_a_contest_with_and_without_anybody(
        self, small_office: Office, played: bool
    ) -> None:
        await over(small_office, played=played)
        desk = open_desk(None)

        for name in PAPERS:
            number = 1 if PAPERS[name].of_round else None
            facts = await small_office.write(
                lambda work, name=name, number=number: draft_facts(  # type: ignore[misc]
                    work,
                    desk,
                    paper=name,
                    slug="cuoc-thi",
                    number=number,
                    on=None,
                    now=small_office.clock(),
                )
            )
            (word_name, word), (_, pdf) = paper_files(name, facts, desk)

            assert re.fullmatch(r"[A-Za-z0-9_-]+\.docx", word_name)
            document = docx.Document(io.BytesIO(word))
            text = "\n".join(each.text for each in document.paragraphs)
            assert text.count("./.") >= 1, name
            assert "None" not in text
            assert "{" not in text
            assert len(pypdf.PdfReader(io.BytesIO(pdf)).pages) >= 1

    def test_has_a_file_name_of_its_own(self) -> None:
        assert len({PAPERS[name].file for name in PAPERS}) == len(PAPERS)


class TestRules:
    async def test_are_those_the_machine_obeys(self, small_office: Office) -> None:
        await over(small_office, played=False)
        desk = open_desk(None)
        facts = await small_office.write(
            lambda work: draft_facts(
                work,
                desk,
                paper="contest_rules",
                slug="cuoc-thi",
                number=None,
                on=None,
                now=small_office.clock(),
            )
        )

        from quizbot.documents.rules_blocks import rules_of

        paper = PAPERS["contest_rules"].draft(facts)
        said = [block.text for block in paper.attachments[0].blocks if hasattr(block, "text")]
        for section in rules_of(facts):
            for clause in section.clauses:
                assert clause in said


class TestWanted:
    def test_are_all_of_the_contest_or_one_by_name(self) -> None:
        assert "award_decision" not in wanted_papers("all", of_round=True)
        assert "weekly_notice" in wanted_papers("all", of_round=True)
        assert "weekly_notice" not in wanted_papers("all", of_round=False)
        assert wanted_papers("submission", of_round=False) == ("submission",)

    def test_of_a_name_nobody_knows_are_refused(self) -> None:
        with pytest.raises(UnknownPaper):
            wanted_papers("giay-moi", of_round=False)

    async def test_about_a_round_want_one(self, small_office: Office) -> None:
        await over(small_office, played=False)

        with pytest.raises(RoundWanted):
            await small_office.write(
                lambda work: draft_facts(
                    work,
                    open_desk(None),
                    paper="weekly_notice",
                    slug="cuoc-thi",
                    number=None,
                    on=None,
                    now=small_office.clock(),
                )
            )
