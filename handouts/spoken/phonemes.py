"""How eSpeak NG says a text, in the signs of the International Phonetic Alphabet: for whoever tunes the lexicon.

Piper says the same: it takes its phonemes from an eSpeak NG of its own.
"""

import subprocess
import sys
from collections.abc import Sequence

from handouts.errors import MissingError

_DEADLINE = 60
_IPA = 2


def phonemes(texts: Sequence[str]) -> list[str]:
    """The phonemes (American English) of each text; a text is one line. Raises MissingError without eSpeak NG."""
    command = [sys.executable, "-P", "-m", __name__]
    told = subprocess.run(
        command, input="\n".join(texts), capture_output=True, encoding="utf-8", timeout=_DEADLINE, check=False
    )
    lines = told.stdout.split("\n")[:-1]
    if told.returncode or len(lines) != len(texts):
        fault = told.stderr.strip().split("\n")[-1]
        raise MissingError(
            f"eSpeak NG does not start: {fault}", todo="Run: pip install --force-reinstall espeakng-loader"
        )
    return lines


def main() -> None:
    """Print the phonemes of each line of the standard input; the library ends the process without its data."""
    import ctypes

    import espeakng_loader  # type: ignore[import-untyped]

    engine = ctypes.CDLL(espeakng_loader.get_library_path())
    engine.espeak_Initialize(_IPA, 0, espeakng_loader.get_data_path().encode(), 0)
    engine.espeak_SetVoiceByName(b"en-us")
    engine.espeak_TextToPhonemes.restype = ctypes.c_char_p
    for line in sys.stdin.buffer.read().decode().split("\n"):
        buffer = ctypes.create_string_buffer(line.encode())
        rest, said = ctypes.c_void_p(ctypes.addressof(buffer)), []
        while rest.value:
            said.append((engine.espeak_TextToPhonemes(ctypes.byref(rest), 1, _IPA) or b"").decode())
        sys.stdout.buffer.write((" ".join(said).strip() + "\n").encode())


if __name__ == "__main__":
    main()
