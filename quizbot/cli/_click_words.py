"""What the command-line library says of itself, in Vietnamese: usage, options, wrong words."""

from collections.abc import Callable
from types import ModuleType

import click
from click import core, decorators, exceptions, formatting, parser, termui, types

from quizbot.cli._language import language

# the library's own English: ours. Vietnamese has no plural; the plural form stands for both.
WORDS = {
    "Usage:": "Cách gõ:",
    "Options": "Tuỳ chọn",
    "Commands": "Các lệnh",
    "Positional arguments": "Đối số",
    "Show this message and exit.": "In phần giúp này.",
    "Show the version and exit.": "In phiên bản.",
    "%(prog)s, version %(version)s": "%(prog)s, phiên bản %(version)s",
    "default: {default}": "mặc định: {default}",
    "env var: {var}": "biến môi trường: {var}",
    "(dynamic)": "(tự tính)",
    "deprecated": "sẽ bỏ",
    "Error: {message}": "Lỗi: {message}",
    "Try '{command} {option}' for help.": "Xem cách dùng: {command} {option}",
    "Aborted!": "Đã dừng, chưa làm gì thêm.",
    "Missing command.": "Thiếu tên lệnh.",
    "Missing argument": "Thiếu",
    "Missing option": "Thiếu tuỳ chọn",
    "Missing parameter": "Thiếu",
    "Missing {param_type}": "Thiếu {param_type}",
    "Missing parameter: {param_name}": "Thiếu {param_name}",
    "No such option {name!r}.": "Không có tuỳ chọn {name!r}.",
    "No such command {name!r}.": "Không có lệnh {name!r}.",
    "Did you mean {possibility}?": "Có phải {possibility}?",
    "(Did you mean one of: {possibilities}?)": "(Có phải một trong: {possibilities}?)",
    "Got unexpected extra arguments ({args})": "Thừa: {args}",
    "Invalid value: {message}": "Giá trị không dùng được: {message}",
    "Invalid value for {param_hint}: {message}": "Giá trị của {param_hint} không dùng được: {message}",
    "Takes {nargs} values but {len} were given.": "Cần {nargs} giá trị, đang có {len}.",
    "{len_type} values are required, but {len_value} were given.": "Cần {len_type} giá trị, đang có {len_value}.",
    "Argument {name!r} takes {nargs} values.": "{name!r} cần {nargs} giá trị.",
    "Option {name!r} does not take a value.": "Tuỳ chọn {name!r} không kèm giá trị.",
    "Option {name!r} requires {nargs} arguments.": "Tuỳ chọn {name!r} cần {nargs} giá trị theo sau.",
    "Choose from:\n\t{choices}": "Chọn một trong:\n\t{choices}",
    "{value!r} is not one of {choices}.": "{value!r} không có trong {choices}.",
    "{value!r} does not match the formats {formats}.": "{value!r} không viết theo dạng {formats}.",
    "{value} is not in the range {range}.": "{value} nằm ngoài khoảng {range}.",
    "{value!r} is not a valid boolean. Recognized values: {states}": "{value!r} không phải có hoặc không; nhận: {states}",
    "{value!r} is not a valid {number_type}.": "{value!r} không phải là số ({number_type}).",
    "{value!r} is not a valid UUID.": "{value!r} không phải là UUID.",
    "file": "tệp",
    "directory": "thư mục",
    "path": "đường dẫn",
    "{name} {filename!r} does not exist.": "không có {filename!r} ở chỗ này.",
    "{name} {filename!r} is a file.": "{filename!r} là tệp, cần thư mục.",
    "{name} {filename!r} is a directory.": "{filename!r} là thư mục, cần tệp.",
    "{name} {filename!r} is not readable.": "không được phép đọc {filename!r}.",
    "{name} {filename!r} is not writable.": "không được phép ghi {filename!r}.",
    "{name} {filename!r} is not executable.": "không được phép chạy {filename!r}.",
    "Could not open file {filename!r}: {message}": "Không mở được tệp {filename!r}: {message}",
    "unknown error": "lỗi chưa rõ",
    "Do you want to continue?": "Làm tiếp?",
    "Confirm the action without prompting.": "Đồng ý mà không hỏi lại.",
    "Repeat for confirmation": "Nhập lại để xác nhận",
    "Error: The two entered values do not match.": "Lỗi: hai lần nhập không giống nhau.",
    "Error: invalid input": "Lỗi: không hiểu câu trả lời",
    "Press any key to continue...": "Bấm một phím bất kỳ để tiếp tục…",
}
_SPEAKING: tuple[ModuleType, ...] = (core, decorators, exceptions, formatting, parser, termui, types)


def speak() -> None:
    """Give the library our words: each of its modules asks a function of its own, named `_`."""
    ours: dict[str, Callable[..., str]] = {"_": said, "ngettext": said_of_many}
    for module in _SPEAKING:
        for name in ours.keys() & vars(module).keys():
            setattr(module, name, ours[name])


def said(text: str) -> str:
    """Say one of the library's sentences in the language of the terminal."""
    return WORDS.get(text, text) if language() == "vi" else text


def said_of_many(one: str, many: str, count: int) -> str:
    """Say a sentence that depends on a number; where ours does not, the plural stands for both."""
    text = one if count == 1 else many
    return WORDS.get(text, WORDS.get(many, text)) if language() == "vi" else text


# what stands in usage lines for an argument, by its name in the code
ARGUMENTS = {
    "award": "HÌNH_THỨC",
    "code": "MÃ",
    "contest": "CUỘC_THI",
    "file": "TỆP",
    "files": "TỆP",
    "folder": "THƯ_MỤC",
    "into": "MÃ_GIỮ_LẠI",
    "key": "ĐỢT",
    "kind": "LOẠI",
    "login": "TÊN",
    "name": "VĂN_BẢN",
    "number": "SỐ",
    "person": "MÃ",
    "points": "ĐIỂM",
    "question": "CÂU",
    "slug": "CUỘC_THI",
    "stage": "VÒNG",
    "state": "TRẠNG_THÁI",
    "table": "TỆP",
    "verdict": "Ý_KIẾN",
    "what": "NỘI_DUNG",
}
VALUES = {"text": "CHỮ", "integer": "SỐ", "integer range": "SỐ", "filename": "TỆP"}


def dress(command: click.Command) -> None:
    """Put our words into the usage lines of a command and of all below it."""
    if language() != "vi":
        return
    command.options_metavar = "[TUỲ_CHỌN]"
    for each in command.params:
        if each.metavar is None and isinstance(each, click.Argument):
            each.metavar = _argument(each)
        elif each.metavar is None and isinstance(each, click.Option) and not each.is_flag:
            each.metavar = VALUES.get(each.type.name)
    if isinstance(command, click.Group):
        command.subcommand_metavar = "LỆNH …"
        for below in command.commands.values():
            dress(below)


def _argument(argument: click.Argument) -> str | None:
    word = ARGUMENTS.get(argument.name or "")
    if word is None:
        return None
    word = word if argument.required else f"[{word}]"
    return word if argument.nargs == 1 else f"{word}..."
