"""From the fields that a file gives to an article, or to the reject that says why not."""

from __future__ import annotations

from frontledger.reading.dates import read_date_value
from frontledger.reading.encoding import clean_text, tidy_body
from frontledger.reading.lead import read_lead
from frontledger.reading.model import Article, Limits, Reject

# What the fields of an article are called in headers and tables, by the name we use.
FIELD_NAMES = {
    "id": "source_id",
    "title": "title",
    "headline": "title",
    "published": "published",
    "date": "published",
    "published_at": "published",
    "pubdate": "published",
    "source": "publisher",
    "publisher": "publisher",
    "outlet": "publisher",
    "url": "url",
    "link": "url",
    "byline": "byline",
    "author": "byline",
    "dateline": "dateline",
    "agency": "agency",
    "text": "text",
    "body": "text",
}


def make_article(
    fields: dict[str, object], file: str, line: int, source_format: str, limits: Limits, encoding: str = "utf-8"
) -> Article | Reject:
    """Return the article that ``fields`` (named as the values of FIELD_NAMES) describe, or the reason why there is
    none.

    ``published`` may be text, a date or a datetime. Values that are no text are ignored, empty ones count as not told.
    """
    words = {name: _text_or_none(value) for name, value in fields.items() if name not in ("published", "text")}
    text, notes = clean_text(str(fields.get("text") or ""))
    body = tidy_body(text)
    if not body:
        return Reject(file, line, "empty_body")
    if len(body) > limits.body_chars:
        return Reject(file, line, "body_too_long", f"{len(body)} characters, limit {limits.body_chars}")
    published = fields.get("published")
    if published is None or (isinstance(published, str) and not published.strip()):
        return Reject(file, line, "no_date")
    reading = read_date_value(published)
    if reading is None:
        return Reject(file, line, "bad_date", repr(published)[:80])
    day = reading.choose(day_first=None)
    if day is None:
        return Reject(file, line, "ambiguous_date", repr(published)[:80])
    lead = read_lead(body)
    return Article(
        body=body,
        published=day,
        source_file=file,
        source_line=line,
        source_format=source_format,
        title=words.get("title"),
        dateline=words.get("dateline") or lead.dateline,
        agency=words.get("agency") or lead.agency,
        byline=words.get("byline"),
        publisher=words.get("publisher"),
        url=words.get("url"),
        source_id=words.get("source_id"),
        encoding=encoding,
        parser_notes=notes,
    )


def _text_or_none(value: object) -> str | None:
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return None
    text, _ = clean_text(str(value))
    return text.strip() or None
