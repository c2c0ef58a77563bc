"""Words that deny without a "not": "stop", "until", "instead"; and words that say the opposite of another.

"Do not take it until Monday" is "wait until Monday"; "do not stop" is "keep on"; "not the same" is "different".
"""

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from handouts.factlock.passages import Sentence
from handouts.factlock.stems import stem
from handouts.factlock.words import Word, read_words

_REACH = 7  # words with meaning on each side that a quiet denial may deny
_PARTICLE = r"(?: (?!\W)\S+){{0,4}}? (?:{})\b"
# One row a word: what it is called, how it is said, and the words that it denies by itself.
_ROWS: tuple[tuple[str, str, str], ...] = (
    ("stop", r"stop|stops|stopped|stopping|quit|quits|halt|end|ends|ended|cease|discontinue\w*", "continue"),
    ("leave out", "(?:leave|leaves|left|leaving)" + _PARTICLE.format("out|off|alone|behind|closed|in place"),
     "open remove"),
    ("leave on", "leave|leaves|leaving|left", "remove change move bring off out"),
    ("keep off", "(?:keep|keeps|keeping|kept|stay|stays|staying|hold|holds)"
     + _PARTICLE.format("off|out|away|from|back|apart|clear|under|dry|clean|closed|shut|still"),
     "touch enter wet"),
    ("keep", r"keep|keeps|keeping|kept|continue|continues|continuing|continued|goes? on|go on|carry on|stay|stays"
     r"|staying|remain|remains|finish|still|persist\w*|chronic|lasts?|whole course|all of (?:them|it)",
     "stop leave remove change quit discontinue end away off"),
    ("skip", r"skip|skips|skipped|omit|omitted|miss|missed|misses|forget|forgot|forgotten", "remember"),
    ("remember", r"remember|remembers|sure to|make sure|always|each time|every time|at all times", "forget skip miss"),
    ("prevent", r"prevent\w*|protect\w*|guard|guards|avert|ward off|fend off|avoid\w*",
     ""),
    ("only", r"only|solely|just|exclusively|alone|by (?:itself|themselves|yourself)|nothing (?:else|but)"
     r"|(?:no one|nobody) (?:else|but)|on (?:its|their|your) own|not just anyone|limited to|sole|one time",
     "other else anyone together"),
    ("except", r"except\w*|exceptions?|apart from|other than|unless|otherwise", ""),
    ("until", r"until|till", "begin start restart resume again"),
    ("wait", r"wait|waits|waiting|delay|delays|delayed|hold off|put off|postpone\w*",
     "begin start restart resume again"),
    ("before", r"before|beforehand", ""),
    ("first", r"first", ""),
    ("instead", r"instead|rather than|rather|in place of|in its place|swap|switch|replace\w*|substitute\w*", ""),
    ("against", r"against|opposed|banned|ban|off limits|out of reach|out of the reach|out of sight|ruled out|rule out"
     r"|exclude\w*|bad idea|poor (?:fit|choice)|mistake|forbidden|prohibited|contraindicated", ""),
    ("poor", r"reduc\w*|impair\w*|poor|poorly|weak\w*|limited|damaged|diseased|decreas\w*|declin\w*"
     r"|too (?:low|little|few)",
     "work function well control good enough properly strong"),
    ("hard", r"hard|trouble|difficult\w*|struggle\w*|problems?|too|unable|inability|fails?|failed|failure|failing|poor"
     r"|poorly|refus\w*|impossible|loses?|lost|losing|loss|unlikely|hardly|barely|scarcely|paralyz\w+|numb\w*",
     "able easy"),
    ("rare", r"rare|rarely|seldom|uncommon\w*|infrequent\w*|unlikely|once in a while|few|little|minor|small|less|fewer"
     r"|not as|hardly", "common often usual many much enough likely"),
    ("lack", r"lack|lacks|lacking|out of|off|free of|free from|empty|minus|void|bare|clear of"
     r"|run out|ran out|used up|low on|short of", "have"),
    ("gone", r"gone|go(?:es)? away|went away|missing|absen\w*|clear(?:s|ed)? up|disappear\w*|free", "have more"),
    ("up", r"upright|sit(?:ting)? up|stand(?:ing)?(?: up)?", "lie recline bend"),
    ("need not", r"(?:no|any) need|need not|optional|(?:not|without) (?:have|having|need|needing) to|free to|up to you"
     r"|not required|not necessary|unnecessary|excused", "need necessary must require"),
    ("whole", r"whole|intact|unbroken|uncut|as it is|in one piece", "crush chew split break cut open dissolve divide"),
    ("differ", r"differ|differs|different\w*|vary|varies|unlike|another|changed?|other", "same alike similar"),
    ("same", r"as (?:well|much|many|often|fast|long|before|ever|usual|always)|same|alike|identical|unchanged"
     r"|steady|stable|constant|similar", "change differ different vary affect reduce lower weaken"),
    ("at once", r"immediate\w*|right away|at once|straight away|promptly|any time|right then|without delay|now"
     r"|same day|as soon as|as early as|quickly|without waiting", "wait delay hesitate"),
    ("on time", r"on time|exact\w*|exactly when|the right (?:time|day)", "early late sooner later delay"),
    ("open", r"open|opens|opened|opening", "closed shut sealed"),
    ("closed", r"closed?|shut|sealed|joined|connected|attached|together", "open disconnect apart separate"),
    ("safe", r"safe|safely|harmless|fine|okay|ok|good|healthy|well|normal|usual|clear|nothing wrong",
     "harm danger dangerous worry sick wrong bad unusual abnormal"),
    ("danger", r"danger\w*|harmful|harms?|risky|unsafe|bad|severe|serious", "safe good mild"),
    ("secret", r"cause unknown|unknown|unclear|unsure|unsettled|doubtful|doubt", "know clear sure certain"),
    ("sure", r"sure|certain|known|clear|proven", "doubt unknown unsure"),
    ("awake", r"awake|alert|woken|wake\w*", "sleepy asleep drowsy"),
    ("asleep", r"asleep|unconscious|pass(?:es|ed)? out|faint\w*|sleepy|drows\w+", "awake alert respond"),
    ("dry", r"dry|dries", "wet bathe moist"),
    ("level", r"flat|level|straight|smooth|still|steady", "bend tilt kink loop shake"),
    ("worse", r"worse\w*|weak\w*|get worse", "better improve strong ease help"),
    ("better", r"better|improve\w*|eases?|gone|heal\w*|recover\w*", "worse"),
    ("undone", r"undo\w*|revers\w*|permanent\w*|for good|lasting|forever|for life",
     "return undo reverse heal grow back"),
    ("slow", r"slow\w*|gradual\w*|gentl\w*|bit by bit|soft\w*|little by little|light\w*|careful\w*|loose\w*|slack",
     "sudden suddenly quick fast rush hard rub squeeze tight pull strain"),
    ("quiet", r"silent\w*|quiet\w*|without knowing|unnoticed|hidden|mask\w*|hide|hides", "notice symptom sign"),
    ("full", r"full|fully|complete\w*|entire\w*|all the way|at all", "empty part partly half"),
    ("enough", r"enough|sufficient\w*", "lack low little"),
    ("up to", r"at most|up to|no more|the most|the limit|maximum|or less|or fewer|within", "more exceed over above"),
)  # fmt: skip
_PATTERN = re.compile("|".join(rf"(?P<q{number}>\b(?:{said})\b)" for number, (_, said, _) in enumerate(_ROWS)))
_TWINS = tuple(frozenset(stem(word) for word in denied.split()) for _, _, denied in _ROWS)
_LESS = re.compile(r"(?P<root>[a-z]{3,})less(?:ly)?")
_NO_ROOT = frozenset(("un", "regard", "neverthe", "nonethe", "doubt", "care"))


# These deny what stands beside them; the others only the words that they are the opposite of.
# Some deny what follows them, and some only where the other version names a limit, too.
_BEHIND = frozenset(("stop", "skip", "prevent", "against", "hard", "rare", "lack", "need not"))
_LIMITS = {
    "until": frozenset(("time",)),
    "wait": frozenset(("time",)),
    "before": frozenset(("time",)),
    "first": frozenset(("time",)),
    "only": frozenset(("cond",)),
    "except": frozenset(("cond",)),
}
_BINDING = frozenset(
    ("stop", "leave out", "keep off", "skip", "prevent", "only", "except", "until", "wait", "before", "first",
     "instead", "against", "hard", "rare", "lack", "gone", "need not")
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Quiet:
    """A word that denies quietly: its name, where it stands, the words around it, and the stems it denies itself.

    One that is `binding` denies what stands around it, too.
    """

    name: str
    said: str
    word: Word
    sentence: int
    at: int
    around: tuple[Word, ...]
    denied: frozenset[str]
    binding: bool

    @property
    def limits(self) -> bool:
        """Whether it says to what, or until when, a thing is limited."""
        return self.name in _LIMITS

    def may_stand_for(self, said: str, sentence: Sentence) -> bool:
        """Whether it may stand for this denial: an "until" for "not before" and "without", not for a bare "not"."""
        families = _LIMITS.get(self.name)
        return families is None or said in ("without", "nothing") or any(sentence.has(family) for family in families)


def quiet_denials(sentences: Sequence[Sentence]) -> tuple[Quiet, ...]:
    """The quiet denials of these sentences, in order."""
    return tuple(quiet for number, sentence in enumerate(sentences) for quiet in _of(sentence, number))


def _of(sentence: Sentence, number: int) -> Iterator[Quiet]:
    for row, said, at in _spots(sentence.text):
        name = _ROWS[row][0]
        around = _around(sentence.words, at, left=name not in _BEHIND)
        yield Quiet(name, said, sentence.words[at], number, at, around, _TWINS[row], name in _BINDING)
    for at, word in enumerate(sentence.words):
        less = _LESS.fullmatch(word.text)
        if less and less["root"] not in _NO_ROOT:
            denied = frozenset({stem(less["root"])})
            yield Quiet("less", word.text, word, number, at, _around(sentence.words, at), denied, False)


@lru_cache(maxsize=4096)
def _spots(sentence: str) -> tuple[tuple[int, str, int], ...]:
    """The row of each quiet denial in a sentence, the stem of its first word, and the place of the word it opens."""
    words = read_words(sentence)
    starts, text = [], ""
    for word in words:
        starts.append(len(text))
        text += f"{word.text} "
    spots, place = [], 0
    while found := _PATTERN.search(text, place):
        at = bisect_right(starts, found.start()) - 1
        word = words[at]
        idiom = not word.marks and " " in word.text and word.text != found[0] and not word.weight
        first = found[0].split()[0]
        if not idiom:
            spots.append((int((found.lastgroup or "q0")[1:]), stem(first), at))
        place = found.start() + len(first)
    return tuple(spots)


def only_here(here: Sequence[Quiet], there: Sequence[Quiet], beside: Callable[[Quiet, Quiet], bool]) -> list[Quiet]:
    """The quiet denials of one version that the other has not, in sentences that are `beside` theirs, one for one."""
    others, left = list(there), list(here)
    for exactly in (True, False):
        for quiet in list(left):
            alike = (o for o in others if (o.said == quiet.said if exactly else o.name == quiet.name))
            same = next((other for other in alike if beside(quiet, other)), None)
            if same:
                others.remove(same)
                left.remove(quiet)
    return left


def _around(words: Sequence[Word], at: int, *, left: bool = True) -> tuple[Word, ...]:
    before = [word for word in words[:at] if word.weight][-_REACH:]
    right = [word for word in words[at:] if word.weight][: _REACH + 1]
    return (*(before if left else ()), *right)
