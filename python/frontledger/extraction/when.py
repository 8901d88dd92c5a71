"""When a word of a sentence is set: its own clause first, then its neighbours, then the article.

The rulings: a date beside the act beats a date beside the verb of saying; an undated detail of the dated
main news takes that date; undated background has none.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass

from spacy.tokens import Token

from frontledger.extraction.attribution import report_verbs
from frontledger.extraction.context import Context, body_sentences, sentence_span
from frontledger.extraction.dates import DateMention
from frontledger.extraction.syntax import ancestors, clause_verb, is_verb
from frontledger.text.parse import Parsed

_BACKGROUND = re.compile(
    r"\b(?:previous(?:ly)?|in the past|earlier attacks?|years? ago|decades?|historically|once|formerly|since then|had "
    r"(?:been|previously)|"
    r"similar attacks?|last time|in recent years|over the years)\b",
    re.I,
)
_SINCE_CLAUSE = re.compile(r"\b(?:since|ever since)\b[^.;]{0,90}$", re.I)


@dataclass(frozen=True, slots=True)
class When:
    """Days a claim is about, inclusive, with their precision and the words that told them."""

    first: dt.date | None
    last: dt.date | None
    precision: str | None
    text: str | None
    scope_hint: str | None = None


class Calendar:
    """Dates of the claims of one article."""

    def __init__(self, context: Context) -> None:
        self.context = context
        self.body = body_sentences(context)
        self.main_date = self._main_date()

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

    def when(self, parsed: Parsed, token: Token, inherit: bool = True, reach: int = 8) -> When:
        """Return the days the word's clause tells, or inherits (of the main news up to sentence ``reach``)."""
        context = self.context
        start, end = sentence_span(context, parsed.starts[token.i])
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
        since = _SINCE_CLAUSE.search(before)
        if since and mention.lead != "since" and sentence_start + since.start() < at < mention.start:
            # "since it launched its offensive in June": June dates the launch, not all that followed
            return When(first, last, None if first is None and last is None else precision, mention.text)
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
            and at > mention.end
            and re.search(r"\b(?:began|begun|started|erupted|broke out|launched)\s+(?:\w+\s+){0,2}$", before)
            and re.search(r"^[^.;]{0,12},?\s*(?:has|have)\b", self.context.text[mention.end : mention.end + 30])
        ):
            return When(first, self.context.published, "open", f"since {mention.text}")
        if precision != "open" and first is not None and since and not re.search(r"\buntil\b", before[-12:]):
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


def _lasting(text: str, mention: DateMention) -> bool:
    """Tell whether "for two years" says that something still goes on (has, have, been …)."""
    around = text[max(0, mention.start - 120) : mention.start] + " " + text[mention.end : mention.end + 60]
    return bool(re.search(r"\b(?:has|have|been|'ve|’ve)\b", around))
