"""The topics on the shelf: what the ledger knows of each article, and of the outputs that a patient can use."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from pathlib import PurePath, PurePosixPath

from handouts.anchor import anchor
from handouts.document import long_date
from handouts.formats import formats
from handouts.formats.pdf.standards import STANDARDS
from handouts.ledger import Copy, Front, Ledger
from handouts.options import Options

ORDER = ("pdf", "html", "mp3", "epub", "daisy")
_HIDDEN = frozenset(("script",))
"""What is for those who make the handouts: the words as they are to be spoken."""
_USUAL = Options()
_TOLD = ("standard", "font_size", "paper", "plain", "rate", "voice")
"""Options by which a copy is told from others."""


@dataclass(frozen=True, slots=True)
class Link:
    """One output: its `address` from the shelf, its kind by the name of its format, and what it is in words."""

    address: str
    kind: str
    name: str
    detail: str


@dataclass(frozen=True, slots=True)
class Topic:
    """One article: its place on the page, what it says of itself, and its `full` and `plain` outputs."""

    place: str
    title: str
    audience: str
    publisher: str
    state: str
    full: tuple[Link, ...]
    plain: tuple[Link, ...]


def topics_of(ledger: Ledger) -> list[Topic]:
    """Every article with an output for patients, by title; a place that two would share is the first one's."""
    fronts = {front.article: front for front in ledger.fronts()}
    shown = (copy for copy in ledger.copies(_TOLD) if copy.format not in _HIDDEN and _stays(copy.path))
    taken: Counter[str] = Counter()
    topics = []
    for article, copies in groupby(shown, key=lambda copy: copy.article):
        place = anchor(PurePath(article).stem)
        taken[place] += 1
        # No anchor has a colon.
        own = f"{place}:{taken[place]}" if taken[place] > 1 else place
        topics.append(_topic(own, fronts.get(article), list(copies)))
    return sorted(topics, key=lambda topic: (topic.title.casefold(), topic.place))


def _stays(path: str) -> bool:
    """Whether an output stands below the page: a ledger from elsewhere may say anything."""
    return not path.startswith("/") and ".." not in PurePosixPath(path).parts


def _topic(place: str, front: Front | None, copies: Sequence[Copy]) -> Topic:
    front = front or Front("", copies[0].version, copies[0].revised, {})
    told = front.told
    review = f"{told['review']}." if "review" in told else ""
    return Topic(
        place=place,
        title=told.get("title") or PurePath(copies[0].article).stem,
        audience=told.get("audience", ""),
        publisher=told.get("publisher", ""),
        state=f"{_version(front.version, front.revised)}. {review}".rstrip(),
        full=_links([each for each in copies if not _chosen(each, "plain")], front),
        plain=_links([each for each in copies if _chosen(each, "plain")], front),
    )


def _version(version: str, revised: str) -> str:
    return f"Version {version}, revised {long_date(date.fromisoformat(revised))}"


def _links(copies: Sequence[Copy], front: Front) -> tuple[Link, ...]:
    """The outputs of one version, each once: print from small to large, then what is heard.

    Where two differ in what is not told here, the names of their sets tell them apart.
    """
    told = {each.path: _words(each, front) for each in copies}
    once: dict[tuple[str, ...], Copy] = {}
    for each in sorted(copies, key=_rank):
        once.setdefault((each.format, *told[each.path], each.sha256), each)
    alike = Counter((each.format, *told[each.path]) for each in once.values())
    links = []
    for each in once.values():
        name, detail = told[each.path]
        if alike[each.format, name, detail] > 1 and each.variant:
            detail = f"{detail}, {each.variant}"
        links.append(Link(each.path, each.format, name, detail))
    return tuple(links)


def _rank(copy: Copy) -> tuple[int, int, bool, str]:
    order = ORDER.index(copy.format) if copy.format in ORDER else len(ORDER)
    return order, _size(copy) if copy.format == "pdf" else 0, bool(copy.variant), copy.path


def _words(copy: Copy, front: Front) -> tuple[str, str]:
    """What a copy is, and more of it: what kind of file, how long, and what it has that others have not."""
    name, detail = _kind(copy)
    if copy.version != front.version:
        detail.append(f"version {copy.version}")
    return name, ", ".join(detail)


def _kind(copy: Copy) -> tuple[str, list[str]]:
    match copy.format:
        case "pdf":
            size = _size(copy)
            paper = "A4" if _chosen(copy, "paper") == "a4" else "Letter"
            name = f"{STANDARDS[str(_chosen(copy, 'standard'))].print_name(size)}, {size} point"
            return name, ["PDF to print", *_pages(copy), f"{paper} paper"]
        case "html":
            return "Read and listen", ["web page with sound", *_heard(copy)]
        case "mp3":
            return "Listen", ["MP3", *_heard(copy)]
        case "epub":
            return "E-book with sound", ["EPUB", *_heard(copy)]
        case "daisy":
            return "Talking book", ["DAISY 2.02, ZIP", *_heard(copy)]
    kind = formats().get(copy.format)
    return (kind.help.rstrip(".") if kind else copy.format), [copy.format.upper(), *_pages(copy)]


def _pages(copy: Copy) -> list[str]:
    return [f"{copy.pages} page{'s' * (copy.pages != 1)}"] if copy.pages else []


def _heard(copy: Copy) -> list[str]:
    """How long it speaks, and how, where that is not the usual way."""
    told = []
    if copy.length:
        minutes = max(1, round(copy.length / 60))
        told.append(f"{minutes} minute{'s' * (minutes > 1)}")
    if (rate := _chosen(copy, "rate")) != _USUAL.rate:
        told.append(f"{rate} words a minute")
    if (voice := _chosen(copy, "voice")) != _USUAL.voice:
        told.append(f"{voice} voice")
    return told


def _size(copy: Copy) -> int:
    size = _chosen(copy, "font_size")
    return size if isinstance(size, int) else STANDARDS[str(_chosen(copy, "standard"))].body


def _chosen(copy: Copy, option: str) -> object:
    """The value of an option with which it was made, or the usual one where it has none."""
    return copy.chosen.get(option, getattr(_USUAL, option))
