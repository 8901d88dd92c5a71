"""What is taken away opens elsewhere and says where it comes from."""

from __future__ import annotations

import csv
import io
import json
import zipfile

import altair as alt
import database
import downloads
import drawing
import duckdb
import polars as pl
import pyarrow.parquet as pq
import queries
import shell
from filters import Filters
from releases import Release
from theme import LIGHT_PALETTE

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


def test_a_zip_holds_the_rows_in_every_form_and_says_what_they_are(release, monkeypatch):
    where = database.Query("select * from marts.fct_casualties where place_id is not null order by claim_id limit 7")
    facts = database.first(release, queries.release_facts())
    view = shell.View(Release("r1", release), facts, Filters(words="x"), set(), LIGHT_PALETTE)
    monkeypatch.setattr(downloads, "share_link", lambda version: f"http://localhost/casualties?v={version}")
    chart = alt.Chart(pl.DataFrame({"n": [1]})).mark_bar().encode(x="n:Q")
    content = downloads.everything(view, "stem", where, chart)
    assert content == downloads.everything(view, "stem", where, chart), "the same every time"
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    assert set(files) == {"stem.csv", "stem.parquet", "stem.sql", "stem.geojson", "stem.svg", "CITATION.txt",
                          "metadata.json", "README.txt"}  # fmt: skip
    assert len(list(csv.DictReader(io.StringIO(files["stem.csv"].decode())))) == 7
    assert pq.read_table(io.BytesIO(files["stem.parquet"])).num_rows == 7
    assert len(json.loads(files["stem.geojson"])["features"]) == 7
    assert "7 rows from release r1" in files["README.txt"].decode() and "words" in files["README.txt"].decode()
    assert json.loads(files["metadata.json"])["columns"][0]["name"] == "claim_id"
    assert duckdb.connect(str(release), read_only=True, config=database.LOCKED).sql(files["stem.sql"].decode())


def test_rows_without_a_place_make_no_geojson(release):
    view = shell.View(Release("r1", release), {}, Filters(), set(), LIGHT_PALETTE)
    assert downloads.with_points(view, pl.DataFrame({"n": [1]})) is None


def test_a_place_without_coordinates_stays_in_the_geojson_without_a_point(release):
    view = shell.View(Release("r1", release), {}, Filters(), set(), LIGHT_PALETTE)
    rows = downloads.with_points(view, pl.DataFrame({"place_id": ["fl:raqqa", "tx:wadi-sabil"]}))
    points = [feature["geometry"] for feature in json.loads(downloads.geojson(rows, {}))["features"]]
    assert points == [{"type": "Point", "coordinates": [39.01, 35.95]}, None]


def test_a_statement_for_r_cannot_end_its_own_string(release):
    view = shell.View(Release("r1", release), {}, Filters(), set(), LIGHT_PALETTE)
    script = downloads.r_script(view, "select ']\"' as a, ']-\"' as b")
    assert script.count(']--"') == 1 and 'r"--[' in script
