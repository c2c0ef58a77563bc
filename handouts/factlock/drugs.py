"""Medicines: each one named in one version must be named in the other, by any of its names."""

from collections.abc import Iterator

from handouts.factlock.findings import Finding, Severity
from handouts.factlock.marks import Mark, Reach, alike, company
from handouts.factlock.passages import Pair, Sentence
from handouts.factlock.words import drug_classes

_SWAPPED, _BESIDE = 0.45, 0.25


def compare_drugs(pair: Pair) -> Iterator[Finding]:
    """What happened to the medicines and their classes."""
    full, plain = _drugs(pair.full), _drugs(pair.plain)
    known, told = {mark.value for mark in full}, {mark.value for mark in plain}
    for mark in _first_of_each(full):
        if mark.value not in told and not _covered(mark.value, told):
            what = f"“{mark.said}” is missing from the plain version."
            yield pair.finding("drug", "error", mark.sentence, None, what)
    for mark in _first_of_each(plain):
        if mark.value not in known and not _covered(mark.value, known):
            what = f"“{mark.said}” is not in the full version."
            severity: Severity = "warning" if mark.value.startswith("[") else "error"
            yield pair.finding("drug", severity, None, mark.sentence, what)
    yield from _swapped(pair, full, plain, known & told)
    equated, told_equal = _equated(pair.full), _equated(pair.plain)
    for names in sorted(equated.keys() ^ told_equal.keys()):
        what = f"“{names[0]} ({names[1]})” names two medicines that only one version puts together."
        yield pair.finding("drug", "error", equated.get(names), told_equal.get(names), what)


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


def _first_of_each(marks: list[Mark]) -> list[Mark]:
    return list({mark.value: mark for mark in reversed(marks)}.values())[::-1]


def _covered(value: str, others: set[str]) -> bool:
    """Whether a class is told by one of its medicines; a medicine is never told by its class alone."""
    return value.startswith("[") and any(drug_classes().get(other) == value for other in others)


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
        beside = pair.side_by_side(full[i].sentence, plain[j].sentence)
        if full[i].value != plain[j].value and alike(full[i], plain[j]) < (_BESIDE if beside else _SWAPPED):
            continue
        taken[0].add(i)
        taken[1].add(j)
        if full[i].value != plain[j].value:
            what = f"“{full[i].said}” stands as “{plain[j].said}” in the plain version."
            yield pair.finding("drug", "error", full[i].sentence, plain[j].sentence, what)
