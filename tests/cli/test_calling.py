"""Hints can be typed as they stand: they begin as the person began."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

import quizbot.cli
from quizbot.cli import main
from quizbot.cli._calling import VARIABLE, called, typeable

FOLDER = Path(quizbot.cli.__file__).parent


class TestCalled:
    def test_is_quizbot_for_who_has_it_on_the_path(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.delenv(VARIABLE, raising=False)

        assert called() == "quizbot"

    def test_is_the_launcher_as_it_was_typed(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv(VARIABLE, "'/srv/Hội thi/start'")

        assert called() == "'/srv/Hội thi/start'"


class TestTypeable:
    @pytest.fixture(autouse=True)
    def by_launcher(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv(VARIABLE, "./start")

    @pytest.mark.parametrize(
        ("text", "expected"),
        [
            ("Mở bằng: quizbot contest open a", "Mở bằng: ./start contest open a"),
            ("`quizbot bank review`", "`./start bank review`"),
            ("quizbot --help", "./start --help"),
            ("quizbot: bộ máy thi", "quizbot: bộ máy thi"),
            ("một tiến trình quizbot khác", "một tiến trình quizbot khác"),
            ("systemctl stop quizbot", "systemctl stop quizbot"),
            ("/opt/quizbot run", "/opt/quizbot run"),
            ("quizbot runs", "quizbot runs"),
        ],
    )
    def test_changes_commands_and_leaves_the_name(self, text: str, expected: str) -> None:
        assert typeable(text) == expected

    def test_knows_every_command(self) -> None:
        for name in main.known():
            assert typeable(f"quizbot {name}") == f"./start {name}"


class TestHints:
    def test_of_the_first_screen_can_be_typed(self) -> None:
        output = CliRunner().invoke(main, [], env={VARIABLE: "./start"}).output

        assert "./start demo" in output
        assert "quizbot demo" not in output

    def test_of_a_refusal_can_be_typed(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.chdir(tmp_path)

        output = CliRunner().invoke(main, ["contest", "list"], env={VARIABLE: "./start"}).output

        assert "./start contest apply" in output

    def test_are_all_printed_by_tell(self) -> None:
        """`click.echo` prints as it stands; a text that names a command goes through `tell`."""
        assert list(_echoed_hints()) == []


def _echoed_hints() -> Iterator[str]:
    for path in sorted(FOLDER.glob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and ast.unparse(node.func) == "click.echo":
                for each in ast.walk(node):
                    if isinstance(each, ast.Constant) and isinstance(each.value, str) and _names(each.value):
                        yield f"{path.name}:{node.lineno}"


def _names(text: str) -> bool:
    return any(f"quizbot {name} " in f"{text} " for name in main.known())
