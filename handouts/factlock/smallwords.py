"""The small words that turn a fact, by family: not, or, if, unless, only, until, before, after, must, should, may.

A family is tallied: both versions of a passage must have as many of its words. A word that may be said by one of the
family, or stand for it, says so by alternatives parted by "/": "unusual" counts as nothing or as one "not". One behind
"full " has them in the full version only: an author may open "prior to" into "before", and not the other way round.
"""

import re
from collections.abc import Mapping, Sequence
from types import MappingProxyType

TALLIED = MappingProxyType(
    {
        "not": "negation",
        "or": "or/and",
        "if": "condition",
        "unless": "condition",
        "only": "condition",
        "until": "condition",
        "before": "before/after",
        "after": "before/after",
        "must": "modality",
        "should": "modality",
        "may": "modality",
        "left": "side",
        "right": "side",
    }
)
"""The families whose words are counted, each with the kind of finding that another count is."""
FULL = "full "
"""What opens a mark that counts in the full version only."""
INSTEAD = "instead"
"""The mark of what is a "not" in the full version, and so in the plain one, as often as the full version has it."""

_SAID: dict[str, str] = {
    # Fixed phrases, which are none of these words.
    "": "not only|no matter|no more than|no less than|no fewer than|no later than|"
    "no longer than|no sooner|nothing but|no doubt|no wonder|whether or not|without delay|or else|more or less|"
    "sooner or later|one or other|may be because|might as well|after all|look after|looks after|looking after|"
    "looked after|day after|before long|the day before yesterday|only child|"
    "in contrast to|in contrast with|in contrast|by contrast|"
    "left over|left out|left alone|right away|right now|right after|right before|all right",
    "not": "not|never|no|inability|refrain from|fail to|fails to|failed to|failing to|failure to|"
    "no longer|none|nothing|nobody|neither|nowhere|without|cannot|unable|unlikely|unsafe|"
    "impossible",
    "not/not+must": "unnecessary|unnecessarily",
    # "Avoid milk and eggs" is "do not have milk or eggs"; "neither A nor B" is "not A or B".
    "not/not+or": "avoid|avoids|avoiding|avoided",
    "not/or": "nor",
    "/not": "hardly|barely|scarcely|free of|free from|lack|lacks|lacking|absence|absent",
    INSTEAD: "instead of|rather than|in place of",
    "not/not+may": "prohibited|forbidden|banned|disallowed",
    "not/not+must/not+should/not+may": "contraindicated",
    "not+must": "need not",
    "or": "or",
    "or/or+or": "and / or",
    "full /or+left+right": "either side|either leg|either arm|either eye|either ear|either hand|either foot|"
    "either breast|either knee|either hip|either kidney|either shoulder",
    "if": "if",
    "/if": "whether|in case|as long as|so long as|provided|providing|provided that|providing that|in the event|"
    "in the event of|in the event that|assuming|given that|on condition that|depending on",
    "unless": "unless",
    "if/unless": "except if|except when",
    "if/should": "should you|should it|should they|should this|should that|should these|should those|should any|"
    "should your|should the|should symptoms|should a|should an|should there",
    "only": "only",
    "full /only": "solely|exclusively|alone|just|merely|limited to|nothing else|reserved|restricted to|no one else",
    "until": "until|till|up until",
    "before": "before|prior to",
    "/before": "beforehand|ahead of time|ahead of|in advance|in advance of",
    "full /before": "previously|previous|preceding|pre|preoperative|preoperatively",
    "after": "after|afterward|afterwards",
    "full /after": "following|once|later|post|postoperative|postoperatively|since|thereafter|subsequently",
    "must": "must|have to|has to|had to|having to|need to|needs to|needed to|needing to|got to",
    "full /must": "required|requires|require|requiring|requirement|necessary|necessarily|essential|essentially|"
    "mandatory|compulsory|needed|imperative|obliged|make sure|be sure|crucial|vital|vitally|critical",
    "should": "should|ought to",
    "full /should": "recommended|recommend|recommends|recommendation|advised|advise|advises|advisable|supposed|"
    "encouraged|suggested|ideally|preferably|preferable|it is best|as it should|as they should|as you should",
    "may": "may|might",
    "/may": "can|could",
    "full /may": "possible|possibly|perhaps|maybe|potential|potentially|allowed|permitted|optional|able to|"
    "possibility",
    "left": "left",
    "right": "right",
    # What is not tallied: changes between two editions are told by these, too.
    "and": "and|as well as|along with|plus|in addition to|together with",
    "any of": "any of|one of|at least one of|one or more of|any one of|either of",
    "all of": "all of|both of|every one of|all three|all four|all the following|all these|all of these",
    "while": "while|during|throughout|meanwhile",
    "upper": "upper|top",
    "bottom": "bottom",
    "more": "increase|increases|increased|increasing|raise|raises|raised|raising|rise|rises|rising|rose|higher|more|"
    "greater|gain|gains|gained|gaining|grow|grows|faster|speeds|heavier|worse|worsen|worsens|worsening|stronger|"
    "boost|boosts|thicken|thickens|tighten|tightens|longer|larger|bigger",
    "fewer": "decrease|decreases|decreased|decreasing|lower|lowers|lowered|lowering|reduce|reduces|reduced|reducing|"
    "reduction|fall|falls|fell|falling|fewer|drop|drops|dropped|decline|declines|lessen|lessens|diminish|diminishes|"
    "loses|losing|loss|slow|slows|slower|slowing|lighter|better|improve|improves|improved|improving|ease|eases|"
    "weaken|weakens|weaker|cuts|limit|limits|shrink|shrinks|relax|relaxes|shorter|smaller|relieve|relieves",
}  # fmt: skip


def _table() -> Mapping[str, tuple[tuple[tuple[str, ...], str], ...]]:
    values: dict[tuple[str, ...], list[str]] = {}
    for mark, phrases in _SAID.items():
        for phrase in filter(None, phrases.split("|")):
            words = tuple(re.findall(r"\w+|/", phrase))
            values.setdefault(words, []).append(mark)
    table: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for words, marks in values.items():
        table.setdefault(words[0], []).append((words, "|".join(filter(None, marks))))
    return MappingProxyType({first: tuple(sorted(rows, key=lambda row: -len(row[0]))) for first, rows in table.items()})


SMALL_WORDS = _table()


def families_of(marks: Sequence[str]) -> tuple[str, ...]:
    """The families that these marks name, each once: those of a word that only may count, too."""
    return tuple(dict.fromkeys(family for mark in marks for family in re.split(r"[/+]", mark.split(" ")[-1]) if family))
