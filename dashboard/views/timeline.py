"""Timeline: what is said to have happened, day by day, newest first."""

from itertools import groupby

import answers
import charts
import drawing
import figures
import parts
import polars as pl
import queries
import sidebar
import states
import streamlit as st
from downloads import data_menu
from filters import Filters
from markupsafe import Markup
from shell import View, above, link, note, title, view

PAGE_SIZE = 50
UNITS = ("month", "day", "quarter", "year")


def choose_types(page: View) -> list[str]:
    known = {
        row["label"] or row["event_type"]: row["event_type"] for row in page.rows(queries.event_types()).to_dicts()
    }
    picked = st.multiselect("Type of event", list(known), key="etype", bind="query-params", placeholder="all")
    return [known[label] for label in picked]


def density(page: View, types: list[str]) -> None:
    unit = st.segmented_control("A bar is a", UNITS, default=UNITS[0], key="unit", bind="query-params", required=True)
    query = queries.events_by_period(page.filters, types, unit)
    rows = page.rows(query).drop_nulls("period")
    if rows.is_empty():
        return
    chart = charts.events_by_period(rows, unit, page.palette)
    drawing.draw(
        chart,
        f"Number of events by {unit}, {rows['period'].min()} to {rows['period'].max()}.",
        key="_events_chart",
        on_select=lambda: sidebar.narrow_dates("_events_chart", unit),
    )
    note("Click a bar (with Shift, several) to narrow the dates, or set them at the left.")
    data_menu(page, f"events-by-{unit}", query, chart)


def row_html(row: dict) -> Markup:
    parties = " → ".join(name for name in (row["actor1"], row["actor2"]) if name)
    return Markup(
        "<div class='fl-row'><span class='fl-what'>{}</span><span>{}{} · according to {} · "
        "<a href='{}' target='_self'>this claim</a></span><span class='fl-quote' dir='auto'>“{}” <i>{}, {}</i> · "
        "<a href='{}' target='_self'>in the article</a></span></div>"
    ).format(
        row["label"] or row["event_type"],
        row["place"] or row["place_text"] or "place not stated",
        f" · {parties}" if parties else "",
        row["claimed_by"] or parts.ITSELF,
        link("claim", claim=row["claim_id"]),
        row["quoted_text"],
        row["publisher"] or "publisher not stated",
        row["published"],
        link("articles", article=row["article_id"], span=row["claim_id"]),
    )


def heading(row: dict) -> str:
    return figures.when(row["date_start"], row["date_end"], row["date_precision"])


def days(rows: pl.DataFrame) -> None:
    """Write the events grouped under their dates, as coarse as the dates were stated."""
    groups = [
        Markup("<h3 class='fl-day'>{}</h3>{}").format(day, Markup("").join(row_html(row) for row in group))
        for day, group in groupby(rows.to_dicts(), key=heading)
    ]
    st.html(Markup("").join(groups))


def events(page: View, filters: Filters, types: list[str]) -> int:
    return int(page.rows(queries.events_by_period(filters, types, "day"))["n"].sum())


def show() -> None:
    page = view()
    heading_place = above()
    types = choose_types(page)
    counted = page.rows(queries.events_by_period(page.filters, types, "day"))
    total = events(page, page.filters, types)
    if not total:
        with heading_place:
            st.title("Timeline", anchor=False)
            states.no_rows(page, "events", lambda page, filters: events(page, filters, types))
        return
    undated = int(counted.filter(pl.col("period").is_null())["n"].sum())
    with heading_place:
        title(
            "Timeline",
            answers.timeline(total, undated, counted["period"].min(), counted["period"].max(),
                             counted["event_type"].n_unique()),
        )  # fmt: skip
    density(page, types)
    st.header("Events, newest first", anchor=False)
    pages = -(-total // PAGE_SIZE)
    number = st.pagination(pages, key="page", bind="query-params") if pages > 1 else 1
    query = queries.events(page.filters, types, min(number, pages), PAGE_SIZE)
    days(page.rows(query))
    note("An event is what one article says happened; two articles about one battle are two rows.")
    data_menu(page, "events", query, whole="fct_events")


show()
