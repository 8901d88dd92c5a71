"""`frontledger evaluate`: how good the extractor is on gold articles, with counts and intervals."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from frontledger.cli.errors import CliError, Exit
from frontledger.cli.output import print_json, print_table
from frontledger.cli.project import find_project
from frontledger.evaluation.readme import write_table
from frontledger.evaluation.run import evaluate_path, evaluate_project
from frontledger.evaluation.score import Row
from frontledger.extraction import Extractor, extractor_version


def evaluate(
    gold: Annotated[Path | None, typer.Argument(help="A folder of gold articles or a YAML file of sentences.")] = None,
    project: Annotated[Path | None, typer.Option(help="Folder of the project.")] = None,
    readme: Annotated[bool, typer.Option("--readme", help="Write the table into README.md.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON document.")] = False,
) -> None:
    """Score the extractor against gold; without GOLD against all of the project's, seen and unseen apart."""
    extractor = Extractor.load()
    try:
        if gold is not None:
            rows = evaluate_path(gold, extractor)
        else:
            rows = evaluate_project(find_project(project).root / "tests" / "gold", extractor)
    except (FileNotFoundError, ValueError) as error:
        raise CliError(
            "FL-GOLD", Exit.INPUT, "cannot score", str(error), "name a folder of NAME.json beside NAME.txt"
        ) from error
    if readme:
        write_table(find_project(project).root / "README.md", rows, extractor_version())
    if as_json:
        print_json("evaluate", True, extractor_version=extractor_version(), rows=[_plain(row) for row in rows])
        return
    print_table(("gold", "kind", "figure", "value", "95 % interval", "n"), [_shown(row) for row in rows])


def _plain(row: Row) -> dict:
    return {name: getattr(row, name) for name in Row.__slots__}


def _shown(row: Row) -> tuple:
    if row.value is None:
        return row.part, row.kind, row.figure, "none found", "", 0
    return row.part, row.kind, row.figure, f"{row.value:.3f}", f"{row.low:.3f} to {row.high:.3f}", row.n
