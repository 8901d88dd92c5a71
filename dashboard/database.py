"""Opens a release and runs queries on it: read-only, locked down, one connection a release, results cached."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import duckdb
import polars as pl
import streamlit as st

# Nothing but the release can be read, and no query can change that.
LOCKED = {
    "enable_external_access": "false",
    "autoinstall_known_extensions": "false",
    "autoload_known_extensions": "false",
    "allow_community_extensions": "false",
    "python_enable_replacements": "false",
    "lock_configuration": "true",
    "memory_limit": "1GB",
    "threads": "2",
    "temp_directory": "",
}
MOST_ROWS = 50_000


@dataclass(frozen=True)
class Query:
    """A SELECT with named parameters (``$name``) and their values."""

    sql: str
    parameters: dict[str, Any] = field(default_factory=dict)

    def as_text(self) -> str:
        """Return the query with its values written in, for a reader to run elsewhere."""
        return re.sub(
            r"\$(\w+)", lambda m: literal(self.parameters[m[1]]) if m[1] in self.parameters else m[0], self.sql
        ).strip()


def literal(value: Any) -> str:
    """Return ``value`` as a SQL literal."""
    if value is None:
        return "null"
    if isinstance(value, bool | int | float):
        return str(value).lower()
    if isinstance(value, date):
        return f"date '{value.isoformat()}'"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(literal(v) for v in value) + "]"
    return "'" + str(value).replace("'", "''") + "'"


@st.cache_resource(max_entries=3, show_spinner=False, on_release=lambda connection: connection.close())
def _connection(path: str) -> duckdb.DuckDBPyConnection:
    return duckdb.connect(path, read_only=True, config=LOCKED)


@st.cache_data(max_entries=400, show_spinner=False)
def _rows(path: str, sql: str, parameters: dict[str, Any]) -> pl.DataFrame:
    # A release never changes, so its path and the query say all there is to say about the answer.
    with _connection(path).cursor() as cursor:
        return cursor.execute(sql, parameters).pl() if parameters else cursor.execute(sql).pl()


def fetch(path: object, query: Query) -> pl.DataFrame:
    """Return all rows of ``query`` on the release at ``path``."""
    return _rows(str(path), query.sql, query.parameters)


def first(path: object, query: Query) -> dict[str, Any] | None:
    """Return the first row as a dict, or None."""
    rows = fetch(path, query)
    return rows.row(0, named=True) if rows.height else None


def tables(path: object) -> set[str]:
    """Return the release's tables as ``schema.name``."""
    found = fetch(path, Query("select schema_name || '.' || table_name as name from duckdb_tables()"))
    return set(found["name"].to_list())
