"""What was there when a focal point came counts as told, without a message and without clocks."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

# until now the moments decided: what was not made after the focal point came had been shown to them
FOUND = """
INSERT INTO announcements (assignment_id, person_id, at, outbox_id)
SELECT a.id, f.person_id, min(f.since), NULL
FROM focal_points f
JOIN assignments a ON a.department_id = f.department_id AND a.created_at <= f.since
JOIN tasks t ON t.id = a.task_id AND NOT t.draft
WHERE f.until IS NULL AND NOT EXISTS (
    SELECT 1 FROM announcements n WHERE n.assignment_id = a.id AND n.person_id = f.person_id
)
GROUP BY a.id, f.person_id
"""


def upgrade() -> None:
    with op.batch_alter_table("announcements", schema=None) as batch_op:
        batch_op.alter_column(
            "outbox_id", existing_type=sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True
        )
    op.execute(FOUND)
