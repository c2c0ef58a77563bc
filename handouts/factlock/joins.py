"""Or and and; any of and all of: what joins alternatives must not join demands."""

from collections.abc import Iterator, Sequence

from handouts.factlock.findings import Finding
from handouts.factlock.marks import Mark, match
from handouts.factlock.passages import Pair, Sentence, overlap
from handouts.factlock.words import Word

_ENDS = frozenset(".;:?!")
_ITEM = 4  # words of one item that are looked at
_CHANGED = 0.3
_SAME = 0.12  # the company of a join is exact: its items


def compare_joins(pair: Pair) -> Iterator[Finding]:
    """Where an "or" became an "and", or the other way round."""
    matched = match(pair, _joins(pair.full), _joins(pair.plain), same=_SAME)
    for one, other, likeness in matched.pairs:
        if one.value != other.value and likeness >= _CHANGED and not _denied(pair, one, other):
            yield _changed(pair, one, other)
    alone = list(matched.full)
    for other in matched.plain:
        for one in alone:
            if one.value != other.value and _touch(pair, one, other) and not _denied(pair, one, other):
                alone.remove(one)
                yield _changed(pair, one, other)
                break
    yield from _compare_choices(pair)


def _changed(pair: Pair, one: Mark, other: Mark) -> Finding:
    what = f"“{_items(one)}” is joined by “{one.said}” in the full and by “{other.said}” in the plain version."
    return pair.finding("or/and", "error", one.sentence, other.sentence, what)


def _items(mark: Mark) -> str:
    return " … ".join(word.text for word in mark.near)


def _joins(sentences: Sequence[Sentence]) -> list[Mark]:
    found = []
    for number, sentence in enumerate(sentences):
        for at, word in enumerate(sentence.words):
            for family, value in word.marks:
                if family == "join":
                    left = _item(sentence.words[:at][::-1])
                    right = _item(sentence.words[at + 1 :])
                    wide = (*_listed(sentence.words[:at][::-1]), *right)
                    found.append(Mark(value, word.text, number, at, (*left[:2], *right[:2]), wide))
    return found


def _item(words: Sequence[Word]) -> tuple[Word, ...]:
    """The words with meaning of the item next to a joining word, nearest first."""
    found: list[Word] = []
    for word in words:
        ends = word.text in _ENDS or (found and (word.text == "," or any(f == "join" for f, _ in word.marks)))
        if ends or len(found) == _ITEM:
            break
        if word.weight:
            found.append(word)
    return tuple(found)


def _listed(words: Sequence[Word]) -> tuple[Word, ...]:
    found: list[Word] = []
    for word in words:
        if word.text in _ENDS or len(found) == 3 * _ITEM:
            break
        if word.weight:
            found.append(word)
    return tuple(found)


def _touch(pair: Pair, one: Mark, other: Mark) -> bool:
    """Whether two joins that no better match has claimed share an item, in sentences that answer each other."""
    return other.sentence in pair.answered(one.sentence) and overlap(one.near, other.near) >= 0.2


def _denied(pair: Pair, one: Mark, other: Mark) -> bool:
    """Whether both deny each item: "no milk or cheese" is "no milk and no cheese"."""
    return all(
        _denies_both(sentence.words, mark.at)
        for sentence, mark in ((pair.full[one.sentence], one), (pair.plain[other.sentence], other))
    )


def _denies_both(words: Sequence[Word], at: int) -> bool:
    before = any(family == "neg" for word in words[:at] for family, _ in word.marks)
    avoided = any(word.text.startswith("avoid") for word in words[:at])
    if ("join", "or") in words[at].marks or avoided:
        return before
    return before and any(family == "neg" for word in words[at + 1 : at + 4] for family, _ in word.marks)


def _compare_choices(pair: Pair) -> Iterator[Finding]:
    """The finding where "any of these" became "all of these", or the other way round."""
    full, plain = (
        {v for s in side for w in s.words for f, v in w.marks if f == "all"} for side in (pair.full, pair.plain)
    )
    for lost, got in (("any", "all"), ("all", "any")):
        if lost in full and lost not in plain and got in plain and got not in full:
            one = next(i for i, s in enumerate(pair.full) if s.has("all", lost))
            other = next(i for i, s in enumerate(pair.plain) if s.has("all", got))
            yield pair.finding("or/and", "error", one, other, f"“{lost} of” became “{got} of”.")
