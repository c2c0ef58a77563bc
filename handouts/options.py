"""Every option, once: its name, default, bounds, help, and the formats that it makes stale.

The command line, the page's form, validation and the keys of freshness are derived from here.
"""

from collections.abc import Iterator
from dataclasses import Field, dataclass, field, fields
from typing import Any


@dataclass(frozen=True, slots=True)
class Option:
    """What an option is, beside its value.

    `stale` names the formats whose outputs depend on it; `named` are words that may be given for a number.
    """

    help: str
    stale: frozenset[str]
    choices: tuple[str, ...] = ()
    lowest: float | None = None
    highest: float | None = None
    unit: str = ""
    named: tuple[tuple[str, int], ...] = ()

    def refusal(self, value: object) -> str:
        """Why `value` cannot be taken, as a sentence's end, or "" when it can."""
        if self.choices and value not in self.choices:
            return f"must be one of {', '.join(self.choices)}"
        if self.lowest is None or self.highest is None or not isinstance(value, int | float):
            return ""
        if not self.lowest <= value <= self.highest:
            return f"must lie between {self.lowest:g} and {self.highest:g}{self.unit and ' ' + self.unit}"
        return ""


def _option(default: Any, help: str, stale: str = "", **about: Any) -> Any:
    return field(default=default, metadata={"option": Option(help, frozenset(stale.split()), **about)})


@dataclass(frozen=True, slots=True)
class Options:
    """The values chosen for one run. A value out of bounds raises ValueError with a sentence that says so."""

    standard: str = _option("acb", "Large-print standard to follow.", "pdf html", choices=("acb", "aph", "ukaaf", "rnib"))
    font_size: int | None = _option(
        None, "Size of the body text; the standard's own unless given.", "pdf html", lowest=14, highest=40, unit="pt"
    )
    paper: str = _option("letter", "Paper to print on.", "pdf", choices=("letter", "a4"))
    plain: bool = _option(
        False,
        "Use the plain wording of every passage that has one; the outputs are named NAME-plain.",
        "pdf mp3 script html",
    )
    require_approval: bool = _option(False, "With --plain, refuse an article with a plain wording nobody approved.")
    voice: str = _option("pyttsx3", "Voice that speaks.", "mp3 script html")
    rate: int = _option(
        150,
        "Speed of speech in words a minute, or slow (120), normal (150), fast (180).",
        "mp3 script html",
        lowest=80,
        highest=300,
        unit="words a minute",
        named=(("slow", 120), ("normal", 150), ("fast", 180)),
    )
    max_grade: float | None = _option(
        None, "Refuse an article that is harder than this school grade.", lowest=1, highest=20
    )

    def __post_init__(self) -> None:
        for name, option in declared():
            value = getattr(self, name)
            if value is not None and (refusal := option.refusal(value)):
                raise ValueError(f"{flag(name)} {value}: it {refusal}.")

    def mattering_to(self, format_name: str) -> dict[str, object]:
        """The values on which the outputs of one format depend."""
        return {name: getattr(self, name) for name, option in declared() if format_name in option.stale}


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
