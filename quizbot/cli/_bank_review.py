"""`quizbot bank review`: read questions blind, one after the other, and keep what was found."""

from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import click

from quizbot.bank.loader import load_bank
from quizbot.bank.reading_record import add, record_of, settle
from quizbot.bank.readings import READINGS
from quizbot.bank.reviewing import VERDICTS, blind_lines, judged, waiting
from quizbot.bank.values import LoadedBank, Reading
from quizbot.core.question import Question
from quizbot.core.vietnamese import fold
from quizbot.forms.faults import FormFaults

_LETTERS = dict(zip("r2ksfd", VERDICTS, strict=True))
_QUIT = ("q", "thoat", "nghi")


@click.command()
@click.argument("folder", type=click.Path(path_type=Path, exists=True, file_okay=False))
@click.option("--as", "reader", help="Tên người đọc, ghi vào hồ sơ; khác người ra câu.")
@click.option("--document", help="Chỉ đọc câu hỏi của một văn bản, ví dụ nq57.")
@click.option("--most", type=click.IntRange(min=1), help="Đọc nhiều nhất chừng này câu.")
@click.option("--settle", is_flag=True, help="Không đọc, chỉ ghi lại status theo hồ sơ trong readings/.")
def review(folder: Path, reader: str | None, document: str | None, most: int | None, settle: bool) -> None:
    """Đọc mù: trả lời từng câu khi không thấy đáp án, nói câu có rõ không; câu đạt được ghi là đã duyệt."""
    if settle:
        _settle(folder)
        return
    if not (reader and reader.strip()):
        raise click.UsageError("Cần --as: tên người đọc, ghi vào hồ sơ duyệt.")
    try:
        _read(folder, reader.strip(), document, most)
    finally:
        _settle(folder)


def _read(folder: Path, reader: str, document: str | None, most: int | None) -> None:
    from quizbot.i18n.formats import LOCAL
    from quizbot.installation import now

    bank = _loaded(folder)
    wanted = [each for each in waiting(bank, reader=reader) if document in (None, each.document)][:most]
    if not wanted:
        click.echo("Không còn câu nào chờ bạn đọc.")
        return
    today = now().astimezone(LOCAL).date()
    target = record_of(folder / READINGS, reader=reader, on=today)
    click.echo(f"{len(wanted)} câu chờ đọc. Gõ câu trả lời như trong trò chuyện; q: nghỉ, lần sau đọc tiếp.")
    made: list[Reading] = []
    for index, question in enumerate(wanted, start=1):
        click.echo(f"\n── {index}/{len(wanted)} ─────────")
        click.echo("\n".join(blind_lines(bank, question)))
        found = _asked(question, reader=reader, today=today)
        if found is None:
            break
        made.append(found)
        with _mended():
            add(folder / READINGS, found)
        click.echo("Khớp đáp án." if found.agrees else "KHÁC đáp án: câu trở lại cho người ra đề.")
    _tell(made, target)


def _asked(question: Question, *, reader: str, today: date) -> Reading | None:
    """Ask until the answer is understood; None when the reader stops."""
    while True:
        answer = click.prompt("Trả lời", prompt_suffix="> ")
        if fold(answer) in _QUIT:
            return None
        if judged(question, answer=answer, verdict="clear", note="", reader=reader, on=today) is not None:
            break
        click.echo("Chưa hiểu câu trả lời này; gõ như “C”, “A C”, “50”.")
    told = " · ".join(f"{letter} {VERDICTS[name]}" for letter, name in _LETTERS.items())
    letter = click.prompt(
        f"Nhận xét ({told})", default="r", type=click.Choice(list(_LETTERS)), show_choices=False
    )
    note = "" if letter == "r" else click.prompt("Ghi chú cho người ra đề", default="", show_default=False)
    return judged(question, answer=answer, verdict=_LETTERS[letter], note=note, reader=reader, on=today)


def _loaded(folder: Path) -> LoadedBank:
    with _mended():
        return load_bank(folder)


@contextmanager
def _mended() -> Iterator[None]:
    """Say what has to be mended before anybody can read on."""
    try:
        yield
    except FormFaults as refused:
        raise click.ClickException(f"Ngân hàng còn lỗi, hãy sửa trước:\n{refused}") from refused


def _settle(folder: Path) -> None:
    """Write the status that the last reading of each question gives it; the rest stays as it is."""
    with _mended():
        changed = settle(folder)
    if changed:
        click.echo(f"{changed} câu được ghi status theo hồ sơ đọc mù.")


def _tell(made: Sequence[Reading], target: Path) -> None:
    if not made:
        return
    passed = sum(each.passes for each in made)
    click.echo(f"\nĐã đọc {len(made)} câu, {passed} câu đạt. Hồ sơ: {target}")
    for name, count in Counter(each.verdict for each in made if not each.passes).items():
        click.echo(f"  {count} câu: {VERDICTS[name] if name != 'clear' else 'chọn phương án khác đáp án'}")
