"""The pages of a nurse: finding a topic, choosing how it is to be, seeing it before it is printed."""

import asyncio
from functools import lru_cache
from pathlib import Path
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from handouts.anchor import address
from handouts.formats import formats
from handouts.web.chapters import Chapter, chapters_in
from handouts.web.finding import Output, TaskError
from handouts.web.forms import fields_of
from handouts.web.making import BusyError
from handouts.web.pictures import WIDTHS, Sheets
from handouts.web.site import FIRST_READING, MOST_TOPICS, Chosen, chosen_in, client, page, site_of

SHOWN = 60
"""Topics on one page; who looks for another types more of it."""
PATIENCE = 3.0
"""Seconds for which a page waits to hear what is there already."""
SEEN = ("pdf",)


async def home(request: Request) -> Response:
    """The page to begin with: the search, and all topics or those that answer to it."""
    library = site_of(request).library
    await library.look()
    await library.settled(FIRST_READING)
    return page(request, "home.html", **_found(request))


async def found(request: Request) -> Response:
    """The topics that answer to a search, to be put into the page that asked."""
    await site_of(request).library.look()
    return page(request, "_results.html", **_found(request))


def _found(request: Request) -> dict[str, Any]:
    library = site_of(request).library
    query = request.query_params.get("q", "")[:200]
    found = library.find(query)
    shown, count = found.topics[:SHOWN], len(found.topics)
    return {"query": query, "topics": shown, "more": count - len(shown), "count": count, "instead": found.instead}


async def topic(request: Request) -> Response:
    """One topic: the choices, and what they give."""
    await site_of(request).library.look()
    chosen = await chosen_in(request, request.query_params.multi_items())
    about = await _preview(request, chosen)
    return page(request, "topic.html", fields=fields_of(chosen.options, tuple(formats())), **about)


async def packet(request: Request) -> Response:
    """Several topics in one packet."""
    await site_of(request).library.look()
    chosen = await chosen_in(request, request.query_params.multi_items())
    about = await _preview(request, chosen)
    return page(request, "packet.html", fields=fields_of(chosen.options, SEEN), most=MOST_TOPICS, **about)


async def preview(request: Request) -> Response:
    """What the choices give, to be put into the page that asked."""
    chosen = await chosen_in(request, request.query_params.multi_items())
    return page(request, "_preview.html", **await _preview(request, chosen))


async def _preview(request: Request, chosen: Chosen) -> dict[str, Any]:
    """All that the preview shows: the outputs that are there, or why there are none."""
    site = site_of(request)
    outputs: dict[str, Output] = {}
    fault: TaskError | None = None
    ticket = request.query_params.get("job", "")
    work = site.crew.work(ticket)
    # A script follows what is being made; without one the page loads again until it is there. Whether it is at work is
    # asked first: it may end while it is not found yet.
    again = work is not None and not work.over
    kinds = SEEN if chosen.packet else tuple(formats())
    broken = next((topic for topic in chosen.topics if topic.fault), None)
    if broken:
        fault = TaskError({"kind": "SourceError", "what": broken.fault, "todo": broken.todo, "where": broken.file})
    elif chosen.topics and not (chosen.packet and len(chosen.topics) < 2):
        try:
            async with asyncio.timeout(PATIENCE):
                outputs = await site.finder.find(client(request), chosen.articles, kinds, chosen.options)
        except TaskError as error:
            fault = error
        except (TimeoutError, BusyError):
            again = True
    return {
        "chosen": chosen,
        "outputs": outputs,
        "pdf": outputs.get("pdf"),
        "mp3": outputs.get("mp3"),
        "sheets": Sheets(outputs["pdf"].pages or 1, chosen.options.paper) if "pdf" in outputs else None,
        "chapters": _chapters(outputs["mp3"].file, outputs["mp3"].sha256) if "mp3" in outputs else (),
        "widths": WIDTHS,
        "fault": fault,
        "ticket": ticket,
        "work": work,
        "again": again,
        "formats": formats(),
        "shelf": address(site.public_url, chosen.topics[0].name) if site.public_url and not chosen.packet else "",
    }


@lru_cache(maxsize=500)
def _chapters(file: Path, sha256: str) -> tuple[Chapter, ...]:
    try:
        return chapters_in(file)
    except OSError:
        return ()
