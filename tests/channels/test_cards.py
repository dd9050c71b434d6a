"""Quality cards: each channel answers every point, done, todo, or exempt with a reason."""

from pathlib import Path

import pytest
import yaml

import quizbot.channels
import quizbot.web
from quizbot.channels import CHANNELS

_CHANNELS = Path(quizbot.channels.__file__).parent
CARDS = {name: _CHANNELS / name / "quality.yaml" for name in CHANNELS}
CARDS["webchat"] = Path(quizbot.web.__file__).with_name("quality.yaml")
ASKED = {
    "text", "choices", "typing", "edits", "files_in", "files_out", "media", "groups", "polls", "deep_links",
    "menus", "pacing", "quota", "seen", "retries", "duplicates", "acknowledgement", "one_reader", "webhooks_signed",
    "secrets", "limits_sourced", "docs", "mini_app", "business_accounts",
}  # fmt: skip


@pytest.mark.parametrize("name", sorted(CARDS))
class TestCard:
    def test_answers_every_point(self, name: str) -> None:
        card = yaml.safe_load(CARDS[name].read_text(encoding="utf-8"))

        assert card["channel"] == name
        assert set(card["points"]) >= ASKED
        for point, answer in card["points"].items():
            assert answer["state"] in {"done", "todo", "exempt"}, point
            assert len(answer["why"]) > 10, point

    def test_names_documentation_that_is_there(self, name: str) -> None:
        docs = yaml.safe_load(CARDS[name].read_text(encoding="utf-8"))["points"]["docs"]

        if docs["state"] == "done":
            assert (Path(__file__).parent.parent.parent / docs["why"]).is_file()
