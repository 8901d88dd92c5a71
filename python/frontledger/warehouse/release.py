"""Releases: immutable, versioned copies of marts and quality that readers open, and the pointer to the current one.

A release is made whole in a folder whose name begins with a dot, synced, renamed, and only then named by the link
``warehouse/current`` and the pointer ``warehouse/current.json``, each replaced in one step. Killed at any instant,
the old release stays served; what was half made is cleared away by the next build.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import shutil
from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

import duckdb
import pyarrow as pa

from frontledger import __version__
from frontledger.warehouse.files import sync_file, sync_folder, write_atomically
from frontledger.warehouse.fingerprint import fingerprint, tables_of
from frontledger.warehouse.history import DESCRIBED, Before, write_history
from frontledger.warehouse.layout import DATABASE_NAME, Layout

KEPT = 12
SCHEMAS = ("marts", "quality")
# What every build adds to, whether or not anything changed: it is released, but makes no release by itself.
HISTORIES = ("build_runs", "check_history", "volumes", "release_log", "dbt_test_results")
_MANIFEST = "release.json"
_LOG = "release_log"


# Tables of a release that no dbt model makes: (schema, table) -> meaning, grain, columns.
_TABLES_OF_NO_MODEL = {
    **DESCRIBED,
    ("marts", "meta_release"): (
        "What this release is.",
        "One row: this release.",
        {
            "version": "Name of the release: when it was made (UTC) and the beginning of its content hash.",
            "built_at": "When it was made, UTC.",
            "content_hash": "Hash of all rows it holds, histories aside.",
            "schema_version": "Version of the promise about tables and columns.",
            "extractor_version": "Version of the extractor: a hash of its code, lexicons and parser.",
            "frontledger_version": "Version of the program.",
            "n_articles": "Articles in it.",
            "n_claims": "Claims in it, of all three kinds.",
            "n_warnings": "Checks of severity warning that failed.",
        },
    ),
}


@dataclass(frozen=True, slots=True)
class Release:
    """What the pointer and the manifest say of a release; times are UTC, ISO 8601."""

    version: str
    built_at: str
    content_hash: str
    schema_version: str
    extractor_version: str
    frontledger_version: str
    n_articles: int
    n_claims: int
    n_warnings: int


ReleaseLog = Callable[[Release], pa.Table]


class QualityGateError(RuntimeError):
    """A critical check failed: there must be no release."""


def publish(
    con: duckdb.DuckDBPyConnection, layout: Layout, schema_version: str, log: ReleaseLog | None = None
) -> Release:
    """Publish the marts and quality tables of the build database, unless the current release already holds the same.

    ``log`` makes the list of releases that the new one carries as quality.release_log. Returns the release that is
    current afterwards. QualityGateError if a critical check failed; the release stays the old one.
    """
    _clear_unfinished(layout)
    failed = con.execute(
        "select check_id from quality.check_results where severity = 'critical' and status = 'failed' order by check_id"
    ).fetchall()
    if failed:
        raise QualityGateError("critical checks failed: " + ", ".join(check for (check,) in failed))
    tables = {schema: tables_of(con, schema) for schema in SCHEMAS}
    content = _content_hash(con, tables, schema_version)
    current = read_current(layout)
    if current and current.content_hash == content:
        _point_to(layout, current)  # heals a pointer that was interrupted between link and file
        return current
    # A build killed between making a release and naming it has left it whole: it only wants naming.
    made = [
        release
        for release in list_releases(layout)
        if release.content_hash == content and (current is None or release.version > current.version)
    ]
    if made:
        release = made[-1]
    else:
        release = _describe(con, content, schema_version)
        _write(con, layout, tables, release, log, _before(layout, current))
    _point_to(layout, release)
    _forget_old(layout)
    return release


def read_current(layout: Layout) -> Release | None:
    """Return the release that the link names, or None if there is none that is whole."""
    try:
        folder = layout.releases / layout.current_link.readlink().name
    except OSError:
        return None
    return read_manifest(folder)


def read_manifest(folder: Path) -> Release | None:
    """Return what a release folder says of itself, or None if it is not a whole release."""
    try:
        told = json.loads((folder / _MANIFEST).read_text(encoding="utf-8"))
        if not (folder / DATABASE_NAME).is_file():
            return None
        return Release(**{name: told[name] for name in Release.__dataclass_fields__})
    except (OSError, ValueError, KeyError, TypeError):
        return None


def list_releases(layout: Layout) -> list[Release]:
    """Return the releases on disk, oldest first."""
    if not layout.releases.is_dir():
        return []
    found = (read_manifest(folder) for folder in layout.releases.iterdir() if not folder.name.startswith("."))
    return sorted((release for release in found if release), key=lambda release: release.version)


def _stamp() -> str:
    return f"{datetime.now(UTC):%Y.%m.%d-%H%M%S}"


def _content_hash(con: duckdb.DuckDBPyConnection, tables: dict[str, list[str]], schema_version: str) -> str:
    compared = [f"{schema}.{name}" for schema, names in tables.items() for name in names if name not in HISTORIES]
    return hashlib.sha256(f"{schema_version}|{fingerprint(con, compared)}".encode()).hexdigest()


def _describe(con: duckdb.DuckDBPyConnection, content: str, schema_version: str) -> Release:
    def count(query: str) -> int:
        row = con.execute(query).fetchone()
        return int(row[0]) if row else 0

    version_row = con.execute("select max(extractor_version) from raw.raw_extractions").fetchone()
    return Release(
        version=f"{_stamp()}-{content[:6]}",  # sorts by time
        built_at=datetime.now(UTC).isoformat(timespec="seconds"),
        content_hash=content,
        schema_version=schema_version,
        extractor_version=(version_row[0] if version_row else None) or "",
        frontledger_version=__version__,
        n_articles=count("select count(*) from marts.dim_article"),
        n_claims=sum(
            count(f"select count(*) from marts.{name}") for name in ("fct_casualties", "fct_territory", "fct_events")
        ),
        n_warnings=count("select count(*) from quality.check_results where severity = 'warning' and status = 'failed'"),
    )


def _write(
    con: duckdb.DuckDBPyConnection,
    layout: Layout,
    tables: dict[str, list[str]],
    release: Release,
    log: ReleaseLog | None,
    before: Before | None,
) -> None:
    """Make the release's folder, whole and synced, under its final name; it follows ``before``."""
    layout.releases.mkdir(parents=True, exist_ok=True)
    making = layout.releases / f".making-{release.version}"
    making.mkdir()
    database = making / DATABASE_NAME
    writer = con.cursor()  # one transaction writes one database: the model's own is taken
    try:
        # Small blocks: dozens of small tables would otherwise take a quarter of a megabyte a column.
        writer.execute(f"attach '{_quoted(database)}' as release (block_size 16384)")
        for schema, names in tables.items():
            writer.execute(f"create schema release.{schema}")
            for name in names:
                if name == _LOG:
                    continue
                writer.execute(f'create table release.{schema}."{name}" as select * from {schema}."{name}"')
                _copy_comments(writer, schema, name)
        _write_meta_release(writer, release)
        write_history(writer, release.version, release.built_at, before)
        if log:
            writer.register("releases_so_far", log(release))
            writer.execute(f"create table release.quality.{_LOG} as select * from releases_so_far")
        if "meta_dictionary" in tables["marts"]:
            _describe_tables_of_no_model(writer)
        writer.execute("checkpoint release")
    finally:
        with contextlib.suppress(duckdb.Error):
            writer.execute("detach release")
        writer.close()
    manifest = asdict(release) | {"sha256": _sha256(database), "bytes": database.stat().st_size}
    (making / _MANIFEST).write_text(json.dumps(manifest, indent=2) + "\n", encoding="utf-8")
    for path in (database, making / _MANIFEST):
        sync_file(path)
        path.chmod(0o444)
    sync_folder(making)
    making.rename(layout.releases / release.version)
    sync_folder(layout.releases)


def _before(layout: Layout, current: Release | None) -> Before | None:
    """Return the release that a new one follows: the current one, or the newest if none is named."""
    release = current or next(reversed(list_releases(layout)), None)
    if release is None:
        return None
    return Before(release.version, release.built_at, layout.releases / release.version / DATABASE_NAME)


def _copy_comments(con: duckdb.DuckDBPyConnection, schema: str, name: str) -> None:
    rows = con.execute(
        "select column_name, comment from duckdb_columns() "
        "where database_name = current_database() and schema_name = ? and table_name = ? and comment is not null",
        [schema, name],
    ).fetchall()
    for column, comment in rows:
        con.execute(f'comment on column release.{schema}."{name}"."{column}" is \'{_quoted(comment)}\'')


def _write_meta_release(con: duckdb.DuckDBPyConnection, release: Release) -> None:
    """Write the one row that says what the release is, and describe it where all tables are described."""
    con.execute(
        "create table release.marts.meta_release as select ? as version, ?::timestamptz::timestamp as built_at, "
        "? as content_hash, ? as schema_version, ? as extractor_version, ? as frontledger_version, "
        "?::bigint as n_articles, ?::bigint as n_claims, ?::bigint as n_warnings",
        list(asdict(release).values()),
    )


def _describe_tables_of_no_model(con: duckdb.DuckDBPyConnection) -> None:
    """Describe in the released dictionary the tables that are written by no dbt model."""
    for (schema, table), (meaning, grain, columns) in _TABLES_OF_NO_MODEL.items():
        types = dict(
            con.execute(
                "select column_name, lower(data_type) from duckdb_columns() "
                "where database_name = 'release' and schema_name = ? and table_name = ?",
                [schema, table],
            ).fetchall()
        )
        for position, (column, words) in enumerate(columns.items(), start=1):
            if column in types:
                con.execute(
                    "insert into release.marts.meta_dictionary values (?, ?, ?, ?, ?, ?, ?, ?)",
                    [schema, table, position, column, types[column], words, meaning, grain],
                )


def _point_to(layout: Layout, release: Release) -> None:
    """Name ``release`` as the current one: first the link, then the pointer file, each in one step."""
    target = f"releases/{release.version}"
    link = layout.current_link
    if not (link.is_symlink() and link.readlink() == Path(target)):
        fresh = link.with_name(f".current.{os.getpid()}.tmp")
        fresh.unlink(missing_ok=True)
        fresh.symlink_to(target, target_is_directory=True)
        fresh.replace(link)
        sync_folder(layout.warehouse)
    pointer = asdict(release) | {"path": f"{target}/{DATABASE_NAME}"}
    content = json.dumps(pointer, indent=2) + "\n"
    if not layout.current_pointer.is_file() or layout.current_pointer.read_text(encoding="utf-8") != content:
        write_atomically(layout.current_pointer, lambda path: path.write_text(content, encoding="utf-8"))


def _forget_old(layout: Layout) -> None:
    for release in list_releases(layout)[:-KEPT]:
        # A reader that has the file open keeps it until it closes: the name goes, the data stays.
        shutil.rmtree(layout.releases / release.version, ignore_errors=True)


def _clear_unfinished(layout: Layout) -> None:
    if layout.releases.is_dir():
        for folder in layout.releases.glob(".making-*"):
            shutil.rmtree(folder, ignore_errors=True)
    for leftover in layout.warehouse.glob(".current.*.tmp"):
        leftover.unlink(missing_ok=True)


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _quoted(value: object) -> str:
    return str(value).replace("'", "''")
