"""Articles for tests, written to a folder of the test's own."""

from io import BytesIO
from pathlib import Path

FRONT = """---
title: A test of the heart
language: en-US
version: "1.0"
revised: 2026-02-28
publisher: Test Library
call: your clinic at 555-0100
---
"""

EVERY_KIND = """
Opening words with **bold** and *italic* and [a link](https://example.org/a).[^one]
A second line of 2.0 cm².

## What it is

- First item
- Second item with 5 mg
    1. Inner one
    2. Inner two
- Third item

### A smaller part

3. Start at three
4. Then four

Table: Doses by day

| Day | Dose | Note |
|-----|------|------|
| Monday | 5 mg | with food |
| Tuesday | 2.5 mg | |

![A red square](square.png "A square")

::: warning Do not stop
Never stop this medicine by yourself.

- If you bleed, call.
:::

::: call When to call
Call 555-0100 if your pulse is above 120.
:::

::: tip A good habit
Write it down.
:::

## Words to know

Stenosis
: A narrowing.

Valve
: A door in the heart.

## References

[^one]: Author A. *A title*. Journal. 2020;1:2–3. [Read it](https://example.org/one)
"""


def square(colour: str = "red", size: int = 40, kind: str = "PNG") -> bytes:
    """The bytes of a one-coloured picture."""
    from PIL import Image

    stream = BytesIO()
    Image.new("RGB", (size, size), colour).save(stream, kind)
    return stream.getvalue()


def write_article(folder: Path, body: str = EVERY_KIND, front: str = FRONT, name: str = "heart.md") -> Path:
    """An article with its picture beside it."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "square.png").write_bytes(square())
    path = folder / name
    path.write_text(front + body, encoding="utf-8")
    return path
