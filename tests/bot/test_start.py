"""What is loaded when: help at once, and an answer without what answering does not need."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
NOT_FOR_HELP = {"asyncio", "sqlalchemy", "telegram", "pydantic", "aiohttp"}
# python-telegram-bot loads httpx by itself, whatever wire it is given
NOT_FOR_ANSWERS = {"dateparser", "holidays", "typst", "alembic", "docx", "pypdf", "xlsxwriter"} | {
    "python_calamine",
    "rapidfuzz",
    "rich",
    "segno",
}
LOADED = """
import sys
import bot.__main__
print(*sys.modules)
import bot.running
print(*sys.modules)
"""


def test_nothing_is_loaded_before_it_is_needed() -> None:
    said = subprocess.run(
        [sys.executable, "-c", LOADED], cwd=ROOT, capture_output=True, text=True, check=True
    )
    for_help, for_answers = (set(line.split()) for line in said.stdout.splitlines())
    assert not for_help & NOT_FOR_HELP
    assert not for_answers & NOT_FOR_ANSWERS
