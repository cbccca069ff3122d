"""Words about a secret task, sent by every way in, are found nowhere afterwards (law 29/2018, article 5)."""

import json
import logging
import re
from collections.abc import AsyncIterator
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import JSON, String, Text, select, text

from bot.log import CHATTY
from bot.office import turn_at
from domain.work import Work
from handlers import corrections, exporting, importing
from papers.sheets.writing import write_state_csv
from papers.state_json import state_to_json
from storage import assignments
from storage.tables import metadata, outbox, reports
from tests.scenes.office import AN, BINH, CHI, DIRECTIVE, HEADER, STEERING, Office, open_office

PNG = (
    b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x06\x00\x00\x00\x1f\x15\xc4\x89"
)
WORD = re.compile(r"[Zz]q[a-z]+vx")  # the ids of files are random: whatever the case, one of them may look so
TASKS = f"""NV01;Việc số 1;Sở Tài chính;Sở Y tế;30/9/2025;{DIRECTIVE};;x;
NV02;Rà soát quy định;Sở Tài chính;;30/9/2025;{DIRECTIVE};;;
NV03;Việc số 3;Sở Y tế;;30/9/2025;{DIRECTIVE};;x;x"""


@pytest.fixture
async def office(tmp_path: Path) -> AsyncIterator[Office]:
    """An has a secret task and an open one, Bình only a secret one."""
    async with open_office(tmp_path, STEERING_CHAT_ID=str(STEERING)) as opened:
        yield await opened.staffed(TASKS)


async def in_store(office: Office) -> list[str]:
    """Where one of the words is found among the columns of text and JSON."""
    found = []
    async with office.running.database.reading() as tx:
        for table in metadata.sorted_tables:
            wordy = [c for c in table.c if isinstance(c.type, String | Text | JSON)]
            for row in await tx.execute(select(*wordy)) if wordy else ():
                found += [
                    f"{table.name}.{column.name}: {value}"
                    for column, value in zip(wordy, row, strict=True)
                    if WORD.search(value if isinstance(value, str) else json.dumps(value, ensure_ascii=False))
                ]
    return found


async def spilled(office: Office) -> list[str]:
    """The same, and among messages of ours and exports."""
    found = await in_store(office)
    async with office.running.database.reading() as tx:
        turn = await turn_at(tx, office.clock, office.running.office)
        state = await exporting.gather(turn, None)
        told = [json.dumps(state_to_json(state)), write_state_csv(state).decode()]
        told.append(json.dumps(await corrections.corrected_readings(turn)))
    found += [f"export: {words[:200]}" for words in told if WORD.search(words)]
    chats = [AN.id, BINH.id, CHI.id, STEERING]
    return found + [m for chat in chats for m in office.world.texts(chat) if WORD.search(m)]


async def on_disk(office: Office) -> list[bytes]:
    """The same, in the bytes of the store's own file."""
    async with office.running.database.engine.connect() as connection:
        await connection.execute(text("PRAGMA wal_checkpoint(TRUNCATE)"))
        await connection.rollback()
    path = office.running.database.path
    assert path is not None
    return re.findall(rb"[Zz]q[a-z]+vx", path.read_bytes())


async def state(office: Office, ref: str) -> Any:
    async with office.running.database.reading() as tx:
        return (await assignments.of_ref(tx, ref))[0].state


async def sends_file(office: Office, who: Any, name: str, content: bytes, caption: str, **more: Any) -> str:
    office.world.person_sends_file(who.id, who.id, content, name, caption=caption, **more)
    await office.settle()
    return str(office.last(who)["text"])


async def test_no_word_of_a_secret_task_is_kept_by_any_way_in(
    office: Office, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    for name in CHATTY:
        caplog.set_level(logging.WARNING, logger=name)
    await office.tick()
    reminder = office.with_button(BINH.id, "Xong")
    # said to it, with and without Telegram's reply, plainly, in doubt, forwarded, edited
    assert "Đã ghi NV03: đang làm, 60%" in (await office.says(BINH, "60%, Zqkhovx còn thiếu", to=reminder))[0]
    await office.says(BINH, "vướng ở Zqmotvx ạ")
    await office.says(AN, "NV01 đang vướng Zqhaivx chưa xong")
    await office.says(AN, "NV02 50% ạ, NV01 thì vướng Zqbavx")
    await office.says(AN, "vướng Zqbonvx")
    await office.says(AN, "hình như Zqnamvx rồi")
    await office.presses(AN, "NV01")
    await office.says(AN, "NV99 Zqsauvx xong")
    await office.says(AN, "NV01 Zqbayvx")
    await office.says(AN, "Zqtamvx: có phải báo không ạ?")
    await office.says(AN, "NV01 không thuộc đơn vị em, Zqchinvx là của sở khác")
    office.world.person_sends(AN.id, AN.id, "NV01 vướng Zqmuoivx", forwarded_from="Ai đó Zqnguoivx")
    await office.settle()
    await office.presses(AN, "Đúng, ghi giúp")
    sent = office.world.person_sends(AN.id, AN.id, "NV02 vướng Zqnhamvx")
    await office.settle()
    office.world.person_edits(AN.id, AN.id, sent["message_id"], "NV01 vướng Zqsuavx")
    await office.settle()
    await office.says(AN, "NV02 vướng Zqchuyenvx")
    await office.presses(AN, "Sửa")
    await office.presses(AN, "Nhầm việc")
    await office.presses(AN, "NV01")
    # obstacles, wishes and the remark of who takes part
    await office.says(AN, "NV01 Zqcanvx")
    await office.presses(AN, "Vướng")
    await office.says(AN, "vì Zqtrongvx ạ")
    await office.says(BINH, "NV03 xin lùi đến 20/10 vì Zqlydovx")
    await office.says(CHI, "không được, Zqtuchoivx", to=office.last(CHI))
    await office.presses(CHI, "Cho")
    await office.says(BINH, "NV01 bên em đã góp ý về Zqgopyvx")
    await office.says(BINH, "/lichsu Zqlichsuvx")
    # files
    assert "việc mật" in await sends_file(office, BINH, "Zqtepvx.png", PNG, "xong Zqanhvx", as_photo=True)
    assert "việc mật" in await sends_file(office, AN, "Zqdonvx.docx", b"x", "NV01 Zqkemvx")
    long = f"{HEADER}NV04;{'Kiểm kê kho Zqsheetvx ' * 3};Sở Y tế;;ngay sau Zqhanvx;Công văn về Zqvbvx;;x;\n"
    assert "nhiều nhất 40" in await sends_file(office, CHI, "Zqtenvx.csv", long.encode(), "Zqchuthichvx")
    marked = f"{HEADER}NV04;Mật: kho Zqdauvx;Sở Y tế;;;;;;\n"
    assert "đánh x ở cột «Mật»" in await sends_file(office, CHI, "b.csv", marked.encode(), "")
    photo = office.world.person_sends_file(AN.id, AN.id, PNG, "a.png", caption="NV02 60%", as_photo=True)
    await office.settle()
    edited = {"edited_message": photo | {"caption": "kho Zqchuthichmoivx", "edit_date": photo["date"] + 60}}
    office.world.raw_update(edited)
    await office.settle()
    await office.says(AN, "hôm nay Zqchuyenphiemvx quá", chat=STEERING)
    # the Secretariat
    for order in (
        "Sở Tài chính: (mật) kiểm kê Zqgiaovx, hạn 30/9",
        "mật: Zqdonvivx",
        "Sở Zqkhongvx: tối mật, kiểm kê",
        "Sở Tài chính: nhiệm vụ mật về cáp Zqcapvx, hạn 30/9",
    ):
        assert "không giao ở đây được" in (await office.says(CHI, f"/giao {order}"))[0]
    await office.says(CHI, "/giao Sở Tài chính")
    assert "không giao ở đây được" in (await office.says(CHI, "tuyệt mật: Zqbuochaivx"))[0]
    await office.presses(CHI, "Thôi")
    await office.says(AN, "NV02 kinh phí lấy ở nguồn nào ạ?")
    await office.presses(AN, "Hỏi")
    relayed = office.with_button(CHI.id, "Trả lời")
    assert "không chuyển" in (await office.says(CHI, "NV01 thì Zqtraloivx", to=relayed))[0]
    await office.says(CHI, "NV01 có Zqnhomvx", chat=STEERING)
    for moment in ("2025-09-24T08:00+07:00", "2025-10-06T08:00+07:00", "2025-10-07T08:00+07:00"):
        office.clock.turn_to(datetime.fromisoformat(moment))
        await office.tick()
    assert (await state(office, "NV03")).work is not Work.NO_REPORT
    assert await spilled(office) == []
    assert [r.getMessage() for r in caplog.records if WORD.search(r.getMessage() + str(r.exc_info))] == []
    assert await on_disk(office) == []


async def test_no_word_is_kept_by_what_is_decided_and_proven(office: Office) -> None:
    """Bình's NV03 needs acceptance; An answers for NV01, secret, and NV02, open."""
    await office.says(BINH, "NV03 xong, đã bắt Zqdoituongvx")
    await office.presses(CHI, "Trả lại")
    assert "20/8" in (await office.says(CHI, "thiếu Zqhanvx, hạn 20/8"))[0]  # a day that is past, asked again
    await office.says(CHI, "thiếu Zqbienbanvx")
    await office.goes_to("2025-09-24", "09:00")
    await office.says(BINH, "NV03 xong, đã có Zqlaivx")
    await office.presses(CHI, "Công nhận")
    await office.says(CHI, "/lichsu NV03")
    await office.presses(CHI, "Mở lại")
    await office.says(CHI, "mở vì Zqmolaivx")
    await office.says(BINH, "NV03 xin lùi đến 20/10 vì Zqxinvx")
    await office.presses(CHI, "Cho đến ngày sớm hơn")
    await office.says(CHI, "Zqkhongngayvx nhé")
    await office.says(CHI, "15/10 vì Zqsomvx")
    await office.says(CHI, "/giahan NV03 30/10 vì Zqtuyvx")
    await office.says(CHI, "/lichsu NV03")
    await office.presses(CHI, "Rút việc này")
    await office.says(CHI, "rút vì Zqrutvx")
    # of the open task, what names the secret one
    await office.says(AN, "NV02 xin lùi đến 20/10")
    await office.says(AN, "vì chờ NV01 Zqvivx")
    await office.says(AN, "/hoantac")
    await office.says(AN, "/giahan NV02 20/10 vì NV01 Zqgiahanvx")
    await office.presses(CHI, "Không cho")
    assert "không giữ" in (await office.says(CHI, "vì NV01 còn Zqvuongvx"))[0]
    for order in ("/tamdung Sở Y tế đến 2/10 NV01", "/lich nghỉ 29/9/2025 NV01", "/bantin lời dẫn tối mật:"):
        assert "không giữ" in (await office.says(CHI, f"{order} Zqloivx"))[0]
    # proofs: named by their caption, by their name, and not at all
    assert "việc mật" in await sends_file(office, AN, "a.png", PNG, "NV01 60%", as_photo=True)
    assert "việc mật" in await sends_file(office, AN, "NV01 Zqtentepvx.docx", b"x", "")
    await sends_file(office, AN, "Zqvodanhvx.docx", b"y", "")
    await sends_file(office, AN, "Zqalbumvx.docx", b"z", "hình như Zqroivx", media_group_id="7")
    await sends_file(office, AN, "Zqalbumhaivx.docx", b"t", "", media_group_id="7")
    await office.presses(AN, "NV01")
    assert [file for file in office.running.settings.files_dir.rglob("*") if file.is_file()] == []
    assert await spilled(office) == []
    assert await on_disk(office) == []


async def test_a_short_reply_is_taken_and_only_its_state_stored(office: Office) -> None:
    await office.says(AN, "NV01 xong rồi ạ, Zqxongvx")
    found = await state(office, "NV01")
    assert found.work is Work.DONE
    await office.says(AN, "NV02 vướng ở đấu thầu, 40%")
    async with office.running.database.reading() as tx:
        kept = [row.text for row in await tx.execute(select(reports).order_by(reports.c.id))]
    assert kept == [None, "NV02 vướng ở đấu thầu, 40%"]
    assert await spilled(office) == []


async def test_what_is_not_clearly_about_an_open_task_asks_for_its_words_again(office: Office) -> None:
    (asked,) = await office.says(AN, "đang vướng Zqroivx")
    assert "Zqroivx" not in asked
    await office.presses(AN, "NV02")
    assert "đang vướng ở đâu" in office.last(AN)["text"]
    await office.says(AN, "chưa có kinh phí")
    assert (await state(office, "NV02")).blocker == "chưa có kinh phí"
    assert await spilled(office) == []


async def test_a_task_that_is_made_secret_loses_what_was_said_of_it(office: Office) -> None:
    await office.imports(f"NV05;Kiểm kê Zqcuvx ở kho;Sở Nội vụ;;30/9/2025;{DIRECTIVE};;;")
    await office.imports(f"NV05;Kiểm kê Zqmoivx ở kho;Sở Nội vụ;;30/9/2025;{DIRECTIVE};;;x")
    await office.registers(BINH, "Sở Nội vụ")
    await office.tick()
    await office.says(BINH, "NV05 vướng Zqbaovx, 30%")
    await office.says(BINH, "NV05 xin lùi đến 20/10 vì Zqvivx")
    await office.presses(CHI, "Cho")
    await sends_file(office, BINH, "Zqminhchungvx.docx", PNG, "NV05 xong, Zqkemvx")
    await office.presses(CHI, "Trả lại")
    await office.says(CHI, "thiếu Zqphulucvx")
    await office.tick()
    # lists, figures to be drawn and files speak of it along with others
    await office.says(CHI, "/tonghop Sở Nội vụ")
    await office.presses(CHI, "Bản tổng hợp")
    await office.presses(CHI, "Bảng Excel")
    await office.says(BINH, "/viec")
    await office.says(BINH, "hạn nv 05 về Zqhoivx là ngày nào ạ?")
    await office.goes_to("2025-10-06", "18:00")
    await office.imports(f"NV05;Kiểm kê Zqmoivx ở kho;Sở Nội vụ;;21/10/2025;{DIRECTIVE};;;x")
    assert await spilled(office) != []
    files_dir = office.running.settings.files_dir
    assert [file for file in files_dir.rglob("*") if file.is_file()] != []
    closing = f"{HEADER}NV05;Việc số 5;Sở Nội vụ;;20/10/2025;{DIRECTIVE};;x;\n"
    assert "Kiểm kê" in (await office.sends(CHI, closing.encode(), "dong.csv"))[-1]
    await office.presses(CHI, "Nhập")
    assert await in_store(office) == []
    assert await on_disk(office) == []
    async with office.running.database.reading() as tx:
        assert (
            list((await tx.execute(select(outbox.c.file).where(outbox.c.file.is_not(None)))).scalars()) == []
        )
    assert [file for file in files_dir.rglob("*") if file.is_file()] == []
    # what had waited for the morning calls it by its label
    before = len(office.world.texts(BINH.id))
    await office.goes_to("2025-10-07")
    waited = office.world.texts(BINH.id)[before:]
    assert "Việc số 5" in waited[0]
    assert [words for words in waited if WORD.search(words)] == []
    found = await state(office, "NV05")
    assert (found.percent, found.blocker) == (30, None)
    (history,) = await office.says(CHI, "/lichsu NV05")
    assert "đổi nội dung" in history


async def test_a_secret_task_is_not_opened_and_renamed_at_once(office: Office) -> None:
    async with office.running.database.reading() as tx:
        turn = await turn_at(tx, office.clock, office.running.office)
        content = HEADER + f"NV01;Kiểm kê kho;Sở Tài chính;;30/9/2025;{DIRECTIVE};;;\n"
        plan = await importing.plan_file(turn, content.encode(), "a.csv")
    assert [fault.problem for fault in plan.faults] == ["secret_opened"]
