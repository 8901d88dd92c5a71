"""The list of releases, kept longer than the releases themselves."""

from __future__ import annotations

import duckdb
import pyarrow as pa

from frontledger.warehouse.layout import Layout
from frontledger.warehouse.release import KEPT, Release, list_releases, publish

SCHEMA = pa.schema(
    [
        ("version", pa.string()),
        ("built_at", pa.string()),
        ("content_hash", pa.string()),
        ("schema_version", pa.string()),
        ("extractor_version", pa.string()),
        ("frontledger_version", pa.string()),
        ("n_articles", pa.int64()),
        ("n_claims", pa.int64()),
        ("n_warnings", pa.int64()),
        ("is_current", pa.bool_()),
        ("is_kept", pa.bool_()),
    ]
)


def publish_and_log(con: duckdb.DuckDBPyConnection, layout: Layout, schema_version: str, previous: str) -> pa.Table:
    """Publish, and return one row for each release in table ``previous`` or on disk, oldest first."""
    logged = _logged(con, previous)
    current = publish(con, layout, schema_version, log=lambda new: _table(logged, [*list_releases(layout), new], new))
    return _table(logged, list_releases(layout), current)


def _table(logged: list[dict], on_disk: list[Release], current: Release) -> pa.Table:
    kept = {release.version: _row(release) for release in on_disk[-KEPT:]}
    rows = {row["version"]: row for row in logged} | {release.version: _row(release) for release in on_disk}
    return pa.Table.from_pylist(
        [
            rows[version] | {"is_current": version == current.version, "is_kept": version in kept}
            for version in sorted(rows)
        ],
        schema=SCHEMA,
    )


def _logged(con: duckdb.DuckDBPyConnection, table: str) -> list[dict]:
    try:
        return con.sql(f"select * from {table}").to_arrow_table().to_pylist()
    except duckdb.CatalogException:
        return []


def _row(release: Release) -> dict:
    return {name: getattr(release, name) for name in Release.__dataclass_fields__}
