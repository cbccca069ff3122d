"""What `doctor` looks at: each finding is one line, and where something is wrong it says what to do."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Finding:
    """`well`: None where nothing is wrong and something is still to be done."""

    well: bool | None
    words: str
