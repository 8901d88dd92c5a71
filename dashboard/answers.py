"""The sentence at the top of a page: what it shows now, with numbers and bounds. Built from fields, never made up."""

from __future__ import annotations

import figures
import polars as pl
import wording
from markupsafe import Markup

ITSELF = "the articles themselves"


def bold(text: object) -> Markup:
    return Markup("<b>{}</b>").format(text)


def overview(counts: dict, apart: list[dict]) -> Markup:
    """Say how much is here, who says it, and where sources are furthest apart.

    ``apart`` are the rows of the widest disagreement, the highest figure first; none if sources differ on nothing.
    """
    here = Markup("{} in {}, by {}: {} about casualties, {} about territory, {}.").format(
        bold(figures.count(counts["claims"], "claim")),
        bold(figures.count(counts["articles"], "article")),
        bold(figures.count(counts["claimants"], "named claimant")),
        f"{counts['casualties']:,}",
        f"{counts['territory']:,}",
        figures.count(counts["events"], "event"),
    )
    if not apart:
        return here
    highest, lowest = apart[0], apart[-1]
    return here + Markup(" Sources are furthest apart on {}{}: {} {} according to {}, {} according to {}.").format(
        bold(highest["place"] or "a place not stated"),
        f", {highest['as_of']}" if highest["as_of"] else "",
        bold(differing(highest)),
        "held" if highest["measure"] == "holds" else highest["measure"],
        wording.asserter(highest["asserter"]),
        bold(differing(lowest)),
        wording.asserter(lowest["asserter"]),
    )


def differing(row: dict) -> str:
    """Return the figure of one source of a disagreement: people, or a share in percent."""
    bounds = row["value_low"], row["value_best"], row["value_high"]
    return figures.share(*bounds) if row["about"] == "share" else figures.bounds(*bounds)


def casualties(rows: pl.DataFrame, measure: str) -> Markup:
    """Say how many claims there are and which is the lowest and the highest; claims are not added up."""
    figure = rows.with_columns(point=pl.coalesce("value_best", "value_low", "value_high")).drop_nulls("point")
    who = rows["claimed_by"].drop_nulls().n_unique()
    start = Markup("{} of people {}, made by {}").format(
        bold(figures.count(rows.height, "claim")), measure, bold(figures.count(who, "named claimant"))
    )
    if figure.is_empty():
        return Markup("{}; none states a figure.").format(start)
    low, high = figure.sort("point").row(0, named=True), figure.sort("point").row(-1, named=True)
    if low["point"] == high["point"]:
        said = figures.bounds(high["value_low"], high["value_best"], high["value_high"])
        return Markup("{}: {}{}.").format(start, "" if rows.height == 1 else "all of them ", bold(said))
    return Markup("{}: from {} ({}) to {} ({}, {}). Claims on one happening are alternatives and never added.").format(
        start,
        bold(figures.bounds(low["value_low"], low["value_best"], low["value_high"])),
        low["place"] or "place not stated",
        bold(figures.bounds(high["value_low"], high["value_best"], high["value_high"])),
        high["place"] or "place not stated",
        high["claimed_by"] or ITSELF,
    )


def timeline(n: int, undated: int, first: object, last: object, types: int) -> Markup:
    """Say how many events lie between which days, and how many have no date."""
    if n == undated:
        return Markup("{}, none of them dated.").format(bold(figures.count(n, "event")))
    return Markup("{} of {} between {} and {}; {} more without a date.").format(
        bold(figures.count(n - undated, "event")), figures.count(types, "type"), bold(first), bold(last), f"{undated:,}"
    )


def territory(place: str, rows: pl.DataFrame) -> Markup:
    """Say who holds how much of a place according to the newest claim, and how many claims stand beside it."""
    dated = rows.filter(pl.coalesce("date_end", "date_start").is_not_null(), pl.col("relation") == "holds")
    if dated.is_empty():
        return Markup("{} on shares of {}, none with a date.").format(bold(figures.count(rows.height, "claim")), place)
    last = dated.sort(pl.coalesce("date_end", "date_start")).row(-1, named=True)
    return Markup("The newest claim on {}: {} holds {}, says {}, as of {}. {} in all, by {}.").format(
        place,
        bold(last["actor"] or "an actor not named"),
        bold(figures.share(last["pct_low"], last["pct_best"], last["pct_high"])),
        last["claimed_by"] or "the article itself",
        figures.when(last["date_start"], last["date_end"], last["date_precision"]),
        figures.count(rows.height, "claim"),
        figures.count(rows["claimed_by"].fill_null(ITSELF).n_unique(), "voice"),
    )


def article(words: int, spans: pl.DataFrame, chosen: str) -> Markup:
    """Say how many claims of which kinds an article makes, and which of them the link named (``chosen``) if one is."""
    found = spans.unique("claim_id", keep="first", maintain_order=True)
    numbers = [(kind, found.filter(pl.col("kind") == kind).height) for kind in ("casualties", "territory", "events")]
    aside = found.filter(pl.col("kind") == "set aside").height
    told = sum(n for _, n in numbers)
    parts = [figures.count(n, "event") if kind == "events" else f"{n:,} about {kind}" for kind, n in numbers if n]
    kinds = Markup(": {}").format(", ".join(parts)) if parts else ""
    left = Markup("; {} set aside").format(f"{aside:,} more") if aside else ""
    named = found.filter(pl.col("claim_id") == chosen)["quoted_text"].to_list() if chosen else []
    marked = Markup(" The link leads to “{}”.").format(named[0]) if named else ""
    return Markup("{} in {}{}{}.{}").format(
        bold(figures.count(told, "claim")), figures.count(words, "word"), kinds, left, marked
    )


def quality(checks: pl.DataFrame, tests: pl.DataFrame) -> Markup:
    """Say how many checks and tests passed, and whether anything that failed is critical."""
    failed = checks.filter(pl.col("status") != "passed")
    critical = failed.filter(pl.col("severity") == "critical").height
    passed = Markup("{} of {}").format(
        bold(f"{checks.height - failed.height:,}"), figures.count(checks.height, "check")
    )
    good = tests.filter(pl.col("status") == "pass").height
    inside = (
        Markup(" and {} of {} inside the build").format(bold(f"{good:,}"), figures.count(tests.height, "test"))
        if tests.height  # a release made by models alone: none ran
        else ""
    )
    verdict = (
        f"{figures.count(critical, 'failure')} of those would have stopped a release"
        if critical
        else f"{figures.count(failed.height, 'warning')}, nothing critical"
        if failed.height
        else "nothing failed"
    )
    return Markup("{}{} passed: {}.").format(passed, inside, verdict)


def incidents(sums: dict) -> Markup:
    """Say how many happenings there are, how many have several sources, where these differ, and the deaths told."""
    start = Markup("{} told by {}; {} by more than one independent source, and in {} of them figures conflict.").format(
        bold(figures.count(sums["incidents"], "incident")),
        figures.count(sums["claims"], "claim"),
        bold(f"{sums['several_sources']:,}"),
        bold(f"{sums['conflicts']:,}"),
    )
    if not sums["with_deaths"]:
        return start + " None of them tells a number of deaths."
    total = figures.reconciled(sums["low"], sums["best"], sums["high"], sums["is_open"])
    return start + Markup(" Deaths told of {}: {}.").format(
        "one of them" if sums["with_deaths"] == 1 else f"{sums['with_deaths']:,} of them", bold(total)
    )


def incident(row: dict, tolls: list[dict]) -> Markup:
    """Say what is told of one happening: its figures with bounds, how many tell it, how they compare."""
    told = [
        Markup("{} {}").format(
            bold(figures.reconciled(t["value_low"], t["value_best"], t["value_high"], t["high_is_open"])), t["measure"]
        )
        for t in tolls
        if t["value_best"] is not None
    ]
    silent = [t["measure"] for t in tolls if t["value_best"] is None]
    said = Markup(", ").join(told) if told else Markup("no number of people told")
    if silent:
        said += Markup("; {} without a number").format(" and ".join(silent))
    several = row["n_independent_sources"] > 1
    return Markup("{}. Told by {} in {}: {}.").format(
        said,
        bold(figures.count(row["n_independent_sources"], "independent source")),
        figures.count(row["n_articles"], "article"),
        f"{wording.agreement(row['agreement'])[2:]}, {wording.meaning(row['agreement'])}"
        if several
        else f"nobody else tells it ({figures.count(row['n_claims'], 'claim')})",
    )


def total(sums: dict, measure: str) -> Markup:
    """Say what the reconciled figures of incidents add up to, and what is not in the sum."""
    if not sums["incidents"]:
        return Markup("No incident here has a figure for people {}.").format(measure)
    figure = figures.reconciled(sums["low"], sums["best"], sums["high"], sums["is_open"])
    return Markup("{} people {} in {}, one figure an incident{}.").format(
        bold(figure),
        measure,
        figures.count(sums["incidents"], "incident"),
        f"; {sums['without_figure']:,} more without a figure" if sums["without_figure"] else "",
    )


def review(conflicts: int, waiting: int, applied: int) -> Markup:
    """Say how much there is to look at, and what became of what was found."""
    return Markup(
        "{} in incidents whose figures conflict, accepted by nobody yet. Waiting for the next build: {}; in this "
        "release: {}."
    ).format(
        bold(figures.count(conflicts, "claim")),
        bold(figures.count(waiting, "correction")),
        f"{applied:,}",
    )
