"""Review: a person looks at a claim, accepts, changes or rejects it; a row is written for the next build."""

from __future__ import annotations

import answers
import correcting
import figures
import parts
import polars as pl
import proposals
import reader
import reconciled
import states
import streamlit as st
import wording
from downloads import data_menu
from markupsafe import Markup
from shell import View, link, note, title, view

NEEDED = {"marts.bridge_incident_claim", "marts.fct_incidents", "marts.fct_corrections"}
RIGHT, CHANGE, REJECT = "it is right", "change it", "reject it"
HINTS = {
    RIGHT: "For whoever reads the row: what you compared it with.",
    CHANGE: "For whoever reads the row: what the article says instead.",
    REJECT: "For whoever reads the row: why it is no such claim.",
}
FIELDS = {
    "event_type": "What happened", "place_id": "Place", "claimed_by": "Who says it",
    "actor1": "Who did it, gained or holds", "actor2": "To whom it was done", "date_start": "First day",
    "date_end": "Last day", "measure": "What befell them", "scope": "Reach of the figure",
    "value_low": "Lowest figure", "value_best": "Best figure", "value_high": "Highest figure",
    "relation": "Held or lost", "pct_low": "Lowest share", "pct_best": "Best share", "pct_high": "Highest share",
}  # fmt: skip
# Those that one kind of claim has alone; a share names one party.
ONLY = {
    "events": ("event_type",),
    "casualties": ("measure", "scope", "value_low", "value_best", "value_high"),
    "territory": ("relation", "pct_low", "pct_best", "pct_high"),
}
NOTHING = "not stated"
BECOMES = {proposals.ACCEPT: "stands as it is", proposals.REJECT: "taken out"}
LISTED = 40
CONTEXT = 300  # characters of the article before and after the quote


def queue(page: View) -> None:
    """List claims worth a look; a row leads to the form."""
    why = st.segmented_control(
        "Look at", list(reconciled.WORTH_A_LOOK), default=next(iter(reconciled.WORTH_A_LOOK)), key="look",
        bind="query-params", required=True,
    )  # fmt: skip
    query = reconciled.to_review(page.filters, why)
    rows = page.rows(query)
    if rows.is_empty():
        note(f"None of the claims here is one of these: {why}.")
        return
    shown = rows.head(parts.MOST_ROWS).to_dicts()
    parts.html_table(
        ["Claim", "Told as", "Where", "When", "Said by", "Link score"],
        [
            [claim_of(r), wording.plain(r["told_as"]),
             r["place"] or "place not stated", parts.when(r), wording.asserter(r["asserter"]),
             f"{r['link_score']:g}" if r["link_score"] is not None else "–"]
            for r in shown[:LISTED]
        ],
        right=(5,),
        alt=f"Claims to review: {why}",
    )  # fmt: skip
    if rows.height > LISTED:
        note(f"The first {LISTED} of {rows.height:,}; filters at the left narrow them, the download has all.")
    data_menu(page, "claims-to-review", query)


def claim_of(row: dict) -> Markup:
    """Return a row's words as a link to its form, with whoever accepted them already."""
    words = parts.anchor(row["quoted_text"], "review", claim=row["claim_id"])
    return (
        words + Markup(" <small>(accepted by {})</small>").format(row["accepted_by"]) if row["accepted_by"] else words
    )


def text(value: object) -> str:
    """Return a value as the file of corrections writes it: nothing is an empty text."""
    return "" if value is None else str(value)


def choices(page: View) -> dict[str, dict[str, str]]:
    """Return what a field can be chosen from, by field: what is written down, and how it is shown."""
    parties = page.rows(reconciled.names_of_parties())["name"].to_list()
    speakers = page.rows(reconciled.names_of_speakers())["name"].to_list()
    places = page.rows(reconciled.names_of_places()).to_dicts()
    listed = {"actor1": parties, "actor2": parties, "claimed_by": speakers}
    return {name: {"": NOTHING} | dict(zip(values, values, strict=True)) for name, values in listed.items()} | {
        "place_id": {"": NOTHING}
        | {p["place_id"]: f"{p['name']} ({p['hint']})" if p["hint"] else p["name"] for p in places},
        **{name: {value: wording.plain(value) for value in values} for name, values in proposals.WORDS.items()},
    }


def fields_of(kind: str) -> list[str]:
    """Return what can be corrected of a claim of a kind, in the order of the form."""
    of_others = {name for other, names in ONLY.items() if other != kind for name in names}
    if kind == "territory":
        of_others.add("actor2")
    return [name for name in FIELDS if name not in of_others]


def edited(page: View, row: dict) -> dict[str, tuple[str, str]]:
    """Show a field for everything that can be corrected; return what was changed as (seen, wanted)."""
    known = choices(page)
    fields = fields_of(row["kind"])
    wanted = {}
    # a row of two at a time, so that on a phone they stand in this order
    columns = [column for _ in range(0, len(fields), 2) for column in st.columns(2)]
    for name, column in zip(fields, columns, strict=False):
        seen = text(row[name])
        key = f"_edit_{name}_{row['claim_id']}"
        if name in known:
            options = list(dict.fromkeys([*known[name], seen]))
            new = column.selectbox(FIELDS[name], options, index=options.index(seen), key=key,
                                   format_func=lambda value, labels=known[name]: labels.get(value, value))  # fmt: skip
        else:
            like = ("2017-01-14" if name.startswith("date") else "per cent, 62.5" if name.startswith("pct")
                    else "digits only")  # fmt: skip
            new = column.text_input(FIELDS[name], value=seen, key=key, placeholder=NOTHING, max_chars=20,
                                    help=f"Like this: {like}; empty for {NOTHING}.")  # fmt: skip
        if new.strip() != seen:
            wanted[name] = (seen, new.strip())
    return wanted


def acceptances(page: View, claim_id: str) -> None:
    """Say who read the claim and found it right, in this release."""
    for row in page.rows(reconciled.acceptances(claim_id)).to_dicts():
        st.success(wording.accepted(row))


def decide(page: View, row: dict) -> None:
    """Ask what is to be done, check it, and write it only when it was checked and confirmed."""
    how = st.segmented_control("What you find", (RIGHT, CHANGE, REJECT), key="_decision", default=None,
                               on_change=correcting.forget)  # fmt: skip
    if how is None:
        note("Read the words above first. Nothing is written before you confirm.")
        return
    with st.form("_correction", enter_to_submit=False):
        changes = edited(page, row) if how == CHANGE else {}
        reason, by = correcting.reason_and_name(HINTS[how])
        asked = st.form_submit_button(correcting.CHECK, type="primary")
    if asked and how == CHANGE and not changes:
        correcting.forget()
        st.warning("No field was changed yet.")
    elif asked:
        wanted = {RIGHT: [proposals.ACCEPT], REJECT: [proposals.REJECT]}.get(how) or proposals.edits(changes)
        correcting.check(row["claim_id"], wanted, reason, by)
    correcting.confirm(row["claim_id"])


def figure(row: dict) -> str:
    """Return what a claim counts, in words; nothing for an event."""
    if row["kind"] == "casualties":
        counted = figures.bounds(row["value_low"], row["value_best"], row["value_high"])
        return f"{row['measure']}: {counted} ({row['scope']})"
    return parts.figure("territory", row | {"actor": row["actor1"]}) if row["kind"] == "territory" else ""


def one(page: View, claim_id: str, why_closed: str) -> None:
    row = page.first(reconciled.correctable(claim_id))
    if row is None:
        st.title("Review", anchor=False)
        st.write(
            "This release has no such claim; one that was set aside (denied, feared, planned) counts for nothing, so "
            "there is nothing to correct about it:"
        )
        st.code(claim_id[:200], language=None, wrap_lines=True)
        return
    said = Markup("“{}”, according to <b>{}</b>, printed {}.").format(
        row["quoted_text"], wording.asserter(row["asserter"]), row["published"]
    )
    title("Review", said)
    correcting.written(claim_id)
    acceptances(page, claim_id)
    span = reader.Span(row["char_start"], row["char_end"], row["kind"], claim_id)
    st.html(Markup("<div class='fl-text' dir='auto'>{}</div>").format(reader.excerpt(row["body"], span, CONTEXT)))
    standing = [
        figure(row),
        row["place"] or "place not stated",
        figures.when(row["date_start"], row["date_end"]),
        " → ".join(filter(None, (row["actor1"], row["actor2"]))),
    ]
    st.html(
        Markup("<p class='fl-note'>{} · {} · {} · <a href='{}' target='_self'>whole article</a></p>").format(
            " · ".join(part for part in standing if part),
            parts.anchor("its incident", "incident", incident=row["incident_id"])
            if row["incident_id"]
            else "in no incident",
            parts.anchor("all its fields", "claim", claim=claim_id),
            link("articles", article=row["article_id"], span=claim_id),
        )
    )
    if row["not_best_because"]:
        note(f"It is not behind the figure of its incident: {wording.left_out(row['not_best_because'])}.")
    if why_closed:
        correcting.read_only(
            why_closed,
            f"frontledger correct {claim_id} accept --reason '…' --by '…'    # or reject, or FIELD=VALUE",
        )
        return
    decide(page, row)


def table(rows: list[dict], alt: str) -> None:
    parts.html_table(
        ["Correction", "Of", "What", "Was", "Becomes", "Why", "By, on"],
        [
            [r["correction_id"], target(r), r["field"], was(r),
             BECOMES.get(r["field"]) or r["new_value"] or NOTHING, r["reason"], f"{r['made_by']}, {r['made_on']}"]
            for r in rows
        ],
        alt=alt,
    )  # fmt: skip


def was(row: dict) -> str:
    """Return what a correction expects to find, in words; of an acceptance, all that was stated."""
    seen = row["old_value"] or NOTHING
    return seen.replace("=", " ").replace("|", ", ") if row["field"] == proposals.ACCEPT else seen


def target(row: dict) -> Markup | str:
    """Return what a correction is of, as a link: a claim or an incident."""
    if row.get("claim_id"):
        return parts.anchor(row["claim_id"], "claim", claim=row["claim_id"])
    incident = row.get("incident_id")
    return parts.anchor(incident, "incident", incident=incident) if incident else NOTHING


def corrections(page: View, applied: pl.DataFrame, waiting: list[dict]) -> None:
    st.header("Corrections", anchor=False)
    if waiting:
        note("These wait for the next build.")
        table(waiting, "Corrections that wait for the next build")
    if applied.height:
        note("These are in this release.")
        table(applied.head(LISTED).to_dicts(), "Corrections in this release")
        data_menu(page, "corrections", reconciled.applied_corrections())
    if not waiting and not applied.height:
        note("Nobody corrected anything yet.")


def show() -> None:
    page = view()
    missing = NEEDED - page.tables
    if missing:
        states.too_old(page, "Review", missing)
        return
    why_closed = correcting.closed(page)
    asked = st.query_params.get("claim", "")
    applied = page.rows(reconciled.applied_corrections())
    waiting = proposals.waiting(set(applied["correction_id"].to_list()))
    if asked:
        one(page, asked, why_closed)
    else:
        conflicts = page.rows(reconciled.to_review(page.filters, "figures that conflict")).height
        title("Review", answers.review(conflicts, len(waiting), applied.height))
        if why_closed:
            st.info(f"You can look, but nothing can be written here: {why_closed}.")
        queue(page)
    corrections(page, applied, waiting)
    if asked:
        st.html(Markup("<a href='{}' target='_self'>All claims to review</a>").format(link("review")))


show()
