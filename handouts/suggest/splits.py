"""Long sentences, and where one can be parted so that both halves say what the whole said.

Parted are only those that trials showed to stay right: at "because", "although" and a semicolon (10 of 10), and
between coordinated clauses (5 of 6). Left alone: ", which", "such as", "or", and whatever a condition may govern.
"""

import re
from collections.abc import Iterator

from handouts.suggest.clauses import (
    goes_on,
    has_condition,
    has_negation,
    has_subordinate,
    is_order,
    is_sentence,
    opens_clause,
    words,
)
from handouts.suggest.passages import Passage, Sentence
from handouts.suggest.suggestion import Piece, Proposal, gain, reworded

LONG = 20
"""Words: above, a sentence is hard to read; above VERY_LONG, very hard (Hemingway Editor's marks)."""
VERY_LONG = 30
_WORTH_PARTING = 14
_LEAST_HALF = 4
_LONGEST_READ = 80
_EASIER = 0.1

_BOUNDARY = re.compile(
    r"(?P<semi>;) (?=[\w“\"(])|(?P<comma>,?) (?P<word>because|although|though)(?= )|, (?P<join>and|but|so)(?= )"
)
_LEADING = re.compile(r"(?P<word>Because|Although) (?P<clause>[^,;:()]+), (?=\w)")
_HALF_BOUND = {"not", "only", "just", "even", "partly", "mainly", "mostly", "simply", "perhaps", "probably", "largely"}
_GOVERNS = re.compile(r":[ ]*$|\b(?:if|when|unless|call)\b.*(?<!\.)$", re.IGNORECASE | re.MULTILINE)
_SHARED = re.compile(r"\b(?:both|either|neither|whether|between|not only|:)(?:\b|$)|:", re.IGNORECASE)


def splits(passage: Passage) -> Iterator[Proposal]:
    """For each long sentence the best place to part it; where none is safe, that it is long."""
    for sentence in passage.sentences:
        length = sentence.counts.words
        best = _best(passage, sentence) if length > _WORTH_PARTING else None
        if best:
            yield best
        elif length > LONG:
            very = length > VERY_LONG
            what = f"This sentence has {length} words{', far too many' if very else ''}: {_advice(sentence.text)}"
            yield Proposal("very-long" if very else "long", passage, sentence, sentence.start, what)


def _advice(text: str) -> str:
    if text.count(",") + text.count(";") >= 3:
        return "make two or three of it, or put what it lists into bullets."
    return "make two of it, with one idea in each."


def _best(passage: Passage, sentence: Sentence) -> Proposal | None:
    """The split with the highest gain, the first of equals."""
    if not _may_be_parted(sentence):
        return None
    found = [(gain(passage, sentence, pieces), pieces, sign) for pieces, sign in _candidates(passage, sentence)]
    if not found:
        return None
    gained, pieces, sign = max(found, key=lambda each: each[0])
    if gained < _EASIER:
        return None
    new = " ".join(reworded(sentence, pieces).split())
    what = f"Part this sentence of {sentence.counts.words} words at {sign}: “{new}”"
    return Proposal("split", passage, sentence, pieces[0].start, what, pieces)


def _may_be_parted(sentence: Sentence) -> bool:
    return sentence.counts.words <= _LONGEST_READ and sentence.text[:1].isupper() and sentence.text[-1] in ".!"


def _is_governed(passage: Passage) -> bool:
    """Whether it is an item whose sense hangs on what is said above its list ("Call 911 if", "These people:")."""
    return passage.kind == "item" and (passage.box in ("warning", "call") or bool(_GOVERNS.search(passage.stem)))


def _candidates(passage: Passage, sentence: Sentence) -> Iterator[tuple[tuple[Piece, ...], str]]:
    start, text = sentence.start, sentence.text
    governed = _is_governed(passage)
    if not governed and (leading := _LEADING.match(text)) and (pieces := _at_leading(leading, text, start)):
        yield pieces, f"“{leading['word']}”"
    for found in _BOUNDARY.finditer(text):
        place = start + found.start()
        if passage.aside(place) or passage.quoted(place):
            continue
        left, right = text[: found.start()], text[found.end() :].lstrip()
        if governed and not (found["word"] == "because" and is_order(left)):
            continue  # the reason of an order alone may go: no case is added or taken away
        if min(len(words(left)), len(words(right))) < _LEAST_HALF:
            continue
        if found["semi"] and text.count(";") == 1 and _parts_at_semicolon(left, right):
            yield _at_semicolon(found, right, start), "the semicolon"
        elif found["word"] and _parts_at_reason(left, found, right):
            yield _at_reason(found, start), f"“{found['word']}”"
        elif found["join"] and _parts_at_join(left, found["join"], right):
            yield _at_join(found, right, start), f"“{found['join']}”"


def _at_leading(found: re.Match[str], text: str, start: int) -> tuple[Piece, ...]:
    """Write "Because A, B." as "A. So B.", and "Although A, B." as "A. But B."."""
    clause, rest = found["clause"], text[found.end() :]
    pronoun = words(clause)[:1] and words(clause)[0] in ("it", "they", "he", "she", "this", "these", "of")
    halves = min(len(words(clause)), len(words(rest)))
    if pronoun or halves < _LEAST_HALF - 1 or not (opens_clause(rest) or is_order(rest)):
        return ()
    if has_subordinate(clause):
        return ()
    word = {"Because": "So", "Although": "But"}[found["word"]]
    opening, comma = found.start("clause"), found.end("clause")
    return (
        Piece(start, start + opening + 1, clause[0].upper()),
        Piece(start + comma, start + comma + 1, "."),
        Piece(start + found.end(), start + found.end() + 1, f"{word} {rest[0]}"),
    )


def _parts_at_semicolon(left: str, right: str) -> bool:
    if has_condition(left) and is_order(right):
        return False  # the order may hold on that condition alone
    return is_sentence(left) and is_sentence(right) and not _SHARED.search(left)


def _at_semicolon(found: re.Match[str], right: str, start: int) -> tuple[Piece, ...]:
    first = start + found.end()
    return Piece(start + found.start(), start + found.start() + 1, "."), Piece(first, first + 1, right[0].upper())


def _parts_at_reason(left: str, found: re.Match[str], right: str) -> bool:
    """Whether the reason or the objection stands last, and belongs to all that is before it."""
    if (
        words(left)[-1] in _HALF_BOUND
        or words(right)[0] in ("of", "not", "this", "that")
        or goes_on(right)
        or _SHARED.search(left)
    ):
        return False
    if found["word"] != "because":
        return bool(found["comma"]) and is_sentence(left) and opens_clause(right)
    if found["comma"]:
        return is_sentence(left) or has_condition(left)
    return is_sentence(left) and not (has_subordinate(left) or has_negation(left) or "," in left)


def _at_reason(found: re.Match[str], start: int) -> tuple[Piece, ...]:
    comma, word = start + found.start("comma"), start + found.start("word")
    put = "This is because" if found["word"] == "because" else "But"
    return Piece(comma, comma + len(found["comma"]), "."), Piece(word, start + found.end("word"), put)


def _parts_at_join(left: str, join: str, right: str) -> bool:
    """Whether two full clauses stand side by side, and no condition or list reaches over both."""
    if has_subordinate(left) or has_condition(left) or _SHARED.search(left) or "," in left or ";" in left:
        return False
    if has_condition(right) or not (is_sentence(left) and opens_clause(right)):
        return False
    return join != "and" or not goes_on(right)


def _at_join(found: re.Match[str], right: str, start: int) -> tuple[Piece, ...]:
    comma, word, first = start + found.start(), start + found.start("join"), start + found.end() + 1
    stop = Piece(comma, comma + 1, ".")
    if found["join"] == "and":
        return stop, Piece(word, first + 1, right[0].upper())
    return stop, Piece(word, start + found.end("join"), found["join"].capitalize())
