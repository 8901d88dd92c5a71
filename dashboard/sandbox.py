"""Runs a reader's SQL on a release without trusting it: a process of its own, hard limits, rows back or a message."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import polars as pl
import pyarrow as pa

WORKER = Path(__file__).with_name("sql_worker.py")
GRACE = 2.0  # seconds between the polite interruption and the end of the process


@dataclass(frozen=True)
class Limits:
    """What one statement may use."""

    seconds: float = 10
    max_rows: int = 50_000
    max_bytes: int = 64_000_000
    memory_bytes: int = 512_000_000


@dataclass(frozen=True)
class Result:
    """What became of a statement: rows, or ``problem`` (refused, slow, memory, error) and a message."""

    rows: pl.DataFrame | None
    more: bool = False
    milliseconds: int = 0
    problem: str = ""
    message: str = ""


def run(path: Path, sql: str, parameters: dict[str, Any] | None = None, limits: Limits = Limits()) -> Result:
    """Run ``sql`` on the release at ``path`` and return rows or a message; never raises because of the SQL."""
    request = {"path": str(path), "sql": sql, "parameters": parameters or {}, **vars(limits)}
    process = subprocess.Popen(
        [sys.executable, "-I", str(WORKER)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={"PYTHONDONTWRITEBYTECODE": "1"},
        cwd=path.parent,
    )
    try:
        out, _ = process.communicate(json.dumps(request).encode(), timeout=limits.seconds + GRACE)
    except subprocess.TimeoutExpired:
        process.kill()
        process.communicate()
        return Result(None, problem="slow", message=f"Stopped after {limits.seconds:g} seconds.")
    head, _, stream = out.partition(b"\n")
    if process.returncode or not head:
        # The kernel ended it: nearly always because it asked for more memory than it may have.
        return Result(None, problem="memory", message="The statement needs more memory than it may have.")
    told = json.loads(head)
    if not told["ok"]:
        return Result(None, problem=told["kind"], message=told["message"])
    with pa.ipc.open_stream(stream) as reader:
        rows = pl.DataFrame(pl.from_arrow(reader.read_all()))
    return Result(rows, told["more"], told["milliseconds"])
