"""Indexes by which the next update and the next message are found however many wait."""

import sqlalchemy as sa
from alembic import op

from storage.tables import Moment

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

UNSENT = sa.text("state IN ('pending', 'uncertain', 'sending')")
UNREAD = sa.text("state = 'waiting'")


def upgrade() -> None:
    op.create_index(
        "ix_inbox_chat", "inbox", ["chat_id", "seq"], sqlite_where=UNREAD, postgresql_where=UNREAD
    )
    op.drop_index("ix_outbox_state", "outbox")  # SQLite would prefer it, and sort all that waits
    op.create_index(
        "ix_outbox_turn", "outbox", ["priority", "id"], sqlite_where=UNSENT, postgresql_where=UNSENT
    )
    op.create_index(
        "ix_outbox_unsent",
        "outbox",
        ["chat_id", "priority", "id"],
        sqlite_where=UNSENT,
        postgresql_where=UNSENT,
    )
    op.add_column("pauses", sa.Column("since", Moment(), nullable=True))
