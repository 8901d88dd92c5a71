"""Quality: which checks ran, what failed and where, how good extraction is, what could not be read."""

import json

import answers
import charts
import drawing
import figures
import parts
import polars as pl
import queries
import releases
import sidebar
import streamlit as st
from downloads import data_menu
from markupsafe import Markup
from shell import View, note, title, view

SAMPLES = 20
HEADLINES = {"Found: precision": "found_precision", "Found: recall": "found_recall", "Found: F1": "found_f1",
             "Whole claim: F1": "claim_f1"}  # fmt: skip


def failing_ids(sample: str | None) -> list[str]:
    try:
        found = json.loads(sample or "[]")
    except ValueError:
        return []
    return [str(one) for one in found][:SAMPLES] if isinstance(found, list) else []


def words(name: str) -> str:
    """Return the name of a check or rule as words."""
    return name.replace("_", " ")


def linked(identifier: str) -> Markup | str:
    """Return a link for ids of claims and articles; other ids stay text."""
    if identifier[:1] in ("c", "t", "e") and len(identifier) == 17:
        return parts.anchor(identifier, "claim", claim=identifier)
    if identifier[:1] == "a" and len(identifier) == 17:
        return parts.anchor(identifier, "articles", article=identifier)
    return identifier


def failures(checks: pl.DataFrame) -> None:
    st.header("What failed", anchor=False)
    for row in checks.filter(pl.col("status") != "passed").to_dicts():
        ids = Markup(", ").join(linked(one) for one in failing_ids(row["sample_ids"]))
        st.html(
            Markup(
                "<article class='fl-claim'><p class='fl-figure'><b>{}</b> · {} · {}</p><p>{}</p>"
                "<p class='fl-source'>{}.{} · for example {}</p></article>"
            ).format(
                words(row["check_name"]), row["severity"], figures.count(row["failing_rows"] or 0, "row"),
                row["meaning"], row["table_name"], row["column_name"], ids or "no ids kept",
            )
        )  # fmt: skip


def all_checks(page: View, checks: pl.DataFrame, query) -> None:
    st.header("Every check", anchor=False)
    parts.html_table(
        ["Check", "Rule", "On", "Severity", "Result", "Failing rows"],
        [
            [words(r["check_name"]), words(r["suite"]), f"{r['table_name']}.{r['column_name']}", r["severity"],
             r["status"], f"{r['failing_rows'] or 0:,}"]
            for r in checks.to_dicts()
        ],
        right=(5,),
        alt="Checks of this release with their results",
    )  # fmt: skip
    data_menu(page, "checks", query)


def accuracy(page: View) -> None:
    """Show how much was found and how much of that is right, with intervals, by part of the annotated texts."""
    if "quality.accuracy" not in page.tables:
        return
    rows = page.rows(queries.accuracy())
    if rows.is_empty():
        return
    st.header("How good extraction is", anchor=False)
    note(
        "Measured on annotated texts, with 95 % intervals. Found: precision is how much of what was found is there, "
        "recall how much of what is there was found. Whole claim: each claim found counts by the share of its fields "
        "that are right. Claims: how many were annotated. Of parts called unseen no miss was read while rules were "
        "written; the others flatter."
    )
    body = []
    for (part, kind), group in rows.group_by("part", "kind", maintain_order=True):
        told = {row["figure"]: row for row in group.to_dicts()}
        annotated = told.get("found_recall", {}).get("n") or 0
        body.append([part, kind, *(measured(told.get(name)) for name in HEADLINES.values()), f"{annotated:,}"])
    parts.html_table(["Part", "Kind", *HEADLINES, "Claims"], body, right=(2, 3, 4, 5, 6), alt="Accuracy of extraction")
    with st.expander("Every field"):
        st.dataframe(rows, hide_index=True, placeholder="–", alt="Accuracy of every field")


def measured(row: dict | None) -> str:
    if row is None or row["value"] is None:
        return "–"
    interval = f" ({row['low']:.2f}–{row['high']:.2f})" if row["low"] is not None and row["high"] is not None else ""
    return f"{row['value']:.2f}{interval}"


def builds(page: View) -> None:
    st.header("Builds", anchor=False)
    history = page.rows(queries.check_history())
    if history["run"].n_unique() > 1 and history["n"].sum():
        chart = charts.history(history, page.palette)
        drawing.draw(chart, f"Failed checks in the last {history['run'].n_unique()} builds, by severity.")
    st.dataframe(page.rows(queries.build_runs()), hide_index=True, alt="Latest builds")
    rejects = page.rows(queries.rejects())
    note(f"{figures.count(rejects.height, 'file or row', 'files or rows')} could not be read.")
    if rejects.height:
        st.dataframe(rejects, hide_index=True, placeholder="–", alt="What could not be read, and why")
    with st.expander("Rows of each table"):
        st.dataframe(page.rows(queries.volumes()), hide_index=True, alt="Rows of each table after the newest build")
    with st.expander("Tests inside the build"):
        st.dataframe(page.rows(queries.dbt_tests()), hide_index=True, alt="dbt tests of the newest build")


def show() -> None:
    page = view()
    query = queries.checks()
    checks = page.rows(query)
    title("Quality", answers.quality(checks, page.rows(queries.dbt_tests())))
    newest = releases.current()
    if newest:
        sidebar.build_news(releases.last_build(newest))
    if checks.filter(pl.col("status") != "passed").height:
        failures(checks)
    all_checks(page, checks, query)
    accuracy(page)
    builds(page)


show()
