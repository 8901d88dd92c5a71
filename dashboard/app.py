"""frontledger's dashboard: the entry script. Chooses release and filters, then runs the page.

streamlit run dashboard/app.py
"""

from __future__ import annotations

import duckdb
import shell
import sidebar
import states
import streamlit as st

PAGES = (
    ("overview", "Overview"),
    ("timeline", "Timeline"),
    ("map", "Map"),
    ("casualties", "Casualties"),
    ("territory", "Territory"),
    ("articles", "Articles"),
    ("quality", "Quality"),
    ("sql", "SQL"),
    ("about", "About"),
)


def main() -> None:
    st.set_page_config(page_title="frontledger", page_icon=str(shell.ASSETS / "favicon.png"), layout="wide")
    shell.style()
    pages = [
        st.Page(
            f"views/{name}.py", title=title, url_path=None if name == "overview" else name, default=name == "overview"
        )
        for name, title in PAGES
    ]
    hidden = [st.Page("views/claim.py", title="Claim", url_path="claim", visibility="hidden")]
    page = st.navigation([*pages, *hidden])
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
        page.run()
    shell.footer(view)


main()
