"""A book in one file: pictures under names of their own, and everything in a ZIP archive."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from shutil import copyfileobj
from zipfile import ZIP_STORED, ZipFile, ZipInfo

from handouts.document import Figure


@dataclass(frozen=True, slots=True)
class Pictures:
    """The pictures of a book, each file once; `name` makes a file's name of its number, its digest and its suffix."""

    name: Callable[[int, str, str], str]
    files: dict[str, bytes] = field(default_factory=dict)
    _names: dict[str, str] = field(default_factory=dict)

    def address(self, figure: Figure) -> str:
        """Where the figure's file stands in the book."""
        digest = sha256(figure.data).hexdigest()
        if digest not in self._names:
            suffix = "png" if figure.data.startswith(b"\x89PNG") else "jpg"
            self._names[digest] = self.name(len(self.files) + 1, digest[:16], suffix)
            self.files[self._names[digest]] = figure.data
        return self._names[digest]


def archive(target: Path, members: Iterable[tuple[str, str | bytes | Path]]) -> None:
    """Write a ZIP file of names with texts, bytes, or files to copy.

    Nothing is compressed: sound and pictures are so already, and what a compressor makes of the rest differs from one
    release of zlib to the next. Neither clock nor machine show in it.
    """
    with ZipFile(target, "w") as book:
        for name, content in members:
            about = ZipInfo(name)
            about.compress_type, about.create_system, about.external_attr = ZIP_STORED, 3, 0o100644 << 16
            if isinstance(content, Path):
                about.file_size = content.stat().st_size
                with content.open("rb") as source, book.open(about, "w") as copy:
                    copyfileobj(source, copy)
            else:
                book.writestr(about, content)
