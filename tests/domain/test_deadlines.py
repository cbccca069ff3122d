"""Deadlines in words: the phrases of an office, and what only looks like one."""

import json
from datetime import date, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.dates import _aligned, _masked, _sieve
from domain.dates.rules import RULES
from domain.deadlines import read_deadline

HERE = Path(__file__).resolve().parent.parent / "data"
CASES = [
    json.loads(line) for line in (HERE / "deadlines.jsonl").read_text(encoding="utf-8").splitlines() if line
]
TODAY = date(2025, 9, 23)


def read(case: dict[str, str]) -> dict[str, str | None]:
    phrase = read_deadline(case["text"], datetime.fromisoformat(case["now"]).date())
    return {
        "start": phrase.start.isoformat() if phrase.start else None,
        "end": phrase.end.isoformat() if phrase.end else None,
        "recurrence": phrase.recurrence,
    }


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["text"][:50])
def test_our_phrases(case: dict[str, dict[str, str | None]]) -> None:
    got = read(case)  # type: ignore[arg-type]
    assert (got["end"], got["recurrence"]) == (case["expect"]["end"], case["expect"]["recurrence"])


def test_the_shared_phrases(shared: Path) -> None:
    lines = (shared / "corpus" / "deadlines.jsonl").read_text(encoding="utf-8").splitlines()
    cases = [json.loads(line) for line in lines if line]
    answers = [read(case) for case in cases]
    right = sum(a["end"] == c["expect"]["end"] for a, c in zip(answers, cases, strict=True))
    periods = sum(a["recurrence"] == c["expect"]["recurrence"] for a, c in zip(answers, cases, strict=True))
    invented = [c["text"] for a, c in zip(answers, cases, strict=True) if a["end"] and not c["expect"]["end"]]
    assert right >= 0.97 * len(cases)
    assert periods >= 0.95 * len(cases)
    assert invented == []


OTHERS = [
    json.loads(line)
    for line in (HERE / "deadlines_by_other_hands.jsonl").read_text(encoding="utf-8").splitlines()
    if line
]


@pytest.mark.parametrize("case", OTHERS, ids=lambda case: case["text"][:50])
def test_phrases_by_other_hands(case: dict[str, dict[str, str | None]]) -> None:
    assert read(case) == case["expect"]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("words", "doubt"),
    [
        ("ngay sau khi có hướng dẫn", "conditional"),
        ("05 ngày kể từ ngày nhận đủ hồ sơ", "conditional"),
        ("theo kế hoạch đã duyệt", "by_plan"),
        ("thường xuyên", "standing"),
        ("trước ngày 01/9/2025", "past"),
        ("trong tháng 10", None),
    ],
)
def test_doubts(words: str, doubt: str | None) -> None:
    assert read_deadline(words, TODAY).doubt == doubt


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("October 31, 2025", date(2025, 10, 31)),
        ("31 octobre 2025", date(2025, 10, 31)),
        ("may 60%", None),
        ("march 16/16", None),
    ],
)
def test_dateparser_only_where_a_day_and_a_month_stand(words: str, expected: date | None) -> None:
    assert read_deadline(words, TODAY).end == expected


@given(st.text(max_size=200))
def test_never_an_exception(words: str) -> None:
    assert read_deadline(words, TODAY) == read_deadline(words, TODAY)


@given(st.sampled_from([case["text"] for case in CASES]))
def test_capitals_change_nothing(words: str) -> None:
    assert read_deadline(words.upper(), TODAY).end == read_deadline(words, TODAY).end


def test_no_rule_is_left_out_that_would_match() -> None:
    """A rule is tried only where the parts of words it needs stand."""
    replies = (HERE / "replies.jsonl").read_text(encoding="utf-8").splitlines()
    for text in (case["text"] for case in (*CASES, *map(json.loads, replies))):
        folded = _masked(_aligned(text), text)
        tried = {RULES[order].name for order in _sieve().passing(text.split())}
        matching = {
            rule.name
            for rule in RULES
            if any(literal in folded for literal in rule.literals) and rule.regex.search(folded)
        }
        assert matching <= tried, text
