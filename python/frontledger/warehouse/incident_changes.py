"""Corrections of incidents, held against what the current release tells: merged, split, or rejected whole."""

from __future__ import annotations

from collections.abc import Sequence

import duckdb

from frontledger.warehouse.claim_changes import propose_claim_changes
from frontledger.warehouse.correction_file import (
    LIST,
    MERGE,
    REJECT,
    SPLIT,
    Change,
    Correction,
    CorrectionError,
    Proposal,
    refused,
    short,
)


def propose_incident_changes(
    con: duckdb.DuckDBPyConnection, incident_id: str, changes: Sequence[Change], before: Sequence[Correction]
) -> tuple[list[Proposal], list[str]]:
    """Return a row for the change of an incident (one for each claim if it is rejected), and what comes of it.

    ``before`` are the rows of the file; CorrectionError if the change cannot be taken.
    """
    incident_id = _present_key(con, incident_id)
    if len(changes) > 1:
        raise refused(incident_id, "an incident takes one correction at a time", "make one, build, and look again")
    change = changes[0]
    if change.field == MERGE:
        return _propose_merge(con, incident_id, change.new.strip(), before)
    if change.field == SPLIT:
        claims = [claim for part in change.new.split(LIST) for claim in part.replace(",", " ").split()]
        return _propose_split(con, incident_id, claims, before)
    if change.field == REJECT:
        return _propose_reject(con, incident_id, before)
    raise refused(
        change.field,
        f"an incident can be corrected by {MERGE}, {SPLIT} or {REJECT} only",
        "its figures, dates and parties follow from its claims: correct the claim that is wrong",
    )


def _propose_merge(
    con: duckdb.DuckDBPyConnection, incident_id: str, other: str, before: Sequence[Correction]
) -> tuple[list[Proposal], list[str]]:
    other = _present_key(con, other)
    if other == incident_id:
        raise refused(MERGE, f"{other} is that incident already", "name two incidents")
    _refuse_waiting(con, (incident_id, other), before)
    claims = _claims_of(con, incident_id).keys() | _claims_of(con, other).keys()
    effects = [
        f"from the next build on, {_named(con, incident_id)} and {_named(con, other)} are one incident of "
        f"{len(claims)} claims; it keeps the key of the one told first, and the other key leads there"
    ]
    return [Proposal("", incident_id, MERGE, LIST.join(sorted(claims)), other)], effects


def _propose_split(
    con: duckdb.DuckDBPyConnection, incident_id: str, named: Sequence[str], before: Sequence[Correction]
) -> tuple[list[Proposal], list[str]]:
    _refuse_waiting(con, (incident_id,), before)
    claims = _claims_of(con, incident_id)
    strange = sorted(set(named) - claims.keys())
    if strange or not named:
        raise refused(
            SPLIT,
            f"{', '.join(strange)} does not tell {incident_id}" if strange else "no claim is named",
            f"its claims are {', '.join(sorted(claims))}",
        )
    torn = sorted(claim for claim in named if claims[claim] in claims and claims[claim] not in named)
    if torn:
        raise refused(SPLIT, f"{torn[0]} is a part of {claims[torn[0]]}", "a part goes where its whole goes: name both")
    out = set(named)
    while more := {claim for claim, whole in claims.items() if whole in out and claim not in out}:
        out |= more
    if out == claims.keys():
        raise refused(SPLIT, "nothing would be left", "name some of its claims, not all")
    effects = [
        f"from the next build on, {len(out)} of the {len(claims)} claims of {_named(con, incident_id)} "
        f"{'is an incident of its own' if len(out) == 1 else 'are an incident of their own'}; "
        "parts go with their whole",
        *(f"{claim}: “{short(quote)}”" for claim, quote in _quotes(con, out)),
    ]
    return [Proposal("", incident_id, SPLIT, LIST.join(sorted(claims)), LIST.join(sorted(out)))], effects


def _propose_reject(
    con: duckdb.DuckDBPyConnection, incident_id: str, before: Sequence[Correction]
) -> tuple[list[Proposal], list[str]]:
    _refuse_waiting(con, (incident_id,), before)
    claims = sorted(_claims_of(con, incident_id))
    rows = [propose_claim_changes(con, claim, [Change(REJECT)], before)[0][0] for claim in claims]
    return rows, [
        f"the next build takes all {len(rows)} claims of {_named(con, incident_id)} out: there is no such incident"
    ]


def _present_key(con: duckdb.DuckDBPyConnection, incident_id: str) -> str:
    """Return the key under which the release has an incident, whatever key it had before."""
    row = con.execute(
        "select incident_id from marts.bridge_incident_claim where own_incident_id = $id or incident_id = $id "
        "order by incident_id = $id desc limit 1",
        {"id": incident_id},
    ).fetchone()
    if row is None:
        raise CorrectionError(
            "FL-CORRECTION-UNKNOWN",
            f"{incident_id} cannot be corrected",
            "the current release holds no such incident",
            "take an incident_id of marts.fct_incidents",
        )
    return row[0]


def _refuse_waiting(con: duckdb.DuckDBPyConnection, incident_ids: Sequence[str], before: Sequence[Correction]) -> None:
    """CorrectionError if a correction of membership waits for the next build: its outcome cannot be seen yet."""
    built = {row for (row,) in con.execute("select correction_id from marts.fct_corrections").fetchall()}
    touched = set(incident_ids).union(*(_claims_of(con, incident_id) for incident_id in incident_ids))
    for row in before:
        keys = {row.incident_id, row.claim_id, *row.old_value.split(LIST)}
        if row.correction_id not in built and row.field in (MERGE, SPLIT, REJECT) and touched & keys:
            raise CorrectionError(
                "FL-CORRECTION-WAITING",
                f"{row.correction_id} touches {incident_ids[0]} and waits for the next build",
                f"what the {row.field} of {row.made_by} makes of its claims cannot be seen yet",
                "run `frontledger build` first, and look again",
            )


def _claims_of(con: duckdb.DuckDBPyConnection, incident_id: str) -> dict[str, str | None]:
    """Return the claims that tell an incident, each with the whole of which it is a part."""
    return dict(
        con.execute(
            "select bridge.claim_id, casualties.part_of_claim_id from marts.bridge_incident_claim as bridge "
            "left join marts.fct_casualties as casualties on bridge.claim_id = casualties.claim_id "
            "where bridge.incident_id = ?",
            [incident_id],
        ).fetchall()
    )


def _quotes(con: duckdb.DuckDBPyConnection, claims: set[str]) -> list[tuple[str, str]]:
    return con.execute(
        "select claim_id, quoted_text from (select claim_id, quoted_text from marts.fct_events "
        "union all select claim_id, quoted_text from marts.fct_casualties) where claim_id in "
        "(select unnest(?::varchar[])) order by claim_id",
        [sorted(claims)],
    ).fetchall()


def _named(con: duckdb.DuckDBPyConnection, incident_id: str) -> str:
    row = con.execute(
        "select event_type, place, date_start from marts.fct_incidents where incident_id = ?", [incident_id]
    ).fetchone()
    words = ", ".join(str(value).replace("_", " ") for value in row or () if value is not None)
    return f"{incident_id} ({words})" if words else incident_id
