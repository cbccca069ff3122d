"""What people write for a department, and which one they mean."""

import pytest

from domain.names import DepartmentName, Directory, canonical, named_unit, names_code, split_names

FINANCE, HEALTH, JUSTICE, SCIENCE, SCHOOLS, CULTURE, OFFICE, CITY, WARD, STAFF = range(1, 11)
OFFICE_OF_ALL = Directory(
    [
        DepartmentName(FINANCE, "Sở Tài chính", ("STC",)),
        DepartmentName(HEALTH, "Sở Y tế"),
        DepartmentName(JUSTICE, "Sở Tư pháp"),
        DepartmentName(SCIENCE, "Sở Khoa học và Công nghệ"),
        DepartmentName(SCHOOLS, "Sở Giáo dục và Đào tạo"),
        DepartmentName(CULTURE, "Sở Văn hoá, Thể thao và Du lịch"),
        DepartmentName(OFFICE, "Văn phòng Tỉnh uỷ"),
        DepartmentName(CITY, "UBND thành phố Vinh"),
        DepartmentName(WARD, "Phường Vinh Hưng"),
        DepartmentName(STAFF, "Ban Tổ chức Tỉnh uỷ"),
    ]
)


@pytest.mark.parametrize(
    ("words", "unit"),
    [
        ("Sở Tài chính", FINANCE),
        ("so tai chinh", FINANCE),
        ("  SỞ   TÀI CHÍNH ", FINANCE),
        ("Sở Ta\u0300i chi\u0301nh", FINANCE),
        ("stc", FINANCE),
        ("Sở TC", FINANCE),
        ("Sở KH&CN", SCIENCE),
        ("Sở KH & CN", SCIENCE),
        ("Sở KH-CN", SCIENCE),
        ("Sở KHCN", SCIENCE),
        ("sở khoa học công nghệ", SCIENCE),
        ("Sở Khoa học & Công nghệ", SCIENCE),
        ("Sở GD&ĐT", SCHOOLS),
        ("Sở GD-ĐT", SCHOOLS),
        ("Sở VHTT&DL", CULTURE),
        ("Sở Văn hóa Thể thao và Du lịch", CULTURE),
        ("VP Tỉnh ủy", OFFICE),
        ("VPTU", OFFICE),
        ("Văn phòng TU", OFFICE),
        ("BTCTU", STAFF),
        ("Sở TP", JUSTICE),
        ("SO TU PHAP", JUSTICE),
        ("Uỷ ban nhân dân TP. Vinh", CITY),
        ("UBND TP Vinh", CITY),
        ("P. Vinh Hưng", WARD),
    ],
)
def test_a_department_is_found_as_people_write_it(words: str, unit: int) -> None:
    assert OFFICE_OF_ALL.find(words) == unit


@pytest.mark.parametrize("words", ["", ";", "Sở", "tài chính", "Sở Tài", "Sở Xây dựng", "các Sở, ban, ngành"])
def test_what_names_no_single_department_is_not_guessed(words: str) -> None:
    assert OFFICE_OF_ALL.find(words) is None


def test_a_short_form_with_two_owners_names_neither() -> None:
    twins = Directory([DepartmentName(1, "Phòng Tư pháp"), DepartmentName(2, "Phòng thành phố")])
    assert twins.find("Phòng TP") is None
    assert twins.find("Phòng Tư pháp") == 1


def test_a_name_wins_over_another_units_other_name() -> None:
    both = Directory([DepartmentName(1, "Sở Nội vụ", ("Sở Y tế",)), DepartmentName(2, "Sở Y tế")])
    assert both.find("Sở Y tế") == 2


@pytest.mark.parametrize(
    ("words", "first"),
    [
        ("Sở Tài chánh", "Sở Tài chính"),
        ("Sở Tài chính tỉnh", "Sở Tài chính"),
        ("Sở Du lịch", "Sở Văn hoá, Thể thao và Du lịch"),
        ("Sở Khoa học", "Sở Khoa học và Công nghệ"),
        ("SYT", "Sở Y tế"),
        ("Sở KH", "Sở Khoa học và Công nghệ"),
        ("Vinh Hưng", "Phường Vinh Hưng"),
    ],
)
def test_the_nearest_comes_first(words: str, first: str) -> None:
    assert OFFICE_OF_ALL.nearest(words)[0] == first


def test_there_is_always_a_nearest_and_never_more_than_asked() -> None:
    assert len(OFFICE_OF_ALL.nearest("qwxz")) == 1
    assert len(OFFICE_OF_ALL.nearest("Sở", limit=2)) <= 2
    assert Directory([]).nearest("Sở Y tế") == []


@pytest.mark.parametrize(
    ("words", "units"),
    [
        ("tài chính", [FINANCE]),
        ("KHCN", [SCIENCE]),
        ("tỉnh uỷ", [OFFICE, STAFF]),
        ("vinh", [CITY, WARD]),
        ("tai chi", []),
        ("", []),
    ],
)
def test_partial_names_give_everyone_who_has_them(words: str, units: list[int]) -> None:
    assert OFFICE_OF_ALL.search(words) == units


def test_names_of_a_cell() -> None:
    assert split_names(" Sở Tài chính;Sở  Y tế ;\nSTC; ;") == ["Sở Tài chính", "Sở Y tế", "STC"]
    assert split_names(" ; ") == []


def test_the_same_department_has_one_canonical_form() -> None:
    assert canonical("Sở KH&CN") == canonical("SỞ KHOA HỌC VÀ CÔNG NGHỆ") == "so khoa hoc cong nghe"


@pytest.mark.parametrize(
    ("words", "ref", "named"),
    [
        ("NV01 60%", "NV01", True),
        ("nv 01, 60%", "NV01", True),
        ("nv0160%", "NV01", False),
        ("nv10 xong", "NV1", False),
        ("xong rồi ạ", "NV01", False),
        ("kh-02.1 xong", "KH-02.1", True),
        ("kh-02x1 xong", "KH-02.1", False),
    ],
)
def test_a_code_in_a_text(words: str, ref: str, named: bool) -> None:
    assert names_code(words, ref) is named


def test_the_longest_name_of_a_unit_in_a_text() -> None:
    names = ("Sở Khoa học và Công nghệ", "Sở KHCN", "")
    assert named_unit("chờ số liệu so khoa hoc cong nghe", names) == "so khoa hoc cong nghe"
    assert named_unit("chờ Sở Y tế", names) is None
