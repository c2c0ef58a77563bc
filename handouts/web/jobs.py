"""Having something made: asking for it, following how far it is, taking it back."""

import asyncio
import json
from collections.abc import AsyncIterator
from typing import Any
from urllib.parse import parse_qsl

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response, StreamingResponse

from handouts.formats import formats
from handouts.web.making import Crew, Work
from handouts.web.site import chosen_in, client, site_of

MOST_FIELDS = 100
BEAT = 1.0
"""Seconds after which a follower hears something, even if nothing happened but in the line before it."""


async def make(request: Request) -> Response:
    """Have an output made; a script gets the ticket, a form its page again, which then follows."""
    asked = await _asked(request)
    chosen, kind = await chosen_in(request, asked), dict(asked).get("kind", "pdf")
    if kind not in formats() or (chosen.packet and kind != "pdf"):
        raise HTTPException(400, "There is no such kind of handout.")
    if not chosen.topics or any(topic.fault for topic in chosen.topics):
        raise HTTPException(400, "There is nothing that could be made.")
    ticket, _ = site_of(request).finder.make(client(request), chosen.articles, kind, chosen.options)
    if "application/json" in request.headers.get("accept", ""):
        return JSONResponse({"job": f"/jobs/{ticket}"})
    return RedirectResponse(chosen.address(job=ticket), 303)


async def followed(request: Request) -> Response:
    """How far a task is, as server-sent events until it ends."""
    site = site_of(request)
    work = site.crew.work(request.path_params["ticket"])
    if work is None:
        raise HTTPException(404, "This is not being made any more.")

    async def events() -> AsyncIterator[str]:
        while True:
            yield f"data: {json.dumps(told(work, site.crew))}\n\n"
            if work.over or site.stopping.is_set():
                return
            waiting = [asyncio.ensure_future(event.wait()) for event in (work.changed, site.stopping)]
            try:
                await asyncio.wait(waiting, timeout=BEAT, return_when=asyncio.FIRST_COMPLETED)
            finally:
                for each in waiting:
                    each.cancel()

    return StreamingResponse(events(), media_type="text/event-stream", headers={"cache-control": "no-store"})


async def cancelled(request: Request) -> Response:
    """Take back what was asked for."""
    site_of(request).crew.leave(request.path_params["ticket"])
    if "application/json" in request.headers.get("accept", ""):
        return JSONResponse({})
    back = dict(await _asked(request)).get("back", "/")
    # Only to an address of ours: what begins with two strokes leads elsewhere.
    ours = back.startswith("/") and not back.startswith(("//", "/\\")) and back.isprintable()
    return RedirectResponse(back if ours else "/", 303)


def told(work: Work, crew: Crew) -> dict[str, Any]:
    """How far a task is: its state, how many come before it, its step, the part that is done, what went wrong."""
    fault = work.fault and {name: work.fault[name] for name in ("what", "todo", "where")}
    ahead = crew.before(work) if work.state == "waiting" else 0
    return {"state": work.state, "ahead": ahead, "step": work.step, "part": work.part, "fault": fault}


async def _asked(request: Request) -> list[tuple[str, str]]:
    """The fields of a form."""
    try:
        text = (await request.body()).decode()
        return parse_qsl(text, keep_blank_values=True, max_num_fields=MOST_FIELDS, errors="strict")
    except ValueError as error:
        raise HTTPException(400, "This form cannot be read.") from error
