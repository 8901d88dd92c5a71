"""Territory: who is said to hold or to have lost which share of a place; by whom it is said; as of when."""

from datetime import date

import altair as alt
import answers
import charts
import figures
import parts
import polars as pl
import queries
import states
import streamlit as st
from downloads import data_menu
from shell import View, note, title, view

FEW_DAYS = 4  # with fewer days on the axis, marks hide one another
CHANGES_LISTED = 30
STALE_AFTER = 90  # days: an older share is shown, and called old


def of_whole(place: str, base: str | None) -> str:
    return f"{place}, of {base}" if base else place


def choose_place(rows: pl.DataFrame) -> str:
    """Let the reader choose one place and base: shares of different wholes never stand on one axis."""
    sizes = rows.group_by("whole").len().sort("len", "whole", descending=[True, False])
    return st.selectbox("Place", sizes["whole"].to_list(), key="of", bind="query-params")


def drawn(rows: pl.DataFrame) -> pl.DataFrame:
    data = rows.to_dicts()
    return rows.select(
        "pct_low", "pct_best", "pct_high", "actor_side",
        actor=pl.col("actor").fill_null("an actor not named"),
        day=pl.coalesce("date_end", "date_start"),
        claimant=pl.col("claimed_by").fill_null(parts.ITSELF),
        quote=pl.col("quoted_text"),
        figure=pl.Series([figures.share(r["pct_low"], r["pct_best"], r["pct_high"]) for r in data], dtype=pl.String),
    ).drop_nulls("day").tail(charts.MOST_MARKS)  # fmt: skip


def draw(page: View, data: pl.DataFrame, changes: pl.DataFrame, title: str):
    """Return shares over time, or one under the other if they are all of a few days."""
    if data["day"].n_unique() >= FEW_DAYS:
        told = changes.select(
            day=pl.coalesce("date_start", "date_end"),
            what=pl.Series([parts.figure("events", row) for row in changes.to_dicts()], dtype=pl.String),
            quote=pl.col("quoted_text"),
        ).filter(pl.col("day").is_between(data["day"].min(), data["day"].max()))
        return charts.shares(data, told.head(charts.MOST_MARKS // 10), title, page.palette)
    data = data.with_columns(
        order=pl.int_range(pl.len()),
        label=pl.format("{} {}, says {}, as of {}", "actor", "figure", "claimant", pl.col("day").dt.to_string()),
    )
    colour = alt.Color("actor:N", scale=charts.actor_scale(data, page.palette), title=None)
    return charts.side_by_side(data, ("pct_low", "pct_best", "pct_high"), title, colour, page.palette, most=100)


def as_of(rows: pl.DataFrame) -> None:
    """Write the newest claim per actor not later than a chosen day, with its age."""
    days = rows.select(pl.coalesce("date_end", "date_start").alias("day"))["day"].drop_nulls()
    if days.is_empty():
        return
    st.header("As of a day", anchor=False)
    day: date = st.date_input("Newest claim not later than", value=days.max(), key="asof", bind="query-params")
    known = (
        rows.with_columns(day=pl.coalesce("date_end", "date_start"), actor=pl.col("actor").fill_null("not named"))
        .filter(pl.col("day") <= day, pl.col("relation") == "holds")
        .sort("day", "claim_id")
        .group_by("actor", maintain_order=True)
        .last()
        .sort("day", descending=True)
    )
    if known.is_empty():
        note(f"No claim that somebody holds a share is dated {day} or earlier.")
        return
    body = []
    for row in known.to_dicts():
        age = (day - row["day"]).days
        body.append(
            [
                row["actor"], figures.share(row["pct_low"], row["pct_best"], row["pct_high"]),
                row["claimed_by"] or parts.ITSELF, row["day"],
                f"{age:,} days" + (" (old)" if age > STALE_AFTER else ""),
                parts.anchor("read", "claim", claim=row["claim_id"]),
            ]
        )  # fmt: skip
    parts.html_table(
        ["Actor", "Holds", "According to", "As of", "Age", "Quote"], body, alt=f"Newest claims as of {day}"
    )
    total = known["pct_low"].sum()
    if total and total > 100:
        st.warning(f"These claims clash: their lowest shares add up to {total:.0f} %. Nothing was evened out.")


def show() -> None:
    page = view()
    query = queries.territory(page.filters)
    rows = page.rows(query)
    if rows.is_empty():
        st.title("Territory", anchor=False)
        states.no_rows(
            page,
            "claims about shares of places",
            lambda page, filters: page.rows(queries.territory(filters)).height,
        )
        return
    rows = rows.with_columns(
        whole=pl.struct("place", "place_text", "base").map_elements(
            lambda r: of_whole(r["place"] or r["place_text"] or "place not stated", r["base"]), return_dtype=pl.String
        )
    )
    top = st.container()
    whole = choose_place(rows)
    here = rows.filter(pl.col("whole") == whole)
    with top:
        title("Territory", answers.territory(whole, here))
    place_id = here["place_id"][0]
    changes = page.rows(queries.changes_at(page.filters, place_id or ""))
    chart = None
    for relation, heading in (("holds", "Held"), ("lost", "Lost")):
        data = drawn(here.filter(pl.col("relation") == relation))
        if data.is_empty():
            continue
        st.header(heading, anchor=False)
        chart = draw(page, data, changes, f"% of {whole}")
        st.altair_chart(chart, theme=None, alt=f"Claimed shares of {whole} {heading.lower()}, {data.height} claims.")
    note(
        "A mark is a claim, not a measurement. Bars join the stated bounds; an arrow says that the share was given as "
        "“more than” or “less than”. Thin lines join claims of one claimant about one actor; between claimants "
        "there is no line, because a change of source is not a change on the ground. Dashed: a capture, withdrawal, "
        "siege or offensive told of this place."
        + (f" Only the newest {charts.MOST_MARKS:,} are drawn." if here.height > charts.MOST_MARKS else "")
    )
    as_of(here)
    if changes.height:
        st.header("Captures, withdrawals, sieges told of this place", anchor=False)
        parts.html_table(
            ["Day", "What", "According to", "Quote"],
            [
                [figures.when(row["date_start"], row["date_end"], row["date_precision"]), parts.figure("events", row),
                 row["claimed_by"] or parts.ITSELF, parts.anchor(row["quoted_text"], "claim", claim=row["claim_id"])]
                for row in changes.tail(CHANGES_LISTED).reverse().to_dicts()
            ],
            alt="Told changes of control, newest first",
        )  # fmt: skip
    st.header("The claims", anchor=False)
    parts.table_and_quotes("territory", here.reverse(), "_territory_rows", f"Claims about shares of {whole}")
    data_menu(page, "territory", query, chart, whole="fct_territory")


show()
