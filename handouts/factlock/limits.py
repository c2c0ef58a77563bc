"""How a number is bounded by the words before and after it: "at least 2", "2 or more", "4 is the limit"."""

import re

from handouts.factlock.amounts import Bound
from handouts.factlock.units import PATTERN

NUMBER = r"\d+(?:\.\d+)?"
UNIT = rf"(?:[ -]|(?<=\d) (?:more|full|whole|extra|further|additional) )?(?:{PATTERN})"
LOOSE = r"(?:(?:the )?age(?: of)? |an? |the |your |about |around |approximately |(?:total|maximum|limit) of )*"
_HIGHER = (
    r"more|greater|higher|older|longer|larger|bigger|heavier|hotter|warmer|later|faster|farther|further|taller|wider"
)
_LOWER = r"less|fewer|lower|younger|shorter|smaller|lighter|cooler|colder|slower|sooner|earlier"
_LIMIT = r"(?:the )?(?:limit|maximum(?: dose)?|max|(?<=the )most|highest dose|largest dose|top dose)"
_UP_TO = "".join(rf"(?<!{word} )" for word in ("go", "goes", "going", "went")) + "up to"
BEFORE: tuple[tuple[Bound, str], ...] = (
    ("≥", rf"at least|(?:no|not) (?:{_LOWER}) than|an? minimum of|minimum of|≥|>="
     rf"|(?:{_HIGHER}) than or equal to|(?:the )?(?:minimum|least)(?: [a-z]+){{0,7}}? is"),
    ("≤", rf"{_UP_TO}|(?:no|not) (?:{_HIGHER}) than|at (?:the )?most"
     r"|(?:an? )?maximum(?: daily| total)?(?: dose| amount)? of"
     rf"|as (?:many|much|long|often|high|late|far) as|not (?:to )?(?:exceed|exceeding|over|above)"
     rf"|never (?:more than|over|above)|≤|<=|(?:{_LOWER}) than or equal to|limit(?:ed)? (?:[a-z]+ ){{0,2}}?to"
     rf"|{_LIMIT} is|stop after|keep (?:[a-z]+ ){{1,3}}?(?:to|under|below)|capped at"),
    ("<", rf"(?:{_LOWER}) than|below|under|<|(?<=\bbefore )the age of|before age"),
    (">", rf"(?:{_HIGHER}) than|over|above|exceeds?|exceeding|beyond|(?<!the )(?<!half )(?<!quarter )past|>"),
    ("within", r"within"),
)  # fmt: skip
BEFORE_SAID = "|".join(f"(?P<b{index}>{said})" for index, (_, said) in enumerate(BEFORE))
BEFORE_NUMBER = re.compile(rf"(?:about )?(?:{BEFORE_SAID})")
ABOUT = r"about|around|approximately|roughly|nearly|almost|some|~|≈"
_UP = rf"{_HIGHER}|above|over|better|up|beyond"
_DOWN = rf"{_LOWER}|worse|below|under"
_AGES = "older|younger|higher|lower|later|above|over|up|beyond|below|under"
_JOINED = rf"(?:or(?: even)?|and(?= (?:even )?(?:{_AGES})\b)(?: even)?)"
_FOLLOWING = re.compile(
    r"(?:\s*\+|\)?(?:\s(?:\x00+|(?!(?:or|and|to|but|if|than)\b)[a-z°%]+)){0,6}?\s*(?:\([^()]{1,20}\)\s*)?,?\s"
    rf"(?:(?P<said>{_JOINED} (?:(?P<up>{_UP})|(?P<down>{_DOWN})))|at (?:a )?(?P<least>least|minimum)"
    r"|at (?:the )?(?P<most>most|latest)|(?P<onward>onwards?)"
    r"|is (?P<limit>(?:the |your )?(?:limit|maximum|most|highest|cap|top)\b)))"
    r"(?!\s(?:than|likely|\d)|\w)"
)
_OPPOSED = ({"<", "≥"}, {">", "≤"})
TAIL = re.compile(rf"\x00[^\x00.,;:?!]{{0,30}}?(?P<said>\b{_JOINED} (?:{_UP}|{_DOWN}))\b(?! (?:often|than|likely))")
# "3 days before the scan or earlier": what is earlier lies further back.
_BACKWARDS = re.compile(
    r"[^.;:?!,]{0,12}\b(?:before|ahead|prior|in advance)\b[^.;:?!,]{0,40}?\b(?:or|and) (?:earlier|sooner)\b"
)
LATE_UNIT = re.compile(rf" ?(?:or|and) (?:more|fewer|less)(?: [a-z]+)?(?P<unit>{UNIT})(?!\w)")


# What a thing is compared by, and so what "more" may stand before: "above 38 °C or more redness".
_COMPARES = re.compile(r"(?:more|less|fewer|better|worse)$")
_SOONER = re.compile(r"(?:sooner|earlier|later|longer)$")
_CONDITION = re.compile(r",? (?:if|when|whenever|unless|should (?:you|it|the|your|any)|depending|as (?:needed|soon))\b")
_VERB = re.compile(r" [a-z]+ (?:an?|your|the|to)\b")  # "or more require a second dose"
_ENDED = re.compile(
    r"\s?(?:[^\w\s]|$)|\s(?:in|of|for|from|at|after|before|during|with|without|within|on|to|by|over|under|above|below|per"
    r"|an?|each|every|either|the|this|that|these|those|which|who|and|or|but|if|when|while|until|unless|because|since|as|is|are"
    r"|was|were|be|been|has|have|had|may|might|can|could|must|should|will|would|do|does|did|not|never|you|your|it|they"
    r"|we|he|she|then|so|also|even|often|only|apart|away|ago|once|twice|daily|here|there|off|out|up|down|through|needs?|gets?|takes?"
    r"|goes|go|asks?|calls?|tells?|sees?|means?|counts?|lasts?|stays?|keeps?|works?|makes?|raises?|lowers?|shows?|using"
    r"|taking|lasting|wide|long|tall|deep|high|prior|despite|following|overnight|total|requires?|[a-z]+ly)\b"
)


def is_limit(text: str, start: int, end: int, *, unit: bool, bounded: bool) -> bool:
    """Whether the "or more" at `start` to `end`, behind a number, is its limit, not more of another thing.

    `unit`: the number has its unit before it; `bounded`: it has a limit already. "3 or more stools" is a limit, "38 °C
    or more redness" is none; nor is "or sooner if you have pain".
    """
    said = text[start:end]
    if _SOONER.search(said) and _CONDITION.match(text, end):
        return False
    compares = bounded or (unit and _COMPARES.search(said))
    verb = not bounded and _VERB.match(text, end)
    return not compares or bool(verb or _ENDED.match(text, end))


# "the maximum from all products in 24 hours is": what stands between may hold a number of its own.
_MAXIMUM = re.compile(
    r"\b(?:(?:maximum|max)(?! (?:effect|benefit|relief))|upper limit|(?:the|your) limit"
    r"|the most(?= (?:you|that|any|an?|in|per|for|each|from|to)\b)|(?:highest|largest|top) dose)\b[^.;:?!]{0,60} is $"
)
_ON = re.compile(r"(?: (?:of age|old))?,? on(?= and\b| but\b|\s?(?:[^\w\s]|$))")
_FROM = re.compile(r"\bfrom\b[^.,;:?!\d]{0,20}$")


def bound_of(found: re.Match[str], text: str) -> Bound:
    """The bound of a number that `found` matches in `text`: by what follows it, else by what stands before it.

    Where the two are opposed ("under 5 minutes or more") the first one is told, for the author to see.
    """
    before: Bound = next((bound for index, (bound, _) in enumerate(BEFORE) if found[f"b{index}"]), "=")
    if before == "=" and _MAXIMUM.search(text[max(0, found.start() - 90) : found.start()]):
        before = "≤"
    if _BACKWARDS.match(text, found.end()):
        return "≥"
    opening = text[max(0, found.start() - 30) : found.start()] + re.split(r"\d", found[0])[0]
    if _FROM.search(opening) and _ON.match(text, found.end()):
        return "≥"
    after = _FOLLOWING.match(text, found.end())
    if not after:
        return before
    unit = not found[0][-1].isdigit() or after.start("said") > found.end() + 2
    if after["said"] and not is_limit(text, *after.span("said"), unit=unit, bounded=before != "="):
        return before
    bound: Bound = "≥" if after["up"] or after["least"] or after["onward"] or "+" in after[0] else "≤"
    return before if {before, bound} in _OPPOSED else bound
