"""QTI as tools write it: understood, or refused with a reason; never a key that the item does not mean."""

import io
import zipfile
from collections.abc import Callable
from decimal import Decimal

import pytest

from quizbot.bank.exchange.values import Found, Imported, Problem
from quizbot.bank.formats import FORMATS, guess
from tests.bank.exchange.qti_shapes import (
    CHOICES,
    MATCH_CORRECT,
    choice,
    declared,
    equal,
    in_version_3,
    item,
    old_choice,
    old_item,
    old_mark,
    package,
    prefixed,
)  # fmt: skip

ONE = item(declared("c2"), choice())
SCORED = (
    "<responseProcessing><responseCondition><responseIf>{}"
    '<setOutcomeValue identifier="SCORE"><baseValue baseType="float">{}</baseValue></setOutcomeValue>'
    "</responseIf></responseCondition></responseProcessing>"
)
IS_BASE = '<match><variable identifier="RESPONSE"/><baseValue baseType="identifier">{}</baseValue></match>'
IS_CORRECT = '<match><variable identifier="RESPONSE"/><correct identifier="RESPONSE"/></match>'


def read(content: bytes) -> Imported:
    name = guess("de.zip", content)
    assert name in ("qti21", "qti30")
    return FORMATS[name].read("de.zip", content)


def taken(content: bytes) -> Found:
    imported = read(content)
    assert imported.problems == ()
    return imported.found[0]


def refused(content: bytes) -> Problem:
    imported = read(content)
    assert imported.found == ()
    return imported.problems[0]


class TestShapes:
    @pytest.mark.parametrize("shape", [bytes, prefixed, in_version_3], ids=["plain", "prefixed", "version 3"])
    def test_every_spelling_of_the_names_is_read_alike(self, shape: Callable[[bytes], bytes]) -> None:
        found = taken(shape(ONE))

        assert found.ask == "Tỉnh nào ở Tây Bắc giáp Trung Quốc?"
        assert [option.text for option in found.options] == ["Hà Nội", "Lai Châu", "Sơn La"]
        assert (found.key, found.key_found, found.doubts) == (("B",), ("correctResponse",), ())

    def test_the_version_is_known(self) -> None:
        assert guess("x.xml", ONE) == "qti21"
        assert guess("x.xml", in_version_3(ONE)) == "qti30"
        assert guess("x.zip", package({"a.xml": in_version_3(ONE)})) == "qti30"

    def test_an_item_without_namespace_is_read(self) -> None:
        assert taken(item(declared("c2"), choice(), namespace="")).key == ("B",)

    def test_a_package_is_read_in_the_order_of_its_manifest(self) -> None:
        items = {
            f"items/item{number}.xml": item(declared("c2"), choice(prompt=f"Câu số {number}?"))
            for number in (10, 2, 1)
        }
        imported = read(package(items))

        assert [found.ask for found in imported.found] == ["Câu số 10?", "Câu số 2?", "Câu số 1?"]
        assert imported.found[0].place == "items/item10.xml"

    def test_a_file_that_the_manifest_names_and_that_is_missing_is_told(self) -> None:
        whole = package({"a.xml": ONE, "b.xml": ONE})
        raw = io.BytesIO()
        with zipfile.ZipFile(raw, "w") as archive, zipfile.ZipFile(io.BytesIO(whole)) as old:
            for name in ("a.xml", "imsmanifest.xml"):
                archive.writestr(name, old.read(name))
        imported = read(raw.getvalue())

        assert [problem.place for problem in imported.problems] == ["b.xml"]
        assert len(imported.found) == 1

    def test_what_macos_adds_to_a_package_is_no_document(self) -> None:
        imported = read(
            package({"a.xml": ONE, "__MACOSX/._a.xml": b"\x00\x05\x16\x07", "x/._b.xml": b"\x00"})
        )

        assert (len(imported.found), imported.problems) == (1, ())


class TestWords:
    def test_html_in_a_prompt_gives_its_words(self) -> None:
        body = f"<div><p>Đọc <b>kỹ</b>:\n      đến\tnăm 2030.</p></div>{choice()}"

        assert taken(item(declared("c2"), body)).ask == (
            "Đọc kỹ: đến năm 2030.\nTỉnh nào ở Tây Bắc giáp Trung Quốc?"
        )

    def test_html_hidden_in_the_text_of_an_option_gives_its_words(self) -> None:
        choices = CHOICES.replace("Lai Châu", "&lt;p&gt;Lai &lt;b&gt;Châu&lt;/b&gt;&lt;/p&gt;")

        assert taken(item(declared("c2"), choice(choices))).options[1].text == "Lai Châu"

    def test_an_option_about_html_stays_as_it_is(self) -> None:
        choices = CHOICES.replace("Lai Châu", "&lt;p&gt;")

        assert taken(item(declared("c2"), choice(choices))).options[1].text == "<p>"

    def test_raised_digits_stay_raised(self) -> None:
        assert taken(item(declared("c2"), choice(prompt="10<sup>2</sup> là?"))).ask == "10² là?"

    def test_a_formula_is_a_doubt(self) -> None:
        found = taken(item(declared("c2"), choice(prompt="E=<math><mi>m</mi></math>?")))

        assert "công thức" in found.doubts[0]

    def test_hints_for_markers_are_left_out_and_told(self) -> None:
        body = '<rubricBlock view="scorer"><p>Đáp án là Lai Châu</p></rubricBlock>' + choice()
        imported = read(item(declared("c2"), body))

        assert "Đáp án" not in imported.found[0].ask
        assert "rubricBlock" in imported.remarks[0].what

    def test_a_text_for_candidates_belongs_to_the_question(self) -> None:
        body = '<rubricBlock view="candidate"><p>Đọc kỹ.</p></rubricBlock>' + choice()

        assert taken(item(declared("c2"), body)).ask.startswith("Đọc kỹ.\n")

    def test_the_feedback_for_the_right_answer_explains(self) -> None:
        feedback = "".join(
            f'<modalFeedback outcomeIdentifier="FEEDBACK" identifier="{name}" showHide="show">{text}</modalFeedback>'
            for name, text in (("incorrect", "Chưa đúng rồi."), ("correct", "Lai Châu giáp Vân Nam."))
        )
        imported = read(item(declared("c2"), choice(), MATCH_CORRECT + feedback))

        assert imported.found[0].explain == "Lai Châu giáp Vân Nam."
        assert "phản hồi" in imported.remarks[0].what

    def test_a_feedback_for_wrong_answers_explains_nothing(self) -> None:
        feedback = (
            '<modalFeedback outcomeIdentifier="F" identifier="incorrect" showHide="show">Sai.</modalFeedback>'
        )

        assert taken(item(declared("c2"), choice(), MATCH_CORRECT + feedback)).explain == ""

    @pytest.mark.parametrize("kept", ['shuffle="false"', ""])
    def test_a_fixed_order_of_options_is_kept(self, kept: str) -> None:
        fixed = CHOICES.replace('identifier="c3"', 'identifier="c3" fixed="true"')
        content = item(declared("c2"), choice(CHOICES, shuffle="false") if kept else choice(fixed))

        assert taken(content).keep_order

    @pytest.mark.parametrize(
        "picture",
        ['<img src="a.png" alt="bản đồ"/>', '<object data="a.html" type="text/html"/>', "<p><audio/></p>"],
    )
    @pytest.mark.parametrize("where", ["body", "option"])
    def test_a_picture_refuses_the_question(self, picture: str, where: str) -> None:
        choices = CHOICES.replace("Hà Nội", "Hà Nội " + picture) if where == "option" else CHOICES
        body = (picture if where == "body" else "") + choice(choices)

        assert "hình" in refused(item(declared("c2"), body)).what

    def test_a_shared_text_in_another_file_refuses_the_question(self) -> None:
        content = in_version_3(
            item('<assessmentStimulusRef identifier="s" href="s.xml"/>' + declared("c2"), choice())
        )

        assert "dùng chung" in refused(content).what

    def test_generated_words_refuse_the_question(self) -> None:
        rest = "<templateProcessing/>" + MATCH_CORRECT
        assert "template" in refused(item(declared("c2"), choice(), rest)).what
        assert (
            "template"
            in refused(item(declared("c2"), choice(prompt='Tính <printedVariable identifier="X"/>'))).what
        )


class TestChoiceKey:
    def test_several_right_options(self) -> None:
        content = item(declared("c3", "c1", cardinality="multiple"), choice(maxChoices="0"))

        assert (taken(content).kind, taken(content).key) == ("multiple", ("A", "C"))

    def test_a_mapping_alone_tells_the_key_with_a_doubt(self) -> None:
        found = taken(item(declared(mapping="c1=0;c2=1;c3=0.5"), choice()))

        assert found.key == ("B",)
        assert found.key_found == ("mapping",)
        assert len(found.doubts) == 2

    def test_processing_alone_tells_the_key_with_a_doubt(self) -> None:
        found = taken(item(declared(), choice(), SCORED.format(IS_BASE.format("c3"), "1")))

        assert (found.key, found.key_found, len(found.doubts)) == (("C",), ("responseProcessing",), 1)

    @pytest.mark.parametrize(
        ("declaration", "rest"),
        [
            (declared("c2", mapping="c1=1;c2=0.5"), MATCH_CORRECT),
            (declared("c2", mapping="c1=1;c2=0"), MATCH_CORRECT),
            (declared("c2", mapping="c2=1;c3=1"), MATCH_CORRECT),
            (declared("c2", mapping="c1=1"), MATCH_CORRECT),
            (declared("c2"), SCORED.format(IS_BASE.format("c1"), "1")),
            (declared("c2"), SCORED.format(IS_CORRECT, "0")),
            (declared("c1", "c2", cardinality="multiple", mapping="c1=1;c2=1;c3=1"), MATCH_CORRECT),
            (declared("c1", "c2", cardinality="multiple", mapping="c1=1;c2=-1"), MATCH_CORRECT),
        ],
    )
    def test_an_item_that_contradicts_itself_is_refused(self, declaration: str, rest: str) -> None:
        assert refused(item(declaration, choice(maxChoices="0"), rest)).fix

    @pytest.mark.parametrize(
        "declaration",
        [
            "", declared(), declared("c9"), declared("C2"), declared("c1 c2"), declared("c1,c2"), declared(""),
            declared("c1", "c2"), declared("c2").replace("RESPONSE", "OTHER"),
            declared("c1", "c2", "c3", cardinality="multiple"),
        ],
    )  # fmt: skip
    def test_a_key_that_names_no_option_is_refused(self, declaration: str) -> None:
        assert refused(item(declaration, choice(maxChoices="0"))).fix

    def test_two_options_with_one_identifier_are_refused(self) -> None:
        assert "cùng mã" in refused(item(declared("c2"), choice(CHOICES.replace("c3", "c2")))).what

    def test_two_interactions_are_refused(self) -> None:
        assert "2 phần trả lời" in refused(item(declared("c2"), choice() + choice())).what

    def test_other_kinds_are_refused_by_name(self) -> None:
        body = "<p>Viết bài.</p><extendedTextInteraction responseIdentifier='RESPONSE'/>"

        assert "extendedtextinteraction" in refused(item(declared("x"), body)).what

    def test_a_choice_inside_a_sentence_leaves_a_gap(self) -> None:
        body = (
            '<p>Thủ đô là <inlineChoiceInteraction responseIdentifier="RESPONSE" shuffle="true">'
            '<inlineChoice identifier="a">Huế</inlineChoice><inlineChoice identifier="b">Hà Nội</inlineChoice>'
            "</inlineChoiceInteraction>.</p>"
        )
        found = taken(item(declared("b"), body))

        assert (found.ask, found.key) == ("Thủ đô là _____ .", ("B",))


class TestOtherKinds:
    def test_an_order(self) -> None:
        body = choice().replace("choiceInteraction", "orderInteraction")
        content = item(declared("c3", "c1", "c2", cardinality="ordered"), body)

        assert (taken(content).kind, taken(content).key) == ("order", ("C", "A", "B"))
        assert refused(item(declared("c3", "c1", cardinality="ordered"), body)).fix

    def test_pairs(self) -> None:
        rows = '<simpleAssociableChoice identifier="{}" matchMax="1">{}</simpleAssociableChoice>'
        sets = [
            "".join(rows.format(*row) for row in table)
            for table in (
                (("x", "Nghị quyết 57"), ("y", "Nghị quyết 71")),
                (("m", "giáo dục"), ("n", "khoa học"), ("o", "y tế")),
            )
        ]
        body = (
            '<matchInteraction responseIdentifier="RESPONSE" shuffle="true" maxAssociations="2">'
            "<prompt>Ghép cặp</prompt>"
            + "".join(f"<simpleMatchSet>{each}</simpleMatchSet>" for each in sets)
            + "</matchInteraction>"
        )

        def pairs(*values: str) -> bytes:
            return item(declared(*values, cardinality="multiple", base="directedPair"), body)

        found = taken(pairs("y m", "x n"))
        assert (found.kind, found.key) == ("match", ("A2", "B1"))
        assert [target.text for target in found.targets] == ["giáo dục", "khoa học", "y tế"]
        for wrong in (("x n",), ("x n", "x m", "y m"), ("x n", "y q"), ("n x", "m y"), ("x n", "x m")):
            assert refused(pairs(*wrong)).fix

    def entry(self, declaration: str, rest: str = MATCH_CORRECT) -> bytes:
        return item(
            declaration,
            '<p>Năm <textEntryInteraction responseIdentifier="RESPONSE" expectedLength="4"/> ban hành.</p>',
            rest,
        )

    def test_texts_of_full_marks_are_right(self) -> None:
        found = taken(self.entry(declared("hai", base="string", mapping="hai=1;2=1;một=0.5")))

        assert (found.kind, found.key, found.ask) == ("short_text", ("hai", "2"), "Năm _____ ban hành.")
        assert "một phần điểm" in found.doubts[0]

    @pytest.mark.parametrize(
        ("value", "rest", "expected", "tolerance"),
        [
            ("2025", MATCH_CORRECT, "2025", "0"),
            ("3.5", SCORED.format('<equal toleranceMode="absolute" tolerance="0.5 0.5"/>', 1), "3.5", "0.5"),
            ("200", SCORED.format('<equal toleranceMode="relative" tolerance="10 10"/>', 1), "200", "20"),
            ("1.2e3", MATCH_CORRECT, "1200", "0"),
        ],
    )
    def test_numbers(self, value: str, rest: str, expected: str, tolerance: str) -> None:
        found = taken(self.entry(declared(value, base="float"), rest))

        assert (found.kind, found.key, found.tolerance) == ("number", (expected,), Decimal(tolerance))

    @pytest.mark.parametrize("value", ["1,500", "", "hai", "1e99"])
    def test_a_number_that_can_be_read_two_ways_is_refused(self, value: str) -> None:
        assert refused(self.entry(declared(value, base="float"))).fix

    def test_rounding_is_a_doubt(self) -> None:
        found = taken(
            self.entry(declared("3.14", base="float"), SCORED.format("<equalRounded figures='2'/>", 1))
        )

        assert "làm tròn" in found.doubts[0]


class TestOldVersion:
    """QTI 1.2, as Canvas exports it."""

    def test_one_right_option(self) -> None:
        content = old_item(old_choice("Huế", "Hà Nội", "Vinh"), old_mark(equal("102")))
        found = taken(content)

        assert guess("x.xml", content) == "qti21"
        assert (found.kind, found.ask, found.key) == ("single", "Thủ đô ở đâu?", ("B",))

    def test_several_right_options_and_those_that_must_not_be_chosen(self) -> None:
        inside = f"<and>{equal('101')}<not>{equal('102')}</not>{equal('103')}</and>"
        content = old_item(
            old_choice("a", "b", "c", cardinality="Multiple"),
            old_mark(inside),
            kind="multiple_answers_question",
        )

        assert (taken(content).kind, taken(content).key) == ("multiple", ("A", "C"))

    def test_marks_for_several_options_are_no_single_key(self) -> None:
        content = old_item(old_choice("a", "b", "c"), old_mark(equal("101")) + old_mark(equal("102")))

        assert refused(content).fix

    @pytest.mark.parametrize("conditions", ["", old_mark(equal("109")), old_mark(equal("101"), 0)])
    def test_no_right_option_is_refused(self, conditions: str) -> None:
        assert refused(old_item(old_choice("a", "b"), conditions)).fix

    def test_texts(self) -> None:
        answer = '<response_str ident="response1" rcardinality="Single"><render_fib/></response_str>'
        content = old_item(answer, old_mark(equal("Hà Nội") + equal("HN")), kind="short_answer_question")

        assert (taken(content).kind, taken(content).key) == ("short_text", ("Hà Nội", "HN"))

    def test_a_range_of_numbers(self) -> None:
        answer = '<response_str ident="response1" rcardinality="Single"><render_fib fibtype="Decimal"/></response_str>'
        ranged = '<vargte respident="response1">70</vargte><varlte respident="response1">84</varlte>'
        inside = f"<or>{equal('77')}<and>{ranged}</and></or>"
        content = old_item(answer, old_mark(inside), kind="numerical_question")

        assert (taken(content).kind, taken(content).key, taken(content).tolerance) == ("number", ("77",), 7)

    def test_pairs(self) -> None:
        labels = "".join(
            f'<response_label ident="{name}"><material><mattext>{text}</mattext></material></response_label>'
            for name, text in (("m", "giáo dục"), ("n", "khoa học"))
        )
        answers = "".join(
            f'<response_lid ident="r{number}"><material><mattext>Nghị quyết {number}</mattext></material>'
            f"<render_choice>{labels}</render_choice></response_lid>"
            for number in (57, 71)
        )
        marks = old_mark('<varequal respident="r57">n</varequal>', 50)
        marks += old_mark('<varequal respident="r71">m</varequal>', 50)
        found = taken(old_item(answers, marks, kind="matching_question"))

        assert (found.kind, found.key) == ("match", ("A2", "B1"))

    def test_an_essay_is_refused(self) -> None:
        answer = '<response_str ident="response1" rcardinality="Single"><render_fib/></response_str>'
        assert refused(old_item(answer, "", kind="essay_question")).fix

    def test_a_picture_is_refused(self) -> None:
        content = old_item(old_choice("a", "b"), old_mark(equal("101"))).replace(
            b"&lt;p&gt;", b"&lt;p&gt;&lt;img src=&quot;x&quot;&gt;"
        )
        assert "hình" in refused(content).what


class TestHarmfulFiles:
    def test_entities_are_refused_and_never_expanded(self) -> None:
        bomb = ONE.replace(
            b"<assessmentItem",
            b'<!DOCTYPE x [<!ENTITY a "haha"><!ENTITY b "&a;&a;&a;">]><assessmentItem',
        ).replace("Hà Nội".encode(), b"&b;")

        assert "ENTITY" in refused(bomb).what

    def test_a_file_of_the_machine_is_never_read(self) -> None:
        outside = ONE.replace(
            b"<assessmentItem", b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><assessmentItem'
        ).replace("Hà Nội".encode(), b"&a;")

        assert "ENTITY" in refused(outside).what

    def test_a_bomb_is_refused(self) -> None:
        raw = io.BytesIO()
        with zipfile.ZipFile(raw, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("a.xml", ONE + b" " * 300_000_000)

        assert (
            FORMATS["qti21"].read("x.zip", raw.getvalue()).problems[0].what
            == "tệp nén chứa quá nhiều dữ liệu"
        )

    def test_names_that_climb_out_are_only_names(self, tmp_path: object) -> None:
        imported = read(package({"../../../../tmp/leo-ra.xml": ONE}))

        assert imported.found[0].key == ("B",)
        assert imported.found[0].place == "../../../../tmp/leo-ra.xml"

    def test_broken_xml_tells_its_line(self) -> None:
        assert "dòng 1" in refused(ONE[:-30]).what

    def test_an_archive_in_a_package_is_told(self) -> None:
        assert "gói nén bên trong" in read(package({"a.xml": ONE, "b.zip": b"PK"})).remarks[0].what

    def test_a_damaged_member_is_told_and_the_rest_is_read(self) -> None:
        items = {
            name: item(declared("c2"), choice(prompt=f"Câu {name}?" + name * 100))
            for name in ("a.xml", "b.xml")
        }
        content = bytearray(package(items))
        at = content.index(b"a.xml") + 60
        content[at : at + 20] = bytes(20)
        imported = read(bytes(content))

        assert (len(imported.found), imported.problems[0].place) == (1, "a.xml")

    @pytest.mark.parametrize("content", [b"PK\x03\x04", b"PK", b"<", b"", b"<assessmentItem/>"])
    def test_nothing_useful_is_a_problem(self, content: bytes) -> None:
        assert FORMATS["qti21"].read("x", content).problems
