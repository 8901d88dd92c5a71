"""How fresh a release is, in the words of the Humanitarian Data Exchange: up to date, due, overdue, delinquent.

How often a release is expected is for whoever runs the build to say (``FRONTLEDGER_UPDATE_EVERY``: day, week,
fortnight, month, quarter, half year, year). Without it a release is made when there is something new, and never goes
stale.
"""

from __future__ import annotations

import os
from datetime import datetime, timedelta

# Days after which a release is due, overdue, delinquent.
DAYS = {
    "day": (1, 2, 3), "week": (7, 14, 21), "fortnight": (14, 21, 28), "month": (30, 44, 60),
    "quarter": (90, 120, 150), "half year": (180, 210, 240), "year": (365, 425, 455),
}  # fmt: skip
WORDS = ("up to date", "due", "overdue", "delinquent")


def expected() -> str | None:
    """Return how often a release is expected, or None for "when there is something new"."""
    said = os.environ.get("FRONTLEDGER_UPDATE_EVERY", "").strip().lower()
    return said if said in DAYS else None


def state(built: datetime, now: datetime, every: str | None) -> str:
    """Return one of WORDS for a release built then; both moments in the same time zone."""
    if every is None:
        return WORDS[0]
    return WORDS[sum(now - built >= timedelta(days=limit) for limit in DAYS[every])]


def words(built: datetime, now: datetime, every: str | None) -> str:
    """Return the state with what is expected: "due (expected every week)"."""
    rhythm = f"expected every {every}" if every else "renewed when there is something new"
    return f"{state(built, now, every)} ({rhythm})"
