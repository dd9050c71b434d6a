"""The one door to typst: PDF with the shipped fonts embedded, nothing read from the machine."""

import functools
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from quizbot.documents.metrics import FONTS

FOLDER = Path(__file__).parent


@functools.cache
def _fonts() -> Any:
    import typst

    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(FONTS)])


def typeset(template: str, **data: Any) -> bytes:
    """Fill one of the templates of this folder and give the PDF.

    Args:
        template: file name, such as `official.typ`.
        data: what the template reads as `sys.inputs`, each written as JSON.
    """
    import typst

    made = typst.compile(
        (FOLDER / template).read_bytes(),
        font_paths=_fonts(),
        sys_inputs=_inputs(data),
        # the same content gives the same bytes
        timestamp=0,
    )
    if not isinstance(made, bytes):
        raise TypeError("a PDF is one file")
    return made


def _inputs(data: Mapping[str, Any]) -> dict[str, str]:
    return {name: json.dumps(value, ensure_ascii=False) for name, value in data.items()}
