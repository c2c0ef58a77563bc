"""Learn from the marked pages how furniture reads: `make likeness` writes the weights that the readers use."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from hashlib import sha256

from click import echo

from handouts.readers._likeness import BIAS, LIKELY, SURE, WEIGHTS, features_of, share_of
from tests.pages_kept import marked, pages

PARTS = 9
"""Of the pages, for the figures that are printed: eight are learned from and one is judged, in turn."""
LEAST_PAGES = 3
"""A feature of fewer pages says something of them, and not of pages."""
SMALLEST = 3
"""Hundredths: a smaller weight is left out."""
HEAD = """\
# How much each feature of a line speaks for a site's furniture, in hundredths of log odds: readers/_likeness.py names
# the features. Learned by `make likeness` from the pages in tests/pages, of which this is the digest:
# {digest}
"""

Sample = tuple[set[str], bool]


def main() -> None:
    """Write the weights, and print how well such weights judge pages that they were not learned from."""
    samples = [samples_of(marked(page)) for page in pages()]
    rows = "".join(f"{weight} {feature}\n" for feature, weight in sorted(learned(samples).items()))
    WEIGHTS.write_text(HEAD.format(digest=digest()) + rows, encoding="utf-8")
    judged = list(crossed(samples))
    for least in (LIKELY, SURE):
        noise, article = (share(judged, kind, least) for kind in (True, False))
        echo(f"At {least}, pages not learned from: {noise:.1%} of furniture, {article:.2%} of the article.")


def crossed(samples: Sequence[list[Sample]]) -> Iterator[tuple[float, bool]]:
    """For each line how likely it is furniture by the pages of the other parts, and whether it is."""
    for part in range(PARTS):
        weights = learned([page for at, page in enumerate(samples) if at % PARTS != part])
        yield from ((share_of(features, weights), noise) for page in samples[part::PARTS] for features, noise in page)


def share(judged: Iterable[tuple[float, bool]], kind: bool, least: float) -> float:
    """The share of the lines of a kind that are at least so likely furniture."""
    of_kind = [likely >= least for likely, noise in judged if noise == kind]
    return sum(of_kind) / len(of_kind)


def samples_of(lines: Iterable[tuple[str, str]]) -> list[Sample]:
    """The lines of a page, each with whether it is furniture."""
    kinds, texts = zip(*lines, strict=True)
    return [(features, kind == "N") for kind, features in zip(kinds, features_of(texts), strict=True)]


def learned(samples: Sequence[list[Sample]]) -> dict[str, int]:
    """The weights in hundredths, from the samples of each page."""
    from sklearn.feature_extraction import DictVectorizer
    from sklearn.linear_model import LogisticRegression

    counts = Counter(feature for page in samples for feature in set().union(*(features for features, _ in page)))
    common = {feature for feature, count in counts.items() if count >= LEAST_PAGES}
    rows = [sample for page in samples for sample in page]
    table = DictVectorizer()
    seen = table.fit_transform([dict.fromkeys(sorted(features & common), 1.0) for features, _ in rows])
    fitted = LogisticRegression(C=1.0, max_iter=5000, tol=1e-6).fit(seen, [noise for _, noise in rows])
    weights = dict(zip(table.get_feature_names_out(), (round(100 * each) for each in fitted.coef_[0]), strict=True))
    found = {str(feature): weight for feature, weight in weights.items() if abs(weight) >= SMALLEST}
    return found | {BIAS: round(100 * fitted.intercept_[0])}


def digest() -> str:
    """What the weights were learned from: the marked lines of all pages."""
    return sha256(b"".join(page.with_suffix(".lines").read_bytes() for page in pages())).hexdigest()


if __name__ == "__main__":
    main()
