"""What a document proposes: its head, its marks of secrecy, whom it means, and how it is corrected."""

from datetime import date

import pytest

from domain.addressees import Addressing
from domain.amending import Amendment, read_amendment, read_due
from domain.conclusions import Paragraph, Place
from domain.conclusions.head import read_head
from domain.conclusions.secrecy import secret_mark
from domain.importing.values import NO_DUE, Due, TaskRow
from domain.list_changes import ListChange, read_list_change
from domain.office import Department
from domain.proposals import Draft, Proposal, ProposalState, covered, doubts_now, fresh, on_another_day
from domain.unit_lists import UnitList, is_collective, list_key, not_found, number_said, proposed_list
from domain.work import TaskKind

TODAY = date(2025, 9, 23)
UNITS = [
    Department(number, name, aliases, kind)
    for number, (name, aliases, kind) in enumerate(
        [
            ("Sở Tài chính", ("STC",), "sở"),
            ("Sở Y tế", (), "sở"),
            ("Sở Khoa học và Công nghệ", (), "sở"),
            ("Sở Kế hoạch và Đầu tư", (), "sở"),
            ("Sở Văn hóa, Thể thao và Du lịch", (), "sở"),
            ("Ban Dân tộc", (), "ban"),
            ("Văn phòng Tỉnh uỷ", (), "đảng"),
            ("Xã Quỳnh Lưu", (), "xã"),
            ("Xã Nghi Lộc", (), "xã"),
            ("Phường Cửa Lò", (), "phường"),
        ],
        1,
    )
]
COMMUNES = UnitList(7, "ubnd cap xa", "UBND cấp xã", (8, 9, 10))


def names(words: str, *lists: UnitList) -> list[str]:
    return [unit.name for unit in Addressing(UNITS, lists).read(words).units]


# the head


@pytest.mark.parametrize(
    ("lines", "said", "title", "subject"),
    [
        (
            [
                "TỈNH ỦY NGHỆ AN",
                "*",
                "Số 142-KL/TU",
                "Nghệ An, ngày 14 tháng 11 năm 2025",
                "KẾT LUẬN",
                "về cải cách",
            ],
            "",
            "Kết luận 142-KL/TU ngày 14/11/2025",
            "về cải cách",
        ),
        (
            [
                "UBND TỈNH Số: 903/TB-UBND",
                "Nghệ An, ngày 02 tháng 12 năm 2025",
                "THÔNG BÁO",
                "Kết luận của Chủ tịch",
            ],
            "",
            "Thông báo 903/TB-UBND ngày 2/12/2025",
            "Kết luận của Chủ tịch",
        ),
        (["Phiên họp thứ hai", "Sáng 30/10/2025, Ban họp."], "", "Phiên họp thứ hai, ngày 30/10/2025", None),
        (
            ["Sáng 23/9/2025, Ban họp về quý III."],
            "Kết luận 15-KL/BCĐ",
            "Kết luận 15-KL/BCĐ ngày 23/9/2025",
            None,
        ),
        (
            ["Sáng 23/9/2025, Ban họp về quý III."],
            "gửi anh chị công văn số 846/UBND-TH ngày 21/9/2025 để giao việc",
            "Công văn 846/UBND-TH ngày 21/9/2025",
            None,
        ),
        (["Giao Sở Y tế rà soát."], "gửi anh chị", "Văn bản «a.docx»", None),
        (["Căn cứ Quyết định số 12-QĐ/TU ngày 1/9/2025;"], "", "Văn bản «a.docx»", None),
    ],
)
def test_a_head_says_number_day_and_subject(
    lines: list[str], said: str, title: str, subject: str | None
) -> None:
    head = read_head([Paragraph(line) for line in lines], "a.docx", said)
    assert (head.directive.title, head.subject) == (title, subject)


# secrecy


@pytest.mark.parametrize(
    ("words", "level"),
    [
        ("MẬT", "mật"),
        ("Tuyệt mật", "tuyệt mật"),
        ("3. Giao Công an tỉnh rà soát (Tối mật).", "tối mật"),
        ("4. (Mật) Giao Bộ Chỉ huy quân sự tỉnh diễn tập", "mật"),
        ("Độ mật: Mật", "mật"),
        ("5. Mật: Giao Công an tỉnh lập phương án", "mật"),
        ("Văn bản đóng dấu TUYỆT MẬT", "tuyệt mật"),
        ("Nhiệm vụ mật 1: Giao Công an tỉnh lập phương án", "mật"),
        ("6. Giao Công an tỉnh lập phương án - Mật.", "mật"),
        ("[MẬT] Giao Công an tỉnh", "mật"),
        ("Bảo đảm bảo mật dữ liệu, giữ bí mật nhà nước", None),
        ("TĂNG CƯỜNG BẢO MẬT, BÍ MẬT NHÀ NƯỚC", None),
        ("Mật độ dân số cao; đổi mật khẩu; phối hợp mật thiết", None),
        ("MẬT ĐỘ XÂY DỰNG", None),
    ],
)
def test_marks_of_secrecy(words: str, level: str | None) -> None:
    mark = secret_mark([Paragraph("Sở Y tế rà soát"), Paragraph(words)])
    assert (mark.level if mark else None, mark.paragraph if mark else 2) == (level, 2)


def test_a_cell_is_marked_too() -> None:
    assert secret_mark([Paragraph("1 Diễn tập Mật", ("1", "Diễn tập", "Mật"))]) is not None


# whom it means


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("Sở Tài chính", ["Sở Tài chính"]),
        ("Văn phòng Tỉnh ủy", ["Văn phòng Tỉnh uỷ"]),
        ("các xã, phường", ["Xã Quỳnh Lưu", "Xã Nghi Lộc", "Phường Cửa Lò"]),
        ("UBND các xã: Quỳnh Lưu, Diễn Châu và phường Cửa Lò", ["Xã Quỳnh Lưu", "Phường Cửa Lò"]),
        ("Các cơ quan Đảng", ["Văn phòng Tỉnh uỷ"]),
        ("các cơ quan, đơn vị liên quan", []),
        ("Sở Lạ", []),
    ],
)
def test_words_mean_units(words: str, found: list[str]) -> None:
    assert names(words) == found


def test_a_name_in_an_enumeration_that_nobody_has_is_told() -> None:
    words = "UBND các xã: Quỳnh Lưu, Diễn Châu và phường Cửa Lò"
    assert not_found(words, Addressing(UNITS, []).read(words).units) == ("Diễn Châu",)
    assert not_found("các xã, phường", UNITS) == ()


def test_a_list_is_nobodys_word_until_it_is_kept() -> None:
    assert not Addressing(UNITS, []).read("130 xã, phường").known
    kept = Addressing(UNITS, [COMMUNES]).read("130 xã, phường")
    assert kept.known
    assert kept.of_list == COMMUNES
    assert number_said("130 xã, phường") == 130


def test_a_short_name_with_two_meanings_names_both() -> None:
    found = Addressing(UNITS, []).read("Sở KH")
    assert found.ambiguous
    assert found.near == ("Sở Khoa học và Công nghệ", "Sở Kế hoạch và Đầu tư")
    assert Addressing(UNITS, []).read("Sở Yte").near[0] == "Sở Y tế"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("130 xã, phường", "UBND cấp xã"),
        ("Các Sở, ban, ngành", "các sở, ban, ngành cấp tỉnh"),
        ("UBND các xã, phường", "các địa phương"),
    ],
)
def test_names_of_one_list(one: str, other: str) -> None:
    assert list_key(one) == list_key(other)
    assert is_collective(one)
    assert proposed_list(one, UNITS).name == proposed_list(other, UNITS).name


@pytest.mark.parametrize(
    ("words", "parts"),
    [
        ("Sở Tài chính, Sở Y tế và Sở Khoa học và Công nghệ", 3),
        ("Sở Văn hóa, Thể thao và Du lịch, STC", 2),
        ("các Sở, ban, ngành; Sở Lạ", 2),
        ("130 xã, phường, Sở Y tế", 2),
    ],
)
def test_commas_and_conjunctions_in_names_part_nothing(words: str, parts: int) -> None:
    assert len(Addressing(UNITS, []).split(words)) == parts


# corrections


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (
            "chủ trì: Sở Tài chính; phối hợp: Sở Y tế; hạn 30/9; nội dung: rà soát, hạn chế sai sót, phối hợp tốt",
            Amendment("Sở Tài chính", "Sở Y tế", "30/9", "rà soát, hạn chế sai sót, phối hợp tốt"),
        ),
        ("chu tri: so tai chinh", Amendment(leads="so tai chinh")),
        ("Chủ trì Sở Tài chính, hạn 30/9", Amendment(leads="Sở Tài chính", deadline="30/9")),
        ("Hạn: không có\nNội dung: lập báo cáo", Amendment(deadline="không có", text="lập báo cáo")),
        ("phối hợp:", Amendment(coordinating="")),
        ("30/9", Amendment(deadline="30/9")),
        ("31/2", Amendment(deadline="31/2")),
        ("phối hợp với Sở Y tế; hạn là 30/9", Amendment(coordinating="Sở Y tế", deadline="30/9")),
        ("việc này giao Sở Y tế", None),
        ("Sở Tài chính", None),
        ("cảm ơn; hạn 30/9", None),
    ],
)
def test_an_amendment_in_words(words: str, said: Amendment | None) -> None:
    assert read_amendment(words, TODAY) == said


@pytest.mark.parametrize(
    ("words", "end", "fault", "doubt"),
    [
        ("30/9", date(2025, 9, 30), None, None),
        ("trong tháng 10/2025", date(2025, 10, 31), None, None),
        ("1/9/2025", date(2025, 9, 1), None, "past"),
        ("31/2", None, "no_such_day", None),
        ("29/2/2026", None, "no_such_day", None),
        ("30/9/1925", None, "far_year", None),
        ("sớm nhé", None, "unreadable_deadline", None),
        ("từ 15/10 đến 1/10", None, "end_before_start", None),
        ("từ 15/10/2025 đến 1/10/2025", None, "end_before_start", None),
        ("từ 15/11 đến 15/2", date(2026, 2, 15), None, None),
        ("không có hạn", None, None, "no_date"),
        ("ngay sau khi có kế hoạch", None, None, "conditional"),
        ("thường xuyên", None, None, "standing"),
        ("2 tuần/1 lần", None, None, None),
    ],
)
def test_a_deadline_that_was_typed(
    words: str, end: date | None, fault: str | None, doubt: str | None
) -> None:
    read = read_due(words, TODAY)
    assert (read.due.deadline, read.fault, read.doubt) == (end, fault, doubt)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("thêm Sở Y tế; bớt Sở Tài chính", ListChange("Sở Y tế", "Sở Tài chính", "")),
        ("Thêm Sở Y tế và bỏ Sở Nội vụ, Ban Dân tộc", ListChange("Sở Y tế", "Sở Nội vụ, Ban Dân tộc", "")),
        ("Sở Y tế; Sở Tài chính", ListChange("", "", "Sở Y tế; Sở Tài chính")),
    ],
)
def test_a_change_of_a_list(words: str, said: ListChange) -> None:
    assert read_list_change(words) == said


# proposals


def draft(text: str, due: Due = NO_DUE, doubts: tuple[str, ...] = ()) -> Draft:
    return Draft(Place(1, "", text), ("Sở Y tế",), (), text, due, None, doubts)


def proposal(number: int, text: str, state: ProposalState = ProposalState.PROPOSED) -> Proposal:
    return Proposal(number, 1, draft(text), 0, state, None, (), (), None)


def row(text: str) -> TaskRow:
    return TaskRow("", text, None, TaskKind.TASK, False, False, NO_DUE, ("Sở Y tế",), ())


def test_a_paper_that_comes_as_word_and_as_pdf_proposes_once() -> None:
    assert fresh([draft("Rà soát  trạm y tế"), draft("Mở lớp")], [draft("rà soát trạm y tế.")]) == [
        draft("Mở lớp")
    ]


def test_a_deadline_passes_while_nobody_decides() -> None:
    late = draft("x", Due(date(2025, 9, 1), "xong trước 1/9", None, False), ("subject_inherited",))
    assert doubts_now(late, TODAY) == ("subject_inherited", "past")
    assert doubts_now(late, date(2025, 8, 1)) == ("subject_inherited",)


def test_words_of_a_deadline_mean_another_day_in_a_paper_of_another_day() -> None:
    soon = draft("x", Due(date(2025, 9, 26), "trong tuần này", None, False))
    assert on_another_day(soon, date(2025, 10, 1)).due.deadline == date(2025, 10, 3)
    assert on_another_day(draft("x"), TODAY) == draft("x")


def test_a_sheet_covers_what_it_has_the_same_text_for_or_nearly() -> None:
    found = [
        proposal(1, "Rà soát các quy định hiện hành về đầu tư"),
        proposal(2, "Mở lớp tập huấn kỹ năng số cho công chức"),
        proposal(3, "Rà soát các quy định hiện hành về đầu tư", ProposalState.DROPPED),
    ]
    rows = [row("Rà soát quy định hiện hành về đầu tư công"), row("Kết nối bệnh án điện tử")]
    assert covered(found, rows) == [1]
