"""Each expectation is shown marts that keep its rule, and marts that break it."""

from __future__ import annotations

import json
from pathlib import Path

import duckdb
import pytest
from frontledger.warehouse.checks import check_marts, read_suites, run_suites

FOLDER = Path(__file__).parents[2] / "expectations"
SUITES = read_suites(FOLDER)

# One article with two sentences, and claims of each kind that keep every rule.
SOUND = """
create schema marts; create schema quality;
create table marts.dim_article as select 'a1' as article_id, 's1' as sha256, 1 as n_appearances, 'Ten died. All fled.' as body;
create table marts.bridge_article_appearance as select 'a1' as article_id, 'f.txt' as source_file;
create table marts.dim_sentence as select * from (values ('a1-0', 'a1', 0, 9), ('a1-1', 'a1', 10, 19))
    as v (sentence_id, article_id, char_start, char_end);
create table marts.dim_place as select * from (values ('p1', 34.5::double, 38.3::double, true), ('text:1', null, null, false))
    as v (place_id, latitude, longitude, resolved);
create table marts.fct_casualties as
    select 'c' || n as claim_id, 'a1' as article_id, 'a1-0' as sentence_id, 0 as char_start, 8 as char_end,
        'Ten died' as quoted_text, 'killed' as measure, 10::bigint as stated_value, null::varchar as vague_term,
        'exact' as qualifier, 10::bigint as value_low, 10::bigint as value_best, 10::bigint as value_high,
        'incident' as scope, null::varchar as part_of_claim_id, 'combatant' as victim_class, 'X' as victim_actor,
        'P' as place, 'p1' as place_id, date '2017-01-02' as published, date '2017-01-01' as date_start, date '2017-01-01' as date_end,
        'day' as date_precision
    from range(1, 3) as r (n);
update marts.fct_casualties set part_of_claim_id = 'c1', value_low = 5, value_best = 5, value_high = 5 where claim_id = 'c2';
create table marts.fct_territory as
    select 't1' as claim_id, 'a1' as article_id, 'a1-1' as sentence_id, 10 as char_start, 18 as char_end, 'All fled' as quoted_text,
        'P' as place, 'p1' as place_id, 'X' as actor, null::varchar as base, 60.0::double as stated_value, null::double as pct_low,
        60.0::double as pct_best, 60.0::double as pct_high, date '2017-01-02' as published, date '2017-01-02' as date_start, date '2017-01-02' as date_end;
create table marts.fct_events as
    select 'e1' as claim_id, 'a1' as article_id, 'a1-1' as sentence_id, 10 as char_start, 18 as char_end, 'All fled' as quoted_text,
        1 as n_mentions, 'P' as place, 'p1' as place_id, date '2017-01-02' as published,
        date '2017-01-02' as date_start, date '2017-01-02' as date_end;
create table marts.bridge_event_mention as select 'e1' as claim_id, 0 as mention_ordinal, 'All fled' as quoted_text;
create table quality.rejects as select 'f.txt' as file where false;
"""

# check -> what is done to the sound marts so that it, and perhaps others, must fail
BROKEN = {
    "a_claim_can_be_quoted.quote_is_the_article_text": "update marts.fct_events set quoted_text = 'All bled'",
    "a_claim_can_be_quoted.quote_lies_in_one_sentence": "update marts.fct_casualties set char_end = 12",
    "a_part_never_exceeds_its_whole.part_is_no_larger_than_whole": "update marts.fct_casualties set value_best = 11 where claim_id = 'c2'",
    "a_part_never_exceeds_its_whole.part_measures_what_its_whole_measures": "update marts.fct_casualties set measure = 'wounded' where claim_id = 'c2'",
    "a_part_never_exceeds_its_whole.part_and_whole_stand_in_one_article": "update marts.fct_casualties set article_id = 'a2' where claim_id = 'c2'",
    "a_share_lies_between_none_and_all.stated_share_is_a_percentage": "update marts.fct_territory set stated_value = 120",
    "a_share_lies_between_none_and_all.low_bound_is_a_percentage": "update marts.fct_territory set pct_low = -1",
    "a_share_lies_between_none_and_all.high_bound_is_a_percentage": "update marts.fct_territory set pct_high = 101",
    "a_share_lies_between_none_and_all.share_names_its_place": "update marts.fct_territory set place = null",
    "a_share_lies_between_none_and_all.share_names_its_holder": "update marts.fct_territory set actor = null",
    "an_article_is_counted_once.a_text_is_stored_once": "insert into marts.dim_article values ('a9', 's1', 0, 'x')",
    "an_article_is_counted_once.every_appearance_is_kept": "update marts.dim_article set n_appearances = 2",
    "an_event_is_told_by_its_mentions.every_mention_is_kept": "update marts.fct_events set n_mentions = 2",
    "an_event_is_told_by_its_mentions.quote_is_one_of_the_mentions": "update marts.bridge_event_mention set quoted_text = 'x'",
    "bounds_stand_in_order.low_is_not_above_best": "update marts.fct_casualties set value_low = 11 where claim_id = 'c1'",
    "bounds_stand_in_order.best_is_not_above_high": "update marts.fct_casualties set value_best = 12 where claim_id = 'c1'",
    "bounds_stand_in_order.low_is_not_above_high": "update marts.fct_casualties set value_best = null, value_low = 11 where claim_id = 'c1'",
    "civilians_belong_to_no_party.civilian_victims_have_no_actor": "update marts.fct_casualties set victim_class = 'civilian'",
    "extraction_has_not_collapsed.articles_make_claims": "delete from marts.fct_casualties; delete from marts.fct_territory; delete from marts.fct_events",
    "extraction_has_not_collapsed.no_article_makes_hundreds_of_claims": "insert into marts.fct_events select e.* replace ('e' || n as claim_id) from marts.fct_events e, range(2, 500) r (n)",
    "most_claims_have_a_known_place.named_places_are_known": "update marts.fct_casualties set place_id = null",
    "most_of_what_came_in_was_read.received_things_were_read": "insert into quality.rejects values ('g.txt'), ('h.txt')",
    "nothing_is_reported_before_it_happens.it_begins_before_publication": "update marts.fct_events set date_start = '2017-02-01', date_end = '2017-02-01'",
    "nothing_is_reported_before_it_happens.it_ends_before_publication": "update marts.fct_events set date_end = '2017-02-01'",
    "nothing_is_reported_before_it_happens.it_ends_after_it_begins": "update marts.fct_events set date_end = '2016-02-01'",
    "nothing_is_reported_before_it_happens.it_happened_in_living_memory": "update marts.fct_events set date_start = '1817-02-01'",
    "unknown_places_stay_off_the_map.latitude_is_on_the_globe": "update marts.dim_place set latitude = 134 where resolved",
    "unknown_places_stay_off_the_map.longitude_is_on_the_globe": "update marts.dim_place set longitude = 234 where resolved",
    "unknown_places_stay_off_the_map.unknown_place_has_no_coordinates": "update marts.dim_place set latitude = 34, longitude = 3 where not resolved",
    "unknown_places_stay_off_the_map.no_place_lies_off_west_africa_at_zero": "update marts.dim_place set latitude = 0, longitude = 0 where resolved",
    "war_tolls_stay_out_of_incidents.incident_toll_is_below_five_thousand": "update marts.fct_casualties set value_best = 330000",
    "war_tolls_stay_out_of_incidents.incident_lasts_no_longer_than_a_month": "update marts.fct_casualties set date_start = '2011-03-01'",
    "what_is_not_stated_is_not_zero.stated_figure_is_not_zero": "update marts.fct_casualties set stated_value = 0",
    "what_is_not_stated_is_not_zero.best_figure_is_not_zero": "update marts.fct_casualties set value_best = 0",
    "what_is_not_stated_is_not_zero.low_bound_is_zero_only_under_a_cap": "update marts.fct_casualties set value_low = 0",
    "what_is_not_stated_is_not_zero.every_toll_says_how_many": "update marts.fct_casualties set stated_value = null",
}  # fmt: skip


def marts(breakage: str = "") -> duckdb.DuckDBPyConnection:
    con = duckdb.connect()
    con.execute(SOUND)
    if breakage:
        con.execute(breakage)
    return con


def results(con, suites=SUITES) -> dict[str, dict]:
    return {row["check_id"]: row for row in run_suites(con, suites).to_pylist()}


def test_every_expectation_is_shown():
    assert {f"{suite.name}.{expectation['name']}" for suite in SUITES for expectation in suite.expectations} == set(
        BROKEN
    )


def test_sound_marts_pass_every_check():
    assert {check for check, row in results(marts()).items() if row["status"] != "passed"} == set()


def test_empty_marts_break_no_rule():
    empty = ";".join(
        f"delete from {schema}.{name}"
        for schema, name in marts().execute("select schema_name, table_name from duckdb_tables()").fetchall()
    )
    assert {row["status"] for row in results(marts(empty)).values()} == {"passed"}


@pytest.mark.parametrize("check", BROKEN)
def test_it_fails_marts_that_break_its_rule(check):
    suite = check.split(".")[0]
    row = results(marts(BROKEN[check]), [s for s in SUITES if s.name == suite])[check]
    assert row["status"] == "failed"
    assert row["failing_rows"] > 0
    assert json.loads(row["sample_ids"])


def test_a_year_says_when_it_happened_not_how_long_it_took():
    con = marts(
        "update marts.fct_casualties set date_start = '2016-01-01', date_end = '2016-12-31', date_precision = 'year'"
    )
    check = "war_tolls_stay_out_of_incidents.incident_lasts_no_longer_than_a_month"
    assert results(con)[check]["status"] == "passed"


def test_results_are_taken_over_only_if_nothing_changed_and_nothing_critical_failed(tmp_path, monkeypatch):
    runs = []
    monkeypatch.setattr(
        "frontledger.warehouse.checks.run_suites",
        lambda con, suites, input_hash="": runs.append(1) or run_suites(con, suites[:1], input_hash),
    )
    con = marts()

    def check():
        con.register("checked", check_marts(con, FOLDER, "quality.check_results"))
        con.execute("create or replace table quality.check_results as select * from checked")
        return len(runs)

    assert [check(), check()] == [1, 1]
    con.execute("update marts.fct_events set quoted_text = 'All bled'")
    assert [check(), check()] == [2, 3], "a critical failure is looked at again"


@pytest.mark.parametrize(
    "content",
    [
        "description: x\n",
        "description: d\ntable: t\nkey: k\nquery: q\nexpectations: [{name: n, expect: e, severity: bad, meaning: m}]\n",
    ],
)
def test_a_file_that_is_no_suite_is_named(tmp_path, content):
    (tmp_path / "wrong.yml").write_text(content)
    with pytest.raises(ValueError, match=r"wrong\.yml"):
        read_suites(tmp_path)


def test_a_check_that_cannot_run_has_not_passed(tmp_path):
    (tmp_path / "odd.yml").write_text(
        "description: d\ntable: t\nkey: claim_id\nquery: select claim_id from marts.fct_events\nexpectations:\n"
        "  - {name: n, expect: expect_column_values_to_not_be_null, with: {column: gone}, severity: warning, meaning: m}\n"
    )
    with pytest.raises(RuntimeError, match="odd"):
        run_suites(marts(), read_suites(tmp_path))
