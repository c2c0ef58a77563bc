"""If, unless, until, only: on what a fact depends."""

import re
from collections.abc import Iterator, Sequence

from handouts.factlock.depends import Condition, held, read_conditions, read_people
from handouts.factlock.findings import Finding, Severity
from handouts.factlock.otherwise import said_otherwise
from handouts.factlock.passages import Pair, Sentence, keys_of, share

_LIMITS = frozenset(("unless", "only", "until"))
# What sets a limit in other words, and what turns a demand about, so that "unless" may become "if".
_LIMITING = re.compile(
    r"\b(?:only|just|alone|except\w*|exceptions?|unless|until|till|before|first|wait|without|nothing else|no one else"
    r"|nobody else|itself|limit\w*|at most|no more|(?:one|only) (?:reason|time|case)"
    r"|otherwise|or less|instead|must be|never|the most|not anyone)\b",
    re.I,
)
_EXCEPTING = re.compile(
    r"\b(?:only|(?:one|only) (?:reason|time|case)|except\w*|exceptions?|unless|until|without|otherwise|but)\b", re.I
)
_TURNS = re.compile(
    r"\b(?:but|exceptions?|except|less|fewer|stop|skip|leave|instead|otherwise|then|still|depends|not|never|\w+n['’]t)\b",
    re.I,
)
_REWORDED = 0.5  # a condition of which the other version holds this much is not merely reworded
_TOLD = 0.2  # a limit of which nothing is told is not told otherwise
_HEAVY = 1.0  # weight of the words of an added "if" that says something of its own
_CUT = 0.4  # a condition of which no sentence of the other version holds this much is cut
_SAME = 0.4  # shares of two conditions' words from which they may be one
_REPEATED = 0.6
_NEIGHBOURS = 3
_UNTOLD = 0.1


def compare_conditions(pair: Pair) -> Iterator[Finding]:
    """Conditions that were cut, added, or turned."""
    full, plain = read_conditions(pair.full), read_conditions(pair.plain)
    pairs, lost, added = _matched(pair, full, plain)
    for one, other in pairs:
        yield from _turned(pair, one, other)
    for group in read_people(pair.full):
        if sum(word.weight for word in group.scope) >= _HEAVY and held(pair.plain, group) < _UNTOLD:
            what = f"{_said(group)} has no counterpart in the plain version."
            yield pair.finding("condition", "error", group.sentence, None, what)
    for condition in lost:
        yield from _missing(pair, condition, pair.plain, plain, lost=True)
    for condition in added:
        yield from _missing(pair, condition, pair.full, full, lost=False)


def _matched(
    pair: Pair, full: Sequence[Condition], plain: Sequence[Condition]
) -> tuple[list[tuple[Condition, Condition]], list[Condition], list[Condition]]:
    """Conditions that answer each other: by their words, or by their class in sentences that answer each other."""
    scores = []
    for i, one in enumerate(full):
        for j, other in enumerate(plain):
            likeness = _likeness(one, other)
            if likeness >= _SAME:
                scores.append((-likeness - 0.3 * (one.kind == other.kind), i, j))
    pairs = []
    left, right = list(full), list(plain)
    for _, i, j in sorted(scores):
        if full[i] in left and plain[j] in right:
            pairs.append((full[i], plain[j]))
            left.remove(full[i])
            right.remove(plain[j])
    left = [one for one in left if not _repeats(one, plain)]
    right = [other for other in right if not _repeats(other, full)]
    for one in list(left):
        for other in right:
            both = bool(one.scope) == bool(other.scope) or len(one.scope) + len(other.scope) == 1
            reworded = max(held(pair.plain, one), held(pair.full, other)) < _REWORDED
            beside = pair.best_of_both(one.sentence, other.sentence)
            if one.kind == other.kind and both and beside and reworded:
                left.remove(one)
                right.remove(other)
                break
    return pairs, left, right


def _repeats(condition: Condition, others: Sequence[Condition]) -> bool:
    """Whether a condition that answers another one holds this, too."""
    return any(o.kind == condition.kind and share(condition.scope, keys_of(o.scope)) >= _REPEATED for o in others)


def _missing(
    pair: Pair, condition: Condition, sentences: Sequence[Sentence], others: Sequence[Condition], *, lost: bool
) -> Iterator[Finding]:
    if not condition.scope:
        return
    full, plain = (condition.sentence, None) if lost else (None, condition.sentence)
    told = held(sentences, condition)
    said = _said(condition)
    version = "plain" if lost else "full"
    weak = condition.value in ("even_if", "when") or condition.said == "whether"
    if (
        condition.value in _LIMITS
        and (told >= _TOLD or condition.value == "only")
        and _limited(pair, condition, sentences, lost=lost)
    ):
        return
    if told < _CUT:
        light = not lost and (condition.value == "until" or sum(word.weight for word in condition.scope) < _HEAVY)
        severity: Severity = "warning" if weak or light else "error"
        yield pair.finding("condition", severity, full, plain, f"{said} has no counterpart in the {version} version.")
    elif not weak and not said_otherwise(condition, sentences, others):
        severity = "error" if condition.value in _LIMITS else "warning"  # its words are there, though as no "if"
        what = f"{said} is no condition in the {version} version."
        yield pair.finding("condition", severity, full, plain, what)


def _limited(pair: Pair, condition: Condition, sentences: Sequence[Sentence], *, lost: bool) -> bool:
    """Whether a sentence that answers sets a limit, too: "only" is "no other", "unless" is "one exception"."""
    likely = (pair.answered if lost else pair.answers)(condition.sentence)[:_NEIGHBOURS]
    near = [sentences[place] for place in likely]
    near += [sentence for sentence in sentences if share(condition.scope, keys_of(sentence.words)) >= _REPEATED]
    limiting = _EXCEPTING if condition.value == "unless" else _LIMITING
    return any(limiting.search(sentence.text) for sentence in near)


def _said(condition: Condition) -> str:
    return f"“{condition.said} {' '.join(word.text for word in condition.scope)}”"


def _likeness(one: Condition, other: Condition) -> float:
    return max(share(one.scope, keys_of(other.scope)), share(other.scope, keys_of(one.scope)))


def _turned(pair: Pair, one: Condition, other: Condition) -> Iterator[Finding]:
    """An "unless" that became an "if", an "if" that became an "unless"; "not unless" may become "only if"."""
    if {one.kind, other.kind} != {"if", "unless"}:
        return
    full, plain = pair.full[one.sentence], pair.plain[other.sentence]
    limits = [sentence.has("cond", "only") or _TURNS.search(sentence.text) for sentence in (full, plain)]
    if full.has("neg") == plain.has("neg") and not any(limits):
        what = f"“{one.said}” became “{other.said}”."
        yield pair.finding("condition", "error", one.sentence, other.sentence, what)
