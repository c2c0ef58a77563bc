"""The five formulas, from counts to a school grade of the United States.

textstat's own take raw text, and there it drops sentences of one or two words, counts stops as strokes in ARI, leaves
every word of the Dale-Chall list out of Fog, and has 0.058 for Coleman and Liau's 0.0588. Here they take the counts of
blocks; the tests hold each to textstat's, those differences apart.
"""

from math import sqrt

from handouts.grade.counting import Counts


def flesch_kincaid(counts: Counts) -> float:
    """Kincaid, Fishburne, Rogers & Chissom (1975), Research Branch Report 8-75, Naval Technical Training Command."""
    return 0.39 * counts.words / counts.sentences + 11.8 * counts.syllables / counts.words - 15.59


def smog(counts: Counts) -> float:
    """McLaughlin (1969), SMOG grading: a new readability formula, Journal of Reading 12(8); normed on 30 sentences."""
    return 1.043 * sqrt(30 * counts.polysyllables / counts.sentences) + 3.1291


def fog(counts: Counts) -> float:
    """Gunning (1952), The technique of clear writing, with his exceptions (see `Word.complex`)."""
    return 0.4 * (counts.words / counts.sentences + 100 * counts.complex_words / counts.words)


def ari(counts: Counts) -> float:
    """Smith & Senter (1967), Automated readability index, AMRL-TR-66-220; strokes are letters and figures."""
    return 4.71 * counts.characters / counts.words + 0.5 * counts.words / counts.sentences - 21.43


def coleman_liau(counts: Counts) -> float:
    """Coleman & Liau (1975), A computer readability formula designed for machine scoring, J. Applied Psychology 60."""
    return 5.88 * counts.characters / counts.words - 29.6 * counts.sentences / counts.words - 15.8


FORMULAS = (flesch_kincaid, smog, fog, ari, coleman_liau)
