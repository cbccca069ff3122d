"""A conclusion comes in as a file, is walked through on the phone, and becomes tasks on the Secretariat's word."""

import asyncio
import io
import re
from collections.abc import AsyncIterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from python_calamine import CalamineWorkbook

from domain.proposals import ProposalState
from domain.work import Role
from handlers import conclusions
from papers.documents import proposing
from sandbox.world import Person
from storage import assignments, facts, unit_lists
from storage.tables import changes, inbox, outbox, tasks
from tests.scenes.documents import CONCLUSION, HEAD, files_in, kept_nothing, proposes, sends, states, word
from tests.scenes.office import AN, BINH, CHI, DIRECTIVE, DUNG, GIANG, HEADER, UNITS, Office, open_office

ELSE = ProposalState
TASK = f"NV01;Việc cũ;Sở Nội vụ;;15/12/2025;{DIRECTIVE};;;"


@pytest.fixture
async def office(tmp_path: Path) -> AsyncIterator[Office]:
    """Chi and Dũng are the Secretariat."""
    async with open_office(tmp_path, SECRETARIAT_IDS=f"{CHI.id},{DUNG.id}") as opened:
        await opened.staffed(TASK)
        await opened.says(DUNG, "/start")
        yield opened


def buttons(message: dict[str, Any]) -> list[str]:
    rows = message.get("reply_markup", {}).get("inline_keyboard", [])
    return [button["text"] for row in rows for button in row]


def card(office: Office, person: Person = CHI) -> str:
    return str(office.last(person)["text"])


async def assigned(office: Office) -> dict[str, list[tuple[str, Role]]]:
    async with office.running.database.reading() as tx:
        found: dict[str, list[tuple[str, Role]]] = {}
        for a in await assignments.every(tx):
            found.setdefault(a.task.ref, []).append((a.department.name, a.role))
    return found


async def test_nobody_waits_while_a_document_is_read(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    read = proposing.propose_document_apart

    async def meanwhile(data: bytes, filename: str, today: date, said: str = "") -> Any:
        async with asyncio.timeout(5), office.running.database.transaction() as tx:
            await facts.put(tx, "written meanwhile", "1")
        return await read(data, filename, today, said)

    monkeypatch.setattr(conclusions, "propose_document_apart", meanwhile)
    (said,) = await sends(office, CONCLUSION.encode(), "ket-luan.txt")
    assert "4 việc được đề xuất" in said
    async with office.running.database.reading() as tx:
        assert await facts.get(tx, "written meanwhile") == "1"


# the walk


async def test_a_word_file_is_walked_through_and_given_out(office: Office) -> None:
    paper = word(CONCLUSION)
    (said,) = await sends(office, paper, "ket-luan.docx")
    assert "Kết luận 15-KL/BCĐ ngày 23/9/2025" in said
    assert "về đẩy mạnh chuyển đổi số" in said
    assert "4 việc được đề xuất" in said
    await office.tick()
    assert set(await assigned(office)) == {"NV01"}  # nothing before it is confirmed
    for content, name in ((paper, "ten-khac.docx"), (CONCLUSION.encode(), "ket-luan.txt")):
        (again,) = await sends(office, content, name)
        assert "đã có, tôi không ghi thêm việc nào" in again
    assert len(await states(office)) == 4

    await office.presses(CHI, "Xem từng việc")
    assert "Việc 1/4" in card(office)
    assert "Giống NV01 đã giao" not in card(office)
    assert "Chủ trì: Sở Tài chính" in card(office)
    assert "Phối hợp: Sở Nội vụ" in card(office)
    assert "Hạn: 31/10/2025 («hoàn thành trong tháng 10/2025»)" in card(office)
    assert "Mục 1, đoạn 7" in card(office)
    await office.presses(CHI, "Nhận")
    assert "Việc 2/4" in card(office)
    await office.presses(CHI, "Bỏ")
    await office.restarts()  # the store is the only memory of the walk
    assert "⚠️ Văn bản không ghi hạn" in card(office)
    assert "✅ Nhận" not in buttons(office.last(CHI))  # nobody said yet who "các sở, ban, ngành" are
    await office.presses(CHI, "Dùng 3 đơn vị")
    await office.presses(CHI, "Nhận")
    assert "2 tuần một lần" in card(office)
    await office.presses(CHI, "Nhận")
    assert "3 đã nhận, 1 đã bỏ" in card(office)
    told = len(office.world.received(AN.id)), len(office.world.received(BINH.id))
    await office.presses(CHI, "Giao 3 việc đã nhận")
    assert "Đã giao 3 việc (NV02 đến NV04)" in card(office)
    assert await assigned(office) == {
        "NV01": [("Sở Nội vụ", Role.LEAD)],
        "NV02": [("Sở Tài chính", Role.LEAD), ("Sở Nội vụ", Role.COORDINATING)],
        "NV03": [(unit, Role.LEAD) for unit in ("Sở Tài chính", "Sở Y tế", "Sở Nội vụ")],
        "NV04": [("Sở Nội vụ", Role.LEAD)],
    }
    await office.tick()
    await office.tick()
    assert len(office.world.received(AN.id)) == told[0] + 1  # two tasks, one message
    assert "NV02" in card(office, AN)
    assert "NV03" in card(office, AN)
    assert len(office.world.received(BINH.id)) == told[1] + 1
    async with office.running.database.reading() as tx:
        row = (await tx.execute(sa.select(tasks).where(tasks.c.ref == "NV04"))).one()
        trace = (
            (await tx.execute(sa.select(changes.c.new).where(changes.c.noun == "proposal"))).scalars().all()
        )
    assert (row.paragraph, row.recurrence, row.anchor) == ("mục 4", "P2W", date(2025, 9, 23))
    assert sorted(trace) == ["accepted"] * 3 + ["assigned"] * 3 + ["dropped"]


async def test_two_of_the_secretariat_walk_at_once(office: Office) -> None:
    await proposes(office)
    for person in (CHI, DUNG):
        await office.presses(person, "Xem từng việc")
    stale = dict(office.last(DUNG))
    await office.presses(CHI, "Nhận")
    await office.presses(DUNG, "Bỏ", on=stale)
    answer = office.world.log.of("answerCallbackQuery")[-1].values
    assert answer["text"] == "Đồng chí Chi đã nhận việc này."
    assert (await states(office))[0] is ELSE.ACCEPTED
    await office.presses(CHI, "Tất cả")
    await office.presses(CHI, "Giao 1 việc")
    await office.presses(DUNG, "Tất cả", on=stale)
    assert "1 đã giao, 3 chưa xem" in card(office, DUNG)
    await office.presses(DUNG, "Xem từng việc")
    await office.presses(DUNG, "Trước")
    assert "Đồng chí Chi đã giao: NV02." in card(office, DUNG)
    assert "Xét lại" not in " ".join(buttons(office.last(DUNG)))


async def test_what_was_corrected_meanwhile_is_seen_before_it_is_accepted(office: Office) -> None:
    await proposes(office)
    for person in (CHI, DUNG):
        await office.presses(person, "Xem từng việc")
    await office.presses(CHI, "Sửa")
    await office.says(CHI, "hạn 15/10")
    await office.presses(DUNG, "Nhận")
    assert "vừa được sửa" in office.world.log.of("answerCallbackQuery")[-1].values["text"]
    assert "Hạn: 15/10/2025" in card(office, DUNG)
    await office.presses(DUNG, "Nhận")
    assert (await states(office))[0] is ELSE.ACCEPTED


async def test_a_task_given_out_by_hand_before_is_pointed_out(office: Office) -> None:
    known = "NV05;Kết nối bệnh án điện tử với các trạm y tế xã;Sở Y tế;;30/11/2025;"
    await office.imports(f"{known}{DIRECTIVE};;;")
    await proposes(office)
    await office.presses(CHI, "Xem từng việc")
    await office.presses(CHI, "Sau ›")
    assert "Giống NV05 đã giao theo văn bản này" in card(office)


async def test_what_was_decided_may_be_looked_at_again(office: Office) -> None:
    await proposes(office)
    await office.presses(CHI, "Xem từng việc")
    await office.presses(CHI, "Bỏ")
    await office.presses(CHI, "Trước")
    assert "🚫 Đồng chí Chi đã bỏ" in card(office)
    await office.presses(CHI, "Xét lại")
    await office.presses(CHI, "Nhận")
    assert await states(office) == [ELSE.ACCEPTED, *[ELSE.PROPOSED] * 3]


# Sửa


async def test_a_proposal_is_corrected_in_words(office: Office) -> None:
    await proposes(office)
    await office.presses(CHI, "Xem từng việc")
    await office.presses(CHI, "Sửa")
    for words, answer in (
        ("chủ trì: Sở Lạ", "Tôi không tìm thấy đơn vị «Sở Lạ»"),
        ("chủ trì: Sở", "«Sở» có thể là: Sở Tài chính; Sở Y tế; Sở Nội vụ"),
        ("chủ trì: Sở Y tế; Sở Y tế", "«Sở Y tế» ghi hai lần"),
        ("chủ trì: Sở Y tế; hạn 31/2", "«31/2» không phải là một ngày có thật"),
        ("hạn từ 15/10/2025 đến 1/10/2025", "kết thúc trước khi bắt đầu"),
        ("hạn: sớm nhé", "Tôi chưa đọc được hạn «sớm nhé»"),
        ("giúp tôi việc này", "Tôi chưa hiểu cần sửa gì"),
    ):
        said = await office.says(CHI, words)
        assert answer in said[-1], words
    await office.presses(CHI, "Tất cả")
    await office.presses(CHI, "Xem từng việc")
    # nothing of a wrong reply was taken
    assert "Chủ trì: Sở Tài chính" in office.with_button(CHI.id, "Nhận")["text"]
    said = await office.says(
        CHI, "chủ trì: Sở Y tế; phối hợp: STC, Sở Nội vụ; hạn 15/10; nội dung: Lập quy trình"
    )
    assert "Lập quy trình" in said[-1]
    assert "Chủ trì: Sở Y tế" in said[-1]
    assert "Phối hợp: Sở Tài chính; Sở Nội vụ" in said[-1]
    assert "Hạn: 15/10/2025 («15/10»)" in said[-1]


async def test_a_past_deadline_is_asked_about_once(office: Office) -> None:
    await proposes(office)
    await office.presses(CHI, "Xem từng việc")
    await office.presses(CHI, "Sửa")
    assert "đã qua" in (await office.says(CHI, "hạn 1/9/2025"))[-1]
    assert "⚠️ Hạn đã qua" in (await office.presses(CHI, "Vẫn dùng hạn này"))[-1]
    await office.presses(CHI, "Sửa")
    assert "đã qua" in (await office.says(CHI, "hạn 2/9/2025"))[-1]
    assert "Hạn: 2/9/2025" in (await office.says(CHI, "hạn 2/9/2025"))[-1]
    await office.presses(CHI, "Nhận")
    assert (await states(office))[0] is ELSE.ACCEPTED


# lists


async def test_a_list_is_kept_as_the_secretariat_says(office: Office) -> None:
    await proposes(office)
    await office.presses(CHI, "Xem từng việc")
    for _ in range(2):
        await office.presses(CHI, "Sau")
    await office.presses(CHI, "Sửa danh sách")
    assert "3 đơn vị" in card(office)
    for words, answer in (
        ("thêm Sở Y tế", "đã có trong danh sách"),
        ("thêm Sở Lạ; bớt Sở Y tế", "không tìm thấy đơn vị «Sở Lạ»"),
        ("bớt Sở Y tế; bớt Sở Y tế", "ghi hai lần"),
        ("bớt Sở Y tế, Sở Nội vụ, Sở Tài chính", "không còn đơn vị nào"),
    ):
        assert answer in (await office.says(CHI, words))[-1], words
    said = await office.says(CHI, "bớt Sở Nội vụ")
    assert "Đã giữ danh sách «Các sở, ban, ngành»: 2 đơn vị" in said[0]
    assert "Chủ trì: Các sở, ban, ngành (2 đơn vị)" in said[1]
    await office.presses(CHI, "Xem, sửa danh sách")
    assert "Ngoài danh sách: Sở Nội vụ" in card(office)
    await office.says(CHI, "Sở Nội vụ; Sở Y tế")
    async with office.running.database.reading() as tx:
        (kept,) = await unit_lists.every(tx)
    assert len(kept.unit_ids) == 2


async def test_130_communes_take_one_press_and_one_statement(office: Office) -> None:
    communes = "".join(f"Xã Số {n};;xã\n" for n in range(1, 131))
    await office.imports(TASK, UNITS + communes)
    await proposes(office, f"{HEAD}Giao 130 xã, phường rà soát hộ nghèo, hoàn thành trong tháng 10/2025.\n")
    await office.presses(CHI, "Xem từng việc")
    assert "Danh sách «UBND cấp xã» (130 đơn vị)" in card(office)
    await office.presses(CHI, "Sửa danh sách")
    assert "Xã (130): Số 1, Số 2" in card(office)
    assert "Số 130" in card(office)
    written: list[str] = []
    engine = office.running.database.engine.sync_engine
    sa.event.listen(engine, "before_cursor_execute", lambda *given: written.append(given[2]))
    await office.presses(CHI, "Dùng 130 đơn vị")
    assert sum("INTO unit_list_members" in statement for statement in written) == 1
    await office.presses(CHI, "Nhận")
    await office.presses(CHI, "Giao 1 việc")
    assert sum("INTO assignments" in statement for statement in written) == 1
    assert len((await assigned(office))["NV02"]) == 130
    # a reply touches one row, and of the silent the whole tells
    await office.registers(AN, "Xã Số 77")
    await office.says(AN, "NV02 60% ạ")
    (told,) = await office.says(CHI, "/lichsu NV02")
    assert "130 đơn vị chủ trì: xong 0/130. Chưa xong 1: Xã Số 77. Chưa báo cáo 129" in told
    assert re.findall(r"Rà soát hộ nghèo|Xã Số \d+ · |60% ạ", told) == [
        "Rà soát hộ nghèo", "Xã Số 77 · ", "60% ạ",
    ]  # fmt: skip
    assert len(told) < 1000
    await office.says(AN, "NV02 xin lùi đến 20/11 vì bão")
    await office.presses(CHI, "Cho")
    assert "Xã Số 77\nRà soát hộ nghèo\nTổ giúp việc đồng ý lùi hạn" in office.last(AN)["text"]
    (told,) = await office.says(CHI, "/tonghop 15-KL/BCĐ")
    assert "NV02 (đoạn 7) 130 đơn vị, xong 0/130, hạn 31/10" in told
    (told,) = await office.says(CHI, "/tonghop NV02")
    assert "Hạn 31/10/2025" in told
    await office.says(CHI, "/lichsu NV02 Xã Số 78")
    await office.presses(CHI, "Rút việc này")
    await office.says(CHI, "đã sáp nhập")
    (told,) = await office.says(CHI, "/lichsu NV02")
    assert "xong 0/129" in told
    assert "Chi rút việc của Xã Số 78" in told


# the sheet


async def test_proposals_go_out_as_a_sheet_and_come_back(office: Office) -> None:
    await proposes(office)
    await office.presses(CHI, "Tải bảng")
    document = office.last(CHI)["document"]
    stored = office.world.files.find(document["file_id"])
    assert stored is not None
    rows = CalamineWorkbook.from_filelike(io.BytesIO(stored.content)).get_sheet_by_index(0).to_python()
    assert [row[2] for row in rows[1:]] == [
        "Sở Tài chính", "Sở Y tế", "Sở Tài chính; Sở Y tế; Sở Nội vụ", "Sở Nội vụ",
    ]  # fmt: skip
    assert [str(row[4]) for row in rows[1:]] == ["2025-10-31", "2025-11-30", "", "2 tuần/1 lần"]
    # two of the four, one with another text, come back as a sheet that Excel saved as CSV
    lines = [
        f"{row[0]};{row[1]} {extra};{row[2]};{row[3]};{row[4]};{row[5]};{row[6]};;"
        for row, extra in ((rows[1], ""), (rows[2], "trong toàn tỉnh"))
    ]
    said = await sends(office, (HEADER + "\n".join(lines)).encode(), "de-xuat.csv")
    assert "2 nhiệm vụ mới" in said[-1]
    await office.presses(CHI, "Nhập")
    assert await states(office) == [ELSE.COVERED, ELSE.COVERED, ELSE.PROPOSED, ELSE.PROPOSED]
    assert set(await assigned(office)) == {"NV01", "NV02", "NV03"}


# which document


async def test_the_number_is_said_afterwards_and_the_file_asked_for(office: Office) -> None:
    text = CONCLUSION.replace("Số 15-KL/BCĐ\n", "").replace("Nghệ An, ngày 23 tháng 9 năm 2025\n", "")
    text = text.replace("30/11/2025", "30/11")
    await proposes(office, text)
    assert "không thấy ngày của văn bản" in card(office)
    await office.presses(CHI, "Sửa số, ngày")
    assert "chưa thấy đủ số và ngày" in (await office.says(CHI, "Kết luận của Ban"))[-1]
    assert "chưa đến" in (await office.says(CHI, "Kết luận 15-KL/BCĐ ngày 23/9/2026"))[-1]
    said = await office.says(CHI, "Kết luận 15-KL/BCĐ ngày 23/9/2025")
    assert "Kết luận 15-KL/BCĐ ngày 23/9/2025" in said[-1]
    await office.presses(CHI, "Tệp gốc")
    stored = office.world.files.find(office.last(CHI)["document"]["file_id"])
    assert stored is not None
    assert stored.content.decode() == text


# what is no document


async def test_files_that_cannot_be_read_are_answered_and_not_kept(office: Office) -> None:
    from pypdf import PdfWriter

    def pdf(pages: int) -> bytes:
        writer, held = PdfWriter(), io.BytesIO()
        for _ in range(pages):
            writer.add_blank_page(595, 842)
        writer.write(held)
        return held.getvalue()

    for content, name, answer in (
        (pdf(1), "scan.pdf", "chỉ có ảnh chụp, không có chữ"),
        (pdf(200), "dai.pdf", "có 200 trang"),
        (b"\xd0\xcf\x11\xe0 old", "cu.doc", "Word kiểu cũ"),
        (b"%PDF-1.7 but not Word", "gia.docx", "không phải là Word"),
        ("Sáng nay trời đẹp. Các đồng chí đã dự họp đông đủ.".encode(), "a.txt", "không thấy việc nào"),
    ):
        said = await sends(office, content, name)
        assert len(said) == 1
        assert answer in said[0], name
        assert "chưa ghi gì" in said[0]
    assert await kept_nothing(office)


async def test_secret_text_is_refused_and_nowhere_kept(
    office: Office, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    words = "đồi Thông Xanh"
    secret = f"{HEAD}1. Sở Y tế rà soát trạm y tế.\n2. Giao Công an tỉnh canh gác {words} (Tuyệt mật).\n"
    (said,) = await sends(office, word(secret), f"Kết luận {words}.docx", caption=f"về {words}")
    assert "đoạn 8 ghi «tuyệt mật»" in said
    assert "nhiều nhất 40 ký tự" in said
    (said,) = await sends(office, word(CONCLUSION), f"Kết luận {words} (Mật).docx")
    assert "không nhận và không lưu" in said
    assert await kept_nothing(office)
    async with office.running.database.reading() as tx:
        held = [*(await tx.execute(sa.select(inbox.c.body))).scalars()]
        held += [str(body) for body in (await tx.execute(sa.select(outbox.c.body))).scalars()]
    for text in (*held, caplog.text):
        assert words not in text
        assert words.encode("unicode_escape").decode() not in text
    for file in files_in(tmp_path):
        assert words.encode() not in file.read_bytes(), file


# the province's own


async def test_the_real_conclusion(office: Office, shared: Path) -> None:
    seed = shared / "seed" / "conclusion-2025-09-23.txt"
    if not seed.exists():
        pytest.skip("the real conclusion is not here")
    units = (Path(__file__).parents[2] / "bot" / "seed" / "don-vi.csv").read_text(encoding="utf-8")
    await office.imports(TASK, units + UNITS.partition("\n")[2].replace("Sở Tài chính;STC;sở\n", ""))
    await office.registers(GIANG, "Văn phòng Tỉnh uỷ")
    told = {person.id: len(office.world.received(person.id)) for person in (AN, BINH, GIANG)}
    (said,) = await sends(
        office, word(seed.read_text(encoding="utf-8")), "kl.docx", caption="Kết luận 15-KL/BCĐ ngày 23/9/2025"
    )
    assert "16 việc được đề xuất" in said  # the fourteen, two of them in two parts
    await office.presses(CHI, "Xem từng việc")
    while "Giao" not in " ".join(buttons(office.last(CHI))):
        wanted = next(label for label in buttons(office.last(CHI)) if label.startswith(("👥 Dùng", "✅")))
        await office.presses(CHI, wanted)
    await office.presses(CHI, "Giao 16 việc")
    await office.tick()
    assert {p.id: len(office.world.received(p.id)) - told[p.id] for p in (AN, BINH, GIANG)} == {
        AN.id: 1, BINH.id: 1, GIANG.id: 1,
    }  # fmt: skip
    found = await assigned(office)
    assert len(found) == 17
    assert len(found["NV07"]) == 5  # các sở, ban, ngành


# by directive


async def test_a_directive_and_a_task_of_several_units_are_looked_up(office: Office) -> None:
    await proposes(office)
    await office.presses(CHI, "Xem từng việc")
    await office.presses(CHI, "Nhận")
    await office.presses(CHI, "Nhận")
    await office.presses(CHI, "Dùng 3")
    await office.presses(CHI, "Nhận")
    await office.presses(CHI, "Tất cả")
    await office.presses(CHI, "Giao 3 việc")
    await office.tick()
    await office.says(AN, "NV04 xong rồi ạ")
    await office.says(BINH, "NV04 60%")

    (said,) = await office.says(CHI, "/tonghop 15-KL/BCĐ")
    assert "4 việc, xong 0/4 (0%); 6 phân công, chưa báo cáo 4" in said
    assert "NV04 (mục 3) 3 đơn vị, xong 1/3" in said
    assert buttons(office.last(CHI)) == ["📝 1 đề xuất chưa giao", "📎 Tệp gốc"]
    (said,) = await office.says(CHI, "/tonghop văn bản")
    assert "1 văn bản" in said
    assert "Kết luận 15-KL/BCĐ ngày 23/9/2025: xong 0/4, 1 đề xuất chưa giao" in said
    await office.presses(CHI, "15-KL/BCĐ")
    assert "NV04 (mục 3)" in card(office)
    (said,) = await office.says(CHI, "/tonghop NV04")
    assert "Việc của 3 đơn vị: xong 1/3. Chưa xong 1: Sở Y tế. Chưa báo cáo 1: Sở Nội vụ." in said
    (said,) = await office.says(CHI, "/lichsu NV04")
    assert said.startswith("NV04 · 3 đơn vị chủ trì: xong 1/3.")
    assert "Tôi không có văn bản" in (await office.says(CHI, "/tonghop 99-KL/TU"))[-1]
    assert "NV02" in (await office.says(AN, "/viec Kết luận 15-KL/BCĐ"))[-1]
    assert "Kết luận 15-KL/BCĐ ngày 23/9/2025, mục 1" in (await office.presses(AN, "NV02"))[-1]
    await office.imports("NV09;Việc cũ;Sở Tài chính;;1/12/2025;Kết luận 15-KL/BCĐ ngày 4/2/2021;;;")
    assert "Đồng chí ghi thêm ngày" in (await office.says(CHI, "/tonghop 15-KL/BCĐ"))[-1]
    assert "NV09" in (await office.says(CHI, "/tonghop 15-KL/BCĐ ngày 4/2/2021"))[-1]
