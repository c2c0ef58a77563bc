"""The fact lock on single facts: what it must stop, and what it must let pass."""

from time import process_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from handouts.errors import FactError
from handouts.factlock import Finding, Line, compare, lines_of
from handouts.factlock.phrases import drug_phrases
from handouts.factlock.quantities import likeness, read_quantities
from handouts.factlock.stems import stem
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
    ("Do not bend it beyond 90 degrees", "Do not bend the hip that was operated on more than 90 degrees"),
    ("no longer than 5 days", "Stop after 5 days"),
    ("up to a year", "up to 1 year"),
    ("no more than 3,000 mg", "The most that you can take is 3,000 mg"),
    ("the fifth week", "week 5"),
    ("by the 20th week", "by week 20"),
    ("from about 3 months onward", "from about 3 months on"),
    ("with a maximum of 3,000 mg", "The maximum from all products is 3,000 mg"),
    ("5 days after any change, or sooner if you feel ill", "5 days after any change"),
    ("20/40 or better with glasses", "at least 20/40"),
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
    ("It may last from 1 hour to 1 week.", "It may last from 1 minute to 1 week.", "unit"),
    ("It takes at least 5 minutes.", "It takes under 5 minutes.", "negation"),
    ("Do not take it within 2 hours of milk.", "Take it within 2 hours of milk.", "negation"),
    ("Do not stop it but call us within 24 hours.", "Do not stop it. Call us within 48 hours.", "number"),
    ("Prednisone may be taken with food.", "Prednisone must not be taken with food.", "negation"),
    ("Never puncture the canister.", "Always puncture the canister.", "negation"),
    ("It is not well controlled.", "It is well controlled.", "negation"),
    ("Take it if you have pain.", "Take it when you have pain.", "condition"),
    ("You should rest.", "Rest.", "modality"),
    ("Rest.", "You should rest.", "modality"),
    ("You must rest.", "You should rest.", "modality"),
    ("Take up to 4 tablets a day.", "Take 4 tablets a day.", "limit"),
    ("Take 4 tablets in a week.", "Take 4 tablets in a month.", "unit"),
    ("Take it after a day.", "Take it after a week.", "unit"),
    ("Take warfarin. Warfarin thins blood.", "Take warfarin. Heparin thins blood.", "drug"),
    ("Take ibuprofen (Advil).", "Take ibuprofen (Aleve).", "drug"),
    ("Do not exceed 4 tablets.", "Exceed 4 tablets.", "negation"),
    ("Take no more than 4 tablets.", "Take more than 4 tablets.", "negation"),
    ("Do not take more than 4 tablets.", "Take more than 4 tablets.", "negation"),
    ("Do not take more than 4 tablets.", "Do not take less than 4 tablets.", "limit"),
    ("It is painless.", "It is painful.", "negation"),
    ("Pens that are unopened keep.", "Pens that are open keep.", "negation"),
    ("Start CPR without delay.", "Start CPR with delay.", "negation"),
    ("Use acetaminophen rather than ibuprofen.", "Use acetaminophen and ibuprofen.", "negation"),
    ("Avoid milk and cheese.", "Avoid milk or cheese.", "or/and"),
    ("Call us if you have a fever or a rash.", "Call us if you have:\na fever\na rash", "or/and"),
    ("Use 1 or 2 sprays once a day.", "Use 1 or 6 sprays once a day.", "number"),
    ("It starts as early as the fifth week.", "It starts as early as week 4.", "number"),
    ("Your sight is 20/40 or better.", "Your sight is 20/40 and better.", "limit"),
    ("Your sight is 20/40 or worse.", "Your sight is 20/40 or better.", "limit"),
    (
        "Take it for at least 4 weeks, and better still 3 months.",
        "Take it for up to 4 weeks, and better still 3 months.",
        "limit",
    ),
    ("Report a fever above 100.4 °F or more pain.", "Report a fever above 100.4 °F and more pain.", "or/and"),
    ("A failure to gain weight needs a call.", "A gain in weight needs a call.", "negation"),
    (
        "We use the left kidney, but the right may be used.",
        "We use the left kidney, but may use the left kidney.",
        "side",
    ),
    (
        "Take colchicine. Do not mix it with clarithromycin.",
        "Take colchicine. Do not mix clarithromycin with clarithromycin.",
        "drug",
    ),
    (
        "Keep oxycodone for pain that ibuprofen does not ease.",
        "Keep ibuprofen for pain that ibuprofen does not ease. Take oxycodone.",
        "drug",
    ),
    (
        "Avoid milk throughout. It can cause a rash and pain.",
        "Do not drink milk at all. It can cause a rash or pain.",
        "or/and",
    ),
    ("Put it down and avoid blowing into it.", "Put it down or rest. Do not blow into it.", "or/and"),
    (
        "It is not necessary to be free of symptoms, but you should be able to read.",
        "It is not necessary that symptoms be gone. But you should not be able to read.",
        "negation",
    ),
    (
        "It may be necessary to operate. You can go home later.",
        "You must have an operation. You can go home later.",
        "modality",
    ),
    ("You may need a scan, and you can go home later.", "You must get a scan. You can go home later.", "modality"),
    ("The maximum in 24 hours is 3,000 mg.", "The maximum in 48 hours is 3,000 mg.", "number"),
]


@pytest.mark.parametrize(("full", "plain", "kind"), STOPPED)
def test_stops_a_changed_fact(full: str, plain: str, kind: str) -> None:
    assert kind in errors(full, plain)


MOVED = [
    ("Take ibuprofen, not aspirin, for pain.", "Take aspirin, not ibuprofen, for pain.", "error"),
    ("Use a soft brush, not a stiff sponge.", "Use a stiff sponge, not a soft brush.", "error"),
    (
        "Do not drive the car for 2 days. Walk around the house every hour.",
        "Drive the car for 2 days. Do not walk around the house every hour.",
        "error",
    ),
    ("Eat breakfast before you take the tablet.", "Take the tablet before you eat breakfast.", "error"),
    ("Take 5 mg of warfarin or 10 mg of apixaban.", "Take 10 mg of warfarin or 5 mg of apixaban.", "error"),
    ("You must fast. You may drink water.", "You may fast. You must drink water.", "error"),
    (
        "Take 5 mg of warfarin in the morning. Take 10 mg of apixaban at night.",
        "Take 5 mg of apixaban in the morning. Take 10 mg of warfarin at night.",
        "warning",
    ),
    (
        "If you have a fever, call the clinic. If you have a rash, stop the tablets.",
        "If you have a rash, call the clinic. If you have a fever, stop the tablets.",
        "warning",
    ),
    ("It raises your pulse.", "It lowers your pulse.", "warning"),
]


@pytest.mark.parametrize(("full", "plain", "severity"), MOVED)
def test_sees_what_changed_places(full: str, plain: str, severity: str) -> None:
    assert severity in {finding.severity for finding in found(full, plain)}
    assert found(full, full) == ()


PASSED = [
    ("Harm is possible, although uncommon.", "Harm is possible, but it is not common."),
    ("if it moved by 2 cm or more in either direction", "if it moved by 2 cm or more either way"),
    ("You do not have to fast.", "You need not fast."),
    ("There is no need to fast before the test.", "You do not need to fast before the test."),
    ("It is not necessary to fast before the test.", "You do not have to fast before the test."),
    ("Fasting is unnecessary.", "You do not need to fast."),
    ("You are not required to stop your tablets.", "You do not have to stop your pills."),
    ("A blood test is required before treatment.", "You must have a blood test before treatment."),
    ("Surgery is not recommended for children.", "Children should not have surgery."),
    ("It is recommended that adults drink 2 liters a day.", "Adults should drink 2 liters a day."),
    ("Ask your doctor whether you can drive.", "Ask your doctor if you can drive."),
    ("Continue the tablets as long as you feel well.", "Keep taking the pills if you feel well."),
    ("In case of bleeding, call 911.", "If you bleed, call 911."),
    ("Should you develop a fever, call the clinic.", "If you get a fever, call the clinic."),
    ("Take it twice daily, prior to meals.", "Take it 2 times a day, before meals."),
    ("Following surgery, rest for 2 days.", "After surgery, rest for 2 days."),
    ("Once the wound has healed, you may swim.", "After the wound heals, you may swim."),
    ("Refrain from smoking for 2 weeks.", "Do not smoke for 2 weeks."),
    ("Smoking is prohibited.", "You may not smoke."),
    ("Use acetaminophen rather than ibuprofen.", "Use acetaminophen, not ibuprofen."),
    ("Use acetaminophen instead of ibuprofen.", "Use acetaminophen and not ibuprofen."),
    ("Take at most 4 tablets a day.", "Take no more than 4 tablets a day."),
    ("The dose must not exceed 4 tablets a day.", "You must not take more than 4 tablets a day."),
    ("Take no more than 4 tablets in 24 hours.", "Do not take more than 4 tablets in 24 hours."),
    ("Do not drive for at least 24 hours.", "For at least 24 hours, do not drive."),
    ("It takes half an hour.", "It takes 30 minutes."),
    ("Take it at 8 a.m. and 8 p.m.", "Take it at 8 a.m. and at 8 p.m."),
    ("Take it at 8:00 AM.", "Take it at 8 a.m."),
    ("It lasts 2–3 days.", "It lasts 2 to 3 days."),
    ("It lasts two or three days.", "It lasts 2 or 3 days."),
    ("One in five people needs a second dose.", "1 in 5 people needs a second dose."),
    ("About half of patients recover.", "About half of people get well."),
    (
        "Take acetaminophen (Tylenol) 500 mg every 6 hours. Acetaminophen reduces fever.",
        "Take acetaminophen 500 mg (Tylenol) every 6 hours. Acetaminophen brings down a fever.",
    ),
    ("Take acetaminophen (Tylenol) if you have pain.", "Take acetaminophen if you have pain."),
    ("Avoid alcohol, caffeine and grapefruit.", "Avoid:\nalcohol\ncaffeine\ngrapefruit"),
    ("Avoid alcohol and grapefruit.", "Do not have alcohol or grapefruit."),
    ("Neither aspirin nor ibuprofen should be taken.", "You should not take aspirin or ibuprofen."),
    ("Neither aspirin nor ibuprofen should be taken.", "You should take neither aspirin nor ibuprofen."),
    ("Do not smoke, nor drink alcohol.", "Do not smoke or drink alcohol."),
    ("You cannot eat after midnight.", "You can't eat after midnight."),
    ("You must not eat after midnight.", "You mustn't eat after midnight."),
    ("It is not only safe but also cheap.", "It is both safe and cheap."),
    ("Call immediately if you bleed.", "Call right away if you bleed."),
    ("Contact your physician without delay if you bleed.", "Call your doctor right away if you bleed."),
    ("The pain is no longer severe.", "The pain is not bad any more."),
    ("Do not hesitate to call the nurse at 555-0100.", "Do not wait to call the nurse at 555-0100."),
    ("You are unable to swallow.", "You cannot swallow."),
    ("It is unlikely to harm you.", "It is not likely to harm you."),
    ("Driving is unsafe.", "Driving is not safe."),
    ("Seek help for unusual bleeding.", "Get help for bleeding that is not normal."),
    ("If the result is abnormal, the doctor calls you.", "If the result is not normal, the doctor calls you."),
    ("Return unused tablets to a pharmacy.", "Take pills that you do not use to a pharmacy."),
    ("Use it only if needed.", "Use it only if you need it."),
    ("Take one only if necessary.", "Take 1 only if you need to."),
    ("Either leg can swell.", "Your left or right leg can swell."),
    ("Lie on your left side.", "Lie on the left side of your body."),
    ("The stent is left in place for 2 weeks.", "The stent stays in for 2 weeks."),
    ("Your pulse may possibly rise.", "Your pulse may rise."),
    ("Nausea is possible.", "You may feel sick to your stomach."),
    ("You may be asked to stop it.", "We may ask you to stop it."),
    ("Use with caution in the elderly, i.e., people over 65.", "Take care with it in people over 65."),
    ("Blood pressure of 140/90 mmHg or higher is too high.", "A blood pressure of 140 over 90 or higher is too high."),
    ("Eat 5 servings daily of fruit.", "Eat 5 servings of fruit each day."),
    ("Weigh yourself every morning.", "Weigh yourself each morning."),
    ("Take the drug once a week, on the same day.", "Take the drug one time a week, on the same day."),
    ("It occurs in fewer than 1 in 100 people.", "It happens to fewer than 1 in 100 people."),
    ("A temperature above 38 °C (100.4 °F) needs a call.", "A fever above 100.4 °F (38 °C) needs a call."),
    ("The dose is usually 10 mg, but 20 mg may be needed.", "The dose is mostly 10 mg. But you may need 20 mg."),
    ("It is given by injection every 3 months.", "You get it as a shot every 3 months."),
    (
        "After a fall, you should be examined even if you feel well.",
        "After a fall, you should get checked even if you feel well.",
    ),
    (
        "Do not stop treatment until you have spoken to your doctor.",
        "Do not stop treatment until you have talked to your doctor.",
    ),
    ("Tablets must be swallowed whole and not chewed.", "You must swallow the tablets whole and not chew them."),
    ("Take 1 tablet (5 mg) daily.", "Take 1 tablet (5 mg) each day."),
    ("Wait 15 minutes, then repeat the dose.", "Wait 15 minutes. Then take the dose again."),
    ("You have an urgent need to urinate.", "You feel a sudden need to pee."),
    ("If possible, walk every day.", "If you can, walk every day."),
    ("Except in an emergency, do not call at night.", "Do not call at night except in an emergency."),
    ("Call your doctor, unless it is an emergency.", "Call your doctor unless this is an emergency."),
    ("It takes 6-8 weeks.", "It takes 6 to 8 weeks."),
    ("Do not use more often than every 4 hours.", "Do not use it more often than every 4 hours."),
    ("Children under 12 years must not take it.", "Children younger than 12 must not take it."),
    ("Adults aged 65 and older should get the vaccine.", "Adults who are 65 or older should get the vaccine."),
    ("Adults 65 years and over should get it.", "Adults 65 years or older should get it."),
    ("Drink 8 cups (2 liters) of water.", "Drink 8 cups of water (2 liters)."),
    ("The left ventricle pumps blood.", "The left ventricle (a heart chamber) pumps blood."),
    ("Take the missed dose right away.", "Take the missed dose at once."),
    ("No special preparation is needed.", "You do not need to do anything special to get ready."),
    ("No preparation is necessary.", "You do not have to get ready."),
    (
        "Tell the team about all medicines, including over-the-counter ones.",
        "Tell the team about all your medicines, also those you buy off the shelf.",
    ),
    ("The scan is painless.", "The scan does not hurt."),
    ("The cause is unknown.", "Doctors do not know the cause."),
    (
        "Leave the bandage on for 48 hours; then it may be removed.",
        "Leave the bandage on for 48 hours. Then you may take it off.",
    ),
    (
        "Hydrochlorothiazide 12.5 to 25 mg once daily is usual.",
        "The usual dose is hydrochlorothiazide 12.5 to 25 mg once a day.",
    ),
    (
        "Do not combine it with nitrates such as nitroglycerin.",
        "Do not take it with nitrates, such as nitroglycerin (for chest pain).",
    ),
    ("Results are available within 7 days.", "You get your results within 7 days."),
    (
        "You may need 2 to 3 doses, at least 4 weeks apart.",
        "You may need 2 to 3 doses. They are at least 4 weeks apart.",
    ),
    ("The clinic is open Monday through Friday from 8 to 5.", "The clinic is open Monday to Friday from 8 to 5."),
    ("Take it for a full week.", "Take it for a whole week."),
    ("Take it for one week.", "Take it for 1 week."),
    ("Over the next 2 weeks, rest.", "Rest for the next 2 weeks."),
    (
        "Pain that lasts longer than a week must be reported.",
        "You must tell us about pain that lasts more than a week.",
    ),
    ("Pain lasting longer than 1 week is a reason to call.", "Pain that lasts longer than a week is a reason to call."),
    ("Do not stop it, but call us.", "Do not stop it but call us."),
    ("Notify your physician of bleeding.", "Tell your doctor about bleeding."),
    ("What is left over can be thrown away.", "You can throw away the rest."),
    ("The right dose is found by a test.", "A test finds the right dose."),
    ("Ibuprofen (Advil) should not be taken.", "You should not take Advil."),
    ("Do not sit for longer than 45 minutes.", "Do not sit for more than 45 minutes."),
    ("Never stop it unless we agree.", "Do not stop it unless we agree."),
    ("Before you eat, take the tablet.", "Take the tablet before you eat."),
    ("Report a fever above 100.4 °F or increasing redness.", "Tell us about a fever above 100.4 °F or more redness."),
    ("A baby failing to gain weight must be seen.", "A baby who fails to gain weight must be seen."),
    ("We use the left kidney, but the right may be used.", "We use the left kidney. But we may use the right kidney."),
    ("In contrast to the other drops, this one stings.", "This one differs from the other drops: it stings."),
    ("Avoid alcohol, caffeine and grapefruit.", "Do not have:\nalcohol\ncaffeine\nor grapefruit"),
    ("Milk and eggs should be avoided.", "You should not have milk or eggs."),
    ("Milk and eggs should be avoided.", "Milk or eggs should not be eaten."),
    ("You must be free of fever for 24 hours.", "You must not have a fever for 24 hours."),
    ("It can cause a rash. You may stop it then.", "It causes a rash. You can stop it then."),
    ("Pain for 2 days or longer should be reported.", "You should report pain that lasts 2 days or longer."),
    ("Adults of 100 kg or more require a second dose.", "Adults of 100 kg or more get a second dose."),
    ("Soaking 2 pads or more hourly is heavy bleeding.", "Soaking 2 pads or more every hour is heavy bleeding."),
    (
        "Warfarin interacts with aspirin; it must be monitored.",
        "Aspirin affects warfarin, so warfarin must be watched.",
    ),
    ("The maximum daily dose is 40 mg.", "The most you can take daily is 40 mg."),
    (
        "Come back in 6 weeks, or earlier if symptoms recur.",
        "Come back in 6 weeks. Or come sooner if your signs come back.",
    ),
]


@pytest.mark.parametrize(("full", "plain"), PASSED)
def test_lets_a_wording_by_the_guide_pass(full: str, plain: str) -> None:
    lines = lines_of((text, 1) for text in plain.split("\n"))
    assert [f for f in compare(lines_of([(full, 1)]), lines) if f.severity == "error"] == []


def test_names_both_lines_and_wordings() -> None:
    (finding,) = found("Take 5 mg in the morning.", "Take 50 mg in the morning.")
    assert (finding.severity, finding.full_line, finding.plain_line) == ("error", 3, 7)
    assert (finding.full, finding.plain) == ("Take 5 mg in the morning.", "Take 50 mg in the morning.")
    assert finding.what == "“5 mg” became “50 mg”."


def test_a_sentence_of_which_nothing_is_found_is_an_error_and_an_added_one_a_warning() -> None:
    one = "Rinse the inhaler every week."
    both = f"{one} Bananas, avocados and spinach hold potassium."
    assert errors(both, one) == {"sentence"}
    assert [(f.kind, f.severity) for f in found(one, both)] == [("added", "warning")]


def test_another_count_names_both_and_the_likeliest_sentences() -> None:
    full = "Turn the canister. Never wriggle. Do not shake it."
    (finding,) = found(full, "Turn the canister. Wriggle. Do not shake it.")
    assert (finding.kind, finding.full, finding.plain) == ("negation", "Never wriggle.", "Wriggle.")
    assert finding.what == "Words for “not”: 2 (never, not) in the full version, 1 (not) in the plain one."


def test_forms_of_a_word_share_a_stem() -> None:
    for forms in ("control controlled", "choose chosen", "proof proven", "bad badly", "worse worst", "freeze frozen"):
        assert len({stem(form) for form in forms.split()}) == 1, forms


def test_names_of_one_medicine_are_one() -> None:
    assert errors("Take warfarin.", "Take Coumadin.") == set()
    assert errors("Take the loop diuretic furosemide.", "Take furosemide.") == set()
    assert "drug" in errors("Take furosemide.", "Take a water pill.")


def test_a_word_of_a_general_kind_is_a_warning() -> None:
    (finding,) = found("Nurse before each supplement of milk.", "Nurse before each extra feed of milk.")
    assert (finding.kind, finding.severity) == ("drug", "warning")


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


@pytest.mark.parametrize(("text", "named"), [("1 " * 201, "200 numbers"), ("Never do it. " * 301, "300 sentences")])
def test_refuses_what_would_take_long(text: str, named: str) -> None:
    with pytest.raises(FactError, match=f"more than {named}"):
        compare(lines_of([(text, 4)]), ())


@pytest.mark.parametrize(
    "text",
    [
        "not " * 1400,
        "a or " * 350,
        "Never do it. " * 290,
        "word, " * 1400,
        "Free of can. " * 290,
        "free of x can " * 370,
        "either leg avoid and / or nor should you " * 180,
    ],
)
def test_compares_a_passage_of_small_words_in_little_time(text: str) -> None:
    begun = process_time()
    for other in (f"{text} not", "must not or " * 450):
        compare(lines_of([(text, 4)]), lines_of([(other, 5)]))
    assert process_time() - begun < 5


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
