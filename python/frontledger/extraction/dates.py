"""Date expressions and what they resolve to on the day of publication, by the guidelines' rulings.

A thin layer of our own over `datetime` and dateutil: general date parsers know "last Friday" but not "early
2015", "earlier this month" or an open "since June", and they guess where the rulings want null.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from dateutil.relativedelta import relativedelta

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "january jan",
            "february feb",
            "march mar",
            "april apr",
            "may",
            "june jun",
            "july jul",
            "august aug",
            "september sept sep",
            "october oct",
            "november nov",
            "december dec",
        ),
        start=1,
    )
    for name in names.split()
}
_WEEKDAYS = {d: i for i, d in enumerate("monday tuesday wednesday thursday friday saturday sunday".split())}
_WEEKDAYS |= {d[:3]: i for d, i in list(_WEEKDAYS.items())} | {"tues": 1, "thurs": 3}
_NUMBERS = {
    w: i for i, w in enumerate("zero one two three four five six seven eight nine ten eleven twelve".split())
} | {
    "a": 1,
    "an": 1,
    "couple": 2,
    "a couple of": 2,
    "fifteen": 15,
    "twenty": 20,
    "thirty": 30,
    "twenty-four": 24,
    "forty-eight": 48,
}

_MONTH = (
    r"(?:january|february|march|april|may|june|july|august|september|october|november|december|(?:jan|feb|mar|"
    r"apr|jun|jul|aug|sept|sep|oct|nov|dec)\b\.?)"
)
_WEEKDAY = r"(?:monday|tuesday|wednesday|thursday|friday|saturday|sunday)"
_YEAR = r"(?:19[5-9]\d|20\d\d)"
_DAY = r"(?:[0-3]?\d)(?:st|nd|rd|th)?"
_PART = (
    r"(?:early|mid|middle of|the middle of|late|the beginning of|the start of|beginning of|start of|the end of|end of)"
)
_COUNT = (
    r"(?:\d+|a couple of|a|an|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|"
    r"thirty|twenty-four|forty-eight)"
)
_UNIT = r"(?:hour|day|week|month|year|decade)s?"

_PATTERNS: list[tuple[str, str]] = [
    # whole dates, in the orders that are in use
    ("dmy_range", rf"(?P<d1>[0-3]?\d)\s?(?:-|–|to|and)\s?(?P<d2>[0-3]?\d)\s+(?P<m>{_MONTH})(?:,?\s+(?P<y>{_YEAR}))?"),
    (
        "mdy_range",
        rf"(?P<m>{_MONTH})\s+(?P<d1>[0-3]?\d)\s?(?:-|–|to|"
        rf"and)\s?(?P<d2>[0-3]?\d)(?:,?\s+(?P<y>{_YEAR}))?(?!\d)",
    ),
    ("iso", rf"(?P<y>{_YEAR})-(?P<mn>[01]\d)-(?P<dn>[0-3]\d)"),
    ("dmy", rf"(?:the\s+)?(?P<d>{_DAY})(?:\s+of)?\s+(?P<m>{_MONTH})(?:,?\s+(?P<y>{_YEAR}|(?:last|this)\s+year))?"),
    (
        "mdy",
        rf"(?P<m>{_MONTH})\s+(?:the\s+)?(?P<d>{_DAY})(?![\d,]\d|\s*(?:people|civilians|soldiers|fighters|were|"
        rf"percent|%))(?:,?\s+(?P<y>{_YEAR}|(?:last|this)\s+year))?",
    ),
    ("slashed", r"(?P<a>[0-3]?\d)[-/.](?P<b>[0-3]?\d)[-/.](?P<y>(?:19|20)\d\d)"),
    # parts of months and years
    ("part_month", rf"(?P<part>{_PART})[\s-]+(?P<m>{_MONTH})(?:\s+(?:of\s+)?(?P<y>{_YEAR}|(?:last|this)\s+year))?"),
    (
        "half_year",
        rf"(?:the\s+)?(?P<half>first|second)\s+half\s+of\s+(?P<y>{_YEAR}|(?:this|last|the)\s+year)",
    ),
    ("half_month", rf"(?:the\s+)?(?P<half>first|second)\s+half\s+of\s+(?P<m>{_MONTH})(?:,?\s+(?P<y>{_YEAR}))?"),
    (
        "first_months",
        rf"(?:the\s+)?first\s+(?P<n>{_COUNT})\s+months\s+of\s+(?P<y>{_YEAR}|(?:this|last|the)\s+year)",
    ),
    (
        "week_of_month",
        rf"(?:the\s+)?(?P<nth>first|second|third|fourth|last|"
        rf"final)\s+week\s+of\s+(?P<m>{_MONTH})(?:,?\s+(?P<y>{_YEAR}))?",
    ),
    ("part_year", rf"(?P<part>{_PART})[\s-]+(?:the\s+)?(?P<y>{_YEAR}|(?:this|last|the)\s+(?:year|month)|year)"),
    ("month_pair", rf"(?P<m1>{_MONTH})\s+and\s+(?P<m2>{_MONTH})(?:\s+(?P<y>{_YEAR}))?(?!\s*\d)"),
    (
        "month_span",
        rf"between\s+(?P<m1>{_MONTH})(?:\s+(?P<y1>{_YEAR}))?\s+and\s+(?P<m2>{_MONTH})(?:\s+(?P<y2>{_YEAR}))?",
    ),
    # days that stand on a date told before
    ("month_that_year", rf"(?:(?P<part>{_PART})[\s-]+)?(?P<m>{_MONTH})\s+(?:of\s+)?(?:that|the same)\s+year"),
    ("that_day", r"(?:the\s+)?same\s+(?:day|morning|afternoon|evening|night)|that\s+(?:same\s+)?(?:day|night|evening)"),
    (
        "later_day",
        rf"(?:the\s+)?(?:next|following)\s+(?:day|morning)|(?P<n>{_COUNT})\s+(?P<u>days?|weeks?|months?)\s+(?:later|"
        rf"afterwards)",
    ),
    (
        "earlier_day",
        rf"(?:the\s+)?previous\s+(?:day|night)\b|(?:the\s+)?(?:day\s+before(?!\s+yesterday)|night\s+before)(?=[,.;:)]|"
        rf"\s+(?:and|in|at|on|that|by|when)\b|\s*$)|"
        rf"(?P<n>{_COUNT})\s+(?P<u>days?|weeks?|months?|years?)\s+(?:earlier|previously|before(?=[,.;:)]|\s*$))",
    ),
    ("month_year", rf"(?P<m>{_MONTH})(?:\s+of)?,?\s+(?P<y>{_YEAR}|last\s+year|this\s+year)"),
    ("last_month_name", rf"last\s+(?P<m>{_MONTH})"),
    ("this_month_name", rf"(?:this|of this)\s+(?P<m>{_MONTH})"),
    ("next", rf"next\s+(?:{_MONTH}|{_WEEKDAY}|day|week|month|year)"),
    ("season_year", rf"(?:the\s+)?(?P<u>spring|summer|autumn|fall|winter)\s+(?:of\s+)?(?P<y>{_YEAR})"),
    (
        "year_span",
        rf"(?:between|from)\s+(?P<y1>{_YEAR})\s+(?:and|to)\s+(?P<y2>{_YEAR})|"
        rf"(?P<y3>{_YEAR})\s?[-–]\s?(?P<y4>{_YEAR})",
    ),
    ("decade", r"the\s+(?:(?P<part>early|mid|late)[\s-]+)?(?P<y>(?:19|20)\d0)s"),
    # relative periods
    (
        "past_n",
        rf"(?:in|over|during|for|within|throughout)?\s*(?:the|these)?\s*(?:past|last|"
        rf"previous)\s+(?P<n>{_COUNT}|few|several)\s+(?P<u>{_UNIT})",
    ),
    ("past_one", r"(?:in|over|during|within)\s+the\s+(?:past|last)\s+(?P<u>24 hours|day|week|month|year|decade)"),
    (
        "ago",
        rf"(?:some\s+|about\s+|around\s+|nearly\s+|almost\s+|more than\s+|over\s+|just\s+|"
        rf"only\s+)?(?P<n>{_COUNT})\s+(?P<u>{_UNIT})\s+ago",
    ),
    ("earlier_this", r"earlier\s+(?:this|in the)\s+(?P<u>week|month|year)|earlier\s+(?P<today>today)"),
    ("later_this", r"later\s+(?:this|in the)\s+(?P<u>week|month|year)"),
    (
        "last_unit",  # "Last weeks meeting in Geneva" lost its apostrophe; so do months and years
        r"(?<!the )last\s+(?P<u>week|month|year|night|weekend|summer|winter|spring|autumn|fall)"
        r"(?:(?<=[khr])s(?=\s+[a-z])(?!s\s+(?:of|before|in|to|and|were|was|have|has|had|saw|leading|when)\b))?",
    ),
    ("last_weekday", rf"(?:last|this past|this|the previous)\s+(?P<w>{_WEEKDAY})"),
    ("this_unit", r"this\s+(?P<u>week|month|year|weekend|morning|afternoon|evening|summer|winter|spring|autumn|fall)"),
    ("weekend", r"(?:over|at|during)\s+the\s+weekend|(?:the\s+)?weekend"),
    ("overnight", r"overnight"),
    (
        "weekday_span",
        rf"(?:between|from)\s+(?P<w1>{_WEEKDAY})\s+(?:and|to|until)\s+(?P<w2>{_WEEKDAY})|(?:overnight|"
        rf"the night of)\s+(?P<w3>{_WEEKDAY})(?:-|–|\s+to\s+)(?P<w4>{_WEEKDAY})",
    ),
    ("weekday_pair", rf"(?P<w1>{_WEEKDAY})\s+and\s+(?:on\s+)?(?P<w2>{_WEEKDAY})"),
    ("weekday", rf"(?P<w>{_WEEKDAY})(?!\s(?:market|bridge|mosque|square)s?\b)"),
    ("day_before", r"the day before yesterday"),
    ("day", r"yesterday|today|tonight|now"),
    (
        "for_n",
        rf"for\s+(?:more than|over|nearly|almost|about|at least|around|the past|the last|"
        rf"some)?\s*(?P<n>{_COUNT}|several|many)\s+(?P<u>{_UNIT})",
    ),
    (
        "recent",
        r"(?:in|over|during)\s+(?:the\s+)?(?:recent|past few|last few|past several|last several)\s+(?:days|"
        r"weeks|months|years)|in the past(?:\s+few)?\s+(?:days|weeks|months|years)",
    ),
    ("month", rf"(?P<m>{_MONTH})(?!\s*\d)(?!\w)"),
    ("year", rf"(?P<y>{_YEAR})"),
]


def _with_own_groups(name: str, pattern: str) -> str:
    """Return the pattern as a group of its name, its own groups prefixed with it, so that all fit into one regex."""
    return f"(?P<{name}__>" + re.sub(r"\?P<([a-z0-9]+)>", rf"?P<{name}__\1>", pattern) + ")"


# What an expression can open with, tried before the patterns themselves: they are many, and most words open none.
_OPENING = (
    rf"\d|the(?:se)?\s*(?:\d|early|mid|late|past|last|previous|same|next|following|first|second|third|fourth|final|day|night|middle|"
    rf"beginning|start|end|"
    rf"spring|summer|"
    rf"autumn|fall|winter|weekend)|"
    rf"(?:in|over|during|for|within|throughout|at)\s*(?:the(?:se)?\s*)?(?:past|last|previous|recent|weekend)|"
    rf"(?:(?:some|about|around|nearly|almost|more than|over|just|only|for)\s+)?{_COUNT}\s+{_UNIT}|"
    rf"for\s+(?:more|over|nearly|almost|about|at least|around|some|several|many)|of\s+this|"
    r"that\s+(?:same|day|night|evening)|"
    r"jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|mon|tue|wed|thu|fri|sat|sun|next|last|past|previous|this|same|"
    r"following|first|second|third|fourth|final|early|earlier|mid|middle|late|beginning|start|end|spring|summer|"
    r"autumn|fall|winter|day|"
    r"night|weekend|"
    r"overnight|yesterday|today|tonight|now|(?:between|from)\s+(?:\d|[jfmasondtw])"
)
# Every expression opens at a word; the look-behind keeps it from opening within one.
_REGEX = re.compile(
    rf"(?<![^\W_])(?=[0-9a-zA-Z])(?={_OPENING})(?:"
    + "|".join(_with_own_groups(name, pattern) for name, pattern in _PATTERNS)
    + ")",
    re.I,
)
_GROUPS = {
    kind: [(g, g.split("__")[1]) for g in _REGEX.groupindex if g.startswith(kind + "__") and not g.endswith("__")]
    for kind, _ in _PATTERNS
}
_WORD = re.compile(r"[^\W_]+")
# The first words of `_OPENING`, to pass over all others without asking a regex; scraping glues some ("inthe past").
_FIRST_WORDS = (
    frozenset(
        "some about around nearly almost more just only of that at next this same following early earlier mid middle "
        "late later first second third fourth final beginning start end spring summer autumn fall winter day night "
        "weekend overnight "
        "yesterday today "
        "tonight now between from".split()
    )
    | frozenset(_MONTHS)
    | frozenset(_WEEKDAYS)
    | {number.split("-")[0] for number in _NUMBERS}
    | {
        lead + article + when
        for lead in ("", "in", "over", "during", "for", "within", "throughout")
        for article in ("", "the", "these")
        for when in ("", "past", "last", "previous")
    }
)
_LEAD = re.compile(
    r"\b(?P<lead>since|until|till|by|before|after|from|between|in|on|as of|up to|through|throughout|during|of|for|at|"
    r"to)\s+(?:the\s+|last\s+)?$",
    re.I,
)


# Kinds that say nothing without the date told before them.
RELATIVE_KINDS = ("month_that_year", "that_day", "later_day", "earlier_day")


@dataclass(frozen=True, slots=True)
class DateMention:
    """A date expression at ``start:end`` and the days it covers, inclusive; None where it is left open.

    ``lead`` is the word before it ("since", "until" …) that opens a period; ``kind`` names its pattern.
    """

    start: int
    end: int
    text: str
    kind: str
    first: dt.date | None
    last: dt.date | None
    precision: str
    lead: str | None = None
    until: dt.date | None = None  # the last day of the expression itself, where "since" opened it


def _month_end(year: int, month: int) -> dt.date:
    return dt.date(year, month, 1) + relativedelta(months=1, days=-1)


def _part_of_month(part: str, year: int, month: int) -> tuple[dt.date, dt.date]:
    if part.startswith(("early", "the begin", "the start", "begin", "start")):
        return dt.date(year, month, 1), dt.date(year, month, 10)
    if part.startswith(("mid", "the mid")):
        return dt.date(year, month, 11), dt.date(year, month, 20)
    return dt.date(year, month, 21), _month_end(year, month)


def _week_of_month(nth: str, year: int, month: int) -> tuple[dt.date, dt.date]:
    """Return days 1 to 7, 8 to 14 … of a month, or its last seven."""
    end = _month_end(year, month)
    if nth in ("last", "final"):
        return end - dt.timedelta(days=6), end
    first = dt.date(year, month, 1) + dt.timedelta(weeks=("first", "second", "third", "fourth").index(nth))
    return first, first + dt.timedelta(days=6)


def _part_of_year(part: str, year: int) -> tuple[dt.date, dt.date]:
    if part.startswith(("early", "the begin", "the start", "begin", "start")):
        return dt.date(year, 1, 1), dt.date(year, 4, 30)
    if part.startswith(("mid", "the mid")):
        return dt.date(year, 5, 1), dt.date(year, 8, 31)
    return dt.date(year, 9, 1), dt.date(year, 12, 31)


def _month_number(text: str) -> int:
    return _MONTHS[text.lower().rstrip(".")]


def _count(text: str) -> int | None:
    low = text.lower()
    return int(low) if low.isdigit() else _NUMBERS.get(low)


def _weekday_before(published: dt.date, weekday: str, strictly: bool = False) -> dt.date:
    back = (published.weekday() - _WEEKDAYS[weekday.lower()]) % 7
    return published - dt.timedelta(days=back or (7 if strictly else 0))


def _year_of(text: str | None, published: dt.date | None) -> int | None:
    if text is None:
        return None
    low = text.lower()
    if low.isdigit():
        return int(low)
    if published is None:
        return None
    return published.year - 1 if low.startswith("last") else published.year


def _latest_month(month: int, published: dt.date) -> int:
    """Return the year of the latest such month not after the month of publication."""
    return published.year if month <= published.month else published.year - 1


_DELTAS = {"hour": "hours", "day": "days", "week": "weeks", "month": "months", "year": "years", "decade": "years"}


def _back(published: dt.date, n: int, unit: str) -> dt.date:
    unit = unit.lower().rstrip("s")
    if unit == "hour":
        return published - dt.timedelta(days=max(1, round(n / 24)))
    if unit == "decade":
        n *= 10
    return published - relativedelta(**{_DELTAS[unit]: n})


_MAY_DATE = re.compile(
    r"\d|\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|mon|tue|wed|thu|fri|sat|sun|today|tonight|now|yesterday|"
    r"overnight|"
    r"evening|night|morning|week|day|month|year|decade|hour|spring|summer|autumn|fall|winter|last|this|past|recent)",
)
_LONGEST = 60  # characters from the first word of an expression to the word that makes it one


def _expressions(text: str, start: int, stop: int) -> Iterator[re.Match]:
    """Yield what `_REGEX` finds in ``text[start:stop]``, asked only at the words that can open an expression."""
    position, hint = start, -1  # hint: where the next word stands that makes an expression one
    lower = text[start:stop].lower()
    if len(lower) != stop - start:
        lower = text[start:stop]  # a letter that is two in lower case ("İ"): such a text is read as it stands
    for word in _WORD.finditer(text, start, stop):
        first, at = word.group(), word.start()
        if at < position or not (first.lower() in _FIRST_WORDS or first[0].isdigit() or not first.isascii()):
            continue
        if hint < at:
            ahead = _MAY_DATE.search(lower, at - start)
            if ahead is None:
                return
            hint = start + ahead.start()
        if hint - at > _LONGEST:
            continue
        match = _REGEX.match(text, at, stop)
        if match is not None:
            position = match.end()
            yield match


# "the 17 February Brigade", "the March 14 alliance"
_NAMED_FOR_A_DAY = re.compile(
    r"\s+(?:[Mm]artyrs\s+)?(?:Brigade|Battalion|Movement|Youth|Front|Bridge|Street|Square|Hospital|Camp|Division|"
    r"[Aa]lliance|[Cc]oalition|Alliance)\b"
)


def find_dates(text: str, published: dt.date | None, start: int = 0, end: int | None = None) -> list[DateMention]:
    """Return the date expressions of ``text[start:end]`` in reading order, resolved against the day of publication.

    Without that day a relative expression is still found, its days are None. An expression that resolves to
    nothing by the rulings ("recently", "next week") has precision "none".
    """
    stop = len(text) if end is None else end
    found: list[DateMention] = []
    for match in _expressions(text, start, stop):
        start, end = match.span()
        if end < len(text) and text[end].isalnum():
            continue
        name = match.lastgroup
        assert name is not None
        kind = name.removesuffix("__")
        if kind in ("month", "weekday") and not _is_name(text, start, kind, match.group()):
            continue
        if kind == "year" and not _is_year(text, start, end) or _NAMED_FOR_A_DAY.match(text, end):
            continue
        groups = {own: match[group] for group, own in _GROUPS[kind] if match[group] is not None}
        try:
            resolved = _resolve(kind, groups, match.group(), published)
        except (ValueError, OverflowError, KeyError):
            continue
        lead = _LEAD.search(text, max(0, start - 24), start)
        first, last, precision = resolved
        word = lead["lead"].lower() if lead else None
        if word == "since" and first is not None:
            found.append(DateMention(start, end, match.group(), kind, first, published, "open", word, last))
        elif word in ("until", "till", "through", "up to") and last is not None:
            found.append(DateMention(start, end, match.group(), kind, None, last, "open", word))
        else:
            found.append(DateMention(start, end, match.group(), kind, first, last, precision, word))
    return _spans(text, found, published)


_SPANNED = frozenset(("dmy", "mdy", "iso", "slashed", "month", "month_year", "part_month", "season_year"))
_TO_DATE = re.compile(r"\s+(?:to date|to the present|until now|up to now|onwards?)\b", re.I)


def _spans(text: str, found: list[DateMention], published: dt.date | None) -> list[DateMention]:
    """Return the mentions with two that open and close a period as one: "between 15 December and 12 January"."""
    joined: list[DateMention] = []
    for mention in found:
        before = joined[-1] if joined else None
        if before is not None and (span := _spanned(text, before, mention)) is not None:
            joined[-1] = span
        elif mention.lead == "from" and mention.first and (ends := _TO_DATE.match(text, mention.end)):
            words = text[mention.start : ends.end()]
            open_end = DateMention(
                mention.start, ends.end(), words, mention.kind, mention.first, published, "open", "since"
            )
            joined.append(open_end)
        else:
            joined.append(mention)
    return joined


def _spanned(text: str, opens: DateMention, closes: DateMention) -> DateMention | None:
    if not {opens.kind, closes.kind} <= _SPANNED or not opens.first or not closes.last:
        return None
    between = text[opens.end : closes.start].strip().lower()
    both = opens.lead == "between" and between in ("and", "and the")
    if not both and not (opens.lead == "from" and between in ("to", "until", "till", "through", "up to", "to the")):
        return None
    first = opens.first
    if first > closes.last and not re.search(r"\d{4}", opens.text):
        # "from 15 December to 12 January 2012": the year stands with the second
        years = closes.last.year - first.year
        first += relativedelta(years=years if first + relativedelta(years=years) <= closes.last else years - 1)
    if first > closes.last:
        return None
    words = text[opens.start : closes.end]
    return DateMention(opens.start, closes.end, words, closes.kind, first, closes.last, "range", opens.lead)


_SAYING = r"(?:said|says|claimed|announced|told|reported|confirmed|warned|added|denied|accused|blamed|condemned)"
_SAID = re.compile(rf"\b{_SAYING}\s+(?:\w+\s+)?(?:on\s+)?(?:the\s+(?:morning|afternoon|evening|night)\s+of\s+)?$", re.I)
_SAYS = re.compile(rf"\s+(?:\w+ly\s+)?{_SAYING}\b", re.I)


def dates_a_saying(text: str, mention: DateMention) -> bool:
    """Tell whether a date is that of a verb of saying beside it: "claimed on Tuesday", "on Tuesday denied"."""
    return bool(_SAID.search(text, max(0, mention.start - 40), mention.start) or _SAYS.match(text, mention.end))


_FAR = 400  # characters between a day and another that stands on it
_LONG_AGO = 30  # days before publication


def tie_relative(text: str, dates: list[DateMention], published: dt.date | None) -> list[DateMention]:
    """Resolve "August of that year", "the same day", "three days later" by the date told before; ``dates`` in order.

    A day stands on the last single day told, a month on the last year; what nothing stands before stays unresolved,
    and so does what would lie after publication.
    """
    tied: list[DateMention] = []
    for mention in dates:
        if mention.kind in RELATIVE_KINDS:
            resolved = _tied(text, mention, tied, published)
            if resolved is not None and (published is None or resolved[0] <= published):
                mention = replace(mention, first=resolved[0], last=resolved[1], precision=resolved[2])
        tied.append(mention)
    return tied


def _tied(
    text: str, mention: DateMention, before: list[DateMention], published: dt.date | None
) -> tuple[dt.date, dt.date, str] | None:
    match = _REGEX.fullmatch(mention.text)
    if match is None:
        return None
    if mention.kind == "month_that_year":
        year = next((d.first.year for d in reversed(before) if d.first), None)
        if year is None:
            return None
        month = _month_number(match["month_that_year__m"])
        if part := match["month_that_year__part"]:
            return *_part_of_month(part.lower(), year, month), "range"
        return dt.date(year, month, 1), _month_end(year, month), "month"
    if mention.kind == "later_day" and (match["later_day__u"] or "").startswith("month"):
        start = next(
            (d.first for d in reversed(before) if d.first and d.last and d.precision in ("day", "month")), None
        )
        n = _count(match["later_day__n"])
        if start is None or n is None:
            return None
        then = start + relativedelta(months=n)
        return dt.date(then.year, then.month, 1), _month_end(then.year, then.month), "month"
    days = [d for d in reversed(before) if d.first and d.first == d.last]
    if days and published and mention.start - days[0].end > _FAR:
        recent = [d for d in days if d.first and (published - d.first).days <= _LONG_AGO]
        days = recent if days[0] not in recent else days  # not on what the background told in passing
    if mention.kind == "that_day":
        days.sort(key=lambda d: dates_a_saying(text, d))  # the day of an act rather than of what was said of it
    day = days[0].first if days else None
    if mention.kind == "earlier_day":
        day = day or published
        if day is None:
            return None
        unit, n = match["earlier_day__u"] or "day", _count(match["earlier_day__n"] or "one")
        if n is None or unit.startswith("year") and not days:
            return None
        then = _back(day, n, unit)
        if unit.startswith("year"):
            return dt.date(then.year, 1, 1), dt.date(then.year, 12, 31), "year"
        if unit.startswith("month"):
            return dt.date(then.year, then.month, 1), _month_end(then.year, then.month), "month"
        return then, then, "day"
    if day is None:
        return None
    if mention.kind == "later_day":
        n = _count(match["later_day__n"] or "one") or 1
        day += dt.timedelta(days=n * (7 if (match["later_day__u"] or "").startswith("week") else 1))
    return day, day, "day"


def _is_name(text: str, start: int, kind: str, word: str) -> bool:
    """Tell a month from a modal or a verb ("may", "march") by its capital and what stands before it."""
    low = word.lower().rstrip(".")
    if not word[:1].isupper():
        return False
    if low in ("may", "march", "mar", "sun", "sat", "august", "jan"):
        before = text[max(0, start - 16) : start].lower()
        return bool(
            re.search(
                r"\b(?:in|since|until|last|by|of|during|early|late|mid|from|this|between|and|to|after|before|through|"
                r"on)[\s-]+$",
                before,
            )
        )
    return True


def _is_year(text: str, start: int, end: int) -> bool:
    before, after = text[max(0, start - 14) : start].lower(), text[end : end + 14].lower()
    if re.match(
        r"\s*(?:people|civilians|soldiers|fighters|troops|families|others|deaths|migrants|refugees|were|have|wounded|"
        r"injured|displaced|detainees|prisoners|houses|homes)\b",
        after,
    ):
        return bool(re.search(r"\b(?:in|since|by|until|from)\s+$", before)) and not re.match(
            r"\s*(?:people|civilians|soldiers|fighters|troops|families)\b", after
        )
    return not (
        re.search(
            r"(?:some|about|nearly|over|than|least|around|"
            r"[$€£,.\d])\s*$",
            before,
        )
        or re.match(r"[,.]\d|%| percent| km| m\b", after)
    )


def _resolve(
    kind: str, g: dict[str, str], whole: str, published: dt.date | None
) -> tuple[dt.date | None, dt.date | None, str]:
    low = whole.lower()
    if kind == "iso":
        day = dt.date(int(g["y"]), int(g["mn"]), int(g["dn"]))
        return day, day, "day"
    if kind == "slashed":
        a, b = int(g["a"]), int(g["b"])
        day = dt.date(int(g["y"]), b, a) if a > 12 or b <= 12 else dt.date(int(g["y"]), a, b)
        return day, day, "day"
    if kind in ("dmy", "mdy"):
        month, number = _month_number(g["m"]), int(re.sub(r"\D", "", g["d"]))
        year = _year_of(g.get("y"), published)
        if year is None:
            if published is None:
                return None, None, "day"
            year = published.year
            if dt.date(year, month, number) > published:
                year -= 1
        day = dt.date(year, month, number)
        return day, day, "day"
    if kind in ("dmy_range", "mdy_range"):
        month = _month_number(g["m"])
        year = _year_of(g.get("y"), published)
        if year is None:
            if published is None:
                return None, None, "range"
            year = published.year if dt.date(published.year, month, int(g["d1"])) <= published else published.year - 1
        return dt.date(year, month, int(g["d1"])), dt.date(year, month, int(g["d2"])), "range"
    if kind == "season_year":
        return _season_of(g["u"].lower(), int(g["y"]))
    if kind == "year_span":
        first, last = g.get("y1") or g["y3"], g.get("y2") or g["y4"]
        return dt.date(int(first), 1, 1), dt.date(int(last), 12, 31), "multi_year"
    if kind == "year":
        return dt.date(int(g["y"]), 1, 1), dt.date(int(g["y"]), 12, 31), "year"
    if kind == "decade":
        years = {"early": (0, 3), "mid": (4, 6), "late": (7, 9)}.get((g.get("part") or "").lower(), (0, 9))
        return dt.date(int(g["y"]) + years[0], 1, 1), dt.date(int(g["y"]) + years[1], 12, 31), "multi_year"
    if kind in ("month_year", "part_month") and (year := _year_of(g.get("y"), published)):
        month = _month_number(g["m"])
        if kind == "part_month":
            return *_part_of_month(g["part"].lower(), year, month), "range"
        return dt.date(year, month, 1), _month_end(year, month), "month"
    if kind == "week_of_month" and (year := _year_of(g.get("y"), published)):
        return *_week_of_month(g["nth"].lower(), year, _month_number(g["m"])), "week"
    if kind == "part_year" and g["y"].isdigit():
        return *_part_of_year(g["part"].lower(), int(g["y"])), "season"
    if kind == "first_months" and (months := _count(g["n"])) and months < 12:
        if published is None and not g["y"].isdigit():
            return None, None, "none"
        now = published.year if published else 0
        year = int(g["y"]) if g["y"].isdigit() else now - g["y"].lower().startswith("last")
        return dt.date(year, 1, 1), _month_end(year, months), "range"
    if kind == "month_pair":
        m1, m2 = _month_number(g["m1"]), _month_number(g["m2"])
        year = _year_of(g.get("y"), published) or (_latest_month(m2, published) if published else None)
        if year is None:
            return None, None, "range"
        return dt.date(year if m1 <= m2 else year - 1, m1, 1), _month_end(year, m2), "range"
    if kind == "half_month":
        month = _month_number(g["m"])
        year = _year_of(g.get("y"), published) or (_latest_month(month, published) if published else None)
        if year is None:
            return None, None, "range"
        middle = dt.date(year, month, 15)
        if g["half"].lower() == "first":
            return middle.replace(day=1), middle, "range"
        return middle.replace(day=16), _month_end(year, month), "range"
    if kind == "half_year" and g["y"].isdigit():
        return *_half_of_year(g["half"], int(g["y"])), "range"
    if kind in ("next", "later_this", *RELATIVE_KINDS):
        return None, None, "none"
    if published is None:
        return None, None, "none"
    return _resolve_relative(kind, g, low, published)


def _resolve_relative(
    kind: str, g: dict[str, str], low: str, published: dt.date
) -> tuple[dt.date | None, dt.date | None, str]:
    one = dt.timedelta(days=1)
    if kind == "part_month":
        month = _month_number(g["m"])
        return *_part_of_month(g["part"].lower(), _latest_month(month, published), month), "range"
    if kind == "week_of_month":
        month = _month_number(g["m"])
        return *_week_of_month(g["nth"].lower(), _latest_month(month, published), month), "week"
    if kind == "part_year":
        if "month" in g["y"].lower():
            base = published - relativedelta(months=1) if g["y"].lower().startswith("last") else published
            return *_part_of_month(g["part"].lower(), base.year, base.month), "range"
        year = published.year - 1 if g["y"].lower().startswith("last") else published.year
        first, last = _part_of_year(g["part"].lower(), year)
        if "start" in g["part"].lower() or "begin" in g["part"].lower():
            return first, first, "day"
        return first, last, "season"
    if kind == "half_year":
        return *_half_of_year(g["half"], published.year - g["y"].lower().startswith("last")), "range"
    if kind == "month_span":
        m1, m2 = _month_number(g["m1"]), _month_number(g["m2"])
        y2 = int(g["y2"]) if "y2" in g else _latest_month(m2, published)
        y1 = int(g["y1"]) if "y1" in g else (y2 if m1 <= m2 else y2 - 1)
        return dt.date(y1, m1, 1), _month_end(y2, m2), "multi_year" if y1 != y2 else "range"
    if kind in ("month", "this_month_name"):
        month = _month_number(g["m"])
        year = _latest_month(month, published)
        return dt.date(year, month, 1), min(_month_end(year, month), max(published, dt.date(year, month, 1))), "month"
    if kind == "last_month_name":
        month = _month_number(g["m"])
        year = published.year if month < published.month else published.year - 1
        return dt.date(year, month, 1), _month_end(year, month), "month"
    if kind == "past_n":
        n = _count(g["n"])
        if n is None:
            return None, published, "open"
        return _back(published, n, g["u"]), published, "range"
    if kind == "past_one":
        unit = g["u"].lower()
        return (published - one if unit == "24 hours" else _back(published, 1, unit)), published, "range"
    if kind == "ago":
        n = _count(g["n"])
        if n is None:
            return None, None, "none"
        unit = g["u"].lower().rstrip("s")
        day = _back(published, n, unit)
        if re.match(r"(?:more than|over)\b", low):
            return None, day, "open"
        if unit == "year" or unit == "decade":
            return dt.date(day.year, 1, 1), dt.date(day.year, 12, 31), "year"
        if unit == "month":
            return dt.date(day.year, day.month, 1), _month_end(day.year, day.month), "month"
        return day, day, "week" if unit == "week" else "day"  # "two weeks ago": publication minus 14, give or take
    if kind == "earlier_this":
        if "today" in g:
            return published, published, "day"
        first = {
            "week": published - dt.timedelta(days=published.weekday()),
            "month": published.replace(day=1),
            "year": published.replace(month=1, day=1),
        }[g["u"].lower()]
        return first, published, "range"
    if kind == "last_unit":
        unit = g["u"].lower()
        if unit == "night":
            return published - one, published - one, "day"
        if unit == "weekend":
            return _weekend(published)
        if unit == "week":
            monday = published - dt.timedelta(days=published.weekday() + 7)
            return monday, monday + 6 * one, "week"
        if unit == "month":
            day = published.replace(day=1) - one
            return day.replace(day=1), day, "month"
        if unit == "year":
            return dt.date(published.year - 1, 1, 1), dt.date(published.year - 1, 12, 31), "year"
        return _season(unit, published, last=True)
    if kind == "this_unit":
        unit = g["u"].lower()
        if unit in ("morning", "afternoon", "evening"):
            return published, published, "day"
        if unit == "weekend":
            return _weekend(published)
        if unit == "week":
            return published - dt.timedelta(days=published.weekday()), published, "week"
        if unit == "month":
            return published.replace(day=1), published, "month"
        if unit == "year":
            return published.replace(month=1, day=1), published, "year"
        return _season(unit, published, last=False)
    if kind == "weekend":
        return _weekend(published)
    if kind == "overnight":
        return published - one, published, "range"
    if kind == "last_weekday":
        day = _weekday_before(published, g["w"], strictly=low.startswith("last"))
        return day, day, "day"
    if kind == "weekday":
        day = _weekday_before(published, g["w"])
        return day, day, "day"
    if kind in ("weekday_span", "weekday_pair"):
        last = _weekday_before(published, g.get("w2") or g["w4"])
        first = _weekday_before(last, g.get("w1") or g["w3"])
        return first, last, "range"
    if kind == "day_before":
        return published - 2 * one, published - 2 * one, "day"
    if kind == "day":
        day = published - one if low == "yesterday" else published
        return day, day, "day"
    if kind in ("for_n", "recent"):
        return None, published, "open"
    return None, None, "none"


def _half_of_year(half: str, year: int) -> tuple[dt.date, dt.date]:
    first = half.lower() == "first"
    return (dt.date(year, 1, 1), dt.date(year, 6, 30)) if first else (dt.date(year, 7, 1), dt.date(year, 12, 31))


def _weekend(published: dt.date) -> tuple[dt.date, dt.date, str]:
    """Return the latest Saturday and Sunday, those of publication if it falls on one of them."""
    if published.weekday() == 5:
        return published, published + dt.timedelta(days=1), "range"
    sunday = published - dt.timedelta(days=(published.weekday() + 1) % 7)
    return sunday - dt.timedelta(days=1), sunday, "range"


def _season(name: str, published: dt.date, last: bool) -> tuple[dt.date, dt.date, str]:
    months = _SEASONS[name]
    year = published.year
    if last and published.month <= (months[1] if name != "winter" else 12):
        year -= 1
    return _season_of(name, year)


_SEASONS = {"spring": (3, 5), "summer": (6, 8), "autumn": (9, 11), "fall": (9, 11), "winter": (12, 2)}


def _season_of(name: str, year: int) -> tuple[dt.date, dt.date, str]:
    months = _SEASONS[name]
    if name == "winter":
        return dt.date(year, 12, 1), _month_end(year + 1, 2), "season"
    return dt.date(year, months[0], 1), _month_end(year, months[1]), "season"
