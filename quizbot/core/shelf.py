"""A shelf: a package in which one file is one named thing."""

import importlib
import pkgutil
from collections.abc import Iterator, Mapping
from typing import Generic, TypeVar, cast

T = TypeVar("T")


class Shelf(Mapping[str, T], Generic[T]):
    """The things of a package, by the name of the file each lives in.

    Contests, rows and settings refer to a thing by this name, so a name is never reused.
    Listing imports nothing; taking one thing imports one file.

    Args:
        package: dotted name of the package, such as `quizbot.core.scoring`.
        attribute: the name each file gives to its thing, such as `RULE`.
    """

    def __init__(self, package: str, attribute: str) -> None:
        self._package = package
        self._attribute = attribute
        self._names: tuple[str, ...] | None = None
        self._taken: dict[str, T] = {}

    def __getitem__(self, name: str) -> T:
        if name not in self._taken:
            if name not in self._listed():
                raise KeyError(name)
            module = importlib.import_module(f"{self._package}.{name}")
            self._taken[name] = cast("T", getattr(module, self._attribute))
        return self._taken[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._listed())

    def __len__(self) -> int:
        return len(self._listed())

    def _listed(self) -> tuple[str, ...]:
        if self._names is None:
            path = importlib.import_module(self._package).__path__
            self._names = tuple(sorted(module.name for module in pkgutil.iter_modules(path)))
        return self._names
