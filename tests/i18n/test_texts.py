"""Texts: both languages say the same things, the code asks for no other, nothing is left over."""

import ast
import importlib
import pkgutil
import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

import quizbot
from quizbot.core.attempt import AlreadyAnswered, RoundClosed
from quizbot.core.refusal import Refusal
from quizbot.core.ties import TIES
from quizbot.i18n.texts import LANGUAGES, UnknownText, load_texts
from quizbot.usecases.admission import NotEligible

VI, EN = load_texts("vi"), load_texts("en")
KEYS = VI.keys()
SOURCE = Path(quizbot.__file__).parent


def strings_in(folder: Path) -> Iterator[str]:
    """Give every string of the code, with "*" where something is filled in."""
    for path in folder.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                yield node.value
            elif isinstance(node, ast.JoinedStr):
                yield "".join(
                    str(part.value) if isinstance(part, ast.Constant) else "*" for part in node.values
                )


def asked_for() -> set[str]:
    """List the keys the code asks for by name: the first argument of a call of texts."""
    found = set()
    for path in (SOURCE / "chat").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Call) or not node.args:
                continue
            name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            first = node.args[0]
            if name in ("t", "texts") and isinstance(first, ast.Constant) and isinstance(first.value, str):
                found.add(first.value)
    return found


def refusals() -> dict[str, type[Refusal]]:
    """Find every refusal of the code base, by code."""
    for module in pkgutil.walk_packages(quizbot.__path__, "quizbot."):
        if module.name.split(".")[1] in ("core", "usecases", "chat", "i18n"):
            importlib.import_module(module.name)
    for module in pkgutil.walk_packages(quizbot.__path__, "quizbot."):
        # the Telegram adapter loads a library that takes seconds; its refusals stand in its settings
        if not module.name.startswith(("quizbot.__main__", "quizbot.channels.telegram.")):
            importlib.import_module(module.name)
    importlib.import_module("quizbot.channels.telegram.settings")
    found: dict[str, type[Refusal]] = {}
    waiting: list[type[Refusal]] = [Refusal]
    while waiting:
        for each in waiting.pop().__subclasses__():
            waiting.append(each)
            if each.__module__.startswith("quizbot."):
                found[each.code] = each
    return found


class TestLanguages:
    def test_have_the_same_keys(self) -> None:
        assert VI.keys() == EN.keys()

    def test_have_the_same_placeholders(self) -> None:
        assert {key for key in KEYS if VI.placeholders(key) != EN.placeholders(key)} == set()

    @pytest.mark.parametrize("language", LANGUAGES)
    def test_say_something_everywhere(self, language: str) -> None:
        texts = load_texts(language)

        empty = [key for key in KEYS if not texts(key, **dict.fromkeys(texts.placeholders(key), "x"))]

        assert empty == []


class TestKeys:
    def test_that_the_code_asks_for_exist(self) -> None:
        assert asked_for()
        assert sorted(asked_for() - set(KEYS)) == []

    def test_that_exist_are_asked_for(self) -> None:
        said = set(strings_in(SOURCE))
        patterns = [
            re.compile(re.escape(each).replace(r"\*", r"[\w.]+"))
            for each in said
            if "*" in each and re.fullmatch(r"[a-z]+\.[a-z_.*]*\*[a-z_.*]*", each)
        ]

        idle = [
            key
            for key in KEYS
            if key not in said
            and not key.startswith("refusal.")
            and not any(pattern.fullmatch(key) for pattern in patterns)
        ]

        assert idle == []


class TestRefusals:
    def test_have_a_text_each(self) -> None:
        assert sorted(code for code in refusals() if f"refusal.{code}" not in VI) == []

    def test_with_a_text_exist(self) -> None:
        known = {*refusals(), "other", "storage.trouble", "storage.busy"}
        texts = {key.removeprefix("refusal.") for key in KEYS if key.startswith("refusal.")}

        assert {
            each for each in texts if not any(each == k or each.startswith(f"{k}.") for k in known)
        } == set()

    def test_are_said_with_their_facts(self) -> None:
        closed = RoundClosed(closed_at=datetime(2026, 3, 8, 3, tzinfo=UTC))

        assert VI.refusal(closed) == "Vòng thi đã kết thúc lúc 10:00 ngày 08/03/2026."
        assert VI.refusal(AlreadyAnswered(position=3)) == "Câu 3 đã được ghi; không đổi được nữa."

    @pytest.mark.parametrize("reason", ["left", "not_approved", "no_unit", "unit_not_invited", "excluded"])
    def test_of_entry_give_the_reason_in_words(self, reason: str) -> None:
        for texts in (VI, EN):
            assert reason not in texts.refusal(NotEligible(reason=reason))

    def test_without_their_facts_are_said_all_the_same(self) -> None:
        assert VI.refusal(AlreadyAnswered()) == "Câu … đã được ghi; không đổi được nữa."

    def test_without_a_text_give_their_code(self) -> None:
        class Odd(Refusal):
            code = "odd.one"

        assert "odd.one" in VI.refusal(Odd())


class TestOverrides:
    def test_replace_a_text(self, tmp_path: Path) -> None:
        own = tmp_path / "texts.yaml"
        own.write_text("menu: {title: 'Kính chào {name}'}", encoding="utf-8")

        assert load_texts("vi", overrides=own)("menu.title", name="An") == "Kính chào An"

    @pytest.mark.parametrize("text", ["menu: {titel: x}", "menu: {title: '{nobody}'}"])
    def test_that_fit_nothing_are_refused(self, tmp_path: Path, text: str) -> None:
        own = tmp_path / "texts.yaml"
        own.write_text(text, encoding="utf-8")

        with pytest.raises(UnknownText):
            load_texts("vi", overrides=own)


class TestFacts:
    def test_are_written_in_the_language(self) -> None:
        limit = timedelta(minutes=9, seconds=30)

        assert VI("contests.limit", limit=limit).startswith("Thời gian làm bài: 9 phút 30 giây")
        assert "9 min 30 s" in EN("contests.limit", limit=limit)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("step", ["points", *sorted(TIES)])
def test_every_step_of_the_order_has_a_name_and_a_reason(language: str, step: str) -> None:
    texts = load_texts(language)

    assert texts(f"boards.step_{step}")
    assert texts(f"boards.why_{step}", above=1, below=2)
