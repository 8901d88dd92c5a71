"""The codes of the marts in plain words: how sources compare, why a claim does not count, how it came to be linked."""

from __future__ import annotations

# code: (sign, words, meaning). The sign carries it where colour cannot.
AGREEMENT = {
    "conflict": ("≠", "figures conflict", "no single number can be true for all that sources say"),
    "overlap": ("≈", "figures overlap", "sources say different things that one number could satisfy"),
    "agree": ("=", "sources agree", "several independent sources say the same"),
    "single_source": ("•", "one source", "only one independent source gives the figure, or tells it at all"),
}
DENIAL = "✕ denied"
LEFT_OUT = {
    "reprint": "the article reprints another one",
    "not_counted_in_persons": "it counts families or the like, not people",
    "no_bound": "it names an amount without any bound (“many”)",
    "part_of_whole": "it is a part of a figure that counts already",
    "counted_in_another_group": "its victims are counted in another group already",
    "group_of_a_told_whole": "it is one group of victims, and the same source tells the whole",
    "only_some_victims": "it tells of some of the victims only, and somebody tells of all",
    "earlier_figure_of_the_same_source": "the same source told a later figure",
    "lower_figure_in_the_same_article": "the same source gives a fuller figure in the same article",
    "superseded": "a higher figure was published on a later day",
    "party_to_the_conflict": "a party to the conflict says it, and somebody else gives a figure: it counts for the "
    "bounds, not for the best figure",
}
PROTOCOLS = {
    "ours": ("frontledger", "lower median of the sources that are no party, each with its latest figure"),
    "acled_conservative": ("ACLED’s cautious rule", "the lowest figure told; dozens counts as 12, hundreds as 100"),
    "ucdp": ("UCDP’s low, best, high", "lowest, best and highest of the figures told; deaths only"),
    "minimum_maximum": ("minimum and maximum", "the outermost bounds and no best figure, as Iraq Body Count does"),
}
STEPS = {"first": "first figure", "rise": "higher", "same": "the same", "lower": "lower"}
RULE = (
    "Reprints, figures in families and amounts without a bound do not count, and parts are never added to their "
    "whole. Each source counts once, with the last it tells; groups of victims that nobody tells together add up. A "
    "figure gives way to a higher one of a later day. The bounds are the lowest and the highest of what is left; the "
    "best figure is its lower median, for which a party to the conflict counts only if nobody else gives a figure. "
    "Figures of campaigns and of the whole war are in no incident."
)
_REASONS = {
    "place same": "the same place", "place inside": "one place lies inside the other", "dates same_days": "the same "
    "days", "dates lasting_until": "one lasts until the other", "kinds same_type": "the same type of event",
    "kinds same_family": "types that tell of one thing", "kinds harm_of": "harm and what caused it",
    "same sentence": "told in one sentence", "dates same_sentence": "dated by one sentence",
    "dates overlap": "overlapping days",
}  # fmt: skip


def agreement(code: str) -> str:
    """Return how sources compare, with its sign: "≠ figures conflict"."""
    if code == "denial":
        return DENIAL
    sign, words, _ = AGREEMENT.get(code, ("?", plain(code), ""))
    return f"{sign} {words}"


def meaning(code: str) -> str:
    return AGREEMENT.get(code, ("", "", ""))[2]


def left_out(code: str | None) -> str:
    """Return why a claim is not behind the best figure; a code this dashboard does not know is spelt out."""
    return LEFT_OUT.get(code, plain(code)) if code else ""


def asserter(name: str | None) -> str:
    """Return who says it: "source: X" is X; an agency, an outlet or a text speaks in its own voice."""
    kind, _, who = (name or "").partition(": ")
    if kind == "text" or not who:
        return "the article itself"
    return who if kind == "source" else f"{who} (the {kind} itself)"


def accepted(row: dict) -> str:
    """Return who read a claim and found it right: ``made_by``, ``made_on``, ``reason`` and ``correction_id``."""
    return f"Read and accepted by {row['made_by']} on {row['made_on']}: {row['reason']} ({row['correction_id']})"


def link_reasons(reasons: str | None) -> str:
    """Return why a claim was linked, in words: "the same place, the same days, 2 parties agree"."""
    parts = [part.strip() for part in (reasons or "").split(",") if part.strip()]
    said = (_REASONS.get(part) or plain(part) for part in parts)
    return ", ".join(
        w.replace("1 actors agree", "one party agrees").replace("actors agree", "parties agree") for w in said
    )


def plain(code: str | None) -> str:
    return (code or "").replace("_", " ")
