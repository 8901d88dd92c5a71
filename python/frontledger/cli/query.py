"""`frontledger query`: read-only SQL on the current release."""

from __future__ import annotations

import re
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Annotated

import duckdb
import typer

from frontledger.cli.errors import CliError, Exit
from frontledger.cli.output import print_json, print_table
from frontledger.cli.project import current_release, find_project

# Nothing but the release can be read, and nothing can be changed, whatever the SQL says.
LOCKED_DOWN: dict[str, str | bool | int | float | list[str]] = {
    "enable_external_access": "false",
    "autoinstall_known_extensions": "false",
    "autoload_known_extensions": "false",
    "allow_community_extensions": "false",
    "memory_limit": "1GB",
    "threads": "2",
    "lock_configuration": "true",
}
_ALLOWED = (duckdb.StatementType.SELECT, duckdb.StatementType.EXPLAIN)


def query(
    sql: Annotated[str | None, typer.Argument(help="One SELECT statement, or - for standard input.")] = None,
    file: Annotated[Path | None, typer.Option("--file", "-f", help="File that holds the statement.")] = None,
    param: Annotated[
        list[str] | None, typer.Option("--param", "-p", help="Value of a $name in the SQL, as NAME=VALUE.")
    ] = None,
    project: Annotated[Path | None, typer.Option(help="Folder of the project.")] = None,
    timeout: Annotated[float, typer.Option(help="Seconds after which the query is stopped.")] = 60,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON document.")] = False,
) -> None:
    """Run one SELECT on the current release; tables are marts.* and quality.*."""
    statement = _read_statement(sql, file)
    values = _read_params(param or [])
    release, database = current_release(find_project(project))
    columns, rows = run_query(database, statement, values, timeout)
    if as_json:
        print_json("query", True, version=release.version, columns=columns, rows=rows)
    else:
        print_table(columns, rows)


def run_query(
    database: Path, statement: str, values: dict[str, str] | None = None, timeout: float = 60
) -> tuple[list[str], list[tuple]]:
    """Return column names and rows of one SELECT on a release file, in a connection that can do nothing else.

    CliError if the statement is no single SELECT, is wrong, or takes longer than ``timeout`` seconds.
    """
    with duckdb.connect(str(database), read_only=True, config=LOCKED_DOWN) as con:
        try:
            statements = con.extract_statements(statement)
        except duckdb.Error as error:
            raise _wrong(error) from error
        if len(statements) != 1 or statements[0].type not in _ALLOWED:
            raise CliError(
                "FL-QUERY-REFUSED",
                Exit.QUERY,
                "the query was refused",
                "a release is read-only, and one SELECT (or EXPLAIN) at a time is answered",
                "write one SELECT statement; for anything else copy the release file and open the copy",
            )
        # In a thread of its own: a signal cannot interrupt the engine, the main thread can.
        with ThreadPoolExecutor(1) as pool:
            asked = pool.submit(_ask, con, statements[0], values or None)
            try:
                return asked.result(timeout)
            except TimeoutError as error:
                con.interrupt()
                raise CliError(
                    "FL-QUERY-TIMEOUT",
                    Exit.QUERY,
                    "the query was stopped",
                    f"it took longer than {timeout:g} seconds",
                    "ask for less, or give it longer with --timeout",
                ) from error
            except KeyboardInterrupt:
                con.interrupt()
                raise
            except duckdb.Error as error:
                raise _wrong(error) from error


def _ask(
    con: duckdb.DuckDBPyConnection, statement: duckdb.Statement, values: dict[str, str] | None
) -> tuple[list[str], list[tuple]]:
    answer = con.execute(statement, values)
    return [column[0] for column in answer.description or []], answer.fetchall()


def _wrong(error: duckdb.Error) -> CliError:
    lines = [line.strip() for line in str(error).splitlines() if line.strip()]
    hints = [line for line in lines if re.match(r"(Candidate bindings|Did you mean)", line)]
    return CliError(
        "FL-QUERY-WRONG",
        Exit.QUERY,
        "the query cannot be run",
        lines[0] if lines else type(error).__name__,
        hints[0]
        if hints
        else '`frontledger query "select table_name, column_name from marts.meta_dictionary"` lists all columns',
    )


def _read_statement(sql: str | None, file: Path | None) -> str:
    if (sql is None) == (file is None):
        raise CliError(
            "FL-USAGE",
            Exit.USAGE,
            "no query",
            "give the SQL as argument or with --file, one of the two",
            "see `frontledger query --help`",
        )
    if file is not None:
        try:
            return file.read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError) as error:
            raise CliError("FL-INPUT", Exit.INPUT, f"cannot read {file}", str(error), "name a file of SQL") from error
    return sys.stdin.read() if sql == "-" else sql or ""


def _read_params(params: list[str]) -> dict[str, str]:
    values = {}
    for text in params:
        name, sign, value = text.partition("=")
        if not sign or not name.isidentifier():
            raise CliError(
                "FL-USAGE", Exit.USAGE, "wrong --param", f"{text!r} is not NAME=VALUE", "write --param place=Raqqa"
            )
        values[name] = value
    return values
