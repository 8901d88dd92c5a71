"""The setting of a claim: when (`when`), where (`where`), and whether it tells one incident, a campaign or a war."""

from __future__ import annotations

import re

from frontledger.claims import TerritoryClaim
from frontledger.extraction.context import Context, sentence_span
from frontledger.extraction.places import PlaceFinder, PlaceMention
from frontledger.extraction.syntax import clause_verb
from frontledger.extraction.when import Calendar, When
from frontledger.extraction.where import Scene
from frontledger.text.parse import Parsed
from frontledger.text.words import Token

_WHOLE_WAR = re.compile(
    r"\b(?:the|a|this) (?:[\w-]+ ){0,2}(?:war|conflict|insurgency|uprising)(?: [\w'’-]+){0,5} (?:has|have) (?:so far "
    r")?(?:killed|claimed|left|displaced|cost|forced|driven)\b[^.]{0,80}\bsince\b|"
    r"\b(?:since|in|during|of|throughout)\b[^.;]{0,50}\b(?:(?:civil |[\w-]+(?:year|month)[\w-]* )?(?:war|conflict|"
    r"uprising|insurgency|revolt|crisis|revolution|invasion|unrest|rebellion))\b"
    r"[^.;]{0,70}\b(?:began|broke out|started|erupted|begin|start|beg[au]n)\b|"
    r"\bsince\b[^.;]{0,20}\b(?:the )?(?:start|outbreak|beginning|onset|eruption) of (?:the|its|"
    r"their)?[^.;]{0,30}(?:war|conflict|uprising|revolt|crisis|fighting|invasion|insurgency)|"
    r"\b(?:war|conflict|uprising)\b[^.;]{0,40}\b(?:that|which) (?:began|started|erupted|broke out)\b[^.;]{0,120}"
    r"\b(?:has|have) (?:so far )?(?:killed|claimed|left|displaced|cost|forced|driven)|"
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
    r"(?:past|last|recent|several|two|three|four|five|six|seven|eight|nine|ten) (?:weeks|months|years)(?! (?:ago|later|"
    r"earlier|before|after))|weeks of|"
    r"months of|over the course of|this year|so far this|"
    r"battle (?:for|of)|siege|in the month|in recent (?:weeks|months)|month-long|week-long|months-long|weeks-long|"
    r"since (?:the (?:start|beginning) of|january|february|march|april|may|june|july|august|september|october|"
    r"november|december|last|mid|early|late|\d{4}))\b",
    re.I,
)


YEARS_OF_WAR = 730  # "since 1997": days that no battle lasts
_ONLY_A_WAR = 100_000  # so many deaths are no toll of a battle
# The lengths and sizes from which annotators of real articles and our own gold took a figure for that of a campaign or
# a war although no word of the sentence says so.
_LONGER_THAN_A_BATTLE = 180  # days
_ONLY_A_WAR_UPROOTS = 1_000_000
_MANY_UPROOTED = 100_000
_NO_SINGLE_DAY = 10_000
# So many in a month, a year, are of more than one act
_NO_SINGLE_ACT = {"month": 90, "season": 90, "year": 90}
_WIDE = frozenset("country region province state governorate oblast".split())
_ONE_ACT = re.compile(
    r"\b(?:massacre|ambush|(?:an?|the|this|that) (?:[\w-]+ ){0,3}(?:attack|air ?strike|strike|raid|bombing|"
    r"blast|explosion|"
    r"shelling|assault|crash|battle|siege))\b",
    re.I,
)
_GROWN = 10  # a toll that small is brought up by those who die of their wounds
_TOLL_GROWS = re.compile(
    r"\b(?:bring(?:s|ing)?|brought|tak(?:es|ing)|took|rais(?:es|ing)|raised)\s(?:its|the|their|his)\s(?:[\w-]+\s){0,3}?"
    r"(?:toll|number|total|count|dead|losses)\b[^.;]{0,40}\bto\b[^.;]{0,60}\b(?:since|so far|in the war|in "
    r"total|this year)\b",
    re.I,
)
_SINCE_IT_BEGAN = re.compile(
    r"\bsince\b(?:(?!\b(?:war|conflict|uprising|insurgency|revolt|crisis|revolution|rebellion|coup|invasion|genocide)\b)"
    r"[^.;]){0,70}\b(?:began|begun|started|launched|flared|erupted|broke out|opened|resumed)\b|"
    r"\bsince the (?:start|beginning|launch|outbreak) of (?:the|its|their) (?:[\w-]+ )?(?:offensive|operation|campaign|"
    r"siege|assault|battle|fighting|clashes|bombardment|month|week)\b",
    re.I,
)
_FEW = 8  # days that are still one happening: "one attack, clash, day or few days"
_FEW_DAYS = re.compile(
    r"\b(?:past|last|previous|recent)\s+(?:few|couple of|two|three|four|five|[2-5])\s+days\b|"
    r"\b(?:past|last|previous)\s+(?:24|36|48|72)\s+hours\b",
    re.I,
)
_UPROOTED = re.compile(
    r"\b(?:displaced|uprooted|homeless|fled|flee|fleeing|left|homes|refugees|need|aid|hungry)\b", re.I
)
_DEATHS = re.compile(r"\b(?:kill\w*|dead|died|deaths|lives|toll)\b", re.I)


class Setting:
    """Dates, places and scope of the claims of one article."""

    def __init__(self, context: Context, places: PlaceFinder) -> None:
        self.context = context
        self.calendar = Calendar(context)
        self.scene = Scene(context, places)
        self.when = self.calendar.when
        self.where = self.scene.where
        self.place_before = self.scene.place_before
        self.last_share: TerritoryClaim | None = None  # the share told last, for "it had put the share at 26 percent"
        self.share_place: tuple[int, PlaceMention] | None = None  # of what the last share was, and where it was told

    def scope(
        self, parsed: Parsed, token: Token, when: When, value: float | None, place: PlaceMention | None = None
    ) -> str:
        """Return incident, campaign or conflict, from the words of the sentence and the length of its dates.

        ``place`` is where the sentence itself sets what it tells, None if it names no place.
        """
        start, end = sentence_span(self.context, parsed.starts[token.i])
        text = self.context.text[start:end]
        days = (when.last - when.first).days if when.first and when.last else None
        if (
            (value is None or value >= 200)
            and not (days is not None and days <= 3 and when.text and when.text in text)
            and _WHOLE_WAR.search(text)
        ):
            return "conflict"
        if value is not None and value >= _ONLY_A_WAR and _DEATHS.search(text):
            return "conflict"
        own = when.text is not None and when.text.removeprefix("since ") in text
        wide = place is None or place.kind in _WIDE
        many = value is not None and value >= _NO_SINGLE_ACT.get(when.precision or "", value + 1)
        if own and wide and many and not _ONE_ACT.search(text):
            return "campaign"  # "1,100 Iraqis died in September"
        if _SINCE_IT_BEGAN.search(text) and not (days is not None and days > _LONGER_THAN_A_BATTLE):
            return "campaign"
        if _TOLL_GROWS.search(text) and (days is None or days <= _LONGER_THAN_A_BATTLE):
            if value is None or value >= _GROWN:
                return "campaign"
        if _FEW_DAYS.search(text):
            return "incident"
        uprooted = (value or 0) if _UPROOTED.search(text) and not _DEATHS.search(text) else 0
        if uprooted >= _ONLY_A_WAR_UPROOTS:
            return "conflict"
        if when.precision == "open" and days is not None and days > _LONGER_THAN_A_BATTLE:
            return "conflict"
        if days is not None and days > 10 and when.precision not in ("month", "year", "season", "range"):
            return "campaign"
        if days is not None and when.precision == "range" and days > _FEW:
            return "campaign"
        if when.precision == "open" and (days is None or days > _FEW):
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
        if when.precision == "day" and when.text is not None and when.text in text:
            return "incident"
        if days is not None and 0 < days <= _FEW and when.text:
            return "incident"
        many = (value or 0) >= (_MANY_UPROOTED if uprooted else _NO_SINGLE_DAY)
        return "campaign" if many or _CAMPAIGN.search(text) else "incident"
