"""The options as flags of commands: each is declared in `handouts.options` alone."""

from collections.abc import Callable, Container
from dataclasses import Field, fields
from typing import Any, TypeVar, get_args

import click

from handouts.options import Option, Options, about, flag
from handouts.storage import Place, place_of

Command = TypeVar("Command", bound=Callable[..., Any])


def option_flags(command: Command, names: Container[str] | None = None) -> Command:
    """Add a flag for every option that is declared, or for those named; one that is not given is None."""
    for each in reversed(fields(Options)):
        if names is not None and each.name not in names:
            continue
        option = about(each)
        if each.type is bool:
            command = click.option(flag(each.name), is_flag=True, default=None, help=option.help)(command)
            continue
        told = "" if each.default is None else f"  [default: {each.default}]"
        command = click.option(flag(each.name), type=_kind(each), help=option.help + told)(command)
    return command


def given(values: dict[str, Any]) -> dict[str, Any]:
    """The options that were given on the command line."""
    return {name: value for name, value in values.items() if value is not None}


def _kind(each: "Field[Any]") -> "click.ParamType[Any]":
    """What the command line takes for an option."""
    option, whole = about(each), {each.type, *get_args(each.type)}
    if option.choices:
        return click.Choice(option.choices)
    if option.address:
        return _Address(option)
    if int in whole:
        return _Whole(option)
    if float in whole:
        return click.FloatRange(option.lowest, option.highest)
    return click.STRING


class _Place(click.ParamType["Place"]):
    """A folder or a file, by its path, or by the URL of a store."""

    name = "place"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Place:
        """The place; SourceError if a URL names none."""
        return place_of(value) if isinstance(value, str) else value


PLACE = _Place()


class _Address(click.ParamType["str"]):
    """The URL of a place on the web."""

    name = "url"

    def __init__(self, option: Option) -> None:
        self._option = option

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """The URL, if a code may lead there."""
        if refusal := self._option.refusal(value):
            self.fail(f"{value!r}: it {refusal}.", param, ctx)
        return str(value)


class _Whole(click.IntRange):
    """A whole number, or a word that stands for one."""

    def __init__(self, option: Option) -> None:
        lowest, highest = (None if bound is None else int(bound) for bound in (option.lowest, option.highest))
        super().__init__(lowest, highest)
        self._named = dict(option.named)

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> int:
        """The number behind a word, or the number itself within its bounds."""
        if self._named and not str(value).lstrip("-").isdecimal() and value not in self._named:
            self.fail(f"{value!r} is neither a whole number nor {', '.join(self._named)}.", param, ctx)
        number: int = super().convert(self._named.get(value, value), param, ctx)
        return number

    def get_metavar(self, param: click.Parameter, ctx: click.Context) -> str | None:
        """What the help shows for the value."""
        return "|".join((*self._named, "NUMBER")) if self._named else None
