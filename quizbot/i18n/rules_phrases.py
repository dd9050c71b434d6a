"""The Vietnamese clauses of the rules, by the value of each setting."""

from collections.abc import Callable, Mapping

from quizbot.core.contest import ContestKind, Counted, DrawRule, Feedback, Prediction
from quizbot.i18n.vi_words import listed, number

KIND: Mapping[ContestKind, str] = {
    ContestKind.DAILY: "Cuộc thi tổ chức theo ngày, mỗi ngày một vòng.",
    ContestKind.WEEKLY: "Cuộc thi tổ chức theo tuần, mỗi tuần một vòng.",
    ContestKind.SINGLE: "Cuộc thi tổ chức một vòng duy nhất.",
    ContestKind.LIVE: "Cuộc thi tổ chức trực tiếp, mọi người cùng làm bài một lúc.",
    ContestKind.PRACTICE: "Đây là phần ôn tập: không xếp hạng, không xét giải.",
}
REGISTER: Mapping[str, str] = {
    "roster": "Chỉ người có mã trong danh sách nhân sự được xếp hạng và xét giải.",
    "open": "Người chưa có tên trong danh sách nhân sự được tự đăng ký; được xếp hạng và xét giải sau khi đầu mối của đơn vị xác nhận.",
}
ZONES: Mapping[str, str] = {"Asia/Ho_Chi_Minh": "giờ Việt Nam (UTC+7)"}
STANDS_STILL = "Trong khi vòng thi đang mở, bảng xếp hạng công khai giữ nguyên như lúc mở vòng{last}; bài nộp vẫn được tính và kết quả của vòng được công bố sau khi vòng thi đóng."
PRACTICE_FOR = "Người tự đăng ký cũng được ôn tập, không cần chờ đầu mối của đơn vị xác nhận."
BRACKETS: Mapping[str, str] = {
    "none": "Mọi người được xếp hạng chung một bảng.",
    "by-unit-type": "Mỗi loại hình đơn vị là một khối, có bảng xếp hạng riêng; mỗi người được xếp hạng trong khối của đơn vị mình.",
}
SAME: Mapping[bool, str] = {
    True: "Mọi người trong một vòng nhận cùng một bộ câu hỏi.",
    False: "Đề của mỗi người được rút riêng: câu hỏi người đó chưa gặp được ưu tiên, sau đó là câu hỏi đã gặp ít lần nhất; trong một đề không có câu hỏi lặp lại.",
}
SHUFFLED: Mapping[tuple[bool, bool], str] = {
    (True, True): "Thứ tự câu hỏi và thứ tự phương án trả lời được đảo ngẫu nhiên.",
    (True, False): "Thứ tự câu hỏi được đảo ngẫu nhiên; thứ tự phương án trả lời giữ nguyên.",
    (False, True): "Thứ tự câu hỏi giữ nguyên; thứ tự phương án trả lời được đảo ngẫu nhiên.",
    (False, False): "Thứ tự câu hỏi và thứ tự phương án trả lời giữ nguyên.",
}
CHANGEABLE: Mapping[bool, str] = {
    True: "Được sửa câu trả lời cho đến khi nộp bài; câu trả lời sau cùng được tính.",
    False: "Mỗi câu chỉ trả lời một lần, không được sửa.",
}
PREDICTION: Mapping[Prediction, str] = {
    Prediction.NONE: "Không có câu hỏi dự đoán.",
    Prediction.PERFECT_PAPERS: "Có thêm câu hỏi dự đoán: có bao nhiêu người trả lời đúng tất cả các câu hỏi của vòng thi?",
    Prediction.PARTICIPANTS: "Có thêm câu hỏi dự đoán: có bao nhiêu người dự thi trong vòng thi?",
    Prediction.ATTEMPTS: "Có thêm câu hỏi dự đoán: có bao nhiêu lượt thi trong vòng thi?",
}
PREDICTION_OVER: Mapping[Prediction, str] = {
    Prediction.PERFECT_PAPERS: "Có thêm câu hỏi dự đoán, hỏi ở mỗi vòng: có bao nhiêu người trả lời đúng tất cả các câu hỏi ở ít nhất một vòng của cả cuộc thi?",
    Prediction.PARTICIPANTS: "Có thêm câu hỏi dự đoán, hỏi ở mỗi vòng: có bao nhiêu người dự thi trong cả cuộc thi (mỗi người tính một lần)?",
    Prediction.ATTEMPTS: "Có thêm câu hỏi dự đoán, hỏi ở mỗi vòng: có bao nhiêu lượt thi trong cả cuộc thi?",
}
LAST_PREDICTION = "Dự đoán ở vòng sau cùng người đó có kết quả được tính là dự đoán được xét; dự đoán chỉ xét khi xếp hạng cả cuộc thi, sau khi vòng cuối cùng đóng; không tính vòng thi thử, vòng bị huỷ."
FEEDBACK: Mapping[Feedback, str] = {
    Feedback.EACH: "Đáp án và căn cứ được cho biết ngay sau mỗi câu trả lời.",
    Feedback.AFTER_ATTEMPT: "Đáp án và căn cứ được cho biết sau khi nộp bài.",
    Feedback.AFTER_CLOSE: "Đáp án và căn cứ chỉ được cho biết sau khi vòng thi đóng.",
}
COUNTED: Mapping[Counted, str] = {
    Counted.FIRST: "Lượt thi đầu tiên được tính.",
    Counted.LAST: "Lượt thi cuối cùng được tính.",
    Counted.BEST: "Lượt thi có điểm cao nhất được tính; nếu bằng điểm, tính lượt làm bài nhanh hơn.",
    Counted.BEST_THEN_EARLIEST: "Lượt thi có điểm cao nhất được tính; nếu bằng điểm, tính lượt sớm hơn.",
}
LEFT_OUT_FIRST = "Khi chọn lượt thi được tính thì bỏ qua bài không được tính."
OWN_LIMITS = "Thời gian ghi ở đề riêng cũng tính riêng cho từng người từ khi nhận câu hỏi đầu tiên, và kết thúc chậm nhất khi vòng thi đóng."
COMPLETE: Mapping[bool, str] = {
    True: "Chỉ tính bài đã trả lời đủ tất cả các câu hỏi",
    False: "Bài chưa trả lời đủ vẫn được tính theo số câu đã trả lời",
}
SCORE: Mapping[str, str] = {
    "right_answers": "Mỗi câu trả lời đúng được 01 điểm; câu sai hoặc bỏ trống được 0 điểm.",
    "weighted": "Mỗi câu trả lời đúng được số điểm ghi ở câu hỏi; câu sai hoặc bỏ trống được 0 điểm.",
    "partial": "Mỗi câu được tối đa 100 điểm (nhân với trọng số của câu hỏi), theo tỷ lệ phần trả lời đúng.",
    "negative": "Mỗi câu đúng được cộng 04 điểm, mỗi câu sai bị trừ 01 điểm (nhân với trọng số của câu hỏi); câu bỏ trống được 0 điểm.",
}
GAME: Mapping[str, str] = {
    "speed": "trả lời đúng càng nhanh càng nhiều điểm",
    "streak": "trả lời đúng liên tiếp được cộng thêm",
}
TIE: Mapping[str, str] = {
    "prediction": "dự đoán gần đúng hơn (người không dự đoán xếp sau)",
    "duration": "thời gian làm bài ngắn hơn, tính bằng giây",
    "submitted_at": "nộp bài sớm hơn kể từ khi vòng thi mở, tính bằng giây",
    "attempts": "số lượt đã thi ít hơn",
    "right": "số câu trả lời đúng nhiều hơn",
    "extra": "số câu hỏi phụ trả lời đúng nhiều hơn",
    "essay": "điểm tự luận cao hơn",
    "rounds": "số vòng có kết quả được tính nhiều hơn, kể cả vòng không được cộng (khi xét chung nhiều vòng)",
    "lot": "bốc thăm bằng một số công khai chưa ai biết khi vòng thi đóng; ai cũng kiểm tra lại được",
}
SEASON: Mapping[str, str] = {
    "round": "sau mỗi vòng",
    "week": "theo tuần",
    "month": "theo tháng",
    "contest": "chung cho cả cuộc thi",
}
PEOPLE_OF_UNITS = "Khi xét nhiều vòng, mỗi người được tính một lần, cho một đơn vị: người có kết quả tính cho đơn vị của vòng cuối cùng người đó dự thi; người không dự thi tính cho đơn vị có tên người đó trong danh sách nhân sự của ngày mở vòng gần nhất."
WITHOUT_EXCLUDED = "Người không dự thi nêu ở mục Đối tượng không tính vào số người của đơn vị."
WITH_UNABLE = "Số người của đơn vị kể cả người không đáp ứng điều kiện dự thi."
LAST_ALONE = "Khi xét chung cả cuộc thi, người dự thi của đơn vị là người có kết quả ở vòng cuối cùng, và tỷ lệ câu đúng là của vòng ấy."
SHARE_OVER_ROUNDS = "Khi xét chung nhiều vòng, tỷ lệ câu đúng của mỗi người tính trên mọi câu hỏi của những vòng được cộng mà người đó có kết quả; vòng không dự thi thì không tính."
UNIT_SCORE: Mapping[str, str] = {
    "size_adjusted_z": "Đơn vị được xếp theo điểm trung bình (tính theo tỷ lệ câu đúng) của người dự thi so với mức chung, có tính đến số người dự thi, để đơn vị ít người và đơn vị đông người có cơ hội như nhau. Với ít hơn 05 đơn vị thì chỉ xếp nhóm, không xếp hạng.",
    "empirical_bayes": "Đơn vị được xếp theo mức ước lượng: điểm trung bình (tính theo tỷ lệ câu đúng) của người dự thi, kéo về mức chung khi đơn vị ít người. Với ít hơn 05 đơn vị thì chỉ xếp nhóm, không xếp hạng.",
    "mean": "Đơn vị được xếp theo điểm trung bình (tính theo tỷ lệ câu đúng) của người dự thi.",
    "per_head": "Đơn vị được xếp theo điểm bình quân (tính theo tỷ lệ câu đúng) trên tổng số người trong danh sách nhân sự, tức tỷ lệ dự thi nhân với điểm trung bình; người không dự thi tính 0 điểm.",
    "participation": "Đơn vị được xếp theo tỷ lệ người dự thi trên tổng số người trong danh sách nhân sự.",
    "rate_and_quality": "Đơn vị được xếp theo điểm tổng hợp của tỷ lệ dự thi và chất lượng bài thi.",
    "rate_then_quality": "Đơn vị được xếp theo tỷ lệ dự thi; bằng tỷ lệ thì xếp theo điểm trung bình (tính theo tỷ lệ câu đúng).",
    "quality_then_rate": "Đơn vị được xếp theo điểm trung bình (tính theo tỷ lệ câu đúng); bằng điểm thì xếp theo tỷ lệ dự thi.",
    "participants": "Đơn vị được xếp theo số người dự thi.",
    "winners": "Đơn vị được xếp theo số giải cá nhân mà người của đơn vị đạt được.",
    "entered": "Đơn vị được xếp theo điểm do Ban Tổ chức chấm và nhập.",
}
SCORE_SHORT: Mapping[str, str] = {
    "size_adjusted_z": "điểm trung bình có tính đến số người dự thi",
    "empirical_bayes": "mức ước lượng",
    "mean": "điểm trung bình",
    "per_head": "điểm bình quân trên tổng số người",
    "participation": "tỷ lệ dự thi",
    "rate_and_quality": "tổng hợp tỷ lệ và chất lượng",
    "rate_then_quality": "tỷ lệ dự thi, rồi điểm trung bình",
    "quality_then_rate": "điểm trung bình, rồi tỷ lệ dự thi",
    "participants": "số người dự thi",
    "winners": "số giải cá nhân",
}
EVERY: Mapping[str, str] = {"month": "tháng", "quarter": "quý"}
EVERY_FIRST: Mapping[str, str] = {"month": "tháng", "quarter": "tháng đầu quý"}
EVERY_LAST: Mapping[str, str] = {"month": "tháng", "quarter": "tháng cuối quý"}
PER: Mapping[str, str] = {
    "round": "Giải cá nhân được trao sau mỗi vòng:",
    "contest": "Giải cá nhân được trao chung cho cả cuộc thi:",
}
ONE_EACH: Mapping[str, str] = {
    "contest": "Mỗi người được nhận tối đa 01 giải trong số các giải nêu trên.",
    "round": "Trong tất cả các vòng, mỗi người được nhận tối đa 01 giải trong số các giải nêu trên; giải ở vòng sau của người đã có giải được trao cho người kế tiếp.",
    "month": "Trong các vòng mở trong cùng một tháng, mỗi người được nhận tối đa 01 giải trong số các giải nêu trên; giải của người đã có giải trong tháng được trao cho người kế tiếp.",
    "many": "Một người có thể nhận nhiều giải.",
}
ALL_BLOCKS = "Các giải này xét chung mọi khối trên một bảng; giải của từng khối (nếu có) được ghi riêng."
PUBLISHED: Mapping[str, str] = {"name": "họ tên", "unit": "đơn vị", "score": "kết quả"}
EVIDENCE: Mapping[bool, str] = {
    True: "Sau khi công bố kết quả chính thức, ai cũng tải được gói minh chứng để tính lại kết quả; gói không có họ tên, nhưng người có tên trên bảng công khai có thể được nhận ra theo thứ hạng.",
    False: "Gói minh chứng không được đăng công khai; người dự thi và cơ quan kiểm tra có thể đề nghị Ban Tổ chức cho xem. Mã cam kết và mã niêm phong vẫn được công bố.",
}
INVITE: Mapping[bool, str] = {
    True: "Người thuộc đối tượng dự thi được báo khi vòng thi mở.",
    False: "Không gửi tin báo khi vòng thi mở.",
}
POSTS = ("tin mở vòng thi", "kết quả", "một câu hỏi thăm dò khi mở vòng thi")
PERSONAL_DATA = (
    "Dữ liệu được dùng: mã trong danh sách nhân sự, họ tên, đơn vị, câu trả lời và thời điểm trả lời.",
    "Mục đích: tổ chức cuộc thi, công bố kết quả, đề nghị biểu dương, khen thưởng và báo cáo; chỉ dùng khi người dự thi đã đồng ý.",
    "Người dự thi có quyền xem, sửa, rút lại sự đồng ý và yêu cầu xoá dữ liệu của mình theo quy định của pháp luật về bảo vệ dữ liệu cá nhân.",
)

_LEVELS = {1: "nhớ", 2: "hiểu", 3: "vận dụng"}
_KINDS = {
    "single": "chọn một phương án",
    "multiple": "chọn nhiều phương án",
    "true_false": "đúng/sai",
    "number": "điền số",
    "order": "sắp xếp",
    "short_text": "trả lời ngắn",
    "match": "ghép đôi",
}


SESSIONS_SKIPPED = "Nếu ngày mở trùng ngày nghỉ lễ, vòng thi mở vào ngày làm việc kế tiếp, vào cùng giờ; nếu khi ấy đã quá giờ đóng thì bỏ vòng đó và bù bằng một vòng cùng thứ, cùng giờ sau tuần cuối cùng."


def skipped(skip: str, *, weekly: bool) -> str:
    """Say what happens to a round on a day off."""
    if skip == "none":
        return "Vòng thi vẫn diễn ra vào ngày nghỉ, ngày lễ."
    if weekly:
        return "Nếu ngày mở trùng ngày nghỉ lễ, vòng thi mở vào ngày làm việc kế tiếp, vào cùng giờ; tuần không còn ngày làm việc nào trước khi đóng thì bỏ và bù một tuần ở cuối."
    return (
        "Không mở vòng vào ngày nghỉ lễ; ngày làm bù được tính là ngày làm việc; vòng bỏ đi được bù ở cuối."
    )


def by_round(code: str) -> str:
    """Write out what a code with the number of the round in it is in each round; "" for any other code."""
    if "{round}" not in code:
        return ""
    first, second = (code.replace("{round}", each) for each in "12")
    return f"{first} ở vòng 1, {second} ở vòng 2 và cứ thế theo số của vòng"


def drawn(rule: DrawRule, name: Callable[[str], str]) -> str:
    """Say what one draw rule takes."""
    if rule.ids:
        # which ones is not said: who holds the bank would know the paper beforehand
        each_round = ", mỗi vòng một bộ riêng" if any(map(by_round, rule.ids)) else ""
        return f"{number(rule.count)} câu do Ban Tổ chức chọn trước{each_round}, theo đúng thứ tự đã chọn."
    parts = [f"{number(rule.count)} câu"]
    if rule.document is not None:
        parts.append(f"về {name(rule.document)}")
    if rule.topic is not None:
        parts.append(f"chủ đề {by_round(rule.topic) or name(rule.topic)}")
    if rule.level is not None:
        parts.append(f"mức {_LEVELS.get(rule.level, rule.level)}")
    if rule.kind is not None:
        parts.append(f"dạng {_KINDS.get(rule.kind, rule.kind)}")
    if rule.tags:
        parts.append(f"có nhãn {listed([by_round(each) or each for each in rule.tags])}")
    return ", ".join(parts) + "."
