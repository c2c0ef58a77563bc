"""Fifty nurses at once on the page: over finished handouts, and while others have new ones made."""

import asyncio
import time
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from random import Random
from shutil import copytree
from statistics import median
from tempfile import TemporaryDirectory
from typing import Any

import httpx

from tests.web_site import Served, served

NURSES, ROUNDS = 50, 6
THINKING = 1.0
"""Seconds, on average, between two requests of a nurse: half as long as a quick one takes to read what she sees."""
WORDS = ("blood thinner", "heart attack", "water pill", "low salt", "chest pain", "echo", "warfrin", "statin")
NEW = 6
"""New handouts with sound, each at a speed of its own, that two nurses ask for at once."""

Times = dict[str, list[float]]


def main(article: Path) -> None:
    """Print the figures for finished handouts, and for the same beside new ones."""
    with TemporaryDirectory(prefix="handouts-bench-") as name:
        folder = Path(name)
        copytree(article.parent, folder / "sources")
        with served(folder) as site:
            names = [path.stem for path in sorted((folder / "sources").glob("*.md"))]
            for topic in names:
                site.make(f"/topic/{topic}", kind="pdf")
                with site.client() as client:
                    for path in ("", "/page/1?width=480", "/page/1?width=960"):
                        client.get(f"/topic/{topic}{path}").raise_for_status()
            print(f"The page: {NURSES} nurses at once, {ROUNDS} rounds each; milliseconds until all has come")
            _print("finished handouts", *asyncio.run(_ward(site, names, making=False)))
            _print("while new ones are made", *asyncio.run(_ward(site, names, making=True)))


async def _ward(site: Served, names: list[str], *, making: bool) -> tuple[Times, list[str]]:
    """All nurses at work; the seconds of each request by what was asked for, and what went wrong."""
    times: Times = defaultdict(list)
    lost: list[str] = []
    # A client takes long to be born, for it reads certificates that it does not need here.
    clients = [_client(site, f"127.0.1.{number + 1}") for number in range(NURSES)]
    nurses = [_nurse(client, number, names, times, lost) for number, client in enumerate(clients)]
    makers = [_maker(site, names, number, times, lost) for number in range(2 if making else 0)]
    waiting = [asyncio.ensure_future(each) for each in makers]
    await asyncio.gather(*nurses)
    for each in waiting:
        each.cancel()
    await asyncio.gather(*waiting, return_exceptions=True)
    return times, lost


def _client(site: Served, address: str, **about: Any) -> httpx.AsyncClient:
    """A client with an address of its own."""
    transport = httpx.AsyncHTTPTransport(local_address=address, verify=False)
    return httpx.AsyncClient(base_url=site.url, transport=transport, timeout=600, **about)


async def _nurse(client: httpx.AsyncClient, number: int, names: list[str], times: Times, lost: list[str]) -> None:
    """Searches, opens a topic, sees its first page and prints it, again and again."""
    choice = Random(number)
    async with client:
        await asyncio.sleep(choice.random() * THINKING)
        for _ in range(ROUNDS):
            topic = choice.choice(names)
            for what, path in _asked(topic, choice):
                began = time.perf_counter()
                try:
                    answer = await client.get(path)
                    if answer.status_code != 200:
                        lost.append(f"{path}: {answer.status_code}")
                except httpx.HTTPError as error:
                    lost.append(f"{path}: {error!r}")
                times[what].append(time.perf_counter() - began)
                await asyncio.sleep(2 * choice.random() * THINKING)


def _asked(topic: str, choice: Random) -> Iterator[tuple[str, str]]:
    yield "search", f"/find?q={choice.choice(WORDS).replace(' ', '+')}"
    yield "topic", f"/topic/{topic}"
    yield "picture", f"/topic/{topic}/page/1?width={choice.choice((480, 960))}"
    yield "PDF", f"/topic/{topic}/file/pdf"


async def _maker(site: Served, names: list[str], number: int, times: Times, lost: list[str]) -> None:
    """Has handouts with sound made that are not there yet, and follows each to its end."""
    headers = {"origin": site.url, "accept": "application/json"}
    async with _client(site, f"127.0.2.{number + 1}", headers=headers) as client:
        for turn in range(NEW):
            topic = names[(turn + 5 * number) % len(names)]
            began = time.perf_counter()
            asked = {"kind": "mp3", "rate": str(100 + 2 * turn + number)}
            job = (await client.post(f"/topic/{topic}/make", data=asked)).json()["job"]
            followed = await client.get(job)
            if '"done"' not in followed.text:
                lost.append(f"{topic}: not made")
            times["new sound"].append(time.perf_counter() - began)


def _print(title: str, times: Times, lost: list[str]) -> None:
    asked = [each for what, found in times.items() if what != "new sound" for each in found]
    print(f"{title}: {len(asked)} requests, {len(lost)} lost; 95th percentile of all {_percentile(asked):.1f}")
    for what, found in times.items():
        print(f"{what:>12} {len(found):>5}  median {1000 * median(found):>8.1f}  95 % {_percentile(found):>8.1f}")
    for each in lost[:5]:
        print(f"  lost: {each}")


def _percentile(times: list[float]) -> float:
    """The 95th percentile in milliseconds."""
    return 1000 * sorted(times)[min(len(times) - 1, round(0.95 * len(times)))]


if __name__ == "__main__":
    main(Path("sources/balloon-valvotomy.md"))
