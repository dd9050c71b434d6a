"""`quizbot award CONTEST --out DIR`: what HR takes away."""

from pathlib import Path

import click

from quizbot.cli._settings import open_work, settings_option
from quizbot.cli._show import as_json
from quizbot.config import Settings


@click.command()
@click.argument("contest")
@click.option(
    "--out", type=click.Path(file_okay=False, path_type=Path), required=True, help="Thư mục ghi tệp."
)
@settings_option
@click.option("--json", "data", is_flag=True, help="In cả danh sách dạng JSON.")
def award(contest: str, out: Path, settings: Settings, data: bool) -> None:
    """Xuất danh sách cá nhân và tập thể đứng đầu, kèm lý do từng thứ hạng (.xlsx)."""
    from quizbot.bootstrap import now
    from quizbot.documents.awards import write_award_files
    from quizbot.usecases.awarding import award_list

    with open_work(settings) as work:
        found = work.read(lambda w: award_list(w, slug=contest, now=now()))
    files = write_award_files(found, out)
    if data:
        click.echo(as_json(found))
        return
    for path in files:
        click.echo(f"Đã ghi {path}: {len(found.people)} cá nhân, {len(found.units)} tập thể")
    if found.provisional:
        click.echo("Kết quả TẠM TÍNH. Chốt bằng: quizbot contest finalise " + contest, err=True)
