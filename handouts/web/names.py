"""Other names that people use for what an article says: brand names, classes of medicines, plain words for hard ones.

They only help to find; none of them is ever shown as the article's own.
"""

from collections.abc import Iterator
from functools import cache

from handouts.wordlists import Phrases, lines_of, plain_words, terms

_Names = tuple[str, ...]


def other_names(text: str) -> Iterator[str]:
    """The other names of everything that the text names, as often as it names them."""
    for found in _phrases().find(text):
        yield from found.value


def synonyms(text: str) -> Iterator[str]:
    """Words that may stand for words of the text, beyond its names: a wide net, for titles and headings."""
    for found in _synonyms().find(text):
        yield from found.value


@cache
def _phrases() -> Phrases[_Names]:
    known: dict[str, set[str]] = {}
    for term in terms():
        _add(known, (term.term, *term.forms))
    for pair in plain_words():
        if pair.safe and pair.plain:
            known.setdefault(pair.hard.lower(), set()).update(pair.plain)
    for medicine, family in _medicines():
        _add(known, medicine, family)
        _add(known, family)
    return Phrases((phrase, tuple(sorted(names))) for phrase, names in known.items())


def _add(known: dict[str, set[str]], names: tuple[str, ...], more: tuple[str, ...] = ()) -> None:
    """Each of the names stands for the others, and for `more`."""
    for name in names:
        known.setdefault(name.lower(), set()).update({*names, *more} - {name})


def _medicines() -> Iterator[tuple[_Names, _Names]]:
    """Each medicine by its names, with those of its class."""
    family: _Names = ()
    for line in lines_of("drugs.txt"):
        if line.startswith("["):
            family = tuple(name.strip() for name in line.strip("[]").replace(" = ", ",").split(",") if name.strip())
        else:
            yield tuple(name.strip() for name in line.split(",")), family


@cache
def _synonyms() -> Phrases[_Names]:
    known: dict[str, set[str]] = {}
    for line in lines_of("synonyms.txt"):
        _add(known, tuple(name.strip() for name in line.split(",")))
    return Phrases((phrase, tuple(sorted(names))) for phrase, names in known.items())
