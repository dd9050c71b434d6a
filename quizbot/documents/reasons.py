"""Why somebody stands where they stand, in the words of lists and minutes."""

from datetime import timedelta

from quizbot.core.contest_paper import Points
from quizbot.core.ranking import Difference
from quizbot.core.ties.prediction import Prediction
from quizbot.i18n.formats import duration, points
from quizbot.usecases.awarding import PersonAward

STEPS = {
    "points": "điểm cao hơn ({above} so với {below})",
    "right": "đúng nhiều câu hơn ({above} so với {below})",
    "prediction": "dự đoán gần hơn (lệch {above} so với {below})",
    "duration": "làm bài nhanh hơn ({above} so với {below})",
    "submitted_at": "nộp bài sớm hơn sau khi mở vòng ({above} so với {below})",
    "attempts": "dùng ít lượt hơn ({above} so với {below})",
    "extra": "đúng nhiều câu hỏi phụ hơn ({above} so với {below})",
    "essay": "điểm tự luận cao hơn ({above} so với {below})",
    "rounds": "dự thi nhiều vòng hơn ({above} so với {below})",
    "lot": "bốc thăm",
}


def why(each: PersonAward) -> str:
    """Say in one sentence what put others above."""
    shared = "Cùng hạng, bằng nhau ở mọi tiêu chí. " if each.shared else ""
    if each.step is None:
        return (shared or "Cao nhất theo các tiêu chí. ").strip()
    return f"{shared}Xếp sau người hạng trên vì người đó {step_text(each.step)}."


def among_equals(each: PersonAward) -> str:
    """Say what decided between people of equal points, above and below; empty where points alone did."""
    said = ["Đồng hạng, bằng nhau ở mọi tiêu chí."] if each.shared else []
    if each.step is not None and each.step.step != "points":
        said.append(f"Bằng điểm người hạng trên; người hạng trên {step_text(each.step)}.")
    if each.lead is not None and each.lead.step != "points":
        said.append(f"Bằng điểm người hạng dưới; {step_text(each.lead)}.")
    return " ".join(said)


def step_text(step: Difference) -> str:
    """Say what one result had over another, with both values."""
    return STEPS[step.step].format(
        above=value_text(step.step, step.above), below=value_text(step.step, step.below)
    )


def value_text(step: str, value: Points) -> str:
    """Write the value of a step of the order as people read it."""
    if step in ("duration", "submitted_at"):
        return duration(timedelta(seconds=int(value)))
    if step == "prediction" and value >= Prediction().none_given:
        return "không dự đoán"
    return points(value)
