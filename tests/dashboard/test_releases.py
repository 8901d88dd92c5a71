"""Which release is shown, and what is known of the build beside it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from datetime import UTC, datetime

import duckdb
import pytest
import releases
from make_release import point_to, write_release


@pytest.fixture
def two(tmp_path, monkeypatch):
    warehouse = tmp_path / "warehouse"
    write_release(warehouse, 2, version="2026.01.01-000000-aaaaaa")
    write_release(warehouse, 3, version="2026.01.02-000000-bbbbbb")
    monkeypatch.setenv("FRONTLEDGER_WAREHOUSE", str(warehouse))
    return warehouse


def test_the_newest_is_current_and_both_can_be_pinned(two):
    assert releases.current().version == "2026.01.02-000000-bbbbbb"
    assert releases.published() == ["2026.01.02-000000-bbbbbb", "2026.01.01-000000-aaaaaa"]
    assert releases.pinned("2026.01.01-000000-aaaaaa").path.is_file()


def test_a_reader_keeps_the_file_it_resolved_when_the_link_moves(two):
    opened = releases.current()
    point_to(two, "2026.01.01-000000-aaaaaa")
    assert opened.path.parent.name == "2026.01.02-000000-bbbbbb"
    assert releases.current().version == "2026.01.01-000000-aaaaaa"


@pytest.mark.parametrize("version", ["../../etc", "", "nope", ".hidden", "a/b", "x" * 300])
def test_a_version_that_is_not_there_is_none_and_reaches_no_other_file(two, version):
    assert releases.pinned(version) is None


def test_nothing_published_is_none(tmp_path, monkeypatch):
    monkeypatch.setenv("FRONTLEDGER_WAREHOUSE", str(tmp_path))
    assert releases.current() is None
    assert releases.published() == []


def write_build(folder, seconds_after: float, results: list[dict] | None = None) -> None:
    """Leave what a build leaves: its own database, and the report of its end if it came to one."""
    published = releases.current().path.stat().st_mtime
    database = folder / "build" / "frontledger.duckdb"
    database.parent.mkdir(exist_ok=True)
    duckdb.connect(str(database)).close()
    os.utime(database, (published + seconds_after,) * 2)
    if results is not None:
        at = datetime.fromtimestamp(published + seconds_after, UTC).isoformat()
        (folder.parent / "target").mkdir(exist_ok=True)
        report = {"metadata": {"generated_at": at}, "results": results}
        (folder.parent / "target" / "run_results.json").write_text(json.dumps(report))


def test_a_build_that_published_leaves_nothing_to_tell(two):
    write_build(two, 1, [{"unique_id": "model.frontledger.release_log", "status": "success"}])
    assert releases.last_build(releases.current()) is None


def test_a_failed_build_names_the_step_and_no_path(two):
    failed = {"unique_id": "test.frontledger.shares_are_percentages.abc123", "status": "fail",
              "message": "Got 3 results in /home/someone/x.sql, configured to fail\nsecret line"}  # fmt: skip
    write_build(two, 600, [{"unique_id": "model.frontledger.a", "status": "success"}, failed])
    told = releases.last_build(releases.current())
    assert (told.state, told.step) == ("failed", "shares_are_percentages")
    assert told.message == "Got 3 results in … configured to fail"


def test_a_rule_that_rows_break_is_told_with_their_number(two):
    failed = {"unique_id": "test.frontledger.shares_are_percentages.abc123", "status": "fail", "failures": 3,
              "message": "Got 3 results, configured to fail if != 0"}  # fmt: skip
    write_build(two, 600, [failed])
    assert releases.last_build(releases.current()).message == "3 rows break this rule"
    write_build(two, 600, [failed | {"failures": 1}])
    assert releases.last_build(releases.current()).message == "one row breaks this rule"


def test_a_build_that_was_killed_is_told(two):
    write_build(two, 600)
    assert releases.last_build(releases.current()).state == "stopped"


@pytest.mark.skipif(sys.platform != "linux", reason="locks are looked at on Linux only")
def test_a_build_that_runs_is_told_and_not_disturbed(two):
    write_build(two, 600)
    writer = "import duckdb, sys; con = duckdb.connect(sys.argv[1]); print('open', flush=True); sys.stdin.read(); "
    writer += "con.execute('create table t as select 1')"
    command = [sys.executable, "-c", writer, str(two / "build" / "frontledger.duckdb")]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        process.stdout.readline()
        assert releases.last_build(releases.current()).state == "running"
        process.stdin.close()
        assert process.wait(20) == 0


def test_a_broken_report_is_no_report(two):
    write_build(two, 1, [])
    (two.parent / "target" / "run_results.json").write_text("{")
    assert releases.last_build(releases.current()) is None
