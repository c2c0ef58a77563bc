"""A text as words with their meanings: what two wordings of one fact have in common.

Each word carries keys (its stem, and the meanings it may have alone or in a phrase) and a weight; two words
are alike when they share a key.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain

from handouts.factlock.phrases import drug_by_ending, drug_phrases, longest, meaning_phrases
from handouts.factlock.quantities import Quantity, read_quantities
from handouts.factlock.smallwords import SMALL_WORDS, TALLIED
from handouts.factlock.stems import stem
from handouts.factlock.wording import plain_signs


@dataclass(frozen=True, slots=True)
class Word:
    """One word, phrase, number or sign of a text.

    `marks` names the families of small words that it counts in, as `smallwords` writes them; `drug` is a medicine's
    first name, or "[class]"; `denies` are the meanings that it denies with a "not" inside it ("unusual": usual);
    `weight` is 0 for words that carry no meaning of their own.
    """

    text: str
    keys: frozenset[str]
    weight: float
    marks: tuple[str, ...] = ()
    drug: str = ""
    denies: frozenset[str] = frozenset()
    quantity: Quantity | None = None


_EMPTY = frozenset(
    """a an the this that these those there here it its he him his she her hers they them their theirs we us our ours
    i me my mine you your yours yourself who whom whose which what where why how be is are am was were been being do
    does did done have has had having will would shall of in on at to from for with by into onto about as than then
    and or but nor so if unless when whenever while until before after during because since though although however
    not no never none nothing neither without cannot can could may might must should need ought not also too very
    just even still both either each every any all such other same own up down out off over under away through
    between among per via yes please let lets get make go come put thing things way ways one ones kind etc e.g i.e eg
    ie instead rather own it's s t re ll ve only often sometimes usually always most some few many much
    yet ever theres thats whats else already perhaps well quite mainly mostly simply upon within whether once it self
    themselves itself anything something everything anyone someone certain particular including include includes
    included example like called known term doing being goes going comes makes makes gets got getting able ok sure mr
    mrs dr non""".split()
)
_LIGHT = frozenset(
    """take give use keep help ask tell call talk see feel know want try show find work more less start stop begin
    happen mean time day week month year hour minute people person patient doctor nurse team care clinic medicine
    treatment
    treat body part part case chance common need important good bad new old right long first next last high low large
    small big great level amount number reason cause problem condition symptom risk different better best possible
    likely usual normal change increase reduce lower raise plan follow check look place area side bring turn set need
    become remain stay move leave allow based due well together around along across often next later today now soon
    already always""".split()
)
_LIGHT_STEMS = frozenset(stem(word) for word in _LIGHT)
_TOKEN = re.compile(r"\x00+|[^\W_]+(?:'[^\W\d_]+)*|[.,;:()?!—/\[\]]")


@lru_cache(maxsize=4096)
def read_words(text: str) -> tuple[Word, ...]:
    """The words of one sentence, in order, with its signs and numbers."""
    quantities, rest = read_quantities(plain_signs(text))
    starts = {quantity.start: quantity for quantity in quantities}
    tokens: list[tuple[str, Quantity | None]] = []
    for found in _TOKEN.finditer(rest):
        tokens += [("#", starts[place]) for place in range(*found.span()) if place in starts]
        if found[0][0] != "\x00":
            tokens.append((found[0], None))
    return tuple(_joined(tokens))


def _joined(tokens: Sequence[tuple[str, Quantity | None]]) -> Iterator[Word]:
    """The words of these tokens; a medicine, or a phrase of small words, is one word."""
    small = [text for text, _ in tokens]
    stems = [stem(text) if text.isalpha() else text for text in small]
    at = meant_until = 0
    meanings: frozenset[str] = frozenset()
    while at < len(tokens):
        quantity = tokens[at][1]
        length, meant = longest(meaning_phrases(), stems, at)
        if length:
            meanings, meant_until = frozenset(meant.split("|")), at + length
        drug_length, drug = longest(drug_phrases(), small, at)
        length, marks = longest(SMALL_WORDS, small, at)
        size = max(drug_length, length, 1)
        said = " ".join(small[at : at + size])
        if quantity is not None:
            yield _number(quantity)
        elif drug or (drug := drug_by_ending(said)):
            yield Word(said, frozenset({stems[at], f"drug {drug}"}), 1.0 if drug.startswith("[") else 1.5, (), drug)
        else:
            keys = {stems[at]} if size == 1 else set()
            keys |= meanings if at < meant_until else set()
            found = tuple(marks.split("|")) if marks else ()
            denies = frozenset() if marks else _denied(said)
            weight = _weight(said, stems[at], found, fixed=bool(length))
            yield Word(said, frozenset(keys) | denies, weight, found, denies=denies)
        at += size


def _number(quantity: Quantity) -> Word:
    keys = {"#{:g} {:g} {}".format(*quantity.values()), f"#{quantity.low:g}"}
    weight = 0.0 if quantity.soft else 0.7
    return Word(quantity.said.strip("\x00 "), frozenset(keys), weight, quantity=quantity)


_DENIED = re.compile(
    r"(?:non(?!ethe|steroid|alcohol)(?=[a-z]{4})|un(?!der|til|less|iform|ique|ited?$|its$|ivers|ions?$|ison|cle|easy|iden"
    r"|even|usually)(?=[a-z]{2,}(?:ed|able|en|al|ing|ly|y|e|n|ar|l)$)|in(?=active|appropria|complete|correct|effective"
    r"|adequate|sufficien|visible)|im(?=proper)|ir(?=reversible)|ab(?=normal))(?P<rest>[a-z]+)|(?P<root>pain|harm)less"
)
_SELDOM = frozenset(("rarely", "seldom", "uncommon", "uncommonly", "infrequently"))


def _denied(said: str) -> frozenset[str]:
    """The meanings that a word denies by itself."""
    found = _DENIED.fullmatch(said)
    denied = [found["rest"] or found["root"]] if found else []
    denied += ["often"] if said in _SELDOM else ["delay"] if said == "without delay" else []
    stems = [stem(word) for word in denied]
    meanings = [longest(meaning_phrases(), (first,), 0)[1].split("|") for first in stems]
    return frozenset({*stems, *filter(None, chain(*meanings))})


def _weight(said: str, first: str, marks: Sequence[str], *, fixed: bool) -> float:
    """Nothing for signs, small words and their phrases; little for words that stand everywhere."""
    tallied = any(mark in TALLIED and mark not in ("left", "right") for mark in marks)
    if not said[0].isalpha() or said in _EMPTY or tallied or (fixed and (not marks[0:1] or " " in said)):
        return 0.0
    return 0.4 if first in _LIGHT_STEMS else 1.0
