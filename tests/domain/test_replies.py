"""The corpus is the specification: each case of ours a test, the team's corpus a bound that must not fall."""

import json
from datetime import date
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.replies import Context, OpenTask, read
from domain.replies.kinds import KINDS, SILENT
from domain.replies.message import prepare
from domain.replies.rules import Rule, Signal, _fire, rule_table
from domain.replies.wire import case_from_json, fired_to_json, reading_to_json

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
DATA = Path(__file__).resolve().parent.parent / "data"
FIELDS = ("status", "percent", "done", "total", "requested_deadline", "expected_date", "blocked")


def cases(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def answer(case: dict[str, Any]) -> dict[str, Any]:
    text, now, context = case_from_json(case)
    return reading_to_json(read(text, now.astimezone(ZONE), context))


def updates(told: dict[str, Any]) -> dict[str, tuple[Any, ...]]:
    return {u["ref"]: tuple(u[field] for field in FIELDS) for u in told["updates"]}


OURS = cases(DATA / "replies.jsonl")
NEGATIVE = cases(DATA / "replies_negative.jsonl")


@pytest.mark.parametrize("case", OURS, ids=lambda case: case["text"])
def test_what_is_reported(case: dict[str, Any]) -> None:
    told = answer(case)
    assert told["kind"] == "status"
    assert updates(told) == updates(case["expect"])


@pytest.mark.parametrize("case", NEGATIVE, ids=lambda case: case["text"])
def test_what_must_not_be_stored(case: dict[str, Any]) -> None:
    assert answer(case)["kind"] == case["expect"]["kind"]


def fits(told: dict[str, Any], wanted: dict[str, Any]) -> bool:
    if told["kind"] != wanted["kind"]:
        return False
    return wanted["kind"] != "status" or updates(told) == updates(wanted)


def dangerous(told: dict[str, Any], readings: list[dict[str, Any]]) -> bool:
    if told["kind"] != "status":
        return False
    gold = [updates(r) for r in readings if r["kind"] == "status"]
    if not gold:
        return True
    for ref, values in updates(told).items():
        if not any(ref in g for g in gold):
            return True
        if values[0] == "done" and not any(g.get(ref, (None,))[0] == "done" for g in gold):
            return True
    return False


def measured(corpus: list[dict[str, Any]]) -> tuple[float, list[str]]:
    """The share that is exact of those with one reading only; which were dangerous."""
    readings = [[c["expect"], *c["expect"].get("accept", [])] for c in corpus]
    told = [answer(c) for c in corpus]
    right = [any(fits(t, r) for r in rs) for t, rs in zip(told, readings, strict=True)]
    clear = [ok for ok, rs in zip(right, readings, strict=True) if len(rs) == 1]
    harmful = [c["id"] for c, t, rs in zip(corpus, told, readings, strict=True) if dangerous(t, rs)]
    return sum(clear) / len(clear), harmful


def test_the_team_corpus(shared: Path) -> None:
    """Issue 4 asks for 95 % exact on the unambiguous and no dangerous one; recall of obstacles in the sender's words."""
    exact, harmful = measured(cases(shared / "corpus" / "dev.jsonl"))
    assert exact >= 0.95
    assert harmful == []


def test_replies_by_other_hands() -> None:
    """Written by people who did not know the tables; first read 70 % exact with 27 dangerous."""
    exact, harmful = measured(cases(DATA / "replies_by_other_hands.jsonl"))
    assert exact >= 0.92
    assert harmful == []


# by further hands: the share exact of those with one reading; first read hand9 82.9 %, 4 dangerous of 250, hand10 68.6 %
# and 11, hand11 70.7 % and 9; hand12 73.1 % and 3, hand13 78.8 % and 5; hand14 76.2 % and 8, hand15 79.1 % and 4;
# hand16 84.8 % and none, hand17 84.2 % and 4; hand18 81.8 % and 6, hand19 76.5 % and 8; hand20 76.6 % and 8;
# hand21 80.3 % and 2, hand23 76.4 % and 5; hand22 83.7 % and 2, hand24 88.8 % and 1, hand25 85.1 % and 3, hand26 80.5 % and 2;
# hand27 83.3 % and 2, hand28 81.2 % and 2, hand29 77.9 % and 2, hand30 85.1 % and 1, hand31 82.0 % and 5, hand33 79.8 % and 6,
# hand36 79.8 % and 3; hand37 79.3 % and 4 of 300, hand39 84.7 % and 4, hand41 (182 long ones) 5, hand43 81.3 % and 4, hand46 80.1 %
# and 2; hand47 and hand50 are mostly traps that report nothing (65.1 % and 47), hand48 is told without the words that rules know
# (43.4 % and 4); hand55 80.5 % and 2, hand58 85.9 % and 2, hand60 79.0 % and 3, hand61 82.3 % and 2; hand54 is traps (63.3 % and
# 17), hand56 (386) the words of the work (60.0 % and 6), hand57 (340) several tasks at once (75.7 % and 13), hand62 (315)
# states that are hard to tell (74.7 % and 1); hand65 84.8 % and 2; hand53, a judge when it was first read, 76.5 % and 7;
# like the corpus hand69 81.0 % and 6 of 350, hand74 88.4 % and 4, hand75 84.3 % and 4, hand77 82.5 % and 1, hand78 87.3 % and 2,
# hand80 82.5 % and 3; hand68 long ones (79.7 % and 3), hand66 (84.2 % and 20), hand70 (81.6 % and 13) and hand76 (76.2 % and 29)
# talk that sounds like reports, hand67 (65.8 % and 5) and hand79 (73.6 % and 1) a whole and its parts; hand84 to 102, as
# unlike each other as could be, 72.6 to 86.6 % and together 62 of 6,204. The
# leaning was learned of all. From hand27 on, rules of kinds and states were made only of 33, 36 and 48; those of codes, counts
# and days of the details of the others too.
FLOORS = {"hand3": 0.95, "hand4": 0.95, "hand5": 0.97, "hand6": 0.97, "hand7": 0.97, "hand8": 0.98, "hand9": 0.97, "hand10": 0.92, "hand11": 0.91, "hand12": 0.93, "hand13": 0.92, "hand14": 0.96, "hand15": 0.95, "hand16": 0.97, "hand17": 0.94, "hand18": 0.92, "hand19": 0.92, "hand20": 0.93, "hand21": 0.97, "hand22": 0.96, "hand23": 0.97, "hand24": 0.99, "hand25": 0.98, "hand26": 0.97, "hand27": 0.94, "hand28": 0.91, "hand29": 0.9, "hand30": 0.94, "hand31": 0.96, "hand33": 0.94, "hand36": 0.92, "hand37": 0.9, "hand39": 0.92, "hand41": 0.93, "hand43": 0.88, "hand45": 0.92, "hand46": 0.88, "hand47": 0.97, "hand48": 0.76, "hand49": 0.94, "hand50": 0.98, "hand53": 0.86, "hand54": 0.88, "hand55": 0.92, "hand56": 0.8, "hand57": 0.87, "hand58": 0.91, "hand60": 0.89, "hand61": 0.9, "hand62": 0.9, "hand65": 0.91, "hand66": 0.94, "hand67": 0.79, "hand68": 0.87, "hand69": 0.9, "hand70": 0.92, "hand74": 0.93, "hand75": 0.92, "hand76": 0.94, "hand77": 0.89, "hand78": 0.91, "hand79": 0.89, "hand80": 0.88, "hand84": 0.92, "hand85": 0.87, "hand86": 0.87, "hand87": 0.84, "hand88": 0.9, "hand90": 0.87, "hand91": 0.86, "hand92": 0.91, "hand93": 0.93, "hand94": 0.85, "hand95": 0.81, "hand96": 0.88, "hand97": 0.91, "hand98": 0.9, "hand99": 0.84, "hand100": 0.87, "hand101": 0.89, "hand102": 0.83}  # fmt: skip


# what is left of them; "tài khoản cho giáo viên" (hand31) is taken for the task that trains teachers
HARMFUL = {"hand3": 1, "hand15": 1, "hand19": 1, "hand31": 1, "hand37": 1, "hand39": 1, "hand45": 1, "hand48": 2, "hand56": 2, "hand57": 2, "hand60": 1, "hand61": 1, "hand67": 2, "hand69": 1, "hand74": 1, "hand75": 2, "hand78": 1, "hand79": 1, "hand86": 1, "hand87": 2, "hand90": 1, "hand91": 1, "hand92": 1, "hand93": 1, "hand95": 1, "hand96": 1, "hand99": 1, "hand101": 1, "hand102": 1}  # fmt: skip


@pytest.mark.parametrize("hand", FLOORS)
def test_replies_by_each_further_hand(hand: str) -> None:
    exact, harmful = measured(cases(DATA / "other_hands" / f"{hand}.jsonl"))
    assert exact >= FLOORS[hand]
    assert len(harmful) <= HARMFUL.get(hand, 0), harmful


# whose cases nobody who works on the reader has looked at: bounds of sums alone; first read 82.9 % and 1, 87.9 % and 1, and of
# 300 each 87.6 % and 3, 86.4 % and 2, 83.7 % and 3, 83.5 % and 2; judge52 84.6 % and 1, judge63 82.3 % and 1; judge71 87.5 % and
# none, judge72 83.5 % and 4, judge73 90.9 % and 1; judge81 84.3 % and 2, judge82 89.0 % and 1, judge83 86.0 % and 2, judge89
# 83.0 % and 3
JUDGES = {
    "judge81": (0.83, 2),
    "judge82": (0.88, 1),
    "judge83": (0.85, 2),
    "judge89": (0.82, 3),
    "judge52": (0.86, 1),
    "judge63": (0.85, 1),
    "judge32": (0.89, 1),
    "judge34": (0.92, 0),
    "judge40": (0.89, 3),
    "judge42": (0.89, 2),
    "judge44": (0.86, 0),
    "judge38": (0.85, 1),
    "judge71": (0.86, 1),
    "judge72": (0.83, 5),
    "judge73": (0.91, 1),
}


@pytest.mark.parametrize("judge", JUDGES)
def test_replies_by_hands_never_studied(judge: str) -> None:
    least, most_harmful = JUDGES[judge]
    exact, harmful = measured(cases(DATA / "other_hands" / f"{judge}.jsonl"))
    assert exact >= least
    assert len(harmful) <= most_harmful, f"{len(harmful)} are dangerous"


EXAMPLES = Context((OpenTask("NV02", "một việc", None), OpenTask("NV43", "việc khác", None)), "NV02")


@pytest.mark.parametrize("rule", rule_table().rules, ids=lambda rule: rule.name)
def test_each_rule_fires_on_its_example(rule: Rule) -> None:
    assert rule.name in prepare(rule.example, date(2025, 9, 24), EXAMPLES).rules


@pytest.mark.parametrize("rule", rule_table("moments").rules, ids=lambda rule: rule.name)
def test_each_date_rule_fires_on_its_example(rule: Rule) -> None:
    moments = prepare(rule.example, date(2025, 9, 24), EXAMPLES).moments
    assert rule.name in {moment.signal.rule.name for moment in moments if moment.signal}


def test_a_reading_can_be_explained() -> None:
    _, now, _ = case_from_json(OURS[0])
    told = read("NV02 xong chưa?", now.astimezone(ZONE), EXAMPLES)
    assert fired_to_json(told)[0] == ["done-or-not", "xong chưa ?"]
    assert [fired.rule for fired in told.fired][-1] == "kind:only-asks"


@pytest.mark.parametrize(
    ("text", "obstacle"),
    [
        ("NV02 blocked by funding", "funding"),
        ("NV02 extend to 15/10 because data is late", "data is late"),
        ("NV02 is delayed due to lack of budget", "lack of budget"),
        ("NV02 on hold", "on hold"),
        ("NV02 xin lùi 15/10 vì chưa có hướng dẫn", "chưa có hướng dẫn"),
    ],
)
def test_the_obstacle_is_what_stands_in_the_way(text: str, obstacle: str) -> None:
    _, now, _ = case_from_json(OURS[0])
    assert [update.blocker for update in read(text, now.astimezone(ZONE), EXAMPLES).updates] == [obstacle]


def test_the_tables_name_their_rows() -> None:
    names = [rule.name for rule in (*KINDS, *SILENT)]
    assert len(names) == len(set(names))
    assert all(rule.why for rule in (*KINDS, *SILENT) if rule.kind == "clarify")


TEXTS = st.one_of(st.text(max_size=120), st.sampled_from([c["text"] for c in OURS + NEGATIVE]))


@given(TEXTS)
def test_never_an_exception_never_a_foreign_task(text: str) -> None:
    _, now, context = case_from_json(OURS[-1])
    reading = read(text, now.astimezone(ZONE), context)
    known = {task.ref for task in context.tasks}
    assert {u.ref for u in reading.updates} <= known
    assert all(u.percent is None or 0 <= u.percent <= 100 for u in reading.updates)


@pytest.mark.parametrize("case", OURS, ids=lambda case: case["text"])
def test_capitals_and_composition_change_nothing(case: dict[str, Any]) -> None:
    import unicodedata

    plain = updates(answer(case))
    assert updates(answer(case | {"text": case["text"].upper()})) == plain
    assert updates(answer(case | {"text": unicodedata.normalize("NFD", case["text"])})) == plain


@pytest.mark.parametrize("table", ["rules", "moments"])
def test_no_rule_is_left_out_that_would_fire(table: str) -> None:
    """A rule is tried only where the words it needs stand: that must not change what fires."""
    rules = rule_table(table)
    for case in (*OURS, *NEGATIVE):
        text, now, context = case_from_json(case)
        scanned = prepare(text, now.date(), context).text
        found: list[Signal] = []
        left = scanned
        for rule in rules.rules:
            left = _fire(rule, left, found)
        assert sorted(found, key=lambda signal: signal.start) == rules.scan(scanned, scanned.split()), text


SEVERAL = Context(
    (
        OpenTask("NV12", "Cấp giấy chứng nhận đất ở", None),
        OpenTask("NV13", "Lắp camera giám sát", None),
        OpenTask("NV15", "Số hóa hồ sơ hộ tịch", None),
    ),
    "NV15",
)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("12 xong, 13 đang lắp, 15 nửa rồi", {"NV12": "done", "NV13": "in_progress", "NV15": "in_progress"}),
        ("12 nhà cung cấp chưa gửi hàng, 13 xong", {"NV12": "blocked", "NV13": "done"}),
        ("12 xã xong, 15 xã chưa", {"NV15": "in_progress"}),
        ("12 xã xong, 15 chưa", {"NV15": "in_progress"}),
    ],
)
def test_numbers_at_the_heads_of_clauses_are_codes_unless_they_count(text: str, told: dict[str, str]) -> None:
    _, now, _ = case_from_json(OURS[0])
    updates = read(text, now.astimezone(ZONE), SEVERAL).updates
    assert {update.ref: update.status for update in updates} == told
