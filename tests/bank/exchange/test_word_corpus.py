"""Every layout of the corpus gives the four questions with their keys, whole or changed as Word changes files."""

import pytest

from quizbot.bank.exchange.values import Imported
from quizbot.bank.formats import FORMATS
from quizbot.core.vietnamese import normal
from tests.bank.exchange import word_tools as tools
from tests.bank.exchange.word_layouts import LAYOUTS
from tests.bank.exchange.word_tools import SAMPLES, Paper

MUTATIONS = {
    "as_it_is": lambda content: content,
    "split_runs": tools.split_runs,
    "decomposed": tools.decomposed,
    "content_controls": tools.wrapped_in_controls,
    "tracked_changes": tools.tracked,
    "hard_blanks": tools.hard_blanks,
    "split_and_decomposed": lambda content: tools.split_runs(tools.decomposed(content), size=1),
}


def read(content: bytes) -> Imported:
    return FORMATS["docx"].read("de-thi.docx", content)


def built(name: str) -> bytes:
    paper = Paper()
    LAYOUTS[name](paper)
    return paper.done()


def test_the_corpus_has_at_least_thirty_layouts() -> None:
    assert len(LAYOUTS) >= 30


@pytest.mark.parametrize("mutation", MUTATIONS)
@pytest.mark.parametrize("name", LAYOUTS)
def test_a_layout_gives_every_question_with_its_key(name: str, mutation: str) -> None:
    imported = read(MUTATIONS[mutation](built(name)))

    assert imported.problems == ()
    assert [normal(found.ask) for found in imported.found] == [normal(sample.ask) for sample in SAMPLES]
    for found, sample in zip(imported.found, SAMPLES, strict=True):
        assert [normal(option.text) for option in found.options] == [normal(text) for text in sample.options]
        assert found.key == (sample.key,)
        assert found.key_found
        assert found.place
        assert found.explain in ("", sample.explain)
