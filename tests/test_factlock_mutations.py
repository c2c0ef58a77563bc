"""The fact lock measured: the share of seeded changes that it stops, and its false alarms.

The pairs in tests/factlock_pairs are those it was tuned on: six articles by a writer who had only the guide, and five
shorter ones. `python -m tests.mutations FOLDER` gives the figures for others; tests/lock_free holds pairs of writers
who knew no guide, whose figures are held by no bound.
"""

from pathlib import Path

from tests.lock_pairs import read_pairs
from tests.mutations import TARGETS, false_alarms, findings_of, measure, mutations

PAIRS = read_pairs()
FREE = Path(__file__).parent / "lock_free"
FALSE_ALARMS, WARNINGS = 1 / 20, 1 / 8  # of the good pairs


def test_the_shares_stopped() -> None:
    """In one test, so that the changes are tried once, in one process."""
    tallies = measure(PAIRS)[0]
    assert sum(tally.made for tally in tallies.values()) >= 3500
    shares = {kind: tallies[kind].errors / tallies[kind].made for kind in TARGETS}
    assert {kind: share for kind, share in shares.items() if share < TARGETS[kind]} == {}


def test_good_pairs_are_seldom_refused_and_seldom_warned_of() -> None:
    warned = [pair.name for pair in PAIRS if any(f.severity == "warning" for f in findings_of(pair))]
    assert len(PAIRS) >= 120
    assert len(false_alarms(PAIRS)) <= FALSE_ALARMS * len(PAIRS)
    assert len(warned) <= WARNINGS * len(PAIRS)


def test_the_same_pairs_give_the_same_changes() -> None:
    assert [list(mutations(pair)) for pair in PAIRS[:5]] == [list(mutations(pair)) for pair in read_pairs()[:5]]


def test_each_change_changes_something() -> None:
    for pair in (*PAIRS, *read_pairs(FREE)):
        for mutation in mutations(pair):
            assert mutation.was != mutation.now
            assert mutation.pair != pair
