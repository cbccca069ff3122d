"""Reading the short replies of focal points: what state of which task they report."""

from domain.replies.codes import named_tasks, read_any_code
from domain.replies.courtesy import is_courtesy
from domain.replies.reading import read
from domain.replies.values import Context, Fired, OpenTask, Reading, Update

__all__ = [
    "Context",
    "Fired",
    "OpenTask",
    "Reading",
    "Update",
    "is_courtesy",
    "named_tasks",
    "read",
    "read_any_code",
]
