"""Storage: SQLModel tables on SQLite and PostgreSQL, and the units of work over them."""

from quizbot.storage.refusals import (
    Busy,
    Conflict,
    DatabaseTooNew,
    DatabaseTooOld,
    NoMigrations,
    StorageInUse,
    StorageTrouble,
    StoreClosed,
)
from quizbot.storage.store import SqlStore, open_store

__all__ = [
    "Busy",
    "Conflict",
    "DatabaseTooNew",
    "DatabaseTooOld",
    "NoMigrations",
    "SqlStore",
    "StorageInUse",
    "StorageTrouble",
    "StoreClosed",
    "open_store",
]
