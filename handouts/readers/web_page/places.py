"""Places: what the boxes of a page are for, by their elements, roles and names: a menu, a footer, a share bar.

An element or role says it surely; a class or id only hints at it, for such names are anybody's.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum
from itertools import pairwise

from handouts.readers._noise import noise_of
from handouts.readers.web_page.boxes import HEADINGS, Box, Page


class Force(IntEnum):
    """How far a place decides about its text."""

    MAYBE = 1
    """Beside the article, or a part of it: the text itself decides."""
    HINT = 2
    """Furniture by its name."""
    SURE = 3
    """Furniture by its element."""


@dataclass(frozen=True, slots=True)
class Place:
    """What a box is for, and how surely."""

    reason: str
    force: Force


_BY_TAG = {
    "nav": Place("menu", Force.SURE),
    "menu": Place("menu", Force.HINT),
    "select": Place("form", Force.SURE),
    "option": Place("form", Force.SURE),
    "optgroup": Place("form", Force.SURE),
    "textarea": Place("form", Force.SURE),
    "search": Place("search", Force.SURE),
    "form": Place("form", Force.MAYBE),
    "footer": Place("footer", Force.MAYBE),
    "header": Place("page header", Force.MAYBE),
    "aside": Place("beside the article", Force.MAYBE),
}
_BY_ROLE = {
    "navigation": Place("menu", Force.SURE),
    "menu": Place("menu", Force.SURE),
    "menubar": Place("menu", Force.SURE),
    "tablist": Place("menu", Force.SURE),
    "toolbar": Place("menu", Force.HINT),
    "search": Place("search", Force.SURE),
    "banner": Place("page header", Force.MAYBE),
    "contentinfo": Place("footer", Force.MAYBE),
    "complementary": Place("beside the article", Force.MAYBE),
    "dialog": Place("pop-up", Force.HINT),
    "alertdialog": Place("pop-up", Force.HINT),
}
_NAMES = {
    "menu": "nav navbar navigation navlist subnav topnav sidenav leftnav rightnav mainnav sitenav menu menus submenu"
    " megamenu mainmenu topmenu pagination pager",
    "breadcrumbs": "breadcrumb breadcrumbs crumbs crumb breadcrumblist",
    "share buttons": "share sharing sharebar sharebox sharebuttons sharelinks addthis addtoany sharedaddy sharethis"
    " socialshare social socials sociallinks socialmedia",
    "cookie notice": "cookie cookies cookiebar cookiebanner cookieconsent consent gdpr ccpa onetrust",
    "newsletter": "newsletter newsletters subscribe subscription signup optin mailinglist",
    "advertisement": "ad ads adv advert adverts advertisement advertisements advertising adbox adslot adunit adwrapper"
    " adcontainer sponsor sponsored sponsors taboola outbrain dfp googlead adsbygoogle leaderboard cta",
    "related articles": "related relatedlinks relatedarticles relatedposts recommended recommendation recommendations"
    " recirc recirculation trending popular mostread mostpopular readnext readmore youmaylike",
    "comments": "comments commentlist disqus respond commentform feedback rating ratings survey helpful",
    "search": "search searchbox searchform searchbar sitesearch",
    "sign in": "login signin",
    "appeal for money": "donate donation donations donatebox appeal appeals fundraising fundraiser",
    "wiki notice": "sitenotice sitesub catlinks printfooter ambox mbox hatnote",
    "skip link": "skiplink skiplinks skipnav",
    "table of contents": "toc tableofcontents jumplinks jumpnav pagenav onthispage inpage",
    "slideshow": "slideshow carousel",
    "footer": "sitefooter colophon pagefooter",
    "page header": "masthead siteheader topbar pageheader",
}
_HINTS = {name: reason for reason, names in _NAMES.items() for name in names.split()}
_PAIRS = {
    "site notice": "wiki notice",
    "site sub": "wiki notice",
    "read next": "related articles",
    "up next": "related articles",
    "see also": "related articles",
    "more stories": "related articles",
    "more articles": "related articles",
    "also like": "related articles",
    "most read": "related articles",
    "skip link": "skip link",
    "skip nav": "skip link",
    "table contents": "table of contents",
    "on this": "table of contents",
    "page contents": "table of contents",
    "sign up": "newsletter",
    "sign in": "sign in",
    "site header": "page header",
    "site footer": "footer",
    "page footer": "footer",
    "global footer": "footer",
    "global header": "page header",
    "font size": "print or font buttons",
    "text size": "print or font buttons",
    "comment list": "comments",
    "comment section": "comments",
}
_MAYBE = {
    "sidebar": "beside the article",
    "rail": "beside the article",
    "widget": "beside the article",
    "widgets": "beside the article",
    "promo": "advertisement",
    "promos": "advertisement",
    "promotion": "advertisement",
    "banner": "banner",
    "teaser": "related articles",
    "teasers": "related articles",
    "modal": "pop-up",
    "popup": "pop-up",
    "lightbox": "pop-up",
    "overlay": "pop-up",
    "footer": "footer",
    "foot": "footer",
    "header": "page header",
    "copyright": "footer",
    "legal": "footer",
}
_NAMED = frozenset(
    "div section aside ul ol dl form header footer nav article table td tr tbody figure span fieldset center"
    " menu".split()
)
_CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
_APART = re.compile(r"[^a-z]+")
AUTHORS = frozenset(
    "author authors byline bylines reviewer reviewers reviewedby contributor contributors authorbio authorship".split()
)


def place_of(box: Box, names: Sequence[str]) -> Place | None:
    """What a box is for, by itself, whatever stands around it; None for an ordinary one. `names` are its own words."""
    if box.tag in ("footer", "header") and box.within("blockquote", "figure", "details"):
        return None  # whose words a quotation gives: the HTML standard's own example
    by_tag, by_role = _BY_TAG.get(box.tag), _BY_ROLE.get(box.attributes.get("role", "").lower())
    surest = max(filter(None, (by_tag, by_role)), key=lambda place: place.force, default=None)
    if surest is not None and surest.force is Force.SURE:
        return surest
    if box.tag in ("body", "html", "main") or (box.tag not in _NAMED and box.tag not in _BY_TAG):
        return surest
    return _by_name(box, names) or surest


def _by_name(box: Box, names: Sequence[str]) -> Place | None:
    label = box.attributes.get("aria-label", "")
    if label and (reason := noise_of(label)):
        return Place(reason, Force.HINT)
    pairs = (_PAIRS.get(f"{first} {second}", "") for first, second in pairwise(names))
    reason = next(filter(None, (*pairs, *(_HINTS.get(name, "") for name in names))), "")
    if reason:
        return Place(reason, Force.HINT)
    maybe = next((_MAYBE[name] for name in names if name in _MAYBE), "")
    return Place(maybe, Force.MAYBE) if maybe and not AUTHORS & set(names) else None


def names_of(box: Box, page: Page) -> list[str]:
    """The words of a box's class and id, in order; without those that its own first line says: a topic's name."""
    given = " | ".join(box.attributes.get(name, "") for name in ("class", "id", "data-component", "data-module"))
    if not given.strip(" |"):
        return []
    words = [word for word in _APART.split(_CAMEL.sub(" ", given).lower()) if word]
    lines = page.of(box)[:1]
    if not lines or lines[0].box.tag not in HEADINGS:
        return words
    said = set(_APART.split(lines[0].text.lower())) | {"section", "id"}
    topic = set(_APART.split(_CAMEL.sub(" ", box.attributes.get("id", "")).lower()))
    if not topic <= said | {""} or noise_of(lines[0].text):
        return words
    return [word for word in words if word not in said]
