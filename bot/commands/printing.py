"""The state as a report on paper or as a calendar."""

from domain.deadline_calendar import deadline_calendar
from domain.exporting import ExportState
from domain.report_page import Form, report_page
from domain.trends import Trends
from domain.year_page import year_page
from handlers.texts.claims import notes
from papers.calendars.deadlines import deadlines_ics
from papers.reports.docx import report_docx
from papers.reports.issuers import ISSUERS
from papers.reports.pdf import report_pdf
from papers.reports.year import year_pdf


def printed(state: ExportState, ending: str, form: str) -> bytes:
    """`ending`: .docx, .pdf or .ics; `form`: ISSUER_FORM."""
    if ending == ".ics":
        return deadlines_ics(deadline_calendar(state))
    page = report_page(state, ISSUERS[Form(form)], notes=notes(state.claims))
    return report_docx(page) if ending == ".docx" else report_pdf(page).data


def printed_year(found: Trends, state: ExportState, form: str) -> bytes:
    """`state`: as it was at the end of that year, or as it is."""
    return year_pdf(year_page(found, state, ISSUERS[Form(form)])).data
