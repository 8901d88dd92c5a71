"""Sentences of an article body, with offsets into it.

Rules of our own: they run at millions of words a second, which no parser does, and news text has few
hard cases: abbreviations before a capital, quotations that end after the full stop, datelines, headings
between dashes, and paragraphs that were glued together in scraping.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

# A full stop after one of these does not end a sentence.
_TITLES = (
    "mr mrs ms dr prof gen lt col maj capt cmdr cpl sgt adm brig rev hon gov sen rep pres sec fr st sr jr vs etc "
    "eg ie cf no nos art sect approx dept est fig vol pp al inc ltd corp bros"
).split()
_MONTHS = "jan feb mar apr jun jul aug sep sept oct nov dec".split()
_NO_BREAK = frozenset(_TITLES)
_BEFORE_NUMBER = frozenset([*_MONTHS, "no", "nos", "art", "p", "pp", "vol", "fig", "km"])

_END = re.compile(
    r"(?P<stop>\.{3}|…|"
    r"[.!?]+)(?P<close>[\"'”’»)\]]*)(?P<note>\[\d+\])?"
    r"(?P<space>\s+|(?:(?<=[a-z]{2}[.!?])|(?<=[.!?][\"”]))(?=[A-Z][a-z]*\s))"  # "said.In May": a space was lost
    r"(?=[\"'“‘«(\[–—-]*\s?[A-Z0-9@#À-ÞА-Я])"
)
_WORD_BEFORE = re.compile(r"([A-Za-zÀ-ÿ]+(?:\.[A-Za-z]+)*)$")
_DOTTED = re.compile(r"^(?:[A-Za-z]\.)+[A-Za-z]$")
# After a dotted abbreviation ("the U.N."), only a word that normally opens a sentence starts a new one.
_STARTERS = frozenset(
    "the a an it its he she they we i in on at but and this that these those there as if when while after before "
    "since according meanwhile however also earlier later activists officials residents witnesses for".split()
)
# A word in capitals that opens a sentence, after a word in small letters that can end one.
_OPENING = re.compile(
    r"(?<=[a-z0-9])(?<! of)(?<! in)(?<! at)(?<! on)(?<! to)(?<! the)(?<! and)(?<! for)(?<! by)(?<! from)(?<! with) "
    r"(?=[A-Z])(?P<word>(?:The|A|An|He|She|It|They|We|In|At|On|But|This|That|These|Those|Since|About|After|Before|"
    r"However|Meanwhile|Earlier|Later|Residents|Activists|Officials|Witnesses|There|His|Her|Its|Their|When|While|"
    r"More|Most|Some|Many|Two|Three|Four|Five|Six|Seven|Eight|Nine|Ten|Hundreds|Dozens|Thousands|Troops|Fighters|"
    r"Rebels|Government|Another|Other|Both|Last|Such|Also|As|If|For|No|Not)\b)"
)
_DATELINE = re.compile(
    r"^(?P<place>[A-ZÀ-Þ][A-ZÀ-Þ'’\-]+(?:[ /,]+[A-ZÀ-Þa-zà-ÿ'’.\-]+){0,5}?)(?:\s*\([A-Z][\w .]{2,20}\))?"
    r"(?:,\s*[A-Z][a-z]+\.?\s+\d{1,2}(?:,\s*\d{4})?)?\s*(?:"
    r"(?:\((?P<agency>[A-Za-z/ .]{2,30})\)\s*)?[–—-]{1,2}\s+|\.?\s*/(?P<slashed>[A-Z]{3,12})/\.?\s*(?:[–—-]\s+)?)(?=\S)"
)
# As reports of NGOs and the UN open: "Geneva, 5 May 2019 - ", "(Beirut) - ", "July 8, 2016 - "
_MONTH = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.?"
_DATE = rf"(?:{_MONTH}\s+\d{{1,2}}(?:,?\s+|/)\d{{4}}|\d{{1,2}}\s+{_MONTH}\s+\d{{4}}|{_MONTH}\s+\d{{1,2}})"
_REPORT_DATELINE = re.compile(
    rf"^(?:\([A-Z][\w .'’/-]{{2,30}}(?:,\s*{_DATE})?\)|[A-Z][\w'’/-]+(?: [A-Z][\w'’/-]+){{0,2}},\s*{_DATE}|{_DATE})"
    r"(?:\s*\([A-Z][\w .]{2,30}\))?\s*[–—-]{1,2}\s+(?=\S)"
)
# As scraped pages open: "Shells hit bakery NGO Wire Friday 7 Nov 2014 Shells fell …", "Published July 27 2016 A bomb …"
_PAGE_HEAD = 260  # characters in which a page prints its title and its date
_PAGE_DATE = re.compile(
    rf"(?:\b(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day,?\s+)?\b(?:\d{{1,2}}\s+{_MONTH}\s+\d{{4}}|"
    rf"{_MONTH}\s+\d{{1,2}},?\s+\d{{4}}|\d{{1,2}}-\d{{1,2}}-\d{{4}})\s+(?=[A-Z\"“])"
)
_TOLD_WHEN = re.compile(r"\b(?:on|in|of|since|by|until|from|before|after|and|to|around|the|between)\s+$", re.I)
_HEADING = re.compile(r"^\s*[–—-]\s+\S.{0,90}\S\s+[–—-]\s*$")
_CREDIT = re.compile(
    r"^(?:(?:[A-Z][\w.’'-]+ ){1,6}reported from|(?:additional )?(?:reporting|writing|editing) by|"
    r".{0,160}contributed to this (?:report|story|article))",
    re.I,
)
_DATE_WORDS = 6  # "Put online 3 May 2016": no title before it
MAX_SENTENCE = 1500  # characters; longer ones are cut at a clause so that work per sentence stays bounded


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence: ``body[char_start:char_end]``; ``kind`` is body, heading, dateline or credit."""

    index: int
    char_start: int
    char_end: int
    kind: str
    paragraph: int


def split_sentences(body: str) -> list[Sentence]:
    """Return the sentences of ``body`` in order; they do not overlap and none runs over a line end.

    Every character that is not white space lies in exactly one sentence.
    """
    found: list[Sentence] = []
    position, paragraph = 0, 0
    for line in body.splitlines(keepends=True):
        start, end = position, position + len(line.rstrip())
        position += len(line)
        while start < end and body[start].isspace():
            start += 1
        if start >= end:
            continue
        paragraph += 1
        text = body[start:end]
        if _HEADING.match(text):
            found.append(Sentence(len(found), start, end, "heading", paragraph))
            continue
        if _CREDIT.match(text) and len(text) < 400:
            found.append(Sentence(len(found), start, end, "credit", paragraph))
            continue
        if (dateline := dateline_of(text)) and len(dateline) < len(text):
            cut = start + len(dateline)
            found.append(
                Sentence(len(found), start, cut - len(dateline) + len(dateline.rstrip()), "dateline", paragraph)
            )
            start = cut
        if paragraph == 1 and (behind := _end_of_head(body, start, end)):
            head = body[start:behind].rstrip()
            kind = "heading" if len(head.split()) > _DATE_WORDS else "dateline"
            found.append(Sentence(len(found), start, start + len(head), kind, paragraph))
            start = behind
        for s, e in _spans(body, start, end):
            found.append(Sentence(len(found), s, e, "body", paragraph))
    return found


def _end_of_head(body: str, start: int, end: int) -> int | None:
    """Return where the text proper begins behind a title and a date that were glued to it in scraping, or None."""
    match = _PAGE_DATE.search(body, start, min(end, start + _PAGE_HEAD))
    if match is None or _TOLD_WHEN.search(body, start, match.start()) or match.end() >= end:
        return None
    if any(_is_break(body, start, stop) for stop in _END.finditer(body, start, match.start())):
        return None  # a date in running text
    return match.end()


def dateline_of(paragraph: str) -> str | None:
    """Return the dateline that opens a paragraph ("BEIRUT (AP) — "), with its dash and space, or None."""
    if report := _REPORT_DATELINE.match(paragraph):
        return report.group()
    match = _DATELINE.match(paragraph)
    if not match:
        return None
    first = match["place"].split()[0]
    if not first.isupper() or len(re.sub(r"\W", "", first)) < 3:
        return None
    return match.group()


def _spans(body: str, start: int, end: int) -> list[tuple[int, int]]:
    if end - start > 200 and not re.search(r"[.!?;:,]", body[start : end - 1]):
        return _unpunctuated(body, start, end)
    spans = []
    at = start
    for match in _END.finditer(body, start, end):
        if _is_break(body, at, match):
            stop = match.start("space")
            spans += _bounded(body, at, stop)
            at = match.end("space")
    if at < end:
        spans += _bounded(body, at, end)
    return spans


def _unpunctuated(body: str, start: int, end: int) -> list[tuple[int, int]]:
    """Cut a paragraph that lost every stop and comma before capitals that open a sentence ("… were hit The army …")."""
    spans, at = [], start
    for match in _OPENING.finditer(body, start, end):
        if match.start("word") - at >= 30:
            spans += _bounded(body, at, match.start("word"))
            at = match.start("word")
    return spans + _bounded(body, at, end)


def _is_break(body: str, sentence_start: int, match: re.Match) -> bool:
    stop = match["stop"]
    following = body[match.end() : match.end() + 24]
    next_word = re.sub(r"^[\W_]+", "", following).split(" ")[0]
    if stop[0] in "!?":
        return True
    if stop in ("...", "…"):
        return next_word.lower() in _STARTERS and next_word[:1].isupper()
    before = _WORD_BEFORE.search(body, max(sentence_start, match.start() - 24), match.start())
    if not before:
        return True
    word = before.group(1)
    low = word.lower()
    if match["close"]:
        return True
    if low in _NO_BREAK and word != "no":
        return low in ("etc", "inc", "ltd", "corp") and next_word.lower() in _STARTERS
    if low in _BEFORE_NUMBER or low in _MONTHS:
        return not next_word[:1].isdigit() and low not in ("pp", "vol", "fig")
    if _DOTTED.match(word):
        if low in ("a.m", "p.m"):
            return next_word[:1].isupper()
        return next_word.lower() in _STARTERS
    if len(word) == 1 and word.isupper():  # an initial: "Ashton B. Carter"
        return next_word.lower() in _STARTERS and word != "I"
    return True


def _bounded(body: str, start: int, end: int) -> list[tuple[int, int]]:
    """Cut what is longer than `MAX_SENTENCE` at the last semicolon, comma or space before it."""
    pieces = []
    while end - start > MAX_SENTENCE:
        window = body[start : start + MAX_SENTENCE]
        cut = max(window.rfind("; "), window.rfind(", "), MAX_SENTENCE // 3)
        if cut == MAX_SENTENCE // 3:
            cut = window.rfind(" ")
        cut = MAX_SENTENCE - 1 if cut <= 0 else cut
        pieces.append((start, start + cut + 1))
        start += cut + 1
        while start < end and body[start].isspace():
            start += 1
    if start < end:
        pieces.append((start, end))
    return [(s, s + len(body[s:e].rstrip())) for s, e in pieces if body[s:e].strip()]
