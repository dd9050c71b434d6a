"""Hostile bundles: made by somebody who knows the form and mends every hash that stands in the archive itself."""

import io
import json
import re
import zipfile
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest

from quizbot.core.codec import canonical_plain
from quizbot.core.corrections import Policy
from quizbot.core.proof.archive import MANIFEST, write_archive
from quizbot.core.proof.merkle import Tree, leaf_hash
from quizbot.usecases import drafting
from quizbot.usecases.evidence.checks import verify
from tests.build import OPENS, Office, correct
from tests.offices import database_url, office, small_office
from tests.usecases.evidence.played import SLUG, bundled, played
from tests.usecases.evidence.second import PATH, judged
from tests.usecases.evidence.test_bundle import drawn, finished, members, page, repacked, row

__all__ = ["database_url", "office", "small_office"]

Held = dict[str, bytes]


def resealed(held: Held) -> None:
    """Mend the seal of the first round, as the office itself could before anybody looked."""
    leaves = [leaf_hash(line) for line in held["log/0001.jsonl"].splitlines()]
    mended = {"root": Tree(leaves).root().hex(), "size": len(leaves)}
    page(held, "contest.json", lambda data: data["rounds"][0]["seals"][-1].update(mended))


def both_find(held: Held) -> bool:
    data = repacked(held)
    return not verify(io.BytesIO(data)).holds and judged(data)[0] == 1


def swapped_people(held: Held) -> None:
    first, second = (json.loads(line)["person"] for line in held["log/0001.jsonl"].splitlines()[:2])
    row(held, "log/0001.jsonl", 0, lambda line: line.update(person=second))
    row(held, "log/0001.jsonl", 1, lambda line: line.update(person=first))
    resealed(held)


def later_answer(held: Held) -> None:
    row(
        held, "log/0001.jsonl", 0, lambda line: line["answers"][0].__setitem__(4, "2026-03-02T05:00:00+00:00")
    )
    resealed(held)


def dropped_question(held: Held) -> None:
    held["questions.jsonl"] = b"".join(line + b"\n" for line in held["questions.jsonl"].splitlines()[1:])


def twice_played(held: Held) -> None:
    lines = held["log/0001.jsonl"].splitlines()
    again = json.loads(lines[0]) | {"attempt": 99}
    held["log/0001.jsonl"] += canonical_plain(again) + b"\n"
    resealed(held)


def not_a_number(held: Held) -> None:
    held["boards/units.json"] = re.sub(rb'"mean":[0-9.]+', b'"mean":NaN', held["boards/units.json"], count=1)


def huge_number(held: Held) -> None:
    held["contest.json"] = held["contest.json"].replace(b'"id":1,', b'"id":1e999,')


def long_number(held: Held) -> None:
    held["contest.json"] = held["contest.json"].replace(b'"id":1,', b'"id":' + b"9" * 5000 + b",")


def deep(held: Held) -> None:
    held["boards/units.json"] = b"[" * 100_000 + b"]" * 100_000 + b"\n"


def second_key(held: Held) -> None:
    held["contest.json"] = held["contest.json"].replace(b'{"beacon"', b'{"state":"final","beacon"')


def spaced(held: Held) -> None:
    held["rules.json"] = held["rules.json"].replace(b'":', b'": ')


def second_person(held: Held) -> None:
    held["people.jsonl"] += held["people.jsonl"].splitlines()[0] + b"\n"


def true_for_one(held: Held) -> None:
    row(held, "log/0001.jsonl", 0, lambda line: line["answers"][0].__setitem__(3, True))
    resealed(held)


def strange_member(held: Held) -> None:
    held["KET-QUA.txt"] = b"An dung nhat\n"


def missing_member(held: Held) -> None:
    del held["people.jsonl"]


def not_utf8(held: Held) -> None:
    held["units.jsonl"] = b"\xff" + held["units.jsonl"]


def circular_units(held: Held) -> None:
    codes = [json.loads(line)["unit"] for line in held["units.jsonl"].splitlines()[:2]]
    row(held, "units.jsonl", 0, lambda line: line.update(parent=codes[1]))
    row(held, "units.jsonl", 1, lambda line: line.update(parent=codes[0]))


class TestHostile:
    @pytest.mark.parametrize(
        "forge",
        [
            swapped_people, later_answer, dropped_question, twice_played, not_a_number, huge_number, long_number, deep,
            second_key, spaced, second_person, strange_member, missing_member, not_utf8,
            circular_units,
        ],
    )  # fmt: skip
    async def test_is_found_by_both_and_breaks_neither(
        self, small_office: Office, forge: Callable[[Held], None]
    ) -> None:
        held = members(await finished(small_office))
        before = dict(held)
        forge(held)

        assert held != before
        assert both_find(held)

    async def test_true_is_not_one(self, small_office: Office) -> None:
        held = members(await finished(small_office))
        true_for_one(held)

        assert not verify(io.BytesIO(repacked(held))).holds

    @pytest.mark.filterwarnings("ignore:Duplicate name")
    async def test_a_second_member_of_a_name_is_found(self, small_office: Office) -> None:
        held = members(await finished(small_office))
        out = io.BytesIO()
        other = held["people.jsonl"].replace(b"active", b"left")
        write_archive(out, [*((name, [data]) for name, data in held.items()), ("people.jsonl", [other])])

        assert not verify(io.BytesIO(out.getvalue())).holds
        assert judged(out.getvalue())[0] == 1

    @pytest.mark.parametrize("data", [b"", b"PK", b"PK\x05\x06" + b"\0" * 18, b"not a zip" * 100])
    async def test_what_is_no_bundle_is_said_to_be_none(self, data: bytes) -> None:
        assert not verify(io.BytesIO(data)).holds
        assert judged(data)[0] == 1

    async def test_an_archive_without_manifest_is_none(self) -> None:
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w") as archive:
            archive.writestr("contest.json", "{}")

        assert not verify(io.BytesIO(out.getvalue())).holds
        assert judged(out.getvalue())[0] == 1


Path = tuple[str | int, ...]


def fields(value: Any, path: Path = ()) -> Iterator[tuple[Path, Any]]:
    """Give every number, text, truth and null of JSON data, with the way to it."""
    if isinstance(value, dict):
        for name, held in value.items():
            yield from fields(held, (*path, name))
    elif isinstance(value, list):
        for place, held in enumerate(value):
            yield from fields(held, (*path, place))
    else:
        yield path, value


def other(value: Any) -> Any:
    """Give another value of the same kind."""
    if isinstance(value, bool):
        return not value
    if isinstance(value, int | float):
        return value + 1
    if value is None:
        return 7
    return "x" if value == "" else ("b" if value[0] == "a" else "a") + value[1:]


def changed(data: Any, path: Path) -> Any:
    """Give the data with the value at the end of a way changed."""
    step, *rest = path
    copied = dict(data) if isinstance(data, dict) else list(data)
    copied[step] = changed(data[step], tuple(rest)) if rest else other(data[step])  # type: ignore[call-overload]
    return copied


def named(name: str, path: Path, value: Any) -> str:
    """Name a field; fields that differ by round or place alone have one name."""
    steps = [name, *(each for each in path if isinstance(each, str) and not each.isdigit())]
    return ".".join([*steps, "member"] if name == "people.jsonl" and isinstance(value, bool) else steps)


# What nothing but the published hash of the bundle binds: it moves no result, or it is a fact only the office
# knows. The list stands in docs/rules/proof.md as well.
FREE = {
    "contest.json.id", "contest.json.state", "contest.json.format", "contest.json.rounds.id",
    "contest.json.rounds.closes", "contest.json.rounds.closed", "contest.json.rounds.opened", "contest.json.rounds.seals.at", "contest.json.rounds.seals.number",
    "commitments.json.made.at", "commitments.json.made.number",
    "people.jsonl.units.member", "units.jsonl.kind", "units.jsonl.parent",
}  # fmt: skip
# what the second verifier does not look at: it is always empty
SECOND_FREE = {
    "questions.jsonl.question.cite.section", "questions.jsonl.question.document", "questions.jsonl.question.topic",
}  # fmt: skip
# what it takes as told in a board of units: the estimates
ESTIMATES = {
    "z", "level", "participation_z", "low", "high", "band", "grand_mean", "between", "within", "score",
}  # fmt: skip


class TestEveryField:
    """Change each value of each member by itself, and mend the manifest."""

    async def test_that_decides_anything_is_bound(self, small_office: Office) -> None:
        held = members(await finished(small_office))
        unseen: dict[str, set[str]] = {"quizbot": set(), "second": set()}
        looked_at: set[str] = set()
        for name, data in held.items():
            if not name.endswith(("json", "jsonl")) or name.startswith("boards/"):
                continue
            lines = data.splitlines()
            for place in range(len(lines)) if len(lines) < 8 else (0, 3, len(lines) - 1):
                value = json.loads(lines[place])
                for path, found in fields(value):
                    called = named(name, path, found)
                    if sum(step == "leaves" for step in path) and path[-2:] not in ((0, 0), (3, 1)):
                        continue
                    looked_at.add(called)
                    if called in unseen["quizbot"] and called in unseen["second"]:
                        continue
                    forged = [*lines[:place], canonical_plain(changed(value, path)), *lines[place + 1 :]]
                    packed = repacked(held | {name: b"".join(line + b"\n" for line in forged)})
                    if verify(io.BytesIO(packed)).holds:
                        unseen["quizbot"].add(called)
                    if judged(packed)[0] == 0:
                        unseen["second"].add(called)

        assert len(looked_at) > 60
        assert unseen["quizbot"] <= FREE, sorted(unseen["quizbot"] - FREE)
        assert unseen["second"] <= FREE | SECOND_FREE, sorted(unseen["second"] - FREE)

    async def test_of_a_board_is_counted_again(self, small_office: Office) -> None:
        held = members(await finished(small_office))
        for name in ("boards/0001.jsonl", "boards/contest.jsonl"):
            lines = held[name].splitlines()
            value = json.loads(lines[1])
            for path, _ in fields(value):
                forged = [lines[0], canonical_plain(changed(value, path)), *lines[2:]]
                assert both_find(held | {name: b"".join(line + b"\n" for line in forged)}), (name, path)
        for path, _ in fields(value := json.loads(held["boards/units.json"])):
            forged_page = canonical_plain(changed(value, path)) + b"\n"
            packed = repacked(held | {"boards/units.json": forged_page})
            assert not verify(io.BytesIO(packed)).holds, path
            assert path[-1] in ESTIMATES or judged(packed)[0] == 1, path


class TestCorrected:
    """A contest in which every kind of correction was signed is counted again like any other."""

    async def test_holds_for_both(self, office: Office) -> None:
        await played(office)
        now = office.clock()
        for draft in (
            lambda work: drafting.regrade(work, slug=SLUG, question_id="k-single", policy=Policy.REKEY, key="A", now=now),
            lambda work: drafting.regrade(work, slug=SLUG, question_id="k-number", policy=Policy.DROP, round_number=1, now=now),
            lambda work: drafting.regrade(work, slug=SLUG, question_id="k-short", policy=Policy.GIVE_ALL, round_number=1, now=now),
            lambda work: drafting.disqualify(work, slug=SLUG, person="NV001", round_number=1, now=now),
            lambda work: drafting.outage(
                work, slug=SLUG, round_number=1, starts_at=OPENS + timedelta(seconds=1), ends_at=OPENS + timedelta(minutes=1), now=now
            ),
            lambda work: drafting.undo(work, slug=SLUG, number=2, now=now),
        ):  # fmt: skip
            await correct(office, draft, reason="Theo kết luận của Hội đồng")
        await drawn(office)
        data = await bundled(office, **{"verify_evidence.py": PATH.read_bytes()})

        verdict = verify(io.BytesIO(data))
        code, printed = judged(data)

        assert [(each.name, each.faults) for each in verdict.checks if not each.holds] == []
        assert code == 0, printed
        assert len(members(data)["corrections.jsonl"].splitlines()) == 6


async def test_the_printed_hash_of_the_bundle_is_that_of_the_manifest(small_office: Office) -> None:
    import hashlib

    data = await finished(small_office)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        told = hashlib.sha256(archive.read(MANIFEST)).hexdigest()

    assert verify(io.BytesIO(data), expected=[told]).holds
    assert told in judged(data)[1]
