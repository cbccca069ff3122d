"""The digest: one screen of a phone, and how its lines are said wherever they stand."""

from collections.abc import Callable, Sequence
from datetime import date, datetime

from domain.digest import Changed, Figures, Late, Line
from domain.matrix import Matrix
from domain.overview import SHOWN, Overview
from domain.programmes import Programme
from domain.work import Timing, Work
from handlers.screens import Button, Screen, esc, in_rows, shorten
from handlers.texts import claims, days, indicators, suspending, tasks, terms
from handlers.texts import programmes as programme_texts
from handlers.texts.calendar_links import button as calendar_button
from handlers.texts.language import Sentence, say
from handlers.texts.trends import opens as trends_button
from papers.vietnamese import percent

NOTHING_GIVEN = Sentence("Chưa có nhiệm vụ nào được giao.")
SENT_TO_YOU = Sentence("Tôi đã nhắn riêng chi tiết cho đồng chí.")
START_FIRST = Sentence("Đồng chí mở cuộc trò chuyện riêng với tôi, bấm «Bắt đầu», rồi bấm lại nút này.")
ISSUE_AGAIN = Sentence("📊 Phát hành lại vào nhóm")
AGAIN = Sentence("(gửi lại)")  # before a digest that may already have arrived
LONGEST_NAME = 60  # ten entries must fit a message, whatever the units are called


def back(suffix: str = "") -> Button:
    return Button(say("‹ Bản tổng hợp"), f"part:all:0{suffix}")


def digest(
    whole: Overview,
    *,
    unmanned: Sequence[str] = (),
    unreached: Sequence[str] = (),
    suspended: Sequence[str] = (),
    posted: bool = False,
    past: bool = False,
    again: bool = False,
    block: str = "",
    programmes: Sequence[tuple[Programme, Matrix]] = (),
) -> Screen:
    """What a leader reads in ten seconds.

    `unmanned`: units without a focal point; `unreached`: those of whom nobody gets our messages;
    `suspended`: those that are not reminded now.
    `past`: as it was known at the end of the day `whole.today`;
    `again`: for the group, which has had the digest of that day before; `block`: of these units alone.
    """
    title = say("BẢN TIN TỔNG HỢP") if posted or again else say("TỔNG HỢP")
    title += say(" (PHÁT HÀNH LẠI)") if again else ""
    until = say(
        "Đến {time} {weekday} {day}",
        time=f"{whole.as_of:%H:%M}",
        weekday=days.weekday(whole.today),
        day=days.full(whole.today),
    )
    named = f"\n{esc(shorten(block, LONGEST_NAME))}" if block else ""
    head = f"📊 <b>{title}</b>{named}\n<i>{until_the_end(whole) if past else until}</i>"
    if not whole.total:
        return Screen(f"{head}\n\n{NOTHING_GIVEN()}")
    done, of = whole.tasks.whole.reached, whole.tasks.whole.of
    work = whole.work
    counted = [
        f"{tasks.WORK_SIGN[state] if state is not Work.NOT_STARTED else '◽'} "
        f"{terms.work(state).capitalize()}: <b>{work[state]}</b>"
        for state in (
            Work.DONE,
            Work.IN_PROGRESS,
            Work.BLOCKED,
            Work.NOT_STARTED,
            Work.NO_REPORT,
            Work.RECURRING,
        )
        if work[state]
    ]
    parts = [
        head,
        say(
            "Nhiệm vụ hoàn thành: <b>{done}/{of}</b> ({percent}){by_years}. "
            "{total} phân công cho các đơn vị:\n",
            done=done,
            of=of,
            percent=percent(done, of),
            by_years=indicators.in_parts(whole.tasks),
            total=whole.total,
        )
        + "\n".join(counted),
        _times(whole),
        changes(whole.changes, whole.as_of, past=past),
        _said_later(whole),
        _late(whole),
        _held_up(whole),
        _silent(whole),
    ]
    if unmanned:
        parts.append(say("📭 Chưa có đầu mối: {named}.", named=_some_units(unmanned)))
    if unreached:
        parts.append(say("📵 Lời nhắc chưa đến được: {named}.", named=_some_units(unreached)))
    if suspended:
        parts.append(suspending.in_short(suspended))
    parts.append(_waiting(whole))
    parts += [programme_texts.summary_line(matrix) for _, matrix in programmes]
    if whole.indicators.indicators:
        parts.append(indicators.counted(whole.indicators))
    parts += [f"⚠️ {esc(note)}" for note in claims.notes(whole.claims)]
    rows = _buttons(whole, suffix_of(whole, past), [programme_texts.button(one) for one, _ in programmes])
    return Screen("\n\n".join(part for part in parts if part), rows)


def _waiting(whole: Overview) -> str:
    """What waits for the Secretariat, and how long the oldest has."""
    lines = []
    if whole.waiting:
        longest = _days_since(whole.waiting_since, whole.as_of)
        since = say(" (lâu nhất {longest} ngày)", longest=longest) if longest else ""
        lines.append(
            say("📥 {count} kết quả chờ Tổ giúp việc nghiệm thu{since}.", count=whole.waiting, since=since)
        )
    if whole.wishes:
        lines.append(say("📅 {wishes} đề nghị lùi hạn đang chờ Tổ giúp việc.", wishes=whole.wishes))
    return "\n".join(lines)


def days_waited(line: Line, whole: Figures) -> int:
    return _days_since(line.state.done_at, whole.as_of)


def _days_since(done: datetime | None, as_of: datetime) -> int:
    return (as_of.date() - done.astimezone(as_of.tzinfo).date()).days if done else 0


def caption(whole: Figures) -> str:
    """Under the picture, its digits once more."""
    done, of = whole.tasks_done()
    late = say(", quá hạn {count}", count=len(whole.overdue())) if whole.overdue() else ""
    held = say(", có vướng mắc {count}", count=len(whole.held_up())) if whole.held_up() else ""
    return say(
        "📊 Đến {day}: hoàn thành {done}/{of} nhiệm vụ ({percent}){late}{held}.",
        day=days.full(whole.today),
        done=done,
        of=of,
        percent=percent(done, of),
        late=late,
        held=held,
    )


def _some_units(names: Sequence[str]) -> str:
    named = 4 if len(names) == 4 else 3  # "và 1 đơn vị khác" is as long as its name
    shown = ", ".join(esc(shorten(name, LONGEST_NAME)) for name in names[:named])
    more = say(" và {count} đơn vị khác", count=len(names) - named) if len(names) > named else ""
    return f"{shown}{more}"


def until_the_end(whole: Figures | Overview) -> str:
    return say("Tính đến hết ngày {day}", day=days.full(whole.today))


def suffix_of(whole: Figures | Overview, past: bool) -> str:
    """What the data of a button ends with, so that its page is of the same day."""
    return f":{whole.today:%Y%m%d}" if past else ""


def _times(whole: Overview) -> str:
    by = whole.timing
    order = (
        Timing.OVERDUE,
        Timing.DUE_SOON,
        Timing.NOT_DUE,
        Timing.DONE_IN_TIME,
        Timing.DONE_LATE,
        Timing.NO_DEADLINE,
    )
    return say("Theo hạn: ") + " · ".join(f"{terms.timing(t)} <b>{by[t]}</b>" for t in order if by[t])


def _said_later(whole: Overview) -> str:
    if not whole.said_later:
        return ""
    shown = some_late(whole.as_of, whole.said_later[:SHOWN])
    more = (
        say("\n… và {count} việc khác", count=len(whole.said_later) - SHOWN)
        if len(whole.said_later) > SHOWN
        else ""
    )
    return say(
        "🕓 <b>Báo sau ngày này, chưa tính {count}</b>:\n{shown}{more}",
        count=len(whole.said_later),
        shown=shown,
        more=more,
    )


def some_late(as_of: datetime, some: Sequence[Late]) -> str:
    zone = as_of.tzinfo
    return "\n".join(
        say(
            "• {assignment}: {work} (báo {at})",
            assignment=name_of(one.line),
            work=terms.work(one.work) if one.work else say("có báo cáo"),
            at=days.short(one.at.astimezone(zone).date()),
        )
        for one in some
    )


def changes(changed: Changed | None, as_of: datetime, *, past: bool = False) -> str:
    if changed is None:
        return ""
    counts = [
        (say("mới xong"), changed.done),
        (say("có báo cáo"), changed.reported),
        (say("mới quá hạn"), changed.overdue),
        (say("mới giao"), changed.assigned),
    ]
    said = " · ".join(f"{words} <b>{count}</b>" for words, count in counts if count)
    at = changed.since.astimezone(as_of.tzinfo)
    if past:
        return say(
            "Đã phát hành lúc {at}. Từ đó đến nay: {said}",
            at=days.moment(at),
            said=said or say("chưa có thay đổi"),
        )
    return say("Từ bản tin {at}: {said}", at=days.short(at.date()), said=said or say("chưa có thay đổi"))


def _late(whole: Overview) -> str:
    count = whole.timing[Timing.OVERDUE]
    if not count:
        return ""
    return say("🔴 <b>Quá hạn {count}</b>:\n", count=count) + some(
        whole.late_first, lambda line: late_line(line, whole.today), count
    )


def _held_up(whole: Overview) -> str:
    if not whole.held:
        return ""
    head = held_up_head(whole.held, whole.held_going)
    return f"⚠️ {head}:\n" + some(whole.held_first, held_up_line, whole.held)


def held_up_head(held: int, going: int) -> str:
    """`going`: how many of them are counted above as in progress."""
    if going == held:
        still = say(" (vẫn đang làm)") if going else ""
    else:
        still = say(" ({going} việc vẫn đang làm)", going=going) if going else ""
    return say("<b>Có vướng mắc {count}</b>{still}", count=held, still=still)


def held_up_line(line: Line) -> str:
    if line.secret:
        return say("{assignment}: việc mật", assignment=name_of(line))
    words = f"“{tasks.obstacle(line.obstacle, 70)}”" if line.obstacle else say("chưa nêu lý do")
    return f"{name_of(line)}: {words}"


def work_of(line: Line) -> str:
    """The work, and what holds it up in the sender's words."""
    work = terms.work(line.state.work)
    if not line.state.blocked or not line.obstacle:
        return work
    words = tasks.obstacle(line.obstacle, 70)
    if line.state.work is Work.BLOCKED:
        return f"{work}: “{words}”"
    return say("{work}, vướng: “{words}”", work=work, words=words)


def _silent(whole: Overview) -> str:
    if not whole.silent:
        return ""
    return say("⚪ <b>Đã nhắc mà chưa trả lời {count}</b>:\n", count=whole.silent) + some(
        whole.silent_first, silent_line, whole.silent
    )


def some(lines: Sequence[Line], said: Callable[[Line], str], count: int) -> str:
    """`lines`: the first of so many."""
    rest = say("\n… và {count} việc khác", count=count - len(lines)) if count > len(lines) else ""
    return "\n".join(f"• {said(line)}" for line in lines) + rest


def late_line(line: Line, today: date, work: str = "") -> str:
    """`work`: what is said of it, where there is room for more than the word."""
    moved = say(", lùi hạn {extensions} lần", extensions=line.extensions) if line.extensions else ""
    return say(
        "{assignment}: {days_late} ngày, {work}, {asked}{moved}",
        assignment=name_of(line),
        days_late=line.days_late(today),
        work=work or terms.work(line.state.work),
        asked=_asked(line),
        moved=moved,
    )


def silent_line(line: Line) -> str:
    held = say(", hạn {deadline}", deadline=days.short(line.deadline)) if line.deadline else ""
    return f"{name_of(line)}: {_asked(line)}{held}"


def _asked(line: Line) -> str:
    return say("đã nhắc {asked} lần", asked=line.asked) if line.asked else say("chưa nhắc lần nào")


def name_of(line: Line) -> str:
    return f"<b>{esc(line.ref)}</b> {esc(shorten(line.department, LONGEST_NAME))}"


def _buttons(whole: Overview, suffix: str, more: Sequence[Button]) -> list[list[Button]]:
    offered = [
        (say("🔴 Quá hạn"), "overdue", bool(whole.timing[Timing.OVERDUE])),
        (say("⚪ Chưa trả lời"), "silent", bool(whole.silent)),
        (say("⏳ Sắp đến hạn"), "soon", bool(whole.timing[Timing.DUE_SOON])),
        (say("⚠️ Vướng mắc"), "held", bool(whole.held)),
        (say("📥 Chờ Tổ giúp việc"), "waiting", bool(whole.waiting or whole.wishes)),
        (say("📅 Đã lùi hạn"), "extended", bool(whole.extended)),
        (say("🏢 Theo đơn vị"), "units", True),
        (say("🆕 Thay đổi"), "changes", whole.changes is not None),
        (say("🕓 Báo sau"), "late", bool(whole.said_later)),
        (say("🎯 Chỉ tiêu"), "indicators", bool(whole.indicators.indicators)),
    ]
    parts = [Button(label, f"part:{name}:0{suffix}") for label, name, there in offered if there]
    trends = [] if suffix else [trends_button()]
    return [*in_rows([*parts, *more, *trends], 2), *in_rows(_papers(suffix), 2)]


def _papers(suffix: str) -> list[Button]:
    """The picture and the calendar are of now only."""
    dated = [Button(say("🖨 Bản in A4"), f"print{suffix}"), Button(say("📄 Bảng Excel"), f"sheet{suffix}")]
    return dated if suffix else [Button(say("🖼 Bản ảnh"), "picture"), *dated, calendar_button()]


def not_yet(day: date) -> str:
    return say(
        "Ngày {day} chưa đến nên chưa có số liệu. Đồng chí chọn hôm nay hoặc một ngày trước đó.",
        day=days.full(day),
    )


def before_the_first(day: date, first: date) -> str:
    return say(
        "Đến ngày {day} chưa giao việc nào. Việc đầu tiên được giao ngày {first}.",
        day=days.full(day),
        first=days.full(first),
    )


def sheet_name(day: date) -> str:
    return f"tinh-hinh-{day:%Y-%m-%d}.xlsx"


def sheet_caption(as_of: datetime, count: int, *, past: bool) -> str:
    until = say("hết ngày {day}", day=days.full(as_of.date())) if past else days.moment(as_of)
    return say("Toàn bộ tình hình đến {until}: {count} phân công.", until=until, count=count)


def print_name(day: date) -> str:
    return f"ban-tin-{day:%Y-%m-%d}.pdf"


def print_caption(as_of: datetime, *, past: bool) -> str:
    until = say("hết ngày {day}", day=days.full(as_of.date())) if past else days.moment(as_of)
    return say("Bản tin tổng hợp đến {until}, in trên giấy A4, đủ các đơn vị.", until=until)


def issued_again(day: date) -> str:
    return say("✅ Tôi đang gửi lại bản tin ngày {day} vào nhóm Ban Chỉ đạo.", day=days.full(day))
