"""Loading a bank: values, places, versions, all faults at once."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from quizbot.bank.cache import BankCache
from quizbot.bank.loader import load_bank, read_bank
from quizbot.bank.values import to_questions
from quizbot.core.questions import KINDS
from quizbot.forms.faults import FormFaults
from quizbot.forms.shipped import shipped


class TestLoadBank:
    def test_gives_every_kind_of_question_as_it_is_marked(self, folder: Path) -> None:
        questions = to_questions(load_bank(folder))

        assert {id_: question.key for id_, question in questions.items()} == {
            "d1-a-001": ("C",),
            "d1-a-002": ("A", "C"),
            "d1-a-003": ("A",),
            "d1-a-004": ("50",),
            "d1-a-005": ("A", "B", "C"),
            "d1-a-006": ("A2", "B1"),
            "d1-a-007": ("Bình dân học vụ số", "BDHVS"),
        }
        assert all(
            KINDS[each.kind].mark(each.key, each).right
            for each in questions.values()
            if each.kind != "short_text"
        )

    def test_keeps_what_yaml_would_change(self, folder: Path) -> None:
        question = load_bank(folder).question("d1-a-001")

        assert [option.text for option in question.options] == ["Bộ Một", "Bộ Hai", "010", "no"]
        assert load_bank(folder).question("d1-a-004").tolerance == Decimal("0.5")

    def test_knows_the_place_of_every_field(self, folder: Path) -> None:
        bank = load_bank(folder)

        assert bank.place("d1-a-001", "options", "C").place == (7, 40)
        assert bank.place("d1-a-002").place == (12, 5)
        assert bank.place("d1-a-001", "weight").place == (5, 5)
        assert bank.place("d1-a-001").file == str(folder / "d1" / "a.yaml")

    def test_keeps_dates_and_translations(self, folder: Path) -> None:
        extra = load_bank(folder).extras["d1-a-002"]

        assert extra.until == date(2030, 1, 1)
        assert extra.translations["en"].options == {"A": "One", "B": "Two", "C": "Three"}

    def test_reads_an_answer_by_its_meaning_where_true_and_false_are_written_out(self, folder: Path) -> None:
        path = folder / "d1" / "a.yaml"
        path.write_text(
            path.read_text().replace("answer: true", "options: {A: Sai, B: Đúng}\n    answer: đúng")
        )

        assert load_bank(folder).question("d1-a-003").key == ("B",)

    def test_leaves_retired_questions_out_of_contests(self, folder: Path) -> None:
        path = folder / "d1" / "a.yaml"
        path.write_text(path.read_text().replace("status: reviewed", "status: retired"))

        assert "d1-a-002" not in to_questions(load_bank(folder))

    def test_tells_the_faults_of_all_files(self, folder: Path) -> None:
        (folder / "d1" / "b.yaml").write_text("document: d1\ntopik: x\nquestions: []\n")
        (folder / "d1" / "c.yml").write_text("a: [")
        (folder / "sources.yaml").unlink()

        with pytest.raises(FormFaults) as refused:
            load_bank(folder)

        files = {Path(each.file).name for each in refused.value.faults}
        assert {"b.yaml", "c.yml", "sources.yaml"} <= files

    def test_refuses_a_key_that_is_no_option(self, folder: Path) -> None:
        path = folder / "d1" / "a.yaml"
        path.write_text(path.read_text().replace("answer: C\n", "answer: E\n"))

        with pytest.raises(FormFaults) as refused:
            load_bank(folder)

        assert [(each.code, each.line, each.column) for each in refused.value.faults] == [
            ("answer.unknown_option", 8, 13)
        ]

    def test_refuses_a_folder_that_is_not_there(self, tmp_path: Path) -> None:
        with pytest.raises(FormFaults):
            load_bank(tmp_path / "none")


class TestHash:
    def test_changes_with_what_people_see_only(self, folder: Path) -> None:
        path = folder / "d1" / "a.yaml"
        before = load_bank(folder).hash

        path.write_text(path.read_text().replace("# giữ lời ghi\n", ""))
        assert load_bank(folder).hash == before

        path.write_text(path.read_text().replace("Bộ Một", "Bộ Ba"))
        assert load_bank(folder).hash != before


class TestCache:
    def test_gives_the_same_bank_without_reading(self, folder: Path, tmp_path: Path) -> None:
        first = BankCache(tmp_path / "cache")
        fresh = load_bank(folder, cache=first)
        first.save()
        kept = load_bank(folder, cache=BankCache(tmp_path / "cache"))

        assert kept.questions == fresh.questions
        assert kept.extras == fresh.extras
        assert kept.hash == fresh.hash
        assert kept.place("d1-a-001", "options", "C") == fresh.place("d1-a-001", "options", "C")

    def test_forgets_a_file_that_changed(self, folder: Path, tmp_path: Path) -> None:
        first = BankCache(tmp_path / "cache")
        load_bank(folder, cache=first)
        first.save()
        path = folder / "d1" / "a.yaml"
        path.write_text(path.read_text().replace("Bộ Hai, C", "Bộ Bốn, C"))

        bank = load_bank(folder, cache=BankCache(tmp_path / "cache"))

        assert bank.question("d1-a-001").options[1].text == "Bộ Bốn"

    @pytest.mark.parametrize("broken", [b"", b"x", b"\x00" * 500])
    def test_is_made_anew_when_it_is_broken(self, folder: Path, tmp_path: Path, broken: bytes) -> None:
        first = BankCache(tmp_path / "cache")
        load_bank(folder, cache=first)
        first.save()
        file = next((tmp_path / "cache").iterdir())
        whole = file.read_bytes()
        for data in (broken, whole[:-1], whole[:40] + b"!" + whole[41:]):
            file.write_bytes(data)

            assert len(load_bank(folder, cache=BankCache(tmp_path / "cache")).questions) == 7


class TestShippedBank:
    def test_loads(self) -> None:
        bank = load_bank(shipped("questions"))

        assert len(bank.questions) >= 60
        assert read_bank(shipped("questions")).faults == ()
