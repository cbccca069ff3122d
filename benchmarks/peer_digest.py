"""A digest as usual: objects loaded with their reports, and counted. Prints seconds of the processor."""

import json
import sys
import time
from collections import Counter
from datetime import date

from sqlalchemy import ForeignKey, create_engine, select
from sqlalchemy.orm import (
    DeclarativeBase,
    Mapped,
    Session,
    joinedload,
    mapped_column,
    relationship,
    selectinload,
)


class Base(DeclarativeBase):
    pass


class Department(Base):
    __tablename__ = "departments"
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]


class Task(Base):
    __tablename__ = "tasks"
    id: Mapped[int] = mapped_column(primary_key=True)
    ref: Mapped[str]
    text: Mapped[str]


class Report(Base):
    __tablename__ = "reports"
    id: Mapped[int] = mapped_column(primary_key=True)
    assignment_id: Mapped[int] = mapped_column(ForeignKey("assignments.id"))
    work: Mapped[str]
    percent: Mapped[float]


class Assignment(Base):
    __tablename__ = "assignments"
    id: Mapped[int] = mapped_column(primary_key=True)
    task_id: Mapped[int] = mapped_column(ForeignKey("tasks.id"))
    department_id: Mapped[int] = mapped_column(ForeignKey("departments.id"))
    deadline: Mapped[date]
    task: Mapped[Task] = relationship()
    department: Mapped[Department] = relationship()
    reports: Mapped[list[Report]] = relationship(order_by=Report.id)


def main(path: str) -> None:
    engine = create_engine(f"sqlite:///{path}")
    began = time.process_time()
    with Session(engine) as session:
        query = select(Assignment).options(
            joinedload(Assignment.task), joinedload(Assignment.department), selectinload(Assignment.reports)
        )
        work: Counter[str] = Counter()
        late: Counter[str] = Counter()
        for a in session.scalars(query):
            now = a.reports[-1].work if a.reports else "no_report"
            work[now] += 1
            late[a.department.name] += now != "done" and a.deadline < date(2025, 9, 23)
    print(json.dumps({"digest": time.process_time() - began, "counted": work.total()}))


if __name__ == "__main__":
    main(sys.argv[1])
