"""Pitches: how a site speaks when it wants something of its reader, be it money, an address, a visit or a review.

One such sign proves nothing, for an article may tell of a price or an app too; a small group of lines that shows two
different ones is none of the article's.
"""

import re
from functools import lru_cache

from handouts.readers._warnings import URGENT, WARNING

MOST_WORDS = 110
MOST_LETTERS = 1_200
"""A longer group of lines is no pitch, whatever it says."""

LONGEST_BUTTON = 7
"""Words."""
_BUTTON = re.compile(
    r"(?:apply|book|browse|build|buy|check|claim|continue|discover|donate|download|enter|explore|find|get|give|join|learn|listen|order|play"
    r"|read|request|reserve|save|schedule|search|see|shop|sign|start|subscribe|try|view|visit|watch)\b",
    re.IGNORECASE,
)
_CALL = (
    r"\bsign(?:ing)? up\b|\bsubscribe|\bdonate\b|\bget started\b|\b(?:click|tap) here\b|\bhave your say\b"
    r"|\bdownload (?:it|now|free|today|(?:the|our) (?!leaflet))|\bget (?:my|yours|the app|our app)\b"
    r"|\bshop (?:now|online|our|all|the)\b|\bjoin (?:us|now|today|over|more than|\d)|\bsee the video\b"
    r"|\b(?:buy|order|apply|enrol|register|book|start|give|try it) (?:now|today|online|here|free)\b"
    r"|\b(?:save|claim) (?:my|your) (?:seat|spot|place|[£$€]?\d)"
    r"|\bbook (?:us|an? (?:place|seat|spot|ticket|tour|consultation|test|call|demo))\b"
    r"|\bbecome an? (?:\w+ ){0,2}(?:member|volunteer|donor|friend|patron|partner|supporter)\b"
    r"|\b(?:rate|review)(?: and (?:rate|review))? (?:your|us|our|this)\b|\bwrite a review\b|\btell other \w+"
    r"|\b(?:take|answer|complete) (?:our|the|this|a) (?:[\w-]+ ){0,4}(?:survey|quiz|poll|assessment|tour)\b"
    r"|\benter (?:now|here|today|to win)\b|\bchance to win\b|^\W*win(?:!| an? | one )"
    r"|\b(?:e-?mail|contact|write to) (?:our|the) (?:newsdesk|editors?|webmaster)\b"
    r"|\btell us (?:how (?:it went|we)|what you think)\b"
    r"|\b(?:learn|find out|read|see) more (?:at|on|from|about our)\b|\bwatch (?:more|now|our)\b|\bregister$"
    r"|(?:^|[.!?] )\W*(?:schedule|reserve|claim|explore|discover|meet) (?:an?|your|our|the)\b|(?:^|[.!?] )visit our\b"
    r"|\b(?:check|see) if you(?:['’]re| are) eligible\b|^free \w+$|\bmake an appointment$"
)
_PRICE = (
    r"[£$€]\s?\d|\b\d{1,2}% off\b|\bsave (?:up to )?[£$€]?\d|\b(?:discount|coupon|voucher|special offer)s?\b"
    r"|\bfree (?:\w+ )?(?:\w+ )?(?:delivery|postage|shipping|returns|trial|gift|guide"
    r"|e-?book|quote|assessment|jab|bottles?|samples?|card|download"
    r"|class(?:es)?|events?|seminars?|tickets?|app)\b|\bfor free\b"
    r"|\bfree (?:on|for) (?:iOS|Android|libraries|members|residents|subscribers)\b"
    r"|\bprices? (?:near|from)\b|\bprices are (?:accurate|estimates)\b|\bearly[- ]bird\b|\bcopays?\b|\bwith code \w+"
)
_CROWD = (
    r"\b(?:trusted|loved|chosen|accepted|rated|joined?)\b[^.!?]{0,40}\d|\brecommended by (?:\w+ ){0,2}\d"
    r"|\b(?:used|tried) (?:it|by)\b[^.!?]{0,30}\d|\b\d[\d,]* \w+ have (?:already )?(?:joined|tried|used)\b"
    r"|\b\d[\d.,]*[k+]? (?:\w+ )?(?:reviews|ratings|reviewers|subscribers|followers|customers|readers)\b"
    r"|\bfound this (?:helpful|useful)\b|[★⭐]"
)
_DIGITAL = (
    r"\b(?:app store|google play|android|iOS|mobile app|(?:the|our) app|newsletters?|inbox|moderat(?:ors?|ed)"
    r"|(?:our|this) (?:web)?site|games?|quiz(?:zes)?|podcasts?|webinars?|videos|databases?|3D|up to date (?:on|with)"
    r"|(?:short |weekly |monthly |free )e-?mails?|e-?mails? (?:each|every|a) (?:week|month))\b"
)
_DATA = (
    r"\b(?:unsubscrib\w+|opt out|website usage|privacy (?:policy|notice)|terms (?:of use|(?:&|and) conditions)"
    r"|(?:your|use of) (?:account|data|privacy|subscription)|information we have about you|e-?mail communications"
    r"|answers will not be linked)\b"
)
_APPEAL = (
    r"\b(?:donat\w+|fundrais\w+|your (?:gift|generosity)|a gift of|raffle|prize draw|auction|certificate to"
    r"|charity (?:walk|run|shop)|pays for)\b"
)
_BOAST = (
    r"\baward(?:ed|[- ]winning)?\b|\b(?:is|was|were|been) (?:named|recogni[sz]ed|ranked|voted|accredited)\b"
    r"|\b(?:top|best) \d+\b"
    r"|\bworld[- ]class\b|\b(?:doctors|experts) (?:stunned|amazed)\b|\b(?:our|\d+) (?:employees|sponsors|partners)\b"
    r"|\bis (?:whisper|ultra|super)[- ]\w+"
)
_EVENT = (
    r"\b(?:has|have) openings\b|\bopen (?:day|house|evening)s?\b|\b(?:tickets?|workshops?|screening days|seminars?)\b"
    r"|\bsurvey (?:takes|closes)\b|\bcloses on \d"
    r"|\bno appointment (?:\w+ ){0,2}(?:is )?needed\b|\bplaces are limited\b|\bsix locations\b|\bnear you\b"
)
_HOUSE = (
    r"\b(?:car parks?|blue badge|bus(?:es)? (?:routes?|numbers?|stops?|\d)|park and ride|drop-off|smoke[- ]?free site"
    r"|patient transport|getting (?:here|to us)|how to find us"
    r"|violence (?:and|or) (?:abuse|aggression)|zero tolerance|patient advice (?:and|&) liaison|PALS"
    r"|friends (?:and|&) family test|patient (?:participation|experience)|data protection|information governance"
    r"|confidentiality|switchboard|(?:did|do) not attend (?:their|your)|your feedback|feedback page|suggestions box"
    r"|comments,? (?:or|and|compliments)|compliments|complaints|recycle|online survey|research[- ]active"
    r"|foundation (?:trust )?members?|(?:other|another|different) (?:languages?|formats?)|braille|easy read)\b"
)
_SPONSOR = r"\bsponsor(?:s|ed)? by\b|\b(?:message|word) from our (?:partners?|sponsors?)\b|\bterms apply\b"
_POLL = (
    r"\b(?:quick|mini|readers?['’]?|our|straw)[- ]poll\b|^poll\b|\b\d+[- ](?:second|minute|question) quiz\b"
    r"|\btest yourself\b|\bquestion \d+ (?:of|/) \d+|\b(?:cast|submit) (?:my|your|a)? ?vote\b|\bvote and see\b"
    r"|\bsee what [\d,]+ \w+ (?:others )?said\b|\b[\d,]+ (?:votes|(?:readers|people) have (?:played|voted))\b"
    r"|\baverage score\b"
)
_STORY = (
    r"\b(?!this|that)\w+['’]s story\b|\b(?:tells|told us) how\b|\bread how \w+|\bin (?:his|her|their) own words\b"
    r"|\b(?:says|writes) [A-Z]\w+, \d\d\b"
)
_JOBS = (
    r"\bwe(?:['’]re| are) (?:hiring|recruiting)\b|\bvacanc(?:y|ies)\b|\brelocation (?:help|grants?|package)\b"
    r"|\b(?:nurses?|doctors?|drivers?|volunteers?) wanted\b|\bjoin our team\b|\bband \d\b|\b(?:full|part)[- ]time\b"
)
_MEDIA = (
    r"\bnow playing\b|\b\d+ seconds? of \d+|\bvideo (?:file )?cannot be played\b|\bplay video\b|\bphoto gallery\b"
    r"|\(\d+ (?:pictures|photos|slides)\)|\(\d{1,2}:\d\d\)"
)
_CALLS, _HOUSES, _PRICES, _POLLS = (re.compile(form, re.IGNORECASE) for form in (_CALL, _HOUSE, _PRICE, _POLL))
_OTHERS = (
    re.compile(form, re.IGNORECASE)
    for form in (_CROWD, _DIGITAL, _DATA, _APPEAL, _BOAST, _EVENT, _SPONSOR, _STORY, _JOBS, _MEDIA)
)
_FAMILIES = (_CALLS, _HOUSES, _PRICES, _POLLS, *_OTHERS)


@lru_cache(4096)
def pitch_of(text: str) -> int:
    """How many different signs of a pitch a text shows; 0 for one that is too long to be one."""
    short = len(text) <= MOST_LETTERS and len(text.split()) <= MOST_WORDS
    return sum(bool(form.search(text)) for form in _FAMILIES) if short else 0


def calls(text: str) -> bool:
    """Whether a text asks its reader to do something on a site: "Get my free card", "Join 3,000 members"."""
    return len(text) <= MOST_LETTERS and bool(_CALLS.search(text))


def warns(text: str) -> bool:
    """Whether a text warns; what is a pitch by two signs, or tells of the house, may speak of a call or a pregnancy."""
    lightly = is_about_the_house(text) or pitch_of(text) >= 2
    return bool(URGENT.search(text) if lightly else WARNING.search(text))


def polls(text: str) -> bool:
    """Whether a text asks what its readers think or know: "Quick poll", "Question 1 of 6"."""
    return len(text) <= MOST_LETTERS and bool(_POLLS.search(text))


def sells(text: str) -> bool:
    """Whether a text names a price or a discount and how to get it; then even a phone number in it is no advice."""
    return pitch_of(text) >= 2 and calls(text) and bool(_PRICES.search(text))


def asks_for(text: str) -> bool:
    """Whether a short line is a button that leads on: "Build my list", "Find a class near me"."""
    return len(text.split()) <= LONGEST_BUTTON and bool(_BUTTON.match(text) or calls(text))


def is_about_the_house(text: str) -> bool:
    """Whether a text tells of the way to a hospital, its complaints office or its rules, and not of the subject."""
    return len(text) <= MOST_LETTERS and bool(_HOUSES.search(text))
