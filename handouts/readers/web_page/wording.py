"""What a line says by itself: advice that nobody may miss, an invitation to another page, a text that is cut off."""

import re
from collections.abc import Iterable, Sequence

from handouts.readers._noise import noise_of
from handouts.readers.web_page.boxes import Line, level_of

PROSE = 60
"""Letters from which a line without links is taken for prose."""
LONGEST_INVITATION = 120
MOST_IN_TEASER = 60
"""Lines: what is longer is no teaser."""

_ACTS = (
    r"\b(?:call|dial|phone|ring|text)\s+(?:9-?1-?1|999|112|111|000|988|emergency|an ambulance|for (?:help|an ambulance)"
    r"|your|the (?:doctor|clinic|hospital|ward|nurse)|us (?:if|at once|right away))"
    r"|\b(?:do not|don['’]t|never)\s+(?:\w+\s+){0,2}"
    r"(?:take|stop|use|give|drive|eat|drink|mix|swallow|skip|wait|ignore|share your)\b"
    r"|\b(?:seek|get)\s+(?:\w+\s+){0,2}(?:medical|help|care|attention)\b|\bif you (?:have|feel|are|think|get|notice)\b"
)
_INSTRUCTS = re.compile(_ACTS, re.IGNORECASE)
_SAFETY = re.compile(
    rf"{_ACTS}|\b(?:emergency|ambulance|poison|overdose|suicid\w+|life[- ]threatening)\b", re.IGNORECASE
)
_ADVICE = re.compile(
    r"\b(?:call|ring|phone|contact|see|tell|ask|visit|go to|come back|return|(?:speak|talk)\s+to)\b[^.!?;]{0,60}?"
    r"\b(?:if|when|at once|right away|straight ?away|immediately|the same day|without delay|urgently)\b"
    r"|\b(?:call|ring|phone|dial|nurse line|helpline|advice line)\b[^.!?]{0,40}?\d{3}",
    re.IGNORECASE,
)
_OPENS_LIST = re.compile(r".*(?::|\b(?:if|when|for|have|has|are|and))\W*", re.IGNORECASE)
_INVITES = re.compile(
    r"(?:read|learn|see|view|find out|continue|get|discover|explore|watch|more|full)\b.*|.*(?:»|›|→|>\s*>|>)\s*",
    re.IGNORECASE,
)
_CUT_OFF = re.compile(r"(?:…|\.\.\.|\[…\]|\[\.\.\.\])\s*(?:(?:read|see|learn|view)\b.{0,30})?$", re.IGNORECASE)
_OF_SITE = re.compile(
    r"\b(?:editorial|advertising|our (?:content|medical|review|linking|privacy))\s+"
    r"(?:process|polic(?:y|ies)|team|standards|guidelines|board)\b"
    r"|\b(?:development|accuracy|quality assurance)\b.{0,40}\bcontent\b",
    re.IGNORECASE,
)


def is_of_site(line: Line) -> bool:
    """Whether a short line tells of the site rather than of an illness: "Read about our editorial process."."""
    return len(line.text) <= LONGEST_INVITATION and bool(_OF_SITE.search(line.text)) and not is_safety(line.text)


def is_safety(text: str) -> bool:
    """Whether a line sounds like advice that a patient must not miss."""
    return len(text.split()) >= 3 and bool(_SAFETY.search(text))


def instructs(text: str) -> bool:
    """Whether a line says what to do or not to do, and does not only speak of a danger."""
    return len(text.split()) >= 3 and bool(_INSTRUCTS.search(text) or _ADVICE.search(text))


def is_advice(text: str) -> bool:
    """Whether a line within an article tells whom to call, or when; elsewhere such a line is a site's own number."""
    return is_safety(text) or (len(text.split()) >= 3 and bool(_ADVICE.search(text)))


def opens_list(text: str) -> bool:
    """Whether a line leads to the list under it: "Call us if"."""
    return bool(_OPENS_LIST.fullmatch(text))


def is_prose(line: Line) -> bool:
    """Whether a line is long, and no link."""
    return len(line.text) >= PROSE and not line.is_link


def invites(line: Line) -> bool:
    """Whether a line is a link that says "Read more"."""
    return line.is_link and len(line.text) <= LONGEST_INVITATION and _INVITES.fullmatch(line.text) is not None


def share_linked(lines: Iterable[Line]) -> float:
    """The share of the letters that lead elsewhere."""
    held = list(lines)
    return sum(line.linked for line in held) / max(1, sum(len(line.text) for line in held))


def is_teaser(lines: Sequence[Line]) -> bool:
    """Whether lines lure to another article: two of an invitation, a linked heading or cut-off text, and a heading
    that names other articles.
    """
    if len(lines) > MOST_IN_TEASER:
        return False
    invited = any(map(invites, lines))
    lured = any(_CUT_OFF.search(line.text) or (level_of(line.box) and line.is_link) for line in lines)
    named = any(level_of(line.box) and noise_of(line.text) for line in lines)
    return (invited and lured) or (named and (invited or lured))
