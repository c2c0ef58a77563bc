"""What the page says of itself where nobody reads it: title, language, authors, reviewers, dates, publisher."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from handouts.draft import Credit, CreditKind
from handouts.readers._tidy import tidied
from handouts.readers.web_page.title import own_title

if TYPE_CHECKING:
    from lxml.html import HtmlElement  # type: ignore[import-untyped]

LARGEST_JSON = 1_000_000
MOST_CREDITS = 12
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,8}){0,3}")
_NAMED: dict[str, tuple[CreditKind, str]] = {
    "author": ("byline", "By"),
    "dc.creator": ("byline", "By"),
    "article:author": ("byline", "By"),
    "citation_author": ("byline", "By"),
    "article:published_time": ("published", "Published"),
    "datepublished": ("published", "Published"),
    "dc.date": ("published", "Published"),
    "dc.date.issued": ("published", "Published"),
    "article:modified_time": ("revised", "Last updated"),
    "og:updated_time": ("revised", "Last updated"),
    "datemodified": ("revised", "Last updated"),
    "last-modified": ("revised", "Last updated"),
    "dc.date.modified": ("revised", "Last updated"),
    "lastreviewed": ("revised", "Last reviewed"),
    "dc.publisher": ("publisher", "Publisher:"),
    "og:site_name": ("publisher", "Publisher:"),
}
_IN_JSON: dict[str, tuple[CreditKind, str]] = {
    "author": ("byline", "By"),
    "reviewedBy": ("reviewer", "Reviewed by"),
    "datePublished": ("published", "Published"),
    "dateModified": ("revised", "Last updated"),
    "lastReviewed": ("revised", "Last reviewed"),
    "publisher": ("publisher", "Publisher:"),
}


@dataclass(frozen=True, slots=True)
class Metadata:
    """Titles from best to worst, the site's name, the language's tag, and credits with the lines they stand on."""

    titles: tuple[str, ...]
    site: str
    language: str
    credits: tuple[Credit, ...]

    @property
    def site_name(self) -> str:
        """What the site calls itself: the name it gives, or what stands beside the title in the page's <title>."""
        whole = self.titles[-1] if self.titles else ""
        return self.site or whole.removeprefix(own_title(whole, "")).strip(" |–—-·•»:")


def metadata_of(tree: "HtmlElement") -> Metadata:
    """All that the page says of itself in its head."""
    named = list(_named(tree))
    objects = [(found, line) for found, line in _objects(tree)]
    headlines = [tidied(str(found.get("headline") or "")) for found, _ in objects]
    graph = [value for name, value, _ in named if name in ("og:title", "dc.title", "citation_title", "twitter:title")]
    element = next(iter(tree.xpath("//title[not(ancestor::svg)]")), None)
    whole = tidied(element.text_content()) if element is not None else ""
    site = next((value for name, value, _ in named if name == "og:site_name"), "")
    credits = [*_from_json(objects), *_from_names(named)]
    titles = tuple(dict.fromkeys(title for title in (*graph, *headlines, whole) if title))
    return Metadata(titles, site, _language(tree, named), tuple(_once(credits)))


def _named(tree: "HtmlElement") -> Iterator[tuple[str, str, int]]:
    for meta in tree.iter("meta"):
        name = meta.get("name") or meta.get("property") or meta.get("itemprop") or meta.get("http-equiv") or ""
        value = tidied(meta.get("content") or "")
        if name and value:
            yield name.strip().lower(), value[:500], meta.sourceline or 1


def _language(tree: "HtmlElement", named: list[tuple[str, str, int]]) -> str:
    given = [tree.get("lang") or tree.get("xml:lang") or tree.get("{http://www.w3.org/XML/1998/namespace}lang") or ""]
    given += [value for name, value, _ in named if name in ("content-language", "og:locale", "dc.language")]
    found = (match[0] for value in given if (match := _LANGUAGE.fullmatch(value.strip())))
    return next(found, "").replace("_", "-")


def _objects(tree: "HtmlElement") -> Iterator[tuple[dict[str, Any], int]]:
    """The objects of schema.org that describe the page, each with its line."""
    for script in tree.iter("script"):
        text = script.text or ""
        if "ld+json" not in (script.get("type") or "").lower() or len(text) > LARGEST_JSON:
            continue
        try:
            found = json.loads(text.strip().removeprefix("<!--").removesuffix("-->"), strict=False)
        except (ValueError, RecursionError):
            continue
        for each in _flat(found):
            kind = each.get("@type")
            kinds = " ".join(map(str, kind)) if isinstance(kind, list) else str(kind)
            if re.search(r"Article|WebPage|Posting|Guideline|Report|Medical", kinds):
                yield each, script.sourceline or 1


def _flat(found: object) -> Iterator[dict[str, Any]]:
    waiting, seen = [found], 0
    while waiting and seen < 200:
        each, seen = waiting.pop(0), seen + 1
        if isinstance(each, list):
            waiting.extend(each)
        elif isinstance(each, dict):
            yield each
            waiting.extend(each[name] for name in ("@graph", "mainEntity", "mainEntityOfPage") if name in each)


def _from_json(objects: list[tuple[dict[str, Any], int]]) -> Iterator[Credit]:
    for found, line in objects:
        for key, (kind, label) in _IN_JSON.items():
            for name in _names(found.get(key)):
                yield Credit(kind, f"{label} {_dated(name) if kind in ('revised', 'published') else name}", line)


def _names(value: object, depth: int = 0) -> Iterator[str]:
    if isinstance(value, list) and depth < 3:
        for each in value[:MOST_CREDITS]:
            yield from _names(each, depth + 1)
    elif isinstance(value, dict):
        name = tidied(str(value.get("name") or ""))
        degree = tidied(str(value.get("honorificSuffix") or ""))
        yield from _names(f"{name}, {degree}" if name and degree and degree not in name else name)
    elif isinstance(value, str) and 1 < len(tidied(value)) < 200 and not value.startswith(("http:", "https:", "#")):
        yield tidied(value)


def _from_names(named: list[tuple[str, str, int]]) -> Iterator[Credit]:
    for name, value, line in named:
        kind, label = _NAMED.get(name, (None, ""))
        if kind is not None and not value.startswith(("http:", "https:")):
            yield Credit(kind, f"{label} {_dated(value) if kind in ('revised', 'published') else value}", line)


def _dated(value: str) -> str:
    """The day of a time: "2024-05-01T09:30:00Z" is "2024-05-01"."""
    found = re.match(r"\d{4}-\d{2}-\d{2}(?=[T ])", value)
    return found[0] if found else value


def _once(credits: list[Credit]) -> list[Credit]:
    seen: dict[str, Credit] = {}
    for credit in credits:
        seen.setdefault(re.sub(r"\W+", "", credit.text).casefold(), credit)
    return sorted(list(seen.values())[:MOST_CREDITS], key=lambda credit: credit.line)


def not_said(credits: tuple[Credit, ...], seen: list[Credit]) -> list[Credit]:
    """The head's credits of the kinds that the page's text has none of; of dates one is enough."""
    kinds = {credit.kind for credit in seen}
    said = " ".join(credit.text for credit in seen)
    fresh: list[Credit] = []
    for credit in credits:
        date = credit.kind in ("revised", "published")
        if credit.kind in kinds or (date and (kinds & {"revised", "published"} or credit.text.split()[-1][:4] in said)):
            continue
        name = credit.text.split(" ", 1)[-1].removeprefix("by ")
        if name not in said:
            fresh.append(credit)
    return fresh
