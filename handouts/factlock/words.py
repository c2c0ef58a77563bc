"""A text as words with their meanings: what two wordings of one fact have in common.

Each word carries keys (its stem and the meanings it may have) and a weight; two words are alike when they share a
key. Phrases such as "short of breath" become one word.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from handouts.factlock.markers import MARKERS, SIGNALS
from handouts.factlock.phrases import drug_by_ending, drug_phrases, longest, meaning_phrases
from handouts.factlock.quantities import Quantity, read_quantities
from handouts.factlock.stems import root, stem
from handouts.factlock.wording import plain_signs


@dataclass(frozen=True, slots=True)
class Word:
    """One word, phrase, number or sign of a text.

    `marks` holds what it signals as (family, value), such as ("modal", "must"); `drug` a medicine's first name, or
    "[class]"; `weight` is 0 for words that carry no meaning of their own.
    """

    text: str
    keys: frozenset[str]
    weight: float
    marks: tuple[tuple[str, str], ...] = ()
    drug: str = ""
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
    return tuple(_grouped(tokens))


def _grouped(tokens: Sequence[tuple[str, Quantity | None]]) -> list[Word]:
    words: list[Word] = []
    small = [text for text, _ in tokens]
    stems = [stem(text) if text.isalpha() else text for text in small]
    drugs, meanings = drug_phrases(), meaning_phrases()
    at = spread_until = 0
    spread = ""
    while at < len(tokens):
        quantity = tokens[at][1]
        if quantity is not None:
            words.append(_number(quantity))
            at += 1
            continue
        length, mark = longest(MARKERS, small, at)
        drug_length, drug = longest(drugs, small, at)
        meaning_length, meaning = longest(meanings, stems, at)
        if not mark and (denied := _DENIED.fullmatch(small[at])):
            length, mark = 1, f"soft:{stem(denied['non'] or denied['un'])}"
        if meaning_length > max(1, length) and any(text in SIGNALS for text in small[at : at + meaning_length]):
            spread_until, spread, meaning_length, meaning = at + meaning_length, meaning, 0, ""
        if meaning_length <= 1 and at < spread_until:
            meaning = "|".join(filter(None, (meaning, spread)))
            meaning_length = 1
        size = max(length, drug_length, meaning_length, 1)
        parts = _Parts(
            " ".join(small[at : at + size]),
            stems[at : at + size],
            tuple(_mark(part) for part in mark.split()) if length == size else (),
            drug if drug_length == size else "",
            meaning if meaning_length == size else "",
        )
        words.append(_word(parts))
        at += size
    return words


def _number(quantity: Quantity) -> Word:
    keys = {"#{:g} {:g} {}".format(*quantity.values()), f"#{quantity.low:g}"}
    weight = 0.7 if not quantity.soft or quantity.start == quantity.end else 0.0
    return Word(quantity.said.strip("\x00 "), frozenset(keys), weight, quantity=quantity)


_DENIED = re.compile(
    r"non(?P<non>(?!ethe|steroid|alcohol)[a-z]{4,})"
    r"|un(?P<un>(?!der|til|less|iform|ique|ited?$|its$|ivers|ions?$|ison|cle|easy|iden|even|usually)[a-z]{3,}(?:ed|able|en|al|ing|ly|y|e|n))"
)


def _mark(said: str) -> tuple[str, str]:
    family, _, value = said.partition(":")
    return family, value


@dataclass(frozen=True, slots=True)
class _Parts:
    text: str
    stems: Sequence[str]
    marks: tuple[tuple[str, str], ...]
    drug: str
    meaning: str


def _word(parts: _Parts) -> Word:
    single = len(parts.stems) == 1
    drug = parts.drug or (drug_by_ending(parts.text) if single else "")
    keys = set(parts.meaning.split("|")) if parts.meaning else set()
    keys |= {parts.stems[0], f"~{root(parts.text)}"} if single else set()
    keys |= {f"drug {drug}"} if drug else set()
    for family, value in parts.marks:
        if family == "soft" and value != "not":
            keys |= {value, *longest(meaning_phrases(), (stem(value),), 0)[1].split("|")} - {""}
    return Word(parts.text, frozenset(keys), _weight(parts, drug, single), parts.marks, drug)


def _weight(parts: _Parts, drug: str, single: bool) -> float:
    if drug:
        return 1.0 if drug.startswith("[") else 1.5
    if not parts.text[0].isalpha() or (parts.text in _EMPTY if single else not parts.meaning):
        return 0.0
    if parts.marks and not (single and parts.marks[0][0] in _MEANT):
        return 0.0
    return 0.4 if single and parts.stems[0] in _LIGHT_STEMS else 1.0


_MEANT = frozenset(
    {"side", "level", "trend", "soft", "amount"}
)  # families whose words are part of what the text is about
