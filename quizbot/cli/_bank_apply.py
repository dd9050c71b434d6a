"""`quizbot bank apply`: the office's bank of files becomes the running one."""

import json
import sys
from collections.abc import Iterator
from dataclasses import asdict
from typing import TYPE_CHECKING

import click

from quizbot.cli._calling import tell
from quizbot.cli._settings import Told, open_work, settings_option

if TYPE_CHECKING:
    from quizbot.config import Settings
    from quizbot.usecases.ports import BankChange

SHOWN = 12  # ids of one kind of change


@click.command("apply")
@click.option("--yes", is_flag=True, help="Nạp luôn, không hỏi.")
@click.option("--confirm-keys", is_flag=True, help="Đồng ý đổi đáp án của những câu đang dùng.")
@click.option("--json", "as_json", is_flag=True, help="In dữ liệu JSON.")
@settings_option
def apply(*, yes: bool, confirm_keys: bool, as_json: bool, settings: "Settings") -> None:
    """Nạp ngân hàng của cơ quan (mục questions của cấu hình) vào chương trình đang chạy: xem trước, rồi mới nạp.

    Câu không còn trong thư mục thì không rút vào đề nữa. Bài đã làm, đề đã rút giữ nguyên.
    """
    from quizbot.bank.loader import load_bank
    from quizbot.installation import now
    from quizbot.usecases import bank

    loaded = load_bank(settings.questions)
    with open_work(settings) as work:
        change = work.read(lambda w: bank.compare(w, loaded.questions, whole=True))
        if not as_json:
            click.echo("\n".join((f"Ngân hàng ở {settings.questions}:", *_lines(change))))
        wanted = any(asdict(change).values()) and (yes or _agreed(as_json=as_json))
        if wanted:
            if change.key_changed and not confirm_keys:
                raise Told(
                    "Chưa nạp gì: có câu đổi đáp án. Xem kỹ các câu ấy rồi thêm --confirm-keys; "
                    "câu đang thi mà sai đáp án thì dùng: quizbot contest regrade"
                )
            work.write(
                lambda w: bank.apply(
                    w,
                    loaded.questions,
                    whole=True,
                    confirm_keys=confirm_keys,
                    source_hash=loaded.folder,
                    by="cli",
                    now=now(),
                )
            )
    if as_json:
        click.echo(json.dumps({**asdict(change), "applied": wanted}, ensure_ascii=False, indent=2))
    elif wanted:
        click.echo("Đã nạp.")
    elif any(asdict(change).values()):
        tell("Chưa nạp gì. Nạp: quizbot bank apply --yes")
        sys.exit(1)


def _lines(change: "BankChange") -> Iterator[str]:
    words = {
        "câu mới": change.added,
        "câu thay đổi": change.changed,
        "trong đó ĐỔI ĐÁP ÁN": change.key_changed,
        "câu không dùng nữa": change.removed,
    }
    for what, ids in words.items():
        if ids:
            more = ", …" if len(ids) > SHOWN else ""
            yield f"  {len(ids)} {what}: {', '.join(ids[:SHOWN])}{more}"
    if not any(words.values()):
        yield "  đúng như chương trình đang dùng, không có gì phải nạp."


def _agreed(*, as_json: bool) -> bool:
    return not as_json and sys.stdin.isatty() and click.confirm("Nạp những thay đổi này?", default=False)
