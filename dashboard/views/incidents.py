"""Incidents: happenings that claims tell, one row each, with how many sources tell it and how they compare."""

from __future__ import annotations

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
from filters import Filters
from shell import View, above, note, title, view

PAGE_SIZE = 25
NEEDED = {"marts.fct_incidents", "marts.bridge_incident_claim", "marts.fct_incident_tolls"}


def choose(page: View) -> tuple[list[str], list[str], str]:
    """Show the page's own filters; return types of event, kinds of agreement and the order."""
    known = {
        row["label"] or row["event_type"]: row["event_type"] for row in page.rows(queries.event_types()).to_dicts()
    }
    codes = {words: code for code, (_, words, _) in wording.AGREEMENT.items()}
    left, middle, right = st.columns(3)
    types = left.multiselect("Type of event", list(known), key="etype", bind="query-params", placeholder="all")
    agreements = middle.multiselect(
        "How sources compare", list(codes), key="agree", bind="query-params", placeholder="all",
        help="; ".join(f"{words}: {meaning}" for _, words, meaning in wording.AGREEMENT.values()),
    )  # fmt: skip
    order = right.selectbox("Order", list(reconciled.SORTS), key="sort", bind="query-params")
    return [known[label] for label in types], [codes[words] for words in agreements], order


def draw(page: View, types: list[str], agreements: list[str]) -> None:
    """Draw the deaths told of each incident, with the bounds of its sources."""
    query = reconciled.deaths(page.filters, types, agreements, charts.MOST_MARKS)
    rows = page.rows(query)
    if rows.is_empty():
        return
    data = rows.to_dicts()
    chart = charts.incidents_over_time(
        rows.with_columns(
            agreement=pl.Series([wording.agreement(r["agreement"]) for r in data], dtype=pl.String),
            figure=pl.Series([deaths(r) for r in data], dtype=pl.String),
            what=pl.Series([f"{wording.plain(r['event_type']) or 'harm'}, {r['place'] or 'place not stated'}"
                            for r in data], dtype=pl.String),
        ),
        page.palette,
    )  # fmt: skip
    drawing.draw(chart, f"Deaths told of {rows.height} incidents by date, each with its bounds.")
    note(
        "One mark an incident: its best figure, a bar from the lowest to the highest bound of its counted sources, "
        "an arrow where a source leaves it open. Colour and shape say how sources compare. Incidents without a date or "
        "without a told number of deaths are not drawn."
    )
    data_menu(page, "deaths-by-incident", query, chart)


def deaths(row: dict) -> str:
    return figures.reconciled(row["deaths_low"], row["deaths_best"], row["deaths_high"], row["deaths_high_is_open"])


def harm(row: dict) -> str:
    """Return the harm told of an incident in a few words: deaths first; a dash where no harm is told."""
    told = [f"{deaths(row)} killed"] if row["deaths_best"] is not None else []
    told += [
        f"{figures.reconciled(row[f'{name}_low'], row[f'{name}_best'], row[f'{name}_high'], False)} {words}"
        for name, words in (("injured", "wounded"), ("displaced", "displaced"))
        if row[f"{name}_best"] is not None
    ]
    return ", ".join(told) or (f"{row['measures']}, no number told" if row["measures"] else "–")


def name_of(row: dict) -> str:
    """Return what happened in a few words: the type of event, else the harm that is told."""
    parties = " → ".join(party for party in (row["actor1"], row["actor2"]) if party)
    what = row["label"] or wording.plain(row["event_type"]) or f"People {row['measures'] or 'harmed'}"
    return f"{what}: {parties}" if parties else what


def listing(rows: pl.DataFrame) -> None:
    parts.html_table(
        ["When", "What", "Where", "Harm told", "Sources", "Claims", "Sources compare"],
        [
            [parts.when(row), parts.anchor(name_of(row), "incident", incident=row["incident_id"]),
             row["place"] or "place not stated", harm(row), row["n_independent_sources"], row["n_claims"],
             wording.agreement(row["agreement"])]
            for row in rows.to_dicts()
        ],
        right=(4, 5),
        alt="Incidents with their figures and sources",
    )  # fmt: skip


def count(page: View, filters: Filters, types: list[str], agreements: list[str]) -> int:
    return page.first(reconciled.summary(filters, types, agreements))["incidents"]


def show() -> None:
    page = view()
    missing = NEEDED - page.tables
    if missing:
        states.too_old(page, "Incidents", missing)
        return
    top = above()
    types, agreements, order = choose(page)
    sums = page.first(reconciled.summary(page.filters, types, agreements))
    if not sums["incidents"]:
        with top:
            st.title("Incidents", anchor=False)
            states.no_rows(page, "incidents", lambda page, filters: count(page, filters, types, agreements))
        return
    with top:
        title("Incidents", answers.incidents(sums))
    draw(page, types, agreements)
    st.header("What happened, as far as claims tell", anchor=False)
    pages = -(-sums["incidents"] // PAGE_SIZE)
    number = st.pagination(pages, key="page", bind="query-params") if pages > 1 else 1
    listing(page.rows(reconciled.incidents(page.filters, types, agreements, order, PAGE_SIZE, min(number, pages))))
    note(
        "Claims tell one incident when their kinds agree, their places are equal or one lies inside the other, their "
        "dates overlap and their parties do not contradict each other; where in doubt they stay apart. Open an "
        "incident to see every telling and why it was put there."
    )
    query = reconciled.incidents(page.filters, types, agreements, order)
    data_menu(page, "incidents", query, whole="fct_incidents")


show()
