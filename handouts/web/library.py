"""The topics: every article in the folder of sources, read once for as long as nobody changes it.

An article is known by a name from the folder's listing alone. What was read is kept in the hidden folder of the
outputs, so that thousands of topics are there at once after a restart.
"""

import asyncio
import json
import os
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass, fields
from datetime import date
from pathlib import Path
from time import monotonic
from typing import Any

from handouts.approval import lock_path
from handouts.atomic import replacing
from handouts.batch.stamps import account, program_digest
from handouts.pipeline import HIDDEN
from handouts.readers import readers
from handouts.web.kept import FOLDER
from handouts.web.making import BusyError, Crew
from handouts.web.names import other_names
from handouts.web.searching import Index

LOOKED = 1.0
"""Seconds between two looks at the folder, at least."""
AT_ONCE = 8
"""Articles that wait to be read at a time: the library takes its turn like any client."""
UNFINISHED = 0.7
"""What a draft counts in a search: what may be given to patients comes before it."""
CLIENT = "the library"


@dataclass(frozen=True, slots=True)
class Topic:
    """What is told of one article before it is opened; `words` are those it is found by, each with its weight.

    `grade` is Flesch-Kincaid's of the full text, `plain_grade` that of the plain one. `plain` is the number of plain
    wordings, `approved` of those that are approved. If the article cannot be read, `fault` says why, and `todo` what
    to do; it then has no more than a name and a title made of it.
    """

    name: str
    file: str
    title: str
    audience: str = ""
    language: str = "en"
    version: str = ""
    revised: str = ""
    draft: bool = False
    reviewed: bool = False
    review: str = ""
    grade: float | None = None
    plain_grade: float | None = None
    plain: int = 0
    approved: int = 0
    words: tuple[tuple[str, float], ...] = ()
    fault: str = ""
    todo: str = ""

    @property
    def wordings(self) -> str:
        """What to know of the plain wording: "none", "approved", "not approved", or "partly approved"."""
        if not self.plain:
            return "none"
        return ("not approved", "partly approved", "approved")[(self.approved > 0) + (self.approved == self.plain)]

    def age(self, today: date) -> str:
        """How long ago it was revised, in words: "3 weeks ago"."""
        return age(date.fromisoformat(self.revised), today) if self.revised else ""

    def old(self, today: date) -> bool:
        """Whether it is due for a look: boards of hospitals ask for a review at least yearly."""
        return bool(self.revised) and (today - date.fromisoformat(self.revised)).days > 366


def age(day: date, today: date) -> str:
    """How long ago a day is, in the words in which one says it."""
    days = (today - day).days
    if days < 0:
        return "in the future"
    if days < 2:
        return ("today", "yesterday")[days]
    for length, name in ((365, "year"), (30, "month"), (7, "week"), (1, "day")):
        if days >= 2 * length or (length == 365 and days >= 365):
            number = days // length
            return f"{number} {name}{'s' * (number > 1)} ago"
    raise AssertionError(days)


@dataclass(frozen=True, slots=True)
class Found:
    """What a search found; `instead` is another name for what was asked, if only that is found: "water pill"."""

    topics: tuple[Topic, ...]
    instead: str = ""


class Library:
    """The topics of one folder. `ready` of `total` articles have been read."""

    def __init__(self, sources: Path, output: Path, crew: Crew) -> None:
        self.sources, self._crew = sources, crew
        self._store = output / HIDDEN / FOLDER / "library.json"
        self._topics: dict[str, Topic] = {}
        self._accounts: dict[str, Any] = {}
        self._index = Index()
        self._looked = -LOOKED
        self._reading: asyncio.Task[None] | None = None
        self.ready = self.total = 0

    async def open(self) -> None:
        """Take what is known from the last time, and read what is new beside the requests."""
        await asyncio.to_thread(self._load)
        await self.look()

    async def close(self) -> None:
        """Stop reading."""
        if self._reading:
            self._reading.cancel()
            await asyncio.wait([self._reading])

    async def look(self) -> None:
        """See what is new in the folder, at most once in a while; what has to be read is read beside."""
        if monotonic() - self._looked < LOOKED or (self._reading and not self._reading.done()):
            return
        self._looked = monotonic()
        there = await asyncio.to_thread(self._listing)
        for name in [name for name in self._topics if name not in there]:
            self._forget(name)
        new = {name: file for name, (file, about) in there.items() if self._accounts.get(name) != about}
        self.total, self.ready = len(there), len(there) - len(new)
        if new:
            self._reading = asyncio.create_task(self._read(new, {name: there[name][1] for name in new}))

    async def settled(self, seconds: float) -> None:
        """Wait until all is read, or for so many seconds."""
        if self._reading:
            await asyncio.wait([self._reading], timeout=seconds)

    def topic(self, name: str) -> Topic | None:
        """The topic of that name."""
        return self._topics.get(name)

    def article(self, topic: Topic) -> Path:
        """Where its article stands."""
        return self.sources / topic.file

    def all(self) -> list[Topic]:
        """Every topic by its title; those that cannot be read come last."""
        return sorted(self._topics.values(), key=_place)

    def find(self, query: str) -> Found:
        """The topics that answer to the query, the best first; all of them if it is empty."""
        if not query.strip():
            return Found(tuple(self.all()))
        scores, whole = self._index.search(query)
        if whole:
            return Found(self._ranked(scores))
        for name in dict.fromkeys(other_names(query)):
            others, all_of_it = self._index.search(name)
            if all_of_it:
                return Found(self._ranked(others), name)
        return Found(self._ranked(scores))

    def _ranked(self, scores: Mapping[str, float]) -> tuple[Topic, ...]:
        def rank(topic: Topic) -> tuple[float, tuple[bool, str]]:
            return -scores[topic.name] * (UNFINISHED if topic.draft else 1), _place(topic)

        return tuple(sorted((self._topics[name] for name in scores), key=rank))

    def _listing(self) -> dict[str, tuple[str, Any]]:
        """The articles in the folder, by name: file, and the system's account of it and of its record of approvals."""
        found: dict[str, tuple[str, Any]] = {}
        root = self.sources.resolve()
        with suppress(FileNotFoundError, NotADirectoryError), os.scandir(self.sources) as entries:
            for entry in sorted(entries, key=lambda each: each.name):
                path = self.sources / entry.name
                if path.suffix.lower() not in readers() or path.stem in found or not _within(path, root):
                    continue
                accounts = (account(path), account(lock_path(path)))
                found[path.stem] = entry.name, [each and list(each) for each in accounts]
        return found

    async def _read(self, new: Mapping[str, str], accounts: Mapping[str, Any]) -> None:
        names = list(new)
        for start in range(0, len(names), AT_ONCE):
            some = names[start : start + AT_ONCE]
            with suppress(BusyError):
                topics = await asyncio.gather(*(self._described(new[name]) for name in some))
                for name, topic in zip(some, topics, strict=True):
                    if topic:
                        self._put(topic, accounts[name])
            self.ready += len(some)
        await asyncio.to_thread(self._save)

    async def _described(self, file: str) -> Topic | None:
        path = self.sources / file
        work = await self._crew.done(CLIENT, task="describe", article=str(path))
        if work.state == "cancelled":
            return None
        if work.fault:
            title = path.stem.replace("-", " ").replace("_", " ").capitalize()
            where = f" ({work.fault['where']})" if work.fault["where"] else ""
            return Topic(path.stem, file, title, fault=work.fault["what"] + where, todo=work.fault["todo"])
        return _topic(work.answer or {})

    def _put(self, topic: Topic, about: Any) -> None:
        self._topics[topic.name], self._accounts[topic.name] = topic, about
        self._index.put(topic.name, topic.words or [(word, 1.0) for word in topic.title.lower().split()])

    def _forget(self, name: str) -> None:
        del self._topics[name]
        self._accounts.pop(name, None)
        self._index.drop(name)

    def _load(self) -> None:
        try:
            kept = json.loads(self._store.read_text(encoding="utf-8"))
            if kept["program"] == program_digest() and kept["sources"] == str(self.sources.resolve()):
                for told, about in kept["topics"]:
                    self._put(_topic(told), about)
        except (OSError, ValueError, KeyError, TypeError):
            self._topics.clear()
            self._accounts.clear()

    def _save(self) -> None:
        topics: Sequence[Any] = [(asdict(topic), self._accounts[name]) for name, topic in list(self._topics.items())]
        kept = {"program": program_digest(), "sources": str(self.sources.resolve()), "topics": topics}
        with suppress(OSError):
            # Without it the articles are read again the next time.
            self._store.parent.mkdir(parents=True, exist_ok=True)
            with replacing(self._store) as beside:
                beside.write_text(json.dumps(kept), encoding="utf-8")


def _place(topic: Topic) -> tuple[bool, str]:
    return bool(topic.fault), topic.title.casefold()


def _topic(told: Mapping[str, Any]) -> Topic:
    values = {each.name: told[each.name] for each in fields(Topic)}
    return Topic(**values | {"words": tuple((word, weight) for word, weight in told["words"])})


def _within(path: Path, root: Path) -> bool:
    """Whether it is a file whose content stands in the folder itself: a link may lead elsewhere."""
    try:
        return path.resolve(strict=True).is_relative_to(root) and path.is_file()
    except (OSError, RuntimeError):
        return False
