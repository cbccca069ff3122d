"""An environment of its own for what we are measured against, made for one run and gone after it."""

import json
import subprocess
import sys
import tempfile
import venv
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent


@contextmanager
def installed(*wanted: str) -> Iterator[Path]:
    """The interpreter of a new environment with these packages."""
    with tempfile.TemporaryDirectory(prefix="dondoc-peers-") as folder:
        venv.create(folder, with_pip=True)
        python = Path(folder) / "bin" / "python"
        command = [python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", *wanted]
        subprocess.run(command, check=True, stdout=sys.stderr)
        yield python


def told(python: Path, script: str, *args: object) -> dict[str, Any]:
    """What that program beside this file prints, as JSON."""
    command = [str(python), str(HERE / script), *map(str, args)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    found: dict[str, Any] = json.loads(done.stdout)
    return found
