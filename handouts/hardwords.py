"""The hard words of a text, with what they mean: from the glossary in `data/glossary.toml`."""

import re
from collections.abc import Iterable, Sequence

from handouts.document import Span
from handouts.document import Term as Entry
from handouts.grade.syllables import syllables
from handouts.wordlists import Term, is_abbreviation, term_phrases

_POLYSYLLABLE = 3
_SHORT_BUT_HARD = frozenset("stent|plaque|sepsis|taper|graft|benign|septum|renal|gout|suture|oral".split("|"))
# In the glossary for those who look there, but known to most readers of grade 6.
_KNOWN = frozenset(
    "admission|allergic reaction|antibiotic|aspirin|bacteria|blood clot|blood pressure|blood thinner|blood vessel"
    "|calorie|caregiver|complication|diabetes|emergency department|expiration date|heart attack|heart rate|infection"
    "|injection|medical history|medical record|nicotine|oxygen|pharmacist|pharmacy|physical therapy|prescription"
    "|procedure|recovery room|rehabilitation|side effect|specialist|stroke|surgeon|surgery|symptom|therapy|vaccine"
    "|virus|vital signs|x-ray|open-heart surgery|over-the-counter|primary care provider|follow-up|vitamin K|artery"
    "|as needed|discharge|home health care|organ|interval|localized|monitoring|heart valve|procedure|diagnosis"
    "|milligram|milliliter|isolation|dose|second opinion|secondhand smoke|risk factor|oral".split("|")
)

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


def is_hard(form: str, term: Term) -> bool:
    """Whether a reader of grade 6 may stumble over the term in this form."""
    listed = (term.term.lower() + ending for ending in ("", "s", "es"))
    if term.term in _KNOWN or not (is_abbreviation(form) or form.lower() in listed):
        return False  # "urinate" is not what the meaning of "urine" explains
    hard = any(syllables(word) >= _POLYSYLLABLE for word in re.findall(r"[^\W_]+", form))
    return hard or is_abbreviation(form) or term.term in _SHORT_BUT_HARD
