"""Archives: one text file that holds several articles, each with its date on a line of its own.

A date line opens an article. Title, byline and dateline may stand before it or after it; ``Source:``, ``Link:`` and the
like may close the article, or be missing. Lines that belong to the page and not to an article (its heading,
"Advertisements", "Share this") are furniture. What fits nowhere becomes a reject: every line that is not blank is
accounted for in a region.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from frontledger.reading.dates import DateReading, guess_day_first, read_date
from frontledger.reading.encoding import tidy_body
from frontledger.reading.lead import Lead, read_byline, read_lead, read_standing_dateline
from frontledger.reading.model import Article, Limits, ReadResult, Region, Reject

_FOOTER_FIELDS = {
    "source": "publisher",
    "sources": "publisher",
    "via": "publisher",
    "publisher": "publisher",
    "outlet": "publisher",
    "originally published by": "publisher",
    "originally published in": "publisher",
    "originally published at": "publisher",
    "link": "url",
    "url": "url",
    "original link": "url",
    "original article": "url",
    "permalink": "url",
    "read more at": "url",
    "read more": "url",
    "full story": "url",
    "source link": "url",
    "by": "byline",
    "author": "byline",
    "authors": "byline",
    "reporter": "byline",
    "title": "title",
    "headline": "title",
}
_FOOTER_LINE = re.compile(r"(?P<key>[A-Za-z][A-Za-z ]{0,28}?)\s*[:：]\s*(?P<value>\S.*)")
_BARE_URL = re.compile(r"https?://\S+")
_LONGEST_FOOTER = 300

_PAGE_HEADING = re.compile(
    r"((tag|category|author|monthly|daily|yearly)\s+archives?\s*:?.*|archives?\s+(for|of)\b.*|posts?\s+tagged\b.*|"
    r"tag\s*:.*|category\s*:.*|search results\b.*|browsing\b.*)",
    re.IGNORECASE,
)
_FURNITURE = re.compile(
    r"(advertisements?|ad|sponsored|sponsored content|share( this)?:?|like this:?|like loading\.*|loading\.*|related|"
    r"related (articles|posts|stories):?|print|email|e-mail|tweet|facebook|twitter|whatsapp|telegram|"
    r"leave a (comment|reply)|no comments( yet)?|\d+ comments?|comments( off| are closed)?|read more|"
    r"continue reading.*|"
    r"(older|newer) (posts|entries)|[←«]?\s*(previous|next)( page| post)?\s*[→»]?|page \d+( of \d+)?|"
    r"(posted in|filed under|filed in|tagged|tags|categories|category)\b.{0,200}|(last )?updated\b:?.{0,60}|"
    r"©.{0,150}|copyright\b.{0,150}|all rights reserved\.?|[-–—_=*#~•. ]{3,})",
    re.IGNORECASE,
)
_SEPARATOR = re.compile(r"[-–—_=*#~ ]{3,}")
_LONGEST_TITLE = 160
_SENTENCE_END = re.compile(r"[.!?:;,…][\"'”’)\]]*$")


@dataclass(slots=True)
class _Line:
    number: int  # 1-based
    text: str
    kind: str = "body"


@dataclass(slots=True)
class _Draft:
    """One article being put together: its date line, the lines around it, and the fields found so far."""

    date_line: _Line
    date: DateReading
    head: list[_Line] = field(default_factory=list)
    rest: list[_Line] = field(default_factory=list)
    fields: dict[str, str] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)


def holds_dates(text: str) -> bool:
    """Return whether some line of ``text`` is a date and nothing else: then it can be read as an archive."""
    return any(read_date(line) for line in text.split("\n") if line.strip())


def split_archive(text: str, file: str, limits: Limits | None = None, encoding: str = "utf-8") -> ReadResult:
    """Return the articles of an archive, in its order, the rejects, and a region for every line that is not blank.

    ``text`` has ``\\n`` line ends; ``file`` is what rows name as their source. Never raises.
    """
    limits = limits or Limits()
    lines = [_Line(number, line) for number, line in enumerate(text.split("\n"), start=1)]
    preamble, drafts = _cut_at_dates(lines)
    result = ReadResult()
    _settle_preamble(preamble, file, result)
    day_first = guess_day_first([draft.date for draft in drafts])
    for draft in drafts:
        _finish(draft, file, limits, encoding, day_first, result)
    result.regions = _regions(lines)
    return result


def _cut_at_dates(lines: list[_Line]) -> tuple[list[_Line], list[_Draft]]:
    preamble: list[_Line] = []
    drafts: list[_Draft] = []
    for line in lines:
        reading = read_date(line.text) if line.text.strip() else None
        if reading:
            line.kind = "head"
            previous = drafts[-1].rest if drafts else preamble
            draft = _Draft(line, reading)
            draft.head = _take_head_before_date(previous, has_article_before=bool(drafts))
            drafts.append(draft)
        elif drafts:
            drafts[-1].rest.append(line)
        else:
            preamble.append(line)
    return preamble, drafts


def _take_head_before_date(previous: list[_Line], has_article_before: bool) -> list[_Line]:
    """Take from the end of ``previous`` what belongs to the article whose date line follows, and return it.

    Bylines and standing datelines are taken as they are recognised. A title is taken if something shows that the
    article before has ended (a footer, a separator), or if the line looks like no end of a text: it is short and
    has no final stop.
    """
    head: list[_Line] = []
    position = len(previous)
    while position:
        line = previous[position - 1]
        stripped = line.text.strip()
        if not stripped:
            position -= 1
            continue
        is_head = bool(read_byline(stripped) or read_standing_dateline(stripped))
        if not is_head and not any(h.kind == "title" for h in head) and _looks_like_title(stripped):
            line.kind = "title"
            is_head = True
        if not is_head:
            break
        head.insert(0, line)
        position -= 1
        if line.kind == "title":
            break
    if has_article_before and not any(line.text.strip() for line in previous[:position]):
        # Nothing would remain of the article before: these lines are its text, not the next one's head.
        for line in head:
            line.kind = "body"
        return []
    taken = {line.number for line in head}
    previous[:] = [line for line in previous if line.number not in taken]
    return head


def _looks_like_title(text: str) -> bool:
    return (
        len(text) <= _LONGEST_TITLE
        and not _SENTENCE_END.search(text)
        and not _FURNITURE.fullmatch(text)
        and not _PAGE_HEADING.fullmatch(text)
        and _read_footer(text) is None
        and any(character.isalpha() for character in text)
    )


def _read_footer(text: str) -> tuple[str, str] | None:
    """Return field and value of a closing line such as "Source: Some Paper.", or None."""
    text = text.strip()
    if len(text) > _LONGEST_FOOTER:
        return None
    if _BARE_URL.fullmatch(text):
        return "url", text
    match = _FOOTER_LINE.fullmatch(text)
    name = _FOOTER_FIELDS.get(match["key"].lower()) if match else None
    if match is None or name is None:
        return None
    value = match["value"].strip()
    if name == "url":
        url = _BARE_URL.match(value)
        return ("url", url[0].rstrip(".,;)")) if url else None
    return (name, value.removesuffix(".").strip()) if len(value) <= _LONGEST_TITLE else None


def _settle_preamble(preamble: list[_Line], file: str, result: ReadResult) -> None:
    """Lines before the first article: the page's own heading is furniture, anything else has no date."""
    run: list[_Line] = []
    for line in [*preamble, _Line(0, "Tag archive")]:
        stripped = line.text.strip()
        if not stripped:
            continue
        if _PAGE_HEADING.fullmatch(stripped) or _FURNITURE.fullmatch(stripped):
            line.kind = "furniture"
            if run:
                result.rejects.append(Reject(file, run[0].number, "no_date", "text before the first date"))
                run = []
        else:
            line.kind = "reject"
            run.append(line)


def _finish(
    draft: _Draft, file: str, limits: Limits, encoding: str, day_first: bool | None, result: ReadResult
) -> None:
    for line in draft.head:
        _read_head_line(line, draft)
    _take_footer(draft)
    _drop_furniture(draft)
    _take_head_after_date(draft)
    body = tidy_body("\n".join(line.text for line in draft.rest if line.kind in ("body", "")))
    body = re.sub(r"\n{3,}", "\n\n", body)
    start = min([draft.date_line.number, *(line.number for line in draft.head)])
    published = draft.date.choose(day_first)
    code = (
        "ambiguous_date"
        if published is None
        else "empty_body"
        if not body
        else "body_too_long"
        if len(body) > limits.body_chars
        else None
    )
    if code or published is None:
        for line in [draft.date_line, *draft.head, *draft.rest]:
            line.kind = "reject"
        result.rejects.append(Reject(file, start, code or "no_date", draft.date_line.text.strip()))
        return
    for line in draft.rest:
        if line.kind == "body":
            line.kind = "article"
    lead = read_lead(body)
    result.articles.append(
        Article(
            body=body,
            published=published,
            source_file=file,
            source_line=start,
            source_format="archive",
            title=draft.fields.get("title"),
            dateline=draft.fields.get("dateline") or lead.dateline,
            agency=draft.fields.get("agency") or lead.agency,
            byline=draft.fields.get("byline"),
            publisher=draft.fields.get("publisher"),
            url=draft.fields.get("url"),
            encoding=encoding,
            parser_notes=tuple(draft.notes),
        )
    )


def _read_head_line(line: _Line, draft: _Draft) -> bool:
    """Put what a head line tells into the draft's fields; False if it is no head line."""
    stripped = line.text.strip()
    if line.kind == "title":
        _set_field(draft, "title", stripped)
    elif byline := read_byline(stripped):
        _set_field(draft, "byline", byline)
    elif standing := read_standing_dateline(stripped):
        _set_standing(draft, standing)
    else:
        return False
    line.kind = "head"
    return True


def _set_standing(draft: _Draft, lead: Lead) -> None:
    if lead.dateline:
        _set_field(draft, "dateline", lead.dateline)
    if lead.agency:
        _set_field(draft, "agency", lead.agency)


def _set_field(draft: _Draft, name: str, value: str) -> None:
    if name in draft.fields:
        draft.notes.append(f"second {name}: {value}")
    else:
        draft.fields[name] = value


def _take_footer(draft: _Draft) -> None:
    """Mark the closing lines of an article: known fields, furniture, and unknown ``Key: value`` lines among them."""
    seen_field = False
    pending: list[_Line] = []  # unknown "Key: value" lines, footer only if a known one stands above them
    for line in reversed(draft.rest):
        stripped = line.text.strip()
        if not stripped:
            continue
        footer = _read_footer(stripped)
        if footer:
            for unknown in pending:
                unknown.kind = "footer"
                draft.notes.append(f"unknown footer: {unknown.text.strip()}")
            pending = []
            seen_field = True
            line.kind = "footer"
            if footer[0] in draft.fields and footer[0] != "title":
                draft.notes.append(f"second {footer[0]}: {footer[1]}")
            draft.fields.setdefault(*footer)
        elif _FURNITURE.fullmatch(stripped):
            line.kind = "furniture"
        elif len(stripped) <= _LONGEST_TITLE and re.fullmatch(r"[A-Z][A-Za-z ]{1,24}:\s+\S.*", stripped):
            pending.append(line)
            if len(pending) > 3:
                break
        else:
            break
    draft.notes.reverse()
    if not seen_field:
        draft.notes.append("no source line")


def _drop_furniture(draft: _Draft) -> None:
    for line in draft.rest:
        if line.kind == "body" and _FURNITURE.fullmatch(line.text.strip()):
            line.kind = "furniture"
            if not _SEPARATOR.fullmatch(line.text.strip()):
                draft.notes.append(f"left out: {line.text.strip()[:80]}")


def _take_head_after_date(draft: _Draft) -> None:
    """Take title, byline and dateline that stand between the date and the text."""
    texts = [line for line in draft.rest if line.kind == "body" and line.text.strip()]
    for position, line in enumerate(texts[:4]):
        is_last = position == len(texts) - 1
        if is_last:
            return
        if _read_head_line(line, draft):
            continue
        stripped = line.text.strip()
        if "title" in draft.fields or not _looks_like_title(stripped) or read_lead(stripped).dateline:
            return
        line.kind = "title"
        _read_head_line(line, draft)


def _regions(lines: list[_Line]) -> list[Region]:
    regions: list[Region] = []
    for line in lines:
        if not line.text.strip():
            continue
        kind = "head" if line.kind == "title" else line.kind
        if regions and regions[-1].kind == kind:
            regions[-1] = Region(regions[-1].first, line.number, kind)
        else:
            regions.append(Region(line.number, line.number, kind))
    return regions
