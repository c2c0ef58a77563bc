"""What the pages are made of: the topics, the outputs, and the templates, in which all text is escaped."""

import asyncio
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from hashlib import sha256
from importlib.util import find_spec
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode

import jinja2
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse

from handouts.options import Options
from handouts.web.finding import Finder
from handouts.web.forms import as_query, body_size, chosen
from handouts.web.guards import client_of
from handouts.web.library import Library, Topic
from handouts.web.making import Crew

HERE = Path(__file__).parent
FIRST_READING = 3.0
"""Seconds for which a request waits for articles that are being read."""
MOST_TOPICS = 30
"""Topics in one packet."""
_FONTS = {"regular.ttf": "AtkinsonHyperlegible-Regular.ttf", "bold.ttf": "AtkinsonHyperlegible-Bold.ttf"}


@dataclass(frozen=True, slots=True)
class Site:
    """One folder of sources and one of outputs, served. `public_url` is where the patients' shelf is reached."""

    sources: Path
    output: Path
    public_url: str
    crew: Crew
    library: Library
    finder: Finder
    stopping: asyncio.Event


@dataclass(frozen=True, slots=True)
class Chosen:
    """What a request is about: a topic, or several for a packet, and the options; `base` is the page's address."""

    topics: tuple[Topic, ...]
    options: Options
    base: str
    articles: tuple[Path, ...]

    @property
    def packet(self) -> bool:
        """Whether the topics go into one packet."""
        return self.base == "/packet"

    @property
    def query(self) -> list[tuple[str, str]]:
        """The names and values by which an address says what was chosen."""
        return [*(("topic", topic.name) for topic in self.topics if self.packet), *as_query(self.options)]

    def address(self, part: str = "", **more: object) -> str:
        """The address of a part of the page, with all that was chosen."""
        query = urlencode([*self.query, *((name, str(value)) for name, value in more.items())])
        return f"{self.base}{part and '/'}{part}{query and '?'}{query}"

    @property
    def size(self) -> int:
        """The size of the body text in points."""
        return body_size(self.options)


def site_of(request: Request) -> Site:
    """The site that the request is for."""
    site: Site = request.app.state.site
    return site


def client(request: Request) -> str:
    """Who asks."""
    return client_of(request.scope)


async def chosen_in(request: Request, asked: Iterable[tuple[str, str]]) -> Chosen:
    """What the names and values of a request choose. Raises HTTPException 404 for an unknown topic, 400 for a value."""
    site, given = site_of(request), list(asked)
    packet = "name" not in request.path_params
    names = [value for name, value in given if name == "topic"] if packet else [request.path_params["name"]]
    names = list(dict.fromkeys(names))
    if len(names) > MOST_TOPICS:
        raise HTTPException(400, f"A packet holds {MOST_TOPICS} topics at most. Take some out.")
    if not all(map(site.library.topic, names)):
        await site.library.look()
        await site.library.settled(FIRST_READING)
    topics = tuple(topic for name in names if (topic := site.library.topic(name)))
    if len(topics) < len(names) and site.library.ready < site.library.total:
        raise HTTPException(503, "The articles are still being read. Load this page again in a moment.")
    if len(topics) < len(names) and not packet:
        raise HTTPException(404, "There is no such topic. It may have been renamed or taken away.")
    try:
        options = chosen(given, site.public_url)
    except ValueError as error:
        raise HTTPException(400, f"This choice cannot be made: {str(error).lstrip('-')}") from error
    base = "/packet" if packet else f"/topic/{quote(names[0], safe='')}"
    return Chosen(topics, options, base, tuple(site.library.article(topic) for topic in topics))


def page(request: Request, template: str, status: int = 200, **about: Any) -> HTMLResponse:
    """A page, or a part of one, from its template."""
    site = site_of(request)
    now = datetime.now(UTC).astimezone()
    known = {"site": site, "library": site.library, "asset": asset_address, "today": now.date()}
    return HTMLResponse(_templates().get_template(template).render(**known, **about), status)


@cache
def _templates() -> jinja2.Environment:
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(HERE / "templates"),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["clock"] = _clock
    return environment


def _clock(seconds: float) -> str:
    from handouts.formats.html.page import clock

    return clock(seconds)


@cache
def assets() -> dict[str, bytes]:
    """The files that pages load, by name: there are no others."""
    found = {path.name: path.read_bytes() for path in sorted((HERE / "static").iterdir()) if path.is_file()}
    spec = find_spec("fontpkg_atkinson_hyperlegible")
    if spec and spec.origin:
        folder = Path(spec.origin).parent / "files"
        found |= {name: (folder / file).read_bytes() for name, file in _FONTS.items()}
    return found


@cache
def asset_address(name: str) -> str:
    """The address of a file that pages load; another content has another address."""
    return f"/static/{name}?v={sha256(assets()[name]).hexdigest()[:12]}"
