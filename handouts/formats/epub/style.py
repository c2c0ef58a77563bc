"""The look of the book: large and calm, in the reader's own colours."""

_POINTS = 12
"""Points of 1 em at the size that reading apps start from: 16 px of 1/96 in (CSS Values 4, 6.2)."""

ACTIVE = "-epub-media-overlay-active"
"""The class that the sentence has while it is heard."""


def style(size: int) -> str:
    """The style sheet for body text of `size` points, which readers can change as they like."""
    return f"""\
body {{ font-size: {size / _POINTS:.4g}em; line-height: 1.5; text-align: start; hyphens: manual; }}
h1, h2, h3 {{ line-height: 1.25; margin: 1.4em 0 0.5em; break-after: avoid; break-inside: avoid; }}
h1 {{ font-size: 1.4em; }}
h2 {{ font-size: 1.25em; }}
h3 {{ font-size: 1.1em; }}
p, dd, figure, table, .box {{ margin: 0 0 1em; }}
ul, ol {{ margin: 0 0 1em; padding-inline-start: 1.5em; }}
li, dt {{ margin-bottom: 0.5em; }}
dt, th, caption, .call, .notice {{ font-weight: bold; text-align: start; }}
dd {{ margin-inline-start: 1.2em; }}
em {{ font-style: normal; text-decoration: underline; }}
img {{ max-width: 100%; height: auto; }}
table {{ border-collapse: collapse; }}
th, td {{ border: 0.06em solid; padding: 0.4em; vertical-align: top; text-align: start; }}
.box, .call {{ border: 0.12em solid; padding: 0.6em 0.8em; }}
.warning {{ border-width: 0.25em; }}
.box > h2, .box > h3 {{ margin-top: 0; }}
.box > :last-child {{ margin-bottom: 0; }}
/* Both colours are set, so that no theme can hide one; the line shows on paper-like screens, too. */
.{ACTIVE} {{ background-color: #ffec99; color: #000; box-shadow: 0 0.12em 0 #000; }}
.{ACTIVE} a {{ color: #000; }}
"""
