"""One claim: its words in their place, every field with its meaning, who printed it, how to cite it."""

import changes
import figures
import parts
import queries
import reader
import reconciled
import states
import streamlit as st
import wording
from markupsafe import Markup
from shell import View, link, share_link, title, view

CONTEXT = 400  # characters of the article before and after the quote


def fields(page: View, kind: str, row: dict) -> None:
    described = {
        r["column_name"]: r["description"]
        for r in page.rows(queries.dictionary()).to_dicts()
        if r["table_name"] == queries.FACTS[kind]
    }
    parts.html_table(
        ["Field", "Value", "Meaning"],
        [
            [name, figures.NOT_STATED if value is None else value, described.get(name) or ""]
            for name, value in row.items()
            if name not in ("body", "title", "publisher", "url", "agency", "quoted_text")
        ],
        alt="Every field of the claim",
    )


def incident(page: View, claim_id: str) -> None:
    """Say which incident the claim tells, and whether it counts there."""
    if "marts.bridge_incident_claim" not in page.tables:
        return
    row = page.first(reconciled.of_claim(claim_id))
    if row is None:
        return
    counts = (
        f" It is not behind the figure there: {wording.left_out(row['not_best_because'])}."
        if row["not_best_because"]
        else " The figure there rests on it."
        if row["is_behind_best"]
        else ""
    )
    st.html(
        Markup("<p>It tells {}, with {} by {}.{}</p>").format(
            parts.anchor("this incident", "incident", incident=row["incident_id"]),
            figures.count(row["n_claims"], "claim"),
            figures.count(row["n_independent_sources"], "independent source"),
            counts,
        )
    )


def accepted(page: View, claim_id: str) -> None:
    """Say who read the claim and found it right."""
    if "marts.fct_corrections" in page.tables:
        for row in page.rows(reconciled.acceptances(claim_id)).to_dicts():
            st.html(Markup("<p>✓ {}</p>").format(wording.accepted(row)))


def show() -> None:
    page = view()
    claim_id = st.query_params.get("claim", "")
    found = page.first(queries.kind_of(claim_id))
    if found is None:
        states.not_found(page, "claim", claim_id or "(no claim named)")
        return
    kind = found["kind"]
    row = page.first(queries.claim(kind, claim_id))
    title("Claim", Markup("<b>{}</b> · {}").format(parts.figure(kind, row), parts.about(kind, row)))
    span = reader.Span(row["char_start"], row["char_end"], kind, claim_id)
    st.html(Markup("<div class='fl-text' dir='auto'>{}</div>").format(reader.excerpt(row["body"], span, CONTEXT)))
    st.html(
        Markup(
            "<p class='fl-note'>Said by <b>{}</b>{} · printed by <b>{}</b>{}, {} · “{}” · "
            "<a href='{}' target='_self'>read the whole article</a></p>"
        ).format(
            row["claimed_by"] or parts.ITSELF,
            f" (“{row['claimed_by_text']}”)" if row["claimed_by_text"] else "",
            row["publisher"] or "a publisher not stated",
            f" from {row['agency']}" if row["agency"] else "",
            row["published"],
            row["title"] or "untitled",
            link("articles", article=row["article_id"], span=claim_id),
        )
    )
    if row["warning"]:
        st.warning(f"Note on this claim: {row['warning']}")
    incident(page, claim_id)
    accepted(page, claim_id)
    st.html(Markup("<p>{}</p>").format(parts.anchor("Accept, correct or reject it", "review", claim=claim_id)))
    st.header("Every field", anchor=False)
    fields(page, kind, row)
    changes.of_claim(page, claim_id)
    st.header("Link to this claim", anchor=False)
    st.code(share_link(page.release.version), language=None, wrap_lines=True)


show()
