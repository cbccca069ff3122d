"""Divided rights: who is above whom, who is at the head, who lets go; set by the Secretariat alone."""

import pytest

from tests.scenes.office import AN, BINH, CHI, DIRECTIVE, DUNG, GIANG, HA, Office

UNITS = (
    "Tên đơn vị;Tên khác;Loại\nSở Tài chính;STC;sở\nSở Y tế;SYT;sở\nSở Nội vụ;SNV;sở\n"
    "Trung tâm Y tế Vinh;TTYT Vinh;khác\nTrạm Y tế Hưng Lộc;;khác\n"
)
TASKS = f"""
NV01;Rà soát quy định về đầu tư;Sở Tài chính;;30/9/2025;{DIRECTIVE};;;
NV02;Kết nối bệnh án điện tử;Sở Y tế;;15/10/2025;{DIRECTIVE};;;
NV03;Kết nối bệnh án điện tử tại cơ sở;Trung tâm Y tế Vinh;;26/9/2025;{DIRECTIVE};;;
NV04;Lập sổ sức khoẻ điện tử;Trạm Y tế Hưng Lộc;;20/10/2025;{DIRECTIVE};;;
NV05;Báo cáo nhân lực y tế;Sở Y tế;;20/10/2025;{DIRECTIVE};;;
NV06;Diễn tập an toàn thông tin;"Sở Tài chính;Trạm Y tế Hưng Lộc";;20/12/2025;{DIRECTIVE};;;
"""


@pytest.fixture
async def tree(office: Office) -> Office:
    """Bình of the department, Giang of the centre under it; nothing is put under anything yet."""
    await office.imports(TASKS, UNITS)
    await office.says(CHI, "/start")
    for person, unit in ((AN, "Sở Tài chính"), (BINH, "Sở Y tế"), (GIANG, "Trung tâm Y tế Vinh")):
        await office.registers(person, unit)
    return office


async def test_who_is_above_sees_and_reports_for_those_below_and_not_the_reverse(tree: Office) -> None:
    assert "NV03" not in (await tree.says(BINH, "/viec"))[0]
    assert "mã «NV03»" in (await tree.says(BINH, "/lichsu NV03"))[0]
    (page,) = await tree.says(CHI, "/daumoi Trung tâm Y tế Vinh")
    assert "Trực thuộc: không" in page
    assert "Đầu mối: Giang" in page
    (asked,) = await tree.presses(CHI, "Trực thuộc")
    assert "trực thuộc đơn vị nào?" in asked
    (page,) = await tree.says(CHI, "trực thuộc: Sở Y tế")
    assert "Trực thuộc: Sở Y tế" in page
    (listed,) = await tree.says(BINH, "/viec")
    assert "Sở Y tế và 1 đơn vị trực thuộc có 3 việc đang mở" in listed
    assert "NV03 · Trung tâm Y tế Vinh" in listed
    (read,) = await tree.says(BINH, "NV03 60%")
    assert "Đã ghi NV03 (Trung tâm Y tế Vinh): đang làm, 60%" in read
    assert "60%" in (await tree.says(BINH, "/lichsu NV03"))[0]
    assert "mã «NV02»" in (await tree.says(GIANG, "/lichsu NV02"))[0]
    assert "không có việc đó" in (await tree.says(GIANG, "NV02 60%"))[0]


async def test_a_text_that_fits_tasks_of_two_units_is_asked_about(tree: Office) -> None:
    await tree.says(CHI, "/daumoi Trung tâm Y tế Vinh trực thuộc: Sở Y tế")
    (asked,) = await tree.says(BINH, "kết nối bệnh án điện tử 70% rồi")
    assert "Đồng chí báo việc nào" in asked
    (read,) = await tree.presses(BINH, "NV03 · Trung tâm Y tế Vinh")
    assert "NV03 (Trung tâm Y tế Vinh): đang làm, 70%" in read


async def test_a_code_that_two_units_lead_is_asked_about(tree: Office) -> None:
    await tree.says(CHI, "/daumoi Trạm Y tế Hưng Lộc trực thuộc: Sở Tài chính")
    (asked,) = await tree.says(AN, "NV06 60%")
    assert "đồng chí báo cho đơn vị nào?" in asked
    (read,) = await tree.presses(AN, "Trạm Y tế Hưng Lộc")
    assert "NV06 (Trạm Y tế Hưng Lộc): đang làm, 60%" in read
    (read,) = await tree.says(AN, "NV06 Sở Tài chính xong rồi")
    assert "NV06 (Sở Tài chính): xong" in read


async def test_the_tree_has_no_circles_and_its_history_is_kept(tree: Office) -> None:
    await tree.says(CHI, "/daumoi Trung tâm Y tế Vinh trực thuộc: Sở Y tế")
    await tree.says(CHI, "/daumoi Trạm Y tế Hưng Lộc trực thuộc Trung tâm Y tế Vinh")
    assert "NV04" in (await tree.says(BINH, "/viec"))[0], "two levels below"
    for upper in ("Trạm Y tế Hưng Lộc", "Sở Y tế"):
        (said,) = await tree.says(CHI, f"/daumoi Sở Y tế trực thuộc: {upper}")
        assert "không thể là cấp trên của nó" in said
    (page,) = await tree.says(CHI, "/daumoi Sở Y tế")
    assert "Đơn vị trực thuộc: Trung tâm Y tế Vinh\n" in page
    assert "Sở XYZ" in (await tree.says(CHI, "/daumoi Trạm Y tế Hưng Lộc trực thuộc: Sở XYZ"))[0]
    await tree.says(CHI, "/daumoi Trung tâm Y tế Vinh")
    await tree.presses(CHI, "Trực thuộc")
    await tree.presses(CHI, "Không trực thuộc đơn vị nào")
    assert "NV03" not in (await tree.says(BINH, "/viec"))[0]
    (trail,) = await tree.presses(CHI, "Lịch sử")
    assert "Chi đổi đơn vị cấp trên: không → Sở Y tế" in trail
    assert "Chi đổi đơn vị cấp trên: Sở Y tế → không" in trail
    assert "Giang đăng ký làm đầu mối" in trail


async def test_a_head_sees_the_unit_and_hears_what_is_overdue(tree: Office) -> None:
    await tree.says(CHI, "/daumoi Trung tâm Y tế Vinh")
    (invited,) = await tree.presses(CHI, "Mời người đứng đầu")
    (welcome,) = await tree.follows(HA, invited)
    assert "người đứng đầu Trung tâm Y tế Vinh" in welcome
    (listed,) = await tree.says(HA, "/viec")
    assert "NV03" in listed
    assert [tree.callback(tree.last(HA), "")] == ["calendar"], "no buttons by which to report"
    assert (
        "Tình hình NV03 do đồng chí Giang báo, nên tôi chưa ghi gì" in (await tree.says(HA, "NV03 xong"))[0]
    )
    assert "do đồng chí Giang báo" in (await tree.says(HA, "60% rồi ạ"))[0]
    (card,) = await tree.says(HA, "NV03 đến đâu rồi?")
    assert "Kết nối bệnh án điện tử tại cơ sở" in card
    assert "reply_markup" not in tree.last(HA), "no buttons by which to report"
    assert "NV03" in (await tree.says(HA, "việc nào gần hạn nhất?"))[0]
    assert "1 việc" in (await tree.says(HA, "còn mấy việc?"))[0]
    assert "/lichsu NV03" in (await tree.says(HA, "dùng bot thế nào?"))[0]
    await tree.says(HA, "Bao giờ Tỉnh uỷ nghe chuyên đề này?")
    await tree.presses(HA, "Hỏi Tổ giúp việc")
    assert "Hà (Trung tâm Y tế Vinh)" in tree.world.texts(CHI.id)[-1]
    assert "mã «NV02»" in (await tree.says(HA, "/lichsu NV02"))[0]
    assert "NV03" in (await tree.says(HA, "/lichsu NV03"))[0]
    before = len(tree.world.texts(HA.id))
    await tree.goes_to("2025-09-27", "12:00")
    assert len(tree.world.texts(HA.id)) == before, "the rungs before the deadline are the focal point's"
    await tree.goes_to("2025-09-29", "08:00")
    assert "1 việc quá hạn" in tree.world.texts(HA.id)[-1]
    await tree.goes_to("2025-10-03", "08:00")
    assert len(tree.world.texts(HA.id)) == before + 1
    (page,) = await tree.says(CHI, "/daumoi Trung tâm Y tế Vinh")
    assert "Người đứng đầu: Hà" in page
    await tree.presses(CHI, "Thôi người đứng đầu: Hà")
    assert "cần đường dẫn mời" in (await tree.says(HA, "việc nào trễ?"))[0]


async def test_a_focal_point_who_is_let_go_has_no_access_at_once(tree: Office) -> None:
    await tree.tick()
    assert "NV03" in tree.world.texts(GIANG.id)[-1]
    await tree.says(CHI, "/daumoi TTYT Vinh")
    (asked,) = await tree.presses(CHI, "Cho thôi đầu mối: Giang")
    assert "mất quyền" in asked
    await tree.presses(CHI, "Cho thôi", on=tree.last(CHI))
    assert "không còn là đầu mối của Trung tâm Y tế Vinh" in tree.world.texts(GIANG.id)[-1]
    assert "chưa đăng ký" in (await tree.says(GIANG, "/viec"))[0]
    pressed = await tree.presses(GIANG, "Đang làm")
    assert pressed == [], "the button under the old reminder stores nothing"
    (page,) = await tree.says(CHI, "/daumoi TTYT Vinh")
    assert "Đầu mối: chưa có" in page


async def test_nobody_but_the_secretariat_sees_or_changes_it(tree: Office) -> None:
    for person in (BINH, DUNG):
        (said,) = await tree.says(person, "/daumoi Trung tâm Y tế Vinh trực thuộc: Sở Y tế")
        assert "dành cho Tổ giúp việc" in said
