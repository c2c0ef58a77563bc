"""Asides amid the text of a pasted page: comments, captions of pictures that are not here, invitations."""

import re
from collections.abc import Sequence

from handouts.readers._warnings import SAFETY
from handouts.readers.page_text.lines import Unit
from handouts.readers.page_text.signs import CREDIT, KEPT

MOST_ANSWERS = 5
_THREAD = re.compile(
    r"(?:\d+ )?(?:comments?|thoughts?|responses?|replies|discussion)(?: \(?\d+\)?| (?:on|to) .{1,120})?"
    r"|leave a (?:reply|comment)",
    re.IGNORECASE,
)
_POST = re.compile(
    r"reply|.{1,40}\s\d+ ?(?:s|m|mins?|h|hrs?|d|w|mo|y|yrs?|minutes?|hours?|days?|weeks?|months?|years?) ago"
    r"|.{1,40} (?:says|said|wrote|commented|replied):?|.{0,40}\b\d{1,2}:\d\d ?(?:[ap]\.?m\.?)?"
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


def drop_answers(units: Sequence[Unit], fates: list[str], title: int) -> None:
    """The answers to "Was this page helpful?": one word on each line below."""
    for at in range(title + 1, len(units)):
        if fates[at] != "comments" or not units[at].text.endswith("?"):
            continue
        for below in range(at + 1, min(len(units), at + MOST_ANSWERS + 1)):
            if units[below].form != "short" or units[below].words > 2 or units[below].gap:
                break
            fates[below] = fates[below] or "comments"


_CAPTION = re.compile(
    r".{0,240}\((?:(?:photo|image|picture|illustration|credit|source)\b.{0,80}"
    r"|(?:[A-Z][\w.'’-]+ ){1,4}(?:for (?:The )?|/ ?)[A-Z][^()]{0,60}|[^()]{0,40}/[A-Z][^()]{2,40})\)\W*"
)


def drop_captions(units: Sequence[Unit], fates: list[str], title: int) -> None:
    """Captions with the photographer's name, of pictures that are not here."""
    for at, unit in enumerate(units):
        if fates[at] != KEPT or unit.form not in ("prose", "short"):
            continue
        if unit.words <= 45 and _CAPTION.fullmatch(unit.text) and not SAFETY.search(unit.text):
            fates[at] = "caption of a picture"


MOST_BETWEEN = 8
"""Lines of a newsletter's box."""
_INVITES = re.compile(
    r"(?:get|sign|subscribe|stay|receive|join|want|never miss|be the first|from .{2,40} to your)\b.{0,160}",
    re.IGNORECASE,
)


def drop_invitations(units: Sequence[Unit], fates: list[str], title: int) -> None:
    """What stands over a field for an e-mail address."""
    for at in range(1, len(units)):
        if fates[at] != "newsletter":
            continue
        for above in range(at - 1, max(-1, at - 4), -1):
            if fates[above] == KEPT and units[above].words <= 30 and _INVITES.fullmatch(units[above].text):
                fates[above] = "" if SAFETY.search(units[above].text) else "newsletter"
        _drop_between(units, fates, at)


def _drop_between(units: Sequence[Unit], fates: list[str], last: int) -> None:
    """What stands between the lines of a newsletter's box without a blank one."""
    first = last
    while first > 0 and last - first < MOST_BETWEEN and not units[first].gap:
        first -= 1
    first = next((at for at in range(first, last) if fates[at] == "newsletter"), last)
    inside = range(first + 1, last)
    if not any(SAFETY.search(units[at].text) or fates[at] == CREDIT for at in inside):
        for at in inside:
            fates[at] = fates[at] or "newsletter"
