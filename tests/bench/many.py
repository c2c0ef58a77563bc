"""Any number of distinct articles, the same ones each time: some 900 words each, worded as health articles are."""

from collections.abc import Iterator
from pathlib import Path
from random import Random

_FRONT = """---
title: Living with {title}, number {number}
language: en-US
version: "1.0"
revised: 2026-11-{day:02}
publisher: Handouts Heart Library
call: your clinic at 555-0{phone:03}, day or night. In an emergency, call 911.
audience: adults who live with {title}
---
This handout tells you what {title} is, and what you can do. Keep it where you can find it.[^notes]
"""
_TITLES = "high blood pressure,heart failure,a heart valve,chest pain,a fast heartbeat,swollen legs".split(",")
_HEADINGS = (
    "What is it?",
    "What causes it?",
    "How will I know?",
    "Which tests will I have?",
    "How do I take my medicine?",
    "What can I eat and drink?",
    "How can I move more?",
    "What if I feel worse?",
)
_SENTENCES = (
    "Take {dose} mg of {drug} every {time} with a full glass of water.",
    "Your doctor may change the dose after {count} weeks, when the blood test is back.",
    "Do not take more than {count} tablets in one day, even if you still feel {feeling}.",
    "Most people feel better within {count} days, but some need {more} weeks or longer.",
    "If your weight goes up by {count} pounds in a week, call the clinic before your next dose.",
    "Walk for {more} minutes each {time}, and rest whenever you are short of breath.",
    "Taking {drug} can make you feel {feeling} when you stand up quickly, so sit on the edge of the bed first.",
    "Never stop {drug} by yourself, because {feeling} spells can come back within a day.",
    "The nurse will measure your blood pressure {count} times and write down the highest number.",
    "You should drink about {more} ounces of fluid, unless your team told you another amount.",
    "Keep a list of every medicine you use, and bring it to each visit with your {person}.",
    "Before the test you must not eat for {count} hours, but you may drink water.",
    "Ask your {person} before you use anything that you buy without a prescription.",
    "About {more} out of 100 people notice that their {part} is sore for a few days.",
    "Your {person} will look at your {part} and ask how you slept.",
    "Eat less salt: one teaspoon has about {dose}0 mg of sodium, and many soups have more.",
)
_WORDS = {
    "drug": "metoprolol,lisinopril,warfarin,furosemide,apixaban,atorvastatin,digoxin,amlodipine".split(","),
    "time": "morning,evening,day,night".split(","),
    "feeling": "dizzy,tired,weak,sick,short of breath".split(","),
    "person": "doctor,nurse,pharmacist,family,care team".split(","),
    "part": "arm,chest,leg,neck,stomach".split(","),
}


def write_articles(folder: Path, number: int) -> list[Path]:
    """The first `number` articles, in a new folder; one day's dates, and nobody has touched them since."""
    folder.mkdir(parents=True)
    paths = [folder / f"article{each:06}.md" for each in range(number)]
    for each, path in enumerate(paths):
        path.write_text(article(each), encoding="utf-8")
    return paths


def article(number: int) -> str:
    """The article of that number, as Markdown."""
    random = Random(number)
    title = random.choice(_TITLES)
    front = _FRONT.format(title=title, number=number, day=1 + number % 28, phone=100 + number % 900)
    return front + "".join(f"\n## {heading}\n{_section(heading, random)}" for heading in _HEADINGS) + _end(random)


def _section(heading: str, random: Random) -> str:
    parts = [_paragraph(random, 4), "\n".join(f"- {_sentence(random)}" for _ in range(3))]
    if heading == "How do I take my medicine?":
        rows = "\n".join(f"| {row + 1} | {_word('drug', random)} | {_dose(random)} mg |" for row in range(5))
        parts.append(f"Table: Your medicines\n\n| Day | Medicine | Dose |\n| --- | --- | --- |\n{rows}")
    if heading == "What can I eat and drink?":
        plain = _paragraph(random, 2)
        parts.append(f"{plain}\n\n::: plain\n{plain}\n:::")
    if heading == "What if I feel worse?":
        parts.append(f"::: warning Call 911 right away if\n- you faint\n- {_sentence(random)}\n:::")
    return "".join(f"\n{part}\n" for part in parts)


def _end(random: Random) -> str:
    return f"\n## References\n\n[^notes]: Heart Library. *Notes for patients*. 2026;{random.randint(1, 99)}:1–9.\n"


def _paragraph(random: Random, sentences: int) -> str:
    return " ".join(_sentence(random) for _ in range(sentences))


def _sentence(random: Random) -> str:
    return random.choice(_SENTENCES).format_map(dict(_filled(random)))


def _filled(random: Random) -> Iterator[tuple[str, object]]:
    yield "dose", _dose(random)
    yield "count", random.randint(2, 9)
    yield "more", random.randint(10, 90)
    yield from ((name, _word(name, random)) for name in _WORDS)


def _dose(random: Random) -> int:
    return 5 * random.randint(1, 40)


def _word(name: str, random: Random) -> str:
    return random.choice(_WORDS[name])
