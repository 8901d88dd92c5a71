"""Merges and splits by people, applied to groups of claims: what holds, what no longer does, and what newcomers do."""

from __future__ import annotations

from frontledger.warehouse.regroup import (
    ANOTHER,
    APPLIED,
    CLAIM_GONE,
    INCIDENT_GONE,
    NO_FIT,
    NOT_NEEDED,
    Groups,
    Regrouping,
    outcome_table,
    regroup,
)

# Claim e1 founds incident i1, and so on. Two incidents, {e1 e2} and {e3 e4}, and a lone claim.
GROUPS = {"e1": "e1", "e2": "e1", "e3": "e3", "e4": "e3", "e5": "e5"}
MERGE = Regrouping.of_row("k001", "merge", "i1", "e1|e2|e3|e4", "i3")
SPLIT = Regrouping.of_row("k002", "split", "i1", "e1|e2", "e2")


def run(*corrections, groups=GROUPS, links=(), wholes=None, told=None):
    """Return the status of each correction and the groups afterwards, as sets of claims."""
    state = Groups(groups, links, wholes or {})
    outcomes = regroup(state, corrections, set(told or groups))
    sets: dict[str, set[str]] = {}
    for claim, group in state.group_of.items():
        sets.setdefault(group, set()).add(claim)
    return [outcome.status for outcome in outcomes], sorted(sorted(group) for group in sets.values())


BEFORE = [["e1", "e2"], ["e3", "e4"], ["e5"]]


def test_no_correction_changes_nothing():
    assert run() == ([], BEFORE)


def test_a_merge_makes_two_incidents_one():
    assert run(MERGE) == ([APPLIED], [["e1", "e2", "e3", "e4"], ["e5"]])


def test_a_split_takes_claims_out():
    assert run(SPLIT) == ([APPLIED], [["e1"], ["e2"], ["e3", "e4"], ["e5"]])


def test_corrections_are_taken_in_the_order_of_their_numbers():
    """k1000 comes after k002: first merged, then one claim taken out of the whole."""
    later = Regrouping.of_row("k1000", "split", "i1", "e1|e2|e3|e4", "e4")
    assert run(later, MERGE) == ([APPLIED, APPLIED], [["e1", "e2", "e3"], ["e4"], ["e5"]])


def test_a_merge_brings_what_was_told_since():
    groups = GROUPS | {"e6": "e1", "e7": "e3"}
    assert run(MERGE, groups=groups) == ([APPLIED], [["e1", "e2", "e3", "e4", "e6", "e7"], ["e5"]])


def test_after_a_split_what_was_told_since_follows_its_strongest_link():
    """e6 fits what left better, e7 hangs on e6 alone, e8 fits both equally and stays."""
    groups = GROUPS | {"e6": "e1", "e7": "e1", "e8": "e1"}
    links = [("e1", "e6", 7.0), ("e2", "e6", 8.0), ("e6", "e7", 7.0), ("e1", "e8", 7.0), ("e2", "e8", 7.0)]
    assert run(SPLIT, groups=groups, links=links) == (
        [APPLIED],
        [["e1", "e8"], ["e2", "e6", "e7"], ["e3", "e4"], ["e5"]],
    )


def test_a_part_told_since_goes_with_its_whole_whatever_its_links_say():
    groups, links = GROUPS | {"e6": "e1"}, [("e1", "e6", 9.0)]
    assert run(SPLIT, groups=groups, links=links, wholes={"e6": "e2"})[1][:2] == [["e1"], ["e2", "e6"]]


def test_a_claim_that_is_gone_is_said():
    assert run(MERGE, told=["e1", "e2", "e3"]) == ([CLAIM_GONE], BEFORE)
    assert run(SPLIT, told=["e1"]) == ([CLAIM_GONE], BEFORE)


def test_a_claim_that_a_rejection_or_a_reprint_keeps_out_is_no_reason_to_fail():
    groups = {claim: group for claim, group in GROUPS.items() if claim != "e4"}
    assert run(MERGE, groups=groups, told=GROUPS) == ([APPLIED], [["e1", "e2", "e3"], ["e5"]])
    groups = {"e1": "e1", "e2": "e1", "e3": "e3"}
    wider = Regrouping.of_row("k001", "split", "i1", "e1|e2|e9", "e2|e9")
    assert run(wider, groups=groups, told=[*groups, "e9"]) == ([APPLIED], [["e1"], ["e2"], ["e3"]])


def test_an_incident_of_which_no_claim_stands_is_gone():
    groups = {"e5": "e5"}
    assert run(MERGE, SPLIT, groups=groups, told=GROUPS) == ([INCIDENT_GONE, INCIDENT_GONE], [["e5"]])


def test_claims_that_stand_elsewhere_than_when_somebody_looked_are_said():
    apart = GROUPS | {"e2": "e5"}
    assert run(MERGE, groups=apart) == ([ANOTHER], [["e1"], ["e2", "e5"], ["e3", "e4"]])
    three = Regrouping.of_row("k002", "split", "i1", "e1|e2|e3", "e2")
    assert run(three, groups={"e1": "e1", "e2": "e1", "e3": "e3"})[0] == [ANOTHER]


def test_what_matching_does_by_itself_by_now_is_not_needed():
    assert run(MERGE, groups=dict.fromkeys(GROUPS, "e1"))[0] == [NOT_NEEDED]
    assert run(SPLIT, groups=GROUPS | {"e2": "e5"})[0] == [NOT_NEEDED]


def test_what_makes_no_sense_does_not_fit():
    """All claims, none, a claim that was not there, a part without its whole; incidents at which nobody looked."""
    for new in ("e1|e2", "", "e5"):
        assert run(Regrouping.of_row("k1", "split", "i1", "e1|e2", new))[0] == [NO_FIT]
    assert run(SPLIT, wholes={"e2": "e1"}) == ([NO_FIT], BEFORE)
    for incident, other, expected in (("i1", "i5", "e1|e2|e3|e4"), ("i1", "", "e1|e2"), ("i1", "i3|i5", "e1|e3|e5")):
        assert run(Regrouping.of_row("k1", "merge", incident, expected, other))[0] == [NO_FIT]
    assert run(Regrouping.of_row("k1", "merge", "i1", "", "i3"))[0] == [NO_FIT]


def test_every_touched_claim_is_a_row_and_so_is_a_correction_that_touches_none():
    outcomes = regroup(
        Groups(GROUPS, [], {}), [MERGE, Regrouping.of_row("k002", "split", "i9", "e9", "e9")], set(GROUPS)
    )
    rows = outcome_table(outcomes).to_pylist()
    assert [(r["correction_id"], r["claim_id"], r["group_id"], r["is_moved"]) for r in rows] == [
        ("k001", "e1", "e1", True),
        ("k001", "e2", "e1", True),
        ("k001", "e3", "e1", False),
        ("k001", "e4", "e1", False),
        ("k002", None, None, None),
    ]
    assert {r["found_value"] for r in rows} == {"e1|e2|e3|e4", None}
    assert outcome_table([]).num_rows == 0
