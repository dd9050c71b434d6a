"""Rules of docs/rules/papers.md, by the same examples."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizbot.core.contest import DrawRule, PaperRules
from quizbot.core.paper import BankTooSmall, PoolItem, draw, matches, pool_item, shortage
from quizbot.core.question import Citation, Option, Question


def item(
    question_id: str,
    *,
    document: str = "nq57",
    level: int = 1,
    kind: str = "single",
    use: str = "both",
    facts: tuple[str, ...] = (),
) -> PoolItem:
    return PoolItem(
        question_id=question_id,
        shown_hash=f"hash of {question_id}",
        document=document,
        topic="muc-tieu",
        level=level,
        kind=kind,
        options=("A", "B", "C", "D"),
        use=use,
        facts=facts,
    )


def rules(*draw_rules: DrawRule, questions: bool = True, same: bool = False) -> PaperRules:
    return PaperRules(draw=draw_rules, shuffle_questions=questions, same_for_all=same)


def ids(paper_rules: PaperRules, pool: list[PoolItem], seed: int = 1, **seen: int) -> list[str]:
    paper = draw(paper_rules, pool, seen, random.Random(seed), str(seed))
    return [each.question_id for each in paper.items]


POOL = st.lists(
    st.builds(
        item,
        st.integers(0, 40).map(lambda number: f"q{number:02}"),
        document=st.sampled_from(["nq57", "nq71"]),
        level=st.integers(1, 3),
    ),
    unique_by=lambda each: each.question_id,
    max_size=14,
)
RULES = st.lists(
    st.builds(
        DrawRule,
        count=st.integers(1, 4),
        document=st.sampled_from([None, "nq57", "nq71"]),
        level=st.sampled_from([None, 1, 2, 3]),
    ),
    min_size=1,
    max_size=3,
).map(lambda each: rules(*each))
SEEN = st.dictionaries(st.integers(0, 40).map(lambda number: f"q{number:02}"), st.integers(0, 3))


class TestDraw:
    def test_does_not_let_a_wide_rule_starve_a_narrow_one(self) -> None:
        pool = [item("easy"), item("hard", level=3)]
        paper_rules = rules(DrawRule(count=1, document="nq57"), DrawRule(count=1, level=3))

        for seed in range(20):
            assert sorted(ids(paper_rules, pool, seed)) == ["easy", "hard"]

    def test_takes_questions_new_to_the_person_first(self) -> None:
        pool = [item("q1"), item("q2"), item("q3")]

        for seed in range(20):
            assert sorted(ids(rules(DrawRule(count=2)), pool, seed, q2=1)) == ["q1", "q3"]

    def test_takes_the_least_used_when_none_is_new(self) -> None:
        pool = [item("q1"), item("q2"), item("q3")]

        for seed in range(20):
            assert ids(rules(DrawRule(count=1)), pool, seed, q1=2, q2=1, q3=3) == ["q2"]

    @given(seed=st.integers(0, 500))
    def test_asks_no_fact_twice_where_it_can(self, seed: int) -> None:
        pool = [item("q1", facts=("F1",)), item("q2", facts=("F1", "F9")), item("q3", facts=("F2",))]

        assert set(ids(rules(DrawRule(count=2)), pool, seed)) in ({"q1", "q3"}, {"q2", "q3"})
        assert len(ids(rules(DrawRule(count=3)), pool, seed)) == 3

    @given(seed=st.integers(0, 500))
    def test_asks_a_fact_twice_before_a_question_twice(self, seed: int) -> None:
        pool = [item("q1", facts=("F1",)), item("q2", facts=("F1",)), item("q3", facts=("F2",))]

        assert set(ids(rules(DrawRule(count=2)), pool, seed, q3=1)) == {"q1", "q2"}

    def test_says_which_rule_lacks_how_many(self) -> None:
        pool = [item("q1"), item("q2", level=3)]
        paper_rules = rules(DrawRule(count=1), DrawRule(count=2, level=3))

        with pytest.raises(BankTooSmall) as caught:
            ids(paper_rules, pool)

        (only,) = caught.value.shortages
        assert (only.rule, only.wanted, only.matching, only.lacking) == (1, 2, 1, 1)

    def test_leaves_practice_questions_out_of_a_contest(self) -> None:
        pool = [item("q1", use="practice"), item("q2", use="contest")]

        assert ids(rules(DrawRule(count=1)), pool) == ["q2"]
        assert shortage(rules(DrawRule(count=2)), pool)[0].lacking == 1

    def test_keeps_named_questions_in_their_order_even_when_shuffled(self) -> None:
        pool = [item(f"q{number}") for number in range(9)]
        paper_rules = rules(DrawRule(count=3, ids=("q5", "q1", "q3")), DrawRule(count=4))

        for seed in range(20):
            drawn = ids(paper_rules, pool, seed)
            assert [each for each in drawn if each in ("q5", "q1", "q3")] == ["q5", "q1", "q3"]

    def test_keeps_the_order_of_the_rules_when_questions_are_not_shuffled(self) -> None:
        pool = [item("a", document="nq71"), item("b"), item("c")]
        paper_rules = rules(
            DrawRule(count=2, document="nq57"), DrawRule(count=1, document="nq71"), questions=False
        )

        assert ids(paper_rules, pool)[2] == "a"

    def test_gives_everybody_the_same_questions_when_told_to(self) -> None:
        pool = [item(f"q{number:02}") for number in range(30)]
        paper_rules = rules(DrawRule(count=5), same=True)

        papers = [
            draw(
                paper_rules,
                pool,
                {"q01": person},
                random.Random(person),
                str(person),
                shared=random.Random(7),
            )
            for person in range(5)
        ]

        assert len({frozenset(each.question_id for each in paper.items) for paper in papers}) == 1

    @given(RULES, POOL, SEEN, st.integers())
    def test_fills_every_quota_without_repeating_or_says_what_lacks(
        self, paper_rules: PaperRules, pool: list[PoolItem], seen: dict[str, int], seed: int
    ) -> None:
        if lacking := shortage(paper_rules, pool):
            with pytest.raises(BankTooSmall) as caught:
                draw(paper_rules, pool, seen, random.Random(seed), str(seed))
            missing = [sum(each.lacking for each in each_of) for each_of in (caught.value.shortages, lacking)]
            assert missing[0] == missing[1]
            return

        paper = draw(paper_rules, pool, seen, random.Random(seed), str(seed))

        drawn = [each.question_id for each in paper.items]
        by_id = {each.question_id: each for each in pool}
        assert len(set(drawn)) == len(drawn) == sum(rule.count for rule in paper_rules.draw)
        for rule in paper_rules.draw:
            assert sum(matches(rule, by_id[each]) for each in drawn) >= rule.count

    @given(RULES, POOL, st.integers(), st.randoms())
    def test_does_not_depend_on_the_order_of_the_pool(
        self, paper_rules: PaperRules, pool: list[PoolItem], seed: int, chance: random.Random
    ) -> None:
        if shortage(paper_rules, pool):
            return
        mixed = list(pool)
        chance.shuffle(mixed)

        assert draw(paper_rules, pool, {}, random.Random(seed), "") == draw(
            paper_rules, mixed, {}, random.Random(seed), ""
        )


class TestShuffling:
    def shown(self, seed: int, question: PoolItem, **changes: bool) -> tuple[str, ...]:
        paper_rules = PaperRules(draw=(DrawRule(count=1),), **changes)
        return draw(paper_rules, [question], {}, random.Random(seed), "").items[0].order

    def test_shows_the_options_in_every_order(self) -> None:
        assert len({self.shown(seed, item("q")) for seed in range(400)}) == 24

    def test_keeps_the_order_where_the_author_asks(self) -> None:
        question = PoolItem(
            question_id="q",
            shown_hash="",
            document="nq57",
            topic="",
            level=1,
            kind="single",
            options=("A", "B", "C"),
            keep_order=True,
        )

        assert {self.shown(seed, question) for seed in range(20)} == {("A", "B", "C")}

    def test_keeps_dung_before_sai(self) -> None:
        question = item("q", kind="true_false")

        assert {self.shown(seed, question) for seed in range(20)} == {("A", "B", "C", "D")}

    def test_keeps_the_order_when_the_contest_shuffles_nothing(self) -> None:
        assert self.shown(5, item("q"), shuffle_options=False) == ("A", "B", "C", "D")

    def test_leaves_options_that_point_at_others_in_their_places(self) -> None:
        question = pool_item(
            Question(
                id="q",
                document="nq57",
                topic="t",
                ask="?",
                options=tuple(
                    Option(key=key, text=text)
                    for key, text in zip("ABCD", ("Một", "Hai", "Ba", "Cả A và B"), strict=True)
                ),
                key=("D",),
                cite=Citation(section="I"),
            )
        )

        assert {self.shown(seed, question) for seed in range(20)} == {("A", "B", "C", "D")}

    def test_mixes_the_right_hand_side_of_a_match(self) -> None:
        question = PoolItem(
            question_id="q",
            shown_hash="",
            document="nq57",
            topic="",
            level=1,
            kind="match",
            options=("A", "B", "C"),
            targets=("1", "2", "3"),
        )
        paper_rules = PaperRules(draw=(DrawRule(count=1),), shuffle_options=False)

        papers = [draw(paper_rules, [question], {}, random.Random(seed), "") for seed in range(60)]

        assert {paper.items[0].order for paper in papers} == {("A", "B", "C")}
        assert len({paper.items[0].target_order for paper in papers}) == 6
