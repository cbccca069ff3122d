"""Units by items: what is counted is the list that it is counted from."""

from datetime import date

from domain.matrix import Cell, Matrix, MatrixRow, matrix_of
from domain.programmes import ItemTask, programmes_among
from domain.rating_words import RatingWords, read_rating, speaks_of_rating
from domain.ratings import Colour, Rating, colour_of, is_whole
from domain.work import Work
from tests.papers.samples import NOW, TODAY, line

(PROGRAMME,) = programmes_among(ItemTask(n, f"KH02.{n:02d}", f"Nội dung {n}", None, True) for n in (1, 2, 3))


def test_a_matrix_equals_the_lines_behind_it() -> None:
    works = {
        "Xã A": (Work.DONE, Work.DONE, Work.DONE),
        "Xã B": (Work.DONE, Work.IN_PROGRESS, Work.NO_REPORT),
        "Xã C": (Work.NO_REPORT,) * 2,
    }
    lines = [
        line(f"KH02.{n:02d}", unit, work, TODAY)
        for unit, held in works.items()
        for n, work in enumerate(held, 1)
    ]
    lines.append(line("NV01", "Xã A", Work.NO_REPORT, TODAY))
    matrix = matrix_of(PROGRAMME, lines, NOW, {None: Rating(Colour.GREEN, date(2025, 9, 20), "TW")})
    assert (matrix.title, matrix.complete, matrix.done, matrix.cells) == ("KH02", 1, 4, 8)
    assert [row.unit for row in matrix.behind()] == ["Xã C", "Xã B"]
    assert [matrix.missing(row) for row in matrix.rows] == [(), (2, 3), (1, 2)]
    assert [matrix.of_item(i) for i in range(3)] == [(2, 3), (1, 3), (1, 2)]
    assert sum(matrix.of_item(i)[0] for i in range(3)) == matrix.done
    assert matrix.rating is not None
    assert matrix.rows[2].silent
    assert not matrix.rows[1].silent


def test_what_is_a_programme() -> None:
    def made(*refs: str, of_many: bool = True) -> list[str]:
        return [
            p.stem for p in programmes_among(ItemTask(n, r, r, None, of_many) for n, r in enumerate(refs))
        ]

    assert made("KH02.01", "KH02.02", "NV01") == ["KH02"]
    assert made("KH02.01", "KH02.02", of_many=False) == []  # shared by two, no programme
    assert made("KH02.01", "NV02") == []
    assert made("NV.01.1", "NV.01.2") == ["NV.01"]


def test_the_words_of_a_rating() -> None:
    assert [colour_of(w) for w in ("xanh", "VANG", "đỏ", "do", "tím")] == [
        Colour.GREEN, Colour.YELLOW, Colour.RED, Colour.RED, None,
    ]  # fmt: skip
    assert is_whole("Toàn tỉnh")
    assert not is_whole("Sở Y tế")


def test_a_rating_as_it_is_typed() -> None:
    tasks = [ItemTask(n, f"KH02.{n:02d}", "", "Kế hoạch số 02-KH/BCĐTW ngày 19/6/2025", True) for n in (1, 2)]
    known, today, day = programmes_among(tasks), date(2025, 10, 21), date(2025, 10, 15)
    yellow, green = Colour.YELLOW, Colour.GREEN
    for words, unit, colour, on, source in (
        ("xã Kim Liên VÀNG ngày 15/10 nguồn BCĐTW", "xã Kim Liên", yellow, day, "BCĐTW"),
        ("KH02: xã Kim Liên - vàng, 15/10/2025, nguồn: nq57.vn", "xã Kim Liên", yellow, day, "nq57.vn"),
        ("VÀNG xã Kim Liên nguồn BCĐTW, ngày 15/10", "xã Kim Liên", yellow, day, "BCĐTW"),
        (
            "Trung ương đánh giá xã Kim Liên là XANH nguồn TB 12-TB/BCĐTW ngày 15/10/2025",
            *("xã Kim Liên", green, day, "TB 12-TB/BCĐTW ngày 15/10/2025"),
        ),
        ("UBND xã Vàng Danh XANH hôm qua theo nguồn Y", "UBND xã Vàng Danh", green, date(2025, 10, 20), "Y"),
        ("kế hoạch 02 xã La Ngà XANH", "xã La Ngà", green, None, ""),
    ):
        assert speaks_of_rating(words), words
        assert read_rating(words, known, today) == RatingWords(unit, colour, on, source), words
    loose = read_rating("kim lien vang 2025-10-15 nguon bcd", known, today)
    assert loose == RatingWords("kim lien", yellow, day, "bcd")
    assert read_rating("xã A tím ngày 15/10 nguồn X", known, today).colour is None
    for words in (
        "việc nào màu đỏ?",
        "trồng cây xanh rồi",
        "NV04 vướng do vốn",
        "TRỒNG CÂY XANH",
        "do 15/10",
    ):
        assert not speaks_of_rating(words), words


def test_the_programme_is_told_by_its_name_and_its_number() -> None:
    tasks = [ItemTask(n, f"KH02.{n:02d}", "", "Kế hoạch số 02-KH/BCĐTW ngày 19/6/2025", True) for n in (1, 2)]
    (found,) = programmes_among(tasks)
    assert found.name == "Kế hoạch 02"
    for words in (
        "kế hoạch 02",
        "ke hoach 2 den dau",
        "KH02",
        "kh 02",
        "Kế hoạch số 02-KH/BCĐTW",
        "02-KH/BCĐTW",
    ):
        assert found.named_in(words), words
    for words in ("KH02.03 xong", "kế hoạch 20", "kế hoạch", "NV02", "ngày 02"):
        assert not found.named_in(words), words


def test_nobody_is_complete_where_there_is_nobody() -> None:
    empty = Matrix("", NOW, (), (), ())
    assert (empty.complete, empty.done, empty.cells, empty.rated()) == (0, 0, 0, {})
    row = MatrixRow(1, "Xã A", (Cell.ABSENT, Cell.DONE))
    assert (row.done, row.of, row.complete) == (1, 1, True)
