"""The command-line library speaks Vietnamese, every sentence of it that people can meet."""

import ast
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from quizbot.cli import main
from quizbot.cli._click_words import WORDS

# said to programmers, or on systems and in dialogues that quizbot has none of
NOT_MET = {
    "Value must be an iterable.",
    "Boolean option {decl!r} cannot use the same flag for true/false.",
    "Name '{name}' defined twice",
    "Choice({choices})",
    "Unknown color {colour!r}",
    "Unknown standard stream '{name}'",
    "Invalid start character for option ({option})",
}
NOT_MET_BEGINS = ("DeprecationWarning", "Could not determine name", "No options defined", "Arguments take")
NOT_MET_FILES = ("_winconsole.py", "_termui_impl.py", "shell_completion.py")


def sentences() -> Iterator[tuple[str, ...]]:
    """Read from the library's own code what it may say: one form, or one and many."""
    for path in sorted(Path(click.__file__).parent.glob("*.py")):
        if path.name in NOT_MET_FILES:
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
                texts = [each.value for each in node.args if isinstance(each, ast.Constant)]
                if node.func.id == "_" and texts:
                    yield (texts[0],)
                elif node.func.id == "ngettext":
                    yield tuple(texts[:2])


def met(forms: tuple[str, ...]) -> bool:
    return not (forms[0] in NOT_MET or forms[0].startswith(NOT_MET_BEGINS))


def said(*words: str, **environ: str) -> tuple[int, str]:
    result = CliRunner().invoke(main, list(words), env=environ)
    return result.exit_code, result.output


class TestEverySentence:
    @pytest.mark.parametrize("forms", sorted(set(filter(met, sentences()))), ids=lambda forms: forms[0][:40])
    def test_is_said_in_vietnamese(self, forms: tuple[str, ...]) -> None:
        assert forms[-1] in WORDS, forms

    @pytest.mark.parametrize("text", sorted(WORDS))
    def test_keeps_no_word_that_the_library_has_dropped(self, text: str) -> None:
        assert text in {form for forms in sentences() for form in forms}

    @pytest.mark.parametrize(("text", "ours"), sorted(WORDS.items()), ids=lambda text: text[:40])
    def test_fills_no_place_that_the_library_leaves_open(self, text: str, ours: str) -> None:
        places = {"message": "m", "command": "c", "option": "o", "possibility": "p", "possibilities": "p"}
        places |= {"var": "v", "default": "d", "param_type": "t", "param_name": "n", "name": "n", "args": "a"}
        places |= {"param_hint": "h", "nargs": "2", "len": "3", "len_type": "2", "len_value": "3"}
        places |= {"choices": "c", "choice": "c", "value": "v", "formats": "f", "format": "f", "range": "r"}
        places |= {"states": "s", "number_type": "n", "filename": "f"}

        # fails where ours names a place that theirs does not fill
        if "%(" not in text:
            assert set(_places(ours)) <= set(_places(text))
            ours.format(**places)


def _places(text: str) -> Iterator[str]:
    from string import Formatter

    return (name for _, name, _, _ in Formatter().parse(text) if name)


class TestWrongWords:
    @pytest.mark.parametrize(
        ("words", "answer"),
        [
            (["people", "merge", "1"], "Lỗi: Thiếu 'MÃ_GIỮ_LẠI'."),
            (["bank", "chek"], "Không có lệnh 'chek'. (Có phải một trong: 'check'"),
            (["bank", "check", "--srict"], "Không có tuỳ chọn '--srict'. Có phải '--strict'?"),
            (["bank", "check", "--lang", "fr"], "'--lang' không dùng được: 'fr' không có trong 'vi', 'en'."),
            (["bank", "import", "khong-co.docx"], "không có 'khong-co.docx' ở chỗ này."),
            (["demo", "--port", "80000"], "80000 nằm ngoài khoảng 0<=x<=65535."),
            (["demo", "--port", "tám"], "'tám' không phải là số"),
            (["demo", "a", "b"], "Thừa: a b"),
            (["standings", "x", "--round"], "Tuỳ chọn '--round' cần 1 giá trị theo sau."),
            (["bank", "export", "--out", "a"], "Thiếu tuỳ chọn '--format'. Chọn một trong:"),
        ],
    )
    def test_are_explained_in_vietnamese(self, words: list[str], answer: str) -> None:
        code, output = said(*words)

        assert code == 2
        assert "Lỗi: " in output
        assert answer in output

    def test_are_explained_in_english_to_who_asks_for_it(self) -> None:
        code, output = said("people", "merge", "1", QUIZBOT_LANG="en")

        assert code == 2
        assert "Error: Missing argument" in output
        assert "Usage: " in output


class TestHelp:
    def test_has_vietnamese_headings(self) -> None:
        _, output = said("bank", "check", "--help")

        assert output.startswith("Cách gõ: ")
        assert "[TUỲ_CHỌN] [THƯ_MỤC]" in output
        assert "\nTuỳ chọn:\n" in output
        assert "In phần giúp này." in output
