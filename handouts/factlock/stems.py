"""The stem of an English word, so that "narrowed" and "narrowing" are one.

A light stripper, made for comparing two texts by one author: it may join words that a dictionary keeps apart
("operate", "operation"), and it never has to give a word that exists.
"""

import re
from collections.abc import Mapping
from functools import cache, lru_cache
from importlib.resources import files
from types import MappingProxyType

_ENDINGS = ("fulness", "ations", "ation", "ments", "ment", "ness", "ings", "ing", "ions", "ion", "edly", "ed", "ly")
_KEPT = frozenset(
    "during morning evening something nothing anything wing king ring spring bring need feed red bed".split()
)
# "controlled" and "swell": an "l" is doubled before an ending where the word has an earlier vowel.
_DOUBLED = re.compile(r"\w*[aeiou]\w*[^aeiou\W][aeio]ll")
_VOWELS = frozenset("aeiouy")


@lru_cache(maxsize=20_000)
def stem(word: str) -> str:
    """The stem of a word written small."""
    if word in _irregular():
        return _irregular()[word]
    if len(word) <= 3 or word in _KEPT:
        return word
    return _tidy(_without_ending(_singular(word)))


@cache
def _irregular() -> Mapping[str, str]:
    rows = files("handouts").joinpath("data", "irregular.txt").read_text(encoding="utf-8").splitlines()
    words = [row.split() for row in rows if not row.startswith("#")]
    return MappingProxyType({form: forms[0] for forms in words for form in forms})


def _singular(word: str) -> str:
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith(("sses", "shes", "ches", "xes", "zes")):
        return word[:-2]
    if word.endswith("s") and not word.endswith(("ss", "us", "is")):
        return word[:-1]
    return word


def _without_ending(word: str) -> str:
    if word.endswith("ied") and len(word) > 4:
        return word[:-3] + "y"
    for ending in _ENDINGS:
        if word.endswith(ending):
            root = word.removesuffix(ending)
            if len(root) >= 3 and not _VOWELS.isdisjoint(root):
                return _mended(root) if ending in ("ing", "ings", "ed", "edly") else root
    return word


def _mended(root: str) -> str:
    """The root with the "e" that its ending took, where three letters are too few to do without."""
    open_syllable = root[-1] not in "aeiouywx" and root[-2] in _VOWELS and root[-3] not in _VOWELS
    return root + "e" if len(root) == 3 and open_syllable else root


def _tidy(root: str) -> str:
    if len(root) > 4 and root[-1] == "e":
        root = root[:-1]
    if len(root) > 5 and root.endswith("at"):
        root = root[:-2]
    if len(root) > 3 and root[-1] == root[-2] and (root[-1] not in "ls" or _DOUBLED.fullmatch(root)):
        root = root[:-1]
    return root[:-1] + "i" if len(root) > 3 and root[-1] == "y" else root
