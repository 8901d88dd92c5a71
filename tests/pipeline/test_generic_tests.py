"""Each generic test is shown a table that keeps its rule and one that breaks it."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]

# test -> (columns, arguments, rows that keep the rule, rows that break it with how many)
CASES = {
    "values_in_order": (
        "low, best, high", {"columns": ["low", "best", "high"]},
        "(1, 2, 3), (null, 2, null), (1, 1, 1)", "(3, null, 2), (1, 2, 3), (2, 1, null)", 2,
    ),
    "quote_is_the_article_text": (
        "article_id, char_start, char_end, quoted_text", {"article_model": "ref('articles')"},
        "('a1', 0, 5, '“Né” '), ('a1', 5, 8, 'and')", "('a1', 0, 4, 'Né”'), ('gone', 0, 1, 'x'), ('a1', 5, 8, 'and')", 2,
    ),
    "part_within_whole": (
        "id, article_id, whole_id, low, best, high",
        {"key": "id", "whole_key": "whole_id", "low": "low", "best": "best", "high": "high"},
        "('w', 'a', null, 32, 32, 32), ('p', 'a', 'w', 12, 12, 12), ('q', 'a', 'o', 9, 9, 9), ('o', 'a', null, 3, null, null)",
        "('w', 'a', null, 32, 32, 32), ('p', 'a', 'w', 40, 40, null), ('q', 'b', 'w', 1, 1, 1), ('s', 'a', 's', 1, 1, 1)", 3,
    ),
    "figure_is_in_the_quote": (
        "figure, quoted", {"value": "figure", "quote": "quoted"},
        "(330000, 'More than 330,000 people'), (12, 'twelve men'), (1, 'a child'), (null, 'dozens'), (50, 'half of it')",
        "(34, 'Syrian soldiers died'), (12, 'some 120 soldiers died'), (5, '5 died')", 1,
    ),
    "no_critical_check_failed": (
        "severity, status", {"severity_column": "severity", "status_column": "status"},
        "('critical', 'passed'), ('warning', 'failed')", "('critical', 'failed'), ('warning', 'failed')", 1,
    ),
    "every_row_of": (
        "article_id", {"source_model": "ref('articles')", "key": "article_id"},
        "('a1')", "('a2')", 1,
    ),
    "text_is_not_empty": ("words", {"column_name": "words"}, "('x')", "(' '), (null), ('x')", 2),
}  # fmt: skip


@pytest.fixture(scope="module")
def outcomes(tmp_path_factory) -> dict[str, tuple[str, int]]:
    """Status and number of failing rows of every test on its good and its bad table."""
    root = tmp_path_factory.mktemp("generic")
    shutil.copytree(ROOT / "models" / "macros" / "tests", root / "macros")
    (root / "models").mkdir()
    (root / "dbt_project.yml").write_text(
        "name: shown\nprofile: shown\nmacro-paths: [macros]\nflags: {send_anonymous_usage_stats: false}\n"
    )
    (root / "profiles.yml").write_text("shown: {target: t, outputs: {t: {type: duckdb, path: shown.duckdb}}}\n")
    (root / "models" / "articles.sql").write_text("select 'a1' as article_id, '“Né” and.' as body")
    models = []
    for test, (columns, arguments, good, bad, _) in CASES.items():
        for kind, rows in (("good", good), ("bad", bad)):
            (root / "models" / f"{test}_{kind}.sql").write_text(f"select * from (values {rows}) as v ({columns})")
            models.append(
                {"name": f"{test}_{kind}", "data_tests": [{test: {"name": f"{test}__{kind}", "arguments": arguments}}]}
            )
    (root / "models" / "models.yml").write_text(json.dumps({"version": 2, "models": models}))
    subprocess.run(["dbt", "build"], cwd=root, capture_output=True, env=dbt_environment())
    results = json.loads((root / "target" / "run_results.json").read_text())["results"]
    return {
        result["unique_id"].split(".")[2]: (result["status"], result["failures"])
        for result in results
        if result["unique_id"].startswith("test.")
    }


def dbt_environment():
    import os
    import sys

    return os.environ | {"PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"}


def test_every_generic_test_of_the_project_is_shown():
    assert {path.stem for path in (ROOT / "models" / "macros" / "tests").glob("*.sql")} == set(CASES)


@pytest.mark.parametrize("test", CASES)
def test_it_passes_a_table_that_keeps_the_rule(outcomes, test):
    assert outcomes[f"{test}__good"] == ("pass", 0)


@pytest.mark.parametrize("test", CASES)
def test_it_fails_a_table_that_breaks_the_rule(outcomes, test):
    assert outcomes[f"{test}__bad"] == ("fail", CASES[test][-1])
