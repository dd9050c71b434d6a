"""Laws over the whole shelf of tie-breaks. See docs/rules/ranking.md, "Laws"."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizbot.core.ranking import encode_key
from quizbot.core.result import Result
from quizbot.core.ties import TIES, TieContext
from tests.core.ties.results import CONTEXTS, RESULTS

PROSE = Path(__file__).parents[3] / "docs" / "rules" / "ranking.md"
ALL = sorted(TIES)


@pytest.mark.parametrize("name", ALL)
class TestEveryTie:
    def test_has_a_heading_in_the_prose(self, name: str) -> None:
        assert f"### {name}\n" in PROSE.read_text(encoding="utf-8")

    def test_has_a_test_of_its_own(self, name: str) -> None:
        assert (Path(__file__).parent / f"test_{name}.py").is_file()

    @given(results=RESULTS, context=CONTEXTS)
    def test_gives_a_whole_number_that_can_be_stored(
        self, name: str, results: list[Result], context: TieContext
    ) -> None:
        values = [TIES[name].value(result, context) for result in results]

        assert all(type(value) is int for value in values)
        assert len(encode_key(values)) == 8 * len(values)

    @given(results=RESULTS, context=CONTEXTS, data=st.data())
    def test_looks_at_nothing_but_the_result(
        self, name: str, results: list[Result], context: TieContext, data: st.DataObject
    ) -> None:
        shuffled = data.draw(st.permutations(results))

        values = {each.person_code: TIES[name].value(each, context) for each in shuffled}

        assert values == {each.person_code: TIES[name].value(each, context) for each in results}
