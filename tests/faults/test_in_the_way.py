"""Other writers, readers, full disks and broken input: what a build does when something is in its way."""

from __future__ import annotations

import json
import resource
import subprocess
import sys

import duckdb

NEW = "title: New\npublished: 2018-01-05\n\nAt least 12 people were killed in Aleppo on Friday, the Observatory said.\n"
HOLD = "import duckdb, sys; con = duckdb.connect(sys.argv[1]); print('held', flush=True); sys.stdin.read()"
FAILING_SUITE = """
description: A rule that nothing keeps.
table: fct_casualties
key: claim_id
query: select claim_id, 0 as zero from marts.fct_casualties
expectations:
  - name: zero_is_one
    expect: expect_column_values_to_be_in_set
    with: {column: zero, value_set: [1]}
    severity: SEVERITY
    meaning: Nothing is right.
"""


def add_article(project) -> None:
    (project.layout.articles / "new.txt").write_text(NEW, encoding="utf-8")


def test_two_writers_the_second_is_told_who_holds_the_warehouse(project):
    holder = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(project.layout.build_database)],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    try:
        assert holder.stdout.readline() == "held\n"
        done = project.run("frontledger", "build", "--progress", "none", "--json")
        assert done.returncode == 7, done.stderr
        error = json.loads(done.stdout)["error"]
        assert (error["code"], error["details"]["pid"]) == ("FL-BUILD-LOCKED", holder.pid)
        status = json.loads(project.run("frontledger", "status", "--json").stdout)
        assert status["build_running"] is True
    finally:
        holder.communicate()


def test_an_open_reader_never_blocks_a_build_and_keeps_its_release(project):
    old = project.version()
    with project.release() as reader:
        before = reader.execute("select count(*) from marts.dim_article").fetchall()
        add_article(project)
        done = project.run("frontledger", "build", "--progress", "none", "--json")
        assert done.returncode == 0, done.stdout + done.stderr
        told = json.loads(done.stdout)
        assert told["is_new_release"] and told["version"] == project.version() != old
        assert told["counts"]["articles"] == 11
        assert reader.execute("select count(*) from marts.dim_article").fetchall() == before == [(10,)]
    assert project.ask("select count(*) from marts.dim_article") == [(11,)]


def test_a_full_disk_leaves_the_old_release_and_the_next_build_passes(project):
    before = project.version()
    add_article(project)
    # room for half a release: the rest of the build is smaller
    most = (project.layout.releases / before / "frontledger.duckdb").stat().st_size // 2

    def little_room() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))

    done = project.run("frontledger", "build", "--progress", "none", preexec_fn=little_room)
    assert done.returncode in (3, 5), (done.returncode, done.stdout, done.stderr)
    assert "Traceback" not in done.stderr
    assert project.version() == before
    assert project.ask("select count(*) from marts.dim_article") == [(10,)]
    project.build()
    assert project.ask("select count(*) from marts.dim_article") == [(11,)]


def test_a_failed_critical_check_stops_the_release_and_a_warning_does_not(project):
    before = project.version()
    suite = project.root / "expectations" / "nothing_is_right.yml"
    suite.write_text(FAILING_SUITE.replace("SEVERITY", "critical"), encoding="utf-8")
    done = project.run("frontledger", "build", "--progress", "none")
    assert done.returncode == 6, done.stderr
    last = done.stderr.strip().splitlines()[-1]
    assert "check(s) failed" in last and "FL-CHECK-FAILED" in last
    assert "nothing_is_right.zero_is_one: Nothing is right." in done.stderr
    assert project.version() == before
    suite.write_text(FAILING_SUITE.replace("SEVERITY", "warning"), encoding="utf-8")
    done = project.run("frontledger", "build", "--progress", "none")
    assert done.returncode == 0, done.stderr
    assert "warning: nothing_is_right.zero_is_one" in done.stderr
    assert project.version() != before
    assert project.ask("select status, severity from quality.check_results where suite = 'nothing_is_right'") == [
        ("failed", "warning")
    ]


def test_a_broken_model_is_named_and_the_old_release_stays(project):
    before = project.version()
    model = project.root / "models" / "marts" / "dim_sentence.sql"
    model.write_text(model.read_text().replace("    kind,", "    no_such_column as kind,"))
    done = project.run("frontledger", "build", "--progress", "none")
    assert done.returncode == 5, done.stderr
    assert "dim_sentence (models/marts/dim_sentence.sql) failed" in done.stderr.strip().splitlines()[-1]
    assert "no_such_column" in done.stderr
    assert project.version() == before


def test_an_empty_folder_of_articles_is_refused(project):
    for path in project.layout.articles.glob("gold-eagle*"):
        path.unlink()
    done = project.run("frontledger", "build", "--json")
    assert done.returncode == 4
    assert json.loads(done.stdout)["error"]["code"] == "FL-INPUT-EMPTY"


def test_the_build_database_is_opened_by_nobody_after_a_build(project):
    duckdb.connect(str(project.layout.build_database)).close()
