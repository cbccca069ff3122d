"""One office in which every command, press and file can be tried by everybody, a cell at a time.

The updates go through the real intake, dispatcher and handlers; what came of one is read from the store:
the messages that would be said, and whether any fact changed. A cell that changed one is rolled back.
"""

import itertools
import json
import sqlite3
from collections.abc import AsyncIterator, Iterator, Mapping, Sequence, Set
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from bot.office import turn_at
from domain.evidence import Attachment
from domain.work import Role, Said, Work
from handlers import confirming
from handlers.digests import next_moment
from handlers.drafts import Draft
from handlers.registration import find_unit, make_invitation
from handlers.screens import plain
from handlers.texts import digests, refusals, registration
from handlers.texts import reports as report_texts
from sandbox.world import Person
from storage import assignments, evidence, handovers, previews, proposals, questions, suspensions, uploads
from storage.tables import deputies, documents, extensions, focal_points, people, practices, reports
from storage.tables import questions as open_questions
from tests.scenes.documents import proposes
from tests.scenes.office import (
    AN,
    BINH,
    CHI,
    DIRECTIVE,
    DUNG,
    GIANG,
    HA,
    HEADER,
    KHANH,
    LAN,
    LEADER,
    STEERING,
    TUAN,
    VAN,
    Office,
    open_office,
    png,
)

TASKS = f"""
NV01;Rà soát quy định về đầu tư;Sở Tài chính;Sở Nội vụ;30/9/2025;{DIRECTIVE};;;
NV02;Mở lớp tập huấn kỹ năng số;Sở Tài chính;;15/10/2025;{DIRECTIVE};;;
NV03;Kết nối bệnh án điện tử;Sở Y tế;;30/9/2025;{DIRECTIVE};;;
NV04;Công khai dữ liệu mở;Sở Y tế;;30/9/2025;{DIRECTIVE};;;x
NV05;Tập huấn chuyển đổi số;Sở Y tế;;30/9/2025;{DIRECTIVE};;;
"""
UNITS = "Tên đơn vị;Tên khác;Loại\nSở Tài chính;STC;sở\nSở Y tế;SYT;sở\nSở Nội vụ;SNV;sở\nVăn phòng UBND tỉnh;;ban\n"
ELSEWHERE = -4300  # a group that is not the steering committee's
NEW_SHEET = (HEADER + f"NV09;Việc mới;Sở Y tế;;30/9/2025;{DIRECTIVE};;;\n").encode()
# what a conversation leaves behind is no fact about the province's tasks
NO_FACTS = ("inbox", "outbox", "people", "facts", "told", "wrong_codes", "announcements", "untold")
CONVERSATION = {"questions"}
SAID_WITHOUT_REFUSING = {
    "stranger": registration.stranger(0).partition("<code>")[0],
    "not_for_you": report_texts.NOT_FOR_YOU(),
    "group_help": registration.GROUP_HELP(),
    "start_first": digests.START_FIRST(),
    "decided_by": "Đồng chí Chi đã",
    "lead_unclear": "Chưa nhận được vì",
}
FORMS_OF_REFUSAL = {reason: plain(words()) for reason, words in refusals.SENTENCES.items()} | {
    "ref_unknown": plain(refusals.say("ref_unknown", ref="NV01"))
}


@dataclass(frozen=True, slots=True)
class Seat:
    """A person in a chat: a column of the table."""

    person: Person
    chat_id: int

    @property
    def in_private(self) -> bool:
        return self.chat_id == self.person.id


def private(person: Person) -> Seat:
    return Seat(person, person.id)


# own: leads NV01 and NV02; coordinating: takes part in NV01; former: once answered for the same unit as own;
# above: focal point of the unit that own's is under; head: of own's unit; deputy: in the place of own today
PRIVATE = {
    "stranger": private(DUNG),
    "own": private(AN),
    "other": private(BINH),
    "coordinating": private(GIANG),
    "former": private(HA),
    "above": private(KHANH),
    "head": private(LAN),
    "deputy": private(TUAN),
    "deputy_later": private(VAN),
    "leader": private(LEADER),
    "secretariat": private(CHI),
}
GROUPS = {
    "member": Seat(DUNG, STEERING),
    "own": Seat(AN, STEERING),
    "former": Seat(HA, STEERING),
    "leader": Seat(LEADER, STEERING),
    "secretariat": Seat(CHI, STEERING),
    "elsewhere": Seat(DUNG, ELSEWHERE),
    "leader_elsewhere": Seat(LEADER, ELSEWHERE),
    "secretariat_elsewhere": Seat(CHI, ELSEWHERE),
}


class Trial:
    """`ids`: what stands for the names in a row's data, for a person who has one of their own."""

    def __init__(self, office: Office, file: Path) -> None:
        self.office = office
        self.ids: dict[str, dict[int, Any]] = {}
        self._numbers = itertools.count(10_000)
        self._live = sqlite3.connect(file, isolation_level=None)
        self._kept = sqlite3.connect(":memory:")
        self._begun = sqlite3.connect(":memory:")

    def close(self) -> None:
        for connection in (self._live, self._kept, self._begun):
            connection.close()

    def begin(self) -> None:
        """From now on every table that is written to is noted."""
        self._note_writes()
        self.keep()
        self._kept.backup(self._begun)

    def begin_again(self) -> None:
        self._begun.backup(self._live)
        self._begun.backup(self._kept)

    def keep(self) -> None:
        """To this state each cell is rolled back."""
        self._live.execute("DELETE FROM noted")
        self._live.backup(self._kept)

    def _note_writes(self) -> None:
        self._live.execute("CREATE TABLE noted (name TEXT)")
        for (name,) in self._rows("SELECT name FROM sqlite_master WHERE type = 'table'"):
            if name.startswith("sqlite_") or name in (*NO_FACTS, "noted"):
                continue
            for verb in ("INSERT", "UPDATE", "DELETE"):
                note = f"INSERT INTO noted VALUES ('{name}')"  # noqa: S608
                self._live.execute(f"CREATE TRIGGER {verb}_{name} AFTER {verb} ON {name} BEGIN {note}; END")

    def filled(self, words: str, person: Person) -> str:
        """`{report}`: the person's own where they have one, else somebody else's."""
        return words.format(**{name: by.get(person.id, by[0]) for name, by in self.ids.items()})

    async def row(self, updates: Sequence[tuple[Seat, dict[str, Any]]], wanted: Sequence[str]) -> list[str]:
        """What came of each, in a word. Those that shall write nothing go in together, the others alone."""
        alone = [n for n, one in enumerate(wanted) if one == "writes"]
        together = [n for n in range(len(updates)) if n not in alone]
        found: dict[int, str] = {}
        for batch in [together, *([n] for n in alone)]:
            outcomes = await self._tried([updates[n] for n in batch])
            found |= dict(zip(batch, outcomes, strict=True))
        return [found[n] for n in range(len(updates))]

    async def one(self, seat: Seat, update: dict[str, Any]) -> str:
        return (await self._tried([(seat, update)]))[0]

    def says(self, seat: Seat, words: str) -> dict[str, Any]:
        return self.sends(seat, text=words)

    def sends(self, seat: Seat, **content: Any) -> dict[str, Any]:
        """A message with any content."""
        words = content.get("text", "")
        if words.startswith("/") and words.split()[0].isascii():  # Telegram sees no command in "/việc"
            length = len(words.split()[0])
            content["entities"] = [{"type": "bot_command", "offset": 0, "length": length}]
        number = next(self._numbers)
        head = {"message_id": number, "date": self._now(), "chat": _chat(seat), "from": _user(seat.person)}
        return {"message": head | content}

    def document(self, name: str, content: bytes) -> dict[str, Any]:
        """A file as Telegram tells of it; its bytes can be fetched."""
        stored = self.office.world.files.add(name, content, folder="documents", mime="")
        return dict(stored.as_document())

    def photo(self) -> dict[str, Any]:
        stored = self.office.world.files.add("anh.png", png(), folder="photos", mime="")
        return dict(stored.as_photo())

    async def payload(self, name: str) -> dict[str, Any]:
        """What a question of `ids` holds."""
        ((held,),) = self._rows(f"SELECT payload FROM questions WHERE id = {self.ids[name][0]}")  # noqa: S608
        return dict(json.loads(held))

    async def ask(self, person: Person, kind: str, payload: Mapping[str, Any]) -> None:
        """Puts a question to the person, as an earlier moment had."""
        ((who,),) = self._rows(f"SELECT id FROM people WHERE telegram_id = {person.id}")  # noqa: S608
        async with self.office.running.database.transaction() as tx:
            await questions.ask(tx, who, kind, dict(payload), self.office.clock.now())
        self._live.execute("DELETE FROM noted")

    async def joins(self, person: Person, unit: str) -> None:
        await self.office.registers(person, unit)
        self.keep()

    async def twice(self, seat: Seat, update: dict[str, Any]) -> list[str]:
        """The same content in two updates, one after the other."""
        outcomes = []
        for _ in range(2):
            outcomes += await self._tried([(seat, update)], roll_back=False)
            self._live.execute("DELETE FROM noted")
        self._roll_back()
        return outcomes

    def edits(self, seat: Seat, message_id: int, words: str) -> dict[str, Any]:
        message = self.sends(seat, text=words)["message"]
        return {"edited_message": message | {"message_id": message_id, "edit_date": message["date"]}}

    def presses(self, seat: Seat, data: str, **more: Any) -> dict[str, Any]:
        """`more`: in the place of the message under which the button stands."""
        bot = self.office.world.bot_user()
        held = {"message_id": 1, "date": self._now(), "chat": _chat(seat), "from": bot, "text": "x"}
        query = {
            "id": str(next(self._numbers)),
            "chat_instance": "1",
            "data": data,
            "from": _user(seat.person),
        }
        return {"callback_query": query | (more or {"message": held})}

    async def _tried(
        self, updates: Sequence[tuple[Seat, dict[str, Any]]], *, roll_back: bool = True
    ) -> list[str]:
        numbered = [(seat, update | {"update_id": next(self._numbers)}) for seat, update in updates]
        intake = self.office.running.intake
        await intake.keep([update for _, update in numbered])
        await intake.drain()
        noted = {name for (name,) in self._rows("SELECT name FROM noted")}
        outcomes = [self._outcome(seat, update["update_id"], noted) for seat, update in numbered]
        if roll_back and (noted or any(one.startswith("broke") for one in outcomes)):
            self._roll_back()
        return outcomes

    def _roll_back(self) -> None:
        self._kept.backup(self._live)

    def _outcome(self, seat: Seat, update_id: int, noted: Set[str]) -> str:
        """silent, writes, answers, privately (from a group), or why not."""
        ((seq, state, error),) = self._rows(
            f"SELECT seq, state, error FROM inbox WHERE update_id = {update_id}"  # noqa: S608
        )
        if state != "done":
            return f"broke: {error}"
        said = [
            (chat_id, method, json.loads(body).get("text", ""))
            for chat_id, method, body in self._rows(
                f"SELECT chat_id, method, body FROM outbox WHERE inbox_seq = {seq} ORDER BY id"  # noqa: S608
            )
            if method != "setMyCommands"
        ]
        reason = next((found for _, _, words in said if (found := _named(words))), None)
        if noted - CONVERSATION:
            return "writes" if reason is None else f"writes, {reason}"
        if reason is not None:
            return reason
        told = {chat_id for chat_id, method, _ in said if method != "answerCallbackQuery"}
        if told == {seat.person.id} and not seat.in_private:
            return "privately"
        return "answers" if said else "silent"

    def _rows(self, query: str) -> list[Any]:
        return self._live.execute(query).fetchall()

    def _now(self) -> int:
        return int(self.office.clock.now().timestamp())


def _user(person: Person) -> dict[str, Any]:
    return {"id": person.id, "is_bot": False, "first_name": person.first_name}


def _chat(seat: Seat) -> dict[str, Any]:
    if seat.in_private:
        return {"id": seat.chat_id, "type": "private", "first_name": seat.person.first_name}
    return {"id": seat.chat_id, "type": "group", "title": "Nhóm"}


def _named(words: str) -> str | None:
    for reason, sentence in FORMS_OF_REFUSAL.items():
        if plain(words)[:200] == sentence[:200]:
            return reason
    return next((name for name, begun in SAID_WITHOUT_REFUSING.items() if words.startswith(begun)), None)


@asynccontextmanager
async def open_trial(folder: Path) -> AsyncIterator[Trial]:
    async with open_office(folder, STEERING_CHAT_ID=str(STEERING)) as office:
        trial = Trial(office, folder / "dondoc.db")
        try:
            await _furnish(office)
            trial.ids = await _ids(office)
            trial.begin()
            yield trial
        finally:
            trial.close()


async def _furnish(office: Office) -> None:
    await office.imports(TASKS, UNITS)
    for person in (CHI, LEADER, DUNG):
        await office.says(person, "/start")
    for person, unit in ((AN, "Sở Tài chính"), (HA, "Sở Tài chính"), (BINH, "Sở Y tế"), (GIANG, "Sở Nội vụ")):
        await office.registers(person, unit)
    await office.registers(KHANH, "Văn phòng UBND tỉnh")
    await office.says(CHI, "/daumoi Sở Tài chính trực thuộc: Văn phòng UBND tỉnh")
    (invited,) = await office.presses(CHI, "Mời người đứng đầu")
    await office.follows(LAN, invited)
    await office.tick()  # An is reminded before anybody stands in
    await office.says(AN, "/practice")
    for person, days in ((TUAN, "23/9-30/9"), (VAN, "20/10-25/10")):
        await office.says(AN, f"/vang {days}")
        (invited,) = await office.presses(AN, "Người chưa đăng ký")
        await office.follows(person, invited)
    await office.says(HA, "NV01 50%, tuần sau xong")
    await office.says(AN, "NV01 60%, tuần sau xong")
    await office.says(AN, "NV02 xin lùi đến 30/10")
    await office.says(AN, "chiều nay họp ở phòng nào ạ?")
    await office.presses(AN, "Hỏi Tổ giúp việc")
    await office.says(BINH, "NV04 xong, NV05 xong")
    await office.says(CHI, "/giao Sở Y tế: rà soát danh mục, hạn 30/10/2025")
    await proposes(office)
    await office.presses(CHI, "Xem từng việc")
    await office.presses(CHI, "Nhận")
    await office.presses(CHI, "Bỏ")
    async with office.running.database.transaction() as tx:
        left = sa.select(people.c.id).where(people.c.telegram_id == HA.id).scalar_subquery()
        ended = sa.update(focal_points).where(focal_points.c.person_id == left)
        await tx.execute(ended.values(until=office.clock.now()))


async def _ids(office: Office) -> dict[str, dict[int, Any]]:
    """By Telegram id; 0: for all who have none of their own."""
    async with office.running.database.transaction() as tx:
        turn = await turn_at(tx, office.clock, office.running.office)
        who = {row.telegram_id: row.id for row in await tx.execute(sa.select(people))}
        made = {
            row.person_id: row for row in await tx.execute(sa.select(reports).order_by(reports.c.id.desc()))
        }
        wish = (await tx.execute(sa.select(extensions.c.id))).scalar_one()
        of = {
            (a.task.ref, a.role): a.id
            for ref in ("NV01", "NV02", "NV03", "NV04", "NV05", "NV06")
            for a in await assignments.of_ref(tx, ref)
        }
        led = of["NV01", Role.LEAD]
        unit = await find_unit(turn, "Sở Y tế")
        own_unit = await find_unit(turn, "Sở Tài chính")
        link, _ = await make_invitation(turn, unit.id, None, 7, None)
        given = (await tx.execute(sa.select(deputies.c.id).order_by(deputies.c.id))).scalars().all()
        practised = (await tx.execute(sa.select(practices.c.id))).scalar_one()
        offered = await handovers.offer(tx, who[AN.id], who[TUAN.id], office.clock.now())
        proof = Attachment("p", "anh.jpg", 9, "photo", "")
        await evidence.add(tx, made[who[AN.id]].id, "0" * 64, proof, office.clock.now())
        proven = made[who[AN.id]].assignment_id
        upload = await uploads.keep(tx, who[CHI.id], "moi.csv", "0" * 64, NEW_SHEET, office.clock.now())
        kept = {"from_day": turn.today, "to_day": turn.today, "reason": None, "set_by": who[CHI.id]}
        await suspensions.add(tx, [unit.id], now=turn.now, **kept)
        (paused,) = [row.id for row in await suspensions.standing(tx, turn.today)]
        following = await next_moment(turn)
        assert following is not None
        preview = await previews.make(tx, following)
        await previews.change(tx, preview.id, seen_by=who[CHI.id])
        document = (await tx.execute(sa.select(documents))).one()
        accepted, dropped, shared, waiting = await proposals.of_directive(tx, document.directive_id)
        asked: dict[str, dict[int, Any]] = {}
        held: dict[int, dict[str, Any]] = {}
        for name, kind, payload in _questions(office.clock.now(), led, waiting.id, who[AN.id], own_unit.id):
            ours = kind in ("assign", "mend", *confirming.KINDS) or name == "giving"
            asker = [CHI] if ours else [HA, AN]
            by = {p.id: await questions.ask(tx, who[p.id], kind, payload, office.clock.now()) for p in asker}
            asked[name] = by | {0: by[asker[-1].id]}
            held |= dict.fromkeys(by.values(), payload)  # a question that is closed is emptied
        # open, and old enough to be answered by their buttons only
        numbers = [number for by in asked.values() for number in by.values()]
        changed = sa.update(open_questions).where(open_questions.c.id.in_(numbers))
        for number, payload in held.items():
            await questions.rewrite(tx, number, payload)
        await tx.execute(changed.values(closed_at=None, asked_at=office.clock.now() - timedelta(days=2)))
    relayed = office.with_button(CHI.id, "Trả lời")["reply_markup"]["inline_keyboard"][0][0]["callback_data"]
    mine = {AN.id: made[who[AN.id]], HA.id: made[who[HA.id]]}
    first = next(r for r in made.values() if r.person_id == who[AN.id])
    return {
        **asked,
        "report": {tid: row.id for tid, row in mine.items()} | {0: first.id},
        "message": {tid: row.message_id for tid, row in mine.items()} | {0: first.message_id},
        "led": {0: led},
        "led2": {0: of["NV02", Role.LEAD]},
        "other_led": {0: of["NV03", Role.LEAD]},
        "part": {0: of["NV01", Role.COORDINATING]},
        "submitted": {0: of["NV04", Role.LEAD]},
        "finished": {0: of["NV05", Role.LEAD]},
        "given": {0: of["NV06", Role.LEAD]},
        "unit": {0: unit.id},
        "own_unit": {0: own_unit.id},
        "an": {0: who[AN.id]},
        "proven": {0: proven},
        "standing": {0: given[0]},
        "later": {0: given[1]},
        "offered": {0: offered},
        "lan": {0: who[LAN.id]},
        "practice": {0: practised},
        "wish": {0: wish},
        "upload": {0: upload},
        "paper": {0: document.directive_id},
        "document": {0: document.id},
        "accepted": {0: accepted.id},
        "dropped": {0: dropped.id},
        "shared": {0: shared.id},
        "waiting": {0: waiting.id},
        "code": {0: link.rpartition("=")[2]},
        "paused": {0: paused},
        "preview": {0: preview.id},
        "relayed": {0: relayed.partition(":")[2]},
    }


def _questions(
    now: datetime, led: int, waiting: int, an: int, unit: int
) -> Iterator[tuple[str, str, dict[str, Any]]]:
    said = Said(work=Work.IN_PROGRESS, percent=70.0)
    draft = Draft("70% rồi", now, 1, said)
    yield "which", "which_task", {"drafts": [draft.to_json()]}
    kept = Draft("70% rồi", now, 1, said, led)
    yield "whether", "whether", {"drafts": [kept.to_json()]}
    yield "passing", "pass_on", {"drafts": [Draft("Việc này của sở khác", now, 1, None).to_json()]}
    yield "away", "away", {"for": an, "first": "2025-10-05", "last": "2025-10-12", "name": ""}
    yield "leaving", "handover", {}
    yield "giving", "handover", {"unit": unit, "from": None}
    order = {
        "unit": "Sở Y tế",
        "text": "việc khác",
        "deadline": "1/9/2025",
        "missing": "deadline",
        "doubt": "past",
    }
    yield "order", "assign", order
    yield "late", "mend", {"proposal_id": waiting, "past": "hạn 1/9/2025"}
    yield "nudge", confirming.NUDGE, {"ids": [led]}
    yield "days", confirming.DAYS, {"verb": "off", "days": ["2025-10-08"], "name": "họp"}
    rhythm = {"every": "P1W", "start": "2025-10-13T08:00:00+07:00"}
    yield "cadence", confirming.CADENCE, rhythm
    pause = {"units": [1], "from": "2025-09-23", "to": "2025-10-15", "reason": "bão"}
    yield "pause", confirming.SUSPEND, pause
