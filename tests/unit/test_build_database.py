"""A build database that cannot be opened is begun anew, with its histories; anything else is left alone."""

from __future__ import annotations

import subprocess
import sys

import duckdb
import pytest
from frontledger.warehouse.build_database import make_usable
from frontledger.warehouse.layout import Layout
from frontledger.warehouse.release import publish

HOLD = "import duckdb, sys; con = duckdb.connect(sys.argv[1]); print('held', flush=True); input()"


@pytest.fixture
def layout(tmp_path) -> Layout:
    layout = Layout(tmp_path)
    layout.build_database.parent.mkdir(parents=True)
    with duckdb.connect(str(layout.build_database)) as con:
        con.execute(
            """
            create schema raw; create schema marts; create schema quality;
            create table raw.raw_extractions as select 'v1' as extractor_version;
            create table marts.dim_article as select 'a1' as article_id;
            create table marts.fct_casualties as select 'c1' as claim_id;
            create table marts.fct_territory as select 't1' as claim_id;
            create table marts.fct_events as select 'e1' as claim_id;
            create table quality.check_results as select 'x' as check_id, 'critical' as severity, 'passed' as status;
            create table quality.build_runs as select 'b1' as build_id;
            """
        )
        publish(con, layout, "1")
    return layout


def tables(layout) -> list[tuple]:
    with duckdb.connect(str(layout.build_database), read_only=True) as con:
        return con.execute("select schema_name, table_name from duckdb_tables() order by all").fetchall()


def test_a_sound_database_is_left_alone(layout):
    before = tables(layout)
    assert make_usable(layout.build_database) is False
    assert tables(layout) == before


@pytest.mark.parametrize("damage", ["garbage", "truncated"])
def test_a_broken_database_is_put_aside_and_keeps_its_histories(layout, damage):
    if damage == "garbage":
        layout.build_database.write_bytes(b"no database" * 1000)
    else:
        layout.build_database.write_bytes(layout.build_database.read_bytes()[:6000])
        with pytest.raises(duckdb.Error):
            duckdb.connect(str(layout.build_database)).close()
    assert make_usable(layout.build_database) is True
    assert tables(layout) == [("quality", "build_runs")]
    assert layout.build_database.with_name("frontledger.duckdb.broken").exists()


def test_somebody_elses_lock_is_no_damage(layout):
    holder = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(layout.build_database)],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    assert holder.stdout.readline() == "held\n"
    assert make_usable(layout.build_database) is False
    holder.communicate("\n")
    assert len(tables(layout)) == 7


def test_a_missing_database_is_made_with_its_folder(tmp_path):
    path = tmp_path / "warehouse" / "build" / "frontledger.duckdb"
    assert make_usable(path) is True
    assert path.exists()
