"""`frontledger correct`: a correction by a person, added to raw/reference/corrections.csv for the next build."""

from __future__ import annotations

import sys
from dataclasses import asdict, replace
from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from frontledger.cli.errors import CliError, Exit
from frontledger.cli.output import print_json, print_table
from frontledger.cli.project import find_project
from frontledger.warehouse.correction_file import ACCEPT, COLUMNS, REJECT, Change, CorrectionError
from frontledger.warehouse.corrections import add_corrections

_EXITS = {"FL-CORRECTION-UNKNOWN": Exit.NOT_FOUND, "FL-NO-RELEASE": Exit.ENVIRONMENT}


def correct(
    target: Annotated[
        str, typer.Argument(metavar="ID", help="A claim_id or incident_id of marts.bridge_incident_claim.")
    ],
    changes: Annotated[
        list[str],
        typer.Argument(
            metavar="FIELD=VALUE…",
            help="What a claim should tell; FIELD= for not stated; or the word accept (it is right) or reject. "
            "Of an incident: merge=INCIDENT, split=CLAIM,CLAIM…, or reject.",
        ),
    ],
    reason: Annotated[str, typer.Option(help="Why, for whoever reads the row.")],
    by: Annotated[str, typer.Option(help="Who makes the correction.")],
    old: Annotated[
        list[str] | None, typer.Option(help="What you saw, as FIELD=VALUE: refused if it is something else by now.")
    ] = None,
    on: Annotated[datetime | None, typer.Option(formats=["%Y-%m-%d"], help="Day of the correction; today.")] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only say what it would do.")] = False,
    project: Annotated[Path | None, typer.Option(help="Folder of the project.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON document.")] = False,
) -> None:
    """Add a correction of a claim or incident, held against the current release; the next build applies it."""
    layout = find_project(project)
    wanted = _read_changes(changes, old or [])
    day = (on or datetime.now()).date()
    try:
        added = add_corrections(layout, target, wanted, reason, by, day, write=not dry_run)
    except CorrectionError as error:
        raise CliError(error.code, _EXITS.get(error.code, Exit.INPUT), error.what, error.why, error.fix) from error
    except OSError as error:
        raise CliError(
            "FL-CORRECTION-FILE",
            Exit.ENVIRONMENT,
            f"cannot write {layout.corrections}",
            str(error),
            "see to the rights of the file and its folder",
        ) from error
    if as_json:
        rows = [asdict(row) for row in added.corrections]
        print_json("correct", True, written=not dry_run, file=str(layout.corrections), rows=rows, effects=added.effects)
        return
    print_table(COLUMNS, [tuple(asdict(row).values()) for row in added.corrections])
    for effect in added.effects:
        print(effect, file=sys.stderr)
    file = layout.corrections.relative_to(layout.root)
    print(
        f"nothing written: {file} stays as it is" if dry_run else f"written to {file}; now run `frontledger build`",
        file=sys.stderr,
    )


def _read_changes(changes: list[str], old: list[str]) -> list[Change]:
    wanted = [Change(text) if text in (ACCEPT, REJECT) else Change(*_split(text)) for text in changes]
    seen = dict(_split(text) for text in old)
    strange = seen.keys() - {change.field for change in wanted}
    if strange:
        raise _usage(f"--old {strange.pop()}", "that field is not to be changed", "name the same fields in both")
    return [replace(change, old=seen[change.field]) if change.field in seen else change for change in wanted]


def _split(text: str) -> tuple[str, str]:
    field, sign, value = text.partition("=")
    if not sign or not field:
        raise _usage(
            f"{text!r}",
            "that is neither FIELD=VALUE nor accept nor reject",
            "write value_best=20, or value_best= for null",
        )
    return field, value


def _usage(what: str, why: str, fix: str) -> CliError:
    return CliError("FL-USAGE", Exit.USAGE, what, why, fix)
