"""From what people typed to standard marked spelling, word by word, keeping where each word stood.

Abbreviations, dialect and slips come from the tables; Telex and VNI residue is decoded; unmarked spelling
is restored from the words and phrases that the rules themselves are made of (guide §7).
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache

from domain.replies.rules import rule_table
from domain.replies.spoken import NUMERALS as _SPOKEN
from domain.replies.spoken import find_number
from domain.replies.tables import entries, rows

_INVISIBLE = dict.fromkeys([0x00AD, 0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF, 0xFE0F])
_TOKEN = re.compile(
    r"(?P<url>https?://\S+|www\.\S+|[\w.]+@[\w.]+|(?<!\w)/[a-z_]+)"
    r"|(?P<doc>\d+(?:/\d{4})?[-/](?=[^\W\d_])(?!\w{1,2}/\d)[^\s,;]+)"
    r"|(?P<gen>[2-5]g(?!\w))"
    r"|(?P<clock>\d{1,2}\s?(?:giờ|gio|h|g)\s?(?:\d{1,2}|rưỡi)?(?:\s?(?:phút|p))?(?![^\W\d_])|\d{1,2}:\d\d(?!\d))"
    r"|(?P<num>\d+(?:[.,]\d+)*(?:\s?[/-]\s?\d+(?:[.,]\d+)*)*)"
    r"|(?P<word>[^\W\d_]{1,3}/[^\W\d_]+|[^\W\d_][^\W_]*)"
    r"|(?P<nl>\n+)|(?P<punct>[^\w\s])"
)
_NEEDS_MARK = re.compile(r"(?:ie|uo|ye)[a-z]|[aeiouy](?:ch|c|p|t)$")
_SYLLABLE = re.compile(
    r"(?:ngh|ng|nh|ch|gh|gi|kh|ph|qu|th|tr|[bcdghklmnpqrstvx])?[aeiouy]{1,3}(?:ch|ng|nh|[cmnpt])?$"
)
_LETTERS_AND_DIGITS = re.compile(r"([^\W\d]+)(\d+)([^\W\d]*)")
_OLD_TONE = {"oà": "òa", "oá": "óa", "oả": "ỏa", "oã": "õa", "oạ": "ọa", "oè": "òe", "oé": "óe", "oẻ": "ỏe", "oẽ": "õe", "oẹ": "ọe",
             "uỳ": "ùy", "uý": "úy", "uỷ": "ủy", "uỹ": "ũy", "uỵ": "ụy"}  # fmt: skip
_FOLD = str.maketrans(
    "àáảãạăằắẳẵặâầấẩẫậèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵđ",
    "aaaaaaaaaaaaaaaaaeeeeeeeeeeeiiiiiooooooooooooooooouuuuuuuuuuuyyyyyd",
)
_REPORTED = frozenset({"rồi", "roi", "r", "tại", "tai", "trong", "ở", "qua", "hôm", "xong"})
_MOST_WORDS = 600  # longer is no reply: what follows is not read
_ADDRESS = frozenset({"chị", "chú", "bác", "cháu", "đồng chí"})
_PICTURES = {"✅": " ✅ ", "☑": " ✅ ", "✔": " ✅ ", "❌": " chưa xong ", "⏳": " đang làm "}


@dataclass(frozen=True, slots=True)
class Words:
    """Standard words, each with the span of the source it came from; `source` is the message in NFC, `unmarked`:
    written without diacritics."""

    source: str
    words: list[str]
    starts: list[int]
    ends: list[int]
    unmarked: bool = False


def bare(text: str) -> str:
    """Without diacritics, character for character; expects lower case NFC."""
    return text.translate(_FOLD)


def standard_words(text: str) -> Words:
    source = (
        text
        if text.isascii()
        else unicodedata.normalize("NFC", text).translate(_INVISIBLE).replace("\u00a0", " ")
    )
    lower = source.lower()
    if len(lower) != len(source):  # a letter whose lower case is two characters
        source = lower
    raw: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    for match in _TOKEN.finditer(lower):
        kind, word = match.lastgroup, match.group()
        if kind == "word":
            raw.append(word if word.isascii() else _old_tone(word))
        elif kind == "num":
            raw.append(word.replace(" ", ""))
        elif kind in ("doc", "url"):
            raw.append("§x")
        elif kind == "clock":
            raw.append("§h")
        elif kind == "nl":
            raw.append("\n")
        else:
            raw.append(word)
        starts.append(match.start())
        ends.append(match.end())
        if len(raw) == _MOST_WORDS:
            break
    return _standard(Words(source, raw, starts, ends))


def _standard(raw: Words) -> Words:
    words, starts, ends = _without_particles(raw)
    bare_writer = _writes_no_marks(words)
    table, longest = _meant_by_bare_writers() if bare_writer else _meant()
    known = known_words()
    out: list[str] = []
    out_starts: list[int] = []
    out_ends: list[int] = []
    at, count = 0, len(words)
    while at < count:
        found: tuple[str, ...] | None = None
        size, word = 1, words[at]
        for size in range(min(longest.get(word, 0), count - at), 0, -1):
            found = table.get(" ".join(words[at : at + size]) if size > 1 else word)
            if found is not None:
                break
        else:
            size = 1
        if found is None and word not in known and word[0].isalpha():
            found = _repaired(word)
        if found is None:
            out.append(word)
            out_starts.append(starts[at])
            out_ends.append(ends[at])
        else:
            out += found
            out_starts += [starts[at]] * len(found)
            out_ends += [ends[at + size - 1]] * len(found)
        at += size
    return _with_digits(Words(raw.source, *_drop(out, out_starts, out_ends), bare_writer))


def _writes_no_marks(words: list[str]) -> bool:
    """No word has a mark, or few have and many more would need one."""
    spoken = [word for word in words if word[0].isalpha()]
    marked = sum(not word.isascii() for word in spoken)
    if not marked:
        return True
    known = known_words()
    bald = sum(word.isascii() and word not in known for word in spoken)
    return bald >= 2 and bald >= 2 * marked


def _with_digits(words: Words) -> Words:
    """Numbers in words written in digits."""
    if _SPOKEN.isdisjoint(words.words):
        return words
    said, starts, ends = list(words.words), list(words.starts), list(words.ends)
    out = Words(words.source, [], [], [], words.unmarked)
    at = 0
    while at < len(said):
        number = find_number(said, at) if said[at][0].isalpha() else None
        size = number[1] if number else 1
        out.words.append(str(number[0]) if number else said[at])
        out.starts.append(starts[at])
        out.ends.append(ends[at + size - 1])
        at += size
    return out


def _without_particles(raw: Words) -> tuple[list[str], list[int], list[int]]:
    particles, longest_from = _particles()
    words, starts, ends = raw.words, raw.starts, raw.ends
    keep: list[int] = []
    at, count = 0, len(words)
    while at < count:
        longest = longest_from.get(words[at], 0)
        if longest and at + 1 < count and f"{words[at]} {words[at + 1]}" in _spellings():
            longest = 0
        for size in range(min(longest, count - at), 0, -1):
            if " ".join(words[at : at + size]) in particles and not _reports(words, at + size):
                at += size
                break
        else:
            keep.append(at)
            at += 1
    return [words[i] for i in keep], [starts[i] for i in keep], [ends[i] for i in keep]


def _reports(words: list[str], at: int) -> bool:
    """ "Em báo cáo rồi", "em báo cáo tại …" is what was done, not courtesy."""
    return words[at - 1] in ("cáo", "bc") and at < len(words) and words[at] in _REPORTED


def _drop(words: list[str], starts: list[int], ends: list[int]) -> tuple[list[str], list[int], list[int]]:
    """Without the particles that appear only after restoring, and without leading punctuation they leave."""
    keep = [i for i, word in enumerate(words) if word and word not in _ADDRESS]
    while keep and words[keep[0]] in {",", "."}:
        keep.pop(0)
    return [words[i] for i in keep], [starts[i] for i in keep], [ends[i] for i in keep]


@lru_cache(maxsize=8192)
def _repaired(word: str) -> tuple[str, ...] | None:
    """What an unknown word was meant to be, or None: Telex, VNI, swapped letters, a missing space."""
    known = known_words()
    decoded = _telex(word) or _vni(word)
    if decoded is not None:
        return (decoded,)
    if (parted := _LETTERS_AND_DIGITS.fullmatch(word)) is not None:
        letters, digits, rest = parted.groups()
        if letters == "nv" or (len(letters) > 2 and not rest):
            pieces = (letters,) if letters in known else _repaired(letters) or (letters,)
            tail = (rest,) if rest in known else (_repaired(rest) or (rest,)) if rest else ()
            return (*pieces, digits, *tail)
    plain = bare(word)
    if word.isascii() and _NEEDS_MARK.search(word) and word in _bare_spellings():
        return _bare_spellings()[word]
    if _SYLLABLE.match(plain):
        return None
    for at in range(len(word) - 1):
        swapped = word[:at] + word[at + 1] + word[at] + word[at + 2 :]
        if swapped in known and len(word) > 2:
            return (swapped,)
    return _unglued(word)


def _unglued(word: str) -> tuple[str, ...] | None:
    """The fewest known words that stand in it without a space between them."""
    if not 6 <= len(word) <= 40:
        return None
    known, unmarked = known_words(), _bare_spellings()
    best: list[tuple[str, ...] | None] = [()] + [None] * len(word)
    for end in range(2, len(word) + 1):
        for start in range(max(0, end - 8), end - 1):
            before, piece = best[start], word[start:end]
            if before is None:
                continue
            meant = (piece,) if piece in known else unmarked.get(piece) if piece.isascii() else None
            if meant and (best[end] is None or len(before) + len(meant) < len(best[end] or ())):
                best[end] = (*before, *meant)
    found = best[-1]
    return found if found and len(found) > 1 else None


_TELEX_TONES = {"f": "\u0300", "s": "\u0301", "r": "\u0309", "x": "\u0303", "j": "\u0323"}
_TELEX_LETTERS = (
    ("uow", "ươ"),
    ("dd", "đ"),
    ("aa", "â"),
    ("ee", "ê"),
    ("oo", "ô"),
    ("aw", "ă"),
    ("ow", "ơ"),
    ("uw", "ư"),
)
_VNI_TONES = {"2": "\u0300", "1": "\u0301", "3": "\u0309", "4": "\u0303", "5": "\u0323"}
_VNI_LETTERS = {
    ("a", "6"): "â",
    ("e", "6"): "ê",
    ("o", "6"): "ô",
    ("o", "7"): "ơ",
    ("u", "7"): "ư",
    ("a", "8"): "ă",
    ("d", "9"): "đ",
}
_TONE_MARKS = "\u0300\u0301\u0309\u0303\u0323"


def _telex(word: str) -> str | None:
    if not word.isascii() or not word.isalpha() or len(word) < 2:
        return None
    letters = word
    for typed, meant in _TELEX_LETTERS:
        letters = letters.replace(typed, meant)
    known = _by_letters()
    if letters != word and (letters, "") in known:
        return known[letters, ""]
    for at in range(len(letters) - 1, 0, -1):
        tone = _TELEX_TONES.get(letters[at])
        if tone:
            rest = letters[:at] + letters[at + 1 :]
            for typed, meant in _TELEX_LETTERS:
                rest = rest.replace(typed, meant)
            if (rest, tone) in known:
                return known[rest, tone]
    return None


def _vni(word: str) -> str | None:
    if (
        not word[0].isalpha()
        or not any(ch.isdigit() for ch in word)
        or (not any(ch.isalpha() for ch in word[1:]) and len(word) > 2)
    ):
        return None
    letters: list[str] = []
    tone = ""
    for ch in word:
        if ch in _VNI_TONES and letters:
            tone = _VNI_TONES[ch]
        elif ch in "6789":
            for at in range(len(letters) - 1, -1, -1):
                if (letters[at], ch) in _VNI_LETTERS:
                    letters[at] = _VNI_LETTERS[letters[at], ch]
                    break
            else:
                return None
        else:
            letters.append(ch)
    return _by_letters().get(("".join(letters), tone))


def _split_tone(word: str) -> tuple[str, str]:
    """The letters with hats and horns but without the tone, and the tone."""
    decomposed = unicodedata.normalize("NFD", word)
    tone = "".join(ch for ch in decomposed if ch in _TONE_MARKS)
    return unicodedata.normalize("NFC", "".join(ch for ch in decomposed if ch not in _TONE_MARKS)), tone


@lru_cache(maxsize=8192)
def _old_tone(word: str) -> str:
    end = word[-2:]
    if end in _OLD_TONE and not word.endswith(("quý", "quỳ", "quỷ", "quỹ", "quỵ")):
        return word[:-2] + _OLD_TONE[end]
    return word


def _standard_phrase(phrase: str) -> tuple[str, ...]:
    return tuple(_old_tone(word) for word in phrase.split())


@cache
def _spellings() -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for table in ("dialect", "spellings"):
        for written, meant in rows(table):
            found.setdefault(" ".join(_standard_phrase(written)), _standard_phrase(meant))
    return found


@cache
def _phrases() -> tuple[str, ...]:
    """Properly marked phrases, those that win first."""
    from_rules = [phrase for rule in rule_table().rules for phrase in rule.pattern.phrases]
    meant = [m for table in ("dialect", "spellings") for _, m in rows(table)]
    return (*entries("unmarked"), *from_rules, *entries("units"), *meant)


@cache
def _meant() -> tuple[dict[str, tuple[str, ...]], dict[str, int]]:
    """Phrases as written and what they mean, and how long the longest is that begins with a word."""
    table = _spellings()
    return table, _longest(table)


@cache
def _meant_by_bare_writers() -> tuple[dict[str, tuple[str, ...]], dict[str, int]]:
    table = _bare_spellings() | _spellings() | _unmarked()
    return table, _longest(table)


def _longest(table: dict[str, tuple[str, ...]]) -> dict[str, int]:
    found: dict[str, int] = {}
    for phrase in table:
        first, size = phrase.split(" ", 1)[0], phrase.count(" ") + 1
        if size <= 4:
            found[first] = max(found.get(first, 0), size)
    return found


@cache
def _unmarked() -> dict[str, tuple[str, ...]]:
    """The phrases of unmarked.tsv, which win over the spellings for one who writes no marks at all."""
    found: dict[str, tuple[str, ...]] = {}
    for entry in entries("unmarked"):
        words = _standard_phrase(entry)
        found.setdefault(bare(" ".join(words)), words)
    return found


@cache
def known_words() -> frozenset[str]:
    words = {word for phrase in _phrases() for word in _standard_phrase(phrase)}
    return frozenset(words | {word for rule in rule_table().rules for word in rule.words})


@cache
def _bare_spellings() -> dict[str, tuple[str, ...]]:
    """Unmarked phrase → marked words."""
    found: dict[str, tuple[str, ...]] = {}
    for phrase in _phrases():
        words = _standard_phrase(phrase)
        if len(words) <= 4:
            found.setdefault(bare(" ".join(words)), words)
    for written, meant in _spellings().items():
        found.setdefault(bare(written), meant)
    singles = sorted(
        {w for rule in rule_table().rules for w in rule.words}
        | {w for p in _phrases() for w in _standard_phrase(p)}
    )
    for word in singles:
        found.setdefault(bare(word), (word,))
    return found


@cache
def _by_letters() -> dict[tuple[str, str], str]:
    return {_split_tone(word): word for word in sorted(known_words())}


@cache
def _particles() -> tuple[frozenset[str], dict[str, int]]:
    """(the particles, how many words the longest that begins with a word has)."""
    found: set[str] = set()
    longest: dict[str, int] = {}
    for entry in entries("particles"):
        words = _standard_phrase(entry)
        found.add(" ".join(words))
        longest[words[0]] = max(longest.get(words[0], 0), len(words))
    return frozenset(found), longest
