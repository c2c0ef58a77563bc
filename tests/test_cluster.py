"""Builds on a Dask cluster: a real scheduler and real workers, which die, differ, and are not there."""

import json
import os
import signal
import socket
import subprocess
import threading
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import asdict
from pathlib import Path
from shutil import copytree, ignore_patterns
from typing import Any

import pytest

from handouts.anchor import PAGE
from handouts.batch import jobs_for, run
from handouts.batch.cluster import Cluster
from handouts.freshness import PACKAGE
from handouts.ledger import NAME, ledger_in
from handouts.options import Options
from handouts.pipeline import HIDDEN, UNFINISHED
from handouts.variants import Variant
from tests.articles import write_article
from tests.machines import bucket, handouts, scheduler, workers

FORMATS = ("--format", "pdf", "--format", "script")
DEADLY = """
import os, signal
from handouts import pipeline
def read(path, real=pipeline.read):
    return os.kill(os.getpid(), signal.SIGKILL) if path.stem == "deadly" else real(path)
pipeline.read = read
"""


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with scheduler(tmp_path_factory.mktemp("scheduler")) as found:
        yield found


@pytest.fixture
def sources(tmp_path: Path) -> Path:
    """A folder with articles that share a figure."""
    for number in range(6):
        body = f"Take {number} mg.\n\n![A square](square.png)\n\n" + "More to read here, line by line.\n\n" * 12
        write_article(tmp_path / "sources", body, name=f"heart{number}.md")
    return tmp_path / "sources"


def seen(output: Path) -> dict[str, bytes]:
    """What a person sees in the output folder."""
    return {path.name: path.read_bytes() for path in output.glob("*") if path.is_file()}


def noted(hidden: Path) -> list[dict[str, Any]]:
    """What the ledger knows of each output, but when it was made; and of each article its edition."""
    with ledger_in(hidden) as ledger:
        entries = [asdict(entry) | {"made": ""} for entry in ledger.entries()]
        editions = {entry["article"]: ledger.edition(entry["article"]) for entry in entries}
    return [*entries, editions]


def built_here(folder: Path, *arguments: object) -> Path:
    """Build on this machine, in the folder `local`."""
    command = handouts("build", *FORMATS, "--output", "local", *arguments)
    subprocess.run(command, cwd=folder, capture_output=True, check=True)
    return folder / "local"


def built_while_one_dies(victim: "subprocess.Popen[bytes]", *arguments: object, **about: Any) -> list[dict[str, Any]]:
    """Build on a cluster, and kill a worker when the first output is there; gives what is told of each output."""
    command = handouts("build", "--json", *FORMATS, *arguments)
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, **about) as process:
        assert process.stdout and process.stderr
        lines = [process.stdout.readline()]
        victim.kill()
        lines += process.stdout.readlines()
        errors = process.stderr.read()
    assert (process.returncode, errors) == (0, "")
    return [json.loads(line) for line in lines]


def test_a_worker_that_dies_halfway_changes_no_byte(tmp_path: Path, sources: Path, address: str) -> None:
    with workers(address, 2, tmp_path / "machines") as (victim, _):
        told = built_while_one_dies(victim, "--scheduler", address, "--output", "out", cwd=tmp_path)
    assert [each["status"] for each in told] == ["made"] * 12
    local = built_here(tmp_path)
    assert seen(tmp_path / "out") == seen(local)
    assert len(seen(local)) == 12 + 1  # the shelf
    assert noted(tmp_path / "out" / HIDDEN) == noted(local / HIDDEN)
    assert not list((tmp_path / "out" / HIDDEN / UNFINISHED).iterdir())


def test_the_same_in_a_bucket_where_nothing_is_ever_seen_half_written(
    tmp_path: Path, sources: Path, address: str
) -> None:
    wholes = seen(built_here(tmp_path))
    with bucket() as (client, settings):
        for path in sources.iterdir():
            client.upload_file(str(path), "bucket", f"sources/{path.name}")
        places = ("--sources", "s3://bucket/sources", "--output", "s3://bucket/out", "--scheduler", address)
        surroundings = {**os.environ, **settings}

        def stored() -> dict[str, bytes]:
            found = client.list_objects_v2(Bucket="bucket", Prefix="out/").get("Contents", [])
            names = [each["Key"] for each in found if f"/{HIDDEN}/" not in each["Key"]]
            return {name: client.get_object(Bucket="bucket", Key=name)["Body"].read() for name in names}

        sights: list[dict[str, bytes]] = []
        ended = threading.Event()

        def look() -> None:
            while not ended.wait(0.2):
                sights.append(stored())

        watching = threading.Thread(target=look)
        watching.start()
        try:
            with workers(address, 2, tmp_path / "machines", more=settings) as (victim, _):
                told = built_while_one_dies(victim, *places, cwd=tmp_path, env=surroundings)
                again = subprocess.run(
                    handouts("build", "--json", *FORMATS, *places),
                    cwd=tmp_path,
                    env=surroundings,
                    capture_output=True,
                    check=True,
                )
        finally:
            ended.set()
            watching.join()
        assert {each["path"] for each in told} == {f"s3://bucket/out/{name}" for name in wholes if name != PAGE}
        assert {json.loads(line)["status"] for line in again.stdout.splitlines()} == {"fresh"}
        assert stored() == {f"out/{name}": content for name, content in wholes.items()}
        client.download_file("bucket", f"out/{HIDDEN}/{NAME}", str(tmp_path / NAME))
        left = client.list_objects_v2(Bucket="bucket")["Contents"]
    assert any(0 < len(sight) < len(wholes) for sight in sights)
    assert all(content == wholes[name.removeprefix("out/")] for sight in sights for name, content in sight.items())
    assert [each["Key"] for each in left if f"/{HIDDEN}/" in each["Key"]] == [f"out/{HIDDEN}/{NAME}"]
    *entries, editions = noted(tmp_path)
    *here, editions_here = noted(tmp_path / "local" / HIDDEN)
    assert [each | {"article": each["article"].removeprefix("s3://bucket/")} for each in entries] == here
    assert len(editions) == len(editions_here) == 6


def test_what_answers_is_no_scheduler(tmp_path: Path, sources: Path) -> None:
    with socket.socket() as mute, socket.socket() as closed:
        for each in (mute, closed):
            each.bind(("127.0.0.1", 0))
        mute.listen()
        addresses = [f"tcp://127.0.0.1:{each.getsockname()[1]}" for each in (mute, closed)]
        addresses += ["nonsense", "http://127.0.0.1:8787"]
        commands = [handouts("build", *FORMATS, "--scheduler", address) for address in addresses]
        processes = [subprocess.Popen(each, cwd=tmp_path, stderr=subprocess.PIPE, text=True) for each in commands]
        for process, address in zip(processes, addresses, strict=True):
            _, errors = process.communicate(timeout=60)
            assert process.returncode == 7
            told = [line for line in errors.splitlines() if "Another build is at work" not in line]
            assert len(told) == 1
            assert told[0].startswith(f"No Dask scheduler answers at {address}.")
    assert not seen(tmp_path / "output")


def test_a_worker_with_another_version_is_refused(tmp_path: Path, sources: Path, address: str) -> None:
    other = tmp_path / "other"
    copytree(PACKAGE, other / "handouts", ignore=ignore_patterns("__pycache__"))
    with (other / "handouts" / "data" / "lexicon.toml").open("a") as file:
        file.write("# another\n")
    command = handouts("build", *FORMATS, "--scheduler", address)
    with (
        workers(address, 1, tmp_path / "same"),
        workers(address, 1, tmp_path / "another", more={"PYTHONPATH": str(other)}),
    ):
        done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 7
    assert "It has another version of handouts" in done.stderr and "tcp://127.0.0.1" in done.stderr
    assert not seen(tmp_path / "output")


def test_a_folder_that_a_worker_does_not_see_is_named(tmp_path: Path, sources: Path, address: str) -> None:
    """The worker's own eyes are put out: on one machine it sees all folders."""
    blind = tmp_path / "blind.py"
    blind.write_text(
        "from pathlib import Path\n"
        f"Path.is_dir = lambda path, real=Path.is_dir: str(path) != {str(sources)!r} and real(path)\n"
    )
    command = handouts("build", *FORMATS, "--scheduler", address)
    with workers(address, 1, tmp_path / "machines", "--no-nanny", "--preload", str(blind)):
        done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 7
    assert f"does not see the folder {sources}." in done.stderr


def test_an_article_that_kills_every_worker_fails_alone(tmp_path: Path, sources: Path, address: str) -> None:
    (tmp_path / "deadly.py").write_text(DEADLY)
    write_article(sources, "Text.\n", name="deadly.md")
    command = handouts("build", *FORMATS, "--scheduler", address)
    with workers(address, 2, tmp_path / "machines", "--nanny", "--preload", str(tmp_path / "deadly.py")):
        done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 7
    assert done.stderr.startswith("sources/deadly.md: Every worker that made it died.")
    assert done.stdout.splitlines()[-1] == "12 made, 0 fresh, 2 failed (2 OutputError)"


def test_no_worker_left_is_no_reason_to_wait_for_ever(tmp_path: Path, sources: Path, address: str) -> None:
    (tmp_path / "deadly.py").write_text(DEADLY)
    deadly = write_article(sources, "Text.\n", name="deadly.md")
    jobs = jobs_for([deadly, sources / "heart1.md"], [Variant("", Options(), ("pdf",))])
    with workers(address, 1, tmp_path / "machines", "--no-nanny", "--preload", str(tmp_path / "deadly.py")):
        outcomes = list(run(jobs, tmp_path / "out", Cluster(address, patience=2.0)))
    errors = [result.error for outcome in outcomes for result in outcome.results]
    assert "has no workers" in str(errors[0])


def test_a_scheduler_that_dies_is_told(tmp_path: Path, sources: Path) -> None:
    jobs = jobs_for(sorted(sources.glob("*.md")), [Variant("", Options(), ("pdf", "script"))])
    with ExitStack() as brain:
        address = brain.enter_context(scheduler(tmp_path / "brain"))
        with workers(address, 1, tmp_path / "machines"):
            outcomes = run(jobs, tmp_path / "out", Cluster(address))
            first = next(outcomes)
            brain.close()
            rest = list(outcomes)
    assert [result.status for result in first.results] == ["made", "made"]
    errors = {str(result.error) for outcome in rest for result in outcome.results if result.error}
    assert errors == {"The scheduler is gone. Start it again, then build again."}
    assert len(rest) == 5


def test_an_interrupt_takes_back_what_was_not_begun(tmp_path: Path, sources: Path, address: str) -> None:
    command = handouts("build", "--json", *FORMATS, "--scheduler", address)
    with (
        workers(address, 1, tmp_path / "machines"),
        subprocess.Popen(command, cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process,
    ):
        assert process.stdout
        process.stdout.readline()
        process.send_signal(signal.SIGINT)
        _, errors = process.communicate(timeout=20)
        assert (process.returncode, errors) == (130, "\nStopped.\n")
        from distributed import Client

        with Client(address, set_as_default=False) as client:
            while any(client.processing().values()):
                pass
    assert len(seen(tmp_path / "output")) < 12
