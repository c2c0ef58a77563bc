"""A grade as text for a person, and as data for `--json`."""

from collections.abc import Iterator
from dataclasses import asdict
from textwrap import wrap

from handouts.grade.formulas import FORMULAS
from handouts.grade.grading import RELIABLE_SENTENCES, SMOG_SENTENCES, Figures, Grade

_WIDTH = 100
_PLAIN = "  in plain language"
_NAME_WIDTH = 32
_COLUMNS = (" Kincaid", "  SMOG", "   Fog", "   ARI", "  Liau", "  Mean", "  Words", " Sentences", " Words/sent.")
_ABOVE = ("Flesch-", "", "", "", "Coleman-", "", "", "", "")


def to_dict(grade: Grade) -> dict[str, object]:
    """The grade as JSON-ready data: the same figures as the report, with the flags spelled out."""
    return {
        "article": str(grade.path),
        "title": grade.title,
        "whole": _figures_dict(grade.whole),
        "sections": [
            {"title": each.title, "line": each.line, "figures": _figures_dict(each.figures)} for each in grade.sections
        ],
        "hardest_sentences": [asdict(each) for each in grade.hardest_sentences],
        "hardest_words": [asdict(each) | {"lines": list(each.lines)} for each in grade.hardest_words],
    }


TABLE_HEAD = """\
| Article | Full: Flesch-Kincaid | SMOG | Plain: Flesch-Kincaid | SMOG | Words, full | plain |
| --- | --- | --- | --- | --- | --- | --- |"""


def row(full: Grade, plain: Grade | None) -> str:
    """One line of the table that TABLE_HEAD begins, in Markdown."""
    cells = [full.title]
    words = []
    for grade in (full, plain):
        known = grade.whole if grade else None
        cells += [f"{known.flesch_kincaid:.1f}", f"{known.smog:.1f}"] if known else ["–", "–"]
        words.append(str(known.counts.words) if known else "–")
    return f"| {' | '.join(cells + words)} |"


def report(grade: Grade, plain: Grade | None = None) -> str:
    """The grade as lines of at most 100 characters (paths and titles apart), ending in a line feed.

    With the grade of the plain version, its figures stand under those of the full one.
    """
    parts = [
        [f"{grade.path}: {grade.title}"],
        list(_table(grade, plain)),
        list(_notes(grade)),
        list(_sentences(grade)),
        list(_words(grade)),
    ]
    return "\n\n".join("\n".join(part) for part in parts if part) + "\n"


def _figures_dict(figures: Figures | None) -> dict[str, object] | None:
    if figures is None:
        return None
    counts = asdict(figures.counts) | {"words_per_sentence": figures.words_per_sentence}
    grades = {formula.__name__: getattr(figures, formula.__name__) for formula in FORMULAS} | {"mean": figures.mean}
    return counts | grades | {"too_short": figures.too_short, "smog_unsure": figures.smog_unsure}


def _table(grade: Grade, plain: Grade | None) -> Iterator[str]:
    above = "".join(f"{name:>{len(column)}}" for name, column in zip(_ABOVE, _COLUMNS, strict=True))
    yield (" " * _NAME_WIDTH + above).rstrip()
    yield f"{'':{_NAME_WIDTH}}" + "".join(_COLUMNS)
    yield _row("Whole article", grade.whole)
    if plain:
        yield _row(_PLAIN, plain.whole)
    plains = plain.sections if plain else grade.sections
    for section, simple in zip(grade.sections, plains, strict=True):
        yield _row("  " + section.title, section.figures)
        if simple.figures != section.figures:
            yield _row(f"  {_PLAIN}", simple.figures)


def _row(name: str, figures: Figures | None) -> str:
    if figures is None:
        return f"{_fitted(name, _NAME_WIDTH - 2):{_NAME_WIDTH}}  nothing to grade"
    name = _fitted(name, _NAME_WIDTH - 2) + (" *" if figures.too_short else "")
    cells = (
        f"{figures.flesch_kincaid:.1f}",
        f"{figures.smog:.1f}" + ("?" if figures.smog_unsure else " "),
        *(f"{each:.1f}" for each in (figures.fog, figures.ari, figures.coleman_liau, figures.mean)),
        *(str(each) for each in (figures.counts.words, figures.counts.sentences)),
        f"{figures.words_per_sentence:.1f}",
    )
    shown = "".join(f"{cell:>{len(column)}}" for cell, column in zip(cells, _COLUMNS, strict=True))
    return f"{name:{_NAME_WIDTH}}{shown}"


def _fitted(name: str, width: int) -> str:
    return name if len(name) <= width else name[: width - 1].rstrip() + "…"


def _notes(grade: Grade) -> Iterator[str]:
    shown = [each for each in (grade.whole, *(section.figures for section in grade.sections)) if each]
    if any(each.too_short for each in shown):
        yield f"* too short to grade reliably: fewer than {RELIABLE_SENTENCES} sentences"
    if any(each.smog_unsure for each in shown):
        yield f"? SMOG is unsure: it was made for {SMOG_SENTENCES} sentences or more"


def _sentences(grade: Grade) -> Iterator[str]:
    if grade.hardest_sentences:
        yield "Hardest sentences"
    for each in grade.hardest_sentences:
        yield f"  line {each.line}: grade {each.grade:.1f}, {each.words} words"
        yield from wrap(f"“{each.text}”", _WIDTH, initial_indent="    ", subsequent_indent="    ")


def _words(grade: Grade) -> Iterator[str]:
    if grade.hardest_words:
        yield "Hardest words"
    for each in grade.hardest_words:
        times = "once" if each.times == 1 else f"{each.times} times"
        lines = f"line{'s' * (len(each.lines) > 1)} {', '.join(map(str, each.lines))}"
        told = f"{each.text}: {each.syllables} syllables, {times}, {lines}"
        yield from wrap(told, _WIDTH, initial_indent="  ", subsequent_indent="    ")
