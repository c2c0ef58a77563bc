"""A pre-score as a checklist for a person to finish, and as data for `--json`."""

from collections.abc import Iterable, Iterator
from dataclasses import asdict
from textwrap import wrap

from handouts.literacy.items import Part
from handouts.literacy.scoring import SCORES, Prescore, Score, Tally, Verdict

_WIDTH = 100
_INDENT = " " * 21
_CAUTION = (
    "This is neither a PEMAT score nor an Index score: people rate with those. The machine judged what the text alone"
    " can show; below is the rest, to be ticked by hand."
)
_NAMES: dict[Part, str] = {
    "understandability": "PEMAT-P (AHRQ): understandability",
    "actionability": "PEMAT-P (AHRQ): actionability",
    "questions": "CDC Clear Communication Index: four questions to answer first, not scored",
    "core": "CDC Clear Communication Index, part A: core",
    "behavior": "CDC Clear Communication Index, part B: advice on what to do",
    "numbers": "CDC Clear Communication Index, part C: numbers",
    "risk": "CDC Clear Communication Index, part D: risk",
}


def to_dict(prescore: Prescore) -> dict[str, object]:
    """The pre-score as JSON-ready data: the same figures as the report, in percent."""
    return {
        "article": str(prescore.path),
        "title": prescore.title,
        "caution": _CAUTION,
        "scores": [_score_dict(score, prescore.tally(score)) for score in SCORES],
        "items": [{"code": each.item.code} | asdict(each.item) | _verdict_dict(each) for each in prescore.verdicts],
    }


def report(prescore: Prescore) -> str:
    """The pre-score as lines of at most 100 characters (paths and titles apart), ending in a line feed."""
    parts = [
        [f"{prescore.path}: {prescore.title}"],
        wrap(_CAUTION, _WIDTH),
        [line for score in SCORES for line in _summary(score, prescore.tally(score))],
        ["Judged by the machine", *_judged(prescore.verdicts)],
        *(list(_checklist(part, name, prescore.verdicts)) for part, name in _NAMES.items()),
    ]
    return "\n\n".join("\n".join(part) for part in parts if part) + "\n"


def summary(prescore: Prescore) -> str:
    """What the machine could judge, in a few lines."""
    lines = [line for score in SCORES for line in _summary(score, prescore.tally(score))]
    return "\n".join([*lines, "The rest is for a person: handouts grade --checklist"]) + "\n"


def _score_dict(score: Score, tally: Tally) -> dict[str, object]:
    low, high = tally.bounds
    return {
        "name": score.name,
        "threshold": score.threshold,
        **asdict(tally),
        "judged": tally.judged,
        "person": tally.person,
        "percent_of_judged": None if tally.percent is None else round(tally.percent),
        "can_still_be": [round(low), round(high)],
    }


def _verdict_dict(verdict: Verdict) -> dict[str, object]:
    return {"by": verdict.by, "answer": verdict.answer, "evidence": verdict.evidence, "line": verdict.line}


def _summary(score: Score, tally: Tally) -> Iterator[str]:
    low, high = tally.bounds
    so_far = "" if tally.percent is None else f"; score so far {tally.percent:.0f} % of those judged that apply"
    told = (
        f"{score.name}: judged {tally.judged} of {tally.items} items: {tally.agree} agree, {tally.disagree} disagree,"
        f" {tally.not_applicable} n/a{so_far}; {tally.person} for a person."
        f" The full score can still be {low:.0f} to {high:.0f} %; {score.threshold} % passes."
    )
    yield from wrap(told, _WIDTH, subsequent_indent="  ")


def _judged(verdicts: Iterable[Verdict]) -> Iterator[str]:
    for each in verdicts:
        if each.answer:
            told = f"  {each.item.code:<9} {each.answer:<8} {each.item.text}: {_placed(each)}"
            yield from wrap(told, _WIDTH, subsequent_indent=_INDENT, drop_whitespace=True)


def _checklist(part: Part, name: str, verdicts: Iterable[Verdict]) -> Iterator[str]:
    left = [each for each in verdicts if each.item.part == part and not each.answer]
    if left:
        yield name
    for each in left:
        yield from _asked(each)


def _asked(verdict: Verdict) -> Iterator[str]:
    """A question with boxes to tick, or with a line to write on, and the hint under it."""
    item = verdict.item
    boxes = "[ ] yes [ ] no" + (" [ ] n/a" if item.optional else "")
    number = f"{'Q' * (item.part == 'questions')}{item.number}"
    if item.part == "questions":
        boxes = ""
    yield from wrap(f"  {boxes:<23} {number:>3}  {item.question}", _WIDTH, subsequent_indent=" " * 31)
    if verdict.evidence or verdict.line:
        yield from wrap(f"Hint: {_placed(verdict)}", _WIDTH, initial_indent=" " * 31, subsequent_indent=" " * 37)
    if item.part == "questions":
        yield " " * 31 + "_" * 60


def _placed(verdict: Verdict) -> str:
    return f"{verdict.evidence} (line {verdict.line})" if verdict.line else verdict.evidence
