"""Where an article stands on the patients' shelf: the addresses that are printed on paper, and may never change."""

from hashlib import sha256
from urllib.parse import quote

PAGE = "index.html"
"""The shelf's page in the output folder."""

_MOST = 60
_KEPT = 40
_MARK = 12
"""Characters of a name at most, and of a longer one how many are kept, with how many of its hash behind them."""


def address(public_url: str, name: str) -> str:
    """The URL of an article's place on the shelf, where the output folder is published at `public_url`."""
    return f"{public_url.rstrip('/')}/{PAGE}#{anchor(name)}"


def anchor(name: str) -> str:
    """The place of the article whose outputs carry this name: ASCII letters, digits and "-._~%", at most 60.

    It is what stands behind the "#", and the same on every machine.
    """
    whole = _quoted(name)
    if len(whole) <= _MOST:
        return whole
    kept = name[:_KEPT]
    while len(_quoted(kept)) > _KEPT:
        kept = kept[:-1]
    return f"{_quoted(kept)}-{sha256(name.encode(errors='surrogatepass')).hexdigest()[:_MARK]}"


def _quoted(name: str) -> str:
    return quote(name, safe="", errors="surrogatepass")
