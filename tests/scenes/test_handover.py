"""A focal point leaves: everything goes to the successor in one step."""

import pytest

from tests.scenes.office import AN, BINH, CHI, DIRECTIVE, DUNG, HA, LAN, Office

TASKS = f"""
NV01;Rà soát quy định về đầu tư;Sở Tài chính;;30/9/2025;{DIRECTIVE};;;
NV02;Mở lớp tập huấn kỹ năng số;Sở Tài chính;;15/10/2025;{DIRECTIVE};;;
NV03;Kết nối bệnh án điện tử;Sở Y tế;;30/10/2025;{DIRECTIVE};;;
NV04;Lập sổ sức khoẻ điện tử;Sở Nội vụ;;thường xuyên;{DIRECTIVE};;;
"""


@pytest.fixture
async def leaving(office: Office) -> Office:
    """An answers for two departments; of NV01 something is said, of NV02 something is asked."""
    await office.staffed(TASKS)
    await office.registers(AN, "Sở Nội vụ")
    await office.tick()
    await office.says(AN, "NV01 60%")
    await office.says(AN, "NV02 xin lùi đến 30/10")
    return office


async def test_everything_goes_to_an_invited_successor(leaving: Office) -> None:
    (asked,) = await leaving.says(AN, "/bangiao")
    assert "bàn giao cả 3 việc đang mở cho ai" in asked
    (link,) = await leaving.presses(AN, "Người chưa đăng ký")
    (listed,) = await leaving.follows(HA, link)
    assert "Đồng chí An bàn giao cho đồng chí phần việc của Sở Tài chính, Sở Nội vụ, 3 việc đang mở" in listed
    assert all(ref in listed for ref in ("NV01", "NV02", "NV04"))
    assert "đang làm, 60%" in listed
    assert "· thường xuyên" in listed
    assert "(thường xuyên)" not in listed
    assert "danh sách 3 việc" in leaving.world.texts(AN.id)[-1]
    assert "chưa đăng ký" in (await leaving.says(HA, "/viec"))[0], "nothing is theirs before they confirm"
    await leaving.says(AN, "NV01 vướng kinh phí")
    await leaving.presses(HA, "Tôi nhận bàn giao")
    taken = leaving.with_button(HA.id, "NV02 ·")["text"]
    assert all(ref in taken for ref in ("NV01", "NV02", "NV04")), "the list does not vanish"
    assert "nhắn vài chữ như «NV01 80%», «NV01 xong»" in taken
    assert sum("Hà đã nhận bàn giao" in text for text in leaving.world.texts(AN.id)) == 1, "said once"
    assert "thôi làm đầu mối từ bây giờ" in leaving.world.texts(AN.id)[-1]
    assert "cho đồng chí Hà" in leaving.world.texts(CHI.id)[-1]
    assert "chưa đăng ký" in (await leaving.says(AN, "/viec"))[0]
    assert await leaving.presses(AN, "Sửa") == [], "buttons of the leaver store nothing"
    assert "cần đường dẫn mời" in (await leaving.says(AN, "thiếu nguồn"))[0], "what was asked is void"
    assert "có 3 việc đang mở" in (await leaving.says(HA, "/viec"))[0]
    before = len(leaving.world.texts(AN.id))
    await leaving.presses(CHI, "Cho", on=leaving.with_button(CHI.id, "Không cho"))
    assert "NV02" in leaving.world.texts(HA.id)[-1], "the answer to the wish goes to the successor"
    heard = len(leaving.world.texts(HA.id))
    await leaving.tick()
    await leaving.goes_to("2025-09-24", "08:00")
    assert len(leaving.world.texts(HA.id)) == heard, "of that rung An was told, and Hà has read the list"
    await leaving.goes_to("2025-09-26", "08:00")
    assert "NV01 · còn 4 ngày" in leaving.world.texts(HA.id)[-1], "the next rung"
    (history,) = await leaving.says(HA, "/lichsu NV01")
    assert "🤝 An bàn giao cho Hà" in history
    assert history.index("60%") < history.index("🤝")
    assert "Đã nhắc 2 lần" in history, "one to each of them"
    assert len(leaving.world.texts(AN.id)) == before
    await leaving.says(CHI, "/daumoi Sở Nội vụ")
    (trail,) = await leaving.presses(CHI, "Lịch sử")
    assert "An bàn giao cho Hà" in trail


async def test_to_a_colleague_who_declines_then_takes(leaving: Office) -> None:
    await leaving.presses(AN, "Nhắc lại sau", on=leaving.with_button(AN.id, "Nhắc lại sau"))
    await leaving.presses(AN, "thứ Năm 25/9")
    await leaving.registers(LAN, "Sở Tài chính")
    await leaving.tick()
    (said,) = await leaving.says(AN, "/bangiao đồng chí Lan")
    assert "Đã gửi đồng chí Lan" in said
    await leaving.presses(LAN, "Không nhận")
    assert "mọi việc giữ nguyên" in leaving.world.texts(AN.id)[-1]
    assert "việc đang mở" in (await leaving.says(AN, "/viec"))[0]
    await leaving.says(AN, "/bangiao")
    await leaving.says(AN, "chị Lan")
    await leaving.presses(AN, "Huỷ bàn giao")
    assert await leaving.presses(LAN, "Tôi nhận bàn giao") == [], "called off"
    await leaving.says(AN, "/bangiao Lan")
    await leaving.presses(LAN, "Tôi nhận bàn giao")
    assert "Sở Tài chính, Sở Nội vụ" in (await leaving.says(LAN, "/viec"))[0]
    with pytest.raises(LookupError):
        leaving.with_button(AN.id, "Huỷ bàn giao")
    assert "chưa đăng ký" in (await leaving.says(AN, "/viec"))[0]
    await leaving.goes_to("2025-09-25", "07:30")
    assert "NV01 · còn 5 ngày" in leaving.world.texts(LAN.id)[-1], (
        "what An had put off comes to Lan on its day"
    )


async def test_who_leaves_stands_in_for_nobody_either(leaving: Office) -> None:
    await leaving.registers(LAN, "Sở Tài chính")
    await leaving.says(BINH, "/vang 23/9-30/9 đồng chí An")
    await leaving.presses(BINH, "An · ")
    assert "NV03" in (await leaving.says(AN, "/viec"))[0]
    await leaving.says(AN, "/bangiao Lan")
    await leaving.presses(LAN, "Tôi nhận bàn giao")
    assert "không thay đồng chí được nữa" in leaving.world.texts(BINH.id)[-1]
    assert "chưa đăng ký" in (await leaving.says(AN, "/viec"))[0]
    assert "NV03" not in (await leaving.says(LAN, "/viec"))[0]


async def test_only_a_focal_point_hands_over_and_only_to_another(leaving: Office) -> None:
    assert "chưa đăng ký" in (await leaving.says(DUNG, "/bangiao"))[0]
    assert "phần việc của đơn vị nào" in (await leaving.says(CHI, "/bangiao"))[0]
    assert "không tìm thấy đơn vị «Sở Mơ»" in (await leaving.says(CHI, "/bangiao Sở Mơ"))[0]
    (asked,) = await leaving.says(AN, "/bangiao An")
    assert "chưa biết ai tên «An»" in asked
    (asked,) = await leaving.says(AN, "/bangiao đồng chí Bình")
    assert "Có phải người tên «Bình»" in asked, "of another department: pressed, not guessed"


async def test_the_secretariat_gives_over_a_unit_whose_focal_point_does_not_answer(leaving: Office) -> None:
    leaving.world.person_blocks(AN.id)
    await leaving.says(CHI, "/nhac NV01")
    await leaving.tick()
    (asked,) = await leaving.says(CHI, "/handover Sở Tài chính")
    assert "Sở Tài chính: đồng chí An đang là đầu mối, 2 việc đang mở. Bàn giao cho ai ạ?" in asked
    (sent,) = await leaving.says(CHI, "đồng chí Bình")
    assert "Có phải người tên «Bình»" in sent
    (sent,) = await leaving.presses(CHI, "Bình · ")
    assert "đã gửi đồng chí Bình danh sách 2 việc" in sent
    listed = leaving.world.texts(BINH.id)[-1]
    assert "Đồng chí An bàn giao cho đồng chí phần việc của Sở Tài chính, 2 việc đang mở" in listed
    assert "NV04" not in listed, "the other unit stays with who has it"
    await leaving.presses(BINH, "Không nhận")
    assert "Đồng chí Bình không bàn giao hoặc không nhận" in leaving.world.texts(CHI.id)[-1]
    await leaving.says(CHI, "/bangiao Sở Tài chính")
    (link,) = await leaving.presses(CHI, "Người chưa đăng ký")
    await leaving.follows(HA, link)
    await leaving.presses(CHI, "Cho thôi ngay: An")
    await leaving.presses(CHI, "Cho thôi", on=leaving.last(CHI))
    assert "mã «NV01»" in (await leaving.says(AN, "/lichsu NV01"))[0], "no access before anybody takes it"
    assert "NV04" in (await leaving.says(AN, "/viec"))[0]
    await leaving.presses(HA, "Tôi nhận bàn giao")
    assert "đồng chí An đã bàn giao 2 việc đang mở cho đồng chí Hà" in leaving.world.texts(CHI.id)[-1]
    assert "có 2 việc đang mở" in (await leaving.says(HA, "/viec"))[0]


async def test_the_secretariat_gives_over_a_unit_without_anybody_and_asks_who_of_two_leaves(
    leaving: Office,
) -> None:
    await leaving.says(CHI, "/daumoi Sở Nội vụ")
    await leaving.presses(CHI, "Cho thôi đầu mối: An")
    await leaving.presses(CHI, "Cho thôi", on=leaving.last(CHI))
    (asked,) = await leaving.says(CHI, "/bangiao Sở Nội vụ: đồng chí Bình")
    assert "Có phải người tên «Bình»" in asked
    await leaving.presses(CHI, "Bình · ")
    assert "Tổ giúp việc bàn giao cho đồng chí phần việc của Sở Nội vụ" in leaving.world.texts(BINH.id)[-1]
    await leaving.presses(BINH, "Tôi nhận bàn giao")
    assert "NV04" in (await leaving.says(BINH, "/viec"))[0]
    await leaving.says(CHI, "/daumoi Sở Nội vụ")
    assert "Tổ giúp việc bàn giao cho Bình" in (await leaving.presses(CHI, "Lịch sử"))[0]
    await leaving.registers(LAN, "Sở Tài chính")
    (asked,) = await leaving.says(CHI, "/bangiao STC Lan")
    assert "có 2 đầu mối. Ai thôi" in asked
    await leaving.presses(CHI, "An", on=leaving.last(CHI))
    (sent,) = await leaving.says(CHI, "chị Lan")
    assert "đã là đầu mối" in sent
    await leaving.says(CHI, "anh Bình")
    await leaving.presses(CHI, "Bình · ")
    assert "Tổ giúp việc bàn giao phần việc của Sở Tài chính" in leaving.world.texts(AN.id)[-1]
    await leaving.presses(CHI, "Huỷ bàn giao")
    assert await leaving.presses(BINH, "Tôi nhận bàn giao") == [], "called off"
    assert "NV01" in (await leaving.says(AN, "/viec"))[0]
    await leaving.says(CHI, "/bangiao STC")
    await leaving.presses(CHI, "An", on=leaving.last(CHI))
    await leaving.says(CHI, "anh Bình")
    await leaving.presses(CHI, "Bình · ")
    await leaving.says(AN, "/bangiao Lan")
    await leaving.presses(LAN, "Tôi nhận bàn giao")
    assert await leaving.presses(BINH, "Tôi nhận bàn giao") == [], "it went to somebody else meanwhile"
    assert "NV01" not in (await leaving.says(BINH, "/viec"))[0]
