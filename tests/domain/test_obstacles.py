"""An obstacle is told without the word that stands before it already."""

import pytest

from domain.obstacles import obstacle


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("đang vướng mắc về kinh phí", "kinh phí"),
        ("vướng", "vướng"),
        ("blocked by the price appraisal", "the price appraisal"),
        ("we are still held up: no data", "no data"),
        ("stuck pipeline", "stuck pipeline"),
    ],
)
def test_without_its_lead_in(said: str, told: str) -> None:
    assert obstacle(said) == told
