"""Items in the shapes in which tools write them: with and without prefix, in 2.1 and in 3.0 names."""

import io
import re
import zipfile

V21 = 'xmlns="http://www.imsglobal.org/xsd/imsqti_v2p1"'
V30 = 'xmlns="http://www.imsglobal.org/xsd/imsqtiasi_v3p0"'
MATCH_CORRECT = (
    '<responseProcessing template="http://www.imsglobal.org/question/qti_v2p1/rptemplates/match_correct"/>'
)
CHOICES = (
    '<simpleChoice identifier="c1">Hà Nội</simpleChoice><simpleChoice identifier="c2">Lai Châu</simpleChoice>'
    '<simpleChoice identifier="c3">Sơn La</simpleChoice>'
)


def declared(*values: str, cardinality: str = "single", base: str = "identifier", mapping: str = "") -> str:
    """Declare the response with its right values, and perhaps a mapping ("c1=1 c2=0.5")."""
    correct = "".join(f"<value>{value}</value>" for value in values)
    entries = "".join(
        f'<mapEntry mapKey="{entry.rpartition("=")[0]}" mappedValue="{entry.rpartition("=")[2]}"/>'
        for entry in mapping.split(";")
        if entry
    )
    return (
        f'<responseDeclaration identifier="RESPONSE" cardinality="{cardinality}" baseType="{base}">'
        + (f"<correctResponse>{correct}</correctResponse>" if values else "")
        + (f'<mapping defaultValue="0">{entries}</mapping>' if entries else "")
        + "</responseDeclaration>"
    )


def choice(choices: str = CHOICES, prompt: str = "Tỉnh nào ở Tây Bắc giáp Trung Quốc?", **given: str) -> str:
    """Write a choice interaction."""
    more = "".join(
        f' {name}="{value}"' for name, value in ({"maxChoices": "1", "shuffle": "true"} | given).items()
    )
    return (
        f'<choiceInteraction responseIdentifier="RESPONSE"{more}><prompt>{prompt}</prompt>'
        f"{choices}</choiceInteraction>"
    )


def item(
    declarations: str, body: str, rest: str = MATCH_CORRECT, *, name: str = "cau-1", namespace: str = V21,
    more: str = "",
) -> bytes:  # fmt: skip
    """Write one item of QTI 2.x."""
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><assessmentItem {namespace} identifier="{name}" title="Câu" '
        f'adaptive="false" timeDependent="false"{more}>{declarations}<itemBody>{body}</itemBody>{rest}'
        "</assessmentItem>"
    ).encode()


def prefixed(content: bytes) -> bytes:
    """Write the same with a prefix before every element of QTI."""
    text = content.decode().replace("xmlns=", "xmlns:q=")
    return re.sub(r"<(/?)([a-zA-Z]+)(?=[\s/>])", r"<\1q:\2", text).encode()


def in_version_3(content: bytes) -> bytes:
    """Write the same in the names of 3.0; elements of HTML keep theirs."""

    def dashed(name: str) -> str:
        return re.sub(r"([A-Z])", lambda found: "-" + found.group(1).lower(), name)

    def tag(found: re.Match[str]) -> str:
        name = found.group(2)
        kept = name in ("p", "div", "b", "i", "br", "span", "sup", "sub", "img", "object", "math")
        return f"<{found.group(1)}" + (name if kept else f"qti-{dashed(name)}")

    text = content.decode().replace(V21, V30)
    text = re.sub(r"<(/?)([a-zA-Z]+)(?=[\s/>])", tag, text)
    return re.sub(r"\s([a-zA-Z]+)=", lambda found: " " + dashed(found.group(1)) + "=", text).encode()


def package(items: dict[str, bytes], *, manifest: str | None = None) -> bytes:
    """Put items into a package; the manifest names them in the order given."""
    resources = "".join(
        f'<resource identifier="r{number}" type="imsqti_item_xmlv2p1" href="{name}"><file href="{name}"/></resource>'
        for number, name in enumerate(items)
    )
    written = manifest or (
        '<?xml version="1.0"?><manifest xmlns="http://www.imsglobal.org/xsd/imscp_v1p1" identifier="m">'
        f"<resources>{resources}</resources></manifest>"
    )
    raw = io.BytesIO()
    with zipfile.ZipFile(raw, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in sorted(items):
            archive.writestr(name, items[name])
        archive.writestr("imsmanifest.xml", written)
    return raw.getvalue()


def old_item(presentation: str, conditions: str, *, kind: str = "multiple_choice_question") -> bytes:
    """Write one item of QTI 1.2 as Canvas does."""
    return (
        '<?xml version="1.0"?><questestinterop xmlns="http://www.imsglobal.org/xsd/ims_qtiasiv1p2">'
        '<assessment ident="a" title="T"><section ident="root"><item ident="i1" title="Question"><itemmetadata>'
        "<qtimetadata><qtimetadatafield><fieldlabel>question_type</fieldlabel>"
        f"<fieldentry>{kind}</fieldentry></qtimetadatafield></qtimetadata></itemmetadata>"
        '<presentation><material><mattext texttype="text/html">&lt;p&gt;Thủ đô ở đâu?&lt;/p&gt;</mattext></material>'
        f"{presentation}</presentation><resprocessing><outcomes>"
        '<decvar maxvalue="100" minvalue="0" varname="SCORE" vartype="Decimal"/></outcomes>'
        f"{conditions}</resprocessing></item></section></assessment></questestinterop>"
    ).encode()


def old_choice(*texts: str, cardinality: str = "Single") -> str:
    """Write the options of an item of QTI 1.2, named 101, 102 ..."""
    labels = "".join(
        f'<response_label ident="{number}"><material><mattext texttype="text/plain">{text}</mattext></material>'
        "</response_label>"
        for number, text in enumerate(texts, start=101)
    )
    return (
        f'<response_lid ident="response1" rcardinality="{cardinality}"><render_choice>{labels}</render_choice>'
        "</response_lid>"
    )


def old_mark(inside: str, mark: int = 100) -> str:
    """Write a condition that sets the score."""
    return (
        f'<respcondition continue="No"><conditionvar>{inside}</conditionvar>'
        f'<setvar action="Set" varname="SCORE">{mark}</setvar></respcondition>'
    )


def equal(value: str) -> str:
    """Write that the answer is a value."""
    return f'<varequal respident="response1">{value}</varequal>'
