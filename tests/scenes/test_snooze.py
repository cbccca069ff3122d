"""A focal point puts off a reminder of their own."""

from tests.scenes.office import AN, CHI, DIRECTIVE, Office

TASKS = f"""
NV01;Rà soát quy định về đầu tư;Sở Tài chính;;30/9/2025;{DIRECTIVE};;;
NV03;Kết nối bệnh án điện tử;Sở Y tế;;30/12/2025;{DIRECTIVE};;;
"""


async def heard(office: Office) -> list[str]:
    return [words for words in office.world.texts(AN.id) if words.startswith("⏰")]


async def test_put_off_to_a_day_once_and_said_again_at_its_opening(office: Office) -> None:
    await office.staffed(TASKS)
    await office.tick()
    (asked,) = await office.presses(AN, "Nhắc lại sau")
    assert "Nhắc lại đồng chí ngày nào" in asked
    await office.presses(AN, "thứ Năm 25/9")
    assert "tôi nhắc lại thứ Năm 25/9, 07:30. Hạn vẫn là thứ Ba 30/9" in office.last(AN)["text"]
    before = len(await heard(office))
    assert await office.presses(AN, "Nhắc lại sau") == [], "once at each rung"
    await office.goes_to("2025-09-25", "07:29")
    assert len(await heard(office)) == before
    await office.goes_to("2025-09-25", "07:30")
    again = (await heard(office))[before:]
    assert len(again) == 1
    assert "NV01" in again[0]
    assert "Nhắc lại sau" not in str(office.last(AN)["reply_markup"])
    await office.goes_to("2025-09-26", "08:00")
    assert len(await heard(office)) == before + 2, "the next rung comes by itself"
    await office.presses(AN, "Nhắc lại sau", on=office.last(AN))
    assert "thứ Hai 29/9" in str(office.last(AN)["reply_markup"]), "and can be put off too"
    (trail,) = await office.says(AN, "/lichsu NV01")
    assert "Đã nhắc 2 lần" in trail, "what was put off is no further rung"


async def test_the_day_may_be_typed_and_more_than_a_day_is_a_report(office: Office) -> None:
    await office.staffed(TASKS)
    await office.tick()
    await office.presses(AN, "Nhắc lại sau")
    (answer,) = await office.says(AN, "28/9")
    assert "Không hoãn đến ngày 28/9/2025 được" in answer, "a Sunday"
    (answer,) = await office.says(AN, "29/9 em nhé")
    assert "tôi nhắc lại thứ Hai 29/9" in answer
    assert next(a for a in (await office.state())["assignments"] if a["ref"] == "NV01")["reports"] == []
    await office.goes_to("2025-09-26", "08:00")
    await office.presses(AN, "Nhắc lại sau", on=office.last(AN))
    (answer,) = await office.says(AN, "60%, 29/9 xong")
    assert "Đã ghi NV01" in answer


async def test_it_lapses_when_done_or_when_the_deadline_moves(office: Office) -> None:
    await office.staffed(TASKS)
    await office.tick()
    await office.presses(AN, "Nhắc lại sau")
    await office.presses(AN, "thứ Năm 25/9")
    await office.says(AN, "NV01 xin lùi đến 30/10")
    await office.presses(CHI, "Cho", on=office.with_button(CHI.id, "Không cho"))
    before = len(await heard(office))
    await office.goes_to("2025-09-25", "12:00")
    assert len(await heard(office)) == before


async def test_from_the_card_of_a_bundle_and_not_when_it_is_done(office: Office) -> None:
    await office.staffed(TASKS + f"NV02;Mở lớp tập huấn;Sở Tài chính;;30/9/2025;{DIRECTIVE};;;\n")
    await office.tick()
    await office.presses(AN, "NV02 ·")
    await office.presses(AN, "Nhắc lại sau")
    question = office.last(AN)
    await office.says(AN, "NV02 xong")
    before = len(office.world.texts(AN.id))
    await office.presses(AN, "thứ Năm 25/9", on=question)
    await office.goes_to("2025-09-25", "12:00")
    assert len(office.world.texts(AN.id)) == before
