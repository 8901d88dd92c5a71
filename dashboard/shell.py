"""What every page stands in: the release it shows, the filters that hold, the colours, the words at top and bottom."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlencode

import database
import drawing
import figures
import freshness
import polars as pl
import queries
import streamlit as st
from filters import Filters
from markupsafe import Markup
from releases import Release
from streamlit.delta_generator import DeltaGenerator
from theme import Palette, palette

PAGES = ("timeline", "map", "casualties", "territory", "incidents", "articles", "review", "quality", "sql", "about")
ASSETS = Path(__file__).parent / "assets"
FILTER_KEYS = ("dates", "date_axis", "place", "actor", "claimant", "publisher", "q", "v")
_KEY = "_view"


@dataclass(frozen=True)
class View:
    """Everything a page needs to know before it asks for rows."""

    release: Release
    facts: dict
    filters: Filters
    tables: set[str]
    palette: Palette

    def rows(self, query: database.Query) -> pl.DataFrame:
        return database.fetch(self.release.path, query)

    def first(self, query: database.Query) -> dict | None:
        return database.first(self.release.path, query)


def enter(release: Release, filters: Filters) -> View:
    """Remember the view for the page that runs next."""
    facts = database.first(release.path, queries.release_facts()) or {}
    view = View(release, facts, filters, database.tables(release.path), palette(st.context.theme.type))
    st.session_state[_KEY] = view
    return view


def view() -> View:
    """Return the view that the entry script set up for this run."""
    return st.session_state[_KEY]


def style() -> None:
    """Set the colours of the theme in use, which the styles of the page that carries this one refer to (server.py)."""
    ink = palette(st.context.theme.type)
    colours = {"text": ink.text, "link": ink.link, "muted": ink.muted, "rule": ink.grid, "casualties": ink.sides[0],
               "territory": ink.sides[3], "events": ink.sides[4], "accent": ink.accent}  # fmt: skip
    variables = "".join(f"--fl-{name}: {colour};" for name, colour in colours.items())
    st.html(f"<style>:root {{{variables}}}</style>")
    drawing.begin()


def above() -> DeltaGenerator:
    """Return room for the title and the answer, for a page that knows its answer only after its own filters."""
    room = st.container(key="fl-above")
    room.html("<span hidden></span>")  # what is empty is given no room
    return room


def title(name: str, answer: str | Markup) -> None:
    """Write the page's name and, in one sentence, what it shows now. ``answer`` is escaped unless it is Markup."""
    st.title(name, anchor=False)
    st.html(Markup("<p class='fl-answer'>{}</p>").format(answer))


def note(text: str | Markup) -> None:
    """Write a small explanation under a chart or a table."""
    st.html(Markup("<p class='fl-note'>{}</p>").format(text))


def link(page: str, **parameters: str) -> str:
    """Return a relative address of ``page`` that keeps the filters and the pinned release."""
    kept = {key: st.query_params.get_all(key) for key in FILTER_KEYS if key in st.query_params}
    return f"./{page}?" + urlencode(kept | parameters, doseq=True)


def share_link(version: str) -> str:
    """Return the full address of what is on the screen, pinned to the release it shows."""
    parameters = {key: st.query_params.get_all(key) for key in st.query_params} | {"v": version}
    return f"{st.context.url or ''}?{urlencode(parameters, doseq=True)}"


def footer(view: View) -> None:
    """Say which release this is, how old, what it covers, and that claims are not facts."""
    facts = view.facts
    built, now = facts["built_at"].replace(tzinfo=UTC), datetime.now(UTC)
    fresh = freshness.words(built, now, freshness.expected())
    covers = (
        f"covers articles published {facts['first_published']} to {facts['last_published']}"
        if facts["first_published"]
        else "holds no articles"
    )
    st.html(
        Markup(
            "<footer class='fl-footer'>Release <b>{}</b>, built {} (<time>{} UTC</time>), {}; it {}. "
            "Every figure here is somebody’s claim, not a measurement. Article texts belong to their publishers."
            "</footer>"
        ).format(view.release.version, figures.ago(built, now), f"{built:%Y-%m-%d %H:%M}", fresh, covers)
    )
