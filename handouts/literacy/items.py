"""The items of PEMAT-P and of the CDC Clear Communication Index."""

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Literal, TypeAlias

Tool: TypeAlias = Literal["PEMAT-P", "CCI"]
Part: TypeAlias = Literal["understandability", "actionability", "questions", "core", "behavior", "numbers", "risk"]


@dataclass(frozen=True, slots=True)
class Item:
    """One item, by its official `number`; `text` says what holds when the answer is "agree".

    `question` is what a person is asked; `optional` items may be answered "n/a".
    """

    number: int
    tool: Tool
    part: Part
    text: str
    question: str
    optional: bool = False

    @property
    def code(self) -> str:
        """Its name among the items of both tools, such as "PEMAT 5", "CCI 17" or "CCI Q4"."""
        return f"{self.tool.removesuffix('-P')} {'Q' * (self.part == 'questions')}{self.number}"


@cache
def items() -> tuple[Item, ...]:
    """All items in the order of their tools: 17 + 7 of PEMAT-P, 4 + 20 of the index."""
    text = files("handouts").joinpath("data", "literacy.toml").read_text("utf-8")
    return tuple(Item(**entry) for entry in tomllib.loads(text)["item"])
