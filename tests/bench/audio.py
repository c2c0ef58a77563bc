"""Our MP3 against the least that the same words can cost: the bare `espeak-ng` command, then encoding its sound."""

import subprocess
import time
import wave
from dataclasses import replace
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from handouts.document import Document, Paragraph, Span
from handouts.formats import Workplace, formats
from handouts.options import Options
from handouts.readers import read
from handouts.sound.encoding import encoder_at
from handouts.sound.recording import record

RUNS = 5


def main(article: Path) -> None:
    """Print the times, their ratio, and what a second build costs."""
    document, mp3 = read(article), formats()["mp3"]
    with TemporaryDirectory() as name:
        folder = Path(name)
        first = mp3.write(document, Options(), Workplace(folder / "first.mp3", folder / "first"))
        script = record(document, Options(), folder / "first").script
        words = "\n\n".join(said.text for ch in script.chapters for part in ch.passages for said in part.utterances)
        print(f"Audio, one job, {article}: {len(words.split())} words, {first.length:.0f} s of sound; median seconds")
        bare_times, our_times, again_times, changed_times = [], [], [], []
        for run in range(RUNS):
            bare_times.append(bare(words, folder))
            place = Workplace(folder / f"{run}.mp3", folder / f"cache{run}")
            our_times.append(timed(document, place))
            again_times.append(timed(document, place))
            changed_times.append(timed(with_a_changed_paragraph(document), place))
        bare_time, our_time = median(bare_times), median(our_times)
        print(f"bare espeak-ng and MP3 encoding  {bare_time:6.2f}")
        print(f"ours, nothing spoken before      {our_time:6.2f}   {our_time / bare_time:.2f} times the bare time")
        print(f"ours, one paragraph changed      {median(changed_times):6.2f}")
        print(f"ours, all spoken before          {median(again_times):6.2f}")


def timed(document: Document, place: Workplace) -> float:
    """Seconds to make the MP3 at that place."""
    began = time.perf_counter()
    formats()["mp3"].write(document, Options(), place)
    return time.perf_counter() - began


def bare(words: str, folder: Path) -> float:
    """Seconds for the `espeak-ng` command to speak the words, and for LAME to encode them as it does for us."""

    text, wav = folder / "words.txt", folder / "bare.wav"
    text.write_text(words, encoding="utf-8")
    began = time.perf_counter()
    subprocess.run(["espeak-ng", "-v", "en-us", "-s", "150", "-f", text, "-w", wav], check=True)
    with wave.open(str(wav)) as sound:
        encoder = encoder_at(sound.getframerate())
        encoded = encoder.encode(sound.readframes(sound.getnframes())) + encoder.flush()
    (folder / "bare.mp3").write_bytes(encoded)
    return time.perf_counter() - began


def with_a_changed_paragraph(document: Document) -> Document:
    """The document with one paragraph in other words."""
    at = next(place for place, block in enumerate(document.blocks) if isinstance(block, Paragraph))
    changed = Paragraph((Span("These words were not here before, and they must now be spoken.", 1),), 1)
    return replace(document, blocks=(*document.blocks[:at], changed, *document.blocks[at + 1 :]))
