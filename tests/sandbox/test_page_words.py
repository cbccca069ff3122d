"""The page's own words: both languages say the same things, and nothing else is said."""

import json
import re

from sandbox.page_api import PAGE

WORDS: dict[str, dict[str, str]] = json.loads((PAGE / "words.json").read_text(encoding="utf-8"))
SOURCES = "\n".join(
    path.read_text(encoding="utf-8") for path in PAGE.iterdir() if path.suffix in (".js", ".html")
)


def test_both_catalogues_are_complete_and_fill_the_same_gaps() -> None:
    assert WORDS["vi"].keys() == WORDS["en"].keys()
    for key, sentence in WORDS["vi"].items():
        gaps = re.findall(r"\{\w+\}", sentence)
        assert sorted(gaps) == sorted(re.findall(r"\{\w+\}", WORDS["en"][key])), key


def test_every_word_that_is_asked_for_is_there_and_every_one_there_is_asked_for() -> None:
    asked = set(re.findall(r'\bt\("(\w+)"', SOURCES)) | set(re.findall(r'data-t(?:-label)?="(\w+)"', SOURCES))
    assert asked <= WORDS["vi"].keys()
    for key in WORDS["vi"]:
        assert re.search(rf'"{key.removesuffix("_about")}"', SOURCES), key


def test_what_the_page_says_stands_in_the_catalogue() -> None:
    for path in PAGE.glob("*.js"):
        said = [
            line
            for line in path.read_text(encoding="utf-8").splitlines()
            if not line.strip().startswith("//")
        ]
        assert not re.search("[ạảãắằặấầậđếềệốồộớờợứừự]", "\n".join(said)), path.name
