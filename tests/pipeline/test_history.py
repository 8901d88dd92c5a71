"""The history of a real warehouse: articles come one by one, go and come back, a correction comes and goes."""

from __future__ import annotations

import json
import shutil
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import duckdb
import pytest
from frontledger.warehouse.history import TRACKED, as_of

SEED = Path(__file__).parents[1] / "gold" / "seed"

# Told first, but received last, C is what A (no party) and B (another day) have in common.
ARTICLES = {
    "a": (
        "2017-02-26",
        "Small Paper",
        "The town of Al-Bab was captured on 22 February 2017, residents said. "
        "At least 12 civilians were killed in Al-Bab on 22 February 2017.",
    ),
    "b": (
        "2017-02-25",
        "Other Paper",
        "Turkish-backed rebels captured Al-Bab from the Islamic State on 23 February 2017. "
        "Streets were empty and shops were closed all day.",
    ),
    "c": (
        "2017-02-24",
        "Third Paper",
        "Turkish-backed rebels captured Al-Bab from the Islamic State on 22 February 2017, "
        "a commander told reporters by telephone from the border.",
    ),
}


@dataclass
class Chronicle:
    """A project and the releases that were made of it, each with its tracked tables as they were read then."""

    project: Any  # of tests/conftest.py
    versions: list[str] = field(default_factory=list)

    def put(self, name: str) -> None:
        published, source, body = ARTICLES[name]
        path = self.project.layout.articles / f"{name}.txt"
        path.write_text(
            f"title: News of the day\npublished: {published}\nsource: {source}\n\n{body}\n", encoding="utf-8"
        )

    def take(self, name: str) -> None:
        (self.project.layout.articles / f"{name}.txt").unlink()

    def build(self) -> str:
        # what is decided in each model is proved elsewhere
        done = self.project.run("dbt", "build", "--exclude-resource-type", "unit_test")
        assert done.returncode == 0, done.stdout[-6000:]
        self.versions.append(self.project.version())
        return self.versions[-1]

    def rows(self, version: str, sql: str) -> list[tuple]:
        file = self.project.layout.releases / version / "frontledger.duckdb"
        with duckdb.connect(str(file), read_only=True) as con:
            return con.execute(sql).fetchall()

    def table(self, version: str, table: str) -> list[tuple]:
        return self.rows(version, f"select * from marts.{table} order by all")

    def captures(self, version: str) -> set[str]:
        """Return the keys of the captures of Al-Bab."""
        rows = self.rows(version, "select incident_id from marts.fct_incidents where event_type = 'territory_captured'")
        return {key for (key,) in rows}

    def redirects(self, version: str) -> dict[str, tuple]:
        rows = self.rows(version, "select superseded_id, incident_id, led_by, reason from marts.fct_incident_redirects")
        return {old: tuple(rest) for old, *rest in rows}

    def reasons(self, version: str) -> set[tuple]:
        return set(
            self.rows(version, f"select distinct change, reason from marts.fct_changes where release = '{version}'")
        )

    def assert_replay_gives_every_release(self) -> None:
        for version in self.versions:
            for table in TRACKED:
                columns = dict(
                    self.rows(
                        version,
                        "select column_name, data_type from duckdb_columns() "
                        f"where schema_name = 'marts' and table_name = '{table}' order by column_index",
                    )
                )
                replay = as_of(table, columns, f"release <= '{version}'")
                assert self.rows(self.versions[-1], f"select * from ({replay}) order by all") == self.table(
                    version, table
                ), (version, table)


def test_articles_and_corrections_come_and_go_and_the_feed_tells_all_of_it(empty_project):
    chronicle = Chronicle(empty_project)
    chronicle.put("a")
    chronicle.put("b")
    first = chronicle.build()
    apart = chronicle.captures(first)
    assert len(apart) == 2
    assert chronicle.reasons(first) == {("insert", "history_begins")}

    chronicle.put("c")
    second = chronicle.build()
    ((together,),) = [tuple(chronicle.captures(second))]
    assert together not in apart, "named after what was told first, though received last"
    assert chronicle.redirects(second) == dict.fromkeys(apart, (together, "first_claim", "new_article"))
    assert {reason for _, reason in chronicle.reasons(second)} == {"new_article"}
    told = {key for (key,) in chronicle.rows(second, "select claim_id from marts.fct_events")}
    of_c = told - {key for (key,) in chronicle.rows(first, "select claim_id from marts.fct_events")}

    ((harm,),) = chronicle.rows(second, "select claim_id from marts.fct_casualties where measure = 'killed'")
    untouched = chronicle.project.layout.corrections.read_bytes()
    done = chronicle.project.run(
        "frontledger", "correct", harm, "value_best=20", "--reason", "misread", "--by", "A. Editor"
    )
    assert done.returncode == 0, done.stderr
    third = chronicle.build()
    assert chronicle.reasons(third) == {("update", "correction")}
    assert chronicle.rows(
        third, "select deaths_best, correction_ids from marts.fct_incidents where deaths_best > 0"
    ) == [(20, ["k001"])]

    chronicle.take("c")
    fourth = chronicle.build()
    assert chronicle.captures(fourth) == apart, "the keys that they had before"
    assert {reason for _, reason in chronicle.reasons(fourth)} == {"article_removed"}
    left = {key for (key,) in chronicle.rows(fourth, "select claim_id from marts.fct_events")}
    assert told - left == of_c, "exactly what the article contributed"
    assert set(chronicle.redirects(fourth)) == {together}
    assert chronicle.redirects(fourth)[together][0] in apart

    chronicle.put("c")
    fifth = chronicle.build()
    for table in TRACKED:
        assert chronicle.table(fifth, table) == chronicle.table(third, table), "added back, all is as it was"

    chronicle.take("c")
    chronicle.project.layout.corrections.write_bytes(untouched)
    sixth = chronicle.build()
    for table in TRACKED:
        assert chronicle.table(sixth, table) == chronicle.table(first, table), "no trace in what is believed now"
    chronicle.assert_replay_gives_every_release()

    told = chronicle.project.run("frontledger", "diff", first, sixth, "--json")
    assert json.loads(told.stdout)["changes"] == []
    told = json.loads(chronicle.project.run("frontledger", "diff", second, third, "--json").stdout)
    assert [(row["change"], row["reason"]) for row in told["changes"] if row["table"] == "fct_incidents"] == [
        ("update", "correction")
    ]


@pytest.mark.slow
def test_every_key_that_was_ever_released_leads_on_whatever_order_articles_come_in(empty_project):
    """The ten articles in three lots, the newest first; in the end all is as if they had come at once."""
    chronicle = Chronicle(empty_project)
    told = json.loads((SEED / "articles.json").read_text(encoding="utf-8"))["articles"]
    ever: set[str] = set()
    for lot in (told[:3], told[3:6], told[6:]):
        for article in lot:
            body = (SEED / f"{article['id']}.txt").read_text(encoding="utf-8")
            head = f"published: {article['published']}\nsource: {article['publisher'] or 'Paper'}\n"
            (chronicle.project.layout.articles / f"{article['id']}.txt").write_text(f"{head}\n{body}", encoding="utf-8")
        version = chronicle.build()
        living = {key for (key,) in chronicle.rows(version, "select incident_id from marts.fct_incidents")}
        redirects = chronicle.redirects(version)
        ever |= living
        assert ever == living | redirects.keys() and not living & redirects.keys()
        assert {target for target, *_ in redirects.values()} <= living
        assert {how for _, how, _ in redirects.values()} <= {"first_claim"}
    assert redirects, "some happening was told earlier than it was first known"
    chronicle.assert_replay_gives_every_release()

    believed = {table: chronicle.table(version, table) for table in TRACKED}
    shutil.rmtree(chronicle.project.layout.warehouse)
    chronicle.project.layout.build_database.parent.mkdir(parents=True)
    anew = chronicle.build()
    assert {table: chronicle.table(anew, table) for table in TRACKED} == believed
    assert chronicle.reasons(anew) == {("insert", "history_begins")}, "and it says that history begins anew"
