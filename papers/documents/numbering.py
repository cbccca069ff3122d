"""The numbers of Word's automatic lists, which stand in no paragraph's text."""

from xml.etree.ElementTree import Element

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_ROMAN = ((10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))


class Numbering:
    """Counts as Word does; `mark` is to be asked for each paragraph once, in order."""

    def __init__(self, numbering: Element | None, styles: Element | None) -> None:
        self._levels = _levels(numbering)
        self._styles = _of_styles(styles)
        self._counts: dict[str, list[int]] = {}

    def mark(self, paragraph: Element) -> str:
        """ "1. ", "a) ", "- ", or nothing."""
        properties = paragraph.find(f"{_W}pPr")
        number = properties.find(f"{_W}numPr") if properties is not None else None
        style = properties.find(f"{_W}pStyle") if properties is not None else None
        known = _number(number) or (
            self._styles.get(style.get(f"{_W}val", "")) if style is not None else None
        )
        if known is None or known[0] == "0" or known not in self._levels:
            return ""
        list_id, level = known
        form, text, start = self._levels[known]
        if form == "bullet":
            return "- "
        if form == "none" or not text:
            return ""
        counts = self._counts.setdefault(list_id, [])
        while len(counts) <= level:
            counts.append(self._levels.get((list_id, len(counts)), ("", "", 1))[2] - 1)
        counts[level] = counts[level] + 1 if counts[level] >= start - 1 else start
        del counts[level + 1 :]
        for n in range(level + 1):
            shown = self._levels.get((list_id, n), ("decimal", "", 1))[0]
            text = text.replace(f"%{n + 1}", _shown(counts[n], shown))
        return text + " "


def _number(element: Element | None) -> tuple[str, int] | None:
    if element is None:
        return None
    number, level = element.find(f"{_W}numId"), element.find(f"{_W}ilvl")
    if number is None:
        return None
    return number.get(f"{_W}val", "0"), int(level.get(f"{_W}val", "0")) if level is not None else 0


def _levels(numbering: Element | None) -> dict[tuple[str, int], tuple[str, str, int]]:
    """By list and level: the form of the number, the text around it, the first number."""
    if numbering is None:
        return {}
    abstract = {a.get(f"{_W}abstractNumId"): a for a in numbering.findall(f"{_W}abstractNum")}
    found: dict[tuple[str, int], tuple[str, str, int]] = {}
    for number in numbering.findall(f"{_W}num"):
        pointed = number.find(f"{_W}abstractNumId")
        source = abstract.get(pointed.get(f"{_W}val")) if pointed is not None else None
        for level in source.findall(f"{_W}lvl") if source is not None else []:
            key = number.get(f"{_W}numId", ""), int(level.get(f"{_W}ilvl", "0"))
            found[key] = (
                _value(level, "numFmt", "decimal"),
                _value(level, "lvlText", ""),
                int(_value(level, "start", "1")),
            )
    return found


def _of_styles(styles: Element | None) -> dict[str, tuple[str, int]]:
    found: dict[str, tuple[str, int]] = {}
    for style in styles.findall(f"{_W}style") if styles is not None else []:
        number = _number(style.find(f"{_W}pPr/{_W}numPr"))
        if number is not None:
            found[style.get(f"{_W}styleId", "")] = number
    return found


def _value(level: Element, name: str, default: str) -> str:
    element = level.find(f"{_W}{name}")
    return element.get(f"{_W}val", default) if element is not None else default


def _shown(n: int, form: str) -> str:
    if form == "lowerLetter":
        return "abcdefghijklmnopqrstuvwxyz"[(n - 1) % 26]
    if form == "upperLetter":
        return "ABCDEFGHIJKLMNOPQRSTUVWXYZ"[(n - 1) % 26]
    if form in ("upperRoman", "lowerRoman"):
        shown = ""
        for value, letters in _ROMAN:
            shown += letters * (n // value)
            n %= value
        return shown if form == "upperRoman" else shown.lower()
    return f"{n:02}" if form == "decimalZero" else str(n)
