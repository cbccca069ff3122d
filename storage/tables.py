"""The tables. Moments are stored in UTC and come back aware; days are local days.

Rows that tell what happened (reports, indicator_values, claims, ratings, evidence, deadline_moves, verdicts,
changes, reminders, nudges) are appended only. The database refuses to change or delete those of reports,
indicator_values, claims, deadline_moves, verdicts, ratings, changes and nudges that have left; words in them,
and the values of what became secret, may be emptied.
The present state stands beside the assignment, written in the transaction of the report it comes from.
"""

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Column,
    Date,
    DateTime,
    Dialect,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    TextClause,
    TypeDecorator,
    UniqueConstraint,
    text,
)

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(column_0_label)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
        "pk": "pk_%(table_name)s",
    }
)

Key = BigInteger().with_variant(Integer, "sqlite")  # SQLite numbers rows by INTEGER keys only


class Moment(TypeDecorator[datetime]):
    """An aware moment; UTC in the store. SQLite has no zones, so none is written there."""

    impl = DateTime
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> Any:
        return dialect.type_descriptor(DateTime(timezone=dialect.name == "postgresql"))

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment without a zone")
        utc = value.astimezone(UTC)
        return utc if dialect.name == "postgresql" else utc.replace(tzinfo=None)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        return value if value is None or value.tzinfo else value.replace(tzinfo=UTC)


def _id() -> Column[int]:
    return Column("id", Key, primary_key=True, autoincrement=True)


def _to(table: str, name: str | None = None, **kw: Any) -> Column[int]:
    kw.setdefault("nullable", False)
    return Column(name or table.rstrip("s") + "_id", Key, ForeignKey(f"{table}.id"), **kw)


def _of_some(name: str, *columns: str, where: TextClause) -> Index:
    """Of these rows alone. The migrations spell the condition for each database; to name PostgreSQL's here,
    too, would load its whole dialect at every start."""
    return Index(name, *columns, sqlite_where=where)


def _person(name: str) -> Column[int]:
    return Column(name, Key, ForeignKey("people.id"), nullable=True)


facts = Table(
    "facts", metadata, Column("key", String(64), primary_key=True), Column("value", Text, nullable=False)
)

departments = Table(
    "departments",
    metadata,
    _id(),
    Column("name", Text, nullable=False),
    Column("folded", Text, nullable=False, unique=True),
    Column("aliases", JSON, nullable=False),
    Column("kind", String(20), nullable=True),
    Column("above_id", Key, ForeignKey("departments.id"), nullable=True),
    Column("created_at", Moment, nullable=False),
)

people = Table(
    "people",
    metadata,
    _id(),
    Column("telegram_id", BigInteger, nullable=True, unique=True),
    Column("name", Text, nullable=False),
    Column("username", Text, nullable=True),
    Column("started", Boolean, nullable=False, server_default=text("false")),
    Column("unreachable_since", Moment, nullable=True),
    Column("created_at", Moment, nullable=False),
    Column("language", String(2), nullable=False, server_default="vi"),
)

focal_points = Table(
    "focal_points",
    metadata,
    _id(),
    _to("people", "person_id"),
    _to("departments"),
    Column("since", Moment, nullable=False),
    Column("until", Moment, nullable=True),
    Index("ix_focal_points_person", "person_id"),
    Index("ix_focal_points_department", "department_id"),
)

heads = Table(
    "heads",
    metadata,
    _id(),
    _to("people", "person_id"),
    _to("departments"),
    Column("since", Moment, nullable=False),
    Column("until", Moment, nullable=True),
    Index("ix_heads_person", "person_id"),
    Index("ix_heads_department", "department_id"),
)

leaders = Table(
    "leaders",
    metadata,
    _id(),
    _to("people", "person_id"),
    Column("since", Moment, nullable=False),
    Column("until", Moment, nullable=True),
)

deputies = Table(
    "deputies",
    metadata,
    _id(),
    _to("people", "person_id"),
    _to("people", "deputy_id"),
    Column("from_day", Date, nullable=False),
    Column("to_day", Date, nullable=False),
    Column("created_at", Moment, nullable=False),
    Column("ended_at", Moment, nullable=True),
    Index("ix_deputies_person", "person_id"),
    Index("ix_deputies_deputy", "deputy_id"),
)

handovers = Table(
    "handovers",
    metadata,
    _id(),
    _to("people", "person_id", nullable=True),
    _to("people", "successor_id"),
    _to("departments", "department_id", nullable=True),
    Column("asked_at", Moment, nullable=False),
    Column("confirmed_at", Moment, nullable=True),
    Column("dropped_at", Moment, nullable=True),
    Index("ix_handovers_person", "person_id"),
)

invitations = Table(
    "invitations",
    metadata,
    _id(),
    Column("code_hash", String(64), nullable=False, unique=True),
    _to("departments", nullable=True),
    Column("leader_name", Text, nullable=True),
    # focal_point, head, leader, deputy (of `for_id`, from–to), successor (of `for_id`)
    Column("role", String(12), nullable=False, server_default="focal_point"),
    _person("for_id"),
    Column("from_day", Date, nullable=True),
    Column("to_day", Date, nullable=True),
    _person("created_by"),
    Column("created_at", Moment, nullable=False),
    Column("expires_at", Moment, nullable=False),
    _person("used_by"),
    Column("used_at", Moment, nullable=True),
)

calendar_links = Table(
    "calendar_links",
    metadata,
    _id(),
    Column("code_hash", String(64), nullable=False, unique=True),
    _to("people", "person_id"),
    Column("created_at", Moment, nullable=False),
    Column("revoked_at", Moment, nullable=True),
    Index("ix_calendar_links_person", "person_id"),
)

wrong_codes = Table(
    "wrong_codes",
    metadata,
    _id(),
    Column("telegram_id", BigInteger, nullable=False, index=True),
    Column("at", Moment, nullable=False),
)

directives = Table(
    "directives",
    metadata,
    _id(),
    Column("key", Text, nullable=False, unique=True),
    Column("number", Text, nullable=True),
    Column("organ", Text, nullable=True),
    Column("day", Date, nullable=True),
    Column("title", Text, nullable=False),
    Column("subject", Text, nullable=True),
)

# Queries must spell these out, not pass them as parameters, or the indexes of them are of no use.
_RECURS = text("recurrence IS NOT NULL")
LED = "{0}role = 'lead' AND {0}withdrawn_at IS NULL"  # of assignments: what a digest counts
OPEN = (  # of assignments; a submission waits for the Secretariat, not for the focal point
    LED + " AND {0}work NOT IN ('done', 'recurring')"
    " AND ({0}acceptance IS NULL OR {0}acceptance = 'returned')"
)
WAITING = "{0}acceptance = 'waiting'"
_LED, _OPEN = text(LED.format("")), text(OPEN.format(""))
_LED_THEN = LED.format("") + " AND {0} IS NOT NULL"

tasks = Table(
    "tasks",
    metadata,
    _id(),
    Column("ref", Text, nullable=False),
    Column("folded", Text, nullable=False, unique=True),
    Column("text", Text, nullable=False),
    _to("directives", nullable=True),
    Column("paragraph", Text, nullable=True),
    Column("kind", String(12), nullable=False),
    Column("secret", Boolean, nullable=False),
    Column("needs_acceptance", Boolean, nullable=False),
    Column("deadline", Date, nullable=True),
    Column("deadline_text", Text, nullable=True),
    Column("recurrence", String(16), nullable=True),
    Column("anchor", Date, nullable=True),
    Column("standing", Boolean, nullable=False),
    Column("period", String(9), nullable=True),  # Giai đoạn: "2025", "2025-2045"
    Column("draft", Boolean, nullable=False, server_default=text("false")),
    Column("created_at", Moment, nullable=False),
    _person("created_by"),
    Column("withdrawn_at", Moment, nullable=True),
    _of_some("ix_tasks_secret", "secret", where=text("secret = 1")),
    _of_some("ix_tasks_recurrence", "recurrence", where=_RECURS),
)

assignments = Table(
    "assignments",
    metadata,
    _id(),
    _to("tasks"),
    _to("departments"),
    Column("role", String(12), nullable=False),
    Column("created_at", Moment, nullable=False),
    Column("withdrawn_at", Moment, nullable=True),
    Column("first_deadline", Date, nullable=True),
    Column("deadline", Date, nullable=True),
    Column("cycle", Integer, nullable=False, server_default="1"),
    Column("work", String(12), nullable=False),
    Column("percent", Float, nullable=True),
    Column("done", Integer, nullable=True),
    Column("total", Integer, nullable=True),
    Column("blocked", Boolean, nullable=False, server_default=text("false")),
    Column("blocker", Text, nullable=True),
    Column("expected_date", Date, nullable=True),
    Column("reported_at", Moment, nullable=True),
    Column("done_at", Moment, nullable=True),
    Column("acceptance", String(10), nullable=True),
    UniqueConstraint("task_id", "department_id"),
    Index("ix_assignments_department", "department_id"),
    Index("ix_assignments_deadline", "deadline", "work"),
    _of_some("ix_assignments_open", "deadline", "department_id", "task_id", where=_OPEN),
    _of_some("ix_assignments_standing", "task_id", "work", "acceptance", "deadline", "done_at", where=_LED),
    _of_some("ix_assignments_created", "created_at", "task_id", where=_LED),
    _of_some(
        "ix_assignments_reported", "reported_at", "task_id", where=text(_LED_THEN.format("reported_at"))
    ),
    _of_some("ix_assignments_done", "done_at", "work", "task_id", where=text(_LED_THEN.format("done_at"))),
    _of_some("ix_assignments_blocked", "deadline", where=text("blocked = 1")),
    _of_some("ix_assignments_waiting", "done_at", where=text(WAITING.format(""))),
    _of_some("ix_assignments_withdrawn", "withdrawn_at", where=text("withdrawn_at IS NOT NULL")),
)

reports = Table(
    "reports",
    metadata,
    _id(),
    _to("assignments"),
    _person("person_id"),
    Column("at", Moment, nullable=False),
    Column("action", String(10), nullable=False),  # report, correction, undo, remark
    Column("of_id", Key, ForeignKey("reports.id"), nullable=True),
    Column("text", Text, nullable=True),
    Column("work", String(12), nullable=True),
    Column("percent", Float, nullable=True),
    Column("done", Integer, nullable=True),
    Column("total", Integer, nullable=True),
    Column("blocked", Boolean, nullable=False, server_default=text("false")),
    Column("blocker", Text, nullable=True),
    Column("expected_date", Date, nullable=True),
    Column("requested_deadline", Date, nullable=True),
    Column("chat_id", BigInteger, nullable=True),
    Column("message_id", BigInteger, nullable=True),
    Column("inbox_seq", Key, nullable=True),
    Column("reading", JSON, nullable=True),
    Index("ix_reports_assignment", "assignment_id", "id"),
    Index("ix_reports_message", "chat_id", "message_id"),
    Index("ix_reports_person", "person_id", "id"),
    Index("ix_reports_at", "at", "assignment_id"),
)

# what an indicator aims at; a task of that kind without a row has no goal yet
indicators = Table(
    "indicators",
    metadata,
    Column("task_id", Key, ForeignKey("tasks.id"), primary_key=True, autoincrement=False),
    Column("target", Float, nullable=True),
    Column("unit", Text, nullable=False),
    Column("direction", String(8), nullable=False),  # higher, lower: which is better
    Column("counting", String(12), nullable=False),  # cumulative, in_period
    Column("baseline", Float, nullable=True),
    Column("unassessed", Boolean, nullable=False),
    Column("method_by_id", Key, ForeignKey("departments.id"), nullable=True),
    Column("method_due", Date, nullable=True),
)

indicator_values = Table(
    "indicator_values",
    metadata,
    _id(),
    _to("assignments", index=True),
    _to("reports", index=True),
    Column("day", Date, nullable=False),  # as of when
    Column("value", Float, nullable=True),  # empty once the task is secret
    _person("person_id"),
)

# totals that came with an import; of one source the last row of a figure counts, empty: taken back
claims = Table(
    "claims",
    metadata,
    _id(),
    Column("what", Text, nullable=False),
    Column("source", Text, nullable=False),
    Column("value", Integer, nullable=True),
    Column("day", Date, nullable=True),
    Column("at", Moment, nullable=False),
    _person("entered_by"),
)

evidence = Table(
    "evidence",
    metadata,
    _id(),
    _to("reports", index=True),
    Column("sha256", String(64), nullable=False),
    Column("name", Text, nullable=False),
    Column("size", Integer, nullable=False),
    Column("kind", String(8), nullable=False),  # photo, document
    Column("file_id", Text, nullable=False),  # by which Telegram sends it again
    Column("album", String(64), nullable=True),
    Column("kept_at", Moment, nullable=False),
    UniqueConstraint("report_id", "sha256"),
    Index("ix_evidence_album", "album"),
)

deadline_moves = Table(
    "deadline_moves",
    metadata,
    _id(),
    _to("assignments", index=True),
    Column("at", Moment, nullable=False),
    Column("from_day", Date, nullable=True),
    Column("to_day", Date, nullable=True),
    _person("moved_by"),
    _to("extensions", nullable=True),
    Column("inbox_seq", Key, nullable=True),
)

extensions = Table(
    "extensions",
    metadata,
    _id(),
    _to("assignments"),
    Column("number", Integer, nullable=False),
    Column("asked_at", Moment, nullable=False),
    _person("asked_by"),
    Column("report_id", Key, ForeignKey("reports.id"), nullable=True),
    Column("from_day", Date, nullable=True),
    Column("asked_day", Date, nullable=False),
    Column("asked_reason", Text, nullable=True),
    Column("decision", String(10), nullable=False),  # pending, granted, shortened, refused, withdrawn
    Column("to_day", Date, nullable=True),
    Column("reason", Text, nullable=True),
    _person("decided_by"),
    Column("decided_at", Moment, nullable=True),
    UniqueConstraint("assignment_id", "number"),
)

verdicts = Table(
    "verdicts",
    metadata,
    _id(),
    _to("assignments", index=True),
    Column("at", Moment, nullable=False),
    Column("verdict", String(10), nullable=False),  # accepted, returned, reopened
    Column("reason", Text, nullable=True),
    _person("judged_by"),
    Column("inbox_seq", Key, nullable=True),
)

ratings = Table(
    "ratings",
    metadata,
    _id(),
    Column("programme", Text, nullable=False),  # the stem of its codes, folded
    _to("departments", nullable=True),  # empty: the province as a whole
    Column("colour", String(8), nullable=False),  # XANH, VÀNG, ĐỎ; empty: taken back
    Column("day", Date, nullable=False),
    Column("source", Text, nullable=False),
    Column("at", Moment, nullable=False),
    _person("entered_by"),
    Column("inbox_seq", Key, nullable=True),
    Index("ix_ratings_programme", "programme", "day", "id"),
)

nudges = Table(
    "nudges",
    metadata,
    _id(),
    _to("assignments", index=True),
    Column("at", Moment, nullable=False),
    _person("nudged_by"),
    _person("person_id"),
    Column("outbox_id", Key, ForeignKey("outbox.id"), nullable=True),  # empty: it waits for the clock
    Index("ix_nudges_outbox", "outbox_id"),
)

reminders = Table(
    "reminders",
    metadata,
    _id(),
    _to("assignments"),
    _to("people", "person_id"),
    Column("deadline", Date, nullable=False),
    Column("lead_days", Integer, nullable=False),
    Column("planned_at", Moment, nullable=False),
    Column("outbox_id", Key, ForeignKey("outbox.id"), nullable=False),
    UniqueConstraint("assignment_id", "person_id", "deadline", "lead_days"),
    Index("ix_reminders_outbox", "outbox_id"),
)

snoozes = Table(
    "snoozes",
    metadata,
    _id(),
    _to("assignments"),
    _to("people", "person_id"),
    Column("deadline", Date, nullable=False),
    Column("lead_days", Integer, nullable=False),  # the rung that is put off
    Column("until_day", Date, nullable=False),
    Column("asked_at", Moment, nullable=False),
    Column("outbox_id", Key, ForeignKey("outbox.id"), nullable=True),  # empty until it is said again
    UniqueConstraint("assignment_id", "person_id", "deadline", "lead_days"),
    Index("ix_snoozes_outbox", "outbox_id"),
)

announcements = Table(
    "announcements",
    metadata,
    _id(),
    _to("assignments"),
    _to("people", "person_id"),
    Column("at", Moment, nullable=False),
    # empty: it was there when they became the focal point
    Column("outbox_id", Key, ForeignKey("outbox.id"), nullable=True),
    UniqueConstraint("assignment_id", "person_id"),
    Index("ix_announcements_outbox", "outbox_id"),
)

# kept by triggers (migration 0016): whoever answers for the unit of an open assignment, or will as a deputy,
# and has no row in announcements; no less, and more only of people who answer for the unit no longer
untold = Table(
    "untold",
    metadata,
    Column("person_id", Key, ForeignKey("people.id"), primary_key=True, autoincrement=False),
    Column("assignment_id", Key, ForeignKey("assignments.id"), primary_key=True, autoincrement=False),
    Index("ix_untold_assignment_id", "assignment_id"),
)

told = Table(
    "told",
    metadata,
    Column("key", String(120), primary_key=True),
    Column("at", Moment, nullable=False),
)

digests = Table(
    "digests",
    metadata,
    _id(),
    Column("moment", Moment, nullable=False, unique=True),
    Column("posted_at", Moment, nullable=False),
    Column("chat_id", BigInteger, nullable=False),
    Column("figures", JSON, nullable=False),
    Column("outbox_id", Key, ForeignKey("outbox.id"), nullable=False),
)

cadences = Table(
    "cadences",
    metadata,
    _id(),
    Column("effective_from", Moment, nullable=False),
    Column("start", Moment, nullable=False),
    Column("every", String(16), nullable=False),
    _person("set_by"),
    Column("created_at", Moment, nullable=False),
)

digest_previews = Table(
    "digest_previews",
    metadata,
    _id(),
    Column("moment", Moment, nullable=False, unique=True),
    Column("asked_at", Moment, nullable=True),  # when the Secretariat was asked
    Column("goes_at", Moment, nullable=True),  # empty: at its moment
    Column("words", Text, nullable=True),
    _person("seen_by"),
    Column("closed_at", Moment, nullable=True),
)

digest_recipients = Table(
    "digest_recipients",
    metadata,
    _id(),
    _to("departments"),
    Column("since", Moment, nullable=False),
    Column("until", Moment, nullable=True),
    _person("set_by"),
)

steering_groups = Table(
    "steering_groups",
    metadata,
    _id(),
    Column("chat_id", BigInteger, nullable=False),
    Column("thread_id", BigInteger, nullable=True),
    Column("title", Text, nullable=True),
    _person("chosen_by"),
    Column("chosen_at", Moment, nullable=False),
    Column("until", Moment, nullable=True),
)

unit_groups = Table(
    "unit_groups",
    metadata,
    _id(),
    Column("chat_id", BigInteger, nullable=False),
    Column("thread_id", BigInteger, nullable=True),
    Column("title", Text, nullable=True),
    Column("name", Text, nullable=False),  # of the block, as it was said
    Column("kinds", JSON, nullable=False),  # of units; empty where a list is kept
    Column("list_id", Key, ForeignKey("unit_lists.id"), nullable=True),
    _person("chosen_by"),
    Column("chosen_at", Moment, nullable=False),
    Column("until", Moment, nullable=True),
)

days = Table(
    "days",
    metadata,
    Column("day", Date, primary_key=True),
    Column("working", Boolean, nullable=False),
    Column("name", Text, nullable=False),
    _person("set_by"),
    Column("set_at", Moment, nullable=False),
)

suspensions = Table(
    "suspensions",
    metadata,
    _id(),
    _to("departments"),
    Column("from_day", Date, nullable=False),
    Column("to_day", Date, nullable=False),
    Column("reason", Text, nullable=True),
    _person("set_by"),
    Column("set_at", Moment, nullable=False),
    Column("ended_at", Moment, nullable=True),
)

rehearsals = Table(
    "rehearsals",
    metadata,
    _id(),
    _to("people", "person_id"),
    Column("first_day", Date, nullable=False),
    Column("last_day", Date, nullable=False),
    Column("asked_at", Moment, nullable=False),
    Column("done_at", Moment, nullable=True),
)

practices = Table(  # with pretend tasks: never joined to anything that counts
    "practices",
    metadata,
    _id(),
    _to("people", "person_id", index=True),
    Column("step", Integer, nullable=False),
    Column("started_at", Moment, nullable=False),
    Column("done_at", Moment, nullable=True),
)

questions = Table(
    "questions",
    metadata,
    _id(),
    _to("people", "person_id"),
    Column("asked_at", Moment, nullable=False),
    Column("kind", String(24), nullable=False),
    Column("payload", JSON, nullable=False),
    Column("closed_at", Moment, nullable=True),
    Index("ix_questions_open", "person_id", "closed_at"),
)

uploads = Table(
    "uploads",
    metadata,
    _id(),
    _to("people", "person_id"),
    Column("filename", Text, nullable=False),
    Column("sha256", String(64), nullable=False),
    Column("content", LargeBinary, nullable=False),
    Column("received_at", Moment, nullable=False),
    Column("closed_at", Moment, nullable=True),
)

# the files themselves lie outside, by their sha256
documents = Table(
    "documents",
    metadata,
    _id(),
    Column("sha256", String(64), nullable=False, unique=True),
    _to("directives", index=True),
    Column("filename", Text, nullable=False),
    Column("day", Date, nullable=False),  # against which its dates were read
    Column("received_at", Moment, nullable=False),
    _person("received_by"),
)

proposals = Table(
    "proposals",
    metadata,
    _id(),
    _to("documents", index=True),
    Column("paragraph", Integer, nullable=False),
    Column("label", Text, nullable=False),
    Column("quote", Text, nullable=False),
    Column("leads", JSON, nullable=False),  # names as they are written
    Column("coordinating", JSON, nullable=False),
    Column("text", Text, nullable=False),
    Column("deadline", Date, nullable=True),
    Column("deadline_text", Text, nullable=True),
    Column("start_day", Date, nullable=True),
    Column("recurrence", String(16), nullable=True),
    Column("standing", Boolean, nullable=False),
    Column("doubts", JSON, nullable=False),
    Column("revision", Integer, nullable=False, server_default="0"),
    Column("state", String(10), nullable=False),  # proposed, accepted, dropped, assigned, covered
    _person("decided_by"),
    Column("decided_at", Moment, nullable=True),
    Column("lead_ids", JSON, nullable=False),  # the units meant, from its acceptance on
    Column("coordinating_ids", JSON, nullable=False),
    _to("tasks", nullable=True),
)

unit_lists = Table(
    "unit_lists",
    metadata,
    _id(),
    Column("key", Text, nullable=False, unique=True),
    Column("name", Text, nullable=False),
    Column("kept_at", Moment, nullable=False),
    _person("kept_by"),
)

unit_list_members = Table(
    "unit_list_members",
    metadata,
    Column("list_id", Key, ForeignKey("unit_lists.id"), primary_key=True, autoincrement=False),
    Column("department_id", Key, ForeignKey("departments.id"), primary_key=True, autoincrement=False),
)

changes = Table(
    "changes",
    metadata,
    _id(),
    Column("at", Moment, nullable=False),
    _person("person_id"),
    Column("source", String(24), nullable=False),  # import, telegram, command line, clock
    Column("noun", String(24), nullable=False),
    Column("noun_id", Key, nullable=False),
    Column("field", String(32), nullable=False),
    Column("old", Text, nullable=True),
    Column("new", Text, nullable=True),
    Column("inbox_seq", Key, nullable=True),
    Index("ix_changes_noun", "noun", "noun_id"),
)

# Queries must spell these out, not pass them as parameters, or the indexes below are of no use to them.
_UNREAD = text("state = 'waiting'")
_UNSENT = text("state IN ('pending', 'uncertain', 'sending')")

inbox = Table(
    "inbox",
    metadata,
    Column("seq", Key, primary_key=True, autoincrement=True),
    Column("update_id", BigInteger, nullable=False, unique=True),
    Column("chat_id", BigInteger, nullable=False),
    Column("body", Text, nullable=False),
    Column("state", String(8), nullable=False),  # waiting, done, aside
    Column("tries", Integer, nullable=False, server_default="0"),
    Column("error", Text, nullable=True),
    Column("received_at", Moment, nullable=False),
    Column("not_before", Moment, nullable=True),
    Column("done_at", Moment, nullable=True),
    Index("ix_inbox_waiting", "state", "seq"),
    _of_some("ix_inbox_chat", "chat_id", "seq", where=_UNREAD),
    sqlite_autoincrement=True,
)

outbox = Table(
    "outbox",
    metadata,
    _id(),
    Column("chat_id", BigInteger, nullable=False),
    _person("person_id"),
    Column("method", String(32), nullable=False),
    Column("body", JSON, nullable=False),
    Column("file_name", Text, nullable=True),
    Column("file", LargeBinary, nullable=True),
    Column("kind", String(10), nullable=False),  # answer, readback, question, reminder, nudge, notice, digest
    Column("priority", Integer, nullable=False),
    Column("about", JSON, nullable=False),  # ids of the assignments it speaks of
    Column("in_hours", Boolean, nullable=False),
    Column("state", String(10), nullable=False),
    Column("key", String(120), nullable=True, unique=True),
    Column("tries", Integer, nullable=False, server_default="0"),
    Column("not_before", Moment, nullable=True),
    Column("lapses_at", Moment, nullable=True),
    Column("error", Text, nullable=True),
    Column("created_at", Moment, nullable=False),
    Column("sent_at", Moment, nullable=True),
    Column("message_id", BigInteger, nullable=True),
    Column("inbox_seq", Key, nullable=True),
    _of_some("ix_outbox_turn", "priority", "id", where=_UNSENT),
    _of_some("ix_outbox_unsent", "chat_id", "priority", "id", where=_UNSENT),
    Index("ix_outbox_message", "chat_id", "message_id"),
    Index("ix_outbox_chat", "chat_id", "id"),
    sqlite_autoincrement=True,
)

pauses = Table(
    "pauses",
    metadata,
    Column("chat_id", BigInteger, primary_key=True, autoincrement=False),  # 0: all chats
    Column("until", Moment, nullable=False),
    Column("since", Moment, nullable=True),
)
