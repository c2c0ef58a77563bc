"""Where the lines of a page stand: which of them no reader saw, and which boxes have a place of their own."""

import re
from collections import Counter
from itertools import accumulate

from handouts.readers.web_page.boxes import Box, Page
from handouts.readers.web_page.places import Force, Place, names_of, place_of
from handouts.readers.web_page.region import MUCH, Region

HIDDEN = "hidden on the page"

_PANELS = re.compile(r"accord|collaps|panel|tab|expand|toggle|faq|disclosure|reveal|drawer|details|more", re.IGNORECASE)


def hidden_lines(page: Page) -> list[str]:
    """Lines that no reader of the page saw; the closed parts of accordions and most of a page are seen."""
    reasons = [""] * len(page.lines)
    boxes = list(page.root.boxes())
    controlled = {name for box in boxes for name in box.attributes.get("aria-controls", "").split()}
    sums = [0, *accumulate(len(line.text) for line in page.lines)]
    for box in boxes:
        much = sums[box.last] - sums[box.first] > MUCH * sums[-1]
        if box.hidden and not much and not _is_panel(box, controlled):
            reasons[box.first : box.last] = [HIDDEN] * (box.last - box.first)
    return reasons


def places_in(region: Region) -> dict[Box, Place]:
    """The places of all boxes that neither hold the title nor much of the article."""
    places: dict[Box, Place] = {}
    named = {box: names_of(box, region.page) for box in region.page.root.boxes()}
    common = _common(named, region)
    for box, names in named.items():
        place = place_of(box, [name for name in names if name not in common])
        if place is None or region.share(box) > MUCH or (region.has_title(box) and place.force < Force.SURE):
            continue
        places[box] = place
    return places


def _common(named: dict[Box, list[str]], region: Region) -> set[str]:
    """Names that boxes with much of the article carry too, so that they say nothing on this page."""
    shares: Counter[str] = Counter()
    ends: dict[str, int] = {}
    for box, names in named.items():
        for name in set(names):
            if box.first >= ends.get(name, 0):
                shares[name] += round(1000 * region.share(box))
                ends[name] = box.last
    return {name for name, share in shares.items() if share > 1000 * MUCH}


def _is_panel(box: Box, controlled: set[str]) -> bool:
    named = " ".join(box.attributes.get(name, "") for name in ("class", "id"))
    role = box.attributes.get("role", "")
    opened = bool(box.ids & controlled) or role in ("tabpanel", "region")
    return opened or bool(_PANELS.search(named)) or box.within("details") is not None
