"""Must, should, may: how strongly a thing is asked for or held possible."""

from collections.abc import Iterator, Sequence

from handouts.factlock.findings import Finding, Severity
from handouts.factlock.marks import Mark, Matched, Reach, alike, company, marks_of, match, without_reworded
from handouts.factlock.passages import Pair, Sentence
from handouts.factlock.words import Word

_STRONG = ("must", "should", "do")
_REACH = Reach(1, 2, 5)
_CHANGED, _OPPOSITE = 0.3, 0.15
_PLAINLY = frozenset(("must", "should", "may", "might", "have to", "need to", "has to", "needs to", "may not"))
_VAGUE = frozenset(
    ("likely", "probably", "sometimes", "occasionally", "presumably", "indicates", "indicate", "tends to", "tend to",
     "is likely to", "are likely to", "in some cases", "at times", "a sign of", "may mean")
)  # fmt: skip
_CHOICES = frozenset(("may", "might"))
_DEMANDS = frozenset(("must", "should", "have to", "has to", "need to", "needs to", "ought to"))
_BY_BREAKS = frozenset(".,;:)!?")
# A sentence or clause that opens with one of these asks for something.
ORDERS = frozenset(
    """add apply ask attend avoid be begin bring brush buy call carry change check choose clean contact continue count
    cover cut discuss do drink drive eat empty exercise expect fill find finish follow get give go have hold inform
    keep know learn leave let lie lift limit list look make measure move note pack pat place plan practice press
    prevent put raise read record remember remove replace report rest return rinse save see seek set shake show sit
    skip sleep soak speak stand start stay stop store swallow take talk tell throw try turn use visit wait walk wash
    watch wear weigh work wrap write never always please""".split()
)


def compare_modality(pair: Pair) -> Iterator[Finding]:
    """Where a demand became a choice, or a choice a demand."""
    full, plain = _modals(pair.full), _modals(pair.plain)
    matched = match(pair, full, plain, _agreement)
    for one, other, likeness in matched.pairs:
        if likeness >= _CHANGED:
            yield from _changed(pair, one, other)
    yield from _turned(pair, full, plain)
    matched, opposites = _opposites(pair, matched)
    for one, other in opposites:
        yield from _changed(pair, one, other)
    matched = without_reworded(
        pair,
        matched,
        lambda one, other: _strong(one.value) == _strong(other.value),
        anywhere=lambda one, other: one.value == other.value,
    )
    for other in matched.plain:
        yield from _alone(pair, other, pair.answers(other.sentence), full, in_plain=True)
    for one in matched.full:
        yield from _alone(pair, one, pair.answered(one.sentence), plain, in_plain=False)


def _turned(pair: Pair, full: Sequence[Mark], plain: Sequence[Mark]) -> Iterator[Finding]:
    """Versions of which one has a demand more and a choice less than the other."""
    weak, strong = (
        [[mark for mark in side if mark.said in said] for side in (full, plain)] for said in (_CHOICES, _DEMANDS)
    )
    if (len(weak[0]) - len(weak[1])) * (len(strong[0]) - len(strong[1])) < 0:
        more_choice = len(weak[1]) > len(weak[0])
        one, other = (strong[0], weak[1]) if more_choice else (weak[0], strong[1])
        places = _crossed(pair, one, other)
        what = "A demand of the full version is a choice in the plain one."
        what = what if more_choice else "A choice of the full version is a demand in the plain one."
        yield pair.finding("modality", "error", *places, what)


def _crossed(pair: Pair, full: Sequence[Mark], plain: Sequence[Mark]) -> tuple[int, int]:
    """The sentences of the two marks that are likeliest to be one."""
    pairs = (
        (alike(one, other) + pair.likeness[one.sentence][other.sentence], one, other) for one in full for other in plain
    )
    _, one, other = max(pairs, key=lambda row: row[0])
    return one.sentence, other.sentence


def _opposites(pair: Pair, matched: Matched) -> tuple[Matched, list[tuple[Mark, Mark]]]:
    """Of the marks that stand alone, those that say the opposite in like company."""
    left, right = list(matched.full), list(matched.plain)
    found = []
    for one in matched.full:
        for other in right:
            weak, strong = (one, other) if one.value == "may" else (other, one)
            plainly = weak.value == "may" and _is_plain(weak) and strong.value in ("must", "should")
            if plainly and (alike(one, other) >= _OPPOSITE or pair.best_of_both(one.sentence, other.sentence)):
                left.remove(one)
                right.remove(other)
                found.append((one, other))
                break
    return Matched(matched.pairs, tuple(left), tuple(right)), found


def _agreement(full: Mark, plain: Mark) -> float:
    """What speaks for two values besides their company; a possibility and an order are two kinds of sentence."""
    return -1.0 if (full.value, plain.value) == ("may", "do") else float(_strong(full.value) == _strong(plain.value))


def _is_plain(mark: Mark) -> bool:
    """Whether the word is one that says how strongly, and nothing else."""
    return mark.said in _PLAINLY or "not" in mark.said.split()


def _strong(value: str) -> bool:
    return value in _STRONG


def _modals(sentences: Sequence[Sentence]) -> list[Mark]:
    marks = marks_of(sentences, "modal", _REACH, lambda words, at: not _is_bound(words, at))
    for number, sentence in enumerate(sentences):
        words = sentence.words
        for at, word in enumerate(words):
            opens = at == 0 or words[at - 1].text in _BY_BREAKS or words[at - 1].text in ("and", "or", "then", "please")
            first = next(iter(word.text.split()), "")
            following = words[at + 1] if at + 1 < len(words) else None
            forbids = first == "do" and following and (following.text in ORDERS or ("neg", "not") in following.marks)
            if opens and first in ORDERS and not word.marks and not forbids:
                near, wide = company(words, at, Reach(0, 2, 5))
                marks.append(Mark("do", word.text, number, at, (word, *near)[:3], (word, *wide)))
    return marks


def _is_bound(words: Sequence[Word], at: int) -> bool:
    """Whether a "may only": what it allows is said by its "only"."""
    return words[at].text == "may" and at + 1 < len(words) and words[at + 1].text == "only"


def _changed(pair: Pair, one: Mark, other: Mark) -> Iterator[Finding]:
    what = f"“{one.said}” became “{other.said}” at “{' '.join(word.text for word in other.near)}”."
    severity: Severity
    weak = one if one.value == "may" else other
    strong = other if weak is one else one
    vague = weak.said in _VAGUE and strong.said not in ("must", "has to", "have to")
    loose = vague or (one.value == "do" and other.said in ("can", "could"))
    if loose and "may" in (one.value, other.value):
        if _strong(one.value) or _strong(other.value):
            yield pair.finding("modality", "warning", one.sentence, other.sentence, what)
        return
    if (_strong(one.value) and other.value == "may") or (one.value == "may" and other.value in ("must", "should")):
        severity = "error"
    elif {one.value, other.value} == {"must", "should"} or (one.value, other.value) == ("may", "do"):
        severity = "warning"
    else:
        return
    yield pair.finding("modality", severity, one.sentence, other.sentence, what)


def _alone(
    pair: Pair, mark: Mark, places: Sequence[int], marks: Sequence[Mark], *, in_plain: bool
) -> Iterator[Finding]:
    """A mark that none of the other version answers: an error where its sentence there says the opposite."""
    there = {other.value for other in marks if not places or other.sentence in places[:1]}
    same = {"must", "should"} if mark.said == "must" else set(_STRONG) if _strong(mark.value) else {"may"}
    full, plain = (None, mark.sentence) if in_plain else (mark.sentence, None)
    ordered = mark.said == "must" and "do" in there and "may" not in there
    if there & same or mark.value == "do" or ordered:
        return
    if there & ({"may"} if _strong(mark.value) else {"must", "should"}) and _is_plain(mark):
        what = f"“{mark.said}” in the {'plain' if in_plain else 'full'} version is the opposite in the other one."
        yield pair.finding("modality", "error", full, plain, what)
    elif in_plain and _is_plain(mark):
        severity: Severity = "error" if mark.said == "must" else "warning"
        yield pair.finding("modality", severity, full, plain, f"“{mark.said}” is not in the full version.")
    elif not in_plain and mark.value in ("must", "should"):
        what = f"“{mark.said}” is missing from the plain version."
        yield pair.finding("modality", "warning", full, plain, what)
