"""Conclusions with the tasks they assign, and how what was read of one is compared with them.

The pairing is that of the team's scorer: one to one, by the words of the task and a little by the lead.
"""

import json
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from domain.conclusions import propose
from domain.conclusions.wire import task_to_json
from papers.documents import read_document

OURS = Path(__file__).resolve().parent / "data" / "conclusions"
_LEAST_ALIKE, _LEAD_COUNTS = 0.40, 0.20
_TITLES = re.compile(
    r"^(?:(?:dong chi|cac dong chi|thu truong|giam doc|chu tich|lanh dao|bi thu|nguoi dung dau)\s)+"
)
_SHORT = {"ubnd": "uy ban nhan dan", "hdnd": "hoi dong nhan dan", "mttq": "mat tran to quoc"}

Row = dict[str, Any]


@dataclass(frozen=True)
class Conclusion:
    name: str
    file: Path
    day: date
    expected: list[Row]

    def read(self, ending: str = ".txt") -> list[Row]:
        file = self.file.with_suffix(ending)
        return [task_to_json(task) for task in propose(read_document(file.read_bytes(), file.name), self.day)]


@dataclass
class Tally:
    """What was found of what was expected."""

    counts: Counter[str] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)

    def share(self, part: str, whole: str) -> float:
        return self.counts[part] / self.counts[whole] if self.counts[whole] else 1.0

    def add(self, name: str, expected: list[Row], found: list[Row]) -> None:
        expected = _as_found(expected, found)
        pairs = _pairs(expected, found)
        optional = sum(bool(expected[i].get("optional")) for i, _ in pairs)
        wanted = [row for row in expected if not row.get("optional")]
        self.counts["wanted"] += len(wanted)
        self.counts["dated"] += sum(bool(row["end"]) for row in wanted)
        self.counts["found"] += len(pairs) - optional
        self.counts["proposed"] += len(found) - optional
        for i, j in pairs:
            if not expected[i].get("optional"):
                self._compare(name, expected[i], found[j])

    def _compare(self, name: str, row: Row, got: Row) -> None:
        if row["end"]:
            self._note(got["end"] in _readings(row, "end"), "end", f"{name} {row['task'][:60]}: {got['end']}")
        elif got["end"] and got["end"] not in _readings(row, "end"):
            self.counts["invented"] += 1
            self.wrong.append(f"{name} invented {got['end']}: {row['task'][:60]}")
        leads = {_lead(lead) for lead in _readings(row, "lead")}
        self._note(_lead(got["lead"]) in leads, "lead", f"{name} {row['lead']}: {got['lead']}")
        self._note(
            got["recurrence"] in _readings(row, "recurrence"), "recurrence", f"{name} {row['task'][:60]}"
        )

    def _note(self, right: bool, what: str, words: str) -> None:
        self.counts[what] += right
        if not right:
            self.wrong.append(f"{what}: {words}")


def conclusions_in(folder: Path) -> Iterator[Conclusion]:
    for meta in sorted(folder.glob("*.meta.json")):
        told = json.loads(meta.read_text(encoding="utf-8"))
        base = meta.with_name(told["id"])
        gold = json.loads(base.with_suffix(".gold.json").read_text(encoding="utf-8"))
        day = date.fromisoformat(told["date"])
        yield Conclusion(told["id"], base.with_suffix(".txt"), day, gold["assignments"])


def _readings(row: Row, name: str) -> list[Any]:
    return [row.get(name), *(other[name] for other in row.get("accept", []) if name in other)]


def _tokens(words: str | None) -> list[str]:
    plain = unicodedata.normalize("NFD", (words or "").lower().replace("đ", "d"))
    return re.findall(r"[a-z0-9]+", "".join(ch for ch in plain if not unicodedata.combining(ch)))


def _lead(names: list[str]) -> tuple[str, ...]:
    found: list[str] = []
    for name in re.split(r"[,;]", ";".join(names)):
        words = _TITLES.sub("", " ".join(_tokens(name)) + " ").split()
        spelled = " ".join(_SHORT.get(word, word) for word in words).split()
        found += [word for word in spelled if word not in ("va", "cac", "cung", "voi")]
    return tuple(sorted(found))


def _alike(one: list[str], two: list[str]) -> float:
    shared = sum((Counter(one) & Counter(two)).values())
    return 2 * shared / (len(one) + len(two)) if one and two else 0.0


def _likeness(row: Row, got: Row) -> float:
    words = max(_alike(_tokens(task), _tokens(got["task"])) for task in _readings(row, "task"))
    if words < _LEAST_ALIKE:
        return 0.0
    lead = max(_alike(list(_lead(lead)), list(_lead(got["lead"]))) for lead in _readings(row, "lead"))
    return words + _LEAD_COUNTS * lead


def _pairs(expected: list[Row], found: list[Row]) -> list[tuple[int, int]]:
    """One to one, the likeliest first; the scorer's best sum differs from it in no document of ours."""
    ranked = sorted(
        ((_likeness(row, got), i, j) for i, row in enumerate(expected) for j, got in enumerate(found)),
        reverse=True,
    )
    rows: set[int] = set()
    taken: set[int] = set()
    pairs = []
    for likeness, i, j in ranked:
        if likeness > 0 and i not in rows and j not in taken:
            rows.add(i)
            taken.add(j)
            pairs.append((i, j))
    return pairs


def _as_found(expected: list[Row], found: list[Row]) -> list[Row]:
    """Where a task may honestly be read as two, the reading that finds more counts."""
    for whole in [row for row in expected if row.get("split")]:
        parts = []
        for part in whole["split"]:
            others = [{k: v} for other in whole.get("accept", []) for k, v in other.items() if k == "lead"]
            parts.append({**whole, **part, "split": [], "accept": others})
        other = [x for row in expected for x in (parts if row is whole else [row])]
        if len(_pairs(other, found)) > len(_pairs(expected, found)):
            expected = other
    return expected
