"""Territory: who is said to hold or to have lost which share of a place; by whom it is said; as of when."""

from datetime import date

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
from shell import View, above, note, title, view
from theme import REST, UNNAMED

NEEDED = "marts.fct_territory_timeline"
MONTHLY = "marts.fct_territory_monthly"
OTHERS = "share_of_others"
MONTHS_LISTED = 40
FEW_DAYS = 4  # with fewer days on the axis, marks hide one another
CHANGES_LISTED = 30
STALE_AFTER = 90  # days: an older share is shown, and called old


def with_whole(rows: pl.DataFrame) -> pl.DataFrame:
    """Add what a share is of: shares of different wholes never stand together."""
    place = pl.coalesce("place", "place_text", pl.lit("place not stated"))
    return rows.with_columns(
        whole=pl.when(pl.col("base").is_null()).then(place).otherwise(pl.format("{}, of {}", place, "base"))
    )


def choose_place(rows: pl.DataFrame) -> str:
    """Let the reader choose one place and base: shares of different wholes never stand on one axis."""
    sizes = rows.group_by("whole").len().sort("len", "whole", descending=[True, False])
    return st.selectbox("Place", sizes["whole"].to_list(), key="of", bind="query-params")


def drawn(rows: pl.DataFrame) -> pl.DataFrame:
    """Return entries of the timeline as the chart wants them: party, day, claimant, figure, and how it stands."""
    data = rows.to_dicts()
    return rows.select(
        "pct_low", "pct_best", "pct_high", "derived",
        actor=pl.Series([party(r) for r in data], dtype=pl.String),
        actor_side=pl.when(pl.col("entry") == OTHERS).then(pl.lit(REST)).when(pl.col("actor").is_null())
        .then(pl.lit(UNNAMED)).otherwise("actor_side"),
        day="as_of",
        claimant=pl.Series([wording.asserter(r["asserter"]) for r in data], dtype=pl.String),
        quote="quoted_text",
        superseded=pl.col("superseded_by_claim_id").is_not_null(),
        figure=pl.Series([figures.share(r["pct_low"], r["pct_best"], r["pct_high"]) for r in data], dtype=pl.String),
    ).tail(charts.MOST_MARKS)  # fmt: skip


def party(row: dict) -> str:
    """Return whose share it is; a complement is that of everybody but one party."""
    name = row["actor"] or "an actor not named"
    return f"all but {name}" if row["entry"] == OTHERS else name


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
        label=pl.format(
            "{} {}, {} {}, as of {}{}",
            "actor",
            "figure",
            pl.when("derived").then(pl.lit("follows from what is told by")).otherwise(pl.lit("says")),
            "claimant",
            pl.col("day").dt.to_string(),
            pl.when("superseded").then(pl.lit(" (superseded)")).otherwise(pl.lit("")),
        ),
    )
    colour = alt.Color("actor:N", scale=charts.actor_scale(data, page.palette), title=None)
    return charts.side_by_side(data, ("pct_low", "pct_best", "pct_high"), title, colour, page.palette, most=100)


def as_of(rows: pl.DataFrame) -> None:
    """Write what each source lets each party hold on a chosen day: its newest claim not later, with its age."""
    if rows.is_empty():
        return
    st.header("As of a day", anchor=False)
    day: date = st.date_input("Newest claim not later than", value=rows["as_of"].max(), key="asof", bind="query-params")
    known = (
        rows.filter(pl.col("as_of") <= day, pl.col("entry") == "share_held")
        .with_columns(actor=pl.col("actor").fill_null("not named"))
        .sort("as_of", "published", "timeline_id")
        .group_by("actor", "asserter", maintain_order=True)
        .last()
        .sort("as_of", "actor", descending=[True, False])
    )
    if known.is_empty():
        note(f"No claim that somebody holds a share is dated {day} or earlier.")
        return
    body = []
    for row in known.to_dicts():
        age = (day - row["as_of"]).days
        body.append(
            [
                row["actor"], figures.share(row["pct_low"], row["pct_best"], row["pct_high"]),
                wording.asserter(row["asserter"]), row["as_of"],
                f"{age:,} days" + (" (old)" if age > STALE_AFTER else ""),
                "follows from a loss told" if row["derived"] else "told",
                parts.anchor("read", "claim", claim=row["claim_id"]),
            ]
        )  # fmt: skip
    parts.html_table(
        ["Actor", "Holds", "According to", "As of", "Age", "How", "Quote"], body,
        alt=f"Newest claim of each source as of {day}",
    )  # fmt: skip
    note("A share stands until the same source tells another. Sources that differ stand side by side.")
    clashes = rows.filter(pl.col("warning").is_not_null(), pl.col("as_of") <= day)
    if clashes.height:
        st.warning(
            f"{figures.count(clashes['claim_id'].n_unique(), 'claim')} of one source and day add up to more than "
            "100 %. Nothing was evened out."
        )


def monthly(page: View, whole: str) -> None:
    """Write what each source had last said at the end of each month, with the age of its claim."""
    if MONTHLY not in page.tables:
        return
    query = reconciled.monthly_shares(page.filters)
    rows = page.rows(query)
    rows = with_whole(rows.with_columns(place_text=pl.lit(None, pl.String))).filter(
        pl.col("whole") == whole, pl.col("entry") == "share_held"
    )
    if rows.is_empty():
        return
    with st.expander("At the end of each month"):
        parts.html_table(
            ["Month", "Actor", "Holds", "According to", "Told as of", "Age", "Captures told since"],
            [
                [f"{r['month_start']:%Y-%m}", r["actor"] or "not named",
                 figures.share(r["pct_low"], r["pct_best"], r["pct_high"]) + (" (follows)" if r["derived"] else ""),
                 wording.asserter(r["asserter"]), r["told_as_of"], f"{r['age_days']:,} days",
                 r["n_changes_since"]]
                for r in rows.head(MONTHS_LISTED).to_dicts()
            ],
            right=(5, 6),
            alt=f"What each source had last said of {whole} at the end of each month",
        )  # fmt: skip
        note(
            f"The newest {min(rows.height, MONTHS_LISTED)} of {rows.height:,} rows. An old claim is not a current one: "
            "its age and the captures and withdrawals told since stand beside it."
        )
        data_menu(page, "shares-by-month", query, whole="fct_territory_monthly")


def show() -> None:
    page = view()
    if NEEDED not in page.tables:
        states.too_old(page, "Territory", {NEEDED})
        return
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
    rows = with_whole(rows)
    entries = with_whole(page.rows(reconciled.shares(page.filters)))
    top = above()
    whole = choose_place(rows)
    here = rows.filter(pl.col("whole") == whole)
    with top:
        title("Territory", answers.territory(whole, here))
    place_id = here["place_id"][0]
    changes = page.rows(queries.changes_at(page.filters, place_id or ""))
    chart = None
    line = entries.filter(pl.col("whole") == whole)
    derived = line["derived"].any() and st.toggle(
        "Also draw what follows from a claim", value=True, key="derived", bind="query-params",
        help="Who lost more than half holds at most half; all others together hold what one party does not.",
    )  # fmt: skip
    shown = line if derived else line.filter(~pl.col("derived"))
    for kinds, heading in ((("share_held", OTHERS), "Held"), (("share_lost",), "Lost")):
        data = drawn(shown.filter(pl.col("entry").is_in(kinds)))
        if data.is_empty():
            continue
        st.header(heading, anchor=False)
        chart = draw(page, data, changes, f"% of {whole}")
        drawing.draw(chart, f"Claimed shares of {whole} {heading.lower()}, {data.height} marks.")
    note(
        "A filled mark is a claim, not a measurement; a hollow one follows from a claim; a pale one was "
        "superseded by a later claim of the same source. Bars join the stated bounds; an arrow says that the share was "
        "given as “more than” or “less than”. Thin lines join claims of one claimant about one actor; between "
        "claimants there is no line, because a change of source is not a change on the ground. Dashed: a "
        "capture, withdrawal, siege or offensive told of this place."
        + (f" Only the newest {charts.MOST_MARKS:,} are drawn." if here.height > charts.MOST_MARKS else "")
    )
    as_of(line)
    monthly(page, whole)
    if changes.height:
        st.header("Captures, withdrawals, sieges told of this place", anchor=False)
        parts.html_table(
            ["Day", "What", "According to", "Quote"],
            [
                [parts.when(row), parts.figure("events", row),
                 row["claimed_by"] or parts.ITSELF, parts.anchor(row["quoted_text"], "claim", claim=row["claim_id"])]
                for row in changes.tail(CHANGES_LISTED).reverse().to_dicts()
            ],
            alt="Told changes of control, newest first",
        )  # fmt: skip
    st.header("The claims", anchor=False)
    parts.table_and_quotes("territory", here.reverse(), "_territory_rows", f"Claims about shares of {whole}")
    data_menu(page, "territory", query, chart, whole="fct_territory")
    st.caption("The chart’s rows, with what follows from the claims")
    data_menu(page, "shares-over-time", reconciled.shares(page.filters), whole="fct_territory_timeline")


show()
