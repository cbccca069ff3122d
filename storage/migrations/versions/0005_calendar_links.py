"""Addresses at which a person's calendar of deadlines can be subscribed to, until revoked."""

import sqlalchemy as sa
from alembic import op

from storage.tables import Key, Moment

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "calendar_links",
        sa.Column("id", Key, autoincrement=True, nullable=False),
        sa.Column("code_hash", sa.String(length=64), nullable=False),
        sa.Column("person_id", Key, nullable=False),
        sa.Column("created_at", Moment(), nullable=False),
        sa.Column("revoked_at", Moment(), nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name="fk_calendar_links_person_id_people"),
        sa.PrimaryKeyConstraint("id", name="pk_calendar_links"),
        sa.UniqueConstraint("code_hash", name="uq_calendar_links_code_hash"),
    )
    op.create_index("ix_calendar_links_person", "calendar_links", ["person_id"])
