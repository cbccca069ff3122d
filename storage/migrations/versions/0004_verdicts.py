"""The assigning side's verdicts on what was reported done."""

import sqlalchemy as sa
from alembic import op

from storage.tables import Key, Moment

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "verdicts",
        sa.Column("id", Key, autoincrement=True, nullable=False),
        sa.Column("assignment_id", Key, nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.Column("verdict", sa.String(length=10), nullable=False),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("judged_by", Key, nullable=True),
        sa.Column("inbox_seq", Key, nullable=True),
        sa.ForeignKeyConstraint(
            ["assignment_id"], ["assignments.id"], name="fk_verdicts_assignment_id_assignments"
        ),
        sa.ForeignKeyConstraint(["judged_by"], ["people.id"], name="fk_verdicts_judged_by_people"),
        sa.PrimaryKeyConstraint("id", name="pk_verdicts"),
    )
    op.create_index("ix_verdicts_assignment_id", "verdicts", ["assignment_id"])
