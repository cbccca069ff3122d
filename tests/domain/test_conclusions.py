"""What a conclusion assigns: floors for the scores, and the manners of the text one by one."""

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.conclusions import Paragraph, ProposedTask, document_day, propose
from tests.conclusions import OURS, Conclusion, Tally, conclusions_in

TODAY = date(2025, 9, 23)
KNOWN = list(conclusions_in(OURS))


def read(*lines: str, today: date = TODAY) -> list[ProposedTask]:
    return propose([Paragraph(line) for line in lines], today)


def tallied(conclusions: list[Conclusion]) -> Tally:
    tally = Tally()
    for conclusion in conclusions:
        tally.add(conclusion.name, conclusion.expected, conclusion.read())
    return tally


def bounds(tally: Tally, *, found: float, right: float, dated: float, lead: float, invented: int = 0) -> None:
    assert tally.share("found", "wanted") >= found, tally.wrong
    assert tally.share("found", "proposed") >= right, tally.wrong
    assert tally.share("end", "dated") >= dated, tally.wrong
    assert tally.share("lead", "found") >= lead, tally.wrong
    assert tally.share("recurrence", "found") >= lead, tally.wrong
    assert tally.counts["invented"] <= invented, tally.wrong


def test_our_conclusions() -> None:
    assert len(KNOWN) >= 73
    bounds(tallied(KNOWN), found=0.98, right=0.98, dated=0.98, lead=0.98, invented=2)


def test_the_shared_conclusions(shared: Path) -> None:
    bounds(
        tallied(list(conclusions_in(shared / "conclusions"))), found=0.98, right=0.98, dated=0.98, lead=0.98
    )


def test_the_fourteen_of_the_real_conclusion(shared: Path) -> None:
    real = next(c for c in conclusions_in(shared / "conclusions") if c.name == "D00")
    tally = Tally()
    tally.add(real.name, real.expected, real.read())
    assert tally.counts["found"] == tally.counts["wanted"] >= 14
    assert tally.counts["proposed"] - tally.counts["found"] <= 3


def test_a_conclusion_without_orders_gives_none() -> None:
    assert next(c for c in KNOWN if c.name == "N13").read() == []


@pytest.mark.parametrize(
    ("line", "lead", "coordinating", "task"),
    [
        (
            "Giao Sở Tài chính chủ trì, phối hợp với Sở Y tế, Công an tỉnh rà soát dự toán.",
            ["Sở Tài chính"], ["Sở Y tế", "Công an tỉnh"], "rà soát dự toán",
        ),
        (
            "Giám đốc Sở Xây dựng chịu trách nhiệm trước Chủ tịch UBND tỉnh về việc bàn giao mặt bằng.",
            ["Sở Xây dựng"], [], "bàn giao mặt bằng",
        ),
        (
            "Yêu cầu các sở, ban, ngành, UBND các xã, phường công khai thủ tục.",
            ["các sở, ban, ngành", "UBND các xã, phường"], [], "công khai thủ tục",
        ),
        (
            "Sở Văn hóa, Thể thao và Du lịch gắn biển chỉ dẫn.",
            ["Sở Văn hóa, Thể thao và Du lịch"], [], "gắn biển chỉ dẫn",
        ),
        (
            "Công an phường chủ trì, Ban CHQS phường và các khối phối hợp mở đợt cao điểm.",
            ["Công an phường"], ["Ban CHQS phường", "các khối"], "mở đợt cao điểm",
        ),
        (
            "Viện Kinh tế xây dựng nghiên cứu định mức mới.",
            ["Viện Kinh tế xây dựng"], [], "nghiên cứu định mức mới",
        ),
        (
            "Với Sở Y tế, đồng chí yêu cầu chọn 3 bệnh viện làm điểm.",
            ["Sở Y tế"], [], "chọn 3 bệnh viện làm điểm",
        ),
        (
            "Sở Nội vụ được giao hoàn thiện đề án.",
            ["Sở Nội vụ"], [], "hoàn thiện đề án",
        ),
        (
            "Giám đốc Sở Khoa học và Công nghệ Nguyễn Quý Linh rà soát kế hoạch.",
            ["Sở Khoa học và Công nghệ"], [], "rà soát kế hoạch",
        ),
        (
            "Sở Nội vụ tổ chức tập huấn cho lãnh đạo cấp tỉnh; Bí thư, Phó Bí thư, Chủ tịch cấp xã.",
            ["Sở Nội vụ"], [], "tổ chức tập huấn cho lãnh đạo cấp tỉnh; Bí thư, Phó Bí thư, Chủ tịch cấp xã",
        ),
        (
            "Việc lập dự toán do Sở Xây dựng chủ trì thực hiện, phối hợp với Sở Tài chính trình UBND tỉnh.",
            ["Sở Xây dựng"], ["Sở Tài chính"], "lập dự toán, trình UBND tỉnh",
        ),
        (
            "Trách nhiệm di dời hạ tầng thuộc về Công ty Điện lực tỉnh.",
            ["Công ty Điện lực tỉnh"], [], "di dời hạ tầng",
        ),
        (
            "Đối soát dữ liệu dân cư: Công an tỉnh chủ trì, Sở Nội vụ phối hợp.",
            ["Công an tỉnh"], ["Sở Nội vụ"], "Đối soát dữ liệu dân cư",
        ),
        (
            "Sở Y tế (chủ trì), Sở Nội vụ (phối hợp): rà soát trạm y tế.",
            ["Sở Y tế"], ["Sở Nội vụ"], "rà soát trạm y tế",
        ),
        (
            "Bệnh viện công bố bệnh án điện tử.",
            ["Bệnh viện"], [], "công bố bệnh án điện tử",
        ),
        (
            "Đồng chí yêu cầu trong thời gian tới, các sở, ngành công khai thủ tục.",
            ["các sở, ngành"], [], "công khai thủ tục",
        ),
    ],
)  # fmt: skip
def test_who_is_to_do_what(line: str, lead: list[str], coordinating: list[str], task: str) -> None:
    (found,) = read("Chủ tịch UBND tỉnh kết luận như sau:", line)
    assert [unit.name for unit in found.lead] == lead
    assert [unit.name for unit in found.coordinating] == coordinating
    assert found.task == task
    assert found.place.quote == line


def test_who_hands_it_on() -> None:
    (found,) = read(
        "Bí thư Tỉnh ủy yêu cầu Đảng ủy UBND tỉnh lãnh đạo UBND tỉnh chỉ đạo Sở Y tế rà soát trạm y tế."
    )
    assert [unit.name for unit in found.via] == ["Đảng ủy UBND tỉnh", "UBND tỉnh"]
    assert [unit.name for unit in found.lead] == ["Sở Y tế"]


@pytest.mark.parametrize(
    ("words", "end", "recurrence", "doubt"),
    [
        ("trước ngày 15/10", date(2025, 10, 15), None, None),
        ("hoàn thành trong tháng 10/2025", date(2025, 10, 31), None, None),
        ("trước 17 giờ ngày 10/10/2025", date(2025, 10, 10), None, None),
        ("trong vòng 15 ngày kể từ ngày ban hành thông báo này", date(2025, 10, 8), None, None),
        ("trước ngày 01/9/2025", date(2025, 9, 1), None, "past"),
        ("định kỳ 6 tháng", None, "P6M", None),
        ("vào chiều thứ Năm hằng tuần", None, "P1W", None),
        ("ngay sau khi có hướng dẫn của Trung ương", None, None, "conditional"),
        ("trong vòng 05 ngày kể từ ngày nhận đủ hồ sơ", None, None, "conditional"),
        ("trước Tết Nguyên đán", None, None, "conditional"),
        ("trước ngày 23 tháng Chạp", None, None, "conditional"),
        ("trong vòng 03 ngày làm việc sau khi nhận báo cáo", None, None, "conditional"),
        ("chậm nhất 10 ngày trước kỳ họp", None, None, "conditional"),
        ("vào ngày 20 và 30 hằng tháng", None, "P1M", None),
        ("mỗi thứ Hai", None, "P1W", None),
        ("và nộp theo quy định", None, None, "no_date"),
        ("với Mặt trận Tổ quốc Việt Nam ngày 12/10", date(2025, 10, 12), None, None),
        ("trong quý IV/2025 và quý I/2026", date(2026, 3, 31), None, None),
        ("về lối thoát nạn thứ hai", None, None, "no_date"),
        ("(khai giảng 05/10/2025)", None, None, "no_date"),
        ("theo kế hoạch đã được phê duyệt", None, None, "by_plan"),
        ("thường xuyên", None, None, "standing"),
        ("theo Quyết định số 45/QĐ-UBND ngày 15/10/2025", None, None, "no_date"),
        ("dịp Quốc khánh 2/9", None, None, "no_date"),
        ("theo Chương trình công tác năm 2026", None, None, "no_date"),
        ("đến năm 2030", None, None, "no_date"),
        ("", None, None, "no_date"),
    ],
)
def test_by_when(words: str, end: date | None, recurrence: str | None, doubt: str | None) -> None:
    (found,) = read(f"Giao Sở Tài chính báo cáo kết quả {words}.".replace(" .", "."))
    due = found.due
    assert (due and due.end, due and due.recurrence) == (end, recurrence)
    assert found.doubts == ((doubt,) if doubt else ())


def test_a_deadline_said_after_the_work_covers_it_all() -> None:
    (found,) = read(
        "Giao Sở Y tế rà soát trạm y tế; đề xuất phương án sửa chữa; hoàn thành trong tháng 10/2025."
    )
    assert found.due is not None
    assert found.due.end == date(2025, 10, 31)
    assert found.task == "rà soát trạm y tế; đề xuất phương án sửa chữa"


def test_two_dates_make_two_tasks() -> None:
    first, second = read(
        "Giao Sở Y tế rà soát trạm y tế trước ngày 01/10/2025; tổ chức khám sức khỏe trước ngày 15/10/2025."
    )
    assert [task.due and task.due.end for task in (first, second)] == [date(2025, 10, 1), date(2025, 10, 15)]
    assert second.doubts == ("subject_inherited",)


@pytest.mark.parametrize(
    ("line", "leads"),
    [
        (
            "Sở Y tế gửi Sở Tài chính trước 30/9 để Sở Tài chính trình trước 10/10.",
            ["Sở Y tế", "Sở Tài chính"],
        ),
        ("Công an tỉnh lập tổ tuần tra, Sở Tài chính cấp kinh phí.", ["Công an tỉnh", "Sở Tài chính"]),
        ("Các phòng hỗ trợ bệnh viện: Phòng Nghiệp vụ Y thẩm định hồ sơ.", ["Phòng Nghiệp vụ Y"]),
        ("Sở Y tế hướng dẫn các xã, Sở Nội vụ rà soát biên chế.", ["Sở Y tế"]),
    ],
)
def test_two_units_in_one_sentence(line: str, leads: list[str]) -> None:
    found = read("Chủ tịch UBND tỉnh kết luận như sau:", line)
    assert [task.lead[0].name for task in found] == leads


def test_what_follows_a_quotation() -> None:
    (found,) = read("“Không để dân chờ”, ông nói và giao Sở Y tế rà soát trạm y tế.")
    assert [unit.name for unit in found.lead] == ["Sở Y tế"]


@pytest.mark.parametrize(
    "lines",
    [
        ("Giao Sở Y tế:", "- Lập kế hoạch luân phiên bác sĩ.", "- Tháo gỡ vướng mắc thanh toán."),
        ("1. Sở Y tế", "a) Lập kế hoạch luân phiên bác sĩ.", "b) Tháo gỡ vướng mắc thanh toán."),
        ("2. Đối với Sở Y tế", "- Lập kế hoạch luân phiên bác sĩ.", "- Tháo gỡ vướng mắc thanh toán."),
        ("Giao Sở Y tế: (1) lập kế hoạch luân phiên bác sĩ; (2) tháo gỡ vướng mắc thanh toán.",),
        ("Giao Sở Y tế lập kế hoạch luân phiên bác sĩ. Tháo gỡ vướng mắc thanh toán.",),
        ("Giao Sở Y tế lập kế hoạch luân phiên bác sĩ.", "Tháo gỡ vướng mắc thanh toán."),
    ],
)
def test_what_stands_below_or_after_is_for_the_same_unit(lines: tuple[str, ...]) -> None:
    found = read("Chủ tịch UBND tỉnh kết luận như sau:", *lines)
    assert [[unit.name for unit in task.lead] for task in found] == [["Sở Y tế"]] * 2
    assert found[1].doubts == ("subject_inherited", "no_date")


def test_fields_make_a_task_of_their_heading() -> None:
    (found,) = read(
        "1. Đề án phát triển nhân lực",
        "- Cơ quan chủ trì: Ban Tổ chức Tỉnh ủy.",
        "- Cơ quan phối hợp: Sở Nội vụ, Sở Y tế.",
        "- Thời gian hoàn thành: Quý IV/2025.",
    )
    assert found.task == "Đề án phát triển nhân lực"
    assert [unit.name for unit in found.coordinating] == ["Sở Nội vụ", "Sở Y tế"]
    assert found.due is not None
    assert found.due.end == date(2025, 12, 31)


def test_rows_of_a_table() -> None:
    header = ("TT", "Nội dung", "Cơ quan chủ trì", "Phối hợp", "Thời hạn")
    rows = (
        ("I", "Hạ tầng", "", "", ""),
        ("1", "Khảo sát vùng lõm sóng", "Sở Y tế", "Công an tỉnh", "28/11/2025"),
    )
    (found,) = propose([Paragraph(" ".join(cells), cells) for cells in (header, *rows)], TODAY)
    assert (found.task, [unit.name for unit in found.lead]) == ("Khảo sát vùng lõm sóng", ["Sở Y tế"])
    assert found.due is not None
    assert found.due.end == date(2025, 11, 28)


def test_a_table_whose_cells_stand_a_line_each() -> None:
    header = ("STT", "Nhiệm vụ", "Đơn vị chủ trì", "Đơn vị phối hợp", "Thời gian", "Sản phẩm")
    first = ("1", "Số hóa hồ sơ", "Sở Y tế", "Công an tỉnh", "28/11/2025", "Báo cáo")
    second = ("2", "Cấp chữ ký số", "Sở Nội vụ", "30/11/2025", "Chữ ký")  # a cell is empty
    found = read(*header, "I", "Hạ tầng", *first, *second)
    assert [(task.task, task.lead[0].name, task.place.paragraph) for task in found] == [
        ("Số hóa hồ sơ", "Sở Y tế", 9),
        ("Cấp chữ ký số", "Sở Nội vụ", 15),
    ]
    assert [task.due and task.due.end for task in found] == [date(2025, 11, 28), date(2025, 11, 30)]


@pytest.mark.parametrize(
    "line",
    [
        "Chủ tịch UBND tỉnh biểu dương Sở Y tế đã hoàn thành 32/38 nhiệm vụ trước ngày 30/9.",
        "Sở Công Thương đã tổ chức 14 hội nghị kết nối cung cầu.",
        "Nhà thầu đề nghị Sở Xây dựng sớm cấp phép mỏ vật liệu.",
        "Đại diện các xã kiến nghị Sở Y tế bổ sung bác sĩ.",
        "Sở Tài chính sẽ rà soát lại dự toán.",
        "Yêu cầu cán bộ, công chức nêu cao tinh thần trách nhiệm, đoàn kết.",
        "“Sở Y tế phải làm ngay”, đồng chí nói.",
        "Cuối phiên họp, Ban Thường vụ Tỉnh ủy xem xét công tác cán bộ.",
        "Văn phòng UBND tỉnh thông báo để các đơn vị biết, thực hiện.",
    ],
)
def test_praise_reports_and_exhortation_assign_nothing(line: str) -> None:
    assert read("Phát biểu kết luận cuộc họp, Bí thư Tỉnh ủy đánh giá cao kết quả đạt được.", line) == []


def test_what_is_said_before_the_concluding_assigns_nothing() -> None:
    found = read(
        "Chủ nhiệm Ủy ban Kiểm tra đề nghị UBND tỉnh quan tâm nhà công vụ.",
        "Phó Chủ tịch UBND tỉnh đề nghị Sở Y tế báo cáo thêm số liệu.",
        "Phát biểu kết luận, Bí thư Tỉnh ủy giao Sở Y tế rà soát trạm y tế.",
    )
    assert [task.task for task in found] == ["rà soát trạm y tế"]


@pytest.mark.parametrize(
    ("lines", "day"),
    [
        (("UBND TỈNH", "Nghệ An, ngày 07 tháng 10 năm 2025", "Ngày 03/10/2025, họp."), date(2025, 10, 7)),
        (("Ngày 21/5/2019, UBND tỉnh có Công văn số 846/UBND-TH.",), date(2019, 5, 21)),
        (("date 2025-09-23 Tham dự cuộc họp",), date(2025, 9, 23)),
        (("Theo Nghị quyết số 10/NQ-CP ngày 02/3/2024, họp.",), None),
        (("Sáng 30/10, họp.",), None),
        (("Nghệ An, ngày 31 tháng 02 năm 2025",), None),
    ],
)
def test_the_day_of_a_document(lines: tuple[str, ...], day: date | None) -> None:
    assert document_day([Paragraph(line) for line in lines]) == day


@given(
    st.lists(
        st.text(
            alphabet="giao Sở Tài chính ủy ban, (;:.)-1/a“”các và phối hợp với trước ngày 30", max_size=90
        ),
        max_size=6,
    )
)
def test_never_an_exception(lines: list[str]) -> None:
    assert propose([Paragraph(line) for line in lines], TODAY) == propose(
        [Paragraph(line) for line in lines], TODAY
    )
