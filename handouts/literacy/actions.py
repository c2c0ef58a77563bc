"""Checks of what the reader is asked to do."""

import re

from handouts.document import Callout, plain_text
from handouts.literacy import wording
from handouts.literacy.evidence import Finding, agree, counted, disagree, leave, not_applicable, quoted
from handouts.literacy.language import MARGIN, MOSTLY
from handouts.literacy.material import Material, Statement, texts

_PHONE = re.compile(r"\b\d{3}[-. ]\d{4}\b|\b(?:911|999|112|988)\b")


def _requests(material: Material) -> list[Statement]:
    return [each for each in material.statements if wording.is_request(each)]


def call_to_action(material: Material) -> Finding:
    """PEMAT 20, CCI 5."""
    asked = _requests(material)
    if asked:
        return agree(f"{counted(len(asked), 'request')}, the first {quoted(asked[0].text)}", asked[0].line)
    perhaps = [each for each in material.statements if wording.may_ask(each)]
    if perhaps:
        return leave(f"no direct request; perhaps {quoted(perhaps[0].text)}", perhaps[0].line)
    return disagree("no sentence asks the reader to do anything")


def directly(material: Material) -> Finding:
    """PEMAT 21; the guide disagrees when no action is described."""
    asked = _requests(material)
    indirect = [each for each in material.statements if wording.is_indirect(each)]
    both = len(asked) + len(indirect)
    if not both:
        return disagree("no action is described") if call_to_action(material).answer else leave("no request found")
    told = f"{len(asked)} of {counted(both, 'request')} put to the reader"
    line = None
    if indirect:
        told, line = f"{told}; not so {quoted(indirect[0].text)}", indirect[0].line
    share = len(asked) / both
    if share >= MOSTLY + MARGIN:
        return agree(told, line)
    return disagree(told, line) if share < MOSTLY - MARGIN else leave(f"near the limit: {told}", line)


def steps(material: Material) -> Finding:
    """PEMAT 22."""
    numbered = [each for each in material.lists if each.ordered]
    return leave(counted(len(numbered), "numbered list"), numbered[0].line if numbered else None)


def active_message(material: Material) -> Finding:
    """CCI 6: no without a call to action; the main message is a person's to name."""
    if call_to_action(material).answer == "disagree":
        return disagree("no call to action, as item 5 says")
    passive = [each for each in _requests(material) if wording.is_passive(each)]
    return leave(f"a passive in {quoted(passive[0].text)}" if passive else "", passive[0].line if passive else None)


def advice(material: Material) -> Finding:
    """CCI 12: where nothing at all is asked of the reader, part B does not apply; to ask or read is no advice."""
    asked = [each for each in material.statements if wording.is_advice(each)]
    if asked:
        return agree(
            f"{counted(len(asked), 'piece', 'pieces')} of advice, the first {quoted(asked[0].text)}", asked[0].line
        )
    if no_advice(material):
        return not_applicable("nothing is asked of the reader")
    return leave("no sentence found that says what to do for one's health")


def why(material: Material) -> Finding:
    """CCI 13."""
    return not_applicable("no advice, as item 12 says") if no_advice(material) else leave()


def how(material: Material) -> Finding:
    """CCI 14: the index takes when and how to call for care as directions."""
    if no_advice(material):
        return not_applicable("no advice, as item 12 says")
    for box in material.boxes:
        if box.kind in ("call", "warning") and box.blocks and _gives_number(box, material):
            return agree(f"when and how to call: {quoted(plain_text(box.title))}", box.line)
    return leave("no box says when and how to call")


def no_advice(material: Material) -> bool:
    """Whether nothing at all is asked of the reader, so that the index's part B does not apply."""
    return call_to_action(material).answer == "disagree"


def _gives_number(box: Callout, material: Material) -> bool:
    """Whether a box says when, and itself or with the article's own line on whom to call, what number."""
    said = " ".join(text.words for text in texts([box]))
    return bool(_PHONE.search(said) or (box.kind == "call" and _PHONE.search(material.document.call)))
