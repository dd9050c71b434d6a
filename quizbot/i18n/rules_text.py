"""The thể lệ of a contest in Vietnamese, printed from the very value the machine obeys."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import time

from quizbot.core.calendar import Period
from quizbot.core.conditions import Condition
from quizbot.core.contest import Contest, ContestKind, Feedback
from quizbot.i18n import rules_clauses as more
from quizbot.i18n import rules_phrases as say
from quizbot.i18n import rules_prizes as won
from quizbot.i18n.vi_words import (
    WEEKDAYS,
    clock,
    closing,
    closing_day_and_time,
    closing_moment,
    day,
    day_and_time,
    length,
    listed,
    moment,
    number,
    share,
)

KNOWN_NAMES = {
    "ban-to-chuc": "thành viên Ban Tổ chức",
    "to-thu-ky": "thành viên Tổ Thư ký",
    "ban-de-thi": "thành viên Ban Đề thi",
    "quan-tri": "người quản trị hệ thống",
    "nq57": "Nghị quyết số 57-NQ/TW",
    "nq71": "Nghị quyết số 71/NQ-CP",
    "kh618": "Kế hoạch số 618/KH-VPUBND",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """One heading of the rules, with its clauses in order."""

    title: str
    clauses: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Writer:
    contest: Contest
    rounds: Sequence[Period]
    names: Mapping[str, str] = field(default_factory=dict)

    def name(self, code: str) -> str:
        return self.names.get(code) or KNOWN_NAMES.get(code) or code

    @property
    def practice(self) -> bool:
        return self.contest.kind is ContestKind.PRACTICE

    def who(self) -> list[str]:
        who = self.contest.who
        invited = listed(map(self.name, who.units))
        # with blocks or open registration it is not the staff alone
        staff = who.register == "roster" and not who.blocks
        people = "công chức, viên chức, người lao động" if staff else "người"
        clauses = [
            f"Đối tượng dự thi: {people} thuộc {invited}, gồm cả các đơn vị trực thuộc."
            if invited
            else f"Đối tượng dự thi: {'toàn thể' if staff else 'mọi'} {people} {'của' if staff else 'thuộc'} cơ quan và các đơn vị trực thuộc."
        ]
        if self.practice:
            return [*clauses, say.PRACTICE_FOR]
        if who.exclude:
            clauses.append(f"Không dự thi: {listed(map(self.name, who.exclude))}.")
        clauses += [say.REGISTER.get(who.register, f"Cách đăng ký: {who.register}.")]
        clauses += more.people(who, self.name)
        if who.blocks:
            return clauses
        return [*clauses, say.BRACKETS.get(who.brackets, f"Bảng thi: {who.brackets}.")]

    def time(self) -> list[str]:
        plan = self.contest.rounds
        clauses = [say.KIND[self.contest.kind]]
        listed_out = list(more.schedule(plan))
        if listed_out:
            clauses = listed_out
        elif plan.opens_at and plan.closes_at:
            clauses.append(
                f"Thời gian: từ {day_and_time(plan.opens_at, plan.zone)} đến trước {closing_day_and_time(plan.closes_at, plan.zone)}."
            )
        elif plan.opens and plan.closes:
            clauses += self._repeated()
        clauses += [
            f"Vòng {each}: từ {day_and_time(opens_at, plan.zone)} đến trước {closing_day_and_time(closes_at, plan.zone)}."
            for each, (opens_at, closes_at) in self._shown_rounds()
        ]
        return [
            *clauses,
            *more.hours_and_trial(plan),
            f"Giờ ghi trong Thể lệ là {say.ZONES.get(plan.zone, f'giờ của {plan.zone}')}, tính theo đồng hồ của máy chủ.",
        ]

    def _repeated(self) -> list[str]:
        plan = self.contest.rounds
        if plan.opens is None or plan.closes is None:
            return []
        first = f", bắt đầu từ ngày {day(plan.first, plan.zone)}" if plan.first else ""
        weekly = plan.opens.weekday is not None
        # midnight ends the day itself
        overnight = " hôm sau" if not weekly and time(0) < plan.closes.at <= plan.opens.at else ""
        closes = f"{closing_moment(plan.closes)}{overnight}"
        days = (
            ""
            if weekly
            else f"{',' if overnight else ''} các ngày {listed(WEEKDAYS[each] for each in plan.weekdays)}"
        )
        return [
            f"Gồm {number(plan.count)} vòng{first}; mỗi vòng mở lúc {moment(plan.opens)} và đóng lúc {closes}{days}.",
            say.skipped(plan.skip, weekly=weekly),
        ]

    def _several(self) -> bool:
        """Tell whether results of more than one round are put together."""
        plan = self.contest.rounds
        count = len(self.rounds) or len(plan.windows) or plan.count * max(1, len(plan.sessions))
        if plan.opens_at is not None:
            count = 1
        return count - plan.trial > 1

    def _shown_rounds(self) -> list[tuple[int, Period]]:
        """List every round up to twelve, else the first and the last; a single one stands above."""
        every = list(enumerate(self.rounds, start=1))
        if len(every) < 2 or self.contest.rounds.windows:
            return []
        return every if len(every) <= 12 else [every[0], every[-1]]

    def paper(self) -> list[str]:
        paper = self.contest.paper
        total = sum(rule.count for rule in paper.draw)
        clauses = (
            [f"Mỗi đề gồm {number(total)} câu hỏi, rút từ ngân hàng câu hỏi như sau:"] if paper.draw else []
        )
        clauses += [f"– {say.drawn(rule, self.name)}" for rule in paper.draw]
        blocks = {each.id: each.name for each in self.contest.who.blocks}
        more_papers = more.papers(paper, self.name, blocks)
        if not self.practice:
            clauses += more_papers
        clauses.append(say.SAME[paper.same_for_all])
        clauses.append(say.SHUFFLED[paper.shuffle_questions, paper.shuffle_options])
        clauses += more.limits(paper)
        clauses.append(say.CHANGEABLE[paper.changeable])
        clauses += more.prediction(paper, several=self._several())
        clauses += more.prediction_of(paper, blocks)
        return [*clauses, say.FEEDBACK[paper.feedback]]

    def attempts(self) -> list[str]:
        rules = self.contest.attempts
        clauses = [
            more.any_number(rules)
            if rules.per_round is None
            else f"Mỗi người được dự thi tối đa {number(rules.per_round)} lượt trong mỗi vòng."
        ]
        if self.practice:
            return clauses
        if rules.per_round != 1:
            clauses.append(say.COUNTED[rules.counted])
            if rules.complete_only or any(each.required for each in self.contest.paper.essays):
                clauses.append(say.LEFT_OUT_FIRST)
        return [*clauses, *more.attempts(rules), more.complete(rules, self.contest.paper)]

    def ranking(self) -> list[str]:
        rank, results = self.contest.rank, self.contest.results
        clauses = [
            say.SCORE.get(rank.score, f"Cách tính điểm: {rank.score}."),
            "Người có điểm cao hơn xếp trên. Người bằng điểm và bằng mọi tiêu chí phụ thì đồng hạng; hạng kế tiếp được tính theo số người xếp trên (1, 2, 2, 4).",
        ]
        if self.contest.paper.essays:
            clauses.append("Điểm tự luận được cộng vào điểm.")
        together = more.whole(
            rank,
            several=self._several(),
            predicted_over=self.contest.paper.prediction_over == "contest",
        )
        if together is not None:
            clauses.append(together)
        if rank.ties:
            clauses.append("Khi bằng điểm, xét lần lượt các tiêu chí phụ:")
            clauses += [
                f"{step}) {say.TIE.get(name, name)}{';' if step < len(rank.ties) else '.'}"
                for step, name in enumerate(rank.ties, start=1)
            ]
        if rank.lot_source:
            clauses.append(f"Số công khai dùng để bốc thăm: {rank.lot_source}.")
        if rank.game:
            clauses.append(
                f"Điểm vui chơi ({say.GAME.get(rank.game, rank.game)}) chỉ để động viên, không dùng để xếp hạng."
            )
        if self.contest.paper.feedback is Feedback.AFTER_CLOSE:
            last = f", không chỉ trong {length(results.freeze)} cuối" if results.freeze else ""
            clauses.append(say.STANDS_STILL.format(last=last))
        elif results.freeze:
            clauses.append(
                f"Bảng xếp hạng công khai giữ nguyên trong {length(results.freeze)} cuối của mỗi vòng; bài nộp trong thời gian này vẫn được tính."
            )
        return clauses

    def units(self) -> list[str]:
        rules = self.contest.units
        clauses = [
            f"Xếp hạng đơn vị {say.SEASON.get(rules.season, rules.season)}, {more.unit_level(rules.level)}",
            say.UNIT_SCORE.get(rules.score, f"Cách tính điểm đơn vị: {rules.score}."),
        ]
        who = self.contest.who
        if who.exclude:
            clauses.append(say.WITHOUT_EXCLUDED)
        if who.must != Condition() or (who.blocks and more.nobody_else(who)):
            clauses.append(say.WITH_UNABLE)
        if self._several() and rules.season != "round":
            last_alone = rules.season == "contest" and self.contest.rank.whole == "last"
            clauses += [say.PEOPLE_OF_UNITS, say.LAST_ALONE if last_alone else say.SHARE_OVER_ROUNDS]
        clauses += more.unit_rules(rules, {each.id: each.name for each in self.contest.entered})
        clauses += more.entered_points(self.contest.entered)
        if rules.participation_at_least:
            clauses.append(
                f"Chỉ xếp hạng đơn vị có ít nhất {share(rules.participation_at_least)} số người trong danh sách nhân sự dự thi."
            )
        return clauses

    def prizes(self) -> list[str]:
        rules = self.contest.prizes
        if not (rules.person or rules.unit or rules.sets):
            return ["Cuộc thi không có giải thưởng bằng hiện vật hoặc tiền."]
        clauses = []
        if rules.person:
            clauses.append(say.PER.get(rules.per, f"Kỳ trao giải: {rules.per}."))
            clauses += [f"Cá nhân: {won.prize(each, to='person')}" for each in rules.person]
            within = "month" if (rules.per, rules.one_per) == ("round", "month") else rules.per
            clauses.append(say.ONE_EACH[within if rules.one_per_person else "many"])
            needed = won.rounds_needed(rules, to="person")
            if needed:
                clauses.append(f"Các giải cá nhân nêu trên {needed}.")
            if self.contest.who.blocks or self.contest.who.brackets != "none":
                clauses.append(say.ALL_BLOCKS)
        if rules.unit:
            season = self.contest.units.season
            clauses.append(f"Giải tập thể được xét {say.SEASON.get(season, season)}:")
            clauses += [f"Tập thể: {won.prize(each, to='unit')}" for each in rules.unit]
        clauses += won.prize_sets(self.contest)
        return [*clauses, say.SHARE_OVER_ROUNDS] if self._several() and won.by_share(rules) else clauses

    def publishing(self) -> list[str]:
        results = self.contest.results
        shown = listed(say.PUBLISHED.get(each, each) for each in results.publish)
        clauses = [
            f"Bảng xếp hạng công khai nêu {shown} của {number(results.top)} hạng đầu."
            if results.publish
            else f"Bảng xếp hạng công khai chỉ nêu {number(results.top)} hạng đầu, không nêu thông tin cá nhân."
        ]
        clauses.append(
            f"Thời hạn khiếu nại: {length(results.appeal)} kể từ khi công bố kết quả tạm thời. Khiếu nại gửi ngay trong trò chuyện (lệnh /khieunai) và do người không tham gia công bố kết quả trả lời; hết thời hạn này, khi mọi khiếu nại đã được trả lời, Ban Tổ chức công bố kết quả chính thức."
            if results.appeal
            else "Kết quả được công bố chính thức ngay sau khi Ban Tổ chức kiểm tra, không có thời hạn khiếu nại riêng."
        )
        if not self.practice:
            clauses.append(say.EVIDENCE[results.evidence])
        remind, groups = self.contest.remind, self.contest.groups
        clauses.append(say.INVITE[remind.invite])
        if remind.before_close:
            clauses.append(
                f"Người chưa dự thi được nhắc trước khi vòng thi đóng {listed(map(length, remind.before_close))}."
            )
        clauses.append(
            f"Không gửi tin từ {clock(remind.quiet_from)} đến {closing(remind.quiet_until)}; tin báo mở vòng hoặc nhắc thi đến lúc này được gửi khi hết giờ ấy, nếu vòng thi còn mở."
        )
        posts = [
            text
            for wanted, text in zip((groups.opening, groups.results, groups.poll), say.POSTS, strict=True)
            if wanted
        ]
        return clauses + ([f"Đăng vào nhóm trò chuyện của đơn vị: {listed(posts)}."] if posts else [])


def rules_sections(
    contest: Contest, *, rounds: Sequence[Period] = (), names: Mapping[str, str] | None = None
) -> tuple[Section, ...]:
    """Give the rules of a contest, section by section; practice, which ranks nobody, has fewer.

    Args:
        contest: what the machine obeys.
        rounds: the rounds with holidays taken out, to print their dates.
        names: what codes of units, groups and documents are called.
    """
    writer = _Writer(contest, rounds, names or {})
    parts = [
        ("Đối tượng", writer.who()),
        ("Thời gian", writer.time()),
        ("Hình thức và đề thi", writer.paper()),
        ("Số lượt", writer.attempts()),
    ]
    if contest.stages and not writer.practice:
        parts.append(("Các giai đoạn", list(more.stages(contest.stages))))
    if not writer.practice:
        parts += [
            ("Cách tính kết quả và xếp hạng", writer.ranking()),
            ("Đơn vị", writer.units()),
            ("Giải thưởng", writer.prizes()),
            ("Công bố và khiếu nại", writer.publishing()),
        ]
    data = list(say.PERSONAL_DATA)
    data[1:1] = more.personal_data(contest.who)
    parts.append(("Dữ liệu cá nhân", data))
    return tuple(Section(title=title, clauses=tuple(clauses)) for title, clauses in parts)


def rules_text(
    contest: Contest, *, rounds: Sequence[Period] = (), names: Mapping[str, str] | None = None
) -> str:
    """Print the rules of a contest as plain text, ready to be pasted into a document."""
    lines = ["THỂ LỆ", contest.title, ""]
    if contest.organiser:
        lines += [f"Đơn vị tổ chức: {contest.organiser}", ""]
    for place, section in enumerate(rules_sections(contest, rounds=rounds, names=names), start=1):
        lines += [f"{place}. {section.title}", *section.clauses, ""]
    if contest.note:
        lines += [f"Ghi chú: {contest.note.strip()}", ""]
    return "\n".join([*lines, f"Mã cuộc thi: {contest.id}", ""])
