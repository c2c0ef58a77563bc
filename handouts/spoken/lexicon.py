"""The lexicon: what the engines say wrongly, and how to spell it so that they say it rightly."""

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from handouts.errors import SourceError

PATH = Path(__file__).parent.parent / "data" / "lexicon.toml"

# Capitals that are also words of an ordinary sentence set in capitals.
_ALSO_WORDS = {"WHO", "ED", "PAD", "ACE", "PE", "OB", "VAD"}


@dataclass(frozen=True, slots=True)
class Lexicon:
    """`words` by their small letters, `cased` as they are written; each with its respelling."""

    words: dict[str, str]
    cased: dict[str, str]
    pattern: re.Pattern[str]

    def respell(self, text: str) -> str:
        """`text` with every word of the lexicon respelled, in the plural and possessive too."""
        shouted = text.isupper() and " " in text.strip()

        def respelled(match: re.Match[str]) -> str:
            word, ending = match["word"], match["ending"] or ""
            if ending.isupper():
                return match[0]
            if word in self.cased and not (shouted and word in _ALSO_WORDS):
                return _many(self.cased[word]) if ending else self.cased[word]
            if word.lower() not in self.words:
                return match[0]
            # "'s" leaves the rules by which eSpeak NG reads the rest as they were; "s" may not.
            return self.words[word.lower()] + ("'s" if ending else "")

        return self.pattern.sub(respelled, text)


def _many(said: str) -> str:
    """The plural or possessive of letters, "I.C.D" to "I.C.D's", or of another spelling.

    After a single stop eSpeak NG says "dot"; a last "I's" it takes for the pronoun, without a stress.
    """
    before, stop, last = said.rpartition(".")
    if not stop:
        return said + "'s"
    if last == "I":
        return f"{before} eyes"
    return f"{before}{stop if '.' in before else ' '}{last}'s"


def respell(text: str) -> str:
    """`text` with every word of the lexicon respelled, for the engine's eyes only.

    Raises SourceError if the lexicon's file is broken.
    """
    return lexicon(PATH).respell(text)


@cache
def lexicon(path: Path) -> Lexicon:
    """The lexicon in a TOML file. Raises SourceError if it is broken."""
    try:
        tables = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise SourceError(f"The lexicon cannot be read: {error}.", todo="Mend the file.", path=path) from error
    words = {word.lower(): said for word, said in _table(tables, "words", path).items()}
    letters = _names(tables, path)
    cased = _table(tables, "cased", path) | {name: ".".join(name) for name in letters}
    longest_first = sorted({*words, *cased}, key=lambda word: (-len(word), word))
    either = "|".join(map(re.escape, longest_first)) or r"(?!)"
    return Lexicon(words, cased, re.compile(rf"(?<!\w)(?P<word>{either})(?P<ending>['’]?s)?(?!\w)", re.IGNORECASE))


def _table(tables: dict[str, object], name: str, path: Path) -> dict[str, str]:
    table = tables.get(name, {})
    if not isinstance(table, dict):
        raise SourceError(f"{name} in the lexicon is no table.", todo=f"Begin it with the line [{name}].", path=path)
    for word, said in table.items():
        if not isinstance(said, str) or not re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9 '.-]*", said):
            todo = f'Write it as {word} = "letters to say", in plain letters.'
            raise SourceError(f"The lexicon does not tell how to say {word!r}.", todo=todo, path=path)
    return table


def _names(tables: dict[str, object], path: Path) -> list[str]:
    letters = tables.get("letters", {})
    names = letters.get("names", []) if isinstance(letters, dict) else None
    if not isinstance(names, list) or not all(isinstance(name, str) and name.isalnum() for name in names):
        todo = 'Write them as names = ["ECG", "INR"] under [letters].'
        raise SourceError("The lexicon's letters are no list of names.", todo=todo, path=path)
    return names
