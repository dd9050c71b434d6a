"""What an open page of a chat waits for."""

import asyncio
from dataclasses import dataclass, field


@dataclass(slots=True, eq=False)
class Bell:
    """What wakes an open page. `page` names the page, `told` is the last line that it has from an answer of ours."""

    page: str = ""
    told: int = 0
    rung: asyncio.Event = field(default_factory=asyncio.Event)
    # acts of this page under way: their answers bring the news that comes meanwhile
    _acts: int = 0
    _missed: bool = False

    def ring(self) -> None:
        """Tell the page that there is news."""
        if self._acts:
            self._missed = True
        else:
            self.rung.set()

    def act(self) -> None:
        """An act of this page begins."""
        self._acts += 1

    def answer(self, told: int, *, more: bool) -> None:
        """An act has ended; its answer brings the lines up to `told`, and `more` are left."""
        self._acts -= 1
        self.told = max(self.told, told)
        if more or (self._missed and not self._acts):
            self._missed = False
            self.rung.set()
