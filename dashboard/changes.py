"""What changed about an incident or a claim from release to release, in words."""

from __future__ import annotations

import json
from typing import Any

import figures
import parts
import queries
import reconciled
import streamlit as st
import wording
from markupsafe import Markup
from shell import View, note

FEED = "marts.fct_changes"
REDIRECTS = "marts.fct_incident_redirects"
REASONS = {
    "correction": "a correction by a person", "article_removed": "an article was removed",
    "new_article": "a new article", "new_extractor": "texts were read by a newer extractor",
    "new_rules": "rules or reference tables changed",
}  # fmt: skip
# What a reader of an incident or a claim wants to know of; keys, codes and offsets change along with these.
TOLD = (
    "event_type", "place", "date_start", "date_end", "actor1", "actor2", "deaths_low", "deaths_best", "deaths_high",
    "injured_low", "injured_best", "injured_high", "displaced_low", "displaced_best", "displaced_high", "n_claims",
    "n_independent_sources", "agreement", "value_low", "value_best", "value_high", "pct_low", "pct_best", "pct_high",
    "quoted_text", "claimed_by", "measure", "victim_text", "scope",
)  # fmt: skip
MOST = 60


def why(reason: str) -> str:
    return REASONS.get(reason, wording.plain(reason))


def values(text: str | None) -> dict[str, Any]:
    return json.loads(text) if text else {}


def differences(row: dict[str, Any]) -> Markup:
    """Return what of a row became what: "deaths best: 27 → 43"."""
    before, after = values(row["before"]), values(row["after"])
    changed = [name for name in row["changed_columns"] or [] if name in TOLD]
    return Markup("; ").join(
        Markup("{}: {} → <b>{}</b>").format(
            wording.plain(name).removeprefix("n "),
            before.get(name, figures.NOT_STATED),
            after.get(name, figures.NOT_STATED),
        )
        for name in changed
    )


def in_words(row: dict[str, Any], incident_id: str) -> Markup | None:
    """Return one change in words; None for one that no reader would notice."""
    if row["table_name"] != "bridge_incident_claim":
        if row["change"] == "update":
            return differences(row) or None
        other = bool(incident_id) and row["row_key"] != incident_id
        words = {
            "insert": "told for the first time",
            "delete": "became part of this one" if other else "no longer told",
        }
        return Markup("{}{}").format(f"incident {row['row_key']} " if other else "", words[row["change"]])
    claim = parts.anchor(row["row_key"], "claim", claim=row["row_key"])
    before, after = values(row["before"]), values(row["after"])
    was, now = (state.get("incident_id") == incident_id for state in (before, after))
    if was != now:
        return Markup("claim {} {}").format(claim, "joined" if now else "left")
    reason = wording.left_out(after.get("not_best_because")) or "it counts"
    changed = before.get("not_best_because") != after.get("not_best_because")
    return Markup("claim {}: {}").format(claim, reason) if changed else None


def show(page: View, query: Any, what: str, incident_id: str = "") -> None:
    """Write the changes that ``query`` gives, newest first, or since when there could have been any."""
    st.header("What changed", anchor=False)
    rows = page.rows(query).to_dicts() if FEED in page.tables else []
    told = [(row, words) for row in rows if (words := in_words(row, incident_id)) is not None]
    if told:
        parts.html_table(
            ["Release", "When", "What changed", "Why"],
            [
                [r["release"], f"{r['recorded_at']:%Y-%m-%d %H:%M} UTC", words, why(r["reason"])]
                for r, words in told[:MOST]
            ],
            alt=f"What changed about this {what}, newest first",
        )
    begins = page.first(queries.first_release()) if "quality.release_log" in page.tables else None
    since = begins["version"] if begins else page.release.version
    note(f"{'' if told else f'Nothing changed about this {what} so far. '}History begins with release {since}.")


def of_incident(page: View, incident_id: str) -> None:
    show(page, reconciled.changes_of_incident(incident_id), "incident", incident_id)


def of_claim(page: View, claim_id: str) -> None:
    show(page, reconciled.changes_of_claim(claim_id), "claim", claim_id)
