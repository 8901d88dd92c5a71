"""Articles as rows: JSON lines, CSV, Parquet; columns ``id?, title?, text, published, source?, url?``."""

from __future__ import annotations

import csv
import io
import json
import sys
from collections.abc import Iterator
from pathlib import Path

import pyarrow
import pyarrow.parquet

from frontledger.reading.build import FIELD_NAMES, make_article
from frontledger.reading.model import Article, Limits, ReadResult, Reject

_REQUIRED = ("text", "published")


def read_jsonl(text: str, file: str, limits: Limits, encoding: str = "utf-8") -> Iterator[Article | Reject]:
    """Yield an article or a reject for each line of ``text`` that is not blank."""
    for number, line in enumerate(text.split("\n"), start=1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except (ValueError, RecursionError) as error:
            yield Reject(file, number, "malformed_row", f"not JSON: {error}"[:200])
            continue
        if not isinstance(row, dict):
            yield Reject(file, number, "malformed_row", "not a JSON object")
            continue
        yield _read_row(row, file, number, "jsonl", limits, encoding)


def read_csv(text: str, file: str, limits: Limits, encoding: str = "utf-8") -> Iterator[Article | Reject]:
    """Yield an article or a reject for each record; the first record names the columns."""
    csv.field_size_limit(min(sys.maxsize, 2**31 - 1))
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    header: list[str] | None = None
    line = 1
    while True:
        try:
            record = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            # A broken quotation swallows what follows: no later record can be trusted.
            yield Reject(file, line, "malformed_row", f"{error}; the rest of the file was not read"[:200])
            return
        start, line = line, reader.line_num + 1
        if header is None:
            header = [name.strip().lower() for name in record]
            missing = _missing_columns(header)
            if missing:
                yield Reject(file, 1, "missing_column", ", ".join(missing))
                return
        elif not any(cell.strip() for cell in record):
            continue
        elif len(record) != len(header):
            yield Reject(file, start, "malformed_row", f"{len(record)} values for {len(header)} columns")
        else:
            yield _read_row(dict(zip(header, record, strict=True)), file, start, "csv", limits, encoding)


def read_parquet(path: Path, file: str, limits: Limits) -> ReadResult:
    """Return the articles and rejects of a Parquet file; the line of a row is its 1-based number."""
    result = ReadResult()
    try:
        with pyarrow.parquet.ParquetFile(path) as source:
            names = [name for name in source.schema_arrow.names if name.lower() in FIELD_NAMES]
            missing = _missing_columns([name.lower() for name in names])
            if missing:
                result.rejects.append(Reject(file, 1, "missing_column", ", ".join(missing)))
                return result
            number = 0
            for batch in source.iter_batches(batch_size=500, columns=names):
                for row in batch.to_pylist():
                    number += 1
                    _add(result, _read_row({k.lower(): v for k, v in row.items()}, file, number, "parquet", limits))
    except (pyarrow.ArrowException, OSError, UnicodeDecodeError) as error:
        result.rejects.append(Reject(file, 1, "unreadable_file", str(error)[:200]))
    return result


def _add(result: ReadResult, found: Article | Reject) -> None:
    if isinstance(found, Article):
        result.articles.append(found)
    else:
        result.rejects.append(found)


def _missing_columns(names: list[str]) -> list[str]:
    fields = {FIELD_NAMES.get(name) for name in names}
    return [name for name in _REQUIRED if name not in fields]


def _read_row(
    row: dict[str, object], file: str, line: int, source_format: str, limits: Limits, encoding: str = "utf-8"
) -> Article | Reject:
    fields: dict[str, object] = {}
    for name, value in row.items():
        field = FIELD_NAMES.get(str(name).strip().lower())
        if field and fields.get(field) in (None, ""):
            fields[field] = value
    text = fields.get("text")
    if text is not None and not isinstance(text, str):
        return Reject(file, line, "malformed_row", f"text is a {type(text).__name__}")
    return make_article(fields, file, line, source_format, limits, encoding)
