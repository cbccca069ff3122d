"""What words are about: the table data/topics.tsv, which a colleague can extend."""

from datetime import date

import pytest

from domain.replies.guard import signs_of
from domain.replies.message import prepare
from domain.replies.tables import rows
from domain.replies.topics import by_topic, is_topic
from domain.replies.words import standard_words
from tests.domain.test_replies_guard import CAMERAS


def about(text: str) -> list[str]:
    return by_topic(standard_words(text).words)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("tổ em đào móng", ["tổ", "<work>"]),
        ("chủ xe không hợp tác", ["chủ", "xe", "<refuse>"]),
        ("con sốt", ["<private>"]),
        ("chu xe khong hop tac", ["chủ", "xe", "<refuse>"]),
        ("đứt cáp quang", ["<trouble>"]),  # the longest, not "đứt cáp"
        ("", []),
        ("< 5", ["<", "5"]),
    ],
)
def test_words_are_told_by_what_they_are_about(text: str, told: list[str]) -> None:
    assert about(text) == told


def test_a_topic_speaks_alone_and_beside_its_neighbours() -> None:
    signs = set(signs_of(prepare("nhà bác đào móng rồi", date(2025, 9, 24), CAMERAS)))
    assert {"k:<work>", "k:nhà <work>", "k:<work> rồi"} <= signs
    assert not any(sign.startswith("k:^") for sign in signs)  # neither of the two is a topic
    assert not is_topic("<")


def test_every_row_is_words_and_one_topic() -> None:
    """Given once, and of the topics that weights were learned for."""
    written = [words for words, _ in rows("topics")]
    assert len(written) == len(set(written))
    weighed = {row[0] for row in rows("guard")}
    topics = {topic for _, topic in rows("topics")}
    assert {topic for topic in topics if f"k:<{topic}>" in weighed} == topics


def test_a_row_is_found_as_it_is_written() -> None:
    for words, topic in rows("topics")[::40]:
        assert f"<{topic}>" in about(words), words
