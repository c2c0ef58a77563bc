"""Figures: a picture that exists, lies beside the article, is what it says, and has words that stand for it."""

from io import BytesIO
from pathlib import Path, PurePosixPath
from urllib.parse import unquote, urlsplit

from markdown_it.tree import SyntaxTreeNode

from handouts.document import Figure
from handouts.errors import SourceError
from handouts.readers.markdown.inline import Article, spans_of_line

LARGEST_FILE = 20_000_000
LARGEST_PICTURE = 50_000_000
"""Pixels: twice a full page at 600 dots an inch is far less than a picture made to fill the memory."""


def figure_of(image: SyntaxTreeNode, line: int, article: Article) -> Figure:
    """The figure behind ![alt](file "caption"), its bytes read and its picture decoded once."""
    source = str(image.attrs.get("src", ""))
    alt = " ".join(_words(image).split())
    if not alt:
        todo = "Say in the brackets what the picture tells, for those who cannot see it."
        raise article.error(f"The figure {source!r} has no alt text.", line, todo)
    path = _inside(source, line, article)
    data = _bytes_of(path, source, line, article)
    width, height = _size_of(data, source, line, article)
    caption = str(image.attrs.get("title", "")).strip()
    spans = spans_of_line(caption, line, article) if caption else ()
    return Figure(path, alt, line, data, width, height, spans)


def _words(image: SyntaxTreeNode) -> str:
    return "".join(
        node.content if node.type in ("text", "code_inline") else " "
        for node in image.walk(include_self=False)
        if not node.children
    )


def _inside(source: str, line: int, article: Article) -> Path:
    """The figure's path, which may not lead out of the article's folder, by links neither."""
    name = unquote(source)
    if not name or urlsplit(source).scheme or PurePosixPath(name).is_absolute() or "\0" in name:
        todo = "Keep the file beside the article, and name it from there, such as figures/cuff.png."
        raise article.error(f"The figure {source!r} is not a file beside the article.", line, todo)
    path = article.path.parent / name
    if not path.resolve().is_relative_to(article.folder):
        raise article.error(f"The figure {source!r} leads out of the article's folder.", line, "Move it inside.")
    return path


def _bytes_of(path: Path, source: str, line: int, article: Article) -> bytes:
    try:
        if not path.is_file():
            raise article.error(f"The figure {source!r} does not exist.", line, "Check its name.")
        if path.stat().st_size > LARGEST_FILE:
            raise article.error(f"The figure {source!r} is larger than 20 MB.", line, "Save it smaller.")
        return path.read_bytes()
    except OSError as error:
        raise article.error(f"The figure {source!r} cannot be read: {error.strerror}.", line) from error


def _size_of(data: bytes, source: str, line: int, article: Article) -> tuple[int, int]:
    """Width and height in pixels of a PNG or JPEG file that decodes to its end."""
    from PIL import Image

    def refusal(what: str) -> SourceError:
        return article.error(f"The figure {source!r} {what}.", line, "Save it as a PNG or JPEG file.")

    try:
        with Image.open(BytesIO(data), formats=("PNG", "JPEG")) as picture:
            if picture.width * picture.height > LARGEST_PICTURE:
                raise refusal("has too many pixels")
            picture.load()
            return picture.size
    except (OSError, SyntaxError, ValueError, EOFError, Image.DecompressionBombError) as error:
        raise refusal("is not an image, or is damaged") from error
