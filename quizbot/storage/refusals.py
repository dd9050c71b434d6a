"""What storage may say no with."""

from quizbot.core.refusal import Refusal


class Conflict(Refusal):
    """Somebody else wrote the same thing first, and trying again did not help."""

    code = "storage.conflict"


class Busy(Refusal):
    """More use cases are waiting than storage takes; nothing was stored, try again later."""

    code = "storage.busy"


class StorageTrouble(Refusal):
    """The database failed (disk full, connection lost); what was asked is not confirmed as stored."""

    code = "storage.trouble"


class Unreachable(StorageTrouble):
    """The database cannot be opened: no server answers, no such user, or no right to the file."""

    code = "storage.unreachable"


def unreachable(error: Exception) -> Unreachable:
    """Give the refusal for an error of opening; its first line says what is wrong, none of them holds a password."""
    return Unreachable(reason=str(error).strip().partition("\n")[0])


class BadAddress(Refusal, ValueError):
    """What stands as the address of a database is none."""

    code = "storage.bad_address"


class StorageInUse(Refusal):
    """Another process writes to this SQLite file."""

    code = "storage.in_use"


class StoreClosed(Refusal):
    """The store was closed."""

    code = "storage.closed"


class DatabaseTooNew(Refusal):
    """A newer version of the product has written this database."""

    code = "storage.too_new"


class DatabaseTooOld(Refusal):
    """The database has not been upgraded to this version of the product."""

    code = "storage.too_old"


class NoMigrations(Refusal):
    """The migrations that come with the product are not there."""

    code = "storage.no_migrations"


class TargetNotEmpty(Refusal):
    """The database to be filled holds something already."""

    code = "storage.target_not_empty"


class NotABackup(Refusal):
    """The file is not a database of this product."""

    code = "storage.not_a_backup"


class ContentsDiffer(Refusal):
    """What was written is not what was read; nothing of it is kept."""

    code = "storage.contents_differ"
