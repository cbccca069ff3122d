"""A store that the command line has filled once."""

import asyncio
import shutil
from pathlib import Path

import pytest

from tests.e2e.office import TASKS, UNITS, typed, write


@pytest.fixture(scope="session")
def _imported(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("imported")
    write(folder, u=UNITS, t=TASKS)
    for name in ("u.csv", "t.csv"):
        code, _, err = asyncio.run(typed(folder, "import", name))
        assert code == 0, err
    return folder


@pytest.fixture
def imported(_imported: Path, tmp_path: Path) -> Path:
    """A folder whose store knows one unit and its task, NV01 with the deadline 30/9/2025."""
    shutil.copytree(_imported, tmp_path, dirs_exist_ok=True)
    return tmp_path
