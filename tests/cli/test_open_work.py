"""Short commands find their settings and share the database, or say clearly why not."""

import asyncio
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from quizbot.cli._settings import Told, open_work, settings_option
from quizbot.config import Settings
from quizbot.storage.refusals import StorageTrouble
from quizbot.storage.store import open_store
from quizbot.usecases.people import UnknownPerson

NOW = datetime(2025, 7, 1, tzinfo=UTC)


@click.command()
@settings_option
def show(settings: Settings) -> None:
    """Show the office."""
    click.echo(settings.office)


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(data=tmp_path / "data")


@pytest.fixture
def running(settings: Settings) -> Iterator[None]:
    """Keep another quizbot on the same database."""
    settings.data.mkdir()
    with asyncio.Runner() as runner:
        store = runner.run(open_store(settings.database_url({}), now=NOW))
        yield
        runner.run(store.close())


class TestSettingsOption:
    def test_takes_the_file_of_the_working_folder(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.chdir(tmp_path)
        (tmp_path / "config.yaml").write_text("office: Sở Nội vụ\n", encoding="utf-8")

        assert CliRunner().invoke(show, []).output == "Sở Nội vụ\n"

    def test_takes_the_file_it_is_given(self, tmp_path: Path) -> None:
        (tmp_path / "khac.yaml").write_text("office: Sở Tư pháp\n", encoding="utf-8")

        assert CliRunner().invoke(show, ["--config", str(tmp_path / "khac.yaml")]).output == "Sở Tư pháp\n"

    def test_falls_back_to_the_defaults(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.chdir(tmp_path)

        assert CliRunner().invoke(show, []).output == f"{Settings().office}\n"


class TestOpenWork:
    def test_runs_use_cases_on_the_database_of_the_settings(self, settings: Settings) -> None:
        with open_work(settings) as office:
            office.write(
                lambda work: work.people.put_unit(code="VP", name="Văn phòng", kind="van-phong", parent=None)
            )

            assert [unit.code for unit in office.read(lambda work: work.people.units())] == ["VP"]
            assert not office.beside_another

    @pytest.mark.usefixtures("running")
    def test_shares_the_file_with_a_running_server(self, settings: Settings) -> None:
        with open_work(settings) as office:
            assert office.beside_another
            office.write(
                lambda work: work.people.put_unit(code="VP", name="Văn phòng", kind="van-phong", parent=None)
            )

    @pytest.mark.usefixtures("running")
    def test_says_how_to_go_on_when_it_must_be_alone(self, settings: Settings) -> None:
        with pytest.raises(Told, match="systemctl stop quizbot"), open_work(settings, alone=True):
            raise AssertionError("opened")

    def test_says_refusals_in_vietnamese(self, settings: Settings) -> None:
        with pytest.raises(Told, match="Không có người mang mã 7"), open_work(settings):
            raise UnknownPerson(person="7")

    def test_says_that_nothing_was_stored_when_the_database_fails(self, settings: Settings) -> None:
        with pytest.raises(Told, match="Chưa có gì được ghi"), open_work(settings):
            raise StorageTrouble(reason="database is locked")
