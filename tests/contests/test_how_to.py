"""The how-to for organizers is true: its example loads."""

import re
from pathlib import Path

from quizbot.contests.check import Surroundings, check_contest
from quizbot.contests.load import load_contest
from quizbot.core.calendar import DaysOff

GUIDE = (Path(__file__).parents[2] / "docs/how-to/khai-bao-cuoc-thi.md").read_text(encoding="utf-8")


class TestGuide:
    def test_its_example_is_a_sound_contest(self) -> None:
        (example,) = re.findall(r"```yaml\n(contest: .*?)```", GUIDE, re.DOTALL)

        loaded = load_contest(Path("vi-du.yaml"), text=example)
        checked = check_contest(loaded, Surroundings(days_off=DaysOff()))

        assert checked.faults == ()
        assert checked.warnings == ()
