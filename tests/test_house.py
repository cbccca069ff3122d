"""The house keeps its order: imports go one way, lock files are clean, documents say what the code does."""

import ast
import re
import subprocess
import tomllib
from pathlib import Path

import pytest

from bot.commands.run import STOP_SECONDS
from bot.settings import Settings

ROOT = Path(__file__).resolve().parents[1]
MAY_IMPORT = {
    "domain": set(),
    "storage": {"domain"},
    "papers": {"domain"},
    "handlers": {"storage", "papers", "domain"},
    "bot": {"handlers", "storage", "papers", "domain"},
    "sandbox": set(),
}


def imported(path: Path) -> set[str]:
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            found.add(node.module.split(".")[0])
    return found & MAY_IMPORT.keys()


@pytest.mark.parametrize("package", MAY_IMPORT)
def test_imports_go_to_the_right_only(package: str) -> None:
    files = list((ROOT / package).rglob("*.py"))
    assert files
    for path in files:
        allowed = MAY_IMPORT[package] | {package}
        if path == ROOT / "bot" / "__main__.py":
            allowed = allowed | {"sandbox"}
        assert imported(path) <= allowed, path


@pytest.mark.parametrize("name", ["requirements.lock", "requirements-dev.lock"])
def test_lock_files_have_hashes_and_no_addresses(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    assert "://" not in text
    entries = [block for block in re.split(r"\n(?=[a-zA-Z0-9])", text) if "==" in block]
    assert len(entries) > 40
    assert all("--hash=sha256:" in block for block in entries)


def test_what_runs_is_what_is_developed_with() -> None:
    running, developing = (
        set(re.findall(r"^[\w.-]+==[^ ;]+", (ROOT / name).read_text(encoding="utf-8"), re.MULTILINE))
        for name in ("requirements.lock", "requirements-dev.lock")
    )
    assert running - developing == set()


def project_files() -> list[Path]:
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT, capture_output=True, text=True, check=True,
    ).stdout.splitlines()  # fmt: skip
    return [ROOT / name for name in listed if (ROOT / name).is_file()]


def test_no_file_knows_the_machine_it_was_written_on() -> None:
    if not (ROOT / ".git").exists():
        pytest.skip("not a checkout")
    needles = [f"/{folder}/" for folder in ("work", "root")]
    for path in project_files():
        try:
            text = path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue
        for needle in needles:
            assert not re.search(rf"(?<![\w.>]){needle}\w", text), path


def test_the_readme_names_every_command() -> None:
    from bot.__main__ import app
    from bot.app import COMMANDS

    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    for english, vietnamese, _, _ in COMMANDS:
        assert f"`/{english}" in readme
        assert f"/{vietnamese}" in readme
    groups = [group.typer_instance for group in app.registered_groups if group.typer_instance]
    for command in (c for typed in (app, *groups) for c in typed.registered_commands):
        name = command.name or (command.callback.__name__ if command.callback else "")
        assert re.search(rf"^\| (?:`[^|]*, )?`(?:people )?{name}\b", readme, re.MULTILINE), name


def test_the_container_and_the_service_fit_the_program() -> None:
    """Every package is copied, every file that is named is there, and what is started is a command of ours."""
    container = (ROOT / "docs/running/Containerfile").read_text(encoding="utf-8")
    service = (ROOT / "docs/running/dondoc.service").read_text(encoding="utf-8")
    copied = {
        name for line in re.findall(r"^COPY (.+) \S+$", container, re.MULTILINE) for name in line.split()
    }
    assert MAY_IMPORT.keys() <= copied
    assert all((ROOT / name).exists() for name in copied)
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    assert "dondoc" in project["project"]["scripts"]
    assert 'ENTRYPOINT ["dondoc"]\nCMD ["run"]' in container
    assert "ExecStart=/opt/dondoc/.venv/bin/dondoc run\n" in service
    data = Settings.model_fields["database_url"].default.rpartition("///")[2].partition("/")[0]
    assert f"VOLUME /app/{data}\n" in container
    assert f"ReadWritePaths=/opt/dondoc/{data}\n" in service
    assert Settings.model_fields["files_dir"].default.parts[0] == data
    grace = [int(n) for n in re.findall(r"(?:--stop-timeout |TimeoutStopSec=)(\d+)", container + service)]
    assert len(grace) == 2
    assert min(grace) > STOP_SECONDS
