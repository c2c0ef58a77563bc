"""What is denied: each "not" of one version must deny the same thing in the other."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from handouts.factlock.findings import Finding, Severity
from handouts.factlock.marks import Mark, Matched, match, without_reworded
from handouts.factlock.passages import Pair, Sentence, keys_of, overlap, share
from handouts.factlock.words import Word

_ENDS = frozenset((*".;:?!", "but", "because", "so", "although", "which"))
_NEXT_CLAUSE = frozenset(("and", "then"))
_NEAR_LEFT, _NEAR_RIGHT, _WIDE = 2, 3, 8
_ENOUGH = 1.4  # weight of words that tell a denial from others
_MERGED = 0.75  # share of a denial's words that another denial must hold to stand for both
# Words that can say a denial without "not", and what is then denied need not be said ("stop", "instead", "wait").
_SHARED = frozenset(("no", "nor", "neither", "without"))  # "no milk, no eggs" is "no milk or eggs"
_OTHERWISE = frozenset(
    "stop stopped stops free skip wait only rare rarely seldom empty missing refuse miss lack lacks fail fails"
    " failed keep keeps quit impossible hardly barely allergic allergy".split()
)


def compare_negations(pair: Pair) -> Iterator[Finding]:
    """Denials that one version has and the other has not."""
    full, plain = _negations(pair.full), _negations(pair.plain)
    matched = _without_strange(match(pair, full, plain, _agreement))
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


def _agreement(one: Mark, other: Mark) -> float:
    """What speaks for two denials besides their company: the same word, at least the same hardness."""
    return (1.0 if (one.value == "not") == (other.value == "not") else -1.0) + 0.3 * (one.said == other.said)


def _without_strange(matched: Matched) -> Matched:
    """The matching without pairs such as "uncommon" and "not rare", of which one does not deny the other's word."""
    strange = [
        (one, other)
        for one, other, _ in matched.pairs
        for soft, hard in ((one, other), (other, one))
        if soft.value not in ("not", "lack") and hard.value in ("not", "lack")
        if not share(soft.near[:1], keys_of(hard.near))
    ]
    return Matched(
        tuple(row for row in matched.pairs if (row[0], row[1]) not in strange),
        (*matched.full, *(one for one, _ in strange)),
        (*matched.plain, *(other for _, other in strange)),
    )


def _reworded(pair: Pair, one: Mark, other: Mark) -> bool:
    """Whether each denies in words that the other's sentence has not: then nothing tells them apart."""
    full, plain = pair.full[one.sentence], pair.plain[other.sentence]
    if (one.value == "not", one.said == "without") != (other.value == "not", other.said == "without"):
        return False
    return _is_new(one, full, plain) and _is_new(other, plain, full)


def _is_new(mark: Mark, mine: Sentence, other: Sentence) -> bool:
    """Whether the other sentence lacks the first word denied; so it does where that word has no meaning of its own."""
    denied = _scope(mine.words[mark.at + 1 :])[:1]
    if not denied and mark.said != "not":
        denied = mark.near[:1]
    return share(denied, keys_of(other.words)) == 0


def _severity(
    mark: Mark,
    mine: Sequence[Sentence],
    others: Sequence[Mark],
    sentences: Sequence[Sentence],
    places: Sequence[int],
) -> Severity | None:
    """How grave it is that no denial of the other version answers this one; None where it is said otherwise."""
    affirmed = _affirmed(_head(mine, mark), others, sentences, places)
    if mark.value != "not":
        return "error" if affirmed else "warning"
    if affirmed:
        return "error"
    if _meant(mine, mark, [sentences[place] for place in places[:2]]):
        return None
    if mark.said in _SHARED and _elsewhere(mark, others, places):
        return None
    return None if _otherwise(mark, sentences, places) else "error"


def _head(sentences: Sequence[Sentence], mark: Mark) -> tuple[Word, ...]:
    """The word that "un-" denies, or the first words denied without what they mean only with the denial."""
    if mark.value not in ("not", "lack"):
        return mark.near[:1]
    together = sentences[mark.sentence].words[mark.at].keys
    return tuple(replace(word, keys=word.keys - together) for word in mark.near[:2])


def _affirmed(
    head: Sequence[Word], others: Sequence[Mark], sentences: Sequence[Sentence], places: Sequence[int]
) -> bool:
    """Whether the sentence that answers says the same words, and no denial in it reaches them."""
    for place in places[:1]:
        here = [other for other in others if other.sentence == place]
        said = share(head, keys_of(sentences[place].words)) >= _MERGED
        return said and not any(share(head, keys_of(other.wide)) >= _MERGED for other in here)
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
    right = _scope(sentence.words[at + 1 :], opens=_in_opening_clause(sentence.words, at))
    left = _scope(sentence.words[:at][::-1])
    if value not in ("not", "lack"):
        twin = Word(value, frozenset({value}), 1.0)
        return Mark(value, word.text, number, at, (twin, *left[:1]), (twin, *left[:1], *right[:2]))
    near = (*right[:_NEAR_RIGHT], *left[: _NEAR_LEFT if len(right) < 2 else 1])
    passive = len(right) < 2 and word.text != "without"
    return Mark(value, word.text, number, at, near, (*right, *(left[:3] if passive else ())))


def _in_opening_clause(words: Sequence[Word], at: int) -> bool:
    """Whether a comma ends what is denied: "without food, …", "if you cannot, …"."""
    if words[at].text == "without" and at < 2:
        return True
    before = [place for place in range(at) if words[place].text in ",;:"]
    clause = words[before[-1] if before else 0 : at]
    return any(family == "cond" for word in clause for family, _ in word.marks)


def _scope(words: Sequence[Word], *, opens: bool = False) -> tuple[Word, ...]:
    """The words with meaning up to the end of the clause, or to the next denial; `opens`: up to the next comma."""
    found: list[Word] = []
    for at, word in enumerate(words):
        families = {family for family, _ in word.marks}
        following = words[at + 1].text if at + 1 < len(words) else ""
        ends = word.text in _ENDS or (word.text == "," and (opens or following in _NEXT_CLAUSE))
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
