"""What nobody was told of yet, and what is open by its deadline: so that the clock reads only what is due.

A pair stands in `untold` while the unit of an open assignment has somebody who answers for it, or will as a
deputy, and they were not told of it. The database keeps it, whoever writes: assignments come, close and open
again, people come to a unit, announcements are made and taken back.
"""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
OPEN = (
    "role = 'lead' AND withdrawn_at IS NULL AND work NOT IN ('done', 'recurring')"
    " AND (acceptance IS NULL OR acceptance = 'returned')"
)
UNIT = (
    "FROM assignments a JOIN focal_points f ON f.department_id = a.department_id{deputies}"
    " WHERE a.work <> 'done' AND a.withdrawn_at IS NULL AND f.until IS NULL"
)
OWN = "SELECT f.person_id, a.id AS assignment_id " + UNIT.format(deputies="")
STANDING = "SELECT d.deputy_id AS person_id, a.id AS assignment_id " + UNIT.format(
    deputies=" JOIN deputies d ON d.person_id = f.person_id AND d.ended_at IS NULL"
)
KNOWN = "SELECT 1 FROM {table} k WHERE k.assignment_id = p.assignment_id AND k.person_id = p.person_id"

NOTE = (
    "INSERT INTO untold (person_id, assignment_id) SELECT DISTINCT p.person_id, p.assignment_id"
    " FROM ({pairs}) p WHERE {known}"
)


def note(pairs: str) -> str:
    known = " AND ".join(f"NOT EXISTS ({KNOWN.format(table=name)})" for name in ("announcements", "untold"))
    return NOTE.format(pairs=pairs, known=known)


def both(which: str) -> str:
    return f"{OWN} AND {which} UNION ALL {STANDING} AND {which}"


OF_ASSIGNMENT = note(both("a.id = NEW.id"))
OF_FOCAL_POINT = note(both("f.id = NEW.id"))
OF_DEPUTY = note(f"{STANDING} AND d.id = NEW.id")
TAKEN_BACK = note(
    "SELECT OLD.person_id AS person_id, a.id AS assignment_id FROM assignments a"
    " WHERE a.id = OLD.assignment_id AND a.work <> 'done' AND a.withdrawn_at IS NULL"
)
IS_OPEN, WAS_OPEN = (f"{row}.work <> 'done' AND {row}.withdrawn_at IS NULL" for row in ("NEW", "OLD"))
# (name, event, its condition, what is done)
TRIGGERS = (
    ("assignments_come", "INSERT ON assignments", IS_OPEN, OF_ASSIGNMENT),
    (
        "assignments_open",
        "UPDATE OF work, withdrawn_at ON assignments",
        f"{IS_OPEN} AND NOT ({WAS_OPEN})",
        OF_ASSIGNMENT,
    ),
    (
        "assignments_close",
        "UPDATE OF work, withdrawn_at ON assignments",
        f"{WAS_OPEN} AND NOT ({IS_OPEN})",
        "DELETE FROM untold WHERE assignment_id = NEW.id",
    ),
    ("focal_points_come", "INSERT ON focal_points", "NEW.until IS NULL", OF_FOCAL_POINT),
    ("deputies_come", "INSERT ON deputies", "NEW.ended_at IS NULL", OF_DEPUTY),
    (
        "announcements_come",
        "INSERT ON announcements",
        "true",
        "DELETE FROM untold WHERE person_id = NEW.person_id AND assignment_id = NEW.assignment_id",
    ),
    (
        "announcements_go",
        "DELETE ON announcements",
        "true",
        TAKEN_BACK,
    ),
)


def upgrade() -> None:
    op.create_table(
        "untold",
        sa.Column("person_id", KEY, nullable=False),
        sa.Column("assignment_id", KEY, nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_untold_person_id_people")),
        sa.ForeignKeyConstraint(
            ["assignment_id"], ["assignments.id"], name=op.f("fk_untold_assignment_id_assignments")
        ),
        sa.PrimaryKeyConstraint("person_id", "assignment_id", name=op.f("pk_untold")),
    )
    op.create_index("ix_untold_assignment_id", "untold", ["assignment_id"])
    op.create_index(
        "ix_assignments_open",
        "assignments",
        ["deadline", "department_id", "task_id"],
        sqlite_where=sa.text(OPEN),
        postgresql_where=sa.text(OPEN),
    )
    op.create_index(
        "ix_tasks_recurrence",
        "tasks",
        ["recurrence"],
        sqlite_where=sa.text("recurrence IS NOT NULL"),
        postgresql_where=sa.text("recurrence IS NOT NULL"),
    )
    op.execute(note(both("1 = 1")))
    on_postgresql = op.get_bind().dialect.name == "postgresql"
    for name, event, condition, work in TRIGGERS:
        if on_postgresql:
            op.execute(
                f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$"
                f" BEGIN {work}; RETURN NULL; END $$"
            )
            what = f"EXECUTE FUNCTION {name}()"
        else:
            what = f"BEGIN {work}; END"
        op.execute(f"CREATE TRIGGER {name} AFTER {event} FOR EACH ROW WHEN ({condition}) {what}")
