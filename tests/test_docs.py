"""The documentation holds together: links lead somewhere, decisions have their form."""

import re
from pathlib import Path

import click
import pytest

from quizbot.cli import main
from quizbot.cli.award import AwardGroup

ROOT = Path(__file__).resolve().parent.parent
PAGES = sorted(
    [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), *(ROOT / "questions").rglob("*.md")],
    key=lambda page: page.as_posix(),
)
DECISIONS = sorted((ROOT / "docs" / "decisions").glob("[0-9]*.md"))


def local_links(page: Path) -> list[str]:
    """Return the targets of a page's links that lead to files."""
    found = re.findall(r"\]\(([^)\s]+)\)", page.read_text(encoding="utf-8"))
    return [
        target.partition("#")[0] for target in found if "://" not in target and not target.startswith("#")
    ]


class TestPages:
    @pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
    def test_link_to_what_is_there(self, page: Path) -> None:
        assert [target for target in local_links(page) if not (page.parent / target).exists()] == []


class TestDecisions:
    @pytest.mark.parametrize("page", DECISIONS, ids=lambda page: page.stem)
    def test_have_context_decision_consequences_alternatives(self, page: Path) -> None:
        headings = re.findall(r"^## (.+)$", page.read_text(encoding="utf-8"), flags=re.MULTILINE)

        assert headings == ["Context", "Decision", "Consequences", "Alternatives"]

    def test_are_numbered_without_gaps_and_all_listed(self) -> None:
        index = (ROOT / "docs" / "decisions" / "README.md").read_text(encoding="utf-8")

        assert [int(page.name[:4]) for page in DECISIONS] == list(range(1, len(DECISIONS) + 1))
        assert [page.name for page in DECISIONS if f"({page.name})" not in index] == []


HOW_TO = [page for page in PAGES if page.parent.name == "how-to"]
COMMANDS = "|".join(sorted(main.known()))
CALL = re.compile(rf"(?<![\w./-])(?:\./start|quizbot) ((?:{COMMANDS})\b[^`|\n#>·;]*)")
CALLING = "Lệnh viết ở đây là `./start …`"


def calls(page: Path) -> list[list[str]]:
    """Return the words of every command that a page names."""
    text = page.read_text(encoding="utf-8").replace("\\\n", " ")
    return [found.split() for found in CALL.findall(text)]


def wrong_in(words: list[str]) -> str:
    """Say which word of a command is not known; empty when all are."""
    command: click.Command = main
    context = click.Context(main)
    for number, word in enumerate(words):
        if not isinstance(command, click.Group):
            break
        found = command.get_command(context, word.rstrip(".,:)"))
        if found is None:
            if isinstance(command, AwardGroup):
                command = command.commands["file"]
            elif re.fullmatch(r"[a-z-]+", word) and number > 0:
                return word
            break
        command = found
    options = {name for each in command.params for name in (*each.opts, *each.secondary_opts)} | {"--help"}
    named = [word.partition("=")[0].rstrip(".,:)") for word in words if word.startswith("--")]
    return next((name for name in named if name not in options), "")


class TestCommandsInPages:
    @pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
    def test_are_there_with_their_options(self, page: Path) -> None:
        assert [(" ".join(words), wrong_in(words)) for words in calls(page) if wrong_in(words)] == []

    @pytest.mark.parametrize("page", HOW_TO, ids=lambda page: page.stem)
    def test_begin_as_a_newcomer_begins_and_the_page_says_so(self, page: Path) -> None:
        text = page.read_text(encoding="utf-8")

        assert re.findall(rf"(?<![\w./-])quizbot (?:{COMMANDS})\b[^\n]*", text) == []
        assert not calls(page) or CALLING in text.split("\n## ")[0]


class TestIndex:
    def test_leads_to_every_page(self) -> None:
        seen, ahead = set(), [ROOT / "docs" / "README.md"]
        while ahead:
            page = ahead.pop()
            if page in seen or page.suffix != ".md":
                continue
            seen.add(page)
            ahead += [(page.parent / target).resolve() for target in local_links(page) if target]

        every = {page for page in PAGES if page.is_relative_to(ROOT / "docs")}
        assert sorted(str(page.relative_to(ROOT)) for page in every - seen) == []

    @pytest.mark.parametrize(
        "page",
        [page for page in PAGES if page.parent.name in ("how-to", "operate")],
        ids=lambda page: page.stem,
    )
    def test_pages_say_for_whom_they_are(self, page: Path) -> None:
        assert "dành cho" in page.read_text(encoding="utf-8").split("\n## ")[0].lower()
