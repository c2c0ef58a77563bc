"""Sorting: for each unit of a pasted page, whether it belongs to the article, is a credit, or is left out and why."""

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass

from handouts.draft import Credit
from handouts.readers._credits import credit_of, is_date, is_label
from handouts.readers._noise import ANYWHERE, noise_of, site_talk
from handouts.readers._warnings import PHONE, SAFETY
from handouts.readers.page_text.asides import (
    drop_answers,
    drop_captions,
    drop_comments,
    drop_invitations,
)
from handouts.readers.page_text.contents import drop_contents
from handouts.readers.page_text.drawn import PICTURE
from handouts.readers.page_text.foreign import drop_foreign
from handouts.readers.page_text.groups import drop_groups, drop_repeated
from handouts.readers.page_text.house import drop_house
from handouts.readers.page_text.lines import PAGE_NUMBER, Unit
from handouts.readers.page_text.pages import drop_lone_numbers, drop_page_numbers
from handouts.readers.page_text.shop import drop_sponsored, drop_tiles
from handouts.readers.page_text.signs import CREDIT, KEPT, goes_on, is_introduced, is_text, same_words
from handouts.readers.page_text.tail import drop_tail, makers_address
from handouts.readers.page_text.teasers import drop_teasers

_AUTHOR = re.compile(r"^(?:(?:words|written|posted) )?by:? (.+?)(?:,| and | \||$)", re.IGNORECASE)
_OF_AUTHORS = re.compile(
    r"(?:, [A-Z][A-Za-z-]{1,6})*,?\s(?:is|was|covers|writes|reports|has|lives|works|joined|trained"
    r"|holds|teaches|practi[cs]es)\b"
)
LONGEST_LIFE = 80
"""Words that a page tells of its author."""
MOST_BETWEEN = 4
"""Short lines between a date alone and the credit that it belongs to."""

_ADVICE = re.compile(r"\b(?:call|dial|ring|seek|never|do not|don['’]t|emergency)\b", re.IGNORECASE)
_NAMES = re.compile(r"(?:(?:Dr|Prof|Professor|Nurse|Sister|Mr|Mrs|Ms)\.? )?[A-Z][\w’'-]+(?: [A-Z][\w.’'-]*){1,3}")
_FACT = re.compile(r"[A-Z][\w ]{2,30}: \S.{0,100}")
_BY = re.compile(r"(?:\w+ ){0,2}by\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Sorted:
    """What becomes of each unit: `fates` holds KEPT, CREDIT or the reason for leaving it out, one for each unit."""

    fates: tuple[str, ...]
    credits: tuple[Credit, ...]


def sorted_units(units: Sequence[Unit], title: int | None) -> Sorted:
    """Sort the units of a page whose title stands at the index `title`."""
    top = -1 if title is None else title
    credits = _credits(units, top)
    fates = [KEPT] * len(units)
    for at, credit in credits.items():
        fates[at] = CREDIT
        if credit.text != units[at].text:
            fates[at + 1] = CREDIT
    for rule in _RULES:
        rule(units, fates, top)
    _others_credits(units, fates, credits)
    if title is not None:
        fates[title] = KEPT
    for at in makers_address(units, fates):
        fates[at] = CREDIT
        credits[at] = Credit("publisher", units[at].text, units[at].line)
    return Sorted(tuple(fates), tuple(credit for at, credit in sorted(credits.items()) if fates[at] == CREDIT))


def _others_credits(units: Sequence[Unit], fates: list[str], credits: dict[int, Credit]) -> None:
    """Leave out who wrote or reviewed another article: right under its title, where the page has named its own."""
    for at, credit in credits.items():
        named = any(each.kind in ("byline", "reviewer") for place, each in credits.items() if place < at)
        titled = units[at - 1].form == units[at].form == "short" and fates[at - 1].startswith("related article")
        if credit.kind in ("byline", "reviewer") and named and titled:
            fates[at] = "related article"


def _credits(units: Sequence[Unit], title: int) -> dict[int, Credit]:
    """The credits by their places; one on two lines as one: "Last updated:" and the date under it."""
    credits: dict[int, Credit] = {}
    last = -2
    for at, unit in enumerate(units):
        if at == last or unit.form == "rule" or noise_of(unit.text) or PAGE_NUMBER.fullmatch(unit.text):
            continue
        text = f"{unit.text} {units[at + 1].text}" if _is_open(units, at) else unit.text
        credit = credit_of(text, unit.line)
        if credit is None and len(unit.cells) > 1:
            credit = _of_cells(unit)
        if credit is None and _is_name(units, at, title):
            credit = Credit("byline", unit.text, unit.line)
        if credit is None or (is_date(text) and not _is_near(units, at, title)):
            continue
        above = credits.get(at - 1)
        if above and above.kind == "reviewer" and credit.kind == "byline" and not _BY.match(text):
            credit = Credit("reviewer", text, unit.line)
        credits[at] = credit
        last = at + 1 if text != unit.text else last
    _of_authors(units, credits)
    return credits


def _is_name(units: Sequence[Unit], at: int, title: int) -> bool:
    """Whether a name stands alone under the title, with a date under it."""
    under = at == title + 1 and at + 1 < len(units) and bool(_NAMES.fullmatch(units[at].text))
    return under and is_date(units[at + 1].text)


def _of_cells(unit: Unit) -> Credit | None:
    """The credit that a row is whose every cell is one: "Date of issue: May 2022   Review date: May 2025"."""
    found = [credit_of(cell, unit.line) for cell in unit.cells]
    first = next(iter(found), None)
    return Credit(first.kind, unit.text, unit.line) if first and all(found) else None


def _is_open(units: Sequence[Unit], at: int) -> bool:
    """Whether the line under a label holds what it announces."""
    if not is_label(units[at].text) or at + 1 == len(units):
        return False
    return units[at + 1].words <= 20 and not units[at + 1].text.endswith(":")


def _is_near(units: Sequence[Unit], at: int, title: int) -> bool:
    """Whether a bare date stands by the title or by another credit, and not by the title of another article."""
    above = itertools.takewhile(_is_small, reversed(units[max(0, at - MOST_BETWEEN) : at]))
    below = itertools.takewhile(_is_small, units[at + 1 : at + 1 + MOST_BETWEEN])
    beside = (*above, *units[at - 1 : at], *below, *units[at + 1 : at + 2])
    return abs(at - title) <= 6 or any(credit_of(unit.text, 1) and not is_date(unit.text) for unit in beside)


def _is_small(unit: Unit) -> bool:
    return unit.form == "short"


def _of_authors(units: Sequence[Unit], credits: dict[int, Credit]) -> None:
    """What the page tells of the people whom its credits name."""
    names = [found[1] for credit in credits.values() if (found := _AUTHOR.search(credit.text))]
    for at, unit in enumerate(units):
        for name in names:
            told = unit.text.startswith(name) and _OF_AUTHORS.match(unit.text[len(name) :])
            if told and at not in credits and unit.words <= LONGEST_LIFE:
                credits[at] = Credit("byline", unit.text, unit.line)


def _rules(units: Sequence[Unit], fates: list[str], title: int) -> None:
    for at, unit in enumerate(units):
        if unit.form == "rule":
            fates[at] = "rule"


def _furniture(units: Sequence[Unit], fates: list[str], title: int) -> None:
    """What is furniture by its own words."""
    for at, unit in enumerate(units):
        if fates[at] == KEPT and unit.leads:
            fates[at] = noise_of(unit.text) or _of_link(units, at)
        elif fates[at] == KEPT and not unit.head:
            talk = unit.form in ("prose", "short") and site_talk(unit.text)
            reason = noise_of(unit.text) or noise_of(" | ".join(unit.cells)) or (ANYWHERE if talk else KEPT)
            if not reason and PICTURE.fullmatch(unit.text) and not _ADVICE.search(unit.text):
                reason = "picture"
            fates[at] = KEPT if reason == "footer" and _heads_advice(units, at) else reason


def _of_link(units: Sequence[Unit], at: int) -> str:
    """Why a line that is nothing but links is left out; "" where it is advice, or in a list that the text opens."""
    if SAFETY.search(units[at].text) or is_introduced(units, at):
        return KEPT
    return "table of contents" if units[at].leads == "#" else "menu"


def _heads_advice(units: Sequence[Unit], at: int) -> bool:
    """Whether a sentence that says whom to call, or the like, stands under a line: "Contact us"."""
    below = units[at + 1] if at + 1 < len(units) else units[at]
    return is_text(below) and bool(SAFETY.search(below.text) or PHONE.search(below.text))


def _heads(units: Sequence[Unit], fates: list[str], title: int) -> None:
    """What stands before the title: menus; sentences there are kept where they sound like advice."""
    for at in range(max(title, 0)):
        if fates[at] == KEPT:
            advice = units[at].form != "short" and is_text(units[at]) and bool(SAFETY.search(units[at].text))
            fates[at] = KEPT if advice or _is_fact(units, at, title) else "menu"
    _tabs(units, fates, title)
    own = same_words(units[title].text) if title >= 0 else ""
    for at in range(title + 1, min(len(units), title + 8)):
        if own and fates[at] == KEPT and same_words(units[at].text) == own:
            fates[at] = "repeated title"


def _tabs(units: Sequence[Unit], fates: list[str], title: int) -> None:
    """The names of a page's tabs: right under the title, behind its buttons, and over a blank line."""
    end = title + 1
    while end < len(units) and not units[end].gap:
        end += 1
    run = units[title + 1 : end]
    if not all(map(_is_small, run)):
        return
    buttons = False
    for at, unit in enumerate(run, title + 1):
        buttons = buttons or fates[at] not in (KEPT, CREDIT, "rule")
        if buttons and fates[at] == KEPT and unit.words <= 6 and ":" not in unit.text and not SAFETY.search(unit.text):
            fates[at] = "menu"


def _is_fact(units: Sequence[Unit], at: int, title: int) -> bool:
    """Whether a line between the two places of a title tells of its subject: "Active ingredient: …"."""
    own = same_words(units[title].text)
    places = [each for each in range(at) if same_words(units[each].text) == own]
    near = bool(places) and (at - places[-1] <= 4 or title - at <= 2)
    return near and bool(_FACT.fullmatch(units[at].text)) and not noise_of(units[at].text)


def _menus(units: Sequence[Unit], fates: list[str], title: int) -> None:
    """Runs of lines without a blank one between, most of which are furniture by their words."""
    at = max(title + 1, 0)
    while at < len(units):
        end = at + 1
        while end < len(units) and not units[end].gap:
            end += 1
        run = range(at, end)
        noise = sum(fates[each] not in (KEPT, CREDIT, "rule") for each in run)
        kept = [each for each in run if fates[each] == KEPT]
        plain = all(units[each].form in ("short", "bullet") and not is_introduced(units, each) for each in kept)
        if noise >= 2 and noise > len(kept) and plain and len(run) < 60:
            for each in kept:
                if not SAFETY.search(units[each].text) and not goes_on(units, each):
                    fates[each] = "menu"
        at = end


_RULES = (
    _rules,
    _furniture,
    drop_page_numbers,
    drop_lone_numbers,
    drop_comments,
    drop_answers,
    drop_captions,
    drop_invitations,
    drop_tiles,
    drop_sponsored,
    drop_groups,
    drop_foreign,
    drop_contents,
    drop_repeated,
    drop_teasers,
    _heads,
    drop_house,
    drop_tail,
    _menus,
)
"""In their order: the later ones build on what the earlier ones left."""
