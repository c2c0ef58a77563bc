"""Where an "or" and an "and" say the same: under a "not", before "another", of what is common, of two groups."""

import re
from collections.abc import Sequence

from handouts.factlock.marks import Mark
from handouts.factlock.passages import Pair
from handouts.factlock.words import Word

LEFT_OFF = re.compile(
    r"\b(?:leave|keep|stay|steer)\b.{0,30}\b(?:off|out|away|clear|home|behind)\b|\b(?:skip|stop|limit)\b"
)
OFTEN = re.compile(r"\b(?:are|is) (?:very |quite |both )?(?:common|normal|usual|typical)\b", re.I)
_KIN = frozenset(("other", "others", "another", "similar", "such", "any other"))
_GROUPING = {"and": frozenset(("in", "for", "among")), "or": frozenset(("in", "for", "among", "if", "when"))}
# What opens a clause after a join: "pressed for 10 minutes and you still bleed" joins no list.
_CLAUSE = frozenset("you your it they he she we this that is are has have had still also then does do".split())
_VERBS = frozenset(("is", "are", "do", "does", "should", "must", "can", "may", "will"))
_DENIED_AFTER = 5  # words after a join in which a "should not" denies both of its items


def one_sense(pair: Pair, one: Mark, other: Mark) -> bool:
    """Whether an "or" and an "and" say the same here.

    They do where both deny each item, where one adds the rest of a kind ("and other fats", "or similar"), and where
    both part two groups with a word of their own each: "in adults and in children", "if adult or if a child".
    """
    full, plain = pair.full[one.sentence].words, pair.plain[other.sentence].words
    groups = _next(full, one.at) in _GROUPING[one.value] and _next(plain, other.at) in _GROUPING[other.value]
    return (
        groups
        or _common(pair, one, other)
        or adds_kin(full, one.at)
        or adds_kin(plain, other.at)
        or _denied(pair, one, other)
    )


def _common(pair: Pair, one: Mark, other: Mark) -> bool:
    """Whether an "and" lists what is common, of which the reader may have one or the other."""
    return one.value == "and" and bool(OFTEN.search(pair.full[one.sentence].text))


def _next(words: Sequence[Word], at: int) -> str:
    return words[at + 1].text if at + 1 < len(words) else ""


def joins_clauses(pair: Pair, one: Mark, other: Mark) -> bool:
    """Whether one of two joins parts clauses and the other one does not."""
    after = _next(pair.full[one.sentence].words, one.at), _next(pair.plain[other.sentence].words, other.at)
    return (after[0] in _CLAUSE) != (after[1] in _CLAUSE)


def adds_kin(words: Sequence[Word], at: int) -> bool:
    """Whether a join adds the rest of a kind: "or another steroid", "and drugs like it"."""
    texts = [word.text for word in words[at + 1 : at + 4]]
    return not _KIN.isdisjoint(texts[:1]) or "like" in texts[1:]


def _denied(pair: Pair, one: Mark, other: Mark) -> bool:
    """Whether both deny each item: "no milk or cheese" is "no milk and no cheese"."""
    return all(
        _denies_both(sentence.words, mark.at)
        for sentence, mark in ((pair.full[one.sentence], one), (pair.plain[other.sentence], other))
    )


def _denies_both(words: Sequence[Word], at: int) -> bool:
    before = any(family == "neg" for word in words[:at] for family, _ in word.marks)
    avoided = any(word.text.startswith("avoid") for word in words[:at])
    off = bool(LEFT_OFF.search(" ".join(word.text for word in words)))
    if ("join", "or") in words[at].marks or avoided or off:
        return before or off
    after = any(family == "neg" for word in words[at + 1 : at + _DENIED_AFTER] for family, _ in word.marks)
    return after and (before or any(word.text in _VERBS for word in words[at + 1 : at + _DENIED_AFTER]))
