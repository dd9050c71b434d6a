"""The figures of a bank as one page that needs nothing else: a heat map over each document's outline."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from html import escape

from quizbot.bank.readings import reading_of
from quizbot.bank.review import BankReview
from quizbot.bank.reviewing import VERDICTS
from quizbot.bank.stats import Table, coverage, key_positions, kinds
from quizbot.bank.values import Document, LoadedBank

_KINDS = {
    "single": "một đáp án", "multiple": "nhiều đáp án", "true_false": "đúng/sai", "number": "số",
    "order": "sắp xếp", "short_text": "điền chữ", "match": "ghép",
}  # fmt: skip
_LEVELS = ("Nhớ", "Hiểu", "Vận dụng")
_STATES = {"draft": "nháp", "reviewed": "đã duyệt", "retired": "thôi dùng"}
_STYLE = """
:root{color-scheme:light;--ink:#16212e;--soft:#51606f;--line:#d5dde6}
body{margin:2rem auto;max-width:64rem;padding:0 1rem;color:var(--ink);font:1rem/1.5 system-ui,"Segoe UI",Roboto,"Noto Sans",Arial,sans-serif}
h1{font-size:1.5rem}h2{font-size:1.15rem;margin:2rem 0 .5rem}p{margin:.3rem 0}
table{border-collapse:collapse;width:100%;font-variant-numeric:tabular-nums}
th,td{padding:.3rem .6rem;border:1px solid var(--line);text-align:right;vertical-align:top}
th{background:#f1f4f8;font-weight:600}th:nth-child(-n+2),td:nth-child(-n+2){text-align:left}
td.none{background:#fdeae8;color:#a3201b;font-weight:600}
.soft{color:var(--soft)}.narrow{width:auto}
@media print{body{margin:0}h2{break-after:avoid}tr{break-inside:avoid}}
"""


def stats_page(review: BankReview) -> str:
    """Draw the page; the same bank gives the same bytes."""
    bank = review.bank
    used = [each for each in bank.questions if each.status != "retired"]
    body = [
        f"<h1>Ngân hàng câu hỏi: {len(used)} câu đang dùng</h1>",
        f'<p class="soft">Phiên bản {bank.hash[:12]} · {len(bank.facts)} dữ kiện · '
        f"{len(review.errors)} lỗi, {len(review.warnings)} cảnh báo khi kiểm tra</p>",
        *_heat_maps(bank),
        *_unasked(bank),
        "<h2>Loại câu</h2>",
        *_kinds(kinds(bank)),
        "<h2>Vị trí đáp án (câu một đáp án)</h2>",
        *_positions(key_positions(bank)),
        "<h2>Duyệt: người thứ hai đọc mù</h2>",
        *_readings(bank),
        *_findings(review),
    ]
    return (
        '<!doctype html>\n<html lang="vi">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>Ngân hàng câu hỏi</title>\n<style>{_STYLE}</style>\n</head>\n<body>\n"
        + "\n".join(body)
        + "\n</body>\n</html>\n"
    )


def _heat_maps(bank: LoadedBank) -> Iterator[str]:
    rows = coverage(bank).rows
    most = max((int(cell) for row in rows for cell in row[3:6]), default=0)
    for key, document in bank.documents.items():
        mine = [row for row in rows if row[0] == key]
        yield f"<h2>{escape(_name(document))}</h2>"
        yield from _table(
            ("Mục", "Nội dung", *_LEVELS, "Tổng", "Dữ kiện đã hỏi"),
            (
                [
                    _cell(row[1]),
                    _cell(row[2]),
                    *(_heat(int(count), most) for count in row[3:6]),
                    _cell(row[6], none=not row[6]),
                    _cell(f"{row[7]}/{row[8]}", none=bool(row[8]) and not row[7]),
                ]
                for row in mine
            ),
        )
        levels = [sum(int(row[3 + level]) for row in mine) for level in range(3)]
        total = sum(levels)
        shares = " · ".join(
            f"{name} {count} ({_percent(count, total)})" for name, count in zip(_LEVELS, levels, strict=True)
        )
        yield f'<p class="soft">Cộng {total} câu: {shares}</p>'


def _unasked(bank: LoadedBank) -> Iterator[str]:
    asked = {name for each in bank.questions if each.status != "retired" for name in each.cite.facts}
    left = [fact for id_, fact in bank.facts.items() if id_ not in asked]
    if left:
        yield f"<h2>Dữ kiện chưa câu nào hỏi ({len(left)})</h2>"
        yield "<ul>"
        yield from (f"<li><b>{escape(fact.id)}</b> {escape(fact.fact)}</li>" for fact in left)
        yield "</ul>"


def _kinds(table: Table) -> Iterator[str]:
    rows = [
        [_cell(row[0]), _cell(_KINDS[str(row[1])]), *(_cell(cell) for cell in row[2:])] for row in table.rows
    ]
    yield from _table(("Văn bản", "Loại", *_LEVELS, "Tổng"), rows, narrow=True)


def _positions(table: Table) -> Iterator[str]:
    rows = [[_cell(row[0]), _cell(row[1]), _cell(row[2]), _cell(f"{row[3]} %")] for row in table.rows]
    yield from _table(("Văn bản", "Đáp án", "Số câu", "Tỷ lệ"), rows, narrow=True)


def _readings(bank: LoadedBank) -> Iterator[str]:
    states = Counter((each.document, each.status) for each in bank.questions)
    rows = [[_cell(key), *(_cell(states[key, state]) for state in _STATES)] for key in bank.documents]
    yield from _table(("Văn bản", *(name.capitalize() for name in _STATES.values())), rows, narrow=True)
    made = [each for readings in bank.readings.values() for each in readings]
    if not made:
        yield "<p>Chưa có lượt đọc nào.</p>"
        return
    current = [each for each in (reading_of(bank.readings, one) for one in bank.questions) if each]
    disagreed = sum(not each.agrees for each in made)
    yield (
        f"<p>{len(made)} lượt đọc của {len({each.reader for each in made})} người; {disagreed} lượt chọn khác "
        f"đáp án. {len(current)} câu còn nguyên như khi được đọc.</p>"
    )
    verdicts = Counter(each.verdict for each in made)
    yield "<ul>"
    yield from (f"<li>{escape(text)}: {verdicts[name]} lượt</li>" for name, text in VERDICTS.items())
    yield "</ul>"


def _findings(review: BankReview) -> Iterator[str]:
    if not review.findings:
        return
    yield f"<h2>Cần xem lại ({len(review.findings)})</h2>"
    yield "<ul>"
    yield from (f"<li>{escape(str(each.in_language('vi')))}</li>" for each in review.findings)
    yield "</ul>"


def _table(heads: Sequence[str], rows: Iterable[Sequence[str]], *, narrow: bool = False) -> Iterator[str]:
    yield '<table class="narrow">' if narrow else "<table>"
    yield "<tr>" + "".join(f'<th scope="col">{escape(head)}</th>' for head in heads) + "</tr>"
    yield from ("<tr>" + "".join(row) + "</tr>" for row in rows)
    yield "</table>"


def _cell(value: object, *, none: bool = False) -> str:
    tag = '<td class="none">' if none else "<td>"
    return f"{tag}{escape(str(value))}</td>"


def _heat(count: int, most: int) -> str:
    """Shade a cell by its share of the fullest one; ink stays dark enough to read on every shade."""
    share = count / most if most else 0.0
    return f'<td style="background:rgba(18,78,140,{0.55 * share:.2f})">{count or "–"}</td>'


def _name(document: Document) -> str:
    return f"{document.number} · {document.title}"


def _percent(count: int, total: int) -> str:
    return f"{100 * count / total:.0f} %" if total else "–"
