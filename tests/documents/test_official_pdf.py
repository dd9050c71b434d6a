"""PDF with embedded fonts: every Vietnamese letter, every page."""

import io
import unicodedata

import pypdf
import pytest

from quizbot.documents.formats.pdf import write_pdf
from quizbot.documents.metrics import has_glyph, width_mm
from quizbot.documents.official import Paper, Text
from tests.documents.papers_made import WARNING, paper

TONES = ("", "\u0300", "\u0309", "\u0303", "\u0301", "\u0323")
LETTERS = tuple(
    unicodedata.normalize("NFC", each + tone)
    for base in "aăâbcdđeêghiklmnoôơpqrstuưvxyfjwz"
    for each in (base, base.upper())
    for tone in (TONES if base in "aăâeêioôơuưy" else ("",))
)


def opened(made: Paper) -> pypdf.PdfReader:
    return pypdf.PdfReader(io.BytesIO(write_pdf(made)))


class TestFonts:
    @pytest.mark.parametrize("style", ["Regular", "Bold", "Italic", "BoldItalic"])
    def test_draw_every_vietnamese_letter_and_mark(self, style: str) -> None:
        marks = [each for each in TONES if each] + ["\u0302", "\u0306", "\u031b"]

        assert [each for each in (*LETTERS, *"₫…–“”‘’", *marks) if not has_glyph(each, style)] == []

    def test_have_the_widths_of_times_new_roman(self) -> None:
        assert width_mm("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", size=13, bold=True) == pytest.approx(
            95.7, abs=0.1
        )
        assert width_mm("Độc lập - Tự do - Hạnh phúc", size=14, bold=True) == pytest.approx(60.5, abs=0.1)

    def test_are_embedded(self) -> None:
        for page in opened(paper()).pages:
            for font in page["/Resources"]["/Font"].values():
                below = font.get_object()["/DescendantFonts"][0].get_object()
                assert "LiberationSerif" in below["/BaseFont"]
                assert "/FontFile2" in below["/FontDescriptor"].get_object()


class TestText:
    def test_comes_out_as_it_went_in(self) -> None:
        text = " ".join(LETTERS)
        made = opened(paper(blocks=(Text(text=text),), attachments=()))
        found = unicodedata.normalize("NFC", "".join(page.extract_text() for page in made.pages))

        assert "".join(text.split()) in "".join(found.split())

    def test_keeps_signs_that_mean_something_to_the_typesetter(self) -> None:
        found = opened(paper()).pages[0].extract_text()

        assert "#dấu *sao* $tiền_ [ngoặc]" in " ".join(found.split())


class TestPages:
    def test_are_a4_upright_or_across(self) -> None:
        sizes = [
            (round(float(p.mediabox.width)), round(float(p.mediabox.height))) for p in opened(paper()).pages
        ]

        assert sizes[0] == (595, 842)
        assert sizes[-1] == (842, 595)

    def test_are_numbered_from_the_second_and_anew_in_an_attachment(self) -> None:
        pages = [page.extract_text().strip().splitlines() for page in opened(paper()).pages]
        across = next(n for n, page in enumerate(opened(paper()).pages) if page.mediabox.width > 800)

        assert pages[0][0] != "1"
        assert [page[0].strip() for page in pages[1:across]] == [str(n) for n in range(2, across + 1)]
        assert pages[across][0].startswith("DANH SÁCH")
        assert pages[across + 1][0].strip() == "2"

    def test_all_say_that_they_are_provisional(self) -> None:
        pages = opened(paper(warning=WARNING)).pages

        assert len(pages) > 3
        assert all(WARNING in page.extract_text() for page in pages)

    def test_are_the_same_bytes_for_the_same_paper(self) -> None:
        assert write_pdf(paper()) == write_pdf(paper())
