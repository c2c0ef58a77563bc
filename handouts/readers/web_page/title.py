"""The title of a saved page: its h1, else the line over its text that says what the head of the page says."""

import re
from collections.abc import Iterator, Sequence
from itertools import accumulate

from handouts.readers.web_page.boxes import HEADINGS, Box, Line, Page, level_of
from handouts.readers.web_page.wording import is_prose

MOST_OF_TEXT = 0.6
"""The share of the prose that the box of an old page's text holds."""
FEWEST_LINES = 4
"""Lines of that box with the title in it."""
LONGEST_TITLE = 20
"""Words."""

_SEPARATOR = re.compile(r"\s+[|–—·•»:-]+\s+|\s*[|»]\s*|:\s+")


def title_line(page: Page, titles: Sequence[str], site: str) -> Line | None:
    """The line that is the article's title: the heading that the head names too, else the first h1 that is no site's.

    An h1 that the head does not name may be that of a section, such as "Allergies Health Center".
    """
    heads = [line for line in page.lines if _is_top(line) and not line.box.hidden]
    lower = [line for line in page.lines if line.box.within(*HEADINGS) and not line.box.hidden and not line.is_link]
    named = [_plain(title) for title in titles]
    matching = [line for line in heads if any(_plain(line.text) in name for name in named if len(line.text) > 3)]
    for names in ({_plain(own_title(title, site)) for title in titles}, set(named)):
        if exact := [line for line in (heads if matching else lower) if _plain(line.text) in names]:
            return max(exact, key=lambda line: (_standing(line), -line.at))
    own = [line for line in heads if _plain(line.text) != _plain(site) or not site]
    candidates = [line for line in matching if line in own] or own
    best = max(candidates, key=lambda line: (_standing(line), -line.at), default=None)
    return best or _line_over_text(page, titles, site) or _named_line(page, titles, site)


def _is_top(line: Line) -> bool:
    return line.box.within("h1") is not None or (line.box.tag not in HEADINGS and level_of(line.box) == 1)


def _standing(line: Line) -> int:
    """Whether a head stands in the article rather than at the top of the site."""
    if line.box.within("main", "article"):
        return 1
    return -1 if line.box.within("header", "nav", "footer", "aside") else 0


def _named_line(page: Page, titles: Sequence[str], site: str) -> Line | None:
    """The line that the head names as the title, where the page has no h1."""
    names = [_plain(part) for title in titles for part in (title, own_title(title, site))]
    for line in page.lines:
        if _plain(line.text) in names and line.box.within("nav", "footer", "li", "option") is None and not line.is_link:
            return line
    return None


def _line_over_text(page: Page, titles: Sequence[str], site: str) -> Line | None:
    """The short line over the text most words of which the page's head says too, where the page has no h1."""
    body = _body(page)
    first = next((line.at for line in page.of(body) if is_prose(line)), body.last)
    said = {stem for title in titles for stem in _stems(title)}
    own = {_plain(own_title(title, site)) for title in titles}
    scores: dict[int, tuple[bool, int]] = {}
    for line in page.lines[body.first : first]:
        stems = set(_stems(line.text))
        if not line.is_link and len(line.text.split()) <= LONGEST_TITLE and len(stems & said) * 2 > len(stems):
            scores[line.at] = (_plain(line.text) in own, len(stems & said))
    best = max(scores, key=lambda at: (scores[at], -at), default=None)
    return page.lines[best] if best is not None else None


def _body(page: Page) -> Box:
    """The smallest box that holds most of the page's prose."""
    sums = [0, *accumulate(len(line.text) if is_prose(line) else 0 for line in page.lines)]

    def holds(box: Box) -> bool:
        return sums[box.last] - sums[box.first] >= MOST_OF_TEXT * sums[-1]

    box = page.root
    while inner := next((each for each in box.children if isinstance(each, Box) and holds(each)), None):
        if inner.last - inner.first < FEWEST_LINES:
            break
        box = inner
    return box


def _stems(text: str) -> Iterator[str]:
    return (word.casefold()[:6] for word in re.findall(r"[^\W\d_]{4,}", text))


def own_title(title: str, site: str) -> str:
    """A title without the site's name: "Knee pain | Example Hospital" is "Knee pain"."""
    cuts = list(_SEPARATOR.finditer(title))
    for cut in cuts:
        before, after = title[: cut.start()].strip(), title[cut.end() :].strip()
        if site and _plain(after) == _plain(site):
            return before
        if site and _plain(before) == _plain(site):
            return after
    strong = [cut for cut in cuts if not cut[0].startswith(":")]
    return title[: strong[0].start()].strip() or title if strong else title


def _plain(text: str) -> str:
    return re.sub(r"\W+", " ", text).casefold().strip()
