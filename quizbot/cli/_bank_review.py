"""`quizbot bank review`: read questions blind, one after the other, and keep what was found."""

import re
from collections import Counter
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import click

from quizbot.bank.loader import load_bank
from quizbot.bank.readings import READINGS, read_readings, readings_file
from quizbot.bank.reviewing import VERDICTS, blind_lines, earned, judged, waiting, with_status
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
    from quizbot.bootstrap import now
    from quizbot.i18n.formats import LOCAL

    bank = _loaded(folder)
    wanted = [each for each in waiting(bank, reader=reader) if document in (None, each.document)][:most]
    if not wanted:
        click.echo("Không còn câu nào chờ bạn đọc.")
        return
    today = now().astimezone(LOCAL).date()
    target = folder / READINGS / f"{today.isoformat()}-{_slug(reader)}.yaml"
    click.echo(f"{len(wanted)} câu chờ đọc. Gõ câu trả lời như trong trò chuyện; q: nghỉ, lần sau đọc tiếp.")
    made: list[Reading] = []
    for index, question in enumerate(wanted, start=1):
        click.echo(f"\n── {index}/{len(wanted)} ─────────")
        click.echo("\n".join(blind_lines(bank, question)))
        found = _asked(question, reader=reader, today=today)
        if found is None:
            break
        made.append(found)
        _keep(target, reader, today, [*_before(target), found])
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
    try:
        return load_bank(folder)
    except FormFaults as refused:
        raise click.ClickException(f"Ngân hàng còn lỗi, hãy sửa trước:\n{refused}") from refused


def _before(target: Path) -> list[Reading]:
    """Give the readings that stand in the file already, so that stopping loses nothing."""
    if not target.exists():
        return []
    found, faults = read_readings([(target, target.read_text(encoding="utf-8"))])
    if faults:
        raise click.ClickException("\n".join(map(str, faults)))
    return [each for readings in found.values() for each in readings]


def _keep(target: Path, reader: str, today: date, readings: Sequence[Reading]) -> None:
    target.parent.mkdir(exist_ok=True)
    part = target.with_name(target.name + ".part")
    part.write_text(readings_file(reader, today, readings), encoding="utf-8")
    part.replace(target)


def _settle(folder: Path) -> None:
    """Write the status that the last reading of each question gives it; the rest stays as it is."""
    bank = _loaded(folder)
    files: dict[str, dict[int, str]] = {}
    for status, questions in earned(bank).items():
        for each in questions:
            where = bank.place(each.id)
            files.setdefault(where.file, {})[where.place.line] = status
    for file, statuses in files.items():
        path = Path(file)
        path.write_text(with_status(path.read_text(encoding="utf-8"), statuses), encoding="utf-8")
    changed = sum(map(len, files.values()))
    if changed:
        click.echo(f"{changed} câu được ghi status theo hồ sơ đọc mù.")


def _tell(made: Sequence[Reading], target: Path) -> None:
    if not made:
        return
    passed = sum(each.passes for each in made)
    click.echo(f"\nĐã đọc {len(made)} câu, {passed} câu đạt. Hồ sơ: {target}")
    for name, count in Counter(each.verdict for each in made if not each.passes).items():
        click.echo(f"  {count} câu: {VERDICTS[name] if name != 'clear' else 'chọn phương án khác đáp án'}")


def _slug(reader: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", fold(reader)).strip("-") or "nguoi-doc"
