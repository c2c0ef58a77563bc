"""The hard words of a text, with what they mean: from the glossary in `data/glossary.toml`."""

from collections.abc import Iterable, Sequence

from handouts.document import Span
from handouts.document import Term as Entry
from handouts.suggest.definitions import is_hard
from handouts.suggest.phrases import Term, term_phrases

NO_LINE = 1
"""A meaning from the glossary stands on no line of the article."""


def hard_terms(texts: Iterable[str], known: Sequence[str], most: int) -> tuple[Entry, ...]:
    """The hard terms in the texts that are not among the words `known` already, each as it is first written there.

    At most `most`: those used most often, then those that come first; in alphabetical order.
    """
    explained = {found.value.term for text in known for found in term_phrases().find(text)}
    uses: dict[str, int] = {}
    forms: dict[str, tuple[str, Term]] = {}
    for text in texts:
        for found in term_phrases().find(text):
            form, term = text[found.start : found.end], found.value
            if term.term not in explained and is_hard(form, term):
                uses[term.term] = uses.get(term.term, 0) + 1
                forms.setdefault(term.term, (form, term))
    chosen = sorted(uses, key=lambda term: -uses[term])[:most]
    return tuple(_entry(*forms[name]) for name in sorted(chosen, key=str.casefold))


def _entry(form: str, term: Term) -> Entry:
    word = form if any(letter.isupper() for letter in form[1:]) else form[0].upper() + form[1:]
    return Entry((Span(word, NO_LINE),), ((Span(term.meaning, NO_LINE),),), NO_LINE)
