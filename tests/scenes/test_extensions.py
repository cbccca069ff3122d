"""A later date: asked with its reason, granted, granted in part or refused with a reason, once."""

import pytest

from sandbox.world import Person
from tests.scenes.office import AN, BINH, CHI, DIRECTIVE, HA, Office

TASKS = f"""
NV01;Rà soát quy định về đầu tư;Sở Tài chính;;30/9/2025;{DIRECTIVE};;;
NV02;Mở lớp tập huấn kỹ năng số;Sở Tài chính;;31/10/2025;{DIRECTIVE};;;
NV03;Số hoá hồ sơ;"Sở Tài chính; Sở Y tế";;31/10/2025;{DIRECTIVE};;;
NV04;Kết nối dữ liệu;"Sở Y tế; Sở Nội vụ";;31/10/2025;{DIRECTIVE};;;
NV05;Việc mật thứ nhất;Sở Tài chính;;31/10/2025;{DIRECTIVE};;x;
NV06;Lập danh mục dịch vụ công;Sở Tài chính;;;{DIRECTIVE};;;
"""


async def _deadline(office: Office, ref: str) -> str:
    found: str = next(a["deadline"] for a in (await office.state())["assignments"] if a["ref"] == ref)
    return found


async def test_a_shorter_date_needs_a_day_between_the_two_and_a_reason(office: Office) -> None:
    await office.staffed(TASKS)
    await office.says(AN, "NV01 xin lùi đến 15/10 vì chờ số liệu")
    (asked,) = await office.presses(CHI, "ngày sớm hơn")
    assert "hạn hiện nay thứ Ba 30/9, xin đến thứ Tư 15/10" in asked
    (answer,) = await office.says(CHI, "để tôi xem đã")
    assert "chưa thấy ngày" in answer
    (answer,) = await office.says(CHI, "20/10 nhé")
    assert "không nằm giữa hai hạn" in answer
    (answer,) = await office.says(CHI, "10/10")
    assert "nhắn thêm lý do" in answer
    (answer,) = await office.says(CHI, "thôi 11/10")
    assert "hạn mới thứ Bảy 11/10" in answer
    await office.says(CHI, "10/10")
    await office.says(CHI, "phải báo cáo Tỉnh uỷ ngày 12/10")
    told = office.last(AN)["text"]
    assert "đồng ý lùi hạn đến thứ Sáu 10/10 (đồng chí xin đến 15/10)" in told
    assert "Lý do: “phải báo cáo Tỉnh uỷ ngày 12/10”" in told
    assert await _deadline(office, "NV01") == "2025-10-10"
    (wish,) = next(a for a in (await office.state())["assignments"] if a["ref"] == "NV01")["extensions"]
    assert wish == {
        "number": 1,
        "asked_at": wish["asked_at"],
        "from": "2025-09-30",
        "asked": "2025-10-15",
        "decision": "shortened",
        "to": "2025-10-10",
        "reason": "phải báo cáo Tỉnh uỷ ngày 12/10",
    }
    history = (await office.says(CHI, "/lichsu NV01"))[-1]
    assert "An xin lùi hạn lần 1: 30/9 → 15/10" in history
    assert "Chi cho lùi hạn đến 10/10 “phải báo cáo Tỉnh uỷ ngày 12/10”" in history


async def test_a_wish_without_a_reason_is_passed_on_and_the_reason_follows(office: Office) -> None:
    await office.staffed(TASKS)
    (answer,) = await office.says(AN, "NV01 xin lùi đến 15/10")
    assert "nhắn thêm lý do" in answer
    card = office.last(CHI)
    assert "chưa nêu lý do" in card["text"]
    (answer,) = await office.says(AN, "vâng ạ")
    assert "chuyển lý do" not in answer
    (answer,) = await office.says(AN, "mưa lũ nên đoàn chưa khảo sát được")
    assert answer == "Đã chuyển lý do đến Tổ giúp việc."
    assert "“mưa lũ nên đoàn chưa khảo sát được”" in office.world.message(CHI.id, card["message_id"])["text"]


async def test_a_day_that_is_none_and_one_that_is_gone_are_asked_again(office: Office) -> None:
    await office.staffed(TASKS)
    (answer,) = await office.says(AN, "NV01 xin lùi đến 31/9")
    assert answer.startswith("Không có ngày 31/9. NV01")
    assert "thứ Ba 7/10" in str(office.last(AN)["reply_markup"])
    (answer,) = await office.says(AN, "1/9 vì lũ")
    assert "1/9/2026, còn rất xa" in answer
    (answer,) = await office.says(AN, "7/10 vì lũ")
    assert "xin lùi đến thứ Ba 7/10" in answer


async def test_a_report_of_its_own_is_not_taken_for_the_reason(office: Office) -> None:
    await office.staffed(TASKS)
    await office.says(AN, "NV01 xin lùi đến 15/10")
    (answer,) = await office.says(AN, "NV01 được 60% rồi")
    assert "60%" in answer
    assert "Đã ghi" in answer


async def test_of_a_secret_task_no_reason_is_asked_for_or_kept(office: Office) -> None:
    await office.staffed(TASKS)
    (answer,) = await office.says(AN, "NV05 xin lùi đến 15/11 vì đối tượng bỏ trốn")
    assert "lý do" not in answer
    assert "bỏ trốn" not in office.last(CHI)["text"]
    assert "bỏ trốn" not in str(await office.state())


async def test_the_second_to_decide_is_told_that_it_is_decided(office: Office) -> None:
    await office.staffed(TASKS)
    await office.says(AN, "NV01 xin lùi đến 15/10 vì chờ số liệu")
    card = office.last(CHI)
    await office.presses(CHI, "Không cho", on=card)
    # a colleague was quicker: here the same person, by the command
    await office.says(CHI, "/giahan NV01 15/10")
    (late,) = await office.says(CHI, "không được lùi nữa")
    assert late == "Đồng chí Chi đã trả lời đề nghị này: hạn mới thứ Tư 15/10."
    (answer,) = await office.says(CHI, "việc nào trễ")
    assert "đề nghị này" not in answer, "the question is over"
    assert await _deadline(office, "NV01") == "2025-10-15"


@pytest.mark.parametrize(
    ("who", "words", "answer"),
    [
        (AN, "/giahan", "ghi mã việc, ngày và lý do"),
        (AN, "/giahan NV99 15/10", "Không có việc nào mang mã «NV99»"),
        (AN, "/giahan NV04 15/11", "Không có việc nào mang mã «NV04»"),
        (AN, "/giahan NV01 25/9", "không muộn hơn hạn hiện nay"),
        (AN, "/giahan NV01", "xin lùi đến ngày nào"),
        (AN, "/giahan NV01 31/2", "xin lùi đến ngày nào"),
        (AN, "/giahan NV01 15/10 vì chờ số liệu", "xin lùi đến thứ Tư 15/10"),
        (BINH, "/giahan NV03 15/11 vì chờ số liệu", "xin lùi đến thứ Bảy 15/11"),
        (BINH, "/giahan NV01 15/11", "Không có việc nào mang mã «NV01»"),
        (AN, "/giahan NV01 20/9", "ngày 20/9/2026, còn rất xa"),
        (AN, "/giahan NV01 20/9/2026 vì chờ số liệu", "xin lùi đến Chủ nhật 20/9/2026"),
        (CHI, "/giahan NV01 25/9", "không muộn hơn hạn hiện nay"),
        (CHI, "/giahan NV01", "ghi mã việc, ngày và lý do"),
        (CHI, "/giahan NV04 15/11 bão", "có nhiều đơn vị chủ trì: Sở Y tế; Sở Nội vụ"),
        (CHI, "/giahan NV04 SNV 15/11 bão", "hạn mới thứ Bảy 15/11"),
        (CHI, "/giahan NV04 Sở Tài chính 15/11", "Sở Tài chính không chủ trì việc NV04"),
        (CHI, "/giahan NV04 Sở Lạ Hoắc 15/11", "không tìm thấy đơn vị"),
        (HA, "/giahan NV01 15/10", "chưa đăng ký"),
    ],
)
async def test_extend_in_words(office: Office, who: Person, words: str, answer: str) -> None:
    await office.staffed(TASKS)
    assert answer in "\n".join(await office.says(who, words))


async def test_the_secretariat_moves_a_deadline_of_its_own_accord(office: Office) -> None:
    await office.staffed(TASKS)
    (card,) = await office.says(CHI, "/giahan NV01 15/10 bão số 10")
    assert "hạn mới thứ Tư 15/10" in card
    assert "Tổ giúp việc lùi hạn việc này đến thứ Tư 15/10" in office.last(AN)["text"]
    assert "Lý do: “bão số 10”" in office.last(AN)["text"]
    assert await _deadline(office, "NV01") == "2025-10-15"
    assert "Chi lùi hạn lần 1: 30/9 → 15/10 “bão số 10”" in (await office.says(CHI, "/lichsu NV01"))[-1]


async def test_by_the_command_a_wish_is_shortened_only_with_a_reason(office: Office) -> None:
    await office.staffed(TASKS)
    await office.says(AN, "NV01 xin lùi đến 15/10 vì chờ số liệu")
    (refused,) = await office.says(CHI, "/giahan NV01 10/10")
    assert "ghi thêm lý do" in refused
    await office.says(CHI, "/giahan NV01 10/10 vì phải báo cáo Tỉnh uỷ")
    assert "thứ Sáu 10/10 (đồng chí xin đến 15/10)" in office.last(AN)["text"]


async def test_the_reason_in_a_focal_points_command_is_a_reason_in_any_words(office: Office) -> None:
    await office.staffed(TASKS)
    (answer,) = await office.says(AN, "/giahan NV01 15/10 bão số 10")
    assert "khi có trả lời, tôi báo đồng chí ngay" in answer
    assert office.last(CHI)["text"].endswith("An: “bão số 10”")


async def test_what_is_done_or_has_no_deadline_needs_no_later_date(office: Office) -> None:
    await office.staffed(TASKS)
    await office.says(AN, "NV01 xong rồi ạ")
    assert "đã báo xong" in (await office.says(AN, "/giahan NV01 15/10"))[-1]
    assert "đã báo xong" in (await office.says(CHI, "/giahan NV01 15/10"))[-1]
    cards = len(office.world.texts(CHI.id))
    for words in ("NV06 xin lùi đến 15/10 vì chờ số liệu", "/giahan NV06 15/10", "NV06 xin lùi hạn"):
        (answer,) = await office.says(AN, words)
        assert answer.startswith("NV06 không có hạn nên không có gì để lùi; tôi chưa ghi gì."), words
    assert "«NV06 dự kiến xong 30/9/2025»" in answer
    (answer,) = await office.says(AN, "NV06 60%, xin lùi đến 15/10")
    assert "Đã ghi NV06: đang làm, 60%." in answer
    assert "Việc này không có hạn" in answer
    assert len(office.world.texts(CHI.id)) == cards
    (kept,) = [a for a in (await office.state())["assignments"] if a["ref"] == "NV06"]
    assert (kept["work"], kept["blocked"], kept["extensions"]) == ("in_progress", False, [])


async def test_a_wish_after_the_deadline_is_marked_so(office: Office) -> None:
    await office.staffed(TASKS)
    await office.goes_to("2025-10-02", "09:00")
    await office.says(AN, "NV01 xin lùi đến 15/10 vì chờ số liệu")
    assert "xin khi đã quá hạn" in office.last(CHI)["text"]
