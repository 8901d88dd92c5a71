"""Whether tables hold the same rows as before, whatever order they lie in."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

import duckdb


def tables_of(con: duckdb.DuckDBPyConnection, schema: str) -> list[str]:
    """Return the names of the tables of ``schema`` in the current database, sorted."""
    rows = con.execute(
        "select table_name from duckdb_tables() "
        "where schema_name = ? and database_name = current_database() and not starts_with(table_name, '__') "
        "and not contains(table_name, '__dbt_') order by table_name",
        [schema],
    ).fetchall()
    return [name for (name,) in rows]


def fingerprint(con: duckdb.DuckDBPyConnection, tables: Iterable[str], leave_out: Iterable[str] = ()) -> str:
    """Return a hash of the column names and rows of ``tables`` ("schema.table"), order of rows aside.

    Columns named in ``leave_out`` do not count: when something was made is not what it is.
    """
    digest = hashlib.sha256()
    omitted = set(leave_out)
    for table in sorted(tables):
        schema, name = table.split(".")
        columns = [
            column
            for (column,) in con.execute(
                "select column_name from duckdb_columns() where schema_name = ? and table_name = ? "
                "and database_name = current_database() order by column_index",
                [schema, name],
            ).fetchall()
            if column not in omitted
        ]
        packed = ", ".join(f'"{column}" := "{column}"' for column in columns)
        count, combined, total = con.execute(
            f"select count(*), bit_xor(h), sum(h % 1000003) "
            f'from (select md5_number_lower(struct_pack({packed})::varchar) as h from {schema}."{name}")'
        ).fetchone() or (0, None, None)
        digest.update(f"{table}|{columns}|{count}|{combined}|{total}\n".encode())
    return digest.hexdigest()
