"""A second counting of a period, written apart from the product: SQL rows and plain Python, nothing of quizbot.

It knows the tables and the rules of docs/rules/reports.md, and no more. It counts contests without corrections.
"""

import json
import sqlite3
from collections import Counter, defaultdict
from datetime import UTC, date, datetime, timedelta
from pathlib import Path


def recount(path: Path, start: date, end: date) -> dict[str, int]:
    """Count a period from a SQLite file; ids as the reports have them."""
    base = sqlite3.connect(path)
    base.row_factory = sqlite3.Row
    rows = {name: base.execute(f"SELECT * FROM {name}").fetchall() for name in _TABLES}
    base.close()
    first, after = (_utc(day) for day in (start, end))
    units = {each["id"]: each for each in rows["unit"]}
    code = {each: _below_the_office(each, units) for each in units}
    contests = {each["id"]: json.loads(each["body"]) for each in rows["contest"]}
    rounds = {each["id"]: each for each in rows["round"]}
    topics = {each["shown_hash"]: json.loads(each["body"]) for each in rows["question"]}
    played_for = _played_for(rows, rounds)
    count: Counter[str] = Counter()
    people: dict[str, set[int]] = defaultdict(set)
    last_unit: dict[int, int] = {}
    answers = defaultdict(list)
    for each in sorted(rows["answer"], key=lambda each: each["revision"]):
        answers[each["attempt_id"]].append(each)
    for attempt in sorted(rows["attempt"], key=lambda each: each["id"]):
        if not first <= _moment(attempt["started_at"]) < after:
            continue
        round_ = rounds[attempt["round_id"]]
        contest, who = contests[round_["contest_id"]], attempt["person_id"]
        if contest["kind"] == "practice":
            count["on-tap.luot"] += 1
            people["on-tap.nguoi"].add(who)
            continue
        unit = played_for(attempt)
        last_unit[who] = unit
        places = ("", f"vong.{contest['id']}.{round_['number']}.", f"don-vi.{code[unit]}.")
        people["nguoi"].add(who)
        people[f"{places[1]}nguoi"].add(who)
        for place in places:
            count[f"{place}luot"] += 1
            count[f"{place}{'luot-dang-lam' if attempt['status'] == 'open' else 'luot-tinh'}"] += 1
        if attempt["status"] == "open":
            continue
        given = {each["position"]: each for each in answers[attempt["id"]]}
        paper = json.loads(attempt["paper"])["items"]
        right = sum(bool(each["right"]) for each in given.values())
        ended = min(_moment(attempt["submitted_at"]), _moment(attempt["deadline_at"]))
        for place in places:
            count[f"{place}giay"] += int((ended - _moment(attempt["started_at"])).total_seconds())
            count[f"{place}luot-dung-het"] += right == len(paper)
        for position, item in enumerate(paper):
            question = topics[item["shown_hash"]]
            answer = given.get(position)
            kind = "bo-trong" if answer is None else "dung" if answer["right"] else "sai"
            topic = f"chu-de.{question['document']}.{question['topic']}."
            for place in (*places, topic, f"cau-hoi.{item['question_id']}."):
                count[f"{place}cau"] += 1
                count[f"{place}{kind}"] += 1
    belongs = {
        each["person_id"]: each["unit_id"]
        for each in sorted(rows["membership"], key=lambda each: each["since"])
        if each["since"] < end.isoformat() and (each["until"] is None or each["until"] > start.isoformat())
    }
    for who in {**last_unit, **belongs}:
        unit = code[belongs.get(who, last_unit.get(who, 0))]
        people["quan-so"].add(who)
        people[f"don-vi.{unit}.quan-so"].add(who)
        if who in people["nguoi"]:
            people[f"don-vi.{unit}.nguoi"].add(who)
    return {**count, **{name: len(found) for name, found in people.items()}}


_TABLES = ("unit", "contest", "round", "attempt", "answer", "membership", "person", "question")


def _played_for(rows: dict[str, list[sqlite3.Row]], rounds: dict[int, sqlite3.Row]):  # type: ignore[no-untyped-def]
    def unit(attempt: sqlite3.Row) -> int:
        day = (_moment(rounds[attempt["round_id"]]["opens_at"]) + timedelta(hours=7)).date().isoformat()
        for each in rows["membership"]:
            here = each["since"] <= day and (each["until"] is None or each["until"] > day)
            if each["person_id"] == attempt["person_id"] and here:
                return int(each["unit_id"])
        return next(int(each["unit_id"]) for each in rows["person"] if each["id"] == attempt["person_id"])

    return unit


def _below_the_office(unit: int, units: dict[int, sqlite3.Row]) -> str:
    above = units[unit]["parent_id"]
    if above is None or units[above]["parent_id"] is None:
        return str(units[unit]["code"])
    return _below_the_office(above, units)


def _utc(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=UTC) - timedelta(hours=7)


def _moment(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)
