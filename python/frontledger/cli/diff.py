"""`frontledger diff`: what changed between two releases."""

from __future__ import annotations

import sys
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import duckdb
import typer

from frontledger.cli.errors import CliError, Exit
from frontledger.cli.output import print_json, print_table
from frontledger.cli.project import current_release, find_project
from frontledger.cli.query import LOCKED_DOWN
from frontledger.warehouse.diff import CURRENT, PREVIOUS, UnknownReleaseError, counts, differences, find_release


def diff(
    first: Annotated[
        str, typer.Argument(metavar="A", help="A version, the beginning of one, previous, current, or a day.")
    ] = PREVIOUS,
    second: Annotated[str, typer.Argument(metavar="B", help="The same; the current release if left out.")] = CURRENT,
    project: Annotated[Path | None, typer.Option(help="Folder of the project.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON document.")] = False,
) -> None:
    """Print which claims and incidents differ between two releases, and why; also of releases no longer kept."""
    _, database = current_release(find_project(project))
    with duckdb.connect(str(database), read_only=True, config=LOCKED_DOWN) as con:
        try:
            versions = find_release(con, first), find_release(con, second)
        except UnknownReleaseError as error:
            raise CliError(
                "FL-NO-SUCH-RELEASE",
                Exit.NOT_FOUND,
                "no such release",
                str(error),
                '`frontledger query "select version, built_at from quality.release_log"` lists all',
            ) from error
        except duckdb.CatalogException as error:
            raise CliError(
                "FL-NO-HISTORY",
                Exit.NOT_FOUND,
                "the current release has no history",
                "it was made by an older version of this program",
                "run `frontledger build`: history begins with the next release",
            ) from error
        found = differences(con, *versions)
    if as_json:
        print_json(
            "diff",
            True,
            **dict(zip(("from", "to"), versions, strict=True)),
            counts=[dict(zip(("table", "change", "reason", "rows"), row, strict=True)) for row in counts(found)],
            changes=[asdict(row) | {"changed_columns": row.changed_columns} for row in found],
        )
        return
    print_table(("table", "change", "reason", "rows"), counts(found), title=f"{versions[0]} to {versions[1]}")
    print()
    telling = [row for row in found if row.changed_columns != ["extractor_version"]]
    rows = [(row.table, row.key, row.change, row.reason, row.words()) for row in telling]
    print_table(("table", "key", "change", "reason", "what"), rows)
    if len(telling) < len(found):
        print(f"{len(found) - len(telling)} claims were extracted anew with the same result", file=sys.stderr)
