"""Saved web pages: the article without the page around it."""

from __future__ import annotations

from frontledger.reading.build import make_article
from frontledger.reading.encoding import decode
from frontledger.reading.model import Article, Limits, Reject


def read_html(data: bytes, file: str, limits: Limits) -> Article | Reject:
    """Return the article of a saved page, with the title, date, author and site that the page itself gives.

    Raises UndecodableError if the bytes are no text.
    """
    import trafilatura  # takes a second to import, and most folders hold no web page

    text, encoding = decode(data)
    try:
        document = trafilatura.bare_extraction(text, with_metadata=True, include_comments=False, include_tables=False)
    except Exception as error:  # the parsers below it raise whatever a broken page provokes
        return Reject(file, 1, "unreadable_file", f"{type(error).__name__}: {error}"[:200])
    if document is None:
        return Reject(file, 1, "empty_body", "no article was found in the page")
    fields = document if isinstance(document, dict) else document.as_dict()
    return make_article(
        {
            "title": fields.get("title"),
            # trafilatura joins paragraphs by one line end; everywhere else a blank line stands between them
            "text": "\n\n".join(line for line in (fields.get("text") or "").split("\n") if line.strip()),
            "published": fields.get("date"),
            "publisher": fields.get("sitename"),
            "url": fields.get("url"),
            "byline": fields.get("author"),
        },
        file=file,
        line=1,
        source_format="html",
        limits=limits,
        encoding=encoding,
    )
