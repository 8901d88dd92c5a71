"""What the reader narrowed the pages down to, and how that becomes SQL.

A filter is compiled to a condition with named parameters; no value ever becomes part of the SQL text.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from datetime import date
from typing import Any

OWN_VOICE = "article-itself"  # stands for claims that no one but the article makes

ACTOR_COLUMNS = {
    "fct_casualties": ("victim_actor_id", "perpetrator_actor_id"),
    "fct_territory": ("actor_id",),
    "fct_events": ("actor1_id", "actor2_id"),
}

BELOW_PLACES = """place_id in (
        with recursive below as (
            select unnest($places) as place_id
            union
            select child.place_id from marts.dim_place as child join below on child.parent_id = below.place_id
        )
        select place_id from below
    )"""


@dataclass(frozen=True)
class Filters:
    """The filters that hold on every page. Tuples of ids; empty means "all"."""

    dates: tuple[date, date] | None = None
    date_axis: str = "event"
    places: tuple[str, ...] = ()
    actors: tuple[str, ...] = ()
    claimants: tuple[str, ...] = ()
    publishers: tuple[str, ...] = ()
    words: str = ""

    def active(self) -> list[str]:
        """Return the names of the filters that narrow something, in the order of the sidebar."""
        return [f.name for f in fields(self) if f.name != "date_axis" and getattr(self, f.name)]

    def without(self, name: str) -> Filters:
        """Return these filters with one of them dropped."""
        default = next(f.default for f in fields(self) if f.name == name)
        return replace(self, **{name: default})

    def conditions(self, table: str) -> tuple[list[str], dict[str, Any]]:
        """Return SQL conditions on the mart ``table`` and the values of their parameters.

        A claim without a date is left out as soon as a date range is asked for: nobody knows whether it is in it.
        """
        found: list[str] = []
        values: dict[str, Any] = {}
        if self.dates:
            if self.date_axis == "published":
                found.append("published between $date_from and $date_to")
            else:
                found.append(
                    "coalesce(date_end, date_start) >= $date_from and coalesce(date_start, date_end) <= $date_to"
                )
            values |= {"date_from": self.dates[0], "date_to": self.dates[1]}
        if self.places:
            found.append(BELOW_PLACES)
            values["places"] = list(self.places)
        if self.actors:
            found.append("(" + " or ".join(f"{c} in (select unnest($actors))" for c in ACTOR_COLUMNS[table]) + ")")
            values["actors"] = list(self.actors)
        if self.claimants:
            found.append(f"coalesce(claimed_by_id, '{OWN_VOICE}') in (select unnest($claimants))")
            values["claimants"] = list(self.claimants)
        if self.publishers:
            found.append("publisher_id in (select unnest($publishers))")
            values["publishers"] = list(self.publishers)
        if self.words:
            found.append("contains(lower(quoted_text), lower($words))")
            values["words"] = self.words
        return found, values


def where(conditions: list[str]) -> str:
    """Join conditions to a WHERE clause, or to nothing."""
    return "where " + "\n    and ".join(conditions) if conditions else ""


def merged(*parameters: Mapping[str, Any]) -> dict[str, Any]:
    """Join parameter dicts; the same name must stand for the same value everywhere."""
    result: dict[str, Any] = {}
    for one in parameters:
        for name, value in one.items():
            if result.setdefault(name, value) != value:
                raise ValueError(f"parameter {name} has two values")
    return result
