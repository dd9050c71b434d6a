"""The texts people read, by key; one YAML file a language; an office may override any of them."""

import string
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from quizbot.core.contest import ContestState
from quizbot.core.refusal import Refusal
from quizbot.forms.reader import read_plain
from quizbot.i18n.formats import fact

FOLDER = Path(__file__).parent
LANGUAGES = ("vi", "en")


class UnknownText(Refusal):
    """An override names a text that there is none of, or uses a placeholder the text does not have."""

    code = "i18n.unknown_text"


class Texts:
    """All texts of one language.

    Args:
        language: "vi" or "en".
        flat: texts by dotted key, with `{placeholders}`.
    """

    def __init__(self, language: str, flat: Mapping[str, str]) -> None:
        self.language = language
        self._flat = dict(flat)

    def __call__(self, key: str, /, **facts: object) -> str:
        """Give a text with its facts filled in.

        Raises:
            KeyError: no such text, or a placeholder without its fact.
        """
        shown = {name: self._fact(value) for name, value in facts.items()}
        return self._flat[key].format_map(shown)

    def _fact(self, value: object) -> str:
        if isinstance(value, ContestState):
            return self._flat[f"states.{value.value}"]
        return fact(value, language=self.language)

    def __contains__(self, key: object) -> bool:
        return key in self._flat

    def keys(self) -> tuple[str, ...]:
        """List every key."""
        return tuple(sorted(self._flat))

    def placeholders(self, key: str) -> frozenset[str]:
        """List the placeholders of a text."""
        return frozenset(name for _, name, _, _ in string.Formatter().parse(self._flat[key]) if name)

    def overridden(self, flat: Mapping[str, str]) -> "Texts":
        """Give these texts with some of them replaced.

        Raises:
            UnknownText
        """
        changed = Texts(self.language, {**self._flat, **flat})
        for key in flat:
            if key not in self._flat:
                raise UnknownText(key=key)
            extra = changed.placeholders(key) - self.placeholders(key)
            if extra:
                raise UnknownText(key=key, placeholders=", ".join(sorted(extra)))
        return changed

    def refusal(self, refusal: Refusal) -> str:
        """Say a refusal in words people understand."""
        key = f"refusal.{refusal.code}"
        because = f"{key}.{refusal.facts.get('reason', '')}"
        if because in self._flat:
            key = because
        if key not in self._flat:
            return self("refusal.other", code=refusal.code)
        facts = {name: refusal.facts.get(name, "…") for name in self.placeholders(key)}
        if "attribute" in facts:
            named = f"attributes.{facts['attribute']}"
            facts["attribute"] = self(named) if named in self else facts["attribute"]
        return self(key, **facts)


def load_texts(language: str, *, overrides: Path | None = None) -> Texts:
    """Read the texts of a language, with an office's own words over them.

    Raises:
        FormFaults: a file is not well formed.
        UnknownText: an override fits no text.
    """
    texts = Texts(language, flatten(read_plain(FOLDER / f"{language}.yaml").value))
    if overrides is None:
        return texts
    return texts.overridden(flatten(read_plain(overrides).value))


def flatten(values: Mapping[str, Any], prefix: str = "") -> dict[str, str]:
    """Turn nested mappings into dotted keys."""
    flat: dict[str, str] = {}
    for name, value in values.items():
        key = f"{prefix}{name}"
        if isinstance(value, Mapping):
            flat.update(flatten(value, f"{key}."))
        else:
            flat[key] = str(value).rstrip("\n")
    return flat
