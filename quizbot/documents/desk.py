"""HR's desk: a folder in which an office keeps how its papers look, its award policy, its codes and records."""

import shutil
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from quizbot.core.commend.choosing import Policy
from quizbot.documents.intake import Codes, load_codes
from quizbot.documents.office import SAMPLE, Office, load_office
from quizbot.documents.policy import load_policy
from quizbot.documents.records import Records, read_records
from quizbot.documents.reports.settings import ReportSettings, load_report_settings

RECORD_FILES = ("ho-so.xlsx", "ho-so.xls", "ho-so.ods", "ho-so.csv")
REPORT = "periodic_report"
"""What the template of periodic reports is called."""
TEMPLATES = "mau"
"""Folder of the office's own .docx templates: `mau.docx` for every paper, or one named after a paper."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """What papers are made with."""

    office: Office
    policy: Policy
    reports: ReportSettings = field(default_factory=load_report_settings)
    # None: the office has declared no codes, so no intake sheets are written
    codes: Codes | None = None
    records: Records = field(default_factory=Records)
    # the shipped sample stands in for the office's own settings
    sample: bool = False
    # paper of the shelf, or "mau" for all → template file
    templates: Mapping[str, Path] = field(default_factory=dict)

    def template(self, paper: str) -> Path | None:
        """Give the template a paper is written on, if the office has one."""
        return self.templates.get(paper) or self.templates.get(TEMPLATES)


def open_desk(folder: Path | None, *, policy: Path | None = None, records: Path | None = None) -> Desk:
    """Read the desk; what is not in the folder is as shipped.

    Args:
        folder: of the office, or None.
        policy: a policy file instead of the folder's.
        records: HR's file instead of the folder's.

    Raises:
        FormFaults: every fault of a file, with line and column.
    """
    here = folder or SAMPLE
    found = records or next((here / each for each in RECORD_FILES if (here / each).is_file()), None)
    codes = here / "codes.yaml"
    return Desk(
        office=load_office(_own(here / "office.yaml")),
        policy=load_policy(policy or _own(here / "awards.yaml")),
        reports=load_report_settings(_own(here / "report.yaml")),
        codes=load_codes(codes) if codes.is_file() else None,
        records=read_records(found) if found is not None else Records(),
        sample=folder is None or not (here / "office.yaml").is_file(),
        templates={
            each.stem: each for each in sorted((here / TEMPLATES).glob("*.docx")) if each.name[0] not in "~."
        },
    )


def lay_out_desk(folder: Path) -> tuple[Path, ...]:
    """Copy the sample files into a folder; what is there already is not touched."""
    folder.mkdir(parents=True, exist_ok=True)
    made = []
    for source in sorted(SAMPLE.glob("*.yaml")):
        target = folder / source.name
        if not target.exists():
            shutil.copyfile(source, target)
            made.append(target)
    return tuple(made)


def _own(path: Path) -> Path | None:
    return path if path.is_file() else None
