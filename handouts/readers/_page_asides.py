"""Asides amid the text of a pasted page: page numbers, captions of pictures that are not here, invitations."""

import re
from collections import Counter
from collections.abc import Sequence

from handouts.readers._page_lines import PAGE_NUMBER, Unit
from handouts.readers._page_signs import CREDIT, KEPT, SAFETY, same_words


def drop_page_numbers(units: Sequence[Unit], fates: list[str], title: int) -> None:
    """The head and foot of printed pages: a page number, and beside it a line that stands elsewhere too."""
    numbered = [at for at, unit in enumerate(units) if unit.words <= 14 and PAGE_NUMBER.fullmatch(unit.text)]
    if not numbered:
        return
    said = " | ".join(same_words(unit.text) for unit in units[:3])
    often = Counter(same_words(unit.text) for unit in units)
    for at in numbered:
        for beside in (at - 1, at, at + 1):
            if 0 <= beside < len(units) and beside != title and fates[beside] == KEPT:
                own = same_words(units[beside].text)
                again = units[beside].form in ("short", "row") and beside > 3 and (often[own] > 1 or own in said)
                fates[beside] = "page number" if beside == at or again else KEPT


_CAPTION = re.compile(
    r".{0,240}\((?:(?:photo|image|picture|illustration|credit|source)\b.{0,80}"
    r"|(?:[A-Z][\w.'’-]+ ){1,4}(?:for (?:The )?|/ ?)[A-Z][^()]{0,60}|[^()]{0,40}/[A-Z][^()]{2,40})\)\W*"
)
_AUTHORS = re.compile(r"^by:? (.+?)(?:,| and | \||$)", re.IGNORECASE)
_OF_AUTHORS = re.compile(
    r"\s(?:is|was|covers|writes|reports|has|lives|works|joined|trained|holds|teaches|practi[cs]es)\b"
)


def drop_captions(units: Sequence[Unit], fates: list[str], title: int) -> None:
    """Captions with the photographer's name, of pictures that are not here, and what the page tells of its author."""
    names = [found[1] for at, unit in enumerate(units) if fates[at] == CREDIT and (found := _AUTHORS.match(unit.text))]
    for at, unit in enumerate(units):
        if fates[at] != KEPT or unit.form not in ("prose", "short"):
            continue
        if unit.words <= 45 and _CAPTION.fullmatch(unit.text) and not SAFETY.search(unit.text):
            fates[at] = "caption of a picture"
        for name in names:
            if unit.text.startswith(name) and _OF_AUTHORS.match(unit.text[len(name) :]) and unit.words <= 80:
                fates[at] = "about the author"


_INVITES = re.compile(
    r"(?:get|sign|subscribe|stay|receive|join|want|never miss|be the first|from .{2,40} to your)\b.{0,160}",
    re.IGNORECASE,
)


def drop_invitations(units: Sequence[Unit], fates: list[str], title: int) -> None:
    """What stands over a field for an e-mail address."""
    for at in range(1, len(units)):
        if fates[at] == "newsletter":
            for above in range(at - 1, max(-1, at - 4), -1):
                if fates[above] == KEPT and units[above].words <= 30 and _INVITES.fullmatch(units[above].text):
                    fates[above] = "" if SAFETY.search(units[above].text) else "newsletter"
