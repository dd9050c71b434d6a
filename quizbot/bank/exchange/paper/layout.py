"""Question papers as Vietnamese offices write them, from lines with their looks.

`Câu 1: …`, options by letter on lines of their own or several on one line, the key by looks (bold,
underline, colour, background), by a sign ("(đúng)", "*"), in words ("Đáp án: B") or in a table at the
end. All signals of a question must agree; without any the question is not taken.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from quizbot.bank.exchange.paper import words
from quizbot.bank.exchange.paper.colours import standing_out, usual_colours
from quizbot.bank.exchange.paper.keys import judge
from quizbot.bank.exchange.paper.lines import Line
from quizbot.bank.exchange.values import Gathering, Imported
from quizbot.core.vietnamese import same_text


@dataclass
class Draft:
    """A question while its lines come in."""

    number: int
    place: str
    # which stretch of the paper, each with its own key table
    part: int = 0
    # another question of the stretch has the same number
    twin: bool = False
    ask: list[Line] = field(default_factory=list)
    # label as written ("A"), the label itself with its looks, the text
    options: list["DraftOption"] = field(default_factory=list)
    key_words: list[str] = field(default_factory=list)
    explain: list[str] = field(default_factory=list)
    in_explanation: bool = False

    def about(self) -> str:
        return " ".join(line.text for line in self.ask)


@dataclass
class DraftOption:
    letter: str
    label: Line
    lines: list[Line]
    # signs in the text itself: "*", "(đúng)"
    signs: list[str] = field(default_factory=list)
    # "(sai)" stands behind it
    wrong: bool = False

    def text(self) -> str:
        return " ".join(line.text for line in self.lines if line.text)


def read_layout(lines: Sequence[Line], gathering: Gathering | None = None) -> Imported:
    """Understand a whole paper; what is understood joins what was gathered before."""
    gathering = Gathering() if gathering is None else gathering
    numbered_too = not any(words.QUESTION.match(line.text) for line in lines)
    reader = _Reader(numbered_too, gathering)
    for line in lines:
        for part in _split(line):
            reader.take(part)
    _recolour(reader.drafts)
    _compare_tables(reader, gathering)
    for draft in reader.drafts:
        judge(draft, reader.tables[draft.part], gathering)
    return gathering.done()


def _compare_tables(reader: "_Reader", gathering: Gathering) -> None:
    """Find questions of one number, and tables that speak of questions of another stretch."""
    numbers = Counter((draft.part, draft.number) for draft in reader.drafts)
    for draft in reader.drafts:
        draft.twin = numbers[draft.part, draft.number] > 1
    for part, table in enumerate(reader.tables):
        extra = sorted(number for number in table if (part, number) not in numbers)
        if extra:
            listed = ", ".join(map(str, extra))
            gathering.remark("bảng đáp án", f"có đáp án cho câu không có trong tệp: {listed}")
        for number in extra:
            owners = [owner for owner, other in numbers if other == number]
            if len(owners) == 1 and reader.tables[owners[0]].get(number, table[number]) != table[number]:
                gathering.remark("bảng đáp án", f"hai bảng đáp án ghi câu {number} khác nhau")
                reader.tables[owners[0]][number] = ()


def _recolour(drafts: Sequence[Draft]) -> None:
    """Let colours count only where they differ from what most options have."""
    options = [option for draft in drafts for option in draft.options]
    usual = usual_colours(line for option in options for line in option.lines)
    for option in options:
        option.label = standing_out(option.label, usual)
        option.lines = [standing_out(line, usual) for line in option.lines]


def _split(line: Line) -> Iterator[Line]:
    """Cut a line at its line breaks."""
    start = 0
    for at, letter in enumerate(line.text + "\n"):
        if letter in "\n\v":
            yield line.part(start, at)
            start = at + 1


class _Reader:
    def __init__(self, numbered_too: bool, gathering: Gathering) -> None:
        self.drafts: list[Draft] = []
        # number of the question: letters; a new table for the questions that follow a table
        self.tables: list[dict[int, tuple[str, ...]]] = [{}]
        self._numbered_too = numbered_too
        self._gathering = gathering
        self._in_table = False

    def take(self, line: Line) -> None:
        """Understand one line."""
        if not line.text.strip():
            return
        behind = None if words.KEY.match(line.text) else words.KEY_BEHIND.search(line.text)
        if behind is not None:
            self.take(line.part(0, behind.start()))
            line = line.part(behind.start(), len(line.text))
        if self._in_table and self._table_entries(line):
            return
        if words.TABLE_HEAD.match(line.text):
            self._in_table = True
            return
        if self._question(line):
            self._in_table = False
            return
        if not self.drafts:
            if self._table_entries(line):
                return
            self._gathering.remark(line.place, f"bỏ qua dòng trước câu hỏi đầu tiên: {line.text[:60]}")
            return
        draft = self.drafts[-1]
        if self._words_of_key(draft, line) or self._explanation(draft, line) or self._options(draft, line):
            return
        self._continuation(draft, line)

    def _table_entries(self, line: Line, *, sure: bool = False) -> bool:
        entries = words.TABLE_ENTRY.findall(line.text)
        rest = words.TABLE_ENTRY.sub("", line.text).strip(" \t,;|.-–")
        if not entries or rest:
            return False
        if not self._in_table and not sure and len(entries) < _FEWEST_ENTRIES:
            return False
        table = self.tables[-1]
        for number, found in entries:
            chosen = words.letters(found)
            before = table.get(int(number))
            if before is not None and before != chosen:
                self._gathering.remark(line.place, f"bảng đáp án ghi câu {number} hai lần khác nhau")
                table[int(number)] = ()
            else:
                table[int(number)] = chosen
        return True

    def _question(self, line: Line) -> bool:
        match = words.QUESTION.match(line.text)
        if match is None and self._numbered_too:
            match = words.NUMBERED.match(line.text)
            if match is not None and not self._next_number(int(match.group(1))):
                match = None
        if match is None:
            return False
        rest = line.part(match.end(), len(line.text))
        if self.tables[-1] and self.drafts and self.drafts[-1].part == len(self.tables) - 1:
            self.tables.append({})
        draft = Draft(number=int(match.group(1)), place=line.place, part=len(self.tables) - 1)
        self.drafts.append(draft)
        self._stem(draft, rest)
        return True

    def _next_number(self, number: int) -> bool:
        """Tell whether a bare number begins a question: it goes on from the last one."""
        if not self.drafts:
            return True
        last = self.drafts[-1]
        return (number == last.number + 1 and bool(last.options or last.key_words)) or number == 1

    def _stem(self, draft: Draft, line: Line) -> None:
        """Take a stem that may hold its options, too."""
        marks = _inline(line.text, first="A")
        if len(marks) >= _FEWEST_INLINE:
            if line.text[: marks[0][0]].strip():
                draft.ask.append(line.part(0, marks[0][0]))
            self._inline_options(draft, line, marks)
        elif line.text:
            draft.ask.append(line)

    def _words_of_key(self, draft: Draft, line: Line) -> bool:
        match = words.KEY.match(line.text) or words.KEY_LOOSE.match(line.text)
        if match is None:
            return False
        said = match.group(1).strip()
        if len(words.TABLE_ENTRY.findall(said)) > 1 and self._table_entries(
            line.part(match.start(1), match.end(1)), sure=True
        ):
            self._in_table = True
        elif said:
            draft.key_words.append(said + ")" if said.count("(") > said.count(")") else said)
        elif draft.options or draft.ask:
            self._in_table = True
        draft.in_explanation = False
        return True

    def _explanation(self, draft: Draft, line: Line) -> bool:
        match = words.EXPLAIN.match(line.text)
        if match is None or (not draft.options and not draft.key_words):
            return False
        draft.in_explanation = True
        if line.text[match.end() :].strip():
            draft.explain.append(line.text[match.end() :].strip())
        return True

    def _options(self, draft: Draft, line: Line) -> bool:
        if draft.in_explanation:
            return False
        if self._said_again(draft, line):
            return True
        expected = _after(draft)
        marks = _inline(line.text, first=expected)
        if len(marks) >= _FEWEST_INLINE and not line.text[: marks[0][0]].strip():
            self._inline_options(draft, line, marks)
            return True
        match = words.OPTION.match(line.text)
        if match is not None and (match.group(2) or match.group(3)):
            letter = (match.group(2) or match.group(3)).upper()
            ticked = match.group(1) in ("*", "☑", "☒", "✓", "✔", "■", "[x]", "[X]") or match.group(4)
            self._option(draft, letter, line, match.end(), star=bool(ticked))
            return True
        return self._other_bullets(draft, line, expected)

    def _said_again(self, draft: Draft, line: Line) -> bool:
        """Take an option that stands a second time below the others ("• A. ...") for the answer."""
        bullet = words.BULLET.match(line.text)
        match = words.OPTION.match(line.text, bullet.end()) if bullet else None
        if match is None:
            return False
        letter = (match.group(2) or match.group(3)).upper()
        text = line.text[match.end() :].strip(" ;.")
        for option in draft.options:
            if option.letter == letter and (same_text(text, option.text()) or text.upper() == letter):
                draft.key_words.append(letter)
                return True
        return False

    def _other_bullets(self, draft: Draft, line: Line, expected: str) -> bool:
        """Take options that begin with 1. 2. 3. or with a dash."""
        match = None if self._numbered_too else words.NUMBER_OPTION.match(line.text)
        if match is not None and int(match.group(2)) == ord(expected) - ord("A") + 1:
            self._option(draft, expected, line, match.end(), star=bool(match.group(1)))
            return True
        match = words.BULLET.match(line.text)
        if match is None or not draft.ask:
            return False
        self._option(draft, expected, line, match.end(), star=match.group(1) in "☑☒✓✔■")
        return True

    def _inline_options(self, draft: Draft, line: Line, marks: list[tuple[int, int, str, bool]]) -> None:
        for index, (start, end, letter, star) in enumerate(marks):
            stop = marks[index + 1][0] if index + 1 < len(marks) else len(line.text)
            part = line.part(start, stop)
            shift = len(line.text[start:stop]) - len(line.text[start:stop].lstrip())
            self._option(draft, letter, part, min(end - start - shift, len(part.text)), star=star)

    def _option(self, draft: Draft, letter: str, line: Line, label_end: int, *, star: bool) -> None:
        text = line.part(label_end, len(line.text))
        signs = ["*"] if star else []
        while match := words.RIGHT_MARK.search(text.text):
            signs.append(match.group(0).strip())
            text = text.part(0, match.start())
        wrong = words.WRONG_MARK.search(text.text)
        if wrong:
            text = text.part(0, wrong.start())
        draft.options.append(
            DraftOption(
                letter=letter, label=line.part(0, label_end), lines=[text], signs=signs, wrong=bool(wrong)
            )
        )

    def _continuation(self, draft: Draft, line: Line) -> None:
        if _is_heading(line.text) and (len(draft.options) >= _FEWEST_INLINE or draft.key_words):
            self._gathering.remark(line.place, f"bỏ qua dòng tiêu đề: {line.text[:60]}")
        elif draft.in_explanation:
            draft.explain.append(line.text.strip())
        elif draft.options:
            option = draft.options[-1]
            match = words.RIGHT_MARK.search(line.text)
            if match:
                option.signs.append(match.group(0).strip())
                line = line.part(0, match.start())
            option.lines.append(line)
        else:
            self._stem(draft, line)


_FEWEST_INLINE = 2
_SHORTEST_HEADING = 8
_FEWEST_ENTRIES = 3


def _is_heading(text: str) -> bool:
    """Tell whether a line opens a part of the paper: "Phần II. ...", or a line in capitals."""
    shouted = text.isupper() and len(text.strip()) >= _SHORTEST_HEADING and " " in text.strip()
    return shouted or bool(words.SECTION_HEAD.match(text) or words.PART.match(text))


def _after(draft: Draft) -> str:
    return chr(ord(draft.options[-1].letter) + 1) if draft.options else "A"


def _inline(text: str, *, first: str) -> list[tuple[int, int, str, bool]]:
    """Find option labels within a line that run on in the alphabet: (start, end of label, letter, starred)."""
    found: list[tuple[int, int, str, bool]] = []
    expected = first
    for match in words.INLINE.finditer(text):
        letter = (match.group(2) or match.group(4)).upper()
        # "B. C. Mác": nothing stands between, so the second is no label
        empty = found and not text[found[-1][1] : match.start()].strip()
        if letter == expected and not empty:
            found.append((match.start(), match.end(), letter, bool(match.group(1) or match.group(3))))
            expected = chr(ord(expected) + 1)
    return found
