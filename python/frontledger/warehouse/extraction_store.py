"""What was extracted, kept outside the database so that a crash loses at most one chunk.

One folder per extractor version, Parquet parts in it, each written atomically. A row is one article: its key is the
hash of
everything the extractor sees of it (text, publication date, dateline ...), so an unchanged article is never extracted
twice
and a changed one always is. Results are the same however often they are computed: a row that is there twice is
harmless.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from frontledger.extraction import ArticleText, extractor_version
from frontledger.text.sentences import split_sentences
from frontledger.warehouse.files import write_atomically
from frontledger.warehouse.parallel import extract_rows

SCHEMA = pa.schema(
    [
        ("input_hash", pa.string()),
        ("article_id", pa.string()),
        ("sentences", pa.string()),  # JSON lists, one object a sentence or claim
        ("casualties", pa.string()),
        ("territory", pa.string()),
        ("events", pa.string()),
        ("extractor_version", pa.string()),
    ]
)
INPUT_COLUMNS = ("input_hash", "article_id", "body", "published", "title", "dateline", "agency", "publisher")
CHUNK = 100  # articles lost at most when a build dies; about a second of work
MANY = 200  # missing articles from which worker processes pay for their start
MOST_PARTS = 50  # more are put together into one

Progress = Callable[[int, int], None]


def no_progress(done: int, total: int) -> None:
    """Report nothing."""


_listener: Progress = no_progress


def listen(listener: Progress) -> None:
    """Have ``listener(done, total)`` called while articles are extracted in this process (articles)."""
    global _listener
    _listener = listener


def extract_articles(
    session: duckdb.DuckDBPyConnection, articles: duckdb.DuckDBPyRelation, folder: Path, workers: int | None = None
) -> duckdb.DuckDBPyRelation:
    """Extract the articles that the store in ``folder`` lacks and return one row for each of ``articles``.

    ``articles`` has INPUT_COLUMNS; the result has the columns of SCHEMA. The parser is loaded only if something is
    missing.
    """
    version = extractor_version()
    store = ExtractionStore(folder / version, version)
    wanted = session.cursor()
    wanted.execute(f"create or replace temp table wanted as {articles.select(*INPUT_COLUMNS).sql_query()}")
    missing = store.missing(wanted)
    if missing:
        if workers is None:
            workers = (os.cpu_count() or 1) if len(missing) >= MANY else 1
        store.add(_read_inputs(wanted, missing), total=len(missing), workers=workers)
        store.compact()
        forget_other_versions(folder, keep=version)
    return store.relation(session, articles)


class ExtractionStore:
    """Parquet parts of one extractor version."""

    def __init__(self, folder: Path, version: str) -> None:
        self.folder = folder
        self.version = version

    def parts(self) -> list[Path]:
        """Return the whole parts, oldest name first; unfinished ones have names that begin with a dot."""
        return sorted(self.folder.glob("part-*.parquet")) if self.folder.is_dir() else []

    def missing(self, con: duckdb.DuckDBPyConnection) -> list[str]:
        """Return the keys in table ``wanted`` that no part holds, in the order of article_id."""
        if not self.parts():
            query = "select input_hash from wanted order by article_id"
        else:
            query = f"""
                select input_hash from wanted
                where input_hash not in (select input_hash from {self._read_parts()})
                order by article_id"""
        return [key for (key,) in con.execute(query).fetchall()]

    def add(self, inputs: Iterable[tuple[str, ArticleText]], total: int, workers: int = 1) -> int:
        """Extract ``inputs`` (key and article) and store them chunk by chunk; return how many were added."""
        waiting: deque[tuple[str, ArticleText]] = deque()

        def feed() -> Iterator[ArticleText]:
            for key, article in inputs:
                waiting.append((key, article))
                yield article

        rows: list[dict] = []
        done = 0
        _listener(0, total)
        for claims in extract_rows(feed(), workers):
            key, article = waiting.popleft()
            rows.append(self._row(key, article, claims))
            done += 1
            if len(rows) >= CHUNK:
                self._write(rows)
                rows = []
            _listener(done, total)
        if rows:
            self._write(rows)
        return done

    def compact(self) -> None:
        """Put many small parts together into one; killed in between, some rows are there twice."""
        parts = self.parts()
        if len(parts) <= MOST_PARTS:
            return
        table = pa.concat_tables(pq.read_table(part, schema=SCHEMA) for part in parts)
        self._write_table(table)
        for part in parts:
            part.unlink()

    def relation(
        self, session: duckdb.DuckDBPyConnection, articles: duckdb.DuckDBPyRelation
    ) -> duckdb.DuckDBPyRelation:
        """Return the stored rows of ``articles``, one each."""
        if not self.parts():
            empty = SCHEMA.empty_table()
            return session.from_arrow(empty)
        return session.sql(f"""
            with stored as (
                select distinct on (input_hash) * from {self._read_parts()}
            )
            select stored.* from stored
            semi join ({articles.select("input_hash").sql_query()}) as wanted using (input_hash)
            order by stored.article_id""")

    def _read_parts(self) -> str:
        pattern = str(self.folder / "part-*.parquet").replace("'", "''")
        return f"read_parquet('{pattern}')"

    def _row(self, key: str, article: ArticleText, claims: dict[str, list[dict]]) -> dict:
        return {
            "input_hash": key,
            "article_id": article.article_id,
            "sentences": _to_json([asdict(sentence) for sentence in split_sentences(article.text)]),
            **{kind: _to_json(claims[kind]) for kind in ("casualties", "territory", "events")},
            "extractor_version": self.version,
        }

    def _write(self, rows: list[dict]) -> None:
        self._write_table(pa.Table.from_pylist(rows, schema=SCHEMA))

    def _write_table(self, table: pa.Table) -> None:
        keys = hashlib.sha256("".join(table.column("input_hash").to_pylist()).encode()).hexdigest()[:16]
        write_atomically(
            self.folder / f"part-{keys}.parquet", lambda path: pq.write_table(table, path, compression="zstd")
        )


def forget_other_versions(folder: Path, keep: str) -> None:
    """Remove what other versions of the extractor stored, but for the one used last: a revert is cheap then."""
    others = sorted(
        (path for path in folder.iterdir() if path.is_dir() and path.name != keep),
        key=lambda path: path.stat().st_mtime,
        reverse=True,
    )
    for path in others[1:]:
        shutil.rmtree(path, ignore_errors=True)


def _read_inputs(con: duckdb.DuckDBPyConnection, keys: list[str]) -> Iterator[tuple[str, ArticleText]]:
    """Yield key and article for each of ``keys``, a few hundred texts in memory at a time."""
    columns = ", ".join(INPUT_COLUMNS)
    for start in range(0, len(keys), 500):
        some = keys[start : start + 500]
        rows = con.execute(
            f"select {columns} from wanted where input_hash in (select unnest(?)) order by article_id", [some]
        ).fetchall()
        for key, article_id, body, published, title, dateline, agency, publisher in rows:
            yield (
                key,
                ArticleText(
                    article_id=article_id,
                    text=body,
                    published=published,
                    title=title,
                    dateline=dateline,
                    agency=agency,
                    publisher=publisher,
                ),
            )


def _to_json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
