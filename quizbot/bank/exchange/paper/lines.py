"""Lines of a document with the looks of their letters, as Word and plain text both give them."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Look:
    """One look of a stretch of letters `[start, end)`: "đậm", "gạch chân", "màu chữ" ..."""

    start: int
    end: int
    signal: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line (paragraph, table cell) and where it stands in the file."""

    text: str
    place: str
    looks: tuple[Look, ...] = ()

    def part(self, start: int, end: int) -> "Line":
        """Cut out `[start, end)` without the blanks around it, looks and all."""
        while start < end and self.text[start].isspace():
            start += 1
        while end > start and self.text[end - 1].isspace():
            end -= 1
        looks = tuple(
            Look(max(look.start, start) - start, min(look.end, end) - start, look.signal)
            for look in self.looks
            if look.start < end and look.end > start
        )
        return Line(text=self.text[start:end], place=self.place, looks=looks)

    def then(self, other: "Line") -> "Line":
        """Put another line behind this one; the place is the other's."""
        shift = len(self.text)
        moved = tuple(Look(look.start + shift, look.end + shift, look.signal) for look in other.looks)
        return Line(text=self.text + other.text, place=other.place, looks=self.looks + moved)

    def share(self, signal: str, start: int, end: int) -> float:
        """Give the share of the letters in `[start, end)` that have a look."""
        spans = [(look.start, look.end) for look in self.looks if look.signal == signal]
        letters = [at for at in range(start, end) if not self.text[at].isspace()] if spans else []
        if not letters:
            return 0.0
        return sum(any(a <= at < b for a, b in spans) for at in letters) / len(letters)
