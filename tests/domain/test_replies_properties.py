"""What holds of every reply: dress does not change what is said, and nothing is made up."""

import json
import time
import unicodedata
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.replies import Context, OpenTask, Reading, read
from domain.replies.rules import rule_table
from domain.replies.wire import case_from_json

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
DATA = Path(__file__).resolve().parent.parent / "data"
CASES: list[dict[str, Any]] = [
    json.loads(line)
    for name in ("replies.jsonl", "replies_negative.jsonl")
    for line in (DATA / name).read_text(encoding="utf-8").splitlines()
    if line.strip()
]
A_CASE = st.sampled_from(CASES)
_, NOW, SEVERAL = case_from_json(next(c for c in CASES if len(c["context"]["task_refs"]) > 2))
NOW = NOW.astimezone(ZONE)
PIECES = [
    "xong", "chưa", "đã", "không", "còn", "rồi", "NV20", "nv 21", "60%", "15/11", "12/16", "xã", "xin lùi", "tuần sau",
    "chờ", "Bộ", "vướng", "ký", "cả 3", "việc kia", "1.", "2.", "\n", ",", ">", "?", "dạ", "ạ", "tám mươi", "tháng",
    "%", "/", "(", "§r", "nv12xong", "chu7a", "\u200b", "✅", "tập huấn", "trừ", "mai", "100%",
]  # fmt: skip


def reading_of(case: dict[str, Any], text: str) -> Reading:
    _, now, context = case_from_json(case)
    return read(text, now.astimezone(ZONE), context)


def said(reading: Reading) -> tuple[object, ...]:
    return reading.kind, tuple(
        (u.ref, u.status, u.percent, u.done, u.total, u.requested_deadline, u.expected_date, u.blocked)
        for u in reading.updates
    )


@settings(max_examples=150, deadline=None)
@given(A_CASE, st.sampled_from(["dạ {}", "{} ạ", "dạ {} ạ", "Dạ báo cáo anh, {}", "báo cáo chị {} ạ"]))
def test_polite_frames_change_nothing(case: dict[str, Any], frame: str) -> None:
    assert said(reading_of(case, frame.format(case["text"]))) == said(reading_of(case, case["text"]))


@settings(max_examples=100, deadline=None)
@given(A_CASE, st.sampled_from(["NFC", "NFD"]), st.booleans())
def test_composition_and_capitals_change_nothing(case: dict[str, Any], form: Any, loud: bool) -> None:
    text = unicodedata.normalize(form, case["text"].upper() if loud else case["text"])
    assert said(reading_of(case, text)) == said(reading_of(case, case["text"]))


@settings(max_examples=200, deadline=None)
@given(st.one_of(st.text(max_size=80), st.lists(st.sampled_from(PIECES), max_size=25).map(" ".join)))
def test_nothing_is_made_up(text: str) -> None:
    reading = read(text, NOW, SEVERAL)
    refs = [update.ref for update in reading.updates]
    assert set(refs) <= {task.ref for task in SEVERAL.tasks}
    assert len(refs) == len(set(refs))
    assert (reading.kind == "status") == bool(reading.updates)
    for update in reading.updates:
        assert update.percent is None or 0 <= update.percent <= 100
        assert update.total is None or update.done is not None
        assert not (update.status == "blocked" and not update.blocked)


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=60))
def test_no_task_no_report(text: str) -> None:
    assert read(text, NOW, Context((), None)).updates == ()


HOSTILE = ["chưa ", "1/1/", "(", "xong ", "a", "1 ", "nv1,", "còn 1/2 ", "không ", "12-", "đã gửi ", "mười ", "1. ",
           "hạn 1/1\n", "> ", "%", "thứ hai ", "chờ x ", "cả 2 việc ", "§d ", "xong,"]  # fmt: skip


@pytest.mark.parametrize("piece", HOSTILE)
def test_the_time_is_linear(piece: str) -> None:
    """4,096 characters of anything; the bound is generous, for the machine may be busy."""
    text = (piece * 4096)[:4096]
    took = []
    for _ in range(3):
        begun = time.process_time()
        read(text, NOW, SEVERAL)
        took.append(time.process_time() - begun)
    assert min(took) < 0.1


@pytest.mark.parametrize(
    "context",
    [
        Context((), None),
        Context((OpenTask("NV01", "", None),), "NV01"),
        Context((OpenTask("NV01", "Kênh tin của xã", None), OpenTask("NV02", "Đường liên thôn", None)), None),
    ],
    ids=["no task", "a task without words", "none of two named"],
)
def test_whatever_a_rule_knows_is_read_whichever_task_is_open(context: Context) -> None:
    refs = {task.ref for task in context.tasks}
    for rule in rule_table().rules:
        reading = read(rule.example, NOW, context)
        assert {update.ref for update in reading.updates} <= refs
