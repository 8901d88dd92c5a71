"""Overview: what is in here, and can I trust it?"""

from datetime import timedelta
from itertools import islice

import answers
import charts
import drawing
import figures
import parts
import polars as pl
import queries
import reconciled
import sidebar
import states
import streamlit as st
import wording
from downloads import data_menu
from markupsafe import Markup
from shell import note, title, view

RECONCILED = {"marts.fct_incidents", "marts.fct_disagreements", "marts.bridge_incident_claim"}
COVERAGE = "marts.fct_coverage"
MOST_DISAGREEMENTS = 8
COVERAGE_GROWS = timedelta(days=60)  # articles about the newest two months are still coming in


def tallies(page, counts: dict, sums: dict | None) -> None:
    """Write the big figures; ``sums`` is None where the release has no incidents yet."""
    checks = page.rows(queries.checks())
    failed = checks.filter(checks["status"] != "passed")
    tiles = [
        ("Articles", f"{counts['articles']:,}", f"of {page.facts['n_articles']:,} in the release"),
        ("Claims", f"{counts['claims']:,}", f"{counts['undated']:,} without a date"),
    ]
    if sums:
        deaths = figures.reconciled(sums["low"], sums["best"], sums["high"], sums["is_open"])
        those = figures.count(sums["with_deaths"], "incident")
        tiles += [
            ("Incidents", f"{sums['incidents']:,}", f"{sums['several_sources']:,} with several independent sources"),
            ("Deaths told", deaths, f"one figure for each of {those}: not a body count"),
        ]
    tiles.append(
        (
            "Checks passed",
            f"{checks.height - failed.height} of {checks.height}",
            "all of them" if failed.is_empty() else f"{figures.count(failed.height, 'warning')}: see Quality",
        )
    )
    parts.tiles(tiles)
    if sums:
        note(
            Markup("{} says how the deaths told are made and which claims are left out.").format(
                parts.anchor("Casualties", "casualties")
            )
        )


def over_time(page) -> None:
    st.header("Claims over time", anchor=False)
    query = queries.claims_by_period(page.filters, "month")
    rows = page.rows(query)
    if rows.is_empty():
        note("None of these claims has a date.")
        return
    provisional = page.facts["last_published"] - COVERAGE_GROWS
    chart = charts.by_period(rows, "month", page.palette, provisional)
    peak = rows.group_by("period").agg(pl.col("n").sum()).sort("n", "period").row(-1, named=True)
    drawing.draw(
        chart,
        f"Claims by month, {rows['period'].min()} to {rows['period'].max()}; "
        f"most in {peak['period']:%Y-%m}: {peak['n']}.",
        key="_months_chart",
        on_select=lambda: sidebar.narrow_dates("_months_chart", "month"),
    )
    note(
        "By the month in which the thing is said to have happened. A gap is a month nobody wrote about, not a month "
        "in which nothing happened. Pale bars: coverage still growing. Click a bar to narrow the dates."
    )
    data_menu(page, "claims-by-month", query, chart)


def who_says_what(row: dict) -> Markup:
    """Return one source of a disagreement: its figure, its name as a link to its words, whether it is a party."""
    who = wording.asserter(row["asserter"])
    if row["denied_in_article_id"]:  # a denial is no claim of its own: its words stand in the article
        words = parts.anchor(who, "articles", article=row["denied_in_article_id"], span=row["claim_id"])
        return Markup("<b>denied</b> by {}").format(words)
    name = parts.anchor(who, "claim", claim=row["claim_id"])
    ledger = {"own": ", of its own side", "other_side": ", of the other side"}.get(row["ledger"], "")
    party = f" (speaks for {row['speaks_for']}{ledger})" if row["speaks_for"] else ""
    if row["about"] == "happening":
        return Markup("<b>told</b> by {}{}").format(name, party)
    return Markup("<b>{}</b> says {}{}").format(answers.differing(row), name, party)


def about(row: dict) -> str:
    """Return what sources differ on: "killed, fighters of government (SY)"."""
    whom, _, country = row["about_whom"].partition(":")
    what = {"holds": "share held", "lost": "share lost", "happened": "whether it happened"}.get(
        row["measure"], row["measure"]
    )
    said = wording.plain(whom) + (f" ({country})" if country else "")
    return what if whom == "all" else f"{what}, {said}"


def first_group(apart: pl.DataFrame) -> list[dict]:
    """Return the rows of the widest disagreement on a figure."""
    told = apart.filter(pl.col("figure").is_not_null()) if apart.height else apart
    return told.filter(pl.col("disagreement_id") == told["disagreement_id"][0]).to_dicts() if told.height else []


def disagreements(page, query, rows: pl.DataFrame) -> None:
    st.header("Where sources differ most", anchor=False)
    if rows.is_empty():
        note("No two sources differ here on the toll of an incident or on the share of a place.")
        return
    body = []
    for (_,), group in islice(rows.group_by("disagreement_id", maintain_order=True), MOST_DISAGREEMENTS):
        told = group.to_dicts()
        first = told[0]
        where = Markup("{}, <span class='fl-unbroken'>{}</span>").format(
            first["place"] or "place not stated", first["as_of"] or "undated"
        )
        body.append(
            [
                parts.anchor(where, "incident", incident=first["incident_id"]) if first["incident_id"]
                else parts.anchor(where, "territory", of=first["place"] or ""),
                about(first),
                Markup("<br>").join(who_says_what(row) for row in told),
                wording.agreement(first["kind"]),
            ]
        )  # fmt: skip
    parts.html_table(["Where, as of", "What", "Who says what", "Figures"], body, alt="Where sources differ most")
    note(
        "On the toll of one incident, on the share of one place on one day, or on whether something happened, each "
        "source with the last it tells; conflicts first, widest ratio first. They stand side by side: nothing here "
        "says who is right."
    )
    data_menu(page, "disagreements", query, whole="fct_disagreements")


def tops(page) -> None:
    st.header("Most written about", anchor=False)
    for column, (name, field, facet) in zip(
        st.columns(2), (("Places", "place", "place"), ("Claimants", "claimed_by", "claimant")), strict=True
    ):
        with column:
            rows = page.rows(queries.top(page.filters, field)).to_dicts()
            parts.html_table(
                [name, "Claims", "Articles"],
                [
                    [
                        parts.anchor(row["name"], "timeline", **{facet: row["name"]}),
                        f"{row['claims']:,}",
                        f"{row['articles']:,}",
                    ]
                    for row in rows
                ],
                right=(1, 2),
                alt=f"{name} with most claims",
            )


def covered(page) -> None:
    st.header("Who wrote when", anchor=False)
    query = queries.coverage()
    rows = page.rows(query)
    chart = charts.coverage(rows, page.palette)
    silent = rows.group_by("month").agg(pl.col("articles").sum()).filter(pl.col("articles") == 0).height
    size = f"{rows['publisher'].n_unique()} publishers, {rows['month'].n_unique()} months, {silent} without an article"
    drawing.draw(chart, f"Articles by month and publisher: {size}.")
    note("Articles by month of publication. An empty cell means that no article is here, whatever happened that month.")
    data_menu(page, "coverage", query, chart, whole="fct_coverage")


def show() -> None:
    page = view()
    counts = page.first(queries.counts(page.filters))
    if not counts["claims"]:
        st.title("Overview", anchor=False)
        states.no_rows(page)
        return
    reconciles = page.tables >= RECONCILED
    query = reconciled.disagreements(page.filters)
    apart = page.rows(query) if reconciles else pl.DataFrame()
    title("Overview", answers.overview(counts, first_group(apart)))
    tallies(page, counts, page.first(reconciled.summary(page.filters)) if reconciles else None)
    over_time(page)
    if reconciles:
        disagreements(page, query, apart)
    tops(page)
    if COVERAGE in page.tables:
        covered(page)


show()
