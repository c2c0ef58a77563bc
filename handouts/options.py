"""Every option, once: its name, default, bounds, help, and the formats that it makes stale.

The command line, the page's form, validation and the keys of freshness are derived from here.
"""

import re
from collections.abc import Iterator
from dataclasses import Field, dataclass, field, fields
from typing import Any, get_args
from urllib.parse import urlsplit

# A name of a machine or its number in dots, or what urlsplit leaves of one in brackets.
_HOST = re.compile(r"[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?\.?|[0-9a-f:.]*:[0-9a-f:.]*")


@dataclass(frozen=True, slots=True)
class Option:
    """What an option is, beside its value.

    `stale` names the formats whose outputs depend on it; `named` are words that may be given for a number. `address`
    tells that a text is the URL of a folder that anyone may open.
    """

    help: str
    stale: frozenset[str]
    choices: tuple[str, ...] = ()
    lowest: float | None = None
    highest: float | None = None
    unit: str = ""
    named: tuple[tuple[str, int], ...] = ()
    address: bool = False

    def refusal(self, value: object) -> str:
        """Why `value` cannot be taken, as a sentence's end, or "" when it can."""
        if self.choices and value not in self.choices:
            return f"must be one of {', '.join(self.choices)}"
        if self.address and isinstance(value, str):
            return _refused_address(value)
        if self.lowest is None or self.highest is None or not isinstance(value, int | float):
            return ""
        if not self.lowest <= value <= self.highest:
            return f"must lie between {self.lowest:g} and {self.highest:g}{self.unit and ' ' + self.unit}"
        return ""


def _option(default: Any, help: str, stale: str = "", **about: Any) -> Any:
    return field(default=default, metadata={"option": Option(help, frozenset(stale.split()), **about)})


@dataclass(frozen=True, slots=True)
class Options:
    """The values chosen for one run. A value of another kind or out of bounds raises ValueError with a sentence."""

    standard: str = _option(
        "acb", "Large-print standard to follow.", "pdf html epub daisy", choices=("acb", "aph", "ukaaf", "rnib")
    )
    font_size: int | None = _option(
        None,
        "Size of the body text; the standard's own unless given.",
        "pdf html epub daisy",
        lowest=14,
        highest=40,
        unit="pt",
    )
    paper: str = _option("letter", "Paper to print on.", "pdf epub daisy", choices=("letter", "a4"))
    plain: bool = _option(
        False,
        "Use the plain wording of every passage that has one; the outputs are named NAME-plain.",
        "pdf mp3 script html epub daisy",
    )
    changes: bool = _option(
        False,
        "Put a box near the beginning that tells what is new since the version before.",
        "pdf mp3 script html epub daisy",
    )
    require_approval: bool = _option(False, "With --plain, refuse an article with a plain wording nobody approved.")
    voice: str = _option("pyttsx3", "Voice that speaks.", "mp3 script html epub daisy")
    rate: int = _option(
        150,
        "Speed of speech in words a minute, or slow (120), normal (150), fast (180).",
        "mp3 script html epub daisy",
        lowest=80,
        highest=300,
        unit="words a minute",
        named=(("slow", 120), ("normal", 150), ("fast", 180)),
    )
    public_url: str | None = _option(
        None,
        "URL at which the output folder is published: a code on the first page leads there.",
        # The books tell where the printed pages begin.
        "pdf epub daisy",
        address=True,
    )
    max_grade: float | None = _option(
        None, "Refuse an article that is harder than this school grade.", lowest=1, highest=20
    )

    def __post_init__(self) -> None:
        for each in fields(self):
            value = getattr(self, each.name)
            if refusal := _refused_kind(each, value) or (value is not None and about(each).refusal(value)):
                raise ValueError(f"{flag(each.name)} {value}: it {refusal}.")

    def mattering_to(self, format_name: str) -> dict[str, object]:
        """The values on which the outputs of one format depend."""
        return {name: getattr(self, name) for name, option in declared() if format_name in option.stale}


_KINDS = {bool: "true or false", int: "a whole number", float: "a number", str: "text"}


def _refused_kind(each: "Field[Any]", value: object) -> str:
    """Why a value is not of the kind that an option takes, as a sentence's end, or "" when it is."""
    kinds = get_args(each.type) or (each.type,)
    if type(value) in kinds or (type(value) is int and float in kinds):
        return ""
    return "must be " + next(name for kind, name in _KINDS.items() if kind in kinds)


LONGEST_ADDRESS = 150
"""Characters of a URL that is printed beside its code: more of them is more than a patient types."""


def _refused_address(url: str) -> str:
    """Why no code may lead there, as a sentence's end, or "" when one may."""
    if len(url) > LONGEST_ADDRESS:
        return f"must have at most {LONGEST_ADDRESS} characters"
    if not (url.isascii() and url.isprintable()) or set(url) & set(' "<>\\^`{|}'):
        return "must be written as a browser shows it, in ASCII and without spaces"
    try:
        parts = urlsplit(url)
        host, _ = parts.hostname, parts.port
    except ValueError:
        return "must be a URL, such as https://example.org/handouts"
    if parts.scheme not in ("http", "https") or not host or not _HOST.fullmatch(host):
        return "must be the URL of a web site, such as https://example.org/handouts"
    if "@" in parts.netloc:
        return "must have no user name and no password: anyone can read them on paper"
    if "?" in url or "#" in url:
        return "must end with a folder, without ? or #"
    return ""


def declared() -> Iterator[tuple[str, Option]]:
    """Every option with its name, in the order of declaration."""
    for each in fields(Options):
        yield each.name, about(each)


def about(each: "Field[Any]") -> Option:
    """The Option behind a field of Options."""
    option = each.metadata["option"]
    assert isinstance(option, Option)
    return option


def flag(name: str) -> str:
    """The command-line flag of an option."""
    return "--" + name.replace("_", "-")
