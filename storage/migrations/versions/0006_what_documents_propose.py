"""Documents, what they propose, and lists of units."""

import sqlalchemy as sa
from alembic import op

from storage.tables import Key, Moment

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("directives", sa.Column("subject", sa.Text(), nullable=True))
    op.create_table(
        "documents",
        sa.Column("id", Key, autoincrement=True, nullable=False),
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.Column("directive_id", Key, nullable=False),
        sa.Column("filename", sa.Text(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("received_at", Moment(), nullable=False),
        sa.Column("received_by", Key, nullable=True),
        sa.ForeignKeyConstraint(
            ["directive_id"], ["directives.id"], name=op.f("fk_documents_directive_id_directives")
        ),
        sa.ForeignKeyConstraint(["received_by"], ["people.id"], name=op.f("fk_documents_received_by_people")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_documents")),
        sa.UniqueConstraint("sha256", name=op.f("uq_documents_sha256")),
    )
    op.create_index(op.f("ix_documents_directive_id"), "documents", ["directive_id"])
    op.create_table(
        "proposals",
        sa.Column("id", Key, autoincrement=True, nullable=False),
        sa.Column("document_id", Key, nullable=False),
        sa.Column("paragraph", sa.Integer(), nullable=False),
        sa.Column("label", sa.Text(), nullable=False),
        sa.Column("quote", sa.Text(), nullable=False),
        sa.Column("leads", sa.JSON(), nullable=False),
        sa.Column("coordinating", sa.JSON(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("deadline", sa.Date(), nullable=True),
        sa.Column("deadline_text", sa.Text(), nullable=True),
        sa.Column("start_day", sa.Date(), nullable=True),
        sa.Column("recurrence", sa.String(16), nullable=True),
        sa.Column("standing", sa.Boolean(), nullable=False),
        sa.Column("doubts", sa.JSON(), nullable=False),
        sa.Column("revision", sa.Integer(), server_default="0", nullable=False),
        sa.Column("state", sa.String(10), nullable=False),
        sa.Column("decided_by", Key, nullable=True),
        sa.Column("decided_at", Moment(), nullable=True),
        sa.Column("lead_ids", sa.JSON(), nullable=False),
        sa.Column("coordinating_ids", sa.JSON(), nullable=False),
        sa.Column("task_id", Key, nullable=True),
        sa.ForeignKeyConstraint(
            ["document_id"], ["documents.id"], name=op.f("fk_proposals_document_id_documents")
        ),
        sa.ForeignKeyConstraint(["decided_by"], ["people.id"], name=op.f("fk_proposals_decided_by_people")),
        sa.ForeignKeyConstraint(["task_id"], ["tasks.id"], name=op.f("fk_proposals_task_id_tasks")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_proposals")),
    )
    op.create_index(op.f("ix_proposals_document_id"), "proposals", ["document_id"])
    op.create_table(
        "unit_lists",
        sa.Column("id", Key, autoincrement=True, nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("kept_at", Moment(), nullable=False),
        sa.Column("kept_by", Key, nullable=True),
        sa.ForeignKeyConstraint(["kept_by"], ["people.id"], name=op.f("fk_unit_lists_kept_by_people")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_unit_lists")),
        sa.UniqueConstraint("key", name=op.f("uq_unit_lists_key")),
    )
    op.create_table(
        "unit_list_members",
        sa.Column("list_id", Key, autoincrement=False, nullable=False),
        sa.Column("department_id", Key, autoincrement=False, nullable=False),
        sa.ForeignKeyConstraint(
            ["department_id"],
            ["departments.id"],
            name=op.f("fk_unit_list_members_department_id_departments"),
        ),
        sa.ForeignKeyConstraint(
            ["list_id"], ["unit_lists.id"], name=op.f("fk_unit_list_members_list_id_unit_lists")
        ),
        sa.PrimaryKeyConstraint("list_id", "department_id", name=op.f("pk_unit_list_members")),
    )
