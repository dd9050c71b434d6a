"""The set-up script: it finds Python, trusts only finished work, and says what to do when it cannot."""

import importlib.util
import os
import subprocess
import sys
from importlib.machinery import SourceFileLoader
from pathlib import Path
from types import ModuleType

import pytest

START = Path(__file__).resolve().parent.parent / "start"


@pytest.fixture
def start(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """Load the script as a module that works in a folder of its own, with an awkward name."""
    root = tmp_path / "thư mục có dấu"
    (root / "constraints").mkdir(parents=True)
    for name in ("runtime", "test", "dev"):
        (root / "constraints" / f"{name}.txt").write_text(f"{name}==1\n", encoding="utf-8")
    spec = importlib.util.spec_from_loader("start", SourceFileLoader("start", str(START)))
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    spec.loader.exec_module(module)
    venv = root / ".venv"
    for name, value in {
        "ROOT": root,
        "VENV": venv,
        "PYTHON": venv / "bin" / "python",
        "UNFINISHED": venv / "unfinished",
    }.items():
        monkeypatch.setattr(module, name, value)
    return module


def finish(start: ModuleType) -> None:
    """Lay out a .venv as a finished set-up of the list `test` leaves it."""
    start.PYTHON.parent.mkdir(parents=True)
    start.PYTHON.touch()
    for name in ("runtime", "test"):
        start.stamp(name).write_text(start.fingerprint(name), encoding="utf-8")


class TestFindingPython:
    def test_says_which_versions_are_needed_when_there_is_none(self, tmp_path: Path) -> None:
        done = subprocess.run(
            ["/bin/sh", str(START)], env={"PATH": str(tmp_path)}, capture_output=True, text=True, check=False
        )

        assert done.returncode == 1
        assert "Python 3.11" in done.stderr

    def test_passes_over_a_python_that_is_too_old(self, tmp_path: Path) -> None:
        old = tmp_path / "python3.11"
        old.write_text("#!/bin/sh\nexit 1\n", encoding="ascii")
        old.chmod(0o755)
        good = tmp_path / "python3.12"
        good.write_text('#!/bin/sh\n[ "$1" = -c ] || echo "chosen $3"\n', encoding="ascii")
        good.chmod(0o755)

        done = subprocess.run(
            ["/bin/sh", str(START), "doctor"],
            env={"PATH": str(tmp_path)},
            capture_output=True,
            text=True,
            check=False,
        )

        assert done.stdout == "chosen doctor\n"


class TestIsReady:
    def test_is_true_after_a_finished_set_up(self, start: ModuleType) -> None:
        finish(start)

        assert start.is_ready("runtime")
        assert start.is_ready("test")

    def test_is_false_for_a_list_that_was_not_asked_for_before(self, start: ModuleType) -> None:
        finish(start)

        assert not start.is_ready("dev")

    def test_is_false_when_the_list_has_changed(self, start: ModuleType) -> None:
        finish(start)
        (start.ROOT / "constraints" / "runtime.txt").write_text("runtime==2\n", encoding="utf-8")

        assert not start.is_ready("runtime")

    def test_is_false_while_or_after_an_interrupted_set_up(self, start: ModuleType) -> None:
        finish(start)
        start.UNFINISHED.touch()

        assert not start.is_ready("runtime")

    def test_is_false_when_the_python_of_the_environment_is_gone(self, start: ModuleType) -> None:
        finish(start)
        start.PYTHON.unlink()
        start.PYTHON.symlink_to(start.ROOT / "removed")

        assert not start.is_ready("runtime")


class TestPrepareVenv:
    def test_starts_afresh_after_an_interruption(
        self, start: ModuleType, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        finish(start)
        start.UNFINISHED.touch()
        made: list[Path] = []
        monkeypatch.setattr(start.venv, "create", lambda folder, **_: made.append(folder))

        start.prepare_venv()

        assert made == [start.VENV]
        assert not start.PYTHON.exists()

    def test_keeps_a_usable_environment_and_forgets_its_stamps(
        self, start: ModuleType, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        finish(start)
        monkeypatch.setattr(start, "is_usable", lambda: True)

        start.prepare_venv()

        assert start.PYTHON.exists()
        assert not start.is_ready("runtime")


class TestRequireEnsurepip:
    def test_prints_the_one_command_when_it_may_not_install(
        self, start: ModuleType, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(start.importlib.util, "find_spec", lambda _: None)
        monkeypatch.setattr(start, "apt_install", lambda *_: False)

        with pytest.raises(start.SetupFailed) as failure:
            start.require_ensurepip()

        version = f"{sys.version_info.major}.{sys.version_info.minor}"
        assert f"    sudo apt-get install -y python{version}-venv\n" in str(failure.value)


class TestExplainPip:
    @pytest.mark.parametrize(
        ("output", "advice"),
        [
            ("ERROR: THESE PACKAGES DO NOT MATCH THE HASHES FROM THE REQUIREMENTS FILE.", "pinned hash"),
            ("ERROR: [Errno 28] No space left on device", "disk is full"),
            ("ERROR: Could not find a version that satisfies the requirement", "HTTPS_PROXY"),
        ],
    )
    def test_tells_what_to_do(self, start: ModuleType, output: str, advice: str) -> None:
        explained = start.explain_pip(output)

        assert advice in explained
        assert output in explained


class TestLinkProject:
    def test_points_to_the_checkout_in_plain_letters(self, start: ModuleType) -> None:
        packages = start.VENV / "lib" / f"python3.{sys.version_info.minor}" / "site-packages"
        packages.mkdir(parents=True)
        (start.VENV / "bin").mkdir()

        start.link_project()

        line = (packages / "quizbot-checkout.pth").read_text(encoding="ascii").strip()
        assert (packages / line).resolve() == start.ROOT.resolve()
        assert os.access(start.VENV / "bin" / "quizbot", os.X_OK)


class TestCalling:
    @pytest.mark.parametrize(
        ("typed", "told"),
        [
            ("./start", "./start"),
            ("start", "./start"),
            ("/srv/quizbot/start", "/srv/quizbot/start"),
            ("/srv/Hội thi/start", "'/srv/Hội thi/start'"),
        ],
    )
    def test_tells_quizbot_by_which_words_it_was_called(
        self, start: ModuleType, monkeypatch: pytest.MonkeyPatch, typed: str, told: str
    ) -> None:
        """Hints begin with them, so that a newcomer can type what is read."""
        finish(start)
        called: list[list[str]] = []
        monkeypatch.setattr(sys, "argv", [typed, "doctor"])
        monkeypatch.setattr(os, "execv", lambda _path, words: called.append(words))
        monkeypatch.setenv(start.CALLED, "")

        start.main()

        assert called[0][-1] == "doctor"
        assert os.environ[start.CALLED] == told
