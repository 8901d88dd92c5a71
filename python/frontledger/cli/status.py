"""`frontledger status`: what is served, how old it is, and what lies in raw/ that is not in it."""

from __future__ import annotations

import json
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import duckdb
import humanize
import typer

from frontledger import __version__
from frontledger.cli.output import print_json, print_table
from frontledger.cli.project import current_release, find_project
from frontledger.reading.reader import list_files
from frontledger.warehouse.layout import Layout
from frontledger.warehouse.release import list_releases


def status(
    project: Annotated[Path | None, typer.Option(help="Folder of the project.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON document.")] = False,
) -> None:
    """Show the current release: version, age, numbers, checks, later files, whether the last build failed."""
    layout = find_project(project)
    release, database = current_release(layout)
    with duckdb.connect(str(database), read_only=True) as con:
        claims = {
            kind: con.execute(f"select count(*) from marts.{table}").fetchall()[0][0]
            for kind, table in (("casualty", "fct_casualties"), ("territory", "fct_territory"), ("event", "fct_events"))
        }
        checks = dict(con.execute("select status, count(*) from quality.check_results group by status").fetchall())
        rejects = con.execute("select count(*) from quality.rejects").fetchall()[0][0]
        newest = con.execute("select max(published) from marts.dim_article").fetchall()[0][0]
    built = datetime.fromisoformat(release.built_at)
    later = [path for path in list_files(layout.articles) if path.stat().st_mtime > built.timestamp()]
    told = {
        "version": release.version,
        "built_at": release.built_at,
        "articles": release.n_articles,
        "newest_article": newest,
        "claims": claims,
        "rejects": rejects,
        "checks": checks,
        "releases_kept": len(list_releases(layout)),
        "files_changed_since": len(later),
        "build_running": _is_locked(layout),
        "last_build_failed_at": _failed_step(layout),
        "extractor_version": release.extractor_version,
        "frontledger_version": __version__,
    }
    if as_json:
        print_json("status", True, **told)
        return
    age = humanize.naturaltime(datetime.now(UTC) - built)
    words = told | {
        "built_at": f"{release.built_at} ({age})",
        "claims": ", ".join(f"{n} {kind}" for kind, n in claims.items()),
        "checks": ", ".join(f"{n} {state}" for state, n in sorted(checks.items(), reverse=True)),
        "build_running": "yes" if told["build_running"] else "no",
        "last_build_failed_at": told["last_build_failed_at"] or "nothing",
    }
    print_table(("what", "value"), [(name.replace("_", " "), value) for name, value in words.items()])
    if told["last_build_failed_at"]:
        print("the last build was not published: `frontledger build` says why, logs/dbt.log has all", file=sys.stderr)


def _failed_step(layout: Layout) -> str | None:
    """Return the step at which the last `dbt build` that came to an end failed; None if none did."""
    try:
        report = json.loads((layout.root / "target" / "run_results.json").read_text(encoding="utf-8"))
        failed = [r["unique_id"] for r in report["results"] if r["status"] in ("error", "fail")]
        return failed[0].split(".")[2] if failed and report["args"]["which"] == "build" else None
    except (OSError, ValueError, KeyError):
        return None


def _is_locked(layout: Layout) -> bool:
    """Return whether some process has the build database open for writing."""
    if not layout.build_database.is_file():
        return False
    try:
        duckdb.connect(str(layout.build_database), read_only=True).close()
    except duckdb.IOException:
        return True
    return False
