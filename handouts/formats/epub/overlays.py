"""The Media Overlay Documents: each sentence of a chapter with its stretch of the sound (EPUB 3.3, section 9)."""

from handouts.formats._chapters import Part
from handouts.formats.epub.content import file_of

SOUND = "audio.mp3"


def overlay_of(number: int) -> str:
    """The file that joins a chapter's text with its sound."""
    return f"part-{number:03}.smil"


def overlay(part: Part) -> str:
    """The chapter's sentences, one after another."""
    text = file_of(part.number)
    pairs = "".join(
        f'<par id="p-{each.name}"><text src="{text}#{each.name}"/>'
        f'<audio src="{SOUND}" clipBegin="{clock(each.start)}" clipEnd="{clock(each.end)}"/></par>\n'
        for each in part.heard
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<smil xmlns="http://www.w3.org/ns/SMIL" xmlns:epub="http://www.idpf.org/2007/ops" version="3.0">\n'
        f'<body>\n<seq id="all" epub:textref="{text}" epub:type="chapter">\n{pairs}</seq>\n</body>\n</smil>\n'
    )


def clock(milliseconds: int) -> str:
    """A time as SMIL has it: "12.345s"."""
    return f"{milliseconds // 1000}.{milliseconds % 1000:03}s"
