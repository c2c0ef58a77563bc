"""Sifting: for each line of the page, whether it is the article's, and if not, why.

In doubt a line is kept. A line is left out for its place, for what it says, or for the links around it.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from handouts.readers._likeness import LIKELY, REASON, SURE, is_paragraph, likeness, may_go
from handouts.readers._noise import ANYWHERE, noise_of, site_talk
from handouts.readers.web_page.advice import SMALL_BOX, is_lede, is_within, lists_of_advice, names_the_site
from handouts.readers.web_page.boxes import HEADINGS, Box, Line, Page, level_of
from handouts.readers.web_page.ending import drop_behind
from handouts.readers.web_page.groups import OF_OTHERS, Groups, section_of
from handouts.readers.web_page.notes import source_lines
from handouts.readers.web_page.offers import Offers
from handouts.readers.web_page.opinions import Opinion
from handouts.readers.web_page.places import Force, Place
from handouts.readers.web_page.region import Region, region_of
from handouts.readers.web_page.repeats import drop_repeats
from handouts.readers.web_page.setting import HIDDEN, hidden_lines, places_in
from handouts.readers.web_page.tables import is_data
from handouts.readers.web_page.wording import (
    PROSE,
    instructs,
    is_advice,
    is_of_site,
    is_prose,
    is_safety,
    is_teaser,
    share_linked,
)

OUTSIDE = "outside the article"


_NAMED_SURELY = frozenset(
    (
        "newsletter",
        "advertisement",
        "appeal for money",
        "wiki notice",
        "comments",
        "sign in",
        "search",
        "share buttons",
        "cookie notice",
    )
)
"""Boxes named so never hold a part of the article."""
_WITHOUT_ADVICE = frozenset(
    "menu|related articles|comments|breadcrumbs|table of contents|form|search|cookie notice|share buttons|newsletter"
    f"|wiki notice|skip link|sign in|{HIDDEN}".split("|")
)
"""In these places a line that sounds like advice is none of the article's."""


UNLIKELY_IN_BOX = 0.3
"""How much the lines of a box that is kept read like furniture, on average."""
_OF_CARDS = frozenset(("related articles", "advertisement"))


@dataclass(frozen=True, slots=True)
class Sifted:
    """Why each line is left out, by its `at`; "" for those kept. `core` is the box of the article's text."""

    reasons: tuple[str, ...]
    core: Box


def sifted(page: Page, opinions: tuple[Opinion, Opinion], title: Line | None, site: str) -> Sifted:
    """Judge every line of the page; `site` is what the site calls itself."""
    hidden = hidden_lines(page)
    region = region_of(page, opinions, title, hidden)
    return Sifted(tuple(_Sifter(region, hidden, site.casefold()).reasons_found()), region.core)


class _Sifter:
    def __init__(self, region: Region, hidden: Sequence[str], site: str) -> None:
        self.region, self.page, self.site = region, region.page, site
        self.reasons = list(hidden)
        self.places = places_in(region)
        self.sources = source_lines(region.page)
        self.spared: dict[Box, bool] = {}
        self.data: dict[Box, bool] = {}
        self.likely = likeness([line.text for line in self.page.lines])
        self.listed = lists_of_advice(region)
        self.groups = Groups(region, self.reasons, self.listed)

    def reasons_found(self) -> list[str]:
        """The reasons, found in order: place, groups of lines, words, region."""
        for line in self._open():
            self.reasons[line.at] = self._by_place(line)
        self.groups.drop()
        Offers(self.groups).drop()
        for line in self._open():
            self.reasons[line.at] = self._by_words(line) or self._by_region(line)
        drop_behind(self.region, self.reasons, self.sources, self.listed, self.likely, OUTSIDE)
        self._drop_doubtful()
        self._keep_headings()
        drop_repeats(self._open(), self.reasons)
        self._drop_bare_headings()
        return self.reasons

    def _open(self) -> list[Line]:
        """The lines that are still kept, without the title."""
        return [line for line in self.page.lines if not self.reasons[line.at] and line is not self.region.title]

    def _advises(self, line: Line) -> bool:
        """Whether a patient must not miss the line."""
        if is_safety(line.text) or line.at in self.listed:
            return True
        return is_within(self.region, line) and is_advice(line.text)

    def _by_place(self, line: Line) -> str:
        near = [(box, self.places[box]) for box in line.box.around() if box in self.places]
        for box, place in sorted(near, key=lambda found: -found[1].force):
            if place.force is Force.SURE or not self._spares(box, place, line):
                return place.reason
        return ""

    def _spares(self, box: Box, place: Place, line: Line) -> bool:
        """Whether a line stays in a box that may be furniture."""
        first = self.page.lines[box.first]
        if noise_of(first.text) == place.reason and place.reason in OF_OTHERS and not instructs(line.text):
            return False
        sounds = self._advises(line) and place.reason not in _WITHOUT_ADVICE
        if (sounds or (line.at in self.listed and place.reason != "comments")) and not line.is_link:
            return True
        if not self.region.wide.holds(line) or place.reason in _NAMED_SURELY:
            return False
        if box not in self.spared:
            self.spared[box] = self._reads_as_article(self.page.of(box), place.force)
        return self.spared[box]

    def _reads_as_article(self, lines: Sequence[Line], force: Force) -> bool:
        if is_teaser(lines):
            return False
        if len(lines) <= SMALL_BOX and share_linked(lines) < 0.5 and any(map(self._advises, lines)):
            return True
        if share_linked(lines) < 0.2 and sum(self.likely[line.at] for line in lines) < UNLIKELY_IN_BOX * len(lines):
            return True
        prose = [line for line in lines if is_prose(line)]
        if force is Force.HINT:
            return share_linked(lines) < 0.2 and any(self.region.votes[line.at] == 2 for line in prose)
        return share_linked(lines) < 0.5 and (bool(prose) or any(self.region.votes[line.at] for line in lines))

    def _by_words(self, line: Line) -> str:
        """What the line says by itself; a cell of a table may say "Search" and mean it."""
        if self._is_of_data(line) and not line.is_link:
            return ""
        reason = noise_of(line.text) or (ANYWHERE if site_talk(line.text) and _is_sentence(line) else "")
        if line.box.tag in ("button", "label", "legend") and not level_of(line.box):
            if line.at in self.sources:
                return ""
            return reason or ("" if _opens_panel(line.box) and self.region.wide.holds(line) else "form")
        if not reason and names_the_site(self.region, line, self.site):
            return "site's name"
        if self._advises(line) or line.at in self.sources:
            return ""
        heads = reason != ANYWHERE and _is_whole_heading(line) and self._has_prose(line)
        return "" if heads else reason

    def _is_of_data(self, line: Line) -> bool:
        """Whether a line stands in a table of data, or is the meaning of a word; a layout's cell may hold anything."""
        cell = line.box.within("td", "dd")
        around = cell.within("table", "dl") if cell is not None else None
        if around is not None and around not in self.data:
            words = around.tag == "dl" and any(box.tag == "dt" for box in around.boxes())
            self.data[around] = words or (around.tag == "table" and is_data(around))
        return around is not None and self.data[around]

    def _has_prose(self, heading: Line) -> bool:
        section = section_of(self.page, heading, level_of(heading.box))
        return any(not self.reasons[line.at] and self.region.votes[line.at] and not line.is_link for line in section)

    def _by_region(self, line: Line) -> str:
        """Whether it stands where the article is."""
        if self._advises(line) or is_lede(self.region, line):
            return ""
        if line.at in self.sources and self.region.wide.holds(line):
            return ""
        if is_of_site(line):
            return "footer"
        if self._is_above(line):
            return "above the title"
        region, voted = self.region, self.region.votes[line.at]
        if region.core.holds(line) or not region.sums[-1]:
            return ""
        inside = region.wide.holds(line)
        if inside and region.is_wide_sure:
            behind = line.at >= region.core.last and not is_prose(line) and region.is_apart(line)
            return OUTSIDE if (line.is_link or behind) and not voted else ""
        if voted == 2 or (voted and (is_prose(line) or inside)):
            return ""
        return "" if inside and (is_prose(line) or self._is_between(line)) else OUTSIDE

    def _is_between(self, line: Line) -> bool:
        """Whether it stands between the title and the article's text."""
        title = self.region.title
        return title is not None and title.at < line.at < self.region.core.last and not line.is_link

    def _is_above(self, line: Line) -> bool:
        """A short line before the title: the site's name, a path, a section."""
        title = self.region.title
        if title is None or line.at > title.at or title.at > self.region.core.last:
            return False
        return len(line.text) < PROSE or line.is_link or not self.region.wide.holds(line)

    def _drop_doubtful(self) -> None:
        """What no rule names and yet reads like furniture."""
        for line in self._open():
            if may_go(line.text, self.likely[line.at], behind=False) and not self._is_held(line):
                self.reasons[line.at] = REASON

    def _is_held(self, line: Line) -> bool:
        """Whether a line is a source, a heading or advice, part of a table or list, or the article’s by opinion."""
        if line.at in self.sources or line.at in self.listed or _heads(line) or self._is_of_data(line):
            return True
        return self._is_agreed(line) or self._is_of_list(line) or self._advises(line)

    def _is_agreed(self, line: Line) -> bool:
        """Whether all opinions take a paragraph for the article's, and it hardly reads otherwise or stands amid it,
        or answers a heading's question.
        """
        if self.region.votes[line.at] < 2 or not is_prose(line):
            return False
        above = self.page.lines[line.at - 1]
        if level_of(above.box) and above.text.endswith("?") and not self.reasons[above.at]:
            return True
        beside = self.page.lines[max(0, line.at - 1) : line.at] + self.page.lines[line.at + 1 : line.at + 2]
        kept = [each for each in beside if is_prose(each) and not self.reasons[each.at]]
        run = is_paragraph(line.text) and any(is_paragraph(each.text) for each in kept)
        amid = len(kept) == 2 and all(self.likely[each.at] < LIKELY for each in kept)
        return run or amid or self.likely[line.at] < SURE

    def _is_of_list(self, line: Line) -> bool:
        """Whether a line is an item of a list amid the text, or with others that do not read like furniture."""
        around = line.box.within("ul", "ol")
        if around is None or self.groups.is_one_of_lists(around):
            return around is not None
        items = self.page.of(around)
        return any(not self.reasons[each.at] and self.likely[each.at] < LIKELY for each in items)

    def _keep_headings(self) -> None:
        """Headings left out for where they stand, over text of the article's element that is kept: questions."""
        for line in reversed(self.page.lines):
            level = level_of(line.box)
            if not level or self.reasons[line.at] != OUTSIDE or line.is_link or not is_within(self.region, line):
                continue
            below = next(iter(section_of(self.page, line, level)), None)
            if below is not None and not self.reasons[below.at] and (is_prose(below) or level_of(below.box)):
                self.reasons[line.at] = ""

    def _drop_bare_headings(self) -> None:
        """Headings under which nothing is left, in the article's core those over other articles or offers."""
        for line in reversed(self._open()):
            level = level_of(line.box)
            section = list(section_of(self.page, line, level)) if level else []
            left = {self.reasons[each.at] for each in section}
            if section and "" not in left and (left <= _OF_CARDS or not self.region.core.holds(line)):
                self.reasons[line.at] = self.reasons[section[0].at]


def _heads(line: Line) -> bool:
    """Whether a line names what stands under or beside it."""
    return level_of(line.box) > 0 or line.box.within("th", "caption", "figcaption", "dt", "summary") is not None


def _is_sentence(line: Line) -> bool:
    return not level_of(line.box) or line.text.endswith(".")


def _opens_panel(box: Box) -> bool:
    opens = "aria-expanded" in box.attributes or "aria-controls" in box.attributes
    return opens or "accord" in box.attributes.get("class", "")


def _is_whole_heading(line: Line) -> bool:
    heading = next((box for box in line.box.around() if box.tag in HEADINGS), line.box)
    return level_of(line.box) > 0 and heading.last - heading.first == 1
