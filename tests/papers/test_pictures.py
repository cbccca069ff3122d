"""Pictures: their size, what they say, and what people may type into them."""

from dataclasses import replace
from datetime import date
from threading import Thread

import pytest

from domain.digest_page import DigestPage, Standing, digest_page
from domain.matrix import Cell, Matrix, MatrixRow
from domain.ratings import Colour, Rating
from domain.series import Point, Series
from papers.pictures.digest import digest_pdf, digest_picture
from papers.pictures.matrix import matrix_pdf, matrix_picture
from papers.pictures.series import series_picture
from tests.papers.reading import pdf_pages, pdf_text, png_size, without_spaces
from tests.papers.samples import LONG, NOW, WILD, digest_figures

TEN_MEGABYTES = 10 * 2**20
TASKS = tuple(f"Nhiệm vụ {nth}" for nth in range(1, 17))


def page(units: int, name: str = "Đơn vị") -> DigestPage:
    return digest_page(digest_figures(units, name=name), issuer="Ban Chỉ đạo", before=Standing(1, 9, 1))


def matrix(units: int, missing: tuple[int, ...] = ()) -> Matrix:
    rating = Rating(Colour.GREEN, date(2025, 9, 20), "Trung tâm Chỉ huy Trung ương")
    rows = [MatrixRow(nth, f"Xã {nth}", (Cell.DONE,) * 16, rating) for nth in range(1, units)]
    cells = tuple(Cell.OPEN if number in missing else Cell.DONE for number in range(1, 17))
    rows += [MatrixRow(0, "Xã Tri Lễ", cells)] if units else []
    return Matrix("Kế hoạch 02", NOW, tuple(range(1, 17)), TASKS, tuple(rows), rating, "xã, phường")


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize("units", [0, 1, 5, 160])
def test_a_digest_fits_the_phone(units: int, dark: bool) -> None:
    made = digest_picture(page(units), dark=dark)
    width, height = png_size(made)
    assert width == 1080
    assert height <= 3 * width
    assert len(made) < TEN_MEGABYTES


def test_names_of_120_letters_change_neither_the_width_nor_the_height() -> None:
    short, long = digest_picture(page(14)), digest_picture(page(14, LONG))
    assert png_size(short) == png_size(long)


def test_the_digest_on_a4_has_every_unit_and_every_late_task() -> None:
    pages = pdf_pages(digest_pdf(page(160)))
    text = without_spaces(" ".join(pages))
    assert len(pages) > 1
    for nth in (1, 80, 160):
        assert without_spaces(f"Đơn vị {nth}") in text
    assert "160/640" in text
    assert without_spaces("đã xong (25%)") in text
    assert "NV638" in text
    assert "khác" not in text


def test_a_digest_with_nothing_to_say_says_so() -> None:
    empty = page(0)
    assert "Chưa có nhiệm vụ nào được giao." in pdf_text(digest_pdf(empty))
    calm = replace(page(1), late=(), soon=())
    text = pdf_text(digest_pdf(calm))
    assert "Không có nhiệm vụ nào quá hạn." in text
    assert "Không có nhiệm vụ nào đến hạn." in text


def test_the_secretariat_and_the_sums_have_their_say() -> None:
    said = digest_page(
        digest_figures(2), opening="Đề nghị cập nhật trước thứ Sáu.", notes=("82 − 35 = 47, văn bản ghi 46.",)
    )
    text = pdf_text(digest_pdf(said))
    assert "Đề nghị cập nhật trước thứ Sáu." in text
    assert "82 − 35 = 47, văn bản ghi 46." in text


def test_what_people_type_is_never_markup() -> None:
    whole = digest_figures(2, name=WILD, task=WILD)
    made = digest_page(whole, issuer="", title=WILD, opening=WILD, notes=(WILD,))
    text = without_spaces(pdf_text(digest_pdf(made)))
    assert text.count(without_spaces(WILD)) >= 4
    assert png_size(digest_picture(made))[0] == 1080


def test_letters_that_no_font_has_are_left_out() -> None:
    whole = digest_figures(1, name="Sở\u0000 Y\u200b tế \U0001f973 Nghe\u0323\u0302 An")
    assert without_spaces("Sở Y tế Nghệ An") in without_spaces(pdf_text(digest_pdf(digest_page(whole))))


def test_several_threads_draw_at_once() -> None:
    drawn: dict[int, str] = {}

    def draw(nth: int) -> None:
        drawn[nth] = pdf_text(digest_pdf(digest_page(digest_figures(1), title=f"Bản tin {nth}")))

    threads = [Thread(target=draw, args=(nth,)) for nth in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert all(f"Bản tin {nth}" in drawn[nth] for nth in range(4))


@pytest.mark.parametrize(
    "values", [[], [20.0], [0.0, 0.0], [10.0, 20.0, 19.5], [-3.0, 1234567.25], [99.74, 99.8]]
)
def test_an_indicator_over_time_is_drawn(values: list[float]) -> None:
    points = tuple(Point(date(2025, nth, 25), value) for nth, value in enumerate(values, 1))
    for target in (None, 40.0):
        made = series_picture(Series(LONG, "%", points, target, "chưa đạt"), dark=target is None)
        assert png_size(made)[0] == 1080


@pytest.mark.parametrize("units", [0, 1, 130])
def test_a_matrix_fits_the_phone(units: int) -> None:
    made = matrix_picture(matrix(units, missing=(3, 9)), dark=units == 1)
    width, height = png_size(made)
    assert (width, height <= 3 * width) == (1080, True)
    assert len(made) < TEN_MEGABYTES


def test_all_communes_are_done() -> None:
    text = pdf_text(matrix_pdf(matrix(130)))
    assert "130/130" in text
    assert "2.080/2.080" in text
    assert "XANH Trung tâm Chỉ huy Trung ương, 20/9/2025" in text
    assert "XANH 129" in text  # counted from the units, beside the word on the whole


def test_the_missing_ones_are_named() -> None:
    text = pdf_text(matrix_pdf(matrix(13, missing=(3, 9))))
    assert "12/13" in text
    assert "Xã Tri Lễ 14/16" in text


def test_many_behind_stand_in_two_columns() -> None:
    rows = tuple(
        MatrixRow(n, f"UBND xã {n}", tuple(list(Cell)[(n + i) % 3] for i in range(16))) for n in range(160)
    )
    for dark in (False, True):
        made = matrix_picture(replace(matrix(1), rows=rows), dark=dark)
        width, height = png_size(made)
        assert width == 1080
        assert width + height <= 10_000  # what Telegram takes as a photo
        assert height <= 20 * width
        assert len(made) < TEN_MEGABYTES
