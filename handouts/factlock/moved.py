"""Small words that stand in both versions, and at another thing: "A, not B" that became "B, not A".

An error where one sentence answers one beyond doubt, else a warning.
"""

from collections import Counter
from collections.abc import Iterator, Sequence

from handouts.factlock.findings import Finding, Severity
from handouts.factlock.passages import Pair, Part, Sentence
from handouts.factlock.smallwords import TALLIED
from handouts.factlock.tallies import differences, tallied, tallies_of
from handouts.factlock.words import Word

_GOVERNED = ("not", "only", "if", "unless", "until", "before", "after")
_HEAD, _REACH = 2, 6  # words with meaning behind a small word that it surely, and possibly, governs
_OPPOSITES = (
    ("any of", "all of", "or/and"),
    ("all of", "any of", "or/and"),
    ("more", "fewer", "more/less"),
    ("fewer", "more", "more/less"),
)
_AROUND = 2  # words with meaning on each side of a small word that tell where it stands
_STOPS = frozenset(".;:?!")
_PASSIVE = frozenset(("be", "is", "are", "was", "were", "been", "avoided"))  # then what is denied may stand before
_TELLS_BACK = frozenset(("that", "this", "then", "it", "so"))  # "after that"


def compare_places(pair: Pair) -> Iterator[Finding]:
    """Small words that stand in another sentence or govern another word; "more" and "any" that turned about."""
    parts = differences(pair, *tallies_of(pair))
    yield from _other_sentence(pair, parts)
    for part in pair.parts:
        yield from _other_word(pair, part)
        yield from _turned(pair, part)


def _other_sentence(pair: Pair, parts: Sequence[tuple[Part, Counter[str]]]) -> Iterator[Finding]:
    """A small word that one sentence lost, and another has too many of, beside other words."""
    for family, kind in TALLIED.items():
        total = sum(difference[family] for _, difference in parts)
        if family == "may" or total:
            continue
        lost = next((part for part, difference in parts if difference[family] < 0), None)
        added = next((part for part, difference in parts if difference[family] > 0), None)
        if lost and added:
            company = _company([pair.full[at] for at in lost.full], family)
            if company.isdisjoint(_company([pair.plain[at] for at in added.plain], family)):
                severity: Severity = "error" if lost.sure and added.sure else "warning"
                what = f"The “{family}” of the first sentence may stand with another one in the plain version."
                yield pair.finding(kind, severity, lost.full[0], _first(added.plain), what)


def _company(sentences: Sequence[Sentence], family: str) -> set[str]:
    """The meanings of the words around each small word of a family."""
    keys: set[str] = set()
    for sentence in sentences:
        places = [at for at, word in enumerate(sentence.words) if word.weight]
        marks = {id(word) for word, mark in tallied(sentence.words) if family in mark}
        for at, word in enumerate(sentence.words):
            if id(word) in marks:
                near = [place for place in places if place < at][-_AROUND:] + [p for p in places if p > at][:_AROUND]
                keys |= {key for place in near for key in sentence.words[place].keys}
    return keys


def _first(places: range) -> int | None:
    return places[0] if places else None


def _other_word(pair: Pair, part: Part) -> Iterator[Finding]:
    """A small word that governs in the plain version what it does not govern in the full one, and the other way."""
    for family in _GOVERNED:
        full, plain = (_governed(sentences, family) for sentences in _sides(pair, part))
        lost = [head for head in full[0] if _free(head, *plain)]
        added = [head for head in plain[0] if _free(head, *full)]
        if lost and added:
            what = f"“{family} {lost[0].text}” may have become “{family} {added[0].text}”."
            severity: Severity = "error" if part.sure else "warning"
            yield pair.finding(TALLIED[family], severity, part.full[0], _first(part.plain), what)


def _turned(pair: Pair, part: Part) -> Iterator[Finding]:
    """A word that became its opposite, which no tally tells."""
    full, plain = (
        Counter(mark for sentence in sentences for word in sentence.words for mark in word.marks)
        for sentences in _sides(pair, part)
    )
    for one, other, kind in _OPPOSITES:
        if full[one] and plain[other] and not (plain[one] or full[other] or full["not"] or plain["not"]):
            severity: Severity = "error" if kind == "or/and" else "warning"
            what = f"A word for “{one}” may have become one for “{other}”."
            yield pair.finding(kind, severity, part.full[0], _first(part.plain), what)


def _sides(pair: Pair, part: Part) -> tuple[list[Sentence], list[Sentence]]:
    return [pair.full[at] for at in part.full], [pair.plain[at] for at in part.plain]


_Governed = tuple[list[Word], frozenset[str], frozenset[str]]


def _governed(sentences: Sequence[Sentence], family: str) -> _Governed:
    """The words right behind each small word of a family; the meanings in its reach, and those beyond it."""
    heads: list[Word] = []
    inside: set[str] = set()
    outside: set[str] = set()
    for sentence in sentences:
        left = near = 0
        marks = {id(word) for word, mark in tallied(sentence.words) if mark.split("/")[0] == family}
        for at, word in enumerate(sentence.words):
            if id(word) in marks:
                beside = {each.text for each in sentence.words[max(0, at - 1) : at + 2]}
                left, near = _REACH, 0 if beside & _TELLS_BACK else _HEAD
                if beside & _PASSIVE:
                    inside, outside = inside | outside, set()
            elif word.text in _STOPS:
                left = near = 0
            elif word.text == ",":
                near = 0
            elif word.weight and left:
                heads += [word] if near else []
                left, near = left - 1, max(0, near - 1)
                inside |= word.keys
            elif word.weight:
                outside |= word.keys
    return heads, frozenset(inside), frozenset(outside)


def _free(head: Word, heads: list[Word], inside: frozenset[str], outside: frozenset[str]) -> bool:
    """Whether the other version has a word, and does not have it governed."""
    return head.weight >= 1 and head.keys.isdisjoint(inside) and not head.keys.isdisjoint(outside)
