"""Articles: a list of them, or one to read with every claim marked in its text."""

import answers
import figures
import parts
import polars as pl
import queries
import reader
import states
import streamlit as st
from downloads import csv, data_menu
from markupsafe import Markup
from shell import View, link, note, title, view

KINDS = ("casualties", "territory", "events", "set aside")


def listing(page: View) -> None:
    query = queries.articles(page.filters)
    rows = page.rows(query)
    if rows.is_empty():
        st.title("Articles", anchor=False)
        states.no_rows(page, "articles")
        return
    title(
        "Articles",
        Markup("<b>{}</b> published between <b>{}</b> and <b>{}</b>, by {}.").format(
            figures.count(rows.height, "article"), rows["published"].min(), rows["published"].max(),
            figures.count(rows["publisher"].drop_nulls().n_unique(), "publisher"),
        ),
    )  # fmt: skip
    if rows.height <= 40:
        cards(rows)
    else:
        table(rows)
    data_menu(page, "articles", query, whole="dim_article")


def cards(rows: pl.DataFrame) -> None:
    parts.html_table(
        ["Published", "Article", "Printed by", "Casualties", "Territory", "Events"],
        [
            [row["published"], parts.anchor(row["title"] or "untitled", "articles", article=row["article_id"]),
             row["publisher"] or row["agency"] or figures.NOT_STATED,
             row["casualties"], row["territory"], row["events"]]
            for row in rows.to_dicts()
        ],
        right=(3, 4, 5),
        alt="Articles with their numbers of claims",
    )  # fmt: skip


def table(rows: pl.DataFrame) -> None:
    picked = st.dataframe(
        rows.drop("article_id", "n_appearances"),
        hide_index=True, height=460, on_select="rerun", selection_mode="single-row", key="_article_rows",
        placeholder=figures.NOT_STATED, column_config=parts.date_columns(rows),
        alt="Articles with their numbers of claims; choose a row to read one",
    )  # fmt: skip
    note("Choose a row to read the article.")
    if picked.selection.rows:
        chosen = rows.row(picked.selection.rows[0], named=True)
        st.switch_page("views/articles.py", query_params={"article": chosen["article_id"]})


def header(article: dict, rows: pl.DataFrame, chosen: str) -> None:
    name = article["title"] or f"“{article['body'][:70].rsplit(' ', 1)[0]} …”"
    title(name, answers.article(article["word_count"], rows, chosen))
    facts = [
        ("Published", article["published"]), ("Printed by", article["publisher"]), ("Agency", article["agency"]),
        ("Byline", article["byline"]), ("Dateline", article["dateline"]),
        ("Words", f"{article['word_count']:,}"), ("Text received", figures.count(article["n_appearances"], "time")),
    ]  # fmt: skip
    line = Markup(" · ").join(Markup("{}: <b>{}</b>").format(k, v) for k, v in facts if v is not None)
    url = article["url"] or ""
    if url.startswith(("http://", "https://")):
        line += Markup(" · <a href='{}' rel='noreferrer noopener' target='_blank'>original</a>").format(url)
    st.html(Markup("<p class='fl-note'>{}</p>").format(line))
    if article["parser_notes"]:
        st.info(f"Reading notes: {article['parser_notes']}")


def span_line(row: dict) -> Markup:
    """Return one claim in the list beside the text; its link jumps to the words."""
    bounds = row["low"], row["best"], row["high"]
    if row["kind"] == "casualties":
        figure = f"{figures.bounds(*bounds) if any(b is not None for b in bounds) else row['vague_term']} {row['what']}"
    elif row["kind"] == "territory":
        figure = f"{row['what']} {figures.share(*bounds)}"
    else:
        figure = row["what"]
    said = f"according to {row['claimed_by']}" if row["claimed_by"] else None
    more = " · ".join(part for part in (row["detail"], row["place"], said) if part)
    return Markup(
        "<li><a href='#span-{}'><mark class='{}'>{}</mark></a> {} <a href='{}' target='_self'>details</a></li>"
    ).format(
        row["claim_id"], reader.css_class(row["kind"], False), figure, more, link("claim", claim=row["claim_id"])
    )  # fmt: skip


def alike(page: View, article_id: str) -> None:
    """Lead to articles that print the same sentences; they are no second source of what is said in them."""
    rows = page.rows(queries.near_duplicates(article_id)).to_dicts()
    if not rows:
        return
    st.header("Printed in other articles too", anchor=False)
    parts.html_table(
        ["Published", "Article", "Printed by", "Sentences alike"],
        [
            [row["published"], parts.anchor(row["title"], "articles", article=row["article_id"]),
             row["publisher"] or figures.NOT_STATED, f"{row['n']:,} of {row['of_n']:,}"]
            for row in rows
        ],
        right=(3,),
        alt="Articles that print the same sentences",
    )  # fmt: skip
    note("Longer sentences, word for word. Two articles with the same words are one source, not two.")


def which_part(pieces: list[tuple[int, int]], rows: pl.DataFrame, chosen: str) -> int:
    """Return the part of a long article to show: that with the words a link names, until the reader turns the page."""
    if len(pieces) == 1:
        return 1
    at = rows.filter(pl.col("claim_id") == chosen)["char_start"].to_list()
    named = next((i for i, (start, end) in enumerate(pieces, 1) if at and start <= at[0] < end), 1)
    return st.pagination(len(pieces), default=named, key="part", bind="query-params")


def read(page: View, article_id: str, chosen: str) -> None:
    article = page.first(queries.article(article_id))
    if article is None:
        states.not_found(page, "article", article_id)
        return
    rows = page.rows(queries.article_spans(article_id))
    header(article, rows, chosen)
    left, right = st.columns([3, 2], gap="large")
    with right:
        kinds = st.pills("Marked", KINDS, selection_mode="multi", default=list(KINDS), key="kinds", bind="query-params")
        unclaimed = st.toggle("Numbers that are in no claim", key="numbers", bind="query-params")
    rows = rows.filter(pl.col("kind").is_in(list(kinds)))
    spans = [reader.Span(r["char_start"], r["char_end"], r["kind"], r["claim_id"]) for r in rows.to_dicts()]
    body = article["body"]
    if unclaimed:
        spans += reader.unclaimed_numbers(body, spans)
    pieces = reader.page_breaks(body)
    with left:
        part = which_part(pieces, rows, chosen)
        start, end = pieces[min(part, len(pieces)) - 1]
        st.html(
            Markup("<div class='fl-text' dir='auto'>{}</div>").format(reader.marked(body, spans, chosen, start, end))
        )
    with right:
        if rows.is_empty():
            note("No claims of these kinds were found in this article.")
        first = rows.unique("claim_id", keep="first", maintain_order=True).to_dicts()
        st.html(Markup("<ul class='fl-spans'>{}</ul>").format(Markup("").join(span_line(row) for row in first)))
        st.download_button("These claims as CSV", lambda: csv(rows), f"{article_id}.csv", "text/csv", on_click="ignore")
    alike(page, article_id)
    st.html(Markup("<p class='fl-note'>Article {}, text sha256 {}</p>").format(article_id, article["sha256"]))
    st.html(Markup("<a href='{}' target='_self'>All articles</a>").format(link("articles")))


def show() -> None:
    page = view()
    article_id = st.query_params.get("article", "")
    if article_id:
        read(page, article_id, st.query_params.get("span", ""))
    else:
        listing(page)


show()
