"""The log of a bundle: read once, every line and every mark checked on the way."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from quizbot.core.contest import Round
from quizbot.core.corrections import Corrections
from quizbot.core.ledger import official_lines
from quizbot.core.proof.commitments import paper_seed
from quizbot.core.proof.entries import find_receipt
from quizbot.core.proof.merkle import Tree, leaf_hash
from quizbot.core.question import Response
from quizbot.core.questions import KINDS
from quizbot.core.refusal import Refusal
from quizbot.core.scoring import MarkedAnswer
from quizbot.usecases.evidence.logged import LoggedAttempt, read_attempt
from quizbot.usecases.evidence.reading import Evidence
from quizbot.usecases.evidence.replay import Logs, add_attempt

MALFORMED = (
    KeyError,
    ValueError,
    TypeError,
    IndexError,
    AttributeError,
    ArithmeticError,
    RecursionError,
    Refusal,
)
"""What reading and counting raise when a bundle is not of its form."""


@dataclass(slots=True)
class Seen:
    """What is gathered while the logs are read once."""

    logs: Logs = field(default_factory=Logs)
    leaves: dict[int, list[bytes]] = field(default_factory=dict)
    # lines whose receipt is looked for, by leaf
    wanted: dict[bytes, bytes] = field(default_factory=dict)
    # when each question was first on a paper, in the form of the log
    first_shown: dict[str, str] = field(default_factory=dict)
    attempts: int = 0
    answers: int = 0
    log: list[tuple[str, str]] = field(default_factory=list)
    draw: list[tuple[str, str]] = field(default_factory=list)
    marks: list[tuple[str, str]] = field(default_factory=list)


def read_logs(evidence: Evidence, *, receipt: str | None = None) -> Seen:
    """Read every log once.

    Args:
        receipt: keep the line that this receipt stands for.
    """
    seen, first_shown = Seen(), dict[str, str]()
    corrections = Corrections.of(evidence.corrections)
    mark, drawn = _marker(evidence), _drawn(evidence)
    required = any(each.required for each in evidence.stored.contest.paper.essays)
    for round_ in evidence.rounds:
        before = 0
        whole = required or bool(corrections.rulings(round_.number))
        leaves = seen.leaves.setdefault(round_.number, [])
        for number, line in enumerate(evidence.log(round_.number), start=1):
            place = f"log/{round_.number:04}.jsonl:{number}"
            try:
                attempt = read_attempt(line)
                person = evidence.people[attempt.person]
                if attempt.attempt_id <= before or attempt.round_number != round_.number:
                    seen.log.append((place, "log.order"))
                before = attempt.attempt_id
                seen.marks += [(f"{place} #{at}", code) for at, code in _wrong(attempt, mark)]
                if not drawn(round_, attempt.seed):
                    seen.draw.append((place, "draw.seed"))
            except MALFORMED:
                seen.log.append((place, "log.form"))
                continue
            add_attempt(
                seen.logs,
                round_,
                person.id,
                attempt,
                whole=whole,
                block=evidence.block_of(attempt.attempt_id),
            )
            leaves.append(leaf_hash(line))
            if receipt is not None and find_receipt(leaves[-1:], receipt) is not None:
                seen.wanted[leaves[-1]] = line
            for _, shown_hash, _, _, *_ in attempt.paper:
                if shown_hash not in first_shown or attempt.started < first_shown[shown_hash]:
                    first_shown[shown_hash] = attempt.started
            seen.attempts += 1
            seen.answers += len(attempt.answers)
    seen.first_shown = first_shown
    return seen


Mark = Callable[[str, Sequence[str]], tuple[bool, int]]


def _marker(evidence: Evidence) -> Mark:
    """Mark responses again; the same response to the same question is marked once."""
    known: dict[tuple[str, Response], tuple[bool, int]] = {}
    rule = evidence.stored.contest.rank.score

    def mark(shown_hash: str, given: Sequence[str]) -> tuple[bool, int]:
        response = tuple(given)
        found = known.get((shown_hash, response))
        if found is None:
            question = evidence.questions[shown_hash]
            kind = KINDS[question.kind]
            if not kind.valid(response, question):
                raise ValueError("no answer to this question")
            worth = kind.mark(response, question)
            marked = MarkedAnswer(right=worth.right, share=worth.share, weight=question.weight)
            found = known[shown_hash, response] = worth.right, official_lines(rule=rule, answers=(marked,))[0]
        return found

    return mark


def _wrong(attempt: LoggedAttempt, mark: Mark) -> list[tuple[int, str]]:
    """Find the answers that were marked otherwise, stand out of place, or came out of time."""
    found = []
    before, paper, started, deadline = -1, attempt.paper, attempt.started, attempt.deadline
    for position, response, right, points, received in attempt.answers:
        _, shown_hash, _, _, *extra = paper[position]
        if position <= before:
            found.append((position + 1, "marks.position"))
        before = position
        if not started <= received < deadline:
            found.append((position + 1, "marks.time"))
        is_right, worth = mark(shown_hash, response)
        if right is not is_right or points != (0 if extra else worth):
            found.append((position + 1, "marks.mark"))
    return found


def _drawn(evidence: Evidence) -> Callable[[Round, str], bool]:
    """Give what tells whether the seed of a paper was made from the bound secret."""
    secret = evidence.commitments["draw_secret"]
    parts = 1 if evidence.stored.contest.paper.same_for_all else 3

    def drawn(round_: Round, seed: str) -> bool:
        about = seed.rpartition("/")[0]
        purpose = about.split("/")
        named = purpose[0] == str(round_.number) and len(purpose) == parts
        return named and paper_seed(secret, about=about) == seed

    return drawn


def wrong_seals(evidence: Evidence, seen: Seen) -> Iterator[tuple[str, str]]:
    """Find logs that are not as they were sealed, and attempts that stand twice."""
    for page in evidence.contest_page["rounds"]:
        leaves = seen.leaves[page["number"]]
        if not page["seals"]:
            if leaves:
                yield f"contest.json {page['number']}", "log.not_sealed"
            continue
        last = page["seals"][-1]
        if (last["size"], last["root"]) != (len(leaves), Tree(leaves).root().hex()):
            yield f"log/{page['number']:04}.jsonl", "log.root"
    made = Counter(
        each
        for summaries in seen.logs.summaries.values()
        for each in ((s.person_id, s.round_id, s.number) for s in summaries)
    )
    yield from ((str(each), "log.twice") for each, count in made.items() if count > 1)
