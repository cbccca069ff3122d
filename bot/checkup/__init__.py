"""What `doctor` looks at: each finding is one line, and where something is wrong it says what to do."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Finding:
    well: bool
    words: str
