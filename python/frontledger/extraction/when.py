"""When a word of a sentence is set: its own clause first, then its neighbours, then the article.

The rulings: a date beside the act beats a date beside the verb of saying; an undated detail of the dated
main news takes that date; undated background has none.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass

from dateutil.relativedelta import relativedelta

from frontledger.extraction.attribution import report_verbs
from frontledger.extraction.context import Context, body_sentences, sentence_span
from frontledger.extraction.dates import DateMention, dates_a_saying
from frontledger.extraction.syntax import ancestors, children, clause_verb, is_verb, subjects
from frontledger.text.parse import Parsed
from frontledger.text.words import Token

_BACKGROUND = re.compile(
    r"\b(?:previous(?:ly)?|in the past|earlier attacks?|years? ago|decades?|historically|once|formerly|since then|had "
    r"previously|similar attacks?|last time|in recent years|over the years)\b",
    re.I,
)
# "X had been held": before the story, unless somebody is reported to have said it
_PLUPERFECT = re.compile(r"\bhad been\b", re.I)
_SINCE_ADVERB = re.compile(
    r"\bsince then\b|\b(?:has|have) since\b|\bsince[.;,]|\bever since\b[.;,]|"
    r"\bsince (?:the )?(?:start|beginning|outbreak|onset) of (?:the|this) (?:war|conflict|uprising|crisis|fighting)\b",
    re.I,
)
# "after weeks of fighting", "after a three-month battle", "following clashes": its end is told, its start is not
_BEFORE_MAIN = re.compile(
    r"\b(?:after|following)\s+(?:(?:a|an|the|more than|over|nearly|almost|about|some|at least|fierce|heavy|intense|"
    r"bloody|bitter|two|both|many|several)\s+){0,3}(?:(?P<n>[\w-]+?)[\s-])?(?P<u>days?|weeks?|months?|years?)"
    r"(?:-long|\sof|\s)[\w\s'’-]{0,40}$|\b(?:after|following)\s+(?:(?:fierce|heavy|intense|bloody|bitter|deadly|"
    r"brief|renewed|the)\s+){0,2}$",
    re.I,
)
# "230,000 have been killed in the conflict, which began in 2011"
_WAR_BEGAN = re.compile(
    r"\b(?:war|conflict|uprising|revolt|crisis|insurgency|rebellion)\b[^.;]{0,30}\b(?:which|that)\s+(?:first\s+)?"
    r"(?:began|started|erupted|broke out)\s+(?:in\s+|on\s+)?$",
    re.I,
)
_WAR_NOUN = r"(?:war|conflict|uprising|revolt|crisis|insurgency|rebellion|revolution)"
_WAR_OPENS = re.compile(
    rf"\b{_WAR_NOUN}\b[^.;]{{0,60}}\b(?:began|begun|started|erupted|broke out)\b[^.;]{{0,220}}\b(?:in|on|since)?\s*$",
    re.I,
)
_WAR = re.compile(rf"\b{_WAR_NOUN}\b", re.I)
_IT_BEGAN = re.compile(r"^\W*(?:It|This)\s(?:first\s)?(?:began|started|erupted|broke out)\s(?:on|in)\s+$")
_SINCE_WAR = re.compile(
    rf"\bsince\b[^.;,]{{0,30}}\b{_WAR_NOUN}\b (?:first )?(?:began|started|erupted|broke out)|"
    rf"\bsince (?:the )?(?:start|beginning|outbreak|onset) of (?:the |its )?(?:[\w’'-]+ ){{0,2}}{_WAR_NOUN}\b",
    re.I,
)
_YEARS_OF_WAR = re.compile(rf"\b(?P<n>[a-z]+)[- ]years?(?:-old|-long)? (?:civil )?{_WAR_NOUN}\b", re.I)
_OPENED = re.compile(r"\b(?:began|begun|started|erupted|broke out)\s+(?:[\w-]+\s+){0,3}$", re.I)
_LONG_AGO = 150  # days: a war that began later is the news itself
# "a campaign that began on 15 December. … It has killed hundreds": goes on since
_CAMPAIGN_OPENS = re.compile(
    r"\b(?:offensive|campaign|operation|siege|assault|battle|fighting|bombardment|conflict|war|violence|hostilities)\b"
    r"[^.;]{0,60}\b(?:began|started|erupted|launched|broke out|flared(?: up)?)\s+(?:on|in)?\s*$",
    re.I,
)
# "a three-month siege", "a years-long blockade": its end is told, its start counted back where a number is told
_LASTING = re.compile(
    r"\b(?:(?P<n>[a-z]+)-(?P<u>day|week|month|year)(?:-long)?|(?P<u2>day|week|month|year)s?-long)\s(?:[\w’'-]+ ){0,3}$",
    re.I,
)
_ACTS = frozenset(
    "attack strike airstrike raid blast explosion bombing assault offensive operation ambush clash battle massacre "
    "incident fire shooting killing protest march campaign war conflict siege bomb advance".split()
)
_OF_THE_NEWS = re.compile(
    r"^\s(?:[\w’'-]+\s){0,4}?(?:air ?strikes?|strikes?|attacks?|raids?|bomb\w*|"
    r"blasts?|explosions?|shelling|ambush|massacre|shooting|clash\w*|assault)\b",
    re.I,
)
# "The attack took place late on Sunday": the day of what the lead told, whoever said so when
_TOOK_PLACE = re.compile(
    r"\b(?:the|this)\s(?:[\w-]+\s){0,2}(?:attacks?|ambush|raids?|strikes?|blasts?|explosions?|bombings?|assault|shelling|"
    r"incident|clash(?:es)?|massacre|killings?|shootings?|abductions?|kidnappings?)\s"
    r"(?:took\splace|happened|occurred|was\scarried\sout|were\scarried\sout|unfolded)\b[^.;]{0,60}$",
    re.I,
)
# "The attackers came shortly before dawn on Wednesday", "in the overnight strikes"
_THEY_CAME = re.compile(
    r"\b(?:the|these)\s(?:[\w-]+\s){0,2}(?:attackers|gunm[ae]n|assailants|militants|raiders|bombers?|rebels|insurgents|"
    r"fighters|soldiers|planes|shells|rockets|missiles?)\s(?:had\s)?(?:first\s)?(?:came|come|struck|arrived|stormed|attacked|entered|raided|"
    r"burst|rode|drove|hit|landed|fell|opened\sfire)\b[^.;]{0,50}$",
    re.I,
)
_OVERNIGHT = re.compile(
    r"\bovernight (?:\w+ )?(?:air ?strikes?|strikes?|attacks?|raids?|bombardment|shelling|assault|barrage|drone)\b",
    re.I,
)
_POINTS_BACK = re.compile(r"\bthe (?:attack|blast|explosion|raid|strike|clashes|ambush|assault|bombing)\b", re.I)
_DAYS_APART = re.compile(
    r"\b(?P<n>a|one|two|three|four|five|six|seven|eight|nine|ten|\d{1,2}) "
    r"(?P<u>days?|weeks?|months?|years?) (?P<w>after|before) "
    r"(?P<np>(?:(?:a|an|the|its|their|his)\s+)?(?:[\w’'-]+\s+){0,3})$",
    re.I,
)
# "two days of heavy fighting"
_RUN = re.compile(
    r"\b(?P<n>two|three|four|five|six|seven|eight|nine|ten|\d{1,2})\s+(?:straight\s+|consecutive\s+)?days\s+of\s+(?:[\w’'-]+\s+){0,3}$",
    re.I,
)
_COUNTS = {
    w: n for n, w in enumerate("zero one two three four five six seven eight nine ten eleven twelve".split())
} | {"a": 1}
_LONG_NOUNS = frozenset(
    "fighting battle battles clashes shelling bombardment siege strikes airstrikes raids bombing combat "
    "skirmishes".split()
)

_LENGTHY = _LONG_NOUNS | frozenset("advance offensive campaign assault blockade operation war encirclement".split())

_THAT_ON = re.compile(r"\bthat\s+(?:(?:late|early)\s+)?(?:(?:on|in|at|by)\s+)?(?:the\s+)?$", re.I)
_FIGHT_NOUN = (
    r"(?:offensive|operation|assault|fighting|battle|siege|campaign|clashes|invasion|blockade|bombardment|attack|"
    r"hostilities|violence)"
)
_SINCE_FIGHT = re.compile(
    rf"\bsince (?:the |its |their )?(?:[\w’'-]+ ){{0,2}}?(?P<noun>{_FIGHT_NOUN}) "
    r"(?:began|started|resumed|erupted|broke out|flared|was launched)\b|"
    r"\bsince the (?:start|beginning|launch|outbreak) of (?:the |its |their )?(?:[\w’'-]+ ){0,2}?"
    rf"(?P<of>{_FIGHT_NOUN})\b",
    re.I,
)
_FIGHT_OPENS = re.compile(
    rf"\b(?:{_FIGHT_NOUN}|war)\b[^.;]{{0,60}}"
    r"\b(?:began|begun|started|erupted|broke out|launched|resumed|flared)\b[^.;]{0,30}$|"
    rf"\b(?:began|launched|started|opened|resumed) [^.;]{{0,60}}\b{_FIGHT_NOUN}\b[^.;]{{0,60}}$",
    re.I,
)
_SINCE_COUP = re.compile(r"\bsince (?:the|its|their) (?:[\w-]+ )?(?:coup|takeover|putsch)\b", re.I)
_COUP = re.compile(
    r"\b(?:coup|putsch|takeover)\b|\b(?:seized|took|grabbed) power\b|\b(?:ousted|toppled|overthr[eo]w\w*)\b", re.I
)
_SINCE_CLAUSE = re.compile(r"\b(?:since|ever since)\b[^.;]{0,140}$", re.I)


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
        self.told_later = self._took_place()
        self.main_date = self._main_date()
        self.war_began = self._war_began()

    def _took_place(self) -> When | None:
        """Return the day that a sentence after the lead gives to what the lead told without one."""
        for sentence in self.body[1:5]:
            for mention in self.context.dates_in(sentence.char_start, sentence.char_end):
                told = self.context.text, sentence.char_start, mention.start
                recent = mention.first and self.context.published and (self.context.published - mention.first).days < 10
                came = recent and mention.kind == "weekday" and _THEY_CAME.search(*told)
                if mention.first and (came or _TOOK_PLACE.search(*told)):
                    return When(mention.first, mention.last, mention.precision, mention.text)
        return None

    def _overnight(self) -> When | None:
        """Return the night before publication, where the lead or the sentences after it tell of "overnight strikes"."""
        end = self.body[min(2, len(self.body) - 1)].char_end
        told = _OVERNIGHT.search(self.context.text, self.body[0].char_start, end)
        published = self.context.published
        return When(published - dt.timedelta(days=1), published, "range", told.group()) if told and published else None

    def _war_began(self) -> tuple[int, DateMention] | None:
        """Return (sentence, date) where the article tells when its war began, long before publication."""
        published = self.context.published
        for index, sentence in enumerate(self.body):
            for mention in self.context.dates_in(sentence.char_start, sentence.char_end):
                before = self.context.text[sentence.char_start : mention.start]
                long_ago = mention.first and published and (published - mention.first).days > _LONG_AGO
                it_began = (
                    _IT_BEGAN.search(before)
                    and index
                    and _WAR.search(self.context.text, self.body[index - 1].char_start, sentence.char_start)
                )
                if (
                    long_ago
                    and mention.lead != "since"
                    and mention.precision in ("day", "month", "year", "season")
                    and (_WAR_OPENS.search(before) or it_began)
                ):
                    return index, mention
        return None

    def _main_date(self) -> When:
        """Return the day of the main news: told in the first two sentences, else the day of publication."""
        published = self.context.published
        for sentence in self.body[:2]:
            days = [
                d
                for d in self.context.dates_in(sentence.char_start, sentence.char_end)
                if d.first
                and d.first == d.last
                and published
                and 0 <= (published - d.first).days <= 10
                and not _behind(self.context.text[sentence.char_start : d.start])
            ]
            # "claimed on Tuesday it was behind the bomb on Monday": the act, not the word about it
            days.sort(key=lambda d: dates_a_saying(self.context.text, d))
            if self.told_later and (not days or dates_a_saying(self.context.text, days[0])):
                return self.told_later
            if not days and published:
                lasted = [
                    d
                    for d in self.context.dates_in(sentence.char_start, sentence.char_end)
                    if d.kind in ("past_n", "past_one") and d.first and d.last and (d.last - d.first).days <= 2
                ]
                if lasted:  # "killed 200 soldiers in the past 24 hours, the ministry said"
                    return When(lasted[0].first, lasted[0].last, "range", lasted[0].text)
            if not days and published and (night := self._overnight()):
                return night
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
        for mention in self.context.dates_in(0, self.body[0].char_start if self.body else 0):
            recent = mention.first and published and 0 < (published - mention.first).days <= 10
            if recent and mention.first == mention.last:
                return When(mention.first, mention.last, "day", mention.text)  # printed above the text
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
        if _before_the_story(token):
            clause = clause_verb(token)
            left, right = parsed.starts[clause.left_edge.i], parsed.ends[clause.right_edge.i]
            mentions = [m for m in mentions if left <= m.start < right]
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
            if self.told_later and start == self.body[0].char_start and dates_a_saying(context.text, mention):
                return self.told_later
            if cost < 400:
                told = self._from_mention(parsed, token, mention, start)
                verb = clause_verb(token)
                if told.first and mention.end <= at and _has_since(verb):
                    return When(told.first, context.published, "open", f"since {mention.text}")
                return self._shifted(parsed, token, told, start)
        if not inherit or _before_the_story(token) or _some_time_ago(token):
            return When(None, None, None, None)
        if any(d.kind == "earlier_day" and d.first is None for d in context.dates_in(start, end)):
            return When(None, None, None, None)  # "Three years earlier": than what is not told
        perfect = any(c.lower_ in ("has", "have") for c in clause_verb(token).children)
        return self._shifted(parsed, token, self._inherited(start, end, perfect, reach), start)

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
        elif clause_verb(token).i != index - 2 and dates_a_saying(self.context.text, mention):
            cost += 30  # the same, the date hung elsewhere by the parse
        if cost >= 30 and mention.start < at and _THAT_ON.search(self.context.text, parsed.start, mention.start):
            cost = abs(index - token.i) * 1.0  # "said that on Friday 13 people died", whatever the parse hung it on
        own = {a.i for a in ancestors(token)}
        if governor is not None and governor.i == clause_verb(token).i:
            cost -= 6
        above = {a.i for a in ancestors(date_token)}
        if governor is not None and governor.i not in own and (token.i not in above or governor.dep_ == "relcl"):
            cost += 12
            followed = at > mention.end and self.context.text.startswith(" when ", mention.end)
            during = governor.tag_ == "VBG" and any(c.lower_ in ("was", "were") for c in governor.children)
            if governor.dep_ == "relcl" and not followed and not during and not _happening(governor.head, token):
                return 400.0  # "driven from the land it held a year ago", "the junta, which took over in May, says …"
        if governor is not None and governor.i not in own and _told_of_another(governor, token):
            return 400.0
        between = self.context.text[min(at, mention.start) : max(at, mention.start)]
        cost += 10 * between.count(";") + 4 * len(re.findall(r",\s+(?:and|but|while|after|when|who|which)\b", between))
        return cost

    def _shifted(self, parsed: Parsed, token: Token, told: When, start: int) -> When:
        """Return the days of what came before or after the dated act: "after weeks of fighting", "a day after …"."""
        text, at = self.context.text, parsed.starts[token.i]
        left = text[max(start, at - 110) : at]
        if told.first and told.last and (told.last - told.first).days <= 31:
            clause = clause_verb(token)
            if clause.dep_ == "ccomp" and clause.head.lower_ in report_verbs():
                clause = clause.head  # "a day after the army announced that it had retaken the town"
            opener = next((c for c in clause.children if c.dep_ == "mark" and c.lower_ in ("after", "before")), None)
            gap, behind = None, at
            if opener is not None:
                behind = parsed.starts[opener.i]
                until = parsed.ends[opener.i]
                gap = _DAYS_APART.search(text[max(start, until - 60) : until] + " ")
            elif not is_verb(token):
                gap = _DAYS_APART.search(left)  # "one week after the bombing of the market"
            if gap and (told.text is None or told.text not in text[behind : parsed.end]):
                return _apart(told, gap)
        if told.last and (run := self._run_of_days(parsed, token, told.last)) is not None:
            return run
        if token.lower_ in _LENGTHY and told.last and (length := _LASTING.search(left)):
            n = _COUNTS.get((length["n"] or "").lower())
            first = told.last - relativedelta(**{length["u"].lower() + "s": n}) if n else None
            return When(first, told.last, "range" if first else "open", told.text)
        if token.lower_ in _LONG_NOUNS and (gap := _BEFORE_MAIN.search(left)):
            n = _COUNTS.get((gap["n"] or "").lower())
            first = None
            if n is not None and gap["u"] and told.first and told.first == told.last:
                first = told.first - relativedelta(**{gap["u"].rstrip("s") + "s": n})
            return When(first, told.last, "range" if first else "open", told.text)
        return told

    def _run_of_days(self, parsed: Parsed, token: Token, last: dt.date) -> When | None:
        """Return the days of "two days of fighting that left 60 dead", which end on the day that is told."""
        for word in (token, *ancestors(token)):
            at = parsed.starts[word.i]
            run = word.lower_ in _LONG_NOUNS and _RUN.search(self.context.text, max(parsed.start, at - 50), at)
            if run:
                n = _COUNTS.get(run["n"].lower()) or int(run["n"])
                return When(last - dt.timedelta(days=n - 1), last, "range", run.group().strip())
        return None

    def _from_mention(self, parsed: Parsed, token: Token, mention: DateMention, sentence_start: int) -> When:
        at = parsed.starts[token.i]
        before = self.context.text[sentence_start : mention.start]
        first, last, precision = mention.first, mention.last, mention.precision
        since = _SINCE_CLAUSE.search(before)
        if since and any(
            d.end < mention.start for d in self.context.dates_in(sentence_start + since.start(), mention.start)
        ):
            since = None  # it opens with a date of its own: "since last year, killed three on Sunday"
        if (
            precision != "open"
            and first is not None
            and at > mention.end
            and _OPENED.search(before)
            and any(c.lower_ in ("has", "have") for c in clause_verb(token).children)
        ):
            # "since the war began in 2011 and nine million have fled"
            return When(first, self.context.published, "open", f"since {mention.text}")
        if since and mention.lead != "since" and self._in_clause(parsed, token, sentence_start + since.start()):
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
            and re.search(
                r"\b(?:began|begun|started|erupted|broke out|flared(?: up)?|launched)\s+(?:[\w-]+\s+){0,9}$", before
            )
            and re.search(r"^[^.;]{0,12},?\s*(?:has|have)\b", self.context.text[mention.end : mention.end + 30])
        ):
            return When(first, self.context.published, "open", f"since {mention.text}")
        if precision != "open" and first is not None and at < mention.start and _WAR_BEGAN.search(before):
            return When(first, self.context.published, "open", f"since {mention.text}")
        if precision != "open" and first is not None and since and not re.search(r"\buntil\b", before[-12:]):
            return When(first, self.context.published, "open", f"since {mention.text}")
        return When(first, last, None if first is None and last is None else precision, mention.text)

    def _in_clause(self, parsed: Parsed, token: Token, since: int) -> bool:
        """Tell whether the word belongs to the clause that the "since" at the offset opens."""
        return any(
            parsed.starts[above.i] == since
            or any(parsed.starts[c.i] == since and c.dep_ == "mark" for c in above.children)
            for above in ancestors(token)
        )

    def _inherited(self, start: int, end: int, perfect: bool, reach: int) -> When:
        index = next((i for i, s in enumerate(self.body) if s.char_start <= start < s.char_end), None)
        if index is None:
            return When(None, None, None, None)
        text = self.context.text[start:end]
        if re.search(r"\bin the past\b(?! (?:\w+ )?(?:hour|day|week|month|year|decade)s?\b)", text, re.I):
            return When(None, None, None, None)
        if (perfect or _SINCE_WAR.search(text)) and (war := self._since_the_war(index, text)) is not None:
            return war
        if _SINCE_COUP.search(text) and (coup := self._coup()) is not None:
            return coup
        if _SINCE_FIGHT.search(text):
            return When(self._fight_began(start), self.context.published, "open", "since it began")
        if perfect or _SINCE_ADVERB.search(text):
            if (lasting := self._going_on(index, start, end, bool(_SINCE_ADVERB.search(text)))) is not None:
                return lasting
        if re.search(r"\b(?:once|previously|formerly|historically|years? ago|in the past)\b", text):
            return When(None, None, None, None)
        if index < 2 or self.body[index].paragraph == self.body[0].paragraph and index < 4:
            return self.main_date
        if _BACKGROUND.search(text) or (_PLUPERFECT.search(text) and not _reported(text)):
            return When(None, None, None, None)
        told = self.context.in_quotation(start)
        for back in (1, 2, 3):
            if index - back < 0:
                break
            sentence = self.body[index - back]
            if back > 1 and sentence.paragraph != self.body[index].paragraph:
                break
            days = [
                d
                for d in self.context.dates_in(sentence.char_start, sentence.char_end)
                if d.first
                and d.last
                and (d.last - d.first).days <= 40
                and d.precision != "none"
                and not (_POINTS_BACK.search(text) and dates_a_saying(self.context.text, d))
                and (
                    told or not self.context.in_quotation(d.start)
                )  # "we ran out of fuel yesterday" dates its own words
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

    def _coup(self) -> When | None:
        """Return the time since the coup that the article dates: "seized power in March … since the coup"."""
        for sentence in self.body:
            if _COUP.search(self.context.text, sentence.char_start, sentence.char_end):
                for mention in self.context.dates_in(sentence.char_start, sentence.char_end):
                    if mention.first and mention.precision in ("day", "month", "year", "range", "open"):
                        return When(mention.first, self.context.published, "open", f"since {mention.text}")
        return None

    def _fight_began(self, position: int) -> dt.date | None:
        """Return the day on which the fighting began, as the article tells it before the position, or None."""
        for sentence in self.body:
            if sentence.char_start > position:
                break
            for mention in self.context.dates_in(sentence.char_start, sentence.char_end):
                behind = self.context.text[mention.end : mention.end + 60]
                opens = re.match(r",? when\b[^.;]{0,40}\b(?:began|started|launched|opened)\b", behind)
                told = _FIGHT_OPENS.search(self.context.text, sentence.char_start, mention.start)
                if mention.first and (told or opens):
                    return mention.first
        return None

    def _since_the_war(self, index: int, text: str) -> When | None:
        """Return the time since the war began, for "more than 290,000 have been killed since the conflict began"."""
        published = self.context.published
        if length := _YEARS_OF_WAR.search(text):
            if published and self.war_began is None:
                return When(None, published, "open", length.group())  # a known end, and a start in no one year
        if self.war_began is None:
            return None
        told_at, mention = self.war_began
        if _SINCE_WAR.search(text) or length or told_at in (index - 1, index):
            return When(mention.first, published, "open", f"since {mention.text}")
        return None

    def _going_on(self, index: int, start: int, end: int, since_then: bool) -> When | None:
        """Return the open period a perfect goes on with: "They have traded fire since May. … 530 have been killed"."""
        published = self.context.published
        if since_then:
            earlier = [d for d in self.context.dates_in(self.body[max(0, index - 2)].char_start, end) if d.first]
            if earlier:
                return When(earlier[-1].first, published, "open", f"since {earlier[-1].text}")
            return None
        for back in range(1, 4):
            if index - back < 0:
                break
            sentence = self.body[index - back]
            for mention in self.context.dates_in(sentence.char_start, sentence.char_end):
                before = self.context.text[sentence.char_start : mention.start]
                if mention.first and (
                    mention.lead == "since" or _SINCE_CLAUSE.search(before) or _CAMPAIGN_OPENS.search(before)
                ):
                    return When(mention.first, published, "open", f"since {mention.text}")
        return None


def _before_the_story(token: Token) -> bool:
    """Tell whether a clause tells of another time: "had held it until it lost it", "after they first took the town"."""
    if token.dep_ == "pobj" and token.head.lower_ == "than":
        return True  # "a bigger blow than its defeat in Palmyra"
    clause = clause_verb(token)
    marks = {c.lower_ for c in clause.children if c.dep_ in ("mark", "advmod", "prep")}
    if "first" in marks and marks & {"after", "when", "since", "before"}:
        return True
    return "until" in marks and is_verb(clause.head) and any(c.lower_ == "had" for c in clause.head.children)


def _has_since(verb: Token) -> bool:
    words = {c.lower_ for c in verb.children}
    return bool("since" in words and words & {"has", "have"})


def _some_time_ago(token: Token) -> bool:
    """Tell whether a clause says that it is over, but not when.

    "has already lost", "has recently brought in", "previous raids on the town killed dozens".
    """
    verb = clause_verb(token)
    words = {c.lower_ for c in verb.children}
    if "recently" in words or words & {"already", "previously"} and words & {"has", "have", "had"}:
        return True
    first = token
    while first.dep_ == "conj" and not is_verb(first.head):
        first = first.head
    told = {c.lower_ for noun in (token, first, *subjects(verb)) for c in children(noun, "amod")}
    return bool(told & {"previous", "prior"})


def _apart(told: When, gap: re.Match[str]) -> When:
    """Return the days that lie "two weeks after", "six months before" those told; of months and years the month."""
    n = _COUNTS.get(gap["n"].lower()) or int(gap["n"])
    unit = gap["u"].lower().rstrip("s")
    step = relativedelta(**{unit + "s": -n if gap["w"].lower() == "after" else n})
    assert told.first is not None and told.last is not None
    first, last = told.first + step, told.last + step
    if unit in ("month", "year"):
        first = first.replace(day=1)
        last = last + relativedelta(day=31)
    return When(first, last, unit, gap.group().strip())


def _told_of_another(dated: Token, token: Token) -> bool:
    """Tell whether a joined clause with a subject of its own dates only itself.

    "The state has flown in supplies, and the agency began its drops in April", but not "20 were killed and 30 were
    wounded on Monday"; nor does "as was defined in 2016" date the rest.
    """
    if dated.dep_ == "advcl" and any(c.lower_ == "as" and c.i < dated.i for c in dated.children):
        return any(c.dep_ == "auxpass" for c in dated.children)
    if dated.lower_ in report_verbs():
        return False
    lasting = any(c.lower_ in ("has", "have") for c in children(dated.head, "aux"))
    own = any(c.dep_ in ("nsubj", "nsubjpass") for c in dated.children)
    return dated.dep_ == "conj" and lasting and own and dated.tag_ == "VBD" and token.i < dated.left_edge.i


def _happening(antecedent: Token, token: Token) -> bool:
    """Tell whether a relative clause tells of the act itself: its antecedent is the act, or an attack, a battle …"""
    low = antecedent.lower_
    return antecedent.i == token.i or low in _LONG_NOUNS or low.rstrip("s") in _ACTS


def _behind(before: str) -> bool:
    """Tell whether the words before a date open a clause of what came first ("After announcing it on Sunday")."""
    behind = re.search(r"\b(?:after|following)\b(?P<what>[^,;]*)$", before, re.I)
    # "counted 80 bodies after the junta's air strike on Thursday": that is the news
    return behind is not None and not _OF_THE_NEWS.search(behind["what"])


def _reported(text: str) -> bool:
    """Tell whether somebody is told to have said what stands in the past perfect."""
    return bool(re.search(r"\b(?:said|told|wrote|reported|announced|claimed|added|confirmed|says|tells)\b", text))


def _lasting(text: str, mention: DateMention) -> bool:
    """Tell whether "for two years" says that something still goes on (has, have, been …)."""
    around = text[max(0, mention.start - 120) : mention.start] + " " + text[mention.end : mention.end + 60]
    return bool(re.search(r"\b(?:has|have|been|'ve|’ve)\b", around))
