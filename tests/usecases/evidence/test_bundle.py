"""The bundle: made twice it is the same, it names nobody, and both verifiers find what was changed in it."""

import ast
import asyncio
import dataclasses
import io
import json
import random
import subprocess
import sys
import zipfile
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from quizbot.core.codec import canonical
from quizbot.core.contest import (
    AttemptRules,
    Contest,
    ContestState,
    PaperRules,
    RankRules,
    Schedule,
    UnitRules,
    Who,
)
from quizbot.core.proof.archive import MANIFEST, write_archive
from quizbot.usecases import organise
from quizbot.usecases.evidence.beacon import set_beacon
from quizbot.usecases.evidence.bundle import NothingBound, StillOpen
from quizbot.usecases.evidence.checks import verify
from quizbot.usecases.evidence.published import published
from quizbot.usecases.lifecycle import at_the_machine
from tests.build import ROSTER, Office, contest
from tests.offices import database_url, office, small_office
from tests.usecases.evidence.played import SLUG, bundled, opened, played
from tests.usecases.evidence.second import MODULE, PATH, judged

__all__ = ["database_url", "office", "small_office"]


async def drawn(office: Office) -> None:
    await office.write(
        lambda work: set_beacon(
            work, slug=SLUG, value="83 125", by=at_the_machine("test"), now=office.clock()
        )
    )


async def finished(office: Office) -> bytes:
    await played(office)
    await drawn(office)
    return await bundled(office, **{"verify_evidence.py": PATH.read_bytes()})


def members(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist() if name != MANIFEST}


def repacked(held: dict[str, bytes]) -> bytes:
    """Pack changed members as somebody would who knows how hashes and manifest are made."""
    out = io.BytesIO()
    write_archive(out, [(name, [data]) for name, data in held.items()])
    return out.getvalue()


def row(held: dict[str, bytes], name: str, at: int, change: Callable[[dict[str, Any]], object]) -> None:
    lines = [json.loads(line) for line in held[name].splitlines()]
    change(lines[at])
    held[name] = b"".join(canonical(line) + b"\n" for line in lines)


def page(held: dict[str, bytes], name: str, change: Callable[[dict[str, Any]], object]) -> None:
    data = json.loads(held[name])
    change(data)
    held[name] = canonical(data) + b"\n"


class TestBundle:
    async def test_holds_for_both_verifiers_on_every_engine(self, office: Office) -> None:
        data = await finished(office)

        verdict = verify(io.BytesIO(data))
        code, printed = judged(data)

        assert [(each.name, each.faults) for each in verdict.checks if not each.holds] == []
        assert {each.name: each.looked_at for each in verdict.checks}["marks"] == 35
        assert code == 0, printed
        assert printed.count("ĐẠT") == 6
        assert "CHƯA KIỂM  ước lượng trong bảng đơn vị" in printed

    async def test_is_the_same_bytes_each_time(self, small_office: Office) -> None:
        data = await finished(small_office)

        assert await bundled(small_office, **{"verify_evidence.py": PATH.read_bytes()}) == data

    async def test_names_nobody(self, small_office: Office) -> None:
        await played(small_office)
        held = members(await bundled(small_office))
        whole = b"\n".join(held.values())

        for name, code, full, *_ in ROSTER:
            assert full.encode() not in whole
            assert code.encode() not in whole, "without a lot nobody's roster code is needed"
            assert small_office.codes[name].encode() not in whole
        assert b"webchat" not in whole

    async def test_tells_roster_codes_only_where_the_lot_decides(self, small_office: Office) -> None:
        held = members(await finished(small_office))
        people = [json.loads(line) for line in held["people.jsonl"].splitlines()]

        assert {each.get("roster") for each in people} == {"NV001", "NV003", "NV004", "NV005", None}

    async def test_tells_no_key_of_a_question_nobody_had(self, small_office: Office) -> None:
        held = members(await finished(small_office))

        assert b"q-01" not in b"".join(held.values())
        assert len(held["questions.jsonl"].splitlines()) == 7

    async def test_is_made_only_of_a_closed_contest_that_was_bound(self, small_office: Office) -> None:
        await opened(small_office)
        with pytest.raises(StillOpen):
            await bundled(small_office)

    async def test_is_not_made_of_a_contest_that_bound_nothing(self, small_office: Office) -> None:
        await small_office.run(contest())
        with pytest.raises(NothingBound):
            await bundled(small_office)


class TestReceipt:
    async def test_is_found_in_the_bundle_by_both(self, small_office: Office) -> None:
        await played(small_office)
        chat = small_office.chat("an@webchat")
        await chat.send("results")
        await chat.tap("Tìm hiểu Nghị quyết 57")
        code = next(part for part in chat.text.split() if part.count("-") == 3)
        data = await bundled(small_office)

        verdict = verify(io.BytesIO(data), receipt=code)

        assert verdict.holds
        assert verdict.receipt is not None
        assert json.loads(verdict.receipt.line)["answers"][0][1] == ["C"]
        assert ("round 1 seal 1", verdict.receipt.root) in verdict.published
        assert verdict.receipt.line.decode() in judged(data, code)[1]

    async def test_of_nobody_is_said_to_be_unknown(self, small_office: Office) -> None:
        data = await finished(small_office)

        assert not verify(io.BytesIO(data), receipt="0000-0000-0000-0000").holds
        assert judged(data, "0000-0000-0000-0000")[0] == 1


class TestExpected:
    async def test_finds_what_was_published_while_the_contest_ran(self, small_office: Office) -> None:
        data = await finished(small_office)
        found = await small_office.store.read(lambda work: published(work, slug=SLUG))
        told = [*found.commitments[0].hashes.values(), found.seals[0].root]

        assert verify(io.BytesIO(data), expected=told).holds
        assert not verify(io.BytesIO(data), expected=["00" * 32]).holds


class TestChangedByte:
    async def test_is_found_by_both_wherever_it_is(self, small_office: Office) -> None:
        data = await finished(small_office)
        rng = random.Random(11)
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            infos = archive.infolist()
            starts = [each.header_offset for each in infos] + [archive.start_dir]
        # in the head and in the body of every member, in the directory, and in the seal at the end
        places = [start + step for start in starts for step in (0, 7, 12, 20, 30)]
        places += [
            rng.randrange(low, high)
            for low, high in zip(starts, [*starts[1:], len(data)], strict=True)
            for _ in range(4)
        ]
        places += [len(data) - 1, len(data) - 64, len(data) - 65]

        for place in places:
            changed = bytearray(data)
            changed[place] ^= 1 << rng.randrange(8)
            verdict = verify(io.BytesIO(bytes(changed)))
            code, printed = judged(bytes(changed))

            assert not verdict.holds, place
            assert verdict.checks[0].faults[0][0], place
            assert code == 1, (place, printed)

    async def test_is_found_with_the_name_of_its_member(self, small_office: Office) -> None:
        data = await finished(small_office)
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            log = archive.getinfo("log/0001.jsonl")
        changed = bytearray(data)
        changed[log.header_offset + 200] ^= 1

        verdict = verify(io.BytesIO(bytes(changed)))

        assert [place for place, _ in verdict.checks[0].faults] == ["log/0001.jsonl"]
        assert "log/0001.jsonl" in judged(bytes(changed))[1]

    async def test_is_found_when_bytes_are_cut_off_or_added(self, small_office: Office) -> None:
        data = await finished(small_office)

        for other in (data[:-1], data + b"\n", data[1:], b"", data[: len(data) // 2]):
            assert not verify(io.BytesIO(other)).holds
            assert judged(other)[0] == 1


def better_answer(held: dict[str, bytes]) -> None:
    row(held, "log/0001.jsonl", 1, lambda line: line["answers"][0].__setitem__(1, ["C"]))


def forgiven(held: dict[str, bytes]) -> None:
    def change(line: dict[str, Any]) -> None:
        line["answers"][0][2:4] = [True, 1]

    row(held, "log/0001.jsonl", 1, change)


def faster(held: dict[str, bytes]) -> None:
    row(held, "log/0001.jsonl", 0, lambda line: line.update(submitted="2026-03-02T03:06:59+00:00"))


def dropped(held: dict[str, bytes]) -> None:
    held["log/0001.jsonl"] = b"\n".join(held["log/0001.jsonl"].splitlines()[1:]) + b"\n"


def other_key(held: dict[str, bytes]) -> None:
    def change(line: dict[str, Any]) -> None:
        line["question"]["key"] = ["B", "C", "A"] if line["question"]["kind"] == "order" else ["A"]

    row(held, "questions.jsonl", 4, change)


def heavier(held: dict[str, bytes]) -> None:
    row(held, "questions.jsonl", 0, lambda line: line["question"].update(weight=2))


def other_rules(held: dict[str, bytes]) -> None:
    page(held, "rules.json", lambda data: data["rank"].update(ties=["submitted_at", "lot"]))


def other_beacon(held: dict[str, bytes]) -> None:
    page(held, "contest.json", lambda data: data.update(beacon="83 126"))


def other_place(held: dict[str, bytes]) -> None:
    row(held, "boards/0001.jsonl", 1, lambda line: line.update(place=1))


def disqualified(held: dict[str, bytes]) -> None:
    person = json.loads(held["people.jsonl"].splitlines()[0])["person"]
    held["corrections.jsonl"] = canonical(
        {"number": 1, "kind": "disqualify", "at": "2026-03-09T03:00:00+00:00", "by": "", "reason": "", "person": person}
    ) + b"\n"  # fmt: skip


def other_draw(held: dict[str, bytes]) -> None:
    page(held, "commitments.json", lambda data: data.update(draw_secret="ab" * 32))


def chosen_paper(held: dict[str, bytes]) -> None:
    row(held, "log/0001.jsonl", 0, lambda line: line.update(seed=line["seed"][:-1] + "x"))


def erased(held: dict[str, bytes]) -> None:
    row(held, "people.jsonl", 0, lambda line: line.update(status="erased"))


class TestForgery:
    """Somebody changes a member and mends the manifest: the contents do not agree with each other."""

    @pytest.mark.parametrize(
        ("forge", "found_by"),
        [
            (better_answer, "log"), (forgiven, "marks"), (faster, "log"), (dropped, "log"),
            (other_key, "questions"), (heavier, "questions"), (other_rules, "rules"), (other_beacon, "boards"),
            (other_place, "boards"), (disqualified, "boards"), (other_draw, "draw"), (chosen_paper, "draw"),
            (erased, "boards"),
        ],
    )  # fmt: skip
    async def test_is_found_by_both(
        self, small_office: Office, forge: Callable[[dict[str, bytes]], None], found_by: str
    ) -> None:
        held = members(await finished(small_office))
        before = dict(held)
        forge(held)
        data = repacked(held)

        verdict = verify(io.BytesIO(data))

        assert held != before
        assert verdict.checks[0].holds
        assert found_by in {each.name for each in verdict.checks if not each.holds}
        assert judged(data)[0] == 1

    async def test_of_a_whole_new_log_is_found_by_what_was_published(self, small_office: Office) -> None:
        held = members(await finished(small_office))
        told = json.loads(held["contest.json"])["rounds"][0]["seals"][0]["root"]
        page(held, "contest.json", lambda data: data["rounds"][0]["seals"][0].update(root="11" * 32))

        assert not verify(io.BytesIO(repacked(held)), expected=[told]).holds

    async def test_of_units_is_found(self, small_office: Office) -> None:
        held = members(await finished(small_office))
        page(held, "boards/units.json", lambda data: data["contest"]["rows"][0].update(roster=99))

        verdict = verify(io.BytesIO(repacked(held)))
        code, printed = judged(repacked(held))

        assert [each.name for each in verdict.checks if not each.holds] == ["units"]
        assert code == 1
        assert "SAI  bảng xếp hạng đơn vị" in printed


class TestSecondVerifier:
    def test_is_one_file_of_at_most_300_lines(self) -> None:
        lines = PATH.read_text(encoding="utf-8").splitlines()

        assert len(lines) <= 300
        assert max(map(len, lines)) <= 120

    def test_imports_only_the_standard_library(self) -> None:
        tree = ast.parse(PATH.read_text(encoding="utf-8"))
        imported = {
            name.name for node in ast.walk(tree) if isinstance(node, ast.Import) for name in node.names
        }
        imported |= {str(node.module) for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}

        assert imported <= set(sys.stdlib_module_names)

    async def test_runs_alone_from_the_bundle(self, small_office: Office, tmp_path: Path) -> None:
        data = await finished(small_office)
        (tmp_path / "goi.zip").write_bytes(data)
        (tmp_path / "v.py").write_bytes(members(data)["verify_evidence.py"])

        command = [sys.executable, "-I", "-S", "-X", "utf8", "v.py", "goi.zip"]
        ran = await asyncio.to_thread(subprocess.run, command, cwd=tmp_path, capture_output=True, check=False)

        assert ran.returncode == 0, ran.stderr
        assert "ĐẠT  bảng xếp hạng cá nhân".encode() in ran.stdout

    def test_names_what_it_does_not_recount(self) -> None:
        """Whoever adds a setting says here that it is unknown to the file, or teaches it."""
        parts = (Contest, Schedule, PaperRules, Who, AttemptRules, RankRules, UnitRules)
        declared = {each.name for part in parts for each in dataclasses.fields(part)}

        assert declared - set(MODULE.KNOWN.split()) == {
            "extra", "essays", "essay_gap", "essay_step", "essay_mean", "prediction_over",
        }  # fmt: skip

    @pytest.mark.parametrize(
        ("name", "change", "words"),
        [
            ("rules.json", lambda data: data["rank"].update(score="game_of_luck"), "game_of_luck"),
            ("rules.json", lambda data: data["rank"].update(ties=["height", "lot"]), "height"),
            ("rules.json", lambda data: data.update(attempts={"counted": "mean"}), "mean"),
            ("rules.json", lambda data: data["rank"].update(whole="worst"), "rank.whole: worst"),
            ("rules.json", lambda data: data.update(units={"score": "winners"}), "units.score: winners"),
            ("rules.json", lambda data: data["paper"].update(weather="sunny"), "weather"),
            ("rules.json", lambda data: data.update(jokers=3), "jokers"),
        ],
    )
    async def test_says_what_it_cannot_do_again(
        self, small_office: Office, name: str, change: Callable[[dict[str, Any]], object], words: str
    ) -> None:
        held = members(await finished(small_office))
        page(held, name, change)

        code, printed = judged(repacked(held))

        assert code != 0
        assert "không biết" in printed
        assert words in printed


class TestBeacon:
    async def test_is_refused_a_second_time_or_too_early(self, small_office: Office) -> None:
        from quizbot.usecases.evidence.beacon import BeaconKnown, BeaconTooEarly

        await opened(small_office)
        with pytest.raises(BeaconTooEarly):
            await drawn(small_office)
        small_office.clock.now += timedelta(days=9)
        await small_office.tick()
        with pytest.raises(BeaconTooEarly):
            await drawn(small_office)
        await small_office.write(
            lambda work: organise.step(
                work, slug=SLUG, to=ContestState.CLOSED, by="test", now=small_office.clock()
            )
        )
        await drawn(small_office)
        await drawn(small_office)
        with pytest.raises(BeaconKnown):
            await small_office.write(
                lambda work: set_beacon(
                    work, slug=SLUG, value="1", by=at_the_machine("test"), now=small_office.clock()
                )
            )

    async def test_needs_rules_that_name_its_source(self, small_office: Office) -> None:
        from quizbot.usecases.evidence.beacon import BeaconUnnamed

        await opened(small_office, contest())
        small_office.clock.now += timedelta(days=9)
        await small_office.write(
            lambda work: organise.step(
                work, slug=SLUG, to=ContestState.CLOSED, by="test", now=small_office.clock()
            )
        )
        with pytest.raises(BeaconUnnamed):
            await drawn(small_office)
