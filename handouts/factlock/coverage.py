"""Whole sentences: each fact of one version must be found in the other, in whatever words."""

from collections import Counter
from collections.abc import Iterator, Sequence

from handouts.factlock.findings import Finding, Severity
from handouts.factlock.modality import ORDERS
from handouts.factlock.passages import Pair, Sentence, keys_of
from handouts.factlock.words import Word

_LOST, _ADDED, _UNSURE = 0.34, 0.15, 0.5  # shares of its words found below which a sentence is missing, or may be
_CUT, _PART = 0.15, 2.0  # the same for a clause, and the weight that it needs to be judged
_MUCH = 3.0  # the same for a sentence that was added: a short one often only leads over
_LEAST = 2.0  # weight of the words with meaning that a sentence needs to be judged


def compare_sentences(pair: Pair) -> Iterator[Finding]:
    """Sentences of one version that the other has not."""
    yield from _missing(pair, pair.full, pair.plain, lost=True)
    yield from _missing(pair, pair.plain, pair.full, lost=False)


def _missing(pair: Pair, sentences: Sequence[Sentence], others: Sequence[Sentence], *, lost: bool) -> Iterator[Finding]:
    keys = keys_of(word for sentence in others for word in sentence.words)
    often = Counter(key for sentence in sentences for key in keys_of(sentence.words))
    for number, sentence in enumerate(sentences):
        severity = _severity(sentence, keys, often, lost=lost)
        if severity:
            full, plain = (number, None) if lost else (None, number)
            where = "missing from the plain" if lost else "not in the full"
            what = f"This sentence, or a part of it, may be {where} version."
            yield pair.finding("sentence" if lost else "added", severity, full, plain, what)


def _severity(sentence: Sentence, keys: frozenset[str], often: Counter[str], *, lost: bool) -> Severity | None:
    whole, weight = _found(sentence.content, keys, often)
    parts = [_found(part, keys, often) for part in _clauses(sentence.words)]
    least = _LOST if lost else _ADDED
    fact = _is_fact(sentence) and not sentence.text.endswith(":")
    if fact and (
        (weight >= (_LEAST if lost else _MUCH) and whole < least)
        or any(w >= _PART and found < _CUT for found, w in parts if lost)
    ):
        return "error"
    if weight >= _LEAST and (whole < _UNSURE or any(w >= _LEAST and found < least for found, w in parts)):
        return "warning"
    return None


_CLAUSE = frozenset(("and", "but", "so", "or", "which", "because", "although", "since", "as", "who", "where", "while"))


def _clauses(words: Sequence[Word]) -> list[tuple[Word, ...]]:
    """The words with meaning of each clause of a sentence that has more than one."""
    clauses: list[list[Word]] = [[]]
    for at, word in enumerate(words):
        following = words[at + 1].text if at + 1 < len(words) else ""
        if (
            word.text in ";:—"
            or (word.text == "," and following in _CLAUSE)
            or word.text in ("because", "although", "which")
        ):
            clauses.append([])
        elif word.weight:
            clauses[-1].append(word)
    return [tuple(clause) for clause in clauses] if len(clauses) > 1 else []


def _found(words: Sequence[Word], keys: frozenset[str], often: Counter[str]) -> tuple[float, float]:
    """The share of these words that the other version has, rare ones counting more; and their weight."""
    weights = [(word.weight / max(often[key] for key in word.keys), not word.keys.isdisjoint(keys)) for word in words]
    total = sum(weight for weight, _ in weights)
    share = sum(weight for weight, found in weights if found) / total if total else 1.0
    return share, sum(word.weight for word in words)


def _is_fact(sentence: Sentence) -> bool:
    """Whether it holds a number, a medicine, a denial, a condition, a demand or a call."""
    named = any(word.drug and not word.drug.startswith("[") for word in sentence.words)
    if named or any(word.quantity for word in sentence.words) or sentence.words[0].text in ORDERS:
        return True
    firm = sentence.has("cond", "if", "unless", "only")
    return firm or any(sentence.has(family) for family in ("neg", "modal", "side"))
