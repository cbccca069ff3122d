"""From the bytes of a sheet to the plan of an import, in one step that can be done apart."""

from domain.deadlines import read_deadline
from domain.importing import Plan, plan
from domain.importing.record import OnRecord
from papers.apart import TooHeavy, apart
from papers.sheets.limits import refused
from papers.sheets.reading import Unreadable, read_sheets
from papers.uncollected import uncollected

SMALL = 64 * 1024


@uncollected()
def plan_sheet(data: bytes, filename: str, known: OnRecord) -> Plan:
    """What the file would change; what cannot be read are its faults."""
    try:
        sheets = read_sheets(data, filename)
        return plan(
            sheets,
            known.units,
            known.known_tasks(),
            known.refs(),
            known.today,
            read_deadline,
            claims=known.claims,
            lists=known.lists,
            programmes=known.programmes,
            ratings=known.ratings,
        )
    except Unreadable as unreadable:
        return Plan(faults=unreadable.faults)


async def plan_sheet_apart(data: bytes, filename: str, known: OnRecord) -> Plan:
    """The same, bounded in time and memory."""
    try:
        return await apart(plan_sheet, data, filename, known)
    except TooHeavy:
        return Plan(faults=refused("too_heavy").faults)


def is_light(data: bytes, filename: str) -> bool:
    """A short .csv cannot cost much: nothing in it unpacks."""
    return filename.lower().endswith(".csv") and len(data) <= SMALL
