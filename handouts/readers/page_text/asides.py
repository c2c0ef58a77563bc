"""Asides amid the text of a pasted page: page numbers, captions of pictures that are not here, invitations."""

import re
from collections import Counter
from collections.abc import Sequence

from handouts.readers.page_text.lines import PAGE_NUMBER, Unit
from handouts.readers.page_text.signs import CREDIT, KEPT, SAFETY, same_words


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


_LONE_NUMBER = re.compile(r"[-–\s]*(\d{1,3})[-–\s]*")


def drop_lone_numbers(units: Sequence[Unit], fates: list[str], title: int) -> None:
    """Page numbers alone on their lines: 1, 2, 3 … down the page."""
    places: list[int] = []
    for at, unit in enumerate(units):
        spaced = unit.gap and (at + 1 == len(units) or units[at + 1].gap)
        found = _LONE_NUMBER.fullmatch(unit.text) if spaced and fates[at] == KEPT else None
        if found and (not places or int(found[1]) == int(units[places[-1]].text.strip("-– ")) + 1):
            places.append(at)
    if len(places) > 1:
        for at in places:
            fates[at] = "page number"


_THREAD = re.compile(
    r"(?:\d+ )?(?:comments?|thoughts?|responses?|replies|discussion)(?: \(?\d+\)?| (?:on|to) .{1,120})?"
    r"|leave a (?:reply|comment)",
    re.IGNORECASE,
)
_POST = re.compile(
    r"reply|.{1,40} (?:says|said|wrote|commented|replied):?|.{0,40}\b\d{1,2}:\d\d ?(?:[ap]\.?m\.?)?"
    r"|\d+ (?:minutes?|hours?|days?|weeks?|months?|years?) ago",
    re.IGNORECASE,
)


def drop_comments(units: Sequence[Unit], fates: list[str], title: int) -> None:
    """What readers wrote under the article: from the head of the comments to the last of them."""
    for at in range(title + 1, len(units)):
        if fates[at] == "comments" and _THREAD.fullmatch(units[at].text.strip(" :")):
            posts = [each for each in range(at + 1, len(units)) if _POST.fullmatch(units[each].text.strip())]
            if len(posts) >= 3 and posts[0] <= at + 4:
                fates[at : posts[-1] + 1] = ["comments"] * (posts[-1] + 1 - at)
                return


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
