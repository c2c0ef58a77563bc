"""Whole sentences: each fact of one version must be found in the other, in whatever words."""

from collections import Counter
from collections.abc import Iterator, Sequence

from handouts.factlock.findings import Finding, Severity
from handouts.factlock.modality import ORDERS
from handouts.factlock.passages import Pair, Sentence, keys_of

_LOST, _ADDED, _UNSURE = 0.34, 0.2, 0.5  # shares of its words found below which a sentence is missing, or may be
_LEAST = 1.5  # weight of the words with meaning that a sentence needs to be judged


def compare_sentences(pair: Pair) -> Iterator[Finding]:
    """Sentences of one version that the other has not."""
    yield from _missing(pair, pair.full, pair.plain, lost=True)
    yield from _missing(pair, pair.plain, pair.full, lost=False)


def _missing(pair: Pair, sentences: Sequence[Sentence], others: Sequence[Sentence], *, lost: bool) -> Iterator[Finding]:
    keys = keys_of(word for sentence in others for word in sentence.words)
    often = Counter(key for sentence in sentences for key in keys_of(sentence.words))
    for number, sentence in enumerate(sentences):
        found, weight = _found(sentence, keys, often)
        if weight < _LEAST or found >= _UNSURE:
            continue
        severity: Severity = "error" if found < (_LOST if lost else _ADDED) and _is_fact(sentence) else "warning"
        full, plain = (number, None) if lost else (None, number)
        where = "missing from the plain" if lost else "not in the full"
        yield pair.finding(
            "sentence" if lost else "added", severity, full, plain, f"This sentence may be {where} version."
        )


def _found(sentence: Sentence, keys: frozenset[str], often: Counter[str]) -> tuple[float, float]:
    """The share of a sentence's words and numbers that the other version has, rare words counting more; its weight."""
    weights = [
        (word.weight / max(often[key] for key in word.keys), not word.keys.isdisjoint(keys))
        for word in sentence.content
    ]
    total = sum(weight for weight, _ in weights)
    share = sum(weight for weight, found in weights if found) / total if total else 1.0
    return share, sum(word.weight for word in sentence.content)


def _is_fact(sentence: Sentence) -> bool:
    """Whether it holds a number, a medicine, a denial, a condition, a demand or a call."""
    if any(word.quantity or word.drug for word in sentence.words) or sentence.words[0].text in ORDERS:
        return True
    return any(sentence.has(family) for family in ("neg", "cond", "modal", "side"))
