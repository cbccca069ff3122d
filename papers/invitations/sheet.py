"""A4 sheets of invitations to be cut apart, eight a page, each with its QR code."""

from typing import Any
from urllib.parse import parse_qs, urlsplit

from domain.invitation_sheet import InvitationCard, InvitationSheet
from papers import typesetting
from papers.vietnamese import full_day, weekday

TEMPLATE = "invitations/sheet.typ"


def invitation_pdf(sheet: InvitationSheet) -> bytes:
    """PDF on A4; a code works once, so a sheet is printed once."""
    return typesetting.pdf(TEMPLATE, {"issuer": sheet.issuer, "cards": [_card(card) for card in sheet.cards]})


def _card(card: InvitationCard) -> dict[str, Any]:
    import segno  # not at every start

    address = urlsplit(card.link)
    code = parse_qs(address.query).get("start", [""])[0]
    return {
        "unit": card.unit,
        "qr": segno.make_qr(card.link, error="m").svg_inline(border=0),
        "bot": f"@{address.path.strip('/')}",
        "typed": f"/dangky {code}",
        "expires": f"{weekday(card.expires)} {full_day(card.expires)}",
    }
