"""Tables of contents of a pasted page: links to its own parts, which its article repeats as headings."""

import re
from bisect import bisect_left
from collections.abc import Sequence

from handouts.readers._warnings import SAFETY
from handouts.readers.page_text.lines import Unit
from handouts.readers.page_text.signs import CREDIT, KEPT, heads_text, is_introduced, is_line, is_text, same_words

_CONTENTS = re.compile(
    r"(?:on this page|in this (?:article|page|section|guide|topic|leaflet)|(?:table of )?contents|page contents"
    r"|article contents|jump to(?: (?:a )?section)?|quick links|topic contents|sections"
    r"|what(?:['’]s| is) (?:on|in) this (?:page|leaflet|guide|booklet|article))"
    r"\W*(?:hide|show|toggle|\[?hide\]?|\[?show\]?)?\W*",
    re.IGNORECASE,
)


def drop_contents(units: Sequence[Unit], fates: list[str], title: int) -> None:
    """Tables of contents: under a line that announces one, or short lines that come again as headings further down."""
    heads = {
        same_words(unit.text): at for at, unit in enumerate(units) if unit.form != "bullet" and heads_text(units, at)
    }
    if title >= 0:
        _drop_links_to_parts(units, fates, title, sorted(heads))
    at = title + 1
    while at < len(units):
        opened = bool(_CONTENTS.fullmatch(units[at].text)) and fates[at] != CREDIT
        end = at + opened
        while end < len(units) and _is_entry(units, fates, end, heads, at if opened else None):
            end += 1
        if end - at >= 2 + (not opened) and (opened or not is_introduced(units, at)):
            fates[at:end] = ["table of contents"] * (end - at)
        elif opened and not heads_text(units, at):
            fates[at] = "table of contents"
        at = max(end, at + 1)


def entries_of_contents(units: Sequence[Unit]) -> frozenset[int]:
    """The places of the short lines right under a line that announces contents, up to a blank one."""
    entries: list[int] = []
    for opener in (at for at, unit in enumerate(units) if _CONTENTS.fullmatch(unit.text)):
        at = opener + 1
        while at < len(units) and is_line(units[at]) and not units[at].gap:
            entries.append(at)
            at += 1
    return frozenset(entries)


def _drop_links_to_parts(units: Sequence[Unit], fates: list[str], title: int, heads: Sequence[str]) -> None:
    """The first run of short lines under the title, if many of them name parts of the page by the start of its head."""
    first = next((at for at in range(title + 1, len(units)) if is_text(units[at])), len(units))
    at = title + 1
    while at < first:
        end = at + 1
        while end < first and not units[end].gap:
            end += 1
        run = [each for each in range(at, end) if fates[each] == KEPT]
        named = sum(_names_one(same_words(units[each].text), heads) for each in run)
        if len(run) >= 3 and named * 5 >= len(run) * 2 and all(_is_link(units, each, heads) for each in run):
            for each in run:
                fates[each] = "table of contents"
        at = end


def _begins_one(words: str, heads: Sequence[str]) -> bool:
    """Whether one of the sorted heads begins with the words."""
    at = bisect_left(heads, words)
    return at < len(heads) and heads[at].startswith(words)


def _names_one(words: str, heads: Sequence[str]) -> bool:
    """Whether one of the sorted heads begins with the words, or holds a lone one of them: "Causes"."""
    return _begins_one(words, heads) or (" " not in words and any(words in head.split() for head in heads))


def _is_link(units: Sequence[Unit], at: int, heads: Sequence[str]) -> bool:
    unit = units[at]
    if not is_line(unit) or unit.words > 8 or ":" in unit.text:
        return False
    if at + 1 < len(units) and not units[at + 1].gap and is_text(units[at + 1]):
        return False
    return _begins_one(same_words(unit.text), heads) or not SAFETY.search(unit.text)


def _is_entry(units: Sequence[Unit], fates: Sequence[str], at: int, heads: dict[str, int], opener: int | None) -> bool:
    """Whether a line is an entry of a table of contents, which begins at `opener` if a line announces it."""
    unit = units[at]
    if not is_line(unit) or fates[at] == CREDIT:
        return False
    if heads.get(same_words(unit.text), -1) > at:
        return True
    if opener is None or (at > opener + 1 and unit.gap and not units[opener + 1 + (at > opener + 2)].gap):
        return False
    if unit.form in ("number", "bullet"):
        return unit.words <= 8 and not SAFETY.search(unit.text)
    return at + 1 < len(units) and is_line(units[at + 1]) and not units[at + 1].gap and not unit.text.endswith(":")
