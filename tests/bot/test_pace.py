"""The pace as the server counts it, whatever the way there does to the intervals."""

import random

import pytest

from bot.pace import Pace

JITTER = 0.03


def depart(pace: Pace, chats: list[int], seconds: float, late: float = 0.0) -> list[tuple[float, int]]:
    """A sender that always has something for each of the chats in turn; (moment, chat)."""
    now, left, turn = 0.0, [], 0
    rng = random.Random(7)
    while now < seconds:
        now += pace.until_next(now)
        resting = set(pace.resting(now))
        ready = [chat for chat in chats[turn:] + chats[:turn] if chat not in resting]
        if not ready:
            now += 0.01
            continue
        turn = (chats.index(ready[0]) + 1) % len(chats)
        departure = pace.leaves(now, ready[0])
        now += rng.uniform(0, late)
        pace.left(departure, now)
        left.append((now, ready[0]))
    return left


def most_in(moments: list[float], window: float) -> int:
    moments = sorted(moments)
    return max(sum(m <= x < m + window for x in moments[i : i + 300]) for i, m in enumerate(moments))


@pytest.mark.parametrize("per_second", [1, 5, 25, 30])
@pytest.mark.parametrize("late", [0.0, 0.01, 0.4])
def test_never_more_than_the_pace_in_any_second(per_second: int, late: float) -> None:
    left = depart(Pace(per_second), list(range(1, 200)), 40, late)
    rng = random.Random(11)
    arrived = [moment + rng.uniform(-JITTER, JITTER) for moment, _ in left]
    assert most_in(arrived, 1.0) <= per_second
    if late < 0.1:
        assert len(left) >= 0.92 * 40 * per_second


def test_a_person_gets_three_at_once_and_then_one_a_second() -> None:
    left = [moment for moment, _ in depart(Pace(25), [1], 20)]
    assert left[2] < 0.2
    assert most_in(left[3:], 1.0) == 1
    assert 18 <= len(left) <= 22


def test_a_group_gets_eighteen_a_minute() -> None:
    left = [moment for moment, _ in depart(Pace(25), [-5], 300)]
    assert most_in(left, 60.0) == 18
    assert len(left) >= 80


def test_nothing_is_paced_at_nought() -> None:
    pace = Pace(0)
    for _ in range(100):
        assert pace.until_next(5.0) == 0
        pace.leaves(5.0, -1)
    assert pace.resting(5.0) == []


def test_a_restart_makes_no_burst() -> None:
    before, after = Pace(25), Pace(25)
    left = depart(before, list(range(1, 200)), 3)
    for moment, chat in left:
        after.leaves(moment - 3.2, chat)  # as read from the store 0.2 s later
    now, again = 0.0, []
    while now < 1:
        now += after.until_next(now)
        after.leaves(now, 500)
        again.append(now)
    assert most_in([m - 3.2 for m, _ in left] + again, 1.0) <= 25
