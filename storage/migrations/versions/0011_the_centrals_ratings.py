"""The Central's word on a programme, in a unit or as a whole: XANH, VÀNG, ĐỎ. It is only added to."""

import sqlalchemy as sa
from alembic import op

from storage.tables import Key, Moment

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "ratings",
        sa.Column("id", Key, autoincrement=True, nullable=False),
        sa.Column("programme", sa.Text(), nullable=False),
        sa.Column("department_id", Key, nullable=True),
        sa.Column("colour", sa.String(length=8), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.Column("entered_by", Key, nullable=True),
        sa.Column("inbox_seq", Key, nullable=True),
        sa.ForeignKeyConstraint(
            ["department_id"], ["departments.id"], name="fk_ratings_department_id_departments"
        ),
        sa.ForeignKeyConstraint(["entered_by"], ["people.id"], name="fk_ratings_entered_by_people"),
        sa.PrimaryKeyConstraint("id", name="pk_ratings"),
    )
    op.create_index("ix_ratings_programme", "ratings", ["programme", "day", "id"])
    if op.get_bind().dialect.name == "postgresql":
        refuse = "FOR EACH ROW EXECUTE FUNCTION refuse_change()"
    else:
        refuse = "BEGIN SELECT RAISE(ABORT, 'ratings is only added to'); END"
    op.execute(f"CREATE TRIGGER ratings_no_delete BEFORE DELETE ON ratings {refuse}")
    op.execute(f"CREATE TRIGGER ratings_no_change BEFORE UPDATE ON ratings {refuse}")
