"""The end of a pasted page: where its article stops, and the links, addresses and cards behind that."""

import re
from collections.abc import Sequence

from handouts.readers._credits import may_be_credit
from handouts.readers._disclaimers import disclaims
from handouts.readers._pitch import is_about_the_house
from handouts.readers._warnings import PHONE, SAFETY
from handouts.readers.page_text.ending import LINK, end_of, entries_of, is_citation, is_urgent
from handouts.readers.page_text.lines import Unit
from handouts.readers.page_text.signs import (
    ADDRESS,
    CREDIT,
    KEPT,
    is_introduced,
    is_text,
    same_words,
)

_OPENS = (
    "related articles",
    "newsletter",
    "comments",
    "footer",
    "slideshow",
    "advertisement",
    "sign in",
    "cookie notice",
)
"""Furniture that heads a section of its own; the other kinds are one line."""

MOST_BEHIND = 60
"""Lines behind the article among which its maker's address is looked for."""
_HOURS = re.compile(r"\b(?:24 hours|day (?:and|or) night|\d ?[ap]\.?m|monday|mon\b|weekdays)", re.IGNORECASE)
"""When somebody answers: whom a patient may call, and not only where the site's owner is."""
_ADDRESS_LABEL = re.compile(r"(?:(?:head|main|registered|postal) )?(?:address|office)\W*", re.IGNORECASE)


def drop_tail(units: Sequence[Unit], fates: list[str], title: int) -> None:
    """What stands behind the article's last text: links, addresses, cards of other articles."""
    end = end_of(units, fates, title)
    entries = entries_of(units, title) if end < len(units) else frozenset()
    furnished = opened = False
    for at in range(min(_last_text(units, fates, title), end) + 1, len(units)):
        unit = units[at]
        if fates[at] == KEPT and is_citation(unit):
            continue
        if at in entries or (end < len(units) and may_be_credit(unit.text)):
            continue
        furnished = furnished or at > end
        furnished = furnished or fates[at] not in (KEPT, "rule")
        if fates[at] != KEPT:
            continue
        loud = bool(SAFETY.search(unit.text)) or bool(PHONE.search(unit.text))
        called = bool(PHONE.search(unit.text) and _HOURS.search(unit.text)) and not is_about_the_house(unit.text)
        opened = opened if unit.form in ("bullet", "number") else is_urgent(unit) and unit.text.endswith((":", "if"))
        told = called or opened or (loud and unit.form != "short" and not ADDRESS.search(unit.text))
        if furnished and not (told or is_urgent(unit)):
            fates[at] = "footer" if ADDRESS.search(unit.text) or PHONE.search(unit.text) else "related article or menu"


def makers_address(units: Sequence[Unit], fates: Sequence[str]) -> range:
    """Behind the article, the lines under a name that it gives too: the maker of a medicine, with address and phone."""
    own = " | ".join(same_words(unit.text) for at, unit in enumerate(units) if fates[at] in (KEPT, CREDIT))
    behind = max((at for at, fate in enumerate(fates) if fate == KEPT), default=len(units))
    for at in range(behind + 1, min(len(units), behind + MOST_BEHIND)):
        named = 2 <= units[at].words <= 8 and same_words(units[at].text) in own
        if not named or fates[at] in (KEPT, CREDIT, "rule"):
            continue
        end = at + 1
        while end < len(units) and not units[end].gap and _is_of_address(units[end], fates[end]):
            end += 1
        if any(ADDRESS.search(unit.text) or PHONE.search(unit.text) for unit in units[at + 1 : end]):
            return range(at, end)
    return range(0)


def _is_of_address(unit: Unit, fate: str) -> bool:
    told = ADDRESS.search(unit.text) or PHONE.search(unit.text) or _ADDRESS_LABEL.fullmatch(unit.text)
    return bool(told) and fate not in (KEPT, CREDIT)


def _last_text(units: Sequence[Unit], fates: Sequence[str], title: int) -> int:
    """The index of the article's last unit that is surely its own; the last of all where none is sure."""
    texts = [at for at in range(title + 1, len(units)) if fates[at] == KEPT and _is_own(units, at)]
    if not texts:
        return len(units)
    cards = len(texts)
    while cards and _is_card(units, texts[cards - 1]):
        cards -= 1
    whole = sum(units[at].words for at in texts)
    before = 0
    for place, at in enumerate(texts[:-1]):
        before += units[at].words
        if (
            place + 1 >= cards
            and before * 4 >= whole * 3
            and _is_cut(fates[at + 1 : texts[place + 1]], len(texts) - place - 1)
        ):
            return at
    return texts[-1]


def _is_cut(between: Sequence[str], texts: int) -> bool:
    """Whether the article may end before these lines, with `texts` short texts to come."""
    return any(fate in _OPENS for fate in between) or (texts <= 2 and CREDIT in between)


def _is_own(units: Sequence[Unit], at: int) -> bool:
    unit = units[at]
    if all(LINK.fullmatch(each.text) for each in units[max(0, at - 2) : at + 3]):
        return False
    if unit.form in ("bullet", "number"):
        return unit.words > 6 or unit.ends or bool(SAFETY.search(unit.text)) or is_introduced(units, at)
    if unit.form == "row":
        if ADDRESS.search(unit.text) and not SAFETY.search(unit.text):
            return False
        return bool(re.search(r"\d", unit.text)) or unit.words > 5
    if unit.form == "short":
        return is_introduced(units, at)
    return is_text(unit) and not ADDRESS.search(unit.text) and not disclaims(unit.text)


def _is_card(units: Sequence[Unit], at: int) -> bool:
    """Whether a text may be the summary of another article: short, under a title, and without advice."""
    unit = units[at]
    if unit.form in ("bullet", "number"):
        return unit.words <= 12 and not SAFETY.search(unit.text)
    return unit.form in ("prose", "short") and unit.words <= 40 and not SAFETY.search(unit.text)
