"""A report's words and tables, whichever form and file they go into."""

from dataclasses import dataclass

from domain.report_page import Form, ReportPage
from domain.tallies import Tally, TallyRow
from papers.reports import wording
from papers.reports.annex import annex_rows
from papers.vietnamese import number


@dataclass(frozen=True, slots=True)
class Column:
    """`width` in millimetres."""

    name: str
    width: float
    figures: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """`total`: the last row sums up the others."""

    columns: tuple[Column, ...]
    rows: tuple[tuple[str, ...], ...]
    total: bool = False


@dataclass(frozen=True, slots=True)
class Section:
    heading: str
    paragraphs: tuple[str, ...]
    table: Table | None = None


@dataclass(frozen=True, slots=True)
class Content:
    """`signature`: the lines above the room for it. `annex_of`: which report the annex goes with."""

    form: Form
    superior: str
    organ: str
    number: str
    place_and_day: str
    subject: str
    sections: tuple[Section, ...]
    recipients: tuple[str, ...]
    signature: tuple[str, ...]
    annex_of: str
    annex: Table


BLANK = "\u00a0" * 8
DOTS = "……"


def content(page: ReportPage) -> Content:
    issuer = page.issuer
    party = issuer.form is Form.PARTY
    year = page.as_of.year
    number_line = f"Số {BLANK}-BC/{issuer.code}" if party else f"Số: {BLANK}/BC-{issuer.code}"
    number_blank = f"{DOTS}-BC/{issuer.code}" if party else f"{DOTS}/BC-{issuer.code}"
    for_whom = f"{'T/M' if party else 'TM.'} {issuer.signs_for.upper()}"
    return Content(
        form=issuer.form,
        superior=issuer.superior.upper(),
        organ=issuer.organ.upper(),
        number=number_line,
        place_and_day=f"{issuer.place}, ngày {BLANK} tháng {BLANK} năm {year}",
        subject=page.subject if party else page.subject[:1].upper() + page.subject[1:],
        sections=_sections(page),
        recipients=issuer.recipients,
        signature=((for_whom,) if issuer.signs_for else ()) + (issuer.post.upper(),),
        annex_of=f"(Kèm theo Báo cáo số {number_blank} ngày {DOTS} tháng {DOTS} năm {year} "
        f"của {issuer.organ})",
        annex=_annex_table(annex_rows(page)),
    )


def _sections(page: ReportPage) -> tuple[Section, ...]:
    found = [
        Section("Kết quả chung", wording.summary(page)),
        Section("Kết quả theo đơn vị chủ trì", (), _tallies("Đơn vị", page.units, page.whole)),
        Section("Kết quả theo văn bản giao việc", (), _tallies("Văn bản", page.directives, page.whole)),
    ]
    if page.causes:
        rows = tuple(
            (str(nth), cause.unit, cause.ref, number(cause.days), wording.cause(cause))
            for nth, cause in enumerate(page.causes, 1)
        )
        found.append(Section("Nhiệm vụ quá hạn và nguyên nhân", (wording.CAUSES,), _cause_table(rows)))
    else:
        found.append(Section("Nhiệm vụ quá hạn và nguyên nhân", (wording.NO_CAUSES,)))
    if not page.whole.total:
        found = found[:1]
    numerals = ("I", "II", "III", "IV")
    return tuple(
        Section(f"{numeral}. {section.heading.upper()}", section.paragraphs, section.table)
        for numeral, section in zip(numerals, found, strict=False)
    )


def _tallies(what: str, rows: tuple[TallyRow, ...], whole: Tally) -> Table:
    named = [(str(nth), row.name, row.tally) for nth, row in enumerate(rows, 1)]
    return Table(
        (
            Column("TT", 9),
            Column(what, 41),
            Column("Tổng số", 14, figures=True),
            Column("Xong", 14, figures=True),
            Column("Thường xuyên", 16, figures=True),
            Column("Đang làm", 14, figures=True),
            Column("Vướng", 15, figures=True),
            Column("Chưa làm", 14, figures=True),
            Column("Chưa báo cáo", 14, figures=True),
            Column("Quá hạn", 14, figures=True),
        ),
        tuple((nth, name, *_figures(held)) for nth, name, held in [*named, ("", "Cộng", whole)]),
        total=True,
    )


def _figures(held: Tally) -> tuple[str, ...]:
    counts = (
        held.total,
        held.done,
        held.recurring,
        held.in_progress,
        held.blocked,
        held.not_started,
        held.no_report,
        held.overdue,
    )
    return tuple(number(count) for count in counts)


def _cause_table(rows: tuple[tuple[str, ...], ...]) -> Table:
    return Table(
        (
            Column("TT", 9),
            Column("Đơn vị", 48),
            Column("Mã", 16),
            Column("Số ngày", 16, figures=True),
            Column("Nguyên nhân", 76),
        ),
        rows,
    )


def _annex_table(rows: tuple[tuple[str, ...], ...]) -> Table:
    return Table(
        (
            Column("TT", 10),
            Column("Mã", 17),
            Column("Nội dung nhiệm vụ", 82),
            Column("Văn bản giao việc", 44),
            Column("Chủ trì, phối hợp", 44),
            Column("Hạn", 24),
            Column("Tình hình", 31),
        ),
        rows,
    )
