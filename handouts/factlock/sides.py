"""Left and right where they are sides of the body, not "what is left" or "the right dose"."""

from collections.abc import Sequence

from handouts.factlock.words import Word

_BODY = frozenset(
    """arm arms leg legs side sides sided hand hands foot feet atrium ventricle heart lung lungs breast kidney kidneys
    hip hips knee knees eye eyes ear ears shoulder wrist groin ankle upper lower coronary chamber chambers room rooms
    half bundle hemisphere brain femoral main jaw thigh calf elbow neck armpit collarbone subclavian jugular radial
    carotid ovary testicle anterior lateral ventricular atrial corner cheek temple nostril lobe valve artery arteries
    vein pulmonary palm thumb toe heel ribs rib abdomen abdominal belly flank buttock limb limbs chest part bottom top
    back front ureter""".split()
)
_SIDES = ("left", "right")
_VERBS = frozenset("may might can could must should will would is was has had does needs gets takes works one".split())
_JOINS = ("or", "and", "to", "/")


def is_side(words: Sequence[Word], at: int) -> bool:
    """Whether the "left" or "right" at this place is a side."""
    texts = [word.text for word in words[max(0, at - 3) : at + 4]]
    here = min(at, 3)
    before, after = texts[:here][::-1], texts[here + 1 :]
    if any(text in _BODY for text in after[:2] if text != "to"):
        return after[0] in _BODY or after[0] not in ("in", "on", "at", "the", "your", "a", "from", "by", "to", "for")
    joined = [near[1] for near in (before, after) if len(near) > 1 and near[0] in _JOINS]
    joined += [near[2] for near in (before, after) if len(near) > 2 and near[0] in _JOINS and near[1] == "the"]
    if any(text in _SIDES for text in joined):
        return True
    if before and before[0] == "the" and after and after[0] in _VERBS and _other(words, at):
        return True
    ends = not after or not after[0][0].isalnum() or after[0] in _JOINS
    return ends and bool(before) and before[0] in ("the", "your", "on", "far", "to")


def _other(words: Sequence[Word], at: int) -> bool:
    """Whether the sentence names the other side, too: "the left kidney, but the right may be used"."""
    return any(word.text in _SIDES and word.text != words[at].text for word in words)
