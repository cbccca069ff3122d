"""What the server of `tests.e2e.forked` has read before it forks: the program, and the tables of its reader."""

from datetime import datetime
from zoneinfo import ZoneInfo

from bot.commands import run as run
from domain.replies import Context, OpenTask, read

_NOW = datetime(2025, 9, 23, 8, 0, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))
read("NV01 xong rồi ạ", _NOW, Context((OpenTask("NV01", "Rà soát quy định", None),), "NV01"))
