"""Every paper of the shelf: drafts from any contest, is written as Word and PDF, and stays within the form."""

import io
import re

import docx
import pypdf
import pytest

from quizbot.core.contest import AttemptRules, Who
from quizbot.documents.desk import open_desk
from quizbot.documents.dossier import paper_files
from quizbot.documents.drafting import RoundWanted, UnknownPaper, draft_facts, wanted_papers
from quizbot.documents.office import load_office
from quizbot.documents.official import Paper
from quizbot.documents.papers import PAPERS
from tests.build import CLOSES, Office, contest


async def over(office: Office, *, played: bool) -> None:
    await office.run(contest())
    if played:
        await office.played("an", "cuoc-thi", "B", "C", "D")
    office.clock.now = CLOSES
    await office.tick()


async def drafted(office: Office, name: str) -> Paper:
    desk = open_desk(None)
    facts = await office.write(
        lambda work: draft_facts(
            work, desk, paper=name, slug="cuoc-thi", number=None, on=None, now=office.clock()
        )
    )
    return PAPERS[name].draft(facts)


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


class TestDecisions:
    @pytest.mark.parametrize("name", ["contest_rules", "recognition", "committee_decision", "award_decision"])
    async def test_are_issued_by_the_head_on_grounds_of_competence(
        self, small_office: Office, name: str
    ) -> None:
        await over(small_office, played=True)

        paper = await drafted(small_office, name)

        assert paper.issuer == "Chánh Văn phòng Ủy ban nhân dân tỉnh Mẫu"
        assert paper.grounds[0].endswith("cơ cấu tổ chức của Văn phòng Ủy ban nhân dân tỉnh Mẫu;")

    @pytest.mark.parametrize(
        ("post", "name", "issuer"),
        [
            ("Giám đốc", "Sở Nội vụ tỉnh Mẫu", "Giám đốc Sở Nội vụ tỉnh Mẫu"),
            ("Chánh Thanh tra", "Thanh tra tỉnh Mẫu", "Chánh Thanh tra tỉnh Mẫu"),
        ],
    )
    def test_say_once_what_post_and_office_share(self, post: str, name: str, issuer: str) -> None:
        sample = load_office()
        head = sample.signers.head.model_copy(update={"mode": "", "instead_of": "", "title": post})
        signers = sample.signers.model_copy(update={"head": head})

        assert sample.model_copy(update={"signers": signers, "full_name": name}).issuer == issuer

    @pytest.mark.parametrize("exclude", [(), ("ban-to-chuc", "to-thu-ky")])
    async def test_say_of_the_committee_what_the_rules_say(
        self, small_office: Office, exclude: tuple[str, ...]
    ) -> None:
        await small_office.run(contest(who=Who(exclude=exclude)))

        committee = str(await drafted(small_office, "committee_decision"))
        rules = str(await drafted(small_office, "contest_rules"))

        barred = "hông dự thi: thành viên Ban Tổ chức và thành viên Tổ Thư ký."
        assert (barred in committee) == (barred in rules) == bool(exclude)
        assert "Thể lệ do Chánh Văn phòng ban hành" in committee
        assert "người ra đề" not in committee


class TestAttempts:
    @pytest.mark.parametrize(
        ("rules", "said"),
        [
            (AttemptRules(), "theo Thể lệ, mỗi người được dự thi tối đa 01 lượt trong mỗi vòng"),
            (AttemptRules(per_round=3), "tối đa 03 lượt trong mỗi vòng"),
            (AttemptRules(per_round=None), "Thể lệ không giới hạn số lượt thi trong mỗi vòng)"),
            (AttemptRules(per_round=None, per_day=2), "mỗi vòng; số lượt trong ngày"),
        ],
    )
    async def test_are_told_as_the_rules_allow_them(
        self, small_office: Office, rules: AttemptRules, said: str
    ) -> None:
        await small_office.run(contest(attempts=rules))

        for name in ("results_minutes", "results_notice", "closing_report"):
            assert said in str(await drafted(small_office, name))


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
