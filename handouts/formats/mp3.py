"""The format `mp3`: the article spoken, with chapters, for any player and without a network."""

from shutil import copyfileobj

from handouts.document import Document
from handouts.formats import Format, Made, Workplace
from handouts.options import Options

EARLY = 0.1
"""Seconds before its first word at which a chapter starts for a player: some skip the moment that they jump to."""


def write(document: Document, options: Options, workplace: Workplace) -> Made:
    """Speak the document and write the MP3.

    Raises MissingError if the voice is absent, OutputError if it fails or the file does not hold all that was spoken.
    """
    from handouts.sound.id3 import Mark, tag
    from handouts.sound.narration import narrate
    from handouts.sound.whole import sound_file

    recording = narrate(document, options, workplace.cache).recording
    times = recording.times
    edges = [0, *(round((start - EARLY) * 1000) for start in times.starts[1:]), round(times.total * 1000)]
    marks = [Mark(track.title, *edges[number : number + 2]) for number, track in enumerate(recording.tracks)]
    with workplace.target.open("wb") as target, sound_file(recording, workplace.cache).open("rb") as sound:
        target.write(tag(document, marks))
        copyfileobj(sound, target)
    return Made(length=times.total)


FORMAT = Format(
    name="mp3",
    suffix=".mp3",
    help="The article spoken, with chapters.",
    write=write,
    data=("lexicon.toml",),
    packages=("lameenc", "numpy"),
)
