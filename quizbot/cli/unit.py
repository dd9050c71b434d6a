"""`quizbot unit`: the tree of units."""

import json
from collections.abc import Iterator, Mapping, Sequence
from zoneinfo import ZoneInfo

import click

from quizbot.cli._calling import tell
from quizbot.cli._sections import SectionedGroup
from quizbot.cli._settings import open_work, settings_option
from quizbot.config import Settings
from quizbot.core.ids import UnitId
from quizbot.installation import now
from quizbot.usecases.ports import Unit

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")


@click.group(cls=SectionedGroup)
def unit() -> None:
    """Cây đơn vị."""


@unit.command("list")
@click.option("--json", "as_json", is_flag=True, help="In dữ liệu JSON.")
@settings_option
def list_units(as_json: bool, settings: Settings) -> None:
    """Hiện cây đơn vị với quân số hôm nay: của riêng đơn vị, và kể cả đơn vị bên dưới."""
    today = now().astimezone(ZONE).date()
    with open_work(settings) as office:
        units, heads = office.read(lambda work: (work.people.units(), work.people.headcount(on=today)))
    totals = totals_of(units, heads)
    if as_json:
        click.echo(json.dumps(_data(units, heads, totals), ensure_ascii=False, indent=2))
        return
    if not units:
        tell("Chưa có đơn vị nào. Nạp danh sách: quizbot people import TỆP")
        return
    rows = [
        (f"{'  ' * depth}{each.name}", each.code, str(heads.get(each.id, 0)), str(totals[each.id]))
        for depth, each in tree_of(units)
    ]
    titles = ("Đơn vị", "Mã", "Riêng", "Cả dưới")
    widths = [max(len(row[column]) for row in (titles, *rows)) for column in range(4)]
    for name, code, own, all_below in (titles, *rows):
        click.echo(
            f"{name.ljust(widths[0])}  {code.ljust(widths[1])}  {own.rjust(widths[2])}  {all_below.rjust(widths[3])}"
        )


def tree_of(units: Sequence[Unit]) -> Iterator[tuple[int, Unit]]:
    """Give units with their depth, each above those below it, by code."""
    below: dict[UnitId | None, list[Unit]] = {}
    for each in units:
        below.setdefault(each.parent_id, []).append(each)
    waiting = [(0, each) for each in reversed(below.get(None, []))]
    while waiting:
        depth, each = waiting.pop()
        yield depth, each
        waiting += [(depth + 1, child) for child in reversed(below.get(each.id, []))]


def totals_of(units: Sequence[Unit], heads: Mapping[UnitId, int]) -> dict[UnitId, int]:
    """Count the people of each unit with all units below it."""
    totals = {each.id: heads.get(each.id, 0) for each in units}
    for each in reversed([each for _, each in tree_of(units)]):
        if each.parent_id is not None:
            totals[each.parent_id] += totals[each.id]
    return totals


def _data(
    units: Sequence[Unit], heads: Mapping[UnitId, int], totals: Mapping[UnitId, int]
) -> list[dict[str, object]]:
    codes = {each.id: each.code for each in units}
    return [
        {
            "code": each.code,
            "name": each.name,
            "kind": each.kind,
            "parent": codes[each.parent_id] if each.parent_id is not None else None,
            "depth": depth,
            "people": heads.get(each.id, 0),
            "people_below": totals[each.id],
        }
        for depth, each in tree_of(units)
    ]
