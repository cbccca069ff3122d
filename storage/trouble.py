"""Whether an error means that the store cannot be used just now, or that a statement was wrong."""

from sqlalchemy.exc import DBAPIError, InterfaceError
from sqlalchemy.exc import TimeoutError as PoolTimeout

# the kinds of SQLite's errors that pass by themselves or by somebody's hand
_SQLITE = ("BUSY", "LOCKED", "FULL", "READONLY", "IOERR", "CANTOPEN", "NOMEM", "PROTOCOL")
# classes of SQLSTATE: connection, conflict of transactions, resources (disk full), the operator's hand
_POSTGRES = ("08", "40", "53", "57", "58", "25006", "55P03")


def is_down(error: BaseException) -> bool:
    """True: the same may work later, nothing is wrong with what was asked."""
    if isinstance(error, OSError | PoolTimeout | InterfaceError):
        return True
    if isinstance(error, DBAPIError) and error.connection_invalidated:
        return True
    cause = error.orig if isinstance(error, DBAPIError) else error
    if type(cause).__module__.startswith("asyncpg") and type(cause).__name__ == "InterfaceError":
        return True
    name = str(getattr(cause, "sqlite_errorname", None) or "").removeprefix("SQLITE_")
    state = str(getattr(cause, "sqlstate", None) or "")
    return name.startswith(_SQLITE) or state.startswith(_POSTGRES)
