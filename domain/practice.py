"""Practice: four steps with a pretend task that no figure knows of."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import IntEnum

from domain.office import Assignment, Department, Task
from domain.work import Role, Said, State, TaskKind, Work

REF = "TẬP01"
TITLE = "Việc giả: gửi danh sách cán bộ dự tập huấn"
STEPS = 4


class Step(IntEnum):
    """What the person is asked to try next."""

    PRESS = 1
    PERCENT = 2
    WISH = 3
    CORRECT = 4
    TAKE_BACK = 5
    OVER = 6

    @property
    def number(self) -> int:
        """As it is counted on the screen: to correct and to take back are one step."""
        return min(int(self), STEPS)

    @property
    def tried(self) -> int:
        """How many of the steps lie behind."""
        return STEPS if self is Step.OVER else self.number - 1


@dataclass(frozen=True, slots=True)
class Practice:
    """`done_at`: when "Em đã hiểu" was pressed; until then it goes on."""

    id: int
    person_id: int
    step: Step
    done_at: datetime | None


def after_press(step: Step) -> Step:
    """A state was pressed, under the reminder or under "Sửa"."""
    return {Step.PRESS: Step.PERCENT, Step.CORRECT: Step.TAKE_BACK}.get(step, step)


def after_words(step: Step, said: Said, wish: str | None) -> Step:
    """Something was reported in words; `wish`: what would become of the day wished for."""
    tried = {
        Step.PERCENT: said.percent is not None,
        Step.WISH: wish == "asked",
        Step.CORRECT: True,
    }
    return Step(step + 1) if tried.get(step) else step


def after_taking_back(step: Step) -> Step:
    return Step.OVER if step is Step.TAKE_BACK else step


def pretend(today: date, said: Said | None = None) -> Assignment:
    """An assignment that stands in no table: id 0, due in a week, as it would be after `said`."""
    task = Task(0, REF, TITLE, None, TaskKind.TASK, False, False, None, None, False, None, None)
    unit, due = Department(0, "Đơn vị tập dượt"), today + timedelta(days=7)
    said = said or Said(Work.NO_REPORT)
    now = State(
        said.work or Work.IN_PROGRESS, said.percent, said.done, said.total, said.blocked, said.blocker
    )
    made = datetime.min  # noqa: DTZ901 - shown nowhere
    return Assignment(0, task, unit, Role.LEAD, made, due, due, 0, now)
