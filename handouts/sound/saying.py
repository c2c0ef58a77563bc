"""A few words said as a recording says them: normalised, respelled, at its rate, with its pauses and its loudness."""

from pathlib import Path

from handouts.errors import OutputError
from handouts.sound.level import REFERENCE, levelled, usual_gain
from handouts.sound.recording import LEAD
from handouts.spoken.utterances import Utterance, utterances
from handouts.voices import Sound, voice


def pieces(words: str) -> tuple[Utterance, ...]:
    """What an engine is given for the words; nothing if there is nothing in them to say."""
    return utterances(" ".join(words.split()), after=0)


def say(said: tuple[Utterance, ...], name: str, rate: int) -> Sound:
    """The sound of at least one piece, by the voice of that name. Raises MissingError without it, OutputError."""
    import numpy as np

    with voice(name).open(rate) as speak:
        usual = usual_gain(speak(REFERENCE))
        sounds = [speak(one.text) for one in said]
    sample_rate = sounds[0].sample_rate
    parts = [np.zeros(round(LEAD * sample_rate), np.int16)]
    for one, sound in zip(said, sounds, strict=True):
        parts += [levelled(sound, usual), np.zeros(round(one.pause * 150 / rate * sample_rate), np.int16)]
    return Sound(np.concatenate(parts), sample_rate)


def write_wav(sound: Sound, path: Path) -> None:
    """Write the sound as a WAV file, all of it or nothing. Raises OutputError when it cannot be written there."""
    import soundfile  # type: ignore[import-untyped]

    from handouts.atomic import replacing

    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with replacing(path) as beside:
            soundfile.write(beside, sound.samples, sound.sample_rate, format="WAV", subtype="PCM_16")
    except (OSError, soundfile.SoundFileError) as error:
        raise OutputError(
            f"The sound could not be written: {error}.", todo="Choose another file.", path=path
        ) from error
