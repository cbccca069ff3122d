"""Finding a department by what people write for it."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice, product

from domain.text import fold

# what offices write short, folded and without punctuation: "KH&CN", "KH-CN" and "KHCN" are one word here
SHORT = {
    "ubmttq": "uy ban mat tran to quoc",
    "mttq": "mat tran to quoc",
    "ubnd": "uy ban nhan dan",
    "hdnd": "hoi dong nhan dan",
    "khcn": "khoa hoc cong nghe",
    "gddt": "giao duc dao tao",
    "nnmt": "nong nghiep moi truong",
    "nnptnt": "nong nghiep phat trien nong thon",
    "tnmt": "tai nguyen moi truong",
    "khdt": "ke hoach dau tu",
    "gtvt": "giao thong van tai",
    "vhttdl": "van hoa the thao du lich",
    "vhtt": "van hoa the thao",
    "ldtbxh": "lao dong thuong binh xa hoi",
    "dttg": "dan toc ton giao",
    "tttt": "thong tin truyen thong",
    "kkt": "khu kinh te",
    "kcn": "khu cong nghiep",
    "bql": "ban quan ly",
    "btctu": "ban to chuc tinh uy",
    "btgdv": "ban tuyen giao dan van",
    "btgdvtu": "ban tuyen giao dan van tinh uy",
    "vptu": "van phong tinh uy",
    "vp": "van phong",
    "xd": "xay dung",
    "ct": "cong thuong",
    "nv": "noi vu",
    "tc": "tai chinh",
    "yt": "y te",
}
# short forms that are also words, or stand for two things: tried only when the letters as written name nobody
DOUBTFUL = {
    "tu": ("tinh uy",),
    "tp": ("tu phap", "thanh pho"),
    "p": ("phuong",),
    "x": ("xa",),
}
_NEAR = 60.0  # of 100: below it only the very nearest is named
_MOST_SPELLINGS = 16
_MOST_INITIALS = 5
_LONGEST_PIECE, _MOST_PIECES = 4, 5
_WORD = re.compile(r"\w+")
_REF = re.compile(r"[a-z]{1,6}[-.]?\d{1,6}")


@dataclass(frozen=True, slots=True)
class DepartmentName:
    id: int
    name: str
    aliases: tuple[str, ...] = ()


@lru_cache(maxsize=8192)
def canonical(words: str) -> str:
    """The form in which names are compared: folded, without punctuation and "và", short forms spelled out."""
    plain = [word for word in _WORD.findall(fold(words)) if word != "va"]
    spelled: list[str] = []
    at = 0
    while at < len(plain):
        taken, meant = _short_at(plain, at)
        spelled.append(meant)
        at += taken
    return " ".join(spelled)


def names_code(words: str, ref: str) -> bool:
    """Whether a task's code stands in a text, however it is spaced: "nv 01" names NV01, "nv010" does not."""
    code = r"\s*".join(map(re.escape, fold(ref).replace(" ", "")))
    return re.search(rf"{code}(?!\d)", fold(words)) is not None


def looks_like_ref(word: str) -> bool:
    """ "NV04", "nv4", "CT-12": letters, then a number."""
    return _REF.fullmatch(fold(word)) is not None


def named_unit(words: str, names: Iterable[str]) -> str | None:
    """The longest of a unit's names that stands in a text, in canonical form; None when none does."""
    said = f" {canonical(words)} "
    found = [name for name in map(canonical, names) if name and f" {name} " in said]
    return max(found, key=len, default=None)


def split_names(cell: str) -> list[str]:
    """The names of a cell, separated by semicolons or line breaks."""
    return [name for name in (" ".join(part.split()) for part in re.split(r"[;\n]", cell)) if name]


class Directory:
    """The departments by every name they are known under."""

    def __init__(self, units: Iterable[DepartmentName]) -> None:
        self._units = list(units)
        self._by_name: dict[str, int] = {}
        self._official = {unit.id: unit.name for unit in self._units}
        for unit in self._units:
            self._by_name.setdefault(canonical(unit.name), unit.id)
        for unit in self._units:  # a name wins over another unit's other name
            for alias in unit.aliases:
                self._by_name.setdefault(canonical(alias), unit.id)
        self._by_name.pop("", None)
        self._by_spelling: dict[str, int | None] = {}
        for name, unit_id in self._by_name.items():
            for spelling in _spellings(name):
                known = self._by_spelling.setdefault(spelling, unit_id)
                if known != unit_id:
                    self._by_spelling[spelling] = None

    def find(self, words: str) -> int | None:
        """The department that `words` name exactly, by name, other name or usual abbreviation."""
        wanted = canonical(words)
        found = self._by_name.get(wanted)
        if found is not None:
            return found
        near = {i for spelling in _spellings(wanted) if (i := self._by_spelling.get(spelling)) is not None}
        return near.pop() if len(near) == 1 else None

    def search(self, words: str) -> list[int]:
        """Departments one of whose names holds all of `words` in a row: "tài chính" finds Sở Tài chính."""
        wanted = canonical(words)
        if not wanted:
            return []
        found = [i for name, i in self._by_name.items() if f" {wanted} " in f" {name} "]
        return list(dict.fromkeys(found))

    def by_initials(self, words: str) -> list[str]:
        """ "Sở KH": the units of that kind whose other words begin with these letters."""
        kind, _, letters = fold(words).partition(" ")
        if not letters.isalpha() or len(letters) > _MOST_INITIALS:
            return []
        return [name for name in self._official.values() if _short_of(name).startswith(f"{kind} {letters}")]

    def nearest(self, words: str, limit: int = 3) -> list[str]:
        """The names most like `words`, the likeliest first; at least one where any department is known."""
        from rapidfuzz import fuzz, process

        if meant := self.by_initials(words):
            return meant[:limit]

        wanted, names = canonical(words), list(self._by_name)
        scores: dict[int, float] = {}
        alike = process.extract_iter(wanted, names, scorer=fuzz.ratio)
        shared = process.extract_iter(wanted, names, scorer=fuzz.token_set_ratio)
        for (name, letters, _), (_, parts, _) in zip(alike, shared, strict=True):
            unit_id = self._by_name[name]
            scores[unit_id] = max((letters + parts) / 2, scores.get(unit_id, 0.0))
        for name, unit_id in self._by_name.items():
            if wanted and " " not in wanted and wanted == _initials(name):
                scores[unit_id] = 100.0
        ranked = sorted(scores, key=lambda unit_id: -scores[unit_id])
        near = [i for i in ranked if scores[i] >= _NEAR] or ranked[:1]
        return [self._official[i] for i in near[:limit]]


def _short_at(plain: list[str], at: int) -> tuple[int, str]:
    """How many words from `at` make one short form, and what it stands for; else the word itself."""
    for count in range(min(_MOST_PIECES, len(plain) - at), 0, -1):
        pieces = plain[at : at + count]
        if count > 1 and any(len(piece) > _LONGEST_PIECE for piece in pieces):
            continue
        meant = SHORT.get("".join(pieces))
        if meant is not None:
            return count, meant
    return 1, plain[at]


def _spellings(name: str) -> Iterable[str]:
    """`name` with every reading of the short forms that are doubtful; the letters as written come first."""
    words = name.split()
    if not any(word in DOUBTFUL for word in words):
        return (name,)
    readings = ((word, *DOUBTFUL.get(word, ())) for word in words)
    return tuple(" ".join(chosen) for chosen in islice(product(*readings), _MOST_SPELLINGS))


def _short_of(name: str) -> str:
    """ "Sở Khoa học và Công nghệ" is "so khcn" here."""
    kind, *others = canonical(name).split() or [""]
    return f"{kind} {_initials(' '.join(others))}"


def _initials(name: str) -> str:
    return "".join(word[0] for word in name.split())
