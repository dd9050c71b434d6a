"""Pages from templates, and the few files they need."""

import gzip
import hashlib
import mimetypes
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from quizbot.chat.boards import step_value
from quizbot.core.answer_words import in_words
from quizbot.core.corrections import Correction
from quizbot.core.question import Question
from quizbot.core.ranking import Difference
from quizbot.i18n.actors import actor_text
from quizbot.i18n.boards_text import column_name, truth_text
from quizbot.i18n.corrections_text import correction_text, footnote_text
from quizbot.i18n.delivery_text import (
    forecast_days,
    forecast_lines,
    head_text,
    progress_lines,
    quota_lines,
    trouble_lines,
)
from quizbot.i18n.formats import points, runs
from quizbot.i18n.life_text import consequence_lines, step_name
from quizbot.i18n.rules_phrases import UNIT_SCORE
from quizbot.i18n.texts import Texts, load_texts
from quizbot.i18n.unit_kinds import bracket_text
from quizbot.usecases.footnotes import Footnote
from quizbot.web.browser import form_token
from quizbot.web.bubbles import spoken
from quizbot.web.ways import way_back

_HERE = Path(__file__).parent
_ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
_YEAR_S = 31_536_000
_URL = re.compile(r"url\(([\w.-]+)\)")
mimetypes.add_type("font/woff2", ".woff2")


@dataclass(frozen=True, slots=True, kw_only=True)
class StaticFile:
    """A file served under a name that carries its hash, so that browsers may keep it for ever."""

    name: str
    content: bytes
    zipped: bytes
    media_type: str

    def answer(self, request: Request) -> Response:
        """Give the file, compressed when the browser takes it."""
        headers = {"cache-control": f"public, max-age={_YEAR_S}, immutable", "vary": "accept-encoding"}
        if "gzip" in request.headers.get("accept-encoding", ""):
            headers["content-encoding"] = "gzip"
            return Response(self.zipped, media_type=self.media_type, headers=headers)
        return Response(self.content, media_type=self.media_type, headers=headers)


def load_static() -> dict[str, StaticFile]:
    """Read the static files, by their plain names; a style sheet names others by their plain names, too."""
    found: dict[str, StaticFile] = {}
    for path in sorted((_HERE / "static").iterdir(), key=lambda path: (path.suffix == ".css", path.name)):
        content = path.read_bytes()
        if path.suffix == ".css":
            content = _URL.sub(lambda url: f"url({found[url[1]].name})", content.decode()).encode()
        mark = hashlib.sha256(content).hexdigest()[:10]
        found[path.name] = StaticFile(
            name=f"{path.stem}.{mark}{path.suffix}",
            content=content,
            zipped=gzip.compress(content, mtime=0),
            media_type=mimetypes.guess_type(path.name)[0] or "application/octet-stream",
        )
    return found


@dataclass(slots=True, kw_only=True)
class Pages:
    """Draws pages. `office` stands at the head of each; `texts` are those an office may have changed."""

    office: str
    clock: Callable[[], datetime]
    static: dict[str, StaticFile] = field(default_factory=load_static)
    texts: Texts = field(default_factory=lambda: load_texts("vi"))
    _jinja: Environment = field(init=False)

    def __post_init__(self) -> None:
        self._jinja = Environment(
            loader=FileSystemLoader(_HERE / "templates"),
            autoescape=True,
            auto_reload=False,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        self._jinja.globals.update(office=self.office, static=self._address)
        self._jinja.filters.update(
            actor=actor_text,
            day=show_day,
            moment=show_moment,
            hour=show_hour,
            share=show_share,
            swing=show_swing,
            unit_score=UNIT_SCORE.get,
            times=lambda value: f"{abs(value):.2f}".replace(".", ","),
            lasting=show_lasting,
            form_token=form_token,
            is_web=is_web_address,
            spoken=spoken,
            correction=self._correction,
            footnote=self._footnote,
            words=self.texts,
            broadcast_head=lambda view: head_text(view, self.texts),
            broadcast_lines=lambda view: progress_lines(view, self.texts),
            forecast_lines=lambda found, carriers: forecast_lines(found, self.texts, carriers=carriers),
            forecast_days=lambda found, carriers: forecast_days(found, self.texts, carriers=carriers),
            quota_lines=lambda left: quota_lines(left, self.texts),
            trouble_lines=lambda troubles: trouble_lines(troubles, self.texts),
            step_name=lambda step: step_name(step.to, self.texts, back=step.back),
            consequence_lines=lambda found: consequence_lines(found, self.texts),
            key=show_key,
            runs=runs,
            points=points,
            bracket=lambda name: bracket_text(name, self.texts),
            since=self._since,
            tie_value=lambda value, step: step_value(step, value, self.texts),
            tie_name=lambda step: column_name(step, self.texts),
            truth=lambda value, name: truth_text(value, self.texts, bracket=name),
            state=lambda state: self.texts(f"states.{state.value}"),
        )

    def text(self, template: str, /, **facts: Any) -> str:
        """Draw a template or a piece of a page."""
        return self._jinja.get_template(template).render(**facts)

    def page(
        self, template: str, /, *, status: int = 200, cache: str = "no-store", **facts: Any
    ) -> HTMLResponse:
        """Draw a whole page."""
        return HTMLResponse(
            self.text(template, **facts), status_code=status, headers={"cache-control": cache}
        )

    def fault(
        self, *, status: int, title: str, text: str, path: str = "", incident: str = ""
    ) -> HTMLResponse:
        """Draw what a person sees of something that went wrong at a path, and the way on from there."""
        back, back_name = way_back(path, status)
        return self.page(
            "fault.html",
            status=status,
            title=title,
            text=text,
            incident=incident,
            back=back,
            back_name=back_name,
        )

    def _correction(self, correction: Correction, who: str = "") -> str:
        return correction_text(correction, self.texts, who=who)

    def _footnote(self, note: Footnote) -> str:
        return footnote_text(note, self.texts)

    def _since(self, step: Difference) -> str:
        above, below = (step_value(step.step, value, self.texts) for value in (step.above, step.below))
        return self.texts(
            "boards.since", step=self.texts(f"boards.step_{step.step}"), above=above, below=below
        )

    def _address(self, name: str) -> str:
        return f"/static/{self.static[name].name}"


def is_web_address(address: str) -> bool:
    """Tell whether an address may be offered as a link."""
    return address.startswith(("https://", "http://")) or (
        address.startswith("/") and address[1:2] not in ("/", "\\")
    )


def show_day(moment: datetime) -> str:
    """Show the day in Việt Nam: 22/11/2026."""
    return moment.astimezone(_ZONE).strftime("%d/%m/%Y")


def show_hour(moment: datetime) -> str:
    """Show the time of day in Việt Nam: 09:05."""
    return moment.astimezone(_ZONE).strftime("%H:%M")


def show_moment(moment: datetime) -> str:
    """Show a moment in Việt Nam: 09:05 ngày 22/11/2026."""
    return moment.astimezone(_ZONE).strftime("%H:%M ngày %d/%m/%Y")


def show_key(question: Question, key: tuple[str, ...] | None = None) -> str:
    """Show what is right in words: the question's own key unless another is given."""
    return in_words(
        question.key if key is None else key,
        kind=question.kind,
        options=question.options,
        targets=question.targets,
        tolerance=question.tolerance,
    )


def show_share(part: float) -> str:
    """Show a share of 0 to 1 as per cent with one decimal: 87,5%."""
    return f"{part * 100:.1f}%".replace(".", ",")


def show_swing(between: tuple[float, float]) -> str:
    """Show between which shares something lies, in whole per cents: 69–90%."""
    low, high = between
    return f"{low * 100:.0f}–{high * 100:.0f}%"


def show_lasting(seconds: int) -> str:
    """Show a length of time: 4:07."""
    minutes, rest = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"
