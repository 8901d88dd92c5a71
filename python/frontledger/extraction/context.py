"""What one article tells about itself: its names, its country, its dates, its setting.

Built once an article, before any sentence is parsed, and read by every later step.
"""

from __future__ import annotations

import bisect
import datetime as dt
import re
from collections import Counter, defaultdict
from dataclasses import dataclass, field, replace

from frontledger.extraction.dates import DateMention, find_dates, tie_relative
from frontledger.extraction.entities import Name, find_names
from frontledger.extraction.newcomers import newcomers
from frontledger.text.sentences import Sentence, split_sentences

_AIRCRAFT = re.compile(
    r"\b(?:warplanes?|fighter jets?|jets|aircraft|helicopters?|air ?strikes?|air raids?|air force|barrel bombs?|"
    r"drones?|bombers? from the air)\b",
    re.I,
)


_DATELINE = re.compile(r"[A-Z]{3,}(?:[ /-][A-Z]{2,})*(?:, [A-Z][\w. ]{2,24})?(?: \([^)]{2,30}\))? ?[–—-]+ ")


@dataclass(slots=True)
class ArticleText:
    """One article as extraction sees it; only ``article_id`` and ``text`` are needed."""

    article_id: str
    text: str
    published: dt.date | None = None
    title: str | None = None
    dateline: str | None = None
    agency: str | None = None
    publisher: str | None = None


@dataclass(slots=True)
class Context:
    """The article, its sentences, and what was found in it; offsets are of ``article.text``."""

    article: ArticleText
    sentences: list[Sentence]
    names: list[Name]
    dates: list[DateMention]
    countries: Counter = field(default_factory=Counter)
    quotes: list[tuple[int, int]] = field(default_factory=list)
    _name_starts: list[int] = field(default_factory=list)
    _date_starts: list[int] = field(default_factory=list)
    _air: bool | None = None
    _likely: list[str] | None = None

    @property
    def text(self) -> str:
        return self.article.text

    @property
    def published(self) -> dt.date | None:
        return self.article.published

    @property
    def country(self) -> str | None:
        """The country (ISO 3166 two letters) the article is mostly about, or None."""
        return next(iter(self.likely_countries), None)

    @property
    def likely_countries(self) -> list[str]:
        """The country the article is mostly about, and the second if it is about half as much so."""
        if self._likely is None:
            ranked = self.countries.most_common(2)
            self._likely = [country for country, weight in ranked if weight * 2 >= ranked[0][1]]
        return self._likely

    @property
    def tells_of_aircraft(self) -> bool:
        """Whether the article speaks of bombing from the air at all, so that its "bombing" is that."""
        if self._air is None:
            self._air = bool(_AIRCRAFT.search(self.text))
        return self._air

    def names_in(self, start: int, end: int) -> list[Name]:
        """Return the names that lie in ``start:end``."""
        i = bisect.bisect_left(self._name_starts, start)
        found = []
        while i < len(self.names) and self.names[i].start < end:
            if self.names[i].end <= end:
                found.append(self.names[i])
            i += 1
        return found

    def dates_in(self, start: int, end: int) -> list[DateMention]:
        """Return the date expressions that lie in ``start:end``."""
        i = bisect.bisect_left(self._date_starts, start)
        found = []
        while i < len(self.dates) and self.dates[i].start < end:
            if self.dates[i].end <= end:
                found.append(self.dates[i])
            i += 1
        return found

    def in_quotation(self, position: int) -> bool:
        """Tell whether the character stands inside quotation marks."""
        return any(s <= position < e for s, e in self.quotes)


def build_context(article: ArticleText) -> Context:
    """Return the context of an article; pure, and linear in its length."""
    text = article.text
    names = find_names(text)
    names = sorted([*names, *newcomers(text, names)], key=lambda n: (n.start, -n.end))
    names = [n for n in names if not _of_affiliate(n, names, text)]
    places = {(n.start, n.end) for n in names if n.kind == "place"}
    names = [n for n in names if n.kind != "actor" or (n.start, n.end) not in places or not names_land(n, text)]
    sentences = split_sentences(text)
    dates = [d for s in sentences for d in find_dates(text, article.published, s.char_start, s.char_end)]
    # kept as a span, lest its year be read as an amount, but dating nothing
    dates = [
        replace(d, first=None, last=None, precision="none") if _dates_the_page(d, dates, text, article.published) else d
        for d in dates
    ]
    dates = tie_relative(article.text, dates, article.published)
    context = Context(article, sentences, names, dates, quotes=find_quotations(text))
    context._name_starts = [n.start for n in names]
    context._date_starts = [d.start for d in dates]
    context.countries = _countries(names, text)
    return context


# of what is both a land and who holds it (Nagorno-Karabakh, Puntland), the land: "in Puntland", "half of Puntland"
_LAND_BEFORE = re.compile(
    r"\b(?:in|over|across|into|inside|around|near|outside|throughout|within|entered|reached|left|to|"
    r"(?:control|cent|%|half|thirds?|quarters?|most|all|parts?|regions?|territory|enclave|republic|rest|much|outskirts|"
    r"north|south|east|west|people|population|capital) of)\s+(?:the\s+)?(?:[a-z-]+\s+(?:region|enclave|"
    r"territory|republic|"
    r"province) of\s+)?(?:(?:north|south|east|west|central)(?:ern)?\s+)?$",
    re.I,
)
_LAND_AFTER = re.compile(
    r"['’]?s\s+(?:[\w-]+\s+){0,2}(?:population|capital|territory|people|towns?|villages|land|border|city|region)\b"
)


def names_land(name: Name, text: str) -> bool:
    """Tell whether a name that a land and its holder share stands for the land."""
    before = _LAND_BEFORE.search(text, max(0, name.start - 60), name.start)
    return before is not None or _LAND_AFTER.match(text, name.end) is not None


# "two Italian tourists": seldom killed at home
_FOREIGNERS = re.compile(
    r"\s+(?:tourists?|nationals?|expatriates?|hostages?|journalists?|reporters?|engineers?|aid workers?|migrant "
    r"workers?|"
    r"workers?|labou?rers?|pilgrims?|missionar\w+|sailors?|seamen|passport|peacekeepers?)\b",
    re.I,
)


# "al-Qaeda's Syrian affiliate the Nusra Front": the parent does nothing here
_AFFILIATE = re.compile(
    r"(?:['’]?s)?(?:\s+[A-Z]?\w+)?\s+(?:affiliate|offshoot|branch|franchise|arm|wing|splinter group|"
    r"ally)s?,?\s+(?:the\s+)?"
)


def _of_affiliate(name: Name, names: list[Name], text: str) -> bool:
    """Tell whether a party is only named to say whose affiliate the party named right behind it is."""
    if name.kind != "actor" or (match := _AFFILIATE.match(text, name.end)) is None:
        return False
    return any(n.kind == "actor" and n.start == match.end() for n in names)


_TELLS_WHEN = re.compile(
    r"\b(?:on|around|about|since|by|of|in|until|from|before|after|between|and|to|the)\s+(?:\w+day,?\s+)?$", re.I
)
_DAY_OF_DATELINE = re.compile(r"(?:^|\n)\W*(?:[A-ZÀ-Þ][\w’'.-]*,?\s+){1,4}(?:\([A-Z][\w ]{1,20}\)\s*)?$")
_DASH = re.compile(r",?\s*(?:\([A-Z][\w ,.-]{1,24}\)\s*)?[–—-]{1,2}\s")
_PAGE_HEAD = 160  # characters in which a page prints its own date


def _dates_the_page(mention: DateMention, dates: list[DateMention], text: str, published: dt.date | None) -> bool:
    """Tell whether a full date at the head of a page is that of the page: "7 July 2015 A bomber killed … on Monday".

    One that differs from the day of publication dates the news where nothing else close by does.
    """
    if mention.kind not in ("dmy", "mdy", "iso", "slashed") or mention.start > _PAGE_HEAD:
        return False
    if _DAY_OF_DATELINE.search(text, 0, mention.start) and _DASH.match(text, mention.end):
        return True  # "Maputo, 14 Sep (AIM) –"
    if not re.search(r"\d{4}", mention.text) or _TELLS_WHEN.search(text[max(0, mention.start - 24) : mention.start]):
        return False
    if not re.match(r"\s+[A-Z\"“]|\W*$|\n", text[mention.end : mention.end + 3]):
        return False
    others = (d for d in dates if d is not mention and d.first and mention.end < d.start < mention.end + 400)
    return mention.first == published or any(others)


def _countries(names: list[Name], text: str) -> Counter:
    """Weigh the countries of an article: names of states and peoples count 2, places and parties 1, the lead more."""
    weights: dict[str, float] = defaultdict(float)
    length = len(text)
    spoken = {(n.start, n.end) for n in names if n.kind in ("source", "actor", "demonym")}
    for name in names:
        if name.kind == "place" and (name.start, name.end) in spoken:
            continue  # SANA the agency is not Sanaa the city
        lead = 2.0 if name.start < max(400, length // 8) else 1.0
        if _DATELINE.match(text, name.start):
            lead = 0.5  # where the reporter sat
        if name.kind == "demonym":
            abroad = _FOREIGNERS.match(text, name.end)
            weights[name.entries[0]] += (0.3 if abroad else 1.5) * lead
        elif name.kind == "place":
            countries = {p.country for p in name.entries if p.population >= 10**6} or {p.country for p in name.entries}
            if len(countries) == 1 and (country := countries.pop()):
                known = any(p.population >= 10**6 for p in name.entries)
                weights[country] += (1.5 if known else 0.3) * lead
        elif name.kind == "actor":
            country = name.entries[0].country
            if country and name.entries[0].side != "foreign_state":
                weights[country] += lead
    for outsider in ("US", "RU", "TR", "IR", "GB", "FR", "CH"):
        # great powers speak in every story; they are its country only where nobody else is
        if outsider in weights:
            weights[outsider] *= 0.45
    return Counter({country: round(100 * weight) for country, weight in weights.items()})


_QUOTATION_MARKS = re.compile('[“”«»„"]')


def find_quotations(text: str) -> list[tuple[int, int]]:
    """Return the spans between quotation marks, typographic or straight, none running over a blank line.

    A paragraph that opens a quotation and does not close it is quoted to its end (the next one goes on).
    """
    spans = []
    position = 0
    for line in text.splitlines(keepends=True):
        start, end = position, position + len(line.rstrip("\n"))
        position += len(line)
        opened = -1
        for mark in _QUOTATION_MARKS.finditer(text, start, end):
            char, at = mark.group(), mark.start()
            if opened < 0 and char in '“«„"':
                opened = at
            elif opened >= 0 and char in '”»"':
                spans.append((opened, at + 1))
                opened = -1
        if opened >= 0 and text[opened] in "“«":
            spans.append((opened, end))
    return spans


def body_sentences(context: Context) -> list[Sentence]:
    """Return the sentences of the running text, without headings, datelines and credits."""
    return [s for s in context.sentences if s.kind == "body"]


def sentence_span(context: Context, position: int) -> tuple[int, int]:
    """Return the offsets of the sentence that holds the character, an empty span of one if none does."""
    i = bisect.bisect_right(context.sentences, position, key=lambda s: s.char_start) - 1
    if i >= 0 and position < context.sentences[i].char_end:
        return context.sentences[i].char_start, context.sentences[i].char_end
    return position, position + 1
