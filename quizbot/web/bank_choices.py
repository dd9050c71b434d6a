"""What a person chose on the page of a question file, as the form sends it."""

from collections import defaultdict

from starlette.datastructures import FormData

_LONGEST = 200
Chosen = tuple[
    frozenset[int],
    dict[int, tuple[str, ...]],
    frozenset[int],
    frozenset[int],
    dict[int, str],
    frozenset[int],
]
"""Questions to take, keys chosen, keys looked at, keys that may change, sections, and what is new all the same."""


def chosen_of(form: FormData) -> Chosen:
    """Read the fields `take-3`, `key-3`, `look-3`, `change-3`, `section-3`, `fresh-3`; anything else is left out."""
    ticked: dict[str, set[int]] = defaultdict(set)
    keys: dict[int, tuple[str, ...]] = {}
    sections: dict[int, str] = {}
    for name, value in form.multi_items():
        what, _, number = name.partition("-")
        text = str(value).strip()[:_LONGEST]
        if not (number.isascii() and number.isdigit() and len(number) < 6 and text):
            continue
        index = int(number)
        if what in ("take", "look", "change", "fresh"):
            ticked[what].add(index)
        elif what == "key":
            keys[index] = (*keys.get(index, ()), text)
        elif what == "section":
            sections[index] = text
    take, look, change, fresh = (frozenset(ticked[what]) for what in ("take", "look", "change", "fresh"))
    return take, keys, look, change, sections, fresh
