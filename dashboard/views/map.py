"""Map: where what is claimed is said to have happened, with what cannot be placed listed beside it."""

import charts
import drawing
import figures
import geography
import parts
import polars as pl
import queries
import states
import streamlit as st
from database import Query
from downloads import data_menu
from markupsafe import Markup
from shell import View, above, note, title, view
from theme import NO_SIDE, SIDE_WORDS

KINDS = ("claims", "casualties", "territory", "events")
EVERYWHERE = "every place"
EXACT = "exact"


def placed(rows: pl.DataFrame) -> pl.DataFrame:
    """Return the places that have coordinates, with their precision in words."""
    precise = pl.col("geo_precision").cast(pl.String) == EXACT
    known = rows.drop_nulls(["latitude", "longitude"])
    points = [geography.flat(*point) for point in zip(known["longitude"], known["latitude"], strict=True)]
    return known.with_columns(
        x=pl.Series([x for x, _ in points], dtype=pl.Float64),
        y=pl.Series([y for _, y in points], dtype=pl.Float64),
        precision=pl.when(precise).then(pl.lit(charts.PRECISIONS[0])).otherwise(pl.lit(charts.PRECISIONS[1])),
    )


def choose(rows: pl.DataFrame) -> tuple[str, pl.DataFrame]:
    """Let the reader choose what to count and which country to look at; return (column, places in that country)."""
    left, right = st.columns(2)
    kind = left.segmented_control("Size by", KINDS, default=KINDS[0], key="count", bind="query-params", required=True)
    sizes = rows.group_by("country").agg(pl.col("claims").sum()).drop_nulls("country").sort("claims", descending=True)
    areas = [*sizes["country"].to_list(), EVERYWHERE]
    area = right.selectbox("Area", areas, key="area", bind="query-params")
    return kind, rows if area == EVERYWHERE else rows.filter(pl.col("country") == area)


def answer(rows: pl.DataFrame, located: pl.DataFrame, kind: str) -> Markup:
    """Say which place has most, and how many claims cannot be on a map."""
    most = located.sort(kind, "place", descending=[True, False]).row(0, named=True)
    off = int(rows["claims"].sum() - located["claims"].sum())
    return Markup("{} of the {} here have a place on the map; most, {}, are about {}. {} cannot be placed.").format(
        Markup("<b>{}</b>").format(f"{int(located['claims'].sum()):,}"),
        figures.count(int(rows["claims"].sum()), "claim"),
        f"{most[kind]:,}",
        Markup("<b>{}</b>").format(most["place"]),
        Markup("<b>{}</b>").format(f"{off:,}"),
    )


def place_table(rows: pl.DataFrame, kind: str, alt: str) -> None:
    parts.html_table(
        ["Place", "Casualties", "Territory", "Events", *(["Named most"] if "party" in rows.columns else [])],
        [
            [parts.anchor(r["place"], "map", at=r["place"]),
             f"{r['casualties']:,}", f"{r['territory']:,}", f"{r['events']:,}", *([r["party"]] if "party" in r else [])]
            for r in rows.sort(kind, "place", descending=[True, False]).head(300).to_dicts()
        ],
        right=(1, 2, 3),
        alt=alt,
    )  # fmt: skip


def words(page: View, rows: pl.DataFrame) -> None:
    """Let the reader choose a place and read what is claimed about it."""
    st.header("What is claimed about a place", anchor=False)
    names = list(dict.fromkeys(rows["place"].to_list()))
    chosen = st.selectbox("Place", names, key="at", bind="query-params", label_visibility="collapsed")
    place_id = rows.filter(pl.col("place") == chosen)["place_id"][0]
    claims = page.rows(queries.claims_at(page.filters, place_id))
    for kind in queries.FACTS:
        here = claims.filter(pl.col("kind") == kind)
        if here.is_empty():
            continue
        st.subheader(f"{kind.capitalize()} ({here.height})", anchor=False)
        full = page.rows(queries.claims_by_id(kind, here["claim_id"].head(parts.MOST_CARDS).to_list()))
        st.html(Markup("").join(parts.claim_card(kind, row) for row in full.to_dicts()))
        if here.height > parts.MOST_CARDS:
            note(f"The newest {parts.MOST_CARDS} of {here.height:,}; the other pages have all of them.")


def with_party(page: View, rows: pl.DataFrame) -> pl.DataFrame:
    """Add the side named most often in what is claimed about a place, in words."""
    sides = page.rows(queries.parties(page.filters))
    named = pl.col("side").replace_strict(SIDE_WORDS, default=SIDE_WORDS["other"], return_dtype=pl.String)
    return rows.join(sides.select("place_id", party=named), on="place_id", how="left").with_columns(
        pl.col("party").fill_null(NO_SIDE)
    )


def draw(page: View, query: Query, located: pl.DataFrame, shown: pl.DataFrame, kind: str) -> None:
    """Draw the places of an area and, beside them, the same as a table."""
    box = geography.window(list(zip(shown["x"], shown["y"], strict=True)))
    west, south, east, north = box
    inside = located.filter(pl.col("x").is_between(west, east), pl.col("y").is_between(south, north), pl.col(kind) > 0)
    coloured = st.toggle("Colour by the party named most often", key="parties", bind="query-params")
    if coloured:
        inside = with_party(page, inside)
    chart = charts.place_map(inside, box, kind, page.palette)
    left, right = st.columns([3, 2], gap="large")
    with left:
        room = "fl-map-coloured" if coloured else "fl-map"
        drawing.draw_to_fit(chart, f"{inside.height} places, each as large as its number of {kind}.", room)
        note(
            "A dot is a named place; a ring stands for a wider area whose middle it marks. "
            + ("The colour is that of the side named most often in what is claimed about a place. " if coloured else "")
            + "Nothing here says who controls a place. Outlines: Natural Earth; they express no opinion on borders or "
            "status."
        )
        data_menu(page, "places", query, chart, whole="dim_place")
    with right, st.container(height=charts.MAP_HEIGHT + 60, border=False):
        place_table(inside, kind, "Places on the map with their numbers of claims")


def show() -> None:
    page = view()
    query = queries.located(page.filters)
    rows = page.rows(query)
    located = placed(rows)
    if located.is_empty():
        st.title("Map", anchor=False)
        states.no_rows(page, "claims with a place on the map")
        return
    top = above()
    kind, shown = choose(located)
    with top:
        title("Map", answer(rows, located, kind))
    shown = shown.filter(pl.col(kind) > 0)
    if shown.is_empty():
        note(f"No {kind} in this area.")
    else:
        draw(page, query, located, shown, kind)
    off = rows.filter(pl.col("latitude").is_null())
    if off.height:
        st.header(f"Not on the map: {figures.count(int(off['claims'].sum()), 'claim')}", anchor=False)
        note("Whole countries, places nobody has coordinates for, and claims that name no place.")
        place_table(off, "claims", "What cannot be placed on the map")
    words(page, rows)


show()
