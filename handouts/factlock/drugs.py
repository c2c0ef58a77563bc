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
_GENERAL = frozenset(("[supplement]", "[contrast]", "[antidote]", "[vaccine]"))  # words of everyday use, too
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
                yield pair.finding("drug", "warning" if drug in _GENERAL else "error", place, None, what)
        elif told[drug] < known[drug]:
            what = f"“{word.text}” is named {known[drug]} times in the full version, {told[drug]} in the plain one."
            what = what if told[drug] else f"“{word.text}” is missing from the plain version."
            yield pair.finding("drug", "error", place, None, what)
    for drug in told:
        word, place = next(item for item in plain if item[0].drug == drug)
        if drug not in known and not (drug.startswith("[") and known):
            what = f"“{word.text}” is not in the full version."
            yield pair.finding("drug", "warning" if drug.startswith("[") else "error", None, place, what)
    yield from _in_place_of_another(pair)
    equated, told_equal = _bracketed(pair.full), _bracketed(pair.plain)
    for names in sorted(equated.keys() ^ told_equal.keys()):
        what = f"“{names[0]} ({names[1]})” names two medicines that only one version puts together."
        yield pair.finding("drug", "error", equated.get(names), told_equal.get(names), what)


def _in_place_of_another(pair: Pair) -> Iterator[Finding]:
    """Medicines that stand where the full version has another one, though each is named often enough in all.

    A sentence that names one twice where the full one names two; and one that answers another beyond doubt.
    """
    full, plain = (_by_sentence(sentences) for sentences in (pair.full, pair.plain))
    for part in pair.parts:
        theirs = [full[place] for place in part.full]
        twice = {name for names in theirs for name in names if names.count(name) > 1}
        in_a_row = {name for names in theirs for name, after in pairwise(names) if name == after}
        for place in part.plain:
            names = plain[place]
            again = {name for name in names if names.count(name) > 1 and name not in twice}
            again |= {name for name, after in pairwise(names) if name == after and name not in in_a_row}
            whole = len(set(names)) > 1 and all(set(names) >= set(side) for side in theirs)
            if again and not whole and {name for side in full for name in side} - again:
                what = f"“{min(again)}” may stand in the place of another medicine: one sentence names it twice."
                yield pair.finding("drug", "error", part.full[0] if part.full else None, place, what)
        named, told = {n for names in theirs for n in names}, {n for place in part.plain for n in plain[place]}
        lost, gained = named - told, told - named
        if part.sure and lost and gained:
            what = f"“{min(gained)}” may stand in the place of “{min(lost)}”."
            yield pair.finding("drug", "error", part.full[0], part.plain[0], what)


def _by_sentence(sentences: Sequence[Sentence]) -> list[list[str]]:
    """The medicines that each sentence names, in order, without classes."""
    found: list[list[str]] = [[] for _ in sentences]
    for word, place in drugs_of(sentences):
        if not word.drug.startswith("["):
            found[place].append(word.drug)
    return found


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
