"""Proposed tasks as JSON objects (contract, `parse --conclusion`)."""

from typing import Any

from domain.conclusions.values import ProposedTask


def task_to_json(task: ProposedTask) -> dict[str, Any]:
    due = task.due
    return {
        "lead": [unit.name for unit in task.lead],
        "coordinating": [unit.name for unit in task.coordinating],
        "task": task.task,
        "deadline_text": due.words if due else None,
        "start": due.start.isoformat() if due and due.start else None,
        "end": due.end.isoformat() if due and due.end else None,
        "recurrence": due.recurrence if due else None,
        "via": [unit.name for unit in task.via],
        "doubts": list(task.doubts),
        "place": {"paragraph": task.place.paragraph, "label": task.place.label, "quote": task.place.quote},
    }
