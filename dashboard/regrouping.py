"""Somebody finds that two incidents are one, or that a telling is none of this one: the end of an incident's page."""

from __future__ import annotations

import re

import correcting
import figures
import parts
import proposals
import reconciled
import streamlit as st
import wording
from shell import View, note

MERGE, SPLIT = "it is the same as another", "some tellings do not belong here"
HINTS = {
    MERGE: "For whoever reads the row: what shows that they are one.",
    SPLIT: "For whoever reads the row: what these tellings tell instead.",
}
KEY = re.compile(r"i[0-9a-f]{16}")
QUOTED = 60  # characters of a telling in the list to choose from


def show(page: View, incident_id: str, claims: list[dict]) -> None:
    """Offer to merge the incident with another or to split tellings off it; ``claims`` in the order of the page."""
    with st.expander("Merge or split this incident"):
        why_closed = correcting.closed(page)
        if why_closed:
            correcting.read_only(
                why_closed,
                f"frontledger correct {incident_id} merge=OTHER --reason '…' --by '…'    # or split=CLAIM,CLAIM",
            )
            return
        correcting.written(incident_id)
        ways = (MERGE, SPLIT) if len(claims) > 1 else (MERGE,)
        how = st.segmented_control("What you find", ways, key="_regrouping", default=None, on_change=correcting.forget)
        if how is None:
            note("Read the tellings above first. Nothing is written before you confirm.")
            return
        with st.form("_regroup", enter_to_submit=False):
            wanted = another(page, incident_id) if how == MERGE else misplaced(claims)
            reason, by = correcting.reason_and_name(HINTS[how])
            asked = st.form_submit_button(correcting.CHECK, type="primary")
        if asked and not wanted:
            correcting.forget()
            st.warning("Choose the other incident first." if how == MERGE else "Choose at least one telling first.")
        elif asked:
            correcting.check(incident_id, [wanted], reason, by)
        correcting.confirm(incident_id)


def another(page: View, incident_id: str) -> str:
    """Ask which incident this one is; return what the command is told, empty while nothing is chosen."""
    rows = {row["incident_id"]: row for row in page.rows(reconciled.near(incident_id)).to_dicts()}
    chosen = st.selectbox(
        "The other incident", list(rows), index=None, key="_merge_with", accept_new_options=True,
        format_func=lambda key: named(rows[key]) if key in rows else key,
        placeholder="choose, or paste its key or link",
        help="Those of the same place first, then the nearest in time.",
    )  # fmt: skip
    return told_of(chosen)


def told_of(chosen: str | None) -> str:
    """Return what the command is told of an incident that was chosen, or whose key or link was pasted."""
    found = KEY.search(chosen or "")
    return f"merge={found[0] if found else proposals.one_line(chosen)}" if chosen else ""


def named(row: dict) -> str:
    """Return an incident in one line: what, where, when, how often told, its key."""
    return ", ".join([
        row["label"] or wording.plain(row["event_type"]) or "people harmed",
        row["place"] or "place not stated",
        figures.when(row["date_start"], row["date_end"], row["date_precision"]),
        figures.count(row["n_claims"], "claim"),
        row["incident_id"],
    ])  # fmt: skip


def misplaced(claims: list[dict]) -> str:
    """Ask which tellings belong elsewhere; return what the command is told, empty while none is chosen."""
    numbered = {claim["claim_id"]: (number, claim) for number, claim in enumerate(claims, start=1)}
    chosen = st.multiselect(
        "Tellings that do not belong here", list(numbered), key="_split_off", placeholder="choose",
        format_func=lambda key: telling(*numbered[key]),
        help="They become an incident of their own, or go where the next build finds that they belong.",
    )  # fmt: skip
    return f"split={','.join(chosen)}" if chosen else ""


def telling(number: int, claim: dict) -> str:
    """Return a telling in one line: its number on the page, who says it, its words."""
    words = " ".join(claim["quoted_text"].split())
    quote = words if len(words) <= QUOTED else words[: QUOTED - 1] + "…"
    return f"{number}. {parts.told_as(claim)}, {wording.asserter(claim['asserter'])}: “{quote}”"
