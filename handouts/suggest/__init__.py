"""Suggestions: what would make an article easier to read, for its author to accept one by one.

`suggestions` lists them, `report` tells them to a person, `to_dict` to a machine, and `apply` makes the chosen changes
to the source, unless the fact lock refuses one. Nothing is ever changed unasked.
"""

from handouts.suggest.applying import apply, with_edits
from handouts.suggest.listing import suggestions
from handouts.suggest.report import report, to_dict
from handouts.suggest.suggestion import Edit, Suggestion

__all__ = ["Edit", "Suggestion", "apply", "report", "suggestions", "to_dict", "with_edits"]
