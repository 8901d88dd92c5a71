"""From raw files to a release, as a user runs it."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import polars as pl
import pytest
import readme_examples
from frontledger.extraction import ArticleText, Extractor
from frontledger.warehouse.fingerprint import fingerprint, tables_of

ROOT = Path(__file__).parents[2]
SEED = ROOT / "tests" / "gold" / "seed"
EXPECTED = json.loads((SEED / "articles.json").read_text(encoding="utf-8"))["articles"]
SCHEMA = json.loads((Path(__file__).parent / "released_schema.json").read_text(encoding="utf-8"))


def mart_fingerprint(project) -> str:
    with project.release() as con:
        marts = [f"marts.{name}" for name in tables_of(con, "marts") if name != "meta_release"]
        return fingerprint(con, marts)


def stored_parts(project) -> dict[str, int]:
    return {str(p): p.stat().st_mtime_ns for p in sorted(project.layout.extractions.rglob("part-*.parquet"))}


def test_the_ten_articles_are_in_the_warehouse_as_expected(built_project):
    rows = built_project.ask(
        "select published, dateline, agency, byline, publisher, url, body, title, n_appearances from marts.dim_article "
        "order by source_line"
    )
    assert [
        (published.isoformat(), dateline, agency, byline, publisher, url, body, None, 1)
        for published, dateline, agency, byline, publisher, url, body, _, _ in rows
    ] == [
        (e["published"], e["dateline"], e["agency"], e["byline"], e["publisher"], e["url"],
         (SEED / f"{e['id']}.txt").read_text(encoding="utf-8"), None, 1)
        for e in EXPECTED
    ]  # fmt: skip


def test_a_release_has_the_promised_tables_and_columns(built_project):
    rows = built_project.ask(
        "select schema_name || '.' || table_name, column_name, data_type from duckdb_columns() "
        "where schema_name in ('marts', 'quality') order by 1, column_index"
    )
    found: dict[str, dict[str, str]] = {}
    for table, column, data_type in rows:
        found.setdefault(table, {})[column] = data_type
    missing = {
        f"{table}.{column} {data_type}"
        for table, columns in SCHEMA.items()
        for column, data_type in columns.items()
        if found.get(table, {}).get(column) != data_type
    }
    assert missing == set(), "readers rely on these; raise schema_version when one has to go"


def test_every_released_column_is_described(built_project):
    undescribed = built_project.ask(
        """
        select columns.schema_name, columns.table_name, columns.column_name
        from duckdb_columns() as columns
        left join marts.meta_dictionary as words
            on columns.schema_name = words.table_schema and columns.table_name = words.table_name
            and columns.column_name = words.column_name
        where columns.schema_name in ('marts', 'quality') and coalesce(words.description, '') = ''
        """
    )
    assert undescribed == []


@pytest.mark.parametrize("example", range(len(readme_examples.examples())))
def test_the_readme_shows_what_the_release_answers(built_project, example):
    """When it fails on purpose: `frontledger build`, then `python tests/pipeline/readme_examples.py`."""
    sql, output = readme_examples.examples()[example]
    with built_project.release() as con:
        assert readme_examples.answer(con, sql) == output


@pytest.fixture(scope="module")
def extracted(built_project):
    """Claim rows by article of a run of the extractor outside the warehouse."""
    articles = built_project.ask(
        "select article_id, body, published, title, dateline, agency, publisher "
        "from marts.dim_article order by article_id"
    )
    # the warehouse hands the extractor the outlet as written; for these articles that is its canonical name
    texts = [ArticleText(article_id=a, text=b, published=p, title=t, dateline=d, agency=g, publisher=o)
             for a, b, p, t, d, g, o in articles]  # fmt: skip
    return {claims.article_id: claims.to_rows() for claims in Extractor.load().extract_many(texts)}


KINDS = {
    "casualties": ("fct_casualties", {"measure": "measure", "value": "stated_value", "qualifier": "qualifier",
                   "victim_actor": "victim_actor", "perpetrator": "perpetrator", "scope": "scope"}),
    "territory": ("fct_territory", {"actor": "actor", "relation": "relation", "value": "stated_value", "base": "base"}),
    "events": ("fct_events", {"type": "event_type", "actor1": "actor1", "actor2": "actor2"}),
}  # fmt: skip
SHARED = {"quote": "quoted_text", "char_start": "char_start", "char_end": "char_end", "place": "place",
          "date_start": "date_start", "date_end": "date_end", "claimed_by": "claimed_by",
          "rule_id": "rule_id"}  # fmt: skip


@pytest.mark.parametrize("kind", KINDS)
def test_facts_are_what_the_extractor_found_row_by_row(built_project, extracted, kind):
    table, own = KINDS[kind]
    columns = SHARED | own
    rows = built_project.ask(f"select article_id, {', '.join(columns.values())} from marts.{table}")
    aside = built_project.ask("select article_id, char_start, char_end, quoted_text from marts.fct_claims_set_aside")

    def plain(value):
        return value.isoformat() if isinstance(value, date) else value

    in_warehouse = sorted((tuple(plain(v) for v in row) for row in rows), key=repr)
    by_extractor = sorted(
        (
            (article_id, *(claim[name] for name in columns))
            for article_id, claims in extracted.items()
            for claim in claims[kind]
            if (article_id, claim["char_start"], claim["char_end"], claim["quote"]) not in aside
        ),
        key=repr,
    )
    assert in_warehouse == by_extractor


def test_every_found_claim_is_a_fact_or_set_aside_with_a_reason(built_project, extracted):
    n_found = sum(len(claims[kind]) for claims in extracted.values() for kind in KINDS)
    n_stored = sum(
        built_project.ask(f"select count(*) from marts.{table}")[0][0]
        for table in ("fct_casualties", "fct_territory", "fct_events", "fct_claims_set_aside")
    )
    assert n_found == n_stored > 0
    assert built_project.ask("select count(*) from marts.fct_claims_set_aside where reason is null") == [(0,)]


def test_the_release_says_what_it_is(built_project):
    pointer = json.loads(built_project.layout.current_pointer.read_text())
    assert pointer["version"] == built_project.version()
    assert (built_project.layout.warehouse / pointer["path"]).samefile(
        built_project.layout.warehouse / "current" / "frontledger.duckdb"
    )
    ((version, n_articles, n_claims),) = built_project.ask(
        "select version, n_articles, n_claims from marts.meta_release"
    )
    assert (version, n_articles, n_claims) == (pointer["version"], 10, pointer["n_claims"])
    assert built_project.ask("select version, is_current from quality.release_log") == [(version, True)]


def test_the_first_release_tells_how_the_tests_of_its_own_build_fared(built_project):
    """All that ran before it: those on the table itself and on the list of releases come after."""
    told = built_project.ask(
        "select test_name, kind, status, severity from quality.dbt_test_results order by kind, test_name"
    )
    run = json.loads((built_project.root / "target" / "run_results.json").read_text(encoding="utf-8"))
    manifest = json.loads((built_project.root / "target" / "manifest.json").read_text(encoding="utf-8"))
    nodes = manifest["nodes"] | manifest["unit_tests"]
    after = {"model.frontledger.dbt_test_results", "model.frontledger.release_log"}
    ran = [
        (nodes[result["unique_id"]], result["status"]) for result in run["results"]
        if result["unique_id"].startswith(("test.", "unit_test."))
        and not after & set(nodes[result["unique_id"]]["depends_on"]["nodes"])
    ]  # fmt: skip
    assert told == sorted(
        (
            (node["name"], "data", status, node["config"]["severity"].lower())
            if node["resource_type"] == "test"
            else (node["name"], "unit", status, "error")
            for node, status in ran
        ),
        key=lambda row: (row[1], row[0]),
    )
    assert {kind for _, kind, _, _ in told} == {"data", "unit"}
    assert built_project.ask("select distinct build_id, built_at from quality.dbt_test_results") == built_project.ask(
        "select build_id, built_at from quality.build_runs"
    )


def test_a_release_cannot_be_written(built_project):
    file = built_project.layout.releases / built_project.version() / "frontledger.duckdb"
    assert file.stat().st_mode & 0o222 == 0


def test_a_second_build_extracts_nothing_and_changes_nothing(project):
    parts, version, marts = stored_parts(project), project.version(), mart_fingerprint(project)
    project.build()
    assert stored_parts(project) == parts
    assert mart_fingerprint(project) == marts
    assert project.version() == version, "the same content is the same release"
    # the build itself is remembered, in the build's own database
    import duckdb

    with duckdb.connect(str(project.layout.build_database), read_only=True) as con:
        assert con.execute("select count(*) from quality.build_runs").fetchall() == [(2,)]
        leaked = con.execute(
            "select table_name from duckdb_tables() where contains(table_name, '__dbt_tmp')"
        ).fetchall()
    assert leaked == []


SAME_TEXT = "At least 12 people were killed in Aleppo on Tuesday.\n"
MIXED = {
    "own/one.txt": f"title: One\npublished: 2017-09-06\nsource: Small Paper\n\n{SAME_TEXT}",
    "own/same.md": f"title: Again\npublished: 2017-09-07\nsource: SANA\n\n{SAME_TEXT}",
    "rows.jsonl": '{"id": "r1", "published": "2017-09-08", "text": "Rebels captured Manbij on Friday."}\n{oops\n',
    "rows.csv": "text,published\nNothing of note.,2017-09-09\nundated,\n",
    "nodate.txt": "A text without any date.\n",
    "binary.txt": bytes(range(256)),
}


def test_new_files_are_added_and_what_cannot_be_read_has_a_reason(project):
    """Incremental and from scratch, the same raw files give the same rows."""
    old_parts, old_facts = stored_parts(project), set(project.ask("select claim_id from marts.fct_casualties"))
    for name, content in MIXED.items():
        path = project.layout.articles / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    pl.DataFrame({"text": ["Nothing of note."], "published": [date(2017, 9, 10)]}).write_parquet(
        project.layout.articles / "more.parquet"
    )
    project.build()
    appearances = project.ask(
        "select source_file, source_line, source_format, source_id, title, published::varchar, publisher_id, "
        "appearance_number "
        "from marts.bridge_article_appearance where source_file <> 'gold-eagle-forces-in-the-levant.txt' order by 1, 2"
    )
    assert appearances == [
        ("more.parquet", 1, "parquet", None, None, "2017-09-10", None, 2),
        ("own/one.txt", 1, "header", None, "One", "2017-09-06", appearances[1][6], 1),
        ("own/same.md", 1, "header", None, "Again", "2017-09-07", "sana", 2),
        ("rows.csv", 2, "csv", None, None, "2017-09-09", None, 1),
        ("rows.jsonl", 1, "jsonl", "r1", None, "2017-09-08", None, 1),
    ]
    assert project.ask("select title, n_appearances from marts.dim_article where n_appearances > 1 order by 1") == [
        ("One", 2),
        (None, 2),
    ]
    assert project.ask("select file, line, reason_code from quality.rejects order by 1, 2") == [
        ("binary.txt", 1, "undecodable"),
        ("nodate.txt", 1, "no_date"),
        ("rows.csv", 3, "no_date"),
        ("rows.jsonl", 2, "malformed_row"),
    ]
    assert set(stored_parts(project)) > set(old_parts), "only the new articles were extracted"
    assert {k: v for k, v in stored_parts(project).items() if k in old_parts} == old_parts
    assert set(project.ask("select claim_id from marts.fct_casualties")) > old_facts
    incremental = mart_fingerprint(project)
    version = project.version()
    refreshed = project.run("dbt", "build", "--full-refresh")
    assert refreshed.returncode == 0, refreshed.stdout[-4000:]
    assert mart_fingerprint(project) == incremental
    assert project.version() == version


def test_dbt_docs_are_one_offline_page_that_describes_every_model(built_project):
    done = built_project.run("dbt", "docs", "generate", "--static", "--no-compile")
    assert done.returncode == 0, done.stdout[-3000:]
    page = (built_project.root / "target" / "static_index.html").read_text(encoding="utf-8")
    assert "One row per claim" in page
    manifest = json.loads((built_project.root / "target" / "manifest.json").read_text(encoding="utf-8"))
    models = [node for node in manifest["nodes"].values() if node["resource_type"] == "model"]
    assert [m["name"] for m in models if not m["description"]] == []
    contracted = [m for m in models if m["config"]["contract"]["enforced"]]
    assert {m["config"]["schema"] for m in contracted} >= {"staging", "marts"}
    assert [(m["name"], c["name"]) for m in models for c in m["columns"].values() if not c["description"]] == []
