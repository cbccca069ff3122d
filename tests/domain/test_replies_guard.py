"""The learned leaning: it has the bot ask where words are unlike a report, says which, and settles what rules leave open."""

from datetime import UTC, date, datetime

import pytest

from domain.replies import Context, OpenTask, Reading, read
from domain.replies import guard as guarding
from domain.replies import reading as replies_reading
from domain.replies.by_rules import by_rules
from domain.replies.guard import Leaning, class_of, leaning, signs_of
from domain.replies.meanings import DONE
from domain.replies.message import prepare
from domain.replies.rules import rule_table
from domain.replies.tables import rows
from domain.replies.wire import fired_to_json, reading_to_json

CAMERAS = Context((OpenTask("NV02", "Lắp đặt camera giám sát", None),), "NV02")
UNLIKE = "chiều qua đi xem đá bóng, đội nhà đá xong mới về"
TOLD_WITHOUT_A_RULE = ["kéo dây đến cột số 9", "thợ bắt dây ở khối 5"]
CLEARED = Context((OpenTask("NV31", "Dọn bãi tập kết rác ven sông", None),), None)
DONE_WITHOUT_A_RULE = "bãi sạch bong rồi nha, trả mặt bằng hôm thứ hai"


def reading_of(text: str, context: Context = CAMERAS) -> Reading:
    return read(text, datetime(2025, 9, 24, 9, tzinfo=UTC), context)


def like(text: str) -> Leaning:
    message = prepare(text, date(2025, 9, 24), CAMERAS)
    return leaning(message, class_of(by_rules(message)))


@pytest.mark.parametrize(
    ("like", "kind", "state"),
    [
        ({"done": 0.95, "in_progress": 0.05}, "status", "done"),
        ({"done": 0.6, "in_progress": 0.4}, "status", "in_progress"),  # right more often, and never harmful
        ({"in_progress": 0.9, "chatter": 0.1}, "status", "in_progress"),
        ({"done": 0.6, "clarify": 0.2, "chatter": 0.2}, "clarify", None),
        ({"done": 0.7, "clarify": 0.14, "chatter": 0.16}, "clarify", None),  # a likely report is not lost
        ({"in_progress": 0.2, "question": 0.8}, "question", None),
        ({"in_progress": 0.2, "chatter": 0.8}, "chatter", None),
    ],
)
def test_of_what_a_message_may_mean_the_likeliest_is_told_that_does_least_harm(
    like: dict[str, float], kind: str, state: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    leaning = Leaning(**dict.fromkeys(Leaning._fields, 0.0) | like)
    monkeypatch.setattr(replies_reading, "leaning", lambda message, by_rules: leaning)
    reading = reading_of("lắp đặt camera xong rồi")
    assert reading.kind == kind
    assert [update.status for update in reading.updates] == ([state] if state else [])
    if kind == "clarify":
        assert (reading.why, reading.candidates) == ("doubtful", ("NV02",))
        assert [update.ref for update in reading.doubted] == ["NV02"]
        assert reading_to_json(reading)["updates"] == []


@pytest.mark.parametrize(
    ("text", "like", "told"),
    [
        ("đang lắp camera", {"blocked": 0.7, "in_progress": 0.2}, ("blocked", True, "đang lắp camera")),
        ("đang lắp camera", {"blocked": 0.4, "in_progress": 0.6}, ("in_progress", False, None)),
        ("đang lắp camera", {"not_started": 0.8, "blocked": 0.2}, ("not_started", False, None)),
        ("lắp được 3 camera", {"not_started": 0.8, "blocked": 0.2}, ("in_progress", False, None)),
        ("lắp được 3 camera", {"blocked": 0.8, "done": 0.2}, ("in_progress", True, "lắp được 3 camera")),
        ("camera hỏng 2 cái", {"in_progress": 0.8, "done": 0.2}, ("in_progress", False, None)),
        ("camera hỏng 2 cái", {"held": 0.8, "done": 0.2}, ("in_progress", True, "camera hỏng 2 cái")),
        ("vướng chỗ treo", {"in_progress": 0.8, "done": 0.2}, ("blocked", True, "vướng chỗ treo")),  # says so
        ("lắp xong rồi, còn nghiệm thu", {"done": 0.96, "held": 0.04}, ("done", False, None)),
        ("lắp xong rồi, còn nghiệm thu", {"done": 0.7, "in_progress": 0.3}, ("in_progress", False, None)),
        ("lắp xong rồi, mai nghiệm thu", {"done": 0.96, "in_progress": 0.04}, ("in_progress", False, None)),
        ("có vướng gì đâu", {"in_progress": 0.8, "other": 0.2}, ("in_progress", False, None)),
        ("có vướng gì đâu", {"in_progress": 0.4, "other": 0.6}, (None, False, None)),
    ],
)
def test_the_state_is_the_one_that_the_words_are_likest(
    text: str,
    like: dict[str, float],
    told: tuple[str | None, bool, str | None],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    leaning = Leaning(**dict.fromkeys(Leaning._fields, 0.0) | like)
    monkeypatch.setattr(replies_reading, "leaning", lambda message, by_rules: leaning)
    (update,) = reading_of(text).updates
    assert (update.status, update.blocked, update.blocker) == told


def test_the_words_that_spoke_against_are_told() -> None:
    reading = reading_of(UNLIKE)
    assert reading.kind == "chatter"
    name, words = fired_to_json(reading)[-1]
    assert name == "guard"
    assert {"xem", "moi ve"} <= set(words.split(" | "))


@pytest.mark.parametrize(
    "text",
    [
        "NV02",
        "việc NV02 ạ",
        "NV02 đã báo cáo gì rồi",
        "NV02 đã làm những gì rồi ạ",
        "bên mình ai làm rồi nhỉ",
    ],
)
def test_what_asks_or_only_names_is_no_report(text: str) -> None:
    assert reading_of(text).kind != "status"


def test_what_has_a_day_to_come_is_not_done(monkeypatch: pytest.MonkeyPatch) -> None:
    leaning = Leaning(**dict.fromkeys(Leaning._fields, 0.0) | {"done": 0.99, "in_progress": 0.01})
    monkeypatch.setattr(replies_reading, "leaning", lambda message, by_rules: leaning)
    assert [update.status for update in reading_of("đang lắp").updates] == ["done"]
    assert [update.status for update in reading_of("đang lắp, 30/9 nghiệm thu").updates] == ["in_progress"]


def test_who_names_a_task_by_its_code_is_asked_at_least(monkeypatch: pytest.MonkeyPatch) -> None:
    leaning = Leaning(**dict.fromkeys(Leaning._fields, 0.0) | {"done": 0.1, "chatter": 0.9})
    monkeypatch.setattr(replies_reading, "leaning", lambda message, by_rules: leaning)
    assert reading_of("lắp xong rồi").kind == "chatter"
    named = reading_of("NV02 lắp xong rồi")
    assert (named.kind, named.candidates) == ("clarify", ("NV02",))


def test_the_likelihoods_of_the_kinds_are_one_together() -> None:
    for text in (UNLIKE, "", "xong rồi", "xong " * 700):
        told = like(text)
        assert sum(told) == pytest.approx(1)
        assert all(0 <= each <= 1 for each in told)


def test_signs_are_words_rules_and_their_neighbours_and_what_the_bot_knew() -> None:
    message = prepare("NV02 xong 12", date(2025, 9, 24), CAMERAS)
    rules = [signal.rule.name for signal in message.signals]
    signs = signs_of(message)
    assert {"§r", "xong", "0", "^ §r", "§r xong", "xong 0", "0 $"} <= set(signs)
    assert {"m:xong", "m:§r xong", f"r:{rules[0]}", f"r:^ {rules[0]}", f"r:{rules[-1]} $"} <= set(signs)
    assert {"^", "@task one+reply+named"} <= set(signs)
    about = prepare("camera quay đêm", date(2025, 9, 24), CAMERAS)  # one of three words is the title's
    assert {"@shared 1", "@quarters 1"} <= set(signs_of(about))
    assert signs_of(prepare("xong xong", date(2025, 9, 24), CAMERAS)).count("xong") == 2


def test_signs_with_their_marks_are_told_apart() -> None:
    assert {"m:cho", "cho"} <= set(signs_of(prepare("cho xã", date(2025, 9, 24), CAMERAS)))
    assert {"m:chờ", "cho"} <= set(signs_of(prepare("chờ xã", date(2025, 9, 24), CAMERAS)))


def test_a_leaning_is_the_sum_of_its_signs() -> None:
    """What is remembered of words that follow each other does not change what is told."""
    for text in (UNLIKE, "đã lắp xong xong hết rồi ạ", "NV02 60%"):
        message = prepare(text, date(2025, 9, 24), CAMERAS)
        reading = class_of(by_rules(message))
        once = leaning(message, reading)
        summed = sum(map(guarding._packed, signs_of(message)))
        assert guarding._unpacked(guarding._told(message)) == guarding._unpacked(summed)
        assert leaning(message, reading) == once


def test_the_same_words_in_other_dress_lean_alike() -> None:
    assert like(UNLIKE.upper()) == like(UNLIKE)


def test_the_table_has_a_whole_number_for_each_class_of_a_sign() -> None:
    signs = [row[0] for row in rows("guard")]
    assert len(signs) == len(set(signs))
    assert all(1 <= len(sign.split(" ")) <= 2 for sign in signs)
    for sign, *weights in rows("guard"):
        assert guarding._unpacked(guarding._packed(sign)) == list(map(int, weights))
        assert all(abs(int(weight)) < 900 for weight in weights)


def test_the_table_weighs_rules_that_there_are() -> None:
    """After a rule is renamed the table is learned anew."""
    weighed = {name for row in rows("guard") if row[0][:2] == "r:" for name in row[0][2:].split(" ")}
    assert weighed - {"^", "$"} <= {rule.name for rule in rule_table().rules}


def test_what_is_told_like_a_report_is_one_without_a_rule() -> None:
    for text in TOLD_WITHOUT_A_RULE:
        message = prepare(text, date(2025, 9, 24), CAMERAS)
        assert not message.state, text
        reading = reading_of(text)
        assert [(update.ref, update.status) for update in reading.updates] == [("NV02", "in_progress")], text
    done = prepare(DONE_WITHOUT_A_RULE, date(2025, 9, 24), CLEARED)
    assert done.meanings.isdisjoint(DONE)
    assert [update.status for update in reading_of(DONE_WITHOUT_A_RULE, CLEARED).updates] == ["done"]
    two = Context((*CAMERAS.tasks, OpenTask("NV03", "Đào tạo cán bộ", None)), None)
    assert reading_of(TOLD_WITHOUT_A_RULE[0], two).kind != "status"


@pytest.mark.parametrize(
    "text",
    [
        "' OR 1=1; --",
        "Nguyễn Văn A",
        "lorem ipsum dolor sit amet",
        "ảnh hiện trường",
        "12 + 5",
        "mai nắng",
        "hfgjd",
    ],
)
def test_few_known_words_are_no_report_without_a_rule(text: str) -> None:
    assert reading_of(text).kind != "status"
