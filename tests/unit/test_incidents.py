"""Which links between claims hold, and which articles print one text."""

from __future__ import annotations

from frontledger.warehouse.incidents import AMBIGUOUS, CONTRADICTED, MERGED, TOGETHER, Pair, judge_links
from frontledger.warehouse.reprints import group_texts


def link(a: str, b: str, score: float = 8.0, vague: bool = False, looseness: int = 1) -> Pair:
    return Pair(a, b, score, True, False, vague, b, looseness)


def enmity(a: str, b: str) -> Pair:
    return Pair(a, b, 0.0, False, True, False, b, 1)


def outcomes(*pairs: Pair, harm: tuple[str, ...] = ()) -> dict[tuple[str, str], str]:
    return {(pair.a, pair.b): outcome for pair, outcome in judge_links(pairs, set(harm))}


def test_links_join_through_third_claims():
    assert outcomes(link("a", "b", 9), link("b", "c", 8), link("a", "c", 7)) == {
        ("a", "b"): MERGED,
        ("b", "c"): MERGED,
        ("a", "c"): TOGETHER,
    }


def test_what_contradicts_a_member_cannot_join_its_group():
    """b fits both; it goes where it fits best, and does not pull the two together."""
    assert outcomes(link("a", "b", 9), link("b", "c", 8), enmity("a", "c")) == {
        ("a", "b"): MERGED,
        ("b", "c"): CONTRADICTED,
    }


def test_enmity_passes_to_the_whole_group():
    found = outcomes(link("a", "b", 9), link("c", "d", 8.5), link("b", "d", 8), enmity("a", "c"))
    assert found["b", "d"] == CONTRADICTED


def test_the_order_of_the_pairs_does_not_matter():
    pairs = [link("a", "b", 9), link("b", "c", 8), enmity("a", "c"), link("c", "d", 8), link("d", "e", 7, vague=True)]
    assert outcomes(*pairs) == outcomes(*reversed(pairs))


def test_harm_that_fits_two_contradicting_events_equally_belongs_to_neither():
    torn = outcomes(link("x", "h", 8), link("y", "h", 8), link("h", "z", 7), enmity("x", "y"), harm=("h",))
    assert torn == {("x", "h"): AMBIGUOUS, ("y", "h"): AMBIGUOUS, ("h", "z"): AMBIGUOUS}
    better = outcomes(link("x", "h", 8.5), link("y", "h", 8), enmity("x", "y"), harm=("h",))
    assert better == {("x", "h"): MERGED, ("y", "h"): CONTRADICTED}


def test_a_vague_date_is_recognised_only_where_there_is_one_candidate():
    assert outcomes(link("a", "v", 7, vague=True)) == {("a", "v"): MERGED}
    two = outcomes(link("a", "v", 7, vague=True), link("b", "v", 7, vague=True))
    assert set(two.values()) == {AMBIGUOUS}
    one_group = outcomes(link("a", "b", 9), link("a", "v", 7, vague=True), link("b", "v", 7, vague=True))
    assert sorted(one_group.values()) == [TOGETHER, MERGED, MERGED]


def test_what_is_dated_better_is_recognised_first():
    """The month finds the day; then the undated telling has one candidate instead of two."""
    found = outcomes(
        link("day", "month", 7, vague=True, looseness=2),
        link("day", "undated", 7, vague=True, looseness=4),
        link("month", "undated", 7, vague=True, looseness=4),
    )
    assert AMBIGUOUS not in found.values()


STORY = (
    "At least 27 people were killed and dozens wounded when warplanes struck a crowded market in the northern "
    "town on Tuesday "
    "morning, residents and rescue workers said. The strikes hit shortly after dawn, when farmers were "
    "bringing vegetables to "
    "the square, and a second raid followed while volunteers were pulling survivors from the rubble of a bakery."
)


def test_a_cut_reprint_under_a_new_headline_is_the_same_text():
    reprint = "Market raid kills dozens\n\n" + STORY.rsplit(",", 1)[0] + "."
    other = (
        "Rebels said on Tuesday that they had broken the siege of the town after three weeks of fighting, and "
        "that the road to the "
        "border was open again. The army denied it and said that its troops held every hill around the road "
        "and the bridge."
    )
    assert group_texts([("b", reprint), ("a", STORY), ("c", other)]) == {"a": "a", "b": "a", "c": "c"}


def test_two_stories_about_one_thing_are_two_texts():
    retold = (
        "Residents said on Tuesday that 27 people had died in air raids on a market. Rescue workers spoke of "
        "dozens wounded; the "
        "first bombs fell at dawn and others when help had arrived, they said by telephone from the northern town."
    )
    assert len(set(group_texts([("a", STORY), ("b", retold)]).values())) == 2


def test_texts_too_short_for_a_shingle_are_compared_whole():
    assert group_texts([("a", "Two dead."), ("b", "Two dead."), ("c", ""), ("d", "Three dead.")]) == {
        "a": "a",
        "b": "a",
        "c": "c",
        "d": "d",
    }
