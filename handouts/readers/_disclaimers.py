"""Disclaimers: the sentences by which a page says that it is no advice, and that nobody answers for it."""

import re

LONGEST_DISCLAIMER = 2500
"""Letters: a longer paragraph is never taken for one."""

_SUBJECT = (
    r"(?:information|content|contents|material|materials|article|page|pages|leaflet|fact\s?sheet|handout|brochure"
    r"|website|web\s?site|site"
    r"|newsletter|column|blog|podcast|programme|broadcast"
    r"|document|guide|guidance|publication|topic|advice|text|resource|tool|summary|booklet|sheet)"
)
_ABOUT = re.compile(rf"\b{_SUBJECT}\b", re.IGNORECASE)
_NOT = re.compile(r"\b(?:not|never|nor|no|cannot|isn['’]t|doesn['’]t)\b", re.IGNORECASE)
_STAND_IN = re.compile(r"\b(?:substitute|replac(?:e|es|ing|ement)|take the place|stand in)\b", re.IGNORECASE)
_CARE = re.compile(
    r"\b(?:advice|care|treatment|diagnos\w+|consult\w*|doctors?|physicians?|professionals?|providers?|judge?ment"
    r"|visit|talk(?:ing)?|clinicians?|nurses?|surgeon|team|opinion)\b",
    re.IGNORECASE,
)
_GIVES = re.compile(
    r"\b(?:constitutes?|provides?|gives?|offers?|contains?|intended|meant|designed|used|relied)\b.{0,60}?"
    r"\b(?:medical|clinical|professional|health|legal|individual|personal|diagnos\w+|advice)\b",
    re.IGNORECASE,
)
_FOR_INFORMATION = re.compile(
    r"\b(?:for|as) (?:general |your )?(?:educational|informational?|information|guidance|reference)(?:,? (?:and"
    r"|or) \w+)*"
    r"(?: (?:purposes?|use))?(?: only\b| purposes\b)",
    re.IGNORECASE,
)
_DISCLAIMS = re.compile(
    r"\bdisclaims? .{0,60}?\b(?:liability|responsibility|warrant\w+)\b|\b(?:accepts?|assumes?|takes?|bears?|has"
    r"|have) no (?:liability|responsibility)\b"
    r"|\b(?:cannot|can not|will not|shall not|is not|are not) (?:be )?(?:held )?(?:liable|legally responsible)\b"
    r"|^(?:(?:medical|legal|content|health) )?disclaimer\b"
    r"|\b(?:is|are) (?:\w+ ){0,3}for (?:general )?"
    r"(?:education|learning|information|educational use|your information) only\b"
    r"|\b(?:is|are) (?:only )?(?:intended|meant) (?:only )?for (?:use by )?"
    r"(?:patients|people|residents|readers|an? \w+ audience) (?:in|of|from) (?:the )?(?-i:[A-Z])"
    r"|\b(?:does|do) not (?:provide|offer|give) (?:medical|health|clinical) (?:advice|diagnos)"
    r"|\bmakes? no (?:warrant(?:y|ies)|representations?|guarantees?)\b",
    re.IGNORECASE,
)
_NOT_ALL = re.compile(r"\bdoes not (?:cover|include|contain|list|mention) (?:all|every)\b", re.IGNORECASE)
_ACT = re.compile(
    r"\b(?:call|dial|go to|ring|stop taking|(?:do not|don['’]t|never) (?:take|use)|911|999|112)\b", re.IGNORECASE
)


def is_disclaimer(text: str) -> bool:
    """Whether a paragraph disclaims; not one that also says what to do, for that must stay in the article."""
    sentences = re.split(r"(?<=[.!?])\s", text)
    advice = [sentence for sentence in sentences if not _disclaims(sentence)]
    return len(advice) < len(sentences) and not any(_ACT.search(sentence) for sentence in advice)


def disclaims(text: str) -> bool:
    """Whether a sentence of the paragraph disclaims, whatever the others say."""
    return len(text) <= LONGEST_DISCLAIMER and any(_disclaims(each) for each in re.split(r"(?<=[.!?])\s", text))


def _disclaims(sentence: str) -> bool:
    if _DISCLAIMS.search(sentence):
        return True
    subject = _ABOUT.search(sentence)
    if not subject:
        return False
    if _FOR_INFORMATION.search(sentence, subject.end()):
        return True
    if _NOT_ALL.search(sentence, subject.end()):
        return True
    denied = _NOT.search(sentence, subject.end())
    if not denied:
        return False
    instead = _STAND_IN.search(sentence, denied.end())
    return bool(_CARE.search(sentence, instead.end()) if instead else _GIVES.search(sentence, denied.end()))
