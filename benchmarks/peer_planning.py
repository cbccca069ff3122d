"""How reminders are usually planned: objects in a loop, a template and a commit an item, a job a reminder.

Runs in an environment of its own on a copy of the store; prints seconds as JSON.
"""

import json
import sys
import time
from datetime import date, datetime, timedelta

from apscheduler.jobstores.sqlalchemy import SQLAlchemyJobStore
from apscheduler.schedulers.background import BackgroundScheduler
from jinja2 import Template
from sqlalchemy import ForeignKey, create_engine, select
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, joinedload, mapped_column, relationship

RUNGS = (14, 7, 3, 1, 0)
MESSAGE = Template("Đồng chí {{ name }}, việc {{ ref }} «{{ text }}» còn {{ days }} ngày, đến đâu rồi ạ?")
SOME = 200


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


class Assignment(Base):
    __tablename__ = "assignments"
    id: Mapped[int] = mapped_column(primary_key=True)
    task_id: Mapped[int] = mapped_column(ForeignKey("tasks.id"))
    department_id: Mapped[int] = mapped_column(ForeignKey("departments.id"))
    deadline: Mapped[date]
    work: Mapped[str]
    task: Mapped[Task] = relationship()
    department: Mapped[Department] = relationship()


class Message(Base):
    __tablename__ = "peer_messages"
    id: Mapped[int] = mapped_column(primary_key=True)
    assignment_id: Mapped[int]
    text: Mapped[str]


def remind() -> None:
    """What a job would call."""


def main(path: str, day: str) -> None:
    engine = create_engine(f"sqlite:///{path}")
    today = date.fromisoformat(day)
    Base.metadata.create_all(engine)
    began = time.perf_counter()
    with Session(engine) as session:
        query = select(Assignment).options(joinedload(Assignment.task), joinedload(Assignment.department))
        due = [
            a
            for a in session.scalars(query)
            if a.work != "done" and any(a.deadline - timedelta(days=rung) == today for rung in RUNGS)
        ]
    loop = time.perf_counter() - began
    began = time.perf_counter()
    with Session(engine) as session:
        for found in due[:SOME]:
            a = session.get_one(Assignment, found.id)
            days = (a.deadline - today).days
            words = MESSAGE.render(name=a.department.name, ref=a.task.ref, text=a.task.text, days=days)
            session.add(Message(assignment_id=a.id, text=words))
            session.commit()
    item = (time.perf_counter() - began) / min(SOME, len(due))
    scheduler = BackgroundScheduler(jobstores={"default": SQLAlchemyJobStore(url=f"sqlite:///{path}.jobs")})
    scheduler.start(paused=True)
    began = time.perf_counter()
    for _ in range(SOME):
        scheduler.add_job(remind, "date", run_date=datetime.now() + timedelta(days=1))  # noqa: DTZ005
    job = (time.perf_counter() - began) / SOME
    scheduler.shutdown()
    print(json.dumps({"loop": loop, "item": item, "job": job}))


if __name__ == "__main__":
    main(*sys.argv[1:])
