"""Vietnamese text: folding, the normal form, names in order."""

import unicodedata
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizbot.core.vietnamese import fold, has_marks, name_key, normal, same_text

LETTERS = "aăâbcdđeêghiklmnoôơpqrstuưvxy"
TONES = ["", "\u0300", "\u0309", "\u0303", "\u0301", "\u0323"]
WORDS = st.text(alphabet="aăâdđeêghinoôơpqtuưy\u0300\u0309\u0303\u0301\u0323 -.,“”'AĐ", max_size=30)


class TestFold:
    @pytest.mark.parametrize(
        ("text", "folded"),
        [
            ("Nghị quyết số 57-NQ/TW", "nghi quyet so 57 nq tw"),
            ("  ĐẶNG   Đức Điện ", "dang duc dien"),
            ("50 %", "50%"),
            ("ＡＢ\u00a0c\u200b", "ab c"),
            ("“Chuyển đổi số”.", "chuyen doi so"),
        ],
    )
    def test_leaves_what_people_type_in_a_hurry(self, text: str, folded: str) -> None:
        assert fold(text) == folded

    def test_is_the_same_for_both_unicode_forms(self) -> None:
        assert fold(unicodedata.normalize("NFD", "Đặng")) == fold("Đặng") == "dang"

    @given(text=WORDS)
    def test_changes_nothing_the_second_time(self, text: str) -> None:
        assert fold(fold(text)) == fold(text)

    @given(text=WORDS)
    def test_leaves_no_mark(self, text: str) -> None:
        assert not has_marks(fold(text))

    @given(text=WORDS)
    def test_forgets_at_least_what_the_normal_form_forgets(self, text: str) -> None:
        assert fold(normal(text)) == fold(text)


class TestNormal:
    @pytest.mark.parametrize(
        ("one", "other"),
        [
            ("hoà", "hòa"), ("thuý", "thúy"), ("qúy", "quý"), ("khoẻ", "khỏe"), ("gìa", "già"), ("HOÀ BÌNH", "Hòa Bình"),
            ("cuả", "của"), ("thuỷ", "thủy"), ("“số”", '"số"'), ("2025 – 2030", "2025-2030"), ("chuyển đổi số.", "Chuyển  đổi số"),
            (unicodedata.normalize("NFD", "nghị quyết"), "nghị quyết"), ("50 %", "50%"),
        ],
    )  # fmt: skip
    def test_takes_ways_of_writing_for_the_same(self, one: str, other: str) -> None:
        assert same_text(one, other)

    @pytest.mark.parametrize(
        ("one", "other"), [("số", "sổ"), ("đang", "dang"), ("ma", "má"), ("quy", "quý"), ("57", "5 7")]
    )
    def test_keeps_different_texts_apart(self, one: str, other: str) -> None:
        assert not same_text(one, other)

    @pytest.mark.parametrize(
        "word",
        ["hòa", "thúy", "quý", "quốc", "giếng", "gì", "già", "toàn", "khuỷu", "ngoài", "của", "được", "nghĩa", "thuở", "xoáy",
         "mười", "hoàng", "nguyễn", "yến", "ủy"],
    )  # fmt: skip
    def test_writes_the_tone_where_plain_spelling_has_it(self, word: str) -> None:
        assert normal(word) == word

    def test_leaves_foreign_words_alone(self) -> None:
        assert normal("Résumé") == "résumé"

    @given(text=WORDS)
    def test_changes_nothing_the_second_time(self, text: str) -> None:
        assert normal(normal(text)) == normal(text)

    @given(text=WORDS)
    def test_is_composed(self, text: str) -> None:
        assert unicodedata.is_normalized("NFC", normal(text))


class TestNameKey:
    def test_sorts_by_given_name_then_family_then_middle_names(self) -> None:
        names = ["Bùi Thị Anh", "Trần Anh", "Bùi Văn An", "Nguyễn Văn Ánh", "Lê Ăn", "Lê Thị Ân", "Võ Dung", "Đỗ Đức", "Lò Văn Đôi",
                 "Bùi Đức Anh", "Giàng A Páo", "Vàng Thị Mỷ"]  # fmt: skip

        assert sorted(names, key=name_key) == [
            "Bùi Văn An",
            "Bùi Đức Anh",
            "Bùi Thị Anh",
            "Trần Anh",
            "Nguyễn Văn Ánh",
            "Lê Ăn",
            "Lê Thị Ân",
            "Võ Dung",
            "Lò Văn Đôi",
            "Đỗ Đức",
            "Vàng Thị Mỷ",
            "Giàng A Páo",
        ]

    def test_follows_the_alphabet_and_then_the_tones(self) -> None:
        letters = list(LETTERS)
        tones = [unicodedata.normalize("NFC", "a" + tone) for tone in TONES]

        assert tones == list("aàảãáạ")
        assert all(name_key(first) < name_key(second) for first, second in pairwise(letters))
        assert all(name_key(first) < name_key(second) for first, second in pairwise(tones))

    def test_does_not_care_where_the_tone_is_written_nor_in_which_form(self) -> None:
        assert name_key("Lê Thị Hoà") == name_key("lê thị  hòa")
        assert name_key(unicodedata.normalize("NFD", "Đặng Thuỷ")) == name_key("Đặng Thủy")

    def test_is_defined_for_an_empty_name(self) -> None:
        assert name_key("  ") == ()

    @given(
        syllables=st.lists(st.text(alphabet=LETTERS, min_size=1, max_size=4), min_size=2, max_size=4),
        tones=st.tuples(st.sampled_from(range(6)), st.sampled_from(range(6))),
    )
    def test_looks_at_the_tone_only_where_letters_are_equal(
        self, syllables: list[str], tones: tuple[int, int]
    ) -> None:
        one, other = (" ".join([*syllables[:-1], syllables[-1] + TONES[tone]]) for tone in tones)

        assert (name_key(one) < name_key(other)) == (tones[0] < tones[1])
