"""If, unless, until, only: on what a fact depends."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from handouts.factlock.findings import Finding, Severity
from handouts.factlock.passages import Pair, Sentence, keys_of, share
from handouts.factlock.words import Word

_OTHER_LIMITS = frozenset(("unless", "only"))
_CUT = 0.4  # a condition of which no sentence of the other version holds this much is cut
_SAME = 0.4  # shares of two conditions' words from which they may be one
_REPEATED = 0.6
_NEIGHBOURS = 3
_LONGEST = 14
_OPEN = frozenset(("if", "when"))


@dataclass(frozen=True, slots=True, eq=False)
class Condition:
    """A condition: its word, its class, and the words with meaning that it governs."""

    value: str
    said: str
    sentence: int
    at: int
    scope: tuple[Word, ...]


def compare_conditions(pair: Pair) -> Iterator[Finding]:
    """Conditions that were cut, added, or turned."""
    full, plain = _conditions(pair.full), _conditions(pair.plain)
    pairs, lost, added = _matched(pair, full, plain)
    for one, other in pairs:
        yield from _turned(pair, one, other)
    for condition in lost:
        yield from _missing(pair, condition, pair.plain, plain, lost=True)
    for condition in added:
        yield from _missing(pair, condition, pair.full, full, lost=False)


def _conditions(sentences: Sequence[Sentence]) -> list[Condition]:
    return [
        Condition(value, word.text, number, at, _scope(sentences, number, at))
        for number, sentence in enumerate(sentences)
        for at, word in enumerate(sentence.words)
        for family, value in word.marks
        if family == "cond" or (family, value) == ("time", "until")
    ]


def _scope(sentences: Sequence[Sentence], number: int, at: int) -> tuple[Word, ...]:
    """The words that a condition governs: its clause, or the lines that follow a colon."""
    words = sentences[number].words
    opens = not any(word.weight or word.quantity for word in words[:at]) or words[at - 1].text in ",;:"
    scope: list[Word] = []
    begun = False
    for word in words[at + 1 :]:
        if word.text in ".;?!" or (word.text == "," and opens and begun):
            break
        if any(family == "cond" for family, _ in word.marks) and begun:
            break
        begun = True
        if word.weight:
            scope.append(word)
    if sentences[number].text.endswith(":") and len(scope) < 3:
        group = sentences[number].group
        scope += [word for other in sentences[number + 1 :] if other.group == group for word in other.content]
    return tuple(scope[:_LONGEST])


def _matched(
    pair: Pair, full: Sequence[Condition], plain: Sequence[Condition]
) -> tuple[list[tuple[Condition, Condition]], list[Condition], list[Condition]]:
    """Conditions that answer each other: by their words, or by their class in sentences that answer each other."""
    scores = []
    for i, one in enumerate(full):
        for j, other in enumerate(plain):
            likeness = _likeness(one, other)
            if likeness >= _SAME:
                scores.append((-likeness - 0.3 * (_class(one) == _class(other)), i, j))
    pairs = []
    left, right = list(full), list(plain)
    for _, i, j in sorted(scores):
        if full[i] in left and plain[j] in right:
            pairs.append((full[i], plain[j]))
            left.remove(full[i])
            right.remove(plain[j])
    for near in (True, False):
        for one in list(left):
            for other in right:
                both = bool(one.scope) == bool(other.scope) or len(one.scope) + len(other.scope) == 1
                beside = pair.side_by_side(one.sentence, other.sentence)
                if _class(one) == _class(other) and both and (beside or not near):
                    left.remove(one)
                    right.remove(other)
                    break
    return pairs, left, right


def _class(condition: Condition) -> str:
    return "if" if condition.value in _OPEN else condition.value


def _missing(
    pair: Pair, condition: Condition, sentences: Sequence[Sentence], others: Sequence[Condition], *, lost: bool
) -> Iterator[Finding]:
    likely = (pair.answered if lost else pair.answers)(condition.sentence)[:_NEIGHBOURS]
    if not condition.scope:
        return
    full, plain = (condition.sentence, None) if lost else (None, condition.sentence)
    asked = [place for place, sentence in enumerate(sentences) if "?" in sentence.text]
    places = (*likely, *asked)
    held = max((share(condition.scope, keys_of(words)) for words in _groups(sentences, places)), default=0.0)
    said = f"“{condition.said} {' '.join(word.text for word in condition.scope)}”"
    version = "plain" if lost else "full"
    if held < _CUT:
        severity: Severity = "warning" if condition.value in ("even_if", "when") else "error"
        yield pair.finding("condition", severity, full, plain, f"{said} has no counterpart in the {version} version.")
    elif condition.value in ("unless", "only", "until", "if") and not _said_otherwise(condition, sentences, places):
        severity = "warning" if condition.value == "if" and not lost else "error"
        what = f"{said} is no condition in the {version} version."
        yield pair.finding("condition", severity, full, plain, what)


def _groups(sentences: Sequence[Sentence], places: Sequence[int]) -> Iterator[tuple[Word, ...]]:
    """The words of these sentences, each with those of its list."""
    for group in sorted({sentences[place].group for place in places}):
        inside = [sentence for sentence in sentences if sentence.group == group]
        yield tuple(word for sentence in inside for word in sentence.words)


def _likeness(one: Condition, other: Condition) -> float:
    return max(share(one.scope, keys_of(other.scope)), share(other.scope, keys_of(one.scope)))


def _turned(pair: Pair, one: Condition, other: Condition) -> Iterator[Finding]:
    """An "unless" that became an "if", an "if" that became an "unless"; "not unless" may become "only if"."""
    if {_class(one), _class(other)} != {"if", "unless"}:
        return
    full, plain = pair.full[one.sentence], pair.plain[other.sentence]
    if full.has("neg") == plain.has("neg") and not (full.has("cond", "only") or plain.has("cond", "only")):
        what = f"“{one.said}” became “{other.said}”."
        yield pair.finding("condition", "error", one.sentence, other.sentence, what)


_RELATIVES = frozenset("who with whose case during after before when without unless only".split())


def _said_otherwise(condition: Condition, sentences: Sequence[Sentence], near: Sequence[int]) -> bool:
    """Whether the sentence that holds the same words asks a question, or speaks of those whom it concerns."""
    keys = keys_of(condition.scope)
    for sentence in (sentences[place] for place in near):
        if share(condition.scope, keys_of(sentence.words)) < _CUT:
            continue
        if condition.value in ("unless", "only", "until"):
            if sentence.has("cond", *(_OTHER_LIMITS - {condition.value})) or sentence.has("time", "before"):
                return condition.value != "unless" or not sentence.has("time", "before")
        elif "?" in sentence.text or sum(other.group == sentence.group for other in sentences) > 1:
            return True
        else:
            places = [at for at, word in enumerate(sentence.words) if word.weight and not word.keys.isdisjoint(keys)]
            if any(word.text in _RELATIVES for at in places for word in sentence.words[max(0, at - 3) : at]):
                return True
    return False
