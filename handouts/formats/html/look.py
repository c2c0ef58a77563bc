"""What the page carries beside the article: its style with its fonts, its script, and the policy that lets in no other.

The style answers to the large-print standard that was chosen, in units that a reader can enlarge.
"""

from base64 import b64encode
from functools import cache
from hashlib import sha256
from pathlib import Path

from handouts.faces import faces
from handouts.formats.pdf.standards import STANDARDS
from handouts.options import Options

DATA = Path(__file__).parents[2] / "data" / "html"

_POINTS = 12
"""Points of 1 rem, as browsers set it out: 16 px of 1/96 in (CSS Values 4, 6.2)."""
_LEAST_SPACING = 1.5
"""Distance of lines in ems within a paragraph: WCAG 2.2, 1.4.8."""
_SCREEN = 1.2
"""A line on a screen is read from further away than one on paper, and light shines through the gaps."""
_USUAL_MEASURE, _MOST_MEASURE = 62, 80
"""Characters of a line: between the 60 and 70 of RNIB where a standard asks for none, 80 at most (WCAG 2.2, 1.4.8)."""
_CHARACTER = 0.47
"""The average character of English text in the page's font, in ems."""


def style_of(options: Options) -> str:
    """The style sheet for the size and the standard chosen, with the fonts in it."""
    standard = STANDARDS[options.standard]
    size = options.font_size or standard.body
    measure = min(standard.measure or _USUAL_MEASURE, _MOST_MEASURE)
    chosen = {
        "size": f"{size / _POINTS:.4g}rem",
        "spacing": f"{max(_LEAST_SPACING, _SCREEN * standard.spacing):.3f}",
        "characters": f"{measure * _CHARACTER:.4g}",
        "title": f"{standard.title:.3f}em",
        "section": f"{standard.section:.3f}em",
        "part": f"{standard.part:.3f}em",
    }
    values = "".join(f"--{name}:{value};" for name, value in chosen.items())
    return f":root{{{values}}}\n{asset('page.css')}{faces()}"


@cache
def asset(name: str) -> str:
    """A file of the page's own."""
    return (DATA / name).read_text(encoding="utf-8")


def policy(style: str, script: str) -> str:
    """The Content-Security-Policy: this style, this script, what stands in the page itself, and nothing else.

    "blob:" is the sound that stands in the page, for browsers that refuse it as a long address.
    """
    return (
        f"default-src 'none'; style-src {_hash(style)}; script-src {_hash(script)}; font-src data:; img-src data:; "
        "media-src data: blob:; base-uri 'none'; form-action 'none'"
    )


def _hash(text: str) -> str:
    return f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'"
