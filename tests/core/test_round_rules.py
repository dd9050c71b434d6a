"""By which draw rules somebody may get a paper of a round, and which questions they may take."""

from quizbot.core.contest import DrawRule, PaperRules, PaperVariant
from quizbot.core.paper import may_be_asked, pool_item
from quizbot.core.paper_choice import rules_of_round
from tests.build import question

COMMON, ONE, TWO, EXTRA = (DrawRule(count=1, topic=each) for each in ("chung", "mot", "hai-{round}", "them"))


class TestRulesOfARound:
    def test_are_of_every_block_and_of_those_without_one(self) -> None:
        rules = PaperRules(
            draw=(COMMON,),
            papers=(
                PaperVariant(draw=(ONE,), blocks=("khoi-1",)),
                PaperVariant(draw=(TWO,), rounds=(2,), blocks=("khoi-2",)),
            ),
            extra=(EXTRA,),
        )

        assert rules_of_round(rules, round_number=1) == (ONE, COMMON, EXTRA)
        assert rules_of_round(rules, round_number=2) == (ONE, DrawRule(count=1, topic="hai-2"), COMMON, EXTRA)

    def test_end_where_a_variant_fits_everybody(self) -> None:
        rules = PaperRules(draw=(COMMON,), papers=(PaperVariant(draw=(ONE,)), PaperVariant(draw=(TWO,))))

        assert rules_of_round(rules, round_number=1) == (ONE,)

    def test_take_what_they_fit_unless_it_is_kept_for_practice(self) -> None:
        asked, practised = (
            pool_item(question("q", "short_text", ("x",), use=use)) for use in ("both", "practice")
        )

        assert may_be_asked([COMMON], asked)
        assert not may_be_asked([ONE], asked)
        assert not may_be_asked([COMMON], practised)
