"""How many syllables an English word has, offline.

The first that knows the word, or the singular of a plural or possessive, decides: our own list, mostly of medical words
(`data/syllables/overrides.txt`), then CMUdict's first pronunciation (`data/syllables/words.txt.gz`), and last a guess.
textstat's own counter will not do: it downloads CMUdict, and leaves medical words to hyphenation patterns, which part
too few syllables.
"""

import gzip
import re
from collections.abc import Mapping
from functools import cache, lru_cache
from importlib.resources import files

_DATA = files("handouts").joinpath("data", "syllables")
_LONGEST_INITIALS = 5
# Of 10,403 words drawn from CMUdict the patterns alone guess 61 % (0.44 too few on average), these rules 91 %, the
# higher of both 91 % (none too few on average); of the words in our own list 28, 92 and 94 %.
_VOWELS = re.compile(r"[aeiouy]+")
_SOFT_ENDING = re.compile(r"[tscg]i(?:on|a[ln]|ous)|geon|iou")
_PARTED_VOWELS = re.compile(r"i[aou]|eo|(?<!q)ua|uou|[^aeiou]ism$")
_SILENT = re.compile(r"(?:[^aeiouyl]|[aeiouy]l)e$|[^aeiouysxzcghl]es$|[aeiouy]les$|[^aeiouytd]ed$")
_HISSING = ("s", "x", "z", "ch", "sh", "ce", "ge", "se", "ze")


@lru_cache(maxsize=1 << 16)
def syllables(word: str) -> int:
    """The syllables of one word, at least 1; letters' case tells initials from words.

    Figures ("80", "2.5", "B12", "cm²") have one whatever their length: guidelines ask for figures in place of number
    words, so they must not raise a grade. Initials ("INR", "U.S") have as many as their letters have when said.
    """
    if any(letter.isnumeric() for letter in word):
        return 1
    if "." in word:
        return _spelled(word)
    small = word.lower().replace("’", "'")
    if known := _count_in(_overrides(), small) or _count_in(_dictionary(), small):
        return known
    initials = word.removesuffix("s")
    if 2 <= len(initials) <= _LONGEST_INITIALS and initials.isupper():
        return _spelled(initials)
    return max(_by_patterns(small), _by_vowels(small))


def _spelled(initials: str) -> int:
    return sum(3 if letter in "Ww" else 1 for letter in initials if letter.isalpha())


def _count_in(table: Mapping[str, int], word: str) -> int:
    """The count of a word, or of a possessive or plural, that the table knows; else 0."""
    if word in table:
        return table[word]
    singular = word.removesuffix("'s") if word.endswith("'s") else word.removesuffix("s")
    if singular == word:
        return 0
    if singular in table:
        return table[singular] + singular.endswith(_HISSING)
    if word.endswith("ies"):
        return table.get(word.removesuffix("ies") + "y", 0)
    base = word.removesuffix("es")
    return table[base] + base.endswith(_HISSING) if base in table else 0


@cache
def _overrides() -> dict[str, int]:
    lines = _DATA.joinpath("overrides.txt").read_text("utf-8").splitlines()
    cut = [entry for line in lines if (entry := line.partition("#")[0].strip())]
    return {entry.replace("-", ""): entry.count("-") + 1 for entry in cut}


@cache
def _dictionary() -> dict[str, int]:
    text = gzip.decompress(_DATA.joinpath("words.txt.gz").read_bytes()).decode()
    return {word: count for count, line in enumerate(text.split("\n"), 1) for word in line.split()}


def _by_patterns(word: str) -> int:
    """The guess of textstat: where a printer may part the word."""
    from textstat.backend.utils import get_pyphen  # type: ignore[import-untyped]

    return len(get_pyphen("en_US").positions(word)) + 1


def _by_vowels(word: str) -> int:
    """Runs of vowels, those parted that are said apart, without a silent ending."""
    parted = len(_PARTED_VOWELS.findall(_SOFT_ENDING.sub("", word)))
    return max(1, len(_VOWELS.findall(word)) + parted - bool(_SILENT.search(word.removesuffix("'s"))))
