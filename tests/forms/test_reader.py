"""Reading YAML: plain values, places, and faults instead of errors."""

from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizbot.forms.faults import FormFault, FormFaults
from quizbot.forms.limits import Limits
from quizbot.forms.reader import parse, read_plain
from quizbot.forms.source import clean, last_place


def codes(text: str) -> list[tuple[str, int, int]]:
    return [(each.code, each.line, each.column) for each in parse(text, file="f").faults]


def value(text: str) -> object:
    return read_plain(Path("f"), text=text).value


class TestScalars:
    @pytest.mark.parametrize(
        "text", ["no", "yes", "on", "off", "y", "12:30", "010", "1_000", "1e3", "2026-01-01", "0x1F", ".5"]
    )
    def test_that_yaml_1_1_would_change_stay_text(self, text: str) -> None:
        assert value(f"a: {text}") == {"a": text}

    @pytest.mark.parametrize(
        ("text", "expected"),
        [("null", None), ("~", None), ("true", True), ("false", False), ("0", 0), ("-12", -12), ("7", 7)],
    )
    def test_that_are_surely_values_become_them(self, text: str, expected: object) -> None:
        assert value(f"a: {text}") == {"a": expected}

    def test_keep_the_digits_of_decimals(self) -> None:
        assert str(value("1.50")) == "1.50"
        assert value("1.50") == Decimal("1.5")

    def test_in_quotes_are_text(self) -> None:
        assert value("a: '12'\nb: \"true\"") == {"a": "12", "b": "true"}

    def test_of_very_many_digits_stay_text(self) -> None:
        assert value("1" * 5000) == "1" * 5000


class TestKeys:
    def test_stay_as_they_are_written(self) -> None:
        assert value("1: a\nno: b\n1.50: c") == {"1": "a", "no": "b", "1.50": "c"}

    def test_twice_are_refused_where_the_second_stands(self) -> None:
        assert codes("a: 1\nb: 2\na: 3") == [("yaml.duplicate_key", 3, 1)]

    def test_that_are_no_words_are_refused(self) -> None:
        assert codes("[a]: b") == [("yaml.bad_key", 1, 1)]
        assert codes("'': b") == [("yaml.bad_key", 1, 1)]


class TestReferences:
    def test_share_a_value(self) -> None:
        assert value("a: &x {q: 1}\nb: *x") == {"a": {"q": 1}, "b": {"q": 1}}

    def test_to_nothing_are_refused(self) -> None:
        assert codes("a: *x") == [("yaml.alias_unknown", 1, 4)]

    def test_to_what_they_stand_in_are_refused(self) -> None:
        assert codes("a: &x [*x]") == [("yaml.alias_inside", 1, 8)]

    def test_that_would_explode_are_refused(self) -> None:
        laughs = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n" + "".join(
            f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]\n" for n in range(1, 12)
        )

        assert [code for code, _, _ in codes(laughs)] == ["yaml.too_many"]

    def test_do_not_merge_mappings(self) -> None:
        assert value("a: &x {q: 1}\nb: {<<: *x}") == {"a": {"q": 1}, "b": {"<<": {"q": 1}}}


class TestFaults:
    @pytest.mark.parametrize(
        ("text", "expected"),
        [
            ("", ("file.empty", 1, 1)),
            ("# chỉ có lời ghi\n", ("file.empty", 1, 1)),
            ("a: b: c", ("yaml.colon", 1, 5)),
            ("a: 1\n\tb: 2", ("yaml.tab", 2, 1)),
            ("a: [1", ("yaml.unclosed", 1, 6)),
            ("a: 'x", ("yaml.unclosed", 1, 6)),
            ("a: @x", ("yaml.start_character", 1, 4)),
            ('a: "\\q"', ("yaml.escape", 1, 5)),
            ("a: !!python/object:os.system x", ("yaml.tag", 1, 4)),
            ("a: 1\n---\nb: 2", ("yaml.two_documents", 2, 1)),
            ("a: x\x00y", ("text.bad_character", 1, 5)),
            ("a: x\u2028y", ("text.bad_character", 1, 5)),
            ("a: e\u0302", ("text.not_nfc", 1, 4)),
            ('a: "e\\u0302"', ("text.not_nfc", 1, 4)),
        ],
    )
    def test_stand_where_they_are(self, text: str, expected: tuple[str, int, int]) -> None:
        assert expected in codes(text)

    def test_come_together(self) -> None:
        found = codes("a: 1\na: 2\nb: !t x\nc: *d\n")

        assert found == [("yaml.duplicate_key", 2, 1), ("yaml.tag", 3, 4), ("yaml.alias_unknown", 4, 4)]

    def test_of_depth_come_before_the_stack_ends(self) -> None:
        assert [code for code, _, _ in codes("[" * 5000)] == ["yaml.too_deep"]

    def test_speak_vietnamese_and_english(self) -> None:
        fault = parse("a: 1\na: 2", file="bank.yaml").faults[0]

        assert (
            str(fault) == "bank.yaml:2:1: khoá “a” lặp lại (đã có ở dòng 1); xoá hoặc đổi tên một trong hai"
        )
        assert str(fault.in_language("en")).startswith("bank.yaml:2:1: the key “a” stands twice")


class TestFiles:
    def test_that_are_missing_are_a_fault(self, tmp_path: Path) -> None:
        with pytest.raises(FormFaults) as refused:
            read_plain(tmp_path / "none.yaml")

        assert [each.code for each in refused.value.faults] == ["file.missing"]

    def test_that_are_folders_are_a_fault(self, tmp_path: Path) -> None:
        with pytest.raises(FormFaults) as refused:
            read_plain(tmp_path)

        assert [each.code for each in refused.value.faults] == ["file.unreadable"]

    def test_that_are_not_utf8_tell_the_place(self, tmp_path: Path) -> None:
        path = tmp_path / "a.yaml"
        path.write_bytes("a: được\nb: ".encode() + b"\xff")

        with pytest.raises(FormFaults) as refused:
            read_plain(path)

        assert [each.place for each in refused.value.faults] == [(2, 4)]

    def test_that_are_too_large_are_refused(self, tmp_path: Path) -> None:
        path = tmp_path / "a.yaml"
        path.write_text("a: 12345678")

        with pytest.raises(FormFaults) as refused:
            read_plain(path, limits=Limits(max_bytes=4))

        assert [each.code for each in refused.value.faults] == ["file.too_large"]

    def test_may_begin_with_a_byte_order_mark(self) -> None:
        form = read_plain(Path("f"), text="\ufeffa: 1")

        assert form.value == {"a": 1}
        assert form.places.key(("a",)) == (1, 1)


class TestPlaces:
    def test_of_values_and_keys_are_kept(self) -> None:
        places = read_plain(Path("f"), text="a:\n  - b: được\n    c: [x, y]").places

        assert places.value(("a", 0, "b")) == (2, 8)
        assert places.key(("a", 0, "c")) == (3, 5)
        assert places.value(("a", 0, "c", 1)) == (3, 12)

    def test_of_what_is_not_there_are_those_around_it(self) -> None:
        places = read_plain(Path("f"), text="a:\n  b: 1").places

        assert places.value(("a", "z")) == (2, 3)


YAMLISH = st.text(alphabet="ab1:-[]{}&*!|>'\"%@#?,.\n \t\r\\e\u0302ế~_0\ufeff\x00\x85\u2028")


class TestAnyText:
    @given(st.one_of(st.text(), YAMLISH))
    def test_gives_values_or_faults_inside_the_file(self, text: str) -> None:
        reading = parse(text, file="f")

        assert reading.form is not None or reading.faults
        whole = text.removeprefix("\ufeff")
        lines = whole.replace("\r\n", "\n").replace("\r", "\n").split("\n")
        for each in reading.faults:
            assert 1 <= each.line <= len(lines)
            assert 1 <= each.column <= len(lines[each.line - 1]) + 1
            assert (each.line, each.column) <= last_place(clean(text, file="f")[0])

    @given(st.dictionaries(st.text("abcđ", min_size=1), st.integers(-(10**17), 10**17)))
    def test_that_is_plain_comes_back(self, values: dict[str, int]) -> None:
        text = "".join(f"{key}: {number}\n" for key, number in values.items()) or "{}"

        assert value(text) == values


class TestFormFaults:
    def test_are_sorted_by_place_and_told_once(self) -> None:
        late = FormFault(file="f", line=10, column=1, message="b")
        early = FormFault(file="f", line=9, column=1, message="a", fix="c")

        assert str(FormFaults([late, early, late])) == "f:9:1: a; c\nf:10:1: b"
