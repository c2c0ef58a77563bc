"""Machines for tests, all of them here: a Dask scheduler, workers, and a store that speaks S3, on the loopback."""

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import IO, Any
from urllib.request import Request, urlopen

Settings = dict[str, str]


def handouts(*arguments: object) -> list[str]:
    """The command line of the program."""
    return [sys.executable, "-m", "handouts", *map(str, arguments)]


@contextmanager
def scheduler(folder: Path) -> Iterator[str]:
    """A scheduler's address; a job that kills two workers is not tried again."""
    told = folder / "scheduler.json"
    settings = {"DASK_DISTRIBUTED__SCHEDULER__ALLOWED_FAILURES": "1"}
    with _process("scheduler", "--port", "0", "--scheduler-file", str(told), log=folder / "scheduler", more=settings):
        while not (told.exists() and told.read_text()):
            time.sleep(0.05)
        yield json.loads(told.read_text())["address"]


@contextmanager
def workers(
    address: str, number: int, folder: Path, *flags: str, more: Settings | None = None
) -> Iterator[list[subprocess.Popen[bytes]]]:
    """Workers that have told the scheduler of themselves. They share a cache of sound, in the folder."""
    from distributed import Client

    settings = {"XDG_CACHE_HOME": str(folder / "cache"), **(more or {})}
    with ExitStack() as stack, Client(address, set_as_default=False) as client:
        before = len(client.nthreads())
        started = [
            stack.enter_context(
                _process(
                    *("worker", address, "--nthreads", "1", "--local-directory", str(folder)),
                    *(flags or ("--no-nanny",)),
                    log=folder / f"worker{each}",
                    more=settings,
                )
            )
            for each in range(number)
        ]
        client.wait_for_workers(before + number, timeout=60)
        client.close()
        yield started


@contextmanager
def _process(what: str, *arguments: str, log: Path, more: Settings) -> Iterator[subprocess.Popen[bytes]]:
    """One of Dask's processes, away from this folder, so that it imports what is installed; killed at the end."""
    module = f"distributed.cli.dask_{what}"
    command = [sys.executable, "-m", module, *arguments, "--host", "127.0.0.1", "--no-dashboard"]
    log.parent.mkdir(parents=True, exist_ok=True)
    output: IO[bytes]
    with log.with_suffix(".log").open("ab") as output:
        process = subprocess.Popen(
            command, cwd=log.parent, env={**os.environ, **more}, stdout=output, stderr=output, start_new_session=True
        )
        try:
            yield process
        finally:
            process.terminate() if "--nanny" in arguments else process.kill()
            process.wait()


@contextmanager
def bucket() -> Iterator[tuple[Any, Settings]]:
    """An empty bucket of that name: a client of it, and the settings with which processes reach its server."""
    import boto3
    from moto.server import ThreadedMotoServer

    server = ThreadedMotoServer("127.0.0.1", 0, verbose=False)
    server.start()
    try:
        address = "http://{}:{}".format(*server.get_host_and_port())
        # What this process's servers held before is still there.
        urlopen(Request(f"{address}/moto-api/reset", method="POST")).close()
        settings = {
            "AWS_ENDPOINT_URL": address,
            "AWS_ACCESS_KEY_ID": "test",
            "AWS_SECRET_ACCESS_KEY": "test",
            "AWS_DEFAULT_REGION": "us-east-1",
        }
        client = boto3.client(
            "s3",
            endpoint_url=address,
            region_name="us-east-1",
            aws_access_key_id="test",
            aws_secret_access_key="test",
        )
        client.create_bucket(Bucket="bucket")
        yield client, settings
    finally:
        server.stop()
