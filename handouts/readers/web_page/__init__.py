"""A saved web page: its article as the page's own elements give it, the rest named with its reason.

The page is parsed once. Every line of its text is judged by where it stands, what it says, the links around it, and by
two opinions of an extractor of articles; in doubt it is kept.
"""

from pathlib import Path

from handouts.draft import Credit, Draft, Dropped
from handouts.readers import Importer


def draft(data: bytes, path: Path) -> Draft:
    """The draft of a saved page, or SourceError where it is no page, is too large, or holds no text."""
    from handouts.readers.web_page.building import Builder
    from handouts.readers.web_page.crediting import credits_of
    from handouts.readers.web_page.metadata import metadata_of, not_said
    from handouts.readers.web_page.notes import notes_of
    from handouts.readers.web_page.opinions import opinions_on
    from handouts.readers.web_page.parsing import page_of
    from handouts.readers.web_page.sifting import sifted
    from handouts.readers.web_page.source import text_of, tree_of
    from handouts.readers.web_page.tabs import head_panels
    from handouts.readers.web_page.title import own_title, title_line

    source = text_of(data, path)
    tree = tree_of(source, path)
    metadata = metadata_of(tree)
    head_panels(tree)
    page = page_of(tree, path)
    head = title_line(page, metadata.titles, metadata.site)
    sift = sifted(page, opinions_on(source, len(tree.xpath("//*"))), head, metadata.site_name)
    notes = notes_of(page, sift.reasons)
    title_lines = {head.at} if head is not None else set()
    title = head.text if head is not None else ""
    credits, taken = credits_of(page, sift.reasons, lambda line: line.at not in notes.used | title_lines, sift.core)
    away = notes.used | taken | title_lines | {notes.head}
    builder = Builder(
        kept=lambda line: not sift.reasons[line.at] and line.at not in away,
        wanted=lambda picture: sift.core.first <= picture.at <= sift.core.last,
        places=notes.targets,
        page=path,
    )
    blocks = builder.blocks(page.root)
    if not title:
        title = next((own_title(name, metadata.site) for name in metadata.titles), path.stem)
    gone = [
        Dropped(line.text, line.line, sift.reasons[line.at])
        for line in page.lines
        if sift.reasons[line.at] and line.at not in away
    ]
    gone.extend(Dropped(text, line, "link back to the text") for text, line in notes.back)
    if notes.head >= 0:
        gone.append(Dropped(page.lines[notes.head].text, page.lines[notes.head].line, "heading of the references"))
    said: list[Credit] = [*credits, *not_said(metadata.credits, credits)]
    return Draft(
        title=title,
        blocks=blocks,
        references=notes.references,
        credits=tuple(sorted(said, key=lambda credit: credit.line)),
        dropped=tuple(sorted((*gone, *builder.dropped), key=lambda dropped: dropped.line)),
        language=metadata.language,
    )


IMPORTER = Importer("web page", (".html", ".htm", ".xhtml"), draft)
