"""`handouts serve`: the page for a ward, on this machine or for others beside it."""

import os
from pathlib import Path
from typing import TYPE_CHECKING

import click

from handouts.cli.building import OUTPUT, SOURCES
from handouts.errors import OutputError, SourceError
from handouts.options import Options

if TYPE_CHECKING:
    import asyncio
    import socket

    import uvicorn

PORT = 8321
PARTING = 1
"""Seconds that requests have to end when the server is stopped."""
MOST = 1000
"""Connections at a time."""


@click.command()
@click.option("--port", type=click.IntRange(0, 65535), default=PORT, show_default=True, help="0 takes any free one.")
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on; 0.0.0.0 for all.")
@click.option("--sources", type=click.Path(path_type=Path), default=SOURCES, show_default=True, help="Articles.")
@click.option("--output", type=click.Path(path_type=Path), default=OUTPUT, show_default=True, help="Outputs.")
@click.option("--public-url", default="", metavar="URL", help="Where patients reach the shelf: codes lead there.")
@click.option("--jobs", type=click.IntRange(1, 64), help="Processes that make handouts.  [default: one for each core]")
def serve(port: int, host: str, sources: Path, output: Path, public_url: str, jobs: int | None) -> None:
    """Show the nurse's page: find, see, print and hear handouts in the browser. Stop it with Ctrl-C."""
    import asyncio

    import uvicorn

    from handouts.web.app import application
    from handouts.web.connections import PatientNoLonger
    from handouts.web.guards import LARGEST_HEAD

    if not sources.is_dir():
        raise SourceError("There is no such folder of articles.", todo="Name it with --sources.", path=sources)
    try:
        Options(public_url=public_url or None)
    except ValueError as error:
        raise click.BadParameter(str(error).partition(": ")[2], param_hint="--public-url") from error
    stopping = asyncio.Event()
    number = jobs or os.cpu_count() or 1
    app = application(sources, output, stopping, host=host, public_url=public_url, jobs_at_once=number)
    config = uvicorn.Config(
        app,
        host=host,
        port=port,
        http=PatientNoLonger,
        ws="none",
        lifespan="on",
        log_config=None,
        access_log=False,
        proxy_headers=False,
        server_header=False,
        limit_concurrency=MOST,
        h11_max_incomplete_event_size=LARGEST_HEAD,
        timeout_graceful_shutdown=PARTING,
    )
    try:
        listening = config.bind_socket()
    except SystemExit:
        todo = "Another program may hold the port: choose another with --port."
        raise OutputError(f"Nothing can listen on {host}, port {port}.", todo=todo) from None
    _server(config, stopping, host).run(sockets=[listening])


def _server(config: "uvicorn.Config", stopping: "asyncio.Event", host: str) -> "uvicorn.Server":
    import uvicorn

    from handouts.web.guards import is_loopback

    class Server(uvicorn.Server):
        """Tells where it listens once it does, and those who follow a task that it ends before it waits for them."""

        async def startup(self, sockets: "list[socket.socket] | None" = None) -> None:
            await super().startup(sockets)
            port = sockets[0].getsockname()[1] if sockets else config.port
            name = {"0.0.0.0": "127.0.0.1", "::": "[::1]"}.get(host, f"[{host}]" if ":" in host else host)
            click.echo(f"Open http://{name}:{port}/ in a browser; stop with Ctrl-C.")
            if not is_loopback(host):
                click.echo(
                    "Everyone who reaches this machine can open the page: it asks nobody who they are.", err=True
                )

        async def shutdown(self, sockets: "list[socket.socket] | None" = None) -> None:
            stopping.set()
            await super().shutdown(sockets)

    return Server(config)
