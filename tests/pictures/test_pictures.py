"""What the guides promise is there, and a picture of few colours is one that others can open."""

import json
import re
import struct
import zlib

import pytest

from bot.app import BY_NAME
from tests.papers.reading import pdf_count
from tests.pictures import guides
from tests.pictures.__main__ import DOCS
from tests.pictures.palette import indexed_png


@pytest.mark.parametrize("guide", [guides.FOCAL_POINT, guides.SECRETARIAT])
def test_a_guide_names_commands_and_pictures_that_exist(guide: dict[str, object]) -> None:
    written = json.dumps(guide, ensure_ascii=False)
    assert set(re.findall(r"(?<![\w/])/([a-z]+)", written)) <= BY_NAME.keys()
    for picture in re.findall(r'"picture": "([a-z-]+)"', written):
        assert (DOCS / "pictures" / f"{picture}.png").exists()


def test_the_documents_are_small_and_their_pictures_are_there() -> None:
    assert [pdf_count(path.read_bytes()) for path in DOCS.glob("*.pdf")] == [1, 1]
    made = [*DOCS.glob("pictures/*.png"), *DOCS.glob("*.pdf")]
    assert sum(path.stat().st_size for path in made) < 400_000
    readme = (DOCS.parent / "README.md").read_text(encoding="utf-8")
    for name in re.findall(r"docs/[\w/-]+\.(?:png|pdf|md)", readme):
        assert (DOCS.parent / name).exists(), name


def test_an_indexed_picture() -> None:
    png = indexed_png(2, 1, bytes([255, 0, 0, 0, 0, 255]), bytes([1, 0]))
    assert struct.unpack_from(">II", png, 16) == (2, 1)
    begins = png.index(b"IDAT") + 4
    assert zlib.decompress(png[begins:-16]) == b"\0\1\0"
