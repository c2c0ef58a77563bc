"""Lines that are left out together: sections of related pages, forms, lists of links, teasers amid the text."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from urllib.parse import urlsplit

from handouts.readers._credits import credit_of
from handouts.readers._noise import noise_of
from handouts.readers._pitch import asks_for, pitch_of, sells
from handouts.readers.web_page.boxes import Box, Line, Page, level_of
from handouts.readers.web_page.region import Region, letters
from handouts.readers.web_page.wording import (
    LONGEST_INVITATION,
    PROSE,
    invites,
    is_advice,
    is_prose,
    is_safety,
    is_teaser,
    share_linked,
)

_FIND_OUT = re.compile(r"\b(?:find out|see|check) (?:if|whether) .*", re.IGNORECASE)
"""What a tool of the site promises, and no advice."""
LARGEST_CARD = 900
"""Letters of a teaser or a form with the text around it."""
OF_OTHERS = frozenset(
    ("related articles", "newsletter", "advertisement", "comments", "sign in", "slideshow", "search", "share buttons")
)
"""What a heading can name that makes all below it furniture."""


LARGEST_LABELLED = 4
"""Lines of a box with a label or a heading over it, and a link or a button in it."""
LARGEST_IMPRINT = 12
"""Lines of a box with the sign of copyright."""
PITCHED = frozenset("div section aside article td li p".split())


@dataclass(slots=True)
class Groups:
    """The region, and the reasons found so far, which each step adds to; "" for a line that is still kept.

    `listed` are the lines that list when to call for help: no group takes them along.
    """

    region: Region
    reasons: list[str]
    listed: frozenset[int]

    def drop(self) -> None:
        """All steps, in their order."""
        self._sections()
        self._forms()
        self._lists_of_links()
        self._links_of_menus()
        self._teasers()
        self._pitches()
        self._asked()
        self._cards()
        self._imprint()

    def _leave(self, lines: Sequence[Line], reason: str) -> None:
        for line in lines:
            if line.at not in self.listed or reason == "comments":
                self.reasons[line.at] = self.reasons[line.at] or reason

    def _sections(self) -> None:
        """Sections whose heading names other pages, unless they read as a part of the article."""
        for line in self.region.page.lines:
            level = level_of(line.box)
            reason = noise_of(line.text) if level and not self.reasons[line.at] else ""
            if reason not in OF_OTHERS or line is self.region.title:
                continue
            section = list(section_of(self.region.page, line, level))
            voted = any(is_prose(each) and self.region.votes[each.at] for each in section)
            if not voted or share_linked(section) > 0.5 or is_teaser([line, *section]):
                self._leave([line, *section], reason)

    def _forms(self) -> None:
        """What a person fills in, with the text around it: the smallest box that has a heading or a sentence."""
        for box in self.region.page.root.boxes():
            if not box.fields or any(isinstance(child, Box) and self._asks(child) for child in box.children):
                continue
            if self._asks(box) and self._is_small(box):
                self._leave([line for line in self.region.page.of(box) if not is_safety(line.text)], "form")

    def _asks(self, box: Box) -> bool:
        if not box.fields:
            return False
        return any(level_of(line.box) or len(line.text) >= PROSE for line in self.region.page.of(box))

    def _is_small(self, box: Box) -> bool:
        lines = box.last - box.first
        held = box in (self.region.core, self.region.wide) or self.region.has_title(box)
        small = lines <= 12 and self.region.share(box) < 0.3
        return small and not held and letters(self.region.page.of(box)) < LARGEST_CARD

    def _lists_of_links(self) -> None:
        """Lists of links: menus, contents, related pages."""
        ids = {name for box in self.region.page.root.boxes() for name in box.ids}
        linked = (run for line in self.region.page.lines for run in line.runs if run.linked)
        sites = Counter(_site_of(run.href) for run in linked)
        own = sites.most_common(1)[0][0] if sites else ""
        for box in self.region.page.root.boxes():
            if not 2 <= box.last - box.first <= 400 or box.tag in ("html", "body", "table", "tr", "tbody", "dl"):
                continue
            lines = [line for line in self.region.page.of(box) if not self.reasons[line.at]]
            links = [line for line in lines if line.is_link]
            if not links or self.region.has_title(box) or (len(links) < 2 and not noise_of(lines[0].text)):
                continue
            if all(line.is_link or level_of(line.box) or noise_of(line.text) for line in lines):
                self._leave(lines if (reason := self._why(lines, links, ids, own)) else [], reason)

    def _why(self, lines: Sequence[Line], links: Sequence[Line], ids: set[str], own: str) -> str:
        """Why a list of links is left out, or "" where it is the article's: its terms, its sources of help."""
        if sum(any(run.leads_to in ids for run in line.runs) for line in links) >= 0.8 * len(links):
            return "table of contents"
        if not self.region.wide.holds(lines[-1]):
            return "menu"
        elsewhere = all(any(run.linked and _site_of(run.href) not in ("", own) for run in line.runs) for line in links)
        voted = sum(self.region.votes[line.at] for line in links) >= len(links)
        advice = any(is_advice(line.text) for line in links)
        return "" if voted or elsewhere or advice or self._is_introduced(lines[0]) else "related articles"

    def _is_introduced(self, first: Line) -> bool:
        """Whether the text before a list leads to it: "Common signs are:"."""
        above = (self.region.page.lines[at] for at in range(first.at - 1, max(-1, first.at - 20), -1))
        before = next((line for line in above if not self.reasons[line.at]), None)
        return before is not None and before.text.endswith(":") and not before.is_link and not noise_of(before.text)

    def _links_of_menus(self) -> None:
        """Links that a menu of the page has too."""
        links = [line for line in self.region.page.lines if line.is_link and line is not self.region.title]
        menus = {line.text for line in links if self.reasons[line.at] in ("menu", "breadcrumbs")}
        for line in links:
            if line.text in menus and line.box.within("td", "dd") is None and not is_safety(line.text):
                self._leave([line], "menu")

    def _teasers(self) -> None:
        """Teasers of other articles amid the text."""
        for line in self.region.page.lines:
            if self.reasons[line.at] or not invites(line):
                continue
            box = self._card(line)
            lines = self.region.page.of(box)
            advice = any(is_safety(each.text) and self.region.votes[each.at] for each in lines)
            if box is not line.box and is_teaser(lines) and not advice:
                self._leave(lines, "related articles")

    def _pitches(self) -> None:
        """Small boxes that speak as a pitch does, that a label calls another page, or that are a heading, a sentence
        and a button; and paragraphs that are a pitch.
        """
        for box in self.region.page.root.boxes():
            if box.tag not in PITCHED or not self._is_small(box):
                continue
            lines = [line for line in self.region.page.of(box) if not self.reasons[line.at]]
            said = [_FIND_OUT.sub("", line.text) for line in lines]
            advised = any(is_safety(text) or (is_advice(text) and not sells(text)) for text in said)
            if lines and not advised and self._is_pitch(box, lines):
                self._leave(lines, "advertisement")

    def _asked(self) -> None:
        """A question to the reader with a button for its answer: "Looking for a dentist?", "Search near me"."""
        for line, below in pairwise(self.region.page.lines):
            asks = line.text.endswith("?") and len(line.text) <= LONGEST_INVITATION and not level_of(line.box)
            free = not self.reasons[line.at] and not self.reasons[below.at] and not is_advice(line.text)
            if asks and free and below.is_link and asks_for(below.text) and not is_advice(below.text):
                self._leave([line, below], "advertisement")

    def _cards(self) -> None:
        """Boxes of one kind side by side, each a linked title with a few words under it: other articles."""
        for box in self.region.page.root.boxes():
            cards = [child for child in box.children if isinstance(child, Box) and self._is_titled_card(child)]
            kinds = Counter((card.tag, card.attributes.get("class", "")) for card in cards)
            for kind in (kind for kind, count in kinds.items() if count >= 2):
                for card in cards:
                    if (card.tag, card.attributes.get("class", "")) == kind:
                        self._leave(self.region.page.of(card), "related articles")

    def _is_titled_card(self, box: Box) -> bool:
        lines = self.region.page.of(box)
        if not 2 <= len(lines) <= LARGEST_LABELLED or box.tag not in ("div", "article", "li", "section"):
            return False
        titled = level_of(lines[0].box) > 0 and lines[0].is_link
        return titled and self._is_small(box) and not any(is_advice(line.text) for line in lines)

    def _imprint(self) -> None:
        """What stands in one small box with the sign of copyright, apart from the article."""
        for line in self.region.page.lines:
            if "©" not in line.text or self.region.core.holds(line):
                continue
            box = line.box
            while box.parent is not None and self._is_apart(box.parent):
                box = box.parent
            rest = [each for each in self.region.page.of(box) if credit_of(each.text, each.line) is None]
            self._leave([each for each in rest if not is_advice(each.text)], "footer")

    def _is_apart(self, box: Box) -> bool:
        return box.last - box.first <= LARGEST_IMPRINT and self._is_small(box)

    def _is_pitch(self, box: Box, lines: Sequence[Line]) -> bool:
        signs = pitch_of(" ".join(line.text for line in lines))
        if box.tag == "p":
            return signs >= 2 or (signs == 1 and not any(self.region.votes[line.at] for line in lines))
        first = self.region.page.lines[box.first]
        if len(self.region.page.of(box)) < 2 or any(line.box.tag in ("li", "td") for line in lines):
            return False
        named = noise_of(first.text) in OF_OTHERS and "image" not in first.text.casefold()
        if named and len(lines) <= LARGEST_LABELLED and any(line.is_link for line in lines):
            return True
        button = lines[-1].is_link or lines[-1].box.tag == "button"
        short = len(first.text) < PROSE and first is lines[0] and not first.is_link
        asks = bool(asks_for(lines[-1].text)) and short and 2 <= len(lines) <= LARGEST_LABELLED
        return button and len(lines) > 1 and (signs >= 2 or asks)

    def _card(self, line: Line) -> Box:
        """The largest small box around a link."""
        box = line.box
        while box.parent is not None and self._is_small(box.parent):
            box = box.parent
        return box


def section_of(page: Page, heading: Line, level: int) -> Iterator[Line]:
    """The lines under a heading: to the next one as high, or to the end of the box that it opens."""
    box = heading.box.parent or heading.box
    while box.parent is not None and box.last == heading.at + 1:
        box = box.parent
    for at in range(heading.at + 1, box.last):
        line = page.lines[at]
        if 0 < level_of(line.box) <= level:
            return
        yield line


def _site_of(href: str) -> str:
    """The host of an address, without its www; "" of one on the page's own site, or that is no address."""
    try:
        return (urlsplit(href).hostname or "").removeprefix("www.")
    except ValueError:
        return ""
