"""The learned doubt: it has the bot ask where words are unlike a report, says which, and touches nothing else."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from domain.replies import Context, OpenTask, Reading, read
from domain.replies import guard as guarding
from domain.replies.guard import doubts, signs_of
from domain.replies.message import prepare
from domain.replies.tables import rows
from domain.replies.wire import fired_to_json, reading_to_json

CAMERAS = Context((OpenTask("NV02", "Lắp đặt camera giám sát", None),), "NV02")
UNLIKE = [
    "cháu nhà em thi xong rồi, cảm ơn cả nhà",
    "chiều qua đi xem đá bóng, đội nhà đá xong mới về",
    "cái máy pha cà phê sửa xong rồi nhé, mời cả nhà",
]


def reading_of(text: str, context: Context = CAMERAS) -> Reading:
    return read(text, datetime(2025, 9, 24, 9, tzinfo=UTC), context)


@pytest.mark.parametrize("text", UNLIKE)
def test_what_is_unlike_a_report_is_asked_about(text: str) -> None:
    reading = reading_of(text)
    assert (reading.kind, reading.why, reading.candidates) == ("clarify", "doubtful", ("NV02",))
    assert [update.ref for update in reading.doubted] == ["NV02"]
    assert reading_to_json(reading)["updates"] == []


def test_the_words_that_spoke_against_are_told() -> None:
    name, words = fired_to_json(reading_of(UNLIKE[0]))[-1]
    assert name == "guard"
    assert words.split(" | ")[:2] == ["cam on", "ca nha"]


def test_who_names_a_task_by_its_code_reports() -> None:
    assert reading_of(f"NV02: {UNLIKE[0]}").kind == "status"


def test_nothing_becomes_a_report_by_it(monkeypatch: pytest.MonkeyPatch) -> None:
    texts = [*UNLIKE, "camera lắp xong rồi ạ", "mai họp mấy giờ ạ?", "cảm ơn anh", "hình như xong rồi"]
    with_it = [reading_of(text) for text in texts]
    monkeypatch.setattr("domain.replies.reading.doubts", lambda message: "")
    for reading, rules_alone in zip(with_it, map(reading_of, texts), strict=True):
        if reading.doubted:
            assert rules_alone.updates == reading.doubted
            assert replace(reading, fired=reading.fired[:-1]).fired == rules_alone.fired
        else:
            assert reading == rules_alone
    assert [reading.kind for reading in with_it] == ["clarify"] * 3 + [
        "status",
        "question",
        "chatter",
        "clarify",
    ]


def test_signs_are_words_and_neighbours_without_marks() -> None:
    assert signs_of(" §r xong 12") == {"^", "§r", "xong", "0", "^ §r", "§r xong", "xong 0", "0 $"}


def test_the_same_words_in_other_dress_are_doubted_alike() -> None:
    for text in UNLIKE:
        told = doubts(prepare(text, date(2025, 9, 24), CAMERAS))
        assert doubts(prepare(text.upper(), date(2025, 9, 24), CAMERAS)) == told


def test_the_table_has_a_whole_number_for_each_sign_once() -> None:
    signs = [sign for sign, _ in rows("guard")]
    assert len(signs) == len(set(signs)) == len(guarding._weights())
    assert all(1 <= len(sign.split(" ")) <= 2 for sign in signs)
    assert all(abs(weight) < 500 for weight in guarding._weights().values())
