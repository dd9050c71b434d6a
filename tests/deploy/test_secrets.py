"""Every secret of every channel has a way into every kind of installation, and none is asked of an office without it."""

import re
from importlib import import_module

import pytest
from psycopg.conninfo import conninfo_to_dict

from quizbot.channels import CHANNELS
from quizbot.storage.engine import database_at
from tests.deploy.test_roles import DEPLOY, ROOT, compose

PAGES = {name: f"{name.replace('_', '-')}.md" for name in CHANNELS}
EXAMPLE = (ROOT / "config.example.yaml").read_text(encoding="utf-8")
FILES = sorted(set(re.findall(r"/run/secrets/(\w+)", EXAMPLE)))
ASKED = sorted(
    (name, value)
    for name in CHANNELS
    for key, value in vars(import_module(f"quizbot.channels.{name}.settings")).items()
    if key.endswith("VARIABLE")
)


def text(page: str) -> str:
    return (ROOT / "docs" / page).read_text(encoding="utf-8")


class TestSystemd:
    @pytest.mark.parametrize(("channel", "variable"), ASKED)
    def test_the_file_of_secrets_is_told_with_every_variable(self, channel: str, variable: str) -> None:
        assert re.search(rf"^    {variable}=", text("operate/systemd.md"), flags=re.MULTILINE)

    @pytest.mark.parametrize(("channel", "variable"), ASKED)
    def test_the_page_of_the_channel_says_where_the_service_reads_it(
        self, channel: str, variable: str
    ) -> None:
        page = text(f"how-to/{PAGES[channel]}")

        assert "/etc/quizbot/secrets.env" in page
        assert re.search(rf"^ +{variable}=", page, flags=re.MULTILINE)
        assert f"export {variable}" not in page

    def test_zalo_comes_first(self) -> None:
        page = text("operate/systemd.md")

        assert page.index("QUIZBOT_ZALO_BOT_TOKEN") < page.index("QUIZBOT_TELEGRAM_TOKEN")


class TestDocker:
    @pytest.mark.parametrize("name", ["compose.yaml", "compose.many.yaml"])
    def test_asks_for_the_password_of_the_database_alone(self, name: str) -> None:
        assert set(compose(name)["secrets"]) == {"db_password"}
        assert "_token" not in (DEPLOY / name).read_text(encoding="utf-8")

    @pytest.mark.parametrize("name", ["compose.yaml", "compose.many.yaml"])
    def test_every_service_of_quizbot_sees_the_folder_of_secrets(self, name: str) -> None:
        for service, each in compose(name)["services"].items():
            assert service == "db" or "./secrets:/run/secrets:ro" in each["volumes"]

    @pytest.mark.parametrize("file", FILES)
    def test_the_page_names_every_file(self, file: str) -> None:
        assert f"/run/secrets/{file}" in text("operate/docker.md")

    def test_there_are_files_of_every_channel(self) -> None:
        assert {name for name in CHANNELS if any(each.startswith(name) for each in FILES)} == set(CHANNELS)


class TestPostgres:
    def test_the_launcher_brings_what_it_needs_and_the_page_asks_for_no_package(self) -> None:
        assert re.search(r"^psycopg", (ROOT / "constraints/runtime.txt").read_text(), flags=re.MULTILINE)
        assert "quizbot[postgres]" not in text("operate/co-so-du-lieu.md")

    def test_the_way_to_another_machine_is_read_by_the_library_as_written(self) -> None:
        page = text("operate/co-so-du-lieu.md")
        (address,) = re.findall(r"database: (postgresql://\S+sslmode\S+)", page)
        given = conninfo_to_dict(database_at(address).url.set(drivername="postgresql").render_as_string())

        assert given["sslmode"] == "verify-full"
        assert given["host"] == "db.example.gov.vn"
        assert "PGPASSWORD=" in page
        assert "hostssl" in page
