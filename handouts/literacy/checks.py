"""Which check looks at which item. An item without one is a person's alone, without a hint."""

from collections.abc import Callable, Mapping
from types import MappingProxyType

from handouts.literacy import actions, language, layout, message
from handouts.literacy.evidence import Finding
from handouts.literacy.material import Material

CHECKS: Mapping[str, Callable[[Material], Finding]] = MappingProxyType(
    {
        "PEMAT 1": message.purpose,
        "PEMAT 2": message.length,
        "PEMAT 3": language.everyday_words,
        "PEMAT 4": language.medical_terms,
        "PEMAT 5": language.active_voice,
        "PEMAT 6": language.clear_numbers,
        "PEMAT 7": language.no_calculations,
        "PEMAT 8": layout.short_sections,
        "PEMAT 9": layout.informative_headings,
        "PEMAT 11": layout.summary,
        "PEMAT 12": layout.visual_cues,
        "PEMAT 15": layout.visuals,
        "PEMAT 16": layout.visuals_if_any,
        "PEMAT 17": layout.captions,
        "PEMAT 18": layout.pictures_if_any,
        "PEMAT 19": layout.simple_tables,
        "PEMAT 20": actions.call_to_action,
        "PEMAT 21": actions.directly,
        "PEMAT 22": actions.steps,
        "PEMAT 24": language.calculations_explained,
        "PEMAT 25": layout.visuals_if_any,
        "CCI Q1": message.audience,
        "CCI Q2": message.literacy,
        "CCI Q4": message.opening,
        "CCI 3": layout.emphasis,
        "CCI 4": layout.picture_of_message,
        "CCI 5": actions.call_to_action,
        "CCI 6": actions.active_message,
        "CCI 8": layout.lists,
        "CCI 9": layout.chunks,
        "CCI 11": message.doubt,
        "CCI 12": actions.advice,
        "CCI 13": actions.why,
        "CCI 14": actions.how,
        "CCI 15": language.clear_numbers,
        "CCI 16": language.numbers_explained,
        "CCI 17": language.no_arithmetic,
        "CCI 18": message.risk,
        "CCI 19": message.risks_and_benefits,
        "CCI 20": message.chances_explained,
    }
)
