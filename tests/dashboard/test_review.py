"""Review: what a person finds becomes a row of the corrections, once, after it was checked, or the reason why not."""

from __future__ import annotations

import csv
from pathlib import Path

import database
import duckdb
import proposals
import pytest
from frontledger.warehouse import claim_changes
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
    said = proposals.arguments(claim["claim_id"], [proposals.REJECT], "wrong place", "a reviewer")
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


def accept(test, reason: str = "as the second paragraph has it"):
    decide(test, "it is right")
    test.text_area(key="_reason").set_value(reason)
    test.text_input(key="_by").set_value("a reviewer")
    return press(test, "Check what it would do")


def test_a_right_claim_is_accepted_with_all_that_it_tells(app, project):
    claim = a_claim(project)
    test = accept(app("review", folder=project / "warehouse", claim=claim["claim_id"]))
    assert "marked as read and right; no figure changes" in text(test)
    assert corrections(project) == [], "nothing is written before it is confirmed"
    press(test, "Write it down")
    assert not test.exception
    (row,) = corrections(project)
    assert (row["claim_id"], row["field"], row["new_value"], row["made_by"]) == (
        claim["claim_id"], "accept", "", "a reviewer"
    )  # fmt: skip
    assert f"value_best={claim['value_best']}" in row["old_value"].split("|")
    assert "Written down as k001" in test.success[0].value
    assert "stands as it is" in text(test), "it is listed among those that wait"
    decide(test, "reject it")
    test.text_area(key="_reason").set_value("or not")
    test.text_input(key="_by").set_value("somebody else")
    press(test, "Check what it would do")
    assert "is accepted already, and reject would contradict it" in test.code[0].value
    assert len(corrections(project)) == 1


def test_speaker_scope_and_measure_are_chosen_from_what_is_known(app, project):
    claim = a_claim(project)
    test = app("review", folder=project / "warehouse", claim=claim["claim_id"])
    decide(test, "change it")
    assert not test.exception
    chosen = {"claimed_by": "Syrian rebels", "scope": "campaign", "measure": "missing"}
    for field, value in chosen.items():
        test.selectbox(key=f"_edit_{field}_{claim['claim_id']}").set_value(value)
    test.text_area(key="_reason").set_value("of the whole campaign, say the rebels")
    test.text_input(key="_by").set_value("a reviewer")
    press(test, "Check what it would do")
    assert "the claim leaves that incident" in text(test)
    press(test, "Write it down")
    rows = {row["field"]: row for row in corrections(project)}
    assert {field: row["new_value"] for field, row in rows.items()} == chosen
    assert {field: row["old_value"] for field, row in rows.items()} == {
        field: claim[field] or "" for field in chosen
    }  # fmt: skip


@pytest.mark.parametrize(
    ("table", "field", "other"), [("fct_events", "event_type", "shelling"), ("fct_territory", "relation", "lost")]
)
def test_what_happened_and_held_or_lost_are_chosen_from_words(app, project, table, field, other):
    path = (project / "warehouse" / "current" / "frontledger.duckdb").resolve()
    claim = database.first(path, database.Query(f"from marts.{table} where {field} <> '{other}' order by claim_id"))
    test = app("review", folder=project / "warehouse", claim=claim["claim_id"])
    decide(test, "change it")
    assert not test.exception
    chosen = test.selectbox(key=f"_edit_{field}_{claim['claim_id']}")
    assert chosen.value == claim[field] and not any("_" in option for option in chosen.options), "in plain words"
    chosen.set_value(other)
    test.text_area(key="_reason").set_value("the second paragraph says so")
    test.text_input(key="_by").set_value("a reviewer")
    press(test, "Check what it would do")
    press(test, "Write it down")
    assert not test.exception
    assert [(row["claim_id"], row["field"], row["old_value"], row["new_value"]) for row in corrections(project)] == [
        (claim["claim_id"], field, claim[field], other)
    ]


def test_the_words_of_a_field_are_those_of_the_command():
    assert proposals.WORDS == claim_changes.WORDS


@pytest.mark.parametrize(("table", "where"), [("fct_territory", "true"), ("fct_casualties", "scope = 'conflict'")])
def test_a_share_and_a_wider_toll_are_reviewed_as_well(app, project, table, where):
    """They are in no incident, and somebody may read them all the same."""
    path = (project / "warehouse" / "current" / "frontledger.duckdb").resolve()
    claim = database.first(path, database.Query(f"from marts.{table} where {where} order by claim_id"))
    test = app("review", folder=project / "warehouse", claim=claim["claim_id"])
    assert "in no incident" in text(test)
    decide(test, "change it")
    assert not test.exception
    fields = {key.removeprefix("_edit_").rpartition("_")[0] for widget in (*test.selectbox, *test.text_input)
              if (key := widget.key or "").startswith("_edit_")}  # fmt: skip
    kind = "territory" if table == "fct_territory" else "casualty"
    assert fields == set(claim_changes.FIELDS_OF[kind])
    accept(test)
    press(test, "Write it down")
    assert [(row["claim_id"], row["field"]) for row in corrections(project)] == [(claim["claim_id"], "accept")]


def test_what_was_checked_is_forgotten_when_somebody_decides_otherwise(app, project):
    test = accept(app("review", folder=project / "warehouse", claim=a_claim(project)["claim_id"]))
    assert [b for b in test.button if b.label == "Write it down"]
    decide(test, "reject it")
    assert not [b for b in test.button if b.label == "Write it down"]
    assert corrections(project) == []


def test_an_accepted_claim_says_who_read_it_wherever_it_stands(app, project):
    """And is no longer among those to look at."""
    path = (project / "warehouse" / "current" / "frontledger.duckdb").resolve()
    told = "select claim_id, incident_id from marts.bridge_incident_claim where link_score >= 8 order by claim_id"
    with duckdb.connect(str(path)) as con:
        # all links are strong in this release: this one is the only claim of a weak one
        claim_id, incident_id = con.execute(told).fetchone()
        con.execute("update marts.bridge_incident_claim set link_score = 7 where claim_id = ?", [claim_id])
        accepted = "insert into marts.fct_corrections by name select 'k001' as correction_id, ? as claim_id, "
        accepted += "'accept' as field, 'by hand' as reason, 'N. N.' as made_by, date '2026-11-22' as made_on, "
        con.execute(accepted + "'applied' as status", [claim_id])
    said = "Read and accepted by N. N. on 2026-11-22: by hand (k001)"
    assert said in app("review", folder=project / "warehouse", claim=claim_id).success[0].value
    assert said in text(app("claim", folder=project / "warehouse", claim=claim_id))
    assert "Read and accepted by N. N. on 2026-11-22" in text(
        app("incident", folder=project / "warehouse", incident=incident_id)
    )
    test = app("review", folder=project / "warehouse", look="weak links")
    assert "None of the claims here is one of these: weak links" in text(test)
    test = app("review", folder=project / "warehouse", look="every claim")
    assert "(accepted by N. N.)" in text(test)


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


@pytest.mark.parametrize("target_id", ["--help", "c123", "c0000000000000000 --by=x", "i../../x", ""])
def test_only_an_id_becomes_an_argument(target_id):
    with pytest.raises(ValueError):
        proposals.arguments(target_id, [proposals.REJECT], "why", "who")


def test_what_a_reader_types_stays_one_argument():
    said = proposals.arguments("c" + "0" * 16, proposals.edits({"actor1": ("", "--dry-run\n\0x")}), "--json", "-")
    assert said == ["c" + "0" * 16, "actor1=--dry-run x", "--old=actor1=", "--reason=--json", "--by=-"]
