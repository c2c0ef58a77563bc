"""What is denied: each "not" of one version must deny the same thing in the other."""

from collections.abc import Iterator, Sequence

from handouts.factlock.findings import Finding, Severity
from handouts.factlock.marks import Mark, match, without_reworded
from handouts.factlock.passages import Pair, Sentence, keys_of, overlap, share
from handouts.factlock.words import Word

_ENDS = frozenset(".;:?!")
_NEAR_LEFT, _NEAR_RIGHT, _WIDE = 2, 3, 8
_ENOUGH = 1.4  # weight of words that tell a denial from others
_MERGED = 0.75  # share of a denial's words that another denial must hold to stand for both
# Words that can say a denial without "not", and what is then denied need not be said ("stop", "instead", "wait").
_OTHERWISE = frozenset(
    "stop stopped stops instead free skip wait only rare rarely seldom empty missing refuse miss lack lacks fail fails"
    " failed rather keep keeps quit impossible hardly barely allergic allergy".split()
)


def compare_negations(pair: Pair) -> Iterator[Finding]:
    """Denials that one version has and the other has not."""
    full, plain = _negations(pair.full), _negations(pair.plain)
    matched = match(pair, full, plain, lambda one, other: (one == "not") == (other == "not"))
    matched = without_reworded(
        pair,
        matched,
        lambda one, other: _reworded(pair, one, other),
        anywhere=lambda one, other: overlap(one.near, other.near) > 0,
    )
    for mark in matched.full:
        severity = _severity(mark, pair.full, plain, pair.plain, pair.answered(mark.sentence))
        if severity:
            what = f"“{_said(mark)}” is denied in the full version and not in the plain one."
            yield pair.finding("negation", severity, mark.sentence, None, what)
    for mark in matched.plain:
        severity = _severity(mark, pair.plain, full, pair.full, pair.answers(mark.sentence))
        if severity:
            what = f"“{_said(mark)}” is denied in the plain version and not in the full one."
            yield pair.finding("negation", severity, None, mark.sentence, what)


def _reworded(pair: Pair, one: Mark, other: Mark) -> bool:
    """Whether each denies in words that the other's sentence has not: then nothing tells them apart."""
    full, plain = pair.full[one.sentence], pair.plain[other.sentence]
    if (one.value == "not", one.said == "without") != (other.value == "not", other.said == "without"):
        return False
    return _is_new(one, full, plain) and _is_new(other, plain, full)


def _is_new(mark: Mark, mine: Sentence, other: Sentence) -> bool:
    """Whether the other sentence lacks the first word denied; so it does where that word has no meaning of its own."""
    denied = (
        _scope(mine.words[mark.at + 1 :])[:1] or mark.near[:1]
        if mark.said != "not"
        else _scope(mine.words[mark.at + 1 :])[:1]
    )
    return share(denied, keys_of(other.words)) == 0


def _severity(
    mark: Mark, mine: Sequence[Sentence], others: Sequence[Mark], sentences: Sequence[Sentence], places: Sequence[int]
) -> Severity | None:
    """How grave it is that no denial of the other version answers this one; None where it is said otherwise."""
    affirmed = _affirmed(mark, others, sentences, places)
    if mark.value == "not" or affirmed:
        meant = _meant(mine, mark, sentences)
        excused = meant or (not affirmed and (_elsewhere(mark, others, places) or _otherwise(mark, sentences, places)))
        return None if excused else "error"
    return "warning"


def _affirmed(mark: Mark, others: Sequence[Mark], sentences: Sequence[Sentence], places: Sequence[int]) -> bool:
    """Whether the sentence that answers says the same words, and no denial in it reaches them."""
    for place in places[:1]:
        if share(mark.near[:2], keys_of(sentences[place].words)) < _MERGED:
            return False
        here = [other for other in others if other.sentence == place]
        return not any(share(mark.near[:2], keys_of(other.wide)) >= _MERGED for other in here)
    return False


def _said(mark: Mark) -> str:
    return " ".join([mark.said, *(word.text for word in mark.near if word.weight)])


def _negations(sentences: Sequence[Sentence]) -> list[Mark]:
    found = []
    for number, sentence in enumerate(sentences):
        for at, word in enumerate(sentence.words):
            for family, value in word.marks:
                if family == "neg" or (family == "soft" and value != "not"):
                    found.append(_mark(sentence, number, at, value))
                elif family == "soft":
                    found.append(_mark(sentence, number, at, "lack"))
    return [mark for mark in found if not _is_answer(mark, sentences)]


def _is_answer(mark: Mark, sentences: Sequence[Sentence]) -> bool:
    """Whether it is the "No." that answers a question, or stands for a whole sentence."""
    words = sentences[mark.sentence].words
    return mark.said == "no" and (mark.at + 1 >= len(words) or words[mark.at + 1].text in ".,!")


def _mark(sentence: Sentence, number: int, at: int, value: str) -> Mark:
    word = sentence.words[at]
    right = _scope(sentence.words[at + 1 :], opens=word.text == "without" and at < 2)
    left = _scope(sentence.words[:at][::-1])
    if value not in ("not", "lack"):
        twin = Word(value, frozenset({value}), 1.0)
        return Mark(value, word.text, number, at, (twin, *left[:1]), (twin, *left[:1], *right[:2]))
    near = (*right[:_NEAR_RIGHT], *left[: _NEAR_LEFT if len(right) < 2 else 1])
    passive = len(right) < 2 and word.text != "without"
    return Mark(value, word.text, number, at, near, (*right, *(left[:3] if passive else ())))


def _scope(words: Sequence[Word], *, opens: bool = False) -> tuple[Word, ...]:
    """The words with meaning up to the end of the clause, or to the next denial; `opens`: up to the next comma."""
    found: list[Word] = []
    for word in words:
        families = {family for family, _ in word.marks}
        ends = word.text in _ENDS or (opens and word.text == ",")
        if ends or "cond" in families or (found and families & {"time", "neg"}) or len(found) == _WIDE:
            break
        if word.weight:
            found.append(word)
    return tuple(found)


def _elsewhere(mark: Mark, others: Sequence[Mark], places: Sequence[int]) -> bool:
    """Whether one denial of the other version denies what this one does: "no milk, no eggs" is "no milk or eggs"."""
    kinds = ("without", "no") if mark.said == "without" else None
    few = sum(word.weight for word in mark.near[:2]) < _ENOUGH
    for other in others:
        if (kinds and other.said not in kinds) or (few and other.sentence not in places[:1]):
            continue
        if share(mark.near[:2], keys_of(other.wide)) >= _MERGED:
            return True
    return False


def _meant(mine: Sequence[Sentence], mark: Mark, sentences: Sequence[Sentence]) -> bool:
    """Whether the other version has a word for the whole denial: "without delay" is "right away"."""
    meanings = {key for key in mine[mark.sentence].words[mark.at].keys if key.startswith("=")}
    return bool(meanings & keys_of(word for sentence in sentences for word in sentence.words))


def _otherwise(mark: Mark, sentences: Sequence[Sentence], places: Sequence[int]) -> bool:
    """Whether the other version says it with a word that denies by itself: "do not stop" is "keep"."""
    return any(_said_otherwise(sentences[place].words, mark) for place in places[:2])


def _said_otherwise(words: Sequence[Word], mark: Mark) -> bool:
    """Whether a word that denies by itself stands before what is denied, or in its place."""
    head = keys_of(mark.near[:1])
    heads = [at for at, word in enumerate(words) if not word.keys.isdisjoint(head)]
    for at, word in enumerate(words):
        if word.text in _OTHERWISE:
            before = any(0 < place - at <= 3 for place in heads)
            near = share(mark.near, keys_of(words[max(0, at - 6) : at + 7])) >= 0.5
            if before or (near and not heads):
                return True
    return False
