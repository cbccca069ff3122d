"""Where totals that came with an import do not add up: said until the next import puts it right."""

from collections.abc import Iterable

from domain.claims import Claim, Contradiction, Measure, contradictions, subject_of
from handlers.texts import days
from papers.vietnamese import number


def notes(claims: Iterable[Claim]) -> tuple[str, ...]:
    """A full sentence for each, plain."""
    return tuple(_note(one) for one in contradictions(claims))


def _note(one: Contradiction) -> str:
    source = one.total.source + (f" ngày {days.full(one.total.day)}" if one.total.day else "")
    done = [part for part in one.parts if _measure(part) is Measure.DONE]
    rest = [part for part in one.parts if _measure(part) is not Measure.DONE]
    if len(rest) == 1 and len(done) == 1:
        reckoned = f"{_n(one.total.value)} − {_n(done[0].value)} = {_n(one.expected)}"
        claimed = f"{_n(one.claimed)} («{rest[0].what}»)"
    else:
        reckoned = f"«{one.total.what}» là {_n(one.total.value)}"
        claimed = f"các phần {' + '.join(_n(part.value) for part in one.parts)} = {_n(one.claimed)}"
    return f"Số liệu chưa khớp: {reckoned}, nhưng {source} ghi {claimed}; lệch {_n(one.difference)}."


def _measure(claim: Claim) -> Measure | None:
    subject = subject_of(claim.what)
    return subject.measure if subject else None


def _n(value: int | None) -> str:
    return number(value or 0)
