"""Amounts in a sentence: digits, words, ranges, bounds and vague terms, with their offsets.

What an amount *is of* (people, years, kilometres) is not decided here; `Quantity.unit_hint` only tells
what its own neighbourhood plainly says: money, a percentage, a date, an age, a time, a measure.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from frontledger.reference import read_table

_ONES = dict(
    zip(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
        "seventeen eighteen nineteen".split(),
        range(20),
        strict=True,
    )
)
_TENS = dict(zip("twenty thirty forty fifty sixty seventy eighty ninety".split(), range(20, 100, 10), strict=True))
_FRACTIONS = {
    "half": 1 / 2,
    "a third": 1 / 3,
    "one third": 1 / 3,
    "one-third": 1 / 3,
    "two thirds": 2 / 3,
    "two-thirds": 2 / 3,
    "a quarter": 1 / 4,
    "one quarter": 1 / 4,
    "one-quarter": 1 / 4,
    "three quarters": 3 / 4,
    "three-quarters": 3 / 4,
    "a fifth": 1 / 5,
    "one fifth": 1 / 5,
    "one-fifth": 1 / 5,
}


@dataclass(frozen=True, slots=True)
class Quantity:
    """One amount: ``text[start:end]`` with its bound words; ``core_start`` is where the number itself begins.

    ``value`` is None exactly when the amount is vague; ``value_high`` goes with a range;
    ``unit_hint`` is None for an amount that may count people.
    """

    start: int
    end: int
    core_start: int
    core_end: int
    value: float | None
    value_high: float | None
    qualifier: str
    vague_term: str | None
    unit_hint: str | None
    is_more: bool = False  # "another 12", "12 more", "12 others"

    @property
    def is_plural(self) -> bool:
        return self.value != 1


@cache
def _terms() -> dict[str, list[dict[str, str]]]:
    table: dict[str, list[dict[str, str]]] = {}
    for row in read_table("quantity_terms"):
        table.setdefault(row["kind"], []).append(row)
    return table


@cache
def _qualifiers(kind: str) -> dict[str, str]:
    return {t["term"]: t["qualifier"] for t in _terms()[kind]}


@cache
def _units() -> dict[str, float]:
    return {t["term"]: float(t["value"]) for kind in ("unit", "suffix") for t in _terms()[kind]}


def _alternatives(words: list[str]) -> str:
    return "|".join(re.escape(w).replace(r"\ ", r"[\s\xa0]+") for w in sorted(words, key=len, reverse=True))


@cache
def _grammar() -> re.Pattern[str]:
    terms = _terms()
    ones, tens = "|".join(sorted(_ONES, key=len, reverse=True)), "|".join(_TENS)
    unit = "|".join(t["term"] for t in terms["unit"])
    small = rf"(?:(?:{tens})(?:[-\s](?:{ones}))?|(?:{ones}))"
    words = (
        rf"(?:(?:a|three)[\s-]quarters?\sof\sa\s(?:{unit})|(?:{small}|a|an|half[\s-]an?|a[\s]half)[\s-](?:{unit})(?:[\s-](?:{unit}))*"
        rf"(?:(?:[\s-]and)?[\s-]{small}(?:[\s-](?:{unit}))?)*|{small})"
    )
    suffix = "|".join(t["term"] for t in terms["suffix"])
    digits = (
        r"(?:\d{1,3}(?:,\d{3})+|\d{1,3}(?:[\s\xa0]\d{3})+(?!\d)|\d+)(?:\.\d+)?"
        rf"(?:[\s-](?:{unit})(?![a-z])|(?:{suffix})(?![a-z]))?"
    )
    number = rf"(?:{digits}|{words})"
    vague = _alternatives([t["term"] for t in terms["vague"]])
    bound = _alternatives([t["term"] for t in terms["bound"]])
    after = _alternatives([t["term"] for t in terms["bound_after"]])
    return re.compile(
        rf"(?<![\w./:$€£])(?<!\d,)(?<!\d[-–])"
        rf"(?P<bound>(?:(?:{bound})[\s\xa0]+(?:of\s+)?){{1,2}})?"
        rf"(?P<more1>another[\s]+|an additional[\s]+|a further[\s]+)?"
        rf"(?P<money>(?:US)?[$€£]\s?)?"
        rf"(?:(?P<between>between)[\s]+(?P<b1>{number})[\s]+(?:and|to)[\s]+(?P<b2>{number})"
        rf"|(?P<r1>{number})(?:[\s]+(?:to|or)[\s]+|(?<=\d)\s?[-–—]\s?(?=\d))(?P<r2>{number})(?![-\w])"
        rf"|(?P<vague>{vague})"
        rf"|(?P<both>both(?![\s]+\w+(?:[\s]+\w+)?[\s]+and\b)(?![\s]+(?:sides|countries|cities|towns|cases|the|of the|"
        rf"governments|groups|armies)\b))"
        rf"|(?P<number>{number}))"
        rf"(?![\w])(?!['’]s?\b)(?!,\d)(?!\.\d)"
        rf"(?P<after>\s*(?:{after})(?![\w])(?!\s+than\b))?",
        re.I,
    )


_WORD = re.compile(r"\w+|[$€£]")


@cache
def _first_words() -> frozenset[str]:
    """Return the words an amount can open with in `_grammar`, money signs among them, digits not."""
    terms = _terms()
    opening = [t["term"].split()[0] for kind in ("bound", "vague") for t in terms[kind]]
    return frozenset(opening) | frozenset((*_ONES, *_TENS, *"a an half three both between another us $ € £".split()))


def word_to_number(text: str) -> float | None:
    """Return the number that digits or English number words stand for, or None.

    >>> word_to_number("two dozen"), word_to_number("5.5 million"), word_to_number("one hundred and six")
    (24.0, 5500000.0, 106.0)
    """
    low = text.lower().replace("\xa0", " ").strip()
    units = _units()
    match = re.fullmatch(r"(\d[\d,\s]*(?:\.\d+)?)[\s-]?([a-z]+)?", low)
    if match:
        digits = re.sub(r"[,\s]", "", match[1])
        factor = units.get(match[2]) if match[2] else 1.0
        return None if factor is None else round(float(digits) * factor, 6)
    if quarters := re.fullmatch(r"(a|three)[\s-]quarters?\sof\sa\s([a-z]+)", low):
        factor = units.get(quarters[2])
        return None if factor is None else factor * (0.25 if quarters[1] == "a" else 0.75)
    total, current, seen = 0.0, 0.0, False
    for word in re.split(r"[\s-]+", low):
        if word in ("and", ""):
            continue
        if word in ("a", "an"):
            current += 1 if not seen or current == 0 else 0
        elif word == "half":
            current, seen = 0.5, True
            continue
        elif word in _ONES:
            current += _ONES[word]
        elif word in _TENS:
            current += _TENS[word]
        elif word in units:
            factor = units[word]
            if factor >= 1000:
                total += (current or 1) * factor
                current = 0.0
            else:
                current = (current or 1) * factor
        else:
            return None
        seen = True
    # "half a million": the article after "half" adds nothing
    if low.startswith("half a"):
        return 0.5 * units.get(low.split()[-1], 1.0)
    return total + current if seen else None


_MONTH = (
    r"(?:january|february|march|april|may|june|july|august|september|october|november|december|jan|feb|mar|apr|"
    r"jun|jul|aug|sept?|oct|nov|dec)\b\.?"
)
_MEASURE_AFTER = re.compile(
    r"[\s-]*(?:(?:more|additional|consecutive|straight|long|full|square|cubic|nautical|metric|hectic|whole|past|last|"
    r"previous)[\s-]+)*"
    r"(?P<unit>percent|per cent|per-cent|%|pc\b|percentage|points?\b|"
    r"(?:kilo)?met(?:er|re)s?\b|km\b|kms\b|miles?\b|feet\b|foot\b|ft\b|inch(?:es)?\b|yards?\b|acres?\b|hectares?\b|"
    r"mi\b|mph\b|kph\b|"
    r"seconds?\b|minutes?\b|mins?\b|hours?\b|hrs?\b|days?\b|nights?\b|weeks?\b|weekends?\b|months?\b|years?\b|yrs?\b|"
    r"decades?\b|centur(?:y|ies)\b|"
    r"am\b|a\.m\.?|pm\b|p\.m\.?|gmt\b|utc\b|o['’]?clock|noon\b|"
    r"tons?\b|tonnes?\b|kg\b|kilos?\b|kilograms?\b|grams?\b|pounds?\b|lit(?:er|re)s?\b|gallons?\b|barrels?\b|"
    r"calib(?:er|re)\b|mm\b|"
    r"dollars?\b|euros?\b|pounds sterling\b|usd\b|eur\b|rubles?\b|roubles?\b|dinars?\b|lira\b|rupees?\b|cents?\b|"
    r"degrees?\b|volts?\b|watts?\b|megawatts?\b|mw\b|votes?\b|seats?\b|times\b|times more\b)",
    re.I,
)
_AGE_AFTER = re.compile(
    r"[\s-]*(?:years?|months?|yrs?|weeks?)?[\s-]*old\b|-(?:year|month|week)s?-old|[\s-]years?[\s-]of[\s-]age", re.I
)
_AGE_BEFORE = re.compile(
    r"(?:\baged?|\bages|\bage of|\bthe age of|\baged between|"
    r"\b(?:boy|girl|child|man|woman|baby|toddler|infant|youth|teenager|son|daughter|brother|sister) of)\s*$",
    re.I,
)
# "Hawa Abdallah, 46, was shot": behind a name in full
_AGE_BEHIND_NAME = re.compile(r"[A-ZÀ-Þ][\w’'-]+ (?:(?:al|el|bin|abu)[ -])?[A-ZÀ-Þ][\w’'-]+, $")
_DATE_AFTER = re.compile(rf"(?:st|nd|rd|th)?\s*(?:of\s+)?{_MONTH}(?!\s+(?:be|have)\b)", re.I)
_DATE_BEFORE = re.compile(rf"{_MONTH}\s*(?:the\s*)?$", re.I)
_TIME = re.compile(r":\d\d")
_NUMBERED_BEFORE = re.compile(
    r"(?:\b(?:resolution|article|chapter|section|route|highway|brigade|battalion|division|regiment|unit|no|number|nos|"
    r"room|page|page|"
    r"flight|camp|building|gate|district|zone|area|sector|checkpoint|point|hill|base|type|model|group of|covid|s|mi|"
    r"su|tu|mig|f|b|t|ak|m|km|rpg|"
    r"bmp|btr|grad|article|phase|round|day|part|figure|table|chapter|version|level|grade|class|"
    r"apartment|flat|house|street|avenue|line|platoon|company|channel|line|psalm|verse|top|g|q|bus)|#|№)[\s-]?$",
    re.I,
)


# "the toll rose from 27 to 43" tells two figures, no range
_CHANGE = (
    r"\b(?:rose|risen|rises|rising|climb\w*|jump\w*|increas\w*|went|gone|up|fell|fallen|dropp\w*|down|"
    r"decreas\w*|revis\w*|rais\w*|grew|grown)\b"
)


_POPULATION = re.compile(r"\bpopulation of (?:\w+ )?$", re.I)
_MEASURED_PAIR = re.compile(
    r"[\s-](?:to|or|and|–|-)[\s-]\S+[\s-](?:days?|weeks?|months?|years?|hours?|kilomet|km\b|miles?|percent|per cent)",
    re.I,
)
_NTH = re.compile(r"(?:st|nd|rd|th)\b", re.I)
_BEFORE_YEAR = re.compile(r"\b(?:since|until|in|during|late|early|mid-?)\s*$", re.I)
_ONE_IN_SO_MANY = re.compile(
    r"\s+in\s+(?:every\s+)?(?:\d+|two|three|four|five|six|seven|eight|nine|ten|twenty|a hundred)\b", re.I
)
_COMPOUND = re.compile(r"-(?!(?:strong|member|man|person|odd|some|plus|or-so)\b)[a-z]", re.I)
_OF_THEM = re.compile(r"\s+(?:of|more|dozen|hundred|thousand|others)\b", re.I)
_CODE = re.compile(r"[/@]|\.\w|://")


def _unit_hint(text: str, match: re.Match, core_start: int, core_end: int) -> str | None:
    before, after = text[max(0, core_start - 24) : core_start], text[core_end : core_end + 40]
    if match["money"]:
        return "money"
    core = text[core_start:core_end]
    if _POPULATION.search(before):
        return "population"
    if _AGE_AFTER.match(after) or _AGE_BEFORE.search(before):
        return "age"
    if core.isdigit() and len(core) < 3 and after[:1] == "," and _AGE_BEHIND_NAME.search(before):
        return "age"
    if measure := _MEASURE_AFTER.match(after):
        word = measure["unit"].lower()
        if word in ("percent", "per cent", "per-cent", "%", "pc", "percentage"):
            return "percent"
        if word == "points" or word == "point":
            return "measure"
        # "12 hours" measures; so does the first of "two to three days"
        return "measure"
    if _MEASURED_PAIR.match(after):
        return "measure"
    if _NTH.match(after):
        return "ordinal"
    plain_digits = core.isdigit()
    if plain_digits and (_TIME.match(after) or re.search(r"\d:$", before)):
        return "time"
    if (
        plain_digits
        and int(core[:9]) <= 31
        and ((_DATE_AFTER.match(after) or _DATE_AFTER.match(after.lstrip())) or _DATE_BEFORE.search(before))
    ):
        return "date"
    if plain_digits and len(core) == 4 and 1900 <= int(core) <= 2099 and not match["bound"]:
        following = after.strip().split(" ")[0].strip(".,;:").lower() if after.strip() else ""
        if not re.match(
            r"(?:people|civilians|persons|soldiers|fighters|families|migrants|refugees|prisoners|troops|militants|"
            r"deaths|"
            r"rebels|women|children|men|others|were|have|dead|killed|wounded|injured|houses|students|residents|"
            r"palestinians|"
            r"of)$",
            following,
        ):
            return "year"
        if following in ("were", "have", "of", "killed") and re.search(
            r"\b(?:in|since|until|by|of|from|during|late|early|mid)\s*$", before, re.I
        ):
            return "year"
    if plain_digits and len(core) == 4 and _BEFORE_YEAR.search(before):
        return "year"
    if _ONE_IN_SO_MANY.match(after):
        return "ratio"  # "one in ten"
    if after.startswith("-") and _COMPOUND.match(after):
        return "compound"  # "three-week", "two-storey"
    if plain_digits and _NUMBERED_BEFORE.search(before) and not match["bound"]:
        return "number_of_a_thing"
    if before.endswith(("@", "#", "/")) or _CODE.match(after):
        return "code"
    if before.rstrip().lower().endswith("all but"):
        return "excepted"  # "all but four were killed"
    return None


def find_quantities(text: str) -> list[Quantity]:
    """Return the amounts of ``text`` in reading order, none overlapping another.

    >>> [(q.value, q.qualifier) for q in find_quantities("At least 12 soldiers and dozens of rebels")]
    [(12.0, 'at_least'), (None, 'vague')]
    """
    bounds, afters = _qualifiers("bound"), _qualifiers("bound_after")
    found: list[Quantity] = []
    position = 0
    grammar, opening = _grammar(), _first_words()
    for word in _WORD.finditer(text):
        first = word.group()
        if word.start() < position or not (first.lower() in opening or first[0].isdigit() or not first.isascii()):
            continue
        match = grammar.match(text, word.start())
        if match is None:
            continue
        quantity = _read(text, match, bounds, afters)
        if quantity is None:
            # a bound word that bound nothing may hide a number right behind it
            position = match.start() + max(1, len(match["bound"] or "") or 1)
            continue
        position = quantity.end
        found.append(quantity)
    return found


def _fold(words: str) -> str:
    return re.sub(r"[\s\xa0]+", " ", words.strip().lower())


def _read(text: str, match: re.Match, bounds: dict[str, str], afters: dict[str, str]) -> Quantity | None:
    value = high = None
    vague = None
    name = next(n for n in ("b1", "r1", "vague", "both", "number") if match[n])
    core_start, core_end = match.start(name), match.end(name)
    qualifier = "exact"
    if match["bound"]:
        qualifier = _bound_qualifier(_fold(match["bound"]), bounds)
    if name == "vague":
        vague, qualifier = _fold(match["vague"]), "vague"
        if vague.endswith("number") and text[match.end() :].lstrip().startswith("of "):
            vague += " of"  # the term is "a number of" (guidelines, Quantities)
        elif vague == "a couple" and not _OF_THEM.match(text, match.end()):
            vague, value, qualifier = None, 2.0, "exact"  # "a couple and their baby"
    elif name == "both":
        value = 2.0
    elif name in ("b1", "r1"):
        second = "b2" if name == "b1" else "r2"
        value, high = word_to_number(match[name]), word_to_number(match[second])
        joined = text[match.end(name) : match.start(second)]
        if value is None or high is None:
            return None
        moved = re.search(_CHANGE + r"[^.;]{0,40}\bfrom\s+$", text[max(0, match.start() - 70) : match.start()], re.I)
        if (
            moved
            or high <= value
            or (name == "r1" and "-" in joined and match[name].isdigit() and len(match[name]) == 4)
        ):
            if name == "b1":
                core_end = match.end("b1")
            high = None  # "2014-2016", "20 to 15": no range
        else:
            # "15 to 20 thousand"
            tail = re.search(r"(thousand|million|dozen|hundred)$", match[second], re.I)
            if tail and value < 1000 and not re.search(r"[a-z]$", match[name], re.I):
                value *= {"thousand": 1e3, "million": 1e6, "dozen": 12, "hundred": 100}[tail[1].lower()]
            if name == "b1":
                core_start = match.start("between")
            core_end, qualifier = match.end(second), "range"
    else:
        value = word_to_number(match["number"])
        if value is None:
            return None
    start, end = match.start(), core_end
    if match["bound"]:
        # "some" before a bare singular or "over" as a preposition of place is no bound
        start = match.start("bound")
    if match["after"] and core_end == match.start("after"):
        after = _fold(match["after"])
        if qualifier == "exact" and vague is None:
            qualifier = afters.get(after, qualifier)
        end = match.end("after")
    hint = _unit_hint(text, match, core_start, end)
    if vague is None and match[name] in ("a", "an"):
        return None
    is_more = bool(match["more1"]) or bool(
        re.match(r"\s+(?:more|others?|additional|extra)\b", text[end : end + 14], re.I)
    )
    return Quantity(start, end, core_start, core_end, value, high, qualifier, vague, hint, is_more)


def _bound_qualifier(words: str, bounds: dict[str, str]) -> str:
    words = words.removesuffix(" of") if words not in bounds else words
    if words in bounds:
        return bounds[words]
    for cut in range(1, len(words)):
        if words[cut] == " " and words[:cut] in bounds and words[cut + 1 :] in bounds:
            first, second = bounds[words[:cut]], bounds[words[cut + 1 :]]
            return second if first in ("exact", "about") else first
    return "exact"


def fraction_value(words: str) -> float | None:
    """Return the share (0 to 1) that a fraction in words stands for, or None.

    >>> fraction_value("two-thirds")
    0.6666666666666666
    """
    return _FRACTIONS.get(_fold(words))
