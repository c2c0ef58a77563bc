"""What a Word file holds beside its article: a site's furniture that was pasted with it, and the house's own pages."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from handouts.document import Bullets, Paragraph, plain_text
from handouts.draft import Dropped
from handouts.readers._credits import credit_of
from handouts.readers._html.parts import Head, Part
from handouts.readers._noise import ANYWHERE, noise_of, site_talk
from handouts.readers._pitch import is_about_the_house, pitch_of, warns
from handouts.readers._warnings import PHONE, SAFETY

HOUSE = "about the house"
_OF_OTHERS = ("related articles", "newsletter", "advertisement", "comments", "share buttons")
"""What a heading can name that makes its section furniture."""
LONGEST_LINK = 12
"""Words of an item that leads to another article."""


def without_furniture(parts: Sequence[Part]) -> tuple[list[Part], list[Dropped]]:
    """The parts of the article, and the rest with its reasons; nothing that warns is among the rest."""
    behind = max((at + 1 for at, part in enumerate(parts) if _advises(part)), default=0)
    reasons = [_alone(part, late=at >= behind) for at, part in enumerate(parts)]
    for at, part in enumerate(parts):
        if not isinstance(part, Head) or part.title or not at:
            continue
        section = [each for each in range(at + 1, _end(parts, at)) if not _is_credit(parts[each])]
        named = noise_of(plain_text(part.spans))
        others = named in _OF_OTHERS and all(map(_is_link, (parts[each] for each in section)))
        house = at >= behind and is_about_the_house(plain_text(part.spans))
        if (others or house) and not any(_warns(parts[each]) for each in section):
            for each in section:
                reasons[each] = reasons[each] or (named if others else HOUSE)
        if section and all(reasons[each] for each in section):
            reasons[at] = reasons[section[0]]
    kept = [part for part, reason in zip(parts, reasons, strict=True) if not reason]
    pairs = zip(parts, reasons, strict=True)
    return kept, [Dropped(text, line, reason) for part, reason in pairs if reason for text, line in _lines(part)]


def _alone(part: Part, *, late: bool) -> str:
    """Why a paragraph is furniture by itself; `late` says that all advice stands before it."""
    if not isinstance(part, Paragraph) or _warns(part) or _is_credit(part):
        return ""
    text = plain_text(part.spans)
    signs = pitch_of(text)
    if PHONE.search(text) and not is_about_the_house(text):
        return ""
    if late and signs:
        return HOUSE
    return noise_of(text) or (ANYWHERE if site_talk(text) else "advertisement" if signs >= 2 else "")


def _is_credit(part: Part) -> bool:
    return isinstance(part, Paragraph) and credit_of(plain_text(part.spans), part.line) is not None


def _advises(part: Part) -> bool:
    texts = [text for text, _ in _lines(part)]
    return any(SAFETY.search(text) and not (pitch_of(text) and not warns(text)) for text in texts)


def _warns(part: Part) -> bool:
    return any(warns(text) for text, _ in _lines(part))


def _is_link(part: Part) -> bool:
    short = all(len(text.split()) <= LONGEST_LINK and not text.endswith(".") for text, _ in _lines(part))
    return isinstance(part, Paragraph | Bullets) and short


def _end(parts: Sequence[Part], head: int) -> int:
    level = next(part.level for part in parts[head : head + 1] if isinstance(part, Head))
    below = (at for at in range(head + 1, len(parts)) if isinstance(part := parts[at], Head) and part.level <= level)
    return next(below, len(parts))


def _lines(part: Part) -> Iterator[tuple[str, int]]:
    """The texts of a heading, a paragraph or a list; other parts are never left out, and have none."""
    if isinstance(part, Head | Paragraph):
        yield plain_text(part.spans), part.line
    elif isinstance(part, Bullets):
        for item in part.items:
            for block in item.blocks:
                yield from _lines(block)
