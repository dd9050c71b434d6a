"""The texts of what whole-contest checks find, in Vietnamese and English."""

from quizbot.forms.messages import Table

CONTESTS: Table = {
    "contest.name_unknown": {
        "vi": ("không có {what} tên “{given}”", "chọn một trong: {known}"),
        "en": ("there is no {what} named “{given}”", "choose one of: {known}"),
    },
    "contest.group_empty": {
        "vi": (
            "trong danh sách nhân sự chưa ai thuộc nhóm “{given}”, cũng không có đơn vị mã ấy, nên mục này chưa loại ai",
            "trước khi mở, ghi nhóm cho từng người bằng tệp có hai cột code, groups: quizbot people traits TỆP; hoặc bỏ “{given}” khỏi exclude",
        ),
        "en": (
            "nobody on the roster is in the group “{given}”, and no unit has that code: nobody is kept out by it",
            "before opening, give people their group by a file with the columns code, groups: quizbot people traits FILE; or take “{given}” out of exclude",
        ),
    },
    "contest.name_near": {
        "vi": ("không có {what} tên “{given}”", "có phải ý bạn là “{near}”?"),
        "en": ("there is no {what} named “{given}”", "did you mean “{near}”?"),
    },
    "contest.wrong_ledger": {
        "vi": ("“{given}” là cách tính {ledger}, không dùng được ở đây", "chọn một trong: {known}"),
        "en": ("“{given}” belongs to the {ledger} ledger and cannot stand here", "choose one of: {known}"),
    },
    "contest.bank_too_small": {
        "vi": (
            "rút {wanted} câu nhưng ngân hàng thiếu {lacking} câu (có {matching} câu phù hợp, tính cả câu mà dòng khác cần)",
            "giảm count, hoặc bổ sung câu hỏi vào ngân hàng",
        ),
        "en": (
            "{wanted} questions are to be drawn and the bank lacks {lacking} ({matching} match, those that other rules need included)",
            "lower count, or add questions to the bank",
        ),
    },
    "contest.schedule_incomplete": {
        "vi": ("lịch vòng thi thiếu “{field}”", "thêm “{field}” theo mẫu của loại cuộc thi này"),
        "en": ("the schedule lacks “{field}”", "add “{field}” after the form of this kind of contest"),
    },
    "contest.round_empty": {
        "vi": ("vòng {number} đóng trước hoặc cùng lúc mở", "sửa giờ mở hoặc giờ đóng"),
        "en": ("round {number} closes at or before its opening", "mend the opening or the closing"),
    },
    "contest.rounds_overlap": {
        "vi": ("vòng {number} chưa đóng thì vòng sau đã mở", "cho vòng đóng sớm hơn hoặc mở muộn hơn"),
        "en": ("round {number} is still open when the next one opens", "close earlier or open later"),
    },
    "contest.weekday_not_wanted": {
        "vi": (
            "cuộc thi hằng ngày không ghi thứ ở giờ mở, giờ đóng",
            "chỉ ghi giờ, như 08:00; các thứ ghi ở weekdays",
        ),
        "en": (
            "a daily contest has no weekday at its hours",
            "write the hour alone, such as 08:00; weekdays go to `weekdays`",
        ),
    },
    "contest.weekday_wanted": {
        "vi": ("buổi thi trong tuần cần ghi thứ", "ghi thứ và giờ, như Tue 08:00 hoặc T3 08:00"),
        "en": ("a session of a week names its weekday", "write weekday and hour, such as Tue 08:00"),
    },
    "contest.field_unused": {
        "vi": ("“{field}” không dùng cho loại cuộc thi “{kind}”", "xoá mục này, hoặc đổi kind"),
        "en": ("“{field}” means nothing in a contest of kind “{kind}”", "delete it, or change kind"),
    },
    "contest.invite_waits": {
        "vi": (
            "vòng {number} mở trong giờ không gửi tin, nên tin báo mở vòng gửi lúc {until}",
            "đổi giờ mở, giờ không gửi tin, hoặc đặt invite: false",
        ),
        "en": (
            "round {number} opens in the quiet hours and the invitation waits until {until}",
            "move the opening or the quiet hours, or set invite: false",
        ),
    },
    "contest.invite_too_late": {
        "vi": (
            "vòng {number} mở và đóng trong giờ không gửi tin, nên không ai nhận được tin báo mở vòng",
            "viết remind.quiet_from muộn hơn giờ mở, đổi giờ mở, hoặc đặt invite: false",
        ),
        "en": (
            "round {number} opens and closes in the quiet hours, so nobody gets the invitation",
            "write a remind.quiet_from after the opening, move the opening, or set invite: false",
        ),
    },
    "contest.longer_than_round": {
        "vi": ("{what} dài hơn vòng thi ngắn nhất ({length})", "viết ngắn hơn {length}"),
        "en": ("{what} is longer than the shortest round ({length})", "write less than {length}"),
    },
    "contest.reminder_before_opening": {
        "vi": ("lời nhắc gửi trước khi vòng thi mở (vòng ngắn nhất dài {length})", "viết ngắn hơn {length}"),
        "en": (
            "the reminder comes before the round opens (the shortest lasts {length})",
            "write less than {length}",
        ),
    },
    "contest.prediction_missing": {
        "vi": (
            "xét dự đoán nhưng đề không có câu dự đoán",
            "thêm paper.prediction, hoặc bỏ “prediction” khỏi ties và bỏ prediction_over",
        ),
        "en": (
            "a prediction is looked at that the paper does not ask for",
            "add paper.prediction, or take “prediction” out of ties and drop prediction_over",
        ),
    },
    "contest.prediction_unused": {
        "vi": (
            "có câu dự đoán nhưng không dùng để phân hạng",
            "thêm “prediction” vào rank.ties, hoặc bỏ câu dự đoán",
        ),
        "en": ("a prediction is asked and does not rank", "add “prediction” to rank.ties, or drop it"),
    },
    "contest.tie_twice": {
        "vi": ("tiêu chí phụ “{given}” ghi hai lần", "xoá một lần"),
        "en": ("the tie-break “{given}” stands twice", "delete one"),
    },
    "contest.tie_after_lot": {
        "vi": ("tiêu chí phụ sau “lot” không bao giờ được xét", "đưa “lot” xuống cuối"),
        "en": ("a tie-break after “lot” is never reached", "put “lot” last"),
    },
    "contest.lot_source_missing": {
        "vi": (
            "có bốc thăm nhưng chưa nói lấy số công khai nào, nên không bốc thăm được",
            "thêm rank.lot_source, ví dụ: giải đặc biệt xổ số miền Bắc mở thưởng ngày 08/8/2025",
        ),
        "en": (
            "a lot is drawn and no public value is named, so none can be drawn",
            "add rank.lot_source, such as: the first prize of the state lottery of 8 August 2025",
        ),
    },
    "contest.prizes_exceed": {
        "vi": ("{prizes} giải cho {able} {whom}", "giảm số giải"),
        "en": ("{prizes} prizes for {able} {whom}", "lower the number of prizes"),
    },
    "contest.winners_run_out": {
        "vi": (
            "mỗi người một giải trong {within}: {rounds} vòng × {prizes} giải cần {total} người khác nhau, mà chỉ có khoảng {able} người",
            "ghi one_per: month (mỗi người một giải trong một tháng), giảm số giải, hoặc one_per_person: false",
        ),
        "en": (
            "one prize each ({within}): {rounds} rounds of {prizes} prizes need {total} different people, and there are about {able}",
            "write one_per: month, lower the number of prizes, or one_per_person: false",
        ),
    },
    "contest.one_per_unused": {
        "vi": (
            "one_per: month chỉ dùng cùng per: round và one_per_person: true",
            "xoá one_per, hoặc ghi per: round",
        ),
        "en": (
            "one_per: month goes with per: round and one_per_person: true only",
            "delete one_per, or write per: round",
        ),
    },
    "contest.lots_wait": {
        "vi": (
            "giải trao sau mỗi vòng, nhưng số công khai để bốc thăm chỉ nhập một lần, sau khi cả {count} vòng đóng: bằng nhau đến bước bốc thăm ở vòng 1 phải chờ đến sau {until}",
            "chia thành các cuộc thi ngắn hơn (mỗi tháng hoặc mỗi quý một tệp), hoặc chấp nhận giải ấy chờ quyết định",
        ),
        "en": (
            "prizes are given after each round, but the public value for lots is entered once, after all {count} rounds: a tie in round 1 that only lots part waits until after {until}",
            "make shorter contests of it (one file a month or a quarter), or accept that such a prize waits",
        ),
    },
    "contest.all_without_mark": {
        "vi": (
            "giải cho mọi người (count: all) không nêu mức phải đạt",
            "thêm share_at_least, right_at_least hoặc points_at_least; cho mọi người dự thi thì ghi share_at_least: 0%",
        ),
        "en": (
            "a prize for everybody (count: all) says no mark",
            "add share_at_least, right_at_least or points_at_least; for everybody who takes part write share_at_least: 0%",
        ),
    },
    "contest.all_costs": {
        "vi": (
            "“{name}” tặng mọi người đạt mức: nhiều nhất {people} người x {amount} đồng = {total} đồng mỗi lần trao",
            "dự trù đủ kinh phí, nâng mức phải đạt, hoặc bỏ amount",
        ),
        "en": (
            "“{name}” goes to everybody who reaches the mark: at most {people} people x {amount} đồng = {total} đồng each time",
            "provide for it, raise the mark, or drop the amount",
        ),
    },
    "contest.all_limited": {
        "vi": (
            "“{field}” giới hạn số người đoạt giải, mà nhóm có giải cho mọi người (count: all)",
            "tách giải cho mọi người thành một nhóm riêng, hoặc bỏ “{field}”",
        ),
        "en": (
            "“{field}” limits the winners, and the set has a prize for everybody (count: all)",
            "give the prize for everybody a set of its own, or drop “{field}”",
        ),
    },
    "contest.mark_unknown": {
        "vi": ("không xét “{field}” được ở nhóm giải này", "dùng: {known}"),
        "en": ("“{field}” cannot be asked for in this set", "use: {known}"),
    },
    "contest.rounds_of_a_round": {
        "vi": (
            "“{field}” dành cho giải xét chung nhiều vòng, mà giải này trao sau mỗi vòng",
            "đặt per: contest, hoặc bỏ mục này",
        ),
        "en": (
            "“{field}” is for prizes over several rounds, and these are given after each",
            "set per: contest, or drop it",
        ),
    },
    "contest.too_many_rounds": {
        "vi": ("phải dự {wanted} vòng mà chỉ có {held} vòng được tính", "giảm rounds_at_least"),
        "en": ("{wanted} rounds are asked for and {held} count", "lower rounds_at_least"),
    },
    "contest.practice_prizes": {
        "vi": ("ôn tập không xếp hạng nên không có giải", "bỏ prizes, hoặc đổi kind"),
        "en": ("practice ranks nobody and has no prizes", "drop prizes, or change kind"),
    },
    "contest.rounds_past": {
        "vi": ("cả {count} vòng đã qua", "sửa first hoặc thời gian của vòng thi"),
        "en": ("all {count} rounds are over", "mend first, or the times of the rounds"),
    },
    "contest.first_round_past": {
        "vi": (
            "{past} trong {count} vòng đã qua (vòng 1 đóng lúc {closed}); không ai dự thi được các vòng ấy nữa",
            "sửa first thành ngày mở vòng đầu tiên",
        ),
        "en": (
            "{past} of {count} rounds are over (round 1 closed at {closed}); nobody can take part in them any more",
            "let first be the day on which the first round opens",
        ),
    },
    "contest.quiet_hours": {
        "vi": (
            "lời nhắc của vòng {number} rơi vào giờ không gửi tin, nên sẽ gửi muộn lúc {until}",
            "đổi thời điểm nhắc hoặc giờ không gửi tin",
        ),
        "en": (
            "the reminder of round {number} falls into the quiet hours and waits until {until}",
            "move the reminder or the quiet hours",
        ),
    },
    "contest.reminder_too_late": {
        "vi": (
            "lời nhắc của vòng {number} rơi vào giờ không gửi tin và không còn kịp trước khi vòng đóng",
            "nhắc sớm hơn",
        ),
        "en": (
            "the reminder of round {number} falls into the quiet hours and cannot go out before the round closes",
            "remind earlier",
        ),
    },
    "contest.name_twice": {
        "vi": ("“{given}” ghi hai lần", "mỗi tên một lần"),
        "en": ("“{given}” stands twice", "give each name once"),
    },
    "contest.blocks_missing": {
        "vi": ("mục này nói đến khối nhưng cuộc thi chưa chia khối", "khai who.blocks, hoặc bỏ mục này"),
        "en": ("this speaks of blocks and the contest has none", "declare who.blocks, or drop it"),
    },
    "contest.block_without_units": {
        "vi": (
            "giải tập thể theo khối cần biết đơn vị nào thuộc khối nào, mà khối không nêu units hoặc unit_types",
            "thêm units hoặc unit_types vào từng khối, hoặc đặt block: all",
        ),
        "en": (
            "prizes of units by block need to know which units are in which block, and a block names neither units nor unit_types",
            "add units or unit_types to each block, or set block: all",
        ),
    },
    "contest.entered_unused": {
        "vi": ("“entered” chỉ dùng với score: entered", "đặt score: entered, hoặc bỏ mục này"),
        "en": ("“entered” goes with score: entered alone", "set score: entered, or drop it"),
    },
    "contest.round_beyond": {
        "vi": ("không có vòng {number}: cuộc thi có {count} vòng", "sửa số vòng"),
        "en": ("there is no round {number}: the contest has {count}", "mend the number"),
    },
    "contest.all_trial": {
        "vi": ("cả {count} vòng đều là thi thử", "hạ rounds.trial, hoặc thêm vòng"),
        "en": ("all {count} rounds are for trying out", "lower rounds.trial, or add rounds"),
    },
    "contest.stage_order": {
        "vi": ("vòng xét (after) phải ở trước mọi vòng của giai đoạn (rounds)", "sửa after hoặc rounds"),
        "en": (
            "the rounds that decide (after) stand before those of the stage (rounds)",
            "mend after or rounds",
        ),
    },
    "contest.stage_twice": {
        "vi": ("vòng {number} thuộc hai giai đoạn", "mỗi vòng thuộc một giai đoạn"),
        "en": ("round {number} belongs to two stages", "give each round to one stage"),
    },
    "contest.best_of_missing": {
        "vi": ("chưa nói lấy bao nhiêu vòng cao nhất", "thêm rank.best_of"),
        "en": ("how many of the best rounds count is not said", "add rank.best_of"),
    },
    "contest.best_of_unused": {
        "vi": ("best_of chỉ dùng với whole: best", "đặt whole: best, hoặc bỏ best_of"),
        "en": ("best_of goes with whole: best alone", "set whole: best, or drop best_of"),
    },
    "contest.tie_unasked": {
        "vi": (
            "tiêu chí phụ “{given}” cần câu hỏi mà đề không có",
            "thêm paper.extra (extra) hoặc paper.essays (essay), hoặc bỏ tiêu chí",
        ),
        "en": (
            "the tie-break “{given}” needs a question that no paper asks",
            "add paper.extra (extra) or paper.essays (essay), or drop it",
        ),
    },
    "contest.extra_unused": {
        "vi": (
            "có câu hỏi phụ nhưng không dùng để phân hạng",
            "thêm “extra” vào rank.ties, hoặc bỏ câu hỏi phụ",
        ),
        "en": ("extra questions are asked and do not rank", "add “extra” to rank.ties, or drop them"),
    },
    "contest.not_of_step": {
        "vi": ("điểm không phải bội số của essay_step ({step})", "sửa số điểm, hoặc sửa essay_step"),
        "en": ("the points are no multiple of essay_step ({step})", "mend the points, or essay_step"),
    },
    "contest.essays_missing": {
        "vi": (
            "mục này nói về bài tự luận nhưng đề không có câu tự luận",
            "thêm paper.essays, hoặc bỏ mục này",
        ),
        "en": ("this speaks of essays and the paper has none", "add paper.essays, or drop it"),
    },
    "contest.practice_essays": {
        "vi": ("ôn tập không có câu hỏi phụ và câu tự luận", "bỏ extra và essays, hoặc đổi kind"),
        "en": ("practice has neither extra questions nor essays", "drop extra and essays, or change kind"),
    },
    "contest.no_paper": {
        "vi": (
            "vòng {number}{block} không có đề: không đề riêng nào phù hợp và không có đề chung",
            "thêm paper.draw, hoặc một đề trong paper.papers cho vòng và khối này",
        ),
        "en": (
            "round {number}{block} has no paper: no variant fits and there is no common draw",
            "add paper.draw, or a variant of paper.papers for this round and block",
        ),
    },
    "contest.key_leaks": {
        "vi": (
            "đáp án cho biết trước khi vòng đóng, trong khi mọi người làm cùng một đề",
            "đặt feedback: after_close",
        ),
        "en": (
            "the key is told before the round closes while everybody has the same paper",
            "set feedback: after_close",
        ),
    },
    "contest.improving_with_key": {
        "vi": (
            "được thi nhiều lượt và biết đáp án sau mỗi lượt",
            "đặt feedback: after_close, hoặc counted: first",
        ),
        "en": (
            "people may try again after having seen the key",
            "set feedback: after_close, or counted: first",
        ),
    },
}
