#!/usr/bin/env python3
"""python3 verify_evidence.py BUNDLE.zip [RECEIPT]: check quizbot's evidence; Python 3.11, nothing else.
Every line is a check: ĐẠT (holds), SAI (fails, with the place), CHƯA KIỂM (not done again here).
Exit code 0: everything holds; 1: something fails; 3: nothing fails, but a rule is unknown to this file.
"""
import hashlib, hmac, json, math, re, sys, unicodedata as uni, zipfile
from collections import Counter, defaultdict
from datetime import datetime, timedelta
from fractions import Fraction
FORM = re.compile(r"README\.txt|verify_evidence\.py|(contest|rules|commitments)\.json|boards/units\.json"
                  r"|(questions|people|units|corrections|essays|prizes)\.jsonl|(log/\d+|boards/(\d+|contest))\.jsonl")
KNOWN = """id title kind rounds paper who attempts rank units results prizes remind groups stages entered organiser
    note first count opens closes weekdays skip opens_at closes_at zone windows sessions every opens_day closes_day
    hours trial draw shuffle_questions shuffle_options limit feedback prediction prediction_of same_for_all changeable
    papers exclude brackets register must unknown blocks entry_codes per_round counted complete_only per_day in_all
    score ties game lot_source whole best_of participation_at_least season level participation_weight drop give-all
    rekey regrade void disqualify extend outage no_outage override undo enter withdraw"""
COUNTED = {"first": lambda r: r["attempt"], "last": lambda r: -r["attempt"],
           "best": lambda r: (-r["points"], r["duration"], r["attempt"]),
           "best_then_earliest": lambda r: (-r["points"], r["attempt"])}
UNITS = {"size_adjusted_z": "z", "empirical_bayes": "level", "mean": "mean", "per_head": "per_head",
         "participation": "participation", "participants": "participants", "rate_and_quality": "combined",
         "rate_then_quality": "participation mean", "quality_then_rate": "mean participation"}
VALUES = (("attempts", "counted", COUNTED), ("units", "score", UNITS), ("rank", "whole", ("best", "last", "rounds")),
          ("rank", "score", ("weighted", "negative", "partial")), ("paper", "prediction_of", ("block",)),
          ("paper", "prediction", ("participants", "perfect_papers", "attempts")))
SUMS = ("asked", "answered", "right", "points", "attempts", "duration", "submitted")
NOTHING, SECOND, NEVER, when = timedelta(0), timedelta(seconds=1), 10**12, datetime.fromisoformat
ENCODER = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)
class Unknown(Exception): """A rule that this file cannot do again."""
def canon(value): return ENCODER.encode(value).encode()
def sha(data): return hashlib.sha256(data).hexdigest()
def leaf(data): return hashlib.sha256(b"\0" + data).digest()
def tag(secret, text): return hmac.digest(secret.encode(), text.encode(), "sha256").hex()
def strict(data):  # read JSON in its one form: no name twice, no NaN, no other spelling of the same
    if canon(value := json.loads(data)) == data.removesuffix(b"\n"): return value
    raise ValueError(f"sai dạng chuẩn: {data[:40]!r}")
def root(level):  # give the Merkle root of RFC 6962: pair by pair; a last one without partner moves up as it is
    if len(level) < 2: return level[0].hex() if level else sha(b"")
    pairs = [hashlib.sha256(b"\1" + a + b).digest() for a, b in zip(level[::2], level[1::2], strict=False)]
    return root(pairs + level[len(pairs) * 2 :])
# --- short texts: marks count; case, spaces, kinds of quotes and the place of the tone do not ---
ALIKE = {ord(c): to for many, to in (("“”„‟«»″", '"'), ("‘’‚‛ʼ`´′", "'"), ("‐‑‒–—―−", "-")) for c in many}
TONES, VOWELS, LETTER = "\u0300\u0301\u0303\u0309\u0323", "aăâeêioôơuưy", r"[^\W\d_aăâeêioôơuưy]"
SYLLABLE = re.compile(f"(qu|gi|{LETTER}*)[{VOWELS}]{{1,3}}{LETTER}*")
def folded(text):
    apart = uni.normalize("NFKD", uni.normalize("NFKD", text).casefold())
    kept = [c for c in apart if not uni.combining(c) and uni.category(c) != "Cf"]
    plain = ("d" if c in "đĐ" else " " if uni.category(c)[0] in "PZC" and c not in "%‰" else c for c in kept)
    return " ".join("".join(plain).split()).replace(" %", "%")
def toned(found):  # put the tone of a syllable behind it: hoà and hòa are one word
    tones = [c for c in uni.normalize("NFD", found[0]) if c in TONES]
    bare = uni.normalize("NFC", "".join(c for c in uni.normalize("NFD", found[0]) if c not in TONES))
    return bare + tones[0] if len(tones) == 1 and SYLLABLE.fullmatch(bare) else found[0]
def normal(text):
    seen = "".join(c for c in uni.normalize("NFKC", text) if uni.category(c) != "Cf").translate(ALIKE)
    words = " ".join(re.sub(r"[^\W\d_]+", toned, uni.normalize("NFKC", seen.casefold())).split())
    return uni.normalize("NFC", re.sub(r"\s*-\s*", "-", words).replace(" %", "%").strip(" .,;:!?\"'"))
def mark(q, given, key):  # tell whether an answer is right, and the share of the whole it earns
    kind, chosen, wanted, hits = q.get("kind", "single"), set(given), set(key), None
    if kind in ("single", "true_false"): right = given == key
    elif kind == "order": right, hits = given == key, sum(a == b for a, b in zip(given, key, strict=True))
    elif kind == "match": right, hits = chosen == wanted, len(chosen & wanted)
    elif kind == "multiple": right, hits = chosen == wanted, max(0, len(chosen & wanted) - len(chosen - wanted))
    elif kind == "number": right = abs(Fraction(given[0]) - Fraction(key[0])) <= Fraction(q.get("tolerance", 0))
    elif kind == "short_text":
        plain = not any(c in "đĐ" or uni.combining(c) for c in uni.normalize("NFD", given[0]))
        right = normal(given[0]) in map(normal, key) or (plain and folded(given[0]) in map(folded, key))
    else: raise Unknown(f"dạng câu hỏi {kind}")
    return right, Fraction(int(right)) if hits is None else Fraction(hits, len(key))
class Bundle:
    def read(self, archive):  # logs and boards are read later, line by line
        self.rows = lambda name: (line.removesuffix(b"\n") for line in archive.open(name))
        self.page = lambda name: strict(archive.read(name))
        def table(name, by):
            rows = [*map(strict, self.rows(f"{name}.jsonl"))]
            if len(made := {row[by]: row for row in rows}) < len(rows): raise ValueError(f"{name}: hai dòng một {by}")
            return made
        self.contest, self.rules, self.bound = map(self.page, ("contest.json", "rules.json", "commitments.json"))
        self.questions, self.people = table("questions", "hash"), table("people", "person")
        self.units, self.said = table("units", "unit"), [*table("corrections", "number").values()]
        undone = {each["undoes"] for each in self.said if each["kind"] == "undo"}
        self.active = [each for each in self.said if each["number"] not in undone]
        self.rounds, self.ties = self.contest["rounds"], self.rule("rank", "ties", ["duration", "submitted_at", "lot"])
        self.first, self.worths, self.made, self.boards = {}, {}, defaultdict(lambda: defaultdict(list)), {}
    def rule(self, part, name, default=None): return self.rules.get(part, {}).get(name, default)
    def of(self, n, *what): return [c for c in self.active if c["kind"] in what and c.get("round_number") in (None, n)]
    def known_only(self):  # refuse whatever stands where results are decided and is not known here
        parts = [self.rules.get(part, {}) for part in ("rounds", "paper", "who", "attempts", "rank", "units")]
        names = {*self.rules, *(name for part in parts for name in part)}
        names |= {each[what] for each in self.said for what in ("kind", "policy") if what in each}
        for part, name, known in VALUES:
            if (value := self.rule(part, name)) not in (None, *known): names.add(f"{part}.{name}: {value}")
        if strange := sorted(names - {*KNOWN.split()}): raise Unknown(", ".join(strange))
    def check_bound(self):  # find what differs from what was bound before it was used: rules, draw, questions, keys
        made, known = self.bound["made"], {}
        def bind(nonce, value): return sha(self.bound[nonce].encode() + b"\n" + canon(value))
        if sha(canon(self.rules)) != self.contest["rules_hash"] or self.rules["id"] != self.contest["contest"]:
            yield "rules.json: khác mã thể lệ đã ghim"
        if bind("rules_nonce", self.rules) != made[-1]["rules"]: yield "rules.json: khác cam kết"
        if {each["draw"] for each in made} != {bind("draw_nonce", self.bound["draw_secret"])}: yield "khác số rút đề"
        if when(made[0]["at"]) > min(when(page["opens"]) for page in self.rounds): yield "cam kết sau khi mở"
        for each in made:
            roots = [root([bytes.fromhex(pair[at]) for pair in each["leaves"]]) for at in (0, 1)]
            if roots != [each["bank"], each["key"]]: yield f"commitments.json {each['number']}: gốc câu hỏi, đáp án sai"
            known = {**{tuple(pair): when(each["at"]) for pair in each["leaves"]}, **known}
        for told, row in self.questions.items():
            q, place = row["question"], f"questions.jsonl {row['question']['id']}"
            sides = [[[o["key"], o["text"]] for o in q.get(side, [])] for side in ("options", "targets")]
            seen, key = [q["id"], q.get("kind", "single"), q["ask"], *sides], [q["key"], q.get("tolerance", "0")]
            leaves = seen, [q["id"], told, *key, q.get("weight", 1)]
            pair = tuple(leaf(row["nonce"].encode() + b"\n" + canon(each)).hex() for each in leaves)
            if sha(canon([*seen, *key])) != told or pair not in known: yield f"{place}: không có trong cam kết"
            elif known[pair] > self.first.get(told, known[pair]): yield f"{place}: cam kết muộn"
    def check_log(self):  # read every attempt: as sealed, drawn by the bound secret, marked as its questions say
        for page in self.rounds:
            name, leaves, before = f"log/{page['number']:04}.jsonl", [], 0
            for at, line in enumerate(self.rows(name), 1):
                leaves.append(leaf(line))
                a = strict(line)
                yield from (f"{name}:{at}: {text}" for text in self.attempt(page, a, before))
                before = a["attempt"]
            seal = (page["seals"] or [{"size": 0, "root": sha(b"")}])[-1]
            if [seal["size"], seal["root"]] != [len(leaves), root(leaves)]: yield f"{name}: khác dấu niêm phong"
    def attempt(self, page, a, before):
        """Keep what an attempt comes to, with what was said since; find what does not hold of it."""
        start, due, end = map(when, (a["started"], a["deadline"], a["submitted"] or a["deadline"]))
        number, made, about = page["number"], self.made[page["number"]][a["person"]], a["seed"].rpartition("/")[0]
        (first, *rest), answers = about.split("/"), {-1: None}
        drawn = first == str(number) and len(rest) == (0 if self.rule("paper", "same_for_all") else 2)
        if not drawn or a["seed"] != f"{about}/{tag(self.bound['draw_secret'], about)[:32]}": yield "đề rút sai"
        if a["attempt"] <= before or a["round"] != number or any(r["attempt"] == a["number"] for r in made):
            yield "sai thứ tự, sai vòng hoặc ghi hai lần"
        for nth, given, right, earned, received in a["answers"]:
            if not start <= when(received) < due or nth <= max(answers): yield f"#{nth + 1}: sai giờ hoặc thứ tự"
            if (right, earned) != self.worth(a["paper"][nth], given): yield f"#{nth + 1}: chấm khác"
            answers[nth] = given, right, earned
        rulings, counts = {c.get("question_id"): c for c in self.of(number, "regrade", "void")}, [(0, 0, 0, 0)]
        for nth, item in enumerate(a["paper"]):
            self.first[item[1]] = min(start, self.first.get(item[1], start))
            ruling, (given, right, earned) = rulings.get(item[0], {"policy": ""}), answers.get(nth, (None, False, 0))
            policy = ruling.get("policy", "drop")
            if policy == "give-all": right, earned = self.worth(item, "all")
            if policy == "rekey" and given is not None: right, earned = self.worth(item, given, ruling["key"])
            if policy != "drop": counts.append((1, given is not None, right, earned))
        windows = [(c["starts_at"], c["ends_at"]) for c in self.of(number, "override") if c["person"] == a["person"]]
        windows = [(page["opens"], page["closes"]), *windows]
        outages = sorted((when(c["starts_at"]), when(c["ends_at"])) for c in self.of(number, "outage"))
        def spent(start, end):
            time = NOTHING
            for x, y in outages: time, start = time + max(NOTHING, min(x, end) - start), max(start, min(y, end))
            return (time + max(NOTHING, end - start)) // SECOND
        if not self.said or any(when(x) <= start < when(y) for x, y in windows):
            sums = dict(zip(SUMS, map(sum, zip(*counts, strict=True)), strict=False))
            sums |= {n: a[n] for n in ("person", "prediction", "round")} | {"attempt": a["number"], "rounds": 0}
            made.append(sums | {"duration": spent(start, min(end, due)), "submitted": spent(when(windows[-1][0]), end)})
    def worth(self, item, given, key=None):  # tell whether an answer is right, and what it earns
        _, shown, _, _ = item
        if (at := (shown, *given, "", *(key or ()))) not in self.worths:
            q = self.questions[shown]["question"]
            right, share = (True, Fraction(1)) if given == "all" else mark(q, given, key or q["key"])
            weight, share = q.get("weight", 1), 1 if right else share
            earned = {None: int(right), "weighted": weight * right, "negative": weight * (4 if right else -1),
                      "partial": math.ceil(share * weight * 100 - Fraction(1, 2))}
            self.worths[at] = right, earned[self.rule("rank", "score")]
        return self.worths[at]
    def check_boards(self):  # count every board again: of each round, and of the whole contest
        trial, chosen = self.rule("rounds", "trial", 0), COUNTED[self.rule("attempts", "counted", "best_then_earliest")]
        seasons = defaultdict(list)
        for page in self.rounds:
            number, board = page["number"], []
            void = any(not c.get("question_id") for c in self.of(number, "void"))
            out = {c["person"] for c in self.of(number, "disqualify")}
            for person, made in self.made[number].items():
                status, (unit, member) = self.people[person]["status"], self.people[person]["units"][str(number)]
                able = [r for r in made if r["answered"] >= r["asked"] or not self.rule("attempts", "complete_only")]
                stands = person not in out and (status == "active" or (status == "left" and member))
                if able and stands and not void:
                    board.append({**min(able, key=chosen), "attempts": len(made), "unit": unit})
                    if number > trial: seasons[person].append(board[-1])
            truth = self.truth(page, out)
            yield from self.compared(number, board, truth, str(page["id"]))
        if len(self.rounds) - trial == 1 and "prediction" in self.ties and self.rule("rank", "whole") != "rounds":
            yield from self.compared(0, [rows[-1] for rows in seasons.values()], truth, str(page["id"]))
        else: yield from self.compared(0, [*filter(None, map(self.together, seasons.values()))], None, "")
    def together(self, rows):
        """Put one person's rounds together as the contest says; None: they do not stand on its board."""
        way = self.rule("rank", "whole")
        if way == "best": rows = sorted(rows, key=self.key)[: self.rule("rank", "best_of")]
        if way == "last": rows = [r for r in rows if r["round"] == self.rounds[-1]["number"]]
        sums = {name: sum(r[name] for r in rows) for name in SUMS}
        if way == "rounds": sums["points"] = len(rows)
        sums |= {"attempt": 0, "prediction": None, "rounds": 0 if way == "last" else len(rows)}
        return {**max(rows, key=lambda r: r["round"]), **sums} if rows else None
    def bracket(self, person, unit, number):
        if self.rule("who", "blocks"): return self.people[person]["blocks"][str(number or "contest")]
        return self.units[unit]["kind"] if self.rule("who", "brackets") == "by-unit-type" else ""
    def truth(self, page, out):
        """Count what people had to predict, by block where the contest says so; None: it is not known."""
        asked, number, found = self.rule("paper", "prediction"), page["number"], Counter()
        for person, made in self.made[number].items():
            counts = {None: 0, "participants": 1, "attempts": len(made),
                      "perfect_papers": any(r["asked"] and r["right"] == r["asked"] for r in made)}
            block = self.bracket(person, self.people[person]["units"][str(number)][0], number) if made else None
            if made and person not in out: found.update({block: counts[asked], None: counts[asked]})
        return found if page["closed"] and asked else None
    def key(self, r, truth=None, drawn=0):  # give the ranking key: points, then every tie step; smaller is better
        far = 0 if truth is None else NEVER if r["prediction"] is None else min(NEVER, abs(r["prediction"] - truth))
        steps = {"prediction": far, "duration": r["duration"], "submitted_at": r["submitted"], "lot": drawn,
                 "attempts": r["attempts"], "right": -r["right"], "rounds": -r["rounds"]}
        if strange := set(self.ties) - set(steps): raise Unknown(f"tiêu chí phụ {strange}")
        return (-r["points"], *(steps[name] for name in self.ties))
    def compared(self, number, board, truth, round_text):
        """Rank a board, and find the lines of the bundle that differ from it."""
        keyed, beacon, lot = [], self.contest["beacon"], [*self.ties, "lot"].index("lot") + 1
        for r in board:
            bracket, roster = self.bracket(r["person"], r["unit"], number), self.people[r["person"]].get("roster")
            drawn = int(tag(beacon, f"{round_text}‖{roster}")[:16], 16) >> 1 if beacon and roster else 0
            key = self.key(r, truth and truth[bracket if self.rule("paper", "prediction_of") else None], drawn)
            ties = [None if at == lot and beacon and not roster else step for at, step in enumerate(key[1:], 1)]
            line = {name: r[name] for name in r if name not in ("round", "rounds")}
            keyed.append((key, r["person"], {**line, "bracket": bracket, "ties": ties}))
        shared, before, place, lines = Counter(key[:lot] for key, *_ in keyed), None, 0, []
        for at, (key, person, line) in enumerate(sorted(keyed, key=lambda each: each[:2]), 1):
            if None in line["ties"] and shared[key[:lot]] > 1: raise ValueError(f"{person}: không có mã để bốc thăm")
            place, before = place if key == before else at, key
            lines.append(canon({**line, "place": place}))
        self.boards[str(number or "contest")] = board
        name = f"boards/{number:04}.jsonl" if number else "boards/contest.jsonl"
        held = [*self.rows(name)]
        many = range(max(len(held), len(lines)))
        yield from (f"{name}:{at + 1}: tính lại ra khác" for at in many if held[at : at + 1] != lines[at : at + 1])
    def check_units(self):
        """Count the units again: people, shares, means, places; z, level and band are taken as told."""
        score, level = self.rule("units", "score", "size_adjusted_z"), self.rule("units", "level", 1)
        least, weight = self.rule("units", "participation_at_least", 0), self.rule("units", "participation_weight", .5)
        def line(unit): return [] if unit is None else [unit, *line(self.units[unit]["parent"])]
        head = {unit: line(unit)[max(0, len(line(unit)) - 1 - level)] for unit in self.units}
        file = "boards/units.json"
        if (boards := self.page(file)).keys() != self.boards.keys(): yield f"{file}: thừa hoặc thiếu bảng"
        for name, board in self.boards.items():
            scores, people, rows = defaultdict(list), Counter(), boards[name]["rows"]
            for unit, row in self.units.items(): people[head[unit]] += row["people"][name]
            for r in board: scores[head[r["unit"]]].append(r["right"] * 10_000 // r["asked"] if r["asked"] else 0)
            for row in rows:
                code, each = row["code"], scores.get(row["code"], ())
                n, size, total = len(each), max(people[code], len(each)), sum(each)
                rate, mean = round(n / size, 4) if size else 0.0, round(total / (n * 10_000), 4) if n else None
                why = "nobody" if not n else "participation" if Fraction(n, size) < Fraction(least) else None
                both = round(float(Fraction(weight)) * rate + (1 - float(Fraction(weight))) * (mean or 0.0), 4)
                again = {"roster": size, "participants": n, "participation": rate, "mean": mean, "unranked": why,
                         "per_head": round(total / (size * 10_000), 4) if size else 0.0, "figure": None,
                         "combined": both if score == "rate_and_quality" else None}
                if again != {key: row.get(key) for key in again}: yield f"{file} {name} {code}: tính lại ra khác"
            ranked = [row for row in rows if "unranked" not in row]
            few = score in ("size_adjusted_z", "empirical_bayes") and len(ranked) < 5
            keys = [[row[step] or 0 for step in ("mean" if few else UNITS[score]).split()] for row in ranked]
            places = [None if few else 1 + sum(other > key for other in keys) for key in keys]
            told = {row["code"] for row in rows}, [row.get("place") for row in ranked], keys, boards[name]["bands_only"]
            if told != ({*scores, *+people}, places, sorted(keys)[::-1], few): yield f"{file} {name}: sai hạng, đơn vị"
def frame(path):  # find every byte that is not as written: the comment seals the file, the manifest each member
    with open(path, "rb") as file: data = file.read()
    with zipfile.ZipFile(path) as archive:
        files = json.loads(archive.read("manifest.json"))["files"]
        if Counter(archive.namelist()) != Counter([*files, "manifest.json"]): yield "manifest.json: thừa hoặc thiếu tệp"
        for name, told in files.items():
            if not FORM.fullmatch(name): yield f"{name}: tệp lạ, không thuộc dạng của gói"
            try:
                if hashlib.file_digest(archive.open(name), "sha256").hexdigest() != told: yield f"{name}: bị thay đổi"
            except Exception as fault: yield f"{name}: không đọc được ({fault})"
    if sha(data[:-64]).encode() != data[-64:]: yield "zip: có byte bị thay đổi"
def check(name, faults):  # print what a check found; gives 0, 1 (it fails) or 3 (a rule is unknown)
    wrong, code, said = [], 0, "ĐẠT"
    try:
        for each in faults(): wrong.append(each)
    except Unknown as unknown: said, code = f"CHƯA KIỂM (chương trình này không biết {unknown})", 3
    except Exception as fault: wrong.append(f"{type(fault).__name__}: {fault}")
    print(("SAI" if wrong else said) + "  " + name, *wrong[:20], sep="\n       ")
    return 1 if wrong else code
def main(path, receipt=""):
    b = Bundle()
    if check("tệp: mọi byte đúng như khi xuất", lambda: frame(path)): return 1
    with zipfile.ZipFile(path) as archive:
        if check("dạng của gói", lambda: b.read(archive) or ()): return 1
        codes = [check("nhật ký: niêm phong, đề, từng câu chấm", lambda: b.known_only() or b.check_log()),
                 check("thể lệ, số rút đề, câu hỏi, đáp án: đúng cam kết", b.check_bound),
                 check("bảng xếp hạng cá nhân: tính lại từng dòng", lambda: b.known_only() or b.check_boards()),
                 check("bảng xếp hạng đơn vị: số người, tỉ lệ, điểm, hạng", lambda: b.known_only() or b.check_units())]
        print("CHƯA KIỂM  ước lượng trong bảng đơn vị (z, mức, dải); giải (prizes.jsonl): dùng quizbot verify")
        told = [f"{name:<5} {each[name]}" for each in b.bound["made"] for name in ("rules", "bank", "key", "draw")]
        told += [f"vòng {page['number']} {seal['root']}" for page in b.rounds for seal in page["seals"] if seal["size"]]
        told.append(f"gói   {sha(archive.read('manifest.json'))}")
        print("Đã công bố (hãy so với mã cơ quan đã công bố):", *told, sep="\n  ")
        wanted = re.sub("[^0-9a-f]", "", receipt.split("/")[0].lower()).ljust(16, "-")
        lines = (line for page in b.rounds if receipt for line in b.rows(f"log/{page['number']:04}.jsonl"))
        found = [line.decode() for line in lines if leaf(line).hex().startswith(wanted)]
    if receipt: codes.append(check("biên nhận: có trong nhật ký", lambda: [] if found else [receipt]))
    print(*found, sep="\n", end="\n" if found else "")
    return 1 if 1 in codes else max(codes)
if __name__ == "__main__": sys.exit(main(*sys.argv[1:3]) if len(sys.argv) > 1 else __doc__)
