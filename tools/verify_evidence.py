#!/usr/bin/env python3
"""python3 verify_evidence.py BUNDLE.zip [RECEIPT]: check quizbot's evidence; Python 3.11, nothing else.

Every line is a check: ĐẠT (holds), SAI (fails, with the place), CHƯA KIỂM (not done again here).
Exit code 0: everything holds; 1: something fails; 3: nothing fails, but a rule is unknown to this file.
"""
import hashlib, hmac, json, math, re, sys, unicodedata as uni, zipfile, zlib
from collections import Counter, defaultdict
from datetime import datetime, timedelta
from decimal import Decimal
from fractions import Fraction
from itertools import zip_longest
ZERO, SECOND, NEVER, VOWELS, when = timedelta(0), timedelta(seconds=1), 10**12, "aăâeêioôơuưy", datetime.fromisoformat
BROKEN = (zipfile.BadZipFile, zlib.error, ValueError, OSError, EOFError, LookupError, RuntimeError, TypeError,
          AttributeError, ArithmeticError)
ONE_FORM = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)
FORM = re.compile(r"README\.txt|verify_evidence\.py|(contest|rules|commitments)\.json|boards/units\.json"
                  r"|(questions|people|units|corrections|essays|prizes)\.jsonl|(log/\d+|boards/(\d+|contest))\.jsonl")
ALIKE = {ord(ch): to for many, to in (("“”„‟«»″", '"'), ("‘’‚‛ʼ`´′", "'"), ("‐‑‒–—―−", "-")) for ch in many}
def sha(data): return hashlib.sha256(data).hexdigest()
def canon(value): return ONE_FORM.encode(value).encode()
def leaf(data): return hashlib.sha256(b"\0" + data).digest()
def tag(secret, text): return hmac.new(secret.encode(), text.encode(), hashlib.sha256).hexdigest()
def strict(data):
    """JSON in its one form: no name twice, no NaN, no other spelling of the same."""
    if canon(value := json.loads(data)) != data.removesuffix(b"\n"): raise ValueError(f"sai dạng chuẩn: {data[:40]!r}")
    return value
BEYOND = {"rank": "whole best_of", "paper": "extra essays prediction_of prediction_over", "who": "blocks", "rounds": "trial"}
class Unknown(Exception): """A rule that this file cannot do again."""
def root(level):
    """The Merkle root of RFC 6962: pair by pair; a last one without partner moves up as it is."""
    while len(level) > 1:
        pairs = [hashlib.sha256(b"\1" + a + b).digest() for a, b in zip(level[::2], level[1::2], strict=False)]
        level = pairs + level[len(pairs) * 2 :]
    return level[0].hex() if level else sha(b"")
# --- short texts: marks count; case, spaces, kinds of quotes and the place of the tone do not ---
def folded(text):
    apart = " ".join(uni.normalize("NFKD", uni.normalize("NFKD", w).casefold()) for w in text.split())
    kept = (ch for ch in apart if not uni.combining(ch) and uni.category(ch) != "Cf")
    plain = ("d" if c in "đĐ" else " " if uni.category(c)[0] in "PZC" and c not in "%‰" else c for c in kept)
    return " ".join("".join(plain).split()).replace(" %", "%")
def toned(found):
    apart, c = uni.normalize("NFD", found[0]), rf"[^\W\d_{VOWELS}]*"
    tones = [ch for ch in apart if ch in "\u0300\u0301\u0303\u0309\u0323"]
    bare = uni.normalize("NFC", "".join(ch for ch in apart if ch not in tones))
    parts = re.fullmatch(rf"(qu(?=[{VOWELS}])|gi(?=[{VOWELS}])|{c})([{VOWELS}]{{1,3}})({c})", bare)
    if len(tones) != 1 or not parts: return found[0]
    head, vowels, tail = parts.groups()
    shaped = [at for at, ch in enumerate(vowels) if ch in "ăâêôơư"] or [len(vowels) - 1 if tail else len(vowels) // 3]
    return uni.normalize("NFC", head + vowels[: shaped[-1] + 1] + tones[0] + vowels[shaped[-1] + 1 :] + tail)
def normal(text):
    words = []
    for word in text.split():
        seen = "".join(ch for ch in uni.normalize("NFKC", word) if uni.category(ch) != "Cf")
        words.append(re.sub(r"[^\W\d_]+", toned, uni.normalize("NFKC", seen.translate(ALIKE).casefold())))
    spaced = re.sub(r"\s*-\s*", "-", " ".join(" ".join(words).split())).replace(" %", "%")
    return uni.normalize("NFC", spaced.strip(" .,;:!?\"'"))
def mark(q, given, key):
    """Whether an answer is right, and the share of the whole it earns."""
    kind, options = q.get("kind", "single"), [o["key"] for o in q.get("options", [])]
    one, chosen, wanted = len(given) == 1, set(given), set(key)
    right, share = given == key, None
    if kind in ("single", "true_false"): ok = one and given[0] in options
    elif kind == "multiple":
        ok, right = given and given == sorted(chosen) and chosen <= set(options), chosen == wanted
        share = Fraction(max(0, len(chosen & wanted) - len(chosen - wanted)), len(wanted))
    elif kind == "order":
        ok = sorted(given) == sorted(options)
        share = Fraction(sum(a == b for a, b in zip(given, key, strict=False)), len(key))
    elif kind == "match":
        ok, right = sorted(g[:1] for g in given) == sorted(options) and given == sorted(given), chosen == wanted
        share = Fraction(len(chosen & wanted), len(key))
    elif kind == "number":
        ok = one and re.fullmatch(r"-?[0-9]{1,15}(\.[0-9]{1,6})?", given[0])
        right = bool(ok) and abs(Decimal(given[0]) - Decimal(key[0])) <= Decimal(q.get("tolerance", "0"))
    elif kind == "short_text":
        ok, right = one and given[0], normal(given[0]) in map(normal, key)
        plain = not any(ch in "đĐ" or uni.combining(ch) for ch in uni.normalize("NFD", given[0]))
        right = right or (plain and folded(given[0]) in map(folded, key))
    elif kind == "prediction": ok, right = one and re.fullmatch(r"[0-9]{1,12}", given[0]), False
    else: raise Unknown(f"dạng câu hỏi {kind}")
    if not ok: raise ValueError(f"no answer to a question of kind {kind}")
    return right, Fraction(right) if share is None else share
def points(rule, right, share, weight):
    known = {"right_answers": int(right), "weighted": weight * right, "negative": (4 if right else -1) * weight,
             "partial": math.ceil((1 if right else share) * weight * 100 - Fraction(1, 2))}
    if rule not in known: raise Unknown(f"cách tính điểm {rule}")
    return known[rule]
class Bundle:
    def __init__(self, archive):
        self.rows = lambda name: (line.removesuffix(b"\n") for line in archive.open(name))
        page = lambda name: strict(archive.read(name))  # noqa: E731
        def table(name, by):
            rows = [*map(strict, self.rows(name))]
            if len(made := {row[by]: row for row in rows}) != len(rows): raise ValueError(f"{name}: hai dòng một {by}")
            return made
        self.contest, self.rules, self.bound = page("contest.json"), page("rules.json"), page("commitments.json")
        self.questions, self.people = table("questions.jsonl", "hash"), table("people.jsonl", "person")
        self.units, said = table("units.jsonl", "unit"), list(table("corrections.jsonl", "number").values())
        undone = {each["undoes"] for each in said if each["kind"] == "undo"}
        known = {"regrade", "void", "disqualify", "extend", "outage", "no_outage", "override", "undo", "enter", "withdraw"}
        self.strange, self.any = {each["kind"] for each in said} - known, bool(said)
        self.active = [each for each in said if each["kind"] != "undo" and each["number"] not in undone]
        rank, tries = self.rules.get("rank", {}), self.rules.get("attempts", {})
        self.score, self.counted = rank.get("score", "right_answers"), tries.get("counted", "best_then_earliest")
        self.ties, self.whole = rank.get("ties", ["duration", "submitted_at", "lot"]), tries.get("complete_only")
        self.log, self.first, self.known = lambda number: self.rows(f"log/{number:04}.jsonl"), {}, {}
    def known_only(self, *parts):
        names = [(part, name) for part in parts for name in BEYOND[part].split() if name in self.rules.get(part, {})]
        if names: raise Unknown("mục " + ", ".join(map(".".join, names)) + " của thể lệ")
    def said(self, number, *kinds):
        return [c for c in self.active if c["kind"] in kinds and c.get("round_number") in (None, number)]
    def check_rules(self):
        made = self.bound["made"]
        first = min(when(page["opens"]) for page in self.contest["rounds"])
        bind = lambda nonce, value: sha(self.bound[nonce].encode() + b"\n" + canon(value))  # noqa: E731
        wrong = {"khác mã thể lệ đã ghim":
                     (sha(canon(self.rules)), self.rules["id"]) != (self.contest["rules_hash"], self.contest["contest"]),
                 "thể lệ khác cam kết": bind("rules_nonce", self.rules) != made[-1]["rules"],
                 "số bí mật rút đề khác cam kết": {each["draw"] for each in made} != {bind("draw_nonce", self.bound["draw_secret"])},
                 "cam kết sau khi mở": when(made[0]["at"]) > first}
        return [f"commitments.json, rules.json: {text}" for text, found in wrong.items() if found]
    def check_questions(self):
        known = {}
        for made in self.bound["made"]:
            roots = [root([bytes.fromhex(pair[at]) for pair in made["leaves"]]) for at in (0, 1)]
            if roots != [made["bank"], made["key"]]:
                yield f"commitments.json {made['number']}: gốc của câu hỏi hoặc đáp án sai"
            known = {**{tuple(pair): when(made["at"]) for pair in made["leaves"]}, **known}
        for told, row in self.questions.items():
            q = row["question"]
            sides = [[[o["key"], o["text"]] for o in q.get(side, [])] for side in ("options", "targets")]
            seen, key = [q["id"], q.get("kind", "single"), q["ask"], *sides], [q["key"], q.get("tolerance", "0")]
            leaves = seen, [q["id"], told, *key, q.get("weight", 1)]
            pair = tuple(leaf(row["nonce"].encode() + b"\n" + canon(each)).hex() for each in leaves)
            if sha(canon([*seen, *key])) != told or pair not in known:
                yield f"questions.jsonl {q['id']}: khác mã băm hoặc không có trong cam kết"
            elif known[pair] > self.first.get(told, known[pair]): yield f"questions.jsonl {q['id']}: cam kết muộn"
    def check_log(self):
        self.known_only("paper")
        for page in self.contest["rounds"]:
            number, last, twice, leaves = page["number"], 0, set(), []
            name, seal = f"log/{number:04}.jsonl", page["seals"][-1] if page["seals"] else {"size": 0, "root": sha(b"")}
            for at, line in enumerate(self.log(number), 1):
                leaves.append(leaf(line))
                a = strict(line)
                (about, _, told), who = a["seed"].rpartition("/"), (a["person"], a["number"])
                if tag(self.bound["draw_secret"], about)[:32] != told or about.split("/")[0] != str(number):
                    yield f"{name}:{at}: đề không do số bí mật đã cam kết"
                if a["attempt"] <= last or who in twice or a["round"] != number:
                    yield f"{name}:{at}: sai dạng, sai thứ tự hoặc ghi hai lần"
                last, start, before = a["attempt"], when(a["started"]), -1
                twice.add(who)
                for _, shown, _, _ in a["paper"]:
                    self.first[shown] = min(start, self.first.get(shown, start))
                for position, given, right, worth, received in a["answers"]:
                    if not start <= when(received) < when(a["deadline"]) or position <= before:
                        yield f"{name}:{at} #{position + 1}: ngoài thời gian hoặc sai thứ tự"
                    before = position
                    if self.worth(a["paper"][position][1], given) != (right, worth):
                        yield f"{name}:{at} #{position + 1}: chấm khác"
            if [seal["size"], seal["root"]] != [len(leaves), root(leaves)]: yield f"{name}: khác dấu niêm phong"
    def worth(self, shown, given, key=None):
        at = shown, tuple(given), None if key is None else tuple(key)
        if at not in self.known:
            q = self.questions[shown]["question"]
            right, share = mark(q, given, q["key"] if key is None else key)
            self.known[at] = right, points(self.score, right, share, q.get("weight", 1))
        return self.known[at]
    def figures(self, a, rulings):
        """Asked, answered, right, points of an attempt, with what was said of its questions since."""
        answers, total = {at: rest for at, *rest, _ in a["answers"]}, [0, 0, 0, 0]
        for at, (name, shown, _, _) in enumerate(a["paper"]):
            (given, right, worth), ruling = answers.get(at, (None, False, 0)), rulings.get(name, {})
            policy = "drop" if ruling.get("kind") == "void" else ruling.get("policy")
            if policy == "drop": continue
            if policy == "give-all":
                weight = self.questions[shown]["question"].get("weight", 1)
                right, worth = True, points(self.score, True, Fraction(1), weight)
            elif policy == "rekey" and given is not None: right, worth = self.worth(shown, given, ruling["key"])
            elif policy not in (None, "rekey"): raise Unknown(f"cách chấm lại {policy}")
            total = [x + y for x, y in zip(total, (1, given is not None, right, worth), strict=True)]
        return dict(zip(("asked", "answered", "right", "points"), total, strict=True))
    def results(self, page):
        """What everybody's attempts of a round came to, with the corrections in force."""
        number, found, removed = page["number"], defaultdict(list), []
        rulings = {c["question_id"]: c for c in self.said(number, "regrade", "void") if c.get("question_id")}
        for start, end in sorted((when(c["starts_at"]), when(c["ends_at"])) for c in self.said(number, "outage")):
            if removed and start <= removed[-1][1]: removed[-1] = (removed[-1][0], max(end, removed[-1][1]))
            else: removed.append((start, end))
        def own(a, b):
            away = sum((max(ZERO, min(b, y) - max(a, x)) for x, y in removed), ZERO)
            return max(ZERO, b - a - away) // SECOND
        own_time = self.said(number, "override")
        for a in map(json.loads, self.log(number)):
            times = [(when(page["opens"]), when(page["closes"]))]
            times += [(when(c["starts_at"]), when(c["ends_at"])) for c in own_time if c["person"] == a["person"]]
            start, deadline = when(a["started"]), when(a["deadline"])
            end = when(a["submitted"]) if a["submitted"] else deadline
            if not self.any or any(x <= start < y for x, y in times):
                spent = {"duration": own(start, min(end, deadline)), "submitted": own(times[-1][0], end)}
                spent |= {"attempt": a["number"], "prediction": a["prediction"]} | self.figures(a, rulings)
                found[a["person"]].append(spent)
        return found
    def choose(self, made):
        able = [r for r in made if not self.whole or r["answered"] >= r["asked"]]
        ways = {"first": "attempt", "last": "-attempt", "best": "-points duration attempt", "best_then_earliest": "-points attempt"}
        if self.counted not in ways: raise Unknown(f"lượt được tính {self.counted}")
        key = lambda r: [-r[n[1:]] if n[0] == "-" else r[n] for n in ways[self.counted].split()]  # noqa: E731
        return {**min(able, key=key), "attempts": len(made)} if able else None
    def boards(self):
        """Every board again: of each round, and of the whole contest."""
        seasons, asked, _ = defaultdict(list), self.rules["paper"].get("prediction", "none"), self.known_only(*BEYOND)
        if self.strange or asked not in ("none", "participants", "perfect_papers"): raise Unknown(f"điều chỉnh {self.strange}, dự đoán {asked}")
        for page in self.contest["rounds"]:
            number, made, board = page["number"], self.results(page), []
            out, void = {c["person"] for c in self.said(number, "disqualify")}, any(not c.get("question_id") for c in self.said(number, "void"))
            perfect = {p for p, rs in made.items() if any(r["asked"] and r["right"] == r["asked"] for r in rs)}
            truth = len((perfect if asked == "perfect_papers" else set(made)) - out)
            for person, results in made.items():
                status, (unit, member) = self.people[person]["status"], self.people[person]["units"][str(number)]
                stands = not void and person not in out and (status == "active" or (status == "left" and member))
                if stands and (best := self.choose(results)):
                    board.append({**best, "person": person, "unit": unit})
                    seasons[person].append(board[-1])
            args = board, truth if page["closed"] and asked != "none" else None, str(page["id"])
            yield f"boards/{number:04}.jsonl", self.placed(*args)
        sums = ("attempts", "points", "right", "asked", "answered", "duration", "submitted")
        whole = [{**rs[-1], "attempt": 0, "prediction": None, **{n: sum(r[n] for r in rs) for n in sums}} for rs in seasons.values()]
        single = len(self.contest["rounds"]) == 1 and "prediction" in self.ties
        yield "boards/contest.jsonl", self.placed(*args) if single else self.placed(whole, None, "")
    def placed(self, board, truth, round_text):
        keyed, beacon, brackets = [], self.contest["beacon"], self.rules.get("who", {}).get("brackets")
        for r in board:
            roster, p = self.people[r["person"]].get("roster"), r["prediction"]
            far = 0 if truth is None else NEVER if p is None else min(NEVER, abs(p - truth))
            drawn = int(tag(beacon, f"{round_text}‖{roster}")[:16], 16) >> 1 if beacon and roster else 0
            steps = {"prediction": far, "duration": r["duration"], "submitted_at": r["submitted"], "lot": drawn,
                     "attempts": r["attempts"], "right": -r["right"]}
            if strange := set(self.ties) - set(steps): raise Unknown(f"tiêu chí phụ {strange}")
            told = [None if name == "lot" and beacon and not roster else steps[name] for name in self.ties]
            bracket = self.units[r["unit"]]["kind"] if brackets == "by-unit-type" else ""
            key = (-r["points"], *(steps[name] for name in self.ties))
            keyed.append((key, r["person"], {**r, "bracket": bracket, "ties": told}))
        shared = Counter(key[: (*self.ties, "lot").index("lot") + 1] for key, _, _ in keyed)
        lines, before, place = [], None, 0
        for at, (key, _, line) in enumerate(sorted(keyed, key=lambda each: each[:2]), 1):
            if None in line["ties"] and shared[key[: self.ties.index("lot") + 1]] > 1:
                raise ValueError(f"lots decide on {line['person']} and no roster code is told")
            place, before = place if key == before else at, key
            lines.append(canon({**line, "place": place}))
        return lines
    def check_boards(self):
        for name, lines in self.boards():
            pairs = enumerate(zip_longest(self.rows(name), lines), 1)
            yield from (f"{name}:{at}: tính lại ra khác" for at, (one, other) in pairs if one != other)
def frame(path):
    """Whether every byte is as written: the comment seals the file, the manifest each member."""
    with open(path, "rb") as file: data = file.read()
    with zipfile.ZipFile(path) as archive:
        files = json.loads(archive.read("manifest.json"))["files"]
        if Counter(archive.namelist()) != Counter([*files, "manifest.json"]): yield "manifest.json: thừa hoặc thiếu tệp"
        for name, told in files.items():
            if not FORM.fullmatch(name): yield f"{name}: tệp lạ, không thuộc dạng của gói"
            try:
                if hashlib.file_digest(archive.open(name), "sha256").hexdigest() != told: yield f"{name}: đã bị thay đổi"
            except BROKEN as fault: yield f"{name}: không đọc được ({fault})"
    if sha(data[:-64]).encode() != data[-64:]: yield "zip: có byte bị thay đổi"
def check(name, faults):
    """Print what a check found; gives 0, 1 (it fails) or 3 (a rule is unknown)."""
    wrong, code, said = [], 0, "ĐẠT"
    try:
        for each in faults(): wrong.append(each)
    except Unknown as unknown: said, code = f"CHƯA KIỂM (chương trình này không biết {unknown})", 3
    except BROKEN as fault: wrong.append(f"{type(fault).__name__}: {fault}")
    print(("SAI" if wrong else said) + "  " + name, *wrong[:20], sep="\n       ")
    return 1 if wrong else code
def main(path, receipt=""):
    made = []
    if check("tệp: mọi byte đúng như khi xuất", lambda: frame(path)): return 1
    with zipfile.ZipFile(path) as archive:
        if check("dạng của gói", lambda: made.append(Bundle(archive)) or []): return 1
        b = made[0]
        codes = [check("nhật ký: niêm phong, đề, từng câu chấm", b.check_log),
                 check("thể lệ và số rút đề: đúng cam kết", b.check_rules),
                 check("câu hỏi và đáp án: đúng cam kết", b.check_questions),
                 check("bảng xếp hạng cá nhân: tính lại từng dòng", b.check_boards)]
        wanted = re.sub("[^0-9a-f]", "", receipt.split("/")[0].lower()).ljust(16, "-")
        lines = (line for page in b.contest["rounds"] if receipt for line in b.log(page["number"]))
        found = [line.decode() for line in lines if leaf(line).hex().startswith(wanted)]
        public = [f"{name:<5} {m[name]}" for m in b.bound["made"] for name in ("rules", "bank", "key", "draw")]
        seals = [(page["number"], seal) for page in b.contest["rounds"] for seal in page["seals"]]
        public += [f"vòng {number} {seal['root']}" for number, seal in seals if seal["size"]]
        public += [f"({sum(not seal['size'] for _, seal in seals)} vòng không có lượt thi nào)", f"gói   {sha(archive.read('manifest.json'))}"]
    print("CHƯA KIỂM  bảng xếp hạng đơn vị (boards/units.json), giải (prizes.jsonl): dùng quizbot verify")
    print("Đã công bố (hãy so với mã cơ quan đã công bố):", *public, sep="\n  ")
    if receipt: codes.append(check("biên nhận: có trong nhật ký", lambda: [] if found else [receipt]))
    print(*found, sep="\n", end="\n" if found else "")
    return 1 if 1 in codes else max(codes)
if __name__ == "__main__": sys.exit(main(*sys.argv[1:3]) if len(sys.argv) > 1 else __doc__)
