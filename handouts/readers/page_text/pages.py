"""Printed pages in a pasted text: their heads and feet, and the text that they part."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace

from handouts.readers._warnings import SAFETY
from handouts.readers.page_text.hyphens import mended
from handouts.readers.page_text.lines import PAGE_NUMBER, Unit
from handouts.readers.page_text.signs import KEPT, same_words

PAGE_FATES = frozenset(("page number", "rule"))

_GOES_ON = re.compile(
    r"\W*(?:(?:this (?:leaflet|page) )?continue[sd]?(?: (?:on|over)(?: (?:the )?(?:next|other) (?:page|side)|leaf)?)?"
    r"|(?:please )?turn over|over(?:leaf)?|p\.?t\.?o\.?)\W*",
    re.IGNORECASE,
)


def drop_page_numbers(units: Sequence[Unit], fates: list[str], title: int) -> None:
    """The head and foot of printed pages: a page number, and beside it a line that stands elsewhere too."""
    numbered = [at for at, unit in enumerate(units) if unit.words <= 14 and PAGE_NUMBER.fullmatch(unit.text)]
    if not numbered:
        return
    said = " | ".join(same_words(unit.text) for unit in units[:3])
    often = Counter(same_words(unit.text) for unit in units)
    for at in numbered:
        for beside in (at - 2, at - 1, at, at + 1, at + 2):
            if 0 <= beside < len(units) and _GOES_ON.fullmatch(units[beside].text):
                fates[beside] = "page number"
            elif 0 <= beside < len(units) and abs(beside - at) < 2 and beside != title and fates[beside] == KEPT:
                own = same_words(units[beside].text)
                short = units[beside].form in ("short", "row") or units[beside].words <= 6
                known = often[own] > 1 or own in said or _unnumbered(own) in said
                again = short and beside > 3 and known and not SAFETY.search(units[beside].text)
                fates[beside] = "page number" if beside == at or again else KEPT


def _unnumbered(words: str) -> str:
    return re.sub(r"[\d\s]+$", "", words)


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


def rejoined(units: Sequence[Unit], fates: Sequence[str], said: Mapping[str, int]) -> list[Unit | None]:
    """The units, with the text that the end of a printed page cut joined again; None stands where the rest of it was.

    `said` are the words of the whole page, to mend a word that was cut.
    """
    made: list[Unit | None] = list(units)
    last = -1
    for at, unit in enumerate(units):
        if fates[at] in PAGE_FATES:
            continue
        before = made[last] if last >= 0 else None
        between = fates[last + 1 : at]
        if before and "page number" in between and fates[at] == fates[last] == KEPT and _is_cut(before, unit):
            text = mended(before.text, unit.text, said) if before.text.endswith("-") else f"{before.text} {unit.text}"
            made[last] = replace(before, text=text, lines=(*before.lines, *unit.lines))
            made[at] = None
        else:
            last = at
    return made


def _is_cut(before: Unit, after: Unit) -> bool:
    """Whether a text runs on into another: it ends without a stop, and the other begins in a small letter."""
    whole = before.form in ("prose", "bullet", "number") or before.text.endswith("-")
    runs = whole and not before.ends and not before.text.endswith(":")
    return runs and after.form in ("prose", "short") and after.text[:1].islower()
