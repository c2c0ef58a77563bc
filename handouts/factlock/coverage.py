"""Whole sentences and clauses: each of the full version is found in the plain one, in whatever words, and back."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from handouts.factlock.findings import Finding, Severity
from handouts.factlock.passages import Pair, Sentence, keys_of
from handouts.factlock.words import Word

_NOWHERE, _HARDLY = (0.1, 0.12), (0.2, 0.2)  # the share of its words found, and the likeness of the likest sentence
_LEAST, _MUCH = 2.4, 3.0  # weight that a sentence needs to be judged lost, or added
_CLAUSE = re.compile(r"[;:—,]|because|although|which")


class _Search:
    """Which words of some sentences others have."""

    def __init__(self, mine: Sequence[Sentence], others: Sequence[Sentence]) -> None:
        self._there = keys_of(word for sentence in others for word in sentence.words)
        self._often = Counter(key for sentence in mine for key in keys_of(sentence.words))

    def share(self, words: Sequence[Word]) -> tuple[float, float]:
        """The share of these words that the others have, rare ones counting more; and their weight."""
        weights = [(word.weight / max(self._often[key] for key in word.keys), word) for word in words]
        total = sum(weight for weight, _ in weights)
        found = sum(weight for weight, word in weights if not word.keys.isdisjoint(self._there))
        return found / total if total else 1.0, sum(word.weight for word in words)


def compare_sentences(pair: Pair) -> Iterator[Finding]:
    """Sentences and clauses of one version that the other has not: an error where no word of one is found."""
    full, plain = _Search(pair.full, pair.plain), _Search(pair.plain, pair.full)
    for number, sentence in enumerate(pair.full):
        severity = _lost(sentence, full, max(pair.likeness[number], default=0.0))
        if severity:
            what = "This sentence, or a part of it, may be missing from the plain version."
            yield pair.finding("sentence", severity, number, None, what)
    for number, sentence in enumerate(pair.plain):
        likest = max((row[number] for row in pair.likeness), default=0.0)
        found, weight = plain.share(sentence.content)
        if weight >= _MUCH and found < _HARDLY[0] and likest < _HARDLY[1]:
            what = "This sentence, or a part of it, may be not in the full version."
            yield pair.finding("added", "warning", None, number, what)


def _lost(sentence: Sentence, full: _Search, likest: float) -> Severity | None:
    if sentence.text[0].isupper() and sentence.text[-1] not in ".!?":
        return None  # the heading of a column, or what opens a list
    found, weight = full.share(sentence.content)
    if weight >= _LEAST and found < _NOWHERE[0] and likest < _NOWHERE[1]:
        return "error"
    if weight >= _LEAST and found < _HARDLY[0] and likest < _HARDLY[1]:
        return "warning"
    clauses = (full.share(clause) for clause in _clauses(sentence.words))
    return "warning" if any(weight >= _MUCH and not found for found, weight in clauses) else None


def _clauses(words: Sequence[Word]) -> Iterator[tuple[Word, ...]]:
    """The words with meaning between the signs of a sentence."""
    ends = [at for at, word in enumerate(words) if _CLAUSE.fullmatch(word.text)]
    for start, end in zip((0, *ends), (*ends, len(words)), strict=True):
        yield tuple(word for word in words[start:end] if word.weight)
