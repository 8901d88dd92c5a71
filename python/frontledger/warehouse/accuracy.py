"""How good the extractor is on the project's gold, measured once for each version of either."""

from __future__ import annotations

import hashlib
from pathlib import Path

import duckdb
import pyarrow as pa

from frontledger.evaluation.run import evaluate_project
from frontledger.extraction import Extractor, extractor_version

SCHEMA = pa.schema(
    [
        ("part", pa.string()),
        ("kind", pa.string()),
        ("figure", pa.string()),
        ("value", pa.float64()),
        ("low", pa.float64()),
        ("high", pa.float64()),
        ("n", pa.int64()),
        ("extractor_version", pa.string()),
        ("gold_hash", pa.string()),
    ]
)


def measure_accuracy(con: duckdb.DuckDBPyConnection, gold: Path, previous: str) -> pa.Table:
    """Return one row for each part of the gold, kind of claim and figure; empty if the project has no gold.

    The rows of table ``previous`` are taken over while neither the extractor nor the gold has changed.
    """
    version, gold_hash = extractor_version(), _hash_of(gold)
    if gold_hash is None:
        return SCHEMA.empty_table()
    try:
        kept = con.sql(f"select * from {previous}").to_arrow_table().to_pylist()
    except duckdb.CatalogException:
        kept = []
    if not kept or {(row["extractor_version"], row["gold_hash"]) for row in kept} != {(version, gold_hash)}:
        kept = [
            {name: getattr(row, name) for name in SCHEMA.names[:7]}
            | {"extractor_version": version, "gold_hash": gold_hash}
            for row in evaluate_project(gold, Extractor.load())
        ]
    return pa.Table.from_pylist(kept, schema=SCHEMA)


def _hash_of(folder: Path) -> str | None:
    files = sorted(path for path in folder.rglob("*") if path.suffix in (".json", ".txt", ".yaml"))
    if not files:
        return None
    digest = hashlib.sha256()
    for path in files:
        digest.update(path.relative_to(folder).as_posix().encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()[:16]
