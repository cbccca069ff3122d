"""Giving out a task, when not everything is said at once or what is said is doubtful."""

import pytest

from tests.scenes.office import AN, CHI, Office

LEFT = "Vâng, tôi không giao việc này."


@pytest.fixture
async def desk(office: Office) -> Office:
    await office.imports("NV01;Việc cũ;Sở Y tế;;30/11/2025;;;;")
    await office.says(CHI, "/start")
    return office


async def history(office: Office, ref: str) -> str:
    return (await office.says(CHI, f"/lichsu {ref}"))[-1]


@pytest.mark.parametrize("words", ["thôi", "Hủy ạ", "huỷ", "bỏ", "để sau nhé", "không giao nữa", "thoi"])
async def test_it_can_be_left_in_words(desk: Office, words: str) -> None:
    for order in ("/giao", "/giao STC", "/giao STC: kiểm kê tài sản"):
        await desk.says(CHI, order)
        assert await desk.says(CHI, words) == [LEFT]
    assert "NV02" not in (await desk.says(CHI, "30/10"))[-1]
    assert "Không có việc nào mang mã" in await history(desk, "NV02")


async def test_it_can_be_left_by_a_button_under_each_question(desk: Office) -> None:
    for order in ("/giao", "/giao STC", "/giao STC: kiểm kê", "/giao STC: kiểm kê, hạn 32/13"):
        await desk.says(CHI, order)
        question = desk.last(CHI)
        await desk.presses(CHI, "Thôi", on=question)
        assert desk.world.message(CHI.id, question["message_id"])["text"] == LEFT
    assert "Đã giao" not in "".join(await desk.says(CHI, "30/10"))


async def test_a_deadline_that_cannot_be_read_is_named_and_leaves_the_text(desk: Office) -> None:
    (asked,) = await desk.says(CHI, "/giao Sở Tài chính: kiểm kê tài sản, hạn 32/13")
    assert "Tôi chưa đọc được hạn «32/13»" in asked
    (again,) = await desk.says(CHI, "31/2")
    assert "Tôi chưa đọc được hạn «31/2»" in again
    (given,) = await desk.says(CHI, "30/10")
    assert "Đã giao NV02 cho Sở Tài chính: " in given
    assert given.splitlines()[1].endswith("kiểm kê tài sản")


async def test_words_that_only_look_like_a_deadline_stay_in_the_text(desk: Office) -> None:
    (asked,) = await desk.says(CHI, "/giao STC: gia hạn hợp đồng, hạn mức vốn")
    assert asked.startswith("Hạn khi nào ạ?")
    (given,) = await desk.says(CHI, "30/10")
    assert "gia hạn hợp đồng, hạn mức vốn" in given


async def test_a_deadline_that_is_past_is_asked_about_first(desk: Office) -> None:
    (asked,) = await desk.says(CHI, "/giao Sở Tài chính: kiểm kê, hạn 1/9/2025")
    assert asked.startswith("Hạn «1/9/2025» đã qua.")
    (given,) = await desk.presses(CHI, "Vẫn giao với hạn này")
    assert "Đã giao NV02" in given
    await desk.says(CHI, "/giao Sở Tài chính: kiểm kê kho, hạn 1/9/2025")
    (given,) = await desk.says(CHI, "vâng, vẫn giao ạ")
    assert "Đã giao NV03" in given
    await desk.says(CHI, "/giao Sở Tài chính: kiểm kê xe, hạn 1/9/2025")
    (given,) = await desk.says(CHI, "1/10")
    assert "hạn thứ Tư 1/10" in given


@pytest.mark.parametrize(
    "words",
    [
        "/giao Sở Tài chính rà soát quy định đầu tư, hạn 30/10",
        "/giao STC rà soát quy định đầu tư, hạn 30/10",
        "/giao tài chính, rà soát quy định đầu tư, hạn 17:00 ngày 30/10",
    ],
)
async def test_without_a_colon_the_unit_is_the_longest_beginning_that_is_known(
    desk: Office, words: str
) -> None:
    (given,) = await desk.says(CHI, words)
    assert "Đã giao NV02 cho Sở Tài chính: " in given
    assert "hạn thứ Năm 30/10" in given
    assert given.splitlines()[1].endswith("rà soát quy định đầu tư")


async def test_where_no_unit_is_found_the_colon_is_named(desk: Office) -> None:
    (refused,) = await desk.says(CHI, "/giao Sở Lạ rà soát quy định, hạn 30/10")
    assert "không tìm thấy đơn vị" in refused
    assert "dấu hai chấm" in refused
    await desk.says(CHI, "/giao")
    assert "dấu hai chấm" in (await desk.says(CHI, "Sở Lạ rà soát"))[0]
    assert "Đã giao NV02" in (await desk.says(CHI, "Sở Y tế: rà soát, hạn 30/10"))[0]


async def test_the_question_for_the_day_says_why(desk: Office) -> None:
    (asked,) = await desk.says(CHI, "/giao STC: mua sắm, hạn theo kế hoạch đã được phê duyệt")
    assert asked.startswith("Hạn theo kế hoạch nên tôi chưa biết ngày.")
    (given,) = await desk.says(CHI, "30/10")
    assert "hạn thứ Năm 30/10" in given
    (asked,) = await desk.says(CHI, "/giao STC: ban hành quy chế ngay sau khi có hướng dẫn của Bộ")
    assert asked.startswith("Hạn chờ một việc khác nên tôi chưa biết ngày.")
    (given,) = await desk.presses(CHI, "Không có hạn")
    assert "Đã giao NV03" in given


async def test_a_second_command_starts_afresh(desk: Office) -> None:
    await desk.says(CHI, "/giao STC: kiểm kê")
    old = desk.last(CHI)
    (given,) = await desk.says(CHI, "/giao SYT: rà soát, hạn 30/10")
    assert "Đã giao NV02 cho Sở Y tế" in given
    assert "Đã giao" not in "".join(await desk.says(CHI, "1/11"))
    await desk.says(CHI, "/giao STC: kiểm kê")
    assert "không tìm thấy đơn vị" in (await desk.says(CHI, "/giao Sở Lạ: rà soát, hạn 30/10"))[0]
    assert "Đã giao" not in "".join(await desk.says(CHI, "1/11"))
    await desk.presses(CHI, "Không có hạn", on=old)
    assert "Không có việc nào mang mã" in await history(desk, "NV03")


@pytest.mark.parametrize(
    "words",
    [
        "Sở Tài chính và Sở Y tế: rà soát quy định",
        "STC, Sở Y tế: rà soát",
        "Sở Tài chính và Sở Nào Đó: rà soát",
        "Sở Tài chính và Sở Y tế rà soát quy định",
    ],
)
async def test_two_units_are_not_taken_for_one(desk: Office, words: str) -> None:
    (refused,) = await desk.says(CHI, f"/giao {words}, hạn 30/10")
    assert refused.startswith("Mỗi lần /giao một đơn vị chủ trì.")
    assert "Không có việc nào mang mã" in await history(desk, "NV02")


async def test_the_periods_end_on_the_day_that_the_words_name(desk: Office) -> None:
    (given,) = await desk.says(CHI, "/giao Sở Tài chính: báo cáo giải ngân, hạn thứ 6 hằng tuần")
    assert "thứ Sáu 26/9" in given  # assigned on a Tuesday, counted in weeks it would be the next one


async def test_a_task_that_any_of_its_leads_reported_is_not_withdrawn_by_a_press(desk: Office) -> None:
    await desk.says(CHI, "/giao Sở Y tế: kiểm kê tài sản, hạn 30/10/2025")
    await desk.imports('NV02;kiểm kê tài sản;"Sở Y tế;Sở Tài chính";;30/10/2025;;;;')
    await desk.registers(AN, "Sở Tài chính")
    await desk.says(AN, "NV02 50%")
    assert await desk.presses(CHI, "Rút") == []
    assert "đang làm, 50%" in await history(desk, "NV02 Sở Tài chính")
