"""Pieces that pages share: a claim with its words, a table of claims, big figures in a row."""

from __future__ import annotations

from datetime import date
from typing import Any

import figures
import polars as pl
import streamlit as st
from markupsafe import Markup, escape
from shell import link, note

MOST_CARDS = 12
MOST_ROWS = 500
ITSELF = "the article itself"


def figure(kind: str, row: dict[str, Any]) -> str:
    """Return what a claim says in a few words: its figure with bounds and what is counted."""
    if kind == "casualties":
        return f"{toll(row)} {row['measure']}"
    if kind == "territory":
        verb = "holds" if row["relation"] == "holds" else "lost"
        share = figures.share(row["pct_low"], row["pct_best"], row["pct_high"])
        return f"{row['actor'] or 'an actor not named'} {verb}: {share}"
    parties = " → ".join(name for name in (row["actor1"], row["actor2"]) if name)
    return f"{row.get('label') or row['event_type']}{': ' if parties else ''}{parties}"


def told_as(row: dict[str, Any]) -> str:
    """Return what a telling of an incident says: its measure or type of event stands in ``what``."""
    return figure(row["kind"], row | {"measure": row["what"], "event_type": row["what"], "base": None})


def has_figure(row: dict[str, Any]) -> bool:
    """Return whether a casualty claim has any bound to draw."""
    return any(row[bound] is not None for bound in ("value_low", "value_best", "value_high"))


def toll(row: dict[str, Any]) -> str:
    """Return the figure of a casualty claim; a vague word without a number stays the word that it is."""
    if row["value_low"] is row["value_best"] is row["value_high"] is None and row["vague_term"]:
        return f"“{row['vague_term']}”"
    return figures.bounds(row["value_low"], row["value_best"], row["value_high"])


def about(kind: str, row: dict[str, Any]) -> str:
    """Return what, where and when in words: "of Raqqa · 2017-08-25"."""
    what = {"casualties": row.get("victim_text"), "territory": None, "events": None}[kind]
    place = row["place"] or row["place_text"] or "place not stated"
    if kind == "territory":
        place = f"of {place}" + (f" ({row['base']})" if row["base"] else "")
    dates = figures.when(row["date_start"], row["date_end"], row["date_precision"])
    return " · ".join(part for part in (what, place, dates) if part)


def when(row: dict[str, Any]) -> Markup:
    """Return the dates of a row for a table: a line may break between two dates, never inside one."""
    days = figures.when(row["date_start"], row["date_end"], row["date_precision"]).split(" – ")
    return Markup(" – ").join(Markup("<span class='fl-unbroken'>{}</span>").format(day) for day in days)


def claim_card(kind: str, row: dict[str, Any], *, chosen: bool = False) -> Markup:
    """Return one claim as HTML: figure, quote, who says so, where it was printed. All text is escaped."""
    return Markup(
        "<article class='fl-claim{}'><p class='fl-figure'><b>{}</b> · {}</p><blockquote dir='auto'>{}</blockquote>"
        "<p class='fl-source'>according to {} · printed by {}, {} · <a href='{}' target='_self'>in the article</a> · "
        "<a href='{}' target='_self'>this claim</a></p></article>"
    ).format(
        " fl-chosen" if chosen else "",
        figure(kind, row),
        about(kind, row),
        row["quoted_text"],
        row["claimed_by"] or ITSELF,
        row.get("publisher") or "a publisher not stated",
        row["published"] or "undated",
        link("articles", article=row["article_id"], span=row["claim_id"]),
        link("claim", claim=row["claim_id"]),
    )


def claim_table(kind: str, rows: pl.DataFrame, key: str, alt: str) -> dict[str, Any] | None:
    """Show claims as a table of which one row can be chosen; return the chosen row."""
    if rows.height > MOST_ROWS:
        note(f"The first {MOST_ROWS:,} of {rows.height:,} rows; “Take it away” has all of them.")
        rows = rows.head(MOST_ROWS)
    data = rows.to_dicts()
    shown = pl.DataFrame(
        {
            "figure": [figure(kind, row) for row in data],
            "place": rows["place"],
            "date": [figures.when(row["date_start"], row["date_end"], row["date_precision"]) for row in data],
            "claimed by": rows["claimed_by"].fill_null(ITSELF),
            "printed by": rows["publisher"],
            "quote": rows["quoted_text"],
        },
        schema_overrides={"figure": pl.String, "date": pl.String},
    )
    picked = st.dataframe(
        shown,
        hide_index=True,
        height="auto" if rows.height <= 8 else 320,
        on_select="rerun",
        selection_mode="single-row",
        placeholder=figures.NOT_STATED,
        key=key,
        alt=alt,
        column_config={"quote": st.column_config.TextColumn(width="large")},
    )
    chosen = picked.selection.rows
    return data[chosen[0]] if chosen and chosen[0] < len(data) else None


def table_and_quotes(kind: str, rows: pl.DataFrame, key: str, alt: str) -> None:
    """Rows, then words: a table of claims and, under it, the quote of the chosen row or of the first few."""
    chosen = claim_table(kind, rows, key, alt)
    if chosen:
        st.html(claim_card(kind, chosen, chosen=True))
    else:
        st.caption("Choose a row to read its words; here are the first ones.")
        st.html(Markup("").join(claim_card(kind, row) for row in rows.head(3).to_dicts()))


def tiles(items: list[tuple[str, str, str]]) -> None:
    """Write big figures in a row: (label, figure, small print)."""
    st.html(
        Markup("<div class='fl-tiles'>{}</div>").format(
            Markup("").join(Markup("<p>{} <b>{}</b> <small>{}</small></p>").format(*item) for item in items)
        )
    )


def date_columns(rows: pl.DataFrame) -> dict[str, Any]:
    """Return the column settings that show dates as dates, without an hour."""
    return {
        name: st.column_config.DateColumn(format="YYYY-MM-DD") for name, kind in rows.schema.items() if kind == pl.Date
    }


STACKED = 4  # columns; on a phone, the rows of a table with so many stand as small lists


def table_of(head: list[str], rows: list[list[Any]], right: tuple[int, ...] = (), alt: str = "") -> Markup:
    """Return a small plain table as HTML, readable by every reader and printer. Cells are escaped unless Markup."""
    stacked = len(head) >= STACKED
    css = [' class="fl-right"' if column in right else "" for column in range(len(head))]
    labels = [f' data-label="{escape(name)}"' if stacked else "" for name in head]
    before, after = ("<span>", "</span>") if stacked else ("", "")

    def cell(column: int, value: Any) -> str:
        name = css[column] or (' class="fl-date"' if isinstance(value, date) else "")
        return f"<td{name}{labels[column]}>{before}{escape(value)}{after}</td>"

    body = "".join(f"<tr>{''.join(cell(i, value) for i, value in enumerate(cells))}</tr>" for cells in rows)
    titles = "".join(f"<th{name}>{escape(word)}</th>" for name, word in zip(css, head, strict=True))
    return Markup(
        f"<div class='fl-wide' tabindex='0' role='region' aria-label=\"{escape(alt)}\"><table class='fl-table"
        f"{' fl-stacked' if stacked else ''}'><thead><tr>{titles}</tr></thead><tbody>{body}</tbody></table></div>"
    )  # every part of it is escaped above


def html_table(head: list[str], rows: list[list[Any]], right: tuple[int, ...] = (), alt: str = "") -> None:
    """Write a small plain table; see :func:`table_of`."""
    st.html(table_of(head, rows, right, alt))


def unfolding(items: list[tuple[str, Markup]], unfolded: bool = False) -> Markup:
    """Return titles that unfold to their content: one element, however many there are."""
    return Markup("").join(
        Markup("<details class='fl-more'{}><summary>{}</summary>{}</details>").format(
            Markup(" open") if unfolded else "", name, content
        )
        for name, content in items
    )


def anchor(text: str | Markup, page: str, **parameters: str) -> Markup:
    """Return a link to another page that keeps the filters."""
    return Markup("<a href='{}' target='_self'>{}</a>").format(link(page, **parameters), text)
