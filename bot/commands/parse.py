"""`parse`: how replies and deadline phrases are understood, a JSON line each."""

import json
from collections.abc import Iterable
from datetime import datetime
from typing import Any, TextIO
from zoneinfo import ZoneInfo

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")


def parse_lines(lines: Iterable[bytes], out: TextIO, *, deadlines: bool, explain: bool = False) -> bool:
    """Answers in the order of the lines; False when one was broken. `explain`: with the rules that fired."""
    answer = _deadline if deadlines else _explained if explain else _reply
    clean = True
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            case = json.loads(line.decode("utf-8-sig"))
            if not isinstance(case, dict):
                raise ValueError("not an object")
            said = answer(case)
        except (ValueError, KeyError, TypeError) as error:
            clean = False
            said = {"id": None, "line": number, "error": f"{type(error).__name__}: {error}"}
        out.write(json.dumps(said, ensure_ascii=False) + "\n")
    out.flush()
    return clean


def _reply(case: dict[str, Any]) -> dict[str, Any]:
    from domain.replies import read
    from domain.replies.wire import case_from_json, reading_to_json

    text, now, context = case_from_json(case)
    return {"id": case.get("id"), **reading_to_json(read(text, now.astimezone(ZONE), context))}


def _explained(case: dict[str, Any]) -> dict[str, Any]:
    from domain.replies import read
    from domain.replies.wire import case_from_json, fired_to_json, reading_to_json

    text, now, context = case_from_json(case)
    reading = read(text, now.astimezone(ZONE), context)
    return {"id": case.get("id"), **reading_to_json(reading), "fired": fired_to_json(reading)}


def _deadline(case: dict[str, Any]) -> dict[str, Any]:
    from domain.deadlines import read_deadline

    now = datetime.fromisoformat(case["now"])
    today = (now.astimezone(ZONE) if now.tzinfo else now).date()
    phrase = read_deadline(str(case["text"]), today)
    return {
        "id": case.get("id"),
        "start": phrase.start and phrase.start.isoformat(),
        "end": phrase.end and phrase.end.isoformat(),
        "recurrence": phrase.recurrence,
    }
