"""Measure a long export and very many certificates against the bare library writing the same bytes.

    python -m benchmarks.papers [--rows 100000] [--certificates 10000]

Each part runs in a process of its own, so that its peak of memory is its own. The peer writes the same cells
(or the same pages) with the library alone: no values of ours, no heights of rows, no signed records. Goals
(docs/performance.md): export at most 2.5 times the library and 1.5 times its memory; certificates at most 1.5
times and 1.5 times; ten times as many rows at most 1.1 times the memory, ten times as many certificates 1.3 times.
"""

import argparse
import json
import multiprocessing
import resource
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from quizbot.core.contest import Contest, ContestKind, ContestState, DrawRule, PaperRules, Schedule
from quizbot.core.ids import PersonId, UnitId
from quizbot.usecases.ports import BoardRow, StandingEntry

FAMILIES = ("Nguyễn Thị", "Giàng A", "Tẩn Phủ", "Lò Văn", "Vàng Thị", "Đặng Quốc")
GIVEN = ("Ánh", "Páo", "Quan", "Đôi", "Mỷ", "Ân", "Thuỷ", "Hòa")
HEADING = ("BẢNG KẾT QUẢ CÁ NHÂN", "Đo hiệu năng")


def name(number: int) -> str:
    """Give somebody a name."""
    return f"{FAMILIES[number % len(FAMILIES)]} {GIVEN[number % len(GIVEN)]} {number}"


def board(count: int) -> Iterator[BoardRow]:
    """Give the rows of a board as storage would."""
    for number in range(1, count + 1):
        entry = StandingEntry(
            board="contest:1",
            person_id=PersonId(number),
            unit_id=UnitId(number % 40),
            bracket="",
            key=b"",
            points=150 - number % 150,
            right=150 - number % 150,
            asked=150,
            duration_s=60 + number % 3000,
            detail="",
        )
        yield BoardRow(
            place=number,
            entry=entry,
            name=name(number),
            code=f"{number:08d}",
            unit_code=f"dv-{number % 40:02d}",
            unit_name=f"Phòng số {number % 40}",
        )


def export(path: str, count: int) -> None:
    """Write the export with our code."""
    from quizbot.documents.formats.xlsx import write_xlsx_file
    from quizbot.documents.whole_board import board_sheet

    write_xlsx_file(Path(path), [board_sheet(board(count), heading=HEADING)])


def export_bare(path: str, count: int) -> None:
    """Write the same cells with XlsxWriter alone, in its own mode of constant memory."""
    import xlsxwriter

    plain = {"font_name": "Times New Roman", "font_size": 12, "valign": "vcenter", "border": 1}
    with xlsxwriter.Workbook(path, {"constant_memory": True, "strings_to_formulas": False}) as book:
        page = book.add_worksheet("Cá nhân")
        text, whole = (
            book.add_format({**plain, "num_format": "@"}),
            book.add_format({**plain, "num_format": "#,##0"}),
        )
        for number, row in enumerate(board(count), start=3):
            entry = row.entry
            page.write_number(number, 0, row.place, whole)
            for column, value in enumerate((row.name, row.code, row.unit_code, row.unit_name), start=1):
                page.write_string(number, column, value, text)
            for column, figure in enumerate(
                (entry.points, entry.right, entry.asked, entry.duration_s), start=5
            ):
                page.write_number(number, column, figure, whole)


def facts() -> Any:
    """Make what certificates are drafted from, without a database."""
    from quizbot.documents.facts import Facts
    from quizbot.documents.office import load_office
    from quizbot.usecases.awarding import AwardList
    from quizbot.usecases.paperwork import ContestFigures

    now = datetime(2026, 11, 28, tzinfo=UTC)
    contest = Contest(
        id="do-hieu-nang",
        title="Tìm hiểu Nghị quyết 57",
        kind=ContestKind.SINGLE,
        rounds=Schedule(),
        paper=PaperRules(draw=(DrawRule(count=10),)),
    )
    awards = AwardList(
        slug=contest.id,
        title=contest.title,
        organiser="",
        state=ContestState.FINAL,
        provisional=False,
        ties=(),
        people=(),
        units=(),
        participants=0,
        as_of=now,
    )
    figures = ContestFigures(
        slug=contest.id,
        contest=contest,
        state=ContestState.FINAL,
        rules_hash="",
        provisional=False,
        as_of=now,
        rounds=(),
        calendar=(),
        people=0,
        attempts=0,
        counted=0,
        perfect=0,
        roster=0,
        disqualified=0,
        corrections=0,
        appeals=0,
        appeals_open=0,
        steps=(),
        awards=awards,
        units=(),
        leaders=(),
        names={},
    )
    return Facts(office=load_office(), figures=figures, on=date(2026, 11, 28))


def certificates(path: str, count: int) -> None:
    """Make certificates with our code: names, serials, signed records, QR codes, files of 100."""
    from quizbot.documents.certificates import Certificate, Seal, certificate_files

    seal = Seal(key=b"k" * 32, base_url="https://thi.example.gov.vn")
    everybody = (
        Certificate(name=name(number), unit=f"Phòng số {number % 40}", award="tham gia")
        for number in range(1, count + 1)
    )
    for number, content in certificate_files(everybody, facts(), seal):
        (Path(path) / f"{number}.pdf").write_bytes(content)


def certificates_bare(path: str, count: int) -> None:
    """Typeset the same pages with typst and draw codes as long with segno, and nothing else."""
    import typst

    from quizbot.documents import certificates as ours
    from quizbot.documents.formats.typesetting import FOLDER, _fonts

    fixed = ours._data(facts(), [])
    template, fonts = (FOLDER / "certificate.typ").read_bytes(), _fonts()
    for first in range(1, count + 1, ours.PAGES_A_FILE):
        pages = [
            {
                "name": name(number),
                "where": f"Phòng số {number % 40}",
                "award": "tham gia",
                "achievement": "",
                "serial": f"do-hieu-nang/{number:05}",
                "qr": ours.qr_svg(f"https://thi.example.gov.vn/chung-nhan/{number:06}{'x' * 150}"),
            }
            for number in range(first, min(first + ours.PAGES_A_FILE, count + 1))
        ]
        made = typst.compile(
            template,
            font_paths=fonts,
            sys_inputs={"data": json.dumps({**fixed, "certificates": pages}, ensure_ascii=False)},
            timestamp=0,
        )
        (Path(path) / f"{first:06}.pdf").write_bytes(made)


def _run(work: Callable[[str, int], None], path: str, count: int, told: Any) -> None:
    # processor time, so that a busy machine changes little
    begun = time.process_time()
    work(path, count)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    told.put((time.process_time() - begun, peak))


def measured(work: Callable[[str, int], None], path: Path, count: int) -> tuple[float, float]:
    """Run a part in a process of its own; gives seconds of the processor and the peak of memory in MB."""
    context = multiprocessing.get_context("spawn")
    told = context.Queue()
    process = context.Process(target=_run, args=(work, str(path), count, told))
    process.start()
    found: tuple[float, float] = told.get()
    process.join()
    return found


def main() -> None:
    """Measure both and print ratios."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--rows", type=int, default=100_000)
    parser.add_argument("--certificates", type=int, default=10_000)
    wanted = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        ours, bare = folder / "ours.xlsx", folder / "bare.xlsx"
        _, peak_tenth = measured(export, folder / "tenth.xlsx", max(1, wanted.rows // 10))
        time_ours, peak_ours = measured(export, ours, wanted.rows)
        time_bare, peak_bare = measured(export_bare, bare, wanted.rows)
        print(
            f"export of {wanted.rows:,} rows: {time_ours:.1f} s, {peak_ours:.0f} MB, {ours.stat().st_size:,} bytes;"
            f" library alone {time_bare:.1f} s, {peak_bare:.0f} MB, {bare.stat().st_size:,} bytes;"
            f" ratio {time_ours / time_bare:.2f}, memory {peak_ours / peak_bare:.2f};"
            f" memory for ten times as many {peak_ours / peak_tenth:.2f}"
        )
        sets = {each: folder / each for each in ("few", "many", "alone")}
        for each in sets.values():
            each.mkdir()
        _, peak_few = measured(certificates, sets["few"], max(1, wanted.certificates // 10))
        time_many, peak_many = measured(certificates, sets["many"], wanted.certificates)
        time_alone, peak_alone = measured(certificates_bare, sets["alone"], wanted.certificates)
        size = sum(each.stat().st_size for each in sets["many"].iterdir())
        print(
            f"{wanted.certificates:,} certificates: {time_many:.1f} s, {peak_many:.0f} MB, {size:,} bytes in"
            f" {len(list(sets['many'].iterdir()))} files; typst alone {time_alone:.1f} s, {peak_alone:.0f} MB;"
            f" ratio {time_many / time_alone:.2f}, memory {peak_many / peak_alone:.2f};"
            f" a tenth of them {peak_few:.0f} MB, memory for ten times as many {peak_many / peak_few:.2f}"
        )
    sys.stdout.flush()


if __name__ == "__main__":
    main()
