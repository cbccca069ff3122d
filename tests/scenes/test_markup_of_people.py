"""Whatever people are called and write, every screen shows it as it was typed and means nothing else by it.

A walk through the whole bot in which every name, text and file name holds markup, and every kind of button that
is offered is pressed. Telegram refuses a message whose markup is broken, and so does the sandbox.
"""

from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from bot.app import PRESSES, PRESSES_ANYWHERE
from sandbox.html import parse_html
from sandbox.world import Person
from storage.tables import outbox
from tests.scenes.office import AN, BINH, CHI, HA, HEADER, LEADER, STEERING, Office, open_office, png
from tests.scenes.test_roles import words_of

EVIL = "<u>A</u> & 'B' <b>&lt;"  # no sentence of ours underlines
UNITS = f'Tên đơn vị;Tên khác;Loại\n"Sở Một {EVIL}";"Một {EVIL}";sở\n"Sở Hai {EVIL}";;sở\n"Sở Ba {EVIL}";;sở\n"Sở Bốn {EVIL}";;sở\n'
DIRECTIVE = f"Kết luận 15-KL/BCĐ ngày 23/9/2025 {EVIL}"


def line(ref: str, unit: str, deadline: str, kind: str = "", others: str = "", accept: str = "") -> str:
    return f'"{ref}";"Việc {ref} {EVIL}";"{unit}";"{others}";{deadline};"{DIRECTIVE}";{kind};;{accept}'


def of(unit: str) -> str:
    return f"Sở {unit} {EVIL}"


TASKS = "\n".join(
    [
        line("NV01", of("Một"), "24/9/2025", others=of("Hai")),
        line("NV02", of("Một"), "15/10/2025"),
        line("NV<u>&", of("Một"), "1/9/2025"),
        line("NV03", of("Hai"), "1/9/2025"),
        line("NV04", of("Hai"), "30/9/2025", "chỉ tiêu"),
        line("NV06", of("Bốn"), "24/9/2025"),
        line("NV07", of("Một"), "30/9/2025", accept="x"),
        line("NV05", f"{of('Một')};{of('Hai')}", "2/10/2025"),
    ]
)
NAMED = [Person(person.id, f"{person.first_name} {EVIL}") for person in (AN, BINH, CHI, LEADER, HA)]
FILE = f"viec {EVIL}.csv".replace("/", "")
# pages that only a list longer than a screen offers, and what stands under a digest that was lost
NOT_OFFERED = {"unit", "due", "postagain", "picture", "task", "papers", "series", "reissue"} | {
    "samplesheet", "inviteall",  # see test_first_steps
    "language",  # see test_languages: the walk is read in Vietnamese
    "items", "itemsfix", "itemsyes", "left", "leftok", "programme", "matrix", "matrixprint", "rate", "unrate",  # see test_programme
}  # fmt: skip


@pytest.fixture
async def office(tmp_path: Path) -> AsyncIterator[Office]:
    settings = {
        "STEERING_CHAT_ID": str(STEERING),
        "REMINDER_DAYS": "30,1",
        "PUBLIC_URL": "https://x.vn?a=<1>&b=2",
    }
    async with open_office(tmp_path, **settings) as opened:
        opened.world.people |= {person.id: person for person in NAMED}
        yield opened


class Walk:
    def __init__(self, office: Office) -> None:
        self.office = office
        self.pressed: set[str] = set()

    async def says(self, person: Person, words: str, *, chat: int = 0, forwarded: bool = False) -> None:
        origin = f"Ai {EVIL}" if forwarded else ""
        self.office.world.person_sends(person.id, chat or person.id, words, forwarded_from=origin)
        await self.office.settle()
        await self.press_new(person, chat or person.id)

    async def press_new(self, person: Person, chat: int) -> None:
        """The buttons of a kind that was not yet pressed, under the last message, for as long as there are."""
        while self.office.world.received(chat):
            number = self.office.world.last(chat)["message_id"]
            new = [data for data in self.offered(chat, number) if kind_of(data) not in self.pressed]
            if not new:
                return
            await self.press(person, number, new[0])

    async def press(self, person: Person, number: int, data: str) -> None:
        self.pressed.add(kind_of(data))
        self.office.world.person_presses(person.id, person.id, number, data)
        await self.office.settle()

    def offered(self, chat: int, number: int) -> list[str]:
        rows = self.office.world.message(chat, number).get("reply_markup", {}).get("inline_keyboard", [])
        return [one["callback_data"] for row in rows for one in row]

    async def follow(self, person: Person, words: str, *labels: str) -> None:
        """The words, then these buttons one after another."""
        await self.office.says(person, words)
        await self.press_labels(person, *labels)

    async def press_labels(self, person: Person, *labels: str) -> None:
        for label in labels:
            message = self.office.with_button(person.id, label)
            await self.press(person, message["message_id"], self.office.callback(message, label))


def kind_of(data: str) -> str:
    return ":".join(part for part in data.split(":") if not part.isdigit())


async def said(office: Office) -> list[dict[str, Any]]:
    async with office.running.database.reading() as tx:
        every = sa.select(outbox.c.body, outbox.c.state, outbox.c.key).order_by(outbox.c.id)
        rows = (await tx.execute(every)).all()
    # on a busy machine it may say that it still reads a file, and take that back
    assert {row.state for row in rows if not str(row.key).startswith("wait:")} == {"sent"}
    return [row.body for row in rows]


FOCAL = (
    "/start", "/help", "/tasks", "/history NV01", f"/history {EVIL}", "NV01 80", "80", "60%", "rồi",
    f"NV01 vướng {EVIL}", "NV02 60%, tuần sau xong", "NV02 xin lùi đến 30/10", f"NV99 {EVIL}",
    f"ai phối hợp NV01? {EVIL}", "em đã báo cáo gì rồi", "NV05 50%", f"NV03 {EVIL} xong", "/viec",
    f"họp ở đâu ạ {EVIL}?", "NV03 xin lùi đến 20/10", "NV03 không thuộc đơn vị tôi", EVIL, f"/{EVIL}",
    "NV02 xin lùi đến 20/9", "/undo", "/practice", "60%", f"vướng {EVIL}",
)  # fmt: skip
SECRETARIAT = (
    "/start", "/help", "/people", "/invite", "/invite", f"/invite {of('Ba')}", f"/invite {EVIL}", "/days", f"/days {EVIL}",
    f"/suspend {of('Ba')} đến 15/10 {EVIL}", "/people", "/suspend", f"/suspend {EVIL} đến 1/10",
    f"/rehearse {EVIL}", f"/digest gửi thêm {of('Hai')}", f"/digest lời dẫn {EVIL}", "/digest", f"/digest {EVIL}",
    "/digest hằng tuần từ 13/10", EVIL,
    f"/days nghỉ 8/10/2025 {EVIL}", "/days", f"/days bỏ 8/10/2025 {EVIL}",
    f"/giao {of('Ba')}: việc {EVIL}, hạn 30/10/2025", "/giao", of("Ba"), f"việc {EVIL}", "1/9/2025",
    f"/giao {of('Ba')}: việc {EVIL}", f"/giao {of('Ba')}: việc hai {EVIL}, hạn 1/9/2025",
    f"/giao {of('Ba')}: việc ba {EVIL}", "/summary", "/summary quá hạn", f"/summary {EVIL}",
    f"/summary {of('Một')}", f"/nhac {of('Một')}", f"/nhac {of('Ba')}", f"/nhac {EVIL}", "/nhac NV05", "/nhac NV05", "/summary 23/9", "/summary quý 4", "/summary NV01", "/summary NV05", "/summary 15-KL/BCĐ", "/summary văn bản", "/history NV01", "/history NV05",
    "/history NV<u>&", "/history NV02",
)  # fmt: skip
SHEETS = (  # the first is taken in, the next is left, the last has faults
    HEADER + line("NV09", of("Ba"), "30/10/2025"),
    HEADER + line("NV10", of("Ba"), "30/10/2025"),
    HEADER + line("NV11", f"Lạ {EVIL}", f"mai {EVIL}"),
)

PAPER = f"""Số 16-KL/BCĐ
Ngày 23/9/2025, Trưởng ban kết luận và yêu cầu:
1. Giao Sở Một lập kế hoạch {EVIL}, hoàn thành trước ngày 30/11/2025.
2. Các sở rà soát quy định {EVIL} trong tháng 10/2025.
3. Giao Sở Hai báo cáo kết quả {EVIL}.
"""


async def a_paper(walk: Walk, chi: Person) -> None:
    """A document that proposes, and all that can be done about it."""
    walk.office.world.person_sends_file(chi.id, chi.id, PAPER.encode(), FILE.replace(".csv", ".txt"))
    await walk.office.settle()
    await walk.press_labels(chi, "Sửa số")
    await walk.follow(
        chi, f"Kết luận 17-KL/BCĐ ngày 22/9/2025 {EVIL}", "Tệp gốc", "Tải bảng", "Xem từng", "Sửa"
    )
    await walk.follow(chi, f"hạn 1/9/2025; nội dung: {EVIL}", "Vẫn dùng", "Sau ›", "Dùng 4", "Xem, sửa")
    await walk.follow(chi, f"bớt {of('Bốn')}", "Nhận", "Bỏ", "Sau ›", "Sau ›", "Xét lại", "Sửa")
    await walk.follow(chi, f"chủ trì: {EVIL}", "Tất cả", "Giao 1")
    await walk.office.tick()


async def walked(office: Office) -> Walk:
    walk = Walk(office)
    an, binh, chi, leader, ha = NAMED
    for person in (chi, leader):
        await office.says(person, "/start")
    await office.registers(an, of("Một"))
    await office.registers(binh, of("Hai"), of("Một"))
    await office.registers(ha, of("Bốn"))
    await office.tick()
    await walk.follow(an, "/tasks", "NV02", "Nhắc lại sau", "thứ")
    for person in (an, binh):
        await walk.press_new(person, person.id)
        for words in FOCAL:
            await walk.says(person, words)
    await walk.follow(ha, "80", "80%")
    await walk.follow(ha, "/viec", "NV06", "Lùi hạn", "thứ")
    await walk.follow(an, "NV02 70%", "Sửa", "Nhầm việc", "NV05")
    await walk.says(an, "NV01 xong rồi", forwarded=True)
    await walk.says(binh, f"NV01 mới 70%, vướng {EVIL}")
    await walk.says(an, "NV02 xong")
    await walk.says(binh, "NV02 mới 20%")
    await office.sends(an, png(), "anh.png", caption=f"NV01 30% {EVIL}")
    for proof, name in ((png(1), "1.png"), (b"x", f"tep {EVIL}".replace("/", ""))):
        await office.sends(an, proof, name)
    await walk.follow(an, "/history NV01", "Xem")
    await walk.follow(chi, f"/nhac {of('Một')}", "Thôi")
    for words in SECRETARIAT:
        await walk.says(chi, words)
    await walk.follow(chi, "/summary", "Bản in A4")
    await walk.follow(chi, "/summary", "Bảng Excel")
    await walk.follow(chi, "/summary", "Xu hướng", "Theo đơn vị")
    await walk.follow(chi, "/summary 2025", "Một trang")
    await walk.follow(chi, "/digest xem", "Hoãn đến", "Quay lại", "Hoãn đến", "Sáng", "Sửa lời dẫn")
    await walk.says(chi, f"Lời dẫn {EVIL}")
    await decide(walk, chi)
    for label in ("Trả lại", "Công nhận"):
        await office.says(an, f"NV07 {EVIL} xong")
        message = office.with_button(chi.id, label)
        await walk.press(chi, message["message_id"], office.callback(message, label))
        await office.says(chi, f"Thiếu phụ lục {EVIL}")
        office.clock.turn_to(office.clock.now() + timedelta(minutes=1))
    await walk.follow(chi, "/history NV07", "Mở lại")
    await office.says(chi, f"Xem lại {EVIL}")
    for content in SHEETS:
        office.world.person_sends_file(chi.id, chi.id, content.encode(), FILE)
        await office.settle()
        await walk.press_new(chi, chi.id)
    await a_paper(walk, chi)
    for words in ("/summary", "/history NV01", "việc nào trễ?"):
        await walk.says(leader, words)
    await rights(walk, chi, leader, an)
    office.world.person_sends(chi.id, STEERING, "/here")
    office.world.person_sends(leader.id, STEERING, "/summary")
    await office.tick()
    office.world.person_blocks(binh.id)
    await office.goes_to("2025-10-06", "12:00")
    await walk.says(chi, "/people")
    await walk.follow(chi, "/help", "Danh sách gọi điện")
    return walk


async def rights(walk: Walk, chi: Person, head: Person, away: Person) -> None:
    """Everything on the page of a unit."""
    page = f"/people {of('Ba')}"
    await walk.follow(chi, page, "Mời người đứng đầu")
    await walk.office.follows(head, walk.office.world.texts(chi.id)[-1])
    await walk.follow(chi, page, "Trực thuộc")
    await walk.follow(chi, of("Hai"), "Trực thuộc", "Không trực thuộc", "Lịch sử")
    await walk.office.registers(head, of("Ba"))
    await walk.follow(chi, f"/handover {of('Một')}", "An ")
    await walk.follow(chi, page, "Cử người thay")
    await walk.says(chi, f"10/11-12/11 đồng chí {EVIL}")
    for _ in range(2):
        await walk.says(away, "/away 10/11-12/11")
    for _ in range(2):
        await walk.says(away, "/handover")
    await walk.follow(away, f"/handover {away.first_name}")
    await walk.follow(away, "/handover", "Bình")
    binh = next(one for one in walk.office.world.people.values() if one.id == BINH.id)
    await walk.follow(binh, "/help", "Tôi nhận bàn giao")
    await walk.follow(chi, page, "Cho thôi đầu mối", "Không")
    await walk.follow(chi, page, "Cho thôi đầu mối")
    asked = walk.office.last(chi)["message_id"]
    await walk.press(chi, asked, walk.offered(chi.id, asked)[0])
    await walk.follow(chi, page, "Thôi người đứng đầu", "Lịch sử")


async def decide(walk: Walk, chi: Person) -> None:
    """The wishes, and what was passed on."""
    for message in walk.office.world.received(chi.id):
        number = message["message_id"]
        for data in walk.offered(chi.id, number):
            kind = words_of(data)
            if kind in ("grant", "refuse", "shorten", "relay") and data in walk.offered(chi.id, number):
                wish = data.rpartition(":")[2]
                fresh = next((one for one in ("shorten", "refuse") if one not in walk.pressed), "grant")
                await walk.press(chi, number, data if kind == "relay" else f"{fresh}:{wish}")
                # as a reason an answer that holds no day decides a refusal; under another question it is asked again
                await walk.says(chi, f"Trả lời {EVIL}")


async def test_every_screen_shows_what_was_typed(office: Office) -> None:
    await office.imports(TASKS, UNITS)
    walk = await walked(office)
    names = {words_of(pattern) for pattern, _ in (*PRESSES, *PRESSES_ANYWHERE)}
    assert names - {words_of(kind) for kind in walk.pressed} == NOT_OFFERED
    shown = 0
    for body in await said(office):
        if body.get("parse_mode") == "HTML":
            words = body["text"] if "text" in body else body["caption"]
            assert "<u>" not in words
            read = parse_html(words).text
            assert "&lt;u" not in read  # escaped twice
            assert "&amp;" not in read
            shown += "<u>A</u> &" in read
        for bare in bare_texts(body):
            assert "&lt;u" not in bare
            assert "&amp;" not in bare
    assert shown > 100


def bare_texts(body: dict[str, Any]) -> list[str]:
    """What is shown without being read as markup: labels, captions, what a press is answered."""
    rows = body.get("reply_markup", {}).get("inline_keyboard", [])
    labels = [one["text"] for row in rows for one in row]
    return [*labels, body.get("caption", ""), "" if "parse_mode" in body else body.get("text", "")]
