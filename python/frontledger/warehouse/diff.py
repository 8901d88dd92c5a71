"""What changed between two releases, out of the feed that the current release carries (fct_changes)."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass
from datetime import date

import duckdb

CURRENT, PREVIOUS = "current", "previous"
_SHOWN = {
    "fct_incidents": ("event_type", "place", "date_start", "actor1", "actor2", "deaths_best"),
    "bridge_incident_claim": ("incident_id", "told_as", "link_reasons"),
}
_SHOWN_OF_CLAIMS = ("quoted_text",)


class UnknownReleaseError(LookupError):
    """No release is meant by a word; the message says which there are."""


@dataclass(frozen=True, slots=True)
class Difference:
    """A row that differs between two releases: ``before`` and ``after`` are its columns, without nulls."""

    table: str
    key: str
    change: str  # insert, update or delete
    reason: str  # of several changes in between, all reasons, in order
    before: dict | None
    after: dict | None

    @property
    def changed_columns(self) -> list[str]:
        """Return the columns that differ, sorted; of a new or deleted row none."""
        if self.before is None or self.after is None:
            return []
        names = self.before.keys() | self.after.keys()
        return sorted(name for name in names if self.before.get(name) != self.after.get(name))

    def words(self) -> str:
        """Return what is new: of an update each column before and after, else what the row tells."""
        before, after = self.before or {}, self.after or {}
        if self.changed_columns:
            return "; ".join(
                f"{name} {_word(before.get(name))} -> {_word(after.get(name))}" for name in self.changed_columns
            )
        row = after or before
        return ", ".join(str(row[name]) for name in _SHOWN.get(self.table, _SHOWN_OF_CLAIMS) if name in row)


def find_release(con: duckdb.DuckDBPyConnection, word: str) -> str:
    """Return the version that ``word`` means: a version or the beginning of one, "current", "previous", or a day
    (the last release made by its end, UTC).

    UnknownReleaseError if none is meant, or several, or one that the feed does not tell of.
    """
    versions = [version for (version,) in con.execute(_VERSIONS).fetchall()]
    if word == CURRENT:
        return versions[-1]
    if word == PREVIOUS:
        if len(versions) < 2:
            raise UnknownReleaseError(f"{versions[-1]} is the first release of this history")
        return versions[-2]
    try:
        day = f"{date.fromisoformat(word):%Y.%m.%d}~"  # after every version of that day
        found = [version for version in versions if version < day][-1:]
    except ValueError:
        found = [version for version in versions if version.startswith(word)]
    if len(found) != 1:
        what = f"{len(found)} releases are called {word}" if found else f"no release is called {word}"
        raise UnknownReleaseError(f"{what}; the history has {', '.join(versions)}")
    return found[0]


# From the first release of which the feed tells; one that changed no claim and no incident is in the log only.
_VERSIONS = """
    select version from (
        select distinct release as version from marts.fct_changes
        union
        select version from quality.release_log
        union
        select version from marts.meta_release
    ) as known
    where version >= (select min(release) from marts.fct_changes)
        and version <= (select version from marts.meta_release)
    order by version
"""


def differences(con: duckdb.DuckDBPyConnection, first: str, second: str) -> list[Difference]:
    """Return what release ``second`` tells otherwise than ``first``, by table and key; either may be the older."""
    older, newer = sorted((first, second))
    rows = con.execute(_NET, {"older": older, "newer": newer}).fetchall()
    found = []
    for table, key, reason, *states in rows:
        before, after = (json.loads(state) if state is not None else None for state in states)
        if before == after:
            continue  # came and went, or changed and changed back
        if first > second:
            before, after = after, before
        change = "insert" if before is None else "delete" if after is None else "update"
        found.append(Difference(table, key, change, reason, before, after))
    return found


_NET = """
    select table_name, row_key,
        array_to_string(list_distinct(list(reason order by change_number)), ', '),
        first(before order by change_number), last(after order by change_number)
    from marts.fct_changes
    where release > $older and release <= $newer
    group by table_name, row_key
    order by table_name, row_key
"""


def counts(found: list[Difference]) -> list[tuple[str, str, str, int]]:
    """Return table, change, reason and number of rows, sorted."""
    counted = Counter((row.table, row.change, row.reason) for row in found)
    return [(*kind, number) for kind, number in sorted(counted.items())]


def _word(value: object) -> str:
    return "nothing" if value is None else str(value)
