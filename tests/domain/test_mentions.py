"""Where a text names a task, whole or cut."""

import pytest

from domain.mentions import Named, names, renamed

TITLE = "Kiểm kê kho & sổ sách của Sở"
TASK = Named("NV05", (TITLE, "Báo cáo"))


@pytest.mark.parametrize(
    ("words", "named"),
    [
        ("nv 05 thì sao ạ", True),
        ("NV050 xong", False),
        ("• <i>Kiểm kê kho &amp; sổ sách của Sở</i>", True),
        ("Kiểm kê kho &…", True),
        ("Kiểm kê kho bạc", False),
        ("Báo cáo tháng", False),  # so short a title may be any task's
    ],
)
def test_a_text_that_names_it(words: str, *, named: bool) -> None:
    assert names(words, TASK) is named


def test_a_text_that_calls_it_otherwise() -> None:
    said = "NV05 Kiểm kê kho &… và Kiểm kê kho &amp; sổ sách của Sở; Kiểm kê kho bạc"
    assert renamed(said, TASK.titles, "Việc 5") == "NV05 Việc 5 và Việc 5; Kiểm kê kho bạc"
