"""The ten articles' happenings, reconciled from their annotated claims: what an extractor without fault would hand
over.

What today's extractor makes of them is in tests/pipeline/test_build.py and in `frontledger evaluate`; here its
faults are out of the way, so that a wrong merge is the fault of reconciliation.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import told_claims

SEED = Path(__file__).parents[1] / "gold" / "seed"


@pytest.fixture(scope="module")
def told(built_project, tmp_path_factory):
    """A build in which the ten articles make exactly the claims that were annotated."""
    project = built_project.copy(tmp_path_factory.mktemp("told") / "project")
    names = [f"seed-{number:02d}" for number in range(1, 11)]
    told_claims.tell(
        project,
        [
            (
                (SEED / f"{n}.txt").read_text(encoding="utf-8"),
                json.loads((SEED / f"{n}.json").read_text(encoding="utf-8")),
            )
            for n in names
        ],
    )
    return project


# where, what, first day, last day -> in how many articles, and words of some tellings
HAPPENINGS = {
    "the government takes Palmyra in March 2016": (
        "Palmyra", "territory_captured", "2016-03-01", "2016-03-31", 3,
        ["It seized the town from Islamic State militants last March", "They were driven out in March 2016"],
    ),
    "the Islamic State takes it back in December 2016": (
        "Palmyra", "territory_captured", "2016-12-10", "2016-12-11", 4,
        ["surrendered the city to the militant group", "recaptured the town last December", "its defeat in Palmyra",
        "killing at least 120 men"], ),
    "the government takes it on 2 March 2017": (
        "Palmyra", "territory_captured", "2017-03-02", "2017-03-02", 1,
        ["announced on Thursday it has fully recaptur", "government troops had entered the town"],
    ),
    "Al-Bab falls": ("Al-Bab", "territory_captured", "2017-02-22", "2017-02-23", 2,
        ["had fully ca", "seized the Syrian town of", "Yesterday (Wednesday), we", "Dozens of IS fighters"]),
    "Manbij falls in August 2016": ("Manbij", "territory_captured", "2016-08-01", "2016-08-31", 2,
        ["seized the town of Manbij in August", "which captured Manbij last year"]),
    "the assault on Deir Ezzor of 14 January 2017": ("Deir Ezzor", "armed_clash", "2017-01-14", "2017-01-18", 3,
        ["their biggest assault", "closes in on Syria", "After days of fierce fighting", "at least 32 people"]),
    "the siege of Deir Ezzor": ("Deir Ezzor", "siege_imposed", "2014-01-01", "2017-09-05", 5,
        ["a years-long Islamic State group siege", "have besieged government forces and civilians"]),
}  # fmt: skip


# what the extractor of today finds of them: place, type, party that did it, a day of it, articles that tell it
FOUND = {
    "the government takes Palmyra in March 2016": (
        "Palmyra", "territory_captured", "Syrian government", "2016-03-15", 2),
    "the Islamic State takes it back in December 2016": (
        "Palmyra", "territory_captured", "Islamic State", "2016-12-10", 3),
    "the government takes it on 2 March 2017": (
        "Palmyra", "territory_captured", "Syrian government", "2017-03-02", 1),
    "Al-Bab falls": ("Al-Bab", "territory_captured", "Turkish-backed rebels", "2017-02-23", 2),
    "Manbij falls in August 2016": (
        "Manbij", "territory_captured", "Syrian Democratic Forces", "2016-08-15", 2),
    "the assault on Deir Ezzor of 14 January 2017": (
        "Deir Ezzor", "armed_clash", "Islamic State", "2017-01-15", 3),
    "the siege of Deir Ezzor": ("Deir Ezzor", "siege_imposed", "Islamic State", "2017-01-15", 5),
}  # fmt: skip


@pytest.mark.parametrize("name", FOUND)
def test_a_happening_found_is_one_incident(built_project, name):
    place, event_type, actor, day, n_articles = FOUND[name]
    found = built_project.ask(
        f"""
        select n_articles from marts.fct_incidents
        where place = '{place}' and event_type = '{event_type}' and actor1 = '{actor}'
            and date '{day}' between date_start and date_end
        """
    )
    assert found == [(n_articles,)]


@pytest.mark.parametrize("name", HAPPENINGS)
def test_a_happening_is_one_incident_with_all_its_tellings(told, name):
    place, event_type, start, end, n_articles, words = HAPPENINGS[name]
    found = told.ask(
        f"""
        select incident_id, n_articles from marts.fct_incidents
        where place = '{place}' and event_type = '{event_type}' and date_start = '{start}' and date_end = '{end}'
        """
    )
    assert len(found) == 1
    assert found[0][1] == n_articles
    quotes = [
        quote
        for (quote,) in told.ask(
            f"""
            select quoted_text from marts.bridge_incident_claim
            inner join (select claim_id, quoted_text from marts.fct_events
                        union all select claim_id, quoted_text from marts.fct_casualties) using (claim_id)
            where incident_id = '{found[0][0]}'
            """
        )
    ]
    assert [part for part in words if not any(part in quote for quote in quotes)] == []


def test_none_of_them_swallows_another(told):
    """Seven happenings are seven incidents, and no incident holds a place being taken by both sides."""
    assert (
        told.ask(
            """
        select incident_id from marts.bridge_incident_claim inner join marts.fct_events using (claim_id)
        where event_type = 'territory_captured' and actor1 is not null
        group by incident_id having count(distinct actor1) > 1
        """
        )
        == []
    )


def toll(told, place, day, measure="killed"):
    return told.ask(
        f"""
        select value_low, value_best, value_high, high_is_open, tolls.agreement
        from marts.fct_incident_tolls as tolls inner join marts.fct_incidents using (incident_id)
        where place = '{place}' and date_start = '{day}' and measure = '{measure}'
        """
    )


def test_deir_ezzor_shows_32_beside_state_tv(told):
    assert toll(told, "Deir Ezzor", "2017-01-14") == [(3, 32, 32, True, "conflict")]
    assert told.ask(
        "select deaths_side_a, deaths_side_b, deaths_civilians, deaths_unknown from marts.fct_incidents "
        "where place = 'Deir Ezzor' and date_start = '2017-01-14' and event_type = 'armed_clash'"
    ) == [(20, 12, None, 0)]
    roles = told.ask(
        "select stated_value, measure, not_best_because from marts.bridge_incident_claim inner join "
        "marts.fct_casualties "
        "using (claim_id) where place = 'Deir Ezzor' and stated_value in (3, 9, 12, 20, 32) order by 1"
    )
    assert roles == [
        (3, "killed", "party_to_the_conflict"),
        (9, "wounded", "superseded"),
        (12, "killed", "part_of_whole"),
        (20, "killed", "part_of_whole"),
        (32, "killed", None),
    ]


def test_palmyra_shows_two_floors_as_alternatives(told):
    assert (100, 100, 120, True, "overlap") in toll(told, "Palmyra", "2016-12-10")


def test_the_war_has_one_rising_series(told):
    assert told.ask(
        "select value_told, step, warning from marts.fct_toll_updates where scope = 'conflict' and measure = 'killed' "
        "order by series_id, series_number"
    ) == [(310000, "first", None), (330000, "rise", None), (330000, "same", None)]


def test_al_bab_shows_every_speaker_side_by_side(told):
    rows = told.ask(
        "select asserter, kind, value_low, value_best, value_high from marts.fct_disagreements "
        "where about = 'share' and place = 'Al-Bab' order by 1"
    )
    assert ("source: Syrian Observatory for Human Rights", "conflict", 0.0, None, 50.0) in rows
    assert ("source: Turkish-backed rebels", "conflict", 100.0, 100.0, 100.0) in rows
    assert len(rows) >= 4


def test_who_lost_more_than_half_of_raqqa_holds_at_most_half(told):
    rows = told.ask(
        "select distinct pct_low, pct_best, pct_high from marts.fct_territory_timeline "
        "where place = 'Raqqa' and actor = 'Islamic State' and entry = 'share_held' and derived"
    )
    assert rows == [(0.0, None, 50.0)]


def test_no_toll_of_the_war_or_a_campaign_is_in_an_incident(told):
    assert (
        told.ask(
            "select claim_id from marts.bridge_incident_claim inner join marts.fct_casualties using "
            "(claim_id) where scope <> 'incident'"
        )
        == []
    )


REPRINT = """title: Assault on Deir Ezzor
published: 2017-01-15
source: Small Paper

{body}
"""
ANSWERS = {
    "incidents": "select * exclude (n_reprints, n_claims, n_event_claims, n_casualty_claims, last_told) "
    "from marts.fct_incidents",
    "tolls": "select * exclude (n_claims, n_claims_left_out) from marts.fct_incident_tolls",
    "protocols": "select * from marts.fct_toll_protocols",
    "series": "select * from marts.fct_toll_updates",
    "shares": "select * from marts.fct_territory_timeline",
    "disagreements": "select * from marts.fct_disagreements",
    "harm by month": "select * from marts.fct_harm_monthly",
    "harm by victims": "select * from marts.fct_harm_by_victims",
    "harm by source": "select * from marts.fct_harm_by_source",
    "left out": "select * from marts.fct_harm_left_out where reason <> 'reprint'",
    "shares by month": "select * from marts.fct_territory_monthly",
}


def test_a_reprint_raises_nothing_and_leaves_no_trace_when_it_is_taken_away(project):
    """Another outlet prints nine tenths of an article: no source, article, figure or share is added to any incident."""
    before = {name: project.ask(f"{sql} order by all") for name, sql in ANSWERS.items()}
    bridge = project.ask("select incident_id, claim_id from marts.bridge_incident_claim order by all")
    body = (SEED / "seed-08.txt").read_text(encoding="utf-8").strip()
    reprint = project.layout.articles / "reprint.txt"
    reprint.write_text(REPRINT.format(body=body.rsplit("\n\n", 1)[0]), encoding="utf-8")
    project.build()
    assert project.ask("select count(*) from marts.bridge_incident_claim where is_reprint") == [(0,)]
    assert project.ask("select max(n_reprints) from marts.fct_incidents") == [(1,)]
    assert {name: project.ask(f"{sql} order by all") for name, sql in ANSWERS.items()} == before
    reprint.unlink()
    project.build()
    assert project.ask("select incident_id, claim_id from marts.bridge_incident_claim order by all") == bridge
    assert {name: project.ask(f"{sql} order by all") for name, sql in ANSWERS.items()} == before
