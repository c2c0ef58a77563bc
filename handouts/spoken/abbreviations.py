"""Abbreviations and signs that stand for words."""

from handouts.spoken.rules import Rule, rule

# A stop is dropped inside a sentence and kept where it ends one.
_STOP = r"(?:\.(?!\s*$|\s+[A-Z]))?"

_LATIN = {
    r"e\.\s?g\.,?": "for example,",
    r"i\.\s?e\.,?": "that is,",
    r"viz\.": "namely",
    r"cf\.": "compare",
    r"q\.\s?d\.": "every day",
    r"b\.\s?i\.\s?d\.": "twice a day",
    r"t\.\s?i\.\s?d\.": "3 times a day",
    r"q\.\s?i\.\s?d\.": "4 times a day",
    r"p\.\s?r\.\s?n\.": "as needed",
    r"p\.\s?o\.": "by mouth",
}

RULES: tuple[Rule, ...] = (
    *(rule(rf"(?<![\w.])(?:{written})(?=\s|[);,]|$)", said) for written, said in _LATIN.items()),
    rule(rf"\b[Vv]s\b{_STOP}", "versus"),
    rule(rf"\bapprox\b{_STOP}", "about"),
    rule(rf"\bApprox\b{_STOP}", "About"),
    rule(r"\b([Mm])ax\.\s?(?=\d)", r"\1aximum "),
    rule(r"(?<!\d )\b([Mm])in\.\s?(?=\d)", r"\1inimum "),
    rule(r"\b([Vv])it\.\s?(?=[A-Z])", r"\1itamin "),
    rule(r"\bDr\.?(?=\s+[A-Z])", "Doctor"),
    rule(r"\bDrs\.?(?=\s+[A-Z])", "Doctors"),
    rule(r"\b(Mr|Mrs|Ms|Prof)\.(?=\s+[A-Z])", lambda match: "Professor" if match[1] == "Prof" else match[1]),
    rule(r"(?<=[a-z] )St\.(?=$|,|\s+[a-z])", "Street"),
    rule(r"\bSt\.(?=\s+[A-Z])", "Saint"),
    rule(r"\bpp?\.\s?(?=\d+\s?[-–,])", "pages "),
    rule(r"\b(pp?)\.\s?(?=\d)", lambda match: "pages " if match[1] == "pp" else "page "),
    rule(r"\b([Ff])ig\.\s?(?=\d)", r"\1igure "),
    rule(r"\b([Ff])igs\.\s?(?=\d)", r"\1igures "),
    rule(r"\b([Vv])ol\.\s?(?=\d)", r"\1olume "),
    rule(r"\b([Cc])h(?:ap)?\.\s?(?=\d)", r"\1hapter "),
    rule(r"\b([Ss])ect?\.\s?(?=\d)", r"\1ection "),
    # "The answer is no. 3 is the most.": only after what is numbered is it no answer.
    rule(
        r"(?i)\b(room|bed|ward|size|item|form|leaflet|sheet|suite|unit|building|box|line|figure|table|lot|batch|catheter|tablet"
        r"|chart|patient) no\.\s?(?=\d)",
        r"\1 number ",
    ),
    rule(r"\b[Nn]os\.\s?(?=\d)", "numbers "),
    rule(r"№\s?(?=\d)|(?<!\w)#\s?(?=\d)", "number "),
    rule(r"\bw/o\b", "without"),
    rule(r"\bw/\s?(?=\w)", "with "),
    rule(r"\b([Aa])nd/or\b", r"\1nd or"),
    rule(r"\b([Hh])e/she\b", r"\1e or she"),
    rule(r"\b([Ss])he/he\b", r"\1he or he"),
    rule(r"\b([Ss])/he\b", r"\1he or he"),
    rule(r"\b([Hh])is/her\b", r"\1is or her"),
    rule(r"\b([Hh])im/her\b", r"\1im or her"),
    rule(r"\b([A-Za-z]+)\(s\)(?!\w)", r"\1 or \1s"),
    rule(r"\b([A-Za-z]+)\(es\)(?!\w)", r"\1 or \1es"),
    rule(
        r"(?<![\w;:.])(\d{4});\s?(\d+)(?:\((\d+)\))?:\s?([A-Za-z]?\d+)(?:\s?[-–]\s?([A-Za-z]?\d+))?",
        lambda match: (
            f"{match[1]}, volume {match[2]}"
            + (f", number {match[3]}" if match[3] else "")
            + (f", pages {match[4]} to {match[5]}" if match[5] else f", page {match[4]}")
        ),
    ),
    rule(r"\s*&\s*", " and "),
    rule(r"(?<=\d|s)\s?\+(?=[\s,.;:)]|$)", " plus"),
    rule(r"(?<=\d)\s?\+\s?(?=\d)", " plus "),
    rule(r"\s+=\s+|(?<=\d)=(?=\d)|(?<=\w)=(?=\w)", " equals "),
)
