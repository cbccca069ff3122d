"""Understanding a reply, against dateparser's search for dates in the same texts."""

import json
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from benchmarks.table import Row, per_item
from domain.replies import read
from domain.replies.wire import case_from_json

CORPUS = Path(__file__).resolve().parents[1] / "tests" / "data" / "replies.jsonl"
ZONE = ZoneInfo("Asia/Ho_Chi_Minh")


def measure() -> list[Row]:
    from dateparser.search import search_dates

    cases = [
        case_from_json(json.loads(line)) for line in CORPUS.read_text(encoding="utf-8").splitlines() if line
    ]
    few = cases[:60]

    def ours() -> None:
        for text, now, context in cases:
            read(text, now.astimezone(ZONE), context)

    def other() -> None:
        for text, now, _ in few:
            base: datetime = now.replace(tzinfo=None)
            search_dates(text, languages=["vi"], settings={"RELATIVE_BASE": base})

    return [
        Row(
            "understand a reply",
            "dateparser search_dates",
            per_item(ours, len(cases)),
            per_item(other, len(few), 3),
        )
    ]
