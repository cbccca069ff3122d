"""Indicators: told in words, judged by their value; the figures of the conclusion of 23 September 2025."""

from pathlib import Path
from typing import Any

from sqlalchemy import select

from bot.office import turn_at
from handlers import exporting, importing
from papers.sheets.writing import write_state_xlsx
from sandbox.world import Person
from storage.outbox import DRAWING
from storage.tables import changes, indicator_values, outbox, reports
from tests.papers.reading import feed_faults
from tests.scenes.office import AN, BINH, CHI, DIRECTIVE, LEADER, Office

DATA = Path(__file__).parents[1] / "data" / "figures"


async def imported(office: Office, *names: str) -> None:
    async with office.running.database.transaction() as tx:
        turn = await turn_at(tx, office.clock, office.running.office)
        for name in names:
            plan = await importing.plan_file(turn, (DATA / name).read_bytes(), name)
            assert not plan.faults, plan.faults
            await importing.apply(turn, plan)


async def test_the_figures_of_the_conclusion(office: Office) -> None:
    await imported(office, "don-vi.csv", "nhiem-vu.csv", "so-lieu.csv")
    state = await office.state()
    await office.registers(AN, *(unit["name"] for unit in state["departments"]))
    for message in (DATA / "bao-cao.txt").read_text().splitlines():
        (answer,) = await office.says(AN, message)
    assert "Ghi lúc" in answer
    told = await office.state()
    assert feed_faults(told) == []
    assert told["tasks"] == {
        "years": "2025-2030", "reached": 37, "of": 102, "percent": 36,
        "by_years": [{"years": "2025", "reached": 35, "of": 82, "percent": 43}],
    }  # fmt: skip
    found = told["indicators"]
    assert (found["years"], found["reached"], found["of"], found["percent"]) == ("2025-2045", 39, 65, 60)
    assert found["by_years"] == [{"years": "2025", "reached": 29, "of": 45, "percent": 64}]
    assert found["verdicts"] == {"met": 34, "exceeded": 5, "not_met": 16, "not_assessed": 5, "no_value": 5}
    party = next(d for d in told["directives"] if "khối Đảng" in d["directive"])
    assert (party["assignments"], party["done"], party["recurring"], party["in_progress"]) == (43, 7, 8, 16)
    assert party["to_come"] == {"2025-Q4": 12}
    (wrong,) = told["contradictions"]
    assert (wrong["expected"], wrong["claimed"], wrong["difference"]) == (47, 46, 1)
    await office.says(LEADER, "/start")
    (digest,) = await office.says(LEADER, "/tonghop")
    for figures in (
        "37/102 (36%); năm 2025: 35/82 (43%)",
        "Chỉ tiêu giai đoạn 2025–2045 đạt và vượt: 39/65 (60%); năm 2025: 29/45 (64%)",
        "Chưa đánh giá được 5: CT",
        "82 − 35 = 47, nhưng Kết luận cuộc họp Ban Chỉ đạo ngày 23/9/2025 ghi 46",
        "lệch 1",
    ):
        assert figures in digest, digest
    (page,) = await office.says(LEADER, "/tonghop Kế hoạch chuyển đổi số khối Đảng, Mặt trận năm 2025")
    assert "43 = 07 đã xong + 08 thường xuyên + 16 đang làm + 12 hạn trong quý IV/2025" in page


async def forges(office: Office, person: Person, data: str) -> None:
    """A press of a button that was offered to somebody else."""
    held = office.last(person)
    user = {"id": person.id, "is_bot": False, "first_name": person.first_name}
    query = {"id": "1", "chat_instance": "1", "data": data, "from": user, "message": held}
    await office.running.intake.keep([{"update_id": 99_999, "callback_query": query}])
    await office.settle()


GOALS = (
    "Mã;Nội dung;Chủ trì;Văn bản;Loại;Giai đoạn;Chỉ tiêu giao;Đơn vị tính;Chiều;Cách tính;Giá trị gốc;"
    "Chưa đánh giá được;Đơn vị đề xuất cách tính;Hạn đề xuất;Mật\n"
)


def goals(*rows: str) -> bytes:
    return (GOALS + "".join(f"{row}\n" for row in rows)).encode()


async def test_values_are_told_in_words_and_judged_by_the_target(office: Office) -> None:
    await office.staffed(f"NV01;Rà soát quy định;Sở Tài chính;;15/10/2025;{DIRECTIVE};;;")
    sheet = goals(
        f"CT01;Tỷ lệ dân số phủ sóng 5G;Sở Tài chính;{DIRECTIVE};chỉ tiêu;2025;25;%;cao;luỹ kế;10;;;;",
        f"CT02;Số khu vực trung tâm có trạm;Sở Tài chính;{DIRECTIVE};chỉ tiêu;2025;12;khu vực;;;;;;;",
        f"CT03;Mức sẵn sàng dữ liệu;Sở Y tế;{DIRECTIVE};chỉ tiêu;2025-2045;;;;;;x;Sở Nội vụ;31/10/2025;",
    )
    preview = (await office.sends(CHI, sheet, "chi-tieu.csv"))[-1]
    assert "3 chỉ tiêu mới." in preview
    assert "lưu ý" not in preview.lower()
    await office.presses(CHI, "Nhập")
    (told,) = await office.says(AN, "5G phủ 20% dân số")  # by its title, which the reader leaves to us
    assert "CT01" in told
    assert "20%" in told
    assert "mục tiêu 25%" in told
    assert "chưa đạt" in told
    news = "Tin từ báo chí: tỷ lệ dân số phủ sóng 5G của nhiều tỉnh hiện đã đạt 40% rồi, rất đáng mừng"
    (told,) = await office.says(AN, "CT01 đạt rồi ạ")
    assert "cho con số" in told
    assert "Tôi chưa ghi" in told
    await office.says(AN, "22")
    await office.presses(AN, "22%")
    assert "Số liệu 22%" in office.last(AN)["text"]
    await office.says(AN, "/hoantac")
    (told,) = await office.says(AN, news)
    assert "chưa ghi" in told
    sent = office.world.person_sends(AN.id, AN.id, "CT01 sắp đạt 25%")
    await office.settle()
    assert "Con số trong tin tôi chưa ghi" in office.last(AN)["text"]
    office.world.person_edits(AN.id, AN.id, sent["message_id"], "CT01 26%")
    await office.settle()
    assert "26%" in office.last(AN)["text"]
    # what it told it tells no more
    office.world.person_edits(AN.id, AN.id, sent["message_id"], "CT01 đang làm")
    await office.settle()
    assert [v["value"] for v in (await goal_of(office, "CT01"))["values"]] == [20]
    (told,) = await office.says(AN, "12/20 khu vực")  # may be said of other work
    assert "CT02: đang làm, số liệu 12 khu vực" in told
    await office.presses(AN, "Không")
    (told,) = await office.says(AN, "NV01 xong, CT01 26,5%, CT02 đạt 12/20 khu vực")
    assert "NV01: xong" in told
    assert "🌟 vượt" in told
    assert "Số liệu 12 khu vực" in told
    (told,) = await office.says(AN, "CT01 đã xong, đạt 24%")  # words do not make a value reach its target
    assert "đang làm" in told
    assert "chưa đạt" in told
    await office.says(AN, "/hoantac")
    (told,) = await office.says(BINH, "CT03 được 40%")
    assert "CT03" in told
    state = await office.state()
    held = {a["ref"]: a["indicator"] for a in state["assignments"] if a["kind"] == "indicator"}
    assert [v["value"] for v in held["CT01"]["values"]] == [20, 26.5]
    assert (held["CT01"]["verdict"], held["CT02"]["verdict"]) == ("exceeded", "met")
    assert feed_faults(state) == []
    assert held["CT03"]["method"] == {"by": "Sở Nội vụ", "due": "2025-10-31"}
    done = {a["ref"]: a["work"] for a in state["assignments"]}
    assert (done["NV01"], done["CT01"]) == ("done", "in_progress")
    (shown,) = await office.says(AN, "/lichsu CT01")
    assert "Số liệu: 23/9 20%; 23/9 26,5%" in shown
    await forges(office, BINH, office.callback(office.last(AN), "📈 CT01"))  # not theirs to see
    assert "photo" not in office.last(BINH)
    await office.presses(AN, "📈 CT01")
    picture = office.last(AN)
    assert picture["photo"]
    assert "26,5% đến 23/9/2025, mục tiêu 25%, vượt mục tiêu" in picture["caption"]
    await office.says(LEADER, "/start")
    (digest,) = await office.says(LEADER, "/tonghop")
    assert "2/3 (67%)" in digest
    assert "CT03 (Sở Nội vụ đề xuất cách tính trước 31/10)" in digest
    await office.presses(LEADER, "🎯 Chỉ tiêu")
    assert "📈 CT02" in str(office.last(LEADER)["reply_markup"])
    await made_secret(office)


async def goal_of(office: Office, ref: str) -> dict[str, Any]:
    found: dict[str, Any] = next(a for a in (await office.state())["assignments"] if a["ref"] == ref)[
        "indicator"
    ]
    return found


async def made_secret(office: Office) -> None:
    """Nothing is left of what CT01 aimed at and of what was told of it."""
    row = f"CT01;Chỉ tiêu số 1;Sở Tài chính;{DIRECTIVE};chỉ tiêu;x\n"
    await office.sends(CHI, f"Mã;Nội dung;Chủ trì;Văn bản;Loại;Mật\n{row}".encode(), "mat.csv")
    await office.presses(CHI, "Nhập")
    async with office.running.database.reading() as tx:
        told = (await tx.execute(select(indicator_values.c.value).order_by(indicator_values.c.id))).scalars()
        assert [one for one in told if one is not None] == [12]
        # nor of the text that spoke of another task too, nor of what its picture was drawn from
        texts = (await tx.execute(select(reports.c.text))).scalars()
        assert not [one for one in texts if one and "CT01" in one]
        bodies = [
            str(body) for body in (await tx.execute(select(outbox.c.body))).scalars() if DRAWING in body
        ]
        assert not [body for body in bodies if "phủ sóng" in body]
        kept = await tx.execute(select(changes.c.old, changes.c.new).where(changes.c.field == "target"))
        assert [tuple(one) for one in kept] == [(None, None)]
    held = next(a for a in (await office.state())["assignments"] if a["ref"] == "CT01")
    assert held["indicator"] is None
    (answer,) = await office.says(AN, "CT01 30%")
    assert "30%" in answer  # what was understood stands, and is no value
    assert "mục tiêu" not in answer


async def test_bad_goals_are_named_and_secret_figures_refused(office: Office) -> None:
    await office.staffed(f"NV01;Rà soát quy định;Sở Tài chính;;15/10/2025;{DIRECTIVE};;;")
    sheet = goals(
        f"CT01;Tỷ lệ;Sở Tài chính;{DIRECTIVE};chỉ tiêu;năm nay;nhiều;%;ngang;năm;mười;có;Sở Lạ;32/13/2025;",
        f"NV02;Việc;Sở Tài chính;{DIRECTIVE};nhiệm vụ;2025;25;%;;;;;;;",
        f"CT04;Chỉ tiêu số 4;Sở Tài chính;{DIRECTIVE};chỉ tiêu;2025;25;;;;;;;;x",
    )
    said = (await office.sends(CHI, sheet, "chi-tieu.csv"))[-1]
    for words in ("11 chỗ cần sửa", "giai đoạn", "con số", "càng cao càng tốt", "luỹ kế", "đánh x", "Sở Lạ", "là một ngày",
                  "chỉ dùng cho chỉ tiêu", "việc mật"):  # fmt: skip
        assert words in said, (words, said)
    claims = "Chỉ số;Giá trị;Nguồn;Ngày\nNhiệm vụ;46;Kết luận;23/9/2025\nTổng số nhiệm vụ;nhiều;Kết luận;\n"
    said = (await office.sends(CHI, claims.encode(), "so-lieu.csv"))[-1]
    assert "chưa rõ là tổng hay phần nào" in said
    assert "không phải số đếm" in said


async def test_goals_and_claims_come_back_from_an_export_unchanged(office: Office) -> None:
    await imported(office, "don-vi.csv", "nhiem-vu.csv", "so-lieu.csv")
    async with office.running.database.transaction() as tx:
        turn = await turn_at(tx, office.clock, office.running.office)
        sheet = write_state_xlsx(await exporting.gather(turn, None))
        again = await importing.plan_file(turn, sheet, "tinh-hinh.xlsx")
        assert (again.faults, again.warnings, again.is_empty) == ((), (), True)
        fixed = (DATA / "so-lieu.csv").read_text().replace(";46;", ";47;").encode()
        await importing.apply(turn, await importing.plan_file(turn, fixed, "so-lieu.csv"))
    assert (await office.state())["contradictions"] == []
    # what is aimed at now was not aimed at then
    (row,) = [line for line in (DATA / "nhiem-vu.csv").read_text().splitlines() if line.startswith("CT01;")]
    header = (DATA / "nhiem-vu.csv").read_text().splitlines()[0]
    cells = dict(zip(header.split(";"), row.split(";"), strict=True))
    was, then = (await goal_of(office, "CT01"))["target"], office.clock.now().date()
    cells |= {"Chỉ tiêu giao": "99,5", "Giai đoạn": "2025-2030", "Chiều": "càng thấp càng tốt"}
    await office.goes_to("2025-09-25", "09:00")
    await office.sends(CHI, f"{';'.join(cells)}\n{';'.join(cells.values())}\n".encode(), "chi-tieu.csv")
    await office.presses(CHI, "Nhập")
    assert ((await goal_of(office, "CT01"))["target"], (await goal_of(office, "CT01"))["direction"]) == (
        99.5,
        "lower",
    )
    (held,) = [a for a in (await office.state(then))["assignments"] if a["ref"] == "CT01"]
    assert (held["indicator"]["target"], held["indicator"]["direction"]) == (was, "higher")
    assert held["years"] == "2025"
