"""The award list as a workbook: people, people by name, units."""

from datetime import datetime
from pathlib import Path

from quizbot.core.vietnamese import name_key
from quizbot.documents.formats.xlsx import write_xlsx
from quizbot.documents.reasons import why
from quizbot.documents.sheets import Cell, Column, Sheet
from quizbot.i18n.corrections_text import footnote_text
from quizbot.i18n.formats import moment
from quizbot.i18n.texts import load_texts
from quizbot.i18n.unit_kinds import vi_bracket
from quizbot.usecases.awarding import AwardList, PersonAward, UnitAward, award_list
from quizbot.usecases.ports import Work
from quizbot.usecases.unfinished import settled

PROVISIONAL = "KẾT QUẢ TẠM TÍNH – chưa phải kết quả chính thức, không dùng để trình khen thưởng."
OWN_WINDOW = "Được dự thi vào giờ riêng theo quyết định của Ban Tổ chức."
NOTES = {
    "": "",
    "tie_at_cut": "Bằng nhau ở mọi tiêu chí tại ranh giới giải; Ban Tổ chức quyết định.",
    "had_one": "Đã có giải; giải chuyển cho người kế tiếp.",
    "had_other": "Đã có giải; mỗi người nhận một giải.",
    "few_rounds": "Chưa dự đủ số vòng tối thiểu để được xét giải.",
    "unit_full": "Đơn vị đã đủ số người đoạt giải; giải chuyển cho người kế tiếp.",
    "household_full": "Hộ gia đình đã đủ số người đoạt giải; giải chuyển cho người kế tiếp.",
}
TO_CONFIRM = {"age": "tuổi", "residence": "nơi cư trú", "titles": "chức danh", "grades": "ngạch"}
"""What stands on the list of people of whom nobody has told it yet."""
UNRANKED = {
    "participation": "Chưa đủ tỷ lệ tham gia để xếp hạng",
    "nobody": "Chưa có người tham gia",
    "": "",
}

PEOPLE = (
    Column(title="Thứ hạng", kind="whole", width=9),
    Column(title="Họ và tên", width=28),
    Column(title="Mã nhân sự", width=12),
    Column(title="Đơn vị", width=34),
    Column(title="Điểm", kind="points", width=9, optional=True),
    Column(title="Số câu đúng", kind="whole", width=9),
    Column(title="Số câu hỏi", kind="whole", width=9),
    Column(title="Thời gian làm bài (phút:giây)", kind="duration", width=13),
    Column(title="Giải", width=16, optional=True),
    Column(title="Tiền thưởng", kind="money", width=14, optional=True),
    Column(title="Vòng", kind="whole", width=7, optional=True),
    Column(title="Lý do xếp hạng", width=44),
    Column(title="Ghi chú", width=36, optional=True),
)
UNITS = (
    Column(title="Thứ hạng", kind="whole", width=9),
    Column(title="Mức", kind="whole", width=7),
    Column(title="Đơn vị", width=40),
    Column(title="Mã đơn vị", width=14),
    Column(title="Quân số", kind="whole", width=9),
    Column(title="Số người tham gia", kind="whole", width=11),
    Column(title="Tỷ lệ tham gia", kind="share", width=10),
    Column(title="Tỷ lệ đúng bình quân", kind="share", width=11),
    Column(title="Mức ước lượng", kind="share", width=11),
    Column(title="z theo cỡ đơn vị", kind="decimal", width=11),
    Column(title="Giải", width=16, optional=True),
    Column(title="Tiền thưởng", kind="money", width=14, optional=True),
    Column(title="Lý do, ghi chú", width=40, optional=True),
)


def award_workbook(work: Work, slug: str, now: datetime) -> tuple[str, bytes]:
    """Make the workbook HR downloads; gives its file name and content.

    Raises:
        UnknownContest
        RoundRuns: only what a round that runs may still change could stand there.
    """
    found = settled(work, award_list(work, slug=slug, now=now), now=now)
    return file_name(found), write_xlsx(award_sheets(found))


def file_name(found: AwardList) -> str:
    """Name the file after the contest, and say when it is provisional."""
    return f"khen-thuong-{found.slug}{'-tam-tinh' if found.provisional else ''}.xlsx"


def write_award_files(found: AwardList, folder: Path) -> tuple[Path, ...]:
    """Write the award list into a folder; gives the files."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / file_name(found)
    path.write_bytes(write_xlsx(award_sheets(found)))
    return (path,)


def award_sheets(found: AwardList) -> tuple[Sheet, ...]:
    """Lay the award list out as sheets."""
    by_name = sorted(found.people, key=lambda each: (name_key(each.name), each.unit, each.code))
    notes = (
        "Người cùng thứ hạng bằng nhau ở mọi tiêu chí. Thời gian làm bài chỉ dùng để phân định khi bằng điểm.",
        f"Số người có kết quả được tính: {found.participants} người.",
        *_footnotes(found),
    )
    return (
        Sheet(
            name="Cá nhân",
            warning=PROVISIONAL if found.provisional else "",
            heading=_heading(found, "DANH SÁCH CÁ NHÂN"),
            columns=PEOPLE,
            rows=tuple(_person(each, found) for each in found.people),
            notes=notes,
        ),
        Sheet(
            name="Cá nhân theo tên",
            warning=PROVISIONAL if found.provisional else "",
            heading=_heading(found, "DANH SÁCH CÁ NHÂN (xếp theo tên)"),
            columns=PEOPLE,
            rows=tuple(_person(each, found) for each in by_name),
        ),
        Sheet(
            name="Tập thể",
            warning=PROVISIONAL if found.provisional else "",
            heading=_heading(found, "DANH SÁCH TẬP THỂ"),
            columns=UNITS,
            rows=tuple(_unit(each, found) for each in found.units),
            notes=(
                "z theo cỡ đơn vị: mức hơn kém so với bình quân chung, đã tính đến số người của đơn vị.",
                "Các đơn vị cùng mức có kết quả gần như nhau, chưa đủ căn cứ để nói đơn vị nào hơn.",
                "Giải trao theo thứ hạng như thể lệ định; giữa các đơn vị cùng mức, đó là cách phân định của thể lệ.",
            ),
        ),
    )


def _footnotes(found: AwardList) -> tuple[str, ...]:
    if not found.notes:
        return ()
    texts = load_texts("vi")
    return tuple(footnote_text(each, texts) for each in found.notes)


def _heading(found: AwardList, title: str) -> tuple[str, ...]:
    lines = [title, found.title]
    if found.organiser:
        lines.append(found.organiser)
    lines.append(f"Số liệu lúc {moment(found.as_of)}")
    if found.provisional:
        lines.append(PROVISIONAL)
    return tuple(lines)


def _person(each: PersonAward, found: AwardList) -> tuple[Cell, ...]:
    return (
        each.place,
        each.name,
        each.code,
        each.unit,
        None if each.by_right else float(each.points),
        each.right,
        each.asked,
        each.duration_s,
        each.prize,
        each.amount or None,
        each.round_number,
        why(each),
        " ".join(filter(None, _remarks(each, _block(each.block, found)))),
    )


def _block(block: str, found: AwardList) -> str:
    return vi_bracket(found.blocks.get(block, block)) if block else ""


def _remarks(each: PersonAward, block: str) -> tuple[str, ...]:
    missing = ", ".join(TO_CONFIRM.get(name, name) for name in each.to_confirm)
    return (
        f"{each.ladder or 'Khối'}{f' ({block})' if block else ''}." if each.ladder or block else "",
        f"Chờ xác nhận: {missing}." if missing else "",
        f"Kèm {each.certificate}." if each.certificate else "",
        NOTES[each.note],
        OWN_WINDOW if each.own_window else "",
    )


def _unit(each: UnitAward, found: AwardList) -> tuple[Cell, ...]:
    result = each.line.result
    return (
        result.place,
        result.band,
        each.line.name,
        result.code,
        result.roster,
        result.participants,
        result.participation,
        result.mean,
        result.level,
        result.z,
        each.prize,
        each.amount or None,
        " ".join(
            filter(
                None,
                (
                    _unit_ladder(each, _block(each.block, found)),
                    UNRANKED[result.unranked] or NOTES[each.note],
                ),
            )
        ),
    )


def _unit_ladder(each: UnitAward, block: str) -> str:
    rounds = f"vòng {', '.join(map(str, each.rounds))}" if each.rounds else ""
    said = ", ".join(filter(None, (each.ladder, block, rounds)))
    return f"{said[0].upper()}{said[1:]}." if said else ""
