"""Finds the release to show: which versions are published, which one is current, what the last build did.

The dashboard opens releases only, never the build's own file. A release is a folder that is written once, so its
path stands for its contents.
"""

from __future__ import annotations

import json
import os
import re
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

DATABASE = "frontledger.duckdb"
PROJECT = Path(__file__).resolve().parents[1]
VERSION = re.compile(r"[A-Za-z0-9][A-Za-z0-9._+-]{0,99}")


@dataclass(frozen=True)
class Release:
    """One published version and the file that holds it."""

    version: str
    path: Path


@dataclass(frozen=True)
class Build:
    """A build that holds the lock: ``alive`` says whether its process still runs."""

    started: datetime | None
    alive: bool


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


def build_in_progress() -> Build | None:
    """Return the build that holds the lock, or None. A lock whose process is gone is a build that died."""
    try:
        lock = json.loads((warehouse() / "build" / "build.lock").read_text(encoding="utf-8"))
        pid = int(lock["pid"])
    except (OSError, ValueError, TypeError, KeyError):
        return None
    started = lock.get("started_at")
    try:
        since = datetime.fromisoformat(started).astimezone(UTC) if started else None
    except ValueError:
        since = None
    return Build(since, is_alive(pid))


def is_alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
