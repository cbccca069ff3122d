"""The manners of what the bot says; each sentence is read as a person would read it."""

import re

from handlers.screens import plain
from tests.texts.catalogue import FILLED_LATER, Sentence, every, literals
from tests.texts.examples import example_of

LONGEST = 25
ENDS = re.compile(r"(?<=[.!?…])[\s”»)]+|\n")
MACHINE = re.compile(
    r"hệ thống|không hợp lệ|vui lòng|thất bại|\blỗi\b(?<!xin lỗi)|dữ liệu đầu vào|truy vấn|\bnull\b",
    re.IGNORECASE,
)
FOREIGN_NUMBER = re.compile(r"(?<![\w.])\d+\.\d{1,2}(?![\d.])|\d,\d{3}\b")


def spoken() -> list[Sentence]:
    """One by one, as they are read aloud."""
    return [
        Sentence(one.where, said.strip()) for one in every() for said in ENDS.split(one.text) if said.strip()
    ]


def test_no_sentence_is_missing_and_each_has_its_example() -> None:
    shown = " ".join(" ".join(one.text for one in every()).split())
    for where, piece in literals():
        filled = FILLED_LATER.sub(lambda name: example_of(name[1]), plain(piece))
        assert " ".join(filled.split()) in shown, where
    assert [one for one in every() if "{" in one.text] == []


def test_sentences_are_short_courteous_and_in_vietnamese_form() -> None:
    for one in spoken():
        assert len(re.findall(r"\w\S*", one.text)) <= LONGEST, one
        assert not MACHINE.search(one.text), one
        assert not FOREIGN_NUMBER.search(one.text), one
