"""The shares that a text tells: percentages, fractions, "most of", "full control of", each with its bound."""

from __future__ import annotations

import re
from dataclasses import dataclass

from frontledger.extraction.quantities import find_quantities, fraction_value

_BOUNDS = (
    r"(?P<bound>at least|no less than|no more than|not more than|no fewer than|perhaps|maybe|something like|"
    r"more than|well over|slightly over|slightly more than|just over|over|upwards of|"
    r"up to|as much as|at most|less than|"
    r"under|just under|nearly|almost|close to|some|about|around|roughly|approximately|an estimated|estimated|only|"
    r"just|exactly)\s+(?:an estimated\s+)?"
)
_FRACTION = (
    r"half|one[\s-]half|a half|(?:a|one)[\s-]third|two[\s-]thirds|(?:a|one)[\s-]quarter|three[\s-]quarters|(?:a|"
    r"one)[\s-]fifth|(?:two|three|four)[\s-]fifths|"
    r"(?:a|one)[\s-]tenth|nine[\s-]tenths|three[\s-]fourths|(?:a|one)[\s-]fourth|(?:a|one)[\s-]sixth|(?:a|"
    r"one)[\s-]eighth"
)
_SHARE = re.compile(
    r"\b(?:(?:(?<=northern )|(?<=southern )|(?<=eastern )|(?<=western ))(?P<side>half|third)\b"
    rf"|(?:{_BOUNDS})?\b(?P<fraction>{_FRACTION})\b"
    r"|\bthe (?:remaining|other|last|final) (?P<rest>third|half|quarter|fifth|two[\s-]thirds|"
    r"three[\s-]quarters)\b(?!\s+(?:time|day|party))"
    rf"|(?P<bare>(?:government|rebel|opposition|regime|army|Kurdish|IS|ISIS|SDF|militant|insurgent|[A-Z]\w+)-(?:held|"
    rf"controlled)\s+(?P<word>third|half|quarter|two-thirds))\b"
    r"|(?P<full>\b(?P<near>near(?:ly)?[\s-]|almost\s+|virtually\s+|practically\s+)?(?:full|complete|total|"
    r"entire)\s+control\b)"
    r"|(?P<adverb>\b(?P<near2>nearly\s+|almost\s+|virtually\s+|practically\s+|all but\s+)?(?:fully|completely|"
    r"entirely|totally|wholly)\b)"
    r"|(?P<most>\b(?:most(?: of)?|the (?:vast |overwhelming |great )?(?:majority|bulk) of|a majority of|the greater "
    r"part of)\b)"
    r"|(?P<all>\b(?P<near3>nearly|almost|virtually|practically|effectively)\s+(?:all|the (?:whole|entire|entirety))\b|"
    r"\b(?:all of|the whole of|the entirety of|the entire)\b))",
    re.I,
)
_PERCENT = re.compile(r"%|\bper[\s-]?cent|\bpct\b", re.I)
# A sentence with none of these, nor "%", tells no share.
_SHARE_WORDS = frozenset(
    "per percent pct half third thirds quarter quarters fifth fifths tenth tenths fourth fourths sixth eighth "
    "fully completely entirely totally wholly most majority bulk greater all whole entire entirety".split()
)
_FULL_WORDS = frozenset("full complete total entire".split())
_NO_PERCENT = (_SHARE_WORDS | _FULL_WORDS) - frozenset("per percent pct".split())  # of which `_SHARE` has one
_WORD = re.compile(r"\w+")
_FRACTIONS_EXTRA = {
    "one half": 0.5,
    "one-half": 0.5,
    "a half": 0.5,
    "two fifths": 0.4,
    "two-fifths": 0.4,
    "three fifths": 0.6,
    "three-fifths": 0.6,
    "four fifths": 0.8,
    "four-fifths": 0.8,
    "a tenth": 0.1,
    "one tenth": 0.1,
    "one-tenth": 0.1,
    "nine tenths": 0.9,
    "nine-tenths": 0.9,
    "three fourths": 0.75,
    "three-fourths": 0.75,
    "a fourth": 0.25,
    "one fourth": 0.25,
    "one-fourth": 0.25,
    "a sixth": 1 / 6,
    "one sixth": 1 / 6,
    "one-sixth": 1 / 6,
    "an eighth": 0.125,
    "one eighth": 0.125,
    "third": 1 / 3,
    "half": 0.5,
    "quarter": 0.25,
    "two-thirds": 2 / 3,
}
_QUALIFIERS = {
    "at least": "at_least",
    "no less than": "at_least",
    "no fewer than": "at_least",
    "no more than": "at_most",
    "not more than": "at_most",
    "perhaps": "about",
    "maybe": "about",
    "something like": "about",
    "more than": "more_than",
    "well over": "more_than",
    "over": "more_than",
    "just over": "more_than",
    "slightly over": "more_than",
    "slightly more than": "more_than",
    "upwards of": "more_than",
    "up to": "at_most",
    "as much as": "at_most",
    "at most": "at_most",
    "less than": "less_than",
    "under": "less_than",
    "just under": "nearly",
    "nearly": "nearly",
    "almost": "nearly",
    "close to": "nearly",
    "some": "about",
    "about": "about",
    "around": "about",
    "roughly": "about",
    "approximately": "about",
    "an estimated": "about",
    "estimated": "about",
    "only": "exact",
    "just": "exact",
    "exactly": "exact",
}
_DIRECTIONAL = re.compile(
    r"\b(?:eastern|western|northern|southern|north|south|east|west|upper|lower|other|second|first|latter)\s+$", re.I
)
# "controls the northern third of the strip", "has hung on to the western half"
_HOLDS_A_SIDE = re.compile(
    r"\b(?:control(?:s|led|ling)?|holds?|held|holding|keeps?|kept|retain(?:s|ed|ing)?|occup(?:y|ies|ied)|in control of|"
    r"(?:cling(?:s|ing)?|clung|hung|hangs?|hanging)(?: on)? to)\s+(?:only\s+|still\s+)?the\s+\w+\s+$",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Share:
    """A share in the text: ``value`` in percent (None for a vague one), with its offsets and bound word."""

    start: int
    end: int
    value: float | None
    value_high: float | None
    qualifier: str
    form: str


def find_shares(text: str, start: int, end: int) -> list[Share]:
    """Return the shares told in ``text[start:end]``, of whatever they are shares.

    >>> [(s.value, s.qualifier) for s in find_shares("just under 60 percent of the city", 0, 33)]
    [(60.0, 'nearly')]
    """
    segment = text[start:end]
    words = set(_WORD.findall(segment.lower()))
    if "%" not in segment and _SHARE_WORDS.isdisjoint(words) and not ("control" in words and words & _FULL_WORDS):
        return []
    found = []
    for quantity in find_quantities(segment) if _PERCENT.search(segment) else ():
        if quantity.unit_hint == "percent" and quantity.value is not None and quantity.value <= 100:
            tail = re.match(r"[\s-]*(?:percent|per cent|per-cent|%|pct)", segment[quantity.end :], re.I)
            stop = quantity.end + (tail.end() if tail else 0)
            found.append(
                Share(
                    start + quantity.start,
                    start + stop,
                    quantity.value,
                    quantity.value_high,
                    quantity.qualifier,
                    "percent",
                )
            )
        elif quantity.value_high is None and re.match(
            r"\s*(?:%|percent|per cent)?\s?(?:-|–|to)\s?\d+\s?(?:%|percent)", segment[quantity.end : quantity.end + 16]
        ):
            continue
    for match in _SHARE.finditer(segment) if not words.isdisjoint(_NO_PERCENT) else ():
        s, e = start + match.start(), start + match.end()
        if any(x.start < e and s < x.end for x in found):
            continue
        value: float | None
        if match["side"]:
            if not _HOLDS_A_SIDE.search(segment[max(0, match.start() - 48) : match.start()]):
                continue  # a side of the city, where something happens
            value, qualifier, form = round(_FRACTIONS_EXTRA[match["side"].lower()] * 100, 1), "exact", "fraction"
        elif match["fraction"]:
            if (
                _DIRECTIONAL.search(segment[max(0, match.start() - 12) : match.start()])
                and match["fraction"].lower() == "half"
            ):
                continue
            if re.search(
                r"(?:\b(?:\d+|one|two|three|four|five|six|seven|eight|nine|ten)\s+and|-and-a|"
                r"\b(?:another|first|second|other))[\s-]*$",
                segment[max(0, match.start() - 12) : match.start()],
                re.I,
            ):
                continue
            share = fraction_value(match["fraction"]) or _FRACTIONS_EXTRA.get(
                " ".join(match["fraction"].lower().split())
            )
            if share is None or re.match(
                r"[\s-]*(?:an?\s+(?:hour|dozen|million|century|year|mile)|hour|dozen|million|year|mile|time|country|"
                r"party|person|man|day|week|way|term|round|phase|front|attack|raid|strike|wave|straight|consecutive)",
                segment[match.end() :],
                re.I,
            ):
                continue
            value = round(share * 100, 1)
            qualifier = _QUALIFIERS.get((match["bound"] or "").lower(), "exact")
            form = "fraction"
        elif match["rest"]:
            share = (
                _FRACTIONS_EXTRA.get(match["rest"].lower())
                or fraction_value(match["rest"])
                or fraction_value("a " + match["rest"])
            )
            if share is None:
                continue
            value, qualifier, form = round(share * 100, 1), "exact", "fraction"
        elif match["bare"]:
            value, qualifier, form = round(_FRACTIONS_EXTRA[match["word"].lower()] * 100, 1), "exact", "held_fraction"
        elif match["full"]:
            if re.match(
                r"\s+of\s+(?:[a-z]+\s+){0,3}?(?:\d|half\b|most\b|two[\s-]thirds|a third)", segment[match.end() :]
            ):
                continue  # "full control of about 60 percent of": no more than that
            value, qualifier, form = 100.0, "nearly" if match["near"] else "exact", "full_control"
        elif match["adverb"]:
            value, qualifier, form = 100.0, "nearly" if match["near2"] else "exact", "fully"
        elif match["most"]:
            value, qualifier, form = 50.0, "more_than", "most"
            if not re.match(r"(?:most of|the|a)\b", match["most"], re.I):
                continue
            if re.match(r"\s+(?:them|whom|us|those)\b", segment[match.end() :], re.I):
                continue  # "most of them from Misrata"
        else:
            value, qualifier, form = 100.0, "nearly" if match["near3"] else "exact", "all"
        found.append(Share(s, e, value, None, qualifier, form))
    return sorted(found, key=lambda x: x.start)
