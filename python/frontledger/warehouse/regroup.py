"""Merges and splits by people, applied to the incidents that matching made.

A correction names the claims that told its incidents when somebody looked. It holds only while they are all there
and stand together as they did; what was told since goes where its strongest link leads. Corrections are taken in the
order of their numbers, each in the light of those before it, which is what SQL is bad at.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

import pyarrow as pa

from frontledger.warehouse.correction_file import LIST, MERGE

APPLIED = "applied"
NOT_NEEDED = "not_needed"
CLAIM_GONE = "claim_is_gone"
INCIDENT_GONE = "incident_is_gone"
ANOTHER = "old_value_is_another"
NO_FIT = "new_value_does_not_fit"

SCHEMA = pa.schema(
    [
        ("correction_id", pa.string()),
        ("step", pa.int32()),  # from 1, in the order in which they are applied
        ("field", pa.string()),
        ("status", pa.string()),
        ("found_value", pa.string()),  # the claims that stand where it looked, as the file lists them
        ("claim_id", pa.string()),  # null where the correction is not applied
        ("group_id", pa.string()),
        ("is_moved", pa.bool_()),
    ]
)


@dataclass(frozen=True, slots=True)
class Regrouping:
    """A merge of incident ``incident_id`` into the one named in ``wanted``, or the claims ``wanted`` split off it.

    ``expected`` are the claims that told the incidents when it was made.
    """

    correction_id: str
    field: str
    incident_id: str
    expected: frozenset[str]
    wanted: tuple[str, ...]

    @classmethod
    def of_row(cls, correction_id: str, field: str, incident_id: str, old_value: str, new_value: str) -> Regrouping:
        """Return the correction of a row of the file."""
        return cls(correction_id, field, incident_id, frozenset(_keys(old_value)), tuple(_keys(new_value)))


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a correction: the claims ``found``, and of the touched ones the group and whether they moved."""

    correction: Regrouping
    status: str
    found: frozenset[str] = frozenset()
    groups: Mapping[str, str] = field(default_factory=dict)
    moved: frozenset[str] = frozenset()


class Groups:
    """Claims with the group of each, the links between them, and the whole of each part."""

    def __init__(
        self, group_of: Mapping[str, str], links: Iterable[tuple[str, str, float]], wholes: Mapping[str, str]
    ) -> None:
        self.group_of = dict(group_of)
        self.wholes = dict(wholes)
        self._links: dict[str, list[tuple[float, str]]] = defaultdict(list)
        # a part goes where its whole goes, whatever its links say
        tied = [(part, whole, float("inf")) for part, whole in self.wholes.items()]
        for a, b, score in (*links, *tied):
            self._links[a].append((score, b))
            self._links[b].append((score, a))

    def members(self, *groups: str) -> set[str]:
        """Return the claims of some groups."""
        return {claim for claim, group in self.group_of.items() if group in groups}

    def holding(self, claims: Iterable[str]) -> set[str]:
        """Return the groups in which any of some claims stands."""
        return {self.group_of[claim] for claim in claims if claim in self.group_of}

    def put(self, claims: set[str]) -> dict[str, str]:
        """Make ``claims`` one group and return them with its key."""
        group = min(claims)
        placed = dict.fromkeys(claims, group)
        self.group_of.update(placed)
        return placed

    def drawn(self, members: set[str], out: set[str], stay: set[str]) -> set[str]:
        """Return which of ``members`` go with ``out``: each of the rest follows its strongest link, to it or to
        ``stay``.
        """
        side = dict.fromkeys(out, True) | dict.fromkeys(stay, False)
        undecided = members - side.keys()
        while undecided:
            ties = [
                (score, not side[other], claim, other)
                for claim in undecided
                for score, other in self._links[claim]
                if other in side
            ]
            if not ties:
                break  # joined by an earlier merge: stays
            _, _, claim, other = max(ties)
            side[claim] = side[other]
            undecided.remove(claim)
        return {claim for claim, is_out in side.items() if is_out}


def regroup(groups: Groups, corrections: Iterable[Regrouping], told: set[str]) -> list[Outcome]:
    """Apply corrections to ``groups``, which is changed, and return what became of each.

    ``told`` are all claims that can tell an incident, also those that a reprint or a rejection keeps out of every
    group: such a claim is no reason to fail.
    """
    ordered = sorted(corrections, key=lambda made: (len(made.correction_id), made.correction_id))
    return [_merge(groups, made, told) if made.field == MERGE else _split(groups, made, told) for made in ordered]


def _merge(groups: Groups, made: Regrouping, told: set[str]) -> Outcome:
    if made.expected - told:
        return Outcome(made, CLAIM_GONE, made.expected & told)
    founders = {key[1:] for key in (made.incident_id, *made.wanted)}
    if len(made.wanted) != 1 or founders - {claim[1:] for claim in made.expected}:
        return Outcome(made, NO_FIT)
    holders = groups.holding(made.expected)
    found = frozenset(groups.members(*holders))
    if not holders:
        return Outcome(made, INCIDENT_GONE)
    if len(holders) > 2:
        return Outcome(made, ANOTHER, found)
    if len(holders) == 1:
        return Outcome(made, NOT_NEEDED, found)
    stays = next((claim for claim in found if claim[1:] == made.wanted[0][1:]), min(found))
    moved = found - groups.members(groups.group_of[stays])
    return Outcome(made, APPLIED, found, groups.put(set(found)), moved)


def _split(groups: Groups, made: Regrouping, told: set[str]) -> Outcome:
    wanted = set(made.wanted)
    if (made.expected | wanted) - told:
        return Outcome(made, CLAIM_GONE, made.expected & told)
    expected = made.expected & groups.group_of.keys()
    out, stay = wanted & expected, set(expected - wanted)
    holders = groups.holding(expected)
    found = frozenset(groups.members(*holders))
    if not holders:
        return Outcome(made, INCIDENT_GONE)
    if len(holders) > 1:
        apart = not groups.holding(out) & groups.holding(stay)
        return Outcome(made, NOT_NEEDED if apart else ANOTHER, found)
    if wanted - made.expected or not out or not stay or any(groups.wholes.get(claim) in stay for claim in out):
        return Outcome(made, NO_FIT, found)
    leaving = groups.drawn(set(found), out, stay)
    placed = groups.put(leaving) | groups.put(set(found - leaving))
    return Outcome(made, APPLIED, found, placed, frozenset(leaving))


def outcome_table(outcomes: Iterable[Outcome]) -> pa.Table:
    """Return outcomes as rows: one for each claim that a correction touches, one for a correction that touches none."""
    rows = []
    for step, outcome in enumerate(outcomes, start=1):
        row = {
            "correction_id": outcome.correction.correction_id,
            "step": step,
            "field": outcome.correction.field,
            "status": outcome.status,
            "found_value": LIST.join(sorted(outcome.found)) or None,
        }
        rows += [
            row | {"claim_id": claim, "group_id": group, "is_moved": claim in outcome.moved}
            for claim, group in sorted(outcome.groups.items())
        ] or [row]
    return pa.Table.from_pylist(rows, schema=SCHEMA)


def _keys(cell: str | None) -> list[str]:
    return [key.strip() for key in (cell or "").split(LIST) if key.strip()]
