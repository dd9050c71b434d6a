"""What everybody may check of a contest: commitments, seals, a receipt, and in the end the bundle itself."""

import asyncio
import shutil
import tempfile
import weakref
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from urllib.parse import quote

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import FileResponse, Response
from starlette.routing import BaseRoute, Route

from quizbot.core.ids import RoundId
from quizbot.core.proof.entries import RECEIPT_DIGITS, plain_receipt
from quizbot.usecases.evidence.file import is_offered, write_bundle
from quizbot.usecases.evidence.finding import Sealed, leaves_of, looked_up, sealed_rounds
from quizbot.usecases.evidence.published import Published, published
from quizbot.usecases.ports import Work
from quizbot.usecases.standings import find
from quizbot.web.site import Site

# a bundle stands for so long before it is written anew: an erased person must not stay in an old one
_KEPT = timedelta(minutes=10)
_RECEIPT_AT_MOST = 80  # characters
_ROUNDS_KEPT = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class _Bundle:
    path: Path
    # SHA-256 of its manifest
    told: str
    at: datetime


@dataclass(slots=True, weakref_slot=True, eq=False)
class ProofPages:
    """`/minh-chung/{slug}`."""

    site: Site
    _leaves: dict[RoundId, tuple[str, tuple[bytes, ...]]] = field(default_factory=dict)
    _bundles: dict[str, _Bundle] = field(default_factory=dict)
    _folder: Path | None = None
    # whoever waits for a bundle or a log finds it made: it is made once, however many ask
    _one_at_a_time: asyncio.Lock = field(default_factory=asyncio.Lock)

    def routes(self) -> list[BaseRoute]:
        """Give the routes."""
        return [
            Route("/minh-chung/{slug}", self.show),
            Route("/minh-chung/{slug}/goi.zip", self.bundle),
        ]

    async def show(self, request: Request) -> Response:
        """Show what is published; `bien-nhan` looks a receipt up."""
        slug = str(request.path_params["slug"])
        view: Published = await self.site.store.read(lambda work: published(work, slug=slug))
        receipt = request.query_params.get("bien-nhan", "").strip()[:_RECEIPT_AT_MOST]
        whole = len(plain_receipt(receipt)) >= RECEIPT_DIGITS
        found = await self._looked_up(slug, receipt) if whole else None
        made = await self._made(slug) if view.offered else None
        return self.site.pages.page(
            "proof.html",
            cache="no-store" if receipt else "public, max-age=10",
            view=view,
            sealed=[each for each in view.seals if each.size],
            empty=[each.round_number for each in view.seals if not each.size],
            receipt=receipt,
            found=found,
            whole=whole,
            told=None if made is None else made.told,
        )

    async def bundle(self, request: Request) -> Response:
        """Give the bundle of a contest whose results are announced."""
        slug = str(request.path_params["slug"])
        made = await self._made(slug)
        if made is None:
            raise HTTPException(404)
        name = quote(f"minh-chung-{slug}.zip", safe="")
        headers = {
            "content-disposition": f"attachment; filename*=UTF-8''{name}",
            "cache-control": "public, max-age=60",
        }
        return FileResponse(made.path, media_type="application/zip", headers=headers)

    async def _looked_up(self, slug: str, receipt: str) -> Sealed | None:
        async with self._one_at_a_time:
            return await self.site.store.read(lambda work: self._find(work, slug, receipt))

    def _find(self, work: Work, slug: str, receipt: str) -> Sealed | None:
        stored = find(work, slug)
        here = {}
        for round_id, root in sealed_rounds(work, stored).items():
            kept = self._leaves.get(round_id)
            if kept is None or kept[0] != root:
                kept = root, leaves_of(work, stored, round_id)
                while len(self._leaves) >= _ROUNDS_KEPT:
                    self._leaves.pop(next(iter(self._leaves)))
                self._leaves[round_id] = kept
            here[round_id] = kept[1]
        return looked_up(work, here, receipt)

    async def _made(self, slug: str) -> _Bundle | None:
        """Give the bundle, written when there is none yet or the last is old."""
        now = self.site.clock()
        async with self._one_at_a_time:
            kept = self._bundles.get(slug)
            if kept is not None and now - kept.at < _KEPT:
                return kept
            if self._folder is None:
                self._folder = Path(tempfile.mkdtemp(prefix="quizbot-minh-chung-"))
                # the files go with the pages, at the latest when the process ends
                weakref.finalize(self, shutil.rmtree, self._folder, ignore_errors=True)
            path = self._folder / f"{slug}.zip"
            told = await self.site.store.read(lambda work: _write(work, slug, path))
            if told is None:
                return None
            made = self._bundles[slug] = _Bundle(path=path, told=told, at=now)
            return made


def _write(work: Work, slug: str, path: Path) -> str | None:
    if not is_offered(work, find(work, slug)):
        return None
    part = path.with_suffix(".part")
    with part.open("w+b") as file:
        told = write_bundle(work, slug, file)
    # whoever is being sent the old file keeps it
    part.replace(path)
    return told
