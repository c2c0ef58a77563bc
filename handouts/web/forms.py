"""The choices on the page, drawn from `handouts.options`, and the options that a request chose among them.

An option that changes no output is none for a nurse; the address of the shelf is the server's to give.
"""

from collections.abc import Sequence
from dataclasses import Field as DataField
from dataclasses import dataclass, fields
from functools import lru_cache
from typing import Any, Literal, get_args

from handouts.formats.pdf.standards import STANDARDS
from handouts.options import Options, about
from handouts.voices import voices

FIRST = ("plain", "font_size", "paper", "rate")
"""Those that are asked for most often, in the order in which they stand; the others are unfolded."""
LABELS = {"plain": "Wording", "font_size": "Print size", "rate": "Speed of speech", "changes": "What is new"}
WORDS = {
    "plain": ("Full text", "Plain words"),
    "changes": ("Leave it out", "Tell what changed"),
}
"""What the two answers to a question of yes or no are called."""
CAPITALS = {"a4": "A4"}


@dataclass(frozen=True, slots=True)
class Choice:
    """One answer: `value` as it stands in an address."""

    value: str
    label: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class Field:
    """One question of the form. A number has bounds and a unit; `usual` is what is taken when none is given."""

    name: str
    label: str
    help: str
    kind: Literal["choice", "number"]
    value: str
    choices: tuple[Choice, ...] = ()
    lowest: int | None = None
    highest: int | None = None
    unit: str = ""
    usual: str = ""
    first: bool = True


@lru_cache(maxsize=500)
def fields_of(options: Options, formats: tuple[str, ...]) -> tuple[Field, ...]:
    """The questions that matter to any of the formats, those asked most often first."""
    asked = [each for each in _asked() if about(each).stale.intersection(formats)]
    asked.sort(key=lambda each: (*FIRST, each.name).index(each.name))
    return tuple(_field(each, options) for each in asked)


def chosen(asked: Sequence[tuple[str, str]], public_url: str = "") -> Options:
    """The options of a request, from its names and values; ValueError with a sentence if one cannot be taken."""
    known = {each.name: each for each in _asked()}
    values = {name: _value(known[name], value) for name, value in asked if name in known and value}
    return Options(**values, public_url=public_url or None)


@lru_cache(maxsize=500)
def as_query(options: Options) -> tuple[tuple[str, str], ...]:
    """The options as names and values of an address: those that are not as usual."""
    now = ((each, getattr(options, each.name)) for each in _asked())
    return tuple((each.name, _text(value)) for each, value in now if value != each.default)


def body_size(options: Options) -> int:
    """The size of the body text in points: the one chosen, or the standard's own."""
    return options.font_size or STANDARDS[options.standard].body


def _asked() -> list["DataField[Any]"]:
    """The options that a request may choose: those that change an output, but for addresses, which the server gives."""
    return [each for each in fields(Options) if about(each).stale and not about(each).address]


def _value(each: "DataField[Any]", text: str) -> Any:
    """The value behind the text of a request; what is no number stays text, and Options refuses it."""
    option, kinds = about(each), get_args(each.type) or (each.type,)
    if bool in kinds:
        return {"yes": True, "no": False}.get(text, text)
    if text in dict(option.named):
        return dict(option.named)[text]
    if int in kinds and text.isascii() and text.isdigit() and len(text) < 6:
        return int(text)
    return text


def _text(value: Any) -> str:
    return {True: "yes", False: "no"}[value] if isinstance(value, bool) else "" if value is None else str(value)


def _field(each: "DataField[Any]", options: Options) -> Field:
    option, value = about(each), getattr(options, each.name)
    label = LABELS.get(each.name) or each.name.replace("_", " ").capitalize()
    common: dict[str, Any] = {"name": each.name, "label": label, "help": option.help, "first": each.name in FIRST}
    if choices := _choices(each, value):
        return Field(**common, kind="choice", value=_text(value), choices=choices)
    lowest, highest = (None if bound is None else int(bound) for bound in (option.lowest, option.highest))
    usual = str(body_size(options)) if each.name == "font_size" else _text(each.default)
    bounds: dict[str, Any] = {"lowest": lowest, "highest": highest, "unit": option.unit, "usual": usual}
    return Field(**common, **bounds, kind="number", value=_text(value))


def _choices(each: "DataField[Any]", value: Any) -> tuple[Choice, ...]:
    """The answers to choose among; none for a number that may be any within its bounds."""
    option = about(each)
    labels: dict[str, str] = {}
    if each.type is bool:
        labels = dict(zip(("no", "yes"), WORDS.get(each.name, ("No", "Yes")), strict=True))
    elif each.name == "voice":
        labels = {found.name: found.help for found in voices().values() if not found.absent}
    elif each.name == "standard":
        labels = {name: f"{name.upper()}: {STANDARDS[name].source.split(',')[0]}" for name in option.choices}
    elif option.choices:
        labels = {name: CAPITALS.get(name) or name.capitalize() for name in option.choices}
    elif option.named:
        labels = {str(number): word.capitalize() for word, number in option.named}
        # A number between those that have a name came by an address.
        labels.setdefault(_text(value), f"{value} {option.unit}")
    return tuple(Choice(name, label, name == _text(value)) for name, label in labels.items())
