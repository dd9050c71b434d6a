"""What questions stand on: the documents and the facts of a bank."""

from collections.abc import Sequence
from pathlib import Path

from quizbot.bank.finding import spot
from quizbot.bank.messages import BANK
from quizbot.bank.schema import FactForm, FactsForm, SourcesForm
from quizbot.bank.values import Document, Fact, Item, Section
from quizbot.forms.checked import check
from quizbot.forms.faults import FormFault, fault
from quizbot.forms.reader import parse


def read_documents(text: str, *, file: Path) -> tuple[dict[str, Document], list[FormFault]]:
    """Read `sources.yaml`."""
    reading = parse(text, file=str(file))
    faults = list(reading.faults)
    if reading.form is None:
        return {}, faults
    form, found = check(
        reading.form.value, SourcesForm, file=str(file), places=reading.form.places, table=BANK
    )
    documents = form.documents if form else {}
    return {
        key: Document(
            key=key,
            title=each.title,
            number=each.number,
            issuer=each.issuer,
            issued=each.issued,
            outline=tuple(Section(id=section.id, title=section.title) for section in each.outline),
        )
        for key, each in documents.items()
    }, faults + found


def read_facts(
    sources: Sequence[tuple[Path, str]],
) -> tuple[dict[str, Fact], dict[str, Item], list[FormFault]]:
    """Read the files of facts: facts by id, their places, and every fault."""
    facts: dict[str, Fact] = {}
    items: dict[str, Item] = {}
    faults: list[FormFault] = []
    for path, text in sources:
        reading = parse(text, file=str(path))
        faults += reading.faults
        if reading.form is None:
            continue
        value, places = reading.form.value, reading.form.places
        head, found = check(value, FactsForm, file=str(path), places=places, table=BANK)
        faults += found
        below = places if isinstance(value, list) else places.below(("facts",))
        for index, raw in enumerate(head.facts if head else ()):
            here = below.below((index,))
            form, found = check(raw, FactForm, file=str(path), places=here, table=BANK)
            faults += found
            if form is None:
                continue
            item = Item(file=str(path), nodes=(here.root,), index=0)
            if form.id in facts:
                known = {"id": form.id, "first": spot(items[form.id].where(("id",)))}
                place = here.value(("id",))
                faults.append(fault(file=path, place=place, code="facts.repeated", facts=known, table=BANK))
                continue
            items[form.id] = item
            facts[form.id] = Fact(
                id=form.id,
                document=form.document,
                section=form.section,
                fact=form.fact,
                confidence=form.confidence,
                sources=tuple(form.sources),
            )
    return facts, items, faults
