"""Totals that do not add up are told with their difference."""

from domain.claims import Claim, Measure, contradictions, subject_of
from handlers.texts.claims import notes


def claims(*told: tuple[str, int | None], source: str = "Kết luận") -> list[Claim]:
    return [Claim(what, value, source, None) for what, value in told]


OF_2025 = (
    ("Tổng số nhiệm vụ năm 2025", 82),
    ("Nhiệm vụ năm 2025 đã hoàn thành", 35),
    ("46 nhiệm vụ đang thực hiện của năm 2025"[3:], 46),
)
OF_PARTY = (
    ("Tổng số nhiệm vụ khối Đảng, Mặt trận", 43),
    ("Nhiệm vụ khối Đảng, Mặt trận đã hoàn thành", 7),
    ("Nhiệm vụ khối Đảng, Mặt trận thực hiện thường xuyên", 8),
    ("Nhiệm vụ khối Đảng, Mặt trận đang triển khai", 16),
)


def test_82_less_35_is_47_where_the_text_says_46() -> None:
    (found,) = contradictions(claims(*OF_2025))
    assert (found.expected, found.claimed, found.difference) == (47, 46, 1)
    assert notes(claims(*OF_2025)) == (
        "Số liệu chưa khớp: 82 − 35 = 47, nhưng Kết luận ghi 46 («nhiệm vụ đang thực hiện của năm 2025»); lệch 1.",
    )


def test_parts_that_make_the_whole_are_passed_over() -> None:
    last = "Nhiệm vụ khối Đảng, Mặt trận triển khai trong quý IV"
    assert contradictions(claims(*OF_PARTY, (last, 12))) == ()
    (note,) = notes(claims(*OF_PARTY, (last, 13)))
    assert "các phần 7 + 8 + 16 + 13 = 44; lệch 1." in note


def test_what_cannot_be_reckoned_is_left_alone() -> None:
    assert contradictions(claims(("Tổng số chỉ tiêu", 65), ("Chỉ tiêu đạt và vượt", 39))) == ()
    assert contradictions([*claims(OF_2025[0]), *claims(*OF_2025[1:], source="Báo cáo khác")]) == ()
    assert contradictions(claims(OF_2025[0], OF_2025[1], (OF_2025[2][0], 47))) == ()
    assert subject_of("Nhiệm vụ năm 2025") is None
    found = subject_of("Chỉ tiêu chưa đạt")
    assert found is not None
    assert found.measure is Measure.PART
