"""Every figure of the papers added again by a script that knows nothing of ours: SQL over the raw log alone."""

import io
import sqlite3
from collections import defaultdict
from datetime import timedelta
from pathlib import Path
from typing import Any

import docx

from quizbot.core.contest import AttemptRules, Counted, Prize, PrizeRules, UnitRules
from quizbot.documents.desk import open_desk
from quizbot.documents.dossier import dossier_files
from quizbot.documents.facts import Facts
from quizbot.usecases import people
from quizbot.usecases.paperwork import commendation
from tests.build import CLOSES, OPENS, contest, opened
from tests.documents.test_dossier import ON, PEOPLE, POLICY, finalised


def by_hand(path: Path) -> dict[str, Any]:
    """Count people, attempts and right answers from the tables of the log; the best attempt of a round counts."""
    base = sqlite3.connect(path)
    rows = base.execute(
        "SELECT a.person_id, p.code, a.round_id, a.number,"
        " (SELECT count(*) FROM answer w WHERE w.attempt_id = a.id AND w.right), a.asked, a.status"
        " FROM attempt a JOIN person p ON p.id = a.person_id ORDER BY a.person_id, a.round_id, a.number"
    ).fetchall()
    best: dict[tuple[str, int], tuple[int, int]] = {}
    for _, code, round_id, _, right, asked, status in rows:
        if status in ("submitted", "expired"):
            before = best.get((code, round_id), (-1, 0))
            best[code, round_id] = max(before, (right, asked), key=lambda each: each[0])
    right_of: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    for (code, _), (right, asked) in best.items():
        right_of[code][0] += right
        right_of[code][1] += asked
    base.close()
    return {"people": len({row[0] for row in rows}), "attempts": len(rows), "right": dict(right_of)}


async def test_agree_with_the_papers_in_a_contest_where_everything_happened(tmp_path: Path) -> None:
    """Two rounds, several attempts, a tie, a hold, somebody erased, a unit renamed, somebody moved in the middle."""
    file = tmp_path / "quizbot.db"
    async with opened(f"sqlite:///{file}") as office:
        week = CLOSES - OPENS
        rules = contest(
            attempts=AttemptRules(per_round=2, counted=Counted.BEST_THEN_EARLIEST),
            units=UnitRules(score="mean"),
            prizes=PrizeRules(person=(Prize(name="Giải Nhất", count=1, amount=300_000),)),
        )
        await office.run(rules, (OPENS, CLOSES), (CLOSES, CLOSES + week))
        for name, given in (
            ("an", "ACA"),
            ("an", "BCD"),
            ("ha", "BCA"),
            ("dung", "BCA"),
            ("binh", "AAA"),
            ("cuc", "BAA"),
        ):
            await office.played(name, "cuoc-thi", *given)
        office.clock.now = CLOSES
        await office.tick()
        await office.write(
            lambda work: work.people.put_unit(
                code="p2", name="Phòng Chuyển đổi số", kind="phong", parent="vp"
            )
        )
        for name, given in (("an", "BCD"), ("ha", "BCD"), ("lan", "BAA")):
            await office.played(name, "cuoc-thi", *given)
        office.clock.now = CLOSES + week + timedelta(minutes=1)
        await office.tick()
        await finalised(office)
        cuc = office.people["cuc"]
        await office.write(lambda work: people.erase(work, cuc, by="t", now=office.clock()))
        found = await office.write(
            lambda work: commendation(
                work, slug="cuoc-thi", policy=POLICY, people=PEOPLE, units={}, now=office.clock()
            )
        )
        facts = Facts(office=open_desk(None).office, figures=found.figures, on=ON, commendation=found)
        made = dict(dossier_files(facts, open_desk(None), None))

    log = by_hand(file)

    minutes = docx.Document(io.BytesIO(made["01_BienBanTongHopKetQua.docx"]))
    text = "\n".join(each.text for each in minutes.paragraphs)
    assert f"Số người dự thi: {log['people']:02} người" in text
    assert f"Số lượt thi: {log['attempts']:02} lượt" in text
    tables = [[[cell.text for cell in row.cells] for row in table.rows] for table in minutes.tables]
    rounds = next(each for each in tables if each[0][0] == "Vòng")
    assert sum(int(row[4]) for row in rounds[1:]) == log["attempts"]
    leaders = next(each for each in tables if each[0][:2] == ["Hạng", "Họ và tên"])
    names = {person.name: person.code for person in office.people.values()}
    for row in leaders[1:]:
        code = names[row[1].removesuffix(" (đồng hạng)")]
        assert row[3] == "{}/{}".format(*log["right"][code])
    units = next(each for each in tables if each[0][:2] == ["Hạng", "Tập thể"])
    assert sum(int(row[3]) for row in units[1:-1]) == int(units[-1][3])
    assert any("Phòng Chuyển đổi số" in row[1] for row in units)
    everything = "\n".join(
        "\n".join(
            [each.text for each in one.paragraphs]
            + [c.text for t in one.tables for r in t.rows for c in r.cells]
        )
        for name, content in made.items()
        if name.endswith(".docx")
        for one in [docx.Document(io.BytesIO(content))]
    )
    # who was erased is named nowhere
    assert cuc.name not in everything
