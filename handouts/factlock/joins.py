"""Or and and; any of and all of: what joins alternatives must not join demands."""

from collections.abc import Iterator, Sequence

from handouts.factlock.either import LEFT_OFF, OFTEN, adds_kin, joins_clauses, one_sense
from handouts.factlock.findings import Finding
from handouts.factlock.marks import Mark, match
from handouts.factlock.passages import Pair, Sentence, keys_of, overlap, share
from handouts.factlock.words import Word

_ENDS = frozenset(".;:?!")
_BOTH = 0.5  # share of each item's words that the full version must hold
_ITEM = 4  # words of one item that are looked at
_CHANGED, _LIKELY = 0.3, 0.5
_SAME = 0.12  # the company of a join is exact: its items


def compare_joins(pair: Pair) -> Iterator[Finding]:
    """Where an "or" became an "and", or the other way round."""
    matched = match(pair, _joins(pair.full), _joins(pair.plain), same=_SAME)
    for one, other, likeness in matched.pairs:
        sides = _share_both(pair, one, other) or (likeness >= _LIKELY and not joins_clauses(pair, one, other))
        if one.value != other.value and likeness >= _CHANGED and sides and not one_sense(pair, one, other):
            yield _changed(pair, one, other)
    told = {(other.sentence, other.at) for one, other, _ in matched.pairs if one.value != other.value}
    for other in _joins(pair.plain):
        opposed = _opposed(pair, other)
        if opposed and (other.sentence, other.at) not in told:
            yield _changed(pair, opposed, other)
        elif other.value == "or" and _is_new_or(pair, other):
            yield pair.finding(
                "or/and", "error", None, other.sentence, f"“{_items(other)}” are no choice in the full version."
            )
    alone = list(matched.full)
    for other in matched.plain:
        for one in alone:
            if one.value != other.value and _touch(pair, one, other) and not one_sense(pair, one, other):
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


def _opposed(pair: Pair, other: Mark) -> Mark | None:
    """The join of the full version that says the opposite of the same items, where none there says the same."""
    alike = [one for one in _joins(pair.full) if _share_both(pair, one, other)]
    if any(one.value == other.value or one_sense(pair, one, other) for one in alike):
        return None
    return alike[0] if alike else None


def _is_new_or(pair: Pair, other: Mark) -> bool:
    """Whether the full version says both items of an "or", but has no "or" and no choice that joins them."""
    words = pair.plain[other.sentence].words
    left, right = _item(words[: other.at][::-1])[:2], _item(words[other.at + 1 :])[:2]
    if any(OFTEN.search(pair.full[full].text) for full in pair.answers(other.sentence)):
        return False
    if any(one_sense(pair, one, other) and _share_both(pair, one, other) for one in _joins(pair.full)):
        return False
    marks = [one for one in _joins(pair.full) if one.value == "or"]
    choices = any(sentence.has("all", "any") or "/" in sentence.text for sentence in pair.full)
    if choices or _is_free(pair.plain[other.sentence], other.at, left, right):
        return False
    if any(_near(one, left) or _near(one, right) for one in marks):
        return False
    said = keys_of(word for sentence in pair.full for word in sentence.words)
    return min(share(left, said), share(right, said)) >= _BOTH


def _is_free(sentence: Sentence, at: int, left: Sequence[Word], right: Sequence[Word]) -> bool:
    """Whether an "or" is said freely: under a "not", before "another", of numbers, sides, or one medicine."""
    if sentence.has("neg") or LEFT_OFF.search(sentence.text):
        return True
    if adds_kin(sentence.words, at):
        return True
    plain = any(word.quantity or ("side" in {family for family, _ in word.marks}) for word in (*left, *right))
    return plain or bool({word.drug for word in left} & {word.drug for word in right} - {""})


def _near(one: Mark, item: Sequence[Word]) -> bool:
    return overlap(item, (*one.near, *one.wide)) > 0


def _share_both(pair: Pair, one: Mark, other: Mark) -> bool:
    """Whether the items on both sides of one join stand beside the other, in whichever order."""
    full, plain = pair.full[one.sentence].words, pair.plain[other.sentence].words
    left, right = _item(full[: one.at][::-1]), _item(full[one.at + 1 :])
    left2, right2 = _item(plain[: other.at][::-1]), _item(plain[other.at + 1 :])
    straight = overlap(left, left2) and overlap(right, right2)
    return bool(straight or (overlap(left, right2) and overlap(right, left2)))


def _touch(pair: Pair, one: Mark, other: Mark) -> bool:
    """Whether two joins that no better match has claimed share an item, in sentences that answer each other."""
    return other.sentence in pair.answered(one.sentence) and overlap(one.near, other.near) >= 0.2


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
