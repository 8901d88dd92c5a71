"""What a page says when it cannot show what was asked for: what is so, and what to do."""

from __future__ import annotations

import logging
import secrets
from collections.abc import Callable

import duckdb
import figures
import queries
import sidebar
import streamlit as st
from filters import Filters
from markupsafe import Markup
from releases import published
from shell import View

SCHEMA_VERSION = 1
LOG = logging.getLogger("frontledger.dashboard")
FILTER_WORDS = {
    "dates": "dates", "places": "place", "actors": "actor", "claimants": "claimed by", "publishers": "printed by",
    "words": "words in the quote",
}  # fmt: skip


def no_warehouse() -> None:
    """Nothing was published yet."""
    st.title("Nothing published yet", anchor=False)
    st.write("There is no warehouse to show. This builds one from the articles in `raw/articles/` and publishes it:")
    st.code("make demo", language=None, wrap_lines=True)
    st.write("or, if everything is set up already:")
    st.code("dbt build", language=None, wrap_lines=True)
    st.write("Then reload this page. The README's first section has the details.")


def unreadable(version: str) -> None:
    """The release is there but cannot be opened."""
    st.title("This release cannot be read", anchor=False)
    st.write(
        f"Release `{version}` is damaged or was written by another version of DuckDB. Choose another release at the "
        "left, or build a new one:"
    )
    st.code("dbt build", language=None, wrap_lines=True)


def empty(view: View) -> None:
    """The warehouse has its tables, but no article in them."""
    st.title("A warehouse without articles", anchor=False)
    st.write("Release " + f"`{view.release.version}` holds 0 articles. Put texts into `raw/articles/` and build again:")
    st.code("dbt build", language=None, wrap_lines=True)
    if "quality.rejects" in view.tables:
        rejects = view.rows(queries.rejects())
        if rejects.height:
            st.write(f"{figures.count(rejects.height, 'file or row')} could not be read:")
            st.dataframe(rejects, hide_index=True, alt="What could not be read, and why")


def notices(view: View) -> None:
    """Say what of the link was ignored, and whether release and dashboard fit together."""
    missing = st.session_state.get("_missing_version")
    if missing:
        st.warning(
            f"The link asks for release `{missing}`, which is not here any more. You see `{view.release.version}`. "
            f"Releases that are here: {figures.listed(published(), 12)}."
        )
    ignored = st.session_state.get(sidebar.IGNORED)
    if ignored:
        st.warning(f"Ignored in this link, because this release does not know it: {'; '.join(ignored)}")
    written = view.facts.get("schema_version")
    if str(written) != str(SCHEMA_VERSION):
        st.warning(
            f"This release was written with table layout {written}; the dashboard knows layout {SCHEMA_VERSION}. Some "
            "pages may fail. Run `dbt build` to make a release that fits."
        )


def all_claims(view: View, filters: Filters) -> int:
    return view.first(queries.counts(filters))["claims"]


def no_rows(view: View, what: str = "claims", count: Callable[[View, Filters], int] = all_claims) -> None:
    """Nothing passes the filters: say which one to drop for how many rows, as ``count`` counts them."""
    st.html(Markup("<p class='fl-answer'>No {} match.</p>").format(what))
    active = view.filters.active()
    if not active:
        st.write("No filter is set at the left, so this release has none to show here.")
        return
    st.write("Drop a filter:")
    for name in active:
        n = count(view, view.filters.without(name))
        st.button(
            f"without “{FILTER_WORDS[name]}”: {figures.count(n, 'row')}",
            key=f"_drop_{name}",
            on_click=sidebar.drop,
            args=(name,),
            disabled=not n,
        )
    st.button("Clear all filters", key="_drop_all", on_click=sidebar.drop, args=tuple(active), type="primary")


def too_old(view: View, name: str, missing: set[str]) -> None:
    """The release was made before the tables that this page shows."""
    st.title(name, anchor=False)
    st.html(Markup("<p class='fl-answer'>This release is older than this page.</p>"))
    st.write(
        f"Release `{view.release.version}` does not have the tables this page shows: "
        f"{', '.join(f'`{table}`' for table in sorted(missing))}. Choose a newer release at the left, or build one:"
    )
    st.code("dbt build", language=None, wrap_lines=True)


def guarded(show: Callable[[], None], view: View) -> None:
    """Run a page; whatever goes wrong in it ends in words and, in the log, under a number that the words name."""
    try:
        show()
    except (duckdb.BinderException, duckdb.CatalogException):
        reference = log_error(view)
        st.html("<p class='fl-answer'>This release lacks something that this page shows.</p>")
        st.write(
            f"Release `{view.release.version}` was written by another version of frontledger. Choose another release "
            f"at the left, or run `dbt build`. In the log this is number `{reference}`."
        )
    except Exception:
        reference = log_error(view)
        st.html("<p class='fl-answer' role='alert'>This page ran into an error of its own.</p>")
        st.write(
            f"It is in the log under number `{reference}`, with what is needed to mend it; please say that number when "
            "you report it. Other pages, and other filters at the left, may work."
        )


def log_error(view: View) -> str:
    """Write the error at hand to the log, under a number that can be told on the page; return the number."""
    reference = secrets.token_hex(4)
    LOG.exception("page error %s, release %s, %s", reference, view.release.version, dict(st.query_params))
    return reference


def not_found(view: View, what: str, identifier: str) -> None:
    """A link names something that this release does not have."""
    st.title("Not in this release", anchor=False)
    st.write("The link asks for the following " + what + ", which this release does not have:")
    st.code(identifier[:200], language=None, wrap_lines=True)
    st.write(
        f"You see release `{view.release.version}`. The {what} may be in another release (choose one at the left), or "
        "its article changed and the claim was found anew under another id."
    )
