"""Rules of docs/rules/eligibility.md, by the same examples."""

from quizbot.core.contest import Who
from quizbot.core.eligibility import bracket_of, entry_verdict

LINEAGE = ("to-van-thu", "phong-hcqt", "vpub")


class TestEntryVerdict:
    def test_admits_everybody_on_the_roster_unless_told_otherwise(self) -> None:
        assert entry_verdict(Who(), status="active", unit_lineage=LINEAGE).allowed

    def test_refuses_people_who_left(self) -> None:
        assert entry_verdict(Who(), status="left", unit_lineage=LINEAGE).reason == "left"

    def test_refuses_people_not_yet_approved(self) -> None:
        verdict = entry_verdict(Who(), status="pending", unit_lineage=LINEAGE)

        assert verdict.reason == "not_approved"
        assert verdict.facts == (("status", "pending"),)

    def test_lets_people_not_yet_approved_practise(self) -> None:
        assert entry_verdict(Who(), status="pending", unit_lineage=LINEAGE, ranked=False).allowed

    def test_counts_units_below_an_invited_unit(self) -> None:
        who = Who(units=("phong-hcqt",))

        assert entry_verdict(who, status="active", unit_lineage=LINEAGE).allowed

    def test_refuses_units_that_are_not_invited(self) -> None:
        verdict = entry_verdict(Who(units=("phong-khtc",)), status="active", unit_lineage=LINEAGE)

        assert (verdict.reason, verdict.facts) == ("unit_not_invited", (("unit", "to-van-thu"),))

    def test_bars_groups_of_people(self) -> None:
        who = Who(exclude=("ban-to-chuc", "to-thu-ky"))

        verdict = entry_verdict(who, status="active", unit_lineage=LINEAGE, groups=("to-thu-ky",))

        assert (verdict.reason, verdict.facts) == ("excluded", (("group", "to-thu-ky"),))

    def test_bars_whole_units(self) -> None:
        who = Who(exclude=("phong-hcqt",))

        assert entry_verdict(who, status="active", unit_lineage=LINEAGE).reason == "excluded"

    def test_refuses_people_without_a_unit(self) -> None:
        assert entry_verdict(Who(), status="active", unit_lineage=()).reason == "no_unit"

    def test_refuses_without_consent(self) -> None:
        verdict = entry_verdict(Who(), status="active", unit_lineage=LINEAGE, consented=False)

        assert verdict.reason == "no_consent"


class TestBracketOf:
    def test_is_one_board_unless_told_otherwise(self) -> None:
        assert bracket_of(Who(), unit_kind="phong") == ""

    def test_follows_the_kind_of_unit(self) -> None:
        assert bracket_of(Who(brackets="by-unit-type"), unit_kind="trung-tam") == "trung-tam"
