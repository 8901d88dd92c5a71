"""A build killed at any instant leaves the old release served and the next build clean."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import textwrap
import time

import duckdb
import pytest
from frontledger.warehouse.layout import Layout
from frontledger.warehouse.release import KEPT, QualityGateError, list_releases, publish, read_current

NEW = "title: New\npublished: 2018-01-05\n\nAt least 12 people were killed in Aleppo on Friday, the Observatory said.\n"


def add_article(project, text: str = NEW, name: str = "new.txt") -> None:
    (project.layout.articles / name).write_text(text, encoding="utf-8")


def wait_for(path, words: str, process: subprocess.Popen, seconds: float = 90) -> None:
    deadline = time.monotonic() + seconds
    while words not in path.read_text(errors="replace"):
        assert process.poll() is None and time.monotonic() < deadline, path.read_text(errors="replace")[-3000:]
        time.sleep(0.02)


@pytest.mark.parametrize("instant", ["raw.raw_extractions ....", "quality.check_results ...."])
def test_kill_9_in_the_middle_of_a_build(project, instant):
    before, claims = project.version(), project.ask("select count(*) from marts.fct_casualties")
    add_article(project)
    process = project.start("dbt", "build")
    wait_for(project.root / "output.log", instant, process)
    os.killpg(process.pid, signal.SIGKILL)
    process.wait()
    assert project.version() == before
    assert project.ask("select count(*) from marts.fct_casualties") == claims
    project.build()
    assert project.version() != before
    assert project.ask("select count(*) from marts.dim_article") == [(11,)]
    assert list(project.layout.releases.glob(".making-*")) == []
    assert list(project.layout.extractions.rglob(".*.tmp")) == []


# Publishing alone, killed at each of its steps: on a small database of the same shape.


def small_build(root) -> tuple[duckdb.DuckDBPyConnection, Layout]:
    layout = Layout(root)
    layout.build_database.parent.mkdir(parents=True, exist_ok=True)
    con = duckdb.connect(str(layout.build_database))
    con.execute(
        """
        create schema if not exists raw; create schema if not exists marts; create schema if not exists quality;
        create or replace table raw.raw_extractions as select 'v1' as extractor_version;
        create or replace table marts.dim_article as select 'a1' as article_id;
        create or replace table marts.fct_casualties as select 'c1' as claim_id;
        create or replace table marts.fct_territory as select 't1' as claim_id;
        create or replace table marts.fct_events as select 'e1' as claim_id;
        create or replace table quality.check_results as select 'x' as check_id, 'critical' as severity, 'passed' as
        status;
        """
    )
    return con, layout


def change(con: duckdb.DuckDBPyConnection, number: int) -> None:
    con.execute("insert into marts.fct_casualties values (?)", [f"more{number}"])


STEPS = [
    ("frontledger.warehouse.release.write_history", 1),
    ("frontledger.warehouse.release.sync_file", 1),
    ("frontledger.warehouse.release.sync_folder", 1),
    ("pathlib.Path.rename", 1),
    ("frontledger.warehouse.release.sync_folder", 2),
    ("os.symlink", 1),
    ("os.replace", 1),
    ("os.replace", 2),
    ("frontledger.warehouse.release._forget_old", 1),
]


@pytest.mark.parametrize(("step", "count"), STEPS, ids=[f"{s.rsplit('.', 1)[-1]}{n}" for s, n in STEPS])
def test_publishing_killed_before_any_step_serves_a_whole_release(tmp_path, step, count):
    con, layout = small_build(tmp_path)
    first = publish(con, layout, "1")
    change(con, 1)
    con.close()
    script = textwrap.dedent(
        f"""
        import os, signal, sys, importlib
        from pathlib import Path
        import duckdb
        from frontledger.warehouse.layout import Layout
        from frontledger.warehouse import release
        seen = 0
        def killing(original):
            def step(*arguments, **options):
                global seen
                seen += 1
                if seen == {count}:
                    os.kill(os.getpid(), signal.SIGKILL)
                return original(*arguments, **options)
            return step
        path, name = {step.rsplit(".", 1)!r}
        import pathlib
        owner = pathlib.Path if path == "pathlib.Path" else importlib.import_module(path)
        setattr(owner, name, killing(getattr(owner, name)))
        layout = Layout(Path({str(tmp_path)!r}))
        release.publish(duckdb.connect(str(layout.build_database)), layout, "1")
        """
    )
    killed = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True)
    assert killed.returncode == -signal.SIGKILL, killed.stderr
    served = read_current(layout)
    assert served is not None
    with duckdb.connect(str(layout.current_link / "frontledger.duckdb"), read_only=True) as reader:
        n = reader.execute("select count(*) from marts.fct_casualties").fetchall()[0][0]
    assert n == (1 if served.version == first.version else 2)
    con = duckdb.connect(str(layout.build_database))
    after = publish(con, layout, "1")
    assert read_current(layout) == after
    assert f'"version": "{after.version}"' in layout.current_pointer.read_text()
    with duckdb.connect(str(layout.current_link / "frontledger.duckdb"), read_only=True) as reader:
        assert reader.execute("select count(*) from marts.fct_casualties").fetchall() == [(2,)]
    assert list(layout.releases.glob(".making-*")) == []
    assert list(layout.warehouse.glob(".current*")) == []


def test_the_last_twelve_releases_are_kept(tmp_path, monkeypatch):
    con, layout = small_build(tmp_path)
    versions = []
    for number in range(KEPT + 3):
        monkeypatch.setattr("frontledger.warehouse.release._stamp", lambda n=number: f"2026.01.01-0000{n:02d}")
        change(con, number)
        versions.append(publish(con, layout, "1").version)
    assert [release.version for release in list_releases(layout)] == versions[-KEPT:]


def test_a_reader_keeps_the_release_it_opened_even_after_it_is_forgotten(tmp_path, monkeypatch):
    con, layout = small_build(tmp_path)
    first = publish(con, layout, "1")
    reader = duckdb.connect(str(layout.releases / first.version / "frontledger.duckdb"), read_only=True)
    for number in range(KEPT + 1):
        monkeypatch.setattr("frontledger.warehouse.release._stamp", lambda n=number: f"2099.01.01-0000{n:02d}")
        change(con, number)
        publish(con, layout, "1")
    assert not (layout.releases / first.version).exists()
    assert reader.execute("select count(*) from marts.fct_casualties").fetchall() == [(1,)]


def test_a_critical_failure_publishes_nothing(tmp_path):
    con, layout = small_build(tmp_path)
    first = publish(con, layout, "1")
    change(con, 1)
    con.execute("update quality.check_results set status = 'failed'")
    with pytest.raises(QualityGateError, match="x"):
        publish(con, layout, "1")
    assert read_current(layout) == first


def test_a_warning_stops_nothing(tmp_path):
    con, layout = small_build(tmp_path)
    con.execute("update quality.check_results set status = 'failed', severity = 'warning'")
    assert publish(con, layout, "1").n_warnings == 1
