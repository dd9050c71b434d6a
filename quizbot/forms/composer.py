"""From YAML events to plain values and a tree of places, in one pass."""

import unicodedata
from typing import Any

from yaml import events

from quizbot.forms.faults import FormFault, Place, fault
from quizbot.forms.limits import Limits
from quizbot.forms.places import Node, pack, unpack
from quizbot.forms.scalars import resolve

_Made = tuple[Any, Node, int]
"""A value, the node of its places, and how many values it holds when written out."""

_OPEN: _Made = (None, 0, 0)


class TooMuch(Exception):
    """Stop reading: the file is deeper or larger than a form may be."""

    def __init__(self, fault: FormFault) -> None:
        super().__init__(str(fault))
        self.fault = fault


class Composer:
    """Build one document from its events, collecting faults instead of stopping at the first.

    Args:
        file: the name shown in faults.
        limits: how much the file may hold.
        check_nfc: whether any text of it may be outside Unicode NFC.
    """

    def __init__(self, *, file: str, limits: Limits, check_nfc: bool) -> None:
        self.faults: list[FormFault] = []
        self.found = False
        self.value: Any = None
        self.node: Node = 0
        self._file = file
        self._limits = limits
        self._check_nfc = check_nfc
        self._anchors: dict[str, _Made] = {}
        self._count = 0

    def read(self, parser: Any) -> None:
        """Read every event of the parser.

        Raises:
            yaml.YAMLError: the text is not well-formed.
            TooMuch: it goes beyond the limits.
        """
        self._next = parser.get_event
        while type(event := self._next()) is not events.StreamEndEvent:
            if type(event) is not events.DocumentStartEvent:
                continue
            if self.found:
                raise TooMuch(self._fault("yaml.two_documents", event.start_mark))
            self.found = True
            self.value, self.node, _ = self._compose(self._next(), 0)

    def _compose(self, event: Any, depth: int) -> _Made:
        kind = type(event)
        if kind is events.ScalarEvent:
            return self._scalar(event)
        if kind is events.AliasEvent:
            return self._alias(event)
        if depth >= self._limits.max_depth:
            raise TooMuch(self._fault("yaml.too_deep", event.start_mark, limit=self._limits.max_depth))
        self._decorations(event)
        if event.anchor:
            self._anchors[event.anchor] = _OPEN
        before = self._count
        made_of: tuple[Any, Node]
        if kind is events.MappingStartEvent:
            made_of = self._mapping(event, depth + 1)
        else:
            made_of = self._sequence(event, depth + 1)
        made = *made_of, self._count - before + 1
        self._add(1, event)
        if event.anchor:
            self._anchors[event.anchor] = made
        return made

    def _scalar(self, event: Any) -> _Made:
        mark = event.start_mark
        place = pack(mark.line, mark.column)
        text = event.value
        if event.tag:
            self._decorations(event)
        value = resolve(text) if event.implicit[0] and not event.style and not event.tag else text
        if self._check_nfc and not text.isascii():
            self._nfc(text, mark)
        self._count += 1
        if event.anchor:
            self._anchors[event.anchor] = value, place, 1
        return value, place, 1

    def _mapping(self, start: Any, depth: int) -> tuple[dict[str, Any], Node]:
        value: dict[str, Any] = {}
        node: dict[str, Any] = {"": pack(start.start_mark.line, start.start_mark.column)}
        following, compose = self._next, self._compose
        while type(event := following()) is not events.MappingEndEvent:
            key = self._key(event, depth)
            made, below, _ = compose(following(), depth)
            if key is None:
                continue
            mark = event.start_mark
            if key in value:
                first = unpack(node[key][0]).line
                self.faults.append(self._fault("yaml.duplicate_key", mark, key=key, first=first))
                continue
            value[key] = made
            node[key] = [pack(mark.line, mark.column), below]
        return value, node

    def _key(self, event: Any, depth: int) -> str | None:
        """Give a key as text, just as it is written; None, with a fault, when it is not a word."""
        if type(event) is events.ScalarEvent and event.value:
            text: str = event.value
            if event.tag or event.anchor or self._check_nfc:
                self._scalar(event)
            else:
                self._count += 1
            return text
        self._compose(event, depth)
        self.faults.append(self._fault("yaml.bad_key", event.start_mark))
        return None

    def _sequence(self, start: Any, depth: int) -> tuple[list[Any], Node]:
        value: list[Any] = []
        node: list[Any] = [pack(start.start_mark.line, start.start_mark.column)]
        while type(event := self._next()) is not events.SequenceEndEvent:
            made, below, _ = self._compose(event, depth)
            value.append(made)
            node.append(below)
        return value, node

    def _alias(self, event: Any) -> _Made:
        name = event.anchor
        made = self._anchors.get(name)
        if made is None or made is _OPEN:
            code = "yaml.alias_unknown" if made is None else "yaml.alias_inside"
            self.faults.append(self._fault(code, event.start_mark, name=name))
            return None, pack(event.start_mark.line, event.start_mark.column), 1
        self._add(made[2], event)
        return made

    def _add(self, count: int, event: Any) -> None:
        self._count += count
        if self._count > self._limits.max_values:
            raise TooMuch(self._fault("yaml.too_many", event.start_mark, limit=self._limits.max_values))

    def _decorations(self, event: Any) -> None:
        if event.tag:
            self.faults.append(self._fault("yaml.tag", event.start_mark, tag=event.tag))

    def _nfc(self, text: str, mark: Any) -> None:
        if not unicodedata.is_normalized("NFC", text):
            shown = _short(text)
            nfc = unicodedata.normalize("NFC", shown)
            self.faults.append(self._fault("text.not_nfc", mark, text=shown, nfc=nfc))

    def _fault(self, code: str, mark: Any, **facts: object) -> FormFault:
        place = Place(mark.line + 1, mark.column + 1)
        return fault(file=self._file, place=place, code=code, facts=facts)


def _short(text: str, most: int = 40) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= most else flat[: most - 1] + "…"
