"""When and where a word of a sentence is set: its own clause first, then its neighbours, then the article.

The rulings: a date beside the act beats a date beside the verb of saying; an undated detail of the dated
main news takes that date; undated background has none.
"""

from __future__ import annotations

import bisect
import datetime as dt
import re
from collections import defaultdict
from dataclasses import dataclass

from spacy.tokens import Token

from frontledger.extraction.actors import country_name
from frontledger.extraction.attribution import report_verbs
from frontledger.extraction.context import Context
from frontledger.extraction.dates import DateMention
from frontledger.extraction.places import PlaceFinder, PlaceMention
from frontledger.extraction.syntax import ancestors, clause_verb, is_verb
from frontledger.text.parse import Parsed

_BACKGROUND = re.compile(
    r"\b(?:previous(?:ly)?|in the past|earlier attacks?|years? ago|decades?|historically|once|formerly|since then|had "
    r"(?:been|previously)|"
    r"similar attacks?|last time|in recent years|over the years)\b",
    re.I,
)
_SINCE_CLAUSE = re.compile(r"\b(?:since|ever since)\b[^.;]{0,90}$", re.I)
_WHOLE_WAR = re.compile(
    r"\b(?:the|a|this) (?:[\w-]+ ){0,2}(?:war|conflict|insurgency|uprising)(?: [\w'’-]+){0,5} (?:has|have) (?:so far "
    r")?(?:killed|claimed|left|displaced|cost|forced|driven)\b[^.]{0,80}\bsince\b|"
    r"\b(?:since|in|during|of|throughout)\b[^.;]{0,50}\b(?:(?:civil |[\w-]+(?:year|month)[\w-]* )?(?:war|conflict|"
    r"uprising|insurgency|revolt|crisis|revolution|invasion|unrest|rebellion))\b"
    r"[^.;]{0,40}\b(?:began|broke out|started|erupted|begin|start|beg[au]n)\b|"
    r"\bsince\b[^.;]{0,20}\b(?:the )?(?:start|outbreak|beginning|onset|eruption) of (?:the|its|"
    r"their)?[^.;]{0,30}(?:war|conflict|uprising|revolt|crisis|fighting|invasion|insurgency)|"
    r"\b(?:war|conflict|uprising|insurgency|revolt|crisis|violence) (?:that |which )?(?:has|have) (?:so far "
    r")?(?:killed|claimed|left|displaced|cost|forced|driven)|"
    r"\b\w+[- ](?:year|decade)s?[- ](?:old |long )?(?:civil )?(?:war|conflict|insurgency|uprising)|"
    r"\b(?:in|during|by) (?:the|its|their|Syria['’]?s|a) (?:(?:civil|brutal|bloody|long|ongoing|six-year|five-year) "
    r")*(?:war|conflict|insurgency)\b",
    re.I,
)
_CAMPAIGN = re.compile(
    r"\b(?:campaign|since (?:the )?(?:[\w'’-]+ ){0,5}(?:offensive|operation|assault|battle|siege|campaign|fighting|"
    r"bombardment|ceasefire|truce|violence|clashes|protests?|coup)(?: \w+)? ?(?:began|started|was launched|launched|"
    r"erupted|broke out)?|"
    r"(?:past|last|recent|several|two|three|four|five|six|seven|eight|nine|ten) (?:weeks|months|years)|weeks of|"
    r"months of|over the course of|this year|so far this|"
    r"battle (?:for|of)|siege|in the month|in recent (?:weeks|months)|month-long|week-long|months-long|weeks-long|"
    r"since (?:the (?:start|beginning) of|january|february|march|april|may|june|july|august|september|october|"
    r"november|december|last|mid|early|late|\d{4}))\b",
    re.I,
)
_THERE = re.compile(
    r"\b(?:there|the area|the (?:town|village|district|camp|neighbou?rhood)|nearby|the site|the scene)\b", re.I
)
_SPECIFICITY = {"country": 0, "region": 1, "province": 2, "oblast": 2, "state": 2}


@dataclass(frozen=True, slots=True)
class When:
    """Days a claim is about, inclusive, with their precision and the words that told them."""

    first: dt.date | None
    last: dt.date | None
    precision: str | None
    text: str | None
    scope_hint: str | None = None


class Setting:
    """Dates and places of the claims of one article."""

    def __init__(self, context: Context, places: PlaceFinder) -> None:
        self.context = context
        self.places = places
        self.body = [s for s in context.sentences if s.kind == "body"]
        self.main_place = self._main_place()
        self.main_date = self._main_date()

    # -- the article ----------------------------------------------------------------------------------------------

    def _main_place(self) -> PlaceMention | None:
        weights: dict[str, float] = defaultdict(float)
        sample: dict[str, PlaceMention] = {}
        first_body = self.body[0].char_start if self.body else 0
        lead_end = self.body[min(2, len(self.body) - 1)].char_end if self.body else 0
        for mention in self.places.mentions:
            if mention.start < first_body and len(self.body) > 1:
                continue  # a dateline tells where the reporter sat
            weight = 3.0 if mention.start < lead_end else 1.0
            if mention.kind == "country":
                weight *= 0.15
            elif mention.kind in ("province", "region"):
                weight *= 0.6
            weights[mention.name] += weight
            sample.setdefault(mention.name, mention)
        if not weights:
            return None
        name = max(weights, key=lambda n: (weights[n], -sample[n].start))
        return sample[name]

    def _main_date(self) -> When:
        """Return the day of the main news: told in the first two sentences, else the day of publication."""
        published = self.context.published
        for sentence in self.body[:2]:
            days = [
                d
                for d in self.context.dates_in(sentence.char_start, sentence.char_end)
                if d.first and d.first == d.last and published and 0 <= (published - d.first).days <= 10
            ]
            if days:
                return When(days[0].first, days[0].last, "day", days[0].text)
        for sentence in self.body[:4]:
            since = [
                d
                for d in self.context.dates_in(sentence.char_start, sentence.char_end)
                if d.lead == "since" and d.first and published and (published - d.first).days <= 14
            ]
            if since:
                return When(since[0].first, published, "range", f"since {since[0].text}")
        return When(published, published, "day" if published else None, None)

    # -- dates ----------------------------------------------------------------------------------------------------

    def when(self, parsed: Parsed, token: Token, inherit: bool = True, reach: int = 8) -> When:
        """Return the days the word's clause tells, or inherits (of the main news up to sentence ``reach``)."""
        context = self.context
        start, end = _sentence_of(context, parsed.starts[token.i])
        mentions = [
            d
            for d in context.dates_in(start, end)
            if d.precision not in ("none",) and not (d.kind == "for_n" and not _lasting(context.text, d))
        ]
        at = parsed.starts[token.i]
        scored = []
        for mention in mentions:
            if (
                (mention.first is None and mention.last is None)
                or mention.kind == "day"
                and mention.text.lower() == "now"
            ):
                continue
            scored.append((self._distance(parsed, token, mention, at), mention))
        if scored:
            scored.sort(key=lambda pair: pair[0])
            cost, mention = scored[0]
            if mention.kind == "weekday":
                # "on Friday, 3 June": the fuller of two that stand together
                for _, other in scored[1:]:
                    if other.kind in ("mdy", "dmy", "iso") and abs(other.start - mention.end) <= 4:
                        mention = other
            if cost < 400:
                return self._from_mention(mention, start, at)
        if not inherit:
            return When(None, None, None, None)
        perfect = any(c.lower_ in ("has", "have") for c in clause_verb(token).children)
        return self._inherited(start, end, perfect, reach)

    def _distance(self, parsed: Parsed, token: Token, mention: DateMention, at: int) -> float:
        """Cost of tying a date to the word: distance in words, more across clauses and at a verb of saying."""
        index = next(
            (
                i
                for i, s in enumerate(parsed.starts)
                if s <= mention.start < max(parsed.ends[i], s + 1) or s >= mention.start
            ),
            None,
        )
        if index is None:
            return 300.0
        cost = abs(index - token.i) * 1.0
        date_token = parsed.doc[index]
        verbs = report_verbs()
        governor = next((a for a in ancestors(date_token) if is_verb(a) and a.i != date_token.i), None)
        if (
            governor is not None
            and governor.lower_ in verbs
            and verbs[governor.lower_] not in ("find", "report", "show")
            and governor.i != token.i
        ):
            cost += 60  # "said on Friday"
        own = {a.i for a in ancestors(token)}
        if governor is not None and governor.i not in own and token.i not in {a.i for a in ancestors(date_token)}:
            cost += 12
        between = self.context.text[min(at, mention.start) : max(at, mention.start)]
        cost += 10 * between.count(";") + 4 * len(re.findall(r",\s+(?:and|but|while|after|when|who|which)\b", between))
        return cost

    def _from_mention(self, mention: DateMention, sentence_start: int, at: int) -> When:
        before = self.context.text[sentence_start : mention.start]
        first, last, precision = mention.first, mention.last, mention.precision
        if (
            mention.lead == "since"
            and mention.until is not None
            and re.match(r",?\s+when\b", self.context.text[mention.end : mention.end + 8])
            and at > mention.end
        ):
            # "the worst since mid-January, when the group killed dozens"
            return When(first, mention.until, "range", mention.text)
        if (
            precision != "open"
            and first is not None
            and re.search(r"\b(?:began|begun|started|erupted|broke out|launched)\s+(?:\w+\s+){0,2}$", before)
            and re.search(r"^[^.;]{0,12},?\s*(?:has|have)\b", self.context.text[mention.end : mention.end + 30])
        ):
            return When(first, self.context.published, "open", f"since {mention.text}")
        if (
            precision != "open"
            and first is not None
            and _SINCE_CLAUSE.search(before)
            and not re.search(r"\buntil\b", before[-12:])
        ):
            return When(first, self.context.published, "open", f"since {mention.text}")
        return When(first, last, None if first is None and last is None else precision, mention.text)

    def _inherited(self, start: int, end: int, perfect: bool, reach: int) -> When:
        index = next((i for i, s in enumerate(self.body) if s.char_start <= start < s.char_end), None)
        if index is None:
            return When(None, None, None, None)
        text = self.context.text[start:end]
        if re.search(r"\b(?:once|previously|formerly|historically|years? ago|in the past)\b", text):
            return When(None, None, None, None)
        if perfect and index > 0 and self.body[index - 1].paragraph == self.body[index].paragraph:
            # "They have traded fire since Oct. 8. The exchange has killed some 530": what goes on goes on
            lasting = [
                d
                for d in self.context.dates_in(self.body[index - 1].char_start, start)
                if d.lead == "since" and d.first
            ]
            if lasting:
                return When(lasting[-1].first, self.context.published, "open", f"since {lasting[-1].text}")
        if index < 2 or self.body[index].paragraph == self.body[0].paragraph and index < 4:
            return self.main_date
        if _BACKGROUND.search(text):
            return When(None, None, None, None)
        for back in (1, 2, 3):
            if index - back < 0:
                break
            sentence = self.body[index - back]
            if back > 1 and sentence.paragraph != self.body[index].paragraph:
                break
            days = [
                d
                for d in self.context.dates_in(sentence.char_start, sentence.char_end)
                if d.first and d.last and (d.last - d.first).days <= 40 and d.precision != "none"
            ]
            if days and (sentence.paragraph == self.body[index].paragraph or back == 1):
                d = days[-1]
                return When(d.first, d.last, d.precision, d.text)
        if index <= reach or re.search(
            r"\b(?:also|meanwhile|the (?:attack|blast|explosion|raid|strike|clashes|fighting|violence|dead|victims|"
            r"wounded|bodies))\b",
            text,
            re.I,
        ):
            return self.main_date
        return When(None, None, None, None)

    # -- places ---------------------------------------------------------------------------------------------------

    def where(self, parsed: Parsed, token: Token, inherit: bool = True) -> PlaceMention | None:
        """Return the most specific place the word's clause names, or the place of its neighbours or of the article."""
        start, end = _sentence_of(self.context, parsed.starts[token.i])
        candidates = []
        for mention in self.places.between(start, end):
            cost = self._place_cost(parsed, token, mention)
            if cost is not None:
                candidates.append((cost, mention))
        if candidates:
            candidates.sort(key=lambda pair: (pair[0], pair[1].start))
            cost, best = candidates[0]
            for _, other in candidates[1:]:
                # "Aleppo, in Syria": of two that stand together the more specific
                if (
                    _SPECIFICITY.get(best.kind, 3) < _SPECIFICITY.get(other.kind, 3)
                    and best.place_id in other.parents
                    and abs(other.start - best.start) < 160
                ):
                    best = other
            return best
        if not inherit:
            return None
        return self._inherited_place(start)

    def _place_cost(self, parsed: Parsed, token: Token, mention: PlaceMention) -> float | None:
        text = self.context.text
        after = text[mention.end : mention.end + 40]
        before = text[max(0, mention.start - 30) : mention.start]
        if mention.kind == "country" and re.match(
            r"(?:['’]s?)?\s+(?:\w+\s+)?(?:army|military|forces|troops|government|president|regime|air force|warplanes|"
            r"state|defen[cs]e|foreign|interior|police|minister|ministry|leader|allies|ally)\b",
            after,
        ):
            return None
        if re.match(r"-(?:based|backed|led|born|held|controlled|made|run|trained|linked|brokered)", after):
            return None
        index = next(
            (i for i, (s, e) in enumerate(zip(parsed.starts, parsed.ends, strict=True)) if s <= mention.start < e), None
        )
        if index is None:
            index = next((i for i, s in enumerate(parsed.starts) if s >= mention.start), None)
        if index is None:
            return 80.0
        place_token = parsed.doc[index]
        cost = abs(index - token.i) * 1.0
        path = {a.i for a in ancestors(place_token)}
        own = [a.i for a in ancestors(token)]
        if token.i in path:
            cost -= 14
        elif not (set(own[:3]) & path):
            cost += 6
        governor = next((a for a in ancestors(place_token) if is_verb(a) and a.i != place_token.i), None)
        verbs = report_verbs()
        if governor is not None and governor.lower_ in verbs and governor.i != token.i and token.i not in path:
            near = next((a for a in ancestors(place_token) if a.dep_ in ("nsubj",)), None)
            cost += 40 if near is not None else 18  # "a source in Damascus said", "told reporters in Geneva"
        if place_token.dep_ in ("nsubj", "nsubjpass") and mention.kind == "country":
            cost += 15
        if not re.search(
            r"\b(?:in|at|near|on|outside|of|around|across|inside|from|over|to|into|for|against|towards?|between|and|"
            r"the)\s+(?:the\s+)?(?:[\w-]+\s+){0,3}$|[,(]\s*$",
            before,
            re.I,
        ):
            cost += 6
        if mention.kind == "country":
            cost += 5
        return cost

    def _inherited_place(self, start: int) -> PlaceMention | None:
        index = next((i for i, s in enumerate(self.body) if s.char_start <= start < s.char_end), None)
        if index is None:
            return self.main_place or self.country_place()
        for back in (1, 2):
            if index - back < 0:
                break
            sentence = self.body[index - back]
            if sentence.paragraph != self.body[index].paragraph and back > 1:
                break
            named = [m for m in self.places.between(sentence.char_start, sentence.char_end) if m.kind != "country"]
            if sentence.paragraph != self.body[index].paragraph and not _THERE.search(
                self.context.text[start : start + 260]
            ):
                named = []
            if named:
                return named[0]
        return self.main_place or self.country_place()

    def place_before(self, position: int) -> PlaceMention | None:
        """Return the town or province named last before the position, close by, else the article's main place."""
        earlier = [
            m for m in self.places.mentions if m.end <= position and m.kind != "country" and position - m.end < 500
        ]
        return earlier[-1] if earlier else self.main_place

    def country_place(self) -> PlaceMention | None:
        """Return the country the article is about, as a place."""
        country = self.context.country
        if country is None:
            return None
        named = next((m for m in self.places.mentions if m.kind == "country" and m.country == country), None)
        if named is not None:
            return named
        name = country_name(country)
        return PlaceMention(0, 0, "the country", name, f"country:{country}", "country", country) if name else None

    # -- scope ----------------------------------------------------------------------------------------------------

    def scope(self, parsed: Parsed, token: Token, when: When, place: PlaceMention | None, value: float | None) -> str:
        """Return incident, campaign or conflict, from the words of the sentence and the length of its dates."""
        start, end = _sentence_of(self.context, parsed.starts[token.i])
        text = self.context.text[start:end]
        days = (when.last - when.first).days if when.first and when.last else None
        if (
            _WHOLE_WAR.search(text)
            and (value is None or value >= 200)
            and not (days is not None and days <= 3 and when.text)
        ):
            return "conflict"
        if days is not None and days > 10 and when.precision not in ("month", "year", "season", "range"):
            return "campaign"
        if days is not None and when.precision == "range" and days > 8:
            return "campaign"
        if when.precision == "open" and (days is None or days > 8):
            return "campaign"
        if re.search(r"\bsince then\b", text):
            return "campaign"
        verb = clause_verb(token)
        if any(c.lower_ in ("has", "have") for c in verb.children) and any(
            c.dep_ == "nsubj"
            and c.lower_
            in (
                "exchange",
                "fighting",
                "violence",
                "clashes",
                "campaign",
                "offensive",
                "mines",
                "siege",
                "attacks",
                "raids",
                "strikes",
                "bombardment",
                "operation",
                "unrest",
            )
            for c in verb.children
        ):
            return "campaign"
        if _CAMPAIGN.search(text) and not (when.precision == "day" and when.text):
            return "campaign"
        return "incident"


def _lasting(text: str, mention: DateMention) -> bool:
    """Tell whether "for two years" says that something still goes on (has, have, been …)."""
    around = text[max(0, mention.start - 120) : mention.start] + " " + text[mention.end : mention.end + 60]
    return bool(re.search(r"\b(?:has|have|been|'ve|’ve)\b", around))


def _sentence_of(context: Context, position: int) -> tuple[int, int]:
    i = bisect.bisect_right(context.sentences, position, key=lambda s: s.char_start) - 1
    if i >= 0 and position < context.sentences[i].char_end:
        return context.sentences[i].char_start, context.sentences[i].char_end
    return position, position + 1
