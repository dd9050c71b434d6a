"""The reference of all commands, made from the commands themselves."""

import click

from quizbot.cli import main

HEAD = """# Mọi lệnh của quizbot

Trang này do chương trình tự viết (`make reference`); kiểm thử báo lỗi khi nó cũ.
Gõ `./start LỆNH …` ở thư mục mã nguồn, hoặc `quizbot LỆNH …` khi đã cài. Mã thoát: 0 xong, 1 bị từ chối, 2 gõ sai lệnh.
"""


def reference() -> str:
    """Write every command with its help and options, as Markdown."""
    parts = [HEAD]
    context = click.Context(main, info_name="quizbot")
    for name in main.list_commands(context):
        command = main.get_command(context, name)
        if command is not None:
            parts += _about(command, f"quizbot {name}", context)
    return "\n".join(parts) + "\n"


def _about(command: click.Command, path: str, parent: click.Context) -> list[str]:
    context = click.Context(command, info_name=path.rsplit(" ", 1)[-1], parent=parent)
    if isinstance(command, click.Group):
        parts = [f"\n## {path}\n", command.help or ""]
        for name in command.list_commands(context):
            below = command.get_command(context, name)
            if below is not None:
                parts += _about(below, f"{path} {name}", context)
        return parts
    level = "##" if path.count(" ") == 1 else "###"
    arguments = [
        f"{each.make_metavar(context)}" for each in command.params if isinstance(each, click.Argument)
    ]
    usage = " ".join([path, *arguments])
    parts = [f"\n{level} {usage}\n", command.help or ""]
    options = [_option(each) for each in command.params if isinstance(each, click.Option)]
    return [*parts, "", *options] if options else parts


def _option(option: click.Option) -> str:
    names = ", ".join(f"`{name}`" for name in (*option.opts, *option.secondary_opts))
    return f"- {names}: {option.help or ''}"
