"""What commands print: tables for people, one JSON document for machines, errors on stderr."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Sequence
from typing import Any

from rich.console import Console
from rich.table import Table

from frontledger.cli.errors import CliError

SCHEMA = "frontledger.run/1"


def error_console() -> Console:
    """Return a console on stderr; without colour if the terminal or NO_COLOR says so."""
    return Console(stderr=True, no_color=_no_colour(), highlight=False)


def print_table(columns: Sequence[str], rows: Sequence[Sequence[object]], title: str | None = None) -> None:
    """Print rows as a table on a terminal, else one a line with tabs between values and nothing cut off."""
    if sys.stdout.isatty():
        table = Table(*columns, title=title, title_justify="left", header_style="bold")
        for row in rows:
            table.add_row(*("" if value is None else str(value) for value in row))
        Console(no_color=_no_colour()).print(table)
        return
    for row in (columns, *rows):
        print("\t".join("" if value is None else _one_line(value) for value in row))


def print_json(command: str, ok: bool, **content: Any) -> None:
    """Print the one JSON document of a command on stdout."""
    print(json.dumps({"schema": SCHEMA, "ok": ok, "command": command, **content}, default=str, ensure_ascii=False))


def print_error(command: str, error: CliError, as_json: bool) -> None:
    """Say what went wrong, the important line last; as JSON on stdout if that was asked for."""
    if as_json:
        print_json(
            command,
            False,
            error={
                "code": error.code,
                "message": f"{error.what}: {error.why}",
                "hint": error.fix,
                "details": error.details,
            },
        )
        return
    print(f"  Why:  {error.why}\n  Fix:  {error.fix}", file=sys.stderr)
    print(f"frontledger {command}: {error.what} ({error.code})", file=sys.stderr)


def _one_line(value: object) -> str:
    return str(value).replace("\t", " ").replace("\r", " ").replace("\n", " ")


def _no_colour() -> bool:
    return bool(os.environ.get("NO_COLOR")) or os.environ.get("TERM") == "dumb"
