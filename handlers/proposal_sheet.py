"""The proposals as a sheet of the import, and the proposals that such a sheet brings in."""

import asyncio
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from domain.addressees import Addressing
from domain.importing import Plan
from domain.importing.planning import due_words
from domain.importing.values import Due, TaskRow
from domain.proposals import Proposal, ProposalState, covered
from domain.refusal import Refusal
from handlers.beforehand import Reading, WorkFirst, writing
from handlers.desk import Desk, Turn
from handlers.registration import require_secretariat
from handlers.texts import proposals as texts
from handlers.walking import addressing
from papers.sheets.proposals import ProposedRow, write_proposals_xlsx
from storage import documents, proposals
from storage.changes import Change


@dataclass(frozen=True, slots=True)
class Table:
    """Written before the turn that sends it; as of the proposals that waited then."""

    content: bytes
    count: int


async def table(desk: Desk) -> None:
    """ "Tải bảng": to be corrected and sent back as any sheet."""
    require_secretariat(desk)
    directive_id = int(desk.args[0])
    held = await documents.of_directive(desk.tx, directive_id)
    if not held:
        raise Refusal("gone")
    made = desk.worked_out
    if not isinstance(made, Table):
        raise WorkFirst(
            partial(_written, directive_id=directive_id, title=held[0].directive.title),
            writing(),
        )
    if not made.count:
        raise Refusal("gone")
    name = texts.sheet_name(held[0].directive)
    await desk.send_file(desk.chat_id, desk.actor.person, name, made.content, texts.sheet_caption(made.count))


async def _written(reading: Reading, *, directive_id: int, title: str) -> Table:
    async with reading() as turn:
        waiting = [p for p in await proposals.of_directive(turn.tx, directive_id) if p.state.open]
        known = await addressing(turn)
    if not waiting:
        return Table(b"", 0)
    return Table(await asyncio.to_thread(_write, title, waiting, known), len(waiting))


def _write(title: str, waiting: Sequence[Proposal], known: Addressing) -> bytes:
    def names(said: tuple[str, ...]) -> tuple[str, ...]:
        """The units of a list one by one; what nobody knows as it is written, for the import to name."""
        found = [name for a in known.read_all(said) for name in ([u.name for u in a.units] or [a.words])]
        return tuple(dict.fromkeys(found))

    rows = []
    for proposal in waiting:
        leads = names(proposal.draft.leads)
        others = [a for a in known.read_all(proposal.draft.coordinating) if a.known]
        helping = dict.fromkeys(u.name for a in others for u in a.units if u.name not in leads)
        rows.append(ProposedRow(proposal.draft.text, leads, tuple(helping), _due(proposal)))
    return write_proposals_xlsx(title, rows)


def _due(proposal: Proposal) -> str:
    due = proposal.draft.due
    return due_words(Due(None if due.recurrence else due.deadline, due.words, due.recurrence, due.standing))


async def close_covered(turn: Turn, planned: Plan) -> None:
    """What a sheet brought in is no proposal any more: of its directives, what has nearly the same text."""
    rows: dict[str, list[TaskRow]] = defaultdict(list)
    for row in (*planned.new_tasks, *(change.wanted for change in planned.changed_tasks)):
        if row.directive is not None:
            rows[row.directive.key].append(row)
    trace: list[Change] = []
    for directive_id, key in (await documents.directive_keys(turn.tx, rows.keys())).items():
        found = await proposals.of_directive(turn.tx, directive_id)
        ids = covered(found, rows[key])
        await proposals.cover(turn.tx, ids, turn.by, turn.now)
        before = {proposal.id: proposal.state for proposal in found}
        trace += [Change("proposal", i, "state", before[i], ProposalState.COVERED) for i in ids]
    await turn.trace(*trace)
