"""The application: which address is answered by what, behind the guard."""

import asyncio
import mimetypes
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from starlette.types import ASGIApp

from handouts.web import editing, files, jobs, topics
from handouts.web.finding import Finder, TaskError
from handouts.web.guards import Guard, Hosts
from handouts.web.kept import Kept
from handouts.web.library import Library
from handouts.web.making import BusyError, Crew
from handouts.web.site import Site, assets, page


def application(
    sources: Path, output: Path, stopping: asyncio.Event, *, host: str, public_url: str = "", jobs_at_once: int = 2
) -> ASGIApp:
    """The site over a folder of sources and one of outputs, for requests to `host`, until `stopping` is set."""

    @asynccontextmanager
    async def lifespan(app: Starlette) -> AsyncIterator[None]:
        Kept(output).sweep()
        async with Crew(jobs_at_once) as crew:
            library = Library(sources, output, crew)
            app.state.site = Site(sources, output, public_url, crew, library, Finder(crew, output), stopping)
            await library.open()
            try:
                yield
            finally:
                await library.close()

    app = Starlette(routes=_routes(), lifespan=lifespan, exception_handlers=_FAULTS)  # type: ignore[arg-type]
    return Guard(app, Hosts(host, public_url))


def _routes() -> list[Route]:
    found = [Route("/", topics.home), Route("/find", topics.found), Route("/static/{file}", _static)]
    for base in ("/topic/{name}", "/packet"):
        found += [
            Route(base, topics.topic if "{" in base else topics.packet),
            Route(f"{base}/preview", topics.preview),
            Route(f"{base}/page/{{number:int}}", files.picture),
            Route(f"{base}/file/{{kind}}", files.file),
            Route(f"{base}/code", files.code),
            Route(f"{base}/make", jobs.make, methods=["POST"]),
        ]
    return [
        *found,
        Route("/topic/{name}/edit", editing.edit),
        Route("/jobs/{ticket}", jobs.followed),
        Route("/jobs/{ticket}/cancel", jobs.cancelled, methods=["POST"]),
    ]


async def _static(request: Request) -> Response:
    name = request.path_params["file"]
    if name not in assets():
        raise HTTPException(404, "There is no such file.")
    kind = mimetypes.guess_type(name)[0] or "application/octet-stream"
    lasting = {"cache-control": "public, max-age=31536000, immutable"}
    return Response(assets()[name], media_type=kind, headers=lasting)


async def _refused(request: Request, error: HTTPException) -> Response:
    return page(request, "refused.html", error.status_code, what=error.detail, todo="", busy=False)


async def _faulty(request: Request, error: TaskError) -> Response:
    return page(request, "refused.html", 409, what=str(error.what), todo=error.todo, busy=False)


async def _busy(request: Request, error: BusyError) -> Response:
    what = "Too many handouts are being made just now."
    refused = page(request, "refused.html", 503, what=what, todo="Wait a minute, then try again.", busy=True)
    refused.headers["retry-after"] = "20"
    return refused


_FAULTS = {HTTPException: _refused, TaskError: _faulty, BusyError: _busy}
