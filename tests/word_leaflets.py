"""Word files as people make them: each with its lines marked as those of the pages are (see pages_kept)."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from tests.word_files import (
    cell,
    edge,
    item,
    note,
    notes,
    numbered_styles,
    outline_numbering,
    par,
    run,
    table,
    text_box,
    word,
)

Marked = list[tuple[str, str]]
BOLD = "<w:b/>"


@dataclass
class Leaflet:
    """A Word file in the making: what is added to it, and its lines with their kinds in reading order."""

    name: str
    body: list[str] = field(default_factory=list)
    lines: Marked = field(default_factory=list)
    parts: dict[str, str | bytes] = field(default_factory=dict)

    def add(self, make: Callable[[str], str], marked: str) -> None:
        """Add each line of "K text" as `make` writes it."""
        for kind, text in _split(marked):
            self.body.append(make(text))
            self.lines.append((kind, text))

    def add_table(self, *rows: list[str], kind: str = "K") -> None:
        """Add a table; its cells are lines of one kind."""
        self.body.append(table(*rows))
        self.lines += [(kind, text) for row in rows for text in row]

    def part(self, name: str, content: str, marked: str) -> None:
        """Add a part such as a header, whose lines come behind those of the body."""
        self.parts[name] = content
        self.lines += _split(marked)

    def data(self) -> bytes:
        """The file."""
        return word(*self.body, parts=self.parts)


def _split(marked: str) -> Marked:
    return [(line[0], line[2:]) for line in map(str.strip, marked.strip().splitlines()) if line]


def styled(style: str) -> Callable[[str], str]:
    """Paragraphs of a style."""
    return lambda text: par(text, style=style)


def bold(text: str) -> str:
    """A paragraph all in bold."""
    return par(run(text, BOLD))


def dot(text: str) -> str:
    """An item of a list."""
    return item(text, 1)


def trust_template() -> Leaflet:
    """A hospital's template: heading styles, contents, header and footer, and the house's own pages at the end."""
    made = Leaflet("trust template")
    made.add(styled("Titel"), "K Having a colonoscopy")
    made.add(par, "N Patient information leaflet")
    made.add(styled("TOC1"), "N What is a colonoscopy?\t2\nN Before the test\t2\nN After the test\t3")
    made.add(styled("berschrift1"), "K What is a colonoscopy?")
    made.add(par, "K A thin tube with a camera is passed into your back passage to look at the lining of the bowel.")
    made.add(styled("berschrift1"), "K Before the test")
    made.add(
        dot,
        """
        S Stop taking iron tablets seven days before.
        S Do not stop warfarin or clopidogrel unless we tell you to. Ring us two weeks before on 01632 960 401.
        K Take the first sachet of bowel preparation at 6pm on the day before.
        """,
    )
    made.add(styled("berschrift1"), "K After the test")
    made.add(
        par,
        """
        S You must not drive, drink alcohol or sign anything for 24 hours if you have had sedation.
        S Go to the Emergency Department if you have severe pain in your tummy, or bleed a lot.
        """,
    )
    made.add(styled("berschrift1"), "K Contact us")
    made.add(par, "S Endoscopy Unit: 01632 960 401, Monday to Friday, 8am to 6pm. At other times call NHS 111.")
    made.add(styled("berschrift1"), "N Travel and parking")
    made.add(par, "N Car parks fill early. The charge is £3.50 for up to four hours. Bus routes 4 and 11 stop outside.")
    made.add(styled("berschrift1"), "N Comments, compliments and complaints")
    made.add(
        par,
        """
        N The Patient Advice and Liaison Service (PALS) can help. Telephone 01632 960 100 or email pals@trust.example
        N Violence and aggression towards staff will not be tolerated.
        """,
    )
    made.add(styled("berschrift1"), "N How we use your data")
    made.add(par, "N We follow data protection law. Read our privacy notice on our website.")
    made.add(
        par, "N If you need this leaflet in another language, large print or Braille, please ask a member of staff."
    )
    made.add(par, "C Leaflet reference: END/041 Version 3")
    made.add(par, "C Published: May 2023 Review date: May 2026")
    made.part("header1.xml", edge("hdr", par("Endoscopy Unit")), "N Endoscopy Unit")
    made.part(
        "footer1.xml", edge("ftr", par("Page 1 of 4"), par("© 2023 Sandhill NHS Trust")), "C © 2023 Sandhill NHS Trust"
    )
    return made


def typed_by_a_nurse() -> Leaflet:
    """No styles: bold for headings, typed bullets, a table that sets text side by side, and a box."""
    made = Leaflet("typed by a nurse")
    made.add(lambda text: par(run(text, f'{BOLD}<w:sz w:val="36"/>')), "K Going home with a catheter")
    made.add(
        par, "K Your catheter drains urine from the bladder into a bag. This sheet tells you how to look after it."
    )
    made.add(bold, "K Every day")
    made.add(
        par,
        """
        K - Wash your hands before and after you touch it.
        K - Empty the bag when it is two thirds full.
        S - Do not pull on the tube, and keep the bag below your bladder.
        """,
    )
    made.add(bold, "K Changing the bag")
    made.add_table(["Leg bag", "every 7 days"], ["Night bag", "every 7 days, rinsed each morning"])
    made.add(lambda text: par(text_box(par(text))), "S Call the district nurse at once if no urine drains for 4 hours.")
    made.add(bold, "K When to ring")
    made.add(par, "S Ring 01632 960 188, day or night, if you have a fever, shivers, or blood clots in the bag.")
    made.add(par, "C Written by Sister Joan Mallard, March 2022")
    return made


def numbered_manual() -> Leaflet:
    """Headings that Word numbers, references to them in the text, footnotes, and a table with a heading row."""
    made = Leaflet("numbered manual")
    made.parts = {
        "styles.xml": numbered_styles(),
        "numbering.xml": outline_numbering(("decimal", "%1."), ("decimal", "%1.%2")),
        "footnotes.xml": notes("footnote", "British National Formulary, 2023."),
    }
    made.add(styled("Titel"), "K Taking lithium")
    made.body.append(par("Before you start", style="berschrift1"))
    made.lines.append(("K", "1. Before you start"))
    made.add(par, "S Tell us if you are pregnant or have kidney disease. If you take ibuprofen, see section 2.")
    made.body.append(par("How to take it", style="berschrift1"))
    made.lines.append(("K", "2. How to take it"))
    made.body.append(par(run("Take it at the same time each night."), note(1)))
    made.lines.append(("K", "Take it at the same time each night."))
    made.add_table(["Level", "What it means"], ["0.4 to 0.8 mmol/L", "Usual"], ["Above 1.5 mmol/L", "Too high"])
    made.add(par, "S Never take two doses at once. Stop and call us if you shake, vomit, or cannot walk straight.")
    made.add(
        lambda text: item(text, 2),
        """
        K Have a blood test every three months.
        S Drink about two litres a day, and more in hot weather.
        """,
    )
    made.lines.append(("C", "British National Formulary, 2023."))
    return made


def pasted_from_a_site() -> Leaflet:
    """A web page copied into Word, with its menus, cards and appeals."""
    made = Leaflet("pasted from a site")
    made.add(par, "N Skip to main content\nN Home > Conditions > Chilblains\nN Share\nN Print this page")
    made.add(styled("berschrift1"), "K Chilblains")
    made.add(par, "K Chilblains are small, itchy swellings on the toes and fingers that come on after the cold.")
    made.add(styled("berschrift2"), "K What you can do")
    made.add(
        dot,
        """
        K Keep your hands and feet warm, and dry them well.
        S Do not put your feet on a hot water bottle, or near a fire.
        K A chilblain heals in two to three weeks.
        """,
    )
    made.add(par, "N Advertisement\nN Sign up to our newsletter and get 10% off thermal socks. Shop now at Toasty.")
    made.add(styled("berschrift2"), "K When to see a GP")
    made.add(par, "S See a GP if they do not get better after three weeks, or if pus comes out.")
    made.add(par, "C Page last reviewed: 5 October 2022")
    made.add(styled("berschrift2"), "N Related conditions")
    made.add(dot, "N Raynaud’s\nN Frostbite")
    made.add(par, "N Was this page helpful?\nN Accept all cookies\nN Contact us")
    made.add(par, "C © 2024 Warm Feet Charity")
    return made


def questions_in_a_table() -> Leaflet:
    """One table with a question and an answer in each row, and comments of a reviewer beside it."""
    made = Leaflet("questions in a table")
    made.add(styled("Titel"), "K Your child's grommets")
    made.add(par, "K Grommets are tiny tubes that let air into the middle ear.")
    made.add_table(
        ["Question", "Answer"],
        ["Will it hurt?", "There may be mild pain for a day. Give paracetamol as the bottle says."],
        ["Can my child swim?", "Yes, after two weeks. Diving is not advised."],
    )
    made.add_table(["How long do they stay in?", "Six to twelve months. They fall out by themselves."])
    made.body.append(table([cell(par("Call us if the ear runs for more than three days, or smells."))]))
    made.lines.append(("S", "Call us if the ear runs for more than three days, or smells."))
    made.add(par, "C Approved by Mr. Piers Oduya, consultant surgeon, June 2021")
    return made


def leaflets() -> Iterable[Leaflet]:
    """All of them."""
    return [
        make() for make in (trust_template, typed_by_a_nurse, numbered_manual, pasted_from_a_site, questions_in_a_table)
    ]
