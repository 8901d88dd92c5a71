"""How the tests of a running `dbt build` fare: heard from dbt as each ends, so that a release tells of its own build.

dbt writes its results down only when all is done, after the release. But the models before the release wait for every
test on what they read, and a test that fails keeps them from running: what was heard by then is all there is to tell.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import duckdb
import pyarrow as pa
from dbt_common.events.event_manager_client import get_event_manager

_RESOURCES = ("test", "unit_test")
_LONGEST = 500  # characters of a message
_LISTED = "test_id, build_id, built_at, test_name, kind, table_name, column_name, severity"
SCHEMA = pa.schema(
    [
        ("build_id", pa.string()),
        ("built_at", pa.timestamp("us")),
        ("test_name", pa.string()),
        ("kind", pa.string()),
        ("table_name", pa.string()),
        ("column_name", pa.string()),
        ("severity", pa.string()),
        ("status", pa.string()),
        ("failing_rows", pa.int64()),
        ("message", pa.string()),
    ]
)


@dataclass(frozen=True, slots=True)
class _Outcome:
    status: str
    failing_rows: int
    message: str


_heard: dict[tuple[str, str], _Outcome] = {}  # by invocation of dbt and key of the test


def listen() -> None:
    """Hear from dbt, in this process, how each test ends; asked twice, it listens once."""
    manager = get_event_manager()
    if _hear not in manager.callbacks:
        manager.add_callback(_hear)


def _hear(event: Any) -> None:
    if event.info.name != "NodeFinished" or event.data.node_info.resource_type not in _RESOURCES:
        return
    result = event.data.run_result
    _heard[event.info.invocation_id, event.data.node_info.unique_id] = _Outcome(
        result.status, result.num_failures, result.message[:_LONGEST]
    )


def results_so_far(con: duckdb.DuckDBPyConnection) -> pa.Table:
    """Return one row for each test of this run that has ended; see `SCHEMA`. raw.dbt_tests says which run it is."""
    listed = {row[0]: row[1:] for row in con.execute(f"select {_LISTED} from raw.dbt_tests").fetchall()}
    runs = {row[:2] for row in listed.values()}
    rows = []
    for (build_id, test_id), outcome in sorted(_heard.items()):
        for built_at in (at for run, at in runs if run == build_id):
            told = listed.get(test_id) or (build_id, built_at, *_told_by_key(test_id))
            rows.append((*told, outcome.status, outcome.failing_rows, outcome.message))
    return pa.Table.from_pylist([dict(zip(SCHEMA.names, row, strict=True)) for row in rows], schema=SCHEMA)


def _told_by_key(unit_test_id: str) -> tuple[str, str, str, None, str]:
    """Return name, kind, table, column and severity of a unit test: its key is unit_test.PROJECT.MODEL.NAME."""
    _, _, tested, name = unit_test_id.split(".", 3)
    return name, "unit", tested, None, "error"
