"""What a reader can take away: rows as CSV, Parquet or GeoJSON, a chart as PNG or SVG, a citation, the SQL, a link."""

from __future__ import annotations

import io
import json
import zipfile
from typing import Any

import altair as alt
import citation
import database
import drawing
import figures
import polars as pl
import queries
import streamlit as st
from markupsafe import Markup
from shell import View, link, share_link

LONGEST_LINK = 8_000  # characters; longer ones break in mail programs and some servers
FORMULA = ("=", "+", "-", "@", "\t", "\r")


def csv(rows: pl.DataFrame) -> bytes:
    """Return rows as CSV: UTF-8, RFC 4180, empty for null, ISO dates, texts exactly as they are."""
    return flat(rows).write_csv().encode()


def csv_for_spreadsheets(rows: pl.DataFrame) -> bytes:
    """Return rows as CSV with a BOM, and texts that a spreadsheet would run as a formula made harmless by a ``'``."""
    rows = flat(rows)
    texts = [pl.col(name) for name, kind in rows.schema.items() if kind == pl.String]
    harmless = [pl.when(t.str.slice(0, 1).is_in(FORMULA)).then("'" + t).otherwise(t).name.keep() for t in texts]
    return b"\xef\xbb\xbf" + rows.with_columns(harmless).write_csv().encode()


def flat(rows: pl.DataFrame) -> pl.DataFrame:
    """Join list columns to text: CSV has no lists."""
    lists = [name for name, kind in rows.schema.items() if isinstance(kind, pl.List)]
    return rows.with_columns(pl.col(lists).cast(pl.List(pl.String)).list.join("|")) if lists else rows


def parquet(rows: pl.DataFrame, about: dict[str, str]) -> bytes:
    """Return rows as Parquet with ``about`` (release, SQL, note) in the file's key-value metadata."""
    out = io.BytesIO()
    rows.write_parquet(out, metadata=about)
    return out.getvalue()


def geojson(rows: pl.DataFrame, about: dict[str, str]) -> bytes:
    """Return rows with ``latitude`` and ``longitude`` as GeoJSON. Unlocated rows keep a null geometry."""
    features = []
    for row in rows.to_dicts():
        latitude, longitude = row.pop("latitude"), row.pop("longitude")
        known = latitude is not None and longitude is not None
        geometry = {"type": "Point", "coordinates": [longitude, latitude]} if known else None
        features.append({"type": "Feature", "geometry": geometry, "properties": row})
    collection = {"type": "FeatureCollection", "metadata": about, "features": features}
    return json.dumps(collection, ensure_ascii=False, default=str).encode()


def about(view: View, query: database.Query) -> dict[str, str]:
    """Return what a file must say about itself."""
    return {
        "frontledger_release": view.release.version,
        "note": "Every figure is somebody's claim, not a measurement.",
        "sql": query.as_text(),
        "citation": citation.sentence(view),
    }


def with_points(view: View, rows: pl.DataFrame) -> pl.DataFrame | None:
    """Return rows of places with latitude and longitude, null where a place has none; None for rows without places."""
    if {"latitude", "longitude"} <= set(rows.columns):
        return rows
    if "place_id" not in rows.columns:
        return None
    return rows.join(view.rows(queries.points()), on="place_id", how="left")


def bundle(files: dict[str, bytes]) -> bytes:
    """Return files as one zip; the same files give the same bytes."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            entry = zipfile.ZipInfo(name)  # its date is 1980: the release says when the data was made
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, content)
    return out.getvalue()


def everything(view: View, stem: str, query: database.Query, chart: alt.TopLevelMixin | None) -> bytes:
    """Return all that can be taken away from a chart or table as one zip, with a README that says what it is."""
    rows, told = view.rows(query), about(view, query)
    points = with_points(view, rows)
    files = {f"{stem}.csv": csv(rows), f"{stem}.parquet": parquet(rows, told), f"{stem}.sql": told["sql"].encode()}
    if points is not None:
        files[f"{stem}.geojson"] = geojson(points, told)
    if chart is not None:
        files[f"{stem}.svg"] = drawing.picture(chart, "svg")
    files["CITATION.txt"] = "\n\n".join((told["citation"], citation.bibtex(view), citation.ris(view))).encode()
    files["metadata.json"] = json.dumps(told | {"rows": rows.height, "columns": columns(view, rows)}, indent=2).encode()
    files["README.txt"] = readme(view, rows, list(files)).encode()
    return bundle(files)


def columns(view: View, rows: pl.DataFrame) -> list[dict[str, str]]:
    """Return name, type and meaning of each column; a meaning only where all tables agree on it."""
    meanings: dict[str, set[str]] = {}
    for row in view.rows(queries.dictionary()).to_dicts():
        meanings.setdefault(row["column_name"], set()).add(row["description"] or "")
    return [
        {"name": name, "type": str(kind), "meaning": next(iter(found)) if len(found := meanings.get(name, set())) == 1
         else ""}
        for name, kind in rows.schema.items()
    ]  # fmt: skip


def readme(view: View, rows: pl.DataFrame, files: list[str]) -> str:
    """Return what somebody who finds the zip in a year needs to know."""
    active = ", ".join(view.filters.active()) or "none"
    return f"""{figures.count(rows.height, "row")} from release {view.release.version}.

Every figure is somebody's claim, not a measurement: who said it, in which words, is in the rows.
An empty cell means "not stated", never zero.
Filters that were set: {active}. The .sql file gives the same rows from the same release.
Link to this view: {share_link(view.release.version)}

Files: {", ".join(files)}
How to cite: CITATION.txt. What the columns mean: metadata.json.
Article texts and quotes belong to their publishers.
"""


def data_menu(
    view: View,
    name: str,
    query: database.Query,
    chart: alt.TopLevelMixin | None = None,
    whole: str = "",
) -> None:
    """Offer everything that can be taken away from one chart or table. Files are made when they are asked for.

    Rows that have a place can become GeoJSON; ``whole`` names the mart behind the page.
    """
    rows = view.rows(query)
    stem = f"frontledger-{name}-{view.release.version}"
    with st.popover("Take it away", help="Download, cite, link, or see the SQL"):
        st.caption(f"{rows.height:,} rows as shown, from release {view.release.version}")
        with st.container(horizontal=True):
            button("CSV", lambda: csv(rows), f"{stem}.csv", "text/csv", name)
            button("CSV for Excel", lambda: csv_for_spreadsheets(rows), f"{stem}-excel.csv", "text/csv", name)
            button("Parquet", lambda: parquet(rows, about(view, query)), f"{stem}.parquet",
                   "application/vnd.apache.parquet", name)  # fmt: skip
            if {"latitude", "place_id"} & set(rows.columns):
                button("GeoJSON", lambda: geojson(with_points(view, rows), about(view, query)), f"{stem}.geojson",
                       "application/geo+json", name)  # fmt: skip
            button("All of it as a zip", lambda: everything(view, stem, query, chart), f"{stem}.zip",
                   "application/zip", name)  # fmt: skip
        if chart is not None:
            with st.container(horizontal=True):
                button("Chart as PNG", lambda: drawing.picture(chart, "png"), f"{stem}.png", "image/png", name)
                button("Chart as SVG", lambda: drawing.picture(chart, "svg"), f"{stem}.svg", "image/svg+xml", name)
        if whole:
            everyone = database.Query(f"from marts.{whole}")
            st.caption(f"The whole table {whole}, without filters")
            with st.container(horizontal=True):
                table = f"frontledger-{whole}-{view.release.version}"
                button("All as CSV", lambda: csv(view.rows(everyone)), f"{table}.csv", "text/csv", name)
                button("All as Parquet", lambda: parquet(view.rows(everyone), about(view, everyone)),
                       f"{table}.parquet", "application/vnd.apache.parquet", name)  # fmt: skip
        st.markdown("**Cite**")
        st.code(citation.sentence(view), language=None, wrap_lines=True)
        st.markdown("**Link** to this view, pinned to this release")
        st.code(share_link(view.release.version), language=None, wrap_lines=True)
        st.markdown("**The statement behind it**")
        sql = query.as_text()
        # wrapped, since what scrolls sideways cannot be reached with the keyboard
        for tab, (language, code) in zip(
            st.tabs(["SQL", "Python", "R"]),
            (("sql", sql), ("python", python(view, sql)), ("r", r_script(view, sql))),
            strict=True,
        ):
            tab.code(code, language=language, wrap_lines=True)
        target = link("sql", sql=sql)
        if len(target) <= LONGEST_LINK:
            st.html(Markup("<a href='{}' target='_self'>Open it on the SQL page</a>").format(target))


def python(view: View, sql: str) -> str:
    """Return a script that gives the same rows from the release's file."""
    return f"""import duckdb

release = duckdb.connect("{release_file(view)}", read_only=True)
rows = release.sql(\"\"\"
{sql}
\"\"\").df()"""


def r_script(view: View, sql: str) -> str:
    """Return the same for R; the statement stands in a raw string, whose dashes no statement holds."""
    dashes = "-" * next(n for n in range(20) if f']{"-" * n}"' not in sql)
    return f"""library(duckdb)

release <- dbConnect(duckdb(), "{release_file(view)}", read_only = TRUE)
rows <- dbGetQuery(release, r"{dashes}[
{sql}
]{dashes}")"""


def release_file(view: View) -> str:
    return f"warehouse/releases/{view.release.version}/frontledger.duckdb"


def button(label: str, make: Any, file_name: str, mime: str, key: str) -> None:
    st.download_button(label, make, file_name, mime, key=f"_{key}_{label}", on_click="ignore")
