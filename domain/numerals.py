"""The digits in words, marked as they should be written and unmarked as they are typed."""

from domain.text import fold

DIGITS = {
    "không": 0, "một": 1, "mốt": 1, "hai": 2, "ba": 3, "bốn": 4, "tư": 4, "năm": 5, "lăm": 5, "nhăm": 5,
    "sáu": 6, "bảy": 7, "bẩy": 7, "tám": 8, "chín": 9,
}  # fmt: skip
UNMARKED_DIGITS = {fold(word): value for word, value in DIGITS.items()}
