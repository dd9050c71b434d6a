"""`quizbot award CONTEST --out DIR`: the whole commendation file in one action; the council's decisions; the register."""

from datetime import date, datetime
from pathlib import Path

import click

from quizbot.cli._award_council import council, decide, take_back
from quizbot.cli._award_register import bring_in, granted, register, strike
from quizbot.cli._calling import tell
from quizbot.cli._papers import desk_options, open_desk_of, seal_of, signed_option
from quizbot.cli._sections import SectionedGroup
from quizbot.cli._settings import open_work, settings_option
from quizbot.cli._show import as_json
from quizbot.config import Settings


class AwardGroup(SectionedGroup):
    """A group whose first word may be a contest: then it is `file` that is meant."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Read the first word as a command, or else as the contest of `file`."""
        if args and args[0] not in self.commands and args[0] not in ("-h", "--help"):
            args = ["file", *args]
        return super().parse_args(ctx, args)


@click.group(
    cls=AwardGroup,
    sections={
        "Các lệnh": ("file", "council", "decide", "take-back", "granted", "register", "bring-in", "strike")
    },
)
def award() -> None:
    """Hồ sơ khen thưởng (`award CUOC-THI --out THU-MUC`), quyết định của Hội đồng, sổ quyết định khen thưởng."""


for _command in (decide, take_back, council, granted, register, bring_in, strike):
    award.add_command(_command)


@award.command("file")
@click.argument("contest")
@click.option(
    "--out", type=click.Path(file_okay=False, path_type=Path), required=True, help="Thư mục ghi tệp."
)
@signed_option
@desk_options
@click.option(
    "--summaries",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Tệp 12_TomTatThanhTich_SuaDuoc.xlsx đã sửa câu tóm tắt.",
)
@click.option("--zip", "zip_", is_flag=True, help="Gói cả hồ sơ vào một tệp .zip trong thư mục ghi.")
@click.option(
    "--everybody", is_flag=True, help="Thêm giấy chứng nhận tham gia cho mọi người có kết quả được tính."
)
@settings_option
@click.option("--json", "data", is_flag=True, help="In danh sách và diễn biến xét dạng JSON.")
def file(
    contest: str,
    out: Path,
    signed: date | None,
    papers: Path | None,
    policy: Path | None,
    hr: Path | None,
    summaries: Path | None,
    settings: Settings,
    *,
    zip_: bool,
    everybody: bool,
    data: bool,
) -> None:
    """Xuất hồ sơ khen thưởng: văn bản để ký, danh sách, giấy khen, giấy chứng nhận, danh sách chi tiền."""
    from quizbot.documents.certificates import Certificate
    from quizbot.documents.dossier import dossier_files, write_files, zip_folder
    from quizbot.documents.facts import Facts
    from quizbot.documents.summaries import read_summaries
    from quizbot.i18n.formats import LOCAL
    from quizbot.installation import now
    from quizbot.usecases.paperwork import commendation, note_taken

    desk = open_desk_of(settings, papers=papers, policy=policy, hr=hr)
    mended = read_summaries(summaries) if summaries else {}
    at: datetime = now()
    with open_work(settings) as work:
        found = work.read(
            lambda w: commendation(
                w,
                slug=contest,
                policy=desk.policy,
                people=desk.records.people,
                units=desk.records.units,
                now=at,
            )
        )
        facts = Facts(
            office=desk.office,
            figures=found.figures,
            on=signed or at.astimezone(LOCAL).date(),
            commendation=found,
            mended=mended,
        )
        taking_part = (
            Certificate(name=each.name, unit=each.unit, award="tham gia", achievement="")
            for each in found.nominees
            if everybody and each.subject == "person"
        )
        written = []
        for path in write_files(dossier_files(facts, desk, seal_of(settings), everybody=taking_part), out):
            written.append(path)
            if not data:
                click.echo(f"Đã ghi {path}")
        work.write(lambda w: note_taken(w, found.figures, by="cli", now=at))
        if zip_:
            target = (
                out / f"ho-so-khen-thuong-{contest}{'-tam-tinh' if found.figures.provisional else ''}.zip"
            )
            zip_folder(written, root=out, target=target)
            if not data:
                click.echo(f"Đã gói {target}")
    if data:
        click.echo(as_json(found))
        return
    if found.without_record:
        click.echo(f"Chưa có hồ sơ nhân sự của: {', '.join(found.without_record)}", err=True)
    if found.figures.provisional:
        tell("Kết quả TẠM TÍNH. Chốt bằng: quizbot contest finalise " + contest, err=True)


COMMAND = award
