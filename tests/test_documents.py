"""What the documents name is in the code, and what the code offers is in the documents."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from typer.main import get_command

from bot.__main__ import app
from bot.app import COMMANDS
from bot.metrics import REGISTRY
from bot.settings import Settings

ROOT = Path(__file__).resolve().parents[1]
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
PLACES = ["docs/running/dondoc.service", "docs/running/Containerfile"]
SETTINGS = {name.upper() for name in Settings.model_fields}
NO_COMMANDS = {"healthz", "metrics", "feed", "calendar", "newbot"}  # of our server, and of @BotFather
OURS = re.compile(r"\bdondoc_[a-z_]+\b")


def text_of(name: Path | str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def spans(text: str) -> Iterator[str]:
    """What is set as code: in backticks, or a line of a block."""
    for block in re.findall(r"```\w*\n(.*?)```", text, re.DOTALL):
        yield from block.splitlines()
    yield from re.findall(r"`([^`\n]+)`", re.sub(r"```.*?```", "", text, flags=re.DOTALL))


def commands() -> dict[str, set[str]]:
    """The options of each command of the command line; of a group's commands too ("people forget")."""
    found: dict[str, set[str]] = {}

    def add(prefix: str, group: object) -> None:
        for name, command in getattr(group, "commands", {}).items():
            options = {option for parameter in command.params for option in parameter.opts}
            found[f"{prefix}{name}"] = options | {"--help"}
            add(f"{name} ", command)

    add("", get_command(app))
    return found


def metrics() -> set[str]:
    """As they are written out: a counter ends in _total."""
    every = {family.name + ("_total" if family.type == "counter" else "") for family in REGISTRY.collect()}
    return {name for name in every if name.startswith("dondoc_")}


@pytest.mark.parametrize("page", [*PAGES, *PLACES], ids=lambda page: Path(page).name)
def test_what_a_document_names_is_there(page: Path | str) -> None:
    text = text_of(page)
    known = commands()
    shouted = set(re.findall(r"\b[A-Z]{3,}(?:_[A-Z]+)+\b", text))
    assert shouted <= SETTINGS
    assert set(OURS.findall(text)) <= metrics()
    for span in spans(text):
        for typed in re.findall(r"(?:^|[\s/])dondoc ((?:people )?[a-z]+)((?: [^`#&|]*)?)", span):
            name, rest = typed
            assert name in known, span
            assert set(re.findall(r"--[a-z-]+", rest)) <= known[name], span
        told = re.match(r"/([a-z]+)(?=[ ·|]|$)", span)
        if told and told[1] not in NO_COMMANDS:
            assert told[1] in {name for row in COMMANDS for name in row[:2]}, span
    for link in re.findall(r"\]\((?!https?:)([^)#]+)\)", text):
        assert ((ROOT / page).parent / link).exists(), link


def test_what_there_is_stands_in_the_documents() -> None:
    readme, operators = text_of("README.md"), text_of("docs/van-hanh.md")
    told = set(spans(operators))
    assert told >= SETTINGS
    assert told >= metrics()
    rows = readme.partition("On the command line")[2].partition("## ")[0]
    table = re.findall(r"^\| (`.*?) \|", rows, re.MULTILINE)
    named = {" ".join(re.findall(r"^[a-z ]+", span)).strip() for row in table for span in spans(row)}
    assert named == {name for name in commands() if name != "people"}
