"""Received files as one stream of Arrow batches, for the model raw_received."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pyarrow as pa

from frontledger.reading import Article, Limits, Reject, read_folder

SCHEMA = pa.schema(
    [
        ("row_type", pa.string()),  # article or reject
        ("file", pa.string()),
        ("line", pa.int64()),
        ("format", pa.string()),
        ("encoding", pa.string()),
        ("article_id", pa.string()),
        ("sha256", pa.string()),
        ("source_id", pa.string()),
        ("title", pa.string()),
        ("published", pa.date32()),
        ("dateline", pa.string()),
        ("agency", pa.string()),
        ("byline", pa.string()),
        ("publisher", pa.string()),
        ("url", pa.string()),
        ("body", pa.string()),
        ("parser_notes", pa.string()),
        ("reason_code", pa.string()),
        ("reason", pa.string()),
        ("detail", pa.string()),
    ]
)
_BATCH = 1000


def read_received(folder: Path, limits: Limits | None = None) -> pa.RecordBatchReader:
    """Return everything received under ``folder``, one row an article or reject, read as it is asked for."""
    return pa.RecordBatchReader.from_batches(SCHEMA, _batches(folder, limits))


def _batches(folder: Path, limits: Limits | None) -> Iterator[pa.RecordBatch]:
    rows: list[dict] = []
    for result in read_folder(folder, limits):
        found = [*map(_article_row, result.articles), *map(_reject_row, result.rejects)]
        for row in found:
            rows.append(row)
            if len(rows) >= _BATCH:
                yield pa.RecordBatch.from_pylist(rows, schema=SCHEMA)
                rows = []
    if rows:
        yield pa.RecordBatch.from_pylist(rows, schema=SCHEMA)


def _article_row(article: Article) -> dict:
    return {
        "row_type": "article",
        "file": article.source_file,
        "line": article.source_line,
        "format": article.source_format,
        "encoding": article.encoding,
        "article_id": article.article_id,
        "sha256": article.sha256,
        "source_id": article.source_id,
        "title": article.title,
        "published": article.published,
        "dateline": article.dateline,
        "agency": article.agency,
        "byline": article.byline,
        "publisher": article.publisher,
        "url": article.url,
        "body": article.body,
        "parser_notes": "; ".join(article.parser_notes) or None,
    }


def _reject_row(reject: Reject) -> dict:
    return {
        "row_type": "reject",
        "file": reject.file,
        "line": reject.line,
        "reason_code": reject.reason_code,
        "reason": reject.reason,
        "detail": reject.detail or None,
    }
