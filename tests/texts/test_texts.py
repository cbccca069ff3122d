"""The manners of what the bot says; each sentence is read as a person would read it."""

import re
from datetime import date

from domain.office import Language
from handlers.texts import days, terms
from handlers.texts.catalogue import sentences
from handlers.texts.language import say, speaking
from tests.texts.catalogue import PLACE, VIETNAMESE, Sentence, every, filled, unsaid

LONGEST = 25
ENDS = re.compile(r"(?<=[.!?…])[\s”»)]+|\n")
MACHINE = re.compile(
    r"hệ thống|không hợp lệ|vui lòng|thất bại|\blỗi\b(?<!xin lỗi)|dữ liệu đầu vào|truy vấn|\bnull\b",
    re.IGNORECASE,
)
FOREIGN_NUMBER = re.compile(r"(?<![\w.])\d+\.\d{1,2}(?![\d.])|\d,\d{3}\b")
# files with words that are printed in a document, typed by people or looked up: they stay Vietnamese
ALSO_VIETNAMESE = {
    "assigning": 1,  # what people type
    "calendar": 3,  # how a library names holidays, and what is kept
    "first_steps": 3,  # a sheet
    "giving": 2,  # kept
    "invitation_sheets": 1,  # printed
    "languages": 1,  # a language by its own name
    "out_of_reach": 13,  # a sheet
    "proposal_cards": 1,  # looked for in a document
    "refused_orders": 2,  # what people type
}


def spoken(sentence: Sentence) -> list[str]:
    """One by one, as they are read aloud."""
    return [said.strip() for said in ENDS.split(filled(sentence)) if said.strip()]


def test_every_sentence_can_be_said_in_another_language() -> None:
    found: dict[str, int] = {}
    for one in unsaid():
        file = one.where.partition(":")[0]
        found[file] = found.get(file, 0) + 1
    assert found == ALSO_VIETNAMESE


def test_sentences_are_short_courteous_and_in_vietnamese_form() -> None:
    for one in every():
        for said in spoken(one):
            assert len(re.findall(r"\w\S*", said)) <= LONGEST, one
            assert not MACHINE.search(said), one
            assert not FOREIGN_NUMBER.search(said), one


# English


TAG = re.compile(r"</?[bi]>")
TYPED = re.compile(r"“[^”]*”|<code>.*?</code>|Tiếng Việt")  # what people type to us, and are understood by


def test_english_has_every_sentence_and_no_other() -> None:
    english = sentences(Language.ENGLISH)
    where = {one.words: one.where for one in every()}
    assert set(english) == set(where)
    for vietnamese, said in english.items():
        assert {place[1] for place in PLACE.finditer(said)} == {p[1] for p in PLACE.finditer(vietnamese)}, (
            said
        )
        assert sorted(TAG.findall(said)) == sorted(TAG.findall(vietnamese)), said
        assert not VIETNAMESE.search(TYPED.sub("", said)), said
        assert (said != said.lstrip(), said != said.rstrip()) == (
            vietnamese != vietnamese.lstrip(),
            vietnamese != vietnamese.rstrip(),
        ), said
        for one in spoken(Sentence(where[vietnamese], said)):
            assert len(re.findall(r"\w\S*", one)) <= LONGEST, one


def test_a_sentence_is_said_in_the_language_of_whoever_reads_it() -> None:
    told = "📣 Sẽ nhắc <b>{people} người</b> về <b>{tasks} việc</b>:"
    assert say(told, people=1, tasks=2) == "📣 Sẽ nhắc <b>1 người</b> về <b>2 việc</b>:"
    with speaking(Language.ENGLISH):
        assert say(told, people=1, tasks=2) == "📣 Will remind <b>1 person</b> of <b>2 tasks</b>:"
        assert say(told, people=3, tasks=1) == "📣 Will remind <b>3 people</b> of <b>1 task</b>:"
        assert days.with_weekday(date(2025, 9, 30)) == "Tue 30 Sep"
        assert days.full(date(2026, 12, 1)) == "1 Dec 2026"
        assert terms.number(1234.5, 1) == "1,234.5"
        with speaking(Language.VIETNAMESE):
            assert days.with_weekday(date(2025, 9, 30)) == "thứ Ba 30/9"
    assert say("{name} «{name}»", name="{x}") == "{x} «{x}»"
