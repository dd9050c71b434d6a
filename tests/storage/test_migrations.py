"""Migrations: from empty to the models, on both engines, or not at all."""

import shutil
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import inspect

from quizbot.storage import DatabaseTooNew, DatabaseTooOld, open_store
from quizbot.storage.contents import contents
from quizbot.storage.engine import Database, database_at
from quizbot.storage.migrate import COMPATIBILITY, migrations, newest, require_current, revision, upgrade
from quizbot.storage.move import transaction
from quizbot.storage.tables import METADATA
from tests.stores import NOW, a_person

BROKEN = """
import sqlalchemy as sa
from alembic import op

revision = "2999_01_01_broken"
down_revision = "{newest}"


def upgrade() -> None:
    op.create_table("half_done", sa.Column("id", sa.Integer(), primary_key=True))
    op.execute("INSERT INTO no_such_table VALUES (1)")
"""


@pytest.fixture(params=["sqlite", "postgres"])
def database(request: pytest.FixtureRequest, tmp_path: Path) -> Database:
    """Give an empty database, once on each engine."""
    if request.param == "sqlite":
        return database_at(f"sqlite:///{tmp_path / 'q.db'}")
    return database_at(request.getfixturevalue("postgres_url"))


def with_broken_one(folder: Path) -> Path:
    """Give a copy of the migrations with one more, which fails half-way."""
    copy = folder / "migrations"
    shutil.copytree(migrations(), copy, ignore=shutil.ignore_patterns("__pycache__"))
    (copy / "versions" / "2999_01_01_broken.py").write_text(BROKEN.replace("{newest}", newest()))
    return copy


class TestMigrations:
    def test_from_empty_give_the_tables_of_the_models(self, database: Database) -> None:
        upgrade(database, now=NOW)
        engine = database.engine()
        with engine.connect() as connection:
            context = MigrationContext.configure(
                connection, opts={"compare_type": True, "compare_server_default": True}
            )
            differences = compare_metadata(context, METADATA)
        engine.dispose()

        assert differences == []

    def test_name_every_constraint_as_the_models_do(self, database: Database) -> None:
        upgrade(database, now=NOW)
        engine = database.engine()
        found = inspect(engine)
        for table in METADATA.sorted_tables:
            checks = {check["name"] for check in found.get_check_constraints(table.name)}
            keys = {key["name"] for key in found.get_foreign_keys(table.name)}
            named = {str(each.name) for each in table.constraints}

            assert checks <= named
            assert keys <= named
            assert {name for name in named if name.startswith("ck_")} <= checks
            assert found.get_pk_constraint(table.name)["name"] == f"pk_{table.name}"
        engine.dispose()

    def test_are_one_line_named_by_their_files(self) -> None:
        script = ScriptDirectory(str(migrations()))

        assert script.get_heads() == [newest()]
        assert all(each.revision == Path(each.path).stem for each in script.walk_revisions())

    def test_a_failing_one_leaves_nothing_behind(self, database: Database, tmp_path: Path) -> None:
        upgrade(database, now=NOW)

        with pytest.raises(Exception, match="no_such_table"):
            upgrade(database, now=NOW, folder=with_broken_one(tmp_path))

        engine = database.engine()
        assert "half_done" not in inspect(engine).get_table_names()
        engine.dispose()
        assert revision(database) == newest()

    def test_copy_a_sqlite_file_before_they_change_it(self, tmp_path: Path) -> None:
        database = database_at(f"sqlite:///{tmp_path / 'q.db'}")
        upgrade(database, now=NOW)

        with pytest.raises(Exception, match="no_such_table"):
            upgrade(database, now=NOW, folder=with_broken_one(tmp_path))

        copies = list(tmp_path.glob("q.db.20261123T020000Z.before-*"))
        assert len(copies) == 1
        assert revision(database_at(f"sqlite:///{copies[0]}")) == newest()

    def test_twice_change_nothing(self, database: Database) -> None:
        upgrade(database, now=NOW)
        with transaction(database, writing=False) as run:
            before = contents(run)

        assert upgrade(database, now=NOW) is None
        with transaction(database, writing=False) as run:
            assert contents(run) == before

    def test_a_newer_database_is_refused(self, database: Database) -> None:
        upgrade(database, now=NOW)
        connection = database.connect(writing=True)
        connection.cursor().execute(
            f"UPDATE meta SET value = '{COMPATIBILITY + 1}' WHERE name = 'compatibility'"
        )
        connection.close()

        with pytest.raises(DatabaseTooNew):
            upgrade(database, now=NOW)
        with pytest.raises(DatabaseTooNew):
            require_current(database)

    async def test_a_database_not_upgraded_is_refused_when_nothing_may_change(
        self, database: Database
    ) -> None:
        with pytest.raises(DatabaseTooOld):
            require_current(database)
        if database.path is not None:
            with pytest.raises(DatabaseTooOld):
                await open_store(f"sqlite:///{database.path}", now=NOW, migrate=False)

    async def test_a_store_opens_without_changing_what_is_current(self, tmp_path: Path) -> None:
        url = f"sqlite:///{tmp_path / 'q.db'}"
        first = await open_store(url, now=NOW)
        await first.write(a_person)
        await first.close()
        second = await open_store(url, now=NOW, migrate=False)

        assert len(await second.read(lambda work: work.people.everybody())) == 1
        await second.close()

    @pytest.mark.parametrize("url", ["sqlite+x:", "mysql://a/b", "sqlite://"])
    def test_another_kind_of_url_is_a_value_error(self, url: str) -> None:
        with pytest.raises(ValueError, match=r"."):
            database_at(url)
