"""Practice: the real sentences for a pretend task, and no figure that knows of it."""

import json
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from sqlalchemy import func, select

from bot.office import turn_at
from handlers import auditing, digests, exporting
from handlers.rehearsal import rehearse
from papers.sheets.auditing import write_audit
from papers.sheets.writing import write_state_csv
from papers.state_json import state_to_json
from storage.tables import metadata, practices
from tests.scenes.office import AN, BINH, CHI, DIRECTIVE, DUNG, MORNING, Office, png

TASKS = f"""
NV01;Rà soát quy định về đầu tư;Sở Tài chính;;30/9/2025;{DIRECTIVE};;;
NV02;Kết nối bệnh án điện tử;Sở Y tế;;15/10/2025;{DIRECTIVE};;;
"""
HEAD = "🎓 Tập dượt: tôi không ghi và không gửi đến ai."
NOON = MORNING.replace(hour=12)
MAY_GROW = {"practices", "inbox", "outbox"}


async def figures(office: Office) -> dict[str, bytes]:
    """Everything that is counted, written or foreseen, as bytes; and every table but those of the traffic."""
    async with office.running.database.transaction() as tx:
        turn = replace(await turn_at(tx, office.clock, office.running.office), now=NOON)
        state = await exporting.gather(turn, None)
        made = {
            "json": json.dumps(state_to_json(state)).encode(),
            "csv": write_state_csv(state),
            "audit": write_audit(await auditing.gather(turn), ".csv"),
            "digest": (await digests.present_digest(turn)).text.encode(),
        }
        for table in metadata.sorted_tables:
            if table.name not in MAY_GROW:
                rows = (await tx.execute(select(table))).all()
                made[table.name] = repr(sorted(map(repr, rows))).encode()
        foreseen = await rehearse(turn, date(2025, 9, 24), date(2025, 9, 24))
        made["rehearsal"] = repr(foreseen).encode()
        await tx.rollback()
    return made


async def reported(office: Office) -> int:
    async with office.running.database.reading() as tx:
        return int(
            (await tx.execute(select(func.count()).select_from(metadata.tables["reports"]))).scalar_one()
        )


async def test_four_steps_that_no_figure_knows_of(office: Office) -> None:
    await office.staffed(TASKS)
    await office.tick()  # An owes an answer about NV01: the bare "60%" below would be it
    before = await figures(office)
    (begun,) = await office.says(AN, "/tapdung")
    assert "Bước 1/4" in begun
    assert "TẬP01 · còn 7 ngày, hạn thứ Ba 30/9" in begun
    assert "«NV01 60%», tôi vẫn ghi thật" in begun
    assert await office.presses(AN, "Lùi hạn") == []
    (read,) = await office.presses(AN, "Đang làm")
    assert read.startswith(f"{HEAD}\n\n🔵 Đã ghi TẬP01: đang làm.")
    (unread,) = await office.sends(AN, png(), "anh.png")
    assert "chưa hiểu" in unread
    (read,) = await office.sends(AN, png(), "anh.png", caption="xong rồi ạ")
    assert "Đã ghi TẬP01: xong." in read
    assert "Bước 2/4" in read
    (unread,) = await office.says(AN, "dạ vâng ạ")
    assert "chưa hiểu" in unread
    assert "Bước 2/4" in unread
    (read,) = await office.says(AN, "60%")
    assert "Đã ghi TẬP01: đang làm, 60%." in read
    assert "Bước 3/4" in read
    (read,) = await office.says(AN, "xin lùi đến 7/10")
    assert "nhắn thêm lý do" in read
    assert "Bước 3/4" in read
    (read,) = await office.says(AN, "xin lùi đến 7/10 vì chờ số liệu")
    assert "xin lùi đến thứ Ba 7/10" in read
    assert "Bước 4/4" in read
    (fixing,) = await office.presses(AN, "Sửa")
    assert "Sửa TẬP01" in fixing
    (read,) = await office.says(AN, "à nhầm, 65%")
    assert "Đã ghi TẬP01: đang làm, 65%." in read
    corrected = office.world.received(AN.id)[-1]
    (back,) = await office.presses(AN, "Lấy lại", on=corrected)
    assert "↩️ Đã lấy lại" in back
    assert "đủ các bước" in back
    said = next(m for m in office.world.chats[AN.id].messages.values() if m.get("text") == "à nhầm, 65%")
    (answered,) = await edits(office, said, "à nhầm, 66%")
    assert "Đã ghi TẬP01: đang làm, 66%." in answered
    (over,) = await office.presses(AN, "Em đã hiểu")
    assert "được ghi thật" in over
    assert await office.says(AN, "70%", to=corrected) == [OVER]
    assert await edits(office, said, "67%") == [OVER]
    await office.says(AN, "/tapdung")
    await office.presses(AN, "Em đã hiểu")
    assert await edits(office, said, "68%") == [OVER]  # it belonged to the practice before
    assert await figures(office) == before
    assert await office.says(CHI, "60%", to=office.last(CHI))  # who does not practise is heard as ever
    (listed,) = await office.says(CHI, "/daumoi")
    assert "Tập dượt: 1/2 đầu mối đã bấm «Em đã hiểu»." in listed
    await office.presses(CHI, "Tập dượt (1/2)")
    assert office.last(CHI)["text"].splitlines() == [
        "Tập dượt: 2 đầu mối",
        "• Sở Y tế, Bình: chưa tập",
        "• Sở Tài chính, An: đã hiểu, thử 4/4 bước",
        "",
        "Mời đầu mối tập: nhắn họ gõ /tapdung cho bot.",
    ]


OVER = "Phần tập dượt đã xong nên tôi không ghi gì từ tin này. Báo việc thật: /viec. Tập lại: /tapdung"


async def edits(office: Office, message: dict[str, Any], words: str) -> list[str]:
    before = len(office.world.received(AN.id))
    office.world.person_edits(AN.id, AN.id, message["message_id"], words)
    await office.settle()
    return office.world.texts(AN.id)[before:]


async def test_what_is_real_stays_real_in_the_midst_of_a_practice(office: Office) -> None:
    await office.staffed(TASKS)
    await office.tick()
    reminded = office.last(AN)
    await office.says(AN, "/tapdung")
    begun = office.last(AN)
    (read,) = await office.says(AN, "NV01 50%")
    assert read.startswith("🔵 Đã ghi NV01: đang làm, 50%.")
    await office.says(AN, "tập lại ạ", to=begun)
    (read,) = await office.says(AN, "rà soát quy định về đầu tư được 55%")
    assert read.startswith("🔵 Đã ghi NV01: đang làm, 55%.")
    (read,) = await office.says(AN, "58%", to=reminded)
    assert read.startswith("🔵 Đã ghi NV01: đang làm, 58%.")
    (read,) = await office.says(AN, "60%", to=begun)
    assert "Đã ghi TẬP01" in read
    await office.presses(AN, "Xong", on=reminded)
    assert await reported(office) == 4
    assert (await office.state())["assignments"][0]["work"] == "done"
    # a reminder that comes in between is what the next text answers
    await office.says(BINH, "/tapdung")
    await office.goes_to("2025-10-01")
    (read,) = await office.says(BINH, "xong rồi ạ")
    assert read.startswith("✅ Đã ghi NV02: xong.")
    # and a day later nobody means the practice any more
    await office.says(BINH, "/tapdung")
    office.clock.turn_to(office.clock.now() + timedelta(days=1, minutes=1))
    assert "TẬP01" not in (await office.says(BINH, "60%"))[0]
    await office.says(DUNG, "/tapdung")
    async with office.running.database.reading() as tx:
        assert (await tx.execute(select(func.count()).select_from(practices))).scalar_one() == 3
