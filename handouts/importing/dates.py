"""The day a page was last revised, as it says itself."""

import re
from collections.abc import Sequence
from datetime import date

from handouts.document import MONTHS
from handouts.draft import Credit

_MONTH = "|".join(f"{name[:3]}(?:{name[3:]})?" for name in MONTHS)
# A day in figures alone is not read: 03/04 is in March or in April.
_FORMS = (
    re.compile(rf"\b(?P<month>{_MONTH})\.? (?P<day>\d{{1,2}})(?:st|nd|rd|th)?,? (?P<year>\d{{4}})\b", re.IGNORECASE),
    re.compile(rf"\b(?P<day>\d{{1,2}})(?:st|nd|rd|th)? (?P<month>{_MONTH})\.?,? (?P<year>\d{{4}})\b", re.IGNORECASE),
    re.compile(r"\b(?P<year>\d{4})-(?P<month>\d\d)-(?P<day>\d\d)\b"),
)


def revised_on(credits: Sequence[Credit]) -> date | None:
    """The latest day of revision; where none is told, the latest of publication."""
    for kind in ("revised", "published"):
        days = [day for credit in credits if credit.kind == kind for day in _days(credit.text)]
        if days:
            return max(days)
    return None


def _days(text: str) -> list[date]:
    found = []
    for form in _FORMS:
        for match in form.finditer(text):
            month = match["month"]
            number = int(month) if month.isdigit() else [name[:3] for name in MONTHS].index(month[:3].capitalize()) + 1
            try:
                found.append(date(int(match["year"]), number, int(match["day"])))
            except ValueError:
                continue  # no such day, such as 31 June: not a date
    return found
