"""Readability: how hard an article is to read, counted from its blocks, offline.

`grade` gives the figures of a document, `report` tells them to a person, `to_dict` to a machine, and
`refuse_if_harder` holds them against a limit.
"""

from handouts.grade.counting import Counts
from handouts.grade.grading import (
    Figures,
    Grade,
    HardSentence,
    HardWord,
    SectionGrade,
    grade,
    refuse_if_harder,
    whole_of,
)
from handouts.grade.report import TABLE_HEAD, report, row, to_dict

__all__ = [
    "TABLE_HEAD",
    "Counts",
    "Figures",
    "Grade",
    "HardSentence",
    "HardWord",
    "SectionGrade",
    "grade",
    "refuse_if_harder",
    "report",
    "row",
    "to_dict",
    "whole_of",
]
