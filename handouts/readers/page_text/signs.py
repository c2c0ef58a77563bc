"""Signs by which the lines of a pasted page are told: advice, addresses, headings with text under them."""

import re
from collections.abc import Sequence

from handouts.readers._credits import credit_of
from handouts.readers._noise import noise_of, site_talk
from handouts.readers.page_text.lines import Unit

KEPT, CREDIT = "", "credit"
ADDRESS = re.compile(
    r"\b(?:street|road|lane|avenue|drive|boulevard|suite|floor|p\.?o\.? box|registered (?:charity|in|company|office)"
    r"|charity n\w+|tel(?:ephone)?|phone|fax|e-?mail)\b"
    r"|\b[A-Z]{2} \d{5}(?:-\d{4})?\b|\b[A-Z]{1,2}\d{1,2}[A-Z]? \d[A-Z]{2}\b|\S+@\S+\.\w+",
    re.IGNORECASE,
)

_REFERENCES = re.compile(
    r"(?:(?:selected|key|further reading and|list of|main|our|article|view|show|hide)\s+)?(?:references?|sources?"
    r"|bibliography"
    r"|citations?|works cited|footnotes|literature|further reading)(?:\s+(?:and|&)\s+\w+)?(?:\s*\(?\d*\)?)\W*",
    re.IGNORECASE,
)
_CITES = re.compile(
    r"\bet al\b|\bdoi\b|\bhttps?:|\bwww\.|\(\d{4}\)|\b(?:19|20)\d\d\s*;|\d+\(\d+\)\s*:|\bpp?\.\s?\d|\bpubmed\b"
    r"|\bpmid\b|\baccessed\b|\bpublished\b"
    r"|(?-i:\b[A-Z][a-z]+ [A-Z]{1,3}[,.])",
    re.IGNORECASE,
)


def is_reference_heading(unit: Unit) -> bool:
    """Whether a line heads the list of references."""
    return unit.words <= 5 and bool(_REFERENCES.fullmatch(unit.text))


def cites(text: str) -> bool:
    """Whether a line looks like an entry of a list of references."""
    return bool(_CITES.search(text))


def goes_on(units: Sequence[Unit], at: int) -> bool:
    """Whether a short line is a heading with text of its own."""
    if at + 1 >= len(units):
        return False
    after = units[at + 1]
    return (
        is_text(after) or (after.text.endswith(":") and after.words >= 3) or (after.form in ("bullet", "number", "row"))
    )


def heads_text(units: Sequence[Unit], at: int) -> bool:
    """Whether a short line has text under it: a paragraph, a list, or a heading with such text."""
    if not is_line(units[at]):
        return False
    below = units[at + 1 : at + 3]
    return bool(below) and (goes_on(units, at) or (below[0].form == "short" and goes_on(units, at + 1)))


def is_line(unit: Unit) -> bool:
    """Whether the unit is a short line that ends no sentence, as links and headings are."""
    return unit.form in ("short", "bullet", "number") and unit.words <= 14 and not unit.text.endswith((".", ";", ","))


def is_introduced(units: Sequence[Unit], at: int) -> bool:
    """Whether a list that a sentence with a colon opens goes on to here."""
    for above in range(at - 1, max(-1, at - 25), -1):
        if units[above].text.endswith(":") and units[above].words >= 3:
            return True
        ends = units[above].form != units[at].form and (units[above].form != "prose" or units[above].ends)
        if ends or (units[above + 1].gap and above + 1 < at):
            return False
    return False


def is_text(unit: Unit) -> bool:
    """Whether a unit is running text of the article for itself: sentences that are no furniture and no credit."""
    if unit.form != "prose" or unit.words < 6 or (not unit.ends and unit.words < 15):
        return False
    return not noise_of(unit.text) and not site_talk(unit.text) and not credit_of(unit.text, unit.line)


def same_words(text: str) -> str:
    """The text without case, marks and numbers before it, to tell whether two lines say the same."""
    return re.sub(r"^[\d.\s]+|\W+", " ", text.casefold()).strip()
