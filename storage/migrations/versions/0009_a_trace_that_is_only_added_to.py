"""What happened is only added to: the database itself refuses to change or drop it.

Words may be emptied, and a chat forgotten with its person; who did what, and when, may not be touched.
"""

import sqlalchemy as sa
from alembic import op

from storage.tables import Key

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

# of each table the columns that never change, and those that may only be emptied
KEPT = {
    "changes": (
        ("id", "at", "person_id", "source", "noun", "noun_id", "field", "inbox_seq"),
        ("old", "new"),
    ),
    "reports": (
        (
            "id", "assignment_id", "person_id", "at", "action", "of_id", "work", "percent", "done", "total",
            "blocked", "expected_date", "requested_deadline", "inbox_seq",
        ),
        ("text", "blocker", "reading", "chat_id", "message_id"),
    ),
    "deadline_moves": (
        ("id", "assignment_id", "at", "from_day", "to_day", "moved_by", "extension_id", "inbox_seq"),
        (),
    ),
    "verdicts": (("id", "assignment_id", "at", "verdict", "judged_by", "inbox_seq"), ("reason",)),
    "nudges": (("id", "assignment_id", "at", "nudged_by", "person_id"), ()),
}  # fmt: skip
# rows that may be dropped until this is true of them: a nudge that waits, or never left, was none
TOLD = {"nudges": "OLD.outbox_id IS NOT NULL"}


def upgrade() -> None:
    op.create_index(  # asked for with every update that comes
        "ix_tasks_secret",
        "tasks",
        ["secret"],
        sqlite_where=sa.text("secret = 1"),
        postgresql_where=sa.text("secret"),
    )
    op.add_column("deadline_moves", sa.Column("inbox_seq", Key, nullable=True))
    if op.get_bind().dialect.name == "postgresql":
        op.execute(
            "CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$ "
            "BEGIN RAISE EXCEPTION '% is only added to', TG_TABLE_NAME; END $$"
        )
        refuse, same = "FOR EACH ROW {when} EXECUTE FUNCTION refuse_change()", "IS NOT DISTINCT FROM"
    else:
        refuse, same = "{when} BEGIN SELECT RAISE(ABORT, '{table} is only added to'); END", "IS"
    for table, (fixed, emptied) in KEPT.items():
        never = refuse.format(when="", table=table)
        told = refuse.format(when=f"WHEN ({TOLD[table]})", table=table) if table in TOLD else never
        op.execute(f"CREATE TRIGGER {table}_no_delete BEFORE DELETE ON {table} {told}")
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
