"""About: what this is and is not, what every column means, which version it is, how to cite it."""

import citation
import figures
import parts
import polars as pl
import queries
import releases
import streamlit as st
import wording
from downloads import csv
from markupsafe import Markup
from shell import View, title, view

SECTIONS = ("What this is", "Dictionary", "Method", "Event types", "Versions", "Cite")
START_HERE = """
| you are | start with | then |
|---|---|---|
| an analyst checking a figure | Casualties: *How the total is made* | open a claim, read it *in the article* |
| a journalist with a disagreement | Overview: *Where sources differ most* | the incident’s page: *Link and citation* |
| a humanitarian officer | Incidents: one province, one month | *Take it away*: CSV, GeoJSON, all of it as a zip |
| somebody who found a mistake | the claim: *Accept, correct or reject it* | Review says what the next build will do |
| a researcher | SQL, and the dictionary here | *Versions* has the release as a DuckDB file, *Cite* how to name it |
| whoever runs the build | Quality | the note at the left says if the latest build was not published |
"""
WHAT = """
frontledger reads news articles about armed conflict and writes down what they **claim**: how many people were killed,
wounded or displaced, who holds which share of a place, what happened. Every figure keeps its sentence, its claimant and
its bounds. Claims that contradict each other stand side by side.

**A claim is not a fact.** A figure here says what somebody said, and what an article printed of it. It is not a body
count, not a verified event and not a measurement of who controls what. Nothing here was judged true or false.

- *not stated* means that nobody stated it. It is never zero.
- *34 or more* means that a lower bound was claimed and no upper one.
- A missing month means that no article here tells of it, not that nothing happened.
- Extraction is done by rules over a parse. It misses claims and misreads some; the Quality page says how often.

Article texts belong to their publishers and are shown so that a claim can be checked against its words.
"""
METHOD = (
    """
**From words to bounds.** A stated number becomes a lowest, a best and a highest figure by the words around it:

| words | lowest | best | highest |
|---|---|---|---|
| 34 | 34 | 34 | 34 |
| at least 34, more than 34 | 34 | 34 | open |
| up to 34, fewer than 34 | 0 | open | 34 |
| nearly 34 | open | 34 | 34 |
| about 34 | open | 34 | open |
| 15 to 20 | 15 | open | 20 |
| dozens | 24 | open | open |
| hundreds | 200 | open | open |
| many, a number of | open | open | open |

**Reach.** A figure is of one *incident*, of a *campaign* (a battle over weeks) or of the whole *conflict*. The three
overlap and are never added to one another.

**Parts.** “32 people, including 12 soldiers” is one figure and a part of it; a part is never added to its whole.

**Incidents.** Claims tell one incident when their kinds agree, their places are equal or one lies inside the other,
their dates overlap and their parties do not contradict each other; where in doubt they stay apart. An incident has one
figure for each kind of harm. """
    + wording.RULE
    + """ Only such figures are added up.

**Who says it.** The claimant is the first asserter the article names, not the outlet that relays the words. Where none
is named, the article itself says it.

**Places.** A place without known coordinates stays a name: it is listed, never drawn at an invented point.
"""
)


def dictionary(page: View) -> None:
    rows = page.rows(queries.dictionary())
    words = st.text_input("Search tables, columns and descriptions", key="find", bind="query-params").strip().lower()
    if words:
        rows = rows.filter(
            pl.any_horizontal(
                pl.col(c).fill_null("").str.to_lowercase().str.contains(words, literal=True)
                for c in ("table_name", "column_name", "description")
            )
        )
    if rows.is_empty():
        st.write(f"No table or column matches “{words}”.")
        return
    st.caption(f"{rows.height:,} columns in {rows['table_name'].n_unique()} tables")
    tables = [
        (
            table,
            Markup("<p class='fl-note'>{}</p>{}").format(
                columns["grain"][0] or "",
                parts.table_of(
                    ["Column", "Type", "Meaning"],
                    [[r["column_name"], r["data_type"], r["description"]] for r in columns.to_dicts()],
                    alt=f"Columns of {table}",
                ),
            ),
        )
        for (table,), columns in rows.group_by("table_name", maintain_order=True)
    ]
    st.html(parts.unfolding(tables, unfolded=bool(words)))
    st.download_button(
        "Dictionary as CSV", lambda: csv(rows), "frontledger-dictionary.csv", "text/csv", on_click="ignore"
    )


def vocabulary(page: View) -> None:
    rows = page.rows(queries.vocabulary())
    parts.html_table(
        ["Type", "What", "ACLED", "PLOVER", "UCDP type of violence"],
        [
            [r["label"], r["description"],
             " · ".join(filter(None, (r["acled_event_type"], r["acled_sub_event_type"]))) or "none",
             "-".join(filter(None, (r["plover_type"], r["plover_mode"]))) or "none",
             r["ucdp_type_of_violence"] or "none"]
            for r in rows.to_dicts()
        ],
        alt="Event types with the codes of other projects",
    )  # fmt: skip
    st.caption("A proposal for translating, not a published mapping: the projects define their types themselves.")


def versions(page: View) -> None:
    facts = page.facts
    parts.html_table(
        ["", ""],
        [
            ["Release", page.release.version],
            ["Built", f"{facts['built_at']:%Y-%m-%d %H:%M} UTC"],
            ["frontledger", facts["frontledger_version"]],
            ["Extractor", facts["extractor_version"]],
            ["Table layout", facts["schema_version"]],
            ["Articles", f"{facts['n_articles']:,}"],
            ["Claims", f"{facts['n_claims']:,}"],
            ["Published between", f"{facts['first_published']} and {facts['last_published']}"],
        ],
        alt="Versions",
    )
    st.download_button(
        "This release as a DuckDB file",
        page.release.path.read_bytes,
        f"frontledger-{page.release.version}.duckdb",
        "application/octet-stream",
        on_click="ignore",
    )
    others = [version for version in releases.published() if version != page.release.version]
    if others:
        st.write("Other releases that are here: " + figures.listed(others, 12) + ". Choose one at the left.")


def show() -> None:
    page = view()
    n = figures.count(page.facts["n_claims"], "claim")
    title(
        "About",
        f"A warehouse of claims: {n} from {figures.count(page.facts['n_articles'], 'article')}, each with its words.",
    )
    section = st.segmented_control("Section", SECTIONS, default=SECTIONS[0], key="section", bind="query-params",
                                   required=True, label_visibility="collapsed")  # fmt: skip
    if section == "What this is":
        st.markdown(WHAT)
        st.markdown("**Start here**")
        st.markdown(START_HERE)
    elif section == "Dictionary":
        dictionary(page)
    elif section == "Method":
        st.markdown(METHOD)
    elif section == "Event types":
        vocabulary(page)
    elif section == "Versions":
        versions(page)
    else:
        st.markdown("In a text")
        st.code(citation.sentence(page), language=None, wrap_lines=True)
        st.markdown("BibTeX")
        st.code(citation.bibtex(page), language="bibtex", wrap_lines=True)
        st.markdown("RIS")
        st.code(citation.ris(page), language=None, wrap_lines=True)


show()
