"""The conditions of a text: each "if", "unless", "until" and "only" with the words that it governs."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from handouts.factlock.passages import Sentence, keys_of, share
from handouts.factlock.words import Word

_LONGEST = 14  # words of a condition that are looked at
_OPEN = frozenset(("if", "when"))
_JOINS = frozenset(("and", "then", "but", "so"))
_PEOPLE = frozenset(
    """people patients patient person persons anyone anybody someone those adults women men children child baby babies
    infants individuals everyone""".split()
)
_OF_PEOPLE = frozenset(("with", "who", "whose", "without", "taking", "having", "over", "under"))


@dataclass(frozen=True, slots=True, eq=False)
class Condition:
    """A condition: its word, its class, and the words with meaning that it governs."""

    value: str
    said: str
    sentence: int
    at: int
    scope: tuple[Word, ...]

    @property
    def kind(self) -> str:
        """Its class, where "when" is an "if"."""
        return "if" if self.value in _OPEN else self.value


def read_conditions(sentences: Sequence[Sentence]) -> list[Condition]:
    """The conditions of these sentences, in order."""
    return [
        Condition(value, word.text, number, at, _scope(sentences, number, at))
        for number, sentence in enumerate(sentences)
        for at, word in enumerate(sentence.words)
        for family, value in word.marks
        if (family == "cond" and not _asks(sentence, word)) or (family, value) == ("time", "until")
    ]


def read_people(sentences: Sequence[Sentence]) -> list[Condition]:
    """Those of whom a sentence speaks, which is a condition: "patients with asthma", "women who are pregnant"."""
    return [
        Condition("who", f"{one.text} {other.text}", number, at + 1, _group(sentence.words[at + 2 :]))
        for number, sentence in enumerate(sentences)
        for at, (one, other) in enumerate(pairwise(sentence.words))
        if one.text in _PEOPLE and other.text in _OF_PEOPLE
    ]


def _group(words: Sequence[Word]) -> tuple[Word, ...]:
    """The words that name a group, up to what it must or may do."""
    ends = (
        at for at, word in enumerate(words) if word.text in ".,;:?!" or {"modal", "neg"} & {f for f, _ in word.marks}
    )
    return tuple(word for word in words[: next(ends, len(words))] if word.weight)[:3]


def _asks(sentence: Sentence, word: Word) -> bool:
    """Whether a "should you" asks, and so is no "if"."""
    return word.text.startswith("should") and sentence.text.endswith("?")


def _scope(sentences: Sequence[Sentence], number: int, at: int) -> tuple[Word, ...]:
    """The words that a condition governs: its clause, or the lines that follow a colon."""
    words = sentences[number].words
    opens = not any(word.weight or word.quantity for word in words[:at]) or words[at - 1].text in ",;:"
    scope: list[Word] = []
    begun, runs_on = False, True
    for place, word in enumerate(words[at + 1 :], start=at + 1):
        follows = words[place + 1].text if place + 1 < len(words) else ""
        if word.text in ".;?!" or (word.text == "," and begun and (opens or follows in _JOINS)):
            runs_on = word.text != ","
            break
        if any(family == "cond" for family, _ in word.marks) and begun:
            break
        begun = True
        if word.weight:
            scope.append(word)
    if sentences[number].text.endswith(":") and len(scope) < 3 and runs_on:
        group = sentences[number].group
        scope += [word for other in sentences[number + 1 :] if other.group == group for word in other.content]
    return tuple(scope[:_LONGEST])


def held(sentences: Sequence[Sentence], condition: Condition) -> float:
    """The share of a condition's words that one sentence, or one list, of the other version holds."""
    return max((share(condition.scope, keys_of(words)) for words in _groups(sentences)), default=0.0)


def _groups(sentences: Sequence[Sentence]) -> Iterator[tuple[Word, ...]]:
    """The words of each sentence, with those of its list."""
    for group in sorted({sentence.group for sentence in sentences}):
        inside = [sentence for sentence in sentences if sentence.group == group]
        yield tuple(word for sentence in inside for word in sentence.words)
