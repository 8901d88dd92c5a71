"""The feed of changes: replayed it gives every release, it says why, and superseded keys lead on."""

from __future__ import annotations

import random
import shutil
import subprocess
import sys
from pathlib import Path

import duckdb
import pytest
from frontledger.cli.errors import Exit
from frontledger.warehouse import release as releases
from frontledger.warehouse.diff import UnknownReleaseError, counts, differences, find_release
from frontledger.warehouse.history import AS_OF, TRACKED, as_of
from frontledger.warehouse.layout import Layout
from frontledger.warehouse.release import KEPT, QualityGateError, list_releases, read_current
from frontledger.warehouse.release_log import publish_and_log

CLAIM = "claim_id varchar, article_id varchar, quoted_text varchar, value_best bigint, pct double, day date"
TABLES = {
    "dim_article": "article_id varchar, n_appearances integer",
    "fct_casualties": f"{CLAIM}, extractor_version varchar",
    "fct_territory": f"{CLAIM}, extractor_version varchar",
    "fct_events": f"{CLAIM}, extractor_version varchar",
    "fct_claims_set_aside": f"{CLAIM}, extractor_version varchar",
    "fct_incidents": "incident_id varchar, place varchar, deaths_best bigint, correction_ids varchar[], quoted varchar",
    "bridge_incident_claim": "incident_id varchar, claim_id varchar, article_id varchar, own_incident_id varchar, "
    "correction_ids varchar[], acceptance_id varchar",
    "fct_corrections": "correction_id varchar, claim_id varchar, incident_id varchar, field varchar, "
    "old_value varchar, new_value varchar",
}


class Warehouse:
    """A build database of the tables that have a history, which a test fills and publishes."""

    def __init__(self, root: Path, monkeypatch) -> None:
        self.layout = Layout(root)
        self.layout.build_database.parent.mkdir(parents=True, exist_ok=True)
        self.number = 0
        self.monkeypatch = monkeypatch
        self.con = duckdb.connect(str(self.layout.build_database))
        self.con.execute(
            """
            create schema if not exists raw; create schema if not exists marts; create schema if not exists quality;
            create or replace table raw.raw_extractions as select 'x1' as extractor_version;
            create or replace table quality.check_results as
                select 'x' as check_id, 'critical' as severity, 'passed' as status;
            """
        )
        for table, columns in TABLES.items():
            self.con.execute(f"create or replace table marts.{table} ({columns})")

    def article(self, article_id: str, *claims: str) -> None:
        """Put an article with events; each stands in an incident of its own."""
        self.con.execute("insert into marts.dim_article values (?, 1)", [article_id])
        for claim in claims:
            self.con.execute(
                "insert into marts.fct_events values (?, ?, 'it''s \"so\"', null, 0.1, '2017-01-14', "
                "(select max(extractor_version) from raw.raw_extractions))",
                [claim, article_id],
            )
            self.con.execute(
                "insert into marts.bridge_incident_claim values ('i' || ?, ?, ?, 'i' || ?, null, null)",
                [claim, claim, article_id, claim],
            )
        self.incidents()

    def remove(self, article_id: str) -> None:
        for table in ("dim_article", "fct_events", "bridge_incident_claim"):
            self.con.execute(f"delete from marts.{table} where article_id = ?", [article_id])
        self.incidents()

    def move(self, claim: str, incident: str, correction: str | None = None) -> None:
        marks = [correction] if correction else None
        self.con.execute(
            "update marts.bridge_incident_claim set incident_id = ?, correction_ids = ? where claim_id = ?",
            [incident, marks, claim],
        )
        self.incidents()

    def incidents(self) -> None:
        """Make the incidents anew from their claims."""
        self.con.execute("delete from marts.fct_incidents")
        self.con.execute(
            "insert into marts.fct_incidents (incident_id, place, deaths_best, correction_ids) "
            "select incident_id, 'Raqqa', count(*), nullif(list_distinct(flatten(list(correction_ids))), []) "
            "from marts.bridge_incident_claim group by incident_id"
        )

    def publish(self) -> str:
        self.number += 1
        self.monkeypatch.setattr(releases, "_stamp", lambda: f"2026.01.01-{self.number:06d}")
        publish_and_log(self.con, self.layout, "1", previous="quality.release_log")
        current = read_current(self.layout)
        assert current
        return current.version

    def open(self, version: str) -> duckdb.DuckDBPyConnection:
        return duckdb.connect(str(self.layout.releases / version / "frontledger.duckdb"), read_only=True)

    def ask(self, version: str, sql: str) -> list[tuple]:
        with self.open(version) as con:
            return con.execute(sql).fetchall()

    def reasons(self, version: str, table: str = "fct_incidents") -> dict[str, tuple[str, str]]:
        """Return the changes of the newest release: key -> change and reason."""
        rows = self.ask(
            version,
            f"select row_key, change, reason from marts.fct_changes where release = '{version}' "
            f"and table_name = '{table}'",
        )
        return {key: (change, reason) for key, change, reason in rows}


@pytest.fixture
def warehouse(tmp_path, monkeypatch) -> Warehouse:
    return Warehouse(tmp_path, monkeypatch)


def replayed(con: duckdb.DuckDBPyConnection, table: str, version: str) -> list[tuple]:
    columns = dict(
        con.execute(
            "select column_name, data_type from duckdb_columns() where schema_name = 'marts' and table_name = ? "
            "order by column_index",
            [table],
        ).fetchall()
    )
    believed = as_of(table, columns, f"release <= '{version}'")
    return con.execute(f"select * from ({believed}) order by all").fetchall()


def assert_replay_gives_every_release(warehouse: Warehouse, versions: list[str]) -> None:
    """Replay the feed of the last release up to each earlier one, and compare it with that release, row by row."""
    for version in versions:
        for table in TRACKED:
            saved = warehouse.ask(version, f"select * from marts.{table} order by all")
            with warehouse.open(versions[-1]) as con:
                assert replayed(con, table, version) == saved, (version, table)


def test_history_begins_with_the_first_release_and_says_so(warehouse):
    warehouse.article("a1", "e1")
    version = warehouse.publish()
    assert warehouse.reasons(version) == {"ie1": ("insert", "history_begins")}
    assert_replay_gives_every_release(warehouse, [version])


def test_a_deleted_warehouse_begins_its_history_anew(warehouse, tmp_path, monkeypatch):
    warehouse.article("a1", "e1")
    warehouse.publish()
    warehouse.con.close()
    shutil.rmtree(warehouse.layout.warehouse)
    again = Warehouse(tmp_path, monkeypatch)
    again.article("a1", "e1")
    assert set(again.reasons(again.publish()).values()) == {("insert", "history_begins")}


def test_what_changes_nothing_leaves_no_trace(warehouse):
    warehouse.article("a1", "e1")
    version = warehouse.publish()
    before = warehouse.ask(version, "select * from marts.fct_changes")
    assert warehouse.publish() == version
    assert warehouse.ask(version, "select * from marts.fct_changes") == before


def test_what_failed_a_check_leaves_no_trace(warehouse):
    warehouse.article("a1", "e1")
    warehouse.publish()
    warehouse.article("a2", "e2")
    warehouse.con.execute("update quality.check_results set status = 'failed'")
    with pytest.raises(QualityGateError):
        warehouse.publish()
    warehouse.con.execute("update quality.check_results set status = 'passed'")
    warehouse.remove("a2")
    warehouse.article("a3", "e3")
    version = warehouse.publish()
    assert warehouse.ask(version, "select count(*) from marts.fct_changes where row_key = 'e2'") == [(0,)]


def test_an_article_that_comes_goes_and_comes_back(warehouse):
    warehouse.article("a1", "e1")
    first = warehouse.publish()
    warehouse.article("a2", "e2")
    second = warehouse.publish()
    assert warehouse.reasons(second) == {"ie2": ("insert", "new_article")}
    assert warehouse.reasons(second, "fct_events") == {"e2": ("insert", "new_article")}
    warehouse.remove("a2")
    third = warehouse.publish()
    assert warehouse.reasons(third) == {"ie2": ("delete", "article_removed")}
    assert warehouse.reasons(third, "fct_events") == {"e2": ("delete", "article_removed")}
    warehouse.article("a2", "e2")
    fourth = warehouse.publish()
    assert warehouse.reasons(fourth) == {"ie2": ("insert", "new_article")}
    assert_replay_gives_every_release(warehouse, [first, second, third, fourth])
    with warehouse.open(fourth) as con:
        assert differences(con, second, fourth) == [], "it came back as it was"
        assert counts(differences(con, second, third)) == [
            ("bridge_incident_claim", "delete", "article_removed", 1),
            ("fct_events", "delete", "article_removed", 1),
            ("fct_incidents", "delete", "article_removed", 1),
        ]
        assert [row.change for row in differences(con, third, second)] == ["insert"] * 3, "backwards"


def test_another_appearance_of_an_article_is_a_new_article(warehouse):
    warehouse.article("a1", "e1")
    warehouse.publish()
    warehouse.con.execute("update marts.dim_article set n_appearances = 2")
    warehouse.con.execute("update marts.fct_events set day = '2017-01-13'")
    assert warehouse.reasons(warehouse.publish(), "fct_events") == {"e1": ("update", "new_article")}
    warehouse.con.execute("update marts.dim_article set n_appearances = 1")
    warehouse.con.execute("update marts.fct_events set day = '2017-01-14'")
    assert warehouse.reasons(warehouse.publish(), "fct_events") == {"e1": ("update", "article_removed")}


def test_a_new_extractor_is_the_reason_where_no_article_is(warehouse):
    warehouse.article("a1", "e1")
    warehouse.publish()
    warehouse.con.execute("update raw.raw_extractions set extractor_version = 'x2'")
    warehouse.con.execute("update marts.fct_events set extractor_version = 'x2', value_best = 3")
    warehouse.con.execute("update marts.fct_incidents set deaths_best = 3")
    warehouse.article("a2", "e2")
    warehouse.con.execute("update marts.fct_incidents set deaths_best = 3 where incident_id = 'ie1'")
    version = warehouse.publish()
    assert warehouse.reasons(version, "fct_events") == {
        "e1": ("update", "new_extractor"),
        "e2": ("insert", "new_article"),
    }
    assert warehouse.reasons(version) == {"ie1": ("update", "new_extractor"), "ie2": ("insert", "new_article")}
    assert warehouse.ask(
        version, "select changed_columns from marts.fct_changes where row_key = 'e1' and change = 'update'"
    ) == [(["extractor_version", "value_best"],)]


def test_a_correction_is_the_reason_of_what_it_touches_when_it_comes_and_when_it_goes(warehouse):
    warehouse.article("a1", "e1", "e2", "e3")
    warehouse.publish()
    warehouse.con.execute("insert into marts.fct_corrections values ('k1', null, 'ie2', 'merge', 'e1|e2', 'ie1')")
    warehouse.move("e2", "ie1", "k1")
    merged = warehouse.publish()
    assert warehouse.reasons(merged) == {"ie1": ("update", "correction"), "ie2": ("delete", "correction")}
    assert warehouse.reasons(merged, "bridge_incident_claim") == {"e2": ("update", "correction")}
    assert warehouse.ask(merged, "select superseded_id, incident_id, reason from marts.fct_incident_redirects") == [
        ("ie2", "ie1", "correction")
    ]
    warehouse.con.execute("insert into marts.fct_corrections values ('k2', 'e3', null, 'reject', null, null)")
    warehouse.con.execute("delete from marts.bridge_incident_claim where claim_id = 'e3'")
    warehouse.incidents()
    rejected = warehouse.publish()
    assert warehouse.reasons(rejected) == {"ie3": ("delete", "correction")}
    warehouse.con.execute("delete from marts.fct_corrections where correction_id = 'k1'")
    warehouse.move("e2", "ie2")
    undone = warehouse.publish()
    assert warehouse.reasons(undone) == {"ie1": ("update", "correction"), "ie2": ("insert", "correction")}
    assert warehouse.ask(undone, "select superseded_id from marts.fct_incident_redirects") == [("ie3",)]


def test_an_acceptance_is_the_reason_of_its_mark_and_of_nothing_else(warehouse):
    warehouse.article("a1", "e1", "e2")
    warehouse.publish()
    warehouse.con.execute("insert into marts.fct_corrections values ('k1', 'e1', null, 'accept', 'place_id=p', null)")
    warehouse.con.execute("update marts.bridge_incident_claim set acceptance_id = 'k1' where claim_id = 'e1'")
    warehouse.con.execute("update marts.fct_incidents set deaths_best = 3 where incident_id = 'ie1'")
    accepted = warehouse.publish()
    assert warehouse.reasons(accepted, "bridge_incident_claim") == {"e1": ("update", "correction")}
    assert warehouse.reasons(accepted) == {"ie1": ("update", "new_rules")}
    warehouse.con.execute("delete from marts.fct_corrections")
    warehouse.con.execute("update marts.bridge_incident_claim set acceptance_id = null")
    undone = warehouse.publish()
    assert warehouse.reasons(undone, "bridge_incident_claim") == {"e1": ("update", "correction")}
    assert warehouse.reasons(undone) == {}


def test_what_nothing_explains_is_new_rules(warehouse):
    warehouse.article("a1", "e1")
    warehouse.publish()
    warehouse.con.execute("update marts.fct_incidents set place = 'Palmyra'")
    assert warehouse.reasons(warehouse.publish()) == {"ie1": ("update", "new_rules")}


def test_an_incident_changed_by_claims_elsewhere_has_the_reason_of_the_release(warehouse):
    """As when a new article makes a vague telling fit two incidents: no claim of its own is new."""
    warehouse.article("a1", "e1", "e2")
    warehouse.move("e2", "ie1")
    warehouse.publish()
    warehouse.article("a2", "e3")
    warehouse.move("e2", "ie2")
    assert warehouse.reasons(warehouse.publish())["ie2"] == ("insert", "new_article")


def redirects(warehouse: Warehouse, version: str) -> dict[str, tuple]:
    rows = warehouse.ask(
        version, "select superseded_id, incident_id, led_by, since_release, reason from marts.fct_incident_redirects"
    )
    return {old: (new, how, since, reason) for old, new, how, since, reason in rows}


def test_a_superseded_key_leads_to_where_its_first_claim_is_however_often_it_moves(warehouse):
    warehouse.article("a1", "e1")
    warehouse.article("a2", "e2")
    warehouse.publish()
    warehouse.article("a3", "e3")
    warehouse.move("e2", "ie1")
    second = warehouse.publish()
    assert redirects(warehouse, second) == {"ie2": ("ie1", "first_claim", second, "new_article")}
    warehouse.article("a0", "e0")
    warehouse.move("e1", "ie0")
    warehouse.move("e2", "ie0")
    third = warehouse.publish()
    assert {old: new for old, (new, *_) in redirects(warehouse, third).items()} == {"ie2": "ie0", "ie1": "ie0"}
    assert redirects(warehouse, third)["ie2"][2] == second, "since when is kept"


def test_a_key_whose_first_claim_is_gone_leads_to_most_of_its_claims_or_nowhere(warehouse):
    warehouse.article("a1", "e1")
    warehouse.article("a2", "e2", "e3")
    warehouse.article("a4", "e4")
    for claim in ("e2", "e3", "e4"):
        warehouse.move(claim, "ie1")
    warehouse.publish()
    warehouse.remove("a1")
    for claim, incident in (("e2", "ie2"), ("e3", "ie2"), ("e4", "ie4")):
        warehouse.move(claim, incident)
    second = warehouse.publish()
    assert redirects(warehouse, second) == {"ie1": ("ie2", "most_claims", second, "article_removed")}
    for article in ("a2", "a4"):
        warehouse.remove(article)
    third = warehouse.publish()
    assert redirects(warehouse, third)["ie1"][:2] == (None, "nothing")
    assert set(redirects(warehouse, third)) == {"ie1", "ie2", "ie4"}
    warehouse.article("a1", "e1")
    assert "ie1" not in redirects(warehouse, warehouse.publish()), "a key that comes back leads nowhere else"


@pytest.mark.parametrize("seed", range(4))
def test_replaying_the_feed_gives_every_release_row_by_row(warehouse, seed):
    """Whatever comes, goes, moves or is corrected."""
    rng = random.Random(seed)
    versions: list[str] = []
    present: dict[str, list[str]] = {}
    for step in range(KEPT - 1):
        for _ in range(rng.randrange(1, 4)):
            action = rng.choice(["come", "come", "go", "move", "change", "extractor"])
            claims = [claim for told in present.values() for claim in told]
            if action == "come":
                article = f"a{step}{rng.randrange(99)}"
                if article not in present:
                    present[article] = [f"e{article}{i}" for i in range(rng.randrange(1, 4))]
                    warehouse.article(article, *present[article])
            elif action == "go" and present:
                article = rng.choice(sorted(present))
                del present[article]
                warehouse.remove(article)
            elif action == "move" and claims:
                warehouse.move(rng.choice(claims), f"i{rng.choice(claims)}", rng.choice([None, "k1"]))
            elif action == "change" and claims:
                warehouse.con.execute(
                    "update marts.fct_events set quoted_text = ?, pct = ?, value_best = ? where claim_id = ?",
                    [rng.choice(["é “x”", None, "\\ \n", "{}"]), rng.random() * 1e-7, 2**53 + 1, rng.choice(claims)],
                )
            elif action == "extractor":
                warehouse.con.execute("update raw.raw_extractions set extractor_version = ?", [f"x{step}"])
                warehouse.con.execute("update marts.fct_events set extractor_version = ?", [f"x{step}"])
        version = warehouse.publish()
        versions += [version] if version not in versions else []
    assert len(versions) > 5
    assert_replay_gives_every_release(warehouse, versions)
    numbers = warehouse.ask(versions[-1], "select change_number from marts.fct_changes order by release, change_number")
    assert [number for (number,) in numbers] == list(range(1, len(numbers) + 1))
    unfit = warehouse.ask(
        versions[-1],
        "select change_number from marts.fct_changes where (before is null) <> (change = 'insert') "
        "or (after is null) <> (change = 'delete') or (change = 'update') <> (changed_columns is not null)",
    )
    assert unfit == []


def test_the_feed_outlives_the_releases_it_tells_of(warehouse):
    first = None
    for number in range(KEPT + 3):
        warehouse.article(f"a{number}", f"e{number}")
        version = warehouse.publish()
        first = first or version
    assert first not in [release.version for release in list_releases(warehouse.layout)]
    with warehouse.open(version) as con:
        assert [row[0] for row in replayed(con, "fct_incidents", first)] == ["ie0"]
        assert len(differences(con, find_release(con, first), version)) == 3 * (KEPT + 2)


def test_a_release_made_before_there_was_a_history_is_where_it_begins(warehouse, monkeypatch):
    warehouse.article("a1", "e1")
    monkeypatch.setattr(releases, "write_history", lambda *arguments: None)
    first = warehouse.publish()
    monkeypatch.undo()
    warehouse.monkeypatch = monkeypatch
    warehouse.article("a2", "e2")
    second = warehouse.publish()
    assert_replay_gives_every_release(warehouse, [first, second])
    assert warehouse.ask(
        second, "select release, row_key, reason from marts.fct_changes where table_name = 'fct_incidents' order by 1"
    ) == [(first, "ie1", "history_begins"), (second, "ie2", "new_article")]


def test_a_new_column_that_says_nothing_changes_nothing(warehouse):
    warehouse.article("a1", "e1")
    warehouse.publish()
    warehouse.con.execute("alter table marts.fct_incidents add column injured_best bigint")
    warehouse.article("a2", "e2")
    assert set(warehouse.reasons(warehouse.publish())) == {"ie2"}


def test_what_was_believed_on_a_day_is_one_query(warehouse):
    """By the end of that day, UTC; in a release that was copied elsewhere, too."""
    warehouse.article("a1", "e1")
    first = warehouse.publish()
    warehouse.con.execute("update marts.fct_incidents set place = 'Palmyra'")
    second = warehouse.publish()
    file = warehouse.layout.root / "copy" / "any_name.duckdb"
    file.parent.mkdir()
    shutil.copy(warehouse.layout.releases / second / "frontledger.duckdb", file)
    file.chmod(0o644)
    with duckdb.connect(str(file)) as con:
        con.execute(f"update marts.fct_changes set recorded_at = '2026-01-05 23:00:00' where release = '{first}'")
        con.execute(f"update marts.fct_changes set recorded_at = '2026-01-07 00:00:00' where release = '{second}'")

        def places(day: str) -> list[tuple]:
            return con.execute(f"select place from marts.incidents_on('{day}')").fetchall()

        assert (places("2026-01-04"), places("2026-01-05")) == ([], [("Raqqa",)])
        assert (places("2026-01-06"), places("2026-01-07")) == ([("Raqqa",)], [("Palmyra",)])
        for macro, table in AS_OF.items():
            described = con.execute(f"describe select * from marts.{macro}(date '2026-01-07')").fetchall()
            assert [row[:2] for row in described] == [
                row[:2] for row in con.execute(f"describe marts.{table}").fetchall()
            ]


def test_a_release_is_meant_by_version_beginning_place_or_day(warehouse):
    for number in range(3):
        warehouse.article(f"a{number}", f"e{number}")
        version = warehouse.publish()
    with warehouse.open(version) as con:
        first = find_release(con, "2026.01.01-000001")
        assert (find_release(con, "current"), find_release(con, version)) == (version, version)
        assert find_release(con, "previous").startswith("2026.01.01-000002")
        assert find_release(con, "2026-01-01") == version
        for word, why in (("2026.01", "3 releases"), ("2025-12-31", "no release"), ("x", "no release")):
            with pytest.raises(UnknownReleaseError, match=why):
                find_release(con, word)
    with warehouse.open(first) as con, pytest.raises(UnknownReleaseError, match="first release"):
        find_release(con, "previous")


def diff(warehouse: Warehouse, *arguments: str) -> subprocess.CompletedProcess:
    return subprocess.run(
        [str(Path(sys.executable).parent / "frontledger"), "diff", *arguments, "--project", str(warehouse.layout.root)],
        capture_output=True,
        text=True,
    )


def test_the_command_prints_counts_then_rows(warehouse):
    (warehouse.layout.root / "dbt_project.yml").write_text("name: x\n")
    warehouse.article("a1", "e1")
    warehouse.publish()
    warehouse.con.execute("update raw.raw_extractions set extractor_version = 'x2'")
    warehouse.con.execute("update marts.fct_events set extractor_version = 'x2'")
    warehouse.article("a2", "e2")
    warehouse.con.execute("update marts.fct_incidents set deaths_best = 43, place = null where incident_id = 'ie1'")
    warehouse.publish()
    warehouse.con.close()
    done = diff(warehouse)
    assert done.returncode == Exit.OK, done.stderr
    assert done.stdout.splitlines() == [
        "table\tchange\treason\trows",
        "bridge_incident_claim\tinsert\tnew_article\t1",
        "fct_events\tinsert\tnew_article\t1",
        "fct_events\tupdate\tnew_extractor\t1",
        "fct_incidents\tinsert\tnew_article\t1",
        "fct_incidents\tupdate\tnew_extractor\t1",
        "",
        "table\tkey\tchange\treason\twhat",
        "bridge_incident_claim\te2\tinsert\tnew_article\tie2",
        'fct_events\te2\tinsert\tnew_article\tit\'s "so"',
        "fct_incidents\tie1\tupdate\tnew_extractor\tdeaths_best 1 -> 43; place Raqqa -> nothing",
        "fct_incidents\tie2\tinsert\tnew_article\tRaqqa, 1",
    ]
    assert done.stderr == "1 claims were extracted anew with the same result\n"
    assert diff(warehouse, "nonsense").returncode == Exit.NOT_FOUND
    told = diff(warehouse, "previous", "current", "--json").stdout
    assert '"changed_columns": ["deaths_best", "place"]' in told and '"from": "2026.01.01-000001' in told
