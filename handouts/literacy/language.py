"""Checks of words, voice and numbers."""

from handouts.grade import grade
from handouts.grade.grading import RELIABLE_SENTENCES
from handouts.literacy import numbers, wording
from handouts.literacy.evidence import Finding, agree, disagree, leave, listed, not_applicable, quoted
from handouts.literacy.material import Material

# PEMAT's guide: agree when a thing holds 80 to 100 % of the time. Patterns err, so near the limit a person decides.
MOSTLY = 0.80
MARGIN = 0.05
_NO_NUMBERS = "no numbers but dates, clock times and phone numbers"


def everyday_words(material: Material) -> Finding:
    """PEMAT 3: neither a grade nor a list proves that words are everyday ones."""
    graded = grade(material.document)
    level = f"grade {graded.whole.mean:.1f} (mean of five formulas)" if graded.whole else "no sentence to grade"
    unspelled = wording.unspelled(material.texts, material.explained)
    if not unspelled:
        return leave(f"{level}; no abbreviation found that is not explained")
    return leave(f"{level}; not spelled out: {listed([name for name, _ in unspelled])}", unspelled[0][1])


def medical_terms(material: Material) -> Finding:
    """PEMAT 4."""
    hard = [word for word in grade(material.document).hardest_words if word.text.lower() not in material.explained]
    told = f"{len(material.explained)} words to know"
    if not hard:
        return leave(told)
    return leave(f"{told}; longest words not among them: {listed([word.text for word in hard])}", hard[0].lines[0])


def active_voice(material: Material) -> Finding:
    """PEMAT 5, by the share of sentences without a passive."""
    said = wording.voiced(material.statements)
    passive = [each for each in said if wording.is_passive(each)]
    told = f"{len(passive)} of {len(said)} sentences look passive"
    line = passive[0].line if passive else None
    if passive:
        told += f", the first {quoted(passive[0].text)}"
    if len(said) < RELIABLE_SENTENCES:
        return leave(f"too few sentences to judge: {told}", line)
    share = 1 - len(passive) / len(said)
    if share >= MOSTLY + MARGIN:
        return agree(told, line)
    return disagree(told, line) if share < MOSTLY - MARGIN else leave(f"near the limit: {told}", line)


def clear_numbers(material: Material) -> Finding:
    """PEMAT 6, CCI 15: the guides forbid no kind of number, so those harder to grasp are named."""
    if not has_numbers(material):
        return not_applicable(_NO_NUMBERS)
    hard = [each for text in material.texts for each in numbers.hard_numbers(text)]
    if not hard:
        return leave("no percentages, decimals or fractions")
    return leave(f"percentages, decimals, fractions: {listed([what for what, _ in hard])}", hard[0][1])


def numbers_explained(material: Material) -> Finding:
    """CCI 16."""
    return leave() if has_numbers(material) else not_applicable(_NO_NUMBERS)


def no_calculations(material: Material) -> Finding:
    """PEMAT 7: a request to calculate is plain; that none hides among numbers is not."""
    asked = [each for each in material.statements if numbers.must_calculate(each)]
    if asked:
        return disagree(f"asks for one: {quoted(asked[0].text)}", asked[0].line)
    perhaps = [each for each in material.statements if numbers.may_calculate(each)]
    if perhaps:
        return leave(f"perhaps here: {quoted(perhaps[0].text)}", perhaps[0].line)
    if has_numbers(material):
        return leave("no word for a calculation found; one may still hide in the numbers")
    return agree(f"no word for a calculation, {_NO_NUMBERS}")


def no_arithmetic(material: Material) -> Finding:
    """CCI 17: as PEMAT 7, and chances out of different totals are a calculation too; without numbers n/a."""
    if not has_numbers(material):
        return not_applicable(_NO_NUMBERS)
    totals = [each for text in material.texts for each in numbers.totals(text)]
    for total, line in totals:
        if total != totals[0][0]:
            return disagree(f"chances out of different totals: {totals[0][0]} and {total}", line)
    return no_calculations(material)


def calculations_explained(material: Material) -> Finding:
    """PEMAT 24."""
    found = no_calculations(material)
    if found.answer == "agree":
        return not_applicable("no calculations, as item 7 says")
    return leave(found.evidence, found.line)


def has_numbers(material: Material) -> bool:
    """Whether there is a number that is no date, clock time or phone number."""
    return any(numbers.quantities(text) for text in material.texts)
