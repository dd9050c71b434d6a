"""Who took which question in by the pages: nobody reads their own, wherever it is written down."""

import json
from collections.abc import Iterable
from pathlib import Path

from quizbot.bank.desk.waiting import write_whole

APART = "doc-duyet"
"""Folder of the installation's data for what belongs to reading and cannot stand in the bank's folder."""
_FILE = "nguoi-ra-cau.json"


def authors_of(folder: Path) -> dict[str, str]:
    """Give the author of each question that was taken in by the pages."""
    try:
        found: dict[str, str] = json.loads((folder / _FILE).read_bytes())
    except FileNotFoundError:
        return {}
    return found


def note_author(folder: Path, author: str, questions: Iterable[str]) -> None:
    """Note who took questions in; whoever takes a mended one in is its author from then on."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    known = authors_of(folder) | dict.fromkeys(questions, author)
    write_whole(folder / _FILE, json.dumps(known, ensure_ascii=False, sort_keys=True).encode())
