"""What a seal holds is made when a paper is handed in; whatever is changed afterwards does not agree with it."""

import io

from quizbot.core.proof.merkle import Tree, leaf_hash
from quizbot.usecases import merging
from quizbot.usecases.evidence.checks import verify
from quizbot.usecases.evidence.sealing import leaves, log_lines, seal
from quizbot.usecases.ports import Seal, Work
from quizbot.usecases.standings import find
from tests.build import Office
from tests.offices import database_url, office, small_office
from tests.usecases.evidence.played import SECRET, SLUG, bundled, played

__all__ = ["database_url", "office", "small_office"]


def held(work: Work) -> list[tuple[bytes, bool]]:
    """Give what seals hold of the round, and whether it was kept."""
    round_ = work.contests.rounds(find(work, SLUG).id)[0]
    return [(leaf, kept) for _, leaf, kept in leaves(work, round_=round_, secret=SECRET)]


def logged(work: Work) -> list[bytes]:
    round_ = work.contests.rounds(find(work, SLUG).id)[0]
    return [leaf_hash(line) for line in log_lines(work, round_=round_, secret=SECRET)]


def sealed_again(work: Work, office: Office) -> Seal | None:
    stored = find(work, SLUG)
    round_ = work.contests.rounds(stored.id)[0]
    return seal(work, stored=stored, round_=round_, now=office.clock())


async def changed(office: Office, statement: str) -> None:
    """Change the database behind the program's back."""

    def change(work: Work) -> None:
        work._run.cursor.execute(statement)  # type: ignore[attr-defined]

    await office.write(change)


class TestLeaves:
    async def test_are_kept_at_the_handing_in_and_are_those_of_the_log(self, office: Office) -> None:
        await played(office)
        found = await office.store.read(held)

        assert len(found) == 5
        assert all(kept for _, kept in found)
        assert [leaf for leaf, _ in found] == await office.store.read(logged)

    async def test_of_attempts_put_together_are_made_anew(self, small_office: Office) -> None:
        await played(small_office)
        before = [leaf for leaf, _ in await small_office.store.read(held)]

        await small_office.write(
            lambda work: merging.merge_people(
                work, code="NV003", into="NV006", by="test", now=small_office.clock()
            )
        )
        found = await small_office.store.read(held)
        again = await small_office.write(lambda work: sealed_again(work, small_office))

        assert [kept for _, kept in found].count(False) == 1
        assert [leaf for leaf, _ in found] == await small_office.store.read(logged) != before
        assert again is not None
        assert again.root == Tree(leaf for leaf, _ in found).root().hex()
        assert all(kept for _, kept in await small_office.store.read(held))

    async def test_that_were_never_made_give_the_same_seal(self, small_office: Office) -> None:
        """As in a database that is older than leaves are."""
        await played(small_office)
        await changed(small_office, "UPDATE attempt SET leaf = NULL")

        assert await small_office.write(lambda work: sealed_again(work, small_office)) is None
        assert all(kept for _, kept in await small_office.store.read(held))


class TestSeal:
    async def test_holds_what_was_handed_in_whatever_the_table_says_later(self, small_office: Office) -> None:
        await played(small_office)
        await changed(small_office, "UPDATE answer SET response = '[\"C\"]' WHERE position = 0")

        assert await small_office.write(lambda work: sealed_again(work, small_office)) is None
        verdict = verify(io.BytesIO(await bundled(small_office)))
        assert "log" in {each.name for each in verdict.checks if not each.holds}
