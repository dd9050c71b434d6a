"""Erasing a person: every personal value goes, answers and totals stay."""

from datetime import datetime

from sqlalchemy import bindparam, delete, select, update

from quizbot.core.ids import PersonId
from quizbot.storage.json_text import dumps, loads
from quizbot.storage.run import Run
from quizbot.storage.statement import Statement
from quizbot.storage.tables import (
    AddressRow,
    AppealRow,
    AttemptRow,
    ChatRow,
    CorrectionRow,
    EssayRow,
    OutboxRow,
    PersonRow,
    TranscriptRow,
    WebSessionRow,
)
from quizbot.storage.tables.base import table_of

_P = table_of(PersonRow)
_A = table_of(AddressRow)
_C = table_of(ChatRow)
_T = table_of(TranscriptRow)
_O = table_of(OutboxRow)
_W = table_of(WebSessionRow)
_K = table_of(CorrectionRow)
_F = table_of(AppealRow)
_E = table_of(EssayRow)
_N = table_of(AttemptRow)

_NEUTRAL = Statement(
    update(_P).where(_P.c.id == bindparam("b_id")),
    sets=[
        "code",
        "name",
        "folded",
        "title",
        "traits",
        "groups",
        "roles",
        "status",
        "secret_hash",
        "secret_at",
        "erased_at",
    ],
)
_ADDRESSES = Statement(select(_A.c.channel, _A.c.address).where(_A.c.person_id == bindparam("person_id")))
_UNLINK = Statement(delete(_A).where(_A.c.person_id == bindparam("person_id")))
_FORGET_CHAT = Statement(
    delete(_C).where(_C.c.channel == bindparam("channel"), _C.c.address == bindparam("address"))
)
_FORGET_SAID = Statement(
    delete(_T).where(_T.c.channel == bindparam("channel"), _T.c.address == bindparam("address"))
)
_FORGET_SENT = Statement(
    update(_O).where(_O.c.person_id == bindparam("b_person_id"), _O.c.state != "waiting"),
    sets=["address", "facts", "provider_id", "error", "left"],
)
_FORGET_SENT_TO = Statement(
    update(_O).where(
        _O.c.channel == bindparam("b_channel"),
        _O.c.address == bindparam("b_address"),
        _O.c.state != "waiting",
    ),
    sets=["address", "facts", "provider_id", "error", "left"],
)
_UNQUEUE = Statement(delete(_O).where(_O.c.person_id == bindparam("person_id"), _O.c.state == "waiting"))
_UNQUEUE_TO = Statement(
    delete(_O).where(
        _O.c.channel == bindparam("channel"),
        _O.c.address == bindparam("address"),
        _O.c.state == "waiting",
    )
)
_END_SESSIONS = Statement(delete(_W).where(_W.c.person_id == bindparam("person_id")))
_END_CHATS = Statement(delete(_W).where(_W.c.chat_address == bindparam("address")))
_CORRECTED = Statement(
    select(_K.c.contest_id, _K.c.number, _K.c.body).where(_K.c.person_id == bindparam("person_id"))
)
_REWORD = Statement(
    update(_K).where(_K.c.contest_id == bindparam("b_contest_id"), _K.c.number == bindparam("b_number")),
    sets=["body"],
)
_FORGET_APPEALS = Statement(
    update(_F).where(_F.c.person_id == bindparam("b_person_id")), sets=["text", "answer"]
)
_FORGET_ESSAYS = Statement(
    update(_E).where(_E.c.attempt_id.in_(select(_N.c.id).where(_N.c.person_id == bindparam("b_person_id")))),
    sets=["text"],
)
_NOTHING = {"address": "", "facts": "{}", "provider_id": None, "error": None, "left": None}


def erase_person(run: Run, *, person_id: PersonId, now: datetime) -> None:
    """Replace or remove what says who the person is; safe to repeat."""
    for channel, address in run.all(_ADDRESSES, person_id=person_id):
        for statement in (_FORGET_CHAT, _FORGET_SAID, _UNQUEUE_TO):
            run.do(statement, channel=channel, address=address)
        run.do(_FORGET_SENT_TO, b_channel=channel, b_address=address, **_NOTHING)
        run.do(_END_CHATS, address=address)
    for statement in (_UNLINK, _UNQUEUE, _END_SESSIONS):
        run.do(statement, person_id=person_id)
    run.do(_FORGET_SENT, b_person_id=person_id, **_NOTHING)
    run.do(_FORGET_APPEALS, b_person_id=person_id, text="", answer="")
    run.do(_FORGET_ESSAYS, b_person_id=person_id, text="")
    _forget_reasons(run, person_id)
    run.do(
        _NEUTRAL,
        b_id=person_id,
        code=f"erased-{person_id}",
        name="",
        folded="",
        title="",
        traits="{}",
        groups="[]",
        roles="[]",
        status="left",
        secret_hash=None,
        secret_at=None,
        erased_at=now,
    )
    run.erased = True


def _forget_reasons(run: Run, person_id: PersonId) -> None:
    """Take the words out of corrections about the person; what they do to results stays."""
    for contest_id, number, body in run.all(_CORRECTED, person_id=person_id):
        wordless = {**loads(body), "reason": ""}
        run.do(_REWORD, b_contest_id=contest_id, b_number=number, body=dumps(wordless))
