"""Calls to action: whom to call, where to go, how soon."""

import re
from collections.abc import Iterator

from handouts.factlock.findings import Finding
from handouts.factlock.passages import Pair

_TEAM = (
    "doctors?|team|clinic|nurses?|pharmacist|providers?|surgeon|us|office|cardiologist|physician|clinician|hospital|"
    "specialist|midwife|dentist|center|line|number|services|prescriber|professional|ambulance|someone|help|unit|ward|"
    "staff|department|coordinator|therapist|dietitian|911|[0-9]+-[0-9-]+"
)
_CALL = re.compile(
    r"\b(?:call|contact|(?:tele)?phone|notify|notif|reach|inform|report|tell|told|alert|message|mention)(?:s|ed|ied|ing)?"
    rf"\b(?:[^\w.;?!]+\w+){{0,6}}?[^\w.;?!]+(?:{_TEAM})\b",
    re.I,
)
# The same in other words.
_TOLD = re.compile(
    r"\b(?:let [a-z ]{1,30}?\bknow|give [a-z ]{1,30}?\ba (?:call|ring)|(?:talk|speak) (?:to|with)|get in touch|say so"
    r"|speak up|ask (?:your|the|a|us)|check with|see (?:your|a|the)|bring (?:it|this) up)\b",
    re.I,
)
_EMERGENCY = re.compile(
    r"\b911\b|\b(?:seek|get|go|visit|head)\b(?! home)(?:[^\w.;?!]+\w+){0,5}?[^\w.;?!]+(?:emergency|urgent|hospital)\b",
    re.I,
)
_SOON = re.compile(
    r"\b(?:immediately|immediate|right (?:away|now|then)|at once|now|promptly|urgent(?:ly)?|as soon as possible"
    r"|without delay|straight away|same day|that day|today|soon|quickly|fast)\b",
    re.I,
)
_HELP = re.compile(r"\b(?:medical|help)\b", re.I)
_NEVER = re.compile(r"(?!)")


def compare_calls(pair: Pair) -> Iterator[Finding]:
    """Calls to action of which the plain version has none."""
    for kind, calls, told, what in (
        ("call", _CALL, _TOLD, "A call to the care team"),
        ("emergency", _EMERGENCY, _NEVER, "The way to emergency help"),
        ("how soon", _SOON, _SOON, "How soon to act"),
    ):
        full = [place for place, each in enumerate(pair.full) if calls.search(each.text) and _acts(each.text)]
        if full and not any(calls.search(each.text) or told.search(each.text) for each in pair.plain):
            yield pair.finding(kind, "error", full[0], None, f"{what} is missing from the plain version.")


def _acts(text: str) -> bool:
    """Whether a sentence calls for someone, so that a "soon" in it says how soon to do so."""
    return any(pattern.search(text) for pattern in (_CALL, _EMERGENCY, _HELP))
