"""Learns data/guard.tsv of the reader: `python -m benchmarks.learn_guard [further corpus…]`.

Logistic regression on the replies of tests/data, and of further files of the same form: whether an annotator
took the text for a report. What the rules make of it plays no part. The same texts give the same file, in ten
seconds.
"""

import json
import math
import sys
from collections import Counter
from pathlib import Path

from domain.replies.guard import signs_of
from domain.replies.message import prepare
from domain.replies.patterns import USED
from domain.replies.wire import case_from_json

HERE = Path(__file__).resolve().parent.parent
OURS = HERE / "tests" / "data"
TABLE = HERE / "domain" / "replies" / "data" / "guard.tsv"
HEAD = """\
# How much each word and each pair of neighbours speaks for a report (hundredths of log odds) or, below zero,
# against it. Unmarked; "^" begins a reply and by itself counts in each, "$" ends it, "0" is a number; §r … as
# in message.py. Never changed by hand: benchmarks/learn_guard.py made it of {texts} annotated replies,
# {reports} of them reports, of which nothing is kept but what stands here:
# {files}
"""
REPORT_WEIGHS = 8  # a report that is asked about is the costlier error
SPREAD = 2.0  # how strongly weights are drawn towards zero
MOST_PASSES = 200
TEXTS_AT_LEAST = 2
LEAST = 5  # hundredths


def main(further: list[str]) -> None:
    files = [
        *sorted(OURS.glob("replies*.jsonl")),
        *sorted(OURS.glob("other_hands/hand*.jsonl")),
        *map(Path, further),
    ]
    texts = _texts(files)
    reports = [report for _, report in texts]
    weights = _learned([signs for signs, _ in texts], reports)
    rounded = {sign: round(100 * weight) for sign, weight in weights.items()}
    lines = [f"{sign}\t{weight}\n" for sign, weight in sorted(rounded.items()) if abs(weight) >= LEAST]
    names = ", ".join(file.name for file in files)
    head = HEAD.format(texts=len(texts), reports=sum(reports), files=names)
    TABLE.write_text(head + "".join(lines), encoding="utf-8")
    print(f"{len(texts)} texts, {len(lines)} weights")


def _texts(files: list[Path]) -> list[tuple[list[str], bool]]:
    """Of each text its signs, and whether any reading of it is a report; a text told twice counts once."""
    found: dict[tuple[str, bool], list[str]] = {}
    for file in files:
        for line in file.read_text(encoding="utf-8").splitlines():
            case = json.loads(line)
            text, now, context = case_from_json(case)
            expect = case["expect"]
            report = any(reading["kind"] == "status" for reading in [expect, *expect.get("accept", [])])
            found[text, report] = sorted(signs_of(prepare(text, now.date(), context).text))
    common = Counter(sign for signs in found.values() for sign in signs)
    kept = {
        sign
        for sign, count in common.items()
        if count >= TEXTS_AT_LEAST and USED not in sign and sign[0] != "#"
    }
    return [([sign for sign in signs if sign in kept], report) for (_, report), signs in found.items()]


def _learned(texts: list[list[str]], reports: list[bool]) -> dict[str, float]:
    """The weights of least regularised loss, by steps that grow while the slope keeps its sign (Rprop)."""
    names = sorted({sign for signs in texts for sign in signs})
    place = {sign: at for at, sign in enumerate(names)}
    rows = [[place[sign] for sign in signs] for signs in texts]
    weights, steps, before = [0.0] * len(names), [0.1] * len(names), [0.0] * len(names)
    for _ in range(MOST_PASSES):
        slopes = [SPREAD * weight for weight in weights]
        for row, report in zip(rows, reports, strict=True):
            odds = sum([weights[at] for at in row])
            off = -REPORT_WEIGHS / (1 + math.exp(odds)) if report else 1 / (1 + math.exp(-odds))
            for at in row:
                slopes[at] += off
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
    return dict(zip(names, weights, strict=True))


if __name__ == "__main__":
    main(sys.argv[1:])
