"""Vietnamese clauses for prizes: what is won, by whom, and what has to be reached for it."""

from collections.abc import Iterator, Mapping
from fractions import Fraction

from quizbot.core.contest import Contest, Prize, PrizeRules, PrizeSet
from quizbot.i18n import rules_phrases as say
from quizbot.i18n.rules_clauses import one_of, rounds
from quizbot.i18n.vi_words import money, number, share

WHOM: Mapping[str, str] = {"person": "người", "unit": "đơn vị"}


def prize(each: Prize, *, to: str) -> str:
    """Write a prize: how many, its name, mark, amount, and the paper that comes with it.

    Args:
        to: person or unit.
    """
    worth = {None: f"mỗi {WHOM[to]}", 1: "trị giá"}.get(each.count, "mỗi giải")
    amount = f", {worth} {money(each.amount)}" if each.amount else ""
    paper = f", kèm {each.certificate}" if each.certificate else ""
    mark = " và ".join(_marks(each, to))
    if each.count is None:
        nothing = mark == f"từ {share(Fraction(0))} số câu đúng trở lên"
        reaching = "có kết quả được tính" if nothing else f"đạt {mark}"
        return f"{each.name}: tặng mọi {WHOM[to]} {reaching}, không giới hạn số lượng{amount}{paper}."
    only = f", chỉ xét {WHOM[to]} đạt {mark}" if mark else ""
    return f"{number(each.count)} {each.name}{amount}{paper}{only}."


def _marks(each: Prize, to: str) -> Iterator[str]:
    """Say what has to be reached, thing by thing."""
    if each.points_at_least is not None:
        yield f"từ {number(each.points_at_least)} điểm trở lên"
    if each.right_at_least is not None:
        yield f"từ {number(each.right_at_least)} câu đúng trở lên"
    if each.share_at_least is not None:
        least = share(each.share_at_least)
        yield (
            f"từ {least} số câu đúng trở lên"
            if to == "person"
            else f"điểm trung bình (tính theo tỷ lệ câu đúng) từ {least} trở lên"
        )
    if each.participation_at_least is not None:
        yield f"tỷ lệ dự thi từ {share(each.participation_at_least)} trở lên"


def by_share(rules: PrizeRules) -> bool:
    """Tell whether a prize that people win over several rounds together asks for a share of right answers."""
    ladders = [rules.person] if rules.per == "contest" else []
    ladders += [each.prizes for each in rules.sets if each.to == "person" and each.per == "contest"]
    return any(one.share_at_least for ladder in ladders for one in ladder)


def rounds_needed(rules: PrizeRules | PrizeSet, *, to: str) -> str:
    """Say in how many rounds one needs a result to be considered; "" where in none."""
    least = []
    if rules.rounds_at_least is not None:
        least.append(f"{number(rules.rounds_at_least)} vòng")
    if rules.rounds_share_at_least is not None:
        least.append(f"{share(rules.rounds_share_at_least)} số vòng đã diễn ra, phần lẻ tính tròn lên")
    if not least:
        return ""
    result = "có kết quả được tính" if to == "person" else "có người có kết quả được tính"
    every = rules.rounds_share_at_least == 1 and rules.rounds_at_least is None
    where = "tất cả các vòng đã diễn ra" if every else f"ít nhất {' và '.join(least)}"
    return f"chỉ xét {WHOM[to]} {result} ở {where}, không kể vòng thi thử và vòng bị huỷ"


def prize_sets(contest: Contest) -> Iterator[str]:
    """Say the further ladders."""
    entered = {each.id: each.name for each in contest.entered}
    blocks = {each.id: each.name for each in contest.who.blocks}
    for each in contest.prizes.sets:
        yield f"{each.name} ({_set_terms(contest, each, entered, blocks)}):"
        for one in each.prizes:
            yield f"– {prize(one, to=each.to)}"


def _set_terms(
    contest: Contest, each: PrizeSet, entered: Mapping[str, str], blocks: Mapping[str, str]
) -> str:
    terms = ["cá nhân" if each.to == "person" else "tập thể"]
    if each.rounds:
        terms.append(f"{_given(each)} {rounds(each.rounds)}")
    else:
        terms.append("trao sau mỗi vòng" if each.per == "round" else "trao chung cho cả cuộc thi")
    if each.block == "each":
        terms.append("xét riêng từng khối")
    elif each.block != "all":
        terms.append(f"chỉ xét {blocks.get(each.block, each.block)}")
    elif blocks or contest.who.brackets != "none":
        terms.append("xét chung mọi khối")
    if each.unit_types:
        terms.append(f"chỉ xét loại hình đơn vị {one_of(each.unit_types)}")
    if each.score == "entered":
        terms.append(f"xếp theo điểm {entered.get(each.entered, each.entered)}")
    elif each.score:
        terms.append(f"cách xếp: {say.SCORE_SHORT.get(each.score, each.score)}")
    if each.to == "person":
        terms.append(
            "một người có thể nhận nhiều giải" if each.family == "none" else _one_of_family(contest, each)
        )
    needed = rounds_needed(each, to=each.to)
    if needed:
        terms.append(needed)
    if each.per_unit is not None:
        terms.append(f"mỗi đơn vị (cấp nêu ở mục Đơn vị) tối đa {number(each.per_unit)} người đoạt giải")
    if each.per_household is not None:
        terms.append(f"mỗi hộ gia đình tối đa {number(each.per_household)} người đoạt giải")
    return "; ".join(terms)


def _given(each: PrizeSet) -> str:
    if each.per == "contest":
        return "trao chung cho"
    return "trao sau" if len(each.rounds) == 1 else "trao sau từng vòng:"


def _one_of_family(contest: Contest, each: PrizeSet) -> str:
    """Say among which prizes a person gets one at most, by the names of the sets of its family."""
    prizes = contest.prizes
    names = [other.name for other in prizes.sets if other.to == "person" and other.family == each.family]
    if each.family == "all" and prizes.person and prizes.one_per_person and prizes.one_per == "contest":
        names.insert(0, "giải cá nhân nêu trên")
    among = f"các nhóm: {', '.join(names)}" if len(names) > 1 else "nhóm này"
    of_a_round = ", tính riêng mỗi vòng" if "{round}" in each.family else ""
    if len(names) == 1 and (each.per == "contest" or of_a_round):
        return f"mỗi người nhận tối đa 01 giải trong {among}{of_a_round}"
    in_order = ", xét theo thứ tự ấy" if len(names) > 1 else ""
    return f"mỗi người nhận tối đa 01 giải trong {among}{of_a_round}{in_order}: người đã có giải thì không nhận thêm, giải sau được trao cho người kế tiếp"
