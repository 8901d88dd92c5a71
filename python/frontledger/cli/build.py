"""`frontledger build`: the whole `dbt build` in this process, with progress and readable errors."""

from __future__ import annotations

import contextlib
import re
import sys
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Any

import duckdb
import typer

from frontledger.cli.errors import CliError, Exit
from frontledger.cli.output import print_json, print_table
from frontledger.cli.progress import ProgressReport, ProgressStyle
from frontledger.cli.project import find_project
from frontledger.reading.reader import list_files
from frontledger.warehouse.layout import DATABASE_NAME, Layout
from frontledger.warehouse.release import Release, read_current

_LOCK = re.compile(r"Could not set lock on file .*?(?:held in (?P<program>\S+))?.*?\(PID (?P<pid>\d+)\)", re.S)


def build(
    project: Annotated[Path | None, typer.Option(help="Folder of the project.")] = None,
    full_refresh: Annotated[bool, typer.Option("--full-refresh", help="Rebuild incremental tables.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON document.")] = False,
    progress: Annotated[ProgressStyle, typer.Option(help="How progress is shown on stderr.")] = ProgressStyle.AUTO,
) -> None:
    """Build the warehouse from raw/, check it and publish a release, as `dbt build` does."""
    layout = find_project(project)
    if not layout.articles.is_dir() or not list_files(layout.articles):
        raise CliError(
            "FL-INPUT-EMPTY",
            Exit.INPUT,
            "there is nothing to read",
            f"{layout.articles} holds no articles",
            "put articles there; the README says in which formats",
        )
    started = datetime.now(UTC)
    clock = time.monotonic()
    before = read_current(layout)
    with ProgressReport(progress) as report:
        outcome = _run_dbt(layout, full_refresh, report)
    _raise_for(outcome, layout)
    release = read_current(layout)
    if release is None:
        raise CliError("FL-BUG", Exit.BUG, "the build published nothing", "no release was found", "please report this")
    found = _summary(layout, release)
    duration = round(time.monotonic() - clock, 1)
    is_new = before is None or before.version != release.version
    warnings = [f"{check}: {meaning} ({n} rows)" for check, n, meaning in found["warnings"]]
    if as_json:
        print_json(
            "build",
            True,
            version=release.version,
            is_new_release=is_new,
            started_at=started.isoformat(timespec="seconds"),
            duration_s=duration,
            counts=found["counts"],
            rejects=found["rejects"],
            warnings=warnings,
            changes=found["changes"],
            artifacts=[{"path": str(layout.releases / release.version / DATABASE_NAME)}],
        )
        return
    print_table(("found", "number"), list(found["counts"].items()))
    for reason, n in found["rejects"].items():
        print(f"not read: {n} ({reason}); see quality.rejects", file=sys.stderr)
    for warning in warnings:
        print(f"warning: {warning}", file=sys.stderr)
    what = "published" if is_new else "nothing has changed; still current:"
    changed = f"; {found['changes']} changes of claims and incidents: see `frontledger diff`" if is_new else ""
    print(f"{what} release {release.version} in {duration:.0f} s{changed}")


def _run_dbt(layout: Layout, full_refresh: bool, report: ProgressReport) -> Any:
    """Run `dbt build` in this process and return its result object; its own output goes to logs/dbt.log."""
    report.show("starting", 0, 1)
    from dbt.cli.main import dbtRunner  # takes seconds to import

    from frontledger.warehouse import extraction_store

    finished = {"nodes": 0, "total": 0}

    def follow(event: Any) -> None:
        if event.info.name == "LogStartLine":
            # dbt numbers nodes as they queue, not as they run: count them ourselves
            report.show("building", finished["nodes"], event.data.total, event.data.description)
            finished["total"] = event.data.total
            finished["nodes"] += 1

    extraction_store.listen(lambda done, total: report.show("extracting", done, total))
    arguments = ["build", "--project-dir", str(layout.root), "--profiles-dir", str(layout.root), "--log-level", "none"]
    if full_refresh:
        arguments.append("--full-refresh")
    try:
        # The profile names the build database relative to the project.
        with contextlib.chdir(layout.root):
            outcome = dbtRunner(callbacks=[follow]).invoke(arguments)
    finally:
        extraction_store.listen(extraction_store.no_progress)
    if finished["total"]:
        report.show("building", finished["total"], finished["total"])
    return outcome


def _raise_for(outcome: Any, layout: Layout) -> None:
    """Turn a failed dbt run into an error for people; nothing if it went well."""
    if isinstance(outcome.exception, KeyboardInterrupt):
        raise KeyboardInterrupt
    if outcome.success:
        return
    if outcome.exception is not None:
        _raise_for_message(str(outcome.exception), layout, node=None)
    failed = [r for r in outcome.result.results if str(r.status) in ("error", "fail", "runtime error")]
    for result in failed:
        if result.node.resource_type in ("model", "seed", "snapshot") or str(result.status) != "fail":
            _raise_for_message(result.message or "", layout, node=result.node)
    names = [result.node.name for result in failed]
    first = failed[0] if failed else None
    critical = _critical_checks(layout) if any("no_critical_check_failed" in name for name in names) else []
    if any("fct_corrections" in name for name in names):
        critical += _unfit_corrections(layout)
    raise CliError(
        "FL-CHECK-FAILED",
        Exit.QUALITY,
        f"{len(failed)} check(s) failed; the old release stays served",
        "; ".join(critical or names[:5])
        + (f" ({first.failures} rows)" if first and first.failures and not critical else ""),
        "look at the rows: `frontledger build` leaves them in warehouse/build/frontledger.duckdb; log: logs/dbt.log",
        {"failed": names, "critical": critical},
    )


def _raise_for_message(message: str, layout: Layout, node: Any) -> None:
    lock = _LOCK.search(message)
    if lock:
        raise CliError(
            "FL-BUILD-LOCKED",
            Exit.LOCKED,
            f"cannot write {layout.build_database.relative_to(layout.root)}",
            f"another process holds it (PID {lock['pid']})",
            "wait, or stop that process; the dashboard need not be closed",
            {"pid": int(lock["pid"])},
        )
    if "No space left" in message or "could not write" in message.lower() or "File too large" in message:
        raise CliError(
            "FL-DISK-FULL",
            Exit.ENVIRONMENT,
            "the disk is full",
            _last_line(message),
            "make room and build again; what was extracted so far is kept",
        )
    where = f"{node.resource_type} {node.name} ({node.original_file_path})" if node is not None else "dbt"
    compiled = getattr(node, "compiled_path", None) if node is not None else None
    raise CliError(
        "FL-BUILD-FAILED",
        Exit.BUILD,
        f"{where} failed; the old release stays served",
        _last_line(message),
        "the whole message is in logs/dbt.log" + (f"; compiled: {compiled}" if compiled else ""),
        {"node": getattr(node, "unique_id", None)},
    )


def _last_line(message: str) -> str:
    lines = [line.strip() for line in message.strip().splitlines() if line.strip()]
    telling = [
        line for line in lines if "Error" in line and not line.startswith(("File ", "Runtime Error in", "Traceback"))
    ]
    return (telling or lines or ["no message"])[-1][:300]


def _critical_checks(layout: Layout) -> list[str]:
    rows = _rows_of_build(
        layout,
        "select check_id, failing_rows, meaning from quality.check_results "
        "where severity = 'critical' and status = 'failed' order by check_id",
    )
    return [f"{check}: {meaning} ({n} rows)" for check, n, meaning in rows]


def _rows_of_build(layout: Layout, query: str) -> list[tuple]:
    try:
        # not read-only: dbt may still hold it open in this process, and DuckDB wants one configuration for both
        with duckdb.connect(str(layout.build_database)) as con:
            return con.execute(query).fetchall()
    except duckdb.Error:
        return []


def _unfit_corrections(layout: Layout) -> list[str]:
    rows = _rows_of_build(
        layout,
        "select correction_id, coalesce(claim_id, incident_id), field, status, old_value, found_value "
        "from marts.fct_corrections where status not in ('applied', 'not_needed') order by correction_id",
    )
    return [
        f"correction {key} ({field} of {target}) "
        + (
            "contradicts another of that claim: what is accepted as right is not corrected as well"
            if status == "contradicts_another"
            else f"no longer fits, {status.replace('_', ' ')}: "
            f"it expects {old or 'nothing'}, and there is {found or 'nothing'}"
        )
        + "; see raw/reference/corrections.csv"
        for key, target, field, status, old, found in rows
    ]


def _summary(layout: Layout, release: Release) -> dict[str, Any]:
    with duckdb.connect(str(layout.releases / release.version / DATABASE_NAME), read_only=True) as con:
        counts = {
            label: con.execute(f"select count(*) from {table}").fetchall()[0][0]
            for label, table in (
                ("articles", "marts.dim_article"),
                ("sentences", "marts.dim_sentence"),
                ("casualty claims", "marts.fct_casualties"),
                ("territory claims", "marts.fct_territory"),
                ("event claims", "marts.fct_events"),
                ("claims set aside", "marts.fct_claims_set_aside"),
                ("checks", "quality.check_results"),
            )
        }
        rejects = dict(
            con.execute("select reason, count(*) from quality.rejects group by reason order by reason").fetchall()
        )
        warnings = con.execute(
            "select check_id, failing_rows, meaning from quality.check_results "
            "where severity = 'warning' and status = 'failed' order by check_id"
        ).fetchall()
        changes = con.execute("select count(*) from marts.fct_changes where release = ?", [release.version]).fetchall()[
            0
        ][0]
    return {"counts": counts, "rejects": rejects, "warnings": warnings, "changes": changes}
