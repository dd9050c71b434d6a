"""`quizbot people`, `unit` and `account` on a database of their own."""

import asyncio
import json
import re
import stat
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace

import pytest
from click.testing import CliRunner, Result

from quizbot.cli import main
from quizbot.core.personal_code import digest
from quizbot.storage.store import open_store
from quizbot.usecases.ports import Work
from quizbot.web.passwords import check_password
from tests.roster.sheets import Rows, workbook

NOW = datetime(2025, 7, 1, tzinfo=UTC)
HEAD = ("STT", "Mã nhân sự", "Họ và tên", "Đơn vị", "Chức vụ")
PEOPLE: Rows = [
    HEAD,
    (1, "0001", "Lò Văn Đôi", "Phòng Tổng hợp", "Trưởng phòng"),
    (2, "0002", "Vàng Thị Mỷ", "Phòng Tổng hợp", "Chuyên viên"),
    (3, "0003", "Giàng A Páo", "Ban Tiếp công dân", ""),
]
Quizbot = Callable[..., Result]


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "config.yaml").write_text("web: {base_url: 'https://thi.example.gov.vn'}\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def quizbot(home: Path) -> Quizbot:
    def run(*words: str, typed: str = "") -> Result:
        return CliRunner().invoke(main, list(words), input=typed, catch_exceptions=False)

    return run


@pytest.fixture
def roster(home: Path, quizbot: Quizbot) -> Path:
    path = workbook(home / "ds.xlsx", {"DS": PEOPLE})
    assert quizbot("people", "import", str(path), "--yes").exit_code == 0
    return path


def ask(home: Path, use_case: Callable[[Work], object]) -> object:
    async def run() -> object:
        store = await open_store(f"sqlite:///{home / 'data' / 'quizbot.db'}", now=NOW)
        try:
            return await store.read(use_case)
        finally:
            await store.close()

    return asyncio.run(run())


class TestImport:
    def test_shows_what_would_change_and_stores_nothing(self, home: Path, quizbot: Quizbot) -> None:
        path = workbook(home / "ds.xlsx", {"DS": PEOPLE})

        result = quizbot("people", "import", str(path))

        assert result.exit_code == 0
        assert "Người mới (3):" in result.output
        assert "Chưa ghi gì. Thêm --yes để ghi." in result.output
        assert ask(home, lambda work: len(work.people.everybody())) == 0

    def test_stores_with_yes_and_changes_nothing_the_second_time(
        self, roster: Path, quizbot: Quizbot
    ) -> None:
        again = quizbot("people", "import", str(roster), "--yes")

        assert "không có gì phải ghi" in again.output

    def test_stores_the_rows_it_understood_and_exits_with_1(self, home: Path, quizbot: Quizbot) -> None:
        path = workbook(home / "ds.xlsx", {"DS": [*PEOPLE, (4, "0003", "Sùng A", "Phòng Tổng hợp", "")]})

        result = quizbot("people", "import", str(path), "--yes")

        assert result.exit_code == 1
        assert "mã 0003 trùng ở dòng 4 và dòng 5" in result.output
        assert ask(home, lambda work: [each.code for each in work.people.everybody()]) == ["0001", "0002"]

    def test_lets_nobody_leave_while_rows_are_refused(
        self, roster: Path, home: Path, quizbot: Quizbot
    ) -> None:
        path = workbook(
            home / "moi.xlsx", {"DS": [*PEOPLE[:2], (2, "", "Vàng Thị Mỷ", "Phòng Tổng hợp", "")]}
        )

        result = quizbot("people", "import", str(path), "--yes", "--leavers")

        assert result.exit_code == 1
        assert "Chưa ghi gì" in result.stderr
        assert (
            ask(home, lambda work: [each.status.value for each in work.people.everybody()]) == ["active"] * 3
        )

    def test_lets_those_leave_who_are_not_in_the_file(
        self, roster: Path, home: Path, quizbot: Quizbot
    ) -> None:
        path = workbook(home / "moi.xlsx", {"DS": PEOPLE[:3]})

        result = quizbot("people", "import", str(path), "--yes", "--leavers")

        assert "rời danh sách 1" in result.output
        assert ask(home, lambda work: [each.status.value for each in work.people.everybody()]) == [
            "active",
            "active",
            "left",
        ]

    def test_names_the_nearest_unit(self, roster: Path, home: Path, quizbot: Quizbot) -> None:
        path = workbook(home / "moi.xlsx", {"DS": [HEAD, (1, "0009", "Lù A", "Phòng Tổng hợpp", "")]})

        result = quizbot("people", "import", str(path))

        assert "moi.xlsx [DS] ô D2" in result.output
        assert "có phải là “Phòng Tổng hợp”?" in result.output

    def test_gives_json(self, roster: Path, home: Path, quizbot: Quizbot) -> None:
        path = workbook(home / "moi.xlsx", {"DS": [HEAD, (1, "0001", "Lò Văn Đôi", "Ban Tiếp công dân", "")]})

        data = json.loads(quizbot("people", "import", str(path), "--json", "--on", "01/07/2026").stdout)

        assert data["plan"]["changed"][0]["unit"] == ["TH", "TCD"]
        assert (data["plan"]["on"], data["stored"]) == ("2026-07-01", None)

    def test_works_beside_a_running_server(self, roster: Path, home: Path, quizbot: Quizbot) -> None:
        async def serve() -> Result:
            store = await open_store(f"sqlite:///{home / 'data' / 'quizbot.db'}", now=NOW)
            try:
                path = workbook(home / "moi.xlsx", {"DS": PEOPLE[:2]})
                return await asyncio.to_thread(quizbot, "people", "import", str(path), "--yes", "--leavers")
            finally:
                await store.close()

        result = asyncio.run(serve())

        assert (result.exit_code, "rời danh sách 2" in result.output) == (0, True)


class TestExport:
    def test_can_be_read_back(self, roster: Path, quizbot: Quizbot) -> None:
        assert quizbot("people", "export", "--out", "ra.xlsx").exit_code == 0

        assert "không có gì phải ghi" in quizbot("people", "import", "ra.xlsx").output

    def test_overwrites_nothing(self, roster: Path, quizbot: Quizbot) -> None:
        result = quizbot("people", "export", "--out", str(roster))

        assert (result.exit_code, "đã có" in result.stderr) == (1, True)


class TestCodes:
    def test_gives_slips_that_only_the_owner_reads(self, roster: Path, home: Path, quizbot: Quizbot) -> None:
        result = quizbot("people", "codes", "--out", "phieu")

        page = next((home / "phieu").glob("*.html"))
        text = page.read_text(encoding="utf-8")
        assert result.exit_code == 0
        assert stat.S_IMODE(page.stat().st_mode) == 0o600
        assert (text.count("<svg"), text.count("<section>")) == (3, 2)
        assert "<script" not in text
        assert "src=" not in text

    def test_gives_codes_that_work(self, roster: Path, home: Path, quizbot: Quizbot) -> None:
        quizbot("people", "codes", "--out", "phieu")

        text = next((home / "phieu").glob("*.html")).read_text(encoding="utf-8")
        given = re.findall(r'class="code">([^<]+)<', text)
        pepper = (home / "data" / "pepper").read_text(encoding="ascii").strip()

        def holders(work: Work) -> set[str]:
            found = [work.people.by_secret(digest(code, pepper=pepper)) for code in given]
            return {person.code for person in found if person}

        assert ask(home, holders) == {"0001", "0002", "0003"}

    def test_leaves_people_alone_who_have_one(self, roster: Path, quizbot: Quizbot) -> None:
        quizbot("people", "codes", "--unit", "TH", "--out", "phieu")

        assert "cho 1 người" in quizbot("people", "codes", "--out", "phieu2").output
        assert "Không có ai" in quizbot("people", "codes", "--out", "phieu3").output

    def test_warns_of_slips_that_lead_to_this_machine_before_codes_are_given(
        self, roster: Path, home: Path, quizbot: Quizbot, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        (home / "config.yaml").write_text("{}\n", encoding="utf-8")
        monkeypatch.setattr(
            "quizbot.cli._people_codes.sys", SimpleNamespace(stdin=SimpleNamespace(isatty=lambda: True))
        )

        refused = quizbot("people", "codes", "--out", "phieu", typed="n\n")
        assert refused.exit_code == 1
        assert "chưa đặt web.base_url" in refused.stderr
        assert "Đã cấp" not in refused.output

        given = quizbot("people", "codes", "--yes", "--out", "phieu")
        assert "Đã cấp mã cho 3 người" in given.output
        assert given.output.index("chưa đặt web.base_url") < given.output.index("Đã cấp mã")

    def test_warns_that_old_codes_stop_working(self, roster: Path, quizbot: Quizbot) -> None:
        quizbot("people", "codes", "--out", "phieu")

        result = quizbot("people", "codes", "--all", "--out", "phieu2")

        assert "mã cũ của họ hết hiệu lực ngay" in result.stderr

    def test_refuses_an_unknown_unit(self, roster: Path, quizbot: Quizbot) -> None:
        result = quizbot("people", "codes", "--unit", "KHONG", "--out", "phieu")

        assert (result.exit_code, result.stderr) == (1, "Không có đơn vị mang mã KHONG.\n")


class TestSinglePeople:
    def test_are_erased_only_with_yes(self, roster: Path, home: Path, quizbot: Quizbot) -> None:
        refused = quizbot("people", "erase", "0001")
        done = quizbot("people", "erase", "0001", "--yes")

        assert (refused.exit_code, done.exit_code) == (1, 0)
        assert ask(home, lambda work: work.people.by_code("0001")) is None

    def test_are_merged(self, roster: Path, home: Path, quizbot: Quizbot) -> None:
        result = quizbot("people", "merge", "0001", "0002")

        assert result.exit_code == 0
        assert ask(home, lambda work: work.people.by_code("0001")) is None

    def test_are_named_when_unknown(self, roster: Path, quizbot: Quizbot) -> None:
        result = quizbot("people", "merge", "0001", "9999")

        assert (result.exit_code, result.stderr) == (1, "Không có người mang mã 9999.\n")

    def test_that_wait_are_listed(self, roster: Path, quizbot: Quizbot) -> None:
        assert "Không có ai chờ duyệt" in quizbot("people", "approve").output


class TestUnitList:
    def test_shows_heads_of_each_unit(self, roster: Path, quizbot: Quizbot) -> None:
        data = json.loads(quizbot("unit", "list", "--json").stdout)

        assert {each["code"]: each["people_below"] for each in data} == {"TCD": 1, "TH": 2}
        assert "Phòng Tổng hợp" in quizbot("unit", "list").output


class TestAccount:
    def test_is_made_with_a_hashed_password(self, home: Path, quizbot: Quizbot) -> None:
        words = ("account", "add", "btc", "--name", "Ban Tổ chức", "--role", "organizer", "--role", "hr")

        result = quizbot(*words, "--password-file", "-", typed="mat-khau-dai\n")

        made = ask(home, lambda work: work.accounts.by_login("btc"))
        assert result.exit_code == 0
        assert made.roles == ("hr", "organizer")  # type: ignore[attr-defined]
        assert check_password("mat-khau-dai", made.password_hash).right  # type: ignore[attr-defined]

    def test_is_refused_with_a_short_password(self, quizbot: Quizbot) -> None:
        words = ("account", "add", "btc", "--name", "x", "--role", "hr", "--password-file", "-")

        assert quizbot(*words, typed="ngan\n").exit_code == 1

    def test_is_locked_and_opened_with_a_new_password(self, quizbot: Quizbot) -> None:
        words = ("account", "add", "btc", "--name", "x", "--role", "hr", "--password-file", "-")
        quizbot(*words, typed="mat-khau-dai\n")

        quizbot("account", "disable", "btc")
        locked = quizbot("account", "list").output
        quizbot("account", "password", "btc", "--password-file", "-", typed="mat-khau-moi-dai\n")

        assert "đã khoá" in locked
        assert "đã khoá" not in quizbot("account", "list").output
