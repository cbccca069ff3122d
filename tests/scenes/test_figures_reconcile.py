"""Each figure that leaves the office, told again from the reports alone after six lively weeks."""

import re
from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from io import BytesIO
from typing import Any

import sqlalchemy as sa
from python_calamine import CalamineWorkbook

from bot.office import turn_at
from domain.digest_page import digest_page
from domain.overview import overview_of
from domain.report_page import report_page
from domain.work import Timing, Work
from handlers import digests, exporting, overviews
from handlers.looking_back import look_back, played
from papers.pictures.drawings import digest_drawing
from papers.reports.content import content
from papers.reports.docx import report_docx
from papers.sheets.writing import write_state_xlsx
from papers.state_json import state_to_json
from papers.vietnamese import TIMING, WORK
from storage.tables import (
    assignments,
    deadline_moves,
    departments,
    nudges,
    reminders,
    reports,
    tasks,
    verdicts,
)
from tests.papers.reading import docx_text
from tests.papers.samples import PARTY
from tests.scenes.office import AN, BINH, CHI, DIRECTIVE, STEERING, ZONE, Office

FINANCE, HEALTH = "Sở Tài chính", "Sở Y tế"
TASKS = f"""
NV01;Rà soát quy định về đầu tư;{FINANCE};;30/9/2025;{DIRECTIVE};;;
NV02;Kết nối bệnh án điện tử;{HEALTH};;30/9/2025;{DIRECTIVE};;;
NV03;Mở lớp tập huấn kỹ năng số;"{FINANCE};{HEALTH}";;15/10/2025;{DIRECTIVE};;;
NV04;Sắp xếp đơn vị sự nghiệp;Sở Nội vụ;;15/10/2025;{DIRECTIVE};;;
NV05;Số hoá hồ sơ;{FINANCE};;20/10/2025;{DIRECTIVE};;;x
NV06;Công khai dữ liệu mở;{HEALTH};;31/10/2025;{DIRECTIVE};;;x
NV07;Giao ban với xã;{FINANCE};;1 tuần/1 lần;{DIRECTIVE};;;
NV08;Tuyên truyền chuyển đổi số;{HEALTH};;thường xuyên;{DIRECTIVE};;;
NV09;Khảo sát hạ tầng;{FINANCE};;31/10/2025;{DIRECTIVE};;;
NV10;Kiểm tra an toàn thông tin;{HEALTH};;10/11/2025;{DIRECTIVE};;;
NV11;Lập danh mục dịch vụ công;{FINANCE};;10/11/2025;{DIRECTIVE};;;
NV12;Biên soạn tài liệu;{HEALTH};;30/10/2025;{DIRECTIVE};;;
NV13;Tỷ lệ hồ sơ trực tuyến;{FINANCE};;31/12/2025;{DIRECTIVE};chỉ tiêu;;
NV14;Triển khai nền tảng họp;{HEALTH};{FINANCE};;{DIRECTIVE};;;
NV15;Trang bị máy quét;{HEALTH};;14/11/2025;{DIRECTIVE};;;
"""
TODAY = date(2025, 11, 4)


@dataclass
class Told:
    """An assignment as its reports tell it."""

    ref: str
    unit: str
    kind: str
    deadline: date | None
    work: str
    done_at: datetime | None = None
    waiting: bool = False
    asked: int = 0
    obstacle: str | None = None  # None: nothing holds it up

    @property
    def late(self) -> bool:
        judged = self.done_at.astimezone(ZONE).date() if self.done_at else TODAY
        return self.deadline is not None and self.work != "recurring" and judged > self.deadline

    @property
    def time(self) -> str:
        if self.deadline is None or self.work == "recurring":
            return "no_deadline"
        if self.work == "done":
            return "done_late" if self.late else "done_in_time"
        if self.late:
            return "overdue"
        near = not self.waiting and (self.deadline - TODAY).days <= 14
        return "due_soon" if near else "not_due"


async def retold(office: Office) -> list[Told]:
    """Leads in force, by the rules of the contract and none of the program's own code."""
    async with office.running.database.reading() as tx:

        async def rows(table: sa.Table) -> list[Any]:
            return list((await tx.execute(sa.select(table).order_by(next(iter(table.primary_key))))).all())

        told = []
        units = {row.id: row.name for row in await rows(departments)}
        given = {row.id: row for row in await rows(tasks)}
        said, moves, judged = await rows(reports), await rows(deadline_moves), await rows(verdicts)
        hands, rungs = await rows(nudges), await rows(reminders)
        for one in await rows(assignments):
            task = given[one.task_id]
            if one.withdrawn_at or task.withdrawn_at or one.role != "lead":
                continue
            mine = [row for row in said if row.assignment_id == one.id]
            undone = {row.of_id for row in mine if row.action == "undo"}
            kept = [row for row in mine if row.action in ("report", "correction") and row.id not in undone]
            corrected = {row.of_id for row in kept if row.action == "correction"}
            happened = [(row.at, "said", row) for row in kept if row.id not in corrected]
            happened += [(row.at, "moved", row.to_day) for row in moves if row.assignment_id == one.id]
            happened += [(row.at, "judged", row.verdict) for row in judged if row.assignment_id == one.id]
            this = Told(task.ref, units[one.department_id], task.kind, one.first_deadline, "no_report")
            if task.standing:
                this.work = "recurring"
            if task.recurrence:  # a week each; the last one that is not closed
                this.deadline = task.anchor + timedelta(days=7)
            for at, what, value in sorted(happened, key=lambda event: event[0]):
                if task.recurrence:
                    _go_on(this, at.astimezone(ZONE).date())
                _happens(this, at, what, value, task)
            if task.recurrence:
                _go_on(this, TODAY)
            asked = {
                (row.deadline, row.lead_days, row.planned_at) for row in rungs if row.assignment_id == one.id
            }
            if task.recurrence:
                asked = {rung for rung in asked if rung[0] == this.deadline}
            this.asked = len(asked) + len({row.at for row in hands if row.assignment_id == one.id})
            told.append(this)
    return told


def _happens(this: Told, at: datetime, what: str, value: Any, task: Any) -> None:
    if what == "moved":
        this.deadline = value
    elif what == "judged":
        this.work = "done" if value == "accepted" else "in_progress"
        this.done_at, this.waiting = (this.done_at if value == "accepted" else None), False
    elif value.work is not None:
        held = value.blocked and value.work != "done"
        this.obstacle = (value.blocker or "") if held else None
        if value.work == "done" and task.needs_acceptance:
            this.work, this.done_at, this.waiting = "in_progress", at, True
        elif not task.standing:
            this.work, this.done_at, this.waiting = value.work, (at if value.work == "done" else None), False


def _go_on(this: Told, day: date) -> None:
    """To the week that runs: once the last is closed, or half of the next is over."""
    while this.deadline is not None and day > this.deadline:
        if this.done_at is None and 2 * (day - this.deadline).days <= 7:
            return
        this.deadline += timedelta(days=7)
        this.work, this.done_at, this.obstacle = "no_report", None, None


async def lively(office: Office) -> None:
    """Six weeks, from one eventful morning to the next."""
    said: dict[str, list[tuple[Any, str]]] = {
        "2025-09-25": [(AN, "NV03 50%"), (BINH, "NV02 đang làm 40%"), (AN, "NV07 xong")],
        "2025-09-29": [(AN, "NV01 xong"), (BINH, "NV08 vẫn làm thường xuyên")],
        "2025-10-03": [(BINH, "NV02 xong"), (AN, "NV05 xong")],
        "2025-10-06": [(AN, "NV03 xong"), (BINH, "NV03 60%"), (AN, "NV07 xong")],
        "2025-10-09": [(BINH, "NV06 xong"), (AN, "NV11 50%"), (AN, "à nhầm, 65%")],
        "2025-10-17": [(BINH, "NV10 xong"), (BINH, "/hoantac"), (AN, "NV09 xin lùi đến 20/11 vì mưa lũ")],
        "2025-10-22": [(BINH, "NV14 vướng, chưa có kinh phí"), (AN, "NV13 xong")],
        "2025-10-28": [
            (AN, "NV05 xong"),
            (BINH, "NV15 chưa làm"),
            (BINH, "NV06 60%, chờ số liệu Sở KHCN"),
            (AN, "NV07 xong"),
        ],
    }
    for day in sorted({*said, "2025-10-01", "2025-10-20", "2025-10-29", "2025-11-03", f"{TODAY}"}):
        moment = datetime.fromisoformat(f"{day}T08:00").replace(tzinfo=ZONE)
        office.clock.turn_to(moment)
        await office.tick()
        for person, words in said.get(day, []):
            office.clock.turn_to(office.clock.now() + timedelta(minutes=1))
            await office.says(person, words)
        if moment.date() == date(2025, 10, 6):
            await office.presses(CHI, "Trả lại")
            await office.says(CHI, "thiếu phụ lục")
            await office.says(CHI, "/lichsu NV02")
            await office.presses(CHI, "Mở lại")
            await office.says(CHI, "mới có một nửa")
        if moment.date() == date(2025, 10, 20):
            await office.presses(CHI, "Cho")
            await office.says(CHI, "/lichsu NV12")
            await office.presses(CHI, "Rút việc này")
            await office.says(CHI, "trùng việc khác")
            await office.says(CHI, "/nhac NV04")
        if moment.date() == date(2025, 10, 29):
            await office.presses(CHI, "Công nhận")


def worded(one: Told) -> str:
    """The obstacle where its head says already that it is one."""
    return (one.obstacle or "").removeprefix("vướng, ")


def number_after(words: str, text: str) -> int:
    found = re.search(rf"{words}:? (\d+)", text)
    return int(found[1]) if found else 0


async def test_every_figure_is_that_of_the_list_behind_it(office: Office) -> None:
    await office.staffed(TASKS)
    await office.says(CHI, "/here", chat=STEERING)
    await lively(office)
    every = await retold(office)
    lines = [one for one in every if one.kind == "task"]
    works, times = Counter(one.work for one in lines), Counter(one.time for one in lines)
    # what was played: nothing here is so by chance
    assert {one.ref: one.work for one in lines if one.ref in ("NV01", "NV02", "NV05", "NV06", "NV10")} == {
        "NV01": "done", "NV02": "in_progress", "NV05": "done", "NV06": "in_progress", "NV10": "no_report",
    }  # fmt: skip
    assert sorted(works) == ["blocked", "done", "in_progress", "no_report", "not_started", "recurring"]
    assert times["done_late"] == 1
    assert len(lines) == 14
    refs = {one.ref for one in lines}
    done = len(refs - {one.ref for one in lines if one.work != "done"})

    (text,) = await office.says(CHI, "/tonghop")
    assert f"Nhiệm vụ hoàn thành: {done}/{len(refs)} " in text
    assert f"{len(lines)} phân công cho các đơn vị" in text
    for work in Work:
        assert number_after(WORK[work].capitalize(), text) == works[work], work
    for when, words in TIMING.items():
        assert number_after(words, text.partition("Theo hạn:")[2]) == times[when], when
    late = [one for one in lines if one.time == "overdue"]
    quiet = [one for one in lines if one.work == "no_report" and one.asked]
    assert number_after("🔴 Quá hạn", text) == len(late)
    assert number_after("Đã nhắc mà chưa trả lời", text) == len(quiet)
    held = [one for one in lines if one.obstacle is not None]
    assert {(one.ref, one.obstacle) for one in held} == {
        ("NV06", "chờ số liệu Sở KHCN"), ("NV09", "mưa lũ"), ("NV14", "vướng, chưa có kinh phí"),
    }  # fmt: skip
    assert number_after("Có vướng mắc", text) == len(held)
    assert "(1 việc vẫn đang làm)" in text
    for one in held:
        assert f"{one.ref} {one.unit}: “{worded(one)}”" in text
    assert number_after("📥", text) == sum(one.waiting for one in lines)
    met = [one for one in every if one.kind == "indicator" and one.work == "done"]
    assert f"Chỉ tiêu đạt và vượt: {len(met)}/1" in text
    for one in late:
        days = (TODAY - (one.deadline or TODAY)).days
        asked = f"đã nhắc {one.asked} lần" if one.asked else "chưa nhắc lần nào"
        assert f"{one.ref} {one.unit}: {days} ngày, {WORK[Work(one.work)]}, {asked}" in text

    async with office.running.database.reading() as tx:
        turn = await turn_at(tx, office.clock, office.running.office)
        whole = await digests.present_figures(turn)
        state, past = await exporting.gather(turn, None), await look_back(turn, TODAY)
        for nth in range(0, 45, 5):  # what stands as it stood is what its history says
            day = TODAY - timedelta(days=nth)
            then = await look_back(turn, day)
            assert then == await played(turn, day, {})
            assert await overviews.past(turn, day) == overview_of(then)
    same_as_the_lists(whole, every)
    same_as_the_lists(past, every)
    drawing = digest_drawing(digest_page(whole))
    assert [n["value"] for n in drawing["numbers"]] == [str(done), str(len(late)), str(works["no_report"])]
    assert drawing["numbers"][0]["of"] == str(len(refs))
    assert {k["work"]: k["count"] for k in drawing["key"]} == {w: str(n) for w, n in works.items()}
    assert {part["work"]: part["count"] for part in drawing["whole"]} == works
    assert sum(part["late"] for part in drawing["whole"]) == len(late)
    for unit in drawing["units"]:
        mine = [one for one in lines if one.unit == unit["name"]]
        assert {part["work"]: part["count"] for part in unit["parts"]} == Counter(one.work for one in mine)
        assert unit["late"] == (str(tardy) if (tardy := sum(one in late for one in mine)) else None)
        assert (unit["done"], unit["total"]) == (str(sum(o.work == "done" for o in mine)), str(len(mine)))
    soon = [
        o for o in lines if o.work != "done" and o.deadline and TODAY <= o.deadline <= TODAY + timedelta(14)
    ]
    assert drawing["soon_total"] == str(len(soon))
    noted = next(note for note in drawing["notes"] if "vướng" in note)
    assert number_after("Có vướng mắc", noted) == len(held)
    assert all(f"{one.ref} {one.unit}: “{worded(one)}”" in noted for one in held)

    told = state_to_json(state)
    assert told["totals"] == {
        "assignments": len(lines), "overdue": len(late), **{w: works[w] for w in map(str, Work)},
    }  # fmt: skip
    assert told["obstacles"] == len(held)
    listed = {(a["ref"], a["department"]): a for a in told["assignments"] if a["role"] == "lead"}
    assert len(listed) == len(every)
    assert {(a["ref"], a["blocker"]) for a in listed.values() if a["blocked"]} == {
        (one.ref, one.obstacle) for one in held
    }
    for one in every:
        row = listed[one.ref, one.unit]
        assert (row["work"], row["time"]) == (one.work, one.time), one
        assert row["deadline"] == (one.deadline.isoformat() if one.deadline else None)

    rows = (
        CalamineWorkbook.from_filelike(BytesIO(write_state_xlsx(state)))
        .get_sheet_by_name("Phân công")
        .to_python()
    )
    at = {name: nth for nth, name in enumerate(rows[0])}
    in_sheet = [r for r in rows[1:] if r[at["Vai trò"]] == "chủ trì"]
    assert Counter(r[at["Tình hình"]] for r in in_sheet) == Counter(WORK[Work(o.work)] for o in every)
    assert Counter(r[at["Theo hạn"]] for r in in_sheet) == Counter(TIMING[Timing(o.time)] for o in every)

    assert {(r[at["Mã"]], r[at["Vướng gì"]]) for r in in_sheet if r[at["Vướng"]]} == {
        (one.ref, one.obstacle) for one in held
    }

    page = report_page(state, PARTY)
    assert page.held_up == len(held)
    assert f"Có {len(held)} phân công đang có vướng mắc" in docx_text(report_docx(page))
    assert (page.tasks_done, page.tasks, page.whole.total) == (done, len(refs), len(lines))
    assert f"đã hoàn thành {done}/{len(refs)} nhiệm vụ" in docx_text(report_docx(page))
    for section in content(page).sections[1:3]:
        assert section.table is not None
        *each, total = section.table.rows
        sums = [sum(int(row[nth]) for row in each) for nth in range(2, 10)]
        assert (
            list(map(int, total[2:]))
            == sums
            == [
                len(lines),
                *(
                    works[w]
                    for w in ("done", "recurring", "in_progress", "blocked", "not_started", "no_report")
                ),
                len(late),
            ]
        )
    assert len(page.causes) == len(late)
    assert len(page.annex) == len(every)


def same_as_the_lists(whole: Any, every: list[Told]) -> None:
    """Line by line, whatever it was counted from."""
    known = {(o.ref, o.unit): (o.work, o.time, o.deadline, o.asked) for o in every}
    counted = (*whole.lines, *whole.indicators)
    assert {(x.ref, x.department): (x.state.work, x.timing, x.deadline, x.asked) for x in counted} == known
