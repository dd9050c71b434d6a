"""Backup, restore and move: what comes out is what went in."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from quizbot.cli.db import db
from quizbot.storage import SqlStore, open_store
from quizbot.storage.backup import backup, check, restore
from quizbot.storage.engine import Database, database_at
from quizbot.storage.move import move
from quizbot.storage.refusals import NotABackup, TargetNotEmpty
from quizbot.usecases.ports import Address, AuditEntry, Session, Work
from tests.stores import (
    NOW,
    a_message,
    a_person,
    a_question,
    a_unit,
    an_answer,
    an_entry,
    an_open_round,
    start,
)


def fill(work: Work) -> None:
    """Put something of everything in."""
    a_unit(work, "SAU")
    a_unit(work, "TRUOC", parent="SAU")
    work.people.put_unit(code="SAU", name="Sở", kind="so", parent=None)
    people = [a_person(work, f"{number:03}", unit="TRUOC") for number in range(30)]
    round_ = an_open_round(work)[1]
    for number, person in enumerate(people):
        attempt = start(work, person, round_)
        work.attempts.record(an_answer(attempt), answered=1, right=1, points=1)
        work.standings.put(an_entry(person, right=number % 7))
        work.people.link(Address(channel="console", address=str(number), person_id=person.id, linked_at=NOW))
    work.bank.apply([a_question(1), a_question(2)], whole=True)
    work.chats.put(Session(channel="console", address="1", data={"a": [1.5, None, "ế"]}, heard_at=NOW))
    work.chats.first_time("console", "u", now=NOW)
    work.outbox.add([a_message()])
    work.audit.record(AuditEntry(at=NOW, actor="cli", action="a.b", subject="x", detail={"n": 1}))


@pytest.fixture
async def filled(store: SqlStore) -> SqlStore:
    """Give a store with something of everything in it, still open."""
    await store.write(fill)
    return store


class TestBackup:
    async def test_comes_back_with_equal_hashes(self, filled: SqlStore, tmp_path: Path) -> None:
        told: list[str] = []
        held = backup(
            filled.database,
            tmp_path / "b.db",
            now=NOW,
            progress=lambda table, done, total: told.append(table),
        )
        target = database_at(f"sqlite:///{tmp_path / 'new.db'}")
        back = restore(tmp_path / "b.db", target, now=NOW)
        health = check(target)

        assert back == held == health.tables
        assert health.faults == ()
        assert {each.table: each.rows for each in held}["answer"] == 30
        assert told
        assert _files(tmp_path) == ["b.db", "new.db", "new.db.lock"]

    async def test_never_overwrites(self, filled: SqlStore, tmp_path: Path) -> None:
        (tmp_path / "b.db").write_text("mine")

        with pytest.raises(TargetNotEmpty):
            backup(filled.database, tmp_path / "b.db", now=NOW)
        assert (tmp_path / "b.db").read_text() == "mine"

    async def test_restoring_puts_aside_what_was_there(self, filled: SqlStore, tmp_path: Path) -> None:
        held = backup(filled.database, tmp_path / "b.db", now=NOW)
        target = database_at(f"sqlite:///{tmp_path / 'new.db'}")
        restore(tmp_path / "b.db", target, now=NOW)

        with pytest.raises(TargetNotEmpty):
            restore(tmp_path / "b.db", target, now=NOW)
        assert restore(tmp_path / "b.db", target, now=NOW, replace=True) == held
        assert len(_files(tmp_path, ".before-restore")) == 1

    @pytest.mark.parametrize("damage", ["text", "cut", "absent"])
    async def test_a_damaged_file_is_no_backup(self, filled: SqlStore, tmp_path: Path, damage: str) -> None:
        path = tmp_path / "b.db"
        if damage == "text":
            path.write_text("not a database, not at all " * 99)
        elif damage == "cut":
            backup(filled.database, path, now=NOW)
            path.write_bytes(path.read_bytes()[:20_000])

        with pytest.raises(NotABackup):
            restore(path, database_at(f"sqlite:///{tmp_path / 'new.db'}"), now=NOW)
        assert not (tmp_path / "new.db").exists()


class TestMove:
    async def test_there_and_back_changes_nothing(
        self, filled: SqlStore, tmp_path: Path, postgres_url: str
    ) -> None:
        there, back = _two(filled, tmp_path, postgres_url)
        first = move(filled.database, there, now=NOW)
        second = move(there, back, now=NOW)

        assert first == second == check(back).tables
        assert check(there).faults == ()

    async def test_new_rows_take_new_numbers(self, tmp_path: Path, postgres_url: str) -> None:
        source = await open_store("sqlite://", now=NOW)
        await source.write(fill)
        move(source.database, database_at(postgres_url), now=NOW)
        await source.close()
        target = await open_store(postgres_url, now=NOW)
        person = await target.write(lambda work: a_person(work, "new"))
        await target.close()

        assert person.id == 31

    async def test_refuses_a_target_that_holds_something(
        self, filled: SqlStore, tmp_path: Path, postgres_url: str
    ) -> None:
        there, _ = _two(filled, tmp_path, postgres_url)
        move(filled.database, there, now=NOW)

        with pytest.raises(TargetNotEmpty):
            move(filled.database, there, now=NOW)


class TestCheck:
    async def test_sees_a_broken_chain_and_a_wrong_count(self, filled: SqlStore) -> None:
        connection = filled.database.connect(writing=True)
        connection.cursor().execute("UPDATE audit SET subject = 'y'")
        connection.cursor().execute("UPDATE standing_count SET people = people + 1")
        connection.close()

        faults = check(filled.database).faults

        assert len(faults) == 2


class TestCommand:
    def test_does_it_all_on_files(self, tmp_path: Path) -> None:
        runner = CliRunner()
        one, two, copy = (tmp_path / name for name in ("one.db", "two.db", "copy.db"))

        def run(*words: str) -> str:
            done = runner.invoke(db, words, catch_exceptions=False)
            assert done.exit_code == 0, done.output
            return done.stdout

        run("upgrade", "--database", f"sqlite:///{one}")
        run("backup", "--database", f"sqlite:///{one}", "--out", str(copy))
        run("restore", str(copy), "--database", f"sqlite:///{two}")
        run("move", "--database", f"sqlite:///{two}", "--to", f"sqlite:///{tmp_path / 'three.db'}")
        checked = json.loads(run("check", "--database", f"sqlite:///{tmp_path / 'three.db'}", "--json"))

        assert checked["faults"] == []

    def test_another_kind_of_url_is_wrong_usage(self) -> None:
        done = CliRunner().invoke(db, ["check", "--database", "mysql://a/b"])

        assert done.exit_code == 2


def _two(filled: SqlStore, tmp_path: Path, postgres_url: str) -> tuple[Database, Database]:
    """Give an empty database of the other engine, and one of the same."""
    file = database_at(f"sqlite:///{tmp_path / 'there.db'}")
    if filled.database.path is not None:
        return database_at(postgres_url), file
    return file, database_at(f"sqlite:///{tmp_path / 'back.db'}")


def _files(folder: Path, end: str = "") -> list[str]:
    return sorted(path.name for path in folder.iterdir() if path.name.endswith(end))
