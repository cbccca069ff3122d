"""The words of such a text, told apart. Whatever is no word of these makes the whole text unclear."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from domain.itemised.values import Known
from domain.text import clean, fold


class Sort(StrEnum):
    DONE = "done"
    OPEN = "open"  # "chưa xong", "đang làm", "gần xong": begun and not done
    IDLE = "idle"  # "chưa làm"
    LEFT = "left"  # "còn"
    EXCEPT = "except"  # "trừ": behind what is done
    ALL = "all"  # "hết", "tất cả"
    OTHERS = "others"  # "các mục khác"
    ITEM = "item"  # "mục"
    NONE_OF = "none_of"  # "mục nào"
    NUMBER = "number"
    RANGE = "range"
    COUNT = "count"  # 14/16
    PERCENT = "percent"
    AND = "and"
    COMMA = "comma"
    STOP = "stop"
    WHY = "why"  # what follows is the obstacle
    STRANGE = "strange"


@dataclass(frozen=True, slots=True)
class Word:
    """`values`: the figures in it. `at`: where it begins in the text as it was typed."""

    sort: Sort
    at: int
    values: tuple[float, ...] = ()


_PHRASES: tuple[tuple[Sort, tuple[str, ...]], ...] = (
    (
        Sort.STRANGE,
        (
            "(?:xong|hoan thanh|hoan tat|duoc)(?: duoc)?(?: mot)? nua",  # "xong nửa", or "xong nữa"?
            "(?:xong|hoan thanh|hoan tat) la",  # "xong là hết"
        ),
    ),
    (Sort.NONE_OF, ("muc nao", "cai nao", "noi dung nao")),
    (
        Sort.OTHERS,
        (
            "(?:cac|nhung|may)? ?(?:muc|noi dung|phan|cai|viec) (?:khac|con lai|kia)",
            "con lai(?= (?:deu |thi |da |cung |la )*(?:xong|hoan thanh|hoan tat|ok))",
        ),
    ),
    (
        Sort.IDLE,
        ("chua (?:lam|trien khai|thuc hien|bat dau|dong den)(?! xong)",),
    ),
    (
        Sort.OPEN,
        (
            "chua (?:lam |thuc hien |trien khai )?(?:xong|hoan thanh|hoan tat|dat|du)",
            "chua(?= *(?:$|[,.;\n]|a$|a\\b))",
            "(?:sap|gan|gan nhu|co ban|tam|hau nhu) (?:da )?(?:xong|hoan thanh|hoan tat)",
            "(?:van |con |van con )?dang (?:lam|trien khai|thuc hien|xu ly|do|hoan (?:thien|thanh))",
            "da trinh",
            "dang",
        ),
    ),
    (
        Sort.DONE,
        ("(?:da |deu |cung )*(?:lam |thuc hien |trien khai )?(?:hoan thanh|hoan tat|xong)(?: xong)?",),
    ),
    (Sort.STOP, ("nhung", "con thi")),
    (
        Sort.LEFT,
        (
            "(?:chi |hien |van |nay )*con(?: lai| thieu| no| ton| moi| moi lai| dung| duy nhat)*(?! *vuong)",
            "thieu",
        ),
    ),
    (Sort.EXCEPT, ("(?:ngoai )?tru(?: lai| ra)?",)),
    (Sort.ALL, ("het ca", "tat ca(?: cac)?", "toan bo(?: cac)?", "het", "du ca", "du", "ca", "day du")),
    (Sort.WHY, ("(?:la )?(?:do|vi|tai|boi vi)", "(?:dang |bi )?(?:vuong mac|vuong)")),
    (Sort.ITEM, ("(?:tu )?(?:cac |nhung |o )?(?:dau )?muc(?: so)?",)),
    (Sort.AND, ("va", "voi", "cung", "&", r"\+")),
)
# words that say nothing of the state, wherever they stand
_NOTHING = (
    r"da|vang|duoc|moi|hien|hien tai|hien nay|den nay|den gio|tinh den nay|la|a|ah|nhe|nha|roi|r|nua|thoi"
    r"|deu|cua|o|tu(?= \d)|thua|toi nay|tong cong|tong so|so|phan(?= muc)"
)
_GREETING = (
    r"(?:da |vang |thua |kinh |xin )*(?:(?:bao cao|bc|gui) )?(?:(?:voi )?(?:anh|chi|dong chi|dc|to giup viec"
    r"|ban|lanh dao|co quan|tinh|bot)(?: oi| a)?[ ,:]*)*(?:(?:em|e|minh|toi|chung em|chung toi|don vi"
    r"|ben em|ben minh|xa|phuong|ubnd|xa em|phuong em|xa minh)"
    r"(?: em| minh| toi)?(?: xin| bao cao| bao| bc)*[ ,:]*)*"
    r"(?:(?:a|ah|nhe|lai|lai la)[ ,:]+)?"
)
_CORRECTS = (
    r"(?:da |vang )?(?:a |ah |oi |uh )?(?:em |minh )?(?:bao |ghi |noi |bam )?(?:nham|sua lai|dinh chinh)"
)
_OPENING, _GREETS = re.compile(rf"(?:{_CORRECTS}(?!\w))?[ ,:]*"), re.compile(_GREETING)
_ASKS = re.compile(
    r"\b(?:con|thieu|chua(?: \w+)?)(?: lai| thieu)? "
    r"(?:(?:nhung |cac )?muc (?:nao|gi)|(?:may|bao nhieu) muc)\b"
    r"(?! *(?:ca|het)\b)|\bmuc nao (?:con|chua|thieu)\b"
)
_THANKS = r"(?:xin |em )*cam on(?: (?:anh|chi|dong chi|bot|nhieu|a|em))*|(?:anh|chi|dong chi|em)(?= *[.!]*$)"
_FIGURES = re.compile(
    r"(?P<percent>\d{1,3}(?:[.,]\d+)?) ?(?:%|phan tram\b)"
    r"|(?P<done>\d{1,3}) ?(?:/|tren) ?(?P<of>\d{1,3})(?![\d/])"
    r"|(?P<first>\d{1,3}) ?(?:-|–|—|den het|den|toi) ?(?:muc )?(?P<last>\d{1,3})(?![\d/])"
    r"|(?P<number>\d{1,3})(?![\w/])(?!\.\d)"
)
_TABLE = [(sort, re.compile(rf"(?:{'|'.join(forms)})(?![\w])")) for sort, forms in _PHRASES]
_SKIPPED = re.compile(rf"(?:{_NOTHING}|{_THANKS})(?!\w)|[ !\"“”'«»()]+")
_MARKS = {",": Sort.COMMA, ":": Sort.COMMA, ";": Sort.STOP, ".": Sort.STOP, "\n": Sort.STOP}


def plain(text: str) -> tuple[str, str]:
    """The text as it was typed, cleaned, and the same folded, letter by letter as long."""
    lines = [clean(line) for line in text.splitlines()]
    typed = "\n".join(line for line in lines if line)
    folded = "".join(fold(letter) or letter for letter in typed)
    return (typed, folded) if len(folded) == len(typed) else (folded, folded)


def words_of(folded: str, known: Known) -> list[Word]:
    """In their order; what stands behind WHY is left to whoever reads it."""
    names = [re.compile(rf"(?:(?:cua|thuoc|theo|trong|ve) )?(?:{name})") for name in known.names]
    at = 0
    for opening in (_OPENING, *names, _GREETS):
        begun = opening.match(folded, at)
        at = begun.end() if begun else at
    found: list[Word] = []
    while at < len(folded):
        at, word = _next(folded, at, names)
        if word is not None:
            found.append(word)
            if word.sort is Sort.WHY:
                break
    return found


def corrects(text: str) -> bool:
    """ "à nhầm, còn mục 3 thôi"."""
    return re.match(rf"\W*{_CORRECTS}(?!\w)", fold(text)) is not None


def complains(folded: str) -> bool:
    """ "ghi nhầm mục 3 xong": that may be what is wrong."""
    return (
        re.match(
            r"(?:da |vang )?(?:a |ah |oi |uh )?(?:em |minh )?(?:bao |ghi |noi |bam )?nham (?:la )?muc", folded
        )
        is not None
    )


def asks_which(text: str) -> bool:
    """ "còn mục nào ạ?", "em còn mấy mục"."""
    return _ASKS.search(fold(text)) is not None


def _next(folded: str, at: int, names: Sequence[re.Pattern[str]]) -> tuple[int, Word | None]:
    for name in names:
        if (named := name.match(folded, at)) is not None:
            return named.end(), None
    if (figures := _FIGURES.match(folded, at)) is not None and not _is_inside(folded, at):
        return figures.end(), _figures(figures)
    for sort, forms in _TABLE:
        if (said := forms.match(folded, at)) is not None and said.end() > at:
            return said.end(), Word(sort, at)
    if folded[at] in _MARKS:
        return at + 1, Word(_MARKS[folded[at]], at)
    if (skipped := _SKIPPED.match(folded, at)) is not None:
        return skipped.end(), None
    strange = re.compile(r"\w+|\S").match(folded, at)
    return (strange.end() if strange else at + 1), Word(Sort.STRANGE, at)


def _is_inside(folded: str, at: int) -> bool:
    return at > 0 and (folded[at - 1].isalnum() or folded[at - 1] in "/.")


def _figures(found: re.Match[str]) -> Word:
    at = found.start()
    if found["percent"]:
        return Word(Sort.PERCENT, at, (float(found["percent"].replace(",", ".")),))
    if found["done"]:
        return Word(Sort.COUNT, at, (int(found["done"]), int(found["of"])))
    if found["first"]:
        return Word(Sort.RANGE, at, (int(found["first"]), int(found["last"])))
    return Word(Sort.NUMBER, at, (int(found["number"]),))
