"""Finding a department by what people write for it."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from domain.text import fold

# what offices write short, on folded text without punctuation; longest first
SHORT = (
    ("ubmttq", "uy ban mat tran to quoc"),
    ("mttq", "mat tran to quoc"),
    ("khcn", "khoa hoc va cong nghe"),
    ("khvcn", "khoa hoc va cong nghe"),
    ("gddt", "giao duc va dao tao"),
    ("nnmt", "nong nghiep va moi truong"),
    ("nnvmt", "nong nghiep va moi truong"),
    ("vhttdl", "van hoa the thao va du lich"),
    ("vhtt", "van hoa the thao"),
    ("ldtbxh", "lao dong thuong binh va xa hoi"),
    ("tttt", "thong tin va truyen thong"),
    ("kkt", "khu kinh te"),
    ("kcn", "khu cong nghiep"),
    ("bql", "ban quan ly"),
    ("btc tinh", "ban to chuc tinh"),
    ("btgdv", "ban tuyen giao va dan van"),
    ("vptu", "van phong tinh uy"),
    ("ubnd", "uy ban nhan dan"),
    ("hdnd", "hoi dong nhan dan"),
    ("vp", "van phong"),
    ("tu", "tinh uy"),
    ("xd", "xay dung"),
    ("ct", "cong thuong"),
    ("nv", "noi vu"),
    ("tc", "tai chinh"),
    ("tp", "tu phap"),
    ("yt", "y te"),
)
_SHORT = dict(SHORT)
_JOINED = re.compile(r"(?<=\w)\s*[&\-–]\s*(?=\w)")
_OTHER = re.compile(r"[^\w]+")


@dataclass(frozen=True, slots=True)
class DepartmentName:
    id: int
    name: str
    aliases: tuple[str, ...] = ()


def canonical(words: str) -> str:
    """Folded, without punctuation, office abbreviations spelled out."""
    joined = _JOINED.sub("", fold(words))
    plain = _OTHER.sub(" ", joined).split()
    return " ".join(_SHORT.get(word, word) for word in plain)


def split_names(cell: str) -> list[str]:
    """The names of a cell, separated by semicolons or line breaks."""
    return [name for name in (" ".join(part.split()) for part in re.split(r"[;\n]", cell)) if name]


class Directory:
    """The departments by every name they are known under."""

    def __init__(self, units: Iterable[DepartmentName]) -> None:
        self._units = list(units)
        self._by_name: dict[str, int] = {}
        self._by_id = {unit.id: unit.name for unit in self._units}
        for unit in self._units:
            for alias in unit.aliases:
                self._by_name.setdefault(canonical(alias), unit.id)
        for unit in self._units:  # a name wins over another unit's alias
            self._by_name[canonical(unit.name)] = unit.id

    def find(self, words: str) -> int | None:
        """The department that `words` name exactly, by name, other name or usual abbreviation."""
        return self._by_name.get(canonical(words))

    def search(self, words: str) -> list[int]:
        """Departments whose name holds all of `words`: "tài chính" finds Sở Tài chính."""
        wanted = canonical(words)
        if not wanted:
            return []
        found = [i for name, i in self._by_name.items() if f" {wanted} " in f" {name} "]
        return list(dict.fromkeys(found))

    def nearest(self, words: str, limit: int = 3) -> list[str]:
        """The names most like `words`, the likeliest first; none when nothing is near."""
        from rapidfuzz import fuzz, process

        near = process.extract(
            canonical(words), list(self._by_name), scorer=fuzz.WRatio, limit=limit * 2, score_cutoff=60
        )
        names = [self._by_id[self._by_name[name]] for name, _, _ in near]
        return list(dict.fromkeys(names))[:limit]
