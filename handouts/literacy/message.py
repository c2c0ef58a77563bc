"""Hints on the main message and on risk; only that a subject is missing can be judged here."""

from handouts.document import plain_text
from handouts.literacy import numbers, wording
from handouts.literacy.actions import no_advice
from handouts.literacy.evidence import Finding, leave, listed, not_applicable, quoted
from handouts.literacy.language import everyday_words
from handouts.literacy.material import Material

_NO_RISK = "no word of risk, chance, harm or danger"


def purpose(material: Material) -> Finding:
    """PEMAT 1."""
    return leave(f"title {quoted(material.document.title)}")


def length(material: Material) -> Finding:
    """PEMAT 2."""
    return leave(f"{material.words} words")


def audience(material: Material) -> Finding:
    """CCI Q1."""
    named = material.document.audience.strip()
    return leave(f"the article says: {named}" if named else "")


def literacy(material: Material) -> Finding:
    """CCI Q2."""
    return leave(everyday_words(material).evidence.partition(";")[0])


def opening(material: Material) -> Finding:
    """CCI Q4."""
    first = next(iter(material.statements), None)
    return leave(f"it opens with {quoted(first.text)}", first.line) if first else leave()


def doubt(material: Material) -> Finding:
    """CCI 11."""
    unsure = [each for each in material.statements if wording.tells_of_doubt(each)]
    return leave(f"a doubt told: {quoted(unsure[0].text)}", unsure[0].line) if unsure else leave("no doubt is told")


def risk(material: Material) -> Finding:
    """CCI 18."""
    for text in material.texts:
        if wording.tells_of_risk(text):
            return leave(f"risk is told of first in {quoted(plain_text(text.spans))}", text.line(0))
    return not_applicable(_NO_RISK)


def risks_and_benefits(material: Material) -> Finding:
    """CCI 19."""
    if no_advice(material):
        return not_applicable("no advice, as item 12 says")
    return leave() if risk(material).answer is None else risk(material)


def chances_explained(material: Material) -> Finding:
    """CCI 20."""
    if risk(material).answer:
        return not_applicable(_NO_RISK)
    found = [each for text in material.texts for each in numbers.probabilities(text)]
    if not found:
        return not_applicable("no chance in numbers")
    return leave(f"chances in numbers: {listed([words for words, _ in found])}", found[0][1])
