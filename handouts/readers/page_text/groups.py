"""Groups amid the text of a pasted page that are a site's own: what stands under an advertisement's label, over a
"Show more products", and what speaks as a pitch does.
"""

import re
from collections.abc import Iterable, Iterator, Sequence

from handouts.readers._pitch import (
    LONGEST_BUTTON,
    MOST_WORDS,
    asks_for,
    calls,
    is_about_the_house,
    pitch_of,
    polls,
    sells,
    warns,
)
from handouts.readers._warnings import PHONE
from handouts.readers.page_text.lines import Unit
from handouts.readers.page_text.signs import CREDIT, KEPT, heads_text, is_introduced, is_line

LARGEST = 6
"""Lines of a group that is a pitch as a whole."""
MOST_LISTED = 10
"""Lines over a "Show more"."""

_SHOWS_MORE = re.compile(r"(?:show|view|see|browse|load|read) (?:more|all|full) \w.{0,60}", re.IGNORECASE)
_OWN = re.compile(r"\b(?:we|our|us|we['’]re)\b", re.IGNORECASE)
_OFFERS = ("advertisement", "newsletter", "sign in", "search", "slideshow", "related articles", "footer", "comments")
LONGEST_OWN = 45
"""Words."""
_LABEL = 4
"""Words of the line that calls what follows an advertisement."""


def drop_groups(units: Sequence[Unit], fates: list[str], title: int) -> None:
    """Leave out the groups, in the order of how surely they are told; none with a word of advice in it."""
    for at in range(title + 1, len(units)):
        if fates[at] == "advertisement" and units[at].words <= _LABEL:
            _drop_under(units, fates, at)
        elif fates[at] == "related articles" and _SHOWS_MORE.fullmatch(units[at].text):
            _drop_over(units, fates, at, title)
        elif at + 1 < len(units) and all(_opens_service(units, fates, each) for each in (at, at + 1)):
            _drop_names(units, fates, at, title)
    for block in _blocks(units, title):
        _drop_block(units, fates, block)
    for at in range(title + 1, len(units)):
        if _is_free(units, fates, at) and units[at].form == "prose" and _is_pitch(units, fates, at):
            _drop_around(units, fates, at, title)


def drop_repeated(units: Sequence[Unit], fates: list[str], title: int) -> None:
    """Short lines that the page says over and over, none of which has text under it."""
    places: dict[str, list[int]] = {}
    for at in range(title + 1, len(units)):
        if units[at].form == "short" and 3 <= units[at].words <= LONGEST_BUTTON and fates[at] == KEPT:
            places.setdefault(units[at].text, []).append(at)
    for same in places.values():
        bare = all(_is_free(units, fates, at) and not is_introduced(units, at) for at in same)
        if len(same) >= 2 and bare and not any(heads_text(units, at) for at in same):
            _leave(fates, same, "said over and over")


def _blocks(units: Sequence[Unit], title: int) -> Iterator[range]:
    """The runs of lines between two blank ones."""
    start = title + 1
    for at in range(title + 2, len(units) + 1):
        if at == len(units) or units[at].gap:
            yield range(start, at)
            start = at


def _is_free(units: Sequence[Unit], fates: Sequence[str], at: int) -> bool:
    """Whether a line is kept so far, and may be left out with others."""
    text = units[at].text
    if fates[at] != KEPT or warns(text):
        return False
    return not PHONE.search(text) or is_about_the_house(text) or sells(text)


def _drop_under(units: Sequence[Unit], fates: list[str], label: int) -> None:
    """What a label names: the rest of its block if any of it is a pitch, else the lines that are one."""
    end = label + 1
    while end < len(units) and not units[end].gap and fates[end] != CREDIT:
        end += 1
    rest = range(label + 1, end)
    text = " ".join(units[at].text for at in rest)
    if all(fates[at] or _is_free(units, fates, at) for at in rest) and len(rest) < LARGEST and pitch_of(text):
        _leave(fates, rest, "advertisement")
    for at in rest:
        if not _is_free(units, fates, at) or not pitch_of(units[at].text):
            return
        fates[at] = "advertisement"


def _drop_over(units: Sequence[Unit], fates: list[str], closer: int, title: int) -> None:
    """The list of links that a "Show more products" ends, with its heading."""
    start = closer
    while start - 1 > title and closer - start < MOST_LISTED and _is_link(units, fates, start - 1):
        start -= 1
    if closer - start >= 2:
        _leave(fates, range(start, closer), "related article")


def _opens_service(units: Sequence[Unit], fates: Sequence[str], at: int) -> bool:
    """Whether a line is a button for a clinic's own services: "Find a Doctor", "Make an Appointment"."""
    return fates[at] in ("search", "footer") and asks_for(units[at].text)


def _drop_names(units: Sequence[Unit], fates: list[str], buttons: int, title: int) -> None:
    """The names of services that stand over their buttons."""
    for at in range(buttons - 1, max(title, buttons - 4), -1):
        named = [word for word in units[at].text.split() if len(word) > 3]
        if not _is_link(units, fates, at) or len(named) < 2 or not all(word[:1].isupper() for word in named):
            return
        fates[at] = "menu"


def _is_link(units: Sequence[Unit], fates: Sequence[str], at: int) -> bool:
    plain = is_line(units[at]) and not units[at].text.endswith((":", ".")) and not is_introduced(units, at)
    return plain and _is_free(units, fates, at) and not units[at + 1].gap


def _drop_block(units: Sequence[Unit], fates: list[str], block: range) -> None:
    """A block that is a pitch as a whole, or half a pitch with a button in it."""
    if len(block) > LARGEST or not all(fates[at] or _is_free(units, fates, at) for at in block):
        return
    if any(fates[at] == CREDIT or units[at].form in ("row", "number") for at in block):
        return
    kept = [units[at] for at in block if not fates[at]]
    buttons = sum(fates[at] not in (KEPT, "rule") for at in block)
    if buttons >= max(2, len(kept)) and all(_is_of_buttons(unit) for unit in kept):
        _leave(fates, block, "menu")
    text = " ".join(units[at].text for at in block)
    button = buttons > 0 or calls(units[block[-1]].text)
    signs = pitch_of(text) + (calls(units[block[-1]].text) and not calls(text))
    if len(text.split()) <= MOST_WORDS and ((signs >= 2 and button) or polls(text)):
        _leave(fates, block, "advertisement")


def _is_of_buttons(unit: Unit) -> bool:
    """Whether a line amid buttons belongs to them: a name, or a sentence in which the site speaks of itself."""
    return is_line(unit) or (unit.words <= LONGEST_OWN and bool(_OWN.search(unit.text) or pitch_of(unit.text)))


def _is_pitch(units: Sequence[Unit], fates: Sequence[str], at: int) -> bool:
    """Whether a paragraph shows two signs of a pitch, or one beside a line that is furniture or a button."""
    signs = pitch_of(units[at].text)
    if signs != 1 or units[at].words > LONGEST_OWN:
        return signs >= 2
    above = not units[at].gap and fates[at - 1] in _OFFERS
    below = at + 1 < len(units) and not units[at + 1].gap and _ends_offer(units, fates, at + 1)
    return above or below


def _ends_offer(units: Sequence[Unit], fates: Sequence[str], at: int) -> bool:
    unit = units[at]
    return unit.form == "short" and unit.words <= LONGEST_BUTTON and (fates[at] in _OFFERS or calls(unit.text))


def _drop_around(units: Sequence[Unit], fates: list[str], at: int, title: int) -> None:
    """A paragraph that is a pitch, with the heading that has nothing else under it and the button that it ends in."""
    fates[at] = "advertisement"
    below = at + 1
    while below < len(units) and not units[below].gap and _is_button(units, fates, below):
        fates[below] = "advertisement"
        below += 1
    alone = below == len(units) or units[below].gap or fates[below] != KEPT or units[below].form == "short"
    head = at - 1
    if (
        (alone or calls(units[head].text))
        and head > title
        and _is_free(units, fates, head)
        and units[head].form == "short"
    ):
        fates[head] = KEPT if units[head].text.endswith(":") else "advertisement"


def _is_button(units: Sequence[Unit], fates: Sequence[str], at: int) -> bool:
    unit = units[at]
    return _is_free(units, fates, at) and unit.form == "short" and asks_for(unit.text) and not unit.ends


def _leave(fates: list[str], places: Iterable[int], reason: str) -> None:
    for at in places:
        fates[at] = fates[at] or reason
