"""Filters narrow what they say they narrow, with values as parameters only."""

from __future__ import annotations

from datetime import date

import database
import pytest
import queries
from filters import OWN_VOICE, Filters, merged


def claims(release, kind: str, filters: Filters) -> list[dict]:
    source, parameters = queries.claims(kind, filters)
    return database.fetch(release, database.Query(f"select * {source}", parameters)).to_dicts()


def test_no_filter_keeps_everything(release):
    everything = database.first(release, database.Query("select count(*) as n from marts.fct_casualties"))["n"]
    assert len(claims(release, "casualties", Filters())) == everything > 0


def test_a_province_holds_the_claims_of_its_towns(release):
    found = {row["place"] for row in claims(release, "casualties", Filters(places=("fl:aleppo-province",)))}
    assert found == {"Al-Bab", "Manbij"}


def test_a_date_range_leaves_out_what_has_no_date(release):
    rows = claims(release, "events", Filters(dates=(date(2016, 1, 1), date(2016, 6, 30))))
    assert rows
    assert all(row["date_start"] and date(2016, 1, 1) <= row["date_start"] <= date(2016, 6, 30) for row in rows)


def test_publication_dates_are_another_axis(release):
    day = date(2016, 1, 15)
    rows = claims(release, "events", Filters(dates=(day, day), date_axis="published"))
    assert {row["published"] for row in rows} == {day}


def test_an_actor_counts_on_either_side(release):
    rows = claims(release, "events", Filters(actors=("turkey",)))
    assert {"actor1_id", "actor2_id"} == {
        side for row in rows for side in ("actor1_id", "actor2_id") if row[side] == "turkey"
    }


def test_the_articles_own_voice_can_be_asked_for(release):
    rows = claims(release, "events", Filters(claimants=(OWN_VOICE,)))
    assert rows and all(row["claimed_by"] is None for row in rows)


@pytest.mark.parametrize("words", ["'; drop table marts.dim_article; --", "100%", "_", "$words"])
def test_words_are_looked_for_and_never_run(release, words):
    assert claims(release, "casualties", Filters(words=words)) == []


def test_every_filter_can_be_dropped():
    filters = Filters((date(2016, 1, 1), date(2016, 1, 2)), "event", ("p",), ("a",), ("c",), ("o",), "w")
    assert filters.active() == ["dates", "places", "actors", "claimants", "publishers", "words"]
    for name in filters.active():
        assert name not in filters.without(name).active()


def test_one_name_cannot_stand_for_two_values():
    with pytest.raises(ValueError, match="two values"):
        merged({"a": 1}, {"a": 2})


def test_sql_for_readers_runs_as_it_is_written(release):
    filters = Filters(
        (date(2016, 1, 1), date(2017, 1, 1)), places=("fl:aleppo-province",), claimants=("levant-wire",), words="it's"
    )
    query = queries.casualties(filters, "killed", ["incident"], ["civilian", "unknown"])
    written = database.Query(query.as_text())
    assert "$" not in written.sql
    assert database.fetch(release, written).equals(database.fetch(release, query))
