"""Putting chosen suggestions into the source, through the fact lock."""

from collections.abc import Sequence
from hashlib import sha256
from itertools import pairwise
from pathlib import Path

from handouts import factlock
from handouts.atomic import replacing
from handouts.document import Document
from handouts.errors import FactError, OutputError, SourceError
from handouts.readers import read
from handouts.suggest.listing import suggestions
from handouts.suggest.passages import Passage, passages
from handouts.suggest.suggestion import Edit, Suggestion

_AGAIN = "List the suggestions again: their numbers change with the article."


def apply(path: Path, numbers: Sequence[int]) -> tuple[Suggestion, ...]:
    """Make the changes of the suggestions with these numbers, all or none, and give back those suggestions.

    Only the letters of their edits change, and the file is replaced in one step. Raises SourceError for a number
    without a change, for two changes of the same words, and where the article could not be read afterwards; FactError
    where the fact lock finds that a change loses or alters a fact; OutputError where the file cannot be written.
    """
    document, source = _read(path)
    chosen = _chosen(suggestions(document, source), numbers, path)
    if not chosen:
        return ()
    after = with_edits(source, [each.edit for each in chosen if each.edit])
    try:
        with replacing(path) as beside:
            beside.write_bytes(after.encode())
            _refuse_changed_facts((document, source), (_read_again(beside, path), after), chosen, path)
    except OSError as error:
        todo = "Check that its folder may be written to, and that the disk is not full."
        raise OutputError(f"The article could not be written: {error.strerror}.", todo=todo, path=path) from error
    return chosen


def with_edits(source: str, edits: Sequence[Edit]) -> str:
    """The source with these edits, none of which touches another."""
    for edit in sorted(edits, key=lambda each: each.start, reverse=True):
        source = source[: edit.start] + edit.text + source[edit.end :]
    return source


def _read(path: Path) -> tuple[Document, str]:
    """The document and the text of its file, letter by letter: a byte order mark and carriage returns are kept."""
    document = read(path)
    if path.is_symlink():
        todo = f"Name the file itself: {path.resolve()}."
        raise SourceError("This is a link to an article, and would be replaced by a file.", todo=todo, path=path)
    data = path.read_bytes()
    if sha256(data).hexdigest() != document.digest:
        raise SourceError("The article was changed while it was read.", todo=_AGAIN, path=path)
    return document, data.decode("utf-8")


def _read_again(beside: Path, path: Path) -> Document:
    try:
        return read(beside)
    except SourceError as error:
        what = f"The article could not be read after this change, so nothing is changed: {error.what}"
        raise SourceError(what, todo="Make the change by hand.", path=path, line=error.line) from error


def _chosen(found: Sequence[Suggestion], numbers: Sequence[int], path: Path) -> tuple[Suggestion, ...]:
    """The suggestions with these numbers, in their order; each can be applied beside the others."""
    known = {each.number: each for each in found}
    for number in numbers:
        if number not in known:
            raise SourceError(f"There is no suggestion {number}: there are {len(found)}.", todo=_AGAIN, path=path)
        if known[number].edit is None:
            what = f"Suggestion {number} has no ready wording."
            raise SourceError(what, todo="Reword this by hand.", path=path, line=known[number].line)
    chosen = tuple(known[number] for number in sorted(set(numbers)))
    placed = sorted((each.edit.start, each.edit.end, each) for each in chosen if each.edit)
    for (_, end, first), (start, _, then) in pairwise(placed):
        if start < end:
            what = f"The suggestions {first.number} and {then.number} change the same words."
            raise SourceError(what, todo=f"Apply one of them. {_AGAIN}", path=path, line=first.line)
    return chosen


def _refuse_changed_facts(
    before: tuple[Document, str], after: tuple[Document, str], chosen: Sequence[Suggestion], path: Path
) -> None:
    """Raise FactError where a passage says something else than before, SourceError where others changed with it."""
    old, new = passages(*before), passages(*after)
    if len(old) != len(new):
        raise SourceError("The change would part or join paragraphs.", todo="Make it by hand.", path=path)
    for was, now in zip(old, new, strict=True):
        theirs = [each for each in chosen if each.edit and _within(each.edit, was)]
        if was.text == now.text:
            continue
        if not theirs:
            raise SourceError("The change would reach other words.", todo="Make it by hand.", path=path, line=was.line)
        for finding in factlock.compare(_lines(was), _lines(now)):
            if finding.severity == "error":
                names = " and ".join(str(each.number) for each in theirs)
                what = f"Suggestion {names} would change a fact, so nothing is changed: {finding.what}"
                raise FactError(what, todo="Leave it out, or reword by hand.", path=path, line=theirs[0].line)


def _lines(passage: Passage) -> tuple[factlock.Line, ...]:
    return factlock.lines_of([(passage.text, passage.line)])


def _within(edit: Edit, passage: Passage) -> bool:
    return any(edit.start - 1 <= place <= edit.end for place in passage.places)
