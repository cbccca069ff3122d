"""Reading back what was understood, and asking where it was not."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime

from domain.office import Assignment
from domain.programmes import UnitItems
from domain.work import Role, Said, Work
from handlers.recording import Recorded
from handlers.screens import Button, Screen, esc, in_rows, shorten
from handlers.texts import days, indicators, overturning, tasks
from handlers.texts import programmes as programme_texts
from handlers.texts.evidence import KEPT_TOO
from handlers.texts.extensions import WISH
from handlers.texts.language import Sentence, say
from handlers.texts.saying import said

RECORDED, MENDED, MOVED, TAKEN_BACK = (
    Sentence("Đã ghi."),
    Sentence("Đã sửa."),
    Sentence("Đã chuyển."),
    Sentence("Đã lấy lại."),
)  # at a button
ALREADY = Sentence("Tôi đã ghi như vậy rồi.")
LIGHT = Sentence("Dạ, cảm ơn đồng chí.")
NOT_A_REPORT = Sentence(
    "Tôi chưa ghi gì từ tin này. Nếu là báo cáo, đồng chí nhắn mã việc và tình hình, "
    "ví dụ «NV04 60%». Xem việc: /viec"
)
QUOTED = Sentence("Tôi đã bỏ nội dung tin này vì nói đến việc mật. Đồng chí xoá tin của mình giúp.")
NO_OPEN_TASK = Sentence("Đơn vị đồng chí hiện không còn việc nào đang mở nên tôi chưa ghi gì. Xem lại: /viec")
NOT_FOR_YOU = Sentence("Tôi chưa hiểu ý này. Những gì đồng chí dùng được: /trogiup")
HEAD_READS = Sentence(
    "Tình hình từng việc do đầu mối của đơn vị báo, nên tôi chưa ghi gì. Đồng chí xem việc: /viec"
)
LIKELIEST = 5


def head_reads(assignment: Assignment, names: Sequence[str]) -> str:
    """`names`: of those who answer for the unit."""
    ref = esc(assignment.task.ref)
    who = (
        say("đồng chí {names}", names=esc(shorten(", ".join(names), 80)))
        if names
        else say("đầu mối (đơn vị chưa có)")
    )
    return say(
        "Tình hình {ref} do {who} báo, nên tôi chưa ghi gì. Xem đã báo đến đâu: <code>/lichsu {ref}</code>",
        ref=ref,
        who=who,
    )


def edit_not_a_report(kept: Sequence[tuple[int, Assignment, Said]], today: date) -> Screen:
    """`kept`: report, assignment and what stands, with the buttons that mend it."""
    lines = [f"• <b>{esc(a.task.ref)}</b>: {said(what, today)}" for _, a, what in kept]
    first = kept[0][0]
    rows = [[Button(say("Sửa"), f"fix:{first}"), Button(say("Lấy lại"), f"undo:{first}")]]
    head = say("Tin đã sửa không còn nội dung báo cáo. Báo cáo trước vẫn giữ:")
    return Screen("\n".join([head, *lines]), rows)


def read_back(
    done: Sequence[Recorded],
    at: datetime,
    today: date,
    *,
    units: bool,
    unsure_days: Collection[int],
    files: bool,
) -> Screen:
    """One entry a task, with the buttons to correct and to take back.

    `units`: name the unit, for one who answers for several. `unsure_days`: reports whose date a convention chose.
    `files`: a photo or file was kept with it.
    """
    parts = [_entry(entry, today, units=units) for entry in done]
    if files:
        parts.append(KEPT_TOO())
    parts.append(say("<i>Ghi lúc {at}.</i>", at=days.moment(at)))
    first = done[0]
    if len(done) == 1:
        rows = [
            [Button(say("Sửa"), f"fix:{first.report_id}"), Button(say("Lấy lại"), f"undo:{first.report_id}")]
        ]
    else:
        fixes = [Button(say("Sửa {ref}", ref=r.assignment.task.ref), f"fix:{r.report_id}") for r in done[:24]]
        rows = [*in_rows(fixes, 2), [Button(say("Lấy lại tất cả"), f"undo:{first.report_id}")]]
    for entry in done:
        if entry.report_id in unsure_days:
            ref = f" {entry.assignment.task.ref}" if len(done) > 1 else ""
            rows.append([Button(say("📅 Đổi ngày{ref}", ref=ref), f"date:{entry.report_id}")])
    return Screen("\n\n".join(parts), rows)


def _entry(entry: Recorded, today: date, *, units: bool) -> str:
    assignment = entry.assignment
    ref = f"<b>{esc(assignment.task.ref)}</b>" + (f" ({esc(assignment.department.name)})" if units else "")
    if assignment.role is Role.COORDINATING:
        return say("📝 Đã lưu ý kiến về {ref} (đơn vị phối hợp; tình hình do đơn vị chủ trì báo).", ref=ref)
    sign = tasks.WORK_SIGN[entry.said.work] if entry.said.work else "📝"
    what = said(entry.said, today)
    if assignment.state.acceptance == "waiting" and entry.said.work is Work.DONE:
        what += say(", chờ Tổ giúp việc nghiệm thu")
    text = say(
        "{sign} Đã ghi {ref}: {what}.\n{title}",
        sign=sign,
        ref=ref,
        what=what,
        title=tasks.title(assignment, 110),
    )
    if entry.said.work is Work.DONE and assignment.task.recurrence and assignment.deadline:
        text += say(
            "\n<i>Việc {period}, kỳ hạn {deadline}.</i>",
            period=days.period(assignment.task.recurrence),
            deadline=days.short(assignment.deadline),
        )
    if entry.stands is not None:
        known, value = entry.stands, entry.value
        told = (
            indicators.read_back(value, known)
            if value is not None
            else indicators.read_back_without(assignment, known, unsure=entry.unsure)
        )
        text += f"\n{told}" if told else ""
    if entry.overturns is not None:
        text += f"\n{overturning.note(entry.overturns.name, told=entry.was_told)}"
    return f"{text}\n{WISH[entry.wish]()}" if entry.wish else text


def which_task(candidates: Sequence[Assignment], question_id: int, meant: Said | None, today: date) -> Screen:
    """Two tasks fit, or none was named: the press is enough."""
    heard = f" ({said(meant, today)})" if meant is not None and meant.work is not None else ""
    head = say("Đồng chí báo việc nào ạ{heard}? Tôi chưa ghi; đồng chí bấm chọn:", heard=heard)
    return Screen(head, _likeliest(candidates, question_id))


def not_understood(candidates: Sequence[Assignment], question_id: int) -> Screen:
    """Words that say nothing we know: the tasks, one press away."""
    head = say("Tôi chưa hiểu ý đồng chí nên chưa ghi gì. Đồng chí muốn báo việc nào ạ?")
    return Screen(head, _likeliest(candidates, question_id))


def _likeliest(candidates: Sequence[Assignment], question_id: int) -> list[list[Button]]:
    several = len({a.department.id for a in candidates}) > 1
    rows = [
        [Button(tasks.label(a, unit=several), f"pick:{question_id}:{a.id}")] for a in candidates[:LIKELIEST]
    ]
    rows.append([Button(say("Không phải báo cáo"), f"drop:{question_id}")])
    if len(candidates) > LIKELIEST:
        rows[-1].append(Button(say("Việc khác"), "tasks:0"))
    return rows


ASKED_ALREADY = Sentence("Tôi đã giữ thêm ý này. Đồng chí bấm chọn việc ở câu hỏi này giúp, tôi ghi cả hai.")
STILL_ASKING = Sentence("Tôi vẫn chưa rõ nên chưa ghi. Đồng chí bấm một nút ở tin này giúp.")


def whether(
    meant: Sequence[tuple[Assignment, Said]],
    question_id: int,
    why: str,
    today: date,
    values: Mapping[int, str],
) -> Screen:
    """A press before it is stored: a forwarded text, words unlike a report, a date that is far away.

    `values`: of indicators, as they are written, by assignment.
    """
    lines = [f"• <b>{esc(a.task.ref)}</b>: {said(what, today)}" for a, what in meant]
    lines = [
        say("{line}, số liệu <b>{value}</b>", line=line, value=esc(values[a.id])) if a.id in values else line
        for line, (a, _) in zip(lines, meant, strict=True)
    ]
    if len(lines) > SHOWN:
        lines = [*lines[:SHOWN], say("… và {count} việc khác", count=len(lines) - SHOWN)]
    rows = [
        [Button(say("Đúng, ghi giúp"), f"yes:{question_id}"), Button(say("Không"), f"drop:{question_id}")]
    ]
    return Screen(f"{WHETHER[why]()}\n" + "\n".join(lines), rows)


SHOWN = 15
WHETHER = {
    "forwarded": Sentence(
        "Tin này đồng chí chuyển tiếp nên tôi chưa ghi. Có phải là báo cáo của đơn vị không ạ?"
    ),
    "doubtful": Sentence(
        "Tôi chưa chắc tin này là báo cáo nên chưa ghi. Đồng chí muốn báo như sau phải không ạ?"
    ),
    "many": Sentence("Tin này nói đến nhiều việc nên tôi chưa ghi. Đồng chí muốn báo như sau phải không ạ?"),
    "far": Sentence("Ngày này khá xa nên tôi chưa chuyển đề nghị. Có đúng ngày đồng chí muốn không ạ?"),
}


def which_unit(candidates: Sequence[Assignment], question_id: int) -> Screen:
    """One code, two units that the person answers for."""
    rows = [[Button(a.department.name, f"pick:{question_id}:{a.id}")] for a in candidates[:8]]
    return Screen(say("<b>{ref}</b>: đồng chí báo cho đơn vị nào?", ref=esc(candidates[0].task.ref)), rows)


def which_state(assignment: Assignment, words: str, today: date) -> Screen:
    """A bare "rồi", "80" or hearsay: the task is clear, what it means is not."""
    rows = [list(row) for row in tasks.four_buttons(assignment)]
    number = words.strip(" .!%")
    if number.isdigit() and int(number) <= 100:
        rows.insert(0, [Button(f"{number}%", f"pct:{assignment.id}:{number}")])
    ref, title = esc(assignment.task.ref), tasks.title(assignment, 110)
    ask = (
        say(
            "«{words}»: tôi chưa rõ nên chưa ghi. Việc <b>{ref}</b> đến đâu rồi ạ?\n{title}",
            words=esc(shorten(words, 60)),
            ref=ref,
            title=title,
        )
        if words
        else say("Tôi chưa rõ nên chưa ghi. Việc <b>{ref}</b> đến đâu rồi ạ?\n{title}", ref=ref, title=title)
    )
    return Screen(ask, rows)


def other_day(report_id: int, assignment: Assignment, choices: Sequence[date], today: date) -> Screen:
    """After "Đổi ngày"."""
    buttons = [Button(days.with_weekday(day, today), f"day:{report_id}:{day:%Y%m%d}") for day in choices]
    return Screen(
        say(
            "<b>{ref}</b>: ý đồng chí là ngày nào ạ? Bấm chọn, hoặc nhắn ngày, ví dụ «20/10».",
            ref=esc(assignment.task.ref),
        ),
        in_rows(buttons, 2),
    )


def pass_on(question_id: int) -> Screen:
    """Wrong unit, reassignment, cancellation: a person must decide."""
    return Screen(
        say(
            "Việc này cần Tổ giúp việc xem, tôi chưa ghi gì. "
            "Đồng chí có muốn tôi chuyển nguyên văn tin này không?"
        ),
        [
            [
                Button(say("📨 Chuyển Tổ giúp việc"), f"pass:{question_id}"),
                Button(say("Thôi"), f"drop:{question_id}"),
            ]
        ],
    )


def pass_on_question(question_id: int) -> Screen:
    """A question that the store cannot answer."""
    return Screen(
        say("Câu này tôi chưa trả lời được. Đồng chí có muốn tôi hỏi Tổ giúp việc không?"),
        [
            [
                Button(say("📨 Hỏi Tổ giúp việc"), f"pass:{question_id}"),
                Button(say("Thôi"), f"drop:{question_id}"),
            ]
        ],
    )


def passed_on(sender: str, units: Sequence[str], words: str, relay: str) -> Screen:
    """`relay`: whose words, and which message of theirs; the answer finds its way back by it."""
    return Screen(
        say(
            "📨 Đồng chí {sender} ({units}) nhắn:\n"
            "“{words}”\n"
            "<i>Trả lời (Reply) tin này, tôi chuyển lại ngay.</i>",
            sender=esc(sender),
            units=esc(", ".join(units)),
            words=esc(shorten(words, 1500)),
        ),
        [[Button(say("Trả lời"), f"relay:{relay}")]],
    )


def relayed_answer(words: str) -> str:
    """What the asker reads."""
    return say("💬 Tổ giúp việc trả lời:\n“{words}”", words=esc(shorten(words, 3000)))


def answer_sent(name: str, *, again: bool) -> str:
    """What the Secretariat reads."""
    before = say(" Câu này đã có người trả lời trước đó.") if again else ""
    return say("Đã chuyển câu trả lời đến đồng chí {name}.{before}", name=esc(name), before=before)


ASK_ANSWER = Sentence("Đồng chí nhắn câu trả lời, tôi chuyển lại nguyên văn.")
ASKER_GONE = Sentence("Tôi chưa chuyển được: người hỏi hiện không nhận được tin.")
PASSED = Sentence("Đã chuyển Tổ giúp việc; khi có trả lời, tôi báo đồng chí ngay.")
DROPPED = Sentence("Vâng, tôi không ghi gì.")


def unknown_ref(words: str, refs: Sequence[str]) -> str:
    known = ", ".join(esc(ref) for ref in refs[:12])
    if words:
        return say(
            "«{words}»: đơn vị không có việc đó đang mở, nên tôi chưa ghi gì.\nĐang mở: {known}. Xem đủ: /viec",
            words=esc(shorten(words, 60)),
            known=known,
        )
    return say(
        "Đơn vị không có việc đó đang mở, nên tôi chưa ghi gì.\nĐang mở: {known}. Xem đủ: /viec", known=known
    )


def what_blocks(assignment: Assignment) -> str:
    return say(
        "🟠 <b>{ref}</b>: đồng chí cho biết đang vướng ở đâu, để báo cáo lãnh đạo tháo gỡ.",
        ref=esc(assignment.task.ref),
    )


def fix(report_id: int, assignment: Assignment) -> Screen:
    """Sửa: the right state by one press, or in words."""
    rows = [
        [Button(say("Xong"), f"be:{report_id}:done"), Button(say("Đang làm"), f"be:{report_id}:progress")],
        [
            Button(say("Vướng"), f"be:{report_id}:blocked"),
            Button(say("Chưa làm"), f"be:{report_id}:notstarted"),
        ],
        [Button(say("Nhầm việc: chọn việc khác"), f"other:{report_id}")],
    ]
    return Screen(
        say(
            "Sửa <b>{ref}</b>: đồng chí bấm đúng tình hình, hoặc nhắn lại, ví dụ «65%».",
            ref=esc(assignment.task.ref),
        ),
        rows,
    )


def other_task(report_id: int, candidates: Sequence[Assignment]) -> Screen:
    several = len({a.department.id for a in candidates}) > 1
    rows = [[Button(tasks.label(a, unit=several), f"move:{report_id}:{a.id}")] for a in candidates[:12]]
    return Screen(
        say("Báo cáo vừa rồi thuộc việc nào ạ?") if rows else say("Đơn vị không còn việc mở nào khác."), rows
    )


def undone(assignments: Sequence[Assignment], programmes: Sequence[UnitItems] = ()) -> str:
    """What stands again, several items of a programme in one line; of a coordinating unit only the remark is
    gone."""
    ids = {a.id for a in assignments}
    several = [held for held in programmes if len(held.ids & ids) > 1]
    told = {i for held in several for i in held.ids}
    lines = [programme_texts.undone(held) for held in several]
    lines += [
        f"• <b>{esc(a.task.ref)}</b>: {tasks.state(a.state)}"
        for a in assignments
        if a.role is Role.LEAD and a.id not in told
    ]
    if not lines:
        refs = ", ".join(f"<b>{esc(a.task.ref)}</b>" for a in assignments)
        return say("↩️ Đã lấy lại ý kiến về {refs}.", refs=refs)
    return say("↩️ Đã lấy lại báo cáo. Hiện nay:\n") + "\n".join(lines)
