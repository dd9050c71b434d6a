"""Assessment items as XML, in the names of QTI 2.1 or of 3.0."""

import re
from dataclasses import dataclass
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from quizbot.bank.exchange.qti.texts import GAP
from quizbot.core.numbers import write_number
from quizbot.core.question import Question

_TEMPLATE = "http://www.imsglobal.org/question/qti_v2p1/rptemplates/match_correct"
_TEMPLATE_3 = "https://purl.imsglobal.org/spec/qti/v3p0/rptemplates/match_correct"


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """What differs between versions."""

    name: str
    namespace: str
    # names with "qti-" and dashes
    dashed: bool
    # the type of resources in a manifest
    resource: str
    schema: str

    def tag(self, name: str) -> str:
        """Write the name of an element of QTI (not of HTML)."""
        return f"qti-{_dashes(name)}" if self.dashed else name

    def attributes(self, given: dict[str, str]) -> dict[str, str]:
        """Write the names of attributes."""
        return {_dashes(name): value for name, value in given.items()} if self.dashed else given


def _dashes(name: str) -> str:
    return re.sub(r"(?<!^)([A-Z])", lambda found: "-" + found.group(1).lower(), name)


V21 = Version(
    name="2.1", namespace="http://www.imsglobal.org/xsd/imsqti_v2p1", dashed=False,
    resource="imsqti_item_xmlv2p1", schema="QTIv2.1 Package",
)  # fmt: skip
V30 = Version(
    name="3.0", namespace="http://www.imsglobal.org/xsd/imsqtiasi_v3p0", dashed=True,
    resource="imsqti_item_xmlv3p0", schema="QTI Package",
)  # fmt: skip


def item(question: Question, version: Version) -> bytes:
    """Write one item."""
    made = _Item(question, version)
    root = made.root()
    indent(root)
    return b'<?xml version="1.0" encoding="UTF-8"?>\n' + tostring(root, encoding="unicode").encode() + b"\n"


class _Item:
    def __init__(self, question: Question, version: Version) -> None:
        self.question = question
        self.version = version

    def add(self, parent: Element, name: str, text: str = "", **given: str) -> Element:
        """Add an element of QTI."""
        element = SubElement(parent, self.version.tag(name), self.version.attributes(given))
        element.text = text or None
        return element

    def root(self) -> Element:
        question = self.question
        root = Element(
            self.version.tag("assessmentItem"),
            {"xmlns": self.version.namespace, **self.version.attributes(
                {"identifier": question.id, "title": question.id, "adaptive": "false", "timeDependent": "false"}
            )},
        )  # fmt: skip
        self.declared(root)
        outcome = self.add(
            root, "outcomeDeclaration", identifier="SCORE", cardinality="single", baseType="float"
        )
        self.add(self.add(outcome, "defaultValue"), "value", "0")
        if question.explain:
            self.add(
                root, "outcomeDeclaration", identifier="FEEDBACK", cardinality="single", baseType="identifier"
            )
        body = self.add(root, "itemBody")
        self.asked(body)
        self.processed(root)
        if question.explain:
            feedback = self.add(
                root, "modalFeedback", outcomeIdentifier="FEEDBACK", identifier="EXPLAIN", showHide="show"
            )
            self.paragraph(
                self.add(feedback, "contentBody") if self.version.dashed else feedback, question.explain
            )
        return root

    def declared(self, root: Element) -> None:
        question = self.question
        kinds = {
            "single": ("single", "identifier"), "true_false": ("single", "identifier"),
            "multiple": ("multiple", "identifier"), "order": ("ordered", "identifier"),
            "match": ("multiple", "directedPair"), "number": ("single", "float"),
            "short_text": ("single", "string"),
        }  # fmt: skip
        cardinality, base = kinds[question.kind]
        declaration = self.add(
            root, "responseDeclaration", identifier="RESPONSE", cardinality=cardinality, baseType=base
        )
        correct = self.add(declaration, "correctResponse")
        values = question.key[:1] if question.kind == "short_text" else question.key
        for value in values:
            self.add(correct, "value", f"{value[0]} T{value[1:]}" if question.kind == "match" else value)
        if question.kind == "short_text":
            mapping = self.add(declaration, "mapping", defaultValue="0")
            for text in question.key:
                self.add(mapping, "mapEntry", mapKey=text, mappedValue="1")

    def paragraph(self, parent: Element, text: str) -> Element:
        """Add a paragraph of HTML; line breaks become `br`."""
        element = SubElement(parent, "p")
        lines = text.split("\n")
        element.text = lines[0]
        for line in lines[1:]:
            SubElement(element, "br").tail = line
        return element

    def asked(self, body: Element) -> None:
        question = self.question
        if question.kind in ("number", "short_text"):
            self.typed(body)
            return
        self.paragraph(body, question.ask)
        kind = {"order": "orderInteraction", "match": "matchInteraction"}.get(
            question.kind, "choiceInteraction"
        )
        given = {"responseIdentifier": "RESPONSE", "shuffle": "false" if question.keep_order else "true"}
        if kind == "choiceInteraction":
            given["maxChoices"] = "0" if question.kind == "multiple" else "1"
        elif kind == "matchInteraction":
            given["maxAssociations"] = str(len(question.options))
        interaction = self.add(body, kind, **given)
        if kind != "matchInteraction":
            for option in question.options:
                self.add(interaction, "simpleChoice", option.text, identifier=option.key)
            return
        for rows, prefix in ((question.options, ""), (question.targets, "T")):
            column = self.add(interaction, "simpleMatchSet")
            for row in rows:
                self.add(
                    column, "simpleAssociableChoice", row.text, identifier=prefix + row.key, matchMax="1"
                )

    def typed(self, body: Element) -> None:
        """Put the field into the gap of the question, or below it."""
        before, gap, behind = self.question.ask.partition(f" {GAP} ")
        paragraph = self.paragraph(body, before)
        if not gap:
            paragraph = SubElement(body, "p")
        field = self.add(
            paragraph, "textEntryInteraction", responseIdentifier="RESPONSE", expectedLength="40"
        )
        lines = behind.split("\n")
        field.tail = lines[0] or None
        for line in lines[1:]:
            SubElement(paragraph, "br").tail = line

    def processed(self, root: Element) -> None:
        question = self.question
        if question.kind != "number" or not question.tolerance:
            template = _TEMPLATE_3 if self.version.dashed else _TEMPLATE
            self.add(root, "responseProcessing", template=template)
            return
        within = write_number(question.tolerance)
        condition = self.add(self.add(root, "responseProcessing"), "responseCondition")
        taken = self.add(condition, "responseIf")
        equal = self.add(taken, "equal", toleranceMode="absolute", tolerance=f"{within} {within}")
        self.add(equal, "variable", identifier="RESPONSE")
        self.add(equal, "correct", identifier="RESPONSE")
        score = self.add(taken, "setOutcomeValue", identifier="SCORE")
        self.add(score, "baseValue", "1", baseType="float")
