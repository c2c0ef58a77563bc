"""Noise: lines that are a site's furniture whatever surrounds them. In doubt a line is none: noise is left out."""

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from pathlib import Path

import handouts

LONGEST_NOISE = 600
LONGEST_FORM = 280
"""Letters: a longer line is never noise by itself, or by one form."""

ANYWHERE = "about the site"
"""The reason whose forms stand anywhere in a sentence."""

_TRIM = " \u00a0\t.:;,!|/\\•·*»«›‹>→←↑↓▲▼►◄▶◀+–—-_[]{}()\"“”'#✓✔✕✖×☰≡…"

_FURNITURE = Path(handouts.__file__).parent / "data" / "furniture.txt"
_SOCIAL = (
    r"facebook|twitter|x|instagram|linked\s?in|pinterest|reddit|whats\s?app|e-?mail|you\s?tube|tumblr|google\s?\+"
    r"|mastodon"
    r"|bluesky|threads|tik\s?tok|telegram|messenger|snapchat|flipboard|pocket|rss|tweet|copy link|link|sms|vimeo|flickr"
)
_SITE = (
    r"(?:(?:this|our|the) )?(?:page|article|site|website|story|post|information|content|leaflet|topic|section|guide)"
)

_FORMAT = r"(?:leaflet|information|document|booklet|fact ?sheet|publication|page|handout|sheet)"

_NAMES = {"<site>": _SITE, "<social>": _SOCIAL, "<format>": _FORMAT}
_NAMED = re.compile("|".join(_NAMES))

_COOKIES = re.compile(r"\bcookies?\b", re.IGNORECASE)
_OF_BROWSERS = re.compile(
    r"\b(?:website|web site|this site|our site|browser|consent|accept|reject|analytics|settings|preferences"
    r"|personali[sz]e|traffic|privacy|we use|uses? cookies|device|advertis\w+|essential cookies)\b",
    re.IGNORECASE,
)
_CRUMBS = re.compile(r"\s+(?:>|»|›|→|::|\\)\s+|\s*(?:»|›)\s*|\s+/\s+")
_HOME = re.compile(
    r"(?:you are here:?\s*)?(?:home|home ?page|main|start|health a[- –](?:to[- –])?z|[\w' ]{1,24}home)", re.IGNORECASE
)
_LISTED = re.compile(r"\s*(?:\||•|·|\t|\]\s*\[)\s*|\s{3,}")


@lru_cache(4096)
def noise_of(text: str) -> str:
    """Why a line is a site's furniture, whatever surrounds it: "menu", "share buttons", "cookie notice" …; else ""."""
    if len(text) > LONGEST_NOISE:
        return ""
    plain = " ".join(text.strip(_TRIM).casefold().split())
    if not plain:
        return "menu" if re.search(r"[☰≡×✕✖▲▼►◄]", text) else ""
    return _form(plain) or _crumbs(text) or _cookies(plain) or _listed(text) or _buttons(plain)


def _form(plain: str) -> str:
    if len(plain) > LONGEST_FORM:
        return ""
    return next((reason for reason, form in _forms().items() if reason != ANYWHERE and form.fullmatch(plain)), "")


@cache
def _forms() -> dict[str, re.Pattern[str]]:
    """The reasons of data/furniture.txt, each with its forms."""
    forms: dict[str, list[str]] = {}
    for line in _FURNITURE.read_text("utf-8").splitlines():
        if line.startswith("[") and line.endswith("]"):
            reason = line[1:-1]
        elif line and not line.startswith("#"):
            forms.setdefault(reason, []).append(_NAMED.sub(lambda found: _NAMES[found[0]], line))
    return {reason: re.compile("|".join(each), re.IGNORECASE) for reason, each in forms.items()}


def _crumbs(text: str) -> str:
    """A path of pages: "Home > Heart > Valves"."""
    if len(text) > 200:
        return ""
    parts = [part.strip() for part in _CRUMBS.split(text.strip(" >»›/"))]
    if len(parts) < 2 or any(len(part.split()) > 8 or part.endswith((".", "?", "!", ";")) for part in parts):
        return ""
    if _HOME.fullmatch(parts[0]):
        return "breadcrumbs"
    named = all(part[:1].isupper() for part in parts)
    return "breadcrumbs" if named and len(parts) >= 3 and not re.search(r"\d", text) and " / " not in text else ""


@lru_cache(4096)
def site_talk(text: str) -> bool:
    """Whether a sentence speaks of the site, its advertisers or the reader's browser, and not of the subject."""
    return len(text) <= LONGEST_NOISE and bool(_forms()[ANYWHERE].search(text)) and not _ADVICE.search(text)


_ADVICE = re.compile(
    r"(?<!\ba )\b(?:call|dial|emergency|911|999|112|doctor|nurse|symptoms?|dose|medicines?|tablets?)\b"
    r"|\b(?:do not|stop) tak(?:e|ing)\b",
    re.IGNORECASE,
)


def _cookies(plain: str) -> str:
    return "cookie notice" if _COOKIES.search(plain) and _OF_BROWSERS.search(plain) else ""


def _listed(text: str) -> str:
    """A row of buttons: "About | Contact | Privacy policy", each of which is noise alone."""
    parts = [part for part in _LISTED.split(text.strip()) if part.strip(_TRIM)]
    if not 2 <= len(parts) <= 30:
        return ""
    reasons = [_form(" ".join(part.strip(_TRIM).casefold().split())) for part in parts]
    known = [reason for reason in reasons if reason]
    if len(known) * 3 >= len(parts) * 2:
        return max(known, key=known.count)
    # Names of pages in a row, of which one is known, are all links.
    named = all(part.strip()[:1].isupper() and len(part.split()) <= 4 and part.strip()[-1].isalpha() for part in parts)
    return "menu" if known and named and len(parts) >= 4 else ""


_WORD_BUTTONS = re.compile(
    rf"(?:{_SOCIAL}|print|share|save|pdf|pin|messenger|download|like|follow|listen)", re.IGNORECASE
)


def _buttons(plain: str) -> str:
    """A row of one-word buttons: "Facebook Twitter Email Print"."""
    words = list(_words(plain))
    return "share buttons" if len(words) >= 2 and all(_WORD_BUTTONS.fullmatch(word) for word in words) else ""


def _words(plain: str) -> Iterator[str]:
    return (word for word in re.split(r"[\s,|/•·:]+", plain) if word)
