"""The facts of a text, one after the other, and those that differ between two texts.

The readers of the fact lock find them. Unlike the lock, which weighs two wordings of one fact, this is strict: an
editor changed these words, and whoever uses the article is to see each fact among them.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from handouts.changes.words import differences
from handouts.factlock import lines_of
from handouts.factlock.calls import compare_calls
from handouts.factlock.passages import Pair, read_passage
from handouts.factlock.smallwords import families_of
from handouts.factlock.units import KINDS
from handouts.factlock.words import Word, read_words

ORDER = (
    *("dose", "number", "medicine", "negation", "warning", "call", "strength", "condition", "side", "direction"),
    *("and/or", "order"),
)
"""The kinds of facts, the gravest first."""
RANKS = {kind: rank for rank, kind in enumerate(ORDER)}

_DOSES = frozenset(("mass", "volume", "teaspoon", "tablespoon", "units", "mEq", "per weight"))
_FAMILIES = {
    "not": "negation",
    "must": "strength",
    "should": "strength",
    "may": "strength",
    "if": "condition",
    "unless": "condition",
    "only": "condition",
    "before": "condition",
    "after": "condition",
    "until": "condition",
    "while": "condition",
    "any of": "condition",
    "all of": "condition",
    "left": "side",
    "right": "side",
    "upper": "side",
    "bottom": "side",
    "more": "direction",
    "fewer": "direction",
    "or": "and/or",
    "and": "and/or",
}
_PIECE = re.compile(r"(?:\S+\s*){1,200}")
_LONGEST = 4_000  # letters of a passage: beyond it, calls for help drown and all words are weighed with all others


@dataclass(frozen=True, slots=True)
class Fact:
    """One fact of a text: `value` is what it is, whatever the words; `said` are the words."""

    kind: str
    value: str
    said: str


@dataclass(frozen=True, slots=True)
class FactChange:
    """What of one kind stood in the old text and stands in the new one; "" for nothing."""

    kind: str
    old: str
    new: str


def facts_of(text: str) -> tuple[Fact, ...]:
    """The facts of a sentence, in order."""
    words = _read(text)
    return tuple(fact for at, word in enumerate(words) for fact in _facts(word, words[at + 1 : at + 6]))


def _read(text: str) -> list[Word]:
    """The words of a text; one without end is read in pieces, or each word might be weighed with all others."""
    return [word for piece in _PIECE.findall(text) for word in read_words(piece)]


def _facts(word: Word, following: Sequence[Word]) -> Iterator[Fact]:
    if quantity := word.quantity:
        kind = "dose" if KINDS.get(quantity.unit, ("",))[0] in _DOSES else "number"
        kind = "call" if quantity.kind == "phone" else kind
        yield Fact(kind, f"{quantity.kind} {quantity.values()} {quantity.bound} {quantity.about}", word.text)
    elif any(sign.isdigit() for sign in word.text):
        yield Fact("number", word.text, word.text)
    if word.drug:
        yield Fact("medicine", word.drug, word.text)
    for family in families_of(word.marks):
        # A "not" is known by what it denies, too.
        denied = next((after.text for after in following if after.weight), "")
        told = f" {denied}" if denied and family == "not" else ""
        yield Fact(_FAMILIES[family], family + told, word.text + told)


def changed_facts(old: Iterable[Fact], new: Iterable[Fact]) -> tuple[FactChange, ...]:
    """The facts that differ, the gravest kind first; an order that differs is a difference."""
    some, others = list(old), list(new)
    before: dict[str, list[str]] = defaultdict(list)
    now: dict[str, list[str]] = defaultdict(list)
    # Facts as (kind, value): the same number in other words is the same.
    left, right = ([(fact.kind, fact.value) for fact in facts] for facts in (some, others))
    for i, i_end, j, j_end in differences(left, right):
        for fact in some[i:i_end]:
            before[fact.kind].append(fact.said)
        for fact in others[j:j_end]:
            now[fact.kind].append(fact.said)
    kinds = sorted({*before, *now}, key=RANKS.__getitem__)
    return tuple(FactChange(kind, ", ".join(before[kind]), ", ".join(now[kind])) for kind in kinds)


def denial_changed(removed: Sequence[str], added: Sequence[str]) -> FactChange | None:
    """A denial among the words that differ, even one that the lock reads as part of a number ("not more than 4")."""
    before, now = (
        [word.text for text in texts for word in _read(text) if "not" in families_of(word.marks)]
        for texts in (removed, added)
    )
    return FactChange("negation", ", ".join(before), ", ".join(now)) if before != now else None


def calls_changed(old: str, new: str) -> bool:
    """Whether one text calls for help, or says how soon, and the other does not."""
    if max(len(old), len(new)) > _LONGEST:
        return False
    some, others = (read_passage(lines_of([(text, 1)] if text else [])) for text in (old, new))
    return any(True for pair in (Pair(some, others), Pair(others, some)) for _ in compare_calls(pair))
