"""Vietnamese text: folding for search, one normal form for comparing, sorting by given name."""

import functools
import re
import unicodedata
from collections.abc import Callable

SyllableKey = tuple[tuple[int, ...], int]
NameKey = tuple[SyllableKey, ...]

_TONES = {"\u0300": 1, "\u0309": 2, "\u0303": 3, "\u0301": 4, "\u0323": 5}
"""The combining tone marks in dictionary order: huyền, hỏi, ngã, sắc, nặng (ngang, without mark, is 0)."""

_ALPHABET = {letter: place for place, letter in enumerate("aăâbcdđeêfghijklmnoôơpqrstuưvwxyz")}
_AFTER_ALPHABET = 100

_VOWELS = "aăâeêioôơuưy"
_SYLLABLE = re.compile(
    rf"(qu(?=[{_VOWELS}])|gi(?=[{_VOWELS}])|[^\W\d_{_VOWELS}]*)([{_VOWELS}]{{1,3}})([^\W\d_{_VOWELS}]*)"
)
_WORD = re.compile(r"[^\W\d_]+")

_ALIKE = str.maketrans(
    {
        **dict.fromkeys("“”„‟«»″", '"'),
        **dict.fromkeys("‘’‚‛ʼ`´′", "'"),
        **dict.fromkeys("‐‑‒–—―−", "-"),
    }
)
# characters, punctuation at both ends included
_LONGEST_SYLLABLE = 24
_EDGES = " .,;:!?\"'"


def nfc(text: str) -> str:
    """Compose letters and marks: one code point for "ế", whatever keyboard wrote it."""
    return unicodedata.normalize("NFC", text)


def has_marks(text: str) -> bool:
    """Tell whether the text has a letter with a Vietnamese mark (or đ)."""
    return any(ch in "đĐ" or unicodedata.combining(ch) for ch in unicodedata.normalize("NFD", text))


def fold(text: str) -> str:
    """Strip a text down to what people type in a hurry: no marks, no case, no punctuation.

    "Nghị quyết số 57-NQ/TW" becomes "nghi quyet so 57 nq tw". Letters after đ→d are plain, runs of
    spaces and punctuation become one space; the percent sign stays, for 50% is not 50.
    """
    plain = " ".join(_by_word(_folded_word, word) for word in text.split())
    return " ".join(plain.split()).replace(" %", "%")


def normal(text: str) -> str:
    """Give the form in which two Vietnamese texts are compared, marks kept.

    Case, spaces, Unicode form, kinds of quotes and dashes, and the place of the tone mark
    (hoà = hòa, thuý = thúy, qúy = quý) make no difference; nor do quotes and stops at the ends.
    """
    placed = " ".join(_by_word(_normal_word, word) for word in text.split())
    spaced = re.sub(r"\s*-\s*", "-", " ".join(placed.split())).replace(" %", "%")
    return nfc(spaced.strip(_EDGES))


def same_text(one: str, other: str) -> bool:
    """Tell whether two texts are the same in their normal form."""
    return normal(one) == normal(other)


def name_key(full_name: str) -> NameKey:
    """Give the key that sorts people as Vietnamese lists do: given name, then family, then middle names.

    Each syllable goes by the Vietnamese alphabet (a ă â b c d đ e ê ...), then by tone (ngang huyền
    hỏi ngã sắc nặng) wherever the mark is written, so "Hoà" and "Hòa" are equal.
    """
    syllables = full_name.split()
    return tuple(_syllable_key(each) for each in syllables[-1:] + syllables[:-1])


def _by_word(change: Callable[[str], str], word: str) -> str:
    """Change one word, remembering short ones: Vietnamese is written with a few thousand syllables."""
    return _remembered(change, word) if len(word) <= _LONGEST_SYLLABLE else change(word)


@functools.lru_cache(maxsize=16_384)
def _remembered(change: Callable[[str], str], word: str) -> str:
    return change(word)


def _folded_word(word: str) -> str:
    apart = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", word).casefold())
    return "".join(_folded(ch) for ch in apart)


def _normal_word(word: str) -> str:
    seen = "".join(ch for ch in unicodedata.normalize("NFKC", word) if unicodedata.category(ch) != "Cf")
    alike = unicodedata.normalize("NFKC", seen.translate(_ALIKE).casefold())
    return _WORD.sub(lambda found: _tone_in_place(found[0]), alike)


def _folded(ch: str) -> str:
    if unicodedata.combining(ch):
        return ""
    if ch in "đĐ":
        return "d"
    kind = unicodedata.category(ch)
    if kind == "Cf":
        return ""
    return " " if kind[0] in "PZC" and ch not in "%‰" else ch


def _tone_in_place(word: str) -> str:
    """Write the tone where the plain spelling has it (hòa, thúy, quý); foreign words stay."""
    apart = unicodedata.normalize("NFD", word)
    tones = [ch for ch in apart if ch in _TONES]
    if len(tones) != 1:
        return word
    syllable = _SYLLABLE.fullmatch(nfc("".join(ch for ch in apart if ch not in _TONES)))
    if syllable is None:
        return word
    onset, vowels, coda = syllable.groups()
    place = _tone_place(vowels, closed=bool(coda))
    return nfc(onset + vowels[: place + 1] + tones[0] + vowels[place + 1 :] + coda)


def _tone_place(vowels: str, *, closed: bool) -> int:
    shaped = [place for place, vowel in enumerate(vowels) if vowel in "ăâêôơư"]
    if shaped:
        return shaped[-1]
    if closed:
        return len(vowels) - 1
    return len(vowels) // 2 if len(vowels) == 3 else 0


def _syllable_key(syllable: str) -> SyllableKey:
    letters: list[str] = []
    tone = 0
    for ch in unicodedata.normalize("NFD", syllable.casefold()):
        if ch in _TONES:
            tone = _TONES[ch]
        elif unicodedata.combining(ch) and letters:
            letters[-1] = nfc(letters[-1] + ch)
        else:
            letters.append(ch)
    return tuple(_ALPHABET.get(each, _AFTER_ALPHABET + ord(each[0])) for each in letters), tone
