"""How fast each voice speaks: its real-time factor is seconds of work for a second of sound, so less than 1 is faster.

What limits the voice `natural` is its network alone: the text's phonemes take a hundredth of the time. It computes on
one thread, since the sums, and so the bytes, depend on how many there are. A second process is worth a second core.
"""

import resource
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from handouts.readers import read
from handouts.spoken.script import script_of
from handouts.voices import Sound, voice, voices

UTTERANCES = 40
RATES = (120, 150, 180)


def main(article: Path) -> None:
    """Print a line for each voice and rate, then what two processes of each make of the same."""
    passages = [passage for chapter in script_of(read(article)).chapters for passage in chapter.passages]
    said = [said for passage in passages for said in passage.utterances][:UTTERANCES]
    texts, words = [one.text for one in said], sum(len(one.shown.split()) for one in said)
    pauses = sum(one.pause for one in said)
    print(f"Voices, {article}: {len(texts)} utterances, {words} words")
    for name in voices():
        for rate in RATES:
            seconds, sounds = timed(name, rate, [texts])
            length = sum(sound.seconds for sound in sounds)
            heard = 60 * words / (length + pauses * 150 / rate)
            print(f"{name:8} at {rate}: {length:5.0f} s of sound in {seconds:5.2f} s, real-time factor", end=" ")
            print(f"{seconds / length:.3f}; {heard:.0f} words a minute are heard, pauses included")
        seconds, sounds = timed(name, 150, [texts[::2], texts[1::2]])
        print(f"{name:8} at 150, two processes: real-time factor {seconds / sum(each.seconds for each in sounds):.3f}")
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    print(f"The largest process took {peak:.0f} MB")


def timed(name: str, rate: int, shares: list[list[str]]) -> tuple[float, list[Sound]]:
    """Seconds in which as many processes as shares start and speak them, and what they spoke."""
    began = time.perf_counter()
    with ThreadPoolExecutor(len(shares)) as pool:
        spoken = list(pool.map(lambda texts: spoken_by(name, rate, texts), shares))
    return time.perf_counter() - began, [sound for share in spoken for sound in share]


def spoken_by(name: str, rate: int, texts: list[str]) -> list[Sound]:
    """The sounds of the texts, by a process of their own."""
    with voice(name).open(rate) as speak:
        return [speak(text) for text in texts]
