"""The state as a report on paper or as a calendar."""

from domain.deadline_calendar import deadline_calendar
from domain.exporting import ExportState
from domain.report_page import Form, Issuer, report_page
from handlers.texts.claims import notes
from papers.calendars.deadlines import deadlines_ics
from papers.reports.docx import report_docx
from papers.reports.pdf import report_pdf

# the province's own names and the place are filled in by whoever signs
OFFICE = ("Văn phòng Tỉnh uỷ",)
ISSUERS = {
    Form.PARTY: Issuer(
        Form.PARTY, "Tỉnh uỷ", "Ban Chỉ đạo", "BCĐ", "……", "Trưởng ban", "Ban Chỉ đạo", OFFICE
    ),
    Form.STATE: Issuer(
        Form.STATE, "Uỷ ban nhân dân tỉnh", "Tổ giúp việc Ban Chỉ đạo", "TGV", "……", "Tổ trưởng", "", OFFICE
    ),
}


def printed(state: ExportState, ending: str, form: str) -> bytes:
    """`ending`: .docx, .pdf or .ics; `form`: ISSUER_FORM."""
    if ending == ".ics":
        return deadlines_ics(deadline_calendar(state))
    page = report_page(state, ISSUERS[Form(form)], notes=notes(state.claims))
    return report_docx(page) if ending == ".docx" else report_pdf(page).data
