"""frontledger's dashboard: the entry script. Chooses release and filters, then runs the page.

streamlit run dashboard/server.py
"""

from __future__ import annotations

import duckdb
import shell
import sidebar
import states
import streamlit as st

# The first page has no path of its own. Were its file called overview.py, the alias below could not be.
HOME = (
    "views/home.py"  # the first page has no path of its own; its file must not be called after the path it is asked by
)


def to_overview() -> None:
    """`/overview` is the first page, which has the address `/`."""
    st.switch_page(HOME, query_params={key: st.query_params.get_all(key) for key in st.query_params})


def pages() -> list:
    """Return the pages: those in the menu, one for a single claim, one other name of the first page."""
    menu = [
        st.Page(f"views/{name}.py", title="SQL" if name == "sql" else name.capitalize(), url_path=name)
        for name in shell.PAGES
    ]
    return [
        st.Page(HOME, title="Overview", default=True),
        *menu,
        st.Page("views/claim.py", title="Claim", url_path="claim", visibility="hidden"),
        st.Page("views/incident.py", title="Incident", url_path="incident", visibility="hidden"),
        st.Page(to_overview, title="Overview", url_path="overview", visibility="hidden"),
    ]


def main() -> None:
    st.set_page_config(page_title="frontledger", page_icon=str(shell.ASSETS / "favicon.png"), layout="wide")
    shell.style()
    page = st.navigation(pages())
    if page.url_path == "overview":
        page.run()  # before any filter is bound to the address, so that all of it can be handed on
        return
    with st.sidebar:
        release = sidebar.choose_release()
    if release is None:
        states.no_warehouse()
        return
    try:
        with st.sidebar:
            sidebar.news(release, pinned=st.session_state["v"] != sidebar.CURRENT)
            filters = sidebar.choose_filters(release)
        view = shell.enter(release, filters)
    except duckdb.Error:
        states.unreadable(release.version)
        return
    states.notices(view)
    if not view.facts["n_articles"] and page.title not in ("Quality", "SQL", "About"):
        states.empty(view)
    else:
        states.guarded(page.run, view)
    shell.footer(view)


main()
