"""SQL: ask the release anything it holds, with the schema beside the editor. Reads the release and nothing else."""

from typing import Any

import altair as alt
import charts
import downloads
import drawing
import duckdb
import examples
import figures
import parts
import polars as pl
import queries
import sandbox
import sql_guard
import sqlglot
import streamlit as st
from markupsafe import Markup
from shell import View, note, share_link, title, view

START = """select claimed_by, place, date_start, value_low, value_best, value_high, quoted_text
from marts.fct_casualties
limit 100"""
LIMITS = sandbox.Limits()
HISTORY = 20


def load_example() -> None:
    chosen = st.session_state.get("_example")
    if chosen:
        st.session_state["sql"] = examples.read()[chosen]


def tidy() -> None:
    """Callback: write the statement in the house layout, if it can be read."""
    try:
        st.session_state["sql"] = sqlglot.transpile(
            st.session_state["sql"], read="duckdb", write="duckdb", pretty=True
        )[0]
    except (sqlglot.errors.SqlglotError, IndexError):
        st.session_state["_untidy"] = True


def schema(page: View) -> None:
    """Show tables and columns with their meaning."""
    st.subheader("Tables", anchor=False)
    rows = page.rows(queries.columns())
    words = st.text_input("Find a table or column", key="_find_column").strip().lower()
    if words:
        rows = rows.filter(
            pl.any_horizontal(
                pl.col(c).fill_null("").str.to_lowercase().str.contains(words, literal=True)
                for c in ("table_name", "column_name", "description")
            )
        )
    st.html(parts.unfolding(tables_in_words(rows), unfolded=bool(words)))


def tables_in_words(rows: pl.DataFrame) -> list[tuple[str, Markup]]:
    """Return each table's name with its grain, its size and its columns: one element for all of them is quick."""
    return [
        (
            f"{schema_name}.{table}",
            Markup("<p class='fl-note'>{} {} rows.</p>{}").format(
                columns["grain"].drop_nulls().first() or "",
                f"{columns['n_rows'][0]:,}",
                parts.table_of(
                    ["Column", "Type", "Meaning"],
                    [[r["column_name"], r["data_type"], r["description"] or ""] for r in columns.to_dicts()],
                    alt=f"Columns of {table}",
                ),
            ),
        )
        for (schema_name, table), columns in rows.group_by(["schema_name", "table_name"], maintain_order=True)
    ]


def parameter_fields(sql: str) -> dict[str, Any]:
    """Show one field for each ``$name`` in the statement; return their values (empty means null)."""
    names = sql_guard.parameters(parser(), sql)
    values = {}
    if names:
        for name, column in zip(names, st.columns(min(len(names), 4)) * (1 + len(names) // 4), strict=False):
            values[name] = column.text_input(f"${name}", key=f"p_{name}", bind="query-params") or None
    return values


@st.cache_resource
def parser() -> duckdb.DuckDBPyConnection:
    """A connection to nothing, for reading parameter names."""
    return duckdb.connect(":memory:", config={"enable_external_access": "false"})


def outcome(page: View, result: sandbox.Result) -> None:
    """Show rows, or what went wrong and what to do about it."""
    if result.problem:
        heading = {"refused": "Not allowed here", "slow": "Too slow", "memory": "Too large"}.get(
            result.problem, "Error"
        )
        st.html(Markup("<div role='alert' class='fl-problem'><b>{}</b></div>").format(heading))
        st.code(result.message, language=None, wrap_lines=True)
        if result.problem == "slow":
            note("Ask for fewer rows, or for a narrower range of dates. The other pages offer whole tables.")
        return
    rows = result.rows
    st.html(
        Markup("<p class='fl-note'><b>{}</b> in {} ms from release {}.{}</p>").format(
            figures.count(rows.height, "row"), f"{result.milliseconds:,}", page.release.version,
            f" Only the first {rows.height:,} rows are here: the limit is reached." if result.more else "",
        )
    )  # fmt: skip
    if rows.width == 2 and rows.columns == ["explain_key", "explain_value"]:
        st.code(rows["explain_value"][0], language=None, wrap_lines=True)
        return
    st.dataframe(
        rows, hide_index=True, placeholder="null", alt="Rows of the statement", column_config=parts.date_columns(rows)
    )
    with st.container(horizontal=True):
        for label, make, ending in (
            ("CSV", downloads.csv, "csv"),
            ("CSV for Excel", downloads.csv_for_spreadsheets, "csv"),
            ("JSON", lambda data: data.write_json().encode(), "json"),
        ):
            st.download_button(label, lambda make=make: make(rows), f"frontledger-query.{ending}", on_click="ignore")
        about = {"frontledger_release": page.release.version, "sql": st.session_state["sql"]}
        st.download_button(
            "Parquet", lambda: downloads.parquet(rows, about), "frontledger-query.parquet", on_click="ignore"
        )


def draw(page: View, rows: pl.DataFrame) -> None:
    """Draw the rows: the reader says what goes where."""
    numbers = [name for name, kind in rows.schema.items() if kind.is_numeric()]
    if not numbers or rows.is_empty():
        return
    with st.expander("Draw this"):
        across, up, mark = st.columns(3)
        x = across.selectbox("Across", rows.columns, key="_draw_x")
        y = up.selectbox("Up", numbers, key="_draw_y")
        shape = mark.selectbox("As", ("bars", "points", "line"), key="_draw_as")
        base = alt.Chart(rows.head(2_000).select(list({x, y})))
        color = page.palette.accent
        drawn = {"bars": base.mark_bar(color=color), "points": base.mark_point(color=color, filled=True, size=60),
                 "line": base.mark_line(color=color)}[shape]  # fmt: skip
        kind = "T" if rows.schema[x].is_temporal() else "Q" if x in numbers else "N"
        name = {field: field.replace(".", "\\.").replace("[", "\\[") for field in (x, y)}
        chart = charts.finish(
            drawn.encode(x=alt.X(f"{name[x]}:{kind}", title=x, sort=None), y=alt.Y(f"{name[y]}:Q", title=y)),
            page.palette,
        )
        drawing.draw(chart, f"{y} by {x}, {shape}")


def show() -> None:
    page = view()
    title("SQL", "Ask this release anything it holds. It can be read, not changed, and nothing else can be reached.")
    left, right = st.columns([3, 2], gap="large")
    with left:
        st.selectbox("Start from an example", list(examples.read()), index=None, key="_example", on_change=load_example,
                     placeholder="choose one")  # fmt: skip
        sql = st.text_area("Statement", value=START, height=200, key="sql", bind="query-params")
        values = parameter_fields(sql)
        with st.container(horizontal=True):
            st.button("Run", type="primary", key="_run", help="Ctrl+Enter in the editor does the same")
            st.button("Tidy up", on_click=tidy, key="_tidy")
        if st.session_state.pop("_untidy", False):
            note("This statement could not be tidied up.")
        note(
            f"One SELECT or EXPLAIN at a time; at most {LIMITS.seconds:g} seconds, {LIMITS.max_rows:,} rows and "
            f"{LIMITS.memory_bytes // 1_000_000} MB. The filters at the left do not apply here."
        )
        with st.spinner("Running", show_time=True):
            result = sandbox.run(page.release.path, sql, values, LIMITS)
        outcome(page, result)
        if result.rows is not None:
            draw(page, result.rows)
        remember(sql)
        address = share_link(page.release.version)
        if len(address) <= downloads.LONGEST_LINK:
            with st.expander("Link to this statement and its rows"):
                st.code(address, language=None, wrap_lines=True)
        else:
            note("This statement is too long for a link.")
    with right:
        schema(page)


def remember(sql: str) -> None:
    """Keep the statements of this session and offer them again."""
    history: list[str] = st.session_state.setdefault("_sql_history", [])
    if sql not in history:
        history.insert(0, sql)
        del history[HISTORY:]
    if len(history) > 1:
        with st.expander(f"Statements of this session ({len(history)})"):
            for old in history:
                st.code(old, language="sql", wrap_lines=True)


show()
