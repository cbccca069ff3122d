"""How this program is called where it runs, so that what it proposes can be typed as it stands."""

import os
import shutil
import sys
from pathlib import Path


def command() -> str:
    """ "dondoc" where the shell finds it; else its path, or that of the Python that has it."""
    called = Path(sys.argv[0])
    if called.name == "__main__.py":
        return f"{_near(sys.executable)} -m bot"
    found = shutil.which(called.name)
    return called.name if found and os.path.samefile(found, called) else _near(str(called))


def _near(path: str) -> str:
    """From here, where it is below."""
    here = os.path.join(os.getcwd(), "")
    return path.removeprefix(here)
