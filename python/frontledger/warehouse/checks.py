"""The suites of expectations/, run by Great Expectations on the marts; results become rows.

A suite is a YAML file: its name is a rule of conflict data, ``query`` yields the rows to look at (with their ``key``),
and each
expectation has a severity (critical stops the release, warning does not) and says in words what a failure means.
"""

from __future__ import annotations

import hashlib
import json
import logging
import warnings
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
import yaml

from frontledger.warehouse.fingerprint import fingerprint, tables_of

SCHEMA = pa.schema(
    [
        ("check_id", pa.string()),
        ("suite", pa.string()),
        ("check_name", pa.string()),
        ("table_name", pa.string()),
        ("column_name", pa.string()),
        ("severity", pa.string()),  # critical or warning
        ("status", pa.string()),  # passed or failed
        ("failing_rows", pa.int64()),
        ("rows_checked", pa.int64()),
        ("sample_ids", pa.string()),  # JSON list of keys, at most SAMPLES
        ("meaning", pa.string()),
        ("observed", pa.string()),
        ("input_hash", pa.string()),  # of the marts and the suites: the same input gives the same results
    ]
)
SAMPLES = 20


@dataclass(frozen=True, slots=True)
class Suite:
    """One rule: which rows it looks at and what it expects of them."""

    name: str
    description: str
    table: str
    key: str
    query: str
    expectations: tuple[dict[str, Any], ...]


def read_suites(folder: Path) -> list[Suite]:
    """Return the suites in ``folder``, sorted by name; ValueError names the file that is not one."""
    suites = []
    for path in sorted(folder.glob("*.yml")):
        content = yaml.safe_load(path.read_text(encoding="utf-8"))
        try:
            suite = Suite(
                name=path.stem,
                description=content["description"],
                table=content["table"],
                key=content["key"],
                query=content["query"],
                expectations=tuple(content["expectations"]),
            )
            for expectation in suite.expectations:
                if expectation["severity"] not in ("critical", "warning") or not expectation["meaning"]:
                    raise ValueError("severity must be critical or warning, and meaning must be told")
                expectation["expect"], expectation.get("with", {})
        except (KeyError, TypeError, ValueError) as error:
            raise ValueError(f"{path.name} is no suite: {error!r}") from error
        suites.append(suite)
    return suites


def check_marts(con: duckdb.DuckDBPyConnection, folder: Path, previous: str) -> pa.Table:
    """Return the results of the suites in ``folder`` on the marts; those of table ``previous`` if nothing has changed.

    Results that hold a critical failure are never taken over.
    """
    suites = read_suites(folder)
    input_hash = _input_hash(con, suites)
    if _exists(con, previous):
        kept = con.sql(f"select * from {previous}").to_arrow_table()
        rows = kept.to_pylist()
        if rows and all(
            row.get("input_hash") == input_hash and (row["severity"], row["status"]) != ("critical", "failed")
            for row in rows
        ):
            return kept
    return run_suites(con, suites, input_hash)


def _input_hash(con: duckdb.DuckDBPyConnection, suites: list[Suite]) -> str:
    marts = fingerprint(con, [f"marts.{name}" for name in tables_of(con, "marts")])
    return hashlib.sha256((marts + repr(suites)).encode()).hexdigest()


def _exists(con: duckdb.DuckDBPyConnection, table: str) -> bool:
    try:
        con.execute(f"select 1 from {table} limit 0")
    except duckdb.CatalogException:
        return False
    return True


def run_suites(con: duckdb.DuckDBPyConnection, suites: list[Suite], input_hash: str = "") -> pa.Table:
    """Run each suite on the rows of its query and return one row an expectation.

    RuntimeError if an expectation could not be evaluated at all: a check that does not run has not passed.
    """
    import great_expectations as gx  # takes seconds to import
    from great_expectations.data_context.types.base import ProgressBarsConfig

    for name in ("great_expectations", "great_expectations.data_context.types.base"):  # the second sets its own level
        logging.getLogger(name).setLevel(logging.ERROR)
    context = gx.get_context(mode="ephemeral")
    context.variables.progress_bars = ProgressBarsConfig(globally=False)
    source = context.data_sources.add_pandas("marts")
    rows: list[dict] = []
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for suite in suites:
            frame = con.sql(suite.query).df()
            rows.extend(_run_suite(gx, context, source, suite, frame))
    return pa.Table.from_pylist([row | {"input_hash": input_hash} for row in rows], schema=SCHEMA)


def _run_suite(gx: Any, context: Any, source: Any, suite: Suite, frame: Any) -> list[dict]:
    from great_expectations.expectations.expectation_configuration import ExpectationConfiguration

    batch = source.add_dataframe_asset(suite.name).add_batch_definition_whole_dataframe("all")
    gx_suite = gx.ExpectationSuite(name=suite.name)
    for position, expectation in enumerate(suite.expectations):
        gx_suite.add_expectation_configuration(
            ExpectationConfiguration(
                type=expectation["expect"],
                kwargs=dict(expectation.get("with", {})),
                severity=expectation["severity"],
                meta={"position": position},
            )
        )
    context.suites.add(gx_suite)
    definition = gx.ValidationDefinition(name=suite.name, data=batch, suite=gx_suite)
    validation = context.validation_definitions.add(definition)
    outcome = validation.run(
        batch_parameters={"dataframe": frame},
        result_format={"result_format": "COMPLETE", "unexpected_index_column_names": [suite.key]},
    )
    rows = []
    for result in outcome.results:
        expectation = suite.expectations[result.expectation_config.meta["position"]]
        problem = _problem(result.exception_info)
        if problem:
            raise RuntimeError(f"check {suite.name}.{expectation['name']} could not be run: {problem}"[:500])
        rows.append(_result_row(suite, expectation, result, len(frame)))
    return sorted(rows, key=lambda row: row["check_id"])


def _problem(exception_info: dict) -> str | None:
    """Return what an expectation stumbled over: told at the top, or once for each metric."""
    infos = [exception_info, *(info for info in exception_info.values() if isinstance(info, dict))]
    return next((str(info.get("exception_message")) for info in infos if info.get("raised_exception")), None)


def _result_row(suite: Suite, expectation: dict, result: Any, n_rows: int) -> dict:
    found = result.result or {}
    arguments = expectation.get("with", {})
    columns = [arguments.get(name) for name in ("column", "column_A", "column_B")] + arguments.get("column_list", [])
    named = [str(column) for column in columns if column]
    failing = found.get("unexpected_count")
    keys = [entry[suite.key] for entry in found.get("unexpected_index_list") or [] if isinstance(entry, dict)]
    return {
        "check_id": f"{suite.name}.{expectation['name']}",
        "suite": suite.name,
        "check_name": expectation["name"],
        "table_name": suite.table,
        "column_name": ", ".join(named) or None,
        "severity": expectation["severity"],
        "status": "passed" if result.success else "failed",
        "failing_rows": int(failing) if failing is not None else (0 if result.success else n_rows),
        "rows_checked": n_rows,
        "sample_ids": json.dumps(sorted({str(key) for key in keys})[:SAMPLES]),
        "meaning": expectation["meaning"],
        "observed": json.dumps(found["observed_value"], default=str) if "observed_value" in found else None,
    }
