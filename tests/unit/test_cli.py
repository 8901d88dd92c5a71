"""The command line: what it prints, and how it fails."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import duckdb
import pytest
import typer
from frontledger.cli.errors import CliError, Exit
from frontledger.cli.main import app
from frontledger.cli.progress import ProgressReport, ProgressStyle
from frontledger.cli.query import run_query
from frontledger.warehouse.layout import Layout
from frontledger.warehouse.release import publish

FRONTLEDGER = str(Path(sys.executable).parent / "frontledger")


def run(*arguments: str, cwd: Path, **options) -> subprocess.CompletedProcess:
    return subprocess.run([FRONTLEDGER, *arguments], cwd=cwd, capture_output=True, text=True, **options)


@pytest.fixture(scope="module")
def project(tmp_path_factory) -> Path:
    """A project folder with a small release."""
    root = tmp_path_factory.mktemp("cli")
    (root / "dbt_project.yml").write_text("name: x\n")
    (root / "raw" / "articles").mkdir(parents=True)
    layout = Layout(root)
    layout.build_database.parent.mkdir(parents=True)
    with duckdb.connect(str(layout.build_database)) as con:
        con.execute(
            """
            create schema raw; create schema marts; create schema quality;
            create table raw.raw_extractions as select 'v1' as extractor_version;
            create table marts.dim_article as select 'a1' as article_id, date '2017-01-01' as published;
            create table marts.fct_casualties as select 'c1' as claim_id, 'Raqqa' as place, 34 as value_best;
            create table marts.fct_territory as select 't1' as claim_id;
            create table marts.fct_events as select 'e1' as claim_id;
            create table quality.rejects as select 'f' as file where false;
            create table quality.check_results as select 'x' as check_id, 'critical' as severity, 'passed' as status;
            """
        )
        publish(con, layout, "1")
    return root


@pytest.fixture(scope="module")
def database(project) -> Path:
    return (project / "warehouse" / "current" / "frontledger.duckdb").resolve()


def test_every_command_has_help_and_every_option_a_meaning():
    group = typer.main.get_command(app)
    for name, command in group.commands.items():
        assert command.help, name
        for parameter in command.params:
            assert getattr(parameter, "help", None) or parameter.param_type_name == "argument", (name, parameter.name)


def test_every_command_and_exit_code_stands_in_the_readme():
    readme = (Path(__file__).parents[2] / "README.md").read_text(encoding="utf-8")
    for name in typer.main.get_command(app).commands:
        assert f"frontledger {name}" in readme
    for code in Exit:
        assert f"| {int(code)} |" in readme


def test_help_and_version_name_the_exit_codes(tmp_path):
    assert "130 interrupted" in " ".join(run("--help", cwd=tmp_path).stdout.split())
    assert run("--version", cwd=tmp_path).stdout.startswith("frontledger ")
    assert run("nonsense", cwd=tmp_path).returncode == Exit.USAGE


def test_no_project_and_no_release_are_told_apart(tmp_path):
    done = run("status", cwd=tmp_path)
    assert (done.returncode, "FL-NO-PROJECT" in done.stderr) == (Exit.ENVIRONMENT, True)
    (tmp_path / "dbt_project.yml").write_text("name: x\n")
    done = run("status", cwd=tmp_path)
    assert (done.returncode, "FL-NO-RELEASE" in done.stderr) == (Exit.ENVIRONMENT, True)
    assert done.stderr.strip().splitlines()[-1].startswith("frontledger status: there is no release yet")


def test_status_tells_of_a_build_that_failed_since(project):
    report = project / "target" / "run_results.json"
    report.parent.mkdir(exist_ok=True)
    results = [{"unique_id": "model.frontledger.a", "status": "success"},
               {"unique_id": "test.frontledger.shares_are_percentages.abc", "status": "fail"}]  # fmt: skip
    report.write_text(json.dumps({"args": {"which": "build"}, "results": results}))
    done = run("status", cwd=project)
    assert "last build failed at\tshares_are_percentages" in done.stdout
    assert "`frontledger build` says why" in done.stderr
    report.write_text(json.dumps({"args": {"which": "build"}, "results": results[:1]}))
    done = run("status", cwd=project)
    assert ("last build failed at\tnothing" in done.stdout, done.stderr) == (True, "")
    report.write_text("{")
    assert json.loads(run("status", "--json", cwd=project).stdout)["last_build_failed_at"] is None


def test_status_as_json_is_one_document(project):
    done = run("status", "--json", cwd=project / "raw")
    told = json.loads(done.stdout)
    assert (told["ok"], told["command"], told["articles"]) == (True, "status", 1)
    assert told["claims"] == {"casualty": 1, "territory": 1, "event": 1}


def test_query_prints_tabs_when_nobody_looks(project):
    done = run("query", "select place, value_best from marts.fct_casualties", cwd=project)
    assert done.stdout == "place\tvalue_best\nRaqqa\t34\n"


def test_query_takes_parameters_files_and_standard_input(project, tmp_path):
    sql = "select value_best from marts.fct_casualties where place = $place"
    file = tmp_path / "q.sql"
    file.write_text(sql)
    wanted = "value_best\n34\n"
    assert run("query", sql, "-p", "place=Raqqa", cwd=project).stdout == wanted
    assert run("query", "-f", str(file), "-p", "place=Raqqa", cwd=project).stdout == wanted
    assert run("query", "-", "-p", "place=Raqqa", cwd=project, input=sql).stdout == wanted
    assert run("query", sql, "-p", "Raqqa", cwd=project).returncode == Exit.USAGE
    assert run("query", cwd=project).returncode == Exit.USAGE


@pytest.mark.parametrize(
    "sql",
    [
        "drop table marts.fct_casualties",
        "insert into marts.fct_casualties values ('x', 'y', 1)",
        "copy marts.fct_casualties to 'out.csv'",
        "attach 'other.duckdb'",
        "set memory_limit = '8GB'",
        "select 1; select 2",
        "install httpfs",
        "",
    ],
)
def test_only_one_select_is_answered(database, sql):
    with pytest.raises(CliError) as refused:
        run_query(database, sql)
    assert refused.value.exit_code == Exit.QUERY


@pytest.mark.parametrize(
    "sql", ["select * from read_text('/etc/passwd')", "select * from '/etc/passwd'", "select * from glob('*')"]
)
def test_no_query_reads_a_file(database, sql):
    with pytest.raises(CliError) as refused:
        run_query(database, sql)
    assert refused.value.code == "FL-QUERY-WRONG"


def test_a_runaway_query_is_stopped(database):
    began = time.monotonic()
    with pytest.raises(CliError) as stopped:
        run_query(database, "select count(*) from range(10000000) a, range(10000000) b", timeout=0.5)
    assert stopped.value.code == "FL-QUERY-TIMEOUT"
    assert time.monotonic() - began < 10


def test_a_misspelt_column_is_answered_with_candidates(database):
    with pytest.raises(CliError) as wrong:
        run_query(database, "select plase from marts.fct_casualties")
    assert 'Referenced column "plase" not found' in wrong.value.why
    assert "place" in wrong.value.fix


ARTICLE = (
    "M23 said it had killed 45 soldiers near Rutshuru in DR Congo on Sunday. The army denied it had lost the town."
)


def test_extract_explains_each_claim_by_its_sentence_rule_and_cues(tmp_path):
    (tmp_path / "story.txt").write_text(ARTICLE, encoding="utf-8")
    told = run("extract", "--explain", "story.txt", "--published", "2024-01-16", cwd=tmp_path)
    assert told.returncode == 0
    parts = told.stdout.strip().split("\n\n")[1:]
    killed = next(part for part in parts if part.startswith("casualties: killed exact 45"))
    assert "rule     object; cues: killed" in killed and "(from 'Sunday')" in killed
    assert killed.endswith("in       M23 said it had killed 45 soldiers near Rutshuru in DR Congo on Sunday.")
    lost = next(part for part in parts if part.startswith("events: territory_captured"))
    assert "[denied: denied]" in lost and lost.endswith("in       The army denied it had lost the town.")


def test_extract_reads_json_lines_and_names_the_line_that_is_none(tmp_path):
    row = json.dumps({"id": "a1", "published": "2024-01-16", "text": ARTICLE})
    told = run("extract", "-", cwd=tmp_path, input=row + "\n")
    claims = json.loads(told.stdout)
    assert claims["article"] == "a1" and [c["value"] for c in claims["casualties"]] == [45]
    wrong = run("extract", "-", cwd=tmp_path, input=row + "\nno json\n")
    assert wrong.returncode == Exit.INPUT and "2" in wrong.stderr and "FL-INPUT-JSON" in wrong.stderr


def test_a_port_in_use_is_named_with_another(project):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        done = run("dashboard", "--port", str(port), cwd=project)
    assert (done.returncode, f"port {port} is in use" in done.stderr) == (Exit.ENVIRONMENT, True)


def cpu_seconds(pid: int) -> float:
    ticks = (Path("/proc") / str(pid) / "stat").read_text().rsplit(")", 1)[1].split()
    return (int(ticks[11]) + int(ticks[12])) / os.sysconf("SC_CLK_TCK")


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="needs /proc to see when the query runs")
def test_an_interrupt_ends_in_words_and_130(project):
    running = subprocess.Popen(
        [FRONTLEDGER, "query", "select count(*) from range(10000000) a, range(10000000) b"],
        cwd=project, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    try:
        while cpu_seconds(running.pid) < 4:  # starting takes one: then it is in the middle of the query
            assert running.poll() is None
            time.sleep(0.1)
        running.send_signal(signal.SIGINT)
        _, words = running.communicate(timeout=20)
    finally:
        running.kill()
    assert running.returncode == Exit.INTERRUPTED, words
    assert "Traceback" not in words and "interrupted" in words


def test_progress_is_a_line_at_every_tenth_or_json(capsys):
    with ProgressReport(ProgressStyle.PLAIN) as report:
        for done in range(101):
            report.show("extracting", done, 100)
    assert len(capsys.readouterr().err.splitlines()) == 11
    with ProgressReport(ProgressStyle.JSON) as report:
        report.show("extracting", 5, 10)
    assert json.loads(capsys.readouterr().err) == {"event": "progress", "step": "extracting", "done": 5, "total": 10}
    with ProgressReport(ProgressStyle.NONE) as report:
        report.show("extracting", 5, 10)
    assert capsys.readouterr().err == ""
