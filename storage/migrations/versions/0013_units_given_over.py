"""The Secretariat gives a unit over to a successor, also one that nobody answers for."""

import sqlalchemy as sa
from alembic import op

from storage.tables import Key

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("handovers", schema=None) as batch_op:
        batch_op.alter_column("person_id", existing_type=Key, nullable=True)
        batch_op.add_column(sa.Column("department_id", Key, nullable=True))
        batch_op.create_foreign_key(
            batch_op.f("fk_handovers_department_id_departments"), "departments", ["department_id"], ["id"]
        )
