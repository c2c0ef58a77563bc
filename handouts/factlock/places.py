"""Left and right, upper and lower; before, after, until; more and less; all, most, some."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from handouts.factlock.findings import Finding, Severity
from handouts.factlock.marks import Mark, Matched, Reach, company, marks_of, match
from handouts.factlock.passages import Pair, Sentence, overlap
from handouts.factlock.words import Word

_BODY = frozenset(
    """arm arms leg legs side sides hand hands foot feet atrium ventricle heart lung lungs breast kidney hip knee eye
    eyes ear ears shoulder wrist groin ankle upper lower coronary chamber chambers room rooms half bundle hemisphere
    brain femoral main jaw thigh calf elbow neck armpit collarbone subclavian jugular radial carotid ovary testicle
    anterior lateral ventricular atrial corner cheek temple nostril lobe valve artery arteries vein pulmonary
    cheek palm thumb toe heel ribs rib abdomen belly flank buttock limb limbs""".split()
)

_EVENT = 0.3  # share of an event's words that the other one must hold


def compare_places(pair: Pair) -> Iterator[Finding]:
    """Sides, order in time, directions and amounts that were exchanged, lost or added."""
    yield from _sides(pair)
    yield from _levels(pair)
    yield from _times(pair)
    yield from _trends(pair)
    yield from _amounts(pair)


def _is_side(words: Sequence[Word], at: int) -> bool:
    """Whether "left" or "right" is a side here, not "what is left" or "the right dose"."""
    if words[at].text not in ("left", "right"):
        return True
    following = words[at + 1].text if at + 1 < len(words) else "."
    before = words[at - 1].text if at else ""
    if following in ("or", "and", "to") and at + 2 < len(words):
        return words[at + 2].text in ("left", "right") or (
            at + 3 < len(words) and words[at + 3].text in ("left", "right")
        )
    if following in _BODY or any(part in _BODY for part in following.split()):
        return True
    return (before in ("the", "your", "to", "on") and following in ".,;:)?") or (
        at >= 2
        and words[at - 1].text in ("or", "and", "the", "to")
        and words[at - 2].text in ("left", "right", "or", "and")
    )


def _sides(pair: Pair) -> Iterator[Finding]:
    full = marks_of(pair.full, "side", Reach(1, 2), _is_side)
    plain = marks_of(pair.plain, "side", Reach(1, 2), _is_side)
    matched = match(pair, full, plain)
    yield from _exchanged(pair, matched, "side", "error")
    known, told = _all_sides(pair.full, full), _all_sides(pair.plain, plain)
    for mark in matched.full:
        if mark.value not in told:
            yield pair.finding(
                "side", "error", mark.sentence, None, f"“{_said(mark)}” is missing from the plain version."
            )
    for mark in matched.plain:
        if mark.value not in known:
            yield pair.finding("side", "error", None, mark.sentence, f"“{_said(mark)}” is not in the full version.")


def _all_sides(sentences: Sequence[Sentence], marks: Sequence[Mark]) -> set[str]:
    """The sides that are told, by name or by "either leg" and "both eyes"."""
    told = {mark.value for mark in marks}
    for sentence in sentences:
        for one, other in pairwise(sentence.words):
            if one.text in ("either", "both", "each") and other.text in _BODY:
                told |= {"left", "right", "both"}
    return told | ({"both"} if {"left", "right"} <= told else set())


def _levels(pair: Pair) -> Iterator[Finding]:
    full = marks_of(pair.full, "level", Reach(0, 2))
    plain = marks_of(pair.plain, "level", Reach(0, 2))
    matched = match(pair, full, plain)
    yield from _exchanged(pair, matched, "upper/lower", "error")


def _times(pair: Pair) -> Iterator[Finding]:
    full, plain = marks_of(pair.full, "time", Reach(1, 2)), marks_of(pair.plain, "time", Reach(1, 2))
    matched = match(pair, full, plain, same=0.15)
    for one, other, _ in matched.pairs:
        values = {_order(pair.full, one), _order(pair.plain, other)}
        past = {one.said, other.said} & {"once", "previous", "previously", "since"}
        if values == {"before", "after"} and not past and not _turned_about(pair, one, other):
            what = f"“{_said(one)}” became “{_said(other)}”."
            yield pair.finding("before/after", "error", one.sentence, other.sentence, what)
    leftovers = [mark for mark in matched.full if mark.value in ("before", "after")]
    for other in matched.plain:
        for one in leftovers:
            past = {one.said, other.said} & {"once", "previous", "previously", "since"}
            if (
                {one.value, other.value} == {"before", "after"}
                and not past
                and pair.side_by_side(one.sentence, other.sentence)
                and _same_event(pair, one, other)
            ):
                leftovers.remove(one)
                what = f"“{_said(one)}” became “{_said(other)}”."
                yield pair.finding("before/after", "error", one.sentence, other.sentence, what)
                break
    for one in leftovers:
        if one.value == "before" and not any(s.has("time", "before", "until") or "first" in s.text for s in pair.plain):
            what = f"“{_said(one)}” is missing from the plain version."
            yield pair.finding("before/after", "warning", one.sentence, None, what)


def _same_event(pair: Pair, one: Mark, other: Mark) -> bool:
    """Whether the same thing stands after both words: "before meals", "after a meal"."""
    full, plain = pair.full[one.sentence].words, pair.plain[other.sentence].words
    return overlap(_sides_of(full, one.at)[1], _sides_of(plain, other.at)[1]) >= _EVENT


def _turned_about(pair: Pair, one: Mark, other: Mark) -> bool:
    """Whether the two sides changed places with the word: "measure after rest" is "rest before you measure"."""
    full, plain = pair.full[one.sentence].words, pair.plain[other.sentence].words
    (left, right), (left2, right2) = _sides_of(full, one.at), _sides_of(plain, other.at)
    return overlap(left, right2) + overlap(right, left2) >= 0.7 and overlap(right, right2) <= 0.2


def _sides_of(words: Sequence[Word], at: int) -> tuple[tuple[Word, ...], tuple[Word, ...]]:
    return company(words, at, Reach(3, 0, 0))[0], company(words, at, Reach(0, 3, 0))[0]


def _order(sentences: Sequence[Sentence], mark: Mark) -> str:
    """The order that a mark says: "not until" forbids what is before."""
    if mark.value != "until":
        return mark.value
    return "before" if sentences[mark.sentence].has("neg") else "until"


def _trends(pair: Pair) -> Iterator[Finding]:
    matched = match(pair, marks_of(pair.full, "trend", Reach(1, 2)), marks_of(pair.plain, "trend", Reach(1, 2)))
    for one, other, likeness in matched.pairs:
        if one.value != other.value and likeness >= 0.6 and not _either(pair, one, other):
            what = f"“{_said(one)}” became “{_said(other)}”."
            yield pair.finding("more/less", "warning", one.sentence, other.sentence, what)


def _either(pair: Pair, one: Mark, other: Mark) -> bool:
    """Whether one of the two sentences moves both ways, or denies: then the marks may be crossed."""
    sentences = (pair.full[one.sentence], pair.plain[other.sentence])
    return any(s.has("neg") or (s.has("trend", "up") and s.has("trend", "down")) for s in sentences)


def _amounts(pair: Pair) -> Iterator[Finding]:
    full, plain = marks_of(pair.full, "amount", Reach(0, 2)), marks_of(pair.plain, "amount", Reach(0, 2))
    matched = match(pair, full, plain)
    for one, other, likeness in matched.pairs:
        if one.value != other.value and likeness >= 0.4:
            what = f"“{_said(one)}” became “{_said(other)}”."
            yield pair.finding("how many", "warning", one.sentence, other.sentence, what)


def _exchanged(pair: Pair, matched: Matched, kind: str, severity: Severity) -> Iterator[Finding]:
    leftovers = list(matched.full)
    pairs = [(one, other) for one, other, _ in matched.pairs if one.value != other.value]
    for other in matched.plain:
        for one in leftovers:
            if one.value != other.value:
                leftovers.remove(one)
                pairs.append((one, other))
                break
    for one, other in pairs:
        yield pair.finding(kind, severity, one.sentence, other.sentence, f"“{_said(one)}” became “{_said(other)}”.")


def _said(mark: Mark) -> str:
    return " ".join([mark.said, *(word.text for word in mark.near[-2:])])
