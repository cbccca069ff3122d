"""Numbers in words, as a telephone writes them down: "tám mươi phần trăm", "nờ vê mười hai", "tháng mười một"."""

from __future__ import annotations

from functools import cache

from domain.numerals import DIGITS, UNMARKED_DIGITS
from domain.replies.tables import entries

_TENS = frozenset({"mươi", "mười", "muoi", "chục", "chuc"})
_TEN = frozenset({"mười", "muoi", "chục"})
_ONLY_UNITS = frozenset({"lăm", "nhăm"})  # said of nothing but a number
_THIRD = {**DIGITS, "mốt": 1, "lăm": 5, "nhăm": 5, "tư": 4}
_SOME = frozenset({"mấy", "may", "hơn", "rưỡi"})
_OVER = frozenset({"phần", "trên"})
_CODES = frozenset({"nv", "#"})
_TIMES = frozenset({"ngày", "tuần", "tháng", "năm", "hôm", "phần", "xã", "trăm"})
_PERIODS = frozenset({"tháng", "quý"})
_NOT_A_NUMBER_AFTER = frozenset({"nay", "này", "sau", "tới", "trước", "qua", "ngoái"})

_BEFORE_COUNT = frozenset({"được", "mới", "xong"})
_OPENS_COUNT = frozenset({",", ".", ";", "còn", "thì", ":"})
_SURELY_COUNTS = frozenset({"hai", "ba", "bốn", "sáu", "bảy", "bẩy", "tám", "chín"})
_DAYS = frozenset({"mồng", "mùng"})


@cache
def _counted() -> frozenset[str]:
    """What is counted: the first words of units, but not such as make another meaning of a number before them."""
    return frozenset(unit.split()[0] for unit in entries("units")) - {
        "số",
        "cái",
        "việc",
        "mục",
        "kỳ",
        "đợt",
        "chỗ",
        "nơi",
        "ban",
        "cửa",
    }


NUMERALS = frozenset({*DIGITS, *_TENS, "chục"})
BEGINNINGS = frozenset({*DIGITS, *UNMARKED_DIGITS, *_TEN})


def find_number(words: list[str], at: int) -> tuple[int, int] | None:
    """(value, how many words) of the number that begins at `at`; None: words there are no number for certain."""
    if at and words[at - 1] in _CODES and (code := _code(words, at)):
        return code
    found = _compound(words, at)
    if found is not None:
        return found
    part = _of_fraction(words, at)
    if part is not None:
        return part
    digit = DIGITS.get(words[at])
    if digit and at and _word(words, at + 1) in _counted() and words[at - 1] in _BEFORE_COUNT:
        return digit, 1
    opens = at == 0 or words[at - 1] in _OPENS_COUNT
    if digit and opens and words[at] in _SURELY_COUNTS and _word(words, at + 1) in _counted():
        return digit, 1
    if digit is None or at == 0:
        return None
    after = words[at + 1] if at + 1 < len(words) else ""
    before = words[at - 1]
    if before == "phẩy" and _word(words, at - 2) in DIGITS:
        return digit, 1  # "bốn bảy phẩy năm"
    named = before in _CODES or before in _DAYS or (before in _PERIODS and after not in _NOT_A_NUMBER_AFTER)
    return (digit, 1) if digit and (named or (after == "phần" and _word(words, at + 2) == "trăm")) else None


def _code(words: list[str], at: int) -> tuple[int, int] | None:
    """Digit by digit: "nờ vê không sáu", "nờ vê hai mốt", "nờ vê một không hai"."""
    digits = [DIGITS.get(_word(words, place)) for place in (at, at + 1, at + 2)]
    first, second, third = digits
    after = _word(words, at + 2)
    if first is None or second is None or (first and (after in _TENS or after in _TIMES)):
        return None
    if second and _is_third(words, at + 2) and (third := _THIRD.get(words[at + 2])) is not None:
        return 100 * first + 10 * second + third, 3
    if second == 0 and third is not None and _word(words, at + 3) not in _TENS:
        return 100 * first + third, 3
    return 10 * first + second, 2


def _is_third(words: list[str], at: int) -> bool:
    """Nothing counted or measured follows it."""
    after = _word(words, at + 1)
    return (
        _word(words, at) in _THIRD and after not in _TENS and after not in _TIMES and after not in _counted()
    )


def _of_fraction(words: list[str], at: int) -> tuple[int, int] | None:
    """Either number of "ba phần tư", "chín phần mười", the first of "bảy trên mười ba"."""
    value = 10 if words[at] in _TEN else DIGITS.get(words[at])
    if not value:
        return None
    below, above = _word(words, at + 2), _word(words, at - 2)
    over = _word(words, at + 1) in _OVER and (below in DIGITS or below in _TEN or below.isdigit())
    under = _word(words, at - 1) in _OVER and (above in DIGITS or above.isdigit())
    return (value, 1) if over or under else None


def _compound(words: list[str], at: int) -> tuple[int, int] | None:
    """Mười hai, tám mươi (lăm, mấy), bảy lăm phần trăm, một trăm phần trăm."""
    first, second = words[at], _word(words, at + 1)
    if first in _TEN and _word(words, at - 1) not in DIGITS:
        unit = _unit(second)
        return (10 + unit, 2) if unit else (10, 1)
    tens = DIGITS.get(first) or UNMARKED_DIGITS.get(first)
    if not tens:
        return None
    if second in _TENS:
        unit = _unit(_word(words, at + 2))
        if unit:
            return 10 * tens + unit, 3
        return 10 * tens, 3 if _word(words, at + 2) in _SOME else 2
    if second == "trăm":
        return _hundreds(words, at, tens)
    if second in ("nghìn", "ngàn") and first in DIGITS:
        return _thousands(words, at, tens, 2)
    third = _word(words, at + 2)
    if third in _TENS and DIGITS.get(second) == tens + 1:
        return 10 * tens, 3  # "bảy tám mươi": the lower of the two
    unit = _unit(second)
    if (
        unit
        and first in DIGITS
        and (
            second in _ONLY_UNITS
            or _percent_follows(words, at + 2)
            or (_word(words, at + 2) == "phẩy" and _word(words, at + 3) in DIGITS)
            or (tens < 4 and _word(words, at - 1) == "ngày")
        )
    ):
        return 10 * tens + unit, 2
    return None


def _thousands(words: list[str], at: int, thousands: int, size: int) -> tuple[int, int]:
    """Một nghìn hai trăm linh bốn, hai nghìn."""
    rest = at + size
    digit = DIGITS.get(_word(words, rest))
    more = _hundreds(words, rest, digit) if digit and _word(words, rest + 1) == "trăm" else None
    if more is None and digit != 0:
        more = _compound(words, rest) if rest < len(words) else None
    return (
        (1000 * thousands + more[0], size + more[1]) if more and more[0] < 1000 else (1000 * thousands, size)
    )


def _hundreds(words: list[str], at: int, hundreds: int) -> tuple[int, int] | None:
    """Một trăm, một trăm linh một, một trăm ba mươi."""
    third = _word(words, at + 2)
    if third in ("linh", "lẻ") and _unit(_word(words, at + 3)):
        return 100 * hundreds + _unit(_word(words, at + 3)), 4
    fourth = DIGITS.get(_word(words, at + 3))
    if DIGITS.get(third) and fourth and _word(words, at + 4) not in _TENS:
        return 100 * hundreds + 10 * DIGITS[third] + fourth, 4  # "ba trăm ba sáu"
    rest = _compound(words, at + 2) if third in DIGITS or third in _TEN else None
    if rest is not None and rest[0] < 100:
        return 100 * hundreds + rest[0], 2 + rest[1]
    return 100 * hundreds, 2


def _unit(word: str) -> int:
    return DIGITS.get(word, 0) or (UNMARKED_DIGITS.get(word, 0) if word in ("lam", "nham") else 0)


def _percent_follows(words: list[str], at: int) -> bool:
    return _word(words, at) == "%" or (_word(words, at) == "phần" and _word(words, at + 1) == "trăm")


def _word(words: list[str], at: int) -> str:
    return words[at] if 0 <= at < len(words) else ""
