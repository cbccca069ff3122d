"""Somebody stands in for a focal point from a day to a day."""

import pytest

from sandbox.world import Person
from tests.scenes.office import AN, BINH, CHI, DIRECTIVE, DUNG, HA, LAN, Office

TASKS = f"""
NV01;Rà soát quy định về đầu tư;Sở Tài chính;;30/9/2025;{DIRECTIVE};;;
NV02;Mở lớp tập huấn kỹ năng số;Sở Tài chính;;15/10/2025;{DIRECTIVE};;;
NV03;Kết nối bệnh án điện tử;Sở Y tế;;30/10/2025;{DIRECTIVE};;;
"""


@pytest.fixture
async def staffed(office: Office) -> Office:
    """Lan is An's colleague in the same department."""
    await office.staffed(TASKS)
    await office.registers(LAN, "Sở Tài chính")
    return office


async def invited(office: Office, person: Person, days: str) -> str:
    """What `person` reads who was invited to stand in for Bình."""
    await office.says(BINH, f"/vang {days}")
    (sent,) = await office.presses(BINH, "Người chưa đăng ký")
    return (await office.follows(person, sent))[-1]


async def test_a_registered_colleague_stands_in(staffed: Office) -> None:
    (said,) = await staffed.says(AN, "/vang 5/10-12/10 đồng chí Lan")
    assert "Từ Chủ nhật 5/10 đến hết Chủ nhật 12/10, đồng chí Lan thay đồng chí" in said
    assert "đồng chí thay đồng chí An (Sở Tài chính)" in staffed.world.texts(LAN.id)[-1]
    assert "Đồng chí An (Sở Tài chính) vắng" in staffed.world.texts(CHI.id)[-1]
    (page,) = await staffed.says(CHI, "/daumoi Sở Tài chính")
    assert "An vắng từ Chủ nhật 5/10 đến hết Chủ nhật 12/10: Lan thay" in page
    (trail,) = await staffed.presses(CHI, "Lịch sử")
    assert "An cử Lan thay An từ" in trail


async def test_a_deputy_has_the_rights_and_the_reminders_in_their_days_only(office: Office) -> None:
    await office.staffed(TASKS)
    welcome = await invited(office, HA, "13/10-17/10")
    assert "thay đồng chí Bình (Sở Y tế)" in welcome
    await office.says(CHI, "/daumoi Sở Y tế")
    assert "Hà nhận lời thay Bình từ" in (await office.presses(CHI, "Lịch sử"))[0]
    assert "chưa đăng ký" in (await office.says(HA, "/viec"))[0], "not yet"
    assert "thay đồng chí Bình từ" in (await office.says(HA, "/start"))[0]
    await office.goes_to("2025-10-12", "12:00")
    heard = {person: len(office.world.texts(person.id)) for person in (BINH, HA)}
    await office.goes_to("2025-10-16", "12:00")
    assert len(office.world.texts(BINH.id)) == heard[BINH], "who is away is left in peace"
    (reminder,) = office.world.texts(HA.id)[heard[HA] :]
    assert "NV03" in reminder
    (read,) = await office.says(HA, "60% rồi")
    assert "Đã ghi NV03: đang làm, 60%" in read
    assert "Hà: đang làm, 60%" in (await office.says(BINH, "/lichsu NV03"))[0]
    await office.goes_to("2025-10-18", "00:00")
    assert "chưa đăng ký" in (await office.says(HA, "/viec"))[0]
    assert await office.presses(HA, "Xong") == [], "a button from those days stores nothing"
    assert "cần đường dẫn mời" in (await office.says(HA, "NV03 xong"))[0]
    await office.goes_to("2025-10-23", "12:00")
    assert "NV03" in office.world.texts(BINH.id)[-1]


OF_HEALTH = f"""
NV03;Kết nối bệnh án điện tử;Sở Y tế;;30/10/2025;{DIRECTIVE};;;
NV04;Lập sổ sức khoẻ điện tử;Sở Y tế;;30/10/2025;{DIRECTIVE};;;x
NV05;Báo cáo nhân lực y tế;Sở Y tế;;30/10/2025;{DIRECTIVE};;;
NV06;Cấp mã định danh cơ sở;Sở Y tế;;30/10/2025;{DIRECTIVE};;;
"""


async def test_the_deputy_hears_what_the_unit_is_told_and_who_asked_hears_the_answer(office: Office) -> None:
    await office.staffed(OF_HEALTH)
    await office.says(BINH, "NV03 xin lùi đến 14/11 vì chờ vốn")
    await office.says(BINH, "NV04 xong")
    await office.says(BINH, "NV06 xong")
    await invited(office, HA, "23/9-17/10")
    heard = {person: len(office.world.texts(person.id)) for person in (BINH, HA)}

    def since(person: Person) -> list[str]:
        before, heard[person] = heard[person], len(office.world.texts(person.id))
        return office.world.texts(person.id)[before:]

    assert "• Hà (Sở Y tế): NV03, NV05" in (await office.says(CHI, "/nhac Sở Y tế"))[0]
    await office.tick()
    assert [(len(since(person))) for person in (BINH, HA)] == [0, 1]
    await office.presses(CHI, "Cho", on=office.with_button(CHI.id, "Không cho"))
    assert "NV03" in since(HA)[0]
    assert "NV03" in since(BINH)[0], "who asked is answered"
    await office.presses(CHI, "Trả lại")
    await office.says(CHI, "bổ sung phụ lục")
    assert "bổ sung phụ lục" in since(HA)[0]
    assert "bổ sung phụ lục" in since(BINH)[0], "who reported is answered"
    await office.says(CHI, "/lichsu NV06")
    await office.presses(CHI, "Mở lại")
    await office.says(CHI, "số liệu chưa khớp")
    assert "số liệu chưa khớp" in since(HA)[0]
    assert "số liệu chưa khớp" in since(BINH)[0]
    await office.says(CHI, "/lichsu NV05")
    await office.presses(CHI, "Rút việc này")
    await office.says(CHI, "trùng việc khác")
    assert "trùng việc khác" in since(HA)[0]
    await office.says(CHI, "/tamdung Sở Y tế đến 30/9 bão")
    await office.presses(CHI, "Tạm dừng nhắc")
    assert "30/9" in since(HA)[0]
    assert since(BINH) == []


async def test_a_nudge_that_waits_goes_to_who_answers_when_it_leaves(staffed: Office) -> None:
    await staffed.says(BINH, "/vang 24/9-26/9 đồng chí Lan")
    await staffed.presses(BINH, "Lan · ")
    await staffed.goes_to("2025-09-23", "20:00")
    assert "• Bình (Sở Y tế): NV03" in (await staffed.says(CHI, "/nhac NV03"))[0]
    heard = len(staffed.world.texts(BINH.id))
    await staffed.goes_to("2025-09-24", "08:00")
    assert "NV03" in staffed.world.texts(LAN.id)[-1]
    assert "đôn đốc" in staffed.world.texts(LAN.id)[-1]
    assert len(staffed.world.texts(BINH.id)) == heard


async def test_coming_back_early(office: Office) -> None:
    await office.staffed(TASKS)
    await invited(office, HA, "24/9-17/10")
    await office.goes_to("2025-09-25", "09:00")
    assert "NV03" in (await office.says(HA, "/viec"))[0]
    (said,) = await office.says(BINH, "em về rồi ạ")
    assert "Chào đồng chí trở lại" in said
    assert "đã về" in office.world.texts(HA.id)[-1]
    assert "chưa đăng ký" in (await office.says(HA, "/viec"))[0]


async def test_said_in_words_and_pressed(staffed: Office) -> None:
    (asked,) = await staffed.says(AN, "em xin nghỉ phép từ 5/10 đến 12/10 ạ")
    assert "Ai thay ạ?" in asked
    (said,) = await staffed.presses(AN, "Lan · Sở Tài chính")
    assert "đồng chí Lan thay đồng chí" in said
    (listed,) = await staffed.says(AN, "/vang")
    assert "Đã cử người thay" in listed
    await staffed.presses(AN, "Bỏ, không cần đồng chí Lan thay")
    assert "Đã bỏ" in staffed.world.texts(AN.id)[-1]
    assert "không phải thay" in staffed.world.texts(LAN.id)[-1]
    (asked,) = await staffed.says(AN, "/vang")
    (said,) = await staffed.says(AN, "6/10 đến 8/10 chị Lan")
    assert "đồng chí Lan thay đồng chí" in said


async def test_an_open_question_does_not_swallow_a_report(staffed: Office) -> None:
    await staffed.says(AN, "/vang")
    (read,) = await staffed.says(AN, "NV02 60%, 15/10 xong")
    assert "Đã ghi NV02" in read
    await staffed.says(AN, "/vang 5/10-12/10")
    (read,) = await staffed.says(AN, "NV01 xong rồi")
    assert "Đã ghi NV01: xong" in read


async def test_days_that_cannot_be(staffed: Office) -> None:
    for words, why in (
        ("12/10-5/10 Lan", "trước ngày đầu"),
        ("1/9-5/9 Lan", "đã qua"),
        ("28/9-31/9 Lan", "Không có ngày 31/9"),
        ("24/9-26/9 An", "phải là người khác"),
    ):
        assert why in (await staffed.says(AN, f"/vang {words}"))[0], words
    await staffed.says(AN, "/vang 5/10-12/10 Lan")
    assert "đã có người thay" in (await staffed.says(AN, "/vang 10/10-20/10 Lan"))[0]
    assert "cũng vắng trong những ngày ấy" in (await staffed.says(LAN, "/vang 12/10-14/10 An"))[0]
    assert "chưa đăng ký" in (await staffed.says(DUNG, "/vang 5/10-12/10 Lan"))[0]


async def test_a_name_from_another_department_is_asked_about(staffed: Office) -> None:
    (asked,) = await staffed.says(AN, "/vang 5/10-12/10 đồng chí Bình")
    assert "Có phải người tên «Bình»" in asked
    (said,) = await staffed.presses(AN, "Bình · Sở Y tế")
    assert "đồng chí Bình thay đồng chí" in said
    (asked,) = await staffed.says(AN, "/vang 20/10-22/10 đồng chí Tùng")
    assert "chưa biết ai tên «Tùng»" in asked


async def test_the_secretariat_sets_and_ends_it(staffed: Office) -> None:
    await staffed.says(CHI, "/daumoi Sở Tài chính")
    (asked,) = await staffed.presses(CHI, "Cử người thay: An")
    assert "Đồng chí An vắng từ ngày nào" in asked
    (said,) = await staffed.says(CHI, "24/9-26/9 đồng chí Lan")
    assert "đồng chí Lan thay" in said
    assert "đồng chí Lan thay đồng chí" in staffed.world.texts(AN.id)[-1]
    await staffed.says(CHI, "/daumoi Sở Tài chính")
    await staffed.presses(CHI, "Bỏ người thay: Lan")
    (page,) = await staffed.says(CHI, "/daumoi Sở Tài chính")
    assert "vắng" not in page


async def test_who_was_let_go_does_not_come_back_by_an_old_link(office: Office) -> None:
    await office.staffed(TASKS)
    await office.says(BINH, "/vang 24/9-17/10")
    (link,) = await office.presses(BINH, "Người chưa đăng ký")
    await office.follows(HA, link)
    assert "thay đồng chí Bình" in (await office.follows(HA, link))[0]
    await office.says(BINH, "/vang")
    await office.presses(BINH, "Bỏ, không cần đồng chí Hà thay")
    assert "hết hạn" in (await office.follows(HA, link))[0]
    (link,) = await office.says(CHI, "/moi Sở Nội vụ")
    await office.follows(HA, link)
    await office.says(CHI, "/daumoi Sở Nội vụ")
    await office.presses(CHI, "Cho thôi đầu mối: Hà")
    await office.presses(CHI, "Cho thôi", on=office.last(CHI))
    assert "đã có người dùng" in (await office.follows(HA, link))[0]
    assert "chưa đăng ký" in (await office.says(HA, "/viec"))[0]
