"""Likeness: how much each line of a page reads like a site's furniture, by its words and those of its neighbours.

It is a logistic regression over the lines of tests/pages, which people marked; `make likeness` learns its weights anew.
What the rules of the readers say outright is theirs; this weighs what they have no rule for.
"""

import math
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from itertools import pairwise
from pathlib import Path

import handouts
from handouts.readers._credits import may_be_credit
from handouts.readers._pitch import pitch_of
from handouts.readers._warnings import ASKS_FOR_HELP, PHONE, SAFETY, URGENT

WEIGHTS = Path(handouts.__file__).parent / "data" / "likeness.txt"
SHORTEST_PAGE = 20
"""Lines."""
BIAS = "*"
"""The name of the weight that every line has."""
LIKELY, SURE = 0.7, 0.9
"""From how much on a sentence is left out, and any line."""
SENTENCE = 6
"""Words."""
PARAGRAPH = 15
"""Words."""
MOST, ENOUGH = 3.0, 9.0
"""Log odds: what one line can say for an end of the article at most, and what all behind it must say."""
UNLIKELY = 0.1
"""A line that reads like furniture no more than this stays even behind the end."""
REASON = "reads like a site's furniture"
LONGEST = 100
"""Words of a line that are looked at."""
_AROUND = (-3, -2, -1, 1, 2, 3)
_NEAR = 2
"""The lines around whose form counts, and how near those are whose words count too."""

_WORD = re.compile(r"[^\W\d_]+|\d+|[£$€%]")


def likeness(lines: Sequence[str]) -> list[float]:
    """For each line of a page, in the page's order, how likely it is furniture, from 0 to 1.

    A half for all lines of a short page: where there are few lines, those around one tell nothing.
    """
    return _judged(lines) if len(lines) >= SHORTEST_PAGE else [0.5] * len(lines)


def likeness_alone(line: str) -> float:
    """How likely a line is furniture if nothing is known of the page."""
    return _judged([line])[0]


def _judged(lines: Sequence[str]) -> list[float]:
    weights = _weights()
    return [share_of(features, weights) for features in features_of(lines)]


def share_of(features: Iterable[str], weights: Mapping[str, int]) -> float:
    """How likely a line of these features is furniture, by weights in hundredths of log odds, from 0 to 1."""
    odds = sum(weights.get(feature, 0) for feature in (BIAS, *features))
    return 1 / (1 + math.exp(-odds / 100))


def end_of_article(lines: Sequence[str], likely: Sequence[float], first: int) -> int:
    """Where the article most likely ends, at `first` or behind: from there on the lines read like furniture, in all.

    The number of lines where nothing speaks for an end.
    """
    best, end, behind = ENOUGH, len(lines), 0.0
    for at in range(len(lines) - 1, first - 1, -1):
        odds = 0.0 if may_be_credit(lines[at]) else math.log(likely[at] / (1 - likely[at]))
        behind += max(-MOST, min(MOST, odds))
        if behind > best:
            best, end = behind, at
    return end


def may_go(line: str, likely: float, *, behind: bool) -> bool:
    """Whether a line may be left out for how it reads, amid an article or `behind` it: none that warns, no credit."""
    least = UNLIKELY if behind else LIKELY if len(line.split()) >= SENTENCE else SURE
    if likely < least or may_be_credit(line):
        return False
    surely = likely >= SURE
    forms = [URGENT] if surely and behind else [URGENT, PHONE] if surely else [URGENT, PHONE, ASKS_FOR_HELP]
    if not surely and not behind:
        forms.append(SAFETY)
    return not any(form.search(line) for form in forms)


def is_paragraph(line: str) -> bool:
    """Whether a line is a full paragraph without a sign of a pitch: two beside each other are an article's text."""
    return len(line.split()) >= PARAGRAPH and not pitch_of(line)


def features_of(lines: Sequence[str]) -> Iterator[set[str]]:
    """For each line what is known of it: words, pairs of words and form, the same of its neighbours, and its place."""
    words = [_words(line) for line in lines]
    forms = [_form(line, each) for line, each in zip(lines, words, strict=True)]
    for at, own in enumerate(words):
        found = {f"={form}" for form in forms[at]} | set(own)
        found.update(f"{first} {second}" for first, second in pairwise(own))
        found.update((f"^{own[0]}", f"{own[-1]}$") if own else ())
        found.add(f"@{10 * at // len(lines)}")
        for step in _AROUND:
            if not 0 <= at + step < len(lines):
                found.add(f"{step}")
                continue
            found.update(f"{step}={form}" for form in forms[at + step])
            if abs(step) <= _NEAR:
                found.update(f"{'<' if step < 0 else '>'}{word}" for word in words[at + step])
        yield found


def _words(line: str) -> list[str]:
    return ["#" if word[0].isdigit() else word for word in _WORD.findall(line.casefold(), 0, 20 * LONGEST)[:LONGEST]]


def _form(line: str, words: Sequence[str]) -> list[str]:
    """How long a line is, how it ends, and how many of its words have a capital."""
    last = line.rstrip()[-1:]
    named = [word[0].isupper() for word in line.split() if word[0].isalpha()]
    form = [f"long{min(9, int(2 * math.log2(len(words) + 1)))}", f"end{last if last in '.?!:,;)>' else 'a'}"]
    if named:
        form.append(f"caps{4 * sum(named) // len(named)}")
    return [*form, "upper"] if line.isupper() else form


@cache
def _weights() -> dict[str, int]:
    """Each feature's weight in hundredths of log odds: sums of whole numbers are the same in any order."""
    rows = (row.split(" ", 1) for row in WEIGHTS.read_text("utf-8").splitlines() if not row.startswith("# "))
    return {feature: int(weight) for weight, feature in rows}
