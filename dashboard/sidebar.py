"""The filters that hold on every page. They live in the entry script, so they and the address survive a page change."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import database
import duckdb
import freshness
import queries
import releases
import streamlit as st
from charts import CHOSEN
from filters import Filters
from releases import Release

CURRENT = "current"
FACETS = {"place": "Place", "actor": "Actor", "claimant": "Claimed by", "publisher": "Printed by"}
HELP = {
    "place": "A province or country includes the places in it.",
    "actor": "Either party: who did it, or whom it was done to.",
    "claimant": "Who asserts the figure, as the article attributes it.",
    "publisher": "Who printed the article.",
}
AXES = {"event": "when it happened", "published": "when it was published"}
IGNORED = "_ignored_in_link"


def choose_release() -> Release | None:
    """Let the reader pin a release; return it, or None if nothing is published.

    A session keeps the release it opened until its reader asks for the newer one.
    """
    versions = releases.published()
    newest = releases.current()
    if newest is None:
        return None
    asked = st.query_params.get("v")
    if asked and asked not in (CURRENT, *versions):
        st.session_state["_missing_version"] = asked
    choice = st.selectbox("Release", [CURRENT, *versions], key="v", bind="query-params", help="Pin what you see.")
    if choice != CURRENT:
        return releases.pinned(choice)
    opened = releases.pinned(st.session_state.setdefault("_opened", newest.version))
    return opened or newest


def labels(options: list[dict]) -> dict[str, str]:
    """Return label → id. The name is the label; names that two ids share get a hint."""
    names = [option["name"] for option in options]
    result = {}
    for option in options:
        label = option["name"]
        if names.count(label) > 1:
            label = f"{label} ({option['hint'] or option['id']})"
        result[label if label not in result else f"{label} [{option['id']}]"] = option["id"]
    return result


def all_dates(release: Release) -> tuple[date, date]:
    """Return the first and last day that the release tells of: the date filter's "everything".

    A date field that starts empty could not be set by a link.
    """
    span = database.first(release.path, queries.date_range())
    everything = (span["first_day"] or date(2000, 1, 1), span["last_day"] or date.today())
    st.session_state["_all_dates"] = everything
    return everything


def remember_ignored(choices: dict[str, dict[str, str]]) -> None:
    """Note the values in the address that this release does not know, before the widgets drop them."""
    unknown = [
        f"{key}={value}"
        for key, options in choices.items()
        for value in st.query_params.get_all(key)
        if value and value not in options
    ]
    if unknown:
        st.session_state[IGNORED] = unknown


def forget_ignored() -> None:
    st.session_state.pop(IGNORED, None)
    st.session_state.pop("_missing_version", None)


def choose_filters(release: Release) -> Filters:
    """Show the filters and return what they are set to."""
    rows = database.fetch(release.path, queries.options()).to_dicts()
    choices = {facet: labels([row for row in rows if row["facet"] == facet]) for facet in FACETS}
    remember_ignored(choices)
    everything = all_dates(release)
    dates = st.date_input(
        "Dates", value=everything, key="dates", bind="query-params", on_change=forget_ignored,
        help="Once you narrow this, what has no date is left out; what lasts longer is kept if it overlaps.",
    )  # fmt: skip
    # A single day comes from the address as one date: the same value twice is kept once there.
    span = (dates[0], dates[-1]) if dates else everything
    narrowed = span != everything
    axis = st.selectbox(
        "Dates are",
        list(AXES.values()),
        key="date_axis",
        bind="query-params",
        label_visibility="collapsed",
        disabled=not narrowed,
    )
    chosen = {
        facet: st.multiselect(
            name, list(choices[facet]), key=facet, bind="query-params", help=HELP[facet], placeholder="all",
            on_change=forget_ignored,
        )
        for facet, name in FACETS.items()
    }  # fmt: skip
    words = st.text_input("Words in the quote", key="q", bind="query-params", on_change=forget_ignored)
    ids = {facet: tuple(choices[facet][label] for label in picked) for facet, picked in chosen.items()}
    return Filters(
        dates=span if narrowed else None,
        date_axis=next(key for key, words in AXES.items() if words == axis),
        places=ids["place"],
        actors=ids["actor"],
        claimants=ids["claimant"],
        publishers=ids["publisher"],
        words=words.strip(),
    )


def narrow_dates(chart_key: str, unit: str) -> None:
    """Callback: set the date filter to the bars (of one ``unit`` each) that were clicked in a chart."""
    clicked = st.session_state[chart_key].selection.get(CHOSEN, [])
    starts = [date.fromisoformat(str(next(iter(bar.values())))[:10]) for bar in clicked]
    if starts:
        earliest, latest = st.session_state["_all_dates"]
        st.session_state["dates"] = (max(min(starts), earliest), min(last_day(max(starts), unit), latest))


def last_day(start: date, unit: str) -> date:
    """Return the last day of the day, month, quarter or year that begins at ``start``."""
    if unit == "day":
        return start
    months = start.year * 12 + start.month - 1 + {"month": 1, "quarter": 3, "year": 12}[unit]
    return date(months // 12, months % 12 + 1, 1) - timedelta(days=1)


def drop(*keys: str) -> None:
    """Callback: clear filters by the names of :class:`Filters`."""
    widget = {"places": "place", "actors": "actor", "claimants": "claimant", "publishers": "publisher", "words": "q"}
    empty = {"dates": st.session_state["_all_dates"], "words": ""}
    for key in keys:
        st.session_state[widget.get(key, key)] = empty.get(key, [])
    forget_ignored()


@st.fragment(run_every="30s")
def news(shown: Release, pinned: bool) -> None:
    """Say what is going on beside this release: a newer one, a build that runs, a build that died."""
    newest = releases.current()
    if newest and newest.version != shown.version and not pinned:
        st.info("A newer release is there.")
        if st.button("Show it", key="_show_newer"):
            st.session_state["_opened"] = newest.version
            st.rerun()
    if newest and newest.version > shown.version and pinned:
        st.info("An older release, as the link or the field above asks. For the newest, choose “current” there.")
    build_news(releases.last_build(newest or shown))
    if newest and newest.version == shown.version:
        stale_news(shown)


def stale_news(shown: Release) -> None:
    """Say that the newest release is older than it should be."""
    every = freshness.expected()
    if every is None:
        return
    try:
        built = database.first(shown.path, queries.release_facts())["built_at"]
    except duckdb.Error:
        return  # the page says that it cannot be read
    state = freshness.state(built, datetime.now(UTC).replace(tzinfo=None), every)
    if state != freshness.WORDS[0]:
        st.warning(
            f"This release is {state}: a new one is expected every {every}, and it was built on {built:%Y-%m-%d}. What "
            "you see is what was known then. Run `dbt build`, or see Quality for what stopped the last one."
        )


def build_news(build: releases.Build | None) -> None:
    """Say what a build after the newest release is doing, or why it did not publish."""
    if build is None:
        return
    if build.state == "running":
        st.info("A build is running. You see the release before it until it is done.")
    elif build.state == "failed":
        st.error(f"The latest build failed and was not published. It stopped at `{build.step}`: {build.message}")
        if "correction" in build.step:
            st.caption("A correction no longer fits what its claim tells: Review lists those that wait for the build.")
        st.caption(
            "What to do: `frontledger build` says in words what is wrong, `logs/dbt.log` has all of it. Mend it and "
            "build again."
        )
    else:
        st.warning("The latest build stopped before its end. You see the release before it. Run `dbt build` again.")
