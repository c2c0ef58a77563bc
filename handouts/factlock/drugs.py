"""Medicines: each one named in one version is named in the other, by any of its names, and no less often."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise

from handouts.factlock.findings import Finding
from handouts.factlock.passages import Pair, Sentence
from handouts.factlock.phrases import drug_classes
from handouts.factlock.stems import stem
from handouts.factlock.words import Word

_SOME_DRUG = re.compile(r"\b(?:medicines?|drugs?|pills?|tablets?|drops|shots?|injections?)\b", re.I)
_LOOSE = frozenset(("[supplement]", "[contrast]"))  # words of other meanings, too
_NAMES = 3  # words between two names of one medicine: "acetaminophen (also called paracetamol)"


def compare_drugs(pair: Pair) -> Iterator[Finding]:
    """Medicines and their classes that were lost or added."""
    full, plain = drugs_of(pair.full), drugs_of(pair.plain)
    known, told = (Counter(word.drug for word, _ in named) for named in (full, plain))
    for drug in known:
        word, place = next(item for item in full if item[0].drug == drug)
        if drug.startswith("["):
            if drug not in told and not _covered(drug, told) and not _named_in_words(word, pair.plain):
                what = f"“{word.text}” is missing from the plain version."
                yield pair.finding("drug", "warning" if drug in _LOOSE else "error", place, None, what)
        elif told[drug] < known[drug]:
            what = f"“{word.text}” is named {known[drug]} times in the full version, {told[drug]} in the plain one."
            what = what if told[drug] else f"“{word.text}” is missing from the plain version."
            yield pair.finding("drug", "error", place, None, what)
    for drug in told:
        word, place = next(item for item in plain if item[0].drug == drug)
        if drug not in known and not (drug.startswith("[") and known):
            what = f"“{word.text}” is not in the full version."
            yield pair.finding("drug", "warning" if drug.startswith("[") else "error", None, place, what)
    for place, drug, number in _named_again(plain):
        if not any(other == drug and times >= number for _, other, times in _named_again(full)):
            what = f"“{drug}” is named {number} times in one sentence, perhaps in place of another."
            yield pair.finding("drug", "error", None, place, what)
    equated, told_equal = _bracketed(pair.full), _bracketed(pair.plain)
    for names in sorted(equated.keys() ^ told_equal.keys()):
        what = f"“{names[0]} ({names[1]})” names two medicines that only one version puts together."
        yield pair.finding("drug", "error", equated.get(names), told_equal.get(names), what)


def _named_again(named: Sequence[tuple[Word, int]]) -> list[tuple[int, str, int]]:
    """The sentences that name one medicine several times: their places, the medicine, and how often."""
    times = Counter((place, word.drug) for word, place in named if not word.drug.startswith("["))
    return [(place, drug, number) for (place, drug), number in times.items() if number > 1]


def _bracketed(sentences: Sequence[Sentence]) -> dict[tuple[str, str], int]:
    """The medicines that stand in brackets behind the name of another one, with the place of the sentence."""
    found: dict[tuple[str, str], int] = {}
    for place, sentence in enumerate(sentences):
        owner = ""
        for before, word in pairwise(sentence.words):
            if word.text == "(":
                owner = before.drug
            elif word.text == ")":
                owner = ""
            elif owner and word.drug and word.drug != owner and "[" not in owner + word.drug:
                found.setdefault((owner, word.drug), place)
    return found


def drugs_of(sentences: Sequence[Sentence]) -> list[tuple[Word, int]]:
    """The medicines in order, each with the place of its sentence; two names side by side are one."""
    found: list[tuple[Word, int]] = []
    last = (-1, -1)
    for place, sentence in enumerate(sentences):
        for at, word in enumerate(sentence.words):
            if word.drug:
                again = found and found[-1][0].drug == word.drug and found[-1][0].text != word.text
                if not (again and last[0] == place and at - last[1] <= _NAMES + 1):
                    found.append((word, place))
                last = (place, at)
    return found


def _covered(drug: str, others: Counter[str]) -> bool:
    """Whether a class is told by one of its medicines; a medicine is never told by its class alone."""
    return drug.startswith("[") and any(drug_classes().get(other) == drug for other in others)


def _named_in_words(word: Word, sentences: Sequence[Sentence]) -> bool:
    """Whether a class is told in other words: "muscle relaxants" as "medicines that relax the muscles"."""
    if any(_SOME_DRUG.search(sentence.text) for sentence in sentences):
        return True
    stems = {stem(part) for sentence in sentences for word in sentence.words for part in word.text.split()}
    return any(stem(part) in stems for part in word.text.split())
