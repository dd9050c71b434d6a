"""`quizbot demo`: the product on embedded defaults, with an invented office."""

import asyncio
import os
import signal
from pathlib import Path

import click

from quizbot import log
from quizbot.cli._calling import tell
from quizbot.cli._demo import Demo, prepare
from quizbot.config import SAMPLE_OFFICE, Settings
from quizbot.web.settings import WebSettings


@click.command()
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    default=8080,
    show_default=True,
    help="Cổng trang web; 0: cổng trống bất kỳ.",
)
@click.option("--data", type=click.Path(path_type=Path, file_okay=False), default=Path("data"), show_default=True,
              help="Thư mục dữ liệu; xoá thư mục này là bắt đầu lại từ đầu.")  # fmt: skip
def demo(port: int, data: Path) -> None:
    """Chạy thử ngay: cơ quan hư cấu, ngân hàng câu hỏi, vòng thi đang mở, trang web trên máy này."""
    # that it was stopped meanwhile is no news here
    log.set_up(level="error")
    settings = Settings(data=data, web=WebSettings(port=port))
    asyncio.run(_run(settings))


async def _run(settings: Settings) -> None:
    from quizbot.bootstrap import build
    from quizbot.installation import open_database
    from quizbot.web.server import require_port

    require_port(settings.web)
    click.echo("Đang chuẩn bị cơ sở dữ liệu, ngân hàng câu hỏi và cơ quan hư cấu…")
    store = await open_database(settings, environ=os.environ)
    try:
        shown = await prepare(settings, store, environ=os.environ)
        product = build(settings, store, environ=os.environ)
        for each in (signal.SIGINT, signal.SIGTERM):
            asyncio.get_running_loop().add_signal_handler(each, product.stop.set)
        await product.run(ready=lambda address: _greet(shown, address, settings))
    finally:
        await store.close()
    click.echo("Đã dừng. Chạy lại để tiếp tục từ chỗ đang dở.")


def _greet(shown: Demo, address: str, settings: Settings) -> None:
    employee, organizer = shown.employee, shown.organizer
    state = "Đã tạo" if shown.fresh else "Tiếp tục"
    lines = [
        "",
        f"{state}: {shown.people} người, {shown.questions} câu hỏi, dữ liệu ở {settings.data}/",
        f"{SAMPLE_OFFICE}, người trong đó cũng vậy. Thể lệ: contests/hang-ngay.yaml, hang-tuan.yaml;",
        "bản chạy thử chỉ dời ngày của vòng đầu để lúc nào cũng có vòng đang mở.",
        "",
        f"  1. Làm bài như một nhân viên     {address}/?code={employee.personal_code}",
        f"     (mã cá nhân {employee.personal_code} của {employee.name}, {employee.unit})",
        f"  2. Xem bảng xếp hạng             {address}/bang-xep-hang",
        f"  3. Thử mã của một người BTC      {address}/?code={organizer.personal_code}",
        f"     (mã {organizer.personal_code} của {organizer.name}; mở bằng trình duyệt khác hoặc cửa sổ ẩn danh)",
    ]
    for login, password in shown.logins:
        lines.append(f"     Đăng nhập {address}/dang-nhap: {login} / {password}")
    if not shown.logins:
        lines.append(
            f"     Đăng nhập {address}/dang-nhap bằng mật khẩu đã in lần đầu; quên thì đặt lại: quizbot account password btc"
        )
    if shown.kept:
        lines += [
            "",
            f"Lưu ý: bộ câu hỏi kèm theo đã đổi đáp án của {shown.kept}. Dữ liệu này giữ bộ cũ, vì bài đã làm chấm theo bộ cũ.",
            f"Muốn dùng bộ mới: dừng lại, xoá thư mục {settings.data}, hoặc chạy: quizbot demo --data THƯ-MỤC-KHÁC",
        ]
    lines += ["", "Bấm Ctrl+C để dừng. (Open link 1 to play; Ctrl+C stops.)", ""]
    tell("\n".join(lines))
