"""The register of what was done beside contests, in the browser: written, mended, taken back, with its proofs."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from starlette.datastructures import FormData, UploadFile
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from quizbot.core.reporting.periods import ZONE
from quizbot.core.reporting.register import (
    PARTS,
    Entry,
    EntryKind,
    MediaForm,
    SignedEntry,
    fields_of,
    standing,
)
from quizbot.i18n.actors import actor_text
from quizbot.usecases.accounts import actor_name, actor_of
from quizbot.usecases.ports import Work
from quizbot.usecases.reporting import register
from quizbot.web.chat_pages import download
from quizbot.web.report_desk import HERE, ROLES, ReportDesk, Reports
from quizbot.web.site import check_form, go

_REGISTER = f"{HERE}/so-dang-ky"
_WHOLE = ("count", "people", "units", "views", "amount", "task")


@dataclass(frozen=True, slots=True)
class RegisterPages(ReportDesk):
    """`/bao-cao/so-dang-ky`, `/bao-cao/minh-chung/{sha256}`."""

    def routes(self) -> list[BaseRoute]:
        """Give the routes; none without a maker of reports."""
        if self.site.reports is None:
            return []
        return [
            Route(_REGISTER, self.register),
            Route(_REGISTER, self.write, methods=["POST"]),
            Route(f"{_REGISTER}/{{number:int}}/rut", self.take_back, methods=["POST"]),
            Route(f"{HERE}/minh-chung/{{sha256}}", self.proof),
        ]

    async def register(self, request: Request) -> Response:
        """Show the register and the form of the chosen kind, filled when an entry is mended."""
        staff = await self.site.staff(request, *ROLES)

        def look(work: Work) -> tuple[Sequence[SignedEntry], dict[str, str]]:
            entries = work.reports.register()
            return entries, {each.by: actor_text(actor_name(work, each.by)) for each in entries}

        entries, names = await self.site.store.read(look)
        held = standing(entries)
        asked = request.query_params.get("thay", "")
        mended = next((each for each in held if str(each.number) == asked), None)
        kind = _kind(request.query_params.get("loai", "")) or EntryKind.MEDIA
        kind = mended.entry.kind if mended else kind
        needed, allowed = fields_of(kind)
        return self.page(
            "register.html",
            staff,
            held=tuple(reversed(held)),
            entries=tuple(reversed(entries)) if "tat-ca" in request.query_params else (),
            kind=kind.value,
            names=names,
            mended=mended,
            needed=("title", *needed),
            fields=("title", *needed, *allowed, "link"),
            parts=PARTS,
            words=self.reports.words(),
            today=self.site.clock().astimezone(ZONE).date().isoformat(),
        )

    async def write(self, request: Request) -> Response:
        """Write an entry, or put one in the place of another."""
        staff = await self.site.staff(request, *ROLES)
        now, actor = self.site.clock(), actor_of(staff.account)
        async with request.form(max_files=1, max_fields=25) as form:
            check_form(staff.session, form.get("csrf"))
            proof = form.get("file")
            sent = (
                (proof.filename, await proof.read())
                if isinstance(proof, UploadFile) and proof.filename
                else None
            )
            values = dict(_values(form))
            mends, reason = str(form.get("thay") or ""), str(form.get("reason") or "")
            kept = {"file": str(form.get("kept_file") or ""), "sha256": str(form.get("kept_sha256") or "")}
        kind = _kind(str(values.pop("kind", "")))
        if kind is None or (mends and not mends.isascii()):
            raise HTTPException(404)

        async def act() -> Response:
            found = _proof(kept, self.reports)
            if sent is not None:
                found = {
                    "file": sent[0][:200],
                    "sha256": await asyncio.to_thread(self.reports.keep, sent[1]),
                }
            entry = Entry(kind=kind, **{**values, **found})
            if mends:
                await self.site.store.write(
                    lambda work: register.mend(work, int(mends), entry, reason=reason, by=actor, now=now)
                )
            else:
                await self.site.store.write(lambda work: register.write(work, entry, by=actor, now=now))
            return go(f"{_REGISTER}?loai={kind.value}")

        return await self.told(act)

    async def take_back(self, request: Request) -> Response:
        """Take an entry back, with the reason."""
        staff = await self.site.staff(request, *ROLES)
        async with request.form(max_files=0, max_fields=5) as form:
            check_form(staff.session, form.get("csrf"))
            reason = str(form.get("reason") or "")
        number, now, actor = int(request.path_params["number"]), self.site.clock(), actor_of(staff.account)

        async def act() -> Response:
            await self.site.store.write(
                lambda work: register.take_back(work, number, reason=reason, by=actor, now=now)
            )
            return go(_REGISTER)

        return await self.told(act)

    async def proof(self, request: Request) -> Response:
        """Give a kept proof, as a download whatever it is."""
        await self.site.staff(request, *ROLES)
        sha256 = str(request.path_params["sha256"])
        entries = await self.site.store.read(lambda work: work.reports.register())
        named = next((each.entry.file for each in entries if each.entry.sha256 == sha256), None)
        content = await asyncio.to_thread(self.reports.kept, sha256) if named else None
        if named is None or content is None:
            raise HTTPException(404)
        return download(named, content, "application/octet-stream")


def _kind(text: str) -> EntryKind | None:
    return next((each for each in EntryKind if each.value == text), None)


def _proof(kept: Mapping[str, str], reports: Reports) -> dict[str, str]:
    """Carry the proof of a mended entry over, if it is there."""
    return dict(kept) if kept["sha256"] and reports.kept(kept["sha256"]) is not None else {}


def _values(form: FormData) -> Mapping[str, Any]:
    """Read the fields of an entry; what is no number or no day is refused as such."""
    found: dict[str, Any] = {
        "kind": str(form.get("kind") or ""),
        "title": str(form.get("title") or "").strip(),
    }
    for name in ("by_whom", "place", "link", "part", "text"):
        if form.get(name):
            found[name] = str(form[name]).strip()
    for name in _WHOLE:
        given = str(form.get(name) or "").strip().replace(".", "")
        if given:
            found[name] = _whole(name, given)
    for name in ("on", "until"):
        given = str(form.get(name) or "")
        if given:
            found[name] = _day(name, given)
    if form.get("form"):
        found["form"] = next((each for each in MediaForm if each.value == form["form"]), None)
    return found


def _whole(name: str, given: str) -> int:
    if not (given.isascii() and given.isdigit() and len(given) <= 13):
        raise HTTPException(400, detail=name)
    return int(given)


def _day(name: str, given: str) -> date:
    try:
        return date.fromisoformat(given)
    except ValueError as fault:
        raise HTTPException(400, detail=name) from fault
