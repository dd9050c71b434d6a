"""Where the files that come with the product are."""

from pathlib import Path

import quizbot


def shipped(name: str) -> Path:
    """Give the path of a shipped file or folder: inside the installed package, else beside it.

    Args:
        name: such as `questions`, `contests`, `config.example.yaml`.
    """
    package = Path(quizbot.__file__).resolve().parent
    bundled = package / "_bundled" / name
    return bundled if bundled.exists() else package.parent / name
