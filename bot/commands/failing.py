"""How a command says that it could not do its work."""

from sqlalchemy.exc import DBAPIError, OperationalError

from bot import trouble
from bot.commands.usage import fault_of
from bot.settings import SettingsFault
from domain.refusal import Refusal
from handlers.screens import plain
from handlers.texts import refusals
from storage.schema import SchemaNewer, SchemaOutdated


class Failed(Exception):
    """`lines` go to stderr, one for each fault; `code`: 1 the work failed, 2 wrong usage or settings."""

    def __init__(self, *lines: str, code: int = 1) -> None:
        super().__init__(*lines)
        self.lines = lines
        self.code = code


def faults_of(error: Exception) -> Failed | None:
    """What a person is told of an exception that is theirs to mend; None: it is ours."""
    if isinstance(error, Failed):
        return error
    usage = fault_of(error)
    if usage is not None:
        return Failed(usage, code=2)
    if isinstance(error, SettingsFault):
        return Failed(*error.lines, code=2)
    if isinstance(error, SchemaOutdated):
        return Failed("Cấu trúc dữ liệu chưa được cập nhật. Chạy: dondoc migrate")
    if isinstance(error, SchemaNewer):
        return Failed("Dữ liệu do bản Đôn Đốc mới hơn ghi. Cập nhật chương trình rồi chạy lại.")
    if isinstance(error, Refusal):
        return Failed(plain(refusals.say(error.reason, **error.facts)))
    if isinstance(error, OperationalError | DBAPIError):
        return Failed(trouble.in_the_store(error.orig or error))
    if isinstance(error, OSError):
        return Failed(trouble.in_the_system(error))
    return None
