"""Sentences that hide who acts."""

import re
from collections.abc import Iterator

from handouts.suggest.passages import Passage
from handouts.suggest.suggestion import Proposal

_IRREGULAR = (
    "given|taken|done|put|seen|told|shown|kept|held|found|sent|brought|chosen|written|drawn|worn|begun"
    "|read|hidden|eaten|driven|felt|lost|paid|built"
)
# States of people and things, set phrases and naming: to say who acts would not make them easier.
_STATES = (
    "tired|worried|concerned|interested|scared|married|confused|used|called|named|known|supposed|located|related|based"
    "|need|red|allowed|damaged|blocked|narrowed|swollen|limited|advanced|experienced|skilled|pleased|relaxed|retired"
    "|left|hurt|made|elevated|inflamed|infected|closed|involved|pregnant|injured|affected|slurred|expected|planned|said"
    "|crossed|needed|connected|locked|considered|prevented|treated|thought"
    "|raised|finished|aged|bruised|dehydrated|completed|associated|linked|bored|shortened"
)
_PASSIVE = re.compile(
    rf"\b(?:is|are|was|were|be|been|being)\s+(?:(?:not|also|then|often|usually|always|sometimes|[a-z]+ly)\s+)?"
    rf"(?!(?:{_STATES})\b)(?P<participle>[a-z]+ed|{_IRREGULAR})\b(?!\s+(?:to\s+be\s+)?(?:about|that)\b)"
)


def passives(passage: Passage) -> Iterator[Proposal]:
    """The first passive of each sentence; it has to be reworded by hand."""
    for sentence in passage.sentences if passage.kind != "meaning" else ():
        found = _PASSIVE.search(sentence.text)
        if found and not passage.quoted(sentence.start + found.start()):
            shown = " ".join(found[0].split())
            what = f"“{shown}” hides who acts: say who does it, or tell the reader to do it."
            yield Proposal("passive", passage, sentence, sentence.start + found.start(), what)
