"""Indicators: which value a reply tells, and what it means beside the target."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from domain.indicators import Counting, Direction, Goal, Mark, Value, reached, together
from domain.portions import One, Portion, portions
from domain.replies import Context, OpenTask, read_any_code
from domain.stated_values import parts_by_code, stated, value_in
from domain.work import Said, State, Work
from domain.year_spans import covering, read_years

PERCENT, AREAS, FALLING = Goal(25, "%"), Goal(20, "khu vực"), Goal(5, "%", Direction.LOWER)
TODAY = date(2025, 9, 23)


@pytest.mark.parametrize(
    ("words", "goal", "value"),
    [
        ("5G phủ 20%", PERCENT, 20),
        ("5g phu 20 phan tram dan so", PERCENT, 20),
        ("đạt 12/20 khu vực", AREAS, 12),
        ("dat 12 khu vuc roi a", AREAS, 12),
        ("tỷ lệ hồ sơ trực tuyến 85,5 %", PERCENT, 85.5),
        ("đã có 1.250 khu vực", AREAS, 1250),
        ("tăng 10% so với tháng 7, đạt 20%", PERCENT, 20),
        ("tăng từ 10% lên 20%", PERCENT, 20),
        ("mới phủ 20%, mục tiêu 25%", PERCENT, 20),
        ("chỉ còn 3%", FALLING, 3),
        ("tăng 6% lên 26%", PERCENT, 26),
        ("26% (kế hoạch 25%)", PERCENT, 26),
        ("20% thôi, chưa đạt", PERCENT, 20),
        ("20% nhưng chưa đạt", PERCENT, 20),
        ("đạt 12/20", AREAS, 12),
        # no value, or not clear which
        ("phấn đấu đạt 25%", PERCENT, None),
        ("cuối năm sẽ phủ 30%", PERCENT, None),
        ("chưa đạt 25%", PERCENT, None),
        ("đến cuối năm 2025 đạt 25%", PERCENT, None),
        ("nếu phủ 20% thì tốt", PERCENT, None),
        ("tháng trước 10%, nay 20%", PERCENT, 20),
        ("còn thiếu 5%", PERCENT, None),
        ("còn 5% nữa", PERCENT, None),
        ("thành thị 30%, nông thôn 10%", PERCENT, None),
        ("đạt rồi", PERCENT, None),
        ("đạt 12 xã", AREAS, None),
        ("đạt 20%", Goal(25, ""), None),
        ("theo Quyết định 98/2025 đạt 25%", PERCENT, None),
    ],
)
def test_the_value_in_a_reply(words: str, goal: Goal, value: float | None) -> None:
    assert value_in(words, goal, "CT01 Tỷ lệ dân số phủ sóng 5G, hồ sơ trực tuyến") == value


NO_VALUE = """
gần 25%; sắp đạt 25%; mới gần 25%; khoảng 26%; dưới 25%; hơn 25%; không đạt 25%; ko đc 26%; nỏ được 26%
26% kế hoạch; 26% là mục tiêu; đạt 80% so với kế hoạch; được giao 26%; tỉnh giao 26%; phải đạt 26%; cần 26%
đăng ký 26%; xin điều chỉnh 26%; có thể đạt 26%; muốn đạt 26%; ước đạt 26%; để đạt 26% cần thêm tiền
cuối năm đạt 26%; tháng 12 đạt 26%; năm 2026 26%; năm ngoái 26%; quý 4 26%; dự kiến, 26%; cuối năm, đạt 26%
còn 5% nữa; thiếu 5% nữa là đạt 25%; tăng 26%; tăng thêm 26%; vượt 6%; hụt 6%; chưa tăng từ 20% lên 26%
được 26% chưa; 26% phải không; 26% chưa xong; 26%, chưa đạt; 26% chưa có sóng; 30% dân số chưa có sóng
huyện Anh Sơn 26%; riêng Vinh 26%, toàn tỉnh 20%; vướng do 26% trạm chưa có điện; 20-26%; 20 đến 26%; -5%
đạt 100%; 260%; 1.250%
"""


@pytest.mark.parametrize(
    "words", [one.strip() for one in NO_VALUE.replace("\n", ";").split(";") if one.strip()]
)
def test_words_that_make_a_number_no_value(words: str) -> None:
    assert value_in(words, PERCENT, "CT01 Tỷ lệ dân số phủ sóng 5G") is None


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("giảm còn 2%", 2),
        ("giảm từ 8% xuống 2%", 2),
        ("100%", 100),
        ("giảm 2%", None),
        ("chưa giảm xuống 2%", None),
        ("không quá 3%", None),
        ("dưới 3%", None),
        ("trên 5%", None),
        ("giảm tỷ lệ hộ nghèo 2%", None),
        ("hộ chưa có điện 4%", 4),  # these words are its name
    ],
)
def test_the_value_of_what_shall_fall(words: str, value: float | None) -> None:
    assert value_in(words, FALLING, "CT03 Giảm tỷ lệ hộ nghèo, hộ chưa có điện") == value


@pytest.mark.parametrize("words", ["khảo sát 12 khu vực", "12 khu vực nữa là xong", "đang làm 12 khu vực",
                                   "thiếu 12/20", "12/12", "12 khu vực chưa có"])  # fmt: skip
def test_a_count_of_something_else_is_no_value(words: str) -> None:
    assert value_in(words, Goal(12, "khu vực"), "CT02 Số khu vực có trạm") is None


@pytest.mark.parametrize(
    ("goal", "said", "words", "work", "value"),
    [
        (PERCENT, Said(Work.IN_PROGRESS, percent=20), None, Work.IN_PROGRESS, None),
        (PERCENT, Said(Work.IN_PROGRESS, percent=95), "còn 5% nữa", Work.IN_PROGRESS, None),
        (PERCENT, Said(Work.DONE, percent=260), "260%", Work.IN_PROGRESS, None),
        (PERCENT, Said(Work.DONE, percent=100), "đạt 100%", Work.DONE, None),
        (PERCENT, Said(Work.DONE), "xong, đạt 20%", Work.IN_PROGRESS, 20),
        (PERCENT, Said(Work.DONE), "xong", Work.DONE, None),
        (AREAS, Said(Work.IN_PROGRESS, done=12, total=20), "được 12/20", Work.IN_PROGRESS, 12),
        (AREAS, Said(Work.IN_PROGRESS, percent=60), "được 60%", Work.IN_PROGRESS, None),
    ],
)
def test_a_value_that_falls_short_is_not_done(
    goal: Goal, said: Said, words: str | None, work: Work, value: float | None
) -> None:
    told, found = stated(goal, said, words)
    assert (told.work, found) == (work, value)
    assert value is None or told.percent is told.done is None


def test_each_code_has_its_own_part_and_series() -> None:
    said = "NV01 xong, ct 01 đạt 20%; CT02 12/20 khu vực"
    assert parts_by_code(said, ["CT01", "CT02"]) == {"CT01": " đạt 20%; ", "CT02": " 12/20 khu vực"}
    assert parts_by_code("2% CT02, 26% CT01", ["CT01", "CT02"]) == {"CT01": "", "CT02": ""}
    tasks = tuple(
        OpenTask(ref, title, None) for ref, title in (("NV01", "Rà soát"), ("CT01", "Tỷ lệ phủ sóng"))
    )
    now = datetime(2025, 9, 23, 8, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))
    reading = read_any_code("NV01 xong, CT01 đạt 20%", now, Context(tasks, None))
    assert [(u.ref, u.status, u.percent) for u in reading.updates] == [
        ("NV01", "done", None),
        ("CT01", "in_progress", 20),
    ]
    items = tuple(OpenTask(ref, ref, None) for ref in ("KH02", "KH02.03", "KH02.10"))
    reading = read_any_code("KH02.3 và KH02.10 xong", now, Context(items, None))
    assert [(u.ref, u.status) for u in reading.updates] == [("KH02.03", "done"), ("KH02.10", "done")]


def value(number: float, day: date = TODAY, report: int = 1) -> Value:
    return Value(1, report, day, number, None)


@pytest.mark.parametrize(
    ("goal", "values", "done_by", "mark"),
    [
        (PERCENT, [value(25)], None, Mark.MET),
        (PERCENT, [value(25.1)], None, Mark.EXCEEDED),
        (PERCENT, [value(24.9)], None, Mark.NOT_MET),
        (PERCENT, [value(30), value(20, report=2)], None, Mark.NOT_MET),
        (FALLING, [value(3)], None, Mark.EXCEEDED),
        (FALLING, [value(6)], None, Mark.NOT_MET),
        (PERCENT, [], None, Mark.NO_VALUE),
        (Goal(None, "%"), [value(25)], None, Mark.NO_VALUE),
        (PERCENT, [], 1, Mark.MET),  # "xong", at its word
        (PERCENT, [value(20)], 2, Mark.MET),
        (PERCENT, [value(20, report=3)], 2, Mark.NOT_MET),
        (Goal(25, "%", unassessed=True), [value(30)], None, Mark.NOT_ASSESSED),
        (Goal(25, "%", counting=Counting.IN_PERIOD), [value(30, date(2024, 12, 31))], None, Mark.NO_VALUE),
        (Goal(25, "%", counting=Counting.CUMULATIVE), [value(30, date(2024, 12, 31))], None, Mark.EXCEEDED),
    ],
)
def test_what_the_values_say_of_the_target(
    goal: Goal, values: list[Value], done_by: int | None, mark: Mark
) -> None:
    state = State(Work.DONE if done_by else Work.IN_PROGRESS)
    assert reached(goal, values, state, done_by, "2025", TODAY).mark is mark


def test_what_several_units_share_is_met_by_all_of_them() -> None:
    assert together([Mark.MET, Mark.EXCEEDED]) is Mark.MET
    assert together([Mark.MET, Mark.NO_VALUE]) is Mark.NO_VALUE
    assert together([Mark.EXCEEDED, Mark.NOT_MET, Mark.NO_VALUE]) is Mark.NOT_MET


def test_years() -> None:
    said = ("2025", "năm 2025", "2025–2045", "giai đoạn 2025 - 2045", "2025-2025", "", "2045-2025", "quý 4")
    assert [*map(read_years, said)] == ["2025", "2025", "2025-2045", "2025-2045", "2025", "", None, None]
    assert covering(["2025", "2025-2045"]) == "2025-2045"
    assert covering(["2025", ""]) == ""


def test_portions_round_as_an_office_does() -> None:
    ones = [One(f"CT{n}", "2025" if n < 45 else "2025-2045", n < 29 or n >= 55) for n in range(65)]
    found = portions([*ones, One("CT0", "2025", reached=False)])  # one of its units has not
    assert (found.whole, found.parts) == (Portion("2025-2045", 38, 65), (Portion("2025", 28, 45),))
    assert [Portion("", *of).percent for of in ((39, 65), (29, 45), (37, 102), (35, 82), (1, 200))] == [
        60,
        64,
        36,
        43,
        1,
    ]
