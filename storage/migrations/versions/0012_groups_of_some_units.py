"""Groups besides the steering committee's, each with the digest of its own units."""

import sqlalchemy as sa
from alembic import op

from storage.tables import Key, Moment

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "unit_groups",
        sa.Column("id", Key, autoincrement=True, nullable=False),
        sa.Column("chat_id", sa.BigInteger(), nullable=False),
        sa.Column("thread_id", sa.BigInteger(), nullable=True),
        sa.Column("title", sa.Text(), nullable=True),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("kinds", sa.JSON(), nullable=False),
        sa.Column("list_id", Key, nullable=True),
        sa.Column("chosen_by", Key, nullable=True),
        sa.Column("chosen_at", Moment(), nullable=False),
        sa.Column("until", Moment(), nullable=True),
        sa.ForeignKeyConstraint(["list_id"], ["unit_lists.id"], name="fk_unit_groups_list_id_unit_lists"),
        sa.ForeignKeyConstraint(["chosen_by"], ["people.id"], name="fk_unit_groups_chosen_by_people"),
        sa.PrimaryKeyConstraint("id", name="pk_unit_groups"),
    )
