"""`quizbot paper`: papers of a contest, drafted from its rules and results."""

from datetime import date
from pathlib import Path

import click

from quizbot.cli._papers import desk_options, open_desk_of, signed_option
from quizbot.cli._sections import SectionedGroup
from quizbot.cli._settings import open_work, settings_option
from quizbot.config import Settings


@click.group(cls=SectionedGroup)
def paper() -> None:
    """Văn bản của cuộc thi: kế hoạch, quyết định, thể lệ, thông báo, báo cáo."""


COMMAND = paper


@paper.command(name="list")
def list_() -> None:
    """Liệt kê các văn bản có thể soạn."""
    from quizbot.documents.papers import PAPERS

    for name in PAPERS:
        each = PAPERS[name]
        more = " (cần --round)" if each.of_round else ""
        click.echo(f"{name:<20} {each.title}{more}")


@paper.command()
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
def desk(folder: Path) -> None:
    """Tạo thư mục văn bản của cơ quan từ mẫu đi kèm; tệp đã có được giữ nguyên."""
    from quizbot.documents.desk import lay_out_desk

    made = lay_out_desk(folder)
    for path in made:
        click.echo(f"Đã tạo {path}")
    click.echo(f"Sửa các tệp rồi ghi vào config.yaml: papers: {folder}")


@paper.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
def template(file: Path) -> None:
    """Soát một mẫu .docx của cơ quan, liệt kê các chỗ điền dùng được."""
    from quizbot.documents.formats.docx_template import KNOWN, REQUIRED, check_template

    for placeholder, what in KNOWN.items():
        needed = " (bắt buộc)" if placeholder in REQUIRED else ""
        click.echo(f"  {{{{{placeholder}}}}}: {what}{needed}")
    check_template(file.read_bytes(), name=file.name)
    click.echo(f"Mẫu {file.name} dùng được. Đặt vào thư mục mau của thư mục văn bản.")


@paper.command()
@click.argument("name")
@click.argument("contest")
@click.option(
    "--out", type=click.Path(file_okay=False, path_type=Path), required=True, help="Thư mục ghi tệp."
)
@click.option("--round", "number", type=int, default=None, help="Số vòng, cho thông báo kết quả vòng.")
@signed_option
@desk_options
@settings_option
@click.pass_context
def make(
    ctx: click.Context,
    name: str,
    contest: str,
    out: Path,
    number: int | None,
    signed: date | None,
    papers: Path | None,
    policy: Path | None,
    hr: Path | None,
    settings: Settings,
) -> None:
    """Soạn một văn bản (.docx và .pdf xem trước); tên văn bản xem ở quizbot paper list, hoặc all."""
    from quizbot.documents.dossier import paper_files, write_files
    from quizbot.documents.drafting import UnknownPaper, draft_facts, wanted_papers
    from quizbot.installation import now

    office = open_desk_of(settings, papers=papers, policy=policy, hr=hr)
    try:
        names = wanted_papers(name, of_round=number is not None)
    except UnknownPaper as refused:
        raise click.UsageError(
            f"Không có văn bản tên “{name}”. Chọn một trong: {refused.facts['known']}"
        ) from refused
    at = now()
    with open_work(settings) as work:
        for each in names:
            facts = work.read(
                lambda w, each=each: draft_facts(  # type: ignore[misc]
                    w, office, paper=each, slug=contest, number=number, on=signed, now=at
                )
            )
            for path in write_files(paper_files(each, facts, office), out):
                click.echo(f"Đã ghi {path}")
