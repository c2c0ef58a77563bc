"""`handouts voices` and `handouts say`: which voices there are, and how they say a word."""

import shutil
import subprocess
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

import click

from handouts import voices as engines
from handouts.cli.flags import given, option_flags
from handouts.errors import MissingError, OutputError
from handouts.options import Options

if TYPE_CHECKING:
    from handouts.voices import Sound, Voice

OUTPUT = Path("output")
SAMPLE = (
    "Weigh yourself every morning before breakfast. Do not stop your medicine unless we tell you to. "
    "Call us if you gain 3 pounds in one day, or if it is hard to breathe."
)
PLAYERS = ("afplay", "paplay", "pw-play", "aplay")
"""Programs that play a WAV file: macOS's, then PulseAudio's, PipeWire's and ALSA's."""


@click.command()
@click.option("--sample", metavar="NAME", help="Write output/sample-NAME.wav: a few sentences by that voice.")
@partial(option_flags, names=("rate",))
def voices(sample: str | None, **values: Any) -> int:
    """List the voices: language, licence, whether installed, and if not how to install them."""
    if sample is None:
        click.echo("\n\n".join("\n".join(_about(voice)) for voice in engines.voices().values()))
        return 0
    from handouts.sound.saying import pieces, say, write_wav

    path = OUTPUT / f"sample-{engines.voice(sample).name}.wav"
    write_wav(say(pieces(SAMPLE), sample, Options(**given(values)).rate), path)
    click.echo(path)
    return 0


def _about(voice: "Voice") -> Iterator[str]:
    usual = ", used unless another is chosen" if voice.name == Options().voice else ""
    yield f"{voice.name}  ({'not installed' if voice.absent else 'installed'}{usual})"
    yield f"  {voice.help}"
    yield f"  Language: {voice.language}. Licence: {voice.licence}."
    if voice.absent:
        yield f"  To install it: {voice.install}"
    else:
        yield f"  To hear it: handouts voices --sample {voice.name}"


@click.command()
@click.argument("words", nargs=-1, required=True)
@click.option("--to", "target", type=click.Path(path_type=Path, dir_okay=False), help="Write this WAV file.")
@partial(option_flags, names=("voice", "rate"))
def say(words: tuple[str, ...], target: Path | None, **values: Any) -> int:
    """Say WORDS as a recording does, and print what the engine is given and its phonemes, to tune the lexicon by."""
    from handouts.sound import saying
    from handouts.spoken.phonemes import phonemes

    if target and target.suffix.lower() != ".wav":
        raise click.BadParameter(f"{target} must end in .wav.", param_hint="--to")
    said = saying.pieces(" ".join(words))
    if not said:
        raise click.BadParameter("there is nothing in them that can be said.", param_hint="WORDS")
    for one, signs in zip(said, phonemes([one.text for one in said]), strict=True):
        click.echo(f"said:     {one.shown}\ngiven:    {one.text}\nphonemes: {signs}")
    player = None if target else _player()
    options = Options(**given(values))
    sound = saying.say(said, options.voice, options.rate)
    if target:
        saying.write_wav(sound, target)
        click.echo(f"written:  {target}")
    elif player:
        _play(sound, player)
    return 0


def _player() -> str:
    """The path of a program that plays sound. Raises MissingError when there is none."""
    for name in PLAYERS:
        if found := shutil.which(name):
            return found
    raise MissingError("There is no program here that plays sound.", todo="Write it to a file with --to FILE.wav.")


def _play(sound: "Sound", player: str) -> None:
    from handouts.sound.saying import write_wav

    with TemporaryDirectory() as folder:
        file = Path(folder, "said.wav")
        write_wav(sound, file)
        try:
            done = subprocess.run([player, file], capture_output=True, timeout=sound.seconds + 30, check=False)
        except subprocess.TimeoutExpired:
            fault = "it did not end"
        else:
            fault = done.stderr.decode(errors="replace").strip()[-200:] if done.returncode else ""
    if fault:
        raise OutputError(f"{player} could not play the sound: {fault}.", todo="Write it to a file with --to FILE.wav.")
