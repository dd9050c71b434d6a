"""Moodle XML as Moodle 4 exports it."""

from decimal import Decimal

import pytest

from quizbot.bank.exchange.values import Found, Imported, Problem
from quizbot.bank.formats import FORMATS, guess

FEEDBACK = '<feedback format="html"><text>{}</text></feedback>'


def answer(fraction: str, text: str, more: str = "", form: str = "html") -> str:
    return f'<answer fraction="{fraction}" format="{form}"><text>{text}</text>{more}</answer>'


def question(kind: str, inside: str, ask: str = "<![CDATA[<p>Cơ quan nào ban hành?<br></p>]]>") -> bytes:
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<quiz>\n<!-- question: 0  -->\n<question type="category"><category>'
        '<text>$course$/top/NQ57</text></category><info format="moodle_auto_format"><text></text></info>'
        f'<idnumber></idnumber></question>\n<question type="{kind}"><name><text>Câu 1</text></name>'
        f'<questiontext format="html"><text>{ask}</text></questiontext>'
        '<generalfeedback format="html"><text></text></generalfeedback><defaultgrade>1.0000000</defaultgrade>'
        f"<penalty>0.3333333</penalty><hidden>0</hidden><idnumber>nq57-tc-001</idnumber>{inside}"
        '<correctfeedback format="html"><text>Câu trả lời đúng.</text></correctfeedback>'
        "<tags><tag><text>muc-tieu</text></tag><tag><text>muc-do-2</text></tag></tags></question></quiz>"
    ).encode()


CHOICE = "<single>{}</single><shuffleanswers>true</shuffleanswers><answernumbering>ABCD</answernumbering>"
ONE = CHOICE.format("true") + answer("0", "Quốc hội") + answer("100", "<![CDATA[<p>Bộ Chính trị</p>]]>")


def read(content: bytes) -> Imported:
    assert guess("de.xml", content) == "moodle_xml"
    return FORMATS["moodle_xml"].read("de.xml", content)


def taken(content: bytes) -> Found:
    imported = read(content)
    assert imported.problems == ()
    return imported.found[0]


def refused(content: bytes) -> Problem:
    imported = read(content)
    assert imported.found == ()
    return imported.problems[0]


class TestChoices:
    def test_one_right_answer_with_all_that_is_around_it(self) -> None:
        found = taken(question("multichoice", ONE))

        assert (found.ask, found.key, found.name) == ("Cơ quan nào ban hành?", ("B",), "nq57-tc-001")
        assert [option.text for option in found.options] == ["Quốc hội", "Bộ Chính trị"]
        assert (found.level, found.tags, found.place) == (2, ("muc-tieu",), "câu 1")

    def test_several_right_answers(self) -> None:
        inside = CHOICE.format("false") + "".join(
            answer(fraction, text)
            for fraction, text in (("33.33333", "a"), ("33.33333", "b"), ("33.33333", "c"), ("-100", "d"))
        )

        assert (taken(question("multichoice", inside)).kind, taken(question("multichoice", inside)).key) == (
            "multiple", ("A", "B", "C"),
        )  # fmt: skip

    @pytest.mark.parametrize(
        ("single", "fractions"),
        [("true", "100 100 0"), ("true", "50 50 0"), ("true", "0 0 0"), ("true", "1 0 0"), ("false", "50 50 50"),
         ("false", "0 0 0"), ("true", "abc 0 0"), ("false", "inf 0 0"), ("false", "nan 100 nan")],
    )  # fmt: skip
    def test_marks_that_tell_no_plain_key_are_refused(self, single: str, fractions: str) -> None:
        inside = CHOICE.format(single) + "".join(
            answer(fraction, text) for fraction, text in zip(fractions.split(), "abc", strict=True)
        )

        if fractions == "nan 100 nan":
            assert taken(question("multichoice", inside)).key == ("B",)
        else:
            assert refused(question("multichoice", inside)).fix

    def test_the_feedback_of_the_right_answer_explains(self) -> None:
        inside = CHOICE.format("true") + answer("0", "a", FEEDBACK.format("Chưa đúng"))
        inside += answer("100", "b", FEEDBACK.format("Theo Điều 1"))
        imported = read(question("multichoice", inside))

        assert imported.found[0].explain == "Theo Điều 1"
        assert "phản hồi" in imported.remarks[0].what

    def test_a_hidden_question_is_a_doubt(self) -> None:
        content = question("multichoice", ONE).replace(b"<hidden>0", b"<hidden>1")

        assert "ẩn" in taken(content).doubts[0]

    @pytest.mark.parametrize(
        "picture",
        [
            '<![CDATA[<p>Ở đâu? <img src="@@PLUGINFILE@@/a.png"></p>]]>',
            'Ở đâu?</text><file name="a.png" path="/" encoding="base64">iVBORw0KGgo=</file><text>',
        ],
    )
    def test_a_picture_refuses_the_question(self, picture: str) -> None:
        assert "hình" in refused(question("multichoice", ONE, picture)).what
        assert "hình" in refused(question("multichoice", ONE + answer("0", picture))).what


class TestOtherKinds:
    @pytest.mark.parametrize(("right", "key"), [("true", "A"), ("false", "B")])
    def test_true_and_false(self, right: str, key: str) -> None:
        wrong = "false" if right == "true" else "true"
        inside = answer("0", wrong, form="moodle_auto_format") + answer(
            "100", right, form="moodle_auto_format"
        )

        assert (taken(question("truefalse", inside)).kind, taken(question("truefalse", inside)).key) == (
            "true_false", (key,),
        )  # fmt: skip

    def test_true_and_false_both_right_are_refused(self) -> None:
        assert refused(question("truefalse", answer("100", "true") + answer("100", "false"))).fix

    def test_a_number_with_tolerance_and_unit(self) -> None:
        unit = "<units><unit><multiplier>1</multiplier><unit_name>%</unit_name></unit></units>"
        inside = answer("100", "3.5", "<tolerance>0.5</tolerance>") + answer("0", "*") + unit
        found = taken(question("numerical", inside))

        assert (found.kind, found.key, found.tolerance) == ("number", ("3.5",), Decimal("0.5"))
        assert "đơn vị" in found.doubts[0]

    @pytest.mark.parametrize(
        "inside",
        [answer("100", "1,500"), answer("100", "hai"), answer("100", "1") + answer("100", "2"), answer("50", "1"),
         answer("100", "1", "<tolerance>x</tolerance>")],
    )  # fmt: skip
    def test_a_number_that_can_be_read_two_ways_is_refused(self, inside: str) -> None:
        assert refused(question("numerical", inside)).fix

    def test_short_answers(self) -> None:
        inside = (
            "<usecase>1</usecase>" + answer("100", "Hà Nội", form="moodle_auto_format") + answer("50", "HN")
        )
        imported = read(question("shortanswer", inside))

        assert (imported.found[0].kind, imported.found[0].key) == ("short_text", ("Hà Nội",))
        assert "chữ hoa" in imported.remarks[0].what

    def test_a_wildcard_is_a_doubt(self) -> None:
        assert "dấu *" in taken(question("shortanswer", answer("100", "Hà *"))).doubts[0]

    def test_pairs(self) -> None:
        inside = "<shuffleanswers>true</shuffleanswers>" + "".join(
            f'<subquestion format="html"><text>{left}</text><answer><text>{right}</text></answer></subquestion>'
            for left, right in (("NQ 57", "khoa học"), ("NQ 71", "giáo dục"), ("", "y tế"))
        )
        found = taken(question("matching", inside))

        assert (found.kind, found.key, len(found.targets)) == ("match", ("A1", "B2"), 3)

    def test_an_order(self) -> None:
        inside = "".join(
            answer(f"{place}.0000000", text)
            for place, text in ((2, "thứ hai"), (1, "thứ nhất"), (3, "thứ ba"))
        )
        found = taken(question("ordering", inside))
        shown = {option.key: option.text for option in found.options}

        assert [shown[key] for key in found.key] == ["thứ nhất", "thứ hai", "thứ ba"]

    def test_an_order_with_two_in_one_place_is_refused(self) -> None:
        assert refused(question("ordering", answer("1", "a") + answer("1", "b") + answer("2", "c"))).fix

    @pytest.mark.parametrize(
        "kind",
        ["essay", "cloze", "multianswer", "calculated", "calculatedmulti", "ddwtos", "ddimageortext", "ddmarker",
         "gapselect", "random", "randomsamatch", "multichoiceset", ""],
    )  # fmt: skip
    def test_other_kinds_are_refused_by_name(self, kind: str) -> None:
        assert kind in refused(question(kind, ONE)).what

    def test_descriptions_are_no_questions(self) -> None:
        imported = read(question("description", ""))

        assert "description" in imported.remarks[0].what
        assert "không thấy câu hỏi nào" in imported.problems[0].what


class TestBrokenFiles:
    def test_broken_xml_tells_its_line(self) -> None:
        assert "dòng 5" in refused(question("multichoice", ONE)[:-40]).what

    def test_entities_are_refused(self) -> None:
        content = question("multichoice", ONE).replace(b"<quiz>", b'<!DOCTYPE q [<!ENTITY a "b">]><quiz>')

        assert "ENTITY" in refused(content).what
