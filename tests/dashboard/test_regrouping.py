"""Merging and splitting on an incident's page: what somebody finds becomes one row, after it was checked."""

from __future__ import annotations

import csv
from pathlib import Path

import database
import pytest
import reconciled
import regrouping
from make_release import write_release
from test_pages import text


def rows(project: Path, query: str) -> list[dict]:
    path = (project / "warehouse" / "current" / "frontledger.duckdb").resolve()
    return database.fetch(path, database.Query(query)).to_dicts()


def corrections(project: Path) -> list[dict]:
    with (project / "raw" / "reference" / "corrections.csv").open(newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture
def several(project) -> dict:
    """An incident with several tellings."""
    return rows(project, "from marts.fct_incidents where n_claims > 2 order by incident_id limit 1")[0]


def open_page(app, project, incident: dict, how: str):
    test = app("incident", folder=project / "warehouse", incident=incident["incident_id"])
    return test.segmented_control(key="_regrouping").set_value(how).run()


def check(test):
    test.text_area(key="_reason").set_value("the second paragraph says so")
    test.text_input(key="_by").set_value("a reviewer")
    return press(test, "Check what it would do")


def press(test, label: str):
    return next(button for button in test.button if button.label == label).click().run()


def test_two_incidents_become_one_after_it_was_checked(app, project, several):
    test = open_page(app, project, several, "it is the same as another")
    other = test.selectbox(key="_merge_with").options
    path = (project / "warehouse" / "current" / "frontledger.duckdb").resolve()
    near = database.fetch(path, reconciled.near(several["incident_id"])).to_dicts()
    assert [row["incident_id"] in label for row, label in zip(near, other, strict=True)] == [True] * len(near)
    chosen = near[0]["incident_id"]
    test.selectbox(key="_merge_with").set_value(chosen)
    check(test)
    assert not test.exception
    assert "are one incident of" in text(test)
    assert corrections(project) == [], "nothing is written before it is confirmed"
    press(test, "Write it down")
    (row,) = corrections(project)
    assert (row["incident_id"], row["claim_id"], row["field"], row["new_value"], row["made_by"]) == (
        several["incident_id"], "", "merge", chosen, "a reviewer"
    )  # fmt: skip
    assert "Written down as k001" in test.success[0].value


def test_other_incidents_of_the_place_come_first_then_the_nearest_in_time(project, several):
    path = (project / "warehouse" / "current" / "frontledger.duckdb").resolve()
    near = database.fetch(path, reconciled.near(several["incident_id"])).to_dicts()
    assert len(near) == len(rows(project, "from marts.fct_incidents")) - 1
    same = [row["place"] == several["place"] for row in near]
    assert same == sorted(same, reverse=True) and True in same
    away = [abs((row["date_start"] - several["date_start"]).days) for row in near
            if row["place"] != several["place"] and row["date_start"]]  # fmt: skip
    assert away == sorted(away) and len(set(away)) > 1


def test_a_telling_is_split_off_with_its_words_in_sight(app, project, several):
    claim = rows(
        project, f"from marts.bridge_incident_claim where incident_id = '{several['incident_id']}' order by claim_id"
    )[0]
    quote = rows(
        project,
        "select quoted_text from (select claim_id, quoted_text from marts.fct_events union all select claim_id, "
        f"quoted_text from marts.fct_casualties) where claim_id = '{claim['claim_id']}'",
    )[0]["quoted_text"]
    test = open_page(app, project, several, "some tellings do not belong here")
    assert sum(quote[:40] in label for label in test.multiselect(key="_split_off").options) >= 1
    test.multiselect(key="_split_off").set_value([claim["claim_id"]])
    check(test)
    assert "is an incident of its own; parts go with their whole" in text(test)
    press(test, "Write it down")
    (row,) = corrections(project)
    assert (row["incident_id"], row["field"], row["new_value"]) == (
        several["incident_id"], "split", claim["claim_id"]
    )  # fmt: skip
    assert claim["claim_id"] in row["old_value"].split("|")


@pytest.mark.parametrize(
    ("how", "words"),
    [
        ("it is the same as another", "Choose the other incident first"),
        ("some tellings do not belong here", "Choose at least one telling first"),
    ],
)
def test_who_chooses_nothing_is_told_so(app, project, several, how, words):
    test = check(open_page(app, project, several, how))
    assert words in test.warning[-1].value
    assert corrections(project) == []


def test_a_second_finding_on_an_incident_waits_for_the_build(app, project, several):
    test = open_page(app, project, several, "it is the same as another")
    test.selectbox(key="_merge_with").set_value(
        rows(project, f"from marts.fct_incidents where incident_id <> '{several['incident_id']}' order by 1")[0][
            "incident_id"
        ]
    )
    press(check(test), "Write it down")
    check(test)
    assert "This correction cannot be taken" in test.error[0].value
    assert "waits for the next build" in "".join(code.value for code in test.code)
    assert len(corrections(project)) == 1


def test_the_only_telling_cannot_be_split_off(app, project):
    lone = rows(project, "from marts.fct_incidents where n_claims = 1 order by incident_id limit 1")[0]
    test = app("incident", folder=project / "warehouse", incident=lone["incident_id"])
    assert list(test.segmented_control(key="_regrouping").options) == ["it is the same as another"]


def test_a_key_or_a_link_may_be_pasted_and_anything_else_stays_one_word_of_the_command():
    key = "i" + "0" * 16
    assert regrouping.told_of(f"http://localhost:8501/incident?incident={key}&v=x") == f"merge={key}"
    assert regrouping.told_of("--dry-run\nx") == "merge=--dry-run x"
    assert regrouping.told_of(None) == ""


def test_nothing_is_written_of_an_older_release_or_where_only_a_release_is_served(app, project, release, several):
    served = database.first(release, database.Query("from marts.fct_incidents order by incident_id"))
    test = app("incident", incident=served["incident_id"])
    assert "only a release is served here" in test.info[-1].value
    assert not test.segmented_control
    write_release(project / "warehouse", 3, version="2026.12.01-000000-aaaaaa")
    test = app(
        "incident", folder=project / "warehouse", v="2026.11.22-160000-inve77", incident=several["incident_id"]
    )  # fmt: skip
    assert any("a correction is held against the current release" in info.value for info in test.info)
    assert not test.segmented_control
