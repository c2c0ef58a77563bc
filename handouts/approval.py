"""Approval: who read which plain wording beside its full text, and agreed.

The record stands beside the article as NAME.lock, in TOML, made to be read and to live in git. It holds the texts
themselves, so that a later change can be shown. When either text of a pair changes, that pair's approval lapses.
"""

import json
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from difflib import SequenceMatcher, unified_diff
from hashlib import sha256
from pathlib import Path
from typing import Literal

from handouts.atomic import replacing
from handouts.document import Block, Document, Plain, fragments, plain_text
from handouts.errors import SourceError

HEAD = "# Who approved which plain wording. Written by `handouts approve`; keep it with the article.\n"
ALIKE = 0.5
"""From this share of common text on, a changed pair is shown beside the approval that lapsed."""


@dataclass(frozen=True, slots=True)
class Approval:
    """One pair of texts as someone approved it, a line for each paragraph or item."""

    by: str
    on: date
    full: tuple[str, ...]
    plain: tuple[str, ...]

    @property
    def fingerprint(self) -> str:
        """A hash over both texts."""
        return sha256(json.dumps([self.full, self.plain]).encode()).hexdigest()[:32]


@dataclass(frozen=True, slots=True)
class Standing:
    """How a pair stands: approved as it is, lapsed since `approval` (`difference` tells how), or never approved."""

    plain: Plain
    state: Literal["approved", "lapsed", "missing"]
    approval: Approval | None = None
    difference: str = ""


def texts_of(document: Document, plain: Plain) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The full and the plain text of a pair, a line for each paragraph or item."""
    return _texts((document.blocks[plain.of],)), _texts(plain.blocks)


def _texts(blocks: Sequence[Block]) -> tuple[str, ...]:
    words = (" ".join(plain_text(spans).split()) for block in blocks for spans in fragments(block))
    return tuple(text for text in words if text)


def unapproved(document: Document, approvals: Sequence[Approval]) -> tuple[Plain, ...]:
    """The plain wordings that nobody has approved as they and their full texts now stand."""
    known = {(each.full, each.plain) for each in approvals}
    return tuple(plain for plain in document.plain if texts_of(document, plain) not in known)


def standings(document: Document, approvals: Sequence[Approval]) -> tuple[Standing, ...]:
    """How each pair stands, in the order of the article."""
    known = {(each.full, each.plain): each for each in approvals}
    current = {texts_of(document, plain) for plain in document.plain}
    lapsed = [each for each in approvals if (each.full, each.plain) not in current]
    found = []
    for plain in document.plain:
        texts = texts_of(document, plain)
        if texts in known:
            found.append(Standing(plain, "approved", known[texts]))
            continue
        near = ((_likeness(each, texts), each) for each in lapsed)
        likeness, old = max(near, key=lambda pair: pair[0], default=(0.0, None))
        if old and likeness >= ALIKE:
            found.append(Standing(plain, "lapsed", old, _difference(old, texts)))
        else:
            found.append(Standing(plain, "missing"))
    return tuple(found)


def _likeness(old: Approval, texts: tuple[tuple[str, ...], tuple[str, ...]]) -> float:
    return max(
        SequenceMatcher(None, " ".join(before), " ".join(after), autojunk=False).ratio()
        for before, after in zip((old.full, old.plain), texts, strict=True)
    )


def _difference(old: Approval, texts: tuple[tuple[str, ...], tuple[str, ...]]) -> str:
    lines: list[str] = []
    for name, before, after in zip(("full", "plain"), (old.full, old.plain), texts, strict=True):
        lines += unified_diff(before, after, f"{name}, approved", f"{name}, now", lineterm="", n=0)
    return "\n".join(line for line in lines if not line.startswith("@@"))


def lock_path(article: Path) -> Path:
    """Where the approvals of an article stand."""
    return article.with_suffix(".lock")


def read_approvals(article: Path) -> tuple[Approval, ...]:
    """The approvals of an article, none if it has no record. Raises SourceError if the record is broken."""
    path = lock_path(article)
    try:
        entries = tomllib.loads(path.read_text(encoding="utf-8"))["passage"] if path.exists() else []
        return tuple(
            Approval(each["by"], _day(each["on"]), *map(tuple, (each["full"], each["plain"]))) for each in entries
        )
    except (OSError, ValueError, KeyError, TypeError) as error:
        todo = "Take back the last change to it, or delete it and approve anew."
        raise SourceError(f"The record of approvals is broken ({error}).", todo=todo, path=path) from error


def _day(value: object) -> date:
    if type(value) is not date:
        raise TypeError(f"{value!r} is no day")
    return value


def approve(document: Document, by: str, on: date) -> tuple[Approval, ...]:
    """Record that `by` approved every wording that was not approved as it stands; gives the new approvals.

    Approvals that lapsed leave the record; git keeps them.
    """
    if not (name := " ".join(by.split())):
        raise SourceError("An approval needs a name.", todo="Write --by NAME.", path=document.path)
    old = {(each.full, each.plain): each for each in read_approvals(document.path)}
    current = [texts_of(document, plain) for plain in document.plain]
    new = {texts: Approval(name, on, *texts) for texts in current if texts not in old}
    kept = [old.get(texts) or new[texts] for texts in dict.fromkeys(current)]
    with replacing(lock_path(document.path)) as beside:
        beside.write_text(HEAD + "".join(map(_entry, kept)), encoding="utf-8")
    return tuple(new.values())


def _entry(approval: Approval) -> str:
    def texts(lines: tuple[str, ...]) -> str:
        return "[\n" + "".join(f"    {json.dumps(line, ensure_ascii=False)},\n" for line in lines) + "]"

    return (
        f"\n[[passage]]\nfingerprint = {json.dumps(approval.fingerprint)}\n"
        f"by = {json.dumps(approval.by, ensure_ascii=False)}\non = {approval.on.isoformat()}\n"
        f"full = {texts(approval.full)}\nplain = {texts(approval.plain)}\n"
    )
