"""The texts of faults, in Vietnamese and English: what is wrong, how to mend it."""

from collections.abc import Mapping

Table = Mapping[str, Mapping[str, tuple[str, str]]]
"""Code → language → (what is wrong, how to mend it), with `{placeholders}`."""


def said(code: str, facts: Mapping[str, object], *, lang: str, table: Table) -> tuple[str, str]:
    """Word a code in a language: what is wrong, and how to mend it.

    Raises:
        KeyError: the table lacks the code, or the facts lack a placeholder.
    """
    texts = table[code]
    message, fix = texts.get(lang, texts["vi"])
    return message.format_map(facts), fix.format_map(facts)


FORMS: Table = {
    "file.missing": {
        "vi": ("không có tệp này", "kiểm tra lại đường dẫn"),
        "en": ("there is no such file", "check the path"),
    },
    "file.unreadable": {
        "vi": ("không đọc được tệp ({reason})", "kiểm tra quyền đọc và loại của tệp"),
        "en": ("the file cannot be read ({reason})", "check its permissions and type"),
    },
    "file.too_large": {
        "vi": ("tệp lớn hơn {limit} byte", "chia thành nhiều tệp nhỏ hơn"),
        "en": ("the file is larger than {limit} bytes", "split it into smaller files"),
    },
    "file.not_utf8": {
        "vi": ("byte không thuộc mã UTF-8", "lưu lại tệp với bảng mã UTF-8"),
        "en": ("bytes that are not UTF-8", "save the file as UTF-8"),
    },
    "file.empty": {
        "vi": ("tệp không có nội dung", "viết nội dung theo mẫu"),
        "en": ("the file is empty", "write it after the form"),
    },
    "text.bad_character": {
        "vi": ("ký tự không được phép {character}", "xoá ký tự này"),
        "en": ("the character {character} is not allowed", "delete it"),
    },
    "text.invisible": {
        "vi": ("có ký tự ẩn {character}", "gõ lại đoạn chữ này, không dán từ nơi khác"),
        "en": ("there is an invisible character {character}", "type the text anew instead of pasting it"),
    },
    "text.not_nfc": {
        "vi": (
            "chữ có dấu ở dạng tổ hợp (không phải Unicode NFC): “{text}”",
            "gõ lại bằng bộ gõ Unicode dựng sẵn, hoặc chuyển sang “{nfc}”",
        ),
        "en": ("the text is not in Unicode NFC: “{text}”", "type it anew or turn it into “{nfc}”"),
    },
    "text.empty": {
        "vi": ("chỗ này để trống", "viết nội dung vào đây"),
        "en": ("this is empty", "write something here"),
    },
    "text.edges": {
        "vi": ("chữ có khoảng trắng ở đầu hoặc cuối", "xoá khoảng trắng thừa"),
        "en": ("the text has spaces at its edges", "delete them"),
    },
    "yaml.tab": {
        "vi": ("có dấu Tab ở chỗ thụt dòng", "thụt dòng bằng dấu cách"),
        "en": ("a tab stands where lines are indented", "indent with spaces"),
    },
    "yaml.colon": {
        "vi": (
            "dấu hai chấm “: ” nằm sai chỗ, hoặc dòng thụt sai",
            "đặt cả đoạn chữ trong dấu nháy đơn '...', hoặc sửa lại độ thụt dòng",
        ),
        "en": (
            "a colon “: ” out of place, or a wrong indent",
            "put the text in quotes '...', or mend the indent",
        ),
    },
    "yaml.start_character": {
        "vi": ("chữ không được bắt đầu bằng ký tự này", "đặt cả đoạn chữ trong dấu nháy đơn '...'"),
        "en": ("a text may not begin with this character", "put it in quotes '...'"),
    },
    "yaml.indent": {
        "vi": ("dòng này thụt sai so với các dòng trên", "sửa số dấu cách ở đầu dòng cho thẳng cột"),
        "en": ("this line is indented wrongly", "line it up with its neighbours"),
    },
    "yaml.unclosed": {
        "vi": ("chưa đóng dấu nháy hoặc dấu ngoặc", "thêm dấu đóng: ' hoặc \" hoặc ] hoặc }}"),
        "en": ("a quote or bracket is not closed", "close it with ' or \" or ] or }}"),
    },
    "yaml.escape": {
        "vi": ("dấu \\ trong nháy kép không đúng quy tắc", "dùng dấu nháy đơn '...' thay cho nháy kép"),
        "en": ("a wrong \\ escape inside double quotes", "use single quotes '...'"),
    },
    "yaml.wrong": {
        "vi": ("không đúng cú pháp YAML ({problem})", "sửa lại dòng này theo mẫu"),
        "en": ("not well-formed YAML ({problem})", "mend this line after the form"),
    },
    "yaml.duplicate_key": {
        "vi": ("khoá “{key}” lặp lại (đã có ở dòng {first})", "xoá hoặc đổi tên một trong hai"),
        "en": ("the key “{key}” stands twice (first in line {first})", "delete or rename one of them"),
    },
    "yaml.bad_key": {
        "vi": ("khoá phải là một chữ đơn giản", "viết khoá dạng `ten: giá trị`"),
        "en": ("a key must be a plain word", "write `name: value`"),
    },
    "yaml.tag": {
        "vi": ("không dùng nhãn kiểu “{tag}”", "xoá nhãn, chỉ giữ giá trị"),
        "en": ("tags such as “{tag}” are not used here", "delete the tag, keep the value"),
    },
    "yaml.alias_unknown": {
        "vi": (
            "tham chiếu “*{name}” không có nơi định nghĩa trước nó",
            "đặt chữ trong dấu nháy, hoặc thêm “&{name}”",
        ),
        "en": ("“*{name}” refers to nothing above it", "put the text in quotes, or add “&{name}”"),
    },
    "yaml.alias_inside": {
        "vi": ("tham chiếu “*{name}” nằm trong chính nó", "bỏ tham chiếu này"),
        "en": ("“*{name}” refers to what it stands in", "delete this reference"),
    },
    "yaml.too_deep": {
        "vi": ("lồng nhau quá {limit} tầng", "viết phẳng hơn"),
        "en": ("nested deeper than {limit}", "write it flatter"),
    },
    "yaml.too_many": {
        "vi": ("quá {limit} giá trị trong một tệp", "chia thành nhiều tệp nhỏ hơn"),
        "en": ("more than {limit} values in one file", "split it into smaller files"),
    },
    "yaml.two_documents": {
        "vi": ("có hai tài liệu trong một tệp (dấu ---)", "tách thành hai tệp"),
        "en": ("two documents in one file (---)", "split them into two files"),
    },
    "key.unknown": {
        "vi": ("không có mục tên “{key}”", "chỉ dùng: {known}"),
        "en": ("there is no key “{key}”", "use only: {known}"),
    },
    "key.unknown_near": {
        "vi": ("không có mục tên “{key}”", "có phải ý bạn là “{near}”?"),
        "en": ("there is no key “{key}”", "did you mean “{near}”?"),
    },
    "key.missing": {
        "vi": ("thiếu mục “{key}”", "thêm dòng `{key}: ...`"),
        "en": ("the key “{key}” is missing", "add a line `{key}: ...`"),
    },
    "key.pattern": {
        "vi": ("khoá “{key}” không đúng dạng", "xem mẫu của mục này"),
        "en": ("the key “{key}” has a wrong form", "see the form of this part"),
    },
    "value.text": {
        "vi": ("chỗ này phải là một đoạn chữ", "viết chữ trên cùng dòng với khoá, trong dấu nháy nếu cần"),
        "en": ("a text is wanted here", "write it on the line of its key, in quotes if need be"),
    },
    "value.whole": {
        "vi": ("chỗ này phải là số nguyên", "viết một số như 1, 2, 3"),
        "en": ("a whole number is wanted here", "write a number such as 1, 2, 3"),
    },
    "value.number": {
        "vi": ("chỗ này phải là số", "viết một số như 50 hoặc 0.5"),
        "en": ("a number is wanted here", "write a number such as 50 or 0.5"),
    },
    "value.flag": {
        "vi": ("chỗ này phải là true hoặc false", "viết true (có) hoặc false (không)"),
        "en": ("true or false is wanted here", "write true or false"),
    },
    "value.list": {
        "vi": ("chỗ này phải là một danh sách", "viết dạng [a, b] hoặc mỗi dòng một mục bắt đầu bằng “- ”"),
        "en": ("a list is wanted here", "write [a, b], or one item a line after “- ”"),
    },
    "value.mapping": {
        "vi": ("chỗ này phải gồm các cặp `khoá: giá trị`", "viết mỗi cặp một dòng"),
        "en": ("pairs `key: value` are wanted here", "write one pair a line"),
    },
    "value.choice": {
        "vi": ("“{given}” không nằm trong các giá trị cho phép", "chọn một trong: {allowed}"),
        "en": ("“{given}” is not among the values allowed", "choose one of: {allowed}"),
    },
    "value.choice_near": {
        "vi": ("“{given}” không nằm trong các giá trị cho phép: {allowed}", "có phải ý bạn là “{near}”?"),
        "en": ("“{given}” is not among the values allowed: {allowed}", "did you mean “{near}”?"),
    },
    "value.at_least": {
        "vi": ("giá trị nhỏ hơn {limit}", "viết từ {limit} trở lên"),
        "en": ("the value is below {limit}", "write {limit} or more"),
    },
    "value.at_most": {
        "vi": ("giá trị lớn hơn {limit}", "viết không quá {limit}"),
        "en": ("the value is above {limit}", "write {limit} or less"),
    },
    "value.more_than": {
        "vi": ("giá trị phải lớn hơn {limit}", "viết số lớn hơn {limit}"),
        "en": ("the value must be above {limit}", "write more than {limit}"),
    },
    "value.less_than": {
        "vi": ("giá trị phải nhỏ hơn {limit}", "viết số nhỏ hơn {limit}"),
        "en": ("the value must be below {limit}", "write less than {limit}"),
    },
    "value.too_short": {
        "vi": ("cần ít nhất {limit} mục hoặc ký tự", "viết thêm"),
        "en": ("at least {limit} items or characters are wanted", "add some"),
    },
    "value.too_long": {
        "vi": ("nhiều hơn {limit} mục hoặc ký tự", "rút gọn lại"),
        "en": ("more than {limit} items or characters", "shorten it"),
    },
    "value.pattern": {
        "vi": ("“{given}” không đúng dạng", "viết theo mẫu {pattern}"),
        "en": ("“{given}” has a wrong form", "write it after the pattern {pattern}"),
    },
    "value.slug": {
        "vi": (
            "“{given}” không đúng dạng mã",
            "chỉ dùng chữ thường không dấu, số và dấu gạch ngang, như nq57-mt30-001",
        ),
        "en": (
            "“{given}” is not a code",
            "use lower-case letters without marks, digits and hyphens: nq57-mt30-001",
        ),
    },
    "value.duration": {
        "vi": ("“{given}” không phải khoảng thời gian", "viết số kèm đơn vị: 90s, 10m, 1h, 2d"),
        "en": ("“{given}” is not a duration", "write a number with its unit: 90s, 10m, 1h, 2d"),
    },
    "value.percentage": {
        "vi": ("“{given}” không phải tỷ lệ phần trăm", "viết từ 0% đến 100%, như 80%"),
        "en": ("“{given}” is not a percentage", "write 0% to 100%, such as 80%"),
    },
    "value.moment": {
        "vi": (
            "“{given}” không phải thời điểm trong tuần",
            "viết như 08:00, T2 10:00, Mon 10:00 hoặc next Mon 09:00",
        ),
        "en": ("“{given}” is not a moment of the week", "write 08:00, Mon 10:00 or next Mon 09:00"),
    },
    "value.date": {
        "vi": ("“{given}” không phải ngày có thật", "viết năm-tháng-ngày như 2025-07-07, hoặc 07/07/2025"),
        "en": ("“{given}” is not a date", "write 2025-07-07 or 07/07/2025"),
    },
    "value.local_time": {
        "vi": ("“{given}” không phải ngày giờ", "viết như 2025-07-07 10:00"),
        "en": ("“{given}” is not a date and time", "write it as 2025-07-07 10:00"),
    },
    "value.wrong": {
        "vi": ("giá trị không hợp lệ ({problem})", "xem mẫu của mục này"),
        "en": ("the value is not valid ({problem})", "see the form of this part"),
    },
}
