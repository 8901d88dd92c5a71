"""The build's own database: made fit for use before dbt opens it.

All of it can be built again from raw/ and the extraction store, but for the histories (builds, volumes, checks,
releases),
of which every release carries a copy. So a database that cannot be opened any more, as after a kill or a full disk in
the
middle of a write, is put aside and begun anew.
"""

from __future__ import annotations

from pathlib import Path

import duckdb

from frontledger.warehouse.layout import DATABASE_NAME, Layout
from frontledger.warehouse.release import HISTORIES, read_current

_BROKEN_TYPES = (duckdb.InternalException, duckdb.SerializationException, duckdb.FatalException)
_BROKEN_WORDS = (
    "replaying WAL",
    "Could not read enough bytes",
    "not a valid DuckDB database file",
    "checksum",
    "Corrupt",
)
PUT_ASIDE_SUFFIX = ".broken"


def make_usable(path: Path) -> bool:
    """See to it that dbt can open the database at ``path``; return whether it had to be begun anew.

    Somebody else's lock, missing rights and the like are left for dbt to report.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    if path.exists():
        try:
            duckdb.connect(str(path)).close()
            return False
        except duckdb.Error as error:
            if not _is_broken(error):
                return False
        for part in (path, path.with_name(path.name + ".wal")):
            if part.exists():
                part.replace(part.with_name(part.name + PUT_ASIDE_SUFFIX))
    _begin_anew(path)
    return True


def _is_broken(error: duckdb.Error) -> bool:
    return isinstance(error, _BROKEN_TYPES) or any(words in str(error) for words in _BROKEN_WORDS)


def _begin_anew(path: Path) -> None:
    """Make a new database that holds the histories of the current release, if there is one."""
    layout = Layout(path.resolve().parents[2])
    release = read_current(layout)
    with duckdb.connect(str(path)) as con:
        if release is None:
            return
        file = str(layout.releases / release.version / DATABASE_NAME).replace("'", "''")
        con.execute(f"attach '{file}' as served (read_only)")
        con.execute("create schema quality")
        kept = con.execute(
            "select table_name from duckdb_tables() where database_name = 'served' and schema_name = 'quality'"
        ).fetchall()
        for (name,) in kept:
            if name in HISTORIES:
                con.execute(f'create table quality."{name}" as select * from served.quality."{name}"')
        con.execute("detach served")
