"""How the office reports: who is told, what the plan asks, what topics are called. Read from `report.yaml`."""

from pathlib import Path
from typing import Annotated

from pydantic import Field

from quizbot.documents.office import SAMPLE
from quizbot.forms.checked import read_form
from quizbot.forms.types import Flag, Form, Text, Whole


class PlanTask(Form):
    """A task of the plan's appendix."""

    number: Annotated[Whole, Field(ge=1, le=99)]
    task: Text
    lead: Text
    with_: Annotated[Text | None, Field(alias="with")] = None
    when: Text
    # read from a scan that leaves doubt: to be compared with the original
    doubtful: Flag = False
    # document/topic: questions on these were about this task
    topics: tuple[Text, ...] = ()


class ReportSettings(Form):
    """Everything reports need to know of the office's plan."""

    addressed: Annotated[tuple[Text, ...], Field(min_length=1)]
    # the report that the fragment is pasted into
    into: Text
    plan: Text
    topics: dict[Text, Text] = Field(default_factory=dict)
    tasks: tuple[PlanTask, ...] = ()

    def topic(self, key: str) -> str:
        """Name a topic by the beginning of its figures' ids: chu-de.nq57.nhan-luc."""
        name = key.removeprefix("chu-de.").replace(".", "/", 1)
        return self.topics.get(name, name)

    def numbers(self) -> tuple[int, ...]:
        """List the numbers of the tasks."""
        return tuple(each.number for each in self.tasks)


def load_report_settings(path: Path | None = None) -> ReportSettings:
    """Read `report.yaml`; without one, the shipped sample.

    Raises:
        FormFaults: every fault, with line and column.
    """
    return read_form(path or SAMPLE / "report.yaml", ReportSettings)
