"""Parts of a whole as an office writes them: whole percents, halves up."""


def share(part: int, whole: int) -> int:
    """39/65 is 60, 29/45 is 64, 37/102 is 36, 35/82 is 43; of nothing it is 0."""
    return (200 * part + whole) // (2 * whole) if whole else 0
