"""How the engines say a text: eSpeak NG's phonemes, and those that Piper makes for itself."""

import json
import re
import subprocess
import sys
import unicodedata
from functools import cache

from handouts.spoken.phonemes import phonemes

__all__ = ["phonemes", "piper_phonemes", "without_glides"]

_SAY = """
import json, os, sys
os.environ["ORT_DISABLE_TELEMETRY"] = "1"
from piper.phonemize_espeak import EspeakPhonemizer
say = EspeakPhonemizer().phonemize
told = ["".join(sign for part in say("en-us", text) for sign in part) for text in json.load(sys.stdin)]
json.dump(told, sys.stdout)
"""


def piper_phonemes(texts: list[str]) -> list[str]:
    """The phonemes that Piper gives to its model, with the marks of punctuation among them."""
    return list(_told(tuple(texts)))


@cache
def _told(texts: tuple[str, ...]) -> tuple[str, ...]:
    said = subprocess.run(
        [sys.executable, "-c", _SAY], input=json.dumps(texts), capture_output=True, text=True, check=True, timeout=60
    )
    return tuple(json.loads(said.stdout))


def without_glides(said: str) -> str:
    """Phonemes without what the two engines only write differently: Piper's has "i(y)a" where eSpeak NG has "ia"."""
    decomposed = unicodedata.normalize("NFD", said).replace("ʲ", "")
    return " ".join(re.sub(r"[.,;:?!]", " ", decomposed).split())
