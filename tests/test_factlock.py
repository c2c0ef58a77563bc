"""The fact lock on single facts: what it must stop, and what it must let pass."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from handouts.errors import FactError
from handouts.factlock import Finding, Line, compare, lines_of
from handouts.factlock.phrases import drug_phrases
from handouts.factlock.quantities import likeness, read_quantities
from handouts.factlock.stems import root, stem
from handouts.factlock.wording import plain_signs
from handouts.factlock.words import read_words


def found(full: str, plain: str) -> tuple[Finding, ...]:
    return compare(lines_of([(full, 3)]), lines_of([(plain, 7)]))


def errors(full: str, plain: str) -> set[str]:
    return {finding.kind for finding in found(full, plain) if finding.severity == "error"}


SAME_QUANTITY = [
    ("at least 2.0 cm²", "2 cm2 or more"),
    ("≥ 2.0 cm²", "2.0 cm² or larger"),
    ("80% to 95%", "80–95%"),
    ("between 80 and 95 percent", "80 percent to 95 percent"),
    ("less than 1%", "below 1 %"),
    ("less than 10 pounds", "under 10 lb"),
    ("up to 10%", "no more than 10 %"),
    ("at most 4 tablets", "no more than four tablets"),
    ("Do not take more than 4,000 mg", "Take no more than 4000 milligrams"),
    ("about 6 hours", "approximately six hours"),
    ("twice a day", "2 times each day"),
    ("once daily", "one time every day"),
    ("every other day", "every 2 days"),
    ("1 in 10 people", "10% of people"),
    ("half an hour", "30 minutes"),
    ("½ tablet", "half a tablet"),
    ("2 weeks", "14 days"),
    ("120/80 mmHg", "120 over 80"),
    ("24-hour", "24 hours"),
    ("twenty-five mg", "25 mg"),
    ("a fever of 100 °F (38 °C) or higher", "a fever of at least 100 °F (at least 38 °C)"),
    ("4 or more times", "at least four times"),
    ("555-0100", "(555-0100)"),
    ("not exceeding 77 °F", "no warmer than 77 °F"),
    ("a maximum of 6 tablets", "6 tablets is the most you can take"),
    ("up to 12 weeks", "as long as 12 weeks"),
    ("heavier than 10 pounds", "over 10 pounds"),
    ("under 2 years of age", "younger than 2"),
    ("more than one drop", "two or more drops"),
    ("once or twice a day", "one or two times each day"),
    ("1 to 2 days", "1 to 2 more days"),
    ("fewer than 10 times a minute", "fewer than 10 breaths in a minute"),
    ("at least once a year", "once a year or more often"),
    ("1 in 7 adults", "1 adult in 7"),
    ("from 20 weeks onward", "20 weeks or more"),
    ("every 4 hours", "4 hours"),
    ("up to 3 months", "as late as 3 months"),
    ("50% to 79%", "from 50% up to 79%"),
    ("slowly, over 3 to 5 seconds", "slowly, 3 to 5 seconds"),
    ("over 3 months", "3 months"),
    ("at least 3 days before the scan", "3 days before the scan or earlier"),
    ("24 hours or longer", "24 hours or even longer"),
    ("Do not take it within 1 hour", "Leave at least 1 hour"),
    ("Do not sit for longer than 45 minutes", "45 minutes, at the latest"),
    ("Do not bend it beyond 90 degrees", "Do not bend the hip that was operated on more than 90 degrees"),
    ("no longer than 5 days", "Stop after 5 days"),
    ("up to a year", "up to 1 year"),
    ("no more than 3,000 mg", "The most that you can take is 3,000 mg"),
]


@pytest.mark.parametrize(("full", "plain"), SAME_QUANTITY)
def test_reads_one_quantity_in_its_many_forms(full: str, plain: str) -> None:
    one, other = (read_quantities(plain_signs(text))[0] for text in (full, plain))
    assert one
    assert len(one) == len(other)
    assert [likeness(a, b) for a, b in zip(one, other, strict=True)] == [""] * len(one)


OTHER_QUANTITY = [
    ("at least 2 hours", "up to 2 hours", "bound"),
    ("more than 3", "at least 3", "bound"),
    ("less than 3", "3 or less", "bound"),
    ("10 mg", "10 g", "unit"),
    ("5 days", "5 weeks", "unit"),
    ("10 mg", "10", "unit"),
    ("80% to 95%", "80% to 90%", "value"),
    ("about 6 hours", "6 hours", "about"),
    ("twice a day", "three times a day", "value"),
    ("555-0100", "555-0101", "value"),
]


@pytest.mark.parametrize(("full", "plain", "how"), OTHER_QUANTITY)
def test_tells_quantities_apart(full: str, plain: str, how: str) -> None:
    one, other = (read_quantities(plain_signs(text))[0][0] for text in (full, plain))
    assert likeness(one, other) == how


def test_leaves_numbers_in_names_alone() -> None:
    assert [q.said for q in read_quantities(plain_signs("vitamin B12, A1C, P2Y12 and H2"))[0]] == []


STOPPED = [
    ("Take 10 mg of warfarin daily.", "Take 100 mg of warfarin each day.", "number"),
    ("Take 10 mg of warfarin daily.", "Take 10 mcg of warfarin each day.", "unit"),
    ("Take 10 mg of warfarin daily.", "Take 10 mg of warfarin each week.", "how often"),
    ("Take 10 mg of warfarin daily.", "Take 10 mg of heparin each day.", "drug"),
    ("Take 10 mg of warfarin daily.", "Take 10 mg of it each day.", "drug"),
    ("Rest for at least 2 hours.", "Rest for up to 2 hours.", "limit"),
    ("Call the nurse at 555-0100.", "Call the nurse at 555-0199.", "phone number"),
    ("Do not take ibuprofen.", "Take ibuprofen.", "negation"),
    ("Take ibuprofen with food.", "Do not take ibuprofen with food.", "negation"),
    ("It is unsafe to drive.", "It is safe to drive.", "negation"),
    ("You must fast for 8 hours.", "You may fast for 8 hours.", "modality"),
    ("You should tell the nurse.", "You may tell the nurse.", "modality"),
    ("You may take a second tablet.", "You must take a second tablet.", "modality"),
    ("Eat milk or cheese with it.", "Eat milk and cheese with it.", "or/and"),
    ("Call if you have a fever and a rash.", "Call if you have a fever or a rash.", "or/and"),
    ("Stop if any of these signs appear.", "Stop if all of these signs appear.", "or/and"),
    ("Lift nothing unless your doctor agrees.", "Lift nothing.", "condition"),
    ("If you feel faint, lie down.", "Lie down.", "condition"),
    ("Take it unless you are pregnant.", "Take it if you are pregnant.", "condition"),
    ("Raise your left arm.", "Raise your right arm.", "side"),
    ("It enters the left atrium.", "It enters the right atrium.", "side"),
    ("Take it before meals.", "Take it after meals.", "before/after"),
    ("If it bleeds, call 911 and press on it.", "If it bleeds, press on it.", "emergency"),
    ("Call your doctor right away if it swells.", "Call your doctor if it swells.", "how soon"),
    ("Never stop it unless the clinic agrees.", "Stop it unless the clinic agrees.", "negation"),
    ("Tell us before you take aspirin or ibuprofen.", "Tell us before you take aspirin or aspirin.", "drug"),
    ("Rest and raise the leg.", "Rest or raise the leg.", "or/and"),
    ("People with asthma must not take it.", "You must not take it.", "condition"),
    ("It may last from 1 hour to 1 week.", "It may last from 1 minute to 1 week.", "unit"),
    ("It takes at least 5 minutes.", "It takes under 5 minutes or more.", "limit"),
    ("Do not take it within 2 hours of milk.", "Take it within 2 hours of milk.", "limit"),
    ("Do not stop it but call us within 24 hours.", "Do not stop it. Call us within 48 hours.", "number"),
    ("Prednisone may be taken with food.", "Prednisone must not be taken with food.", "negation"),
    ("Never puncture the canister.", "Always puncture the canister.", "negation"),
    ("It is not well controlled.", "It is well controlled.", "negation"),
]


@pytest.mark.parametrize(("full", "plain", "kind"), STOPPED)
def test_stops_a_changed_fact(full: str, plain: str, kind: str) -> None:
    assert kind in errors(full, plain)


PASSED = [
    ("Administer 2 tablets twice daily.", "Give 2 pills 2 times a day."),
    ("Ibuprofen (Advil) should not be taken.", "You should not take Advil."),
    ("Do not smoke. Do not drink alcohol.", "Do not smoke. Do not drink alcohol."),
    ("Avoid milk and cheese.", "Avoid milk or cheese."),
    ("Seek medical care without delay.", "Get medical care right away."),
    ("Notify your physician of dyspnea.", "Tell your doctor if you are short of breath."),
    ("Press on it until the bleeding ceases.", "Press on it until it stops bleeding."),
    ("Call us if you have fever, chills, or a rash.", "Call us if you have:\nfever\nchills\na rash"),
    ("What is left over can be thrown away.", "You can throw away the rest."),
    ("The right dose is found by a test.", "A test finds the right dose."),
    ("Patients are monitored after 5 minutes of rest.", "Rest for 5 minutes before you are watched."),
    ("Do not stop the tablets.", "Keep taking the tablets."),
    ("Do not touch the tip.", "Keep your fingers off the tip."),
    ("Do not use powder.", "Leave off powder."),
    ("Never pull on the tube or cut it.", "Don't ever tug on the tube, and don't ever cut it."),
    ("Eat fiber to prevent constipation.", "Eat fiber so that you don't get constipated."),
    ("Do not stop it without asking us.", "Ask us before you stop it."),
    ("Your plan may differ.", "Your plan may not be the same."),
    ("Call us if nothing has drained.", "Has nothing drained? Call us."),
    ("If you are on dialysis, eat more protein.", "On dialysis: eat more protein."),
    (
        "Drink 2 liters unless you were told to drink less.",
        "Drink 2 liters. The exception: you were told to drink less.",
    ),
    ("Tell the dentist about your tablets.", "Let the dentist know about your tablets."),
    ("Check the tube, the bag and your position.", "Check three things:\nthe tube\nthe bag\nyour position"),
    ("Ask about swelling in either leg.", "Ask about swelling in your left or right leg."),
    ("It is safe except in pregnancy.", "It is safe, except if you are pregnant."),
    ("Breathe in with a rapid, forceful breath.", "Breathe in fast and hard."),
    ("Propranolol is a beta-blocker. Do not take it.", "Do not take propranolol. It is a beta-blocker."),
    ("These signs mean poor control of asthma.", "These signs mean that your asthma is not well controlled."),
    ("Return unused tablets to a pharmacy.", "Take tablets that you don't use back to a pharmacy."),
    ("The drops do not affect your sight.", "With the drops, your sight is as good as ever."),
    ("Leave the dressing on for 7 days.", "Do not take off the dressing for 7 days."),
    ("Alcohol is not allowed.", "You can't have alcohol."),
    ("Do not use it under any circumstances.", "Under no circumstances should you use it."),
    ("The risk is higher in adults and in smokers.", "The risk is higher if you are an adult or if you smoke."),
    ("Avoid butter and other fats.", "Stay away from butter or another fat."),
    ("By contrast, it is needed every day.", "You need it every day."),
    ("Ask before you leave the hospital.", "Ask before you go home from the hospital."),
    ("Chilling and swelling are common.", "It is common to be chilled or swollen."),
]


@pytest.mark.parametrize(("full", "plain"), PASSED)
def test_lets_other_words_for_the_same_fact_pass(full: str, plain: str) -> None:
    lines = lines_of((text, 1) for text in plain.split("\n"))
    assert [f for f in compare(lines_of([(full, 1)]), lines) if f.severity == "error"] == []


def test_names_both_lines_and_wordings() -> None:
    (finding,) = found("Take 5 mg in the morning.", "Take 50 mg in the morning.")
    assert (finding.severity, finding.full_line, finding.plain_line) == ("error", 3, 7)
    assert (finding.full, finding.plain) == ("Take 5 mg in the morning.", "Take 50 mg in the morning.")
    assert finding.what == "“5 mg” became “50 mg”."


def test_a_deleted_fact_is_an_error_and_a_deleted_story_a_warning() -> None:
    full = "Rinse the inhaler every week. Bananas, avocados and spinach hold potassium."
    assert "warning" in {finding.severity for finding in found(full, "Rinse the inhaler every week.")}
    full = "Rinse the inhaler every week. Store unopened pens inside the refrigerator."
    assert "sentence" in errors(full, "Rinse the inhaler every week.")


def test_what_is_merely_not_found_is_a_warning_and_what_is_lost_an_error() -> None:
    one, both = "Turn the canister.", "Turn the canister. Never wriggle."
    assert [(f.kind, f.severity) for f in found(one, both)] == [("negation", "warning")]
    assert ("negation", "error") in [(f.kind, f.severity) for f in found(both, one)]


def test_forms_of_a_word_share_a_stem_or_a_root() -> None:
    for forms in ("control controlled", "choose chosen", "proof proven", "bad badly", "worse worst", "freeze frozen"):
        assert len({stem(form) for form in forms.split()}) == 1, forms
    for forms in ("avoid avoidance", "harm harmful", "weak weaker", "itch itchy", "remove removal", "allergy allergic"):
        assert len({root(form) for form in forms.split()}) == 1, forms
    assert len({root(word) for word in "show shower numb number order water find finger".split()}) == 8


def test_names_of_one_medicine_are_one() -> None:
    assert errors("Take warfarin.", "Take Coumadin.") == set()
    assert errors("Take the loop diuretic furosemide.", "Take furosemide.") == set()
    assert "drug" in errors("Take furosemide.", "Take a water pill.")


def test_an_unknown_medicine_is_known_by_its_ending() -> None:
    assert [word.drug for word in read_words("fantastolol")] == ["fantastolol"]
    assert [word.drug for word in read_words("April control fentanyl")] == ["", "", "fentanyl"]


def test_the_table_of_medicines_is_sound() -> None:
    names = {(words, name) for rows in drug_phrases().values() for words, name in rows}
    assert len(names) >= 700
    assert len({words for words, _ in names}) == len(names), "a name stands for two medicines"


def test_refuses_a_passage_without_end() -> None:
    with pytest.raises(FactError, match="more than 1,500 words"):
        compare(lines_of([("word " * 1501, 4)]), ())


@pytest.mark.parametrize("text", ["not " * 1400, "a or " * 350, "Never do it. " * 300])
def test_refuses_a_passage_of_too_many_small_words(text: str) -> None:
    with pytest.raises(FactError, match="more than 100 words of one kind"):
        compare(lines_of([(text, 4)]), ())


def test_empty_versions() -> None:
    assert compare((), ()) == ()
    assert {f.severity for f in compare(lines_of([("Take 5 mg of warfarin.", 1)]), ())} == {"error"}


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=200), st.text(max_size=200))
def test_any_text_is_compared(full: str, plain: str) -> None:
    compare((Line(full, 1),), (Line(plain, 2),))


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet="noif ,.:;?0129%-/mgto\x00⟦⟧²½°", max_size=120))
def test_a_text_has_no_error_against_itself(text: str) -> None:
    lines = (Line(text, 1),)
    assert [finding for finding in compare(lines, lines) if finding.severity == "error"] == []
