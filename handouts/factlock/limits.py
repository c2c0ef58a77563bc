"""How a number is bounded by the words before and after it: "at least 2", "2 or more", "4 is the limit"."""

import re

from handouts.factlock.amounts import Bound
from handouts.factlock.units import PATTERN

NUMBER = r"\d+(?:\.\d+)?"
UNIT = rf"(?:[ -]|(?<=\d) (?:more|full|whole|extra|further|additional) )?(?:{PATTERN})"
LOOSE = r"(?:(?:the )?age(?: of)? |an? |the |your |about |around |approximately )*"
_HIGHER = (
    r"more|greater|higher|older|longer|larger|bigger|heavier|hotter|warmer|later|faster|farther|further|taller|wider"
)
_LOWER = r"less|fewer|lower|younger|shorter|smaller|lighter|cooler|colder|slower|sooner|earlier"
_LIMIT = (
    r"(?:the )?(?:limit|maximum(?: dose)?|max|(?<=the )most(?: [a-z0-9]+){0,7}?|highest dose|largest dose|top dose)"
)
_UP_TO = "".join(rf"(?<!{word} )" for word in ("go", "goes", "going", "went")) + "up to"
BEFORE: tuple[tuple[Bound, str], ...] = (
    ("≥", rf"at least|(?:no|not) (?:{_LOWER}) than|an? minimum of|minimum of|≥|>="
     rf"|(?:{_HIGHER}) than or equal to|(?:the )?(?:minimum|least)(?: [a-z]+){{0,3}}? is"),
    ("≤", rf"{_UP_TO}|(?:no|not) (?:{_HIGHER}) than|at (?:the )?most|an? maximum of|maximum of"
     rf"|as (?:many|much|long|often|high|late|far) as|not (?:to )?(?:exceed|exceeding|over|above)"
     rf"|never (?:more than|over|above)|≤|<=|(?:{_LOWER}) than or equal to|limit(?:ed)? (?:[a-z]+ ){{0,2}}?to"
     rf"|{_LIMIT}(?: [a-z]+){{0,3}}? is|stop after|keep (?:[a-z]+ ){{1,3}}?(?:to|under|below)|capped at"),
    ("<", rf"(?:{_LOWER}) than|below|under|<|(?<=\bbefore )the age of|before age"),
    (">", rf"(?:{_HIGHER}) than|over|above|exceeds?|exceeding|beyond|(?<!the )(?<!half )(?<!quarter )past|>"),
    ("within", r"within"),
)  # fmt: skip
BEFORE_SAID = "|".join(f"(?P<b{index}>{said})" for index, (_, said) in enumerate(BEFORE))
ABOUT = r"about|around|approximately|roughly|nearly|almost|some|~|≈"
_UP = rf"{_HIGHER}|above|over|better|up|beyond"
_DOWN = rf"{_LOWER}|below|under"
_OR = r"(?:or (?:even )?|and (?=above|over|older|up\b|below|under|younger))"
_THING = re.compile(
    r"\s(?!(?:of|in|an?|per|each|every|on|for|at|from|to|into|after|before|is|are|was|were|may|might|can|should|must|"
    r"if|when|and|or|that|which|who|with|without|by|during|as|than|until|within|since|because|but|so|often|frequently|either|times?)\b)[a-z]"
)
_CASE = re.compile(r"\s(?:if|when)\b")
_FOLLOWING = re.compile(
    r"(?:\s*\+|\)?(?:\s(?:\x00+|(?!(?:or|and|to|but|if|than)\b)[a-z°%]+)){0,6}?\s*(?:\([^()]{1,20}\)\s*)?,?\s"
    rf"(?:{_OR}(?:(?P<up>{_UP})|(?P<down>{_DOWN}))|at (?:a )?(?P<least>least|minimum)"
    r"|at (?:the )?(?P<most>most|latest)|(?P<onward>onwards?|on(?=[.,;:!?)]|$| and | until ))"
    r"|is (?P<limit>(?:the |your )?(?:limit|maximum|most|highest|cap|top)\b)))"
    r"(?!\s(?:than|likely|\d)|\w)"
)
_OPPOSED = ({"<", "≥"}, {">", "≤"})
TAIL = re.compile(rf"\x00[^\x00.,;:?!]{{0,30}}?(?P<said>\b{_OR}(?:{_UP}|{_DOWN}))\b(?! (?:often|than|likely))")
# "3 days before the scan or earlier": what is earlier lies further back.
_BACKWARDS = re.compile(
    r"[^.;:?!,]{0,12}\b(?:before|ahead|prior|in advance)\b[^.;:?!,]{0,40}?\b(?:or|and) (?:earlier|sooner)\b"
)
LATE_UNIT = re.compile(rf" ?(?:or|and) (?:more|fewer|less)(?: [a-z]+)?(?P<unit>{UNIT})(?!\w)")


def limits(said: str, text: str, end: int, *, unit: bool) -> bool:
    """Whether the words that end at `end` of `text`, with `said` as the last, bound the number before them.

    "5 days or sooner if you are ill" has no limit, nor has "2 cups or more salt", where the number has its `unit`.
    """
    if said in ("sooner", "earlier"):
        return not _CASE.match(text, end)
    return not (unit and said in ("more", "less", "fewer") and _THING.match(text, end))


def bound_of(found: re.Match[str], text: str, *, unit: bool) -> Bound:
    """The bound of a number that `found` matches in `text`: by what follows it, else by what stands before it.

    Where the two are opposed ("under 5 minutes or more") the first one is told, for the author to see.
    """
    before: Bound = next((bound for index, (bound, _) in enumerate(BEFORE) if found[f"b{index}"]), "=")
    if _BACKWARDS.match(text, found.end()):
        return "≥"
    after = _FOLLOWING.match(text, found.end())
    if not after or not limits(after["up"] or after["down"] or "", text, after.end(), unit=unit):
        return before
    bound: Bound = "≥" if after["up"] or after["least"] or after["onward"] or "+" in after[0] else "≤"
    return before if {before, bound} in _OPPOSED else bound
