"""A sheet to begin with: the columns of the import, and a few lines as they may look."""

from datetime import date

from domain.importing.values import COLUMNS, DEPARTMENTS, TASKS
from papers.sheets.writing import TASK_WIDTHS, write_book

UNITS = (
    ("Sở Tài chính", "STC", "sở"),
    ("Sở Khoa học và Công nghệ", "Sở KHCN; SKHCN", "sở"),
    ("Phường Trường Vinh", "", "phường"),
)


def write_sample_xlsx(today: date) -> bytes:
    """Good as it stands, if somebody sends it back unchanged."""
    paper = f"Kết luận 01-KL/BCĐ ngày {today.day}/{today.month}/{today.year}"
    ward, year_end = UNITS[-1][0], date(today.year, 12, 31)
    tasks = (
        ("", "Ví dụ: rà soát quy định", "Sở Tài chính", "SKHCN", "trong vòng 30 ngày", paper, "", "", ""),
        ("", "Ví dụ: báo cáo tiến độ", "Sở KHCN", "", "2 tuần/1 lần", paper, "", "", ""),
        ("", "Ví dụ: 100% thủ tục làm trực tuyến", ward, "", year_end, paper, "chỉ tiêu", "", "x"),
    )
    return write_book(
        [
            ("Đơn vị", tuple(COLUMNS[DEPARTMENTS].values()), (44, 28, 14), UNITS),
            ("Nhiệm vụ", tuple(COLUMNS[TASKS].values()), TASK_WIDTHS, tasks),
        ]
    )
