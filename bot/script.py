"""Scenes: what has happened when the page opens, and one thing after another to do. A file each, in TOML.

How to write one stands in docs/canh-dien.md.
"""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from importlib.resources import files
from typing import Any

from bot.cast import BY_KEY, GROUP_KEY, PLAYERS, seat_of
from domain.durations import parse_duration
from domain.office import Language

FREE = "tu-do"


@dataclass(frozen=True, slots=True)
class Said:
    """A sentence of the page in both languages."""

    vi: str
    en: str

    def to_json(self) -> dict[str, str]:
        return {"vi": self.vi, "en": self.en}

    def to(self, language: Language) -> str:
        return self.en if language is Language.ENGLISH else self.vi


NOTHING = Said("", "")


@dataclass(frozen=True, slots=True)
class Deed:
    """Something a person did before the page opened: words written, or a button pressed by its label."""

    at: datetime
    who: str
    writes: str = ""
    presses: Said = NOTHING


@dataclass(frozen=True, slots=True)
class Step:
    """`write`, `press`, `clock`: what to do. It is done when the bot's words in `done_in` match `done`, one
    for both languages."""

    who: str
    say: Said
    then: Said
    write: Said
    press: Said
    clock: str
    done_in: str
    done: str

    def to_json(self) -> dict[str, Any]:
        person, chat = seat_of(self.who)
        return {
            "person": person,
            "chat": chat,
            "say": self.say.to_json(),
            "then": self.then.to_json(),
            "write": self.write.to_json(),
            "press": self.press.to_json(),
            "clock": self.clock,
            "answered_in": seat_of(self.done_in)[1],
        }


@dataclass(frozen=True, slots=True)
class Scene:
    """`phones`: who is seen, by key. `unregistered`: who has not followed their invitation yet."""

    key: str
    order: int
    title: Said
    about: Said
    begins: datetime
    phones: tuple[str, ...]
    unregistered: frozenset[str]
    before: tuple[Deed, ...]
    steps: tuple[Step, ...]

    def to_json(self) -> dict[str, Any]:
        return {
            "key": self.key,
            "title": self.title.to_json(),
            "about": self.about.to_json(),
            "steps": [step.to_json() for step in self.steps],
        }


class BadScene(Exception):
    """A scene file that cannot be played; says in one sentence where and why."""


@dataclass(frozen=True, slots=True)
class Shelf:
    """The scenes in their order, and a sentence for each file that cannot be played."""

    scenes: tuple[Scene, ...]
    faults: tuple[str, ...]


def shelf() -> Shelf:
    """All that there are; read anew each time, so that one just saved can be played."""
    found, faults = [], []
    for path in files("bot").joinpath("scenes").iterdir():
        if path.name.endswith(".toml"):
            try:
                found.append(read_scene(path.name.removesuffix(".toml"), path.read_text(encoding="utf-8")))
            except (BadScene, UnicodeDecodeError) as error:
                faults.append(
                    str(error) if isinstance(error, BadScene) else f"{path.name}: không phải chữ UTF-8"
                )
    return Shelf(tuple(sorted(found, key=lambda scene: (scene.order, scene.key))), tuple(sorted(faults)))


def read_scene(key: str, text: str) -> Scene:
    """Raises BadScene."""
    try:
        return _scene(key, tomllib.loads(text))
    except KeyError as error:
        raise BadScene(f"{key}.toml: thiếu «{error.args[0]}»") from error
    except (ValueError, TypeError, re.error) as error:
        raise BadScene(f"{key}.toml: {error}") from error


def _scene(key: str, told: Mapping[str, Any]) -> Scene:
    unknown = told.keys() - {
        "order", "title", "title_en", "about", "about_en", "begins", "phones", "unregistered", "before",
        "step",
    }  # fmt: skip
    if unknown:
        raise ValueError(f"không có mục «{min(unknown)}»")
    begins = _moment(told["begins"], "begins")
    return Scene(
        key,
        int(told.get("order", 50)),
        _said(told, "title"),
        _said(told, "about"),
        begins,
        tuple(_phone(name) for name in told["phones"]),
        frozenset(_person(name) for name in told.get("unregistered", ())),
        tuple(_deed(one, begins) for one in told.get("before", ())),
        tuple(_step(one, number) for number, one in enumerate(told.get("step", ()), 1)),
    )


def _deed(told: Mapping[str, Any], begins: datetime) -> Deed:
    deed = Deed(
        _moment(told["at"], "before.at"),
        _person(told["who"]),
        str(told.get("writes", "")),
        _said(told, "presses") if "presses" in told else NOTHING,
    )
    if deed.at > begins:
        raise ValueError(f"before: {deed.at.isoformat()} ở sau lúc mở cảnh (begins)")
    if bool(deed.writes) == bool(deed.presses.vi):
        raise ValueError("before: mỗi mục có «writes» hoặc «presses»")
    return deed


def _step(told: Mapping[str, Any], number: int) -> Step:
    unknown = told.keys() - {
        "who", "say", "say_en", "then", "then_en", "write", "write_en", "press", "press_en", "clock",
        "done_in", "done",
    }  # fmt: skip
    if unknown:
        raise ValueError(f"bước {number}: không có mục «{min(unknown)}»")
    clock = told.get("clock", "")
    if clock and not isinstance(clock, datetime) and clock != "next":
        parse_duration(str(clock))
    done = str(told["done"])
    re.compile(done)
    who = _phone(told["who"])
    return Step(
        who,
        _said(told, "say"),
        _said(told, "then") if "then" in told else NOTHING,
        _said(told, "write") if "write" in told else NOTHING,
        _said(told, "press") if "press" in told else NOTHING,
        _moment(clock, "clock").isoformat() if isinstance(clock, datetime) else str(clock),
        _phone(told.get("done_in", who)),
        done,
    )


def _said(told: Mapping[str, Any], name: str) -> Said:
    """Without an English sentence the Vietnamese one stands for both."""
    return Said(str(told[name]), str(told.get(f"{name}_en", told[name])))


def _moment(value: object, name: str) -> datetime:
    if not isinstance(value, datetime) or value.tzinfo is None:
        raise ValueError(f"{name}: cần một thời điểm có múi giờ, ví dụ 2025-09-23T08:00:00+07:00")
    return value


def _person(name: object) -> str:
    if name not in BY_KEY:
        raise ValueError(f"không có ai tên «{name}»; có {', '.join(player.key for player in PLAYERS)}")
    return str(name)


def _phone(name: object) -> str:
    return GROUP_KEY if name == GROUP_KEY else _person(name)
