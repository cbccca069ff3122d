"""The learned leaning: it has the bot ask where words are unlike a report, says which, and settles what rules leave open."""

from datetime import UTC, date, datetime

import pytest

from domain.replies import Context, OpenTask, Reading, read
from domain.replies import guard as guarding
from domain.replies.guard import Leaning, leaning, signs_of
from domain.replies.message import prepare
from domain.replies.rules import rule_table
from domain.replies.tables import rows
from domain.replies.wire import fired_to_json, reading_to_json

CAMERAS = Context((OpenTask("NV02", "Lắp đặt camera giám sát", None),), "NV02")
UNLIKE = [
    "áo may xong rồi đẹp lắm, cảm ơn cả nhà nhé",
    "chiều qua đi xem đá bóng, đội nhà đá xong mới về",
]


def reading_of(text: str, context: Context = CAMERAS) -> Reading:
    return read(text, datetime(2025, 9, 24, 9, tzinfo=UTC), context)


def like(text: str) -> Leaning:
    return leaning(prepare(text, date(2025, 9, 24), CAMERAS))


@pytest.mark.parametrize("text", UNLIKE)
def test_what_is_unlike_a_report_is_asked_about(text: str) -> None:
    reading = reading_of(text)
    assert (reading.kind, reading.why, reading.candidates) == ("clarify", "doubtful", ("NV02",))
    assert [update.ref for update in reading.doubted] == ["NV02"]
    assert reading_to_json(reading)["updates"] == []


def test_the_words_that_spoke_against_are_told() -> None:
    name, words = fired_to_json(reading_of(UNLIKE[0]))[-1]
    assert name == "guard"
    assert {"cam on", "may"} <= set(words.split(" | "))


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


def test_who_names_a_task_by_its_code_reports() -> None:
    assert reading_of(f"NV02: {UNLIKE[0]}").kind == "status"


def test_a_report_of_one_faint_word_needs_more() -> None:
    """ "Về rồi", "đang" and "chưa" are said of much else; a number, a day or a plainer rule makes a report of them."""
    faint = reading_of("mấy anh kỹ thuật mới đến, chưa rõ đường vào bản nào")
    assert (faint.kind, faint.why) == ("clarify", "doubtful")
    assert reading_of("anh em kỹ thuật mới đến, lắp được 3/12 trường").kind == "status"
    assert {row[0] for row in rows("faint")} <= {rule.name for rule in rule_table().rules}


def test_the_likelihoods_of_the_kinds_are_one_together() -> None:
    for text in (*UNLIKE, "", "xong rồi", "xong " * 700):
        told = like(text)
        assert sum(told[:4]) == pytest.approx(1)
        assert all(0 <= each <= 1 for each in told)


def test_signs_are_words_and_neighbours_without_marks_and_what_the_bot_knew() -> None:
    message = prepare("NV02 xong 12", date(2025, 9, 24), CAMERAS)
    assert signs_of(message) == {
        "^", "§r", "xong", "0", "^ §r", "§r xong", "xong 0", "0 $", "@reply", "@one", "@named"
    }  # fmt: skip


def test_the_same_words_in_other_dress_lean_alike() -> None:
    for text in UNLIKE:
        assert like(text.upper()) == like(text)


def test_the_table_has_three_whole_numbers_for_each_sign_once() -> None:
    signs = [row[0] for row in rows("guard")]
    assert len(signs) == len(set(signs))
    assert all(1 <= len(sign.split(" ")) <= 2 for sign in signs)
    for sign, *weights in rows("guard"):
        assert guarding._unpacked(guarding._packed(sign)) == tuple(map(int, weights))
        assert all(abs(int(weight)) < 900 for weight in weights)
