"""`quizbot bank`: check, count, show, import and export the question bank."""

import json
import os
import sys
from pathlib import Path

import click

from quizbot.bank.cache import BankCache
from quizbot.bank.finding import Finding
from quizbot.bank.loader import load_bank
from quizbot.bank.review import BankReview, review_bank
from quizbot.bank.rules import CHANNELS, Rules
from quizbot.bank.schema import bank_json_schema
from quizbot.bank.stats import Table, tables
from quizbot.bank.stats_page import stats_page
from quizbot.bank.values import LoadedBank
from quizbot.cli._bank_apply import apply
from quizbot.cli._bank_exchange import export, import_, own
from quizbot.cli._bank_preview import preview_command
from quizbot.cli._bank_review import review
from quizbot.cli._calling import tell
from quizbot.cli._sections import SectionedGroup
from quizbot.forms.faults import FormFaults
from quizbot.forms.shipped import shipped

_FOLDER = click.argument("folder", type=click.Path(path_type=Path), required=False)
_JSON = click.option("--json", "as_json", is_flag=True, help="In ra dữ liệu JSON.")
_LANG = click.option(
    "--lang",
    type=click.Choice(["vi", "en"]),
    default="vi",
    show_default=True,
    help="Ngôn ngữ của lỗi và cảnh báo.",
)
_REFUSED = 1


@click.group(
    cls=SectionedGroup,
    sections={
        "Các lệnh": ("check", "preview", "stats", "own", "import", "apply", "export", "review", "schema")
    },
)
def bank() -> None:
    """Kiểm tra, xem, nhập, xuất ngân hàng câu hỏi (mặc định: ngân hàng kèm theo sản phẩm)."""


bank.add_command(apply)
bank.add_command(own)
bank.add_command(import_)
bank.add_command(export)
bank.add_command(review)
bank.add_command(preview_command)


@bank.command()
@_FOLDER
@_JSON
@_LANG
@click.option(
    "--channel",
    "channels",
    multiple=True,
    type=click.Choice(sorted(CHANNELS)),
    help="Kênh mà câu hỏi phải vừa; lặp lại được. Mặc định: mọi kênh chat.",
)
@click.option("--strict", is_flag=True, help="Coi cảnh báo như lỗi.")
@click.option("--cache", type=click.Path(path_type=Path), help="Thư mục nhớ các tệp không đổi.")
def check(
    folder: Path | None, as_json: bool, lang: str, channels: tuple[str, ...], strict: bool, cache: Path | None
) -> None:
    """Báo mọi lỗi cùng lúc: tệp:dòng:cột: sai gì; sửa thế nào. Có lỗi thì mã thoát là 1."""
    rules = Rules(channels={name: CHANNELS[name] for name in channels}) if channels else Rules()
    kept = BankCache(cache) if cache else None
    review = review_bank(_folder(folder), rules=rules, cache=kept, progress=_progress())
    if kept:
        kept.save()
    if as_json:
        click.echo(json.dumps(_review_data(review, lang), ensure_ascii=False, indent=2))
    else:
        for each in review.findings:
            tell(f"{each.in_language(lang)} {_mark(each, lang)}")
        click.echo(_summary(review, lang), err=True)
    if review.errors or (strict and review.warnings):
        sys.exit(_REFUSED)


@bank.command()
@_FOLDER
@_JSON
@click.option(
    "--html", type=click.Path(dir_okay=False, path_type=Path), help="Ghi một trang HTML có bản đồ độ phủ."
)
def stats(folder: Path | None, as_json: bool, html: Path | None) -> None:
    """Đếm câu hỏi theo mục của văn bản, mức độ, loại câu, vị trí đáp án."""
    if html is not None:
        page = stats_page(review_bank(_folder(folder), rules=Rules(), progress=_progress()))
        html.write_text(page, encoding="utf-8")
        click.echo(f"Đã ghi {html}")
        return
    found = tables(_load(folder))
    if as_json:
        data = {
            table.name: [dict(zip(table.columns, row, strict=True)) for row in table.rows] for table in found
        }
        click.echo(json.dumps(data, ensure_ascii=False, indent=2))
        return
    click.echo("\n\n".join(_shown(table) for table in found))


@bank.command()
@_JSON
def schema(as_json: bool) -> None:
    """In JSON Schema của tệp câu hỏi, cho trình soạn thảo."""
    click.echo(json.dumps(bank_json_schema(), ensure_ascii=False, indent=2))


def _folder(folder: Path | None) -> Path:
    if folder is not None:
        return folder
    found, here = shipped("questions"), Path.cwd()
    return found.relative_to(here) if found.is_relative_to(here) else found


def _load(folder: Path | None) -> LoadedBank:
    try:
        return load_bank(_folder(folder), progress=_progress())
    except FormFaults as refused:
        tell(str(refused), err=True)
        sys.exit(_REFUSED)


class _Progress:
    """A counter on the terminal, for banks that take a while."""

    def __call__(self, done: int, total: int) -> None:
        if total >= 50:
            click.echo(f"\r{done}/{total} tệp", nl=done == total, err=True)


def _progress() -> _Progress | None:
    return _Progress() if os.isatty(2) else None


def _mark(each: Finding, lang: str) -> str:
    words = {"vi": {"error": "lỗi", "warning": "cảnh báo"}, "en": {"error": "error", "warning": "warning"}}
    return f"[{words[lang][each.severity]}: {each.check}]"


def _summary(review: BankReview, lang: str) -> str:
    figures = len(review.bank.questions), len(review.errors), len(review.warnings)
    if lang == "en":
        return "{} questions, {} errors, {} warnings".format(*figures)
    return "{} câu hỏi, {} lỗi, {} cảnh báo".format(*figures)


def _review_data(review: BankReview, lang: str) -> dict[str, object]:
    return {
        "questions": len(review.bank.questions),
        "errors": len(review.errors),
        "warnings": len(review.warnings),
        "hash": review.bank.hash,
        "findings": [_finding_data(each, lang) for each in review.findings],
    }


def _finding_data(each: Finding, lang: str) -> dict[str, object]:
    fault = each.in_language(lang)
    return {
        "severity": each.severity,
        "check": each.check,
        "code": fault.code,
        "file": fault.file,
        "line": fault.line,
        "column": fault.column,
        "message": fault.message,
        "fix": fault.fix,
        "question": each.question,
    }


def _shown(table: Table) -> str:
    cells = [table.columns, *(tuple(str(cell) for cell in row) for row in table.rows)]
    widths = [max(len(row[column]) for row in cells) for column in range(len(table.columns))]
    lines = [
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
        for row in cells
    ]
    return "\n".join(lines)
