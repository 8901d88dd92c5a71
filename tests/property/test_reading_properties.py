"""Whatever comes in: reading never raises, and loses nothing."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from frontledger.reading import read_file
from frontledger.reading.archive import split_archive
from frontledger.reading.dates import read_date, read_date_value
from frontledger.reading.encoding import UndecodableError, decode
from frontledger.reading.lead import read_byline, read_lead, read_standing_dateline
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

LINES = [
    "2017-09-05", "March 03, 2017", "05/09/2017", "31/31/2017", "Nov 8, 2016", "By A. Writer", "Ain Issa, Syria (AFP)",
    "Source: Paper.", "Link: http://a.example/1.", "Advertisements", "Tag Archive: Town", "---", "", "", "  ",
    "Army takes the town", "BEIRUT (AP) — Troops entered the town.",
    "Troops entered the town.", "title: A", "published: x",
    "Key: value", "“Yes,” he said.", "– ‘Tall task’ ahead –", "12 comments", "\ufeff2017-09-05", "Source:", ": :",
]  # fmt: skip
archives = st.lists(st.sampled_from(LINES) | st.text(max_size=40), max_size=40).map("\n".join)
SUFFIXES = [".txt", ".md", ".jsonl", ".csv", ".html", ".parquet", ".docx"]


@settings(max_examples=300)
@given(archives)
def test_every_line_of_an_archive_is_accounted_for_once(text):
    text = text.replace("\r", "\n").replace("\0", "")
    result = split_archive(text, "x")
    covered = [n for region in result.regions for n in range(region.first, region.last + 1)]
    assert covered == sorted(set(covered))
    lines = text.split("\n")
    assert {n for n, line in enumerate(lines, start=1) if line.strip()} <= set(covered)
    assert {region.kind for region in result.regions} <= {"article", "head", "footer", "furniture", "reject"}


@settings(max_examples=300)
@given(archives)
def test_the_lines_of_the_articles_are_the_lines_called_article(text):
    text = text.replace("\r", "\n").replace("\0", "")
    result = split_archive(text, "x")
    lines = text.split("\n")
    kept = [
        lines[n - 1].strip()
        for region in result.regions
        if region.kind == "article"
        for n in range(region.first, region.last + 1)
        if lines[n - 1].strip()
    ]
    written = [line.strip() for article in result.articles for line in article.body.split("\n") if line.strip()]
    assert written == kept


@settings(max_examples=200)
@given(archives)
def test_bodies_end_with_one_line_end_and_have_no_outer_space(text):
    for article in split_archive(text, "x").articles:
        assert article.body == article.body.strip() + "\n"
        assert isinstance(article.published, date)


@settings(max_examples=300, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(content=st.binary(max_size=400) | archives.map(str.encode), suffix=st.sampled_from(SUFFIXES))
def test_reading_a_file_never_raises_and_says_what_became_of_it(tmp_path: Path, content: bytes, suffix: str):
    path = tmp_path / f"received{suffix}"
    path.write_bytes(content)
    result = read_file(path)
    for article in result.articles:
        article.body.encode()  # can be stored
    is_table_without_rows = suffix in (".jsonl", ".csv") and not content.strip()
    if not is_table_without_rows and suffix not in (".csv", ".jsonl", ".txt", ".md"):
        assert result.articles or result.rejects


@given(st.binary(max_size=300))
def test_decoding_gives_text_or_says_that_it_is_none(data):
    try:
        text, _ = decode(data)
    except UndecodableError:
        return
    assert isinstance(text, str)


@given(st.text(max_size=100))
def test_pieces_of_the_reader_take_any_text(text):
    read_date(text)
    read_date_value(text)
    read_lead(text)
    read_byline(text)
    read_standing_dateline(text)


@given(
    st.dates(min_value=date(1950, 1, 1), max_value=date(2049, 12, 31)),
    st.sampled_from(["%Y-%m-%d", "%B %d, %Y", "%d %b %Y", "%A, %d %B %Y", "%d.%m.%Y"]),
)
def test_a_date_reads_back_as_itself(day, style):
    reading = read_date(day.strftime(style))
    assert reading is not None
    assert reading.choose(None) == day
