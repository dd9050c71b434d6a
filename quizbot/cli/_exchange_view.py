"""What `quizbot bank import` and `export` print."""

import json
from collections import Counter
from collections.abc import Iterable, Sequence

from quizbot.bank.exchange.values import Exported, Found, Imported, Problem
from quizbot.bank.intake.plan import Plan, Step
from quizbot.bank.intake.wording import NAMES, answer, shown

WHAT_IS_MISSING = "Chưa ghi gì. Để nhập vào ngân hàng, thêm: --document (văn bản), --topic (chủ đề), --section (mục được dẫn)."
_WIDTH = 66


def understood(imported: Imported, *, file: str, title: str) -> str:
    """Say what was understood of a file, question by question."""
    places = max((len(each.place) for each in imported.found), default=0)
    lines = [
        f"{file} · {title}: hiểu {len(imported.found)} câu, không lấy được {len(imported.problems)} câu",
        *(f"  {each.place.ljust(places)}  {_found(each)}" for each in imported.found),
    ]
    lines += _remarks(imported)
    lines += _problems(imported.problems)
    return "\n".join(lines)


def planned(made: Plan, *, target: str, shown: int) -> str:
    """Say what would be done; `shown` problems were told before."""
    counts = Counter(step.action for step in made.steps)
    lines = [
        "",
        f"So với {target}: {counts['new']} câu mới, {counts['changed']} câu sửa, "
        f"{counts['key_changed']} câu đổi đáp án, {counts['unchanged']} câu không đổi, "
        f"{counts['elsewhere']} câu đã có ở tệp khác",
    ]
    lines += [f"  đã có: {step.question.id} ({step.found.place})" for step in made.of("elsewhere")]
    for step in made.of("changed", "key_changed"):
        lines += _difference(step)
    lines += [f"  không còn trong tệp, vẫn giữ: {id_}" for id_ in made.gone]
    return "\n".join([*lines, *_problems(made.problems[shown:])])


def exported(written: Exported, *, chosen: int, out: str) -> str:
    """Say what was written and what was lost."""
    left_out = [loss for loss in written.losses if loss.whole]
    lines = [f"Đã ghi {chosen - len(left_out)} trong {chosen} câu vào {out}."]
    if written.losses:
        lines.append("Không mang theo được:")
    for what, count in Counter(loss.what for loss in written.losses if not loss.whole).most_common():
        lines.append(f"  {what}: {count} câu")
    for what in dict.fromkeys(loss.what for loss in left_out):
        ids = [loss.question for loss in left_out if loss.what == what]
        lines.append(f"  bỏ cả câu ({what}): {', '.join(ids)}")
    return "\n".join(lines)


def as_json(imported: Imported, *, format_: str, sha256: str) -> str:
    """Give the same as data."""
    return json.dumps(
        {
            "format": format_,
            "sha256": sha256,
            "found": [_data(each) for each in imported.found],
            "problems": [
                {"place": each.place, "about": each.about, "what": each.what, "fix": each.fix}
                for each in imported.problems
            ],
            "remarks": [{"place": each.place, "what": each.what} for each in imported.remarks],
        },
        ensure_ascii=False,
        indent=2,
    )


def _data(found: Found) -> dict[str, object]:
    return {
        "place": found.place, "kind": found.kind, "ask": found.ask,
        "options": {option.key: option.text for option in found.options},
        "targets": {target.key: target.text for target in found.targets},
        "key": list(found.key), "tolerance": str(found.tolerance), "explain": found.explain,
        "confidence": round(found.confidence, 2), "key_found": list(found.key_found),
        "doubts": list(found.doubts),
    }  # fmt: skip


def _found(found: Found) -> str:
    signals = ", ".join(found.key_found)
    doubts = "".join(f"\n      ! {doubt}" for doubt in found.doubts)
    right = answer(found)
    return f"{round(100 * found.confidence):3d} %  {_short(found.ask, _WIDTH)}\n      → {_short(right, _WIDTH)} ({signals}){doubts}"


def _remarks(imported: Imported) -> list[str]:
    grouped: dict[str, list[str]] = {}
    for each in imported.remarks:
        grouped.setdefault(each.what, []).append(each.place)
    if not grouped:
        return []
    return ["Ghi chú:", *(f"  {what} ({_places(places)})" for what, places in grouped.items())]


def _places(places: Sequence[str]) -> str:
    few = ", ".join(places[:_FEW])
    return few if len(places) <= _FEW else f"{few} và {len(places) - _FEW} chỗ nữa"


def _problems(problems: Iterable[Problem]) -> list[str]:
    lines = [
        f"  {each.place}: {each.about + ': ' if each.about else ''}{each.what}; cách sửa: {each.fix}"
        for each in problems
    ]
    return ["KHÔNG LẤY ĐƯỢC (những câu khác không bị ảnh hưởng):", *lines] if lines else []


def _difference(step: Step) -> list[str]:
    before = step.before or step.question
    mark = "ĐỔI ĐÁP ÁN" if step.action == "key_changed" else "sửa"
    lines = [f"  {mark}: {step.question.id} ({step.found.place})"]
    for name in step.fields:
        lines.append(f"    - {NAMES[name]}: {shown(before, name)}")
        lines.append(f"    + {NAMES[name]}: {shown(step.question, name)}")
    return lines


def _short(text: str, most: int) -> str:
    plain = " ".join(text.split())
    return plain if len(plain) <= most else plain[: most - 1] + "…"


_FEW = 3
