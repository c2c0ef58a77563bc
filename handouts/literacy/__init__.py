"""Health literacy: what the machine can judge of PEMAT-P and of the CDC Clear Communication Index, and what it cannot.

`prescore` judges a document's items, `report` makes the checklist that a person finishes, `to_dict` the data. It is
never a score of either tool: both are made for people to rate with.
"""

from handouts.literacy.evidence import Answer
from handouts.literacy.items import Item, Part, Tool, items
from handouts.literacy.report import report, summary, to_dict
from handouts.literacy.scoring import SCORES, Prescore, Score, Tally, Verdict, prescore

__all__ = [
    "SCORES",
    "Answer",
    "Item",
    "Part",
    "Prescore",
    "Score",
    "Tally",
    "Tool",
    "Verdict",
    "items",
    "prescore",
    "report",
    "summary",
    "to_dict",
]
