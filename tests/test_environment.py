"""The tests' own ground holds: PostgreSQL comes up, the browser is found, the pinned lists are whole."""

import re
import tomllib
from collections.abc import Callable
from pathlib import Path

import psycopg
import pytest

ROOT = Path(__file__).resolve().parent.parent
LISTS = ("runtime", "test", "dev")


def pinned(name: str) -> dict[str, str]:
    """Return package and version of every line of a list."""
    text = (ROOT / "constraints" / f"{name}.txt").read_text(encoding="utf-8")
    return dict(re.findall(r"^([a-z0-9._-]+)(?:\[[a-z,]+\])?==(\S+)", text, flags=re.MULTILINE))


def package_name(requirement: str) -> str:
    """Return the normalised name of a requirement such as `psycopg[binary]>=3.3`."""
    found = re.match(r"[A-Za-z0-9._-]+", requirement)
    assert found
    return re.sub(r"[-_.]+", "-", found.group()).lower()


class TestPostgres:
    def test_gives_databases_that_do_not_see_each_other(self, make_postgres: Callable[[], str]) -> None:
        one, other = make_postgres(), make_postgres()

        with psycopg.connect(one, autocommit=True) as connection:
            connection.execute("CREATE TABLE only_here (id integer)")

        with psycopg.connect(other) as connection:
            found = connection.execute("SELECT to_regclass('only_here')").fetchone()
        assert found == (None,)

    def test_knows_vietnamese_letters(self, postgres_url: str) -> None:
        with psycopg.connect(postgres_url) as connection:
            row = connection.execute("SELECT lower('ĐƯỜNG')").fetchone()

        assert row == ("đường",)


class TestChromium:
    def test_is_found(self, chromium_path: Path) -> None:
        assert chromium_path.is_file()


class TestPinnedLists:
    @pytest.mark.parametrize("name", LISTS)
    def test_name_no_place_on_the_network(self, name: str) -> None:
        text = (ROOT / "constraints" / f"{name}.txt").read_text(encoding="utf-8")

        assert "://" not in text
        assert "index" not in text

    @pytest.mark.parametrize("name", LISTS)
    def test_give_a_hash_for_every_package(self, name: str) -> None:
        text = (ROOT / "constraints" / f"{name}.txt").read_text(encoding="utf-8")

        entries = re.split(r"\n(?=[a-z])", text)

        assert [entry for entry in entries if "==" in entry and "--hash=sha256:" not in entry] == []

    def test_agree_on_versions(self) -> None:
        runtime, test, dev = map(pinned, LISTS)

        assert runtime.items() <= test.items() <= dev.items()

    def test_hold_everything_that_the_project_asks_for(self) -> None:
        project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
        extras = project["project"]["optional-dependencies"].values()
        asked = [*project["project"]["dependencies"], *(line for extra in extras for line in extra)]
        groups = project["dependency-groups"]

        assert {package_name(line) for line in asked} <= pinned("runtime").keys()
        assert {package_name(line) for line in groups["test"]} <= pinned("test").keys()
        assert {package_name(line) for line in groups["lint"]} <= pinned("dev").keys()


class TestDecisionOnDependencies:
    def test_gives_a_reason_for_everything_that_the_project_asks_for(self) -> None:
        project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
        extras = project["project"]["optional-dependencies"].values()
        groups = project["dependency-groups"].values()
        asked = {
            package_name(line)
            for lines in (project["project"]["dependencies"], *extras, *groups)
            for line in lines
        }

        page = (ROOT / "docs/decisions/0008-dependencies.md").read_text(encoding="utf-8")

        assert {name for name in asked if not re.search(rf"\b{re.escape(name)}\b", page)} == set()
