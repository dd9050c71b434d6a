"""`quizbot bank import` and `quizbot bank export`: questions from other files and into them."""

import re
import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from quizbot.bank.exchange.values import file_hash
from quizbot.bank.formats import FORMATS, guess, unreadable
from quizbot.bank.intake.apply import applied, target_of
from quizbot.bank.intake.placing import Placing
from quizbot.bank.intake.plan import Plan, plan
from quizbot.bank.limits import MOST_BYTES
from quizbot.bank.loader import load_bank
from quizbot.bank.values import LoadedBank
from quizbot.cli import _exchange_view as view
from quizbot.cli._calling import tell
from quizbot.cli._settings import Told, settings_option
from quizbot.core.vietnamese import fold
from quizbot.forms.faults import FormFaults
from quizbot.forms.shipped import shipped

if TYPE_CHECKING:
    from quizbot.config import Settings

_NOT_ALL = 1
TOPIC = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
NO_BANK_OF_OUR_OWN = """\
Chưa ghi gì: cơ quan chưa có thư mục ngân hàng riêng, và bộ câu hỏi kèm theo chương trình không bị ghi vào
(nâng cấp chương trình sẽ mất phần đã ghi). Hãy làm một lần:
  quizbot bank own THƯ-MỤC          chép bộ kèm theo thành ngân hàng của cơ quan
rồi ghi questions: THƯ-MỤC vào config.yaml, hoặc thêm --bank THƯ-MỤC vào lệnh vừa gõ."""
_FORMAT = click.option(
    "--format", "format_", type=click.Choice(sorted(FORMATS)), help="Định dạng; không nêu thì tự nhận ra."
)
_BANK = click.option(
    "--bank", type=click.Path(path_type=Path), help="Thư mục ngân hàng câu hỏi (mặc định: bộ kèm theo)."
)


@click.command("import")
@click.argument("file", metavar="TỆP", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@_FORMAT
@_BANK
@click.option("--document", help="Khóa của văn bản trong sources.yaml, ví dụ nq57.")
@click.option("--topic", help="Chủ đề, viết không dấu: the-che.")
@click.option("--section", help="Mục của văn bản mà các câu hỏi dẫn tới, ví dụ III.2.")
@click.option("--fact", "facts", multiple=True, help="Dữ kiện được dẫn; lặp lại được.")
@click.option(
    "--level", type=click.IntRange(1, 3), default=1, show_default=True, help="Mức độ khi tệp không ghi."
)
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), help="Tệp YAML để ghi vào.")
@click.option("--yes", is_flag=True, help="Ghi mà không hỏi lại.")
@click.option("--confirm-keys", is_flag=True, help="Đồng ý đổi đáp án của những câu đã có.")
@click.option("--keep-original/--no-keep-original", default=True, help="Giữ bản gốc bên cạnh tệp YAML.")
@click.option("--json", "as_json", is_flag=True, help="In ra dữ liệu JSON, không ghi gì.")
@settings_option
def import_(
    file: Path, format_: str | None, bank: Path | None, document: str | None, topic: str | None,
    section: str | None, facts: tuple[str, ...], level: int, out: Path | None, yes: bool,
    confirm_keys: bool, keep_original: bool, as_json: bool, settings: "Settings",
) -> None:  # fmt: skip
    """Nhập câu hỏi từ Word, văn bản, bảng tính, GIFT, Aiken, Moodle XML, QTI.

    Trước hết in ra những gì đã hiểu: từng câu ở chỗ nào, đáp án nhận ra nhờ đâu, câu nào không lấy
    được và vì sao. Chỉ ghi khi đồng ý. Đáp án của câu đã có chỉ đổi khi có --confirm-keys.

    Ghi vào thư mục --bank, không nêu thì vào ngân hàng của cơ quan (mục questions trong config.yaml).
    Bộ câu hỏi kèm theo chương trình không bị ghi vào, trừ khi nêu rõ bằng --bank.
    """
    if file.stat().st_size > MOST_BYTES:
        raise click.ClickException(f"{file}: tệp lớn hơn {MOST_BYTES // 1024 // 1024} MB; hãy chia nhỏ")
    content = file.read_bytes()
    name = format_ or guess(file.name, content)
    if format_ is None and unreadable(content):
        raise click.ClickException(f"{file}: {unreadable(content)}")
    if name is None:
        raise click.ClickException(
            f"{file}: không nhận ra định dạng; dùng --format với một trong: {', '.join(sorted(FORMATS))}"
        )
    imported = FORMATS[name].read(file.name, content)
    if as_json:
        click.echo(view.as_json(imported, format_=name, sha256=file_hash(content)))
        return
    click.echo(view.understood(imported, file=file.name, title=FORMATS[name].title))
    if not imported.found:
        sys.exit(_NOT_ALL)
    if not (document and topic and section):
        click.echo(view.WHAT_IS_MISSING, err=True)
        sys.exit(_NOT_ALL if imported.problems else 0)
    placing = Placing(document=document, topic=topic, section=section, facts=facts, level=level)
    folder = bank or settings.questions
    if bank is None and out is None and folder.resolve() == shipped("questions").resolve():
        raise Told(NO_BANK_OF_OUR_OWN)
    loaded = _load(folder)
    _refuse_unknown(placing, loaded)
    target = out or folder / document / f"{topic}.yaml"
    intake = _Intake(file, content, placing, target)
    made = plan(imported, placing=placing, target=intake.target, bank=loaded.questions)
    click.echo(view.planned(made, target=str(target), shown=len(imported.problems)))
    intake.carry_out(made, yes=yes, confirm_keys=confirm_keys, keep=keep_original)
    sys.exit(_NOT_ALL if made.problems else 0)


class _Intake:
    """One file on its way into one YAML file."""

    def __init__(self, file: Path, content: bytes, placing: Placing, out: Path) -> None:
        self._file, self._content, self._placing, self._out = file, content, placing, out
        self._text = out.read_text(encoding="utf-8") if out.exists() else ""
        self.target, read = target_of(self._text, file=str(out), source=file.name)
        if self._text and read.faults:
            raise click.ClickException("\n".join(["tệp đích có lỗi, hãy sửa trước:", *map(str, read.faults)]))
        for question in read.questions[:1]:
            if (question.document, question.topic) != (placing.document, placing.topic):
                raise click.ClickException(
                    f"{out} là tệp của văn bản {question.document}, chủ đề {question.topic}; chọn --out khác"
                )

    def carry_out(self, made: Plan, *, yes: bool, confirm_keys: bool, keep: bool) -> None:
        """Ask, then write."""
        keys = made.of("key_changed")
        if not made.of("new", "changed", "key_changed"):
            click.echo("Không có gì để ghi.")
            return
        if not yes and not self._asked(f"Ghi vào {self._out}?"):
            click.echo("Chưa ghi gì. Thêm --yes để ghi.")
            return
        if keys and not confirm_keys:
            confirm_keys = not yes and self._asked(f"ĐỔI ĐÁP ÁN của {len(keys)} câu đã có?")
            if not confirm_keys:
                click.echo(f"Giữ nguyên đáp án của {len(keys)} câu; thêm --confirm-keys để đổi.")
        text = applied(
            made, self._text, placing=self._placing, source=self._file.name,
            sha256=file_hash(self._content), confirm_keys=confirm_keys, file=str(self._out),
        )  # fmt: skip
        if text == self._text:
            return
        self._out.parent.mkdir(parents=True, exist_ok=True)
        # the old file stays whole until the new one is
        made_anew = self._out.with_name(f".{self._out.name}.moi")
        made_anew.write_text(text, encoding="utf-8")
        made_anew.replace(self._out)
        tell(
            f"Đã ghi {self._out}. Xem lại mục, dữ kiện, mức độ; rồi chạy: quizbot bank check, và quizbot bank apply để dùng trong cuộc thi"
        )
        if keep:
            kept = self._out.parent / "nguon" / f"{file_hash(self._content)[:12]}-{self._file.name}"
            kept.parent.mkdir(exist_ok=True)
            kept.write_bytes(self._content)
            click.echo(f"Bản gốc được giữ ở {kept}.")

    def _asked(self, question: str) -> bool:
        return sys.stdin.isatty() and click.confirm(question)


@click.command("own")
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
def own(folder: Path) -> None:
    """Chép bộ câu hỏi kèm theo thành ngân hàng riêng của cơ quan, để thêm và sửa mà không mất khi nâng cấp."""
    if folder.exists() and any(folder.iterdir()):
        raise Told(f"Chưa chép gì: {folder} đã có nội dung. Hãy nêu một thư mục mới hoặc còn trống.")
    shutil.copytree(shipped("questions"), folder, dirs_exist_ok=True)
    tell(
        f"Đã chép {len(_load(folder).questions)} câu vào {folder}. Ghi vào config.yaml: questions: {folder}\n"
        f"Thêm câu hỏi: quizbot bank import TỆP --bank {folder}"
    )


@click.command("export")
@click.argument("question_ids", metavar="[CÂU]...", nargs=-1)
@click.option(
    "--format", "format_", type=click.Choice(sorted(FORMATS)), required=True, help="Định dạng của tệp."
)
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), required=True, help="Tệp để ghi.")
@_BANK
@click.option("--document", help="Chỉ câu hỏi của văn bản này.")
@click.option("--topic", help="Chỉ câu hỏi của chủ đề này.")
def export(
    question_ids: tuple[str, ...],
    format_: str,
    out: Path,
    bank: Path | None,
    document: str | None,
    topic: str | None,
) -> None:
    """Xuất câu hỏi ra định dạng khác, và báo rõ những gì định dạng ấy không chứa được."""
    loaded = _load(bank or shipped("questions"))
    known = {question.id for question in loaded.questions}
    missing = [each for each in question_ids if each not in known]
    if missing:
        raise click.BadParameter(f"không có câu hỏi: {', '.join(missing)}", param_hint="CÂU")
    chosen = [
        question
        for question in loaded.questions
        if (not question_ids or question.id in question_ids)
        and document in (None, question.document)
        and topic in (None, question.topic)
        and (question_ids or question.status != "retired")
    ]
    if not chosen:
        raise click.ClickException("không có câu hỏi nào khớp")
    written = FORMATS[format_].write(chosen)
    out.write_bytes(written.content)
    click.echo(view.exported(written, chosen=len(chosen), out=str(out)))


def _load(folder: Path) -> LoadedBank:
    try:
        return load_bank(folder)
    except FormFaults as refused:
        raise click.ClickException(str(refused)) from refused


def _refuse_unknown(placing: Placing, bank: LoadedBank) -> None:
    if not TOPIC.fullmatch(placing.topic):
        near = re.sub(r"[^a-z0-9]+", "-", fold(placing.topic)).strip("-") or "the-che"
        raise click.BadParameter(
            f"“{placing.topic}” không dùng làm tên chủ đề được; viết thường không dấu, nối bằng gạch: {near}",
            param_hint="--topic",
        )
    document = bank.documents.get(placing.document)
    if document is None:
        raise click.BadParameter(
            f"không có văn bản {placing.document}; đang có: {', '.join(bank.documents)}",
            param_hint="--document",
        )
    sections = [section.id for section in document.outline]
    if placing.section not in sections:
        raise click.BadParameter(
            f"văn bản không có mục {placing.section}; đang có: {', '.join(sections)}", param_hint="--section"
        )
    unknown = [fact for fact in placing.facts if fact not in bank.facts]
    if unknown:
        raise click.BadParameter(f"không có dữ kiện: {', '.join(unknown)}", param_hint="--fact")
