"""The second verifier, run as the stranger runs it but without starting Python anew."""

import importlib.util
import io
import tempfile
from contextlib import redirect_stdout
from pathlib import Path
from types import ModuleType

from quizbot.forms.shipped import shipped

PATH = shipped("tools") / "verify_evidence.py"


def loaded() -> ModuleType:
    """Import the file."""
    spec = importlib.util.spec_from_file_location("verify_evidence", PATH)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


MODULE = loaded()


def judged(data: bytes, *arguments: str) -> tuple[int, str]:
    """Give the exit code and what is printed."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "goi.zip"
        path.write_bytes(data)
        out = io.StringIO()
        with redirect_stdout(out):
            code = MODULE.main(str(path), *arguments)
    return code, out.getvalue()
