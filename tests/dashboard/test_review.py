"""Review: what a person finds becomes a row of the corrections, once, after it was checked, or the reason why not."""

from __future__ import annotations

import csv
from pathlib import Path

import database
import proposals
import pytest
from make_release import write_release
from test_pages import text


def a_claim(project: Path) -> dict:
    path = (project / "warehouse" / "current" / "frontledger.duckdb").resolve()
    sql = "select * from marts.fct_casualties where scope = 'incident' and value_high is not null order by claim_id"
    return database.first(path, database.Query(sql))


def corrections(project: Path) -> list[dict]:
    with (project / "raw" / "reference" / "corrections.csv").open(newline="") as file:
        return list(csv.DictReader(file))


def decide(test, how: str):
    return test.segmented_control(key="_decision").set_value(how).run()


def press(test, label: str):
    return next(button for button in test.button if button.label == label).click().run()


def test_a_rejected_claim_becomes_one_row_after_it_was_checked(app, project):
    claim = a_claim(project)
    test = app("review", folder=project / "warehouse", claim=claim["claim_id"])
    assert not test.exception
    decide(test, "reject it")
    test.text_area(key="_reason").set_value("=the article says\nsomething else; '--")
    test.text_input(key="_by").set_value("a reviewer")
    press(test, "Check what it would do")
    assert "takes " + claim["claim_id"] in text(test)
    assert corrections(project) == [], "nothing is written before it is confirmed"
    press(test, "Write it down")
    assert not test.exception
    rows = corrections(project)
    assert [(row["claim_id"], row["field"], row["made_by"]) for row in rows] == [
        (claim["claim_id"], "reject", "a reviewer")
    ]
    assert rows[0]["reason"] == "'=the article says something else; '--"
    assert "Written down as k001" in test.success[0].value
    assert "k001" in text(test), "it is listed among those that wait"


def test_a_changed_figure_carries_what_was_seen(app, project):
    claim = a_claim(project)
    test = app("review", folder=project / "warehouse", claim=claim["claim_id"])
    decide(test, "change it")
    for field in ("value_low", "value_best", "value_high"):
        test.text_input(key=f"_edit_{field}_{claim['claim_id']}").set_value("7")
    test.text_area(key="_reason").set_value("seven, in the second paragraph")
    test.text_input(key="_by").set_value("a reviewer")
    press(test, "Check what it would do")
    press(test, "Write it down")
    rows = {row["field"]: row for row in corrections(project)}
    for field in ("value_low", "value_best", "value_high"):
        assert (rows[field]["old_value"], rows[field]["new_value"]) == (str(claim[field] or ""), "7")


def test_the_same_correction_twice_is_refused_in_words(app, project):
    claim = a_claim(project)
    said = proposals.arguments(claim["claim_id"], None, "wrong place", "a reviewer")
    test = app("review", folder=project / "warehouse", claim=claim["claim_id"])
    assert proposals.propose(said, write=True).ok
    decide(test, "reject it")
    test.text_area(key="_reason").set_value("wrong place")
    test.text_input(key="_by").set_value("somebody else")
    press(test, "Check what it would do")
    assert "This correction cannot be taken" in test.error[0].value
    assert "corrected already" in test.code[0].value
    assert str(project) not in test.code[0].value
    assert len(corrections(project)) == 1


def test_a_second_click_writes_nothing(app, project):
    claim = a_claim(project)
    test = app("review", folder=project / "warehouse", claim=claim["claim_id"])
    decide(test, "reject it")
    test.text_area(key="_reason").set_value("wrong place")
    test.text_input(key="_by").set_value("a reviewer")
    press(test, "Check what it would do")
    button = next(button for button in test.button if button.label == "Write it down")
    button.click().run()
    assert not [b for b in test.button if b.label == "Write it down"], "what was written is not offered again"
    assert len(corrections(project)) == 1


@pytest.mark.parametrize(("reason", "by"), [("", "a reviewer"), ("wrong place", " ")])
def test_a_correction_says_why_and_by_whom(app, project, reason, by):
    test = app("review", folder=project / "warehouse", claim=a_claim(project)["claim_id"])
    decide(test, "reject it")
    test.text_area(key="_reason").set_value(reason)
    test.text_input(key="_by").set_value(by)
    press(test, "Check what it would do")
    assert "Say why, and who you are" in test.warning[0].value
    assert corrections(project) == []


def test_a_right_claim_writes_nothing(app, project):
    test = app("review", folder=project / "warehouse", claim=a_claim(project)["claim_id"])
    decide(test, "it is right")
    assert "nothing is written" in test.success[0].value
    assert corrections(project) == []


def test_where_only_a_release_is_served_nothing_can_be_written(app, release):
    claim = database.first(release, database.Query("select claim_id from marts.fct_events order by claim_id"))
    test = app("review", claim=claim["claim_id"])
    assert not test.exception
    assert "only a release is served here" in test.info[0].value
    assert f"frontledger correct {claim['claim_id']}" in test.code[0].value
    assert not test.segmented_control


def test_an_older_release_is_looked_at_and_not_corrected(app, project):
    write_release(project / "warehouse", 3, version="2026.12.01-000000-aaaaaa")
    test = app("review", folder=project / "warehouse", v="2026.11.22-160000-inve77")
    assert "a correction is held against the current release" in test.info[0].value


def test_a_claim_that_is_none_is_told_and_never_run(app, project):
    test = app("review", folder=project / "warehouse", claim="--help; rm -rf /")
    assert not test.exception
    assert "no such claim" in text(test)


@pytest.mark.parametrize("claim_id", ["--help", "c123", "c0000000000000000 --by=x", ""])
def test_only_a_claims_id_becomes_an_argument(claim_id):
    with pytest.raises(ValueError):
        proposals.arguments(claim_id, None, "why", "who")


def test_what_a_reader_types_stays_one_argument():
    said = proposals.arguments("c" + "0" * 16, {"actor1": ("", "--dry-run\n\0x")}, "--json", "-")
    assert said == ["c" + "0" * 16, "actor1=--dry-run x", "--old=actor1=", "--reason=--json", "--by=-"]
