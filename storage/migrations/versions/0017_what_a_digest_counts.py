"""What a digest counts lies in order: leads by task and state, what came lately by its moment."""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None

LED = "role = 'lead' AND withdrawn_at IS NULL"
REPORTED, DONE = f"{LED} AND reported_at IS NOT NULL", f"{LED} AND done_at IS NOT NULL"
WAITING, GONE = "acceptance = 'waiting'", "withdrawn_at IS NOT NULL"
# (name, columns, which rows: on SQLite, on PostgreSQL)
OF_SOME: tuple[tuple[str, list[str], str, str], ...] = (
    ("ix_assignments_standing", ["task_id", "work", "acceptance", "deadline", "done_at"], LED, LED),
    ("ix_assignments_created", ["created_at", "task_id"], LED, LED),
    ("ix_assignments_reported", ["reported_at", "task_id"], REPORTED, REPORTED),
    ("ix_assignments_done", ["done_at", "work", "task_id"], DONE, DONE),
    ("ix_assignments_blocked", ["deadline"], "blocked = 1", "blocked"),
    ("ix_assignments_waiting", ["done_at"], WAITING, WAITING),
    ("ix_assignments_withdrawn", ["withdrawn_at"], GONE, GONE),
)


def upgrade() -> None:
    for name, columns, here, there in OF_SOME:
        op.create_index(
            name, "assignments", columns, sqlite_where=sa.text(here), postgresql_where=sa.text(there)
        )
    op.create_index("ix_reports_at", "reports", ["at", "assignment_id"])
