"""The files that run quizbot in many processes: what they say, and their very commands run together."""

import asyncio
import os
import shlex
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any, cast

import httpx2
import psycopg
import pytest
import yaml

from quizbot.cli.run import ROLES
from tests.journeys.test_kill import free_port
from tests.processes import until

ROOT = Path(__file__).parent.parent.parent
DEPLOY = ROOT / "deploy"
SERVICES = ("quizbot", "bot", "sender", "scheduler")
CONFIG = "/etc/quizbot/config.yaml"
PROGRAM = "/opt/quizbot/.venv/bin/quizbot"


def compose(name: str) -> dict[str, Any]:
    return cast("dict[str, Any]", yaml.safe_load((DEPLOY / name).read_text(encoding="utf-8")))


def without(service: dict[str, Any], *keys: str) -> dict[str, Any]:
    return {key: value for key, value in service.items() if key not in keys}


def unit(name: str) -> dict[str, list[str]]:
    """Read a unit file: each key's values."""
    found: dict[str, list[str]] = {}
    for line in (DEPLOY / name).read_text(encoding="utf-8").splitlines():
        key, equals, value = line.partition("=")
        if equals and not line.startswith("#"):
            found.setdefault(key, []).append(value)
    return found


class TestCompose:
    ONE, MANY = compose("compose.yaml"), compose("compose.many.yaml")

    @pytest.mark.parametrize("part", ["configs", "secrets", "volumes", "networks", "name"])
    def test_both_files_use_the_same_surroundings(self, part: str) -> None:
        assert self.MANY[part] == self.ONE[part]

    def test_the_database_is_the_same_but_for_its_connections(self) -> None:
        assert without(self.MANY["services"]["db"], "command") == self.ONE["services"]["db"]

    @pytest.mark.parametrize("name", SERVICES)
    def test_every_role_runs_as_closed_as_the_one_service(self, name: str) -> None:
        own = ("command", "ports", "deploy", "healthcheck")
        role, one = self.MANY["services"][name], self.ONE["services"]["quizbot"]

        assert without(role, *own) == without(one, *own)

    def test_only_the_web_is_reached_from_outside_and_asked_for_its_health(self) -> None:
        services = self.MANY["services"]

        assert services["quizbot"]["ports"] == self.ONE["services"]["quizbot"]["ports"]
        assert "healthcheck" not in services["quizbot"]
        for name in SERVICES[1:]:
            # the image asks the web port, which these do not serve
            assert "ports" not in services[name]
            assert services[name]["healthcheck"] == {"disable": True}

    def test_together_they_do_everything(self) -> None:
        roles = [self.MANY["services"][name]["command"][-1] for name in SERVICES]

        assert sorted(roles) == sorted(set(ROLES) - {"all"})

    def test_what_is_named_is_declared(self) -> None:
        for service in self.MANY["services"].values():
            assert set(service.get("secrets", ())) <= set(self.MANY["secrets"])
            assert set(service["networks"]) <= set(self.MANY["networks"])
            assert {each["source"] for each in service.get("configs", ())} <= set(self.MANY["configs"])
            named = {each.partition(":")[0] for each in service["volumes"]}
            assert named - {"./secrets"} <= set(self.MANY["volumes"])

    def test_the_password_reaches_the_program_by_the_environment(self, tmp_path: Path) -> None:
        """Run the entry point as the container would, with a program that shows what it is given."""
        secret, shows = tmp_path / "db_password", tmp_path / "quizbot"
        secret.write_text("mật khẩu\n", encoding="utf-8")
        shows.write_text('#!/bin/sh\necho "$PGPASSWORD" "$@"\n', encoding="utf-8")
        shows.chmod(0o755)
        service = self.MANY["services"]["bot"]
        words = [
            word.replace("$$", "$").replace("/run/secrets/db_password", shlex.quote(str(secret)))
            for word in (*service["entrypoint"], *service["command"])
        ]
        said = subprocess.run(
            words, env={"PATH": f"{tmp_path}:/usr/bin:/bin"}, capture_output=True, text=True, check=True
        ).stdout

        assert said == f"mật khẩu run --config {CONFIG} --role bot\n"


class TestUnits:
    ONE, MANY = unit("quizbot.service"), unit("quizbot@.service")

    def test_the_template_is_as_closed_as_the_one_service(self) -> None:
        own = ("Description", "Documentation", "ExecStart")

        assert without(self.MANY, *own) == without(self.ONE, *own)

    @pytest.mark.parametrize(
        ("instance", "role"),
        [("web", "web"), ("bot-1", "bot"), ("sender-12", "sender"), ("scheduler-2", "scheduler")],
    )
    def test_an_instance_runs_the_role_it_is_named_after(
        self, instance: str, role: str, tmp_path: Path
    ) -> None:
        """Run the command as systemd would: `$$` and `%%` are one sign, `%i` the instance."""
        shows = tmp_path / "quizbot"
        shows.write_text('#!/bin/sh\necho "$@"\n', encoding="utf-8")
        shows.chmod(0o755)
        (command,) = self.MANY["ExecStart"]
        command = command.replace("%%", "\0").replace("%i", instance).replace("\0", "%")
        words = [word.replace(PROGRAM, str(shows)).replace("$$", "$") for word in shlex.split(command)]
        said = subprocess.run(words, capture_output=True, text=True, check=True).stdout

        assert said == f"run --config {CONFIG} --role {role}\n"


class TestTogether:
    @pytest.mark.timeout(400)
    async def test_all_processes_start_at_once_on_nothing(self, tmp_path: Path, postgres_url: str) -> None:
        """Start what compose.many.yaml starts, on an empty database and an empty folder, and stop it."""
        port = free_port()
        (tmp_path / "config.yaml").write_text(
            f"data: data\ndatabase: {postgres_url}\nweb: {{port: {port}}}\n", encoding="utf-8"
        )
        services = compose("compose.many.yaml")["services"]
        started = []
        for name in SERVICES:
            words = [
                word.replace(CONFIG, str(tmp_path / "config.yaml")) for word in services[name]["command"]
            ]
            for number in range(services[name].get("deploy", {}).get("replicas", 1)):
                with (tmp_path / f"{name}-{number}.log").open("wb") as log:
                    process = await asyncio.create_subprocess_exec(
                        sys.executable, "-m", "quizbot", *words,
                        cwd=tmp_path, env={**os.environ, "PYTHONPATH": str(ROOT)}, stdout=log, stderr=log,
                    )  # fmt: skip
                started.append(process)
        try:
            await until(lambda: answers(port))
            await until(lambda: connected(postgres_url) >= len(started))
            assert [each.returncode for each in started] == [None] * len(started)
        finally:
            for each in started:
                if each.returncode is None:
                    each.send_signal(signal.SIGTERM)
            ended = await asyncio.gather(*(each.wait() for each in started))

        said = said_by_all(tmp_path)
        assert ended == [0] * len(started), said
        assert "Traceback" not in said
        # one secret for all, and nothing left lying about
        assert kept(tmp_path / "data") == ["pepper"]


def kept(folder: Path) -> list[str]:
    return [each.name for each in folder.iterdir() if "pepper" in each.name]


def said_by_all(folder: Path) -> str:
    return "\n".join(path.read_text(encoding="utf-8") for path in folder.glob("*.log"))


def answers(port: int) -> bool:
    try:
        return httpx2.get(f"http://127.0.0.1:{port}/healthz", timeout=5).status_code == 200
    except httpx2.HTTPError:
        return False


def connected(url: str) -> int:
    """Count the processes on the database."""
    with psycopg.connect(url.replace("postgresql+psycopg", "postgresql"), autocommit=True) as watching:
        row = watching.execute(
            "SELECT count(DISTINCT application_name) FROM pg_stat_activity"
            " WHERE application_name LIKE 'quizbot %%' AND datname = current_database()"
        ).fetchone()
        return int(row[0]) if row else 0
