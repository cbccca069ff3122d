"""From what people typed to standard marked spelling, word by word, keeping where each word stood.

Abbreviations, dialect and slips come from the tables; Telex and VNI residue is decoded; unmarked spelling
is restored from the words and phrases that the rules themselves are made of (guide §7).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import accumulate, chain, islice, pairwise, zip_longest
from sys import intern

from domain.late import late
from domain.met import Met
from domain.replies.kept import kept
from domain.replies.rules import phrases_of_rules, rule_table
from domain.replies.spoken import BEGINNINGS, NUMERALS, find_number
from domain.replies.tables import entries, rows

_INVISIBLE = re.compile("[\u00ad\u200b\u200c\u200d\u2060\ufeff\ufe0f]")
_ADDRESSES = r"(?P<url>https?://\S+|www\.\S+|(?<![\w.])[\w.]++@[\w.]+)"
_TOKENS = (
    r"(?P<word>[^\W\d_](?:[^\W\d_]{0,2}/[^\W\d_]+|[^\W_]*))"
    r"|(?P<doc>\d+(?:/\d{4})?[-/](?=[^\W\d_])(?!\w{1,2}/\d)[^\s,;]+)"
    r"|(?P<gen>[2-5]g(?!\w))"
    r"|(?P<thousands>\d{1,3}k\d?(?!\w))"
    r"|(?P<clock>\d{1,2}\s?(?:giờ|gio|h|g)\s?(?:\d{1,2}|rưỡi)?(?:\s?(?:phút|p))?(?![^\W\d_])|\d{1,2}:\d\d(?!\d))"
    r"|(?P<num>\d+(?:[.,]\d+)*(?:\s?[/-]\s?\d+(?:[.,]\d+)*)*)"
    r"|(?P<nl>\n+)|(?P<command>(?<!\w)/[a-z_]+)|(?P<punct>[^\w\s])"
)
_MAY_BE_OLD = late(r"(?:o[àáảãạèéẻẽẹ]|(?<!q)u[ỳýỷỹỵ])(?![^\W_])")  # see _OLD_TONE
_TOKEN = late(f"(?! )(?:{_ADDRESSES}|{_TOKENS})")
_PLAIN_TOKEN = late(re.sub(r"\?P<\w+>", "?:", f"(?! )(?:{_TOKENS})"))  # where no address can stand
_ACROSS_SPACES = re.compile(
    r"\d(?: [ghp/-]|\s?(?:giờ|gio|h|g)\s?\s[\drp])|[/-] \d"
)  # a token may hold a space
_LONG = 600  # characters, which few messages have
_NEEDS_MARK = re.compile(r"(?:ie|uo|ye)[a-z]|[aeiouy](?:ch|c|p|t)$")
_SYLLABLE = late(
    r"(?:ngh|ng|nh|ch|gh|gi|kh|ph|qu|th|tr|[bcdghklmnpqrstvx])?[aeiouy]{1,3}(?:ch|ng|nh|[cmnpt])?$"
)
_DRAWN_OUT = late(r"([^\W\d])\1{2,}")  # "xonggg"
_LETTERS_AND_DIGITS = re.compile(r"([^\W\d]+)(\d+)([^\W\d]*)")
_OLD_TONE = {"oà": "òa", "oá": "óa", "oả": "ỏa", "oã": "õa", "oạ": "ọa", "oè": "òe", "oé": "óe", "oẻ": "ỏe", "oẽ": "õe", "oẹ": "ọe",
             "uỳ": "ùy", "uý": "úy", "uỷ": "ủy", "uỹ": "ũy", "uỵ": "ụy"}  # fmt: skip
_FOLD = str.maketrans(
    "àáảãạăằắẳẵặâầấẩẫậèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵđ",
    "aaaaaaaaaaaaaaaaaeeeeeeeeeeeiiiiiooooooooooooooooouuuuuuuuuuuyyyyyd",
)
_OFTENER_OTHER = frozenset({"con", "nhà", "ca", "cửa", "số", "sở", "sổ", "ban", "đoàn", "câu", "mã", "đội"})
_ANIMALS_AFTER = frozenset(
    {"tren", "trong", "tong", "trau", "bo", "lon", "heo", "ga", "vit", "de", "cho", "meo", "ngua", "giong", "roi", "gia", "duoc", "da", "dai", "ca", "tom", "/", "r", "xong"}
)  # fmt: skip
_MAY_MEAN_ITSELF = frozenset({"cũng", "cháu", "đồng", "nha", "em", "sếp", "sep"})
_BEFORE_A_CALL = frozenset(
    {
        "rồi",
        "roi",
        "r",
        "xong",
        "chưa",
        "chua",
        "hết",
        "het",
        "luôn",
        "nhé",
        "nha",
        "ạ",
        "a",
        "cả",
        "thôi",
        "nữa",
        "ok",
    }
)
_AWAITING = frozenset({"chờ", "đợi"})
_CALLED = frozenset(
    {"a", "anh", "e", "em", "chị", "chi", "c", "bác", "bac", "sếp", "sep", "ạ", "!", ".", "mọi"}
)
_A_COUNT = re.compile(r"\d+(?:[.,]\d{3})*")
_BEFORE_A_DAY = frozenset(
    {"ngày", "hôm", "tháng", "mùng", "quý", "hạn", "đến", "tới", "trước", "nv", "việc", "số", "thứ"}
)
_PUNCTUATION = frozenset(",.;:!?()%/-+\"'\n")
_MOST_IN_A_PHRASE = 4  # words
_MOST_PLAIN = 20_000  # words that are remembered
_REPORTED = frozenset({"rồi", "roi", "r", "tại", "tai", "trong", "ở", "qua", "hôm", "xong"})
_MOST_WORDS = 600  # longer is no reply: what follows is not read
_ADDRESS = frozenset({"chị", "chú", "bác", "cháu", "đồng chí"})
_NO_ADDRESS_BEFORE = {
    "bác": frozenset({"sĩ", "sỹ", "bỏ", "đơn", "hồ"}),
    "chú": frozenset({"ý", "trọng", "thích", "giải"}),
    "cháu": frozenset({"bé", "nhỏ", "mồ", "nhà", "ngoại", "nội", "gái", "trai"}),
}
_LEFT_BEHIND = frozenset({",", "."})
_THOUSAND = frozenset({"nghìn", "ngàn"})
_MONEY = frozenset({"", "đồng", "tỷ", "tỉ", "vnđ", "một", "mỗi", ",", ".", "?", "thôi", "rồi"})
_EACH = frozenset({"nào", "gì", "ai", "đâu", "mô"})
_THOUSANDS = re.compile(r"(\d+)k(\d?)")
_NETWORK = re.compile(r"[2-5]g")


@dataclass(slots=True)
class _Tokens:
    """What a message is cut into, and where each begins and ends in `lower`, which is worked out at first need."""

    lower: str
    pattern: re.Pattern[str]
    found: list[re.Match[str]] | None = None

    def span(self, first: int, last: int) -> tuple[int, int]:
        if self.found is None:
            self.found = list(islice(self.pattern.finditer(self.lower), _MOST_WORDS))
        return self.found[first].start(), self.found[last].end()


class Words:
    """Standard words; word n came of the tokens `first[n]` to `last[n]` of the source. `source` is the message in NFC,
    `unmarked`: written without diacritics."""

    __slots__ = ("_line_ends", "_tokens", "first", "last", "source", "unmarked", "words")

    def __init__(
        self,
        source: str,
        tokens: _Tokens,
        words: list[str],
        first: Sequence[int],
        last: Sequence[int],
        unmarked: bool,
    ) -> None:
        self.source, self.words, self.unmarked = source, words, unmarked
        self.first, self.last = first, last
        self._tokens = tokens
        self._line_ends: list[int] | None = None

    @property
    def line_ends(self) -> list[int]:
        """Where each word ends in the line of words, in which each stands after a space and "\\n" after none."""
        if self._line_ends is None:
            self._line_ends = list(accumulate([len(word) + (word != "\n") for word in self.words]))
        return self._line_ends

    def written(self, first: int, last: int) -> tuple[int, int]:
        """Where in the source the words `first` to `last` were written."""
        return self._tokens.span(self.first[first], self.last[last])


def bare(text: str) -> str:
    """Without diacritics, character for character; expects lower case NFC."""
    return text if text.isascii() else text.translate(_FOLD)


def standard_words(text: str) -> Words:
    source = text
    if not text.isascii():
        source = unicodedata.normalize("NFC", text)
        if (
            not source.isprintable() or "\ufe0f" in source
        ):  # of what is invisible, only this counts as printable
            source = _INVISIBLE.sub("", source).replace("\u00a0", " ")
    lower = source.lower()
    if len(lower) != len(source):  # a letter whose lower case is two characters
        source = lower
    raw, tokens = _tokens(lower)
    words, first, last = _without_particles(raw)
    bare_writer = _writes_no_marks(words)
    lexicon = _meant_by_bare_writers() if bare_writer else _meant()
    words, first, last = _as_meant(words, first, last, lexicon, bare_writer=bare_writer)
    words, first, last = _drop(words, first, last)
    if not NUMERALS.isdisjoint(words):
        words, first, last = _with_digits(words, first, last)
    if not _THOUSAND.isdisjoint(words):
        words, first, last = _with_thousands(words, first, last)
    return Words(source, tokens, words, first, last, bare_writer)


def _tokens(lower: str) -> tuple[list[str], _Tokens]:
    """The tokens as words, and where they stand."""
    if "@" in lower or "://" in lower or "www." in lower:
        found = islice(_TOKEN.finditer(lower), _MOST_WORDS)
        return [_standing_for(token[0], token.lastgroup == "url") for token in found], _Tokens(lower, _TOKEN)
    if len(lower) > _LONG or _ACROSS_SPACES.search(lower) is not None:
        raw = _cut(lower)
    else:
        raw = list(chain.from_iterable(map(_PIECES.__getitem__, lower.split(" "))))
    return raw, _Tokens(lower, _PLAIN_TOKEN)


def _cut(text: str) -> list[str]:
    """The words for the tokens of a text without addresses."""
    return [_standing_for(token, address=False) for token in _PLAIN_TOKEN.findall(text)[:_MOST_WORDS]]


_PIECES = Met(_cut)  # for what stands between two spaces, where no token goes beyond them


@lru_cache(maxsize=8192)
def _standing_for(token: str, address: bool) -> str:
    """A token as a word: papers, addresses, commands and clock times by what stands for them."""
    first = token[0]
    if address:
        return "§x"
    if first == "\n":
        return "\n"
    if first.isalpha():
        return _old_tone(token) if token[-2:] in _OLD_TONE else token
    if first == "/" and len(token) > 1:
        return "§x"
    if not first.isdecimal() or token.isdecimal():
        return token
    if (thousands := _THOUSANDS.fullmatch(token)) is not None:  # "2k5"
        return str(1000 * int(thousands[1]) + 100 * int(thousands[2] or 0))
    if any(ch.isalpha() for ch in token) or ":" in token:
        if "/" in token or "-" in token:
            return "§x"
        return token if _NETWORK.fullmatch(token) else "§h"
    return token.replace(" ", "")


_Placed = tuple[
    list[str], Sequence[int], Sequence[int]
]  # words, and of which tokens each came, from first to last


def _as_meant(
    words: list[str], first: Sequence[int], last: Sequence[int], lexicon: _Lexicon, *, bare_writer: bool
) -> _Placed:
    """The words as their writer meant them: the longest entry of the lexicon wins."""
    plain, pairs = lexicon.plain, lexicon.pairs
    counted = {n for n in range(1, len(words)) if words[n - 1][-1].isdigit()} if bare_writer else set()
    if not counted and plain.issuperset(words) and pairs.isdisjoint(pairwise(words)):
        return words, first, last
    following = zip_longest(words, words[1:])
    places = [at for at, pair in enumerate(following) if pair[0] not in plain or pair in pairs]
    if counted:
        places = sorted({*places, *counted})
    out: list[str] = []
    out_first: list[int] = []
    out_last: list[int] = []
    done = 0
    for at in places:
        if at < done:
            continue
        word = words[at]
        size, found = _phrase(words, at, lexicon)
        if size == 1 and at in counted:
            found = _bare_units().get(word, found)  # "14 ban" counts bản, whatever "ban" is elsewhere
            if word == "con" and words[at + 1 : at + 2] and words[at + 1] in _ANIMALS_AFTER:
                found = ("con",)
        if found is None:
            continue
        out += words[done:at]
        out_first += first[done:at]
        out_last += last[done:at]
        done = at + size
        out += found
        out_first += [first[at]] * len(found)
        out_last += [last[done - 1]] * len(found)
    if not done:
        return words, first, last
    return out + words[done:], [*out_first, *first[done:]], [*out_last, *last[done:]]


def _phrase(words: list[str], at: int, lexicon: _Lexicon) -> tuple[int, Sequence[str] | None]:
    """How many words from `at` on are an entry, the most there are, and what was meant; None: just that."""
    word = words[at]
    for size in range(min(lexicon.longest.get(word, 1), len(words) - at), 1, -1):
        phrase = lexicon.meant.get(" ".join(words[at : at + size]))
        if phrase is not None:
            return size, phrase.split()
    if word in lexicon.plain:
        return 1, None
    meant = lexicon.meant.get(word)
    if meant is not None:
        return 1, meant.split()
    found = _repaired(word) if word[0].isalpha() and word not in known_words() else None
    if found is None and len(lexicon.plain) < _MOST_PLAIN:
        lexicon.plain.add(word)
    return 1, found


def _writes_no_marks(words: list[str]) -> bool:
    """No word has a mark, or few have and many more would need one."""
    if "".join(words).isascii():
        return True
    known = known_words()
    bald = [word for word in words if word.isascii() and word not in known and word[0].isalpha()]
    marked = [word for word in words if not word.isascii() and word[0].isalpha()]
    return not marked or (len(bald) > 1 and len(bald) >= 2 * len(marked))


def _with_digits(said: list[str], first: Sequence[int], last: Sequence[int]) -> _Placed:
    """Numbers in words written in digits."""
    numbers = {
        at: found for at, word in enumerate(said) if word in BEGINNINGS and (found := find_number(said, at))
    }
    if not numbers:
        return said, first, last
    out: list[str] = []
    out_first: list[int] = []
    out_last: list[int] = []
    at = 0
    while at < len(said):
        value, size = numbers.get(at, (said[at], 1))
        if said[at] == "chục" and size == 1 and out[-1:] and len(out[-1]) == 1 and out[-1].isdigit():
            out[-1] += "0"  # "6 chục phần trăm"
            out_last[-1] = last[at]
            at += 1
            continue
        if at in numbers and out[-1:] == ["phẩy"] and out[-2:-1] and out[-2].isdigit():
            out.pop()  # "bảy mươi hai phẩy năm"
            out[-1] += f",{value}"
            del out_first[-1], out_last[-2]
            out_last[-1] = last[at + size - 1]
            at += size
            continue
        out.append(str(value))
        out_first.append(first[at])
        out_last.append(last[at + size - 1])
        at += size
    return out, out_first, out_last


def _with_thousands(words: list[str], first: Sequence[int], last: Sequence[int]) -> _Placed:
    """ "12 nghìn cây" as 12000; money stays as it is said."""
    out: list[str] = []
    out_first: list[int] = []
    out_last: list[int] = []
    for at, word in enumerate(words):
        after = words[at + 1] if at + 1 < len(words) else ""
        of_thousands = out[-2:-1] in (["trên"], ["trong"], ["/"]) and out[-3:-2] and out[-3].endswith("000")
        if (
            word in _THOUSAND
            and out
            and out[-1].isdigit()
            and len(out[-1]) < 4
            and (after not in _MONEY or of_thousands)
        ):
            out[-1] += "000"
            out_last[-1] = last[at]
        else:
            out.append(word)
            out_first.append(first[at])
            out_last.append(last[at])
    return out, out_first, out_last


def _without_particles(words: list[str]) -> _Placed:
    particles, longest_from, seconds = _particles()
    count = len(words)
    everything = range(count)
    beginnings = [at for at, word in enumerate(words) if word in longest_from]
    if not beginnings:
        return words, everything, everything
    spellings = _spellings()
    out: list[str] = []
    keep: list[int] = []
    done = 0
    for at in beginnings:
        if at < done:
            continue
        word = words[at]
        longest = longest_from[word]
        if word in _MAY_MEAN_ITSELF and _means_itself(words, at):
            continue
        if at + 1 == count:
            longest = 1
        elif f"{word} {words[at + 1]}" in spellings:
            continue
        elif words[at + 1] not in seconds[word]:
            longest = 1
        if size := _particle_at(words, at, longest, particles):
            out += words[done:at]
            keep += everything[done:at]
            done = at + size
    if not done:
        return words, everything, everything
    keep += everything[done:]
    return out + words[done:], keep, keep


def _particle_at(words: list[str], at: int, longest: int, particles: frozenset[str]) -> int:
    """How many words from `at` on are a particle, the most there are; 0: none."""
    for size in range(min(longest, len(words) - at), 1, -1):
        if " ".join(words[at : at + size]) in particles and not _reports(words, at + size):
            return size
    return 1 if words[at] in particles and not _reports(words, at + 1) else 0


def _means_itself(words: list[str], at: int) -> bool:
    """ "Việc nào cũng đang làm" asks nothing, "cháu nhà em thi xong" and "cấp cho 40 đồng chí" address nobody."""
    word = words[at]
    if word == "cũng":
        return at > 0 and words[at - 1] in _EACH
    if word == "cháu" and words[at + 1 : at + 2] and words[at + 1] in _NO_ADDRESS_BEFORE[word]:
        return True
    if word == "em":  # who asks for time, and is no one to wait for
        return at > 0 and words[at - 1] in _AWAITING
    if word in ("sếp", "sep"):  # "xong rồi sếp", but "chờ sếp ký"
        after = words[at + 1] if at + 1 < len(words) else "."
        called = after in _CALLED and at > 0 and words[at - 1] in _BEFORE_A_CALL
        return after not in ("ơi", "oi") and not called
    if word == "nha":  # "xong 31 nha, còn 15 nha nữa", but "80 nha anh"
        after = words[at + 1] if at + 1 < len(words) else "anh"
        return after not in _CALLED and _counted_before(words, at)
    return _counted_before(words, at)


def _counted_before(words: list[str], at: int) -> bool:
    """A number of persons stands before it, and no day."""
    before = words[at - 2] if at > 1 else ""
    return at > 0 and _A_COUNT.fullmatch(words[at - 1]) is not None and before not in _BEFORE_A_DAY


def _reports(words: list[str], at: int) -> bool:
    """ "Em báo cáo rồi", "em báo cáo tại …" is what was done, not courtesy."""
    return words[at - 1] in ("cáo", "cao", "bc") and at < len(words) and words[at] in _REPORTED


def _drop(words: list[str], first: Sequence[int], last: Sequence[int]) -> _Placed:
    """Without the particles that appear only after restoring, and without leading punctuation they leave."""
    if words and words[0] not in _LEFT_BEHIND and _ADDRESS.isdisjoint(words):
        return words, first, last
    keep = [i for i, word in enumerate(words) if word not in _ADDRESS or _no_address(words, i)]
    while keep and words[keep[0]] in _LEFT_BEHIND:
        keep.pop(0)
    return [words[i] for i in keep], [first[i] for i in keep], [last[i] for i in keep]


def _no_address(words: list[str], at: int) -> bool:
    """ "Bác sĩ", "chú ý", "40 đồng chí": a word of address that is a part of another, or counted."""
    after = words[at + 1] if at + 1 < len(words) else ""
    return after in _NO_ADDRESS_BEFORE.get(words[at], ()) or (
        words[at] in ("đồng chí", "cháu", "chau") and at > 0 and words[at - 1].isdigit()
    )


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
    if (squeezed := _DRAWN_OUT.sub(r"\1", word)) != word:
        return (squeezed,) if squeezed in known else _repaired(squeezed)
    plain = bare(word)
    if word.isascii() and _NEEDS_MARK.search(word) and word in _bare_words():
        return tuple(_bare_words()[word].split())
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
    known, unmarked = known_words(), _bare_words()
    best: list[tuple[str, ...] | None] = [()] + [None] * len(word)
    for end in range(2, len(word) + 1):
        for start in range(max(0, end - 8), end - 1):
            before, piece = best[start], word[start:end]
            if before is None:
                continue
            meant = piece if piece in known else unmarked.get(piece) if piece.isascii() else None
            if meant and (best[end] is None or len(before) + meant.count(" ") + 1 < len(best[end] or ())):
                best[end] = (*before, *meant.split())
    found = best[-1]
    return found if found and len(found) > 1 else None


_TELEX_TONES = {"f": "\u0300", "s": "\u0301", "r": "\u0309", "x": "\u0303", "j": "\u0323"}
_TELEX_LETTERS = (
    ("uwow", "ươ"),
    ("wow", "ươ"),
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


def _standard_phrase(phrase: str) -> str:
    return " ".join([_old_tone(word) for word in phrase.split()])


@cache
def _spellings() -> dict[str, str]:
    """What is written → what is meant."""
    return kept("spellings", _spellings_of_tables)


def _spellings_of_tables() -> dict[str, str]:
    found: dict[str, str] = {}
    for table in ("dialect", "spellings"):
        for written, meant in rows(table):
            found.setdefault(_standard_phrase(written), _standard_phrase(meant))
    return found


@cache
def _phrases() -> tuple[str, ...]:
    """Properly marked phrases in standard spelling, those that win first."""
    meant = [m for table in ("dialect", "spellings") for _, m in rows(table)]
    phrases = dict.fromkeys((*entries("unmarked"), *phrases_of_rules(), *entries("units"), *meant))
    if _MAY_BE_OLD.search("\n".join(phrases)) is None:
        return tuple(phrases)
    return tuple(
        dict.fromkeys(
            _standard_phrase(phrase) if _MAY_BE_OLD.search(phrase) else phrase for phrase in phrases
        )
    )


@dataclass(frozen=True, slots=True)
class _Lexicon:
    """What is written → what is meant. `longest`: how many words the longest entry has that begins with a word;
    `pairs`: how entries of several begin; `plain`: the words that mean themselves, more as they are met."""

    meant: dict[str, str]
    longest: dict[str, int]
    pairs: set[tuple[str, str]]
    plain: set[str]


def _lexicon(meant: dict[str, str]) -> _Lexicon:
    longest: dict[str, int] = {}
    pairs: set[tuple[str, str]] = set()
    for phrase in meant:
        first, *rest = phrase.split(" ", 2)
        size = phrase.count(" ") + 1
        if size > _MOST_IN_A_PHRASE:
            continue
        if size > longest.get(first, 0):
            longest[first] = size
        if rest:
            pairs.add((intern(first), intern(rest[0])))
    known = known_words() | _PUNCTUATION | _ADDRESS
    return _Lexicon(meant, longest, pairs, {word for word in known if meant.get(word, word) == word})


@cache
def _meant() -> _Lexicon:
    return _lexicon(_spellings())


@cache
def _meant_by_bare_writers() -> _Lexicon:
    """The phrases of unmarked.tsv win over the spellings for one who writes no marks at all."""
    meant = _bare_spellings()
    meant |= _spellings()
    meant |= _unmarked()
    return _lexicon(meant)


@cache
def _unmarked() -> dict[str, str]:
    found: dict[str, str] = {}
    for entry in entries("unmarked"):
        phrase = _standard_phrase(entry)
        found.setdefault(bare(phrase), phrase)
    return found


@cache
def known_words() -> frozenset[str]:
    """Every word of the phrases and the rules."""
    return kept("known-words", _every_word)


def _every_word() -> frozenset[str]:
    return frozenset(set(" ".join(_phrases()).split()).union(*(rule.words for rule in rule_table().rules)))


@cache
def _bare_words() -> dict[str, str]:
    """Unmarked word → marked words."""
    return kept("bare-words", _words_marked_by_bare)


def _words_marked_by_bare() -> dict[str, str]:
    return {word: meant for word, meant in _bare_spellings().items() if " " not in word}


def _bare_spellings() -> dict[str, str]:
    """Unmarked phrase → marked words; so large that who asks for it has it for himself."""
    return kept("unmarked", _marked_by_bare)


def _marked_by_bare() -> dict[str, str]:
    found: dict[str, str] = {}
    phrases = [
        phrase
        for phrase in _phrases()
        if phrase.count(" ") < _MOST_IN_A_PHRASE and "," not in phrase  # before "cho" it says nothing
    ]
    for unmarked, phrase in zip(bare("\n".join(phrases)).split("\n"), phrases, strict=True):
        found.setdefault(unmarked, phrase)
    for written, meant in _spellings().items():
        found.setdefault(bare(written), meant)
    for word in sorted(known_words()):
        found.setdefault(bare(word), word)
    return _without_composed(found)


def _without_composed(phrases: dict[str, str]) -> dict[str, str]:
    """Those that shorter ones do not make up: two thirds are no more than their parts."""
    kept: dict[str, str] = {}
    for unmarked in sorted(phrases, key=lambda phrase: phrase.count(" ")):
        if _composed(unmarked.split(" "), kept) != phrases[unmarked]:
            kept[unmarked] = phrases[unmarked]
    return kept


def _composed(words: Sequence[str], phrases: dict[str, str]) -> str:
    """The words as the phrases have them, the longest first."""
    out: list[str] = []
    at = 0
    while at < len(words):
        sizes = range(min(_MOST_IN_A_PHRASE, len(words) - at), 0, -1)
        size = next((n for n in sizes if " ".join(words[at : at + n]) in phrases), 0)
        out.append(phrases[" ".join(words[at : at + size])] if size else words[at])
        at += size or 1
    return " ".join(out)


@cache
def _bare_units() -> dict[str, tuple[str, ...]]:
    """Things counted, of one word, by their unmarked spelling; not those that are oftener another word."""
    found: dict[str, tuple[str, ...]] = {}
    for unit in entries("units"):
        if " " not in unit and unit not in _OFTENER_OTHER:
            found.setdefault(bare(unit), (_old_tone(unit),))
    return found


@cache
def _by_letters() -> dict[tuple[str, str], str]:
    """Word by its letters and its tone."""
    return kept("letters", _split_words)


def _split_words() -> dict[tuple[str, str], str]:
    return {_split_tone(word): word for word in sorted(known_words())}


@cache
def _particles() -> tuple[frozenset[str], dict[str, int], dict[str, set[str]]]:
    """(the particles, how many words the longest that begins with a word has, which words may follow it in one)."""
    return kept("particles", _particles_of_table)


def _particles_of_table() -> tuple[frozenset[str], dict[str, int], dict[str, set[str]]]:
    found: set[str] = set()
    longest: dict[str, int] = {}
    seconds: dict[str, set[str]] = {}
    written = [_standard_phrase(entry) for entry in entries("particles")]
    unmarked = [bare(phrase) for phrase in written if " " in phrase]
    for phrase in (*written, *unmarked):
        found.add(phrase)
        first, *rest = phrase.split(" ", 2)
        longest[first] = max(longest.get(first, 0), phrase.count(" ") + 1)
        seconds.setdefault(first, set()).update(rest[:1])
    return frozenset(found), longest, seconds
