"""What is denied: each "not" of one version must deny the same thing in the other.

Writers split, merge and reorder sentences, so a denial is sought in the whole of the other version: among its
denials, among the words that deny without a "not", and among what it affirms.
"""

from collections.abc import Iterator, Sequence

from handouts.factlock.answers import AFFIRMED, Open, Side, beside_or_near, held, open_denials, paired
from handouts.factlock.denials import Denial
from handouts.factlock.findings import Finding, Severity
from handouts.factlock.passages import Pair, keys_of
from handouts.factlock.quiet import Quiet, only_here
from handouts.factlock.stems import stem

_SOME = 0.3  # likeness from which one denial answers another in its place
_EVIDENCE = 0.1  # share of a denial's words that the other version affirms, below which it is merely not found
_TOUCHES = 0.7  # share of a denial's words that must stand near a quiet denial
_ONE_CLAUSE = 14  # words between a "not" and the "without" that it governs


def compare_negations(pair: Pair) -> Iterator[Finding]:
    """Denials that one version has and the other has not."""
    full, plain = Side(pair.full, is_full=True), Side(pair.plain, is_full=False)
    lost, added = _unanswered(pair, full, plain)
    for one in lost:
        what = f"“{_said(one.denial)}” is denied in the full version and not in the plain one."
        yield pair.finding("negation", _severity(one, full), one.denial.sentence, None, what)
    for one in added:
        what = f"“{_said(one.denial)}” is denied in the plain version and not in the full one."
        yield pair.finding("negation", _severity(one, plain), None, one.denial.sentence, what)


def _unanswered(pair: Pair, full: Side, plain: Side) -> tuple[list[Open], list[Open]]:
    """The denials of both versions that nothing of the other answers.

    The surest answers come first: a denial of the same words, then a word that denies the same quietly, then a denial
    of other words in a sentence that answers.
    """
    full_quiet, plain_quiet = _new_quiet(pair, full, plain), _new_quiet(pair, plain, full)
    lost = open_denials(pair, full, list(plain.affirmed(plain_quiet)))
    added = open_denials(pair, plain, list(full.affirmed(full_quiet)))
    lost, added = paired(pair, lost, added, _SOME)
    lost = [one for one in lost if not held(pair, one, plain.denials)]
    added = [one for one in added if not held(pair, one, full.denials)]
    lost = _without_quiet(pair, lost, full, plain, plain_quiet)
    added = _without_quiet(pair, added, plain, full, full_quiet)
    lost, added = paired(pair, lost, added, 0.0)
    return [one for one in lost if _counts(one, full, plain)], [one for one in added if _counts(one, plain, full)]


def _new_quiet(pair: Pair, mine: Side, theirs: Side) -> list[Quiet]:
    """My quiet denials that the sentences that answer theirs lack."""
    return only_here(
        mine.quiet, theirs.quiet, lambda one, other: pair.side_by_side(*mine.places(one.sentence, other.sentence))
    )


def _without_quiet(pair: Pair, found: list[Open], mine: Side, theirs: Side, new: Sequence[Quiet]) -> list[Open]:
    """What is left of my denials when those that the other version says quietly are taken out, one for one."""
    scores = sorted(
        (-score, i, j)
        for i, one in enumerate(found)
        for j, quiet in enumerate(theirs.quiet)
        if (score := _denies(pair, quiet, one, mine, new=quiet in new))
    )
    said: set[int] = set()
    used: set[int] = set()
    for _, i, j in scores:
        if i not in said and j not in used:
            said.add(i)
            used.add(j)
    limits = [one.denial for i, one in enumerate(found) if i in said and one.denial.said == "without"]
    left = [one for i, one in enumerate(found) if i not in said]
    return [one for one in left if not any(_governs(one.denial, limit) for limit in limits)]


def _governs(denial: Denial, limit: Denial) -> bool:
    """Whether it is the "not" of "not … without …", which is one limit: "ask before you take it"."""
    return denial.sentence == limit.sentence and 0 < limit.at - denial.at < _ONE_CLAUSE


def _denies(pair: Pair, quiet: Quiet, one: Open, mine: Side, *, new: bool) -> float:
    """How likely a quiet denial of the other version denies the same; 0: it does not.

    `new`: my sentences that answer have no such word; else only a word that means the opposite may answer.
    """
    denial = one.denial
    if quiet.binding and denial.near and not denial.near[0].keys.isdisjoint(quiet.word.keys):
        return 0.0  # it is itself what is denied: "never stop" is not "stop"
    places = mine.places(denial.sentence, quiet.sentence)
    shared = pair.share(denial.near, keys_of(quiet.around))
    turned = one.turned >= AFFIRMED and one.turned > shared
    head = {stem(part) for word in denial.near[:1] for part in word.text.split()}
    sure = new or quiet.name == "at once" or not (quiet.binding or turned)
    if sure and not head.isdisjoint(quiet.denied) and beside_or_near(pair, *places):
        return 1.0 + shared
    if turned or not new or not quiet.binding or not quiet.may_stand_for(denial.said, mine.sentences[denial.sentence]):
        return 0.0
    if shared >= _TOUCHES:
        return shared
    return 0.1 + shared if (shared or quiet.limits) and pair.best_of_both(*places) else 0.0


def _counts(one: Open, mine: Side, theirs: Side) -> bool:
    """Whether a denial that nothing answers is to be told: not a short one, nor one with a word of its own there."""
    return not one.denial.short and (one.turned >= AFFIRMED or not _meant(mine, one.denial, theirs))


def _meant(mine: Side, denial: Denial, theirs: Side) -> bool:
    """Whether the other version has a word for the whole denial: "without delay" is "right away"."""
    meanings = {key for key in mine.sentences[denial.sentence].words[denial.at].keys if key.startswith("=")}
    return bool(meanings & keys_of(word for sentence in theirs.sentences for word in sentence.words))


def _severity(one: Open, mine: Side) -> Severity:
    """How grave it is that nothing answers this denial."""
    if not one.denial.hard:
        return "error" if one.turned >= AFFIRMED and one.denial.value != "lack" else "warning"
    even = mine.sentences[one.denial.sentence].has("cond", "even_if")
    least = AFFIRMED if even else 0.0 if mine.is_full else _EVIDENCE
    return "error" if one.turned >= least else "warning"


def _said(denial: Denial) -> str:
    return " ".join([denial.said, *(word.text for word in denial.near if word.weight)])
