"""Which units a group is of, by what was said when it was named."""

import pytest

from domain.office import Department
from domain.unit_lists import UnitList, block_named

UNITS = [
    Department(1, "Sở Tài chính", (), "sở"),
    Department(2, "Ban Dân tộc", (), "ban"),
    Department(3, "Xã Đông Hiếu", (), "xã"),
    Department(4, "Phường Vinh", (), "phường"),
    Department(5, "Không rõ loại"),
]
LISTS = [
    UnitList(7, "ubnd cap xa", "UBND cấp xã", (3,)),
    UnitList(8, "khoi tong hop", "Khối tổng hợp", (1, 2)),
]


@pytest.mark.parametrize(
    ("words", "ids"),
    [
        ("khối sở", {1}),
        ("các sở, ban, ngành", {1, 2}),
        ("khối xã", {3}),
        ("130 xã, phường", {3}),  # the list that is kept under that name
        ("Khối tổng hợp", {1, 2}),
        ("khối đá", set()),
    ],
)
def test_units_of_a_block(words: str, ids: set[int]) -> None:
    assert block_named(words, LISTS).members(UNITS, LISTS) == ids


def test_a_new_unit_of_the_kind_belongs_to_it() -> None:
    block = block_named("khối sở", LISTS)
    assert block.members([*UNITS, Department(9, "Sở Y tế", (), "sở")], LISTS) == {1, 9}
