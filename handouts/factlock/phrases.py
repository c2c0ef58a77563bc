"""The phrases that the word lists name: medicines with their classes, and words that mean the same."""

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from importlib.resources import files
from types import MappingProxyType

from handouts.factlock.stems import stem
from handouts.factlock.wording import plain_signs

Phrases = Mapping[str, tuple[tuple[tuple[str, ...], str], ...]]


def longest(phrases: Phrases, words: Sequence[str], at: int) -> tuple[int, str]:
    """How many words the longest phrase at `at` has, and what it stands for; 0 and "" where there is none."""
    for phrase, value in phrases.get(words[at], ()):
        if tuple(words[at : at + len(phrase)]) == phrase:
            return len(phrase), value
    return 0, ""


def phrases_of(pairs: Iterable[tuple[str, str]]) -> Phrases:
    """A table of phrases by their first word, the longest first."""
    table: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for said, value in pairs:
        words = tuple(re.findall(r"[^\W_]+(?:'[^\W\d_]+)*", plain_signs(said).lower()))
        table.setdefault(words[0], []).append((words, value))
    return MappingProxyType({first: tuple(sorted(rows, key=lambda row: -len(row[0]))) for first, rows in table.items()})


_ENDING = re.compile(
    r"\w{2,}(?:olol|[^a]pril|sartan|[^ao]statin|prazole|conazole|nidazole|mycin|cillin|dipine|floxacin|xaban|gatran|"
    r"gliptin|gliflozin|glutide|tidine|parin|semide|thiazide|cycline|ciclovir|cyclovir|navir|zepam|zolam|dronate|"
    r"setron|triptan|profen|oxetine|lukast|terol|glitazone|mab|tinib|cept|grelor|azosin|afil|cef(?!ul)\w+|caine)"
)


_NO_DRUGS = frozenset("except accept concept precept intercept percept misconcept cholesterol sterol".split())


def drug_by_ending(text: str) -> str:
    """The word itself where it ends as the names of medicines do ("-olol"), else ""."""
    return text if _ENDING.fullmatch(text) and text not in _NO_DRUGS else ""


def _rows(name: str) -> list[str]:
    text = files("handouts").joinpath("data", name).read_text(encoding="utf-8")
    return [line for line in text.splitlines() if line and not line.startswith("#")]


@cache
def drug_phrases() -> Phrases:
    """Names of medicines and their classes, each with the first name of its line; a class in brackets."""
    pairs: list[tuple[str, str]] = []
    for row in _rows("drugs.txt"):
        if row.startswith("["):
            name, _, others = row.strip("[]").partition(" = ")
            pairs += [(said.strip(), f"[{name}]") for said in [name, *others.split(",")] if said.strip()]
        else:
            names = [said.strip() for said in row.split(",")]
            pairs += [(said, names[0].lower()) for said in names]
    return phrases_of(pairs)


@cache
def drug_classes() -> Mapping[str, str]:
    """The class, in brackets, of each medicine."""
    classes: dict[str, str] = {}
    current = ""
    for row in _rows("drugs.txt"):
        if row.startswith("["):
            current = f"[{row.strip('[]').partition(' = ')[0]}]"
        else:
            classes[row.split(",")[0].strip().lower()] = current
    return MappingProxyType(classes)


@cache
def meaning_phrases() -> Phrases:
    """Words and phrases (by stems) with the meanings they may have, parted by "|"."""
    meanings: dict[tuple[str, ...], set[str]] = {}
    for number, row in enumerate(_rows("synonyms.txt")):
        for said in row.split(","):
            words = re.findall(r"[^\W_]+", plain_signs(said).lower())
            meanings.setdefault(tuple(stem(word) for word in words), set()).add(f"={number}")
    table: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for phrase, values in meanings.items():
        table.setdefault(phrase[0], []).append((phrase, "|".join(sorted(values))))
    return MappingProxyType({first: tuple(sorted(rows, key=lambda row: -len(row[0]))) for first, rows in table.items()})
