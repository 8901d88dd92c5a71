"""Corrections of claims, held against what the current release tells: which can be taken, and what comes of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches

import duckdb

from frontledger.warehouse.correction_file import (
    ANY,
    FORMULA,
    REJECT,
    Change,
    Correction,
    CorrectionError,
    Proposal,
    duplicate,
    refused,
    short,
)

PLACE, ACTORS, DATES, FIGURES = (
    ("place_id",),
    ("actor1", "actor2"),
    ("date_start", "date_end"),
    ("value_low", "value_best", "value_high"),
)
# What of a claim can be corrected; the macro correctable_fields gives each its type.
CLAIM_FIELDS = (*PLACE, *ACTORS, *DATES, *FIGURES)


@dataclass(frozen=True, slots=True)
class Claim:
    """A claim as the current release tells it, in the words of int_told_claims."""

    claim_id: str
    kind: str
    quote: str
    published: date
    told: dict[str, str]

    @classmethod
    def of(cls, con: duckdb.DuckDBPyConnection, claim_id: str) -> Claim:
        row = con.execute(_TOLD, {"claim_id": claim_id}).fetchone()
        if row is None:
            raise _unknown_claim(con, claim_id)
        kind, quote, published, *values = row
        told = dict(zip(CLAIM_FIELDS, ("" if value is None else str(value) for value in values), strict=True))
        return cls(claim_id, kind, quote, published, told)


# As int_told_claims has it: of a withdrawal, who gained comes first; of harm, who did it.
_TOLD = """
    select 'event', quoted_text, published, place_id,
        case when event_type = 'withdrawal' then actor2 else actor1 end,
        case when event_type = 'withdrawal' then actor1 else actor2 end,
        date_start, date_end, null, null, null
    from marts.fct_events where claim_id = $claim_id
    union all
    select 'casualty', quoted_text, published, place_id, perpetrator, victim_actor,
        date_start, date_end, value_low, value_best, value_high
    from marts.fct_casualties where claim_id = $claim_id and scope = 'incident'
"""


def _unknown_claim(con: duckdb.DuckDBPyConnection, claim_id: str) -> CorrectionError:
    """Say why there is nothing to correct: a wider toll, a share, a claim set aside, or no claim at all."""
    wider = con.execute("select scope from marts.fct_casualties where claim_id = ?", [claim_id]).fetchone()
    if wider:
        why = f"it tells the toll of a {wider[0]}, which is part of no incident"
    elif con.execute("select 1 from marts.fct_territory where claim_id = ?", [claim_id]).fetchone():
        why = "it tells a share of a place, which is part of no incident"
    elif con.execute("select 1 from marts.fct_claims_set_aside where claim_id = ?", [claim_id]).fetchone():
        why = "it is set aside already; see marts.fct_claims_set_aside"
    else:
        why = "the current release holds no such claim"
    return CorrectionError(
        "FL-CORRECTION-UNKNOWN",
        f"{claim_id} cannot be corrected",
        why,
        "take a claim_id of marts.bridge_incident_claim",
    )


def propose_claim_changes(
    con: duckdb.DuckDBPyConnection, claim_id: str, changes: Sequence[Change], before: Sequence[Correction]
) -> tuple[list[Proposal], list[str]]:
    """Return a row for each change of a claim, and what the next build will do, in words.

    ``before`` are the rows of the file; CorrectionError if a change cannot be taken.
    """
    claim = Claim.of(con, claim_id)
    of_claim = {row.field: row for row in before if row.claim_id == claim_id}
    if REJECT in of_claim:
        raise duplicate(claim_id, of_claim[REJECT])
    rows: list[Proposal] = []
    effects = []
    for change in changes:
        if change.field in of_claim:
            raise duplicate(claim_id, of_claim[change.field])
        if change.field in (row.field for row in rows):
            raise refused(change.field, "it is named twice", "give each field one value")
        if change.field == REJECT:
            if len(changes) > 1:
                raise refused(REJECT, "a claim that is taken out cannot be changed as well", "do one of the two")
            rows.append(Proposal(claim_id, "", REJECT, "", ""))
            effects.append(f"the next build takes {claim_id} out of all incidents: “{short(claim.quote)}”")
            continue
        old, new = _checked_change(con, claim, change)
        rows.append(Proposal(claim_id, "", change.field, old, new))
        effects.append(
            f"from the next build on, {change.field} of {claim_id} is {new or 'not stated'} "
            f"instead of {old or 'not stated'}: “{short(claim.quote)}”"
        )
    corrected = claim.told | {field: row.new_value for field, row in of_claim.items()}
    _check_order(claim, corrected | {row.field: row.new_value for row in rows if row.field != REJECT})
    return rows, effects + _incident_effects(con, claim_id, rejected=rows[0].field == REJECT)


def _checked_change(con: duckdb.DuckDBPyConnection, claim: Claim, change: Change) -> tuple[str, str]:
    if change.field not in CLAIM_FIELDS:
        close = get_close_matches(change.field, (*CLAIM_FIELDS, REJECT), 1)
        raise refused(
            change.field,
            "that cannot be corrected" + (f"; did you mean {close[0]}?" if close else ""),
            f"one of {', '.join((*CLAIM_FIELDS, REJECT))}",
        )
    if claim.kind == "event" and change.field in FIGURES:
        raise refused(change.field, "a claim of an event tells no figure", "correct the claim of harm beside it")
    old, new = claim.told[change.field], change.new.strip()
    if change.old != ANY and change.old.strip() != old:
        raise CorrectionError(
            "FL-CORRECTION-STALE",
            f"{change.field} is no longer {change.old.strip() or 'unstated'}",
            f"the current release tells {old or 'nothing'}",
            "look at the claim again",
        )
    if new == old:
        raise refused(change.field, f"it is {old or 'not stated'} already", "there is nothing to correct")
    if new:
        new = _checked_value(con, change.field, new)
    return old, new


def _checked_value(con: duckdb.DuckDBPyConnection, field: str, new: str) -> str:
    """Return ``new`` as the file holds it; CorrectionError if the field cannot hold it."""
    if field in PLACE:
        _check_vocabulary(con, field, new, "select place_id, name from marts.dim_place where resolved", "place_id")
    elif field in ACTORS:
        _check_vocabulary(con, field, new, "select name, name from marts.dim_actor", "name of a party")
    elif field in DATES:
        try:
            return date.fromisoformat(new).isoformat()
        except ValueError as error:
            raise refused(field, f"{new!r} is no day", "write 2017-01-14") from error
    elif not (new.isascii() and new.isdigit() and len(new) <= 12):
        raise refused(field, f"{new!r} is no number of people", "write digits only, 1200")
    else:
        return str(int(new))
    if new.startswith(FORMULA):
        raise refused(field, f"a spreadsheet would run {new!r} as a formula", "correct the name in raw/reference first")
    return new


def _check_vocabulary(con: duckdb.DuckDBPyConnection, field: str, new: str, known: str, what: str) -> None:
    names = con.execute(known).fetchall()
    if new in (key for key, _ in names):
        return
    keys_by_name: dict[str, str] = {}
    for key, name in names:
        keys_by_name.setdefault(name.casefold(), key)
    close = [keys_by_name[name] for name in get_close_matches(new.casefold(), keys_by_name, 3, 0.7)]
    raise refused(
        field,
        f"{new!r} is no {what} of the current release",
        f"did you mean {', '.join(close)}?" if close else "add it to the tables in raw/reference and build first",
    )


def _check_order(claim: Claim, corrected: dict[str, str]) -> None:
    """CorrectionError if bounds or days are out of order once every correction of the claim has taken effect."""
    figures = [int(corrected[field]) for field in FIGURES if corrected[field]]
    if figures != sorted(figures):
        named = ", ".join(f"{field} {corrected[field]}" for field in FIGURES if corrected[field])
        raise refused("bounds out of order", named, "correct value_low, value_best and value_high together")
    days = [date.fromisoformat(corrected[field]) for field in DATES if corrected[field]]
    if days != sorted(days):
        raise refused("dates out of order", " to ".join(map(str, days)), "correct date_start and date_end together")
    if days and days[0] > claim.published:
        raise refused(
            "a day after the article", f"{days[0]} is later than {claim.published}, when it was published", "look again"
        )


def _incident_effects(con: duckdb.DuckDBPyConnection, claim_id: str, rejected: bool) -> list[str]:
    """Say which incident is touched, and what becomes of parts whose whole is rejected."""
    incident = con.execute(
        "select incident_id, event_type, place, date_start, n_claims - 1 from marts.fct_incidents "
        "where incident_id = (select incident_id from marts.bridge_incident_claim where claim_id = ?)",
        [claim_id],
    ).fetchone()
    if incident is None:
        return ["the claim stands in no incident: its article reprints an earlier one"]
    incident_id, event_type, place, day, others = incident
    named = ", ".join(str(value) for value in (event_type, place, day) if value is not None)
    effects = [
        f"incident {incident_id} ({named or 'unnamed'}; {others} other claims) is matched and counted again; "
        "what the article says (fct_events, fct_casualties) stays as it is"
    ]
    parts = con.execute("select count(*) from marts.fct_casualties where part_of_claim_id = ?", [claim_id]).fetchall()
    if rejected and parts[0][0]:
        effects.append(f"{parts[0][0]} claims that are parts of it stay, and count by themselves")
    return effects
