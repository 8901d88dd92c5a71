"""What is taken away opens elsewhere and says where it comes from."""

from __future__ import annotations

import csv
import io
import json

import altair as alt
import downloads
import drawing
import polars as pl
import pyarrow.parquet as pq

ROWS = pl.DataFrame(
    {
        "quote": ['=HYPERLINK("http://evil")', "+1", 'plain, with "quotes"\nand a line', None],
        "value_low": [24, None, 3, 0],
        "by": [["a", "b"], [], None, ["c"]],
    },
    schema={"quote": pl.String, "value_low": pl.Int64, "by": pl.List(pl.String)},
)


def test_csv_keeps_texts_as_they_are_and_null_empty():
    read = list(csv.DictReader(io.StringIO(downloads.csv(ROWS).decode())))
    assert [row["quote"] for row in read] == ['=HYPERLINK("http://evil")', "+1", 'plain, with "quotes"\nand a line', ""]
    assert [row["value_low"] for row in read] == ["24", "", "3", "0"]
    assert read[0]["by"] == "a|b"


def test_csv_for_spreadsheets_runs_no_formula():
    data = downloads.csv_for_spreadsheets(ROWS)
    assert data.startswith(b"\xef\xbb\xbf")
    read = list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"))))
    assert not any(row["quote"].startswith(("=", "+", "-", "@")) for row in read)
    assert read[0]["quote"] == '\'=HYPERLINK("http://evil")'


def test_parquet_says_which_release_it_is_from():
    data = downloads.parquet(ROWS, {"frontledger_release": "v1", "sql": "select 1"})
    table = pq.read_table(io.BytesIO(data))
    assert table.num_rows == 4
    assert pq.read_metadata(io.BytesIO(data)).metadata[b"frontledger_release"] == b"v1"


def test_geojson_keeps_rows_without_a_place():
    rows = pl.DataFrame({"place": ["Raqqa", "Wadi Sabil"], "latitude": [35.95, None], "longitude": [39.01, None]})
    collection = json.loads(downloads.geojson(rows, {"frontledger_release": "v1"}))
    assert [feature["geometry"] for feature in collection["features"]] == [
        {"type": "Point", "coordinates": [39.01, 35.95]},
        None,
    ]
    assert collection["metadata"]["frontledger_release"] == "v1"


def test_charts_become_pictures_without_a_browser():
    chart = alt.Chart(pl.DataFrame({"x": [1, 2], "y": [3, 4]})).mark_bar().encode(x="x:Q", y="y:Q")
    assert drawing.picture(chart, "png").startswith(b"\x89PNG")
    assert drawing.picture(chart, "svg").startswith(b"<svg")
