"""Vietnamese clauses for conditions, blocks, sessions, several papers, essays and stages."""

from collections.abc import Callable, Iterator, Mapping, Sequence

from quizbot.core.conditions import Condition
from quizbot.core.contest import (
    AttemptRules,
    Entered,
    Essay,
    Hours,
    PaperRules,
    Prediction,
    RankRules,
    Schedule,
    Session,
    Stage,
    UnitRules,
    Who,
)
from quizbot.i18n import rules_phrases as say
from quizbot.i18n.vi_words import (
    WEEKDAYS,
    clock,
    closing,
    closing_day_and_time,
    closing_moment,
    date_of,
    day_and_time,
    length,
    listed,
    moment,
    number,
    points,
    share,
)

Name = Callable[[str], str]

TRAITS: Mapping[str, str] = {"household": "hộ gia đình", "gender": "giới tính", "block": "khối"}
UNKNOWN: Mapping[str, str] = {
    "confirm": "Người chưa có thông tin để xét các điều kiện trên vẫn được dự thi; kết quả ghi “chờ xác nhận” cho đến khi Ban Tổ chức xác nhận.",
    "refuse": "Người chưa có thông tin để xét các điều kiện trên thì chưa được dự thi, cho đến khi bộ phận nhân sự hoặc Ban Tổ chức bổ sung thông tin.",
}
PREDICTION_OF: Mapping[str, str] = {
    "contest": "Số phải dự đoán được đếm chung mọi khối.",
    "block": "Số phải dự đoán được đếm riêng trong khối của người dự thi.",
}


def one_of(values: Sequence[str]) -> str:
    """Join alternatives: A, B hoặc C."""
    return values[0] if len(values) == 1 else f"{', '.join(values[:-1])} hoặc {values[-1]}"


def rounds(numbers: Sequence[int]) -> str:
    """Name rounds by their numbers."""
    return f"vòng {listed(map(number, numbers))}"


def condition(wanted: Condition, name: Name) -> list[str]:
    """Say what a person must be, one phrase for each field that is given."""
    found = []
    if wanted.units:
        found.append(f"thuộc {one_of([name(each) for each in wanted.units])}, gồm cả đơn vị trực thuộc")
    if wanted.unit_types:
        found.append(f"thuộc loại hình đơn vị {one_of(wanted.unit_types)}")
    if wanted.groups:
        found.append(f"thuộc nhóm {one_of([name(each) for each in wanted.groups])}")
    if wanted.titles:
        found.append(f"giữ chức danh {one_of(wanted.titles)}")
    if wanted.grades:
        found.append(f"thuộc ngạch {one_of(wanted.grades)}")
    if wanted.residence:
        found.append(f"cư trú tại {one_of(wanted.residence)}")
    ages = []
    if wanted.age_at_least is not None:
        ages.append(f"từ đủ {number(wanted.age_at_least)} tuổi trở lên")
    if wanted.age_at_most is not None:
        ages.append(
            f"không quá {number(wanted.age_at_most)} tuổi, tức chưa đủ {number(wanted.age_at_most + 1)} tuổi"
        )
    if ages:
        on = date_of(wanted.age_on) if wanted.age_on else ""
        day = f"tính đến ngày {on}" if on else "tính đến ngày mở vòng thi đầu tiên"
        found.append(f"{' và '.join(ages)} ({day})")
    found += [f"{TRAITS.get(each.name, each.name)}: {one_of(each.values)}" for each in wanted.traits]
    return found


def people(who: Who, name: Name) -> Iterator[str]:
    """Say who may take part beside the units: conditions, blocks, entry codes."""
    must = condition(who.must, name)
    if must:
        yield f"Người dự thi phải đáp ứng đủ các điều kiện: {'; '.join(must)}."
    if who.blocks:
        yield f"Người dự thi được chia thành {number(len(who.blocks))} khối; mỗi người thuộc khối đầu tiên phù hợp và được xếp hạng trong khối đó.{nobody_else(who)}"
        for each in who.blocks:
            what = "; ".join(condition(each.condition, name)) or "mọi người còn lại"
            target = (
                f" Chỉ tiêu: {share(each.participation_target)} số người của khối dự thi."
                if each.participation_target
                else ""
            )
            yield f"– {each.name} (mã {each.id}): {what}.{target}"
    if any(map(_may_be_unknown, (who.must, *(each.condition for each in who.blocks)))):
        yield UNKNOWN[who.unknown]
    for code in who.entry_codes:
        yield f"Người thuộc {name(code.unit)} đăng ký dự thi bằng mã dự thi chung được cấp cho đơn vị."


def nobody_else(who: Who) -> str:
    """Say what happens to who fits no block, where one may fit none."""
    takes_all = any(each.condition == Condition() for each in who.blocks)
    return "" if takes_all else " Người không thuộc khối nào thì không dự thi."


def _may_be_unknown(wanted: Condition) -> bool:
    """Tell whether a condition asks for what the roster may not hold; units and groups it always holds."""
    ages = (wanted.age_at_least, wanted.age_at_most)
    told = (wanted.titles, wanted.grades, wanted.residence, wanted.traits)
    return any(told) or any(each is not None for each in ages)


def schedule(plan: Schedule) -> Iterator[str]:
    """Say when, where it is not a day or a week with one opening."""
    if plan.windows:
        yield f"Gồm {number(len(plan.windows))} vòng, theo lịch sau:"
        for at, each in enumerate(plan.windows, start=1):
            yield f"– Vòng {at}: từ {day_and_time(each.opens_at, plan.zone)} đến trước {closing_day_and_time(each.closes_at, plan.zone)}."
    elif plan.every and plan.opens and plan.closes:
        period = say.EVERY[plan.every]
        first = f", bắt đầu từ ngày {date_of(plan.first)}" if plan.first else ""
        yield (
            f"Gồm {number(plan.count)} vòng, mỗi {period} một vòng{first}; mỗi vòng mở lúc {clock(plan.opens.at)} "
            f"ngày {number(plan.opens_day)} của {say.EVERY_FIRST[plan.every]} và đóng lúc {closing(plan.closes.at)} "
            f"ngày {number(plan.closes_day)} của {say.EVERY_LAST[plan.every]} (tháng không có ngày này thì lấy ngày cuối tháng)."
        )
    elif plan.sessions:
        yield from _sessions(plan)


def _sessions(plan: Schedule) -> Iterator[str]:
    weekly = any(each.opens.weekday is not None for each in plan.sessions)
    each_of = "tuần" if weekly else "ngày"
    first = f", bắt đầu từ ngày {date_of(plan.first)}" if plan.first else ""
    days = "" if weekly else f", vào các ngày {listed(WEEKDAYS[each] for each in plan.weekdays)}"
    yield f"Thi trong {number(plan.count)} {each_of}{first}{days}; mỗi {each_of} có {number(len(plan.sessions))} vòng:"
    for session in plan.sessions:
        yield f"– {_session(session)}."
    yield say.SESSIONS_SKIPPED if weekly and plan.skip != "none" else say.skipped(plan.skip, weekly=weekly)


def _session(session: Session) -> str:
    return f"từ {moment(session.opens)} đến trước {closing_moment(session.closes)}"


def hours_and_trial(plan: Schedule) -> Iterator[str]:
    """Say the hours in which papers are begun, and which rounds do not count."""
    if plan.hours:
        spans = "; ".join(_hours(each) for each in plan.hours)
        yield f"Chỉ được bắt đầu làm bài trong các khung giờ: {spans}. Các khung giờ này giữ nguyên khi trùng ngày nghỉ, ngày lễ. Bài đã bắt đầu thì được làm tiếp cho hết thời gian."
    if plan.trial:
        yield f"{number(plan.trial)} vòng đầu là thi thử: không tính vào kết quả và không xét giải."


def _hours(each: Hours) -> str:
    first, last = each.weekdays[0], each.weekdays[-1]
    in_a_row = len(each.weekdays) > 2 and each.weekdays == tuple(range(first, last + 1))
    days = (
        f"từ {WEEKDAYS[first]} đến {WEEKDAYS[last]}"
        if in_a_row
        else listed(WEEKDAYS[day] for day in each.weekdays)
    )
    return f"từ {clock(each.opens)} đến trước {closing(each.closes)} các ngày {days}"


def papers(paper: PaperRules, name: Name, block_names: Mapping[str, str]) -> Iterator[str]:
    """Say the papers of some rounds and blocks, the extra questions and the essays."""
    for each in paper.papers:
        whose = [rounds(each.rounds)] if each.rounds else []
        whose += [listed(block_names.get(block, block) for block in each.blocks)] if each.blocks else []
        theme = f", chủ đề “{each.title}”" if each.title else ""
        limit = f", thời gian làm bài {length(each.limit)}" if each.limit else ""
        total = sum(rule.count for rule in each.draw)
        others = "mọi vòng" if len(paper.papers) == 1 else "các trường hợp còn lại"
        yield f"Đề của {', '.join(whose) or others}{theme}{limit}: {number(total)} câu hỏi, rút như sau:"
        for rule in each.draw:
            yield f"– {say.drawn(rule, name)}"
    if paper.papers and paper.draw:
        yield "Vòng hoặc khối không có đề riêng thì theo đề chung nêu trên; nếu nhiều đề riêng cùng phù hợp thì theo đề nêu trước."
    if paper.extra:
        total = sum(rule.count for rule in paper.extra)
        yield f"Sau các câu hỏi tính điểm có thêm {number(total)} câu hỏi phụ; câu hỏi phụ không tính điểm, chỉ dùng để xét khi bằng điểm (nếu các tiêu chí phụ nêu)."
        for rule in paper.extra:
            yield f"– {say.drawn(rule, name)}"
    for number_, essay in enumerate(paper.essays, start=1):
        yield _essay(number_, essay, block_names)
    if paper.essays:
        yield f"Mỗi bài tự luận do hai người chấm độc lập, không biết tên thí sinh và không biết điểm của nhau; {_marks(paper)} Nếu hai điểm lệch nhau quá {points(paper.essay_gap)} điểm thì người thứ ba chấm, điểm của người thứ ba là điểm chính thức. Kết quả chỉ được công bố khi mọi bài tự luận đã chấm xong."
    if any(each.required for each in paper.essays):
        yield "Bài chưa có phần tự luận bắt buộc thì không được tính."


def limits(paper: PaperRules) -> Iterator[str]:
    """Say how long people have, where papers have no time of their own, and from when time runs."""
    own = [each for each in paper.papers if each.limit]
    if paper.draw or not own or len(own) < len(paper.papers):
        others = " đối với đề không ghi thời gian riêng" if own else ""
        yield (
            f"Thời gian làm bài: {length(paper.limit)}{others}, tính riêng cho từng người từ khi nhận câu hỏi đầu tiên. Người bắt đầu khi vòng thi chỉ còn chưa đến {length(paper.limit)} thì làm bài đến lúc vòng thi đóng."
            if paper.limit
            else f"Không giới hạn thời gian làm bài trong vòng thi{others}; bài làm kết thúc chậm nhất khi vòng thi đóng."
        )
    if own:
        yield say.OWN_LIMITS


def _marks(paper: PaperRules) -> str:
    """Say what marks may be, and how two of them make the result."""
    marks = "điểm là số nguyên" if paper.essay_step == 1 else f"điểm lẻ đến {points(paper.essay_step)}"
    if paper.essay_mean == "exact":
        return f"{marks}; kết quả là trung bình cộng của hai người, giữ nguyên phần lẻ, không làm tròn."
    nearest = "số nguyên" if paper.essay_step == 1 else f"bội số của {points(paper.essay_step)}"
    return f"{marks}; kết quả là trung bình cộng của hai người, làm tròn đến {nearest} gần nhất (ở chính giữa thì làm tròn lên)."


def prediction(paper: PaperRules, *, several: bool) -> Iterator[str]:
    """Say what is to be predicted, and of which rounds."""
    if several and paper.prediction_over == "contest" and paper.prediction in say.PREDICTION_OVER:
        yield say.PREDICTION_OVER[paper.prediction]
        yield say.LAST_PREDICTION
    else:
        yield say.PREDICTION[paper.prediction]


def prediction_of(paper: PaperRules, block_names: Mapping[str, str]) -> Iterator[str]:
    """Say where the figure to be predicted is counted, where it could be counted in two ways."""
    if paper.prediction is not Prediction.NONE and (paper.prediction_of != "contest" or block_names):
        yield PREDICTION_OF[paper.prediction_of]


def personal_data(who: Who) -> Iterator[str]:
    """Say which data beside the usual ones the conditions look at."""
    names = {"units", "unit_types", "groups"}
    used: list[str] = []
    for each in (who.must, *(block.condition for block in who.blocks)):
        used += ["ngày sinh hoặc năm sinh"] * (each.age_at_least is not None or each.age_at_most is not None)
        used += ["nơi cư trú"] * bool(each.residence) + ["chức danh"] * bool(each.titles)
        used += ["ngạch"] * bool(each.grades)
        used += [TRAITS.get(trait.name, trait.name) for trait in each.traits if trait.name not in names]
    if used:
        yield f"Để xét điều kiện dự thi còn dùng: {listed(dict.fromkeys(used))}."


def _essay(number_: int, essay: Essay, block_names: Mapping[str, str]) -> str:
    words = f", không quá {number(essay.words)} chữ" if essay.words else ""
    whose = [rounds(essay.rounds)] if essay.rounds else []
    whose += [listed(block_names.get(block, block) for block in essay.blocks)] if essay.blocks else []
    where = f", dành cho {', '.join(whose)}" if whose else ""
    must = ", bắt buộc" if essay.required else ""
    return f"Câu tự luận {number(number_)} (tối đa {points(essay.points)} điểm{words}{where}{must}): {essay.ask.strip()}"


def unit_level(level: int) -> str:
    """Say which units are compared, and for which one the people of those below count."""
    if level == 0:
        return "tính chung toàn cơ quan."
    below = (
        "giữa các đơn vị trực thuộc cơ quan"
        if level == 1
        else f"giữa các đơn vị cấp {level} (cấp 1 là đơn vị trực thuộc cơ quan, cấp 2 là đơn vị trực thuộc đơn vị cấp 1, và cứ thế)"
    )
    return f"{below}; người của đơn vị nhỏ hơn bên trong được tính cho đơn vị đó."


def any_number(rules: AttemptRules) -> str:
    """Say that a round limits no attempts, and whether something else does."""
    other = rules.per_day is not None or rules.in_all is not None
    return f"Không giới hạn số lượt thi trong mỗi vòng{', ngoài giới hạn dưới đây' if other else ''}."


def complete(rules: AttemptRules, paper: PaperRules) -> str:
    """Say whether papers with open questions count, and which questions that does not look at."""
    beside = ["câu hỏi phụ"] if paper.extra else []
    beside += ["câu tự luận"] if any(not each.required for each in paper.essays) else []
    but = f", không kể {listed(beside)}" if beside and rules.complete_only else ""
    if any(each.required for each in paper.essays):
        but += (
            ", gồm cả phần tự luận bắt buộc"
            if rules.complete_only
            else ", trừ bài chưa có phần tự luận bắt buộc"
        )
    return f"{say.COMPLETE[rules.complete_only]}{but}."


def attempts(rules: AttemptRules) -> Iterator[str]:
    """Say the limits by day and over the whole contest."""
    if rules.per_day is not None:
        yield f"Mỗi ngày (từ 0 giờ đến 24 giờ) mỗi người được dự thi tối đa {number(rules.per_day)} lượt."
    if rules.in_all is not None:
        yield f"Trong cả cuộc thi mỗi người được dự thi tối đa {number(rules.in_all)} lượt."


def whole(rank: RankRules, *, several: bool, predicted_over: bool) -> str | None:
    """Say how the rounds are put together; None where one round is all there is.

    Args:
        predicted_over: the prediction is of the whole contest.
    """
    within = "prediction" in rank.ties and not predicted_over
    apart = "; dự đoán chỉ xét trong từng vòng" if within else ""
    if rank.whole == "sum" and several:
        return f"Khi xét chung nhiều vòng, kết quả của mỗi người là tổng điểm các vòng đó; các tiêu chí phụ cũng cộng lại{apart}."
    if rank.whole == "best" and rank.best_of is not None:
        # a person's own rounds are not told apart by what compares people alone
        able = [name for name in rank.ties if name not in ("prediction", "lot", "rounds")]
        first = (
            "lấy vòng hơn theo thứ tự các tiêu chí phụ dưới đây (không xét dự đoán, bốc thăm), rồi "
            if able
            else "lấy "
        )
        return f"Kết quả cả cuộc thi là tổng của {number(rank.best_of)} vòng có điểm cao nhất của mỗi người (các vòng bằng điểm thì {first}vòng sớm hơn); các tiêu chí phụ cộng lại trên các vòng đó{apart}."
    if rank.whole == "last":
        return "Kết quả cả cuộc thi là kết quả của vòng cuối cùng."
    if rank.whole == "rounds":
        return "Kết quả cả cuộc thi xếp theo số vòng đã dự thi; người dự nhiều vòng hơn xếp trên."
    return None


def unit_rules(rules: UnitRules, entered: Mapping[str, str]) -> Iterator[str]:
    """Say what belongs to some ways of comparing units only."""
    if rules.score == "rate_and_quality":
        rest = 1 - rules.participation_weight
        yield f"Tỷ lệ dự thi chiếm {share(rules.participation_weight)}, điểm trung bình (tính theo tỷ lệ câu đúng) chiếm {share(rest)}."
    if rules.score == "entered":
        yield f"Điểm được tính: {entered.get(rules.entered, rules.entered)}."


def entered_points(entered: Sequence[Entered]) -> Iterator[str]:
    """Say which points people enter."""
    for each in entered:
        whom = "đơn vị" if each.to == "units" else "cá nhân"
        yield f"Điểm “{each.name}” (mã {each.id}) của {whom} do Ban Tổ chức chấm và nhập, mỗi lần có lý do và được lưu hồ sơ."


def stages(found: Sequence[Stage]) -> Iterator[str]:
    """Say who goes on to which rounds."""
    for each in found:
        quotas = []
        if each.top is not None:
            quotas.append(f"{number(each.top)} người đứng đầu")
        if each.per_unit is not None:
            quotas.append(f"{number(each.per_unit)} người đứng đầu của mỗi đơn vị (cấp nêu ở mục Đơn vị)")
        if each.per_block is not None:
            quotas.append(f"{number(each.per_block)} người đứng đầu của mỗi khối")
        needs = []
        if each.right_at_least is not None:
            needs.append(f"ít nhất {number(each.right_at_least)} câu đúng")
        if each.points_at_least is not None:
            needs.append(f"ít nhất {number(each.points_at_least)} điểm")
        who = " và ".join(quotas) or "mọi người"
        together = " cộng lại" if len(each.after) > 1 else ""
        having = f", với điều kiện đạt {' và '.join(needs)}" if needs else ""
        yield f"{each.name} ({rounds(each.rounds)}): dành cho {who} theo kết quả {rounds(each.after)}{together}{having}. Người đồng hạng ở vị trí cuối cùng đều được vào; người rút được thay bằng người kế tiếp."
