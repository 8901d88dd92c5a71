"""One incident: every telling with its words, how its figures were made and what was left out, how they changed."""

from __future__ import annotations

import answers
import changes
import charts
import citation
import drawing
import figures
import parts
import polars as pl
import reconciled
import regrouping
import states
import streamlit as st
import wording
from downloads import data_menu
from markupsafe import Markup
from shell import View, link, note, share_link, title, view

NEEDED = {"marts.fct_incidents", "marts.bridge_incident_claim", "marts.fct_incident_tolls", "marts.fct_toll_updates",
          "marts.fct_toll_protocols", "marts.fct_corrections"}  # fmt: skip


def heading(row: dict, tolls: list[dict]) -> str:
    """Return the page's title: what, where, when."""
    what = row["label"] or wording.plain(row["event_type"]) or f"People {tolls[0]['measure'] if tolls else 'harmed'}"
    return f"{what}, {row['place'] or 'place not stated'}"


def standing(row: dict) -> str:
    """Return whether a claim counts: one of charts.STANDING."""
    if row["is_behind_best"]:
        return charts.STANDING[1]
    return charts.STANDING[2] if row["not_best_because"] == "party_to_the_conflict" else charts.STANDING[3]


def told(toll: dict) -> str:
    return figures.reconciled(toll["value_low"], toll["value_best"], toll["value_high"], toll["high_is_open"])


def mark_of_toll(toll: dict) -> dict:
    """Return the reconciled figure as a row of the chart; an open figure reaches to the highest bound told."""
    return {
        "label": f"{told(toll)} {toll['measure']}: the figure here", "standing": charts.STANDING[0],
        "low": toll["value_low"], "best": toll["value_best"], "reach": toll["value_high"],
        "high": None if toll["high_is_open"] else toll["value_high"],
        "figure": told(toll), "claimant": "reconciled", "quote": "",
    }  # fmt: skip


def one_mark(claim: dict) -> dict:
    """Return a claim as a row of the chart."""
    who = wording.asserter(claim["asserter"])
    return {
        "label": f"{who}: {parts.toll(claim)} {claim['victim_text'] or 'people'}, {claim['published']}",
        "standing": standing(claim), "low": claim["value_low"], "best": claim["value_best"],
        "high": claim["value_high"], "reach": None, "figure": parts.toll(claim), "claimant": who,
        "quote": claim["quoted_text"],
    }  # fmt: skip


def draw(page: View, toll: dict, claims: list[dict]) -> object:
    """Draw the reconciled figure and, under it, every claim of the measure with its bounds and its standing."""
    rows = [one_mark(c) for c in claims if parts.has_figure(c)]
    if toll["value_best"] is not None:
        rows.insert(0, mark_of_toll(toll))
    if not rows:
        note(f"People {toll['measure']} are told of, but nobody tells a number.")
        return None
    numbers = dict.fromkeys(("low", "best", "high", "reach"), pl.Float64)
    data = pl.DataFrame(rows, schema_overrides=numbers).with_columns(order=pl.int_range(pl.len()))
    chart = charts.side_by_side(
        data, ("low", "best", "high"), f"people {toll['measure']}", charts.standing_colour(page.palette), page.palette
    )
    beside = f"beside {len(claims)} claims with bounds"
    drawing.draw(chart, f"People {toll['measure']}: {told(toll)} by the published rule, {beside}.")
    return chart


def how_made(toll: dict, claims: list[dict]) -> None:
    """Say by which rule the figure was made and which claims were left out, and why."""
    with st.expander(f"How the figure of people {toll['measure']} is made", expanded=toll["n_claims_left_out"] > 0):
        st.write(wording.RULE)
        parts.html_table(
            ["Said by", "Figure", "Counts", "Why not", "Words"],
            [
                [wording.asserter(c["asserter"]), parts.toll(c), standing(c),
                 wording.left_out(c["not_best_because"]) or "–",
                 parts.anchor(c["quoted_text"], "claim", claim=c["claim_id"])]
                for c in claims
            ],
            alt=f"Claims of people {toll['measure']} and whether they count",
        )  # fmt: skip
        groups = [(toll["side_a"], "fighters of the attacking side"), (toll["side_b"], "fighters of the other side"),
                  (toll["civilians"], "civilians"), (toll["unknown"], "of whom no side is told")]  # fmt: skip
        known = [f"{n:,} {words}" for n, words in groups if n]
        if known:
            note(f"Of them, as told: {'; '.join(known)}.")
        if toll["warning"]:
            st.warning(f"Note on this figure: {wording.plain(toll['warning'])}")


def protocols(page: View, incident_id: str) -> None:
    order = list(wording.PROTOCOLS)
    rows = page.rows(reconciled.protocols(incident_id)).to_dicts()
    rows.sort(key=lambda row: (row["measure"] != "killed", row["measure"],
                               order.index(row["protocol"]) if row["protocol"] in order else len(order)))  # fmt: skip
    if not rows:
        return
    st.header("The same claims by other rules", anchor=False)
    parts.html_table(
        ["Rule", "Of people", "Lowest", "Best", "Highest", "What the rule does"],
        [
            [wording.PROTOCOLS.get(r["protocol"], (wording.plain(r["protocol"]), ""))[0], r["measure"],
             *(figures.number(r[column]) if r[column] is not None else "none"
               for column in ("value_low", "value_best", "value_high")),
             wording.PROTOCOLS.get(r["protocol"], ("", ""))[1]]
            for r in rows
        ],
        right=(2, 3, 4),
        alt="The figures of this incident by four named rules",
    )  # fmt: skip


def chain(page: View, incident_id: str) -> None:
    """Show how the toll changed as it was told; one figure makes no chain."""
    rows = page.rows(reconciled.updates(incident_id))
    longer = [group for _, group in rows.group_by("measure", maintain_order=True) if group.height > 1]
    if not longer:
        return
    st.header("How the toll was told", anchor=False)
    for group in longer:
        data = group.to_dicts()
        said = [figures.number(r["value_told"]) + (" or more" if r["is_open"] else "") for r in data]
        measure = data[0]["measure"]
        frame = group.select(
            "published", number="series_number", told="value_told",
            who=pl.Series([wording.asserter(r["asserter"]) for r in data], dtype=pl.String),
            figure=pl.Series(said, dtype=pl.String),
        )  # fmt: skip
        steps = ", then ".join(said)
        if group.height > 2:
            drawing.draw(charts.chain(frame, measure, page.palette), f"People {measure}: {steps}.")
        parts.html_table(
            ["Published", "Told by", f"People {measure}", "Against the highest before", "Where"],
            [
                [r["published"], wording.asserter(r["asserter"]), words,
                 wording.STEPS.get(r["step"], wording.plain(r["step"]))
                 + (f" ({r['change']:+,})" if r["change"] else ""),
                 parts.anchor("the article", "articles", article=r["article_id"])]
                for r, words in zip(data, said, strict=True)
            ],
            right=(2,),
            alt=f"People {measure} as told, in the order of publication",
        )  # fmt: skip
    note("A later figure replaces an earlier one of the same source; figures of different sources are alternatives.")


def telling(row: dict, numbers: dict[str, int]) -> Markup:
    """Return one telling as HTML: its words, who says it, where it stands, why it belongs here."""
    reasons = wording.link_reasons(row["link_reasons"])
    if row["linked_claim_id"] in numbers:
        scored = f" (score {row['link_score']:g})" if row["link_score"] else ""
        why = f"put here because of telling {numbers[row['linked_claim_id']]}: {reasons}{scored}"
    else:
        why = "the only telling" if len(numbers) == 1 else reasons or "the first telling"
    return Markup(
        "<article class='fl-claim'><p class='fl-figure'>{}. <b>{}</b> · {}</p><blockquote dir='auto'>{}</blockquote>"
        "<p class='fl-source'>according to {} · printed by {}, {} · <a href='{}' target='_self'>in the article</a> · "
        "<a href='{}' target='_self'>this claim</a></p><p class='fl-source fl-why'>{}{}</p></article>"
    ).format(
        numbers[row["claim_id"]],
        parts.told_as(row),
        figures.when(row["date_start"], row["date_end"], row["date_precision"]),
        row["quoted_text"],
        wording.asserter(row["asserter"]),
        row["publisher"] or "a publisher not stated",
        row["published"],
        link("articles", article=row["article_id"], span=row["claim_id"]),
        link("claim", claim=row["claim_id"]),
        why,
        (f". Corrected by a person: {', '.join(row['correction_ids'])}" if row["correction_ids"] else "")
        + (f". Read and accepted by {row['accepted_by']}" if row["accepted_by"] else ""),
    )


def moved(page: View, asked: str) -> dict | None:
    """Return where a key of an earlier release leads now, if this release knows."""
    return page.first(reconciled.redirect(asked)) if changes.REDIRECTS in page.tables else None


def gone(page: View, asked: str, led: dict | None) -> None:
    """Say that there is no such incident, or since when it is gone and why."""
    states.not_found(page, "incident", asked or "(no incident named)")
    if led:
        st.write(
            f"It is gone since release `{led['since_release']}`: none of the claims that told it tells an incident any "
            f"more. Why: {changes.why(led['reason'])}."
        )


def show() -> None:
    page = view()
    missing = NEEDED - page.tables
    if missing:
        states.too_old(page, "Incident", missing)
        return
    asked = st.query_params.get("incident", "")
    row = page.first(reconciled.incident(asked))
    led = moved(page, asked) if row is None else None
    if led and led["incident_id"]:
        row = page.first(reconciled.incident(led["incident_id"]))
    if row is None:
        gone(page, asked, led)
        return
    incident_id = row["incident_id"]
    tolls = page.rows(reconciled.tolls(incident_id)).to_dicts()
    query = reconciled.tellings(incident_id)
    claims = page.rows(query).to_dicts()
    title(heading(row, tolls), answers.incident(row, tolls))
    if incident_id != asked:
        st.info(
            f"The link names this incident by an older key, `{asked}`. Its tellings were put together anew since; its "
            f"key is now `{incident_id}`."
        )
    st.html(Markup("<p class='fl-note'>{}</p>").format(facts(row)))
    chart = None
    for toll in tolls:
        of_measure = [c for c in claims if c["kind"] == "casualties" and c["what"] == toll["measure"]]
        st.header(f"People {toll['measure']}: who says what", anchor=False)
        chart = draw(page, toll, of_measure) or chart
        how_made(toll, of_measure)
    protocols(page, incident_id)
    chain(page, incident_id)
    st.header(f"All tellings: {figures.count(len(claims), 'claim')}", anchor=False)
    numbers = {claim["claim_id"]: number for number, claim in enumerate(claims, start=1)}
    st.html(Markup("").join(telling(claim, numbers) for claim in claims))
    note("The score adds up what two tellings have in common; links that score below 6.5 are not made.")
    data_menu(page, f"incident-{incident_id}", query, chart)
    changes.of_incident(page, incident_id)
    st.header("Link and citation", anchor=False)
    st.code(share_link(page.release.version), language=None, wrap_lines=True)
    st.code(f"Incident {incident_id}: {heading(row, tolls)}. {citation.sentence(page)}", language=None, wrap_lines=True)
    regrouping.show(page, incident_id, claims)


def facts(row: dict) -> str:
    """Return when, by whom and against whom, and the codes of other projects, in one line."""
    parties = " → ".join(party for party in (row["actor1"], row["actor2"]) if party)
    said = [
        figures.when(row["date_start"], row["date_end"], row["date_precision"]),
        parties,
        f"first told {row['first_told']}, last told {row['last_told']}",
        f"{figures.count(row['n_reprints'], 'reprint')} not counted" if row["n_reprints"] else "",
        f"ACLED: {row['acled_event_type']} / {row['acled_sub_event_type']}" if row["acled_event_type"] else "",
        f"note: {wording.plain(row['warning'])}" if row["warning"] else "",
    ]
    return " · ".join(part for part in said if part)


show()
