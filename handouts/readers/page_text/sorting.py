"""Sorting: for each unit of a pasted page, whether it belongs to the article, is a credit, or is left out and why."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from handouts.draft import Credit
from handouts.readers._noise import ANYWHERE, noise_of, site_talk
from handouts.readers._warnings import PHONE, SAFETY
from handouts.readers.page_text.asides import (
    drop_answers,
    drop_captions,
    drop_comments,
    drop_invitations,
)
from handouts.readers.page_text.contents import drop_contents
from handouts.readers.page_text.crediting import credits_of, drop_others_credits
from handouts.readers.page_text.doubtful import drop_doubtful
from handouts.readers.page_text.drawn import PICTURE
from handouts.readers.page_text.foreign import drop_foreign
from handouts.readers.page_text.groups import drop_groups, drop_repeated
from handouts.readers.page_text.house import drop_house
from handouts.readers.page_text.lines import Unit
from handouts.readers.page_text.pages import drop_lone_numbers, drop_page_numbers
from handouts.readers.page_text.shop import drop_sponsored, drop_tiles
from handouts.readers.page_text.signs import CREDIT, KEPT, goes_on, is_introduced, is_text, same_words
from handouts.readers.page_text.tail import drop_tail, makers_address
from handouts.readers.page_text.teasers import drop_teasers

_ADVICE = re.compile(r"\b(?:call|dial|ring|seek|never|do not|don['’]t|emergency)\b", re.IGNORECASE)
_FACT = re.compile(r"[A-Z][\w ]{2,30}: \S.{0,100}")


@dataclass(frozen=True, slots=True)
class Sorted:
    """What becomes of each unit: `fates` holds KEPT, CREDIT or the reason for leaving it out, one for each unit."""

    fates: tuple[str, ...]
    credits: tuple[Credit, ...]


def sorted_units(units: Sequence[Unit], title: int | None) -> Sorted:
    """Sort the units of a page whose title stands at the index `title`."""
    top = -1 if title is None else title
    credits = credits_of(units, top)
    fates = [KEPT] * len(units)
    for at, credit in credits.items():
        fates[at] = CREDIT
        if credit.text != units[at].text:
            fates[at + 1] = CREDIT
    for rule in _RULES:
        rule(units, fates, top)
    drop_others_credits(units, fates, credits)
    if title is not None:
        fates[title] = KEPT
    for at in makers_address(units, fates):
        fates[at] = CREDIT
        credits[at] = Credit("publisher", units[at].text, units[at].line)
    return Sorted(tuple(fates), tuple(credit for at, credit in sorted(credits.items()) if fates[at] == CREDIT))


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
            kept = _heads_advice(units, at) if reason == "footer" else _heads_transcript(units, at)
            fates[at] = KEPT if kept else reason


def _heads_transcript(units: Sequence[Unit], at: int) -> bool:
    """Whether what a film says stands under its name."""
    return "transcript" in units[at].text.casefold() and is_text(units[min(at + 1, len(units) - 1)])


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
    if not all(unit.form == "short" for unit in run):
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
    drop_doubtful,
)
"""In their order: the later ones build on what the earlier ones left."""
