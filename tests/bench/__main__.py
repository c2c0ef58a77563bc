"""Run every bench: `python -m tests.bench [ARTICLE]`."""

import sys
from pathlib import Path

from tests.bench import audio, batch, pdf, recognition, shared_sound, voices, web

ARTICLE = Path("sources/balloon-valvotomy.md")

if __name__ == "__main__":
    article = Path(sys.argv[1]) if len(sys.argv) > 1 else ARTICLE
    pdf.main(article)
    audio.main(article)
    voices.main(article)
    shared_sound.main(article)
    recognition.main(article)
    batch.main()
    web.main(article)
