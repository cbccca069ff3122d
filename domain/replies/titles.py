"""Tasks named by words of their titles, by synonyms or by initials (guide §3, point 2)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import pairwise
from typing import NamedTuple, TypeVar

from domain.late import late
from domain.replies.tables import classes, entries, rows
from domain.replies.values import OpenTask
from domain.replies.words import Words, bare, known_words, standard_words

_T = TypeVar("_T")
_SYLLABLE = late(
    r"(?:ngh|ng|nh|ch|gh|gi|kh|ph|qu|th|tr|[bcdghklmnpqrstvx])?[aeiouy]{1,3}(?:ch|ng|nh|[cmnpt])?$"
)
_BREAKS = frozenset(
    {
        "xong",
        "dang",
        "chua",
        "va",
        "voi",
        "con",
        "thi",
        "roi",
        "da",
        "nhung",
        "rieng",
        "duoc",
        "cua",
        "do",
        "vi",
        "het",
        "du",
    }
)
_BEFORE_SUBJECT = frozenset(
    {
        "con",
        "rieng",
        "va",
        "viec",
        "cai",
        "vu",
        "phan",
        "ve",
        "thi",
        "-",
        "voi",
        "nhung",
        "khoan",
        "mang",
        "nen",
        "ma",
        "hien",
        "chi",
    }
)
_PREDICATES = frozenset(
    {"xong", "da", "dang", "chua", "duoc", "thi", ":", "moi", "vuong", "roi", "cho", "gan", "sap", "van", "dat", "-", "=", "ok",
     "voi", "va", "du", "de", "den", "toi", "sang", "treo", "tac", "dung", "doi", "hoan", "la", "se", "het", "on", "kip", "ban", "phat", "cung", "deu", "nay", "hien",
     "chot", "bi", "thieu", "ngay", "tuan", "thang", "hom", "thu", "mai", "hen", "ky", "done", "trinh", "xin", "lui", "con", "wip", "be", "khai", "nghiem", "lap", "cap", "trien", "khoi", "chay", "vao", "ra", "khong", "huy", "vuot", "sua", "tiem", "hoc", "co", "nop", "gui", "ket", "tam", "pending", "delay", "tre", "cham", "nhieu"}
)  # fmt: skip
_TIMES = frozenset(
    {"ngày", "ngay", "tuần", "tuan", "tháng", "thang", "hôm", "hom", "năm", "nam", "giờ", "gio"}
)
_YEAR = 4  # digits
_HOW_MANY = {"hai": 2, "2": 2, "ba": 3, "3": 3, "bon": 4, "4": 4}
_ACCOMPLISHED = frozenset({"roi", "het", "du", "ca", "tu", "hom", "ngay", "sang", "chieu", "tuan", "lau"})
_OF_A_WHOLE = frozenset({"trên", "trong", "/"})
_SAYS_WHAT_WAS_DONE = frozenset(
    {
        "gui",
        "nop",
        "trinh",
        "ky",
        "xong",
        "lam",
        "lap",
        "dan",
        "treo",
        "quet",
        "nhap",
        "dat",
        "trao",
        "chi",
        "cap",
        "mo",
    }
)
_POINTS_TO = frozenset({"cái", "vụ", "việc", "khoản", "mảng", "cai", "vu", "viec", "khoan", "mang"})
_POINTED_AT = frozenset(
    {"ấy", "đó", "nớ", "kia", "này", "thì", "ay", "do", "no", "nay", "thi"}
)  # "cái loa ấy"
_ACTORS = frozenset({"dan", "hoi", "doan"})  # who acts, in a clause that may be of another task
_OTHER_WORDS = frozenset({("phấn", "đấu"), ("phan", "dau")})  # of which a title may have the half
_INITIALS = range(3, 7)  # letters
ENOUGH = 1.0
_LEAD = 0.5
_APART = 0.75  # of two words that stand apart in the title
_SURE = 1.7  # more than what another task that is answered overrules
_RUN = 3  # words
_BY_ITSELF = 0.15  # the weight of a common word


class TitleMention(NamedTuple):
    """`refs`: the tasks the words fit best, several when they fit several equally; `meant`: all of those were meant."""

    start: int
    end: int
    refs: tuple[str, ...]
    weight: float
    meant: bool


@dataclass(frozen=True, slots=True)
class _Titles:
    """Which titles (by their place) hold a pair of words, a word, initials, or begin with a pair.

    `names`: the other names (see synonyms.tsv) that tell these titles apart and the words they stand for, by their
    first word; `beginnings`: the words with which something that names one of the titles may begin.
    """

    words: tuple[frozenset[str], ...]
    order: tuple[tuple[str, ...], ...]
    pairs: dict[tuple[str, str], tuple[int, ...]]
    singles: dict[str, tuple[int, ...]]
    initials: dict[str, tuple[int, ...]]
    heads: dict[tuple[str, str], tuple[int, ...]]
    common: frozenset[str]
    names: dict[str, dict[int, dict[str, tuple[str, ...]]]]
    beginnings: frozenset[str]


class _Evidence(NamedTuple):
    first: int
    last: int
    titles: tuple[int, ...]
    weight: float


class _Said(NamedTuple):
    """The words of a reply as titles are compared with it; each stands for the words `first` to `last` of the line."""

    words: list[str]
    first: Sequence[int]
    last: Sequence[int]


def title_mentions(standard: Words, tasks: tuple[OpenTask, ...]) -> list[TitleMention]:
    """Runs of words that stand in titles, each given to the task it fits best; places are those of the line."""
    titles = _titles(tuple([task.title for task in tasks]), standard.unmarked)
    words = standard.words
    if standard.unmarked:
        words = bare("\0".join(words)).split("\0")
    if titles.beginnings.isdisjoint(words) and not _any_initials(words, titles):
        return _misspelt(standard, tasks)
    said = _with_names(words, titles)
    ends = standard.line_ends
    found = [best for run in _runs(said.words, titles) if (best := _best(run, said, ends, titles, tasks))]
    return found or _misspelt(standard, tasks)


def _misspelt(standard: Words, tasks: tuple[OpenTask, ...]) -> list[TitleMention]:
    """ "Sô hóa 55%": the first two words of a short message with wrong marks, as one title alone begins."""
    words = standard.words
    if standard.unmarked or len(tasks) < 2 or not 2 < len(words) <= _SHORT:
        return []
    pair = (bare(words[0]), bare(words[1]))
    begins = _titles(tuple([task.title for task in tasks]), True).heads.get(pair, ())
    if len(begins) != 1 or not words[0].isalpha():
        return []
    return [TitleMention(0, standard.line_ends[1], (tasks[begins[0]].ref,), 1.0, True)]


_SHORT = 8  # words


def _is_year(word: str, after: str) -> bool:
    """The "năm 2030" that much else is to be done by."""
    return word in _TIMES and len(after) == _YEAR and after.isdigit()


def _any_initials(words: list[str], titles: _Titles) -> bool:
    unknown = set(words) - known_words()
    return any(len(word) in _INITIALS and bare(word) in titles.initials for word in unknown)


def _runs(words: list[str], titles: _Titles) -> Iterator[list[_Evidence]]:
    run: list[_Evidence] = []
    for found in _evidence(words, titles):
        if run and not _continues(words, run[-1].last, found):
            yield run
            run = []
        run.append(found)
    if run:
        yield run


def _continues(words: list[str], last: int, found: _Evidence) -> bool:
    """ "Thư viện số chạy chính thức": behind another word a common one of the title is no more of its name."""
    between = words[last + 1 : found.first]
    return len(between) <= (found.weight > _BY_ITSELF) and all(
        bare(word) not in _BREAKS and word[0].isalpha() for word in between
    )


def _evidence(words: list[str], titles: _Titles) -> Iterator[_Evidence]:
    common, beginnings, known = titles.common, titles.beginnings, known_words()
    for at, word in enumerate(words):
        if word not in beginnings and (len(word) not in _INITIALS or word in known):
            continue
        after = words[at + 1] if at + 1 < len(words) else ""
        pair = (word, after)
        if (word.isdigit() or after.isdigit()) and _counts(words, at):
            continue
        if word.isdigit() and after in _TIMES and (word, after) not in titles.pairs:
            continue
        if pair in titles.pairs:
            both = (
                (word in common and after in common) or f"{word} {after}" in common or _is_year(word, after)
            )
            yield _Evidence(at, at + 1, titles.pairs[pair], 0.4 if both else 1.0)
            if pair in titles.heads and _is_subject(words, at, at + 1):
                yield _Evidence(at, at + 1, titles.heads[pair], 0.7)
        elif word not in known and (letters := bare(word)) in titles.initials:
            yield _Evidence(at, at, titles.initials[letters], 1.2)
        if word in titles.singles and pair not in titles.pairs:
            if (only := _only_title_of(word, after, titles)) is not None:
                yield _Evidence(at, at + 1, (only,), _APART)
            if at and (words[at - 1], word) in titles.pairs:
                continue
            yield _Evidence(at, at, titles.singles[word], _weight_alone(words, at, titles))


def _only_title_of(word: str, after: str, titles: _Titles) -> int | None:
    """ "Tiêm sởi" of "Tiêm vắc xin sởi": the one title that has both words."""
    if after not in titles.singles or not (word.isalpha() and after.isalpha()):
        return None
    shared = [title for title in titles.singles[word] if title in titles.singles[after]]
    if len(shared) != 1:
        return None
    order = titles.order[shared[0]]
    return shared[0] if order.index(word) < order.index(after) else None


def is_common(words: str) -> bool:
    """Whether the words, without diacritics or with, are what is done, or of a sort that many tasks are."""
    return bare(words) in _common_phrases()


@cache
def _common_phrases() -> frozenset[str]:
    return _all_verbs() | {bare(words) for words in entries("title_stop")} | _SORTS


_SORTS = frozenset(
    {
        "ke hoach",
        "de an",
        "bao cao",
        "du an",
        "phuong an",
        "chuong trinh",
        "quy che",
        "nghi quyet",
        "dieu tra",
        "khao sat",
    }
)


def _weight_alone(words: list[str], at: int, titles: _Titles) -> float:
    """How surely one word names a title: a foreign one that heads its clause does, a common one hardly."""
    word = words[at]
    if at and (words[at - 1], word) in _OTHER_WORDS:
        return _BY_ITSELF
    one = len(titles.singles[word]) == 1
    if at and _is_year(words[at - 1], word):
        return _BY_ITSELF
    if _SYLLABLE.match(bare(word)) is None:
        return 1.7 if one and word.isalpha() and _is_subject(words, at, at) else 1.0
    if one and at and words[at - 1].isdigit() and _is_counted(words, at):
        return 1.0
    if bare(word) in _ACTORS and words[at + 1 : at + 2] != [":"]:
        return _BY_ITSELF
    if one and at and words[at - 1] in _POINTS_TO and words[at + 1 : at + 2] and words[at + 1] in _POINTED_AT:
        return 1.0
    return 1.0 if _is_subject(words, at, at) else _BY_ITSELF


def _is_counted(words: list[str], at: int) -> bool:
    """ "4 trạm", but not the "130 hộ" of a whole."""
    after = words[at + 1] if at + 1 < len(words) else ""
    few = len(words[at - 1]) < 4
    return few and words[at] in _units() and after not in _OF_A_WHOLE and not _counts(words, at - 1)


@cache
def _units() -> frozenset[str]:
    return frozenset(entries("units"))


def _counts(words: list[str], at: int) -> bool:
    """A number that is the whole of which a part is told: "78 trên tổng số 120 thủ tục"."""
    before = words[at - 1] if at else ""
    return words[at].isdigit() and before in ("trên", "số", "tổng", "/")


def _is_subject(words: list[str], first: int, last: int) -> bool:
    """At the head of a clause, with something said of it."""
    if first and words[first - 1][0].isalnum() and bare(words[first - 1]) not in _BEFORE_SUBJECT:
        return False
    for word in words[last + 1 : last + 3]:
        if bare(word) in _PREDICATES or word[0].isdigit() or word[0] == "§":
            return True
    return False


def _best(
    run: list[_Evidence], said: _Said, ends: list[int], titles: _Titles, tasks: tuple[OpenTask, ...]
) -> TitleMention | None:
    scores = [0.0] * len(tasks)
    for found in run:
        for title in found.titles:
            scores[title] += found.weight / len(found.titles)
    best = max(scores)
    if best < ENOUGH:
        return None
    words = said.words
    first, last = run[0].first, run[-1].last
    winners = [n for n, score in enumerate(scores) if score > best - _LEAD]
    whole = [n for n in winners if titles.words[n].issuperset(words[first : last + 1])]
    winners = whole if len(whole) == 1 else winners
    before = bare(words[first - 1]) if first else ""
    two_before = bare(words[first - 2]) if first > 1 else ""
    meant = len(winners) == 1 or len(winners) in (_HOW_MANY.get(before), _HOW_MANY.get(two_before))
    fits = [found for found in run if not set(winners).isdisjoint(found.titles)]
    last = max(found.last for found in fits)
    while last > fits[0].first + 1 and bare(words[last]) in _SAYS_WHAT_WAS_DONE:
        last -= 1
    start, end = _start(said.first[fits[0].first], ends), ends[said.last[last]]
    if _is_verb(words, last):
        end = max(start, _start(said.first[last - 1], ends))
    if len(winners) == 1 and _is_run(words[first : run[-1].last + 1], titles.order[winners[0]]):
        best = max(best, _SURE)
    return TitleMention(start, end, tuple(tasks[n].ref for n in winners), best, meant)


def _is_run(words: list[str], title: tuple[str, ...]) -> bool:
    """ "Dữ liệu mở": three or more words that follow each other so in the title."""
    size = len(words)
    return size >= _RUN and any(tuple(words) == title[at : at + size] for at in range(len(title) - size + 1))


def _start(word: int, ends: list[int]) -> int:
    return ends[word - 1] if word else 0


def _is_verb(words: list[str], last: int) -> bool:
    """ "Kiện toàn rồi": the last two words of the naming are what was done."""
    after = words[last + 1] if last + 1 < len(words) else ""
    return bare(after) in _ACCOMPLISHED and last > 0 and f"{words[last - 1]} {words[last]}" in _verbs()


@cache
def _verbs() -> frozenset[str]:
    verbs = {verb for name in ("whole", "terminal") for verb in classes()[name]}
    return frozenset((*verbs, *map(bare, verbs)))


def _tells_apart(pair: tuple[str, str], common: frozenset[str]) -> bool:
    """Whether two words at the head of a clause are what a task is about, not only what is done."""
    both = " ".join(pair)
    return not (pair[0] in common and pair[1] in common) and both not in common and both not in _all_verbs()


@cache
def _all_verbs() -> frozenset[str]:
    verbs = {verb for name in ("whole", "act", "work", "terminal", "step") for verb in classes()[name]}
    return frozenset((*verbs, *map(bare, verbs)))


@lru_cache(maxsize=1024)
def _titles(titles: tuple[str, ...], unmarked: bool) -> _Titles:
    """The index of the titles, without diacritics when the writer used none."""
    spelled = [tuple(map(bare, _spelled(title))) if unmarked else _spelled(title) for title in titles]
    common = frozenset(map(bare, entries("title_stop"))) if unmarked else frozenset(entries("title_stop"))
    pairs = _index([{*pairwise(words)} for words in spelled])
    singles = _index([{w for w in words if w not in common and len(w) > 1} for words in spelled])
    initials = _index([_initials(words) for words in spelled])
    heads = _index([{*pairwise(words[:2])} for words in spelled])
    everywhere = len(titles) if len(titles) > 1 else 99
    pairs = {pair: at for pair, at in pairs.items() if len(at) < everywhere}
    singles = {word: at for word, at in singles.items() if len(at) < everywhere}
    words = tuple(frozenset(words) for words in spelled)
    names = _names(words, unmarked)
    leads: dict[tuple[str, str], tuple[int, ...]] = {
        pair: at for pair, at in pairs.items() if len(at) == 1 and _tells_apart(pair, common)
    }
    return _Titles(
        words,
        tuple(spelled),
        pairs,
        singles,
        {letters: at for letters, at in initials.items() if len(at) < min(everywhere, 4)},
        {**leads, **{pair: at for pair, at in heads.items() if len(at) == 1}},
        common,
        names,
        frozenset({*(first for first, _ in pairs), *singles, *names}),
    )


def _index(sets: list[set[_T]]) -> dict[_T, tuple[int, ...]]:
    found: dict[_T, tuple[int, ...]] = {}
    for n, members in enumerate(sets):
        for member in members:
            found[member] = (*found.get(member, ()), n)
    return found


@lru_cache(maxsize=4096)
def _spelled(title: str) -> tuple[str, ...]:
    return tuple(word for word in standard_words(title).words if word[0].isalnum())


def _initials(words: tuple[str, ...]) -> set[str]:
    letters = "".join(bare(word[0]) for word in words)
    return {letters[at : at + size] for size in _INITIALS for at in range(len(letters) - size + 1)}


@cache
def _synonyms(unmarked: bool) -> dict[str, tuple[tuple[str, ...], ...]]:
    """Other name → the words of titles it may stand for."""
    found: dict[str, tuple[tuple[str, ...], ...]] = {}
    for row in rows("synonyms"):
        written, meant = map(bare, row) if unmarked else row
        found[written] = (*found.get(written, ()), tuple(meant.split()))
    return found


def _names(
    titles: tuple[frozenset[str], ...], unmarked: bool
) -> dict[str, dict[int, dict[str, tuple[str, ...]]]]:
    """First word → how many words, the most first → other name → the words that some title has and some has not."""
    found: dict[str, dict[int, dict[str, tuple[str, ...]]]] = {}
    for written, options in sorted(_synonyms(unmarked).items(), key=lambda row: -row[0].count(" ")):
        for meant in options:
            held = [title.issuperset(meant) for title in titles]
            also = [
                title.issuperset(written.split()) and not has for title, has in zip(titles, held, strict=True)
            ]
            if any(held) and not all(held) and not any(also):
                of_word = found.setdefault(written.split()[0], {})
                of_word.setdefault(written.count(" ") + 1, {})[written] = meant
                break
    return found


def _with_names(words: list[str], titles: _Titles) -> _Said:
    """Other names replaced by the words of the title they stand for."""
    if titles.names.keys().isdisjoint(words):
        places = range(len(words))
        return _Said(words, places, places)
    out = _Said([], first := [], last := [])
    at = 0
    while at < len(words):
        size, meant = _name_at(words, at, titles)
        out.words.extend(meant)
        first += [at] * len(meant)
        last += [at + size - 1] * len(meant)
        at += size
    return out


def _name_at(words: list[str], at: int, titles: _Titles) -> tuple[int, tuple[str, ...]]:
    """How many words are another name, and what it stands for; else the word itself."""
    for size, names in titles.names.get(words[at], {}).items():
        meant = names.get(" ".join(words[at : at + size]))
        if meant:
            return size, meant
    return 1, (words[at],)
