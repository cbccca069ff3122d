"""Invitations on paper."""

from datetime import date

from domain.invitation_sheet import InvitationCard, InvitationSheet
from papers.invitations.sheet import invitation_pdf
from tests.papers.reading import pdf_count, pdf_pages, without_spaces
from tests.papers.samples import LONG, WILD


def cards(names: list[str]) -> tuple[InvitationCard, ...]:
    link = "https://t.me/dondoc_nghean_bot?start=Kx{:03}aQ9d_Lm2Wq-7pT0vRzH3bNcYsUe"
    return tuple(InvitationCard(name, link.format(nth), date(2025, 11, 20)) for nth, name in enumerate(names))


def test_130_units_in_one_file_each_with_its_code_and_its_day() -> None:
    names = [f"Xã {nth}" for nth in range(129)] + [LONG]
    made = invitation_pdf(InvitationSheet("Ban Chỉ đạo", cards(names)))
    assert pdf_count(made) == 17
    first, last = (without_spaces(page) for page in pdf_pages(made, 0, 16))
    assert [page.count(without_spaces("thứ Năm 20/11/2025")) for page in (first, last)] == [8, 2]
    text = first + last
    for nth in (0, 129):
        assert without_spaces(f"/dangky Kx{nth:03}aQ9d_Lm2Wq-7pT0vRzH3bNcYsUe") in text
    assert without_spaces(LONG) in text
    assert "@dondoc_nghean_bot" in text


def test_none_and_names_that_look_like_markup() -> None:
    assert pdf_pages(invitation_pdf(InvitationSheet("", ()))) == ["Không có phiếu mời nào để in."]
    (page,) = pdf_pages(invitation_pdf(InvitationSheet(WILD, cards([WILD]))))
    assert without_spaces(page).count(without_spaces(WILD)) == 2
