"""The letters of every page that we make for a screen: Atkinson Hyperlegible, within the page itself."""

from base64 import b64encode
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from handouts.errors import MissingError

_FONTS = "fontpkg_atkinson_hyperlegible"


@cache
def faces() -> str:
    """The rules of a style sheet that hold both weights; MissingError without their package."""
    spec = find_spec(_FONTS)
    if spec is None or spec.origin is None:
        wheel = _FONTS.replace("_", "-")
        raise MissingError(f"The font package {wheel} is not installed.", todo=f"Run: pip install {wheel}")
    rules = ""
    for weight, file in ((400, "Regular"), (700, "Bold")):
        font = Path(spec.origin).parent / "files" / f"AtkinsonHyperlegible-{file}.ttf"
        address = f"data:font/ttf;base64,{b64encode(font.read_bytes()).decode()}"
        rules += f'@font-face{{font-family:"Atkinson Hyperlegible";font-weight:{weight};src:url({address})}}\n'
    return rules
