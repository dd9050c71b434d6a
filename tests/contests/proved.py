"""What was played in a hall, counted again from its evidence by both verifiers."""

import io
import json
import zipfile

from quizbot.core.codec import canonical_plain
from quizbot.core.contest import ContestState
from quizbot.core.proof.archive import MANIFEST, write_archive
from quizbot.usecases import organise
from quizbot.usecases.evidence.bundle import bundle
from quizbot.usecases.evidence.checks import verify
from quizbot.usecases.ports import Work
from tests.build import Office
from tests.usecases.evidence.second import judged


async def bundles(office: Office) -> dict[str, bytes]:
    """Close every contest that is open and bound; gives its bundle."""

    def close(work: Work) -> dict[str, bytes]:
        found = {}
        for stored in work.contests.all():
            if work.proofs.secret(stored.id) is None:
                continue
            slug = stored.contest.id
            organise.step(work, slug=slug, to=ContestState.CLOSED, by="test", now=office.clock())
            out = io.BytesIO()
            write_archive(out, bundle(work, slug=slug))
            found[slug] = out.getvalue()
        return found

    return await office.write(close)


async def proved(office: Office) -> dict[str, int]:
    """Count every contest again; gives what the second verifier ended with, by contest."""
    ended = {}
    for slug, data in (await bundles(office)).items():
        verdict = verify(io.BytesIO(data))
        assert [(each.name, each.faults) for each in verdict.checks if each.faults] == [], slug
        code, said = judged(data)
        assert "SAI" not in said, (slug, said)
        ended[slug] = code
        if code == 0:
            assert [judged(each)[0] for each in forged(data)] == [1] * len(forged(data)), slug
    return ended


def forged(data: bytes) -> list[bytes]:
    """Give bundles in which one figure is one more, with every hash of the archive mended."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        held = {name: archive.read(name) for name in archive.namelist() if name != MANIFEST}
    found = []
    lines = held["boards/contest.jsonl"].splitlines()
    for name in ("points", "place", "duration") if lines else ():
        line = json.loads(lines[-1])
        more = canonical_plain(line | {name: line[name] + 1})
        found.append(held | {"boards/contest.jsonl": b"\n".join([*lines[:-1], more]) + b"\n"})
    for name in ("participants", "roster", "per_head"):
        boards = json.loads(held["boards/units.json"])
        if boards["contest"]["rows"]:
            boards["contest"]["rows"][0][name] += 1
            found.append(held | {"boards/units.json": canonical_plain(boards) + b"\n"})
    return [packed(each) for each in found]


def packed(held: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    write_archive(out, ((name, [each]) for name, each in held.items()))
    return out.getvalue()
