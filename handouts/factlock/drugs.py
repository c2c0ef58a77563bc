"""Medicines: each one named in one version must be named in the other, by any of its names."""

import re
from collections.abc import Iterator
from itertools import pairwise

from handouts.factlock.findings import Finding, Severity
from handouts.factlock.marks import Mark, Reach, alike, company
from handouts.factlock.passages import Pair, Sentence
from handouts.factlock.phrases import drug_classes
from handouts.factlock.stems import stem

_JOINED = 6  # words between two medicines that are joined
_SWAPPED, _BESIDE = 0.45, 0.25


def compare_drugs(pair: Pair) -> Iterator[Finding]:
    """What happened to the medicines and their classes."""
    full, plain = _drugs(pair.full), _drugs(pair.plain)
    known, told = {mark.value for mark in full}, {mark.value for mark in plain}
    for mark in _first_of_each(full):
        if mark.value not in told and not _covered(mark.value, told):
            what = f"“{mark.said}” is missing from the plain version."
            named = mark.value.startswith("[") and _named_in_words(mark, pair.plain)
            yield pair.finding("drug", "warning" if named else "error", mark.sentence, None, what)
    for mark in _first_of_each(plain):
        if mark.value not in known and not _covered(mark.value, known):
            what = f"“{mark.said}” is not in the full version."
            kin = any(drug_classes().get(mark.value) == drug_classes().get(other) for other in known)
            meant = mark.value.startswith("[") or (kin and not known - told and _is_meant(pair.full))
            severity: Severity = "warning" if meant else "error"
            yield pair.finding("drug", severity, None, mark.sentence, what)
    yield from _swapped(pair, full, plain, known & told)
    for number in [] if _named_twice(pair.full) else _named_twice(pair.plain):
        yield pair.finding("drug", "error", None, number, "One medicine is named twice where there may be two.")
    equated, told_equal = _equated(pair.full), _equated(pair.plain)
    for names in sorted(equated.keys() ^ told_equal.keys()):
        what = f"“{names[0]} ({names[1]})” names two medicines that only one version puts together."
        yield pair.finding("drug", "error", equated.get(names), told_equal.get(names), what)


_SOME_DRUG = re.compile(r"\b(?:medicines?|drugs?|pills?|tablets?|drops|shots?|injections?)\b", re.I)
_TOGETHER = re.compile(
    r"\b(?:either|neither|both|each)(?: of (?:these|them|the))? (?:tablet|medicine|drug|pill|drop|one)", re.I
)


def _is_meant(sentences: tuple[Sentence, ...]) -> bool:
    """Whether the full version names medicines together ("neither tablet"), which the plain one may call by name."""
    return any(_TOGETHER.search(sentence.text) for sentence in sentences)


def _named_in_words(mark: Mark, sentences: tuple[Sentence, ...]) -> bool:
    """Whether a class is told in other words: "muscle relaxants" as "medicines that relax the muscles"."""
    keys = {stem(part) for s in sentences for w in s.words for part in w.text.split()}
    said = [stem(part) for part in mark.said.split() if stem(part) not in ("medicin", "drug", "medicine")]
    return any(part in keys for part in said) or any(_SOME_DRUG.search(sentence.text) for sentence in sentences)


def _drugs(sentences: tuple[Sentence, ...]) -> list[Mark]:
    return [
        Mark(word.drug, word.text, number, at, *company(sentence.words, at, Reach(2, 2)))
        for number, sentence in enumerate(sentences)
        for at, word in enumerate(sentence.words)
        if word.drug
    ]


def _equated(sentences: tuple[Sentence, ...]) -> dict[tuple[str, str], int]:
    """Medicines named as "one (other)" that are not the same, with the sentence."""
    return {
        (one.drug, other.drug): number
        for number, sentence in enumerate(sentences)
        for one, sign, other in zip(sentence.words, sentence.words[1:], sentence.words[2:], strict=False)
        if one.drug and sign.text == "(" and other.drug and one.drug != other.drug and "[" not in one.drug + other.drug
    }


def _named_twice(sentences: tuple[Sentence, ...]) -> list[int]:
    """The sentences that join a medicine with itself by the same name: "ibuprofen or ibuprofen"."""
    found = []
    for number, sentence in enumerate(sentences):
        named = [(at, word.text) for at, word in enumerate(sentence.words) if word.drug]
        for (at, one), (after, other) in pairwise(named):
            between = sentence.words[at + 1 : after]
            if one == other and len(between) <= _JOINED and any(f == "join" for w in between for f, _ in w.marks):
                found.append(number)
                break
    return found


def _first_of_each(marks: list[Mark]) -> list[Mark]:
    return list({mark.value: mark for mark in reversed(marks)}.values())[::-1]


def _covered(value: str, others: set[str]) -> bool:
    """Whether a class is told by one of its medicines; a medicine is never told by its class alone."""
    return value.startswith("[") and any(drug_classes().get(other) == value for other in others)


def _same_class(one: str, other: str) -> bool:
    """Whether one is the class of the other: "such as propranolol, a beta-blocker"."""
    return drug_classes().get(one) == other or drug_classes().get(other) == one


def _swapped(pair: Pair, full: list[Mark], plain: list[Mark], both: set[str]) -> Iterator[Finding]:
    """A medicine that stands where the full version has another one, which the plain version has elsewhere."""
    full = [mark for mark in full if mark.value in both]
    plain = [mark for mark in plain if mark.value in both]
    scores = sorted(
        (-alike(one, other) - 0.5 * (one.value == other.value), i, j)
        for i, one in enumerate(full)
        for j, other in enumerate(plain)
    )
    taken: tuple[set[int], set[int]] = (set(), set())
    for _, i, j in scores:
        if i in taken[0] or j in taken[1]:
            continue
        if _same_class(full[i].value, plain[j].value):
            continue
        beside = pair.side_by_side(full[i].sentence, plain[j].sentence)
        if full[i].value != plain[j].value and alike(full[i], plain[j]) < (_BESIDE if beside else _SWAPPED):
            continue
        taken[0].add(i)
        taken[1].add(j)
        if full[i].value != plain[j].value:
            what = f"“{full[i].said}” stands as “{plain[j].said}” in the plain version."
            yield pair.finding("drug", "error", full[i].sentence, plain[j].sentence, what)
