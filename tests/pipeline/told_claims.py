"""Puts claims of our choosing where the extractor's would be, so that what is tested is reconciliation alone."""

from __future__ import annotations

import json
from collections.abc import Iterable

import duckdb
from frontledger.claims import derive_bounds

KINDS = ("casualties", "territory", "events")


def _first(value: object) -> object:
    """Return the first of the readings that a gold value allows ("A | B"); "null" is none."""
    if isinstance(value, str) and " | " in value:
        value = value.split(" | ")[0]
    return None if value == "null" else value


def _most_specific(place: str | None) -> str | None:
    """Return the last place that the gold allows: it names the town before the hill beside it."""
    named = [name for name in (place or "").split(" | ") if name not in ("", "null")]
    return named[-1] if named else None


def _precision(start: str | None, end: str | None) -> str | None:
    if start is None and end is None:
        return None
    return "open" if start is None or end is None else "day" if start == end else "range"


def claim_rows(gold: dict, body: str) -> dict[str, list[dict]]:
    """Return the rows that an extractor without fault would write for an annotated article."""
    rows: dict[str, list[dict]] = {}
    for kind in KINDS:
        rows[kind] = []
        for ordinal, entry in enumerate(gold.get(kind, [])):
            claim = {name: _first(value) if isinstance(value, str) else value for name, value in entry.items()}
            if claim.get("type") == "territory_captured":
                claim["place"] = _most_specific(entry["place"])
            start = body.find(claim["quote"])
            assert start >= 0, claim["quote"]
            claim |= {
                "ordinal": ordinal,
                "char_start": start,
                "char_end": start + len(claim["quote"]),
                "date_precision": _precision(claim["date_start"], claim["date_end"]),
                "modality": "asserted",
                "rule_id": "annotated",
            }
            if kind != "events":
                bounds = derive_bounds(
                    claim["value"], claim.get("value_high"), claim["qualifier"], claim.get("vague_term")
                )
                names = (
                    ("value_low", "value_best", "value_upper")
                    if kind == "casualties"
                    else ("pct_low", "pct_best", "pct_high")
                )
                claim |= dict(zip(names, (bounds.low, bounds.best, bounds.high), strict=True))
                claim["normalisation_rule"] = bounds.rule
            if kind == "events":
                claim["mentions"] = [
                    {"quote": quote, "char_start": body.find(quote), "char_end": body.find(quote) + len(quote)}
                    for quote in claim.get("mentions") or [claim["quote"]]
                ]
            rows[kind].append(claim)
    return rows


def tell(project, annotated: Iterable[tuple[str, dict]]) -> None:
    """Replace what was extracted by annotations, (body, gold) each, and rebuild all that depends on it."""
    with duckdb.connect(str(project.layout.build_database)) as con:
        for body, gold in annotated:
            rows = claim_rows(gold, body)
            found = con.execute(
                "update raw.raw_extractions set casualties = ?, territory = ?, events = ? "
                "where article_id = (select article_id from staging.stg_articles where body = ?) returning article_id",
                [*(json.dumps(rows[kind]) for kind in KINDS), body],
            ).fetchall()
            assert len(found) == 1, body[:60]
    done = project.run("dbt", "build", "--select", "stg_casualty_claims+", "stg_territory_claims+", "stg_event_claims+")
    assert done.returncode == 0, done.stdout[-6000:]
