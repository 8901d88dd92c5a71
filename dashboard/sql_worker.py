"""Runs one statement for the SQL page, in a process of its own that is thrown away afterwards.

Reads a JSON request from standard input; writes one JSON line and then, if the statement gave rows, an Arrow stream.
The process inherits no environment and has limits on memory and written bytes that no SQL can lift; whoever started it
kills it when its time is up.
"""

from __future__ import annotations

import json
import re
import resource
import sys
import threading
import time
from pathlib import Path

import duckdb
import pyarrow as pa

sys.modules["pandas"] = None  # type: ignore[assignment]  # duckdb would import it, a second's work, to bind a parameter
sys.path.insert(0, str(Path(__file__).resolve().parent))

import sql_guard  # noqa: E402  # isolated mode (-I) leaves the script's folder out of the path

BATCH = 2_048
PATHS = re.compile(r"(?<![\w.<])/(?:[\w.+@-]+/)+[\w.+@-]*")


def limit(memory_bytes: int) -> None:
    """Bound the process from outside the database: address space, no files written, no core dump."""
    for what, value in (
        (resource.RLIMIT_AS, memory_bytes * 4),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
    ):
        try:
            resource.setrlimit(what, (value, value))
        except (ValueError, OSError):  # a system that does not know this limit still has the others
            continue


def clean(message: str, path: str) -> str:
    """Return an error message without any path of this machine."""
    return PATHS.sub("…", message.replace(path, "the release").replace(str(Path(path).parent), "…")).strip()


def open_locked(request: dict) -> duckdb.DuckDBPyConnection:
    return duckdb.connect(
        request["path"],
        read_only=True,
        config={
            "enable_external_access": "false", "autoinstall_known_extensions": "false",
            "autoload_known_extensions": "false", "allow_community_extensions": "false",
            "python_enable_replacements": "false", "temp_directory": "", "extension_directory": "none",
            "secret_directory": "none", "home_directory": "none", "lock_configuration": "true",
            "memory_limit": f"{request['memory_bytes']}B", "threads": "2",
        },
    )  # fmt: skip


def run(request: dict) -> tuple[dict, pa.Table | None]:
    """Return (what happened, rows). Never more than ``max_rows`` rows or ``max_bytes`` bytes of them."""
    started = time.monotonic()
    connection = open_locked(request)
    sql_guard.check(connection, request["sql"])
    timer = threading.Timer(request["seconds"], connection.interrupt)
    timer.start()
    try:
        relation = connection.execute(request["sql"], request["parameters"] or None)
        reader = relation.to_arrow_reader(BATCH)
        batches, rows, size, more = [], 0, 0, False
        for batch in reader:
            room = request["max_rows"] - rows
            if batch.num_rows > room or size + batch.nbytes > request["max_bytes"]:
                more = True
                if size + batch.nbytes <= request["max_bytes"]:
                    batches.append(batch.slice(0, room))
                break
            batches.append(batch)
            rows += batch.num_rows
            size += batch.nbytes
        table = pa.Table.from_batches(batches, schema=reader.schema)
    finally:
        timer.cancel()
    milliseconds = round((time.monotonic() - started) * 1000)
    return {"ok": True, "rows": table.num_rows, "more": more, "milliseconds": milliseconds}, table


def answer(request: dict) -> tuple[dict, pa.Table | None]:
    """Run the request; turn every failure into a message a reader can use."""
    try:
        return run(request)
    except sql_guard.Refused as refused:
        return {"ok": False, "kind": "refused", "message": str(refused)}, None
    except duckdb.InterruptException:
        return {"ok": False, "kind": "slow", "message": f"Stopped after {request['seconds']:g} seconds."}, None
    except (duckdb.OutOfMemoryException, MemoryError):
        return {"ok": False, "kind": "memory", "message": "The statement needs more memory than it may have."}, None
    except (duckdb.Error, pa.ArrowException, ValueError, RuntimeError) as error:
        return {"ok": False, "kind": "error", "message": clean(str(error), request["path"])}, None


def main() -> None:
    request = json.load(sys.stdin)
    limit(request["memory_bytes"])
    head, table = answer(request)
    out = sys.stdout.buffer
    out.write(json.dumps(head).encode() + b"\n")
    if table is not None:
        with pa.ipc.new_stream(out, table.schema) as stream:
            stream.write_table(table)
    out.flush()


if __name__ == "__main__":
    main()
