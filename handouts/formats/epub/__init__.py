"""The format `epub`: text and sound in one book, sentence by sentence, for reading apps (EPUB 3.3, Media Overlays)."""

from handouts.document import Document
from handouts.formats import Format, Made, Workplace
from handouts.options import Options


def write(document: Document, options: Options, workplace: Workplace) -> Made:
    """Speak the document and write the book. Raises what the recording raises, and SourceError as the print does."""
    from handouts.formats._archive import archive
    from handouts.formats.epub.book import members
    from handouts.sound.narration import narrate
    from handouts.sound.whole import sound_file

    narration = narrate(document, options, workplace.cache)
    sound = sound_file(narration.recording, workplace.cache)
    archive(workplace.target, members(document, options, narration, sound))
    return Made(length=narration.recording.times.total)


FORMAT = Format(
    name="epub",
    suffix=".epub",
    help="An e-book that is read aloud, its text highlighted.",
    write=write,
    data=("lexicon.toml",),
    packages=("lameenc", "numpy", "reportlab", "fontpkg-atkinson-hyperlegible", "fontpkg-inter", "pillow", "segno"),
)
