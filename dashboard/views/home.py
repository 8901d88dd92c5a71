"""Overview: what is in here, and can I trust it?"""

from datetime import timedelta

import answers
import charts
import figures
import parts
import polars as pl
import queries
import sidebar
import states
import streamlit as st
from downloads import data_menu
from shell import note, title, view

COVERAGE_GROWS = timedelta(days=60)  # articles about the newest two months are still coming in


def tallies(page, counts: dict) -> None:
    checks = page.rows(queries.checks())
    failed = checks.filter(checks["status"] != "passed")
    parts.tiles(
        [
            ("Articles", f"{counts['articles']:,}", f"of {page.facts['n_articles']:,} in the release"),
            ("Claims", f"{counts['claims']:,}", f"{counts['undated']:,} without a date"),
            ("Named claimants", f"{counts['claimants']:,}", "besides the articles’ own voice"),
            (
                "Checks passed",
                f"{checks.height - failed.height} of {checks.height}",
                "all of them" if failed.is_empty() else f"{figures.count(failed.height, 'warning')}: see Quality",
            ),
        ]
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
    st.altair_chart(
        chart,
        theme=None,
        alt=f"Claims by month, {rows['period'].min()} to {rows['period'].max()}; "
        f"most in {peak['period']:%Y-%m}: {peak['n']}.",
        key="_months_chart",
        on_select=lambda: sidebar.narrow_dates("_months_chart", "month"),
    )
    note(
        "By the month in which the thing is said to have happened. A gap is a month nobody wrote about, not a month "
        "in which nothing happened. Pale bars: coverage still growing. Click a bar to narrow the dates."
        ""
    )
    data_menu(page, "claims-by-month", query, chart)


def disagreements(page) -> None:
    st.header("Where claimants differ most", anchor=False)
    query = queries.differing(page.filters)
    rows = page.rows(query)
    if rows.is_empty():
        note("No two claimants give different tolls for one place, day and measure here.")
        return
    parts.html_table(
        ["Place", "Day", "Of people", "Lowest", "Highest", "Claims by"],
        [
            [
                parts.anchor(row["place"], "casualties", place=row["place"], measure=row["measure"],
                             dates=[str(row["date_start"])] * 2),
                row["date_start"], row["measure"], figures.number(row["lowest"]), figures.number(row["highest"]),
                figures.listed(row["by_whom"]),
            ]
            for row in rows.to_dicts()
        ],
        right=(3, 4),
        alt="Places and days for which claimants give different tolls",
    )  # fmt: skip
    note(
        "One row for a place, day and measure on which at least two claimants give different figures, widest ratio "
        "first. Same place and day does not prove the same incident: follow the link and read the quotes."
    )
    data_menu(page, "differing-claims", query)


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
    size = f"{rows['publisher'].n_unique()} publishers, {rows['month'].n_unique()} months"
    st.altair_chart(chart, theme=None, alt=f"Articles by month and publisher: {size}.")
    note("Articles by month of publication. An empty cell means that no article is here, whatever happened that month.")
    data_menu(page, "coverage", query, chart)


def show() -> None:
    page = view()
    counts = page.first(queries.counts(page.filters))
    if not counts["claims"]:
        st.title("Overview", anchor=False)
        states.no_rows(page)
        return
    title("Overview", answers.overview(counts, page.first(queries.differing(page.filters))))
    tallies(page, counts)
    over_time(page)
    disagreements(page)
    tops(page)
    covered(page)


show()
