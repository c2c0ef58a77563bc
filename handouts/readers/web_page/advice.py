"""Where a page advises: lists of when to call for help, the sentence under the title, and the site's own name there."""

from collections.abc import Iterator

from handouts.readers.web_page.boxes import Line, Page, level_of
from handouts.readers.web_page.groups import section_of
from handouts.readers.web_page.region import Region
from handouts.readers.web_page.wording import is_advice, is_prose, opens_list, share_linked

SMALL_BOX = 12
"""Lines of a box that belongs together: one that gives advice is kept whole."""


def lists_of_advice(region: Region) -> frozenset[int]:
    """The lines of each short list that advice opens ("Call us if"), with the line that opens it, by their `at`."""
    return frozenset(_listed(region))


def _listed(region: Region) -> Iterator[int]:
    for line in region.page.lines:
        opens = is_advice(line.text) and (level_of(line.box) or opens_list(line.text))
        if not opens or line.is_link or not is_within(region, line):
            continue
        below = _below(line, region.page)
        if 0 < len(below) <= SMALL_BOX and share_linked(below) < 0.5:
            yield from (each.at for each in (line, *below))


def _below(line: Line, page: Page) -> list[Line]:
    """What a line opens: the section of a heading, else the list that begins under it."""
    if level := level_of(line.box):
        return list(section_of(page, line, level))
    boxes = (box for each in page.lines[line.at + 1 : line.at + 2] for box in each.box.around())
    found = [box for box in boxes if box.tag in ("ul", "ol") and box.first == line.at + 1]
    return page.of(found[-1]) if found else []


def is_within(region: Region, line: Line) -> bool:
    """Whether a line stands where the article may be: behind its title, inside its element."""
    return region.wide.holds(line) and (region.title is None or line.at > region.title.at)


def is_lede(region: Region, line: Line) -> bool:
    """Whether a sentence stands right under the title, in the same small box, wherever the rest of the text is."""
    title = region.title
    if title is None or not title.at < line.at <= title.at + 2 or not is_prose(line) or not line.text.endswith("."):
        return False
    around = next((box for box in title.box.around() if box.last > title.at + 1), title.box)
    return around.holds(line) and around.last - around.first <= SMALL_BOX


def names_the_site(region: Region, line: Line, site: str) -> bool:
    """Whether a short line beside the title says whose site it is; `site` is its name in small letters."""
    title = region.title
    if len(site) < 4 or title is None or line.at > title.at + 3 or len(line.text) > 80:
        return False
    ends = line.text.endswith((".", "?", "!", ":"))
    return site in line.text.casefold() and not ends and not level_of(line.box)
