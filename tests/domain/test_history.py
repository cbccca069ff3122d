"""Which reports count."""

from datetime import UTC, date, datetime, timedelta

from domain.history import Action, Report, events, last_of, standing_of, valid
from domain.work import Moved, Reported, Said, Work

START = datetime(2025, 9, 24, 2, tzinfo=UTC)


def row(
    id_: int,
    action: Action = Action.REPORT,
    of: int | None = None,
    work: Work = Work.IN_PROGRESS,
    group: int | None = None,
) -> Report:
    return Report(id_, 1, 1, START + timedelta(hours=id_), action, of, None, Said(work=work), group, None)


def test_a_correction_takes_the_place_of_what_it_corrects_until_it_is_undone() -> None:
    history = [row(1), row(2, Action.CORRECTION, of=1)]
    assert [r.id for r in valid(history)] == [2]
    assert standing_of(history) == {1: "corrected", 2: "valid"}
    history.append(row(3, Action.UNDO, of=2))
    assert [r.id for r in valid(history)] == [1]
    assert standing_of(history) == {1: "valid", 2: "undone"}


def test_remarks_never_count_but_stand_in_the_history() -> None:
    history = [row(1, Action.REMARK)]
    assert valid(history) == []
    assert standing_of(history) == {1: "valid"}


def test_mending_a_detail_of_done_keeps_its_moment() -> None:
    history = [row(1, work=Work.DONE), row(2, Action.CORRECTION, of=1, work=Work.DONE)]
    assert events(history, []) == [Reported(history[0].at, history[1].said)]
    history = [row(1), row(2, Action.CORRECTION, of=1, work=Work.DONE)]
    assert events(history, []) == [Reported(history[1].at, history[1].said)]


def test_events_stand_in_the_order_of_their_moments() -> None:
    move = Moved(START + timedelta(hours=1, minutes=30), date(2025, 10, 15))
    assert [type(e) for e in events([row(1), row(2)], [move])] == [Reported, Moved, Reported]


def test_the_move_that_was_written_last_has_the_last_word_whatever_its_clock_said() -> None:
    first, last = Moved(START, date(2025, 10, 15)), Moved(START - timedelta(hours=9), date(2025, 11, 15))
    assert events([row(1)], [first, last]) == [first, last, Reported(row(1).at, row(1).said)]


def test_the_words_of_one_second_stand_as_they_were_written_down() -> None:
    def said(id_: int, person: int, work: Work, milliseconds: int) -> Report:
        at = START + timedelta(milliseconds=milliseconds)
        return Report(id_, 1, person, at, Action.REPORT, None, None, Said(work=work), None, None)

    pressed, text, of_another = (
        said(1, 1, Work.IN_PROGRESS, 700),
        said(2, 1, Work.DONE, 0),
        said(3, 2, Work.BLOCKED, 0),
    )
    told = events([pressed, text, of_another], [])
    assert [event.said.work for event in told if isinstance(event, Reported)] == [
        Work.IN_PROGRESS, Work.DONE, Work.BLOCKED,
    ]  # fmt: skip


def test_undo_takes_back_the_whole_message() -> None:
    history = [row(3, group=9), row(2, group=9), row(1, group=8)]
    assert [r.id for r in last_of(history)] == [3, 2]
    newest_undone = [row(5, Action.UNDO, of=3), row(4, Action.UNDO, of=2), *history]
    assert [r.id for r in last_of(newest_undone)] == [1]
    assert last_of([row(6, Action.UNDO, of=1), *newest_undone]) == []
