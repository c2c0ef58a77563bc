"""What is kept away from an engine: signs that it takes for commands, and characters that break it."""

import re
import unicodedata

_PHONEMES = re.compile(r"\[\[|\]\]")


def plain(text: str) -> str:
    """`text` on one line without what an engine would obey or choke on; ordinary text stays as it is.

    Control characters become blanks (eSpeak NG takes U+0001 as the start of a command, NUL as the end), and so do lone
    surrogates, which UTF-8 cannot hold. Invisible formatting characters are left out, and so are the double brackets
    that mark phonemes. Nothing may be left.
    """
    return " ".join(_PHONEMES.sub(" ", "".join(map(_kept, text))).split())


def _kept(character: str) -> str:
    """The character, a blank instead of one that cannot be spoken, or nothing for one that only shapes text."""
    kind = unicodedata.category(character)
    return "" if kind == "Cf" else " " if kind in ("Cc", "Cs", "Co", "Cn", "Zl", "Zp") else character
