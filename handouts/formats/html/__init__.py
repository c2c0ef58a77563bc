"""The format `html`: one page that shows the article and speaks it, for any browser and without a network."""

from handouts.document import Document
from handouts.formats import Format, Made, Workplace
from handouts.options import Options


def write(document: Document, options: Options, workplace: Workplace) -> Made:
    """Speak the document and write the page, with the sound in it. Raises what the recording raises."""
    from handouts.formats.html.page import page_of
    from handouts.formats.html.within import write_encoded
    from handouts.sound.narration import narrate
    from handouts.sound.whole import sound_file

    narration = narrate(document, options, workplace.cache)
    before, after = page_of(document, options, narration)
    with workplace.target.open("wb") as target, sound_file(narration.recording, workplace.cache).open("rb") as sound:
        target.write(before.encode())
        write_encoded(sound, target)
        target.write(after.encode())
    return Made(length=narration.recording.times.total)


FORMAT = Format(
    name="html",
    suffix=".html",
    help="A web page that speaks: text and sound in one file.",
    write=write,
    data=("lexicon.toml", "html/page.html", "html/page.css", "html/page.js"),
    packages=("fontpkg-atkinson-hyperlegible", "lameenc", "numpy"),
)
