"""What was bound before the contest: rules, questions, keys, draw."""

from collections.abc import Iterator
from datetime import datetime
from itertools import pairwise

from quizbot.core.codec import canonical, content_hash
from quizbot.core.proof.commitments import bank_leaf, bound, hidden_leaf, key_leaf
from quizbot.core.proof.merkle import Tree
from quizbot.core.question import Question
from quizbot.usecases.evidence.bundle import bare
from quizbot.usecases.evidence.log_checks import Seen
from quizbot.usecases.evidence.reading import Evidence


def wrong_rules(evidence: Evidence) -> Iterator[tuple[str, str]]:
    """Find out whether the rules are not those that were bound, and bound in time."""
    contest, made = evidence.stored.contest, evidence.commitments["made"]
    if canonical(contest) + b"\n" != evidence.read("rules.json"):
        yield "rules.json", "rules.not_canonical"
    if content_hash(contest) != evidence.stored.rules_hash or contest.id != evidence.contest_page["contest"]:
        yield "contest.json", "rules.not_pinned"
    if not made:
        yield "commitments.json", "rules.not_bound"
    elif bound(evidence.commitments["rules_nonce"], contest) != made[-1]["rules"]:
        yield "commitments.json", "rules.not_as_bound"
    first = min((each.opens_at for each in evidence.rounds), default=None)
    if made and first is not None and datetime.fromisoformat(made[0]["at"]) > first:
        yield "commitments.json", "rules.bound_late"
    for before, after in pairwise(made):
        if (before["rules"] != after["rules"]) and datetime.fromisoformat(after["at"]) > (
            first or evidence.rounds[0].opens_at
        ):
            yield "commitments.json", "rules.changed_after_opening"


def wrong_questions(evidence: Evidence, seen: Seen) -> Iterator[tuple[str, str]]:
    """Find questions that were not bound, or only after somebody had them."""
    bound_at: dict[tuple[str, str], datetime] = {}
    for made in evidence.commitments["made"]:
        for place, name in enumerate(("bank", "key")):
            root = Tree(bytes.fromhex(leaf[place]) for leaf in made["leaves"]).root().hex()
            if root != made[name]:
                yield f"commitments.json {made['number']}", f"questions.{name}_root"
        for leaf in made["leaves"]:
            bound_at.setdefault((leaf[0], leaf[1]), datetime.fromisoformat(made["at"]))
    for told, question in evidence.questions.items():
        where = f"questions.jsonl {question.id}"
        if question.shown_hash != told:
            yield where, "questions.hash"
        if question != bare(question):
            yield where, "questions.more"
        leaves = _leaves(question, evidence.nonces[told])
        if leaves not in bound_at:
            yield where, "questions.not_bound"
        elif told in seen.first_shown and bound_at[leaves] > datetime.fromisoformat(seen.first_shown[told]):
            yield where, "questions.bound_late"


def _leaves(question: Question, nonce: str) -> tuple[str, str]:
    key = key_leaf(question, weight=question.weight)
    return hidden_leaf(nonce, bank_leaf(question)).hex(), hidden_leaf(nonce, key).hex()


def wrong_draw(evidence: Evidence) -> Iterator[tuple[str, str]]:
    """Find out whether papers were drawn by another secret than the bound one."""
    page = evidence.commitments
    drawn = bound(page["draw_nonce"], page["draw_secret"])
    if any(made["draw"] != drawn for made in page["made"]):
        yield "commitments.json", "draw.not_as_bound"
