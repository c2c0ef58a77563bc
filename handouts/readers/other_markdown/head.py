"""The head of a Markdown file from elsewhere: front matter in YAML or TOML, or Pandoc's title lines, read by lines."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from handouts.draft import Credit, CreditKind, Dropped
from handouts.readers._tidy import tidied
from handouts.readers.markdown.frontmatter import DRAFT, REQUIRED

_KEY = re.compile(r"[\"']?([A-Za-z][\w .-]{0,40}?)[\"']?\s*[:=](?=\s|$|[\"'\[])\s*(.*)")
_NAME = re.compile(r"(?:^|[-,{]\s*|\s)(?:name|full_name|given)\s*:\s*", re.IGNORECASE)
_COMMENT = re.compile(r"\s+#\s.*$")

_CREDITS: dict[CreditKind, frozenset[str]] = {
    "byline": frozenset("author authors by byline writer writers creator".split()),
    "reviewer": frozenset(
        "reviewer reviewers reviewed_by medical_reviewer medically_reviewed_by reviewedby medicalreviewer".split()
    ),
    "revised": frozenset(
        "updated lastmod last_modified last_modified_at last_updated modified date_modified revised reviewed "
        "last_reviewed last_review review_date date_updated lastupdated updated_at next_review".split()
    ),
    "published": frozenset("date published publish_date date_published created pubdate publishdate created_at".split()),
    "publisher": frozenset("publisher organization organisation institution institute affiliation copyright".split()),
    "disclaimer": frozenset(("disclaimer",)),
}
_LABELS: dict[CreditKind, str] = {"byline": "By ", "reviewer": "Reviewed by "}


@dataclass(frozen=True, slots=True)
class Front:
    """What the head says; the text begins below the line `last`. `ours` when it is an article of our own."""

    title: str = ""
    language: str = ""
    credits: tuple[Credit, ...] = ()
    dropped: tuple[Dropped, ...] = ()
    last: int = 0
    ours: bool = False


def front_of(lines: list[str]) -> Front:
    """The head of a file's lines."""
    fence = lines[0].rstrip() if lines else ""
    if fence in ("---", "+++"):
        ends = ("---", "...") if fence == "---" else ("+++",)
        last = next((at for at, line in enumerate(lines[1:], 2) if line.rstrip() in ends), 0)
        entries = list(_entries(lines[1 : last - 1], 2)) if last else []
        if last and (entries or not any(line.strip() for line in lines[1 : last - 1])):
            return _front(entries, last)
    if lines and lines[0].startswith("%"):
        return _pandoc(lines)
    return Front()


def _entries(lines: list[str], first: int) -> Iterator[tuple[str, str, int]]:
    """Keys, values and lines; what is indented or listed below a key belongs to its value."""
    key, value, at = "", "", 0
    for line, text in enumerate(lines, first):
        found = _KEY.match(text)
        if found or (text.strip() and not key):
            if key:
                yield key, value, at
            key, value, at = (found[1], found[2], line) if found else ("", "", line)
            if not found:
                yield "", text, line
        elif text.strip() and key:
            value += f"\n{text.strip()}"
    if key:
        yield key, value, at


def _front(entries: list[tuple[str, str, int]], last: int) -> Front:
    title, language = "", ""
    credits: list[Credit] = []
    dropped: list[Dropped] = []
    for key, value, line in entries:
        name, text = re.sub(r"[\s.-]+", "_", key.lower()), _plain(value)
        kind = next((kind for kind, names in _CREDITS.items() if name in names), None)
        if not text:
            continue
        if name == "title" and not title:
            title = text
        elif name in ("lang", "language", "locale") and not language:
            language = text
        elif kind:
            label = _LABELS.get(kind) or f"{key[0].upper()}{key[1:].replace('_', ' ')}: "
            credits.append(Credit(kind, text if text.lower().startswith(label.lower()) else label + text, line))
        else:
            dropped.append(Dropped(f"{key}: {text}" if key else text, line, "front matter"))
    keys = {key for key, value, _ in entries if _plain(value)}
    status = next((_plain(value) for key, value, _ in entries if key == "status"), "")
    needed = set(REQUIRED) - ({"publisher", "call"} if status == DRAFT else set())
    return Front(title, language, tuple(credits), tuple(dropped), last, needed <= keys)


def _plain(value: str) -> str:
    """A value as a person reads it: without quotes, brackets, signs of lists and of blocks."""
    rows = [_COMMENT.sub("", row).strip() for row in value.split("\n")]
    if rows[0] in ("|", ">", "|-", ">-", "|+", ">+"):
        return tidied(" ".join(rows[1:]))
    parts = [part for row in rows for part in _parts(row)]
    joint = ", " if len(parts) > 1 and any(row.startswith(("-", "[")) for row in rows) else " "
    return tidied(joint.join(filter(None, parts)))


def _parts(row: str) -> list[str]:
    row = row.removeprefix("- ").strip()
    listed = row[1:-1].split(",") if row.startswith("[") and row.endswith("]") else [row]
    return [_NAME.sub("", part.strip().strip("{}")).strip().strip("\"'") for part in listed]


def _pandoc(lines: list[str]) -> Front:
    """Pandoc's title, authors and date: lines that begin with %, indented lines going on."""
    fields: list[tuple[str, int]] = []
    last = 0
    for at, text in enumerate(lines, 1):
        if text.startswith("%") and len(fields) < 3:
            fields.append((tidied(text[1:]), at))
        elif text.startswith((" ", "\t")) and text.strip() and fields:
            fields[-1] = (tidied(f"{fields[-1][0]} {text}"), fields[-1][1])
        else:
            break
        last = at
    kinds: tuple[tuple[CreditKind, str], ...] = (("byline", "By "), ("published", "Date: "))
    credits = [
        Credit(kind, label + text.replace(";", ","), line)
        for (kind, label), (text, line) in zip(kinds, fields[1:], strict=False)
        if text
    ]
    return Front(title=fields[0][0], credits=tuple(credits), last=last)
