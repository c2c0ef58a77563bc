"""The end of a pasted page: where its article stops, and the links, addresses and cards behind that."""

import re
from collections.abc import Sequence
from itertools import accumulate

from handouts.readers._credits import credit_of, may_be_credit
from handouts.readers._disclaimers import disclaims
from handouts.readers._pitch import is_about_the_house, pitch_of
from handouts.readers._warnings import PHONE, SAFETY, WARNING
from handouts.readers.page_text.lines import Unit
from handouts.readers.page_text.signs import (
    ADDRESS,
    CREDIT,
    KEPT,
    cites,
    is_introduced,
    is_reference_heading,
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
LEAST_ABOVE = 0.7
LEAST_ABOVE_HOUSE = 0.5
"""The shares of the kept words that stand above the article's end, and above what is said of the house."""
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
MOST_ENTRIES = 200
"""References of a page."""
_LINK = re.compile(r"https?://\S+")
"""An address alone: many in a row are a text browser's list of the links on the page."""
_HOURS = re.compile(r"\b(?:24 hours|day (?:and|or) night|\d ?[ap]\.?m|monday|mon\b|weekdays)", re.IGNORECASE)
"""When somebody answers: whom a patient may call, and not only where the site's owner is."""
_ADDRESS_LABEL = re.compile(r"(?:(?:head|main|registered|postal) )?(?:address|office)\W*", re.IGNORECASE)


def drop_tail(units: Sequence[Unit], fates: list[str], title: int) -> None:
    """What stands behind the article's last text: links, addresses, cards of other articles."""
    end = _end(units, fates, title)
    furnished = False
    for at in range(min(_last_text(units, fates, title), end) + 1, len(units)):
        unit = units[at]
        if end < len(units) and (_is_entry(units, at, title) or may_be_credit(unit.text)):
            continue
        furnished = furnished or at > end
        furnished = furnished or fates[at] not in (KEPT, "rule")
        if fates[at] != KEPT:
            continue
        loud = bool(SAFETY.search(unit.text)) or bool(PHONE.search(unit.text))
        called = bool(PHONE.search(unit.text) and _HOURS.search(unit.text)) and not is_about_the_house(unit.text)
        if furnished and not (called or (loud and unit.form != "short" and not ADDRESS.search(unit.text))):
            fates[at] = "footer" if ADDRESS.search(unit.text) or PHONE.search(unit.text) else "related article or menu"


def _end(units: Sequence[Unit], fates: Sequence[str], title: int) -> int:
    """Where the article surely ends: before its last credits or its references, if most of it and all advice is above.

    The number of units where no such mark stands far enough down.
    """
    first = _behind_advice(units, fates, title, LEAST_ABOVE)
    marks = (at for at in range(first, len(units)) if _is_mark(units, fates, at))
    mark = next(marks, None)
    return len(units) if mark is None else _before_credits(units, fates, mark)


def _behind_advice(units: Sequence[Unit], fates: Sequence[str], title: int, share: float) -> int:
    """The first place behind all advice and behind that share of the words that are kept."""
    kept = [at for at in range(title + 1, len(units)) if fates[at] == KEPT]
    least = share * sum(units[at].words for at in kept)
    above = list(accumulate((units[at].words if fates[at] == KEPT else 0 for at in range(len(units))), initial=0))
    first = max((at + 1 for at in kept if _advises(units[at])), default=title + 1)
    return next((at for at in range(first, len(units)) if above[at] - above[max(title, 0)] >= least), len(units))


def drop_house(units: Sequence[Unit], fates: list[str], title: int) -> None:
    """Behind all advice, what tells of the house, or speaks as a pitch: each paragraph, or all under such a heading."""
    under = False
    for at in range(_behind_advice(units, fates, title, LEAST_ABOVE_HOUSE), len(units)):
        unit = units[at]
        if unit.form == "short" and unit.gap:
            under = is_about_the_house(unit.text) and not is_reference_heading(unit)
        free = fates[at] == KEPT and not WARNING.search(unit.text) and not may_be_credit(unit.text)
        if free and (under or (unit.form == "prose" and pitch_of(unit.text))):
            fates[at] = "about the house"
            if unit.form == "prose" and _heads_only(units, fates, at - 1):
                fates[at - 1] = "about the house"


def _before_credits(units: Sequence[Unit], fates: Sequence[str], mark: int) -> int:
    """The last line before the credits at a mark; short lines and furniture may stand among them."""
    first = mark if fates[mark] == CREDIT else mark + 1
    for at in range(mark - 1, -1, -1):
        if fates[at] == CREDIT:
            first = at
        elif fates[at] == KEPT and (units[at].form != "short" or is_introduced(units, at)):
            break
    return first - 1


def _heads_only(units: Sequence[Unit], fates: Sequence[str], at: int) -> bool:
    """Whether a short line is the heading of the paragraph right below it, and of no other."""
    unit, below = units[at], units[at + 1]
    free = fates[at] == KEPT and not (WARNING.search(unit.text) or PHONE.search(unit.text) or unit.text.endswith(":"))
    return free and unit.form == "short" and (unit.gap or not below.gap)


def _advises(unit: Unit) -> bool:
    if not SAFETY.search(unit.text) or unit.leads or pitch_of(unit.text) >= 2 or cites(unit.text):
        return False
    if pitch_of(unit.text) and not WARNING.search(unit.text):
        return False
    return unit.form != "short" and not ADDRESS.search(unit.text)


def _is_mark(units: Sequence[Unit], fates: Sequence[str], at: int) -> bool:
    if fates[at] == CREDIT:
        credit = credit_of(units[at].text, 1)
        return credit is not None and credit.kind != "byline"
    return _heads_entries(units, at)


def _heads_entries(units: Sequence[Unit], at: int) -> bool:
    """Whether a line heads references, and not a text browser's list of links."""
    below = [unit for unit in units[at + 1 : at + 4] if unit.form != "rule"]
    return is_reference_heading(units[at]) and bool(below) and not any(_LINK.fullmatch(unit.text) for unit in below)


def _is_entry(units: Sequence[Unit], at: int, first: int) -> bool:
    """Whether a line belongs to the references: their heading, an entry of it, or what goes on with one."""
    for above in range(at, max(first, at - MOST_ENTRIES), -1):
        unit = units[above]
        if is_reference_heading(unit):
            return _heads_entries(units, above)
        listed = unit.form in ("number", "bullet") or cites(unit.text) or bool(_YEAR.search(unit.text))
        if _LINK.fullmatch(unit.text) or not (listed or (unit.form == "prose" and not unit.gap)):
            return False
    return False


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
    if all(_LINK.fullmatch(each.text) for each in units[max(0, at - 2) : at + 3]):
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
