"""Lines that are left out together: sections of related pages, forms, lists of links, teasers amid the text."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from handouts.readers._credits import credit_of
from handouts.readers._noise import noise_of
from handouts.readers.web_page.boxes import Box, Line, Page, level_of
from handouts.readers.web_page.region import Region, letters
from handouts.readers.web_page.wording import (
    PROSE,
    invites,
    is_advice,
    is_prose,
    is_safety,
    is_teaser,
    share_linked,
)

LARGEST_CARD = 900
"""Letters of a teaser or a form with the text around it."""
OF_OTHERS = frozenset(
    ("related articles", "newsletter", "advertisement", "comments", "sign in", "slideshow", "search", "share buttons")
)
"""What a heading can name that makes all below it furniture."""


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
        self._rows_of_links()
        self._links_of_menus()
        self._teasers()

    def leave(self, lines: Sequence[Line], reason: str) -> None:
        """Give each line that has no reason yet this one, but for the lists of advice."""
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
            section = _before_credits(section_of(self.region.page, line, level))
            voted = any(is_prose(each) and self.region.votes[each.at] for each in section)
            if not voted or share_linked(section) > 0.5 or is_teaser([line, *section]):
                self.leave([line, *section], reason)

    def _forms(self) -> None:
        """What a person fills in, with the text around it: the smallest box that has a heading or a sentence."""
        for box in self.region.page.root.boxes():
            if not box.fields or any(isinstance(child, Box) and self._asks(child) for child in box.children):
                continue
            if self._asks(box) and self.is_small(box):
                self.leave([line for line in self.region.page.of(box) if not is_safety(line.text)], "form")

    def _asks(self, box: Box) -> bool:
        if not box.fields:
            return False
        return any(level_of(line.box) or len(line.text) >= PROSE for line in self.region.page.of(box))

    def is_small(self, box: Box) -> bool:
        """Whether a box is no more than a teaser or a form: few lines, little of the text, and not the title."""
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
                reason = "" if self.is_one_of_lists(box) else self._why(lines, links, ids, own)
                self.leave(lines if reason else [], reason)

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

    def is_one_of_lists(self, box: Box) -> bool:
        """Whether a list stands amid the article's paragraphs beside others that are no mere links."""
        beside = [child for child in box.parent.children if isinstance(child, Box)] if box.parent is not None else []
        if box.tag not in ("ul", "ol") or not self.region.core.holds(self.region.page.lines[box.first]):
            return False
        lists = [self.region.page.of(child) for child in beside if child.tag == box.tag and child is not box]
        told = any(child.tag == "p" for child in beside)
        return told and any(lines and not all(line.is_link for line in lines) for lines in lists)

    def _is_introduced(self, first: Line) -> bool:
        """Whether the text before a list leads to it: "Common signs are:"."""
        above = (self.region.page.lines[at] for at in range(first.at - 1, max(-1, first.at - 20), -1))
        before = next((line for line in above if not self.reasons[line.at]), None)
        return before is not None and before.text.endswith(":") and not before.is_link and not noise_of(before.text)

    def _rows_of_links(self) -> None:
        """Lines of several links and nothing else: a row of buttons, a menu without a list."""
        for line in self.region.page.lines:
            links = {run.href for run in line.runs if run.linked and run.text.strip()}
            if line.is_link and len(links) >= 2 and not (is_advice(line.text) or credit_of(line.text, line.line)):
                names = [run.text for run in line.runs if run.linked]
                known = any(noise_of(name) for name in names)
                if known or (len(links) >= 3 and not self.region.votes[line.at]):
                    self.leave([line], "menu")

    def _links_of_menus(self) -> None:
        """Links that a menu of the page has too."""
        links = [line for line in self.region.page.lines if line.is_link and line is not self.region.title]
        menus = {line.text for line in links if self.reasons[line.at] in ("menu", "breadcrumbs")}
        for line in links:
            if line.text in menus and line.box.within("td", "dd") is None and not is_safety(line.text):
                self.leave([line], "menu")

    def _teasers(self) -> None:
        """Teasers of other articles amid the text."""
        for line in self.region.page.lines:
            if self.reasons[line.at] or not invites(line):
                continue
            box = self._card(line)
            lines = self.region.page.of(box)
            advice = any(is_safety(each.text) and self.region.votes[each.at] for each in lines)
            if box is not line.box and is_teaser(lines) and not advice:
                self.leave(lines, "related articles")

    def _card(self, line: Line) -> Box:
        """The largest small box around a link."""
        box = line.box
        while box.parent is not None and self.is_small(box.parent):
            box = box.parent
        return box


def _before_credits(section: Iterator[Line]) -> list[Line]:
    """The lines of a section up to the article's own credits, which may stand behind it without a heading."""
    found: list[Line] = []
    for line in section:
        credit = credit_of(line.text, line.line)
        if credit is not None and credit.kind not in ("byline", "reviewer", "published"):
            break
        found.append(line)
    return found


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
