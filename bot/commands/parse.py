"""`parse`: how replies and deadline phrases are understood, a JSON line each."""

import json
import re
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
            said = answer(_object(line))
        except (ValueError, KeyError, TypeError, OverflowError) as error:
            clean = False
            said = {"id": None, "line": number, "error": _fault(error)}
        out.write(json.dumps(said, ensure_ascii=False) + "\n")
    out.flush()
    return clean


def _object(line: bytes) -> dict[str, Any]:
    case = json.loads(line.decode("utf-8-sig"))
    if not isinstance(case, dict):
        raise TypeError("not an object")
    return case


def _fault(error: Exception) -> str:
    """Names the field where it is known; the details of the parser are no help to who wrote the line."""
    if isinstance(error, UnicodeDecodeError):
        return "dòng này không phải chữ UTF-8"
    if isinstance(error, json.JSONDecodeError):
        return "dòng này không phải JSON"
    if isinstance(error, TypeError) and str(error) == "not an object":
        return "dòng này phải là một đối tượng JSON {…}"
    field = str(error.args[0]) if isinstance(error, KeyError) else str(error).partition(":")[0]
    if re.fullmatch(r"(text|now|context)[a-z_.\[\]0-9]*", field):
        return f"trường «{field}» thiếu hoặc không đúng dạng"
    return "dòng này có trường không đúng dạng; ngày giờ ghi theo ISO 8601"


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
