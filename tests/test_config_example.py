"""The example file loads as it is, names every setting, and tells the truth about the defaults."""

import re
from pathlib import Path

import pytest
from pydantic import BaseModel

from quizbot.config import Settings, load_settings
from quizbot.forms.checked import read_form
from quizbot.forms.faults import FormFaults

# what the example invents for each channel; everything else it shows is the default
INVENTED = {
    "telegram": {"token", "token_file", "webhook_url", "webhook_secret", "username"},
    "zalo_oa": {
        "app_id",
        "oa_id",
        "mini_app_id",
        "app_secret",
        "app_secret_file",
        "oa_secret",
        "oa_secret_file",
        "templates",
    },
    "messenger": {
        "page_id",
        "token",
        "token_file",
        "app_secret",
        "app_secret_file",
        "verify_token",
        "verify_token_file",
        "templates",
    },
    "zalo_bot": {"token", "token_file", "webhook_url", "webhook_secret"},
}
EXAMPLE = Path(__file__).parent.parent / "config.example.yaml"


def everything_on() -> str:
    """Give the example with every optional line switched on."""
    return re.sub(r"(?m)^(\s*)#(?=\S)", r"\1", EXAMPLE.read_text(encoding="utf-8"))


def paths(model: type[BaseModel], prefix: str = "") -> set[str]:
    found = set()
    for name, field in model.model_fields.items():
        found.add(prefix + name)
        for kind in (field.annotation, *getattr(field.annotation, "__args__", ())):
            if isinstance(kind, type) and issubclass(kind, BaseModel):
                found |= paths(kind, f"{prefix}{name}.")
    return found


def named(value: BaseModel, prefix: str = "") -> set[str]:
    found = set()
    for name in value.model_fields_set:
        found.add(prefix + name)
        below = getattr(value, name)
        if isinstance(below, BaseModel):
            found |= named(below, f"{prefix}{name}.")
    return found


class TestExample:
    def test_loads_as_it_is_and_is_the_defaults(self) -> None:
        written = read_form(EXAMPLE, Settings)

        assert written == Settings()

    def test_names_every_setting(self) -> None:
        written = read_form(EXAMPLE, Settings, text=everything_on())

        assert named(written) == paths(Settings)

    def test_optional_lines_show_the_default_where_there_is_one(self) -> None:
        written = read_form(EXAMPLE, Settings, text=everything_on())

        for name, given in INVENTED.items():
            block = written.enabled_channels()[name]
            plain = type(block)()
            differing = {
                field for field in type(block).model_fields if getattr(block, field) != getattr(plain, field)
            }
            assert differing == given

    def test_says_what_each_setting_is_for(self) -> None:
        lines = EXAMPLE.read_text(encoding="utf-8").splitlines()

        for number, line in enumerate(lines):
            if re.match(r"\s*#?[a-z_]+:", line):
                assert lines[number - 1].lstrip().startswith("# "), f"line {number + 1}: {line}"

    def test_every_setting_has_a_description(self) -> None:
        def check(model: type[BaseModel]) -> None:
            for name, field in model.model_fields.items():
                assert field.description, f"{model.__name__}.{name}"
                for kind in (field.annotation, *getattr(field.annotation, "__args__", ())):
                    if isinstance(kind, type) and issubclass(kind, BaseModel):
                        check(kind)

        check(Settings)


class TestLoading:
    def test_refuses_an_unknown_key_with_the_nearest_name_and_the_line(self, tmp_path: Path) -> None:
        path = tmp_path / "config.yaml"
        path.write_text("office: X\nweb:\n  prot: 80\n", encoding="utf-8")

        with pytest.raises(FormFaults) as refused:
            load_settings(path)

        assert "config.yaml:3:3" in str(refused.value)
        assert "port" in str(refused.value)

    def test_takes_paths_from_the_folder_of_the_file(self, tmp_path: Path) -> None:
        path = tmp_path / "config.yaml"
        path.write_text("data: du-lieu\n", encoding="utf-8")

        assert load_settings(path).data == tmp_path / "du-lieu"

    def test_takes_the_database_from_the_environment_or_a_file_first(self, tmp_path: Path) -> None:
        secret = tmp_path / "url"
        secret.write_text("postgresql://a:b@c/d\n", encoding="utf-8")
        settings = Settings(database="sqlite:///x.db")

        assert settings.database_url({}) == "sqlite:///x.db"
        assert settings.database_url({"QUIZBOT_DATABASE": "sqlite:///y.db"}) == "sqlite:///y.db"
        assert settings.database_url({"QUIZBOT_DATABASE_FILE": str(secret)}) == "postgresql://a:b@c/d"

    def test_makes_the_pepper_once_and_keeps_it_private(self, tmp_path: Path) -> None:
        settings = Settings(data=tmp_path)

        first = settings.pepper({})

        assert settings.pepper({}) == first
        assert (tmp_path / "pepper").stat().st_mode & 0o077 == 0
        assert settings.pepper({"QUIZBOT_PEPPER": "given"}) == "given"
