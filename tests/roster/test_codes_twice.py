"""A code that stands twice: the list says on which rows, whose they are, and what to do."""

from pathlib import Path

from quizbot.roster.read import read_roster

HEAD = "Mã,Họ và tên,Đơn vị\n"


def told(tmp_path: Path, *rows: str) -> list[str]:
    file = tmp_path / "ds.csv"
    file.write_text(HEAD + "\n".join(rows) + "\n", encoding="utf-8")
    return [str(each) for each in read_roster(file, known=(), new_units=True).faults]


class TestTwice:
    def test_two_people_are_named_with_their_rows(self, tmp_path: Path) -> None:
        faults = told(tmp_path, "0001,Nguyễn Văn An,Phòng A", "0001,Lê Văn Cường,Phòng B")

        assert len(faults) == 2
        for each in faults:
            assert "trùng ở dòng 2 và dòng 3, của hai người: “Nguyễn Văn An” và “Lê Văn Cường”" in each
            assert "sửa mã ở dòng sai" in each

    def test_one_person_written_twice_is_told_so(self, tmp_path: Path) -> None:
        faults = told(tmp_path, "0001,Nguyễn Văn An,Phòng A", "0001,NGUYỄN VĂN AN,Phòng B")

        assert (
            "trùng ở dòng 2 và dòng 3, đều là “Nguyễn Văn An”; giữ dòng đúng đơn vị, xoá dòng kia"
            in faults[0]
        )

    def test_what_it_advises_helps(self, tmp_path: Path) -> None:
        assert told(tmp_path, "0001,Nguyễn Văn An,Phòng A", "0002,Lê Văn Cường,Phòng B") == []
