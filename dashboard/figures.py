"""The one way to write a figure, a share, a date, so that bounds are never hidden and the unknown is never zero."""

from __future__ import annotations

from datetime import date, datetime

import humanize

NOT_STATED = "not stated"


def number(value: float | None) -> str:
    """Return ``value`` with thousands separators, or "not stated" for None."""
    if value is None:
        return NOT_STATED
    return f"{value:,.0f}" if float(value).is_integer() else f"{value:,.1f}"


def bounds(low: float | None, best: float | None, high: float | None, unit: str = "") -> str:
    """Return a claimed figure in words.

    ``best (low–high)`` when all three are known and differ; one number when they agree; an open bound is said in
    words ("34 or more", "up to 20", "nearly 60", "about 40"); three Nones are "not stated". ``unit``
    follows each number ("%").
    """
    low_text, best_text, high_text = (number(value) + unit for value in (low, best, high))
    if best is None:
        if low is None:
            return NOT_STATED if high is None else f"up to {high_text}"
        if high is None:
            return f"{low_text} or more"
        if low == high:
            return low_text
        return f"up to {high_text}" if low == 0 else f"{low_text}–{high_text}"
    if low is None and high is None:
        return f"about {best_text}"
    if high is None:
        return f"{best_text} or more" if low == best else f"{best_text} ({low_text} or more)"
    if low is None:
        return f"nearly {best_text}" if high == best else f"{best_text} ({high_text} or less)"
    return best_text if low == best == high else f"{best_text} ({low_text}–{high_text})"


def reconciled(low: float | None, best: float | None, high: float | None, is_open: bool | None) -> str:
    """Return a reconciled figure in words: ``high`` is the highest bound told, and ``is_open`` says it may be more.

    "32 (3–32 or more)", "24 or more", "9"; without a best figure nobody told a number: "not stated".
    """
    if best is None:
        return NOT_STATED
    if not is_open or high is None:
        return bounds(low, best, high)
    return (
        f"{number(best)} or more" if low == best == high else f"{number(best)} ({number(low)}–{number(high)} or more)"
    )


def share(low: float | None, best: float | None, high: float | None) -> str:
    """Return a claimed share of a place, in percent."""
    return bounds(low, best, high, " %")


def when(start: date | None, end: date | None, precision: str | None = None) -> str:
    """Return the dates of a claim, as coarse as they were stated."""
    if start is None and end is None:
        return "date not stated"
    if start is None:
        return f"until {end:%Y-%m-%d}"
    if end is None:
        return f"since {start:%Y-%m-%d}"
    if precision == "month" and (start.year, start.month) == (end.year, end.month):
        return f"{start:%Y-%m} (month only)"
    if precision == "year" and start.year == end.year:
        return f"{start:%Y} (year only)"
    return f"{start:%Y-%m-%d}" if start == end else f"{start:%Y-%m-%d} – {end:%Y-%m-%d}"


def count(n: int, singular: str, plural: str | None = None) -> str:
    """Return "1 claim", "2,000 claims"."""
    return f"{n:,} {singular if n == 1 else plural or singular + 's'}"


def listed(words: list[str], limit: int = 3) -> str:
    """Return "a, b and c", or "a, b, c and 4 more" beyond ``limit``."""
    if len(words) > limit:
        return f"{', '.join(words[:limit])} and {len(words) - limit} more"
    return " and ".join([", ".join(words[:-1]), words[-1]] if len(words) > 1 else words)


def ago(moment: datetime, now: datetime) -> str:
    """Return "2 hours ago"; both moments in the same time zone."""
    return humanize.naturaltime(now - moment)
