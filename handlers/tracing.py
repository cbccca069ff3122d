"""The trace of what is written in bulk: read off what stands before and after."""

from dataclasses import dataclass

from domain.work import Role
from storage import assignments, tasks
from storage.changes import Change
from storage.database import Tx


@dataclass(frozen=True, slots=True)
class Standing:
    """`roles`: of each assignment, None once it is withdrawn; `directives`: their titles."""

    roles: dict[int, Role | None]
    directives: dict[int, str]


async def standing(tx: Tx) -> Standing:
    return Standing(await assignments.roles(tx), await tasks.directive_titles(tx))


def since(before: Standing, after: Standing) -> list[Change]:
    """What became of assignments and directives in between."""
    made = [
        Change("directive", id_, "created", None, title)
        for id_, title in after.directives.items()
        if id_ not in before.directives
    ]
    return made + [
        Change("assignment", id_, _field(id_ in before.roles, role), before.roles.get(id_), role)
        for id_, role in after.roles.items()
        if id_ not in before.roles or role != before.roles[id_]
    ]


def _field(known: bool, role: Role | None) -> str:
    if role is None:
        return "withdrawn"
    return "role" if known else "created"
