"""The incidents: what the list and one incident's page say, and the rules by which filters choose incidents."""

from __future__ import annotations

import re
from datetime import date

import database
import pytest
import reconciled
import wording
from filters import Filters
from test_pages import text


def rows(release, sql: str) -> list[dict]:
    return database.fetch(release, database.Query(sql)).to_dicts()


@pytest.fixture
def conflicting(release) -> dict:
    """An incident on whose deaths sources differ."""
    return rows(release, "select * from marts.fct_incidents where agreement = 'conflict' order by incident_id")[0]


def test_the_list_counts_incidents_claims_and_conflicts(app, release):
    n = rows(release, "select count(*) as n from marts.fct_incidents")[0]["n"]
    conflicts = rows(release, "select count(*) as n from marts.fct_incidents where agreement = 'conflict'")[0]["n"]
    said = re.sub(r"\s+", " ", text(app("incidents")))
    assert f"{n} incidents told by" in said
    assert f"in {conflicts} of them figures conflict" in said


def test_the_total_of_deaths_is_the_sum_of_the_incidents_figures(app, release):
    total = rows(release, "select sum(deaths_best) as n from marts.fct_incidents")[0]["n"]
    assert f"{total:,}" in text(app("incidents"))


def test_how_sources_compare_narrows_the_list(app, release):
    n = rows(release, "select count(*) as n from marts.fct_incidents where agreement = 'conflict'")[0]["n"]
    assert f"{n} incidents told by" in re.sub(r"\s+", " ", text(app("incidents", agree="figures conflict")))


def test_an_incident_shows_every_telling_with_its_words(app, release, conflicting):
    test = app("incident", incident=conflicting["incident_id"])
    assert not test.exception
    said = text(test)
    claims = database.fetch(release, reconciled.tellings(conflicting["incident_id"])).to_dicts()
    assert len(claims) == conflicting["n_claims"]
    for claim in claims:
        assert claim["quoted_text"] in said
        assert wording.asserter(claim["asserter"]) in said


def test_an_incident_says_which_claims_do_not_count_and_why(app, release):
    left = rows(
        release,
        "select incident_id, not_best_because from marts.bridge_incident_claim "
        "where not_best_because = 'party_to_the_conflict' limit 1",
    )[0]
    said = text(app("incident", incident=left["incident_id"]))
    assert wording.left_out(left["not_best_because"]) in said
    assert "parts are never added to their whole" in said


def test_an_incident_shows_the_four_rules_in_words(app, conflicting):
    said = text(app("incident", incident=conflicting["incident_id"]))
    for protocol in ("ours", "acled_conservative", "minimum_maximum"):
        assert wording.PROTOCOLS[protocol][0] in said


def test_an_incident_says_why_its_claims_were_put_together(app, conflicting):
    said = re.sub(r"\s+", " ", text(app("incident", incident=conflicting["incident_id"])))
    assert re.search(
        r"because of telling \d: the same place, the same days, harm and what caused it \(score 9.25\)", said
    )


def test_an_older_key_leads_to_the_incident_and_says_so(app, release):
    old = rows(
        release,
        "select own_incident_id, incident_id from marts.bridge_incident_claim where own_incident_id <> incident_id "
        "order by claim_id limit 1",
    )[0]
    test = app("incident", incident=old["own_incident_id"])
    assert not test.exception
    assert old["incident_id"] in test.info[0].value and old["own_incident_id"] in test.info[0].value


def test_an_unknown_incident_is_not_an_error(app):
    test = app("incident", incident="<b>gone</b>")
    assert not test.exception
    assert test.title[0].value == "Not in this release"


def test_a_claim_leads_to_its_incident(app, release):
    row = rows(
        release, "select incident_id, claim_id from marts.bridge_incident_claim where kind = 'casualty' limit 1"
    )[0]
    body = " ".join(element.proto.body for element in app("claim", claim=row["claim_id"]).get("html"))
    assert f"incident={row['incident_id']}" in body


@pytest.mark.parametrize("page", ["incidents", "incident"])
def test_a_release_from_before_incidents_says_so(app, tmp_path, page):
    import duckdb
    from make_release import write_release

    path = write_release(tmp_path, 2)
    with duckdb.connect(str(path)) as con:
        con.execute("drop table marts.fct_incident_tolls")
    test = app(page, folder=tmp_path)
    assert not test.exception
    assert "older than this page" in text(test)
    assert "marts.fct_incident_tolls" in test.main.markdown[0].value


def test_dates_and_places_of_an_incident_are_its_own(release):
    day = rows(
        release, "select date_start as day, place_id from marts.fct_incidents where date_start is not null limit 1"
    )[0]
    filters = Filters(dates=(day["day"], day["day"]), places=(day["place_id"],))
    found = database.fetch(release, reconciled.incidents(filters, [], [], "newest")).to_dicts()
    assert found
    assert all(row["date_start"] <= day["day"] <= row["date_end"] for row in found)
    assert {row["place_id"] for row in found} == {day["place_id"]}


def test_one_claim_that_passes_brings_its_incident(release):
    found = database.fetch(release, reconciled.incidents(Filters(words="Wadi Sabil"), [], [], "newest"))
    told = rows(
        release,
        "select distinct incident_id from marts.bridge_incident_claim join (select claim_id, quoted_text from "
        "marts.fct_casualties union all select claim_id, quoted_text from marts.fct_events) using (claim_id) "
        "where contains(lower(quoted_text), 'wadi sabil')",
    )
    assert set(found["incident_id"]) == {row["incident_id"] for row in told}


def test_no_incident_happened_before_the_first_day(release):
    filters = Filters(dates=(date(1990, 1, 1), date(1990, 1, 2)))
    assert database.first(release, reconciled.summary(filters))["incidents"] == 0


@pytest.mark.parametrize(
    ("name", "words"),
    [("source: Conflict Watch", "Conflict Watch"), ("agency: LW", "LW (the agency itself)"),
     ("text: a123", "the article itself"), (None, "the article itself")],
)  # fmt: skip
def test_who_asserts_it_in_words(name, words):
    assert wording.asserter(name) == words


def test_reasons_of_a_link_are_words_also_if_new():
    assert wording.link_reasons("place same, 1 actors agree, dates about_then") == (
        "the same place, one party agrees, dates about then"
    )


@pytest.fixture
def changed(release) -> dict:
    """The incident that the invented history tells of."""
    return rows(release, "select * from marts.fct_incidents order by n_claims desc, incident_id limit 1")[0]


def test_history_says_what_became_what_and_why(app, changed):
    said = re.sub(r"\s+", " ", text(app("incident", incident=changed["incident_id"])))
    n = changed["n_claims"]
    assert f" claims: {n - 1} → {n} a new article" in said
    assert f"claim {changed['founder_claim_id']} joined" in said
    assert "History begins with release release-1" in said
    assert "last told" in said and "last told:" not in said, "columns that no reader asks for are not listed"


def test_an_incident_without_changes_says_since_when_it_would_know(app, release, changed):
    other = rows(release, f"select * from marts.fct_incidents where incident_id <> '{changed['incident_id']}' limit 1")[
        0
    ]
    said = text(app("incident", incident=other["incident_id"]))
    assert "Nothing changed about this incident so far. History begins with release release-1" in said


def test_a_key_of_an_earlier_release_leads_on(app, changed):
    test = app("incident", incident="i0000000000000000")
    assert not test.exception
    assert changed["incident_id"] in test.info[0].value


def test_an_incident_that_is_gone_says_since_when_and_why(app):
    test = app("incident", incident="i1111111111111111")
    assert test.title[0].value == "Not in this release"
    assert any(
        "gone since release `release-2`" in m.value and "an article was removed" in m.value for m in test.markdown
    )
