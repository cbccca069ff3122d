"""Kế hoạch 02: items led by a list of communes, reported from the phone, seen as a matrix."""

from collections.abc import AsyncIterator
from datetime import date, timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa

from bot.office import turn_at
from domain.history import Action
from domain.ratings import Colour, Rating
from domain.work import Said, Work
from handlers import importing, matrices
from handlers.digests import present_figures
from handlers.recording import replay_many
from storage import assignments, changes, departments, ratings, reports, unit_lists
from storage.reports import NewReport
from storage.tables import questions as asked_table
from tests.scenes.office import AN, CHI, GIANG, LEADER, Office, open_office, png

DIRECTIVE = "Kế hoạch số 02-KH/BCĐTW ngày 19/6/2025"
UNITS = "Tên đơn vị;Loại\n" + "".join(f"UBND xã {name};xã\n" for name in ("Anh Sơn", "Tri Lễ", "Kim Liên"))
UNITS += "UBND phường Vinh Phú;phường\nUBND phường Hoàng Mai;phường\nSở Tài chính;sở\n"
SHEET = "Mã;Nội dung;Chủ trì;Hạn;Văn bản\n" + "".join(
    f"KH02.{n:02d};Nội dung <{n}>;UBND cấp xã;30/9/2025;{DIRECTIVE}\n" for n in range(1, 17)
)
RATED = """Đơn vị;Đánh giá;Ngày;Nguồn
Toàn tỉnh;xanh;20/9/2025;Trung tâm Chỉ huy Trung ương
UBND xã Anh Sơn;VÀNG;20/9/2025;nq57.vn
"""


@pytest.fixture
async def office(tmp_path: Path) -> AsyncIterator[Office]:
    async with open_office(tmp_path) as opened:
        await opened.says(CHI, "/start")
        await opened.sends(CHI, UNITS.encode(), "don-vi.csv")
        await opened.presses(CHI, "Nhập")
        yield opened


async def imported(office: Office) -> list[str]:
    """The plan through the chat, and a focal point of one commune; what the Secretariat was shown."""
    shown = await office.sends(CHI, SHEET.encode(), "ke-hoach.csv")
    await office.presses(CHI, "Nhập")
    await office.registers(AN, "UBND xã Anh Sơn")
    return shown


async def done_of(office: Office) -> set[int]:
    state = await office.state()
    mine = [a for a in state["assignments"] if a["department"] == "UBND xã Anh Sơn"]
    return {int(a["ref"][-2:]) for a in mine if a["work"] == "done"}


def said_by(office: Office) -> str:
    return str(office.last(AN)["text"])


ALL = set(range(1, 17))


async def test_a_list_as_lead_is_confirmed_and_then_kept(office: Office) -> None:
    (preview,) = await imported(office)
    assert "16 nhiệm vụ mới" in preview
    assert "UBND cấp xã: 5 đơn vị (UBND xã Anh Sơn; UBND xã Tri Lễ; UBND xã Kim Liên; …)" in preview
    assert "bấm Nhập là giữ danh sách này" in preview
    async with office.running.database.reading() as tx:
        (kept,) = await unit_lists.every(tx)
    assert (kept.name, len(kept.unit_ids)) == ("UBND cấp xã", 5)
    assert (await office.state())["totals"]["assignments"] == 80
    assert "không có gì mới" in (await office.sends(CHI, SHEET.encode(), "ke-hoach.csv"))[0]
    # a number that is said is compared with the list; words that mean nobody are a fault
    (preview,) = await office.sends(CHI, "Nội dung;Chủ trì\nThêm;6 xã, phường\n".encode(), "them.csv")
    assert "ghi 6 mà danh sách có 5 đơn vị" in preview
    (faults,) = await office.sends(CHI, "Nội dung;Chủ trì\nThêm;các hội\n".encode(), "la.csv")
    assert "không có đơn vị «các hội»" in faults


async def test_a_commune_reports_from_the_phone(office: Office) -> None:
    await imported(office)
    await office.registers(GIANG, "UBND xã Tri Lễ")
    written: list[str] = []
    engine = office.running.database.engine.sync_engine
    sa.event.listen(engine, "before_cursor_execute", lambda *given: written.append(given[2]))
    await office.tick()
    assert "còn 16/16 mục" in str(office.last(GIANG)["text"])
    assert sum("tasks.ref LIKE" in one for one in written) == 1  # once for all whom the morning reminds
    bundle = said_by(office)
    assert "Kế hoạch 02: còn 16/16 mục: 1–16 · còn 7 ngày" in bundle
    assert len(bundle) < 500
    (asked,) = await office.says(AN, "tất cả các việc đã xong")
    assert "nhiều việc nên tôi chưa ghi" in asked
    await office.presses(AN, "Không")
    (told,) = await office.says(AN, "KH02.03 và KH02.9 chưa xong")
    assert "KH02.03: đang làm" in told
    assert "KH02.09: đang làm" in told
    await office.says(AN, "/hoantac")
    await office.says(AN, "xong 14/16")
    await office.says(AN, "trừ 3 và 9 ạ")
    assert await done_of(office) == ALL - {3, 9}
    await office.says(AN, "/hoantac")
    # a number alone: which ones?
    assert "còn 2 mục nào" in (await office.says(AN, "xong 14/16 ạ"))[0]
    assert await done_of(office) == set()
    assert "chưa khớp" in (await office.says(AN, "mục 3"))[0]
    await office.presses(AN, "3. Nội dung")
    await office.presses(AN, "9. Nội dung")
    assert await done_of(office) == ALL - {3, 9}
    told = said_by(office)
    assert "xong 14/16 mục" in told
    assert "3. Nội dung <3> (đang làm)" in told
    # put right in words, taken back, and by an edit
    await office.says(AN, "à nhầm, còn mục 3, 5 và 9")
    assert await done_of(office) == ALL - {3, 5, 9}
    (undone,) = await office.presses(AN, "Lấy lại")
    assert "Kế hoạch 02 · UBND xã Anh Sơn: xong 14/16 mục, còn 2/16 mục: 3, 9" in undone
    assert await done_of(office) == ALL - {3, 9}
    await office.says(AN, "mục 3 mới 60%")
    assert "3. Nội dung <3> (đang làm, 60%)" in said_by(office)
    await office.says(AN, "đã hoàn thành 16/16")
    assert await done_of(office) == ALL
    assert "✅ Đã ghi" in said_by(office)
    await office.says(AN, "chưa xong mục 5")
    assert await done_of(office) == ALL - {5}
    await office.says(AN, "/hoantac")
    assert await done_of(office) == ALL
    state = await office.state()
    (fifth,) = [a for a in state["assignments"] if a["ref"] == "KH02.05" and a["reports"]]
    assert [r["state"] for r in fifth["reports"]].count("undone") >= 1


async def test_what_contradicts_or_is_unclear_is_asked_and_nothing_is_stored(office: Office) -> None:
    await imported(office)
    await office.says(AN, "còn mục 3 và 9")
    kept = await done_of(office)
    assert kept == ALL - {3, 9}
    for words, wanted in (
        ("xong 14/16, còn mục 3", "chưa khớp"),
        ("xong mục 17", "Không có mục 17"),
        ("kế hoạch 02 xong 14/15", "mà đơn vị có 16 mục"),
        ("mục 3 thì sao", "chưa rõ ý này"),
        ("chưa xong hết các mục", "chưa rõ ý này"),
        ("còn mục nào ạ?", "Còn 2:"),
        ("xong 14/16", "như vậy rồi: xong 14/16"),
        ("cảm ơn đồng chí", "cảm ơn"),
    ):
        assert wanted in (await office.says(AN, words))[0], words
        assert await done_of(office) == kept, words
    # the buttons of the card lead to single items; Sửa shows what is left, to be changed and stored as one
    await office.says(AN, "mục 3 thì sao")
    await office.presses(AN, "Mục 3")
    await office.presses(AN, "Xong")
    assert await done_of(office) == ALL - {9}
    await office.says(AN, "xong mục 9")
    await office.presses(AN, "Sửa")
    await office.presses(AN, "9. Nội dung")
    await office.presses(AN, "7. Nội dung")
    await office.presses(AN, "Ghi")
    assert await done_of(office) == ALL - {7, 9}
    # with a photo, its caption is read alike; one that names no item keeps nothing
    await office.sends(AN, png(), "anh.png", caption="xong mục 7")
    assert await done_of(office) == ALL - {9}
    assert "ảnh" in said_by(office)
    assert "chưa giữ tệp" in (await office.sends(AN, png(1), "anh.png", caption="xong 10/16"))[0]
    assert await done_of(office) == ALL - {9}
    # forwarded words wait for a press
    office.world.person_sends(AN.id, AN.id, "đã hoàn thành 16/16", forwarded_from="Ai đó")
    await office.settle()
    assert await done_of(office) == ALL - {9}
    await office.presses(AN, "Đúng, ghi giúp")
    assert await done_of(office) == ALL
    # words about a secret task are not kept, not even while it is asked which items are left
    await office.says(AN, "chưa xong mục 7")
    await office.imports(f"NV09;Việc mật số 9;UBND xã Tri Lễ;;30/9/2025;{DIRECTIVE};;x;", UNITS)
    (said,) = await office.says(AN, "xong 14/16, mục 7 chưa xong do NV09 chưa có hầm")
    assert "không giữ và không chuyển" in said
    async with office.running.database.reading() as tx:
        kept_questions = (await tx.execute(sa.select(asked_table.c.payload))).scalars()
        assert not [one for one in kept_questions if "hầm" in str(one)]
    # who answers for two communes names the one that is meant
    await office.registers(GIANG, "UBND xã Kim Liên", "UBND phường Vinh Phú")
    assert "nhắn lại kèm tên" in (await office.says(GIANG, "còn mục 3"))[0]
    await office.says(GIANG, "UBND xã Kim Liên còn mục 3")
    assert "UBND xã Kim Liên: xong 15/16" in str(office.last(GIANG)["text"])


async def test_the_leaders_see_who_is_missing(office: Office) -> None:
    await imported(office)
    await office.says(LEADER, "/start")
    await office.says(AN, "xong 14/16, còn mục 3 và 9")
    (preview,) = await office.sends(CHI, RATED.encode(), "danh-gia.csv")
    assert "2 đánh giá mới" in preview
    assert "Kế hoạch 02, Toàn tỉnh: XANH, 20/09/2025, Trung tâm Chỉ huy Trung ương" in preview
    await office.presses(CHI, "Nhập")
    assert "không có gì mới" in (await office.sends(CHI, RATED.encode(), "danh-gia.csv"))[0]
    (digest,) = await office.says(LEADER, "/tonghop")
    assert "Kế hoạch 02: 0/5 xã, phường đủ 16/16; 14/80 phần việc (18%). 🟢 XANH." in digest
    await office.presses(LEADER, "Kế hoạch 02")
    shown = str(office.last(LEADER)["text"])
    assert "▫️ 3. Nội dung <3>: 0/5" in shown
    assert "VÀNG 1" in shown
    await office.presses(LEADER, "Còn thiếu")
    shown = str(office.last(LEADER)["text"])
    assert "• UBND xã Anh Sơn: 14/16, còn mục 3, 9 · 🟡 VÀNG 20/9" in shown
    assert "• UBND xã Tri Lễ: 0/16, chưa báo cáo" in shown
    await office.presses(LEADER, "‹ Kế hoạch 02")
    await office.presses(LEADER, "3")
    await office.says(LEADER, "/tonghop kế hoạch 02")
    await office.presses(LEADER, "Bản ảnh")
    assert "14/80 phần việc" in str(office.last(LEADER)["caption"])
    await office.presses(LEADER, "Bản in A4")
    assert office.last(LEADER)["document"]["file_name"] == "ke-hoach-02-2025-09-23.pdf"
    # another word for a later day counts from then on; what was said before stays
    await office.sends(CHI, RATED.replace("xanh;20", "đỏ;22").encode(), "danh-gia.csv")
    await office.presses(CHI, "Nhập")
    async with office.running.database.reading() as tx:
        kept = [one.rating for one in await ratings.every(tx) if one.department_id is None]
    source = "Trung tâm Chỉ huy Trung ương"
    assert kept == [
        Rating(Colour.GREEN, date(2025, 9, 20), source),
        Rating(Colour.RED, date(2025, 9, 22), source),
    ]
    wrong = "Đơn vị;Đánh giá;Ngày;Nguồn\nXã Lạ;tím;31/9/2025;\nUBND xã Tri Lễ;XANH;1/1/2026;nq57.vn\n"
    (faults,) = await office.sends(CHI, wrong.encode(), "danh-gia.csv")
    for said in ("không có đơn vị «Xã Lạ»", "«tím» không dùng được", "«31/9/2025»", "«1/1/2026» chưa đến"):
        assert said in faults


async def test_130_communes_with_16_of_16_and_what_changes_when_one_is_missing(tmp_path: Path) -> None:
    units = "Tên đơn vị;Loại\n" + "".join(f"UBND xã số {n};xã\n" for n in range(1, 131))
    async with open_office(tmp_path) as office:
        async with office.running.database.transaction() as tx:
            turn = await turn_at(tx, office.clock, office.running.office)
            await importing.apply(turn, await importing.plan_file(turn, units.encode(), "don-vi.csv"))
            plan = await importing.plan_file(turn, SHEET.encode(), "ke-hoach.csv")
            assert len(plan.new_lists[0].units) == 130
            await importing.apply(turn, plan)
            every = await assignments.every(tx)
            assert len(every) == 2080
            before = turn.now - timedelta(seconds=1)  # Telegram stamps what follows with whole seconds
            await reports.add_many(
                tx,
                [NewReport(a.id, None, before, Action.REPORT, None, Said(Work.DONE)) for a in every],
            )
            await replay_many(turn, every)
        assert await figures_of(office) == (130, 2080, [130] * 16, [])
        await office.registers(AN, "UBND xã số 7")
        (answer,) = await office.says(AN, "chưa xong mục 5 và 9")
        assert "xong 14/16 mục" in answer
        assert await figures_of(office) == (
            129,
            2078,
            [130 - (n in (5, 9)) for n in range(1, 17)],
            [("UBND xã số 7", (5, 9))],
        )
        await office.says(AN, "xong mục 9")
        state = await office.state()
        done = [a for a in state["assignments"] if a["work"] == "done"]
        counting = [
            a
            for a in state["assignments"]
            if [r for r in a["reports"] if r["state"] == "valid"][-1]["work"] == "done"
        ]
        assert len(done) == len(counting) == 2079 == (await figures_of(office))[1]


async def figures_of(office: Office) -> tuple[int, int, list[int], list[tuple[str, tuple[int, ...]]]]:
    """Communes with all, cells done, of each item, and who misses what."""
    async with office.running.database.reading() as tx:
        turn = await turn_at(tx, office.clock, office.running.office)
        whole = await present_figures(turn)
        ((_, matrix),) = await matrices.every(turn, whole)
    done = whole.of(Work.DONE)
    assert matrix.done == len(done)
    assert matrix.cells == whole.total
    items = [matrix.of_item(i)[0] for i in range(16)]
    assert items == [sum(line.ref == f"KH02.{n:02d}" for line in done) for n in range(1, 17)]
    return matrix.complete, matrix.done, items, [(r.unit, matrix.missing(r)) for r in matrix.behind()]


async def test_the_centrals_word_is_typed_read_back_and_taken_back(office: Office) -> None:
    await imported(office)

    async def present() -> dict[str, str]:
        async with office.running.database.reading() as tx:
            held = await ratings.present(tx, "kh02")
            names = {unit.id: unit.name for unit in await departments.every(tx)}
        return {names.get(i or 0, "toàn tỉnh"): f"{one.colour} {one.source}" for i, one in held.items()}

    for words, wanted in (
        ("xã Kim Liên VÀNG", "của ngày nào"),
        ("xã Kim Liên VÀNG ngày 20/9", "từ nguồn nào"),
        ("xã Kim Liên VÀNG ngày 31/2 nguồn nq57.vn", "Không có ngày 31/2"),
        ("xã Kim Liên VÀNG ngày 15/10 nguồn nq57.vn", "15/10/2025 chưa đến"),
        ("xã Lạ VÀNG ngày 20/9 nguồn nq57.vn", "không tìm thấy đơn vị «xã Lạ»"),
        ("Sở Tài chính VÀNG ngày 20/9 nguồn nq57.vn", "không có mục nào trong Kế hoạch 02"),
        ("xã Kim Liên từ VÀNG sang XANH ngày 20/9 nguồn nq57.vn", "nhiều màu: VÀNG, XANH"),
        ("VÀNG ngày 20/9 nguồn nq57.vn", "Đánh giá đơn vị nào"),
        (f"xã Kim Liên VÀNG ngày 20/9 nguồn {'x' * 201}", "dài quá 200"),
    ):
        assert wanted in (await office.says(CHI, words))[0], words
    assert await present() == {}
    (told,) = await office.says(CHI, "xã Kim Liên VÀNG ngày 20/9 nguồn TB <12>-TB/BCĐTW")
    assert "Đã ghi Kế hoạch 02 · UBND xã Kim Liên: 🟡 VÀNG (TB <12>-TB/BCĐTW, 20/9/2025)" in told
    assert "như vậy rồi" in (await office.says(CHI, "xã Kim Liên VÀNG 20/9 nguồn TB <12>-TB/BCĐTW"))[0]
    (told,) = await office.says(CHI, "KH02 xã Kim Liên: đỏ, ngày 20/9, nguồn nq57.vn")
    assert "Trước đó: 🟡 VÀNG" in told
    assert "mới nhất vẫn là 🔴" in (await office.says(CHI, "xã Kim Liên XANH 1/9 nguồn nq57.vn"))[0]
    assert await present() == {"UBND xã Kim Liên": "ĐỎ nq57.vn"}
    # what stood before stands again, and then nothing; each button is good once
    red = next(m for m in reversed(office.world.received(CHI.id)) if "Trước đó" in m.get("text", ""))
    await office.presses(CHI, "Lấy lại", on=red)
    edited = office.world.chats[CHI.id].messages[red["message_id"]]["text"]
    assert "UBND xã Kim Liên: hiện nay là 🟡 VÀNG" in edited
    assert await present() == {"UBND xã Kim Liên": "VÀNG TB <12>-TB/BCĐTW"}
    # the button under the programme asks; there the words need no marks, and another colour is refused
    await office.says(LEADER, "/start")
    await office.says(LEADER, "/tonghop kế hoạch 02")
    assert "Ghi đánh giá" not in str(office.last(LEADER)["reply_markup"])
    await office.says(CHI, "/tonghop kế hoạch 02")
    await office.presses(CHI, "Ghi đánh giá")
    assert "chỉ có XANH, VÀNG hoặc ĐỎ" in (await office.says(CHI, "tri le tim 20/9 nguon nq57.vn"))[0]
    await office.says(CHI, "tri le xanh hom qua nguon nq57.vn")
    assert (await present())["UBND xã Tri Lễ"] == "XANH nq57.vn"
    await office.presses(CHI, "Lấy lại")
    assert "UBND xã Tri Lễ: hiện chưa có đánh giá" in str(office.last(CHI)["text"])
    assert "UBND xã Tri Lễ" not in await present()
    # a leader's words enter nothing
    await office.says(LEADER, "toàn tỉnh XANH ngày 20/9 nguồn nq57.vn")
    assert "toàn tỉnh" not in await present()
    # taken back, it is new again
    sheet = "Đơn vị;Đánh giá;Ngày;Nguồn\nUBND xã Tri Lễ;XANH;22/9/2025;nq57.vn\n"
    assert "1 đánh giá mới" in (await office.sends(CHI, sheet.encode(), "danh-gia.csv"))[0]
    async with office.running.database.reading() as tx:
        traced = [(k.change.old, k.change.new) for k in await changes.every(tx, "rating")]
    assert traced[-1] == ("Kế hoạch 02: XANH, 22/09/2025, nq57.vn", None)
    assert len(traced) == 6
