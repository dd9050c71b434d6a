"""The documentation holds together: links lead somewhere, decisions have their form."""

import re
from pathlib import Path

import pytest

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
