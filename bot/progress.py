"""A line in the terminal while long work goes on: on stderr, gone when it is done, nothing elsewhere."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

Say = Callable[[str], None]


@contextmanager
def shown(words: str) -> Iterator[Say]:
    """What it gives changes the words. It moves by itself, so the work may hold up everything else."""
    if not sys.stderr.isatty():
        yield _nothing
        return
    from rich.console import Console
    from rich.text import Text

    with Console(stderr=True).status(Text(words)) as status:  # Text: a file's name is no markup
        yield lambda said: status.update(Text(said))


def _nothing(_: str) -> None:
    """A log or a pipe is no place for a line that moves."""
