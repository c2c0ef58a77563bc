"""Credits: the lines of a page that say who wrote and reviewed it, when, who publishes it, and what they disclaim."""

import re
from collections.abc import Iterable
from functools import lru_cache
from itertools import islice

from handouts.document import MONTHS
from handouts.draft import Credit, CreditKind
from handouts.readers._disclaimers import LONGEST_DISCLAIMER, is_disclaimer

LONGEST_CREDIT = 250
"""Letters: a longer line is only ever a disclaimer."""

_MONTH = "|".join((*MONTHS, "Jan", "Feb", "Mar", "Apr", "Jun", "Jul", "Aug", "Sept?", "Oct", "Nov", "Dec"))
DATE = (
    rf"(?:(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day,?\s+)?"
    rf"(?:\d{{1,2}}(?:st|nd|rd|th)?(?:\s+of)?\s+(?:{_MONTH})\.?,?\s+\d{{4}}"
    rf"|(?:{_MONTH})\.?\s+(?:\d{{1,2}}(?:st|nd|rd|th)?,?\s+)?\d{{4}}"
    rf"|\d{{4}}[-/.]\d{{1,2}}(?:[-/.]\d{{1,2}})?|\d{{1,2}}[-/.]\d{{1,2}}[-/.]\d{{2,4}}|\d{{1,2}}[-/]\d{{4}}|(?:19"
    rf"|20)\d\d))"
)
"""A date as pages write it: "February 10, 2010", "10 Feb 2010", "2010-02-10", "10/02/2010", "Feb 2010", "2010"."""

_PAGE = (
    r"(?:(?:this|the|our)\s+)?(?:(?:patient|health|web|medical|information|fact|drug)\s*)?"
    r"(?:page|content|article|leaflet|factsheet|sheet|information|document|topic|handout|website|site|text|guide"
    r"|review)"
)
_REVISION = (
    r"(?:(?:last|next|most\s+recent(?:ly)?|date|latest|current|medical(?:ly)?|clinical(?:ly)?|full|planned|media"
    r"|due)\s+)*"
    r"(?:rev\.|revis(?:ed|ion)|review(?:ed)?|updat(?:e|ed)|modified|modification|amended|edited|checked|version)"
)
_REVISED = re.compile(
    rf"(?:date\s+(?:of\s+)?)?(?:{_PAGE}\s*[:,–-]?\s*)?(?:(?:was|is|has\s+been)\s+)?{_REVISION}"
    rf"(?:\s+on\s+(?:this|our)\s+(?:web\s?)?site)?"
    rf"(?:\s+(?:date|due(?:\s+(?:date|by))?|on|in|by))*\s*[:.–—|-]?\s*(?:on\s+|in\s+|due\s+)?{DATE}\b.{{0,120}}",
    re.IGNORECASE,
)
_REVISED_LABEL = re.compile(rf"(?:{_PAGE}\s+)?{_REVISION}(?:\s+(?:date|due|on))*\s*:", re.IGNORECASE)
_PUBLISHED = re.compile(
    rf"(?:{_PAGE}\s+)?(?:(?:was|is|first|originally|date)\s+)*(?:publish(?:ed)?|posted|issued?|created|written|produced"
    rf"|printed"
    rf"|publication|release[d]?|effective)(?:\s+(?:date|on|in))*\s*[:.–—-]?\s*(?:on\s+|in\s+)?{DATE}\b.{{0,60}}"
    rf"|(?:date|dated|date\s+(?:of\s+)?(?:issued?|publication|preparation)|(?:issue|publication)\s+date)\s*[:.]?\s*{DATE}\.?"
    rf"|issue\s+(?:no\.?\s*)?\d{{1,4}}\s*[|,•·–-]\s*{DATE}",
    re.IGNORECASE,
)
_PUBLISHED_LABEL = re.compile(
    r"(?:first\s+)?(?:published|posted|issued|publication date|date)(?:\s+on)?\s*:", re.IGNORECASE
)
_TIME = r"\d{1,2}[.:]\d\d(?:\s?[ap]\.?m\.?)?"
_BARE_DATE = re.compile(rf"\W*{DATE}(?:\W+(?:at\s+)?{_TIME})?\W*", re.IGNORECASE)
_CODE = r"(?=[\w/.-]*\d)[\w/.-]{1,24}"
_VERSION = re.compile(
    r"(?:leaflet|document|publication|sheet|handout|item|information)\s*"
    rf"(?:(?:number|no\.?|id|code|ref(?:erence)?|version)\s*[:.#]?|:|#)\s*{_CODE}(?:\W.{{0,100}})?"
    rf"|(?:version|ref(?:erence)?)\s*(?:number|no\.?)?\s*[:#]?\s*{_CODE}(?:\s*[,|;–-].{{0,80}})?",
    re.IGNORECASE,
)

_NAME = r"(?:[A-Z][\w.'’-]*|de|van|von|der|den|la|le|di|al|bin)"
_DEGREE = re.compile(
    r"\b(?:M\.?D|MBBS|MB\s?ChB|D\.?O|Ph\.?\s?D|RN|R\.N|BSN|MSN|MPH|PharmD|FRCP\w*|MRCP\w*|MRCGP|FRCS|FACC|FACS|FACP"
    r"|FAHA|NP"
    r"|FNP|DNP|CNP|PA-C|RD|RDN|LD|DPT|DDS|DMD|BSc|MSc|MRes|BPharm|MRPharmS|CDE|CNM)\b"
)
_OF_PEOPLE = r"(?:[A-Z“\"(]|(?:the|our|an?)\s)"
_BYLINE = re.compile(
    rf"(?:(?:words|text|story|report|article)(?:\s+by|:)|(?:medically\s+|originally\s+|last\s+)?(?:written|authored|compiled|prepared"
    r"|edited|updated|revised|contributed|reported)"
    rf"(?:\s+and\s+(?:illustrated|edited|compiled|reviewed|checked))?\s+by|author(?:s|\(s\))?|(?:contributing\s+)?(?:writers?"
    rf"|editors?)|byline)"
    rf"\s*[:–-]?\s+(?=(?-i:{_OF_PEOPLE})).+",
    re.IGNORECASE,
)
_BY = re.compile(
    rf"[Bb][Yy]:?\s+(?:the\s+)?{_NAME}(?:(?:,?\s+|,?\s+and\s+|\s*&\s*|\s+of\s+(?:the\s+)?|\s+for\s+"
    rf"|\s*[|–]\s*){_NAME})+"
    rf"(?:,[\w\s.,&/()'’-]*)?(?:\s*[|•·–—-]\s*.{{0,80}})?"
)
_REVIEWER = re.compile(
    rf"(?:(?:primary|specialist|secondary|senior|lead|external|internal)\s+)?"
    rf"(?:(?:medical(?:ly)?|clinical(?:ly)?|scientific(?:ally)?|expert(?:ly)?|peer|fact|last|pharmacist|nurs(?:e"
    rf"|ing)|content|editorial)[\s-]+)*"
    rf"(?:review(?:ed|er|ers)?|checked|approved|verified)(?:\s+and\s+(?:approved|updated|revised|edited))?"
    rf"(?:\s+(?:by|board|panel|team))?(?:\s+on\s+{DATE}\s+by)?(?P<colon>\s*[:–-])?\s+(?=(?-i:{_OF_PEOPLE})).+",
    re.IGNORECASE,
)
_SAID_OF_PAGE = re.compile(rf"{_PAGE}\s+(?:has\s+been|was|is)\s+", re.IGNORECASE)
_TOGETHER = re.compile(
    rf"(?:developed|prepared|produced|written)\s+in\s+(?:association|collaboration|consultation|partnership)\s+with\b"
    rf".*?(?=(?-i:{_OF_PEOPLE})).+",
    re.IGNORECASE,
)
_TO_READER = re.compile(r"\b(?:you|your|should|must|if|call|take|stop)\b", re.IGNORECASE)
_PERSON = re.compile(rf"(?:(?:Dr|Prof|Professor|Mr|Mrs|Ms)\.?\s+)?{_NAME}(?:\s+{_NAME}){{1,4}},\s*(?P<rest>.+)")

_COPYRIGHT = re.compile(
    r"(?:©|\(c\)\s+(?=\d{4}|[A-Z])|copyright\b(?!\s+law))(?:\s*©)?.{0,240}|.{0,160}\ball rights reserved\b.{0,80}",
    re.IGNORECASE,
)
_RIGHTS = re.compile(
    r".{0,120}\b(?:free\s+of\s+copyright|(?:is|are)\s+in\s+the\s+public\s+domain)\b.{0,280}"
    r"|.{0,80}\bmay\s+be\s+(?:copied|reprinted|reproduced)\b.{0,60}\buse\b.{0,280}"
    r"|(?:text|content|article|page|work|material)s?\s+(?:is|are)\s+(?:available|licen[cs]ed|published|released)\s+under\b"
    r".{0,200}"
    r"|.{0,80}\bregistered\s+(?:charity|pharmacy|company|office|premises|in\s+[A-Z])[^.]*\d{4,}.{0,100}"
    r"|.{2,60}\bis\s+a\s+(?:charity|company)\s+(?:limited\s+by\s+guarantee\s+)?registered\b.{0,120}",
    re.IGNORECASE,
)
_LEADING_COPYRIGHT = re.compile(r".{0,80}(?:©|\bcopyright\s+(?:©\s*)?(?:19|20)\d\d).{0,120}", re.IGNORECASE)
_PUBLISHER = re.compile(
    r"(?:company|manufacturer|distributor|marketing\s+authori[sz]ation\s+holder)(?:\s+and\s+manufacturer)?\s*:\s*\S.+"
    r"|(?:(?:content|information|article|text|leaflet|page)\s+)?(?:is\s+|was\s+)?(?:published|produced|provided"
    r"|supplied|issued|distributed|developed|created)"
    rf"(?:\s+and\s+\w+ed)?\s+by\s*:?\s+(?=(?-i:{_OF_PEOPLE})).+"
    r"|(?:publisher|source|content\s+source|provider|organi[sz]ation|(?:page|site|content)\s+maintained\s+by)\s*:\s*\S.+"
    r"|(?:a|an)\s+(?:service|publication|project|program(?:me)?)\s+of\s+(?=(?-i:[A-Z]|the\s)).+"
    r"|references?\b.{0,50}\bavailable\s+(?:up)?on\s+request\b.{0,80}"
    r"|from\s+the\s+(?:editors|staff|publishers?)\s+(?:of|at)\s+.+",
    re.IGNORECASE,
)
_REFERENCE_FROM = re.compile(
    rf"{_NAME}(?:\s+{_NAME}){{0,5}}\s+(?:Reference|Library|Encyclopedia|Publication|Publications|Factsheet"
    rf"|Leaflet)s?\s+(?:from|of|by)\s+(?:the\s+)?[A-Z].*"
)


_LINK = re.compile(r"\W*(?:disclaimer|copyright)(?: (?:policy|notice|statement|information))?\W*", re.IGNORECASE)
"""What leads to a credit and is none."""
_HINTS = re.compile(
    rf"\b(?:review|rev\.|revis|updat|approv|publish|version|written|edited|checked|prepared|produced).{{0,60}}?"
    rf"(?:{DATE}|\d{{1,2}}/\d{{2}}\b|\bby (?-i:[A-Z]))"
    r"|\breferences?\b.{0,50}\bon request\b"
    r"|\b(?:content source|maintained by)\b|\b(?:may be (?:copied|reprinted|reproduced)|free of copyright)\b"
    rf"|{DATE}.{{0,20}}\bversion\b|\bpeer[- ]reviewed\b|^(?:medically |last )?(?:reviewed|updated)$|^article history$"
    r"|\bsuperintendent\b|©|\bcopyright\b|^(?:sources?|references?):|\bconsult (?:your|a|with)\b.{0,40}"
    r"\b(?:provider|doctor|physician|pharmacist|professional)",
    re.IGNORECASE,
)
_COMMENTS = re.compile(r"[\s|•·,–-]{1,9}(?:\d{1,6}|no|leave a|add a) comments?$", re.IGNORECASE)


def credit_of(text: str, line: int) -> Credit | None:
    """The credit that a whole line or paragraph is, or None; a sentence of advice is never one."""
    text = text.strip()
    kind = None if _LINK.fullmatch(text) else _kind(_COMMENTS.sub("", text) if len(text) <= LONGEST_CREDIT else text)
    return Credit(kind, text, line) if kind else None


def may_be_credit(text: str) -> bool:
    """Whether a line at the end of a page may well be a credit, though in no form that is known."""
    return len(text) <= LONGEST_CREDIT and bool(_HINTS.search(text)) and "commission" not in text


def is_date(text: str) -> bool:
    """Whether a line is a date and nothing else."""
    return bool(_BARE_DATE.fullmatch(text.strip()))


def is_label(text: str) -> bool:
    """Whether a line only announces a credit on the next one: "Last updated:", "Reviewed by:"."""
    text = f"{text.strip()}:" if re.search(r"\w by$", text.strip()) else text.strip()
    return (
        len(text) < 80
        and text.endswith(":")
        and bool(_REVISED_LABEL.fullmatch(text) or _PUBLISHED_LABEL.fullmatch(text) or _PEOPLE_LABEL.fullmatch(text))
    )


_AUTHOR = re.compile(r"^(?:(?:words|written|posted) )?by:? (.+?)(?:,| and | \||$)", re.IGNORECASE)
_OF_AUTHORS = re.compile(
    r"(?:,? [A-Z][A-Za-z.-]{1,6})*,?\s(?:is|was|covers|writes|reports|has|lives|works|joined|trained"
    r"|holds|teaches|practi[cs]es)\b"
)
MOST_AUTHORS = 20
"""Credits whose people's lives are looked for."""
LONGEST_LIFE = 80
"""Words that a page tells of its author."""


def authors_in(credits: Iterable[Credit]) -> list[str]:
    """The people whom the credits name as authors."""
    return [found[1] for credit in islice(credits, MOST_AUTHORS) if (found := _AUTHOR.search(credit.text))]


def is_life(text: str, authors: Iterable[str]) -> bool:
    """Whether a text tells of one of the authors: "Ann Bee is a nurse and …"."""
    if len(text.split()) > LONGEST_LIFE:
        return False
    return any(text.startswith(name) and _OF_AUTHORS.match(text[len(name) :]) for name in authors)


_PEOPLE_LABEL = re.compile(
    r"content\s+source:?|.{0,60}\b(?:grateful|thanks?)\b.{0,40}\breview(?:ed)?\s+by:?|(?:(?:medical(?:ly)?|clinical(?:ly)?|primary|specialist|expert|peer|last)\s+)*"
    r"(?:(?:written|reviewed|checked|edited|authored|updated)(?:\s+and\s+\w+ed)?\s+by|reviewers?|authors?|editors?|publisher"
    r"|published by)\s*:",
    re.IGNORECASE,
)


@lru_cache(4096)
def _kind(text: str) -> CreditKind | None:
    if not text or len(text) > LONGEST_DISCLAIMER:
        return None
    if len(text) <= LONGEST_CREDIT and (kind := _short(text)):
        return kind
    return "disclaimer" if is_disclaimer(text) else None


def _short(text: str) -> CreditKind | None:
    if _REVISED.fullmatch(text) or _REVISED_LABEL.fullmatch(text):
        return "revised"
    if _PUBLISHED.fullmatch(text) or _PUBLISHED_LABEL.fullmatch(text) or _BARE_DATE.fullmatch(text):
        return None if text.isdigit() else "published"
    if (said := _SAID_OF_PAGE.match(text)) and not _TO_READER.search(text):
        told = text[said.end() :]
        if _TOGETHER.fullmatch(told):
            return "reviewer"
        if _REVIEWER.fullmatch(told) or _BYLINE.fullmatch(told):
            return "reviewer" if "review" in told.casefold() else "byline"
    if _REVIEWER.fullmatch(text) and _names_people(text):
        return "reviewer"
    if (_BYLINE.fullmatch(text) and _names_people(text)) or _BY.fullmatch(text):
        return "byline"
    person = _PERSON.fullmatch(text)
    if person and _DEGREE.match(person["rest"]) and not text.endswith("."):
        return "byline"
    if any(form.fullmatch(text) for form in (_COPYRIGHT, _LEADING_COPYRIGHT, _RIGHTS)):
        return "publisher"
    if (_PUBLISHER.fullmatch(text) or _REFERENCE_FROM.fullmatch(text)) and _names_people(text):
        return "publisher"
    return "revised" if _VERSION.fullmatch(text) else None


def _names_people(text: str) -> bool:
    """Whether the line reads as names and not as a sentence: few words that names never hold."""
    return not _SENTENCE.search(text)


_SENTENCE = re.compile(
    r"\b(?:you|your|should|must|will|can|may|if|when|before|after|take|call|ask|is|are|not|has|have|who|because)\b"
)
