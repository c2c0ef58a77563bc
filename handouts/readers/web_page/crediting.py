"""Which lines of the page are credits: those that say so by themselves, and those that a box of authors holds."""

import re
from collections.abc import Callable, Sequence

from handouts.draft import Credit
from handouts.readers._credits import authors_in, credit_of, is_date, is_life
from handouts.readers._disclaimers import LONGEST_DISCLAIMER
from handouts.readers._likeness import REASON
from handouts.readers._noise import noise_of
from handouts.readers.web_page.boxes import Box, Line, Page, level_of
from handouts.readers.web_page.places import AUTHORS, names_of

SPARED = frozenset(
    ("", "footer", "page header", "above the title", "outside the article", "beside the article", "banner", REASON)
)
"""The reasons for which a line was left out that do not keep it from being a credit."""
LONGEST_LABEL = 60
_LABEL = re.compile(
    r".{0,40}\b(?:by|on|reviewed|review|updated|update|revised|modified|published|date|authors?|reviewers?|editors?|publisher|source|due|version)\s*[:–-]?",
    re.IGNORECASE,
)
_NO_ADVICE = re.compile(r"\b(?:is|are) not (?:\w+ ){0,3}(?:medical|professional|clinical) advice\b", re.IGNORECASE)


def credits_of(
    page: Page, reasons: Sequence[str], is_free: Callable[[Line], bool], core: Box
) -> tuple[list[Credit], set[int]]:
    """The credits, and the lines that they take, by their `at`; `core` is the box of the article's text."""
    credits: list[Credit] = []
    taken: set[int] = set()
    lines = [line for line in page.lines if _may_be(line, reasons[line.at], page) and is_free(line)]
    for number, line in enumerate(lines):
        if line.at in taken or _is_cell(line):
            continue
        below = lines[number + 1] if number + 1 < len(lines) else None
        credit = _labelled(line, below)
        if credit is not None and below is not None:
            taken.update((line.at, below.at))
        elif (credit := _alone(line, page, core) or _under(line, page, taken)) is not None:
            taken.add(line.at)
        if credit is not None:
            credits.append(credit)
    authors = authors_in(credits)
    lives = [line for line in lines if line.at not in taken and is_life(line.text, authors)]
    taken.update(line.at for line in lives)
    return [*credits, *(Credit("byline", line.text, line.line) for line in lives)], taken


def _may_be(line: Line, reason: str, page: Page) -> bool:
    """Whether a line can be a credit of this article: it is none of a card that leads to another, or of an archive."""
    if reason == "form":
        return line.box.tag == "button" and credit_of(line.text, line.line) is not None
    if reason not in SPARED or (reason and line.is_link and (is_date(line.text) or _is_only_named(line))):
        return False
    return not reason or not any(_is_card(page.of(box)) for box in line.box.around() if box.last - box.first <= 12)


def _is_only_named(line: Line) -> bool:
    """Whether it is a person's name alone, which outside the article leads to a profile of anybody."""
    credit = credit_of(line.text, line.line)
    return credit is not None and credit.kind == "byline" and "by" not in line.text.casefold().split()


def _is_card(lines: Sequence[Line]) -> bool:
    return any(level_of(line.box) and line.is_link for line in lines)


def _is_cell(line: Line) -> bool:
    return line.box.within("td", "th") is not None and line.box.within("table") is not None and level_of(line.box) > 0


def _labelled(line: Line, below: Line | None) -> Credit | None:
    """A label and what it announces on the next line: "Reviewed by" and a name, "Last updated" and a date."""
    if below is None or len(line.text) > LONGEST_LABEL or len(below.text) > 200 or below.at != line.at + 1:
        return None
    if not _LABEL.fullmatch(line.text) or (level_of(line.box) and level_of(below.box)):
        return None
    alone = credit_of(below.text, below.line)
    if alone is not None and alone.kind not in ("published", "byline"):
        return None
    together = f"{line.text} {below.text}"
    found = credit_of(together, line.line)
    if (
        found is None
        and alone is not None
        and alone.kind == "published"
        and re.search("revi|updat|modif", line.text, re.I)
    ):
        return Credit("revised", together, line.line)
    return found


def _under(line: Line, page: Page, taken: set[int]) -> Credit | None:
    """A name and address that a line break alone parts from a credit at the end of a page."""
    if (
        not line.continues
        or line.at - 1 not in taken
        or len(line.text) > 120
        or line.text.endswith((".", ":", "?", "!"))
    ):
        return None
    if line.is_link or noise_of(line.text) or line.at < line.box.last - 1:
        return None
    return Credit("publisher", line.text, line.line)


def _alone(line: Line, page: Page, core: Box) -> Credit | None:
    credit = credit_of(line.text, line.line)
    if credit is not None and not (level_of(line.box) and credit.kind != "byline"):
        bare = credit.kind == "published" and not re.search(r"[A-Za-z]{4,}.*\b(?:on|:)", line.text)
        return None if bare and core.holds(line) and line.box.within("li", "td", "dd", "dt") else credit
    if _NO_ADVICE.search(line.text) and len(line.text) < LONGEST_DISCLAIMER:
        return Credit("disclaimer", line.text, line.line)
    for box in line.box.around():
        if box.last - box.first > 12 or box.tag in ("main", "article", "body") or box.holds(page.lines[core.last - 1]):
            return None
        if AUTHORS & set(names_of(box, page)) and not noise_of(line.text):
            reviewer = any("review" in name for name in names_of(box, page))
            return Credit("reviewer" if reviewer else "byline", line.text, line.line)
    return None
