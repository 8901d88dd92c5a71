"""Publication dates, in the styles that outlets and archives write them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime

MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "january jan", "february feb", "march mar", "april apr", "may", "june jun", "july jul",
            "august aug", "september sept sep", "october oct", "november nov", "december dec",
        ),
        start=1,
    )
    for name in names.split()
}  # fmt: skip
_MONTH = "(?P<month>" + "|".join(sorted(MONTHS, key=len, reverse=True)) + r")\.?"
_WEEKDAY = r"(?:(?:mon|tues?|wed(?:nes)?|thur?s?|fri|sat(?:ur)?|sun)(?:day)?\.?,?\s+)?"
_LABEL = r"(?:(?:first\s+)?(?:published|posted|date|dated)(?:\s+(?:on|at))?\s*:?\s+|date:|published:|posted:)?"
_TIME = (
    r"(?:(?:,|\s+at|\s+[-–—|]|\s|T)\s*\d{1,2}[:.]\d{2}(?:[:.]\d{2}(?:\.\d+)?)?"
    r"\s*(?:[ap]\.?m\.?)?\s*(?:\(?(?:gmt|utc|bst|e[sd]t|p[sd]t|z|[+-]\d{2}:?\d{2})(?:[+-]\d{1,2})?\)?)?)?"
)
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_YEAR = r"(?P<year>(?:19|20)\d{2})"

_STYLES = tuple(
    re.compile(rf"\s*{_LABEL}{_WEEKDAY}{style}{_TIME}\s*\.?\s*", re.IGNORECASE)
    for style in (
        rf"{_YEAR}(?P<sep>[-/.])(?P<month_number>\d{{1,2}})(?P=sep)(?P<day>\d{{1,2}})",
        rf"{_MONTH}\s+{_DAY},?\s+{_YEAR}",
        rf"{_DAY}(?:\s+of)?[\s-]+{_MONTH},?[\s-]+{_YEAR}",
        r"(?P<year>(?:19|20)\d{2})(?P<month_number>\d{2})(?P<day>\d{2})",
        rf"(?P<day>\d{{1,2}})\.(?P<month_number>\d{{1,2}})\.{_YEAR}",
    )
)
_SLASHED = re.compile(rf"\s*{_LABEL}{_WEEKDAY}(?P<one>\d{{1,2}})[/-](?P<two>\d{{1,2}})[/-]{_YEAR}{_TIME}\s*", re.I)
_LONGEST_DATE_LINE = 80


@dataclass(frozen=True, slots=True)
class DateReading:
    """What a piece of text says as a date: one date, or two when day and month could be exchanged."""

    day_first: date | None
    month_first: date | None

    @property
    def is_ambiguous(self) -> bool:
        return None not in (self.day_first, self.month_first) and self.day_first != self.month_first

    def choose(self, day_first: bool | None) -> date | None:
        """Return the date, in the given order of day and month where it matters; None if that is not known."""
        if not self.is_ambiguous:
            return self.day_first or self.month_first
        if day_first is None:
            return None
        return self.day_first if day_first else self.month_first


def read_date(text: str) -> DateReading | None:
    """Return the date that ``text`` is from its first to its last character, or None if it is none."""
    if len(text) > _LONGEST_DATE_LINE or not text[:80].isascii() and not text.isprintable():
        return None
    for style in _STYLES:
        if match := style.fullmatch(text):
            parts = match.groupdict()
            month = parts.get("month_number") or MONTHS[parts["month"].lower().rstrip(".")]
            found = _make_date(parts["year"], month, parts["day"])
            return DateReading(found, found) if found else None
    if match := _SLASHED.fullmatch(text):
        one, two, year = match["one"], match["two"], match["year"]
        reading = DateReading(_make_date(year, two, one), _make_date(year, one, two))
        return reading if reading.day_first or reading.month_first else None
    return None


def read_date_value(value: object) -> DateReading | None:
    """Return the date of a header field or table cell: a date, a datetime, or text in any known style."""
    if isinstance(value, datetime):
        return DateReading(value.date(), value.date())
    if isinstance(value, date):
        return DateReading(value, value)
    if not isinstance(value, str):
        return None
    text = value.strip()
    if reading := read_date(text):
        return reading
    try:
        found = datetime.fromisoformat(text).date()
    except ValueError:
        return None
    return DateReading(found, found)


def guess_day_first(readings: list[DateReading]) -> bool | None:
    """Return whether a file writes the day before the month, as told by its dates that leave no choice.

    None when nothing in the file tells, or when it is of two minds.
    """
    votes = {r.day_first is not None for r in readings if (r.day_first is None) != (r.month_first is None)}
    return votes.pop() if len(votes) == 1 else None


def _make_date(year: str | int, month: str | int, day: str | int) -> date | None:
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None
