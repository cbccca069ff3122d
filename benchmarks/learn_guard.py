"""Learns data/guard.tsv of the reader: `python -m benchmarks.learn_guard [further corpus…]`.

Softmax regression on the replies of tests/data, and of further files of the same form: which class an
annotator took the text for. What the rules make of a text is a sign too; it is learned only of replies that
nobody had in view when the rules of kinds and states were made, for on others those are better than they will
ever be again. The same texts, read by the same rules, give the same file, in some minutes.
"""

import json
import math
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from domain.replies.by_rules import by_rules
from domain.replies.guard import NO_REPORT, WEIGHED, Leaning, class_of, class_told, read_as, signs_of
from domain.replies.message import prepare
from domain.replies.patterns import USED
from domain.replies.wire import case_from_json

HERE = Path(__file__).resolve().parent.parent
OURS = HERE / "tests" / "data"
TABLE = HERE / "domain" / "replies" / "data" / "guard.tsv"
HEAD = """\
# How much each sign of a message speaks for each class against a report of work under way that nothing
# holds up (hundredths of log odds): {columns}
# Signs are words and pairs of neighbours, unmarked, and behind "m:" as they are marked; behind "k:" what
# words are about, alone and beside a neighbour; behind "r:" rules that fired, and pairs of those; "^" begins
# a message and by itself counts in each, "$" ends it, "0" is a number; "@…" is no word but what the bot
# knew, or how the rules read it; §r … as in message.py. Never changed by hand: benchmarks/learn_guard.py made
# it of {texts} annotated messages, {reports} of them reports, of which nothing is kept but what stands here:
# {files}
"""
CLASSES = Leaning._fields
SPREAD = 5 / 3  # how strongly weights are drawn towards zero
EXAMPLES = {"dev.jsonl", "replies.jsonl", "replies_negative.jsonl"}  # by which the rules were made
STUDIED = {"replies_by_other_hands.jsonl", *[f"hand{hand}.jsonl" for hand in (*range(3, 27), 33, 36, 48)]}
OF_STUDIED = 1 / 3  # as how many texts one counts that was looked at
MOST_PASSES = 120
TEXTS_AT_LEAST = 2
LEAST = 15  # hundredths: what weighs less changed no reading of 2,000

Signs = tuple[str, ...]


class Text(NamedTuple):
    """`right`: which classes an annotator may take it for; `weight`: as how many texts it counts."""

    signs: Signs
    right: tuple[bool, ...]
    weight: float


def main(further: list[str]) -> None:
    files = [
        *sorted(OURS.glob("replies*.jsonl")),
        *sorted(OURS.glob("other_hands/hand*.jsonl")),
        *map(Path, further),
    ]
    texts = _once([text for file in files for text in _texts(file)])
    columns = _columns(_learned(texts))
    lines = []
    for sign in sorted(set().union(*columns)):
        each = [round(100 * column.get(sign, 0.0)) for column in columns]
        if max(map(abs, each)) >= LEAST:
            lines.append("\t".join([sign, *map(str, each)]) + "\n")
    kinds = len(NO_REPORT)
    reports = sum(any(text.right[:-kinds]) for text in texts)
    names = ", ".join(file.name for file in files)
    head = HEAD.format(columns=" ".join(WEIGHED), texts=len(texts), reports=reports, files=names)
    TABLE.write_text(head + "".join(lines), encoding="utf-8")
    print(f"{len(texts)} texts, {len(lines)} weights")


def _texts(file: Path) -> Iterator[Text]:
    unseen = file.name not in STUDIED | EXAMPLES
    weight = OF_STUDIED if file.name in STUDIED else 1.0
    for line in file.read_text(encoding="utf-8").splitlines():
        case = json.loads(line)
        text, now, context = case_from_json(case)
        message = prepare(text, now.date(), context)
        signs = signs_of(message)
        if unseen:
            signs.append(read_as(class_of(by_rules(message))))
        expect = case["expect"]
        right = set(map(_class, [expect, *expect.get("accept", [])]))
        yield Text(tuple(sorted(signs)), tuple(name in right for name in CLASSES), weight)


def _class(expected: dict[str, Any]) -> str:
    told = [(update["status"], update["blocked"]) for update in expected["updates"]]
    return class_told(expected["kind"], told)


def _once(texts: list[Text]) -> list[Text]:
    """A text told twice counts once; a sign told once not at all."""
    found = list(dict.fromkeys(texts))
    common = Counter(sign for text in found for sign in set(text.signs))
    kept = {
        sign
        for sign, count in common.items()
        if count >= TEXTS_AT_LEAST and USED not in sign and sign[0] != "#"
    }
    return [text._replace(signs=tuple(sign for sign in text.signs if sign in kept)) for text in found]


def _columns(weights: dict[str, list[float]]) -> list[dict[str, float]]:
    """The weights of each class but the first, against it."""
    classes = range(1, len(next(iter(weights.values()))))
    return [{sign: each[at] - each[0] for sign, each in weights.items()} for at in classes]


def _learned(texts: list[Text]) -> dict[str, list[float]]:
    """The weights of least regularised loss, by steps that grow while the slope keeps its sign (Rprop)."""
    classes = len(texts[0].right)
    names = sorted({sign for text in texts for sign in text.signs})
    place = {sign: classes * at for at, sign in enumerate(names)}
    rows = [[place[sign] for sign in text.signs] for text in texts]
    size = classes * len(names)
    weights, steps, before = [0.0] * size, [0.1] * size, [0.0] * size
    for _ in range(MOST_PASSES):
        slopes = [SPREAD * weight for weight in weights]
        for row, (_, right, weight) in zip(rows, texts, strict=True):
            off = _off([sum([weights[at + each] for at in row]) for each in range(classes)], right)
            for each, much in enumerate(off):
                for at in row:
                    slopes[at + each] += weight * much
        for at, slope in enumerate(slopes):
            turned = slope * before[at]
            if turned < 0:  # gone too far: half as far the next time
                steps[at] *= 0.5
                before[at] = 0.0
                continue
            if turned > 0:
                steps[at] = min(1.0, steps[at] * 1.2)
            weights[at] -= math.copysign(steps[at], slope) if slope else 0.0
            before[at] = slope
    return {sign: weights[at : at + classes] for sign, at in place.items()}


def _off(odds: list[float], right: tuple[bool, ...]) -> list[float]:
    """How far each class is from what it should be: its likelihood against that within the right classes."""
    most = max(odds)
    parts = [math.exp(each - most) for each in odds]
    whole = sum(parts)
    held = sum(part for part, ok in zip(parts, right, strict=True) if ok)
    return [part / whole - (part / held if ok else 0.0) for part, ok in zip(parts, right, strict=True)]


if __name__ == "__main__":
    main(sys.argv[1:])
