"""Corrections of claims, held against what the current release tells: which can be taken, and what comes of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from difflib import get_close_matches

import duckdb

from frontledger.claims import EVENT_TYPES, MEASURES, RELATIONS, SCOPES
from frontledger.warehouse.correction_file import (
    ACCEPT,
    ANY,
    FORMULA,
    REJECT,
    Change,
    Correction,
    CorrectionError,
    Proposal,
    contradicts,
    duplicate,
    refused,
    short,
)

PLACE, ACTORS, DATES, FIGURES, SHARES, SPEAKER, WORDS = (
    ("place_id",),
    ("actor1", "actor2"),
    ("date_start", "date_end"),
    ("value_low", "value_best", "value_high"),
    ("pct_low", "pct_best", "pct_high"),
    ("claimed_by",),
    {"scope": SCOPES, "measure": MEASURES, "event_type": EVENT_TYPES, "relation": RELATIONS},  # one of these words
)
# What of a claim can be corrected; the macro correctable_fields gives each its type.
CLAIM_FIELDS = (*PLACE, *ACTORS, *DATES, *FIGURES, *SHARES, *SPEAKER, *WORDS)
# What each kind of claim has of it, as the macro kinds_with says, and other names by which users know a field.
FIELDS_OF = {
    "event": (*PLACE, *ACTORS, *DATES, *SPEAKER, "event_type"),
    "casualty": (*PLACE, *ACTORS, *DATES, *FIGURES, *SPEAKER, "scope", "measure"),
    "territory": (*PLACE, "actor1", *DATES, *SHARES, *SPEAKER, "relation"),
}
_WITHDRAWAL = "withdrawal"
_KNOWN_AS = {
    ("casualty", "perpetrator"): "actor1",
    ("casualty", "victim_actor"): "actor2",
    ("territory", "actor"): "actor1",
}


@dataclass(frozen=True, slots=True)
class Claim:
    """A claim as the current release tells it, in the words of int_told_claims."""

    claim_id: str
    kind: str
    quote: str
    published: date
    told: dict[str, str]

    @property
    def reading(self) -> str:
        """All that it states of what can be corrected, as the macro reading writes it: what an acceptance expects."""
        return "|".join(f"{field}={value}" for field, value in self.told.items() if value)

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
        date_start, date_end, null, null, null, null, null, null, claimed_by, 'incident', null, event_type, null
    from marts.fct_events where claim_id = $claim_id
    union all
    select 'casualty', quoted_text, published, place_id, perpetrator, victim_actor,
        date_start, date_end, value_low, value_best, value_high, null, null, null, claimed_by, scope, measure,
        null, null
    from marts.fct_casualties where claim_id = $claim_id
    union all
    select 'territory', quoted_text, published, place_id, actor, null,
        date_start, date_end, null, null, null, pct_low, pct_best, pct_high, claimed_by, 'share', null, null, relation
    from marts.fct_territory where claim_id = $claim_id
"""


def _unknown_claim(con: duckdb.DuckDBPyConnection, claim_id: str) -> CorrectionError:
    """Say why there is nothing to correct: the claim is set aside, or there is none."""
    aside = con.execute("select reason from marts.fct_claims_set_aside where claim_id = ?", [claim_id]).fetchone()
    return CorrectionError(
        "FL-CORRECTION-UNKNOWN",
        f"{claim_id} cannot be corrected",
        f"it is set aside already: {aside[0]}" if aside else "the current release holds no such claim",
        "take a claim_id of marts.fct_events, fct_casualties or fct_territory",
    )


def propose_claim_changes(
    con: duckdb.DuckDBPyConnection, claim_id: str, changes: Sequence[Change], before: Sequence[Correction]
) -> tuple[list[Proposal], list[str]]:
    """Return a row for each change of a claim, and what the next build will do, in words.

    ``before`` are the rows of the file; CorrectionError if a change cannot be taken.
    """
    claim = Claim.of(con, claim_id)
    of_claim = {row.field: row for row in before if row.claim_id == claim_id}
    _refuse_contradiction(claim_id, changes, of_claim)
    if REJECT in of_claim:
        raise duplicate(claim_id, of_claim[REJECT])
    rows: list[Proposal] = []
    effects = []
    for change in changes:
        change = replace(change, field=_KNOWN_AS.get((claim.kind, change.field), change.field))
        if change.field in of_claim:
            raise duplicate(claim_id, of_claim[change.field])
        if change.field in (row.field for row in rows):
            raise refused(change.field, "it is named twice", "give each field one value")
        if change.field == ACCEPT:
            _refuse_another_reading(claim, change)
            rows.append(Proposal(claim_id, "", ACCEPT, claim.reading, ""))
            effects += [
                f"from the next build on, {claim_id} is marked as read and right; no figure changes: "
                f"“{short(claim.quote)}”",
                "what is accepted: " + ", ".join(f"{field} {value}" for field, value in claim.told.items() if value),
                "a later build that reads it otherwise stops, until somebody looks again",
            ]
            return rows, effects
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
    return rows, effects + _wider_effects(con, claim, {row.field: row.new_value for row in rows})


def _refuse_contradiction(claim_id: str, changes: Sequence[Change], of_claim: dict[str, Correction]) -> None:
    """CorrectionError if the claim is both accepted and corrected, by ``changes`` and the rows of the file together."""
    wanted = [change.field for change in changes]
    if ACCEPT in wanted and len(wanted) > 1:
        raise refused(ACCEPT, "a claim that is right cannot be changed as well", "do one of the two")
    if ACCEPT in wanted and ACCEPT in of_claim:
        raise duplicate(claim_id, of_claim[ACCEPT])
    for field, row in of_claim.items():
        if ACCEPT in (field, *wanted):
            raise contradicts(claim_id, row, wanted[0])


def _refuse_another_reading(claim: Claim, change: Change) -> None:
    """CorrectionError if the claim tells something else than what somebody saw and wants to accept."""
    if change.old not in (ANY, claim.reading):
        raise CorrectionError(
            "FL-CORRECTION-STALE",
            f"{claim.claim_id} no longer tells {change.old.strip() or 'nothing'}",
            f"the current release tells {claim.reading or 'nothing'}",
            "look at the claim again",
        )


def _checked_change(con: duckdb.DuckDBPyConnection, claim: Claim, change: Change) -> tuple[str, str]:
    fields = FIELDS_OF[claim.kind]
    if change.field not in fields:
        close = get_close_matches(change.field, (*fields, ACCEPT, REJECT), 1)
        raise refused(
            change.field,
            f"that cannot be corrected in a claim of kind {claim.kind}"
            + (f"; did you mean {close[0]}?" if close else ""),
            f"one of {', '.join((*fields, ACCEPT, REJECT))}",
        )
    old, new = claim.told[change.field], _in_form(change.field, change.new)
    if change.old != ANY and _in_form(change.field, change.old) != old:
        raise CorrectionError(
            "FL-CORRECTION-STALE",
            f"{change.field} is no longer {change.old.strip() or 'unstated'}",
            f"the current release tells {old or 'nothing'}",
            "look at the claim again",
        )
    if new == old:
        raise refused(change.field, f"it is {old or 'not stated'} already", "there is nothing to correct")
    if new or change.field in WORDS:
        _check_value(con, change.field, new)
    return old, new


def _in_form(field: str, value: str) -> str:
    """Return a value as the file holds it, where it can be of the field's type; else as it is."""
    value = value.strip()
    try:
        if value and field in DATES:
            return date.fromisoformat(value).isoformat()
        if value and field in SHARES:
            return str(float(value.removesuffix("%")))
        if field in FIGURES and value.isascii() and value.isdigit():
            return str(int(value))
    except ValueError:
        pass
    return value


def _check_value(con: duckdb.DuckDBPyConnection, field: str, new: str) -> None:
    """CorrectionError if the field cannot hold ``new``."""
    if field in PLACE:
        _check_vocabulary(con, field, new, "select place_id, name from marts.dim_place where resolved", "place_id")
    elif field in ACTORS:
        _check_vocabulary(con, field, new, "select name, name from marts.dim_actor", "name of a party")
    elif field in SPEAKER:
        known = "select name, name from marts.dim_source union select name, name from marts.dim_actor where resolved"
        _check_vocabulary(con, field, new, known, "name of a source or party")
    elif field in WORDS:
        if new not in WORDS[field]:
            why = f"{new!r} is no {field}" if new else "it is never left unstated"
            raise refused(field, why, f"one of {', '.join(WORDS[field])}")
    elif field in DATES:
        try:
            date.fromisoformat(new)
        except ValueError as error:
            raise refused(field, f"{new!r} is no day", "write 2017-01-14") from error
    elif field in SHARES:
        try:
            in_range = 0 <= float(new) <= 100
        except ValueError:
            in_range = False
        if not in_range:
            raise refused(field, f"{new!r} is no share", "write per cent from 0 to 100, 62.5")
    elif not (new.isascii() and new.isdigit() and len(new) <= 12):
        raise refused(field, f"{new!r} is no number of people", "write digits only, 1200")


def _check_vocabulary(con: duckdb.DuckDBPyConnection, field: str, new: str, known: str, what: str) -> None:
    if new.startswith(FORMULA):
        raise refused(field, f"a spreadsheet would run {new!r} as a formula", "correct the name in raw/reference first")
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
    for fields in (FIGURES, SHARES):
        bounds = [float(corrected[field]) for field in fields if corrected[field]]
        if bounds != sorted(bounds):
            named = ", ".join(f"{field} {corrected[field]}" for field in fields if corrected[field])
            raise refused("bounds out of order", named, f"correct {fields[0]}, {fields[1]} and {fields[2]} together")
    days = [date.fromisoformat(corrected[field]) for field in DATES if corrected[field]]
    if days != sorted(days):
        raise refused("dates out of order", " to ".join(map(str, days)), "correct date_start and date_end together")
    if days and days[0] > claim.published:
        raise refused(
            "a day after the article", f"{days[0]} is later than {claim.published}, when it was published", "look again"
        )


def _wider_effects(con: duckdb.DuckDBPyConnection, claim: Claim, new: dict[str, str]) -> list[str]:
    """Say what else is touched by ``new`` values, and what becomes of parts whose whole is rejected or another."""
    told = "what the article says (fct_events, fct_casualties, fct_territory) stays as it is"
    if claim.kind == "territory":
        return [f"the territory timeline and disagreements of its place are made again; {told}"]
    incident = con.execute(
        "select incident_id, event_type, place, date_start, n_claims - 1 from marts.fct_incidents "
        "where incident_id = (select incident_id from marts.bridge_incident_claim where claim_id = ?)",
        [claim.claim_id],
    ).fetchone()
    if incident is None and new.get("scope") == "incident":
        return [f"the claim is matched with the incidents, and tells one of its own if it fits none; {told}"]
    if incident is None:
        return [
            f"the claim stands in no incident: it tells a wider toll, or its article reprints an earlier one; {told}"
        ]
    incident_id, event_type, place, day, others = incident
    named = ", ".join(str(value).replace("_", " ") for value in (event_type, place, day) if value is not None)
    effects = [
        f"incident {incident_id} ({named or 'unnamed'}; {others} other claims) is matched and counted again; {told}"
    ]
    if new.get("scope", "incident") != "incident":
        effects.append("the claim leaves that incident: the toll of a campaign or war is in none")
    if _WITHDRAWAL in (new.get("event_type"), claim.told["event_type"]) and "event_type" in new:
        effects.append(
            "of a withdrawal, actor1 is who drove the other back and actor2 who left: see that they are those; "
            f"they are {new.get('actor1', claim.told['actor1']) or 'not stated'} and "
            f"{new.get('actor2', claim.told['actor2']) or 'not stated'}"
        )
    parts = con.execute(
        "select count(*) from marts.fct_casualties where part_of_claim_id = ?", [claim.claim_id]
    ).fetchall()
    if {REJECT, "measure"} & new.keys() and parts[0][0]:
        effects.append(f"{parts[0][0]} claims that are parts of it stay, and count by themselves")
    return effects
