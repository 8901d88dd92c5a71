"""Corrections by people: what is taken, what is refused and why, and that the file is never half written."""

from __future__ import annotations

import csv
import json
import re
import signal
import subprocess
import sys
import textwrap
from datetime import date, timedelta
from pathlib import Path

import duckdb
import pytest
import yaml
from frontledger.cli.errors import Exit
from frontledger.warehouse.claim_changes import CLAIM_FIELDS, WORDS, Claim
from frontledger.warehouse.correction_file import (
    ACCEPT,
    COLUMNS,
    MERGE,
    REJECT,
    SPLIT,
    Change,
    CorrectionError,
    read_corrections,
)
from frontledger.warehouse.corrections import add_correction, add_corrections
from frontledger.warehouse.layout import Layout
from frontledger.warehouse.release import publish

ROOT = Path(__file__).parents[2]
HEADER = ",".join(COLUMNS) + "\n"
DAY = date(2017, 3, 4)


@pytest.fixture
def layout(tmp_path) -> Layout:
    """A project with a small release and no correction yet."""
    layout = Layout(tmp_path)
    (tmp_path / "dbt_project.yml").write_text("name: x\n")
    layout.corrections.parent.mkdir(parents=True)
    layout.corrections.write_text(HEADER)
    layout.build_database.parent.mkdir(parents=True)
    with duckdb.connect(str(layout.build_database)) as con:
        con.execute(
            """
            create schema raw; create schema marts; create schema quality;
            create table raw.raw_extractions as select 'v1' as extractor_version;
            create table quality.check_results as select 'x' as check_id, 'critical' as severity, 'passed' as status;
            create table marts.dim_article as select 'a1' as article_id;
            create table marts.dim_place as select * from (values ('fl:deir-ezzor', 'Deir Ezzor', true),
                ('fl:raqqa', 'Raqqa', true), ('some-hamlet', 'Some Hamlet', false)) as t (place_id, name, resolved);
            create table marts.dim_actor as select *, name <> 'the militia' as resolved from (
                select unnest(['Russia', 'Turkey', 'Islamic State', '=1+1', 'the militia']) as name);
            create table marts.dim_source as select unnest(['State TV', 'a medical source']) as name;
            create table marts.fct_casualties as select * from (values
                ('c1', 'killed 12 people', 'incident', 'killed', 'State TV', date '2017-01-15', 'fl:deir-ezzor',
                    'Islamic State', null, date '2017-01-14', date '2017-01-14', 12, 12, null, null),
                ('c2', 'five of them children', 'incident', 'killed', null, date '2017-01-15', 'fl:deir-ezzor',
                    null, null, null, null, 5, 5, 5, 'c1'),
                ('c3', '310,000 dead', 'conflict', 'killed', null, date '2017-01-15', null, null, null, null, null,
                    1, 1, 1, null)
            ) as t (claim_id, quoted_text, scope, measure, claimed_by, published, place_id, perpetrator,
                victim_actor, date_start, date_end, value_low, value_best, value_high, part_of_claim_id);
            create table marts.fct_events as select 'e1' as claim_id, 'they fled' as quoted_text,
                date '2017-01-15' as published, 'withdrawal' as event_type, 'Islamic State' as actor1,
                'Russia' as actor2, 'fl:raqqa' as place_id, null::date as date_start, null::date as date_end,
                null::varchar as claimed_by;
            create table marts.fct_territory as select 't1' as claim_id, 'most of the town' as quoted_text,
                date '2017-01-15' as published, 'fl:raqqa' as place_id, 'Russia' as actor, null::date as date_start,
                null::date as date_end, 50.0::double as pct_low, 75.0::double as pct_best, 100.0::double as pct_high,
                'State TV' as claimed_by, 'holds' as relation;
            create table marts.fct_claims_set_aside as select 's1' as claim_id, 'denied' as reason;
            insert into marts.fct_events select 'e2', 'they came back', date '2017-01-16', 'armed_clash',
                'Russia', 'Turkey', 'fl:raqqa', null, null, null;
            create table marts.bridge_incident_claim as select *, 'i' || claim_id as own_incident_id from (values
                ('ic1', 'c1'), ('ic1', 'c2'), ('ic1', 'e1'), ('ie2', 'e2')) as t (incident_id, claim_id);
            create table marts.fct_incidents as select * from (values
                ('ic1', 'armed_clash', 'Deir Ezzor', date '2017-01-14', 3), ('ie2', 'armed_clash', 'Raqqa', null, 1)
            ) as t (incident_id, event_type, place, date_start, n_claims);
            create table marts.fct_corrections as select 'k001' as correction_id where false;
            """
        )
        publish(con, layout, "1")
    return layout


def add(layout: Layout, target: str, *changes: Change, reason: str = "read it again", by: str = "A. Editor", **more):
    return add_corrections(layout, target, changes, reason, by, DAY, **more)


def refusal(layout: Layout, target: str, *changes: Change, **more) -> CorrectionError:
    """Return the error of a correction that must be refused, which must leave the file as it was."""
    before = layout.corrections.read_bytes()
    with pytest.raises(CorrectionError) as refused:
        add(layout, target, *changes, **more)
    assert layout.corrections.read_bytes() == before
    return refused.value


def test_a_correction_becomes_one_row_that_expects_what_the_release_tells(layout):
    added = add_correction(layout, "c1", "value_best", "12", "20", "  a typing\n error ", "A. Editor", DAY)
    assert layout.corrections.read_text() == (
        HEADER + "k001,c1,,value_best,12,20,a typing error,A. Editor,2017-03-04\n"
    )
    assert added.effects[0].startswith("from the next build on, value_best of c1 is 20 instead of 12")
    assert "incident ic1 (armed clash, Deir Ezzor, 2017-01-14; 2 other claims)" in added.effects[1]


def test_several_fields_are_corrected_together_and_numbered_on(layout):
    layout.corrections.write_text(HEADER + "k007,c9,,reject,,,gone,B,2017-01-01")  # and no end of line
    added = add(layout, "c1", Change("value_low", "20"), Change("value_best", "20"), Change("date_end", "2017-01-15"))
    assert [row.correction_id for row in added.corrections] == ["k008", "k009", "k010"]
    assert [row[:2] + row[3:6] for row in csv.reader(layout.corrections.read_text().splitlines()[2:])] == [
        ["k008", "c1", "value_low", "12", "20"],
        ["k009", "c1", "value_best", "12", "20"],
        ["k010", "c1", "date_end", "2017-01-14", "2017-01-15"],
    ]


def test_null_is_an_empty_cell_on_either_side(layout):
    rows = add(layout, "c1", Change("value_best", ""), Change("value_low", ""), Change("actor2", "Turkey")).corrections
    assert [(row.old_value, row.new_value) for row in rows] == [("12", ""), ("12", ""), ("", "Turkey")]


def test_a_rejected_claim_leaves_its_parts(layout):
    added = add(layout, "c1", Change(REJECT))
    assert added.corrections[0].field == REJECT
    assert "1 claims that are parts of it stay, and count by themselves" in added.effects


def test_of_a_withdrawal_who_gained_is_the_first_actor(layout):
    """As matching has it, though fct_events names who fled first."""
    row = add(layout, "e1", Change("actor1", "Turkey", old="Russia")).corrections[0]
    assert row.old_value == "Russia"


def test_an_acceptance_expects_all_that_the_claim_tells(layout):
    """Of what a correction can change, stated fields only; it puts nothing in their place."""
    added = add(layout, "c1", Change(ACCEPT))
    reading = "place_id=fl:deir-ezzor|actor1=Islamic State|date_start=2017-01-14|date_end=2017-01-14|" \
        "value_low=12|value_best=12|claimed_by=State TV|scope=incident|measure=killed"  # fmt: skip
    assert [(row.claim_id, row.field, row.old_value, row.new_value) for row in added.corrections] == [
        ("c1", ACCEPT, reading, "")
    ]
    assert "marked as read and right; no figure changes: “killed 12 people”" in added.effects[0]
    assert "actor1 Islamic State" in added.effects[1]
    assert add(layout, "t1", Change(ACCEPT)).corrections[0].old_value == (
        "place_id=fl:raqqa|actor1=Russia|pct_low=50.0|pct_best=75.0|pct_high=100.0|claimed_by=State TV|scope=share"
        "|relation=holds"
    )


def test_the_acceptance_in_the_file_is_the_reading_that_the_build_compares(layout):
    """The macro reading and the command write the same cell."""
    macro = (ROOT / "models" / "macros" / "incident_rules.sql").read_text(encoding="utf-8")
    assert "'{{ field }}=' || {{ told }}.{{ field }}::varchar" in macro
    told = dict.fromkeys(CLAIM_FIELDS) | {"pct_best": 200 / 3, "pct_low": 50.0, "date_end": DAY, "value_low": 10**12}
    kinds = {"pct_best": "double", "pct_low": "double", "date_end": "date", "value_low": "bigint"}
    columns = ", ".join(f"?::{kinds.get(field, 'varchar')} as {field}" for field in told)
    parts = ", ".join(f"'{field}=' || told.{field}::varchar" for field in CLAIM_FIELDS)
    with duckdb.connect() as con:
        con.execute(f"create table told as select {columns}", list(told.values()))
        ((built,),) = con.execute(f"select concat_ws('|', {parts}) from told").fetchall()
        values = con.execute("from told").fetchone()
    texts = ("" if value is None else str(value) for value in values)
    assert Claim("c1", "casualty", "", DAY, dict(zip(CLAIM_FIELDS, texts, strict=True))).reading == built


def test_what_is_accepted_is_what_somebody_saw(layout):
    seen = add(layout, "c2", Change(ACCEPT), write=False).corrections[0].old_value
    error = refusal(layout, "c2", Change(ACCEPT, old=seen.replace("value_best=5", "value_best=6")))
    assert error.code == "FL-CORRECTION-STALE" and seen in error.why
    add(layout, "c2", Change(ACCEPT, old=seen))


def test_a_claim_is_accepted_or_corrected_and_never_both(layout):
    refusal(layout, "c1", Change(ACCEPT), Change(REJECT))
    refusal(layout, "c1", Change("value_best", "20"), Change(ACCEPT))
    add(layout, "c1", Change(ACCEPT), reason="as the article has it")
    error = refusal(layout, "c1", Change(REJECT))
    assert error.code == "FL-CORRECTION-CONTRADICTION"
    assert (error.what, error.why) == (
        "c1 is accepted already, and reject would contradict it",
        "k001 of 2017-03-04 by A. Editor: as the article has it",
    )
    assert "deletes the row k001" in error.fix
    assert refusal(layout, "c1", Change("value_best", "20")).code == "FL-CORRECTION-CONTRADICTION"
    assert refusal(layout, "ic1", Change(REJECT)).what.startswith("c1 is accepted already")
    error = refusal(layout, "c1", Change(ACCEPT))
    assert (error.code, error.what) == ("FL-CORRECTION-DUPLICATE", "c1 is accepted already")
    add(layout, "c2", Change("value_best", "4"), Change("value_low", "4"))
    add(layout, "e1", Change(REJECT))
    assert refusal(layout, "c2", Change(ACCEPT)).what.startswith("c2 is corrected (value_best) already")
    assert refusal(layout, "e1", Change(ACCEPT)).what.startswith("e1 is corrected (reject) already")


def test_an_incident_is_not_accepted_but_its_claims_are(layout):
    assert "merge, split or reject only" in refusal(layout, "ic1", Change(ACCEPT)).why


def test_a_share_and_a_wider_toll_are_corrected_too(layout):
    """Fields go by the names that the facts have, too."""
    added = add(layout, "t1", Change("pct_best", "60", old="75"), Change("actor", "Turkey"))
    assert [(row.field, row.old_value, row.new_value) for row in added.corrections] == [
        ("pct_best", "75.0", "60.0"),
        ("actor1", "Russia", "Turkey"),
    ]
    assert "territory timeline" in added.effects[-1]
    added = add(layout, "c3", Change("victim_actor", "Turkey"), Change("perpetrator", "Russia"))
    assert [row.field for row in added.corrections] == ["actor2", "actor1"]
    assert "tells a wider toll" in added.effects[-1]


def test_a_dry_run_writes_nothing(layout):
    assert add(layout, "c1", Change("value_best", "20"), write=False).corrections[0].correction_id == "k001"
    assert layout.corrections.read_text() == HEADER


@pytest.mark.parametrize(
    ("target", "change", "code", "words"),
    [
        ("c0", Change("value_best", "20"), "UNKNOWN", "holds no such claim"),
        ("t1", Change("value_best", "20"), "REFUSED", "in a claim of kind territory"),
        ("t1", Change("actor2", "Turkey"), "REFUSED", "in a claim of kind territory"),
        ("t1", Change("pct_best", "101"), "REFUSED", "no share"),
        ("t1", Change("pct_best", "most"), "REFUSED", "no share"),
        ("t1", Change("pct_best", "nan"), "REFUSED", "no share"),
        ("t1", Change("pct_best", "40"), "REFUSED", "pct_low 50.0, pct_best 40.0"),
        ("t1", Change("pct_best", "75 "), "REFUSED", "75.0 already"),
        ("s1", Change("actor1", "Russia"), "UNKNOWN", "set aside already: denied"),
        ("c1", Change("value_best", "20", old="13"), "STALE", "tells 12"),
        ("c1", Change("value_best", "12"), "REFUSED", "12 already"),
        ("c1", Change("value_bets", "20"), "REFUSED", "did you mean value_best"),
        ("c1", Change("value_best", "twenty"), "REFUSED", "no number of people"),
        ("c1", Change("value_best", "1" * 13), "REFUSED", "no number of people"),
        ("c1", Change("value_best", "-5"), "REFUSED", "no number of people"),
        ("c1", Change("value_low", "13"), "REFUSED", "value_low 13, value_best 12"),
        ("c1", Change("date_start", "14 January"), "REFUSED", "no day"),
        ("c1", Change("date_start", "2017-01-16"), "REFUSED", "2017-01-16 to 2017-01-14"),
        ("c2", Change("date_start", "2017-01-16"), "REFUSED", "later than 2017-01-15"),
        ("c1", Change("place_id", "raqa"), "REFUSED", "no place_id"),
        ("c1", Change("place_id", "some-hamlet"), "REFUSED", "no place_id"),
        ("c1", Change("actor1", "Rusia"), "REFUSED", "no name of a party"),
        ("c1", Change("actor1", "=1+1"), "REFUSED", "formula"),
        ("e1", Change("value_best", "20"), "REFUSED", "in a claim of kind event"),
        ("e1", Change("scope", "campaign"), "REFUSED", "in a claim of kind event"),
        ("t1", Change("measure", "killed"), "REFUSED", "in a claim of kind territory"),
        ("c1", Change("event_type", "shelling"), "REFUSED", "in a claim of kind casualty"),
        ("t1", Change("event_type", "shelling"), "REFUSED", "in a claim of kind territory"),
        ("e1", Change("event_type", "raid"), "REFUSED", "'raid' is no event_type"),
        ("e1", Change("event_type", ""), "REFUSED", "never left unstated"),
        ("e1", Change("event_type", "withdrawal"), "REFUSED", "withdrawal already"),
        ("e1", Change("event_type", "advance", old="shelling"), "STALE", "tells withdrawal"),
        ("e1", Change("relation", "lost"), "REFUSED", "in a claim of kind event"),
        ("t1", Change("relation", "gained"), "REFUSED", "'gained' is no relation"),
        ("t1", Change("relation", ""), "REFUSED", "never left unstated"),
        ("c1", Change("scope", "war"), "REFUSED", "'war' is no scope"),
        ("c1", Change("scope", ""), "REFUSED", "never left unstated"),
        ("c1", Change("scope", "incident"), "REFUSED", "incident already"),
        ("c1", Change("measure", "dead"), "REFUSED", "'dead' is no measure"),
        ("c1", Change("measure", "wounded", old="missing"), "STALE", "tells killed"),
        ("c1", Change("claimed_by", "State Tv"), "REFUSED", "no name of a source or party"),
        ("c1", Change("claimed_by", "the militia"), "REFUSED", "no name of a source or party"),
    ],
)
def test_what_cannot_be_so_is_refused_in_words(layout, target, change, code, words):
    error = refusal(layout, target, change)
    assert error.code == f"FL-CORRECTION-{code}"
    assert words in f"{error.what}: {error.why}"
    assert error.fix


def test_speaker_scope_and_measure_are_corrected_by_the_words_that_the_release_knows(layout):
    added = add(layout, "c1", Change("claimed_by", "a medical source", old="State TV"), Change("measure", "wounded"))
    assert [(row.field, row.old_value, row.new_value) for row in added.corrections] == [
        ("claimed_by", "State TV", "a medical source"),
        ("measure", "killed", "wounded"),
    ]
    assert "1 claims that are parts of it stay, and count by themselves" in added.effects
    assert add(layout, "e1", Change("claimed_by", "Russia")).corrections[0].old_value == "", "a party speaks for itself"
    assert add(layout, "t1", Change("claimed_by")).corrections[0].new_value == "", "nobody is named"
    added = add(layout, "c2", Change("scope", "campaign"))
    assert "the claim leaves that incident: the toll of a campaign or war is in none" in added.effects
    added = add(layout, "c3", Change("scope", "incident", old="conflict"))
    assert "tells one of its own if it fits none" in added.effects[-1]


def test_what_happened_and_held_or_lost_are_corrected_by_the_extractors_words(layout):
    """A withdrawal names who gained first: whoever makes an event one, or takes one for another, is told so."""
    added = add(layout, "t1", Change("relation", "lost", old="holds"))
    assert [(row.field, row.old_value, row.new_value) for row in added.corrections] == [("relation", "holds", "lost")]
    assert "the territory timeline and disagreements of its place are made again" in added.effects[-1]
    added = add(layout, "e2", Change("event_type", "shelling"))
    assert not any("of a withdrawal" in effect for effect in added.effects)
    added = add(layout, "e1", Change("event_type", "advance"))
    assert [(row.old_value, row.new_value) for row in added.corrections] == [("withdrawal", "advance")]
    assert any("they are Russia and Islamic State" in effect for effect in added.effects), "who gained comes first"


def test_a_near_miss_is_answered_with_candidates(layout):
    assert "State TV" in refusal(layout, "c1", Change("claimed_by", "State Tv")).fix
    assert "Russia" in refusal(layout, "c1", Change("actor1", "Rusia")).fix
    assert "fl:raqqa" in refusal(layout, "c1", Change("place_id", "raqa")).fix


def test_bounds_are_judged_with_the_corrections_that_wait(layout):
    add(layout, "c1", Change("value_best", "20"))
    assert "value_low 25, value_best 20" in refusal(layout, "c1", Change("value_low", "25")).why
    add(layout, "c1", Change("value_low", "15"))


def test_a_field_is_corrected_once_and_a_rejected_claim_not_at_all(layout):
    add(layout, "c1", Change("value_best", "20"))
    error = refusal(layout, "c1", Change("value_best", "21"))
    assert error.code == "FL-CORRECTION-DUPLICATE" and "k001 of 2017-03-04 by A. Editor: read it again" in error.why
    add(layout, "c2", Change(REJECT))
    assert refusal(layout, "c2", Change("value_best", "21")).code == "FL-CORRECTION-DUPLICATE"
    refusal(layout, "e1", Change(REJECT), Change("actor1", "Turkey"))
    refusal(layout, "e1", Change("actor1", "Turkey"), Change("actor1", "Islamic State"))
    refusal(layout, "e1")


@pytest.mark.parametrize("reason", ["", "  ", "?!", "null", "\n"])
def test_a_reason_must_say_something(layout, reason):
    assert "no reason" in refusal(layout, "c1", Change(REJECT), reason=reason).what


def test_a_correction_is_not_made_tomorrow(layout):
    with pytest.raises(CorrectionError, match="has not come yet"):
        add_correction(layout, "c1", REJECT, "", "", "reason", "editor", date.today() + timedelta(days=1))


def test_no_cell_is_a_formula_or_breaks_the_row(layout):
    add(layout, "c1", Change(REJECT), reason='=HYPERLINK("x"),\r\nsecond\tline\x00', by="@somebody")
    cells = list(csv.reader(layout.corrections.read_text().splitlines()))[1]
    assert cells[6:8] == ['\'=HYPERLINK("x"), second line', "'@somebody"]


BROKEN = {
    "line 1, ": "claim,field\n",
    "line 2, ": HEADER + "k001,c1,reject\n",
    "line 3, ": HEADER + "k001,c1,,reject,,,r,b,2017-01-01\nk001,c2,,reject,,,r,b,2017-01-01\n",
    "line 2,  ": HEADER + 'k001,c1,,reject,,,"r,b,2017-01-01\n',
}


@pytest.mark.parametrize("where", BROKEN)
def test_a_broken_file_is_named_with_its_line_and_left_alone(layout, where):
    layout.corrections.write_text(BROKEN[where])
    error = refusal(layout, "c1", Change(REJECT))
    assert error.code == "FL-CORRECTION-FILE"
    assert f"corrections.csv, {where.strip()}" in error.what


def test_the_bytes_of_other_rows_and_their_line_ends_are_kept(layout):
    before = (
        b"\xef\xbb\xbf"
        + HEADER.encode().replace(b"\n", b"\r\n")
        + 'k001,c2,,reject,,,"é, ""x""",B,2017-01-01\r\n'.encode()
    )
    layout.corrections.write_bytes(before)
    layout.corrections.chmod(0o640)
    add(layout, "c1", Change(REJECT))
    assert layout.corrections.read_bytes() == before + b"k002,c1,,reject,,,read it again,A. Editor,2017-03-04\r\n"
    assert layout.corrections.stat().st_mode & 0o777 == 0o640


KILLED = """
import os, signal, sys
from datetime import date
from pathlib import Path
from frontledger.warehouse import files
from frontledger.warehouse.corrections import Change, add_corrections
from frontledger.warehouse.layout import Layout
def kill(*arguments, **options):
    os.kill(os.getpid(), signal.SIGKILL)
step = sys.argv[2]
if step == "half written":
    write = Path.write_bytes
    Path.write_bytes = lambda path, content: (write(path, content[: len(content) - 9]), kill())
elif step == "written":
    files.sync_file = kill
elif step == "synced":
    Path.replace = kill
add_corrections(Layout(Path(sys.argv[1])), "c1", [Change("value_best", "20"), Change("value_low", "15")],
    "because", "A. Editor", date(2017, 3, 4))
"""


@pytest.mark.parametrize("step", ["half written", "written", "synced"])
def test_killed_at_any_step_the_file_holds_no_half_row_and_is_not_locked(layout, step):
    killed = subprocess.run([sys.executable, "-c", KILLED, str(layout.root), step], capture_output=True, text=True)
    assert killed.returncode == -signal.SIGKILL, killed.stderr
    assert layout.corrections.read_text() == HEADER
    add(layout, "c1", Change(REJECT))
    assert len(read_corrections(layout.corrections)) == 1
    assert [path.name for path in layout.corrections.parent.iterdir()] == ["corrections.csv"]


def test_two_at_once_lose_nothing(layout):
    script = textwrap.dedent(
        """
        import sys
        from datetime import date
        from pathlib import Path
        from frontledger.warehouse.corrections import Change, add_corrections
        from frontledger.warehouse.layout import Layout
        change = Change(*sys.argv[2:])
        add_corrections(Layout(Path(sys.argv[1])), "c1", [change], "because", "A. Editor", date(2017, 3, 4))
        """
    )
    wanted = {"value_best": "20", "value_low": "1", "actor1": "Russia", "actor2": "Turkey", "date_end": "2017-01-15"}
    running = [
        subprocess.Popen([sys.executable, "-c", script, str(layout.root), field, value])
        for field, value in wanted.items()
    ]
    assert [process.wait() for process in running] == [0] * len(wanted)
    rows = read_corrections(layout.corrections)
    assert {row.field: row.new_value for row in rows} == wanted
    assert sorted(row.correction_id for row in rows) == ["k001", "k002", "k003", "k004", "k005"]


def test_the_seed_the_macro_and_the_command_agree_on_what_can_be_corrected():
    macro = (ROOT / "models" / "macros" / "incident_rules.sql").read_text(encoding="utf-8")
    fields = re.findall(r"'(\w+)': '(?:varchar|date|bigint|double)'", macro)
    assert fields == list(CLAIM_FIELDS), "an acceptance lists them in this order on both sides"
    words = {field: re.search(rf"field == '{field}'.+?\[(.+?)\]", macro, re.DOTALL)[1] for field in WORDS}
    assert {field: tuple(re.findall(r"'(\w+)'", listed)) for field, listed in words.items()} == WORDS
    (seed,) = yaml.safe_load((ROOT / "raw" / "reference" / "corrections.yml").read_text(encoding="utf-8"))["seeds"]
    assert tuple(column["name"] for column in seed["columns"]) == COLUMNS
    (tested,) = [
        test["accepted_values"]["arguments"]["values"]
        for column in seed["columns"]
        if column["name"] == "field"
        for test in column["data_tests"]
    ]
    assert sorted(tested) == sorted((*CLAIM_FIELDS, ACCEPT, REJECT, MERGE, SPLIT))
    read_corrections(ROOT / "raw" / "reference" / "corrections.csv")  # or says which line is broken


def test_a_merge_expects_the_claims_of_both_incidents(layout):
    """An old key is taken for the incident that holds its claim now."""
    added = add(layout, "ie1", Change(MERGE, "ie2"))
    assert [(row.claim_id, row.incident_id, row.field, row.old_value, row.new_value) for row in added.corrections] == [
        ("", "ic1", MERGE, "c1|c2|e1|e2", "ie2")
    ]
    assert "are one incident of 4 claims" in added.effects[0]


def test_a_split_takes_parts_along_and_quotes_what_leaves(layout):
    added = add(layout, "ic1", Change(SPLIT, "c1"))
    assert [(row.incident_id, row.old_value, row.new_value) for row in added.corrections] == [
        ("ic1", "c1|c2|e1", "c1|c2")
    ]
    assert added.effects[1:] == ("c1: “killed 12 people”", "c2: “five of them children”")


def test_an_incident_is_rejected_claim_by_claim(layout):
    added = add(layout, "ic1", Change(REJECT))
    assert [(row.claim_id, row.field) for row in added.corrections] == [("c1", REJECT), ("c2", REJECT), ("e1", REJECT)]


@pytest.mark.parametrize(
    ("target", "change", "words"),
    [
        ("i9", Change(MERGE, "ie2"), "holds no such incident"),
        ("ic1", Change(MERGE, "i9"), "holds no such incident"),
        ("ic1", Change(MERGE, "ie1"), "is that incident already"),
        ("ic1", Change(SPLIT, "e2"), "e2 does not tell ic1"),
        ("ic1", Change(SPLIT, ""), "no claim is named"),
        ("ic1", Change(SPLIT, "c2"), "c2 is a part of c1"),
        ("ic1", Change(SPLIT, "c1,e1"), "nothing would be left"),
        ("ic1", Change("deaths_best", "3"), "by merge, split or reject only"),
    ],
)
def test_an_incident_that_cannot_be_corrected_so_says_why(layout, target, change, words):
    error = refusal(layout, target, change)
    assert words in f"{error.what}: {error.why}"


def test_an_incident_takes_one_correction_a_build(layout):
    """What the first makes of its claims cannot be seen before."""
    refusal(layout, "ic1", Change(MERGE, "ie2"), Change(REJECT))
    add(layout, "ic1", Change(SPLIT, "e1"))
    assert refusal(layout, "ie2", Change(MERGE, "ic1")).code == "FL-CORRECTION-WAITING"


def test_a_row_by_hand_that_names_neither_or_both_stops_the_build():
    rule = (ROOT / "tests" / "dbt" / "a_correction_names_a_claim_or_an_incident.sql").read_text(encoding="utf-8")
    with duckdb.connect() as con:
        con.execute(
            """
            create table corrections as select * from (values
                ('k1', 'c1', null, 'reject'), ('k2', null, 'i1', 'merge'), ('k3', null, 'i1', 'split'),
                ('neither', null, null, 'reject'), ('both', 'c1', 'i1', 'merge'),
                ('merged claim', 'c1', null, 'merge'), ('rejected incident', null, 'i1', 'reject')
            ) as t (correction_id, claim_id, incident_id, field)
            """
        )
        found = con.execute(rule.replace("{{ ref('corrections') }}", "corrections")).fetchall()
    assert [row[0] for row in found] == ["neither", "both", "merged claim", "rejected incident"]


def correct(layout: Layout, *arguments: str) -> subprocess.CompletedProcess:
    return subprocess.run(
        [str(Path(sys.executable).parent / "frontledger"), "correct", *arguments, "--project", str(layout.root)],
        capture_output=True,
        text=True,
    )


def test_the_command_prints_the_row_and_says_what_comes_of_it(layout):
    done = correct(layout, "c1", "value_best=20", "--old", "value_best=12", "--reason", "typo", "--by", "AE",
                   "--on", "2017-03-04")  # fmt: skip
    assert done.returncode == Exit.OK, done.stderr
    assert done.stdout.splitlines() == ["\t".join(COLUMNS), "k001\tc1\t\tvalue_best\t12\t20\ttypo\tAE\t2017-03-04"]
    assert "value_best of c1 is 20 instead of 12" in done.stderr
    assert "now run `frontledger build`" in done.stderr


def test_the_command_fails_in_words_or_json_with_a_code(layout):
    done = correct(layout, "c0", "reject", "--reason", "typo", "--by", "AE")
    assert (done.returncode, "c0 cannot be corrected (FL-CORRECTION-UNKNOWN)" in done.stderr) == (Exit.NOT_FOUND, True)
    done = correct(layout, "c1", "value_best=20", "--old", "value_best=13", "--reason", "typo", "--by", "AE", "--json")
    assert done.returncode == Exit.INPUT
    assert json.loads(done.stdout)["error"]["code"] == "FL-CORRECTION-STALE"
    assert correct(layout, "c1", "value_best", "--reason", "typo", "--by", "AE").returncode == Exit.USAGE
    done = correct(layout, "c1", "reject", "--reason", "typo", "--by", "AE", "--dry-run", "--json")
    told = json.loads(done.stdout)
    assert (told["written"], told["rows"][0]["field"]) == (False, "reject")
    done = correct(layout, "c1", "accept", "--reason", "read it", "--by", "AE", "--dry-run", "--json")
    told = json.loads(done.stdout)
    assert (told["written"], told["rows"][0]["field"]) == (False, "accept")
    assert layout.corrections.read_text() == HEADER
