"""Reading the names of units: where a list of them begins, where it ends."""

import re
from dataclasses import dataclass, replace

from domain.conclusions.predicates import Predicate, is_noun, predicate_at
from domain.conclusions.sentences import piece
from domain.conclusions.tables import kinds, longest, pattern
from domain.conclusions.values import Unit

_QUANTIFIER = re.compile(
    r"(?:(?:toàn thể|tất cả)\s)?(?:các|những|mỗi|từng)\s|(?:\d{1,3}|hai|ba|bốn|sáu|bảy|tám|chín|mười) (?=sở|ban|ngành|xã|phường|đơn vị|cơ quan|doanh nghiệp|địa phương|huyện|bệnh viện|trường|chủ đầu tư)"
)
_TITLE_KEPT = re.compile(r"(?:phó )?chủ tịch (?:ubnd|ủy ban nhân dân) (?:tỉnh|xã|phường)\b")
_WORD = re.compile(r"\w+%?(?:[&/-]\w+|\.(?=\w))*")
_GAP = re.compile(r"\s+")
_COMMA = re.compile(r"\s*[,;]\s*")
_SEVERAL = re.compile(r"\s(?:các|những|tất cả các)\s")
_AND = re.compile(r"\s+(?:và|&)\s+")
_HYPHEN = re.compile(r"\s+-\s+|-(?=\w)")
# a word that cannot belong to a unit's name
_ENDS = frozenset("để nhằm về từ cho nếu khi thì là mà như vào bằng hoặc theo do vì".split())  # noqa: SIM905
_MOST_WORDS, _MOST_UNKNOWN, _MOST_IN_A_ROW = 22, 4, 4
_TRADES = frozenset(
    {"xây dựng", "đầu tư", "kiểm soát", "giám sát", "thi công", "phát triển", "quản lý", "điều hành"}
)
_OF_A_PLACE = re.compile(r"\s(?:tỉnh|xã|phường|huyện|thành phố|thị xã|thị trấn|tỉnh ủy|và|khu vực)\b")
_ROOMS = frozenset({"phòng", "khoa", "trạm", "đội", "tổ", "hội", "cục", "chi cục", "đài", "viện", "đoàn"})
_WHICH_ONES = re.compile(r"\s([^\s,;:.()]+(?: [^\s,;:.()]+){1,6})(?=:\s[^A-ZÀ-ỴĐ])")
_ALONE = frozenset({"kế toán", "chủ đầu tư", "cấp ủy", "tổ giúp việc", "chính quyền"})
_CAPITAL = r"[A-ZÀ-ÝĂĐĨŨƠƯẠ-Ỹ][^\W\d_]*"
_PERSON = re.compile(
    rf"{_CAPITAL}(?: {_CAPITAL}){{1,4}}(?:\s*[-–,]\s*|\s*\()"
)  # "Nguyễn Văn Hùng - Phó Chủ tịch"
_SURNAMES = "Nguyễn|Trần|Lê|Phạm|Hoàng|Huỳnh|Phan|Vũ|Võ|Đặng|Bùi|Đỗ|Hồ|Ngô|Dương|Lý|Đinh|Trịnh|Cao|Lương|Mai|Đào|Thái|Chu|Tạ"
_PERSON_LAST = re.compile(rf"\s(?:{_SURNAMES})(?: {_CAPITAL}){{1,3}}$")
_PLACE_AFTER = re.compile(r"\s(?:tỉnh|xã|phường|thành phố|khu vực|huyện|thị trấn|địa phương|này)\b")
_PLACES = frozenset(
    {
        "xã",
        "phường",
        "huyện",
        "thành phố",
        "thị xã",
        "đặc khu",
        "thôn",
        "xóm",
        "bản",
        "nhà thầu",
        "trường",
        "bệnh viện",
    }
    | {"nhà máy", "hợp tác xã", "chủ đầu tư", "doanh nghiệp", "liên danh nhà thầu", "nhà đầu tư"}
)
_TERRITORY = re.compile(
    r"(?:trong|ngoài) (?:tỉnh|toàn tỉnh|ngành|toàn ngành|khối|hệ thống|khu vực|cả nước|và ngoài)"
)


@dataclass(frozen=True, slots=True)
class Named:
    """Units named one after another; `end`: where the text goes on. `known`: the last one is named to its end."""

    units: tuple[Unit, ...]
    start: int
    end: int
    known: bool


@dataclass(frozen=True, slots=True)
class _Head:
    start: int  # of the name, titles of persons left out
    end: int
    collective: bool
    common: bool
    person: bool = False
    titled: bool = False  # behind a title, so that a person's name may follow


def units_at(text: str, words: str, at: int, *, opens: bool = False, ordered: bool = False) -> Named | None:
    """The units named from `at` on. `opens`: a sentence begins here, so a capital says nothing; `ordered`: an order
    stands before, so that a common word ("nhà đầu tư") is a unit."""
    found: list[Unit] = []
    end, known = at, False
    head = _head(text, words, at, opens=opens, after=None, ordered=ordered)
    while head is not None:
        name = _name(text, words, head)
        found.append(_unit(text[head.start : name.end], head.collective, head.titled or head.person))
        end, known, head = name.end, name.known, name.following
    return Named(tuple(found), at, end, known) if found else None


def only_named(value: str) -> bool:
    """Whether nothing but units is named, as in a cell."""
    parts = [whole for part in re.split(r"[;\n]", value) if (whole := piece(part.strip(" .,-–"))).text]
    named = [units_at(whole.text, whole.words, 0) for whole in parts]
    return bool(parts) and all(
        found is not None and found.end >= len(whole.text) for found, whole in zip(named, parts, strict=True)
    )


def _unit(name: str, collective: bool, titled: bool) -> Unit:
    named = " ".join(name.split()).strip(" ,;:.-–")
    named = _PERSON_LAST.sub("", named) if titled else named
    return Unit(named, collective or " các " in f" {named.lower()} ")


def _head(
    text: str, words: str, at: int, *, opens: bool, after: _Head | None, ordered: bool = False
) -> _Head | None:
    """`after`: the unit before it in a list, whose kind a bare common word shares."""
    prefix = _prefix(text, words, at)
    if person := _TITLE_KEPT.match(words, prefix.end):
        return _Head(prefix.name, person.end(), prefix.quantified, False)
    found = longest("units").match(words, prefix.end)
    if found is None:
        return (
            _Head(prefix.name, prefix.end - 1, prefix.quantified, False, person=True)
            if prefix.person
            else None
        )
    verb = predicate_at(text, words, prefix.end, capital=True)
    if verb is not None and verb.end > found.end() and not prefix.quantified:
        return None
    kind = kinds("units")[found[0]]
    sure = kind == "always" or prefix.end > at or (ordered and kind == "common" and verb is None)
    if not sure and not _may_begin(text, words, found, kind, opens=opens, after=after):
        return None
    common = kind == "common" or prefix.quantified
    listed = common and after is not None and after.collective
    return _Head(
        prefix.name, found.end(), prefix.quantified or listed, common, prefix.person, prefix.name > at
    )


@dataclass(frozen=True, slots=True)
class _Prefix:
    """What stands before the name itself: "đồng chí", "Giám đốc", "các". `name`: from where on it is kept."""

    name: int
    end: int
    quantified: bool
    person: bool


def _prefix(text: str, words: str, at: int) -> _Prefix:
    name, quantified, person = at, False, False
    while True:
        if found := _QUANTIFIER.match(words, at):
            quantified = True
            name = name if person else found.start()
            at = found.end()
            continue
        title = longest("titles").match(words, at)
        gap = _GAP.match(words, title.end()) if title else None
        if title is None or gap is None or _TITLE_KEPT.match(words, at):
            return _Prefix(name, at, quantified, person)
        if named := _PERSON.match(text, gap.end()):
            name = name if person else named.end()
            at = named.end()
        elif kinds("titles")[title[0]] == "person":
            name, person = (name if person else at), True
        elif not person:
            name = gap.end()
        at = max(at, gap.end())


def _may_begin(
    text: str, words: str, found: "re.Match[str]", kind: str, *, opens: bool, after: _Head | None
) -> bool:
    """Whether a word that is not always a unit's is one here."""
    at, end = found.span()
    next_capital = text[end + 1 : end + 2].isupper() and words[end : end + 1] == " "
    next_capital = next_capital or (" " in found[0] and any(ch.isupper() for ch in text[at + 1 : end]))
    if kind == "proper":
        inside = text[at].islower() and not opens and found[0] in _ROOMS and next_capital
        return inside or (text[at].isupper() and (next_capital or _OF_A_PLACE.match(words, end) is not None))
    if after is not None and (after.collective or after.common):
        return True
    if text[at].isupper():
        return not opens or next_capital or found[0] in _ALONE or _stands_alone(text, words, at, end)
    listed = after is not None and _few_words_to_verb(text, words, at)
    return listed or found[0] in _ALONE or (next_capital and found[0] in _PLACES)


def _stands_alone(text: str, words: str, at: int, end: int) -> bool:
    """ "Bệnh viện công bố …", "Trạm y tế phường dự trữ …": the common word is all the name there is."""
    own = predicate_at(text, words, at, capital=True)
    if own is not None and own.end >= end:  # "Tổ chức trực ban …"
        return False
    if words.startswith(":", end):
        return True
    for _ in range(_MOST_IN_A_ROW):
        comma = _COMMA.match(words, end)
        other = longest("units").match(words, comma.end()) if comma else None
        if other is None:
            break
        end = other.end()
    place = _PLACE_AFTER.match(words, end)
    gap = _GAP.match(words, place.end() if place else end)
    verb = predicate_at(text, words, gap.end()) if gap else None
    return verb is not None and verb.kind in ("do", "how")


@dataclass(frozen=True, slots=True)
class _Name:
    """Where a name ends, the head of the next unit in the list, and whether the name is known to its last word."""

    end: int
    following: _Head | None
    known: bool


def _name(text: str, words: str, head: _Head) -> _Name:
    whole = longest("names").match(words, head.start)
    known = whole is not None and whole.end() >= head.end
    end = whole.end() if whole is not None and known else head.end
    if known and " các " in words[head.start : end]:
        head = replace(head, collective=True)
    for _ in range(_MOST_WORDS):
        if several := _SEVERAL.match(words, end):
            head, known = replace(head, collective=True, common=True), False
            kind = longest("units").match(words, several.end())
            end = kind.end() if kind else several.end()
            continue
        mark = _COMMA.match(words, end) or _AND.match(words, end)
        if mark is not None:
            following = _head(text, words, mark.end(), opens=False, after=head)
            alike = following is not None and following.common and head.common
            if following is not None and not (alike and not _QUANTIFIER.match(words, mark.end())):
                return _Name(end, following, known)
            goes_on = _names_on(text, words, mark) or (
                head.collective and _few_words_to_verb(text, words, mark.end())
            )
            if following is None and not goes_on:
                return _Name(end, None, known)
            end, known = (following.end if following else mark.end()), False
            continue
        step = _next_word(text, words, end, known=known)
        if step is None and not known:
            step = _to_the_colon(text, words, end, head)
        if step is None:
            return _Name(end, None, known)
        end, known = step, False
    return _Name(end, None, known)


def _to_the_colon(text: str, words: str, end: int, head: _Head) -> int | None:
    """ "các đơn vị khai thác cảng: …": a verb that tells which ones."""
    which = _WHICH_ONES.match(text, end)
    if which is None or not (head.common or any(ch.isupper() for ch in which[1])):
        return None
    verb = predicate_at(text, words, which.start(1))
    passes = pattern("orders", "passes_on").match(words, which.start(1))
    return which.end(1) if verb and verb.kind == "do" and verb.end < which.end(1) and not passes else None


def _few_words_to_verb(text: str, words: str, at: int) -> bool:
    """Another name in a list of several, in words that we do not know: "các doanh nghiệp, chủ bến phải …"."""
    if not text[at : at + 1].islower() or predicate_at(text, words, at) or words.split(" ", 1)[0] in _ENDS:
        return False
    for _ in range(_MOST_UNKNOWN):
        word = _WORD.match(words, at)
        if word is None or word[0] in _ENDS:
            return False
        gap = _GAP.match(words, word.end())
        if gap is None:
            return False
        at = gap.end()
        verb = predicate_at(text, words, at)
        if verb is not None:
            return verb.kind in ("do", "how")
    return False


def _next_word(text: str, words: str, end: int, *, known: bool) -> int | None:
    """Where the name ends with one word more; None where the word is no part of it."""
    if (hyphen := _HYPHEN.match(words, end)) is not None:
        named = text[hyphen.end() : hyphen.end() + 1].isupper() or words.startswith("xã hội", hyphen.end())
        return hyphen.end() if named else None
    if words.startswith(":", end) and _list_follows(text, words, end):
        return end + 2
    gap = _GAP.match(words, end)
    if gap is None and end > 0 and words[end - 1] != " ":
        return None
    at = gap.end() if gap else end
    word = _WORD.match(words, at)
    if word is None or _ends(text, words, at, word[0]):
        return None
    if known and text[at].islower() and longest("qualifiers").match(words, at) is None:
        return None
    if (compound := longest("nouns").match(words, at)) is not None:
        return compound.end()
    if text[at].isupper() and (inner := longest("units").match(words, at)) is not None:
        return max(inner.end(), word.end())
    if (verb := predicate_at(text, words, at, capital=text[at].isupper())) is not None:
        return max(verb.end, word.end())
    return word.end()


def _ends(text: str, words: str, at: int, word: str) -> bool:
    if word in _ENDS and text[at].islower():
        return True
    if _TERRITORY.match(words, at):
        return False
    verb = predicate_at(text, words, at)
    return verb is not None and not is_noun(words, at) and not _of_the_name(text, words, verb)


def _of_the_name(text: str, words: str, verb: Predicate) -> bool:
    """ "Viện Kinh tế xây dựng nghiên cứu …": a trade named by a verb, with the predicate or the next unit after it."""
    if words[verb.start : verb.end] not in _TRADES:
        return False
    if (comma := _COMMA.match(words, verb.end)) is not None:
        return _head(text, words, comma.end(), opens=False, after=None) is not None
    gap = _GAP.match(words, verb.end)
    following = predicate_at(text, words, gap.end()) if gap else None
    return following is not None and following.kind != "not"


def _names_on(text: str, words: str, mark: "re.Match[str]") -> bool:
    """Whether the name goes on behind a comma ("Văn hóa, Thể thao và Du lịch") or "và"."""
    at = mark.end()
    if "," in mark[0] or ";" in mark[0]:
        return at < len(text) and text[at].isupper() and predicate_at(text, words, at) is None
    return mark[0].strip() in ("và", "&") and predicate_at(text, words, at) is None


def _list_follows(text: str, words: str, at: int) -> bool:
    """ "các Sở: Xây dựng, Tài chính": after the colon only names in capitals."""
    gap = _GAP.match(words, at + 1)
    if gap is None or gap.end() >= len(text) or not text[gap.end()].isupper():
        return False
    verb = predicate_at(text, words, gap.end(), capital=True)
    return re.search(r"(?:các|\bcác) [\w, ]{2,30}$", words[max(0, at - 40) : at]) is not None and (
        verb is None or words[verb.start : verb.end] in _TRADES
    )
