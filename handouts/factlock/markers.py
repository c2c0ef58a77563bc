"""The small words that turn a fact: not, must, if, or, before, left, more. Each signals a value of a family."""

import re
from collections.abc import Mapping
from types import MappingProxyType

_SAID: dict[str, str] = {
    # negations; "soft" ones deny a word ("unsafe": safe) and are often worded otherwise
    "neg:not": "do not just|do not only|under no circumstances|on no account|at no time|not|never|no|none|"
    "nothing|nobody|neither|nor|nowhere|without|cannot|avoid|"
    "avoids|avoiding|avoided|stay away from|keep away from|refrain from|no longer|steer clear of|be avoided|"
    "forbidden|prohibited",
    "soft:not": "unable|inability|lack|lacks|lacking|absence of|absent|free of|free from|unlike|rather than|instead of|"
    "unlikely|impossible|hardly|refuse",
    "soft:safe": "unsafe",
    "soft:use": "unused",
    "soft:common": "uncommon|uncommonly",
    "soft:usual": "unusual|unusually",
    "soft:stable": "unstable",
    "soft:treat": "untreated",
    "soft:control": "uncontrolled",
    "soft:healthy": "unhealthy",
    "soft:complete": "incomplete",
    "soft:active": "inactive",
    "soft:effective": "ineffective",
    "soft:correct": "incorrect|incorrectly",
    "soft:enough": "insufficient|insufficiently",
    "soft:proper": "improper|improperly",
    "soft:normal": "abnormal|abnormally",
    "soft:necessary": "unnecessary|unnecessarily",
    "soft:appropriate": "inappropriate|unsuitable",
    "soft:pain": "painless",
    "soft:symptom": "asymptomatic",
    "soft:comfort": "uncomfortable",
    "soft:open": "unopened",
    "soft:aware": "unaware",
    "": "nothing else|no one else|nobody else|nothing but|come and go|comes and goes|coming and going|"
    "free of charge|not only|not just|whether or not|no matter|"
    "do not hesitate to|not hesitate to|if possible|not yet known|may be because|might as well|as soon as|or so|"
    "so that|even so|only child|left over|left alone|left untreated|right away|right now|right after|right before|"
    "all right|no doubt|no wonder|not merely|not simply|does not matter|do not matter|not matter|"
    "not long after|not long before|no sooner|is left|are left|left out|well being|no 1|can of|cans of|and so on|"
    "more or less|sooner or later|back and forth|now and then|up and down|over and over|again and again|on and off|"
    "as they should|as it should|as you should|as well as they should|as well as it should|"
    "as well as you should|not for everyone|is not everyone|"
    "by contrast|in contrast|"
    "trial and error|bed and breakfast|bread and butter|more and more|less and less|before long|after all|"
    "during which|how often|how much|how many|how long|at least|at most|by no means|either way|or else|and then|"
    "and also",
    # how strongly
    "modal:must": "must|have to|has to|had to|having to|need to|needs to|needed to|required to|is required|"
    "are required|be sure to|make sure to|make sure|it is necessary to|it is essential to|it is crucial to|"
    "it is vital to|mandatory|it is critical to|it is important to|is essential|is necessary|are necessary|"
    "is needed|are needed|be certain to|got to|always need|imperative|obliged to|is crucial|is vital|be careful to|"
    "requires|require|required|need|needs",
    "modal:should": "should|ought to|is recommended|are recommended|recommended that|recommends|recommend|"
    "is advised|are advised|it is best to|it is better to|supposed to|is advisable|had better|it is wise to|advise|"
    "advises|guidelines recommend|doctors advise|should always|is best|aim to|encouraged to",
    "modal:may": "may|might|can|could|may have to|might have to|may need to|might need to|could need to|can have to|"
    "could have to|it is possible|is possible|possibly|perhaps|maybe|optional|allowed to|permitted to|is allowed|"
    "are allowed|may be able to|might be able to|able to|is able to|are able to|sometimes|is likely to|"
    "are likely to|potential|potentially|possible|do not have to|does not have to|do not need to|does not need to|"
    "need not|not required to|not be required to|not have to|not need to|"
    "do not need|does not need|not necessary to|no need to|not obliged to|free to|tend to|tends to|"
    "possibility|can be|may be|may or may not|might or might not|occasionally|in some cases|at times|"
    "should be able to|indicates|indicate|may mean|a sign of|probably|likely|presumably",
    # conditions
    "cond:if": "if|whether|should this|should it|should these|should they|should any|should that|whenever|in case|"
    "in the event that|in the event of|as long as|so long as|provided that|should you|assuming|given that|"
    "in which case|if ever|only in case",
    "cond:when": "when|once|as soon as|the moment",
    "cond:unless": "unless|except if|except when|except|except for|apart from|other than",
    "cond:only": "only|only if|only when|only after|only once|only with|if and only if|solely|exclusively|just when",
    "cond:even if": "even if|even when|even though|although|though|despite|in spite of|regardless of|no matter if|"
    "no matter how|whether or not",
    # order in time
    "time:before": "before|previous|previously|prior to|ahead of|preceding|in advance of|beforehand|preoperative|"
    "preoperatively",
    "time:after": "after|once|follows|that follow|following|afterward|afterwards|postoperative|postoperatively|"
    "later than|thereafter|since",
    "time:until": "until|till|up until|up to when",
    "time:while": "while|during|throughout|as you|in the course of|at the same time as|meanwhile",
    # joining
    "join:or": "or|either or|and or|and / or",
    "join:and": "and|as well as|along with|plus|in addition to|together with|and also|and then",
    "all:any": "any of|one of|at least one of|one or more of|any one of|either of",
    "all:all": "all of|both of|every one of|all three|all four|all the following|all these|all of these",
    # places
    "side:left": "left",
    "side:right": "right",
    "side:both": "both sides|either side|each side",
    "level:upper": "upper|top",
    "level:lower": "bottom",
    # directions
    "trend:up": "increase|increases|increased|increasing|raise|raises|raised|raising|rise|rises|rising|rose|higher|"
    "more|greater|elevates|go up|goes up|went up|going up|gain|gains|gained|gaining|grow|grows|faster|speeds|"
    "speed up|heavier|worse|worsen|worsens|worsening|stronger|boost|boosts|thicken|thickens|tighten|tightens|longer|"
    "larger|bigger",
    "trend:down": "decrease|decreases|decreased|decreasing|lower|lowers|lowered|lowering|reduce|reduces|reduced|"
    "reducing|reduction|fall|falls|fell|falling|less|fewer|drop|drops|dropped|decline|declines|lessen|lessens|"
    "diminish|diminishes|minimize|go down|goes down|went down|going down|lose|loses|losing|loss|slow|slows|slower|"
    "slowing|lighter|better|improve|improves|improved|improving|ease|eases|weaken|weakens|weaker|cut down|"
    "cut down on|cut back on|cuts|limit|limits|shrink|shrinks|relax|relaxes|shorter|smaller|relieve|relieves",
    # how many, how often
    "amount:all": "all|every|everyone|always|everybody",
    "amount:most": "most|usually|generally|typically|mostly|majority|the majority of|most often|normally|"
    "in most cases|as a rule|commonly",
    "amount:some": "some|several|many|often|frequently|a few",
    "amount:few": "few|rarely|seldom|rare|uncommon|hardly ever|a small number of|infrequently",
}  # fmt: skip


def _table() -> Mapping[str, tuple[tuple[tuple[str, ...], str], ...]]:
    values: dict[tuple[str, ...], list[str]] = {}
    for mark, phrases in _SAID.items():
        for phrase in phrases.split("|"):
            words = tuple(re.findall(r"\w+|/", phrase))
            values.setdefault(words, []).extend([mark.replace(" ", "_")] if mark else [])
    table: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for words, marks in values.items():
        table.setdefault(words[0], []).append((words, " ".join(marks)))
    return MappingProxyType({first: tuple(sorted(rows, key=lambda row: -len(row[0]))) for first, rows in table.items()})


MARKERS = _table()
SIGNALS = frozenset(first for first, rows in MARKERS.items() if any(len(words) == 1 and said for words, said in rows))
