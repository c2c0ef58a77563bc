"""The voice `pyttsx3`: eSpeak NG through the package pyttsx3, offline, with everything it needs from PyPI.

On Windows and macOS it is the system's own voice, through pyttsx3's drivers for them.
"""

import sys
from functools import partial

from handouts.voices import Voice
from handouts.voices._check import Habits
from handouts.voices._served import Engine
from handouts.voices._speaking import speaking

_INSTALL = "pip install --force-reinstall pyttsx3 espeakng-loader"

ESPEAK = Engine(
    name="eSpeak NG",
    start="handouts.voices._espeak:start",
    install=_INSTALL,
    # speak_lib.h, espeakRATE: it ignores other rates in silence.
    rates=(80, 450),
    # From 671 utterances, words alone up to paragraphs, at 80 to 450 words a minute. A syllable took 0.134 s at least
    # and 0.21 to 0.24 s as a rule, 0.16 s at least where there were six or more; so a sentence of which half is missing
    # falls below. No character took more than 0.7 s. Around speech there is digital silence; 33 is −60 dBFS.
    habits=Habits(sample_rate=22_050, silence=33, syllable=0.14, short=0.05),
)

SYSTEM = Engine(
    name="The system's voice",
    start="handouts.voices._system:start",
    install=_INSTALL,
    rates=(80, 300),
    # Which voice it is is not known, so the bounds are wide. Half a sentence still falls below as a rule.
    habits=Habits(sample_rate=None, silence=33, syllable=0.10, short=0.05),
    # Neither system's speech outlives a fork.
    forks=False,
)

VOICE = Voice(
    name="pyttsx3",
    help="eSpeak NG, or the system's voice on Windows and macOS: clear, a little metallic, very fast.",
    open=partial(speaking, SYSTEM if sys.platform in ("win32", "darwin") else ESPEAK),
    packages=("pyttsx3", "espeakng-loader"),
    install=_INSTALL,
    licence="GPL-3.0-or-later (eSpeak NG), MPL-2.0 (pyttsx3)",
)
