"""Finds the release to show: which versions are published, which one is current, what the last build did.

The dashboard opens releases only, never the build's own file. A release is a folder that is written once, so its
path stands for its contents.
"""

from __future__ import annotations

import fcntl
import json
import os
import re
import struct
import sys
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

DATABASE = "frontledger.duckdb"
SETTLED = 120  # seconds a build may take from its last write to its report
PROJECT = Path(__file__).resolve().parents[1]
VERSION = re.compile(r"[A-Za-z0-9][A-Za-z0-9._+-]{0,99}")


@dataclass(frozen=True)
class Release:
    """One published version and the file that holds it."""

    version: str
    path: Path


@dataclass(frozen=True)
class Build:
    """A build after the release shown: ``state`` is running, failed (at ``step``) or stopped (nobody knows where)."""

    state: str
    step: str = ""
    message: str = ""


@dataclass(frozen=True)
class Report:
    """What the last finished build said of itself: when (seconds), and the step that failed, if one did."""

    at: float
    step: str
    message: str


def warehouse() -> Path:
    """Return the warehouse's folder: ``FRONTLEDGER_WAREHOUSE``, else ``warehouse/`` of the project."""
    return Path(os.environ.get("FRONTLEDGER_WAREHOUSE") or PROJECT / "warehouse").resolve()


def published() -> list[str]:
    """Return the versions that are there to be read, newest first."""
    folders = (warehouse() / "releases").glob(f"*/{DATABASE}")
    return sorted((folder.parent.name for folder in folders if VERSION.fullmatch(folder.parent.name)), reverse=True)


def pinned(version: str) -> Release | None:
    """Return the release with this version, or None if it is not (or no longer) there."""
    if not VERSION.fullmatch(version):
        return None
    path = warehouse() / "releases" / version / DATABASE
    return Release(version, path) if path.is_file() else None


def current() -> Release | None:
    """Return the current release, or None if nothing was published yet.

    The link is resolved here, once: whoever holds the result keeps reading the version it opened.
    """
    path = (warehouse() / "current" / DATABASE).resolve()
    return Release(path.parent.name, path) if path.is_file() else None


def last_build(shown: Release) -> Build | None:
    """Return what a build newer than the release ``shown`` is doing or died of; None if there is nothing to tell.

    Nothing is opened that a build could stumble over: the lock is looked at, not taken.
    """
    database = warehouse() / "build" / DATABASE
    if not database.is_file():
        return None
    if is_being_written(database):
        return Build("running")
    report = read_report()
    published_at = shown.path.stat().st_mtime
    if report and report.at > published_at and report.step:
        return Build("failed", report.step, report.message)
    newest_told = max(published_at, report.at if report else 0.0)
    return Build("stopped") if database.stat().st_mtime > newest_told + SETTLED else None


def is_being_written(database: Path) -> bool:
    """Return whether a process holds the file's write lock (Linux; elsewhere nobody is known to)."""
    if sys.platform != "linux":
        return False
    with database.open("rb") as file:
        asked = struct.pack("hhqqi", fcntl.F_RDLCK, 0, 0, 0, 0)
        answer = struct.unpack("hhqqi", fcntl.fcntl(file, fcntl.F_GETLK, asked))
    return answer[0] != fcntl.F_UNLCK


def read_report() -> Report | None:
    """Return when the last build that came to an end did so, and the first step of it that failed."""
    try:
        report = json.loads((warehouse().parent / "target" / "run_results.json").read_text(encoding="utf-8"))
        at = datetime.fromisoformat(report["metadata"]["generated_at"]).timestamp()
        failed = [r for r in report["results"] if r["status"] in ("error", "fail")]
    except (OSError, ValueError, TypeError, KeyError):
        return None
    if not failed:
        return Report(at, "", "")
    rows = failed[0].get("failures")
    if failed[0]["status"] == "fail" and isinstance(rows, int):  # a rule that rows break, told plainer than dbt does
        message = "one row breaks this rule" if rows == 1 else f"{rows:,} rows break this rule"
    else:
        # Paths, SQL and values stay in the build's own log.
        message = next(iter(str(failed[0].get("message") or "").strip().splitlines()), "")
    return Report(at, failed[0]["unique_id"].split(".")[2], re.sub(r"\S*/\S*", "…", message))
