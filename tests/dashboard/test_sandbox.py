"""The SQL page reads the release and nothing else, within its limits, and tells nothing about the machine."""

from __future__ import annotations

import time

import pytest
import sandbox

QUICK = sandbox.Limits(seconds=2)
REFUSED = [
    "copy marts.dim_place to 'stolen.csv'",
    "attach 'other.duckdb'",
    "create table t as select 1",
    "create temp table t as select 1",
    "insert into marts.dim_place values (1)",
    "update marts.dim_place set name = 'x'",
    "delete from marts.dim_place",
    "drop table marts.dim_place",
    "set threads = 64",
    "set memory_limit = '99GB'",
    "reset memory_limit",
    "pragma database_list",
    "call duckdb_settings()",
    "install httpfs",
    "load json",
    "prepare x as select 1",
    "execute x",
    "vacuum",
    "checkpoint",
    "export database 'x'",
    "select 1; select 2",
    "select 1; copy marts.dim_place to 'stolen.csv'",
    "explain copy marts.dim_place to 'stolen.csv'",
    "explain analyze create table t as select 1",
    "select * from duckdb_settings()",
    "select * from duckdb_databases()",
    "from duckdb_databases",
    'from "pragma_database_list"',
    "from system.main.duckdb_databases",
    "from DuckDB_Secrets()",
    "select (select path from duckdb_databases() limit 1)",
    "select 1 where exists (from duckdb_settings())",
    "with x as (from duckdb_databases()) from x",
    "select * from query('from duckdb_settings()')",
    "select * from query_table('duckdb_databases')",
    "select * from json_execute_serialized_sql(json_serialize_sql('from duckdb_settings()'))",
    "select current_setting('allowed_paths')",
    "/* a */ -- b\n explain select current_setting('temp_directory')",
    "summarize from duckdb_databases()",
    "describe select * from duckdb_databases()",
    "from read_csv('/etc/passwd')",
    "from read_text('/etc/passwd')",
    "from read_blob('frontledger.duckdb')",
    "from glob('/*')",
    "from '/etc/passwd'",
    "from 'frontledger.duckdb'",
    "from sniff_csv('/etc/passwd')",
    "from 'http://127.0.0.1:1/x.csv'",
    "from pg_catalog.pg_settings",
    "from sqlite_master",
    "show databases",
    "from duckdb_logs",
    "from repeat('x', 1000)",
    "",
    "-- nothing at all",
]
ALLOWED = [
    "select count(*) from marts.fct_casualties",
    "with a as (select 1 as x) select * from a",
    "from marts.dim_place limit 3",
    "values (1), (2)",
    "explain select * from marts.dim_place",
    "-- a note\nexplain analyze select 1",
    "describe marts.dim_place",
    "summarize marts.dim_place",
    "show all tables",
    "select * from information_schema.tables",
    "select table_name from duckdb_tables()",
    "select * from marts.dim_place pivot (count(*) for kind in ('city', 'town'))",
    "select unnest([1, 2]), x from range(3) as t(x)",
]


@pytest.mark.parametrize("sql", REFUSED)
def test_what_is_not_reading_the_release_is_refused(release, sql):
    result = sandbox.run(release, sql, limits=QUICK)
    assert result.problem in ("refused", "error"), result
    assert result.rows is None


@pytest.mark.parametrize("sql", ALLOWED)
def test_reading_the_release_is_allowed(release, sql):
    result = sandbox.run(release, sql, limits=QUICK)
    assert not result.problem, result.message
    assert result.rows.width


@pytest.mark.parametrize("sql", [*REFUSED, "select nope from marts.dim_place", "select * from nowhere", "selec 1"])
def test_no_message_names_a_path_of_this_machine(release, sql):
    message = sandbox.run(release, sql, limits=QUICK).message
    assert str(release.parent) not in message
    assert not any(piece in message for piece in ("/tmp", "/home", "/root", str(release.parents[2])))


def test_a_mistake_gets_a_hint_and_a_mark(release):
    message = sandbox.run(release, "select nam from marts.dim_place").message
    assert '"name"' in message and "^" in message


@pytest.mark.parametrize(
    "sql",
    [
        "select count(*) from range(100000000) as a(x), range(100000000) as b(y) where x * y % 7 = 3",
        "with recursive t(n) as (select 1 union all select n + 1 from t) select * from t",
    ],
)
def test_a_runaway_is_stopped(release, sql):
    started = time.monotonic()
    result = sandbox.run(release, sql, limits=sandbox.Limits(seconds=1))
    assert result.problem in ("slow", "memory")
    assert time.monotonic() - started < 6


@pytest.mark.parametrize(
    "sql",
    [
        "select repeat('x', 3000000000)",
        "select list(x) from (select repeat('a', 1000) as x from range(100000000))",
        "select string_agg(repeat('a', 100000), '') from range(100000)",
    ],
)
def test_more_memory_than_allowed_ends_the_statement_not_the_dashboard(release, sql):
    assert sandbox.run(release, sql, limits=sandbox.Limits(seconds=8)).problem in ("memory", "slow", "error")


def test_rows_beyond_the_limit_are_cut_and_said_to_be(release):
    result = sandbox.run(release, "select * from range(1000)", limits=sandbox.Limits(max_rows=10))
    assert result.rows.height == 10
    assert result.more
    assert not sandbox.run(release, "select * from range(10)", limits=sandbox.Limits(max_rows=10)).more


def test_bytes_beyond_the_limit_are_cut(release):
    result = sandbox.run(
        release, "select repeat('x', 1000) from range(100000)", limits=sandbox.Limits(max_bytes=5_000_000)
    )
    assert result.more
    assert result.rows.estimated_size() < 6_000_000


def test_parameters_are_values(release):
    result = sandbox.run(release, "select $name as name", {"name": "'; drop table marts.dim_place; --"})
    assert result.rows.item() == "'; drop table marts.dim_place; --"


def test_the_release_is_as_it_was(release):
    before = release.read_bytes()
    sandbox.run(release, "insert into marts.dim_place select * from marts.dim_place")
    sandbox.run(release, "select count(*) from marts.dim_place")
    assert release.read_bytes() == before
    assert {path.name for path in release.parent.iterdir()} == {"frontledger.duckdb", "release.json"}
