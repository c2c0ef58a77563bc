"""Words that the end of a line has broken, made whole: "swell-" and "ing", but "make-" and "up" keep their hyphen."""

import re
from collections import Counter
from collections.abc import Mapping
from itertools import pairwise

_WORD = re.compile(r"[^\W_]+(?:-[^\W_]+)*")
_LAST = re.compile(r"([^\W_]+)-$")
_FIRST = re.compile(r"[^\W_]+")

_ENDINGS = frozenset(
    "ing ings ed er ers ly tion tions sion sions ment ments ness able ible al als ous ive ity ies est ful fully less"
    " ism ist ists ance ence ant ants ent ents tive ture tures ter ters ted ning ting ding ling ring ping".split()
)
"""What no English word is by itself, but many end in."""
_SOLID_FIRST = frozenset(
    "with any some every no what who when where how there here mean after out in up down for back on an my your him her"
    " it our them to can through over under further more".split()
)
_SOLID_LAST = frozenset(
    "out in one thing things body where ever fore by self selves day not ward wards while time times how other way ways"
    " night side to over".split()
)
_BEFORE_HYPHEN = frozenset(
    "self non anti post pre co re semi half full part well long short high low over follow one two three four five six"
    " seven eight nine ten twenty thirty x ex mid multi all cross follow up check".split()
)


def words_of_page(text: str) -> Mapping[str, int]:
    """How often each word, or part of a broken one, stands on a page; of one with hyphens each two parts."""
    words = [word.casefold() for word in _WORD.findall(text)]
    pairs = ("-".join(pair) for word in words if "-" in word for pair in pairwise(word.split("-")))
    return Counter([word for word in words if "-" not in word]) + Counter(pairs)


def mended(before: str, after: str, said: Mapping[str, int]) -> str:
    """A line that ends in a hyphen with the one below it, as one text; `said` are the words of the whole page."""
    last, first = _LAST.search(before), _FIRST.match(after)
    if not last or not first or not after[:1].islower():
        return before + after
    head, tail = last[1].casefold(), first[0].casefold()
    return before + after if _has_hyphen(head, tail, said) else before[:-1] + after


def _has_hyphen(head: str, tail: str, said: Mapping[str, int]) -> bool:
    """Whether the hyphen belongs to the word: as the page writes it elsewhere, else as English does."""
    if f"{head}-{tail}" in said:
        return True
    if head + tail in said or (head in _SOLID_FIRST and tail in _SOLID_LAST) or tail in _ENDINGS:
        return False
    # The page has the rest of the word once for itself; a word of its own it has again.
    return head.isdigit() or head in _BEFORE_HYPHEN or said.get(tail, 0) > 1
