"""Casualties: who is said to have been killed, wounded, displaced; by whom it is said; with which bounds."""

import altair as alt
import answers
import charts
import drawing
import figures
import parts
import polars as pl
import queries
import reconciled
import states
import streamlit as st
import wording
from downloads import data_menu
from markupsafe import Markup
from shell import View, above, note, title, view

SCOPES = ("incident", "campaign", "conflict")
VIEWS = ("over time", "by place", "by claimant", "by victims")
SIDE_BY_SIDE = 40
LISTED, LISTED_A_REASON = 30, 12
RECONCILED = {"marts.fct_incidents", "marts.fct_incident_tolls", "marts.bridge_incident_claim"}
GROUPS = {"by place": "place", "by claimant": "claimant", "by victims": "victim_class"}


def choose(page: View) -> tuple[str, list[str], list[str]]:
    """Show the page's own filters; return measure, scopes and classes of victims."""
    known = sorted(page.rows(queries.measures()).get_column("measure"), key=lambda name: name != "killed")
    first, second, third = st.columns(3)
    measure = first.selectbox("Measure", known, key="measure", bind="query-params")
    scopes = second.multiselect(
        "Reach of the figure", SCOPES, default=["incident"], key="scope", bind="query-params",
        help="Of one incident, of a campaign, or of the whole conflict. They overlap, so they are never added.",
    )  # fmt: skip
    victims = third.multiselect("Victims", charts.VICTIMS, key="victims", bind="query-params", placeholder="all")
    return measure, scopes or list(SCOPES), victims or list(charts.VICTIMS)


def prepared(rows: pl.DataFrame) -> pl.DataFrame:
    """Add the columns that charts and tooltips need."""
    data = rows.to_dicts()
    return rows.select(
        "claim_id", "value_low", "value_best", "value_high", "victim_class", "scope",
        day=pl.coalesce("date_start", "date_end"),
        claimant=pl.col("claimed_by").fill_null(parts.ITSELF),
        place=pl.coalesce("place", "place_text", pl.lit("place not stated")),
        victims=pl.col("victim_text").fill_null("people"),
        quote=pl.when(pl.col("quoted_text").str.len_chars() > 160)
        .then(pl.col("quoted_text").str.slice(0, 160) + "…").otherwise(pl.col("quoted_text")),
        figure=pl.Series([parts.toll(row) for row in data], dtype=pl.String),
    )  # fmt: skip


def over_time(page: View, rows: pl.DataFrame, measure: str):
    dated = rows.filter(pl.coalesce("date_start", "date_end").is_not_null())
    data = prepared(dated.head(charts.MOST_MARKS))
    if data.is_empty():
        note("None of these claims has a date.")
        return None
    undated = rows.height - dated.height
    chart = charts.tolls_over_time(data, measure, page.palette)
    drawing.draw(chart, f"{data.height} claims of people {measure} by date, each with its bounds.")
    note(
        "One mark a claim. Filled: a stated figure. Hollow: only a bound was stated. An arrow: the bound on that side "
        "is open. Bars join low and high."
        + (f" {undated:,} without a date {'is' if undated == 1 else 'are'} not drawn." if undated else "")
        + (f" Only the newest {data.height:,} are drawn." if data.height < dated.height else "")
    )
    return chart


def grouped(rows: pl.DataFrame, field: str) -> None:
    """Write lowest and highest claim per place, claimant or class of victims; nothing is summed."""
    point = pl.coalesce("value_best", "value_low", "value_high")
    data = (
        prepared(rows)
        .with_columns(point=point)
        .group_by(field)
        .agg(
            claims=pl.len(),
            lowest=pl.col("figure").sort_by("point").first(),
            highest=pl.col("figure").sort_by("point").last(),
            top=pl.col("point").max(),
        )
        .sort("top", field, descending=[True, False], nulls_last=True)
    )
    parts.html_table(
        [field.replace("_class", "s").capitalize(), "Claims", "Lowest claim", "Highest claim"],
        [[row[field], f"{row['claims']:,}", row["lowest"], row["highest"]] for row in data.head(60).to_dicts()],
        right=(1, 2, 3),
        alt=f"Lowest and highest claim by {field}",
    )
    note("Lowest and highest single claim. Nothing is added up: claims about one incident are alternatives.")


def in_reading_order(rows: pl.DataFrame) -> list[dict]:
    """Return claims by day and place, a part right under its whole."""
    data = {row["claim_id"]: row for row in rows.to_dicts()}

    def key(row: dict) -> tuple:
        whole = data.get(row["part_of_claim_id"], row)
        day = whole["date_start"] or whole["date_end"]
        return (day is None, day, whole["place"] or "", whole["claim_id"], row["part_of_claim_id"] is not None)

    return sorted(data.values(), key=key)


def side_by_side(page: View, rows: pl.DataFrame, measure: str):
    """Draw few claims one under the other: who says what, with the parts of a figure under it."""
    ordered = [row for row in in_reading_order(rows) if parts.has_figure(row)][:SIDE_BY_SIDE]
    labels = []
    for row in ordered:
        claimant = row["claimed_by"] or parts.ITSELF
        if row["part_of_claim_id"]:
            labels.append(f"  ↳ of which {parts.toll(row)} {row['victim_text'] or 'people'}")
        else:
            day = figures.when(row["date_start"], row["date_end"], row["date_precision"])
            labels.append(f"{claimant}: {parts.toll(row)} · {row['place'] or 'place not stated'}, {day}")
    data = prepared(pl.DataFrame(ordered, schema=rows.schema)).with_columns(
        order=pl.int_range(pl.len()), label=pl.Series(labels, dtype=pl.String)
    )
    colour = alt.Color("victim_class:N", scale=charts.victim_scale(page.palette), title=None)
    chart = charts.side_by_side(
        data, ("value_low", "value_best", "value_high"), f"people {measure}, as claimed", colour, page.palette
    )
    drawing.draw(chart, f"{data.height} claims of people {measure}, one row a claim with its claimant.")
    return chart


def how_the_total_is_made(page: View, measure: str, sums: dict) -> None:
    """Show the rule, the incidents behind the total, and the claims that are not behind it with the reasons."""
    st.header("How the total is made", anchor=False)
    st.write(
        "Claims that tell one happening are put together; each happening has one figure by the rule below, and only "
        "these figures are added. Filters choose incidents: one claim that passes is enough, and the incident keeps "
        "the figure made from all its claims."
    )
    with st.expander("The rule"):
        st.write(wording.RULE)
    query = reconciled.totals_by_incident(page.filters, measure)
    behind = page.rows(query)
    with st.expander(f"What is added: {figures.count(sums['incidents'], 'incident')}"):
        parts.html_table(
            ["When", "What", "Where", f"People {measure}", "Sources", "Claims", "Left out"],
            [
                [parts.when(r), parts.anchor(r["what"] or f"people {measure}", "incident", incident=r["incident_id"]),
                 r["place"] or "place not stated",
                 figures.reconciled(r["value_low"], r["value_best"], r["value_high"], r["high_is_open"]),
                 r["n_sources"] or 0, r["n_claims"], r["n_claims_left_out"]]
                for r in behind.head(LISTED).to_dicts()
            ],
            right=(3, 4, 5, 6),
            alt="Incidents behind the total, largest first",
        )  # fmt: skip
        if behind.height > LISTED:
            note(f"The largest {LISTED} of {behind.height:,}; the download has all.")
        data_menu(page, f"total-{measure}", query)
    left = page.rows(reconciled.left_out(page.filters, measure))
    with st.expander(f"What is not: {figures.count(left.height, 'claim')}"):
        if left.is_empty():
            note("Every claim is behind the total.")
            return
        for (reason,), group in left.group_by("reason", maintain_order=True):
            st.html(Markup("<p><b>{}</b>: {}</p>").format(figures.count(group.height, "claim"), why_not(reason)))
            parts.html_table(
                ["Said by", "Figure", "Place", "Words"],
                [
                    [wording.asserter(r["asserter"]), parts.toll(r), r["place"] or "not stated",
                     parts.anchor(r["quoted_text"], "claim", claim=r["claim_id"])]
                    for r in group.head(LISTED_A_REASON).to_dicts()
                ],
                alt=f"Claims that are not behind the total: {why_not(reason)}",
            )  # fmt: skip
            if group.height > LISTED_A_REASON:
                note(f"{group.height - LISTED_A_REASON:,} more in the download.")
        data_menu(page, f"left-out-{measure}", reconciled.left_out(page.filters, measure))


def why_not(reason: str) -> str:
    """Return why claims are not behind a total; tolls of campaigns and wars are in no incident at all."""
    scope = reason.removeprefix("scope_")
    if scope == reason:
        return wording.left_out(reason)
    return f"of a whole {scope}: tolls of different reach are never added"


def show() -> None:
    page = view()
    top = above()
    measure, scopes, victims = choose(page)
    query = queries.casualties(page.filters, measure, scopes, victims)
    rows = page.rows(query)
    if rows.is_empty():
        with top:
            st.title("Casualties", anchor=False)
            states.no_rows(
                page,
                f"claims of people {measure}",
                lambda page, filters: page.rows(queries.casualties(filters, measure, scopes, victims)).height,
            )
        return
    sums = page.first(reconciled.totals(page.filters, measure)) if page.tables >= RECONCILED else None
    adds_up = bool(sums) and "incident" in scopes and len(victims) == len(charts.VICTIMS)
    with top:
        answer = answers.casualties(rows, measure)
        title("Casualties", answers.total(sums, measure) + Markup(" ") + answer if adds_up else answer)
    how = st.segmented_control("Show", VIEWS, default=VIEWS[0], key="view", bind="query-params", required=True)
    chart = over_time(page, rows, measure) if how == VIEWS[0] else None
    if how != VIEWS[0]:
        grouped(rows, GROUPS[how])
    if adds_up:
        how_the_total_is_made(page, measure, sums)
    else:
        note("No total is made for a part of the victims, nor for figures of campaigns and wars.")
    if rows.height <= SIDE_BY_SIDE:
        st.header("Side by side", anchor=False)
        chart = side_by_side(page, rows, measure) or chart
    st.header("The claims", anchor=False)
    parts.table_and_quotes("casualties", rows, "_casualty_rows", f"Claims of people {measure}")
    data_menu(page, f"casualties-{measure}", query, chart, whole="fct_casualties")


show()
