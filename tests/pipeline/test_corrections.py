"""Corrections by people, from the command to the release: applied, marked, taken back, loud when they do not fit."""

from __future__ import annotations

from frontledger.cli.errors import Exit
from frontledger.warehouse.fingerprint import fingerprint, tables_of

WHO = ("--reason", "read again", "--by", "A. Editor", "--on", "2017-12-01")


def correct(project, *arguments: str) -> None:
    done = project.run("frontledger", "correct", *arguments, *WHO)
    assert done.returncode == 0, done.stderr


def content(project) -> str:
    with project.release() as con:
        left_out = ("meta_release", "fct_changes", "fct_incident_redirects")  # what remembers
        return fingerprint(con, [f"marts.{name}" for name in tables_of(con, "marts") if name not in left_out])


def test_corrections_take_effect_are_marked_and_can_be_taken_back(project):
    before, version = content(project), project.version()
    file = project.layout.corrections
    untouched = file.read_bytes()
    ((large, first, second),) = project.ask(
        "select incident_id, min(claim_id) filter (where kind = 'event'), max(claim_id) filter (where kind = 'event') "
        "from marts.bridge_incident_claim group by incident_id "
        "having count(*) filter (where kind = 'event') > 2 order by count(*) desc limit 1"
    )
    (one,), (other,) = project.ask("select incident_id from marts.fct_incidents where n_claims = 1 order by 1 limit 2")
    ((harm, figure),) = project.ask(
        "select claim_id, value_best from marts.fct_casualties where scope = 'incident' and value_low = value_best "
        f"and value_high = value_best and claim_id not in (select claim_id from marts.bridge_incident_claim "
        f"where incident_id in ('{large}', '{one}', '{other}')) order by 1 limit 1"
    )
    correct(project, large, f"split={second}")
    correct(project, one, f"merge={other}")
    correct(project, harm, f"value_best={figure + 1}", f"value_high={figure + 1}", "--old", f"value_best={figure}")
    ((share, held),) = project.ask(
        "select claim_id, pct_low from marts.fct_territory "
        "where relation = 'holds' and pct_low = 100 order by 1 limit 1"
    )
    correct(project, share, "pct_low=80", "pct_best=90", "--old", f"pct_low={held}")
    ((wider,),) = project.ask("select min(claim_id) from marts.fct_casualties where scope = 'conflict'")
    ((n_wider,),) = project.ask("select count(*) from marts.fct_toll_updates where scope = 'conflict'")
    correct(project, wider, "reject")
    ((right, shown),) = project.ask(
        "select claim_id, incident_id from marts.bridge_incident_claim join marts.fct_casualties using (claim_id) "
        f"where value_best is not null and incident_id not in ('{large}', '{one}', '{other}') "
        f"and claim_id <> '{harm}' order by 1 limit 1"
    )
    tolls = f"select * from marts.fct_incident_tolls where incident_id = '{shown}' order by measure"
    uncorrected = project.ask(tolls)
    correct(project, right, "accept")
    project.build()

    assert project.ask("select correction_id, field, status from marts.fct_corrections order by 1") == [
        ("k001", "split", "applied"),
        ("k002", "merge", "applied"),
        ("k003", "value_best", "applied"),
        ("k004", "value_high", "applied"),
        ("k005", "pct_low", "applied"),
        ("k006", "pct_best", "applied"),
        ("k007", "reject", "applied"),
        ("k008", "accept", "applied"),
    ]
    incident_of = dict(project.ask("select claim_id, incident_id from marts.bridge_incident_claim"))
    assert incident_of[second] != incident_of[first]
    merged = {incident for claim, incident in incident_of.items() if claim[1:] in (one[1:], other[1:])}
    assert len(merged) == 1 and merged <= {one, other}
    marks = dict(project.ask("select claim_id, correction_ids from marts.bridge_incident_claim"))
    assert (marks[first], marks[second], marks[harm]) == (["k001"], ["k001"], ["k003", "k004"])
    assert project.ask(f"select correction_ids from marts.fct_incidents where incident_id = '{merged.pop()}'") == [
        (["k002"],)
    ]
    assert project.ask(
        f"select correction_ids from marts.fct_incident_tolls where incident_id = '{incident_of[harm]}' "
        "and measure = (select measure from marts.fct_casualties where claim_id = $$" + harm + "$$)"
    ) == [(["k003", "k004"],)]
    assert project.ask(
        f"select pct_low, pct_best, correction_ids from marts.fct_territory_timeline where timeline_id = '{share}-told'"
    ) == [(80, 90, ["k005", "k006"])]
    assert project.ask("select count(*) from marts.fct_toll_updates where scope = 'conflict'") == [(n_wider - 1,)]
    assert project.ask("select claim_id, acceptance_id, correction_ids from marts.bridge_incident_claim "
                       "where acceptance_id is not null") == [(right, "k008", None)]  # fmt: skip
    assert project.ask(tolls) == uncorrected, "who accepts a claim changes no figure"
    assert project.ask("select distinct reason from marts.fct_changes where row_key = '" + right + "' "
                       "and list_contains(changed_columns, 'acceptance_id')") == [("correction",)]  # fmt: skip
    # the facts stay as the article has them
    assert project.ask(f"select value_best from marts.fct_casualties where claim_id = '{harm}'") == [(figure,)]

    stale = file.read_text(encoding="utf-8").replace(f"value_best,{figure},", f"value_best,{figure + 7},")
    stale = stale.replace("value_best=", "value_best=9")  # another reading than the one that was accepted
    stale += f"k009,{share},,accept,,,read again,B. Editor,2017-12-01\n"
    corrected = project.version()
    file.write_text(stale, encoding="utf-8")
    done = project.run("frontledger", "build", "--progress", "none")
    assert done.returncode == Exit.QUALITY
    assert f"correction k003 (value_best of {harm}) no longer fits, old value is another" in done.stderr
    assert f"it expects {figure + 7}, and there is {figure}" in done.stderr
    assert f"correction k008 (accept of {right}) no longer fits, old value is another: it expects" in done.stderr
    assert f"correction k009 (accept of {share}) contradicts another of that claim" in done.stderr
    assert project.version() == corrected, "the old release stays served"

    file.write_bytes(untouched)
    project.build()
    assert content(project) == before, "taken back, they leave no trace"
    assert project.version() != version


def test_speaker_scope_measure_type_and_relation_as_corrected_reach_all_that_rests_on_them(project):
    ((one,), (two,), (three,)) = project.ask(
        "select claim_id from marts.bridge_incident_claim join marts.fct_casualties using (claim_id) "
        "where measure = 'killed' and part_of_claim_id is null and claim_id not in "
        "(select part_of_claim_id from marts.fct_casualties where part_of_claim_id is not null) "
        "order by claim_id limit 3"
    )
    ((key, party),) = project.ask(
        "select actor_id, name from marts.dim_actor where resolved and kind = 'state' "
        "and name not in (select name from marts.dim_source) order by name limit 1"
    )
    ((wider,),) = project.ask("select min(claim_id) from marts.fct_casualties where scope = 'conflict'")
    correct(project, one, "scope=campaign")
    correct(project, two, "measure=wounded")
    correct(project, three, f"claimed_by={party}")
    correct(project, wider, "scope=incident")
    ((event,),) = project.ask("select min(claim_id) from marts.fct_events where event_type = 'armed_clash'")
    ((share,),) = project.ask(
        "select min(claim_id) from marts.fct_territory where relation = 'holds' and actor is not null"
    )
    correct(project, event, "event_type=territory_captured")
    correct(project, share, "relation=lost")
    project.build()

    assert project.ask("select distinct status from marts.fct_corrections") == [("applied",)]
    told = {
        claim: row for claim, *row in project.ask(
            "select claim_id, told_as, asserter, correction_ids from marts.bridge_incident_claim"
        )
    }  # fmt: skip
    assert one not in told and wider in told
    assert told[two][0] == "wounded"
    assert told[three][1:] == [f"source: {party}", ["k003"]]
    assert project.ask(f"select source_id, is_claimant from marts.dim_source where name = '{party}'") == [
        (f"actor:{key}", True)
    ]
    assert project.ask(
        f"select measure, reason from marts.fct_harm_left_out where list_contains(claim_ids, '{one}')"
    ) == [("killed", "toll_of_a_campaign")]
    assert project.ask(f"select measure from marts.fct_harm_left_out where list_contains(claim_ids, '{two}')") == [
        ("wounded",)
    ]
    assert project.ask("select count(*) from marts.fct_toll_updates where list_contains(correction_ids, 'k001')") == [
        (1,)
    ]
    assert told[event][0] == "territory_captured" and told[event][2] == ["k005"]
    entries = project.ask(
        f"select entry, derived, correction_ids from marts.fct_territory_timeline where claim_id = '{share}' order by 2"
    )
    assert entries[0] == ("share_lost", False, ["k006"])
    assert {entry for entry, derived, _ in entries if derived} <= {"share_held"}
    # the facts stay as the article has it
    scopes = dict(project.ask("select claim_id, scope from marts.fct_casualties"))
    assert (scopes[one], scopes[wider]) == ("incident", "conflict")
    assert project.ask(f"select event_type from marts.fct_events where claim_id = '{event}'") == [("armed_clash",)]
    assert project.ask(f"select relation from marts.fct_territory where claim_id = '{share}'") == [("holds",)]
