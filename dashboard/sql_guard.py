"""Decides whether a statement from outside may run: one SELECT or EXPLAIN that reads nothing but the release.

DuckDB's own parser gives the tree that is judged, so there is no second opinion about what a statement means. What is
not known to be harmless is refused.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

import duckdb

# Functions that may stand where a table stands. All others could read files, settings or other SQL.
TABLE_FUNCTIONS = {
    "unnest", "range", "generate_series", "json_each", "json_tree", "duckdb_tables", "duckdb_columns",
    "duckdb_constraints", "duckdb_functions", "duckdb_keywords", "duckdb_types",
}  # fmt: skip
# DuckDB's own views that tell nothing about the machine.
CATALOGUE_VIEWS = {"duckdb_tables", "duckdb_columns", "duckdb_constraints", "duckdb_types"}
CATALOGUE_SCHEMAS = {"information_schema"}
# Functions in expressions that read settings or the machine.
REFUSED_FUNCTIONS = {
    "current_setting", "getenv", "read_text", "read_blob", "query", "query_table", "json_execute_serialized_sql",
    "getvariable", "current_user", "session_user", "user", "nextval", "currval", "write_log", "pg_conf_load_time",
}  # fmt: skip
INTERNAL = re.compile(r"^(duckdb_|pragma_|sqlite_|pg_)")
EXPLAIN = re.compile(r"^\s*explain(\s+analyze)?\s+", re.IGNORECASE)


class Refused(Exception):
    """The statement may not run; the message says why and what may."""


def nodes(tree: Any) -> Iterator[dict]:
    """Yield every object of a parsed statement, at any depth."""
    if isinstance(tree, dict):
        yield tree
        for value in tree.values():
            yield from nodes(value)
    elif isinstance(tree, list):
        for value in tree:
            yield from nodes(value)


def parameters(connection: duckdb.DuckDBPyConnection, sql: str) -> list[str]:
    """Return the names of the statement's parameters (``$name``), sorted; empty if it does not parse."""
    try:
        statements = connection.extract_statements(sql)
    except duckdb.Error:
        return []
    return sorted({str(name) for statement in statements for name in statement.named_parameters})


def check(connection: duckdb.DuckDBPyConnection, sql: str) -> None:
    """Raise :class:`Refused` unless ``sql`` is one statement that reads the release and nothing else.

    A syntax error is left to the run, whose message shows the place.
    """
    statements = connection.extract_statements(sql)
    if not statements:
        raise Refused("There is no statement to run.")
    if len(statements) > 1:
        raise Refused("One statement at a time, please. (PIVOT counts as two unless it lists its values with IN.)")
    kind = statements[0].type
    if kind not in (duckdb.StatementType.SELECT, duckdb.StatementType.EXPLAIN):
        raise Refused(f"Only SELECT and EXPLAIN may run here, not {str(kind).rsplit('.', 1)[-1]}.")
    body = without_comments(sql)
    if kind == duckdb.StatementType.EXPLAIN:
        body = EXPLAIN.sub("", body, count=1)
    quoted = body.replace("'", "''")
    answer = json.loads(connection.execute(f"select json_serialize_sql('{quoted}')").fetchone()[0])
    if answer["error"]:
        raise Refused("This form of statement cannot be checked, so it may not run. Write it as SELECT … FROM ….")
    for node in nodes(answer["statements"]):
        judge(node)


def without_comments(sql: str) -> str:
    """Return ``sql`` without comments before its first word: EXPLAIN must be seen at the start."""
    return re.sub(r"\A(?:\s+|--[^\n]*(?:\n|\Z)|/\*.*?\*/)+", "", sql, flags=re.DOTALL)


def judge(node: dict) -> None:
    """Raise :class:`Refused` for a part of the tree that could read more than the release."""
    if node.get("type") == "TABLE_FUNCTION":
        name = str(node.get("function", {}).get("function_name", "")).lower()
        if name not in TABLE_FUNCTIONS:
            raise Refused(f"The table function {name}() may not be used here: only the release's tables can be read.")
    elif node.get("type") == "BASE_TABLE":
        schema, table = str(node.get("schema_name", "")).lower(), str(node.get("table_name", "")).lower()
        if re.search(r"[./\\]", table):
            raise Refused("Files may not be read here: only the release's tables can be.")
        internal = INTERNAL.match(table) or schema in ("pg_catalog",)
        if internal and table not in CATALOGUE_VIEWS and schema not in CATALOGUE_SCHEMAS:
            raise Refused(f"{table} may not be read here: it tells about the machine, not about the release.")
    elif node.get("class") == "FUNCTION":
        name = str(node.get("function_name", "")).lower()
        if name in REFUSED_FUNCTIONS or (INTERNAL.match(name) and name not in TABLE_FUNCTIONS):
            raise Refused(f"The function {name}() may not be used here.")
    elif node.get("type") == "SHOW_REF" and "database" in str(node.get("table_name", "")).lower():
        raise Refused("SHOW DATABASES may not be used here.")
