"""What the guides promise is there."""

import json
import re

import pytest

from bot.app import BY_NAME
from tests.papers.reading import pdf_count
from tests.pictures import guides
from tests.pictures.__main__ import DOCS


@pytest.mark.parametrize("guide", [guides.FOCAL_POINT, guides.SECRETARIAT])
def test_a_guide_names_commands_and_pictures_that_exist(guide: dict[str, object]) -> None:
    written = json.dumps(guide, ensure_ascii=False)
    assert set(re.findall(r"(?<![\w/])/([a-z]+)", written)) <= BY_NAME.keys()
    for picture in re.findall(r'"picture": "([a-z-]+)"', written):
        assert (DOCS / "pictures" / f"{picture}.png").exists()


def test_the_documents_are_small_and_their_pictures_are_there() -> None:
    assert [pdf_count(path.read_bytes()) for path in DOCS.glob("*.pdf")] == [1, 1]
    made = [*DOCS.glob("pictures/*.png"), *DOCS.glob("*.pdf")]
    assert sum(path.stat().st_size for path in made) < 600_000
    readme = (DOCS.parent / "README.md").read_text(encoding="utf-8")
    for name in re.findall(r"docs/[\w/-]+\.(?:png|pdf|md)", readme):
        assert (DOCS.parent / name).exists(), name
