"""The channel's quality card: every point is done, or exempt with a reason."""

from pathlib import Path

import yaml

import quizbot.channels.telegram as channel

CARD = Path(channel.__file__).with_name("quality.yaml")
ASKED = {
    "text", "choices", "media", "edits", "groups", "pacing", "retries", "duplicates", "webhooks_signed",
    "docs", "limits_sourced",
}  # fmt: skip


class TestCard:
    def test_answers_every_point(self) -> None:
        points = yaml.safe_load(CARD.read_text(encoding="utf-8"))["points"]

        assert set(points) >= ASKED
        assert {point["state"] for point in points.values()} <= {"done", "exempt"}
        assert all(len(point["why"]) > 10 for point in points.values())
