"""The extraction store: nothing is extracted twice, a crash loses one chunk, versions do not mix."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import duckdb
import pytest
from frontledger.extraction import ArticleText
from frontledger.warehouse import extraction_store
from frontledger.warehouse.extraction_store import ExtractionStore, extract_articles, listen, no_progress
from frontledger.warehouse.parallel import extract_rows

SEED = Path(__file__).parents[1] / "gold" / "seed"
COLUMNS = "input_hash, article_id, body, published, title, dateline, agency, publisher"


class FakeExtraction:
    """Stands in for the parser: says which articles it was given, and can break at one of them."""

    def __init__(self) -> None:
        self.given: list[str] = []
        self.workers: list[int] = []
        self.breaks_at: str | None = None

    def __call__(self, articles, workers=1):
        self.workers.append(workers)
        for article in articles:
            if article.article_id == self.breaks_at:
                raise RuntimeError("killed")
            self.given.append(article.article_id)
            claim = {"kind": "casualties", "ordinal": 0, "quote": article.text.strip()}
            yield {"casualties": [claim], "territory": [], "events": []}


@pytest.fixture
def fake(monkeypatch) -> FakeExtraction:
    fake = FakeExtraction()
    monkeypatch.setattr(extraction_store, "extract_rows", fake)
    monkeypatch.setattr(extraction_store, "extractor_version", lambda: "v1")
    monkeypatch.setattr(extraction_store, "CHUNK", 2)
    return fake


def articles(con: duckdb.DuckDBPyConnection, n: int, published: str = "2017-01-01") -> duckdb.DuckDBPyRelation:
    con.execute(
        f"create or replace table stg as select 'h' || i || '{published}' as input_hash, 'a' || i as article_id, "
        f"'Text ' || i || '.\n' as body, date '{published}' as published, null as title, null as dateline, "
        f"null as agency, null as publisher from range(10, {10 + n}) as r (i)"
    )
    return con.table("stg")


def run(con, folder, n, **options) -> list[tuple]:
    rows = extract_articles(con, articles(con, n, **options), folder)
    return rows.select("article_id, casualties, extractor_version").order("article_id").fetchall()


def test_each_article_comes_out_once_with_its_own_claims(fake, tmp_path):
    rows = run(duckdb.connect(), tmp_path, 5)
    assert [row[0] for row in rows] == ["a10", "a11", "a12", "a13", "a14"]
    assert [json.loads(row[1])[0]["quote"] for row in rows] == [f"Text {i}." for i in range(10, 15)]


def test_what_is_stored_is_not_extracted_again(fake, tmp_path):
    con = duckdb.connect()
    run(con, tmp_path, 3)
    run(con, tmp_path, 3)
    assert fake.given == ["a10", "a11", "a12"]
    run(con, tmp_path, 4)
    assert fake.given == ["a10", "a11", "a12", "a13"]
    run(con, tmp_path, 1)  # fewer articles: only theirs come out
    assert len(run(con, tmp_path, 1)) == 1


def test_another_date_of_publication_is_another_extraction(fake, tmp_path):
    con = duckdb.connect()
    run(con, tmp_path, 1)
    run(con, tmp_path, 1, published="2017-01-02")
    assert fake.given == ["a10", "a10"]


def test_another_version_extracts_all_again_and_the_one_before_is_kept(fake, tmp_path, monkeypatch):
    con = duckdb.connect()
    for version in ("v1", "v2", "v3"):
        monkeypatch.setattr(extraction_store, "extractor_version", lambda v=version: v)
        assert {row[2] for row in run(con, tmp_path, 2)} == {version}
    assert len(fake.given) == 6
    assert sorted(path.name for path in tmp_path.iterdir()) == ["v2", "v3"]


def test_a_crash_loses_no_more_than_one_chunk(fake, tmp_path):
    con = duckdb.connect()
    fake.breaks_at = "a15"
    with pytest.raises(RuntimeError):
        run(con, tmp_path, 8)
    assert fake.given == ["a10", "a11", "a12", "a13", "a14"]
    fake.breaks_at = None
    fake.given.clear()
    assert len(run(con, tmp_path, 8)) == 8
    assert fake.given == ["a14", "a15", "a16", "a17"], "the two whole chunks were kept"


def test_many_parts_become_one_and_a_row_that_is_there_twice_comes_out_once(fake, tmp_path, monkeypatch):
    monkeypatch.setattr(extraction_store, "MOST_PARTS", 2)
    con = duckdb.connect()
    assert len(run(con, tmp_path, 9)) == 9
    (part,) = ExtractionStore(tmp_path / "v1", "v1").parts()
    (tmp_path / "v1" / "part-copy.parquet").write_bytes(part.read_bytes())
    assert len(run(con, tmp_path, 9)) == 9


def test_an_unfinished_part_is_not_read(fake, tmp_path):
    con = duckdb.connect()
    run(con, tmp_path, 1)
    (tmp_path / "v1" / ".part-x.parquet.1.tmp").write_bytes(b"half")
    assert len(run(con, tmp_path, 1)) == 1


def test_no_articles_are_no_rows_and_load_nothing(fake, tmp_path):
    assert run(duckdb.connect(), tmp_path, 0) == []
    assert fake.workers == []


def test_workers_are_started_only_for_many(fake, tmp_path, monkeypatch):
    monkeypatch.setattr(extraction_store, "MANY", 4)
    monkeypatch.setattr("os.cpu_count", lambda: 3)
    con = duckdb.connect()
    run(con, tmp_path, 2)
    run(con, tmp_path, 9)
    assert fake.workers == [1, 3]


def test_progress_is_told_article_by_article(fake, tmp_path):
    told = []
    listen(lambda done, total: told.append((done, total)))
    try:
        run(duckdb.connect(), tmp_path, 3)
    finally:
        listen(no_progress)
    assert told == [(0, 3), (1, 3), (2, 3), (3, 3)]


def test_worker_processes_find_what_one_process_finds_in_the_same_order():
    texts = [path.read_text(encoding="utf-8") for path in sorted(SEED.glob("*.txt"))[:3]]
    given = [ArticleText(article_id=str(n), text=texts[n % 3], published=date(2017, 1, n + 1)) for n in range(6)]
    alone = list(extract_rows(given))
    assert list(extract_rows(given, workers=2)) == alone
    assert any(rows["casualties"] for rows in alone)
