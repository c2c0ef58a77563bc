"""How many seeded changes of facts the fact lock sees, and how often it cries wolf.

`python -m tests.mutations [FOLDER]` prints the table for the pairs in a folder of Markdown files (by default those of
the tests). "stopped" counts the changes that gave a new error, "named" those that gave at least a new warning. The
same pairs give the same changes.
"""

import sys
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from random import Random

from handouts.factlock import Finding, compare, lines_of
from handouts.sentences import split_sentences
from tests.lock_pairs import FOLDER, LockPair, read_pairs
from tests.mutation_kinds import KINDS, drug_names, is_fact

# Changes of the full version are the same faults seen from the other side; these kinds are tried there, too.
ON_FULL = ("number: digit", "unit", "drug: another", "negation: removed", "side", "must→may", "condition cut")
# The shares to reach on articles that the lock was not tuned on.
TARGETS = {
    **dict.fromkeys((kind for kind in KINDS if kind.startswith(("number", "unit", "drug", "negation", "side"))), 1.0),
    **dict.fromkeys(("must→may", "should→may", "may→must"), 1.0),
    **dict.fromkeys(("or→and", "and→or", "condition cut"), 0.95),
    "sentence deleted: fact": 0.8,
}
SEEN_FROM_PLAIN = {"condition cut": "condition added", "must→may": "may→must", "negation: removed": "negation: added"}
DELETED = "sentence deleted: fact"
STORY = "sentence deleted: story"
ADDED = "sentence added: fact"


@dataclass(frozen=True)
class Mutation:
    """One change of one pair."""

    name: str
    kind: str
    pair: LockPair
    was: str
    now: str


@dataclass
class Tally:
    """How many changes of a kind there were, how many gave a new error, and how many at least a new warning."""

    made: int = 0
    errors: int = 0
    findings: int = 0


def mutations(pair: LockPair) -> Iterator[Mutation]:
    """All changes of a pair, in a fixed order."""
    for kind, change in KINDS.items():
        yield from _changed(pair, kind, change, full=False)
        if kind in ON_FULL:
            yield from _changed(pair, kind, change, full=True)
    yield from _deleted(pair, full=False)
    yield from _deleted(pair, full=True)


def _changed(pair: LockPair, kind: str, change: object, *, full: bool) -> Iterator[Mutation]:
    texts = pair.full if full else pair.plain
    random = Random(f"{pair.name} {kind} {full}")
    for at, (text, line) in enumerate(texts):
        sentences = split_sentences(text)
        for number, sentence in enumerate(sentences):
            for new in change(sentence, random):  # type: ignore[operator]
                if kind == "drug: dropped" and not _is_last_mention(texts, sentence, new):
                    continue
                whole = " ".join([*sentences[:number], new, *sentences[number + 1 :]])
                changed = (*texts[:at], (whole, line), *texts[at + 1 :])
                yield _mutation(pair, kind, changed, sentence, new, full=full)


def _is_last_mention(texts: tuple[tuple[str, int], ...], sentence: str, new: str) -> bool:
    """Whether the medicine that `new` lacks is named nowhere else: else "it" may stand for it."""
    gone = [name for _, _, name in drug_names(sentence)]
    for _, _, name in drug_names(new):
        gone.remove(name)
    left = [name for text, _ in texts for _, _, name in drug_names(text)]
    return bool(gone) and left.count(gone[0]) == 1


def _deleted(pair: LockPair, *, full: bool) -> Iterator[Mutation]:
    texts = pair.full if full else pair.plain
    for at, (text, line) in enumerate(texts):
        sentences = split_sentences(text)
        for number, sentence in enumerate(sentences):
            if len(sentence.split()) < 5 or sentence.endswith(("?", ":")) or sum(map(len, texts)) < 2:
                continue
            rest = " ".join([*sentences[:number], *sentences[number + 1 :]])
            changed = tuple(item for item in (*texts[:at], (rest, line), *texts[at + 1 :]) if item[0])
            kind = (ADDED if full else DELETED) if is_fact(sentence) else STORY
            if changed and not (full and kind == STORY):
                yield _mutation(pair, kind, changed, sentence, "", full=full)


def _mutation(
    pair: LockPair, kind: str, texts: tuple[tuple[str, int], ...], was: str, now: str, *, full: bool
) -> Mutation:
    changed = replace(pair, full=texts) if full else replace(pair, plain=texts)
    if full:
        kind = SEEN_FROM_PLAIN.get(kind, kind)
    return Mutation(f"{pair.name} {'full' if full else 'plain'} {kind}", kind, changed, was, now)


def findings_of(pair: LockPair) -> tuple[Finding, ...]:
    return compare(lines_of(pair.full), lines_of(pair.plain))


def new_findings(base: tuple[Finding, ...], changed: tuple[Finding, ...]) -> list[Finding]:
    """The findings that the unchanged pair does not have, by kind, severity and what they say."""
    known = {(found.kind, found.severity, found.what) for found in base}
    return [found for found in changed if (found.kind, found.severity, found.what) not in known]


def measure(pairs: tuple[LockPair, ...]) -> tuple[dict[str, Tally], list[Mutation]]:
    """The tallies by kind, and the changes that gave no new error."""
    tallies: dict[str, Tally] = defaultdict(Tally)
    missed: list[Mutation] = []
    for pair in pairs:
        base = findings_of(pair)
        for mutation in mutations(pair):
            new = new_findings(base, findings_of(mutation.pair))
            tally = tallies[mutation.kind]
            tally.made += 1
            tally.findings += bool(new)
            tally.errors += any(found.severity == "error" for found in new)
            if not any(found.severity == "error" for found in new):
                missed.append(mutation)
    return dict(tallies), missed


def false_alarms(pairs: tuple[LockPair, ...]) -> list[tuple[LockPair, list[Finding]]]:
    """The good pairs with errors."""
    found = [(pair, [f for f in findings_of(pair) if f.severity == "error"]) for pair in pairs]
    return [(pair, errors) for pair, errors in found if errors]


def table(pairs: tuple[LockPair, ...]) -> str:
    """The figures as text."""
    tallies, _ = measure(pairs)
    order = [*KINDS, "condition added", DELETED, STORY, ADDED]
    rows = [f"{'change':28} {'made':>5} {'stopped':>8} {'share':>7} {'named':>7} {'target':>7}"]
    for kind in [kind for kind in order if kind in tallies]:
        tally = tallies[kind]
        stopped, named = tally.errors / tally.made, tally.findings / tally.made
        rows.append(f"{kind:28} {tally.made:5} {tally.errors:8} {stopped:7.1%} {named:7.1%} {_target(kind, stopped)}")
    made, errors = sum(t.made for t in tallies.values()), sum(t.errors for t in tallies.values())
    rows.append(f"{'all':28} {made:5} {errors:8} {errors / made:7.1%}")
    alarms = false_alarms(pairs)
    warned = sum(any(f.severity == "warning" for f in findings_of(pair)) for pair in pairs)
    rows.append(f"good pairs: {len(pairs)}, with an error: {len(alarms)}, with a warning: {warned}")
    return "\n".join(rows)


def _target(kind: str, reached: float) -> str:
    if kind not in TARGETS:
        return f"{'–':>7}"
    return f"{TARGETS[kind]:7.0%}" + ("" if reached >= TARGETS[kind] else "  short")


def main() -> None:
    pairs = read_pairs(Path(sys.argv[1]) if len(sys.argv) > 1 else FOLDER)
    sys.stdout.write(table(pairs) + "\n")


if __name__ == "__main__":
    main()
