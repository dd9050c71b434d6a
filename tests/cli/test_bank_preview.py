from pathlib import Path

import pytest
from click.testing import CliRunner

from quizbot.bank.loader import load_bank
from quizbot.channels import CHANNELS
from quizbot.chat.offers import MOST
from quizbot.chat.pages import units
from quizbot.chat.previewing import seen
from quizbot.cli import main
from quizbot.forms.shipped import shipped
from quizbot.i18n.texts import load_texts

BANK = load_bank(shipped("questions"))


def ran(*words: str) -> str:
    result = CliRunner().invoke(main, ["bank", "preview", *words])
    assert result.exit_code == 0, result.output
    return result.output


class TestSeen:
    @pytest.mark.parametrize("name", sorted(CHANNELS))
    def test_shows_every_question_of_the_bank_in_one_message_with_all_it_needs(self, name: str) -> None:
        kind = CHANNELS[name]
        limits = kind.limits(kind.settings.model_construct())
        for question in BANK.questions:
            shown = seen(question, limits=limits, by_typing=kind.by_typing, texts=load_texts("vi"))

            (text,) = shown.texts
            assert units(text) <= limits.text
            assert question.ask.split("\n")[0] in text
            assert all(option.text in text for option in question.options)
            assert (
                len([label for row in shown.rows for label in row])
                <= max(limits.buttons, 0)
                <= max(MOST, 100)
            )
            assert all(len(row) <= limits.buttons_per_row for row in shown.rows)


class TestPreview:
    def test_shows_buttons_where_a_channel_has_them(self) -> None:
        told = ran("nq57-mt30-001", "--channel", "telegram", "--channel", "zalo_bot")

        telegram, zalo = told.split("── nq57-mt30-001 · zalo_bot ──")
        assert "[ A ]  [ B ]  [ C ]  [ D ]" in telegram
        assert "[ A ]" not in zalo
        assert "Gõ một chữ cái." in zalo

    def test_writes_a_page_with_every_channel(self, tmp_path: Path) -> None:
        page = tmp_path / "xem.html"

        ran("nq57-mt30-001", "--html", str(page), "--no-key")

        text = page.read_text(encoding="utf-8")
        assert all(f"<h3>{name}</h3>" in text for name in (*CHANNELS, "webchat"))
        assert "Đáp án" not in text

    def test_names_the_channels_when_one_is_unknown(self) -> None:
        result = CliRunner().invoke(main, ["bank", "preview", "nq57-mt30-001", "--channel", "fax"])

        assert result.exit_code == 2
        assert "zalo_bot" in result.output
