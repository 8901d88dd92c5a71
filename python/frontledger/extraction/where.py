"""Where a word of a sentence is set: the place its clause names, that of its neighbours, or that of the article."""

from __future__ import annotations

import bisect
import re
from collections import defaultdict
from dataclasses import replace

from frontledger.extraction.actors import capitals, country_name
from frontledger.extraction.attribution import report_verbs
from frontledger.extraction.context import Context, body_sentences, sentence_span
from frontledger.extraction.entities import fold
from frontledger.extraction.lexicon import person_noun
from frontledger.extraction.places import PlaceFinder, PlaceMention
from frontledger.extraction.syntax import ancestors, clause_verb, is_verb
from frontledger.text.parse import Parsed
from frontledger.text.words import Token

_THERE = re.compile(
    r"\b(?:there|the area|the (?:town|village|district|camp|neighbou?rhood)|nearby|the site|the scene)\b", re.I
)
_FIGHTING_THERE = re.compile(
    r"\W*(?:[\w-]+\s+){0,3}?(?:[Ff]ighting|[Cc]lashes|[Vv]iolence|[Ss]helling|[Rr]aids|[Ss]trikes) there\b"
)
_BESIDE = re.compile(r"\b(?:north|south|east|west|outside|km|miles|kilomet(?:re|er)s)\s+of\s+$", re.I)
_NEAR_IT = re.compile(
    r"\b(?:outskirts|edges?|suburbs?|countryside|vicinity|north|south|east|west) of\s+(?:the\s+)?$", re.I
)
_ROUTE = re.compile(
    r"\b(?:road|highway|way|route|link|linking|bound|flights?|trip)\s+(?:leading\s+)?(?:to|for|from)\s+(?:the\s+)?$",
    re.I,
)
_TO = re.compile(
    r"(?<!close )(?<!next )(?<!near )(?<!adjacent )(?<!due )\bto\s+(?:the\s+)?"
    r"(?:(?:[\w-]+\s+){0,2}(?:city|town|village)\s+of\s+)?$"
)
_REFUGE = re.compile(
    r"\b(?:fled|flee|fleeing|escaped|escaping|driven|displaced|walked|trekked|travelled|traveled|drove|left|set out|"
    r"bound|headed)\s+"
    r"(?:[\w.]+\s+){0,2}(?:to|towards?|for|into)\s+(?:the\s+)?"
    r"(?:(?:city|town|village|province|capital|state)\s+of\s+)?$"
)
_JOINED = re.compile(r",?\s+(?:and|or)\s+(?:the\s+)?|,\s+")
_AND = re.compile(r"\s+and\s+(?:the\s+)?")
_LATTER = re.compile(r"\b(?:second|latter)\b")
_KINDS = (
    r"local government areas?|lga|local council|districts?|areas?|villages?|towns?|regions?|sub-?divisions?|communes?|"
    r"neighbou?rhoods?|quarters?|camps?|townships?|sub-?district|sub-?county|county|locality|localities|communit(?:y|ies)|"
    r"municipality|ward|upazila|taluka|tehsil|prefecture|territory|department|market"
)
# what stands between a place and what it lies in: "Dumta in the western district of Kela", "Sadr City, a poor suburb
# of Baghdad", "Ans, a region in Dhamar province 90 km south of the capital"
_LIES_IN = re.compile(
    rf"(?:\s+(?i:{_KINDS}))?"
    r"(?:,?\s+(?:in|of|near|outside|within)|,?\s+(?:which is\s+)?(?:located|situated)\s+(?:in|near|between|within|"
    r"about|some)|\s*[,(]|,?\s+(?:(?:about|some|around|just|roughly)\s+)*"
    r"(?:\d[\d.,]*\s*(?:km|kms|kilomet\w+|miles?)\s+)?(?:\([^()]{0,24}\)\s+)?(?:to the\s+)?(?:north|south|east|"
    r"west)[\w-]* of|"
    r",?\s+(?:(?:just|only|about|some)\s+)?(?:an?|the|one of the)\s+(?:[\w’'-]+\s+){1,7}?(?:of|in|near|outside|from|"
    r"for|(?:north|south|east|west)[\w-]* of))"
    r"\s*(?:the\s+)?(?:(?!and\b)[a-zà-ÿ’'-]+,?\s+){0,4}(?:(?:North|South|East|West|Central)(?:ern)?\s+)?"
    r"(?:(?:[A-ZÀ-Þ][\w’'-]+\s+){1,3}(?i:local government area|lga|district|county)\s+(?:of|in)\s+)?"
)
# beside what a place is told to lie, of whatever kind: "Dumta, east of the capital"
_LANDMARK = re.compile(
    rf"(?:\s+(?i:{_KINDS}))?,?\s+(?:near|close to|not far from|"
    r"(?:(?:about|some|around|just|roughly)\s+)*(?:\d[\d.,]*\s*(?:km|kms|kilomet\w+|miles?)\s+)?(?:to the\s+)?"
    r"(?:north|south|east|west)[\w-]* of)\s+(?:the\s+)?(?:[A-ZÀ-Þ][a-z]+\s+(?=capital))?(?:capital,?\s+)?"
    r"(?:(?:town|city|village|border) of\s+)?"
)
_OWNS = re.compile(r"['’]?s\s+(?:[a-z-]+\s+){0,3}")
_AFAR = re.compile(
    r"\b\d[\d.,]*\s*(?:km|kms|kilomet\w+|miles?)\s+(?:\([^()]{0,24}\)\s+)?(?:(?:to the\s+)?(?:north|south|east|"
    r"west)[\w-]*\s+"
    r"(?:of|from)|away from|from|outside)\s+(?:the\s+)?(?:[a-z]+,?\s+){0,3}$|"
    r"\b(?:drive|walk|ride|flight|march|journey)\s+(?:north|south|east|west)?\w*\s*(?:of|from)\s+(?:the\s+)?$",
    re.I,
)
# "The blast happened in Dumta": the place of what the sentence before told
_TOOK_PLACE = re.compile(
    r"\b(?:the|this)\s+(?:\w+\s+)?(?:incident|attack|explosion|blast|bombing|shooting|ambush|raid|clash|clashes|"
    r"killings?|"
    r"strike|massacre|assault|fighting|crash|shelling|violence|abduction|bomb)s?\s+"
    r"(?:(?:which|that)\s+)?(?:(?:was|were|is)\s+)?(?:(?:occurred|happened|took place|came|carried out|staged|"
    r"reported|struck|hit|"
    r"targeted)\s+)?(?:(?:on|late|early|at|about|around)\s+[\w.:]+\s+){0,2}(?:in|near|at|outside)\s+(?:the\s+)?"
    r"(?:[a-z’'-]+\s+){0,4}$",
    re.I,
)
# "The attackers came through the back door of a shop in the city of Oaxaca": goes on with what the lead told
_TELLS_ON = re.compile(
    r"(?:The|This|Both)\s(?:[\w-]+\s){0,3}?(?:attack|explosion|blast|bombing|shooting|ambush|raid|strike|massacre|"
    r"assault|killing|abduction|bomb|clash|attacker|gunman|gunmen|shooter|bomber|assailant|militant|victim|bod(?:y|ie))s?\b"
)
_OFFICE_IN = re.compile(r"\b(?:sources?|officials?|spokes\w+|monitor|correspondents?|office|mission)\s+in\s+$")
_MINISTRY_IN = re.compile(r"\b(?:ministry|ministries|authorities|headquarters|embassy|media)\s+in\s+$")
# "the Bangladesh frontier", "to the Turkish-Syrian border": the line, not the state
_FRONTIER = re.compile(
    r"(?:['’]s)?\s+(?:border|frontier)\b(?!\s+(?:crossing|town|village|city|province|post|area|region))", re.I
)
_BORDER_WITH = re.compile(r"\b(?:border|frontier) with (?:the )?$", re.I)
# "the truce agreed in Washington": where it was made, not where what it covers happens
_MADE_IN = re.compile(
    r"\b(?:agreed|brokered|signed|struck|reached|negotiated|mediated|concluded|held)\s+(?:last \w+ |this \w+ )?(?:in|"
    r"at)\s+"
    r"(?:the\s+)?(?:[\w-]+\s+){0,2}$",
    re.I,
)
# where one who speaks is, or the wounded were taken: "a doctor at the military hospital in Baghdad said"
_SEEN_FROM = re.compile(
    r"\b(?:doctors?|medics?|nurses?|surgeons?|hospitals?|clinics?|sources?|officials?|spokes\w+|correspondents?|office|"
    r"reporters?|activists?|researchers?|analysts?|diplomats?|embassy)\s+(?:[\w’'-]+\s+){0,4}?(?:in|at|from)\s+"
    r"(?:the\s+)?$",
    re.I,
)
_FRONTED = re.compile(r"\W*(?:In|Inside|Outside|Elsewhere in)\s+(?:[\w-]+\s+){0,3}")
_ACROSS = re.compile(r"\b(?:across|throughout|all over)\s+(?:the\s+)?$", re.I)
_IN = re.compile(r"\b(?:in|across|inside|throughout)\s+$", re.I)
_ROAD_NAMED = re.compile(r"\s+(?:road|highway|street|avenue)\b")
_TO_HOSPITAL = re.compile(
    r"\b(?:brought|taken|rushed|transferred|moved|transported|evacuated|flown|sent|ferried|airlifted)\s+to\s+"
    r"(?:[\w-]+\s+){0,3}(?:hospitals?|clinics?)\s+(?:in|near|at|across)\s+(?:[\w’'-]+\s+){0,3}$",
    re.I,
)
# What a city does or suffers as a place.
_OF_A_PLACE = frozenset(
    "fell fall falls fallen falling came come saw see seen witnessed suffered remained remains remain is was are were "
    "has had have lies lay stood stands woke became endured".split()
)
_AT = re.compile(
    r"\b(?:in|at|near|on|outside|of|around|across|inside|from|over|to|into|for|against|towards?|between|and|"
    r"the)\s+(?:the\s+)?(?:[\w-]+\s+){0,3}$|[,(]\s*$",
    re.I,
)
_PART_OF_TOWN = re.compile(r"\s+(?:quarter|neighbou?rhood|suburb)\b")
_ITS_CAMPAIGN = re.compile(
    r"['’]s\s+(?:[\w-]+\s+)?(?:campaign|offensive|operation|war on|assault|invasion|siege|blockade|bombardment|"
    r"intervention)\b"
)
_ITS_STRIKE = re.compile(
    r"(?:['’]?s)?\s+(?:\w+\s+)?(?:(?:air ?)?strikes?|raids?|drones?|missiles?|jets|shelling|bombardment)\b", re.I
)
_ITS_OFFICE = re.compile(
    r"\s+(?:(?:state|provincial)\s+)?(?:government|governor|police|authorities|spokes\w+|council)\b", re.I
)
# where a part of those told were: "31 people were killed, seven of them in Deir al-Balah"
_PART_IN = re.compile(
    r"(?:\bof\s+whom|(?<!to )(?<!by )(?<!with )(?<!for )(?<![\w,.-])[\w,.-]+\s+of\s+(?:them|whom|the (?:dead|wounded|"
    r"victims|injured)))\b(?:(?!, |[;:]|\. | and )[^\n])*$",
    re.I,
)
# "violence between the Hema and Lendu communities": peoples of that name
_PEOPLES = re.compile(r"(?:\s+and\s+[A-ZÀ-Þ][\w’'-]+)?\s+(?:communities|tribes?|clans?|peoples?|ethnic)\b")
_BETWEEN = re.compile(r"\b(?:between|among)\s+(?:the\s+)?(?:[A-ZÀ-Þ][\w’'-]+\s+and\s+)?$")
_BOUND = 2  # words before a number: "at least 40", "about a hundred"
_LEAD = 3  # sentences
_ON_THE_WAY = 25  # of the cost of a place, about as many words: rather a place named outright
_LAST_RESORT = 1000  # of the cost of a place: it counts where the clause names no other
_HARDLY_FARTHER = 20  # of the cost of a place, about as many words
_TOWN_REACH = 200  # characters between a quarter and its town
_PARTS_OF_TOWNS = frozenset("quarter neighbourhood neighborhood suburb".split())
_SPECIFICITY = {"country": 0, "region": 1, "province": 2, "oblast": 2, "state": 2}


def _acts(name: Token) -> bool:
    """Tell whether the name of a capital is the subject of what only a state does."""
    first = name
    while first.dep_ == "conj" and not is_verb(first.head):
        first = first.head
    return first.dep_ == "nsubj" and is_verb(first.head) and first.head.lower_ not in _OF_A_PLACE


def _within(inner: PlaceMention, outer: PlaceMention) -> bool:
    """Tell whether the one place may lie in the other: no less special, and of its country as far as that is known."""
    if _SPECIFICITY.get(inner.kind, 3) < _SPECIFICITY.get(outer.kind, 3) or inner.name == outer.name:
        return False
    return inner.country is None or outer.country is None or inner.country == outer.country


def _of_one_who(place: Token, above: list[Token], token: Token) -> bool:
    """Tell whether the place stands in a clause on a person ("who commands in Niono") that does not hold the word."""
    for word in above:
        if word.i == token.i:
            return False
        if word.dep_ == "relcl" and any(c.lower_ == "who" and c.dep_ == "nsubj" for c in word.children):
            person = word.head
            return (
                person.dep_ == "nsubj"
                and is_verb(person.head)
                and (person.tag_.startswith("NNP") or person.head.lower_ in report_verbs())
                and word.i not in [a.i for a in ancestors(token)]
            )
    return False


def _since(above: list[Token], token: Token, own: list[int]) -> bool:
    """Tell whether the words above a place lead through "since …", a time before what the word tells."""
    for word in above:
        if word.i == token.i or word.i in own:
            return False
        if word.lower_ == "since" and word.dep_ == "prep":
            return True
        if word.dep_ == "advcl" and any(c.lower_ == "since" and c.dep_ == "mark" for c in word.children):
            return True
    return False


def _token_of(parsed: Parsed, mention: PlaceMention) -> Token | None:
    """Return the word that holds the first letter of the name, else the next one; None behind the last."""
    index = bisect.bisect_right(parsed.ends, mention.start)
    return parsed.doc[index] if index < len(parsed.ends) else None


def _holds_where(place: Token | None, token: Token, own: list[int]) -> bool:
    """Tell whether the word stands in a clause on the place: "in Helmand, where a thousand soldiers died"."""
    if place is None:
        return False
    clauses = (c for c in place.children if c.dep_ == "relcl" and (c.i == token.i or c.i in own))
    return any(w.lower_ == "where" for c in clauses for w in c.children)


def _in_later_clause(above: list[Token], token: Token, own: list[int]) -> bool:
    """Tell whether the words above a place lead through a joined clause with a subject of its own, not the word's."""
    for word in above:
        if word.i == token.i or word.i in own:
            return False
        if (
            word.dep_ in ("conj", "advcl")
            and is_verb(word)
            and any(c.dep_ in ("nsubj", "nsubjpass") for c in word.children)
        ):
            return word.dep_ == "conj" or any(c.lower_ in ("while", "as") and c.dep_ == "mark" for c in word.children)
    return False


def _speaks_from(above: list[Token], token: Token, own: list[int]) -> bool:
    """Tell whether the words above a place lead through the one who speaks: "according to", "said, from Dumta"."""
    below = None
    for word in above:
        if word.i == token.i:
            return False
        if word.lower_ == "according":
            return below is None or not is_verb(below)
        if word.lower_ in report_verbs() and is_verb(word) and below is not None:
            return below.dep_ == "advcl" and below.i not in own
        if is_verb(word) and word.dep_ != "advcl":
            return False
        below = word
    return False


def _lead(before: str) -> str:
    """Return the words before a name in lower case, without white space and one "the" at their end."""
    lead = before.rstrip().lower()
    return lead[:-3].rstrip() if lead.endswith("the") and lead[-4:-3].isspace() else lead


_COME_FROM = 16  # words: "a teacher from Nairobi was killed … in Mandera"
_IN_AT = re.compile(r"\s+(?:in|at|near|outside|around)\s+(?:the\s+)?(?:[a-z]+\s+){0,3}", re.I)


class Scene:
    """Places of the claims of one article."""

    def __init__(self, context: Context, places: PlaceFinder) -> None:
        self.context = context
        self.places = places
        self.body = body_sentences(context)
        self.main_place = self._main_place()
        self.refuges: dict[int, bool] = {}  # beginning of a place's name -> whether somebody fled there
        self.told: dict[int, PlaceMention] = {}  # beginning of a sentence -> where it set what it told

    def _main_place(self) -> PlaceMention | None:
        weights: dict[str, float] = defaultdict(float)
        sample: dict[str, PlaceMention] = {}
        first_body = self.body[0].char_start if self.body else 0
        lead_end = self.body[min(2, len(self.body) - 1)].char_end if self.body else 0
        for mention in self.places.mentions:
            if (mention.start < first_body and len(self.body) > 1) or self.places.is_dateline(mention):
                continue  # a dateline tells where the reporter sat
            weight = 3.0 if mention.start < lead_end else 1.0
            if mention.kind == "country":
                weight *= 0.15
            elif mention.kind in ("province", "region"):
                weight *= 0.6
            if mention.place_id is None:
                weight *= 0.5  # a name no gazetteer knows is seldom the story's place
            weights[mention.name] += weight
            sample.setdefault(mention.name, mention)
        home = [n for n in weights if sample[n].country in self.context.likely_countries]
        if home:
            weights = {n: weights[n] for n in home} | {n: w for n, w in weights.items() if sample[n].country is None}
        if not weights:
            return None
        name = max(weights, key=lambda n: (weights[n], -sample[n].start))
        return sample[name]

    def of_a_part(self, mention: PlaceMention, at: int) -> bool:
        """Tell whether a place is told of the part whose words begin at ``at``: "seven of them in Dumta"."""
        part = _PART_IN.search(self.context.text, max(0, mention.start - 90), mention.start)
        return part is not None and len(self.context.text[at : part.start()].split()) <= _BOUND

    def where(self, parsed: Parsed, token: Token, inherit: bool = True, at: int | None = None) -> PlaceMention | None:
        """Return the most specific place the word's clause names, or the place of its neighbours or of the article.

        ``at`` is where the words that tell it begin, if not with the word itself.
        """
        at = parsed.starts[token.i] if at is None else at
        start, end = sentence_span(self.context, parsed.starts[token.i])
        candidates = []
        own = [a.i for a in ancestors(token)]
        for mention in self.places.between(start, end):
            if self.places.is_dateline(mention):
                continue
            cost = self._place_cost(parsed, token, own, mention, at)
            if cost is not None:
                candidates.append((cost, mention))
        candidates = self._innermost(candidates)
        candidates = [(c, m) for c, m in candidates if c < _LAST_RESORT / 2] or candidates
        if candidates:
            candidates.sort(key=lambda pair: (pair[0], pair[1].start))
            frame = candidates[0][1]
            set_there = _holds_where(_token_of(parsed, frame), token, own)
            if not set_there and _FRONTED.fullmatch(self.context.text, start, frame.start):
                # "In Baghdad, a bomber killed nine at a checkpoint in the district of Kadhimiya": the frame, and where
                inner = [(c, m) for c, m in candidates[1:] if _within(m, frame) and m.kind not in _SPECIFICITY]
                candidates = inner or candidates
            cost, best = candidates[0]
            if _ACROSS.search(self.context.text, max(start, best.start - 24), best.start):
                return best  # "have fled across Myanmar, 800,000 of them in Sagaing": the whole of it
            for _, other in candidates[1:]:
                # "Aleppo, in Syria": of two that stand together the more specific
                if (
                    _SPECIFICITY.get(best.kind, 3) < _SPECIFICITY.get(other.kind, 3)
                    and abs(other.start - best.start) < 160
                    and (
                        best.place_id in other.parents
                        or other.end < best.start
                        and re.fullmatch(r",?\s*(?:in|of)?\s*(?:the\s*)?", self.context.text[other.end : best.start])
                    )
                ):
                    best = other
            if best.kind in _SPECIFICITY:
                # "a taxi near At Turbah, killing two, in Taiz province": a name no table has may well lie there
                beside = (
                    m for c, m in candidates if m.place_id is None and c < cost + _HARDLY_FARTHER and _within(m, best)
                )
                best = next(beside, best)
            if best.text.lower().startswith("the ") and best.kind in _SPECIFICITY:
                # "in Surab, Balochistan, and shot two men of a group from the region": in the place named
                named = (m for _, m in candidates if not m.text.lower().startswith("the ") and _within(m, best))
                best = next(named, best)
            if best.kind in ("country", "region", "province"):
                best = self._told_next(end, best) or best
            self.told.setdefault(start, best)
            return best
        if not inherit:
            return None
        if _FIGHTING_THERE.match(self.context.text, start):
            return self.place_before(start)  # "Fighting there left 120 dead": where the sentence before ended
        return self._inherited_place(start)

    def _innermost(self, found: list[tuple[float, PlaceMention]]) -> list[tuple[float, PlaceMention]]:
        """Keep of places that lie in each other ("Jassem in the province of Daraa") the first, with the lower cost."""
        text = self.context.text
        kept: list[tuple[float, PlaceMention]] = []
        end, held = -1, False
        for cost, mention in found:  # in reading order
            gap = text[end : mention.start]
            if kept and not held and _OWNS.fullmatch(gap) and _within(mention, kept[-1][1]):
                kept[-1] = (min(kept[-1][0], cost), mention)  # "central China's Henan Province"
            elif kept and held and _JOINED.fullmatch(gap):
                pass  # "a village between Chibok and Damboa"
            elif kept and not held and _AND.fullmatch(gap) and not _LATTER.search(text, mention.end, mention.end + 160):
                kept[-1] = (min(kept[-1][0], cost), kept[-1][1])  # "Khiam and Jibchit": the first named
            elif kept and (_LANDMARK.fullmatch(gap) or held and _OWNS.fullmatch(gap) and _within(kept[-1][1], mention)):
                kept[-1] = (min(kept[-1][0], cost), kept[-1][1])  # "Eastern Ghouta near Damascus", "in Syria's Idlib"
            elif kept and _LIES_IN.fullmatch(gap) and _within(kept[-1][1], mention):
                inner = kept[-1][1]
                if inner.place_id is None:
                    inner = replace(inner, parents=mention.parents | inner.parents)  # "the Shahba quarter of Aleppo"
                kept[-1] = (min(kept[-1][0], cost), inner)
                held = True
            else:
                kept.append((cost, mention))
                held = False
            end = mention.end
        return kept

    def _told_next(self, end: int, wide: PlaceMention) -> PlaceMention | None:
        """Return the place in ``wide`` that the next sentence gives: "The blast happened in Dumta"."""
        index = bisect.bisect_left(self.body, end, key=lambda s: s.char_start)
        if index == len(self.body) or self.body[index].char_start - end > 3:
            return None
        sentence = self.body[index]
        text = self.context.text
        told_on = _TELLS_ON.match(text, sentence.char_start, sentence.char_end)
        for mention in self.places.between(sentence.char_start, sentence.char_end, generic=False):
            if not _within(mention, wide) or mention.kind in _SPECIFICITY:
                continue
            if _TOOK_PLACE.search(text, sentence.char_start, mention.start):
                return mention
            near = _AT.search(text, max(0, mention.start - 40), mention.start)
            if (
                told_on
                and near
                and not self._elsewhere(mention)
                and not _AFAR.search(text, max(0, mention.start - 80), mention.start)
            ):
                return mention
        return None

    def _of_refuge(self, mention: PlaceMention) -> bool:
        """Tell whether somebody went there for safety: "families have fled toward Herat", "to Niono and Markala"."""
        start = mention.start
        if start not in self.refuges:
            self.refuges[start] = self._fled_to(start)
        return self.refuges[start]

    def _fled_to(self, start: int) -> bool:
        text = self.context.text
        while True:
            if _REFUGE.search(text, max(0, start - 60), start):
                return True
            joined = next(
                (m for m in self.places.mentions if m.end < start and _JOINED.fullmatch(text[m.end : start])), None
            )
            if joined is None:
                return False
            start = joined.start

    def _place_cost(self, parsed: Parsed, token: Token, own: list[int], mention: PlaceMention, at: int) -> float | None:
        """Return how far the place stands from the word, whose way up the parse is ``own``; None if it is not its."""
        text = self.context.text
        after = text[mention.end : mention.end + 40]
        before = text[max(0, mention.start - 30) : mention.start]
        if mention.kind == "country" and re.match(
            r"(?:['’]?s?)?\s+(?:\w+\s+)?(?:army|military|forces|troops|government|president|regime|air force|warplanes|"
            r"state|defen[cs]e|foreign|interior|police|minister|ministry|leader|allies|ally|coalition|intervention|"
            r"envoy|"
            r"soldiers|officials?|embassy)\b",
            after,
        ):
            return None
        if mention.kind == "country" and _ITS_CAMPAIGN.match(after):
            return None  # "Israel's campaign has killed 54,000"
        if mention.kind == "country" and mention.country != self.context.country and _ITS_STRIKE.match(after):
            return None  # "a US air strike"
        # most names stand behind none of the words below: a look at the last one spares their expressions
        lead = _lead(before)
        if lead.endswith(("-", "in")) and re.search(r"\b(?:pro|anti)-$|\bbased in (?:the )?$", before, re.I):
            return None  # "pro-Damascus media", "a monitor based in the UK"
        if re.match(r"-(?:based|backed|led|born|held|controlled|made|run|trained|linked|brokered)", after):
            return None
        if _PEOPLES.match(after) and _BETWEEN.search(before):
            return None
        passed = text[max(0, mention.start - 90) : mention.start].lower()
        place_token = _token_of(parsed, mention)
        if place_token is None:
            return 80.0
        cost = abs(place_token.i - token.i) * 1.0
        above = list(ancestors(place_token))
        path = {a.i for a in above}
        if token.i in path:
            cost -= 14
        elif path.isdisjoint(own[:3]):
            cost += 6
        if lead.endswith("of") and _NEAR_IT.search(before):
            cost += 7
        if " of " in passed and (part := _PART_IN.search(text, max(0, mention.start - 90), mention.start)):
            if len(text[at : part.start()].split()) > _BOUND:
                return None
            cost -= 30
        if mention.kind == "country" and place_token.dep_ in ("compound", "amod", "nmod"):
            if person_noun(place_token.head.text):
                return None  # "killing one US soldier": whose they are
        if _holds_where(place_token, token, own):
            cost -= 30  # "In Helmand, where a thousand soldiers died"
        if place_token.i > token.i and _in_later_clause(above, token, own):
            cost += 12  # "was hit, wounding three, and one was killed by a shell in Shusha"
        if _since(above, token, own):
            cost += _LAST_RESORT  # "17,000 have been killed since the insurgency spilled over from Mali"
        if _speaks_from(above, token, own):
            cost += _LAST_RESORT  # "according to medics at the clinic in Dumta"
        if lead.endswith(("of", "from", "outside")) and _AFAR.search(text, max(0, mention.start - 80), mention.start):
            cost += _LAST_RESORT  # "60 km northeast of Baghdad"
        if _ROAD_NAMED.match(after) and mention.kind in ("city", "town", "village"):
            cost += _ON_THE_WAY  # "along the Kabul road"
        if lead.endswith(("to", "for", "from")) and _ROUTE.search(before):
            return None  # "on the road to Sévaré"
        if mention.kind == "country" and _FRONTIER.match(after) or _BORDER_WITH.search(before):
            return None
        if _of_one_who(place_token, above, token):
            return None  # "the colonel, who commands in Niono, put the losses at sixty"
        first = place_token
        while first.dep_ == "conj" and not is_verb(first.head):
            first = first.head
        if mention.kind == "country" and first.dep_ in ("nsubj", "nsubjpass", "dobj"):
            return None  # "prompted Turkey to send an envoy": a state that acts, no place
        if mention.kind == "country" and first.dep_ == "pobj" and first.head.dep_ == "agent":
            return None  # "a truce brokered by Russia"
        if place_token.dep_ == "pobj" and place_token.head.lower_ == "from" and person_noun(place_token.head.head.text):
            if mention.kind == "country":
                return None  # "a peacekeeper from Nepal": where they come from
            cost += _COME_FROM
        if fold(mention.text) in capitals() and _acts(place_token):
            return None  # "since Moscow and Ankara agreed": two states, no places
        if "to" in before and _TO.search(before) and clause_verb(place_token).i not in own and token.i != place_token.i:
            return None  # "some were taken to …", told of others
        if self._of_refuge(mention):
            return None
        if ("hospital" in passed or "clinic" in passed) and _TO_HOSPITAL.search(
            text, max(0, mention.start - 90), mention.start
        ):
            return None  # "were taken to a clinic in Turkey's Kilis province": told where they went
        if lead.endswith(("in", "at")) and path.isdisjoint(own[:3]) and token.i not in path and _MADE_IN.search(before):
            cost += 20
        if lead.endswith("in") and _MINISTRY_IN.search(before):
            cost += _LAST_RESORT  # "killed in Lebanon, according to the health ministry in Beirut"
        if lead.endswith("in") and _OFFICE_IN.search(before) and fold(mention.text) in capitals():
            return None  # "an official in Baghdad confirmed"
        if lead.endswith("from") and re.search(
            r"\b(?:fired|launched|lobbed|coming|came)\s+from\s+(?:the\s+)?$", before, re.I
        ):
            cost += 14
        governor = next((a for a in above if is_verb(a) and a.i != place_token.i), None)
        verbs = report_verbs()
        if governor is not None and governor.lower_ in verbs and governor.i != token.i and token.i not in path:
            near = next((a for a in above if a.dep_ in ("nsubj",)), None)
            if near is not None and any(m.name != mention.name and m.kind != "country" for m in self.places.mentions):
                return None
            cost += 40 if near is not None else 18  # "a source in Damascus said", "told reporters in Geneva"
        if place_token.dep_ in ("nsubj", "nsubjpass") and mention.kind == "country":
            cost += 15
        if not _AT.search(before):
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
            text = self.context.text
            named = [m for m in named if not _ITS_OFFICE.match(text, m.end) and not self._elsewhere(m)]
            named = [m for m in named if not _ROAD_NAMED.match(text, m.end)]
            of_a_town = bool(named) and (named[0].kind in _PARTS_OF_TOWNS or _PART_OF_TOWN.match(text, named[0].end))
            if of_a_town and self.main_place is not None and self.main_place.kind in ("city", "town"):
                return self.main_place  # "in the Rawda quarter … Seventeen people were wounded": in its town
            if not named and back == 1 and sentence.paragraph == self.body[index].paragraph:
                told_of = [
                    m
                    for m in self.places.between(sentence.char_start, sentence.char_end, generic=False)
                    if m.kind == "country" and _IN.search(text, max(0, m.start - 16), m.start)
                ]
                if told_of and self.main_place is not None and told_of[-1].country != self.main_place.country:
                    return told_of[-1]  # "3,000 have been killed in Lebanon. Another 1,200 …", in a story of Gaza
            if (own := self.told.get(sentence.char_start)) is not None and any(m.name == own.name for m in named):
                return own  # where that sentence set what it told
            if named:
                return next((m for m in named if not _BESIDE.search(text, max(0, m.start - 16), m.start)), named[0])
        return self._story_place()

    def _story_place(self) -> PlaceMention | None:
        """Return where the article's first sentences set what they tell, else its main place or its country."""
        told = (self.told.get(s.char_start) for s in self.body[:_LEAD])
        lead = next((m for m in told if m is not None and m.kind != "country"), None)
        return lead or self.main_place or self.country_place()

    def _elsewhere(self, mention: PlaceMention) -> bool:
        """Tell whether the place is only where somebody speaks, treats the wounded or made an agreement."""
        before = self.context.text[max(0, mention.start - 90) : mention.start]
        return bool(_SEEN_FROM.search(before) or _MADE_IN.search(before))

    def place_before(self, position: int) -> PlaceMention | None:
        """Return the town or province named last before the position, close by, else the article's main place."""
        earlier = [
            m
            for m in self.places.mentions
            if m.end <= position and m.kind != "country" and position - m.end < 500 and not self.places.is_dateline(m)
        ]
        return earlier[-1] if earlier else self.main_place

    def town_of(self, place: PlaceMention) -> PlaceMention:
        """Return the town of a quarter, which is what is taken when a part of it is; any other place as it is."""
        if place.kind not in _PARTS_OF_TOWNS:
            return place
        towns = [m for m in self.places.mentions if m.kind in ("city", "town") and not self.places.is_dateline(m)]
        own = next((m for m in towns if m.place_id in place.parents), None)
        near = [m for m in towns if abs(m.start - place.start) < _TOWN_REACH]
        nearest = min(near, key=lambda m: abs(m.start - place.start), default=None)
        return own or nearest or place

    def right_behind(self, position: int) -> PlaceMention | None:
        """Return the place that follows at once: "nine soldiers were killed in Gao and four" | "in Kidal"."""
        behind = self.places.between(position, position + 60, generic=False)[:1]
        text = self.context.text
        return next((m for m in behind if _IN_AT.fullmatch(text[position : m.start])), None)

    def country_place(self) -> PlaceMention | None:
        """Return the country the article is about, as a place."""
        country = self.context.country
        if country is None:
            return None
        named = next((m for m in self.places.mentions if m.kind == "country" and m.country == country), None)
        if named is not None:
            return named
        own = country_name(country) or country
        regions = [
            m
            for m in self.places.mentions
            if m.kind == "region" and m.country == country and m.place_id and own not in m.name
        ]
        if regions:  # a story of the Gaza Strip that names no state
            names = [m.name for m in regions]
            return max(regions, key=lambda m: (names.count(m.name), -m.start))
        name = country_name(country)
        return PlaceMention(0, 0, "the country", name, f"country:{country}", "country", country) if name else None
