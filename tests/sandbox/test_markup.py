import pytest
from hypothesis import given
from hypothesis import strategies as st

from sandbox.entities import utf16_length
from sandbox.html import parse_html
from sandbox.markup import formatted
from sandbox.wire import ApiError


@pytest.mark.parametrize(
    ("source", "text", "entities"),
    [
        ("<b>Đôn</b> đốc", "Đôn đốc", [("bold", 0, 3)]),
        ("😀<i>a</i>", "😀a", [("italic", 2, 1)]),
        ("<b><i>a</i></b>", "a", [("bold", 0, 1), ("italic", 0, 1)]),
        (
            "<u>a</u><s>b</s><code>c</code>",
            "abc",
            [("underline", 0, 1), ("strikethrough", 1, 1), ("code", 2, 1)],
        ),
        ("<tg-spoiler>a</tg-spoiler>", "a", [("spoiler", 0, 1)]),
        ('<span class="tg-spoiler">a</span>', "a", [("spoiler", 0, 1)]),
        ("<blockquote expandable>a</blockquote>", "a", [("expandable_blockquote", 0, 1)]),
        ("1 &lt; 2 &amp; 3 &#62; 2", "1 < 2 & 3 > 2", []),
        ("&nbsp; stays", "&nbsp; stays", []),
        ("  <b> a </b>  ", "a", [("bold", 0, 1)]),
        ("<b></b>x", "x", []),
        ("<B>a</B>", "a", [("bold", 0, 1)]),
    ],
)
def test_html_becomes_text_and_entities(source: str, text: str, entities: list[tuple[str, int, int]]) -> None:
    read = formatted(source, "HTML")
    assert read.text == text
    assert [(one["type"], one["offset"], one["length"]) for one in read.entities] == entities


def test_links_and_languages_are_kept() -> None:
    link = parse_html('<a href="https://nghean.gov.vn/tin?a=1&amp;b=2">tin</a>').entities[0]
    assert link["url"] == "https://nghean.gov.vn/tin?a=1&b=2"
    assert parse_html("<a href='tg://user?id=7'>An</a>").entities[0]["user"] == {"id": 7}
    block = parse_html('<pre><code class="language-python">x</code></pre>').entities
    assert block == ({"offset": 0, "length": 1, "type": "pre", "language": "python"},)
    assert parse_html('<a href="not a link">x</a>').entities == ()


@pytest.mark.parametrize(
    ("source", "complaint"),
    [
        ("<b>a", 'Can\'t find end tag corresponding to start tag "b"'),
        ("é<c>a</c>", 'Unsupported start tag "c" at byte offset 2'),
        ("a < b", 'Unsupported start tag "" at byte offset 2'),
        ("a</b>", "Unexpected end tag at byte offset 1"),
        ("<b>a</i>", 'Unmatched end tag at byte offset 4, expected "</b>", found "</i>"'),
        ("<b", "Unclosed start tag at byte offset 0"),
        ('<a href="x', "Unclosed start tag at byte offset 0"),
        ("<b>a</b", "Unclosed end tag at byte offset 4"),
        (
            "<a href>x</a>",
            'Expected equal sign in declaration of an attribute of the tag "a" at byte offset 0',
        ),
        ('<span class="x">a</span>', 'Tag "span" must have class "tg-spoiler" at byte offset 0'),
    ],
)
def test_broken_html_is_refused_in_telegrams_words(source: str, complaint: str) -> None:
    with pytest.raises(ApiError) as refused:
        parse_html(source)
    assert refused.value.description == f"Bad Request: can't parse entities: {complaint}"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("/start ABC", [("bot_command", "/start")]),
        ("gõ /viec@don_doc_bot nhé", [("bot_command", "/viec@don_doc_bot")]),
        ("12/16 xã, 98/2025/NĐ-CP", []),
        ("xem https://nq57.vn/a?b=1, rồi", [("url", "https://nq57.vn/a?b=1")]),
        ("nq57.vn", [("url", "nq57.vn")]),
        (
            "hỏi @thu_ky_57 hoặc a.b@nghean.gov.vn",
            [("mention", "@thu_ky_57"), ("email", "a.b@nghean.gov.vn")],
        ),
        ("#baocao", [("hashtag", "#baocao")]),
        ("xong 60%. Mai trình", []),
    ],
)
def test_commands_and_links_are_found_in_plain_text(text: str, found: list[tuple[str, str]]) -> None:
    read = formatted(text, "")
    assert [
        (one["type"], text[one["offset"] : one["offset"] + one["length"]]) for one in read.entities
    ] == found


def test_nothing_is_found_inside_code() -> None:
    assert [one["type"] for one in formatted("<code>/start</code>", "HTML").entities] == ["code"]


def test_markdown_is_refused_rather_than_read_as_text() -> None:
    with pytest.raises(ApiError, match="unsupported parse_mode"):
        formatted("*a*", "MarkdownV2")


@given(
    st.lists(
        st.sampled_from(
            ["<b>", "</b>", "<i ", ">", "<", "</", "&lt;", "&", "a=", "'", '"', "😀", "đ", " ", "/x"]
        )
    )
)
def test_any_text_is_either_refused_or_read_with_entities_inside_it(pieces: list[str]) -> None:
    source = "".join(pieces)
    try:
        read = formatted(source, "HTML")
    except ApiError:
        with pytest.raises(ApiError, match=r"can't parse entities: [A-Z]"):
            parse_html(source)
        return
    assert read.text == read.text.strip()
    for entity in read.entities:
        assert entity["length"] > 0
        assert 0 <= entity["offset"] <= utf16_length(read.text) - entity["length"]
