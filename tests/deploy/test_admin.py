"""`quizbot-admin`, run by /bin/sh: the service's configuration, the caller's files, and a refusal without the first."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.deploy.test_roles import DEPLOY, ROOT

# what systemd-run does with the words it is given: enter the folder, set the variables, run the program
SYSTEMD_RUN = """#!/bin/sh
while :; do
  case $1 in
    --property=WorkingDirectory=*) cd "${1#--property=WorkingDirectory=}" ;;
    --setenv=*) export "${1#--setenv=}" ;;
    --*) ;;
    *) break ;;
  esac
  shift
done
exec "$@"
"""
# the user quizbot may enter what is not called closed
RUNUSER = '#!/bin/sh\ncase "$*" in */closed*) exit 1 ;; esac\n'
Admin = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """Give what would be /var/lib/quizbot."""
    folder = tmp_path / "home"
    folder.mkdir()
    return folder


@pytest.fixture
def config(tmp_path: Path, home: Path) -> Path:
    file = tmp_path / "config.yaml"
    file.write_text(f"data: {home}\n", encoding="utf-8")
    return file


@pytest.fixture
def admin(tmp_path: Path, home: Path) -> Admin:
    """Give the script with its fixed paths inside the test's folder, and programs that stand for root's."""
    programs = {
        "systemd-run": SYSTEMD_RUN,
        "runuser": RUNUSER,
        "id": "#!/bin/sh\necho 0\n",
        "quizbot": f'#!/bin/sh\nexec {sys.executable} -m quizbot "$@"\n',
    }
    (tmp_path / "bin").mkdir()
    for name, text in programs.items():
        (tmp_path / "bin" / name).write_text(text, encoding="utf-8")
        (tmp_path / "bin" / name).chmod(0o755)
    text = (DEPLOY / "quizbot-admin").read_text(encoding="utf-8")
    for fixed, here in (
        ("config=/etc/quizbot/config.yaml", f"config={tmp_path / 'config.yaml'}"),
        ("home=/var/lib/quizbot", f"home={home}"),
        ("/opt/quizbot/.venv/bin/quizbot", str(tmp_path / "bin" / "quizbot")),
    ):
        assert fixed in text
        text = text.replace(fixed, here)
    script = tmp_path / "quizbot-admin"
    script.write_text(text, encoding="utf-8")

    def run(*words: str, cwd: Path) -> subprocess.CompletedProcess[str]:
        cwd.mkdir(exist_ok=True)
        path = f"{tmp_path / 'bin'}:{os.environ['PATH']}"
        return subprocess.run(
            ["/bin/sh", str(script), *words], cwd=cwd, capture_output=True, text=True, check=False,
            env={**os.environ, "PATH": path, "PYTHONPATH": str(ROOT)},
        )  # fmt: skip

    return run


def people(folder: Path) -> None:
    folder.mkdir(exist_ok=True)
    text = "Mã,Họ và tên,Đơn vị\n0001,Nguyễn Văn An,Phòng Tổng hợp\n"
    (folder / "ds.csv").write_text(text, encoding="utf-8")


@pytest.mark.usefixtures("config")
class TestWithConfiguration:
    def test_writes_to_the_database_of_the_service_and_reads_files_here(
        self, admin: Admin, home: Path, tmp_path: Path
    ) -> None:
        here = tmp_path / "here"
        people(here)

        done = admin("people", "import", "ds.csv", "--new-units", "--yes", cwd=here)

        assert done.returncode == 0, done.stderr
        assert (home / "quizbot.db").is_file()
        assert [each.name for each in here.iterdir()] == ["ds.csv"]

    def test_refuses_a_file_that_the_service_cannot_reach_and_says_how(
        self, admin: Admin, home: Path, tmp_path: Path
    ) -> None:
        here = tmp_path / "closed"
        people(here)

        done = admin("people", "import", "ds.csv", "--new-units", "--yes", cwd=here)

        assert done.returncode == 1
        assert f"sudo install -o quizbot -g quizbot -m 0600 'ds.csv' {home}/" in done.stderr
        assert list(home.iterdir()) == []

    def test_runs_from_a_closed_folder_what_needs_no_file_of_it(
        self, admin: Admin, home: Path, tmp_path: Path
    ) -> None:
        done = admin("contest", "list", cwd=tmp_path / "closed")

        assert done.returncode == 0, done.stderr
        assert str(home) in done.stderr
        assert "sudo quizbot-admin contest apply" in done.stdout
        assert (home / "quizbot.db").is_file()


class TestWithoutConfiguration:
    def test_refuses_and_makes_nothing(self, admin: Admin, home: Path, tmp_path: Path) -> None:
        done = admin("contest", "list", cwd=tmp_path / "here")

        assert done.returncode == 1
        assert "systemd.md" in done.stderr
        assert list(home.iterdir()) == []
        assert list((tmp_path / "here").iterdir()) == []
