"""The whole commendation file: papers, print files, sheets, in filing order, one after another."""

import io
import zipfile
from collections.abc import Iterable, Iterator
from pathlib import Path

from quizbot.core.refusal import Refusal
from quizbot.documents.awards import award_sheets
from quizbot.documents.certificates import Certificate, Seal, certificate_files, prize_certificates
from quizbot.documents.council import council_sheets
from quizbot.documents.desk import Desk
from quizbot.documents.facts import Facts
from quizbot.documents.formats.docx_template import write_on
from quizbot.documents.formats.pdf import write_pdf
from quizbot.documents.formats.xlsx import write_xlsx
from quizbot.documents.intake import intake_sheets
from quizbot.documents.overprint import calibration_pdf, overprint_pdf, printed
from quizbot.documents.papers import PAPERS, Draft, commendation_papers
from quizbot.documents.reading_first import read_first
from quizbot.documents.summaries import summary_sheet

File = tuple[str, bytes]
PREVIEW = "xem-truoc"


def dossier_files(
    facts: Facts, desk: Desk, seal: Seal | None, *, everybody: Iterable[Certificate] = ()
) -> Iterator[File]:
    """Make the files one by one, in filing order; no more than one is in memory.

    Args:
        facts: with the commendation.
        desk: settings, codes and templates of the office.
        seal: what signs certificates; None: none are made.
        everybody: certificates of taking part, beside those of prizes.

    Raises:
        CodeUnmapped, NoBaseSalary, PlaceholderUnknown, PlaceholderMissing, BodyNotAlone, NotATemplate
    """
    mark = "-tam-tinh" if facts.figures.provisional else ""
    yield f"00_DocTruoc{mark}.txt", read_first(facts, desk, sealed=seal is not None).encode()
    for name in commendation_papers():
        for file, content in paper_files(name, facts, desk):
            yield file, content
    if printed(facts):
        yield f"08_GiayKhen_InPhoi{mark}.pdf", overprint_pdf(facts)
        yield "08_GiayKhen_CanChinh.pdf", calibration_pdf(facts.office.blank)
    if seal is not None and not facts.figures.provisional:
        for number, content in certificate_files(_chain(prize_certificates(facts), everybody), facts, seal):
            yield f"09_GiayChungNhan_{number}.pdf", content
    yield f"10_HoiDong_TruocKhiHop{mark}.xlsx", write_xlsx(council_sheets(facts))
    if desk.codes is not None and not facts.figures.provisional:
        yield "11_PhanMemKhenThuong.xlsx", write_xlsx(intake_sheets(facts, desk.codes))
    yield f"12_TomTatThanhTich_SuaDuoc{mark}.xlsx", write_xlsx([summary_sheet(facts)])
    yield f"13_BangKetQua{mark}.xlsx", write_xlsx(award_sheets(facts.figures.awards))


def paper_files(name: str, facts: Facts, desk: Desk) -> Iterator[File]:
    """Make a paper as Word file, on the office's template if there is one, and as PDF to look at."""
    kind: Draft = PAPERS[name]
    paper = kind.draft(facts)
    mark = "-tam-tinh" if paper.warning else ""
    number = f"_{facts.round_number:02}" if kind.of_round and facts.round_number else ""
    yield f"{kind.file}{number}{mark}.docx", write_on(desk.template(name), paper)
    yield f"{PREVIEW}/{kind.file}{number}{mark}.pdf", write_pdf(paper)


class NotWritable(Refusal):
    """A file cannot be written where it was asked for."""

    code = "file.not_writable"


def write_files(files: Iterable[File], folder: Path) -> Iterator[Path]:
    """Write files into a folder as they come.

    Raises:
        NotWritable
    """
    for name, content in files:
        path = folder / name
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
        except OSError as error:
            raise NotWritable(path=str(path), reason=error.strerror or str(error)) from error
        yield path


def zipped(files: Iterable[File], *, folder: str) -> bytes:
    """Put files into one zip, under one folder; the same files give the same bytes."""
    memory = io.BytesIO()
    with zipfile.ZipFile(memory, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files:
            archive.writestr(zipfile.ZipInfo(f"{folder}/{name}"), content, zipfile.ZIP_DEFLATED)
    return memory.getvalue()


def zip_folder(paths: Iterable[Path], *, root: Path, target: Path) -> Path:
    """Put written files into one zip, reading one at a time."""
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in paths:
            archive.write(path, f"{target.stem}/{path.relative_to(root)}")
    return target


def _chain(first: Iterable[Certificate], second: Iterable[Certificate]) -> Iterator[Certificate]:
    yield from first
    yield from second
