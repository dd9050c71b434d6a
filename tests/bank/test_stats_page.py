from html.parser import HTMLParser
from pathlib import Path

from quizbot.bank.review import review_bank
from quizbot.bank.rules import Rules
from quizbot.bank.stats import coverage
from quizbot.bank.stats_page import stats_page


class Cells(HTMLParser):
    """Gather the texts of cells row by row, and every address the page names."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.rows: list[list[str]] = []
        self.addresses: list[str] = []
        self._in = False
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.addresses += [value or "" for name, value in attrs if name in ("src", "href")]
        if tag == "tr":
            self.rows.append([])
        self._in = tag == "td"
        if self._in:
            self.rows[-1].append("")

    def handle_data(self, data: str) -> None:
        if self._in:
            self.rows[-1][-1] += data

    def handle_endtag(self, tag: str) -> None:
        self._in = False


def page_of(folder: Path) -> str:
    return stats_page(review_bank(folder, rules=Rules()))


class TestStatsPage:
    def test_shows_every_section_with_its_counts(self, folder: Path) -> None:
        review = review_bank(folder, rules=Rules())

        rows = Cells(stats_page(review)).rows

        for _, section, title, *counts, total, asked, facts in coverage(review.bank).rows:
            shown = [
                str(section),
                str(title),
                *(str(each or "–") for each in counts),
                str(total),
                f"{asked}/{facts}",
            ]
            assert shown in rows

    def test_needs_nothing_else(self, folder: Path) -> None:
        page = page_of(folder)

        assert Cells(page).addresses == []
        assert "url(" not in page
        assert "<script" not in page

    def test_lists_facts_nobody_asks_and_tells_of_faults(self, folder: Path) -> None:
        path = folder / "d1" / "a.yaml"
        path.write_text(path.read_text().replace("D1-02", "D1-01"))

        page = page_of(folder)

        assert "<b>D1-02</b> Điều thứ hai" in page
        assert "d1/a.yaml" in page

    def test_escapes_what_authors_write(self, folder: Path) -> None:
        path = folder / "sources.yaml"
        path.write_text(path.read_text().replace("Mục một", "<b>Mục & một</b>"))

        assert "&lt;b&gt;Mục &amp; một&lt;/b&gt;" in page_of(folder)

    def test_is_the_same_for_the_same_bank(self, folder: Path) -> None:
        assert page_of(folder) == page_of(folder)
