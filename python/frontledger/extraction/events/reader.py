"""The walk through a sentence: each trigger is offered to its frame, longest phrase first."""

from __future__ import annotations

import re
from dataclasses import replace

from frontledger.extraction.actors import (
    CIVILIANS,
    UNKNOWN_GROUP,
    ActorResolver,
    helpers,
    may_stand_for_party,
)
from frontledger.extraction.attribution import Attribution, report_verbs
from frontledger.extraction.context import Context
from frontledger.extraction.events.civil import CivilFrames
from frontledger.extraction.events.clause import WHOLES
from frontledger.extraction.events.control import ControlFrames
from frontledger.extraction.events.mention import EventMention, Trigger, event_triggers, event_words
from frontledger.extraction.events.nouns import NounFrames
from frontledger.extraction.events.violence import ViolenceFrames
from frontledger.extraction.events.words import (
    FORCES,
    POINTING,
    REINFORCEMENT,
)
from frontledger.extraction.lexicon import person_noun
from frontledger.extraction.places import PlaceFinder
from frontledger.extraction.setting import Setting
from frontledger.extraction.syntax import children, is_passive, is_verb, subjects, unreal_reason
from frontledger.text.parse import Parsed
from frontledger.text.words import Token

_FROM_AFAR = frozenset(("air_strike", "shelling", "bombing", "suicide_bombing"))
_AT_EACH = frozenset(("territory_captured", "air_strike", "shelling", "siege_imposed"))
_OF_TWO_SIDES = frozenset(
    "armed_clash offensive_launched territory_captured advance withdrawal siege_imposed siege_broken talks".split()
)
_TAKING_PART = frozenset("nsubj nsubjpass dobj pobj conj appos".split())
_BACKING = frozenset(
    "backed supported helped aided assisted accompanied support help backing aid assistance cover side led joined "
    "brokered mediated sponsored".split()
)
_MEETING = frozenset(
    "clashed clash clashes clashing fighting fought fight battle battles battled battling talks talk negotiations met "
    "meeting exchanged exchange fire gunfire firefight skirmish skirmishes war agreed deal agreement truce".split()
)
# between two places that both were meant: "and the nearby village of", but not ", the biggest city of"
_AND = re.compile(
    r"(?:\s+(?:areas?|districts?|villages?|towns?|neighbou?rhoods?))?"
    r"(?:,\s+(?:the\s+(?:towns?|villages?|city|district) of\s+)?|"
    r"(?:,? and|,? as well as)\s+(?:the\s+)?"
    r"(?:(?:[a-z]+\s+){0,2}(?:towns?|villages?|city|vicinity|district) of\s+)?)"
)
_EPITHET = frozenset(
    (
        "besieged",
        "encircled",
        "captured",
        "destroyed",
        "occupied",
        "liberated",
        "damaged",
        "ruined",
        "displaced",
        "detained",
        "kidnapped",
        "abducted",
        "arrested",
        "burned",
    )
)
_FOR_LIFE = re.compile(r"\s+for\s+(?:his|her|their|its|my|our)\s+(?:own\s+)?(?:life|lives|survival)\b", re.I)

_SHELLED = frozenset("peas beans nuts groundnuts peanuts walnuts almonds corn maize eggs shrimp shrimps prawns".split())


class EventReader(ControlFrames, ViolenceFrames, CivilFrames, NounFrames):
    """Reads the event mentions of one sentence."""

    def read(self) -> list[EventMention]:
        table, first_words, doc, lowers = event_triggers(), event_words(), self.doc, self.parsed.lowers
        i = 0
        while i < len(lowers):
            if lowers[i] not in first_words or self.parsed.marks[i] is not None:
                i += 1
                continue
            step = 1
            for length in (5, 4, 3, 2, 1):
                words = tuple(lowers[i : i + length])
                if len(words) == length and words in table:
                    matches = (self.match(doc[i], doc[i + length - 1], trigger) for trigger in table[words])
                    if mention := next((m for m in matches if m), None):
                        self.found.append(mention)
                        self._elsewhere_too(mention)
                    step = max(step, length)
                    if mention or not is_verb(doc[i]):
                        break  # a verb whose phrase told nothing may still tell it alone ("bring in" troops)
            i += step
        self._claims_of_responsibility()
        self._name_sides()
        return self.found

    def _name_sides(self) -> None:
        """Note for what has two sides, and lacks one, which parties the sentence names besides."""
        wanted = [m for m in self.found if m.type in _OF_TWO_SIDES and not (m.actor1 and m.actor2) and not m.unreal]
        if wanted:
            named = self._parties()
            for mention in wanted:
                mention.beside = tuple(party for party in named if party not in (mention.actor1, mention.actor2))

    def _parties(self) -> list[str]:
        """Return the parties that the sentence names, each once, without those who only report or help."""
        named: dict[str, None] = {}
        names = self.context.names_in(self.parsed.start, self.parsed.end)
        names = [n for n in names if n.kind in ("actor", "demonym", "context", "place")]
        for token in self.doc:
            if token.dep_ not in _TAKING_PART or token.tag_ not in ("NN", "NNS", "NNP", "NNPS"):
                continue
            first = token.children[0].i if token.children and token.children[0].i < token.i else token.i
            left, right = self.parsed.starts[first], self.parsed.ends[token.i]
            named_here = any(n.start < right and left < n.end for n in names)
            if not named_here and not may_stand_for_party(token.lower_):
                continue  # most nouns are nobody
            if token.dep_ == "nsubj" and token.head.lower_ in report_verbs() or self._stands_by(token):
                continue
            against = token.dep_ == "pobj" and token.head.lower_ in ("with", "against", "between", "by", "from")
            if self.parsed.kind_at(token.i) == "place" and not token.dep_.startswith("nsubj") and not against:
                continue  # "large parts of Iraq": where, not who
            party = self.actor_of(token)
            if party and party not in (CIVILIANS, UNKNOWN_GROUP) and party not in helpers():
                named[party] = None
        return list(named)

    def _claims_of_responsibility(self) -> None:
        """Note who "claimed the attack", "said it was behind the bomb": its party, told after the act."""
        for behind in (t for t in self.doc if t.lower_ == "behind" and t.head.lower_ in ("was", "were", "is", "been")):
            party = self.actor_of(next(iter(subjects(behind.head)), None))
            acts = {g.i for g in children(behind, "pobj")}
            if party and party not in (CIVILIANS, UNKNOWN_GROUP) and not unreal_reason(behind.head):
                for mention in (m for m in self.found if m.trigger in acts and m.actor1 is None):
                    mention.actor1 = party  # "said it was behind the bomb that hit a minibus"
        for verb in (t for t in self.doc if t.lower_ in ("claimed", "claims", "claiming") and is_verb(t)):
            objects = {o.lower_ for o in children(verb, "dobj")}
            if not objects & (POINTING | {"responsibility"}) or unreal_reason(verb):
                continue
            party = self.actor_of(next(iter(subjects(verb)), None))
            if party and party not in (CIVILIANS, UNKNOWN_GROUP):
                at = self.parsed.starts[verb.i]
                mention = EventMention("claimed", at, self.parsed.ends[verb.i], verb.i, "claimed", party)
                mention.claimed = True
                self.found.append(mention)

    @staticmethod
    def _stands_by(token: Token) -> bool:
        """Tell whether a party only helps one of the sides: "backed by Russian soldiers", "with the support of"."""
        if token.dep_ == "conj":
            return not (token.head.dep_ == "pobj" and token.head.head.lower_ in ("between", "among"))
        over = token.head
        if token.dep_ != "pobj":
            return False
        if over.lower_ == "by":
            return over.head.lower_ in _BACKING
        if over.lower_ == "of":
            return over.head.lower_ in _BACKING
        return over.lower_ in ("alongside", "with") and over.head.lower_ not in _MEETING

    def match(self, first: Token, last: Token, trigger: Trigger) -> EventMention | None:
        if trigger.event_type == "armed_clash" and _FOR_LIFE.match(self.context.text, self.parsed.ends[last.i]):
            return None  # "fighting for his life"
        if trigger.event_type == "shelling" and any(o.lower_ in _SHELLED for o in children(last, "dobj")):
            return None  # "shelling groundnuts into a bowl"
        if trigger.pos == "verb":
            if not is_verb(first):
                return None
            return self.match_verb(first, last, trigger)
        if trigger.pos == "noun":
            if is_verb(last) and (last.tag_ != "VBG" or children(last, "aux")):
                return None  # "is fighting" is a verb
            if trigger.term == "fighting" and children(last, "dobj"):
                return None  # "fighting poverty", "fighting the rebels": so is this
            return self.match_noun(first, last, trigger)
        if trigger.term == "found dead":
            dead = next(iter(subjects(first)), None)
            if dead is not None and (person_noun(dead.text) or ("",))[0] == "combatant":
                return None  # bodies after a fight
        if not is_verb(first):
            # "the WFP air-dropped sorghum", the verb taken for an adjective: who did it stands before it
            at = self.parsed.starts[first.i]
            beside = [n for n in self.context.names_in(max(self.parsed.start, at - 60), at) if n.end >= at - 1]
            owner = self.actors.in_span(beside[0].start, at) if beside else None
            return self.make(first, last, trigger.event_type, trigger, owner[0] if owner else None, None)
        parties = self.verb_parties(first)
        if trigger.event_type == "bombing":
            parties = None, parties[0]  # "peacekeepers ran over a mine": whom it hit
        return self.make(first, last, trigger.event_type, trigger, *parties)

    def match_verb(self, verb: Token, last: Token, trigger: Trigger) -> EventMention | None:
        frame, event_type = trigger.frame, trigger.event_type
        if verb.dep_ == "amod" and verb.tag_ in ("VBN", "VBG") and (verb.lower_ in _EPITHET or verb.tag_ == "VBN"):
            return None
        # the noun of "set fire", "took hostage" is part of the verb
        if verb.dep_ == "acl" and is_passive(verb) and not self._agent(verb) and self._is_counted_toll(verb.head):
            return None  # "the count of those killed", "the number hit by gunfire": a figure, no act
        objects = [o for o in self.objects(verb, last) if not verb.i < o.i <= last.i]
        subject = next(iter(subjects(verb)), None)
        passive = is_passive(verb)
        target = subject if passive else (objects[0] if objects else None)
        if target is not None and target.lower_ in WHOLES:
            target = self.whole_of(target) or target
        handler = getattr(self, f"verb_{frame}", None)
        if handler is not None:
            result = handler(verb, last, trigger, objects, subject, passive, target)
            if result is None:
                return None
            event_type, actor1, actor2, place = result
            if event_type in _FROM_AFAR and actor2 is None:
                actor2 = self._victims_of(verb) or self._homes_hit(verb, target)
            mention = self.make(verb, last, event_type, trigger, actor1, actor2)
            if place is not None:
                mention.place, mention.own_place = place, True
            if event_type == "territory_captured" and mention.place is not None:
                mention.place = self.setting.scene.town_of(mention.place)
            if self.lone_toll:
                mention.weak, mention.lone, self.lone_toll = True, True, False
            return mention
        if event_type == "armed_clash" and verb.dep_ == "acl" and verb.tag_ == "VBG":
            mention = self.make(verb, last, event_type, trigger, *self.verb_parties(verb))
            mention.weak = True  # "rebels fighting against Daesh": who they are, not what happened
            return mention
        actor1, actor2 = self.verb_parties(verb)
        if event_type == "deployment" and actor1 is None and actor2 is None:
            sent = target is not None and REINFORCEMENT.search(self.phrase(target))
            if not sent:
                return None  # "dispatched his critics"
        if event_type == "deployment" and target is not None and self.is_aid(target):
            event_type, actor2 = "aid_delivery", None  # "dispatched 18 trucks of wheat"
        elif event_type == "deployment":
            actor1, actor2 = actor1 or actor2, None  # "peacekeepers were deployed"
        if trigger.term == "fight" and any(p.lower_ in ("along", "alongside") for p in verb.children):
            return None
        if (
            event_type == "advance"
            and actor1 is None
            and not (subject is not None and FORCES.search(self.phrase(subject)))
        ):
            return None  # "comments that advance the story"
        if trigger.term == "fight" and actor1 is None and actor2 is None and subject is not None:
            if self._is_named_person(subject):
                return None  # "when Ali fought Foreman"
        if trigger.term == "fight" and actor2 is None and objects and not FORCES.search(self.phrase(objects[0])):
            if not person_noun(objects[0].text):
                return None  # "fighting poverty"
        if trigger.term == "fight" and self._strives(verb):
            return None
        if trigger.term == "engage" and not (actor2 or FORCES.search(" ".join(self.phrase(o) for o in objects))):
            return None
        if event_type == "assassination" and actor2 is None and target is not None:
            actor2 = self._person_name(target) if self._is_named_person(target) else self._name_within(target)
        if event_type in _FROM_AFAR and actor2 is None:
            actor2 = self._victims_of(verb)
        return self.make(verb, last, event_type, trigger, actor1, actor2)

    @staticmethod
    def _is_counted_toll(noun: Token) -> bool:
        """Tell whether a noun is "the number", "the toll", or "those", "people" under it."""
        whole = noun.head.head if noun.dep_ == "pobj" and noun.head.lower_ == "of" else noun
        return any(t.lower_ in ("number", "count", "toll", "tally", "total", "figure") for t in (noun, whole))

    def _elsewhere_too(self, mention: EventMention) -> None:
        """Add an occurrence for each further place of a list: "captured Kunduz, Sar-e-Pul and Taloqan"."""
        if mention.type not in _AT_EACH or mention.place is None or not mention.rule_id.startswith("verb"):
            return
        last = mention.place
        for place in self.places.between(last.end, self.parsed.end):
            if place.kind == "country" != last.kind or not _AND.fullmatch(self.context.text, last.end, place.start):
                break
            self.found.append(replace(mention, place=place))
            last = place

    @staticmethod
    def _strives(verb: Token) -> bool:
        """Tell whether a "fight" is none: "are fighting to avoid it", "is fighting for his life"."""
        against = {c.lower_ for c in children(verb, "prep")} & {"against", "with"}
        lives = any(g.lower_ in ("life", "lives") for c in children(verb, "prep") for g in children(c, "pobj"))
        aims = any(c.tag_ == "VB" for c in children(verb, "xcomp", "advcl"))
        return lives or aims and not against and not children(verb, "dobj")


def find_events(
    parsed: Parsed,
    context: Context,
    actors: ActorResolver,
    attribution: Attribution,
    places: PlaceFinder,
    setting: Setting,
) -> list[EventMention]:
    """Return the event mentions of one parsed sentence, those not asserted with their reason."""
    reader = EventReader(parsed, context, actors, attribution, places, setting)
    return reader.read()
