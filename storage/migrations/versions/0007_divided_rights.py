"""Heads of units, hand-overs, invitations for a role, reminders put off, and evidence."""

import sqlalchemy as sa
from alembic import op

from storage.tables import Key, Moment

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _roles()
    _invitations()
    op.create_table(
        "snoozes",
        _id(),
        _to("snoozes", "assignment_id", "assignments"),
        _to("snoozes", "person_id", "people"),
        sa.Column("deadline", sa.Date(), nullable=False),
        sa.Column("lead_days", sa.Integer(), nullable=False),
        sa.Column("until_day", sa.Date(), nullable=False),
        sa.Column("asked_at", Moment(), nullable=False),
        _to("snoozes", "outbox_id", "outbox", nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_snoozes")),
        sa.UniqueConstraint(
            "assignment_id",
            "person_id",
            "deadline",
            "lead_days",
            name=op.f("uq_snoozes_assignment_id_person_id_deadline_lead_days"),
        ),
    )
    op.create_index("ix_snoozes_outbox", "snoozes", ["outbox_id"])
    op.create_table(
        "evidence",
        _id(),
        _to("evidence", "report_id", "reports"),
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(8), nullable=False),
        sa.Column("file_id", sa.Text(), nullable=False),
        sa.Column("album", sa.String(64), nullable=True),
        sa.Column("kept_at", Moment(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_evidence")),
        sa.UniqueConstraint("report_id", "sha256", name=op.f("uq_evidence_report_id_sha256")),
    )
    op.create_index(op.f("ix_evidence_report_id"), "evidence", ["report_id"])
    op.create_index("ix_evidence_album", "evidence", ["album"])


def _roles() -> None:
    op.create_table(
        "heads",
        _id(),
        _to("heads", "person_id", "people"),
        _to("heads", "department_id", "departments"),
        sa.Column("since", Moment(), nullable=False),
        sa.Column("until", Moment(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_heads")),
    )
    op.create_index("ix_heads_person", "heads", ["person_id"])
    op.create_index("ix_heads_department", "heads", ["department_id"])
    op.create_table(
        "handovers",
        _id(),
        _to("handovers", "person_id", "people"),
        _to("handovers", "successor_id", "people"),
        sa.Column("asked_at", Moment(), nullable=False),
        sa.Column("confirmed_at", Moment(), nullable=True),
        sa.Column("dropped_at", Moment(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_handovers")),
    )
    op.create_index("ix_handovers_person", "handovers", ["person_id"])
    op.create_index("ix_deputies_person", "deputies", ["person_id"])
    op.create_index("ix_deputies_deputy", "deputies", ["deputy_id"])


def _invitations() -> None:
    with op.batch_alter_table("invitations", schema=None) as batch_op:
        batch_op.add_column(sa.Column("role", sa.String(12), nullable=False, server_default="focal_point"))
        batch_op.add_column(_to("invitations", "for_id", "people", nullable=True))
        batch_op.add_column(sa.Column("from_day", sa.Date(), nullable=True))
        batch_op.add_column(sa.Column("to_day", sa.Date(), nullable=True))
    op.execute("UPDATE invitations SET role = 'leader' WHERE department_id IS NULL")


def _id() -> sa.Column[int]:
    return sa.Column("id", Key, autoincrement=True, nullable=False)


def _to(table: str, name: str, to: str, *, nullable: bool = False) -> sa.Column[int]:
    key = sa.ForeignKey(f"{to}.id", name=op.f(f"fk_{table}_{name}_{to}"))
    return sa.Column(name, Key, key, nullable=nullable)
