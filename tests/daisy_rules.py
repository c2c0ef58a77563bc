"""The rules of DAISY 2.02, checked on a zipped book.

Written from the DAISY 2.02 Specification, Recommendation of 28 February 2001 (2.1 the navigation, 2.2 text, 2.3 SMIL,
2.4 the master, appendix 2 the metadata), and from the schemas with which the DAISY Consortium's Pipeline checks books
(d202ncc.rng, d202smil.rng, d202msmil.rng, and ValidatorImplD202), where the specification leaves a rule in prose.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterator
from functools import cached_property
from io import BytesIO
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple
from xml.etree import ElementTree
from xml.etree.ElementTree import Element
from zipfile import ZipFile

import soundfile  # type: ignore[import-untyped]

XHTML = "{http://www.w3.org/1999/xhtml}"
ONCE = (
    *("dc:title", "dc:publisher", "dc:date", "dc:format", "dc:identifier", "ncc:charset", "ncc:pageFront"),
    *("ncc:pageNormal", "ncc:pageSpecial", "ncc:tocItems", "ncc:totalTime"),
)
AT_LEAST_ONCE = ("dc:creator", "dc:language")
AT_MOST_ONCE = (
    *("ncc:depth", "ncc:files", "ncc:maxPageNormal", "ncc:multimediaType", "ncc:generator", "ncc:setInfo"),
    *("ncc:sourceDate", "ncc:sourceEdition", "dc:source"),
)
FORMS = {
    "dc:date": r"\d{4}-\d{2}-\d{2}",
    "ncc:sourceDate": r"\d{4}-\d{2}-\d{2}",
    "dc:format": r"Daisy 2\.02",
    "dc:language": r"[A-Za-z]{1,8}(-[A-Za-z0-9]{1,8})*",
    "ncc:charset": r"utf-8",
    "ncc:depth": r"[1-6]",
    "ncc:multimediaType": r"audioOnly|audioNcc|audioPartText|audioFullText|textPartAudio|textNcc",
    "ncc:setInfo": r"[1-9]\d* of [1-9]\d*",
    **dict.fromkeys(("ncc:files", "ncc:tocItems", "ncc:maxPageNormal"), r"\d+"),
    **dict.fromkeys(("ncc:pageFront", "ncc:pageNormal", "ncc:pageSpecial"), r"\d+"),
    **dict.fromkeys(("ncc:totalTime", "ncc:timeInThisSmil", "ncc:totalElapsedTime"), r"\d+:[0-5]\d:[0-5]\d(\.\d+)?"),
}
MARKS = ("page-front", "page-normal", "page-special", "noteref", "sidebar", "optional-prodnote")
HALF = 0.5
"""Seconds by which a time that is told may differ from the sum: the Pipeline's tolerance, as times may be rounded."""


class Clip(NamedTuple):
    """A stretch of a sound file, in seconds."""

    file: str
    start: float
    end: float

    @property
    def length(self) -> float:
        return self.end - self.start


class Book:
    """A zipped book, its files read as XML where they are."""

    def __init__(self, path: Path) -> None:
        with ZipFile(path) as archive:
            self.listed = archive.namelist()
            self.files = {name: archive.read(name) for name in self.listed}

    def xml(self, name: str) -> Element:
        return ElementTree.fromstring(self.files[name])

    @cached_property
    def ncc(self) -> Element:
        return self.xml("ncc.html")

    @cached_property
    def items(self) -> list[Element]:
        body = self.ncc.find(f"{XHTML}body")
        return list(body) if body is not None else []

    @cached_property
    def about(self) -> dict[str, list[str]]:
        return _about(self.ncc, XHTML)

    @cached_property
    def links(self) -> list[tuple[str, str]]:
        """The file and the fragment to which each item of the navigation leads."""
        found = [item.find(f"{XHTML}a") for item in self.items]
        return [_split(link.get("href", "")) for link in found if link is not None]

    @cached_property
    def smils(self) -> dict[str, Element]:
        """The chapters in the order in which the navigation leads to them."""
        names = dict.fromkeys(file for file, _ in self.links if file in self.files)
        return {name: self.xml(name) for name in names}

    @cached_property
    def contents(self) -> dict[str, Element]:
        others = [name for name in self.files if name.endswith(".html") and name != "ncc.html"]
        return {name: self.xml(name) for name in others}

    def clips(self, name: str) -> list[Clip]:
        return [
            Clip(audio.get("src", ""), _npt(audio.get("clip-begin", "")), _npt(audio.get("clip-end", "")))
            for audio in self.smils[name].iter("audio")
        ]

    def length(self, name: str) -> float:
        return sum(clip.length for clip in self.clips(name))


Rule = Callable[[Book], Iterator[str]]
RULES: list[Rule] = []


def rule(check: Rule) -> Rule:
    RULES.append(check)
    return check


def faults(path: Path) -> list[str]:
    """What is wrong with the book, each fault with the name of the rule; a rule that finds nothing to read says so."""
    try:
        book = Book(path)
    except Exception as error:
        return [f"zip: {error}"]
    found = []
    for check in RULES:
        try:
            found += [f"{check.__name__}: {fault}" for fault in check(book)]
        except (ElementTree.ParseError, IndexError, KeyError, ValueError) as error:
            found.append(f"{check.__name__}: {type(error).__name__} {error}")
    return found


@rule
def names(book: Book) -> Iterator[str]:
    """2.1: the navigation is "ncc.html"; 2.4: the master is "master.smil"; names that any player's files can have."""
    if len(book.listed) != len({name.lower() for name in book.listed}):
        yield "two files of one name"
    for name in ("ncc.html", "master.smil"):
        if name not in book.files:
            yield f"no {name}"
    for name in book.listed:
        if not re.fullmatch(r"[a-z0-9_]{1,8}\.(html|smil|mp3|png|jpg|css)", name):
            yield f"{name} is no short name of a file that a book may have"


@rule
def documents(book: Book) -> Iterator[str]:
    """2.1, 2.2: XHTML 1.0; 2.3, 2.4: SMIL 1.0; ids are unique within a file."""
    for name, data in book.files.items():
        if name.endswith((".html", ".smil")):
            public = b"-//W3C//DTD XHTML 1.0 " if name.endswith(".html") else b'"-//W3C//DTD SMIL 1.0//EN"'
            if public not in data[:400]:
                yield f"{name} has not the document type"
            ids = Counter(element.get("id") for element in book.xml(name).iter() if element.get("id"))
            yield from (f"{name} has the id {each} {count} times" for each, count in ids.items() if count > 1)


@rule
def navigation(book: Book) -> Iterator[str]:
    """2.1: the body holds headings, pages and notes, each with an id and one link; the title comes first."""
    first = book.items[0]
    if first.tag != f"{XHTML}h1" or first.get("class") != "title":
        yield "the first item is not the title"
    for item in book.items:
        tag, kind = item.tag.removeprefix(XHTML), item.get("class", "")
        known = re.fullmatch("h[1-6]", tag) or (tag == "span" and kind in MARKS) or (tag == "div" and kind == "group")
        if not known:
            yield f"<{tag} class={kind}> is no item"
        if not item.get("id"):
            yield f"an item without an id: <{tag}>"
        if [child.tag for child in item] != [f"{XHTML}a"] or len(item[0]) or not (item[0].text or "").strip():
            yield f"the item {item.get('id')} is not one link of words"
        elif kind == "page-normal" and not (item[0].text or "").isdecimal():
            yield f"the page {item[0].text} is no number"


@rule
def levels(book: Book) -> Iterator[str]:
    """2.1, 2.2: headings go down one level at a time."""
    for name, document in {"ncc.html": book.ncc, **book.contents}.items():
        found = [int(tag[-1]) for each in document.iter() if re.fullmatch("h[1-6]", tag := each.tag.rpartition("}")[2])]
        if any(deeper > level + 1 for level, deeper in pairwise([0, *found])):
            yield f"{name} leaves out a level: {found}"


@rule
def ways(book: Book) -> Iterator[str]:
    """2.1: each item leads to a par or text of a SMIL file, in the order of the sound; every chapter is led to."""
    places: dict[tuple[str, str], int] = {}
    for name in book.smils:
        for element in book.smils[name].iter():
            if element.tag in ("par", "text"):
                places[name, element.get("id", "")] = len(places)
    for link in book.links:
        if link not in places:
            yield f"no par or text at {'#'.join(link)}"
    order = [places[link] for link in book.links if link in places]
    if order != sorted(order):
        yield "the items are not in the order of the sound"
    for name in book.files:
        if name.endswith(".smil") and name not in (*book.smils, "master.smil"):
            yield f"nothing leads to {name}"


@rule
def metadata(book: Book) -> Iterator[str]:
    """Appendix 2: what must, may, and how often."""
    for name in ONCE:
        if len(book.about.get(name, ())) != 1:
            yield f"{name} stands {len(book.about.get(name, ()))} times"
    yield from (f"no {name}" for name in AT_LEAST_ONCE if name not in book.about)
    yield from (f"{name} stands twice" for name in AT_MOST_ONCE if len(book.about.get(name, ())) > 1)
    documents = {"ncc.html": book.about, "master.smil": _about(book.xml("master.smil"))}
    for file, about in {**documents, **{name: _about(smil) for name, smil in book.smils.items()}}.items():
        for name, values in about.items():
            if not all(re.fullmatch(FORMS.get(name, r"(?s).*\S.*"), value) for value in values):
                yield f"{file}: {name} is {values}"


@rule
def counts(book: Book) -> Iterator[str]:
    """Appendix 2: the numbers are those of the book."""
    kinds = Counter(item.get("class", "") for item in book.items)
    pages = [int(item[0].text or 0) for item in book.items if item.get("class") == "page-normal" and len(item) == 1]
    depth = max((int(item.tag[-1]) for item in book.items if item.tag[-1].isdecimal()), default=0)
    true = {
        "ncc:tocItems": len(book.items),
        "ncc:pageFront": kinds["page-front"],
        "ncc:pageNormal": kinds["page-normal"],
        "ncc:pageSpecial": kinds["page-special"],
        "ncc:maxPageNormal": max(pages, default=0),
        "ncc:depth": depth,
        "ncc:files": len(book.files),
    }
    for name, number in true.items():
        if name in book.about and book.about[name] != [str(number)]:
            yield f"{name} is {book.about[name]} and not {number}"
    if pages != sorted(set(pages)):
        yield f"the pages are {pages}"


@rule
def chapters(book: Book) -> Iterator[str]:
    """2.3: one seq of pars, each of one text and its sound; 2.3.3: "endsync", "dur", and ids."""
    for name, smil in book.smils.items():
        if smil.find("head/layout/region[@id]") is None:
            yield f"{name} has no region"
        body = smil.find("body")
        if body is None or [child.tag for child in body] != ["seq"] or not len(body[0]):
            yield f"{name}: the body is not one seq"
            continue
        for par in body[0].iter("par"):
            kinds = [child.tag for child in par]
            if kinds not in (["text", "audio"], ["text", "seq"], ["text"]) or par.get("endsync") != "last":
                yield f"{name}: the par {par.get('id')} holds {kinds}, endsync {par.get('endsync')}"
        yield from (
            f"{name}: a {each.tag} without an id"
            for each in smil.iter()
            if each.tag in ("par", "text", "audio") and not each.get("id")
        )


@rule
def sources(book: Book) -> Iterator[str]:
    """2.3.3: a text leads to an id, a sound to a stretch within its file, in normal play time (2.3.3.8)."""
    ids = {(name, each.get("id")) for name, document in book.contents.items() for each in document.iter()}
    ids |= {("ncc.html", each.get("id")) for each in book.ncc.iter()}
    lengths = {name: soundfile.info(BytesIO(book.files[name])).duration for name in book.files if name[-4:] == ".mp3"}
    for name, smil in book.smils.items():
        for text in smil.iter("text"):
            if _split(text.get("src", "")) not in ids:
                yield f"{name}: no text at {text.get('src')}"
        for clip in book.clips(name):
            if clip.file not in lengths:
                yield f"{name}: no sound {clip.file}"
            elif not 0 <= clip.start < clip.end <= lengths[clip.file]:
                yield f"{name}: no stretch from {clip.start} to {clip.end} in {lengths[clip.file]:.3f} seconds"


@rule
def times(book: Book) -> Iterator[str]:
    """2.3.2, appendix 2: "dur", the time in each chapter and before it, and the whole, are the sums of the clips."""
    before = 0.0
    for name, smil in book.smils.items():
        length, about = book.length(name), _about(smil)
        told = float(smil.findall("body/seq")[0].get("dur", "0s").removesuffix("s"))
        for what, value, true in (
            ("dur", told, length),
            ("ncc:timeInThisSmil", _seconds(about["ncc:timeInThisSmil"][0]), length),
            ("ncc:totalElapsedTime", _seconds(about["ncc:totalElapsedTime"][0]), before),
        ):
            if abs(value - true) > (HALF if "ncc" in what else 0.001):
                yield f"{name}: {what} is {value:.3f} and not {true:.3f}"
        before += length
    whole = _seconds(_about(book.xml("master.smil"))["ncc:timeInThisSmil"][0])
    for what, value in (("ncc:totalTime", _seconds(book.about["ncc:totalTime"][0])), ("master.smil", whole)):
        if abs(value - before) > HALF:
            yield f"{what} is {value:.3f} and not {before:.3f}"


@rule
def one_book(book: Book) -> Iterator[str]:
    """2.3, 2.4, appendix 2: every file is of the same book and format."""
    for name in (*book.smils, "master.smil"):
        about = _about(book.xml(name))
        for key in ("dc:format", "dc:identifier", "dc:title"):
            if about.get(key) != book.about.get(key):
                yield f"{name}: {key} is {about.get(key)}"


@rule
def master(book: Book) -> Iterator[str]:
    """2.4: the chapters in their order, each as a ref with an id and a title."""
    refs = book.xml("master.smil").findall("body/ref")
    if [ref.get("src") for ref in refs] != list(book.smils):
        yield f"the chapters are {[ref.get('src') for ref in refs]}"
    if not all(ref.get("id") and ref.get("title") for ref in refs):
        yield "a chapter without an id or a title"


@rule
def text(book: Book) -> Iterator[str]:
    """2.2: links and pictures of the text lead somewhere; a book of the type "audioFullText" has a text."""
    if book.about.get("ncc:multimediaType") == ["audioFullText"] and not book.contents:
        yield "no text"
    for name, document in book.contents.items():
        ids = {each.get("id") for each in document.iter()}
        for link in document.iter(f"{XHTML}a"):
            file, fragment = _split(link.get("href", ""))
            if (not file and fragment not in ids) or (file and ":" not in file and file not in book.files):
                yield f"{name}: nothing at {link.get('href')}"
        for image in document.iter(f"{XHTML}img"):
            if image.get("src") not in book.files or not image.get("alt"):
                yield f"{name}: no picture {image.get('src')}, or no words for it"


@rule
def nothing_else(book: Book) -> Iterator[str]:
    """1: a book is what its navigation leads to."""
    used = {"ncc.html", "master.smil", *book.smils, *(clip.file for name in book.smils for clip in book.clips(name))}
    for smil in book.smils.values():
        used |= {_split(each.get("src", ""))[0] for each in smil.iter("text")}
    for document in book.contents.values():
        used |= {each.get("src", "") for each in document.iter(f"{XHTML}img")}
    yield from (f"nothing leads to {name}" for name in sorted(set(book.files) - used))


def _about(document: Element, prefix: str = "") -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for each in document.iter(f"{prefix}meta"):
        if name := each.get("name"):
            found.setdefault(name, []).append(each.get("content", ""))
    return found


def _split(address: str) -> tuple[str, str]:
    file, _, fragment = address.partition("#")
    return file, fragment


def _npt(value: str) -> float:
    match = re.fullmatch(r"npt=(\d+(?:\.\d+)?)s", value)
    if match is None:
        raise ValueError(f"{value!r} is no normal play time")
    return float(match[1])


def _seconds(clock: str) -> float:
    hours, minutes, seconds = clock.split(":")
    return int(hours) * 3600 + int(minutes) * 60 + float(seconds)
