"""Signs in the wording: the passive voice, requests put to the reader, abbreviations, risk and doubt.

English alone, and by patterns: a form of "be" and a participle make a passive, an opening verb makes a request. They
miss some and see a few that are not there, so the checks judge only where the figures are far from the limit.
"""

import re
from collections.abc import Iterable

from handouts.literacy.material import Statement, Text


def either(words: str) -> str:
    """A pattern for any of these words."""
    return "|".join(words.split())


def _pattern(*pieces: str) -> re.Pattern[str]:
    return re.compile("".join(pieces), re.IGNORECASE)


# --- the passive ---------------------------------------------------------------------------------------------------

_IRREGULAR = either(
    "begun bitten blown bound bought brought broken built burnt caught chosen cut dealt done drawn driven eaten fed"
    " felt forgotten found frozen given grown held hidden kept known laid led left let lost made meant paid proven put"
    " read redone rung run said seen sent set sewn shaken shown shut sold spent split spoken spread stolen stuck swept"
    " taken taught thought thrown told torn understood undone worn written"
)
_NO_PARTICIPLE = either(  # they end like one, and say how someone is, or are no verbs at all
    "advanced ashamed blessed bored complicated concerned confused crowded dehydrated delighted depressed detailed"
    " embarrassed excited exhausted experienced fatigued frightened interested limited married naked overjoyed pleased"
    " prepared relaxed related retired sacred satisfied scared skilled sophisticated supposed surprised tired worried"
    " bed feed hundred indeed med need red seed shed speed weed"
)
_BETWEEN = (
    r"(?:(?:not|also|often|already|always|never|still|then|now|first|last|just|only|most|more|too|both|even|all|\w+ly)"
    r"\s+){0,3}"
)
_PARTICIPLE = rf"(?!(?:{_NO_PARTICIPLE})\b)(?:\w{{2,}}ed|{_IRREGULAR})\b"
_PASSIVE = _pattern(
    r"\b(?:am|is|are|was|were|be|been|being|gets?|got|(?:is|are|was|were)n['’]t|(?:it|that)['’]s|(?:they|you|we)['’]re)",
    rf"\s+{_BETWEEN}{_PARTICIPLE}",
)


def voiced(statements: Iterable[Statement]) -> list[Statement]:
    """The statements that have a voice, active or passive: whole ones; a fragment only when it is passive."""
    return [each for each in statements if each.whole or is_passive(each)]


def is_passive(statement: Statement) -> bool:
    """Whether a form of "be" or "get" stands before a participle."""
    return bool(_PASSIVE.search(statement.text))


# --- requests ------------------------------------------------------------------------------------------------------

# Verbs that open a request; those that are as often nouns there ("exercise helps", "rest is") are left out.
_VERBS = either(
    "add apply arrange ask avoid begin breathe bring brush buy call carry change check choose clean close contact"
    " cook count cover cut describe dial do drink dry eat empty expect fill find finish follow get give go hold"
    " inform keep know lay learn leave lie lift limit listen look lower make measure meet move note notify open"
    " pay pick plan pour practice prepare press prevent protect pull push put raise read reduce remember remove"
    " repeat report return review roll rub save say see seek set share show sit skip sleep soak speak stand start"
    " stay stop store swallow take talk tell throw touch try turn use visit wait wash watch wear weigh wipe write"
)
_SEEKING = re.compile(
    either("ask call contact dial find know learn look note notify read remember report review see speak talk visit")
)
_NOT_A_NOUN = r"(?!\s+(?:is|are|was|were|can|may|might|will|has|had|of|helps?|and\s+\w+\s+(?:is|are))\b|['’]s\b)"
# What may stand before the verb: "If you bleed, call", "Then also take".
BEFORE = (
    r"^\W*(?:(?:if|when|whenever|while|after|before|between|once|until|unless|for|to|in|at|on|each|every|as|with|during|because"
    r"|the\s+first\s+time)\b[^,:]{1,120}[,:]\s+)?"
    r"(?:(?:please|always|also|first|next|now|just|only|then|instead|so|but|and|or|today)\W{1,2})*"
)
_REQUEST = _pattern(
    rf"{BEFORE}(?:(?:do\s+not|don['’]t|never)\s+\w+|(?:be\s+sure|make\s+sure|try\s+not)\b",
    rf"|(?P<verb>{_VERBS})\b{_NOT_A_NOUN})",
)
_OUGHT = r"(?:should|must|needs?\s+to|ha(?:s|ve)\s+to)"
_YOU_OUGHT = _pattern(
    rf"\byou\s+(?:(?:will|may|might|also|still|always|then)\s+)*{_OUGHT}\s+(?:not\s+)?(?!(?:be|have|feel|get)\b)\w+"
)
_OTHERS = (
    r"\b(?:patients?|people|persons?|individuals|adults|women|men|everyone|everybody|anyone|users|clients|consumers"
    r"|those|she|he|they)\b"
)
_OTHERS_OUGHT = _pattern(
    rf"{_OTHERS}[^.;:,]{{0,80}}?\s{_OUGHT}\b",
    rf"|(?<!you)\s{_OUGHT}\s+(?:not\s+|always\s+|never\s+|only\s+)?be\s+{_BETWEEN}{_PARTICIPLE}",
    r"|\bit\s+is\s+(?:strongly\s+)?(?:recommended|advised|advisable|suggested|essential|important|necessary)\s+(?:to|that)\b",
)
_ANY_OUGHT = _pattern(rf"\b(?:{_OUGHT}|can)\b")


def is_request(statement: Statement) -> bool:
    """Whether it asks the reader to do something: by a verb that opens it, by "you should", "must" or the like.

    A fragment does not: in a list "dry mouth" and "take aspirin" may go on with what stands above it.
    """
    if not statement.whole or statement.text[:1].islower():
        return False
    return bool(_REQUEST.search(statement.text) or _YOU_OUGHT.search(statement.text))


def is_advice(statement: Statement) -> bool:
    """Whether it asks the reader to do something other than to ask, read or call."""
    found = _REQUEST.search(statement.text)
    if found and found["verb"]:
        return not _SEEKING.fullmatch(found["verb"].lower())
    return is_request(statement)


def is_indirect(statement: Statement) -> bool:
    """Whether it says what others should do, or what should be done, rather than asking the reader."""
    return bool(_OTHERS_OUGHT.search(statement.text)) and not is_request(statement)


def may_ask(statement: Statement) -> bool:
    """Whether it may name an action, in whatever form."""
    patterns = (_REQUEST, _ANY_OUGHT, _OTHERS_OUGHT)
    return any(pattern.search(statement.text) for pattern in patterns)


# --- words ---------------------------------------------------------------------------------------------------------

_CAPITALS = re.compile(r"(?<![\w./-])(?P<letters>[A-Z]{2,6})s?(?![\w/])")
_KNOWN = frozenset("AM CAT CDC CT DNA DVD ER FDA ID MRI OK PIN PM TV UK US USA".split())
_RISK = _pattern(
    r"\b(?:risk\w*|chance\w*|likel\w+|danger\w*|harm\w*|hazard\w*|threat\w*|complication\w*|side\s+effects?|odds|dies?|died"
    r"|death\w*|deadly|fatal\w*|serious\w*|injur\w+|problems?|unsafe|safety|caus(?:e|es|ed)\s)"
)
_DOUBT = _pattern(
    r"\b(?:not\s+(?:yet\s+)?(?:known|clear|sure|certain|proven)|unknown|unclear|uncertain|more\s+research|no\s+one\s+knows"
    r"|(?:doctors|experts|scientists|researchers|studies)\s+(?:disagree|differ|(?:do\s+not|don['’]t)\s+(?:yet\s+)?know))"
)


def unspelled(texts: Iterable[Text], explained: frozenset[str]) -> list[tuple[str, int]]:
    """Abbreviations that no bracket and no list of words to know explains, each with the line of its first use.

    A word in capitals that the text has in small letters too is one word made loud.
    """
    read = list(texts)
    whole = "\n".join(text.words for text in read)
    small = frozenset(re.findall(r"\b[a-z]+\b", whole))
    first: dict[str, int] = {}
    for text in read:
        for found in _CAPITALS.finditer(text.words):
            first.setdefault(found["letters"], text.line(found.start()))
    return [
        (name, line)
        for name, line in first.items()
        if name not in _KNOWN and name.lower() not in small and not _is_spelled(name, whole, explained)
    ]


def _is_spelled(name: str, whole: str, explained: frozenset[str]) -> bool:
    if any(name.lower() in term.split() for term in explained):
        return True
    return bool(re.search(rf"\(\s*{name}s?\b|\b{name}s?\s+\(|\b{name}\s+(?:stands\s+for|means|is\s+an?)\b", whole))


def tells_of_risk(text: Text) -> bool:
    """Whether it has a word such as "risk", "chance", "harm" or "side effect"."""
    return bool(_RISK.search(text.words))


def tells_of_doubt(statement: Statement) -> bool:
    """Whether it says that something is not known."""
    return bool(_DOUBT.search(statement.text))
