"""Indicators: what they aim at and the values reported; the years of a task; totals with their source.

Values and totals are only added to, as migration 0009 has it for what happened.
"""

import sqlalchemy as sa
from alembic import op

from storage.tables import Key, Moment

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

# of each table the columns that never change, and those that may only be emptied
KEPT = {
    "indicator_values": (("id", "assignment_id", "report_id", "day", "person_id"), ("value",)),
    "claims": (("id", "what", "source", "value", "day", "at", "entered_by"), ()),
}


def upgrade() -> None:
    op.add_column("tasks", sa.Column("period", sa.String(9), nullable=True))
    op.create_table(
        "indicators",
        sa.Column("task_id", Key, nullable=False, autoincrement=False),
        sa.Column("target", sa.Float, nullable=True),
        sa.Column("unit", sa.Text, nullable=False),
        sa.Column("direction", sa.String(8), nullable=False),
        sa.Column("counting", sa.String(12), nullable=False),
        sa.Column("baseline", sa.Float, nullable=True),
        sa.Column("unassessed", sa.Boolean, nullable=False),
        sa.Column("method_by_id", Key, nullable=True),
        sa.Column("method_due", sa.Date, nullable=True),
        sa.PrimaryKeyConstraint("task_id", name="pk_indicators"),
        sa.ForeignKeyConstraint(["task_id"], ["tasks.id"], name="fk_indicators_task_id_tasks"),
        sa.ForeignKeyConstraint(
            ["method_by_id"], ["departments.id"], name="fk_indicators_method_by_id_departments"
        ),
    )
    op.create_table(
        "indicator_values",
        sa.Column("id", Key, nullable=False, autoincrement=True),
        sa.Column("assignment_id", Key, nullable=False),
        sa.Column("report_id", Key, nullable=False),
        sa.Column("day", sa.Date, nullable=False),
        sa.Column("value", sa.Float, nullable=True),
        sa.Column("person_id", Key, nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_indicator_values"),
        sa.ForeignKeyConstraint(
            ["assignment_id"], ["assignments.id"], name="fk_indicator_values_assignment_id_assignments"
        ),
        sa.ForeignKeyConstraint(["report_id"], ["reports.id"], name="fk_indicator_values_report_id_reports"),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name="fk_indicator_values_person_id_people"),
    )
    op.create_index("ix_indicator_values_assignment_id", "indicator_values", ["assignment_id"])
    op.create_index("ix_indicator_values_report_id", "indicator_values", ["report_id"])
    op.create_table(
        "claims",
        sa.Column("id", Key, nullable=False, autoincrement=True),
        sa.Column("what", sa.Text, nullable=False),
        sa.Column("source", sa.Text, nullable=False),
        sa.Column("value", sa.Integer, nullable=True),
        sa.Column("day", sa.Date, nullable=True),
        sa.Column("at", Moment, nullable=False),
        sa.Column("entered_by", Key, nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_claims"),
        sa.ForeignKeyConstraint(["entered_by"], ["people.id"], name="fk_claims_entered_by_people"),
    )
    _only_added_to()


def _only_added_to() -> None:
    if op.get_bind().dialect.name == "postgresql":
        refuse, same = "FOR EACH ROW {when} EXECUTE FUNCTION refuse_change()", "IS NOT DISTINCT FROM"
    else:
        refuse, same = "{when} BEGIN SELECT RAISE(ABORT, '{table} is only added to'); END", "IS"
    for table, (fixed, emptied) in KEPT.items():
        never = refuse.format(when="", table=table)
        op.execute(f"CREATE TRIGGER {table}_no_delete BEFORE DELETE ON {table} {never}")
        op.execute(f"CREATE TRIGGER {table}_no_change BEFORE UPDATE OF {', '.join(fixed)} ON {table} {never}")
        if emptied:
            filled = " OR ".join(
                f"(NEW.{name} IS NOT NULL AND NOT CAST(NEW.{name} AS TEXT) {same} CAST(OLD.{name} AS TEXT))"
                for name in emptied
            )
            empty = refuse.format(when=f"WHEN ({filled})", table=table)
            op.execute(
                f"CREATE TRIGGER {table}_only_emptied BEFORE UPDATE OF {', '.join(emptied)} ON {table} {empty}"
            )
