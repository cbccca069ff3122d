"""Invitations to be printed and handed out: a card for each unit."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class InvitationCard:
    """`link`: https://t.me/<bot>?start=<code>; `expires`: the last day on which it is good."""

    unit: str
    link: str
    expires: date


@dataclass(frozen=True, slots=True)
class InvitationSheet:
    issuer: str
    cards: tuple[InvitationCard, ...]
