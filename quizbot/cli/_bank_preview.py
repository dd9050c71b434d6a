"""`quizbot bank preview`: questions as their author, and as people in each channel, see them."""

import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING

import click

from quizbot.bank.loader import load_bank
from quizbot.bank.preview import preview
from quizbot.bank.values import LoadedBank
from quizbot.cli._calling import tell
from quizbot.core.question import Question
from quizbot.forms.faults import FormFaults
from quizbot.forms.shipped import shipped

if TYPE_CHECKING:
    from quizbot.chat.channel import Limits
    from quizbot.chat.previewing import Seen

_STYLE = """
body{margin:1.5rem;color:#16212e;background:#edf1f6;font:.95rem/1.45 system-ui,"Segoe UI",Roboto,"Noto Sans",Arial,sans-serif}
h1{font-size:1.4rem}h2{font-size:1.05rem;margin:2rem 0 .5rem}
.side{display:flex;flex-wrap:wrap;gap:1rem;align-items:flex-start}
section{width:19rem}h3{font-size:.85rem;color:#51606f;margin:0 0 .3rem}
.msg{white-space:pre-wrap;background:#fff;border-radius:14px;padding:.7rem .9rem;margin:0 0 .4rem;overflow-wrap:anywhere}
.row{display:flex;gap:.3rem;margin:0 0 .3rem}.row span{flex:1;text-align:center;border:1px solid #7b8a9a;border-radius:10px;background:#fff;color:#124e8c;padding:.3rem}
.key{white-space:pre-wrap;color:#17643a}
"""


@click.command("preview")
@click.argument("question_ids", metavar="[THƯ_MỤC] [CÂU]...", nargs=-1)
@click.option("--folder", type=click.Path(path_type=Path), help="Thư mục ngân hàng câu hỏi.")
@click.option("--channel", "names", multiple=True, help="Như kênh này sẽ hiện; lặp lại được; all: mọi kênh.")
@click.option(
    "--html", type=click.Path(dir_okay=False, path_type=Path), help="Ghi một trang HTML, mọi kênh cạnh nhau."
)
@click.option("--no-key", is_flag=True, help="Không hiện đáp án.")
@click.option("--json", "as_json", is_flag=True, help="In ra dữ liệu JSON.")
def preview_command(
    question_ids: tuple[str, ...],
    folder: Path | None,
    names: tuple[str, ...],
    html: Path | None,
    no_key: bool,
    as_json: bool,
) -> None:
    """Hiện câu hỏi như người dự thi thấy, chung hoặc trong từng kênh; không nêu mã câu thì hiện tất cả."""
    if question_ids and folder is None and Path(question_ids[0]).is_dir():
        folder, question_ids = Path(question_ids[0]), question_ids[1:]
    bank = _loaded(folder)
    known = {question.id: question for question in bank.questions}
    missing = [each for each in question_ids if each not in known]
    if missing:
        raise click.BadParameter(f"không có câu hỏi: {', '.join(missing)}", param_hint="CÂU")
    chosen = [known[each] for each in question_ids] or list(bank.questions)
    channels = _channels(names or (("all",) if html else ()))
    if html:
        html.write_text(
            "\n".join(_page(bank, chosen, channels, with_key=not no_key)) + "\n", encoding="utf-8"
        )
        click.echo(f"Đã ghi {html}")
    elif as_json:
        texts = {each.id: _plain(bank, each, with_key=not no_key) for each in chosen}
        click.echo(json.dumps(texts, ensure_ascii=False, indent=2))
    elif channels:
        click.echo("\n\n".join("\n".join(_in_channels(each, channels)) for each in chosen))
    else:
        click.echo("\n\n".join(_plain(bank, each, with_key=not no_key) for each in chosen))


def _loaded(folder: Path | None) -> LoadedBank:
    try:
        return load_bank(folder or shipped("questions"))
    except FormFaults as refused:
        tell(str(refused), err=True)
        sys.exit(1)


def _channels(names: Sequence[str]) -> "Mapping[str, tuple[Limits, bool]]":
    """Give what the named channels carry with their default settings, and whether people type there."""
    from quizbot.channels import CHANNELS
    from quizbot.web import webchat

    found = {
        name: (kind.limits(kind.settings.model_construct()), kind.by_typing)
        for name, kind in CHANNELS.items()
    }
    found = {webchat.NAME: (webchat.LIMITS, False), **found}
    unknown = [each for each in names if each != "all" and each not in found]
    if unknown:
        raise click.BadParameter(
            f"không có kênh {', '.join(unknown)}; có: {', '.join(found)}", param_hint="--channel"
        )
    return found if "all" in names else {name: found[name] for name in names}


def _seen(question: Question, carries: "tuple[Limits, bool]") -> "Seen":
    from quizbot.chat.previewing import seen
    from quizbot.i18n.texts import load_texts

    limits, by_typing = carries
    return seen(question, limits=limits, by_typing=by_typing, texts=load_texts("vi"))


def _plain(bank: LoadedBank, question: Question, *, with_key: bool) -> str:
    return preview(question, document=bank.documents.get(question.document), with_key=with_key)


def _in_channels(question: Question, channels: "Mapping[str, tuple[Limits, bool]]") -> Iterator[str]:
    for name, carries in channels.items():
        shown = _seen(question, carries)
        yield f"── {question.id} · {name} ──"
        yield "\n---\n".join(shown.texts)
        yield from ("  ".join(f"[ {label} ]" for label in row) for row in shown.rows)


def _page(
    bank: LoadedBank,
    questions: Sequence[Question],
    channels: "Mapping[str, tuple[Limits, bool]]",
    *,
    with_key: bool,
) -> Iterator[str]:
    yield '<!doctype html>\n<html lang="vi">\n<head>\n<meta charset="utf-8">'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">'
    yield f"<title>Xem trước câu hỏi</title>\n<style>{_STYLE}</style>\n</head>\n<body>\n<h1>Xem trước {len(questions)} câu hỏi</h1>"
    for question in questions:
        yield f'<h2>{escape(question.id)}</h2>\n<div class="side">'
        for name, carries in channels.items():
            shown = _seen(question, carries)
            yield f"<section><h3>{escape(name)}</h3>"
            yield from (f'<div class="msg">{escape(text)}</div>' for text in shown.texts)
            for row in shown.rows:
                yield (
                    '<div class="row">' + "".join(f"<span>{escape(label)}</span>" for label in row) + "</div>"
                )
            yield "</section>"
        if with_key:
            yield f'<section><h3>người ra đề</h3><div class="key">{escape(_plain(bank, question, with_key=True))}</div></section>'
        yield "</div>"
    yield "</body>\n</html>"
