"""Corrections by people: rows of raw/reference/corrections.csv, added so that the next build accepts them.

A row names what it corrects, what it expects to find there and what should stand there instead. The build compares
both again and fails when a row no longer fits (models/marts/fct_corrections.sql); here a row is held against the
current release before it is written, so that mistakes are found by whoever makes them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import date

import duckdb

from frontledger.warehouse.claim_changes import propose_claim_changes
from frontledger.warehouse.correction_file import (
    FORMULA,
    Change,
    Correction,
    CorrectionError,
    append_corrections,
    locked,
    read_corrections,
    refused,
)
from frontledger.warehouse.incident_changes import propose_incident_changes
from frontledger.warehouse.layout import DATABASE_NAME, Layout
from frontledger.warehouse.release import read_current


@dataclass(frozen=True, slots=True)
class Added:
    """The rows that were written, and what the next build will make of them, in words."""

    corrections: tuple[Correction, ...]
    effects: tuple[str, ...]


def add_correction(
    layout: Layout, target_id: str, field: str, old: str, new: str, reason: str, made_by: str, made_on: date
) -> Added:
    """Add one correction that expects ``old`` and puts ``new``; see `add_corrections`."""
    return add_corrections(layout, target_id, [Change(field, new, old)], reason, made_by, made_on)


def add_corrections(
    layout: Layout,
    target_id: str,
    changes: Sequence[Change],
    reason: str,
    made_by: str,
    made_on: date,
    write: bool = True,
) -> Added:
    """Add corrections of one claim or incident, all or none; with ``write`` false, only say what they would do.

    They are judged by the current release and by the corrections that wait for the next build. CorrectionError says
    what is wrong; OSError if the file cannot be written.
    """
    told_reason, told_by = _text("reason", reason), _text("made by", made_by)
    if made_on > date.today():
        raise refused("the day of the correction", f"{made_on} has not come yet", "give the day on which it was made")
    if not changes:
        raise refused("no correction", "nothing is to be changed", "name a field and its value, or accept or reject")
    propose = propose_incident_changes if target_id.startswith("i") else propose_claim_changes
    with locked(layout.corrections):
        before = read_corrections(layout.corrections)
        with _open_release(layout) as con:
            proposals, effects = propose(con, target_id, changes, before)
        number = 1 + max((_number(row.correction_id) for row in before), default=0)
        made = tuple(
            Correction(
                correction_id=f"k{number + i:03d}",
                **asdict(proposal),
                reason=told_reason,
                made_by=told_by,
                made_on=made_on.isoformat(),
            )
            for i, proposal in enumerate(proposals)
        )
        if write:
            append_corrections(layout.corrections, made)
    return Added(made, tuple(effects))


@contextmanager
def _open_release(layout: Layout) -> Iterator[duckdb.DuckDBPyConnection]:
    release = read_current(layout)
    if release is None:
        raise CorrectionError(
            "FL-NO-RELEASE",
            "there is no release yet",
            "a correction is held against what the current release tells",
            "run `frontledger build` first",
        )
    with duckdb.connect(str(layout.releases / release.version / DATABASE_NAME), read_only=True) as con:
        yield con


def _text(what: str, value: str) -> str:
    """Return ``value`` on one line, harmless in a spreadsheet; CorrectionError if it says nothing."""
    line = " ".join("".join(c if c.isprintable() else " " for c in value).split())
    if sum(c.isalpha() for c in line) < 2 or line.casefold() == "null":  # dbt reads the word as an empty cell
        raise refused(f"no {what}", f"{line!r} tells a reader nothing", "say it in words")
    return f"'{line}" if line.startswith(FORMULA) else line


def _number(correction_id: str) -> int:
    digits = correction_id.removeprefix("k")
    return int(digits) if digits.isascii() and digits.isdigit() else 0
