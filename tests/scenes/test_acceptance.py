"""A result that needs acceptance: submitted, returned with a reason, accepted; opened again; withdrawn."""

from typing import Any

from tests.scenes.office import AN, BINH, CHI, DIRECTIVE, Office

TASKS = f"""
NV01;Rà soát quy định về đầu tư;Sở Tài chính;Sở Nội vụ;30/9/2025;{DIRECTIVE};;;x
NV02;Mở lớp tập huấn kỹ năng số;Sở Tài chính;;31/10/2025;{DIRECTIVE};;;
NV03;Số hoá hồ sơ;"Sở Tài chính; Sở Y tế";;31/10/2025;{DIRECTIVE};;;
NV04;Việc mật thứ nhất;Sở Y tế;;30/9/2025;{DIRECTIVE};;x;x
NV05;Báo cáo kết quả;Sở Y tế;;2 tuần/1 lần;{DIRECTIVE};;;x
"""


async def _of(office: Office, ref: str) -> dict[str, Any]:
    found: dict[str, Any] = next(a for a in (await office.state())["assignments"] if a["ref"] == ref)
    return found


async def test_returned_with_a_reason_and_a_new_date_then_accepted(office: Office) -> None:
    await office.staffed(TASKS)
    (answer,) = await office.says(AN, "NV01 xong rồi ạ")
    assert "chờ Tổ giúp việc nghiệm thu" in answer
    card = office.last(CHI)
    assert "Sở Tài chính báo hoàn thành NV01, xin nghiệm thu" in card["text"]
    assert "An: “NV01 xong rồi ạ”" in card["text"]
    waiting = await _of(office, "NV01")
    assert (waiting["work"], waiting["acceptance"]) == ("in_progress", "waiting")

    await office.goes_to("2025-10-02", "09:00")
    late = (await office.says(CHI, "/tonghop"))[-1]
    assert "1 kết quả chờ Tổ giúp việc nghiệm thu (lâu nhất 9 ngày)" in late
    assert (await _of(office, "NV01"))["time"] == "not_due"  # it waits for the Secretariat, not for the unit
    await office.presses(CHI, "Chờ Tổ giúp việc")
    assert "NV01 Sở Tài chính: báo 23/9, chờ 9 ngày" in office.last(CHI)["text"]

    (asked,) = await office.presses(CHI, "Trả lại", on=card)
    assert "nhắn lý do trả lại" in asked
    (far,) = await office.says(CHI, "bổ sung phụ lục, hạn 25/9")
    assert "ngày 25/9/2026, còn rất xa" in far
    (past,) = await office.says(CHI, "bổ sung phụ lục, hạn 25/9/2025")
    assert "đã qua" in past
    await office.says(CHI, "bổ sung phụ lục theo công văn ngày 20/9, hạn 10/10")
    told = office.last(AN)["text"]
    assert "trả lại kết quả, đề nghị: “bổ sung phụ lục theo công văn ngày 20/9, hạn 10/10”" in told
    assert "Hạn mới thứ Sáu 10/10" in told
    assert "Hạn mới: thứ Sáu 10/10" in office.world.message(CHI.id, card["message_id"])["text"]
    returned = await _of(office, "NV01")
    assert (returned["work"], returned["acceptance"], returned["deadline"]) == (
        "in_progress",
        "returned",
        "2025-10-10",
    )

    await office.goes_to("2025-10-09", "10:00")
    await office.presses(AN, "Xong")
    assert (await _of(office, "NV01"))["acceptance"] == "waiting"
    await office.goes_to("2025-10-13", "10:00")
    await office.presses(CHI, "Công nhận")
    assert "đã công nhận kết quả" in office.last(AN)["text"]
    assert "đã trả lại" in office.world.message(CHI.id, card["message_id"])["text"]  # as it was decided then
    done = await _of(office, "NV01")
    assert (done["work"], done["acceptance"], done["time"]) == ("done", "accepted", "done_in_time")
    history = (await office.says(CHI, "/lichsu NV01 Sở Tài chính"))[-1]
    assert "Chi trả lại kết quả “bổ sung phụ lục" in history
    assert "Chi công nhận kết quả" in history


async def test_only_one_of_the_secretariat_decides(office: Office) -> None:
    await office.staffed(TASKS)
    await office.says(AN, "NV01 xong")
    card = office.last(CHI)
    await office.presses(CHI, "Trả lại", on=card)
    # it is accepted meanwhile: here by the other button of the same card
    await office.presses(CHI, "Công nhận", on=card)
    (late,) = await office.says(CHI, "thiếu phụ lục")
    assert "không còn chờ nghiệm thu" in late
    assert (await _of(office, "NV01"))["work"] == "done"


async def test_a_submission_taken_back_waits_no_more(office: Office) -> None:
    await office.staffed(TASKS)
    await office.says(AN, "NV01 xong")
    card = office.last(CHI)
    await office.presses(AN, "Lấy lại")
    before = len(office.world.received(CHI.id))
    await office.presses(CHI, "Công nhận", on=card)
    assert (await _of(office, "NV01"))["acceptance"] is None
    assert len(office.world.received(CHI.id)) == before  # told at the button


async def test_what_is_accepted_stays_so_when_it_is_said_again(office: Office) -> None:
    await office.staffed(TASKS)
    await office.says(AN, "NV01 xong")
    await office.presses(CHI, "Công nhận")
    await office.says(AN, "NV01 xong rồi nhé")
    assert (await _of(office, "NV01"))["acceptance"] == "accepted"
    await office.says(AN, "à nhầm, NV01 chưa xong, mới 80%")
    after = await _of(office, "NV01")
    assert (after["work"], after["acceptance"], after["percent"]) == ("in_progress", None, 80)


async def test_of_a_secret_result_no_reason_is_kept(office: Office) -> None:
    await office.staffed(TASKS)
    await office.says(BINH, "NV04 xong, đã bắt đối tượng")
    assert "đối tượng" not in office.last(CHI)["text"]
    await office.presses(CHI, "Trả lại")
    await office.says(CHI, "thiếu biên bản lục soát")
    assert "lục soát" not in office.last(BINH)["text"]
    assert "lục soát" not in str(await office.state())


async def test_a_period_closes_at_the_moment_of_the_submission(office: Office) -> None:
    await office.staffed(TASKS)
    await office.goes_to("2025-10-06", "09:00")
    await office.says(BINH, "NV05 xong")
    await office.goes_to("2025-10-08", "09:00")
    (closed,) = (await _of(office, "NV05"))["periods"]
    assert closed["time"] == "done_in_time"


async def test_what_is_done_is_opened_again_with_a_reason(office: Office) -> None:
    await office.staffed(TASKS)
    await office.says(AN, "NV02 xong")
    await office.says(CHI, "/lichsu NV02")
    (asked,) = await office.presses(CHI, "Mở lại")
    assert "lý do mở lại" in asked
    await office.says(CHI, "mới có một nửa số xã dự")
    assert "mở lại việc này, lý do: “mới có một nửa số xã dự”" in office.last(AN)["text"]
    opened = await _of(office, "NV02")
    assert (opened["work"], opened["acceptance"]) == ("in_progress", None)


async def test_a_task_is_withdrawn_with_a_reason_from_one_unit_and_then_whole(office: Office) -> None:
    await office.staffed(TASKS)
    await office.says(AN, "NV03 60%")
    await office.says(CHI, "/lichsu NV03 Sở Tài chính")
    await office.presses(CHI, "Rút việc này")
    await office.says(CHI, "chuyển Sở Khoa học và Công nghệ")
    assert "đã rút việc này (“chuyển Sở Khoa học và Công nghệ”)" in office.last(AN)["text"]
    assert [a["department"] for a in (await office.state())["assignments"] if a["ref"] == "NV03"] == [
        "Sở Y tế"
    ]
    await office.says(CHI, "/lichsu NV03")
    await office.presses(CHI, "Rút việc này")
    await office.says(CHI, "trùng với NV02")
    assert all(a["ref"] != "NV03" for a in (await office.state())["assignments"])
