"""How eSpeak NG, as the wheel brings it, says a text: its phonemes, from a process of its own."""

import subprocess
import sys

_SAY = """
import ctypes, sys
import espeakng_loader

engine = ctypes.CDLL(str(espeakng_loader.get_library_path()))
engine.espeak_Initialize(2, 0, str(espeakng_loader.get_data_path()).encode(), 0)
engine.espeak_SetVoiceByName(b"en-us")
engine.espeak_TextToPhonemes.restype = ctypes.c_char_p
for line in sys.stdin.buffer.read().decode().splitlines():
    buffer = ctypes.create_string_buffer(line.encode())
    rest, said = ctypes.c_void_p(ctypes.addressof(buffer)), []
    while rest.value:
        said.append((engine.espeak_TextToPhonemes(ctypes.byref(rest), 1, 2) or b"").decode())
    sys.stdout.buffer.write((" ".join(said).strip() + "\\n").encode())
"""


def phonemes(texts: list[str]) -> list[str]:
    """The phonemes (IPA, American English) of each text; a text is one line."""
    said = subprocess.run(
        [sys.executable, "-c", _SAY],
        input="\n".join(texts),
        capture_output=True,
        encoding="utf-8",
        check=True,
        timeout=60,
    )
    lines = said.stdout.splitlines()
    assert len(lines) == len(texts)
    return lines
