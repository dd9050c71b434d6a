"""The page of personal codes that HR prints, cuts and hands out: one slip a person, grouped by unit."""

from collections.abc import Sequence
from html import escape
from itertools import groupby

import segno

from quizbot.core.vietnamese import name_key
from quizbot.usecases.people import Slip

_STYLE = """\
@page { size: A4; margin: 10mm }
* { box-sizing: border-box }
body { font: 11pt/1.35 "Times New Roman", "Liberation Serif", serif; color: #000; margin: 0 }
h1 { font-size: 14pt; margin: 0 0 2mm }
h2 { font-size: 13pt; margin: 0 0 3mm }
section { break-after: page }
section:last-child { break-after: auto }
.slips { display: grid; grid-template-columns: 1fr 1fr; gap: 0 }
.slip { display: flex; gap: 4mm; align-items: center; border: 1px dashed #777; padding: 4mm; min-height: 42mm;
  break-inside: avoid }
.slip svg { width: 30mm; height: 30mm; flex: none }
.name { font-weight: bold; font-size: 12.5pt }
.code { font: bold 17pt/1.4 "Courier New", "Liberation Mono", monospace; letter-spacing: .06em; white-space: nowrap }
.link { font-size: 9pt; overflow-wrap: anywhere }
.note { margin: 0 0 6mm }
@media print { .screen { display: none } }
@media screen { body { max-width: 210mm; margin: 6mm auto; padding: 0 4mm } }
"""


def code_link(base_url: str, code: str) -> str:
    """Give the link that opens the chat with a personal code; empty without an address."""
    return f"{base_url.rstrip('/')}/?code={code}" if base_url else ""


def by_unit(slips: Sequence[Slip]) -> list[Slip]:
    """Sort slips by unit, then as Vietnamese lists sort people."""
    return sorted(slips, key=lambda slip: (slip.unit, name_key(slip.name), slip.code))


def slips_page(slips: Sequence[Slip], *, office: str, base_url: str) -> str:
    """Make the page, complete in itself: no script, no outside request, QR codes drawn inside.

    Args:
        slips: of all people.
        office: stands on each slip.
        base_url: where people reach the web chat; empty leaves links and QR codes out.
    """
    sections = []
    for unit, group in groupby(by_unit(slips), key=lambda slip: slip.unit):
        shown = "\n".join(_slip(slip, office=office, base_url=base_url) for slip in group)
        sections.append(
            f'<section>\n<h2>{escape(unit)}</h2>\n<div class="slips">\n{shown}\n</div>\n</section>'
        )
    body = "\n".join(sections)
    return f"""\
<!DOCTYPE html>
<html lang="vi">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>Phiếu mã cá nhân</title>
<style>
{_STYLE}</style>
</head>
<body>
<div class="screen">
<h1>Phiếu mã cá nhân – {escape(office)}</h1>
<p class="note">In ra (Ctrl+P, giấy A4), cắt theo đường kẻ, đưa tận tay từng người. Mỗi phiếu chỉ dùng cho một người;
in xong hãy xoá tệp này. Mất phiếu: cấp mã mới, mã cũ hết hiệu lực ngay.</p>
</div>
{body}
</body>
</html>
"""


def _slip(slip: Slip, *, office: str, base_url: str) -> str:
    link = code_link(base_url, slip.personal_code)
    picture, shown = "", ""
    if link:
        picture = segno.make(link, error="m", micro=False).svg_inline(scale=3, omitsize=True, border=2)
        shown = f'<div class="link">Quét mã, hoặc mở {escape(base_url.rstrip("/"))} rồi gõ mã trên.</div>'
    return (
        f'<div class="slip">{picture}<div><div class="name">{escape(slip.name)}</div>'
        f"<div>Mã nhân sự: {escape(slip.code)}</div>"
        f'<div class="link">{escape(slip.unit)}</div>'
        f'<div class="code">{escape(slip.personal_code)}</div>{shown}'
        f'<div class="link">{escape(office)}. Không cho người khác mượn mã này.</div></div></div>'
    )
