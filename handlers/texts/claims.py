"""Where totals that came with an import do not add up: said until the next import puts it right."""

from collections.abc import Iterable

from domain.claims import Claim, Contradiction, Measure, contradictions, subject_of
from handlers.texts import days
from handlers.texts.language import say
from handlers.texts.terms import number


def notes(claims: Iterable[Claim]) -> tuple[str, ...]:
    """A full sentence for each, plain."""
    return tuple(_note(one) for one in contradictions(claims))


def _note(one: Contradiction) -> str:
    source = one.total.source + (say(" ngày {day}", day=days.full(one.total.day)) if one.total.day else "")
    done = [part for part in one.parts if _measure(part) is Measure.DONE]
    rest = [part for part in one.parts if _measure(part) is not Measure.DONE]
    if len(rest) == 1 and len(done) == 1:
        reckoned = f"{_n(one.total.value)} − {_n(done[0].value)} = {_n(one.expected)}"
        claimed = f"{_n(one.claimed)} («{rest[0].what}»)"
    else:
        reckoned = say("«{what}» là {value}", what=one.total.what, value=_n(one.total.value))
        claimed = say(
            "các phần {parts} = {claimed}",
            parts=" + ".join(_n(part.value) for part in one.parts),
            claimed=_n(one.claimed),
        )
    return say(
        "Số liệu chưa khớp: {reckoned}, nhưng {source} ghi {claimed}; lệch {difference}.",
        reckoned=reckoned,
        source=source,
        claimed=claimed,
        difference=_n(one.difference),
    )


def _measure(claim: Claim) -> Measure | None:
    subject = subject_of(claim.what)
    return subject.measure if subject else None


def _n(value: int | None) -> str:
    return number(value or 0)
