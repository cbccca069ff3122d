"""To whom a nudge went, and in which message; rehearsals asked for in the chat;
what the Secretariat says to a digest before it goes, and who else gets it."""

import sqlalchemy as sa
from alembic import op

from storage.tables import Moment

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    with op.batch_alter_table("nudges", schema=None) as batch_op:
        for name, table in (("person_id", "people"), ("outbox_id", "outbox")):
            batch_op.add_column(sa.Column(name, KEY, nullable=True))
            batch_op.create_foreign_key(batch_op.f(f"fk_nudges_{name}_{table}"), table, [name], ["id"])
        batch_op.create_index("ix_nudges_outbox", ["outbox_id"], unique=False)
    op.create_table(
        "rehearsals",
        sa.Column("id", KEY, autoincrement=True, nullable=False),
        sa.Column("person_id", KEY, nullable=False),
        sa.Column("first_day", sa.Date(), nullable=False),
        sa.Column("last_day", sa.Date(), nullable=False),
        sa.Column("asked_at", Moment(), nullable=False),
        sa.Column("done_at", Moment(), nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_rehearsals_person_id_people")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rehearsals")),
    )
    op.create_table(
        "digest_previews",
        sa.Column("id", KEY, autoincrement=True, nullable=False),
        sa.Column("moment", Moment(), nullable=False),
        sa.Column("asked_at", Moment(), nullable=True),
        sa.Column("goes_at", Moment(), nullable=True),
        sa.Column("words", sa.Text(), nullable=True),
        sa.Column("seen_by", KEY, nullable=True),
        sa.Column("closed_at", Moment(), nullable=True),
        sa.ForeignKeyConstraint(["seen_by"], ["people.id"], name=op.f("fk_digest_previews_seen_by_people")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_digest_previews")),
        sa.UniqueConstraint("moment", name=op.f("uq_digest_previews_moment")),
    )
    op.create_table(
        "digest_recipients",
        sa.Column("id", KEY, autoincrement=True, nullable=False),
        sa.Column("department_id", KEY, nullable=False),
        sa.Column("since", Moment(), nullable=False),
        sa.Column("until", Moment(), nullable=True),
        sa.Column("set_by", KEY, nullable=True),
        sa.ForeignKeyConstraint(
            ["department_id"], ["departments.id"], name=op.f("fk_digest_recipients_department_id_departments")
        ),
        sa.ForeignKeyConstraint(["set_by"], ["people.id"], name=op.f("fk_digest_recipients_set_by_people")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_digest_recipients")),
    )
