"""A report as PDF, set by Typst."""

from dataclasses import asdict, dataclass

from domain.report_page import ReportPage
from papers import typefaces, typesetting
from papers.reports.content import content

TEMPLATE = "reports/report.typ"


@dataclass(frozen=True, slots=True)
class PrintedReport:
    """`typeface`: what it was set in; `substituted`: not in the one the forms ask for."""

    data: bytes
    typeface: str

    @property
    def substituted(self) -> bool:
        return self.typeface != typefaces.TIMES


def report_pdf(page: ReportPage) -> PrintedReport:
    """Where Times New Roman is not installed, the last line of the file says what stands in for it."""
    family = typefaces.serif().family
    data = asdict(content(page)) | {"family": family, "stand_in": stand_in(family)}
    return PrintedReport(typesetting.pdf(TEMPLATE, data, serif=True), family)


def stand_in(family: str) -> str | None:
    """What is said of a typeface that is not the one the forms ask for."""
    said = f"Bản PDF này dùng phông {family} vì máy không cài {typefaces.TIMES}."
    return None if family == typefaces.TIMES else said
