"""Suggestions as text for a person, and as data for `--json`."""

from collections.abc import Iterator, Sequence
from dataclasses import asdict
from textwrap import wrap

from handouts.suggest.suggestion import Suggestion

_WIDTH = 100
_INDENT = " " * 6
_VERSIONS = {"both": "", "full": ", full version", "plain": ", plain version"}


def to_dict(suggestions: Sequence[Suggestion]) -> dict[str, object]:
    """The suggestions as JSON-ready data."""
    return {"suggestions": [asdict(each) for each in suggestions]}


def report(suggestions: Sequence[Suggestion]) -> str:
    """The suggestions as lines of at most 100 characters, ending in a line feed."""
    if not suggestions:
        return "No suggestions.\n"
    ready = sum(each.edit is not None for each in suggestions)
    total = f"{len(suggestions)} suggestion{'s' * (len(suggestions) != 1)}, {ready} with a change that can be applied"
    return "\n".join(["\n".join(_one(each)) for each in suggestions] + [total]) + "\n"


def _one(each: Suggestion) -> Iterator[str]:
    gained = "" if each.gain is None else f", {_gain(each.gain)}"
    yield f"{each.number:>4}  line {each.line}, {each.kind}{_VERSIONS[each.version]}{gained}"
    yield from wrap(f"“{each.passage}”", _WIDTH, initial_indent=_INDENT, subsequent_indent=_INDENT)
    yield from wrap(f"→ {each.what}", _WIDTH, initial_indent=_INDENT, subsequent_indent=_INDENT + "  ")


def _gain(gain: float) -> str:
    if gain == 0:
        return "same grade"
    return f"{abs(gain):.1f} grades {'easier' if gain > 0 else 'harder'}"
