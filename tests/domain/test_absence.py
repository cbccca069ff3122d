"""Days of an absence and the name of who stands in, as people write them."""

import json
from datetime import date
from pathlib import Path

import pytest

from domain.absence import NoSuchDay, Span, is_called, objection, read_absence, says_away, says_back
from domain.hierarchy import below, closes_a_circle

DATA = Path(__file__).parents[1] / "data"
TODAY = date(2025, 9, 23)


@pytest.mark.parametrize(
    ("words", "first", "last", "name"),
    [
        ("5/10-12/10 đồng chí Lan", (5, 10), (12, 10), "Lan"),
        ("từ 5/10 đến 12/10 chị Lan thay", (5, 10), (12, 10), "Lan"),
        ("5-12/10 Lan", (5, 10), (12, 10), "Lan"),
        ("5/10 – 12/10/2025, đ/c Nguyễn Thị Lan", (5, 10), (12, 10), "Nguyễn Thị Lan"),
        ("từ ngày 05.10 đến hết ngày 12.10", (5, 10), (12, 10), ""),
        ("từ mai đến thứ sáu, anh Tuấn thay", (24, 9), (26, 9), "Tuấn"),
        ("tuần sau em nghỉ phép, anh Tuấn thay", (29, 9), (3, 10), "Tuấn"),
        ("em vắng ngày 6/10, chị Hà thay ạ", (6, 10), (6, 10), "Hà"),
        ("12/10-5/10 Lan", (12, 10), (5, 10), "Lan"),
        ("1/9-5/9 Lan", (1, 9), (5, 9), "Lan"),
    ],
)
def test_what_was_said(words: str, first: tuple[int, int], last: tuple[int, int], name: str) -> None:
    said = read_absence(words, TODAY)
    assert (said.first, said.last) == tuple(date(2025, month, day) for day, month in (first, last))
    assert said.name == name


def test_over_the_turn_of_the_year() -> None:
    assert read_absence("29/12-3/1 Lan", TODAY).last == date(2026, 1, 3)
    january = read_absence("5/1-9/1 Lan", date(2025, 12, 20))
    assert (january.first, january.last) == (date(2026, 1, 5), date(2026, 1, 9))


def test_what_is_not_said_and_what_is_no_day() -> None:
    assert read_absence("đồng chí Lan", TODAY).first is None
    assert read_absence("", TODAY).name == ""
    with pytest.raises(NoSuchDay):
        read_absence("28/9-31/9 Lan", TODAY)


@pytest.mark.parametrize(
    ("words", "away"),
    [
        ("em xin nghỉ phép từ 5/10 đến 12/10, chị Lan thay", True),
        ("Tôi đi công tác 5/10-12/10", True),
        ("em vắng từ 5/10", True),
        ("Công tác từ 5/10 đến 12/10", True),
        ("Công tác hậu cần xong 8/15", False),
        ("NV04 vướng, anh An đi công tác đến 5/10", False),
        ("vâng ạ 5/10 em nộp", False),
        ("đi công tác về sẽ báo", False),
        ("em đi công tác đến 5/10 về nộp NV04", False),
        ("vướng kinh phí, 5/10 xong", False),
    ],
)
def test_a_text_about_an_absence(words: str, away: bool) -> None:
    assert says_away(words) is away


def test_no_report_of_the_corpus_is_taken_for_an_absence() -> None:
    reports = [
        case["text"]
        for path in sorted(DATA.rglob("*.jsonl"))
        if not path.name.startswith(("deadlines", "judge"))  # nobody looks at a judge's cases
        for case in map(json.loads, path.read_text(encoding="utf-8").splitlines())
        if case["expect"]["kind"] == "status"
    ]
    assert len(reports) > 1000
    assert not [words for words in reports if says_away(words) or says_back(words)]


def test_a_text_about_a_return() -> None:
    assert all(says_back(words) for words in ("Tôi đã về", "em về rồi ạ", "em đi làm lại rồi"))
    assert not any(says_back(words) for words in ("NV04 về rồi", "xong rồi", "em về tài liệu NV04"))


@pytest.mark.parametrize(
    ("first", "last", "why"),
    [
        (date(2025, 10, 5), date(2025, 10, 12), None),
        (TODAY, TODAY, None),
        (date(2025, 10, 12), date(2025, 10, 5), "away_backwards"),
        (date(2025, 9, 22), date(2025, 10, 5), "away_past"),
        (date(2025, 10, 20), date(2025, 10, 25), "away_overlaps"),
        (date(2025, 10, 1), date(2025, 11, 25), "away_overlaps"),
    ],
)
def test_days_that_cannot_be(first: date, last: date, why: str | None) -> None:
    given = [Span(date(2025, 10, 25), date(2025, 10, 30))]
    assert objection(Span(first, last), TODAY, given) == why


def test_a_name_is_met_by_its_end() -> None:
    assert is_called("Nguyễn Thị Lan", "Lan")
    assert is_called("Nguyễn Thị Lan", "thị lan")
    assert not is_called("Lan Anh", "Lan")
    assert not is_called("Lan", "")


def test_who_is_below_whom() -> None:
    above = {2: 1, 3: 2, 4: 2, 6: 5}
    assert below(above, [1]) == {2, 3, 4}
    assert below(above, [2, 5]) == {3, 4, 6}
    assert below(above, [3]) == set()
    assert closes_a_circle(above, 1, 3)
    assert closes_a_circle(above, 1, 1)
    assert not closes_a_circle(above, 5, 3)
