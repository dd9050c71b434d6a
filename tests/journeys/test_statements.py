"""The hot path asks the database little: a tap on an answer is a bounded number of statements."""

import pytest

from quizbot.storage.run import Run
from tests.build import Office, contest


@pytest.fixture
def statements(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """List the statements that repositories run."""
    seen: list[str] = []
    for name in ("one", "all", "do", "many", "stream"):
        original = getattr(Run, name)

        def counting(
            self: Run, statement: object, *args: object, _to: object = original, **values: object
        ) -> object:
            seen.append(statement.on(self.dialect).text)  # type: ignore[attr-defined]
            return _to(self, statement, *args, **values)  # type: ignore[operator]

        monkeypatch.setattr(Run, name, counting)
    return seen


@pytest.mark.parametrize(("kind", "most"), [("tap", 9), ("type", 10)])
async def test_an_answer_is_few_statements(
    small_office: Office, statements: list[str], kind: str, most: int
) -> None:
    await small_office.run(contest())
    chat = await small_office.linked("an")
    await chat.send("contests:start:cuoc-thi")
    statements.clear()

    await (chat.tap("B") if kind == "tap" else chat.say("b"))

    assert "Câu 2/3" in chat.text
    assert len(statements) <= most, "\n".join(statements)
    reads = [each for each in statements if "FROM attempt" in each and each.startswith("SELECT")]
    assert len(reads) == 1
