"""What happened: occurrences asserted in a sentence, each with its type, parties, place, days and speaker.

Trigger words and the frames they need stand in event_triggers.csv. A frame says what must be around the word
for it to tell an event: "take" captures a place, "break" a siege, "deliver" aid. Mentions of one occurrence are
merged by `event_merge`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache

from spacy.tokens import Token

from frontledger.extraction.actors import (
    CIVILIANS,
    UNKNOWN_GROUP,
    ActorResolver,
    is_civilian_target,
    phrase_bounds,
    state_actor,
)
from frontledger.extraction.attribution import Attribution, Speaker
from frontledger.extraction.context import Context
from frontledger.extraction.lexicon import inflections, person_noun
from frontledger.extraction.places import PlaceFinder, PlaceMention
from frontledger.extraction.setting import Setting
from frontledger.extraction.syntax import asked, children, is_passive, is_verb, subjects, unreal_reason
from frontledger.extraction.when import When
from frontledger.reference import read_table
from frontledger.text.parse import Parsed

_IRREGULAR_VERBS = {
    "fight": "fought",
    "strike": "struck",
    "hit": "hit",
    "shoot": "shot",
    "begin": "began begun",
    "take": "took taken taking",
    "retake": "retook retaken",
    "overrun": "overran overrunning",
    "win": "won winning",
    "fall": "fell fallen",
    "lose": "lost",
    "drive": "drove driven",
    "break": "broke broken",
    "withdraw": "withdrew withdrawn",
    "flee": "fled",
    "leave": "left",
    "cut": "cut cutting",
    "lay": "laid",
    "rise": "rose",
    "set": "set setting",
    "burn": "burnt",
    "steal": "stole stolen",
    "send": "sent",
    "bring": "brought",
    "fly": "flew flown",
    "hold": "held",
    "meet": "met",
    "hang": "hanged",
    "blow": "blew blown",
    "slay": "slew slain",
    "beat": "beaten",
    "stab": "stabbed stabbing",
    "bomb": "bombed",
    "drop": "dropped dropping",
    "get": "got",
    "gun": "gunned gunning",
    "mob": "mobbed",
    "kidnap": "kidnapped kidnapping",
    "rob": "robbed robbing",
    "airdrop": "airdropped airdropping",
    "air-drop": "air-dropped air-dropping",
    "put": "put",
    "make": "made",
    "come": "came",
    "go": "went gone",
    "push": "pushed",
    "gut": "gutted",
    "evict": "evicted",
    "reach": "reached",
    "ship": "shipped",
    "deny": "denied",
    "repel": "repelled repelling",
    "lob": "lobbed lobbing",
    "unleash": "unleashed",
    "throw": "threw thrown",
    "slam": "slammed slamming",
    "commit": "committed",
    "stop": "stopped stopping",
    "chase": "chased",
    "carry": "carried",
    "bus": "bussed",
    "rally": "rallied",
    "march": "marched",
    "occupy": "occupied",
}
_AIR = re.compile(
    r"\b(?:warplanes?|war planes?|jets?|aircraft|planes?|helicopters?|gunships?|drones?|air force|airstrikes?|air "
    r"strikes?|barrel bombs?|from the air|aviation|fighter-bombers?|uavs?|bombers? jets?)\b",
    re.I,
)
_PROJECTILE = re.compile(
    r"\b(?:rockets?|missiles?|mortars?|mortar (?:shells?|rounds?|bombs?)|shells?|artillery|salvos?|howitzers?|grads?|"
    r"projectiles?|cannons?|rounds?|katyushas?|tanks?|ballistic)\b",
    re.I,
)
_EXPLOSIVE = re.compile(
    r"\b(?:bombs?|explosives?|devices?|ied|ieds|mines?|landmines?|grenades?|blasts?|explosions?|booby[- ]traps?|"
    r"ordnance|dynamite|charges?)\b",
    re.I,
)
_OFFENSIVE = frozenset(
    "offensive offensives operation operations assault campaign push counteroffensive counter-offensive invasion "
    "incursion onslaught attack attacks raid raids war crackdown intervention drive battle".split()
)
_BEGINNING = frozenset(
    "offensive counteroffensive counter-offensive operation operations assault invasion battle".split()
)
_PLACE_NOUNS = frozenset(
    "town towns city cities village villages district districts neighborhood neighborhoods neighbourhood "
    "neighbourhoods area areas territory territories base bases airport airbase airfield hill hills hilltop hilltops "
    "checkpoint checkpoints crossing crossings position positions ground province capital stronghold strongholds camp "
    "camps barracks outpost outposts headquarters bridge road highway suburb suburbs enclave center centre "
    "control quarter quarters complex facility plant refinery dam field fields palace compound region land station "
    "island settlement settlements post posts swathes parts swaths chunks citadel half border villages building "
    "buildings front bank outskirts edge gates entrance crossroads ridge ridges heights pass junction oilfield "
    "oilfields site sites perimeter hospital university".split()
)
_FORCES = re.compile(
    r"\b(?:forces?|troops|soldiers|army|armies|fighters?|rebels?|militants?|militia(?:men|s)?|insurgents?|jihadists?|"
    r"units?|brigade|battalion|convoys?|tanks|police|guards?|peacekeepers|warplanes|"
    r"separatists|extremists|gunmen|commandos|marines|alliance|coalition|group|regime|government|vehicles|militias|"
    r"terrorists|military|paramilitar(?:y|ies)|it|they|we|who|which|offensive)\b",
    re.I,
)
_GROUND = re.compile(r"\b(?:forces?|troops|soldiers|army|fighters?|units?|brigade|police|guards?|tanks)\b", re.I)
_PERSON = re.compile(r"\b[A-Z][\w’'-]+(?: (?:[A-Z][\w’'-]+|al-[A-Z][\w’'-]+|bin|abu)){1,3}\b")
_AID = re.compile(
    r"\b(?:aid|food|foodstuffs|supplies|medicines?|medical|relief|humanitarian|assistance|convoys?|trucks?|lorries|"
    r"wheat|flour|fuel|water|electricity|blankets|tents|rations|vaccines?|deliver(?:y|ies)|goods)\b",
    re.I,
)
_AID_STRICT = re.compile(
    r"\b(?:aid|food|foodstuffs|medicines?|medical supplies|relief|humanitarian|supplies|assistance|water|wheat|flour|"
    r"rations|vaccines?)\b",
    re.I,
)
_MINES = re.compile(r"\b(?:mines?|landmines?|explosives?|ieds?|bombs?|booby[- ]traps?|ordnance|devices?)\b", re.I)
_TRUCE = re.compile(r"\b(?:cease-?fires?|cease fire|truces?|cessation of hostilities|armistice|pause)\b", re.I)
_DEAL = re.compile(
    r"\b(?:deals?|accords?|agreements?|pacts?|truces?|cease-?fires?|settlements?|memorandum|roadmap|protocol|treaty|"
    r"swap)\b",
    re.I,
)
_PROPERTY = re.compile(
    r"\b(?:houses?|homes?|buildings?|shops?|markets?|churches|church|mosques?|shrines?|temples?|monuments?|"
    r"monasteries|monastery|tombs?|statues?|artefacts?|artifacts?|heritage|antiquities|ruins|museum|schools?|"
    r"hospitals?|clinics?|"
    r"bridges?|infrastructure|power (?:plants?|stations?|lines?)|pipelines?|property|properties|crops?|farms?|fields?|"
    r"huts?|villages?|apartments?|towers?|library|libraries|cemetery|graves|granar(?:y|ies)|neighbou?rhoods?|"
    r"warehouses?|"
    r"cars?|trucks?|vehicles?|offices?|stores|theat(?:er|re)|tetrapylon|dams?|wells|facade|city|town|cities|towns|"
    r"facilities|facility)\b",
    re.I,
)
_MILITARY_TARGET = re.compile(
    r"\b(?:tanks?|armou?red|positions?|targets?|weapons?|depots?|bunkers?|headquarters|military|ammunition|launchers?|"
    r"pickups?|drones?|missiles?|tunnels?|command|vehicles? belonging|hideouts?|bases?|bombs?)\b",
    re.I,
)
_REINFORCEMENT = re.compile(
    r"\b(?:troops|reinforcements?|forces|soldiers|weapons|tanks|fighters|equipment|advis[eo]rs|police|warships?|"
    r"warplanes|ammunition|units|jets|helicopters|personnel|brigades?|battalions?|peacekeepers|militiamen|commandos|"
    r"arms|aircraft carrier|missiles|armou?r)\b",
    re.I,
)
_TRUCE_EFFECT = re.compile(
    r"\b(?:went into (?:effect|force)|took (?:effect|hold)|came into (?:effect|force)|entered into force|takes? "
    r"(?:effect|hold)|began|started|declared|announced|observed?|respected|brokered|broker|in (?:place|effect|force)|"
    r"held|holding|agreed|reached|since the|extended|fraying|collapsed|ended|expired)\b",
    re.I,
)
_TALKS_REAL = re.compile(
    r"\b(?:held|holding|hold|began|begun|opened|opening|resumed|underway|under way|ongoing|round|ended|concluded|"
    r"collapsed|failed|stalled|continued|met|took place|taking place|after|during|following|attend\w*|backdrop|hosted|"
    r"launched|started|sponsored|mediated|brokered|amid|latest)\b",
    re.I,
)
_NOUN_UNREAL = re.compile(
    r"\b(?:possible|potential|planned|feared|future|expected|imminent|upcoming|threat(?:s|ened)? of|threaten\w*|"
    r"fears? of|risk of|prevent|avoid|avert|deter|call(?:s|ed|ing)? for|urg\w+|demand\w*|propos\w+|plan(?:s|ned|"
    r"ning)? (?:for|to|an?)|"
    r"prepar\w+ (?:for|to)|looming|any|no|without|against any|would-be|alleged plans?|hope(?:s|d)? (?:for|of)|"
    r"warn(?:s|ed|ing)? (?:of|against|about)|ready for|possibility of|rul(?:e|ed|ing) out|anti-|condemn(?:s|ed|ing)? "
    r"(?:all|any)|next|"
    r"fight against|war on|accused? of planning|intended for|ahead of (?:a|an|the)|never)\s+(?:(?:a|an|the|such|"
    r"further|more|new|another|his|its|their|other|major|large|full|military|ground|terrorist|all|of)\s+){0,4}$",
    re.I,
)
_NO_KILLERS = frozenset(
    "exchange violence conflict war crisis unrest campaign crackdown accident fire disease siege insurgency uprising "
    "battle fighting year month famine hunger cold toll crash flood".split()
)
# What is attacked when civilians are: their settlements, vehicles and gatherings.
_SOFT_TARGETS = (
    r"\b(?:villages?|hamlets?|homes?|houses?|buses|bus|minibus|cars?|taxi|vehicles? carrying|churches|"
    r"church|mosques?|schools?|hospitals?|markets?|wedding|funeral|hotels?|restaurants?|cafes?|trains?|farms?|"
    r"settlements?|mall|university|camps? for|worshippers)\b(?!\s+(?:base|post))"
)
_HOMES = (
    r"\b(?:at|on|into|in|hit|struck) (?:[\w'’-]+ ){0,3}"
    r"(?:neighbou?rhoods?|residential|houses?|homes?|markets?|schools?|hospitals?)\b"
)
_POINTING = frozenset(
    "attack attacks blast blasts explosion explosions bombing assault raid raids strike strikes".split()
)
_BLAME = frozenset("blamed blames blaming accused accuses accusing".split())
_HARMING = frozenset(
    "killed kill killing wounded wounding injured injuring kidnapped kidnapping abducted abducting seized "
    "captured".split()
)
_HABITS = frozenset("regularly often routinely frequently usually sometimes repeatedly typically commonly".split())
_THROWING = frozenset(
    "threw throw thrown throwing hurled hurling lobbed tossed detonated detonating set exploded dropped launched "
    "planted".split()
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


@dataclass(frozen=True, slots=True)
class Trigger:
    """A word or phrase that can tell an event, with the frame it needs."""

    term: str
    pos: str
    event_type: str
    frame: str


@dataclass(slots=True)
class EventMention:
    """One telling of an occurrence; ``weak`` ones only add to an event told elsewhere."""

    type: str
    start: int
    end: int
    trigger: int
    rule_id: str
    actor1: str | None = None
    actor2: str | None = None
    place: PlaceMention | None = None
    own_place: bool = False
    when: When | None = None
    own_date: bool = False
    speaker: Speaker | None = None
    unreal: str | None = None
    weak: bool = False
    generic: bool = False  # "the attack": what was told before, if anything was
    claimed: bool = False  # no occurrence: a party that says the attack told before was its own
    lone: bool = False  # weak, but an event of its own where no other violence is told nearby
    cues: list[str] = field(default_factory=list)


@cache
def event_triggers() -> dict[tuple[str, ...], list[Trigger]]:
    """Return the triggers by their words in lower case, verbs in all their forms."""
    table: dict[tuple[str, ...], list[Trigger]] = {}
    for row in read_table("event_triggers"):
        words = row["term"].lower().split()
        trigger = Trigger(row["term"], row["pos"], row["event_type"], row["frame"])
        forms = {words[0]}
        if row["pos"] == "verb":
            forms |= inflections(words[0]) | set(_IRREGULAR_VERBS.get(words[0], "").split())
        for form in forms:
            entries = table.setdefault((form, *words[1:]), [])
            if trigger not in entries:
                entries.append(trigger)
    return table


@cache
def event_words() -> frozenset[str]:
    """Return the words that open a trigger, for the filter that decides what is parsed."""
    return frozenset(words[0] for words in event_triggers())


def find_events(
    parsed: Parsed,
    context: Context,
    actors: ActorResolver,
    attribution: Attribution,
    places: PlaceFinder,
    setting: Setting,
) -> list[EventMention]:
    """Return the event mentions of one parsed sentence, those not asserted with their reason."""
    reader = _EventReader(parsed, context, actors, attribution, places, setting)
    return reader.read()


class _EventReader:
    def __init__(self, parsed, context, actors, attribution, places, setting) -> None:
        self.parsed: Parsed = parsed
        self.doc = parsed.doc
        self.context: Context = context
        self.actors: ActorResolver = actors
        self.attribution: Attribution = attribution
        self.places: PlaceFinder = places
        self.setting: Setting = setting
        self.found: list[EventMention] = []
        self.lone_toll = False  # the last verb only counts dead fighters: an event only where no other is told

    def text(self, start: int, end: int) -> str:
        return self.context.text[start:end]

    def subtree_text(self, token: Token) -> str:
        left, right = self.parsed.starts[token.left_edge.i], self.parsed.ends[token.right_edge.i]
        return self.context.text[left:right]

    def phrase(self, token: Token) -> str:
        left, right = phrase_bounds(self.parsed, token)
        return self.context.text[left:right]

    # -- the walk --------------------------------------------------------------------------------------------------

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
                    step = max(step, length)
                    if mention or not is_verb(doc[i]):
                        break  # a verb whose phrase told nothing may still tell it alone ("bring in" troops)
            i += step
        self._claims_of_responsibility()
        return self.found

    def _claims_of_responsibility(self) -> None:
        """Note who "claimed the attack", "said it was behind the bomb": its party, told after the act."""
        for verb in (t for t in self.doc if t.lower_ in ("claimed", "claims", "claiming") and is_verb(t)):
            objects = {o.lower_ for o in children(verb, "dobj")}
            if not objects & (_POINTING | {"responsibility"}) or unreal_reason(verb):
                continue
            party = self.actor_of(next(iter(subjects(verb)), None))
            if party and party not in (CIVILIANS, UNKNOWN_GROUP):
                at = self.parsed.starts[verb.i]
                mention = EventMention("claimed", at, self.parsed.ends[verb.i], verb.i, "claimed", party)
                mention.claimed = True
                self.found.append(mention)

    def match(self, first: Token, last: Token, trigger: Trigger) -> EventMention | None:
        if trigger.pos == "verb":
            if not is_verb(first):
                return None
            return self.match_verb(first, last, trigger)
        if trigger.pos == "noun":
            if is_verb(last) and last.tag_ not in ("VBG",):
                return None
            return self.match_noun(first, last, trigger)
        if not is_verb(first):
            # "the WFP air-dropped sorghum", the verb taken for an adjective: who did it stands before it
            owner = self.actors.in_span(self.parsed.start, self.parsed.starts[first.i])
            return self.make(first, last, trigger.event_type, trigger, owner[0] if owner else None, None)
        return self.make(first, last, trigger.event_type, trigger, *self.verb_parties(first))

    # -- verbs -----------------------------------------------------------------------------------------------------

    def match_verb(self, verb: Token, last: Token, trigger: Trigger) -> EventMention | None:
        frame, event_type = trigger.frame, trigger.event_type
        if verb.dep_ == "amod" and verb.tag_ in ("VBN", "VBG") and (verb.lower_ in _EPITHET or verb.tag_ == "VBN"):
            return None
        objects = self.objects(verb, last)
        subject = next(iter(subjects(verb)), None)
        passive = is_passive(verb)
        target = subject if passive else (objects[0] if objects else None)
        handler = getattr(self, f"verb_{frame}", None)
        if handler is not None:
            result = handler(verb, last, trigger, objects, subject, passive, target)
            if result is None:
                return None
            event_type, actor1, actor2, place = result
            mention = self.make(verb, last, event_type, trigger, actor1, actor2)
            if mention is not None and place is not None:
                mention.place, mention.own_place = place, True
            if mention is not None and self.lone_toll:
                mention.weak, mention.lone, self.lone_toll = True, True, False
            return mention
        if event_type == "armed_clash" and verb.dep_ == "acl" and verb.tag_ == "VBG":
            mention = self.make(verb, last, event_type, trigger, *self.verb_parties(verb))
            mention.weak = True  # "rebels fighting against Daesh": who they are, not what happened
            return mention
        actor1, actor2 = self.verb_parties(verb)
        if trigger.term == "fight" and any(
            p.lower_ in ("along", "alongside") for p in children(verb, "prep", "advmod")
        ):
            return None
        if trigger.term == "engage" and not (actor2 or _FORCES.search(" ".join(self.phrase(o) for o in objects))):
            return None
        if event_type == "assassination" and actor2 is None and target is not None:
            actor2 = self._person_name(target) if self._is_named_person(target) else self._name_within(target)
        return self.make(verb, last, event_type, trigger, actor1, actor2)

    def objects(self, verb: Token, last: Token) -> list[Token]:
        found = children(verb, "dobj", "obj")
        if verb.dep_ == "relcl" and verb.head.i < verb.i and not is_passive(verb):
            gap = not found or all(o.lower_ in ("which", "that", "whom") for o in found)
            if gap and any(c.dep_ == "nsubj" and c.lower_ not in ("who", "which", "that") for c in verb.children):
                return [verb.head]  # "the city it overran"
        if not found and last.i != verb.i:
            found = children(last, "dobj", "pobj")
        if not found and verb.dep_ == "conj" and is_verb(verb.head):
            return []
        return found

    def actor_of(self, token: Token | None) -> str | None:
        if token is None:
            return None
        found = self.actors.of_phrase(self.parsed, token)
        if found:
            return found[0] or None
        ours = token.lower_ in ("we", "us", "our") or any(
            c.dep_ == "poss" and c.lower_ in ("his", "her", "our") for c in token.children
        )
        if ours and not self.civilian(token) and (speaker := self.attribution.of(self.parsed, token)):
            return self.attribution.party_of(speaker)
        for joined in children(token, "conj"):
            if not is_verb(joined) and (found := self.actors.of_phrase(self.parsed, joined)):
                return found[0] or None
        return CIVILIANS if self.civilian(token) else None

    def civilian(self, token: Token) -> bool:
        known = person_noun(token.text)
        if known and known[0] == "civilian":
            return True
        if token.lower_ in ("people", "passengers", "person"):
            return True
        return is_civilian_target(self.phrase(token))

    def verb_parties(self, verb: Token) -> tuple[str | None, str | None]:
        """Return (who did it, to whom) by the verb's own frame: subject, object, agent, "against", "with"."""
        passive = is_passive(verb)
        agent = None
        for by in (c for c in verb.children if c.dep_ == "agent" or (c.dep_ == "prep" and c.lower_ == "by")):
            for inner in children(by, "pobj"):
                agent = agent or self.actor_of(inner)
        subject = next(iter(subjects(verb)), None)
        if passive:
            return agent, self.actor_of(subject)
        actor1 = self.actor_of(subject)
        if actor1 == CIVILIANS:
            actor1 = None
        actor2 = None
        for target in children(verb, "dobj"):
            actor2 = actor2 or self.actor_of(target)
        for prep in children(verb, "prep", "prt"):
            if prep.lower_ in ("against", "with", "from", "on", "at"):
                for inner in children(prep, "pobj"):
                    if prep.lower_ == "with" and inner.lower_ in ("support", "backing", "help", "cover", "aid"):
                        continue
                    actor2 = actor2 or self.actor_of(inner)
        if subject is not None and actor2 is None:
            for joined in children(subject, "conj"):
                other = self.actor_of(joined)
                if (
                    other
                    and other != actor1
                    and verb.lower_.startswith(
                        (
                            "clash",
                            "fought",
                            "fight",
                            "battl",
                            "exchang",
                            "trad",
                            "met",
                            "agree",
                            "sign",
                            "negotiat",
                            "skirmish",
                        )
                    )
                ):
                    actor2 = other
        return actor1, actor2

    def place_in(self, token: Token | None) -> PlaceMention | None:
        """Return the place named in the phrase at the token, or what "the city", "it" there stands for."""
        if token is None:
            return None
        left, right = self.parsed.starts[token.left_edge.i], self.parsed.ends[token.right_edge.i]
        right = min(right, self.parsed.ends[token.i] + 140)
        named = list(self.places.between(left, right))
        named = [
            m
            for m in named
            if not re.match(
                r"['’]s?\s+(?:forces|army|troops|military|government|fighters)", self.context.text[m.end : m.end + 16]
            )
        ]
        if named:
            specific = [m for m in named if m.kind != "country"]
            return (specific or named)[0]
        if token.lower_ in ("it", "them") or token.lower_ in _PLACE_NOUNS:
            return self.setting.place_before(self.parsed.starts[token.i])
        return None

    def is_place_object(self, token: Token | None) -> bool:
        if token is None:
            return False
        if token.lower_ in _PLACE_NOUNS:
            return True
        mark = self.parsed.marks[token.i]
        if mark is not None and mark.kind == "place":
            return True
        left, right = phrase_bounds(self.parsed, token)
        if any(m.end >= right - 1 for m in self.places.between(left, right + 1)):
            return True
        return token.tag_ in ("NNP", "NNPS") and any(
            m.start <= self.parsed.starts[token.i] < m.end for m in self.places.mentions
        )

    # each verb_* returns (type, actor1, actor2, place) or None

    def verb_place(self, verb, last, trigger, objects, subject, passive, target):
        if last.i != verb.i and last.lower_ in ("control", "security", "stability") or "control" in trigger.term:
            place_token = next(
                (
                    g
                    for c in (*last.children, *verb.children)
                    if c.dep_ in ("prep", "dative") and c.lower_ in ("of", "over", "to", "in")
                    for g in children(c, "pobj")
                ),
                None,
            )
            if place_token is None:
                return None
            target = place_token
        elif target is not None and target.lower_ == "control":
            inner = next(
                (
                    g
                    for c in target.children
                    if c.dep_ == "prep" and c.lower_ in ("of", "over")
                    for g in children(c, "pobj")
                ),
                None,
            )
            target = inner if inner is not None else target
        if target is None or not self.is_place_object(target):
            if (
                target is not None
                and target.lower_ in ("it", "them")
                and (
                    trigger.term
                    in ("capture", "recapture", "seize", "retake", "overrun", "liberate", "lose", "take back")
                    or any(c.lower_ == "back" for c in verb.children)
                )
            ):
                pass
            elif target is not None and (
                self.text(*phrase_bounds(self.parsed, target))
                and any(t.lower_ in ("percent", "%", "half", "third", "quarter") for t in [target])
            ):
                pass
            elif target is not None and target.tag_ == "CD" and self.place_in(target):
                pass
            else:
                return None
        if person_noun(target.text) and not self.is_place_object(target):
            return None
        if trigger.term in (
            "take",
            "win",
            "gain",
            "secure",
            "occupy",
            "recover",
            "regain",
            "reclaim",
        ) and target.lower_ in ("control", "it", "them", "position", "positions", "half"):
            back = any(c.lower_ == "back" for c in verb.children)
            if not back and trigger.term in ("take", "win", "gain") and target.lower_ in ("it", "them", "position"):
                return None
        agent = self._agent(verb)
        actor1 = agent if passive else self.actor_of(subject)
        if actor1 == CIVILIANS:
            actor1 = None
        actor2 = self._from_whom(verb) or self._from_whom(target)
        return "territory_captured", actor1, actor2, self.place_in(target)

    def _agent(self, verb: Token) -> str | None:
        for by in (c for c in verb.children if c.dep_ == "agent" or (c.dep_ == "prep" and c.lower_ == "by")):
            for inner in children(by, "pobj"):
                if actor := self.actor_of(inner):
                    return actor
        return None

    def _from_whom(self, token: Token) -> str | None:
        for prep in children(token, "prep"):
            if prep.lower_ in ("from", "against"):
                for inner in children(prep, "pobj"):
                    if (actor := self.actor_of(inner)) and actor != CIVILIANS:
                        return actor
        return None

    def verb_fall(self, verb, last, trigger, objects, subject, passive, target):
        if subject is None or not self.is_place_object(subject):
            return None
        to = next((p for p in children(verb, "prep") if p.lower_ in ("to", "into", "under")), None)
        if to is None and not self.place_in(subject):
            return None
        winner = None
        for inner in children(to, "pobj") if to is not None else []:
            winner = winner or self.actor_of(inner)
        return "territory_captured", winner, None, self.place_in(subject)

    def verb_lost_place(self, verb, last, trigger, objects, subject, passive, target):
        if not self.is_place_object(target) and not (
            target is not None and target.lower_ == "it" and trigger.term == "lose"
        ):
            return None
        to = [g for p in children(verb, "prep", "dative") if p.lower_ in ("to",) for g in children(p, "pobj")]
        to += [g for p in children(target, "prep") if p.lower_ == "to" for g in children(p, "pobj")]
        winner = next((a for a in (self.actor_of(t) for t in to) if a), None)
        loser = None if passive else self.actor_of(subject)
        return "territory_captured", winner, loser, self.place_in(target)

    def verb_drive(self, verb, last, trigger, objects, subject, passive, target):
        if target is None:
            return None
        loser = self.actor_of(target)
        if (loser == CIVILIANS or self.civilian(target)) and trigger.term in (
            "drive",
            "force",
            "expel",
            "oust",
            "evict",
            "push",
        ):
            from_home = {t.lower_ for t in self.doc[target.i : min(len(self.doc), target.i + 9)]}
            if from_home & {"homes", "from", "flee"}:
                return "displacement", self._agent(verb) if passive else self.actor_of(subject), CIVILIANS, None
            return None
        if loser is None and (person_noun(target.text) or ("",))[0] != "combatant":
            return None
        words = {c.lower_ for c in verb.children} | {
            t.lower_ for t in self.doc[verb.i : min(len(self.doc), verb.i + 8)]
        }
        winner = self._agent(verb) if passive else self.actor_of(subject)
        if words & {"back"}:
            return "withdrawal", loser, winner, None
        if trigger.term in ("force", "push", "clear") and not words & {"out", "from", "of"}:
            return None
        if not words & {"out", "from", "of"} and trigger.term not in ("oust", "expel", "evict", "dislodge", "rout"):
            return None
        place = next(
            (
                self.place_in(g)
                for p in children(verb, "prep", "prt")
                if p.lower_ in ("from", "of", "out")
                for g in children(p, "pobj")
            ),
            None,
        )
        return "territory_captured", winner, loser, place

    def verb_attack(self, verb, last, trigger, objects, subject, passive, target):
        if target is None and trigger.term != "attack":
            return None
        if trigger.term in ("target", "hit", "strike"):
            around = self.phrase(subject) if subject is not None else ""
            if _AIR.search(around) or _AIR.search(self._agent_text(verb)):
                return (
                    "air_strike",
                    *self._attack_parties(verb, subject, target, passive),
                    self.place_in(target) if self.is_place_object(target) else None,
                )
            if _PROJECTILE.search(around):
                return (
                    "shelling",
                    *self._attack_parties(verb, subject, target, passive),
                    self.place_in(target) if self.is_place_object(target) else None,
                )
            if subject is not None and re.search(r"\b(?:bomb|blast|explosion|bomber|attack|strike)\w*\b", around, re.I):
                return None  # the noun tells it
            if self.actor_of(subject) is None and not passive:
                return None
        if subject is not None and _AIR.search(self.phrase(subject)) and not passive:
            return ("air_strike", *self._attack_parties(verb, subject, target, passive), None)
        actor1, actor2 = self._attack_parties(verb, subject, target, passive)
        if actor1 is None and target is None:
            return None
        means = " ".join(
            self.phrase(g) for p in children(verb, "prep") if p.lower_ == "with" for g in children(p, "pobj")
        )
        if _PROJECTILE.search(means) and not re.search(r"\btanks?\b", means, re.I):
            return "shelling", actor1, actor2, self.place_in(target) if self.is_place_object(target) else None
        if (
            trigger.term in ("strike", "hit", "target")
            and actor1 in _air_forces()
            and self.context.tells_of_aircraft
            and not _GROUND.search(self.phrase(subject) if subject is not None and not passive else "")
        ):
            return "air_strike", actor1, actor2, self.place_in(target) if self.is_place_object(target) else None
        kind = (
            "attack_on_civilians"
            if actor2 == CIVILIANS or (target is not None and self.civilian(target))
            else "armed_clash"
        )
        if (
            kind == "armed_clash"
            and actor2 is None
            and target is not None
            and re.search(_SOFT_TARGETS, self.phrase(target), re.I)
        ):
            kind, actor2 = "attack_on_civilians", CIVILIANS
        if kind == "armed_clash" and actor2 is None and self._civilian_toll():
            kind = "attack_on_civilians"
        if kind == "attack_on_civilians":
            actor2 = CIVILIANS
        return kind, actor1, actor2, self.place_in(target) if self.is_place_object(target) else None

    def _civilian_toll(self) -> bool:
        """Tell whether the dead that the sentence counts are all civilians ("10 civilians were killed when …")."""
        dead = []
        for verb in (t for t in self.doc if t.lower_ in ("killed", "killing", "kill", "massacred", "dead")):
            if is_verb(verb):
                dead += subjects(verb) if is_passive(verb) else children(verb, "dobj")
        classes = {(person_noun(t.text) or ("unknown",))[0] for t in dead}
        return classes == {"civilian"}

    def _agent_text(self, verb: Token) -> str:
        return " ".join(
            self.phrase(g)
            for c in verb.children
            if c.dep_ == "agent" or c.lower_ in ("by", "with")
            for g in children(c, "pobj")
        )

    def _attack_parties(self, verb, subject, target, passive) -> tuple[str | None, str | None]:
        if passive:
            return self._agent(verb), self.actor_of(target)
        actor1 = self.actor_of(subject)
        return (None if actor1 == CIVILIANS else actor1), self.actor_of(target)

    def verb_offensive(self, verb, last, trigger, objects, subject, passive, target):
        if target is None and trigger.term in ("begin", "start") and subject is not None:
            return self._offensive_begins(subject)
        if target is None or target.lower_ not in _OFFENSIVE:
            if target is not None and target.lower_ in (
                "airstrikes",
                "strikes",
                "raids",
                "airstrike",
                "missiles",
                "rockets",
                "missile",
                "rocket",
            ):
                return None
            if not (
                target is not None and re.search(r"\b(?:offensive|operation|assault)\b", self.phrase(target), re.I)
            ):
                return None
        phrase = self.phrase(target)
        if trigger.term in ("announce",) and target.lower_ not in ("offensive", "offensives", "operation", "campaign"):
            return None
        if re.search(r"\b(?:rescue|relief|aid|humanitarian|search|clearing|mop-up|media)\b", phrase, re.I):
            return None
        actor1 = self._agent(verb) if passive else self.actor_of(subject)
        actor2 = None
        for prep in children(target, "prep"):
            if prep.lower_ in ("against", "on"):
                for inner in children(prep, "pobj"):
                    actor2 = actor2 or self.actor_of(inner)
        if actor2 is None:
            actor2 = self._from_whom(verb)
        if target.lower_ in ("attack", "attacks", "raid", "raids"):
            if re.search(r"\b(?:air|drone|rocket|missile|suicide|bomb|mortar)\b", phrase, re.I):
                return None
            civil = actor2 == CIVILIANS
            return "attack_on_civilians" if civil else "armed_clash", actor1, actor2, None
        place = next(
            (
                self.place_in(g)
                for p in children(target, "prep", "acl")
                if p.lower_ in ("on", "in", "against", "for", "to")
                for g in children(p, "pobj")
            ),
            None,
        )
        return "offensive_launched", actor1, actor2 if actor2 != CIVILIANS else None, place

    def _offensive_begins(self, subject: Token):
        """Read "since the Mosul operation began", "the battle for the city, which began in October"."""
        if subject.lower_ not in _BEGINNING:
            return None
        place = next(
            (
                self.place_in(g)
                for p in children(subject, "prep")
                if p.lower_ in ("on", "in", "against", "for", "to", "of")
                for g in children(p, "pobj")
            ),
            None,
        )
        if place is None and subject.lower_ in ("battle", "operation", "operations"):
            left, right = phrase_bounds(self.parsed, subject)
            place = next(iter(self.places.between(left, right)), None)
            if place is None:
                return None
        return "offensive_launched", self._owner(subject), self._against(subject), place

    def verb_forces_to(self, verb, last, trigger, objects, subject, passive, target):
        if passive or subject is None:
            return None
        actor1 = self.actor_of(subject)
        if actor1 is None or actor1 == CIVILIANS:
            return None
        phrase = self.phrase(subject)
        if not _FORCES.search(phrase) and self.parsed.kind_at(subject.i) != "actor":
            return None
        if trigger.term in ("enter", "reach", "approach", "breach", "penetrate"):
            if not self.is_place_object(target) and not (
                trigger.term == "enter" and target is not None and target.lower_ == "it"
            ):
                return None
            return "advance", actor1, None, self.place_in(target)
        to = [
            g
            for p in children(verb, "prep", "advmod", "prt")
            if p.lower_
            in ("to", "into", "toward", "towards", "in", "inside", "at", "onto", "closer", "deeper", "on", "through")
            for g in [*children(p, "pobj"), *(h for q in children(p, "prep") for h in children(q, "pobj"))]
        ]
        place = next((m for m in (self.place_in(g) for g in to) if m), None)
        if place is None:
            return None
        return "advance", actor1, None, place

    def verb_forces(self, verb, last, trigger, objects, subject, passive, target):
        actor1 = self.actor_of(subject) if not passive else self.actor_of(target)
        if actor1 is None or actor1 == CIVILIANS:
            if target is not None and _REINFORCEMENT.search(self.phrase(target)):
                actor1 = self.actor_of(subject) or self.actor_of(target)
            else:
                return None
        if trigger.term in ("abandon",) and not self.is_place_object(target):
            return None
        if trigger.term == "pull" and not any(c.lower_ in ("out", "back") for c in verb.children):
            return None
        if (
            target is not None
            and not passive
            and not (_REINFORCEMENT.search(self.phrase(target)) or self.is_place_object(target))
        ):
            return None
        place = next(
            (
                self.place_in(g)
                for p in children(verb, "prep", "prt")
                if p.lower_ in ("from", "of", "out")
                for g in children(p, "pobj")
            ),
            None,
        )
        return "withdrawal", actor1, None, place or (self.place_in(target) if self.is_place_object(target) else None)

    def verb_forces_flee(self, verb, last, trigger, objects, subject, passive, target):
        if passive or subject is None:
            return None
        if trigger.term == "leave" and (target is not None and not self.is_place_object(target)):
            return None
        if trigger.term == "leave" and (person_noun(subject.text) or ("",))[0] != "combatant":
            return None
        known = person_noun(subject.text)
        if known and known[0] != "combatant":
            return None
        actor1 = self.actor_of(subject)
        if actor1 is None or actor1 == CIVILIANS or (subject.tag_ == "PRP" and not known):
            return None
        return "withdrawal", actor1, None, self.place_in(target) if self.is_place_object(target) else None

    def verb_siege_object(self, verb, last, trigger, objects, subject, passive, target):
        if target is None:
            return None
        if trigger.term in ("surround", "isolate", "cut off") and not (
            self.is_place_object(target) or self.actor_of(target)
        ):
            return None
        if trigger.term == "surround" and passive and not self._agent(verb) and verb.dep_ == "acl":
            return None
        actor1 = self._agent(verb) if passive else self.actor_of(subject)
        actor2 = self.actor_of(target)
        place = self.place_in(target)
        return "siege_imposed", actor1, actor2, place if self.is_place_object(target) else None

    def verb_siege(self, verb, last, trigger, objects, subject, passive, target):
        if target is None or not re.search(r"\b(?:siege|encirclement|blockade)\b", self.phrase(target), re.I):
            return None
        actor1 = self._agent(verb) if passive else self.actor_of(subject)
        left, right = phrase_bounds(self.parsed, target)
        owner = self.actors.in_span(left, right)
        place = next((self.place_in(g) for p in children(target, "prep") for g in children(p, "pobj")), None)
        return "siege_broken", actor1, owner[0] if owner and owner[0] != actor1 else None, place

    def verb_aircraft(self, verb, last, trigger, objects, subject, passive, target):
        around = " ".join(self.phrase(t) for t in (subject, *objects) if t is not None) + " " + self._agent_text(verb)
        if trigger.term in ("carry out", "drop") and not re.search(
            r"\b(?:air ?strikes?|air raids?|barrel bombs?|bombs?|strikes|raids)\b", around, re.I
        ):
            return None
        if trigger.term == "carry out":
            return None  # the noun tells it
        if trigger.term == "drop" and not re.search(r"\bbombs?\b", around, re.I):
            return None
        if not _AIR.search(around):
            if trigger.term in ("bomb",):
                actor = self._agent(verb) if passive else self.actor_of(subject)
                if actor in (None, UNKNOWN_GROUP) or actor not in _air_forces():
                    return None
            elif (
                trigger.term in ("strike", "pound", "bombard")
                and not passive
                and self.actor_of(subject) in ("US-led coalition",)
            ):
                pass
            else:
                return None
        actor1, actor2 = self._attack_parties(verb, subject, target, passive)
        if passive and actor1 is None:
            left = self.parsed.starts[verb.i]
            owner = self.actors.in_span(left, self.parsed.ends[verb.right_edge.i])
            actor1 = owner[0] if owner and _AIR.search(self._agent_text(verb)) else None
        return "air_strike", actor1, actor2, self.place_in(target) if self.is_place_object(target) else None

    def verb_projectile(self, verb, last, trigger, objects, subject, passive, target):
        subject_text = self.phrase(subject) if subject is not None else ""
        object_text = " ".join(self.phrase(o) for o in objects)
        if trigger.term in ("fire", "launch", "lob"):
            fired = subject_text if passive else object_text
            if _AIR.search(self._agent_text(verb) if passive else subject_text):
                return "air_strike", *self._attack_parties(verb, subject, None, passive), None
            if re.search(r"\b(?:(?<!tear )gas|chlorine|sarin|chemical|mustard)\b", fired, re.I):
                return "chemical_attack", self._agent(verb) if passive else self.actor_of(subject), None, None
            if trigger.term == "fire" and not fired.strip():
                at = next(
                    (g for p in children(verb, "prep") if p.lower_ in ("on", "at") for g in children(p, "pobj")), None
                )
                if at is None or subject is None:
                    return None
                victim = self.actor_of(at)
                return (
                    "attack_on_civilians" if victim == CIVILIANS or self.civilian(at) else "armed_clash",
                    self.actor_of(subject),
                    victim,
                    None,
                )
            if not _PROJECTILE.search(fired) or re.search(r"\b(?:tear|rubber|warning|live|bullets?)\b", fired, re.I):
                return None
            actor1 = self._agent(verb) if passive else self.actor_of(subject)
        else:
            if not _PROJECTILE.search(subject_text) or re.search(r"\b(?:suicide|car)\b", subject_text, re.I):
                return None
            owner = self.actors.in_span(*phrase_bounds(self.parsed, subject)) if subject is not None else None
            actor1 = owner[0] if owner else None
        actor2, place = None, None
        for prep in children(verb, "prep", "prt"):
            if prep.lower_ in ("at", "on", "into", "towards", "against", "in"):
                for inner in children(prep, "pobj"):
                    actor2 = actor2 or self.actor_of(inner)
                    place = place or self.place_in(inner)
        if trigger.term in ("hit", "strike", "slam") and objects:
            actor2 = self.actor_of(objects[0])
            place = self.place_in(objects[0])
        if actor2 is None and re.search(_HOMES, self.subtree_text(verb)[:200], re.I):
            actor2 = CIVILIANS
        return "shelling", actor1, actor2, place

    def verb_explosive(self, verb, last, trigger, objects, subject, passive, target):
        around = " ".join(self.phrase(t) for t in (subject, *objects) if t is not None)
        if re.search(r"\b(?:car|truck|suicide|vest|himself|herself|themselves|vehicle)\b", around, re.I):
            return "suicide_bombing", None, self._victim_side(verb), None
        if trigger.term == "bomb":
            actor1, actor2 = self._attack_parties(verb, subject, target, passive)
            return "bombing", actor1, actor2, self.place_in(target) if self.is_place_object(target) else None
        if not _EXPLOSIVE.search(around) and trigger.term != "blow up":
            return None
        actor1 = (
            None
            if passive or (subject is not None and _EXPLOSIVE.search(self.phrase(subject)))
            else self.actor_of(subject)
        )
        if trigger.term == "blow up" and objects and _PROPERTY.search(self.phrase(objects[0])) and actor1:
            return "property_destruction", actor1, None, self.place_in(objects[0])
        if trigger.term == "blow up" and passive and subject is not None and _PROPERTY.search(self.phrase(subject)):
            return "property_destruction", self._agent(verb), None, self.place_in(subject)
        return "bombing", actor1, self._victim_side(verb), None

    def _victim_side(self, verb: Token) -> str | None:
        for child in verb.subtree:
            if child.lower_ in ("killing", "wounding", "killed", "wounded", "injuring", "targeting", "hitting"):
                for o in children(child, "dobj"):
                    if actor := self.actor_of(o):
                        return actor
        return None

    def verb_people(self, verb, last, trigger, objects, subject, passive, target):
        if trigger.event_type == "arrest":
            victim = target
            if victim is None or not (
                person_noun(victim.text)
                or self._is_named_person(victim)
                or self.parsed.kind_at(victim.i) in ("quantity", "person")
            ):
                return None
            return "arrest", (self._agent(verb) if passive else self.actor_of(subject)), self.actor_of(victim), None
        victim = target
        if verb.tag_ == "VBG" and verb.dep_ == "advcl" and any(m.trigger == verb.head.i for m in self.found):
            return None  # "struck a position, killing 18": one act
        if trigger.term == "open fire":
            actor1 = self.actor_of(subject)
            at = next(
                (
                    g
                    for p in children(last, "prep") + children(verb, "prep")
                    if p.lower_ in ("on", "at")
                    for g in children(p, "pobj")
                ),
                None,
            )
            actor2 = self.actor_of(at)
            return "attack_on_civilians" if actor2 in (CIVILIANS,) else "armed_clash", actor1, actor2, None
        if victim is None or victim.i == verb.i:
            if verb.tag_ in ("VBN", "VBD") and subject is not None and not children(verb, "dobj"):
                victim, passive = subject, True
            else:
                return None
        if trigger.term in ("shoot", "beat", "stab", "hack", "shot") and not (
            person_noun(victim.text) or self._is_named_person(victim) or self._counted(victim)
        ):
            return None
        if (
            trigger.term in ("shoot", "shot")
            and any(c.lower_ == "down" for c in verb.children)
            and not person_noun(victim.text)
        ):
            return "armed_clash", self.actor_of(subject), self.actor_of(victim), None
        if self.parsed.kind_at(victim.i) == "quantity":
            # "killed eight of the assailants"
            of = [g for p in children(victim, "prep") if p.lower_ == "of" for g in children(p, "pobj")]
            victim = next((g for g in of if g.lower_ not in ("them", "whom", "those")), victim)
        agent = self._agent(verb)
        actor1 = agent if passive else self.actor_of(subject)
        by_things = self._agent_text(verb) if passive else (self.phrase(subject) if subject is not None else "")
        if not passive and actor1 is None:
            by_things += " " + self._words_before(verb)
        if _AIR.search(by_things) and re.search(
            r"\b(?:drones?|jets?|warplanes?|helicopters?|aircraft|gunships?)\b", by_things, re.I
        ):
            owner = (
                self.actors.in_span(*phrase_bounds(self.parsed, subject))
                if subject is not None and not passive
                else None
            )
            demonym = (
                next(
                    (n for n in self.context.names_in(*phrase_bounds(self.parsed, subject)) if n.kind == "demonym"),
                    None,
                )
                if subject is not None and not passive
                else None
            )
            striker = owner[0] if owner else state_actor(demonym.entries[0]) if demonym is not None else agent
            named = self._is_named_person(victim) and not self._counted(victim)
            return (
                "air_strike",
                striker,
                self._person_name(victim)
                if named
                else self.actors.victim(self.parsed, [victim], "combatant")
                or (CIVILIANS if self.civilian(victim) else None),
                None,
            )
        if (
            instrument := re.search(
                r"\b(?:(?P<shell>rockets?|missiles?|mortars?|shells?|artillery)|(?P<mine>(?:roadside )?mines?))\b",
                by_things,
                re.I,
            )
        ) and not self._specific_noun(by_things):
            kind = "shelling" if instrument["shell"] else "bombing"
            return (
                kind,
                self._owner(subject) if subject is not None and not passive else None,
                self.actors.victim(self.parsed, [victim], "combatant")
                or (CIVILIANS if self.civilian(victim) or self._counted(victim) else None),
                None,
            )
        if re.search(
            r"\b(?:air ?strikes?|strikes?|shelling|bomb\w*|blasts?|explosions?|rockets?|missiles?|mortars?|mines?|"
            r"attacks?|raids?|clash\w*|fighting|battles?|drones?|fire|bombardment|shells?|ambush|massacre|shooting|"
            r"offensive|assault|jets|warplanes|grenades?|device)\b",
            by_things,
            re.I,
        ):
            return None  # the noun tells it
        if self._specific_violence_near(verb, whole=passive and agent is None):
            return None
        if passive and agent is None and verb.dep_ != "acl" and self._is_toll(verb, victim):
            return None
        if actor1 is None and not passive and subject is not None and subject.lower_ in _NO_KILLERS:
            return None  # "the exchange has killed some 530 people": a toll, no act
        if self._is_named_person(victim) and not self._counted(victim):
            if victim.tag_ in ("PRP",):
                return None
            return "assassination", actor1, self._person_name(victim), None
        if passive and agent is None:
            self.lone_toll = True
        known = person_noun(victim.text)
        victim_actor = self.actors.victim(self.parsed, [victim], known[0] if known else "unknown")
        combatant = known is not None and known[0] == "combatant" or victim_actor not in (None, CIVILIANS)
        if not known and not self._counted(victim) and victim_actor is None:
            if victim.tag_ == "PRP" or not victim.text[:1].isalpha():
                return None
        if combatant:
            return "armed_clash", actor1, victim_actor or self.actor_of(victim), None
        return "attack_on_civilians", actor1, CIVILIANS, None

    def _specific_noun(self, words: str) -> bool:
        """Tell whether the words hold a noun that is a trigger of its own ("rocket attack", "landmine")."""
        low = words.lower().split()
        table = event_triggers()
        return any(
            tuple(low[i : i + n]) in table and any(t.pos == "noun" for t in table[tuple(low[i : i + n])])
            for i in range(len(low))
            for n in (1, 2, 3)
        )

    def verb_harm(self, verb, last, trigger, objects, subject, passive, target):
        """Read "beat and wounded a teacher": harm short of killing, by somebody, to people."""
        if (
            target is None
            or self._specific_violence_near(verb)
            or any(abs(m.trigger - verb.i) < 20 for m in self.found)
        ):
            return None
        actor1 = self._agent(verb) if passive else self.actor_of(subject)
        if actor1 is None or actor1 == CIVILIANS or not (person_noun(target.text) or self._counted(target)):
            return None
        known = person_noun(target.text)
        if known and known[0] == "combatant":
            return "armed_clash", actor1, self.actor_of(target), None
        return "attack_on_civilians", actor1, CIVILIANS, None

    def _is_toll(self, verb: Token, victim: Token) -> bool:
        """Tell whether a passive with no agent only counts the dead of a longer time or of a fight told elsewhere."""
        when = self.setting.when(self.parsed, verb, inherit=False)
        return bool(when.precision == "open" or when.first and when.last and (when.last - when.first).days > 10)

    def _specific_violence_near(self, verb: Token, whole: bool = False) -> bool:
        """Tell whether the clause names the means itself (a bomb, clashes), whose own trigger tells the event.

        A passive with no agent only counts the dead of what the ``whole`` sentence tells.
        """
        if any(
            m.trigger != verb.i
            and abs(m.trigger - verb.i) < 30
            and m.type
            in ("air_strike", "shelling", "suicide_bombing", "bombing", "chemical_attack", "execution", "abduction")
            for m in self.found
        ):
            return True
        text = self.doc.text if whole else " ".join(t.text for t in self._own_clause(verb))
        return bool(
            re.search(
                r"\b(?:air ?strikes?|air raids?|shelling|car bomb\w*|suicide (?:bomb\w*|attack\w*)|roadside bomb\w*|"
                r"bombings?|bomb|blast|explosions?|rocket\w*|missiles?|mortars?|landmines?|mines?|drone strikes?|"
                r"clashes|fighting|battles?|gunbattle|firefight|"
                r"executed|beheaded|execution|crossfire|ambush\w*|massacre\w*|shootout|attacks?|raids?|assault|"
                r"offensive|counterattack|bombardment|protests?|shooting)\b",
                text,
                re.I,
            )
        )

    def _words_before(self, verb: Token) -> str:
        """Return up to eight words before a verb, back to the next comma: its subject, however it was parsed."""
        words: list[str] = []
        for i in range(verb.i - 1, max(-1, verb.i - 9), -1):
            token = self.doc[i]
            if token.text in (",", ";", ":", "--") or token.lower_ in ("said", "says", "that", "after", "when"):
                break
            words.append(token.text)
        return " ".join(reversed(words))

    def _own_clause(self, verb: Token) -> list[Token]:
        """Return the words under a verb that belong to its own clause, in order."""
        found, waiting = [], [verb]
        while waiting:
            token = waiting.pop()
            found.append(token)
            waiting += [
                c
                for c in token.children
                if c.dep_ not in ("advcl", "relcl", "ccomp", "parataxis", "acl")
                and not (c.dep_ == "conj" and is_verb(c))
            ]
        return sorted(found, key=lambda t: t.i)

    def _counted(self, token: Token) -> bool:
        mark = self.parsed.marks[token.i]
        return (mark is not None and mark.kind == "quantity") or any(
            self.parsed.kind_at(c.i) == "quantity" for c in token.children
        )

    def _is_named_person(self, token: Token) -> bool:
        mark = self.parsed.marks[token.i]
        if mark is not None:
            described = any(person_noun(c.text) for c in token.children if c.dep_ == "appos")
            return mark.kind == "person" or (mark.kind == "place" and described)
        return (
            token.tag_ == "NNP"
            and token.text[:1].isupper()
            and not self.is_place_object(token)
            and not person_noun(token.text)
            and self.actors.of_phrase(self.parsed, token) is None
        )

    def _person_name(self, token: Token) -> str:
        mark = self.parsed.marks[token.i]
        if mark is not None:
            return self.text(mark.start, mark.end)
        first = token.i
        while (
            first > 0
            and self.doc[first - 1].tag_ in ("NNP", "NNPS")
            and self.doc[first - 1].text[:1].isupper()
            and self.parsed.marks[first - 1] is None
        ):
            first -= 1
        return " ".join(self.text(self.parsed.starts[first], self.parsed.ends[token.i]).split())

    def _name_within(self, token: Token) -> str | None:
        """Return the person's name in a phrase: "the director of the silo, engineer Khaled al-Masri"."""
        left, right = self.parsed.starts[token.left_edge.i], self.parsed.ends[token.right_edge.i]
        match = _PERSON.search(self.context.text, left, min(right, left + 120))
        taken = match is not None and any(n.kind != "place" for n in self.context.names_in(match.start(), match.end()))
        return None if match is None or taken else match.group()

    def verb_abduct(self, verb, last, trigger, objects, subject, passive, target):
        if target is None:
            return None
        if trigger.term == "seize" and not person_noun(target.text):
            return None
        actor1 = self._agent(verb) if passive else self.actor_of(subject)
        return "abduction", actor1, self.actor_of(target), None

    def verb_property(self, verb, last, trigger, objects, subject, passive, target):
        if trigger.term in ("set fire", "set ablaze"):
            target = target or next(
                (
                    g
                    for p in children(last, "prep") + children(verb, "prep")
                    if p.lower_ in ("to",)
                    for g in children(p, "pobj")
                ),
                None,
            )
        if target is None:
            return None
        phrase = self.phrase(target)
        if (
            subject is not None
            and not passive
            and re.search(
                r"\b(?:warplanes?|jets?|drones?|helicopters?|aircraft|gunships?)\b", self.phrase(subject), re.I
            )
        ):
            return (
                "air_strike",
                *self._attack_parties(verb, subject, target, passive),
                self.place_in(target) if self.is_place_object(target) else None,
            )
        if (
            not _PROPERTY.search(phrase)
            and not (
                self.is_place_object(target)
                and trigger.term in ("destroy", "raze", "flatten", "level", "ravage", "burn", "torch")
            )
            or _MILITARY_TARGET.search(phrase)
        ):
            return None
        if (
            subject is not None
            and not passive
            and re.search(
                r"\b(?:air ?strikes?|blasts?|explosions?|bomb\w*|shell\w*|strikes?|rockets?|missiles?|images?|footage|"
                r"raids?)\b",
                self.phrase(subject),
                re.I,
            )
        ):
            owner = self.actors.in_span(*phrase_bounds(self.parsed, subject))
            return "property_destruction", owner[0] if owner else None, None, self.place_in(target)
        actor1 = self._agent(verb) if passive else self.actor_of(subject)
        return "property_destruction", None if actor1 == CIVILIANS else actor1, None, self.place_in(target)

    def verb_deal(self, verb, last, trigger, objects, subject, passive, target):
        if trigger.term == "agree":
            actor1, actor2 = self.verb_parties(verb)
            if actor1 is None and actor2 is None:
                return None
            return "agreement", actor1, actor2, None
        if target is None or not _DEAL.search(self.phrase(target)) or _TRUCE.search(self.phrase(target)):
            return None  # of a truce the noun tells
        if trigger.term == "strike" and not _DEAL.search(self.phrase(target)):
            return None
        actor1, actor2 = self.verb_parties(verb)
        parties = self._between_parties(target)
        if parties:
            return "agreement", parties[0], parties[1], None
        return "agreement", actor1, None if actor2 == CIVILIANS else actor2, None

    def _between_parties(self, noun: Token) -> tuple[str | None, str | None] | None:
        for prep in children(noun, "prep"):
            if prep.lower_ in ("between", "with", "among"):
                for inner in children(prep, "pobj"):
                    first = self.actor_of(inner)
                    second = next((a for a in (self.actor_of(c) for c in children(inner, "conj")) if a), None)
                    if first or second:
                        return (first, second) if prep.lower_ == "between" else (None, first)
        return None

    def verb_truce_object(self, verb, last, trigger, objects, subject, passive, target):
        if target is None or not _TRUCE.search(self.phrase(target)):
            return None
        return "ceasefire_violation", self._agent(verb) if passive else self.actor_of(subject), None, None

    def verb_talks(self, verb, last, trigger, objects, subject, passive, target):
        actor1, actor2 = self.verb_parties(verb)
        sides = subject is not None and subject.lower_ in (
            "sides",
            "parties",
            "delegations",
            "rivals",
            "negotiators",
            "envoys",
        )
        if trigger.term == "meet" and sides and target is None:
            return "talks", actor1, None, None
        if trigger.term == "meet" and (actor1 is None or actor2 is None):
            return None
        if actor1 is None:
            return None
        return "talks", actor1, None if actor2 == CIVILIANS else actor2, None

    def verb_reinforcements(self, verb, last, trigger, objects, subject, passive, target):
        if (
            target is None
            or not _REINFORCEMENT.search(target.text)
            and not re.search(r"\breinforcements?\b", self.phrase(target), re.I)
        ):
            return None
        if trigger.term in ("move", "fly", "pour") and not re.search(
            r"\b(?:reinforcements?|troops|weapons)\b", self.phrase(target), re.I
        ):
            return None
        actor1 = (
            (self._agent(verb) or self.actor_of(target))
            if passive
            else (self.actor_of(subject) or self.actor_of(target))
        )
        place = next(
            (
                self.place_in(g)
                for p in children(verb, "prep", "dative")
                if p.lower_ in ("to", "into", "in")
                for g in children(p, "pobj")
            ),
            None,
        )
        return "deployment", actor1, None, place

    def verb_mines(self, verb, last, trigger, objects, subject, passive, target):
        if target is None:
            return None
        if (
            trigger.term == "clear"
            and not _MINES.search(self.phrase(target))
            and not any(
                _MINES.search(self.phrase(g))
                for p in children(verb, "prep")
                if p.lower_ == "of"
                for g in children(p, "pobj")
            )
        ):
            return None
        if trigger.term == "dismantle" and not _MINES.search(self.phrase(target)):
            return None
        return "mine_clearance", self._agent(verb) if passive else self.actor_of(subject), None, None

    def verb_aid(self, verb, last, trigger, objects, subject, passive, target):
        around = " ".join(self.phrase(t) for t in (subject, target) if t is not None)
        if trigger.event_type == "aid_delivery":
            if trigger.term in ("reach", "enter", "arrive"):
                if (
                    subject is None
                    or not re.search(
                        r"\b(?:aid|relief|humanitarian|food|supplies|medicines?|flour)\b",
                        self.subtree_text(subject)[:100],
                        re.I,
                    )
                    or person_noun(subject.text)
                ):
                    return None
                owner = self.actors.in_span(*phrase_bounds(self.parsed, subject))
                return (
                    "aid_delivery",
                    owner[0] if owner else None,
                    None,
                    self.place_in(target) if self.is_place_object(target) else None,
                )
            if target is None or not (
                _AID_STRICT.search(self.phrase(target)) or trigger.term in ("airdrop", "air-drop")
            ):
                return None
            return "aid_delivery", self._agent(verb) if passive else self.actor_of(subject), None, None
        if target is None or not _AID_STRICT.search(self.subtree_text(target)[:120]):
            return None
        if trigger.term in ("seize", "loot"):
            return None
        return (
            "aid_blocked",
            self._agent(verb)
            if passive
            else (self.actor_of(subject) if not _AID.search(around.split(" ")[0]) else None),
            None,
            None,
        )

    def verb_civilians_flee(self, verb, last, trigger, objects, subject, passive, target):
        victim = subject if trigger.term == "flee" else target
        if victim is None:
            return None
        known = person_noun(victim.text)
        if known and known[0] == "combatant":
            return None
        if not (known or self._counted(victim) or victim.lower_ in ("thousands", "hundreds", "many")):
            return None
        if trigger.term == "flee":
            return "displacement", None, CIVILIANS, None
        return (
            "displacement",
            self._agent(verb) if passive else (self.actor_of(subject) if subject is not None else None),
            CIVILIANS,
            None,
        )

    def verb_people_out(self, verb, last, trigger, objects, subject, passive, target):
        victim = target or subject
        if victim is None or not (
            person_noun(victim.text) or self._counted(victim) or victim.tag_ == "PRP" or trigger.term == "evacuate"
        ):
            return None
        if trigger.term in ("transport", "escort", "bus") and not (person_noun(victim.text) or self._counted(victim)):
            return None
        actor1 = self._agent(verb) if passive else (self.actor_of(subject) if objects else None)
        return "evacuation", actor1 if actor1 != CIVILIANS else None, self.actor_of(victim) or CIVILIANS, None

    def verb_people_out_fly(self, verb, last, trigger, objects, subject, passive, target):
        if (
            target is None
            or not any(c.lower_ == "out" for c in verb.children)
            or not (person_noun(target.text) or self._counted(target))
        ):
            return None
        return "evacuation", self._agent(verb) if passive else self.actor_of(subject), CIVILIANS, None

    def verb_road(self, verb, last, trigger, objects, subject, passive, target):
        if (
            target is None
            or not re.search(
                r"\b(?:roads?|highways?|streets?|bridges?|railways?|traffic|metro)\b", self.phrase(target), re.I
            )
            or subject is None
        ):
            return None
        if self.actor_of(subject) not in (None, CIVILIANS) or not person_noun(subject.text):
            return None
        return "protest", None, None, None

    def verb_stones(self, verb, last, trigger, objects, subject, passive, target):
        if not re.search(
            r"\b(?:stones?|rocks?|bricks?|bottles|arrows?|petrol bombs?|projectiles)\b",
            self.subtree_text(verb)[:160],
            re.I,
        ):
            return None
        return "other_violence", self.verb_parties(verb)[0], self.actor_of(target), None

    def verb_protest(self, verb, last, trigger, objects, subject, passive, target):
        if trigger.term in ("march", "rally") and not re.search(
            r"\b(?:protest|demonstrat|demand|against|crowd|streets?|supporters)\w*\b", self.subtree_text(verb), re.I
        ):
            return None
        if subject is not None and self.parsed.kind_at(subject.i) == "actor":
            return None
        against = self._from_whom(verb)
        return "protest", None, against, None

    # -- nouns -----------------------------------------------------------------------------------------------------

    def match_noun(self, first: Token, last: Token, trigger: Trigger) -> EventMention | None:
        head = last
        frame, event_type = trigger.frame, trigger.event_type
        parsed, text = self.parsed, self.context.text
        if head.i + 1 < len(self.doc):
            nxt = head.nbor(1)
            # a modifier: "battle plan", "ceasefire deal", "rocket launchers" (longer triggers were tried first)
            if (
                head.dep_ in ("compound", "amod", "nmod")
                and nxt.tag_ in ("NN", "NNS")
                and nxt.lower_
                not in (
                    "campaign",
                    "campaigns",
                    "operation",
                    "operations",
                    "attack",
                    "attacks",
                    "wave",
                    "series",
                    "talks",
                    "effort",
                )
            ):
                if not (frame == "" and nxt.lower_ in ("victims", "site", "scene", "survivors")):
                    return None
        before = text[max(parsed.start, parsed.starts[first.i] - 50) : parsed.starts[first.i]]
        if _NOUN_UNREAL.search(before):
            return None
        weak = False
        if frame == "attack":
            return self.attack_noun(first, head, trigger)
        if frame == "strike":
            return self.strike_noun(first, head, trigger)
        if event_type == "bombing" and self.context.tells_of_aircraft and self._from_the_air(head):
            event_type = "air_strike"
        if event_type == "bombing" and head.dep_ == "pobj" and head.head.lower_ == "under":
            return None  # "again under the bombs"
        if frame == "offensive_noun":
            weak = True
        elif frame == "of_place":
            target = next((g for p in children(head, "prep") if p.lower_ == "of" for g in children(p, "pobj")), None)
            if target is None or not self.is_place_object(target):
                return None
            place = self.place_in(target)
            owner = self._owner(head)
            if trigger.term == "loss":
                mention = self.make(first, head, event_type, trigger, None, owner)
            else:
                mention = self.make(first, head, event_type, trigger, owner, self._from_whom(head))
            if mention is not None:
                mention.place, mention.own_place = place, True
                mention.weak = trigger.term in ("loss", "fall", "liberation")
            return mention
        elif frame == "forces_noun":
            owner = self._owner(head)
            if owner is None or owner == CIVILIANS:
                return None
            if trigger.term in ("push", "gains", "thrust", "incursion", "advance", "advances"):
                pass
            mention = self.make(first, head, event_type, trigger, owner, None)
            return mention
        elif frame == "truce":
            window = text[max(parsed.start, parsed.starts[first.i] - 60) : min(parsed.end, parsed.ends[head.i] + 90)]
            if re.search(r"\bviolat|\bbreach", window, re.I):
                return None
            if not _TRUCE_EFFECT.search(window):
                return None
            if re.search(
                r"\b(?:call(?:s|ed|ing)? for|propos\w+|reject\w*|possible|urg\w+|no)\b[^.]{0,30}$", before, re.I
            ):
                return None
            parties = self._between_parties(head)
            brokers = [
                g
                for c in children(head, "acl")
                if c.lower_ in ("brokered", "mediated")
                for by in c.children
                if by.lower_ == "by"
                for g in children(by, "pobj")
            ]
            if parties is None and brokers:
                second = next((a for a in (self.actor_of(c) for c in children(brokers[0], "conj")) if a), None)
                left, right = phrase_bounds(self.parsed, brokers[0])
                broker_named = self.actors.in_span(left, right, metonyms=True)
                parties = (broker_named[0] if broker_named else None, second)
            broker = next(
                (
                    self._agent(c)
                    for c in children(head, "acl")
                    if c.lower_ in ("brokered", "declared", "announced", "mediated", "agreed")
                ),
                None,
            )
            actor1, actor2 = parties or (broker, None)
            if actor1 is None and head.head.lower_ in ("declared", "announced", "declare"):
                actor1 = self.actor_of(next(iter(subjects(head.head)), None))
            return self.make(first, head, event_type, trigger, actor1, actor2)
        elif frame == "of_truce":
            if not any(
                _TRUCE.search(self.phrase(g))
                for p in children(head, "prep")
                if p.lower_ == "of"
                for g in children(p, "pobj")
            ) and not _TRUCE.search(self.phrase(head)):
                return None
            return self.make(first, head, event_type, trigger, self._owner(head), None)
        elif frame == "deal_noun":
            weak = True
        elif frame == "crowd":
            weak = head.dep_ != "nsubj" or head.head.lower_ in ("said", "say")
        if event_type == "talks":
            window = text[max(parsed.start, parsed.starts[first.i] - 70) : min(parsed.end, parsed.ends[head.i] + 70)]
            if (
                not _TALKS_REAL.search(window)
                or head.lower_ in ("meeting", "summit", "negotiation")
                and not self._between_parties(head)
            ):
                return None
            parties = self._between_parties(head) or (self._owner(head), None)
            actor1, actor2 = parties
            if actor1 is None and actor2 is not None:
                verb = head.head
                subject = next(iter(subjects(verb)), None) if is_verb(verb) else None
                other = self.actor_of(subject)
                actor1 = other if other != actor2 else None
                if actor1 is None:
                    actor1, actor2 = actor2, None
            return self.make(first, head, event_type, trigger, actor1, actor2)
        if event_type == "protest":
            against = self._against(head)
            if against is None and any(
                g.tag_ == "NNP" for p in children(head, "prep") if p.lower_ == "against" for g in children(p, "pobj")
            ):
                against = state_actor(self.context.country)  # "protests against Assad": a ruler stands for his state
            if re.match(r"anti-(?:government|regime)", self.phrase(head), re.I) or re.search(
                r"\banti-(?:government|regime|assad)\b", self.phrase(head), re.I
            ):
                against = against or state_actor(self.context.country)
            return self.make(first, head, event_type, trigger, None, against)
        if event_type == "aid_delivery" and head.dep_ == "pobj" and head.head.lower_ in ("on", "against", "of"):
            return None  # "an attack on an aid convoy"
        actor1 = self._owner(head)
        actor2 = self._against(head)
        parties = self._between_parties(head)
        if parties and event_type in ("armed_clash",):
            a, b = parties
            actor1, actor2 = (a or actor1), (b or actor2)
        if event_type in ("siege_imposed",):
            under = head.head if head.dep_ == "pobj" and head.head.lower_ == "under" else None
            keeper = under.head if under is not None else None
            if keeper is not None and keeper.lower_ in ("kept", "keeps", "keeping", "put", "placed", "held", "holding"):
                actor1 = actor1 or self.actor_of(next(iter(subjects(keeper)), None))
            if under is None and actor1 is None and not any(p.lower_ in ("on", "of") for p in children(head, "prep")):
                weak = True
            if is_verb(head.head) and head.head.lower_ in (
                "break",
                "broke",
                "breaking",
                "lift",
                "lifted",
                "end",
                "ended",
                "breaks",
                "broken",
                "lifting",
            ):
                weak = True
        if (
            event_type == "armed_clash"
            and actor2 is None
            and head.dep_ == "pobj"
            and head.head.lower_ in ("with", "against")
        ):
            actor2 = None
        if (
            event_type
            in ("bombing", "suicide_bombing", "shelling", "air_strike", "attack_on_civilians", "chemical_attack")
            and actor2 is None
        ):
            actor2 = self._victims_of(head)
        if event_type == "armed_clash" and trigger.term in ("resistance", "combat", "confrontation", "hostilities"):
            weak = True
        if (
            event_type == "bombing"
            and trigger.term in ("bomb", "bombs", "explosive", "grenade", "grenades")
            and head.dep_ not in ("nsubj", "nsubjpass", "pobj")
        ):
            if head.dep_ != "dobj" or head.head.lower_ not in _THROWING:
                return None
        if (
            event_type == "shelling"
            and trigger.term in ("artillery", "cruise missiles", "barrage", "ballistic missile", "ballistic missiles")
            and head.dep_ not in ("pobj", "nsubj", "nsubjpass", "dobj", "conj")
        ):
            return None
        if (
            event_type == "deployment"
            and trigger.term == "reinforcements"
            and head.dep_ == "dobj"
            and head.head.lower_ in ("brought", "sent", "bring", "send", "sending", "bringing")
        ):
            return None
        if event_type == "deployment" and trigger.term in ("intervention",) and actor1 is None:
            return None
        if head.lower_ in ("explosions", "explosion", "blasts") and actor2 is None:
            weak = weak or bool(
                re.search(r"\b(?:heard|recorded|loud|sounds? of)\b", self.text(self.parsed.start, self.parsed.end))
            )
        if event_type == "mass_grave" and is_verb(head.head):
            finder = next(iter(subjects(head.head)), None)
            actor1 = self.actor_of(finder) if finder is not None and finder.i != head.i else None
            actor2 = None
        if event_type in ("attack_on_civilians",) and trigger.term in ("killing", "killings", "murders", "shooting"):
            if any(abs(m.trigger - head.i) < 30 and m.type != "attack_on_civilians" for m in self.found):
                return None
            actor2 = actor2 or self._victims_of(head) or CIVILIANS
        mention = self.make(first, head, event_type, trigger, actor1, actor2)
        if mention is not None:
            mention.weak = mention.weak or weak
            mention.generic = self._is_generic(head)
        return mention

    def _is_generic(self, head: Token) -> bool:
        """Tell whether a noun only points back: "the attack", "that blast", with nothing of its own."""
        if head.lower_ not in _POINTING:
            return False
        own = [
            c
            for c in head.children
            if c.dep_ not in ("det", "punct", "relcl") and not (c.dep_ == "prep" and c.lower_ == "in")
        ]
        return not own and any(c.dep_ == "det" and c.lower_ in ("the", "that", "this") for c in head.children)

    def _from_the_air(self, head: Token) -> bool:
        """Tell whether a "bombing" or falling "bombs" of a story with aircraft come from them."""
        around = self.text(max(self.parsed.start, self.parsed.starts[head.i] - 60), self.parsed.ends[head.i] + 40)
        if re.search(
            r"\b(?:suicide|roadside|car|truck|planted|device|bombers?|ied|vest|cluster|bicycle)\b", around, re.I
        ):
            return False
        following = head.nbor(1).lower_ if head.i + 1 < len(self.doc) else ""
        falls = bool(
            {head.head.lower_, following} & {"fell", "fall", "falling", "fallen", "dropped", "rained", "landed"}
        )
        falls = falls or any(c.dep_ == "relcl" and c.lower_ in ("fell", "landed", "dropped") for c in head.children)
        falls = falls or (head.lower_ == "bombs" and self._owner(head) in _air_forces())
        return head.lower_ in ("bombing", "bombings") or (head.lower_ in ("bomb", "bombs") and falls)

    def strike_noun(self, first: Token, head: Token, trigger: Trigger) -> EventMention | None:
        """Read "a strike on the market", "Israeli strikes": from the air unless artillery or missiles are named."""
        phrase = self.phrase(head)
        if re.search(
            r"\b(?:hunger|general|labou?r|transport|teachers|workers|doctors|first|lightning)\b", phrase, re.I
        ):
            return None
        owner = self._owner(head)
        at = [p for p in children(head, "prep") if p.lower_ in ("on", "against", "at", "in", "near", "by")]
        if head.dep_ == "dobj" and head.head.lower_ in ("carried", "carrying", "conducted", "launched", "carry"):
            subject = next(iter(subjects(head.head)), None)
            if subject is not None and _AIR.search(self.phrase(subject)):
                owner = owner or self.actor_of(subject)
        elif not (owner in _air_forces() or (at and self.context.tells_of_aircraft) or _AIR.search(phrase)):
            return None
        kind = "shelling" if _PROJECTILE.search(phrase) else "air_strike"
        victim = self._against(head) or self._victims_of(head)
        return self.make(first, head, kind, trigger, owner if owner != CIVILIANS else None, victim)

    def attack_noun(self, first: Token, head: Token, trigger: Trigger) -> EventMention | None:
        phrase = self.phrase(head)
        if re.search(
            r"\b(?:heart|terror(?:ist)?|september|cyber|verbal|9/11|personal|media)\b", phrase, re.I
        ) and not re.search(r"\bterror", phrase, re.I):
            return None
        verb = head.head
        if (
            head.dep_ == "dobj"
            and is_verb(verb)
            and verb.lower_
            in (
                "condemned",
                "condemn",
                "condemning",
                "blamed",
                "claimed",
                "claiming",
                "repelled",
                "repel",
                "thwarted",
                "foiled",
                "planned",
                "denounced",
                "fear",
                "feared",
                "repulsed",
            )
        ):
            if verb.lower_ not in ("repelled", "repel", "repulsed", "thwarted", "foiled"):
                mention = self._attack(first, head, trigger, phrase)
                if mention is not None:
                    mention.weak = True
                return mention
        if any(
            m.type
            in (
                "air_strike",
                "shelling",
                "suicide_bombing",
                "bombing",
                "chemical_attack",
                "attack_on_civilians",
                "armed_clash",
                "abduction",
                "execution",
                "looting",
            )
            and abs(m.trigger - head.i) < 14
            for m in self.found
        ):
            mention = self._attack(first, head, trigger, phrase)
            if mention is not None:
                mention.weak = True
            return mention
        return self._attack(first, head, trigger, phrase)

    def _attack(self, first: Token, head: Token, trigger: Trigger, phrase: str) -> EventMention | None:
        raid = head.lower_ in ("raid", "raids") and not re.search(
            r"\b(?:ground|police|cattle|night|border|cross-border|commando|house|security|army|dawn)\b", phrase, re.I
        )
        if raid and (
            head.head.lower_ in ("hit", "struck", "killed", "destroyed", "flattened", "targeted", "brought", "killing")
            or any(m.type == "air_strike" for m in self.found)
            or _AIR.search(self.text(max(0, self.parsed.start - 400), self.parsed.end))
        ):
            kind = "air_strike"
        elif _AIR.search(phrase):
            kind = "air_strike"
        elif _PROJECTILE.search(phrase):
            kind = "shelling"
        elif re.search(r"\b(?:bomb|explosive|ied|grenade)\b", phrase, re.I):
            kind = "bombing"
        else:
            kind = "armed_clash"
        actor1, actor2 = self._owner(head), self._against(head) or self._victims_of(head)
        if kind == "armed_clash" and actor2 is None:
            on = " ".join(
                self.phrase(g)
                for p in children(head, "prep")
                if p.lower_ in ("on", "against", "at")
                for g in children(p, "pobj")
            )
            if re.search(_SOFT_TARGETS, on, re.I):
                actor2 = CIVILIANS
        if kind == "armed_clash" and actor2 is None and self._civilian_toll():
            actor2 = CIVILIANS
        if kind == "armed_clash" and actor2 == CIVILIANS:
            kind = "attack_on_civilians"
        mention = self.make(first, head, kind, trigger, actor1, actor2)
        if (
            mention is not None
            and actor1 is None
            and actor2 is None
            and not any(p.lower_ in ("on", "against", "in", "at", "near", "by") for p in children(head, "prep"))
        ):
            mention.weak = True
        if mention is not None:
            mention.generic = self._is_generic(head)
        return mention

    def _owner(self, head: Token) -> str | None:
        """Return whose attack, offensive or siege it is: the words before the noun, "by …", or who launched it."""
        left, right = phrase_bounds(self.parsed, head)
        found = self.actors.in_span(left, right)
        if found is None:
            demonym = next((n for n in self.context.names_in(left, right) if n.kind == "demonym"), None)
            if demonym is not None:
                found = (state_actor(demonym.entries[0]) or "", "")
        if found is None and (party := self.actors.by_modifier(head)):
            found = (party, head.text)
        if found is None:
            for poss in children(head, "poss", "nmod"):
                if poss.lower_ in ("its", "their", "his"):
                    found = self.actors.of_phrase(self.parsed, poss)
                else:
                    found = found or self.actors.of_phrase(self.parsed, poss)
        if found is None:
            for child in head.children:
                if child.dep_ in ("prep", "agent") and child.lower_ in ("by", "from"):
                    for inner in children(child, "pobj"):
                        found = found or self.actors.of_phrase(self.parsed, inner)
                elif child.dep_ == "acl":
                    for by in (c for c in child.children if c.lower_ == "by" or c.dep_ == "agent"):
                        for inner in children(by, "pobj"):
                            found = found or self.actors.of_phrase(self.parsed, inner)
        if found is None and head.dep_ == "dobj" and is_verb(head.head):
            subject = next(iter(subjects(head.head)), None)
            if head.head.lower_ in (
                "launched launch launching conducted carried carry conducting staged stage mounted waged waging made "
                "began started continued committed perpetrated resumed intensified executed "
                "stepped maintained unleashed used using staging triggered carrying rammed drove detonated planted "
                "threw hurled laid sent sending dropped fired".split()
            ):
                actor = self.actor_of(subject)
                return actor if actor != CIVILIANS else None
        if found is None and head.dep_ == "pobj" and head.head.dep_ == "prep" and is_verb(head.head.head):
            verb, word = head.head.head, head.head.lower_
            if verb.lower_ in _BLAME and word in ("for", "of", "over"):
                return next((a for a in (self.actor_of(o) for o in children(verb, "dobj")) if a), None)
            if word in ("in", "during") and verb.lower_ in _HARMING and not is_passive(verb):
                actor = self.actor_of(next(iter(subjects(verb)), None))
                return actor if actor != CIVILIANS else None  # "killed three fishermen in a raid on the village"
        return (found[0] or None) if found else None

    def _against(self, head: Token) -> str | None:
        for child in head.children:
            if child.dep_ == "prep" and child.lower_ in ("against", "on", "with", "at", "of"):
                for inner in children(child, "pobj"):
                    if child.lower_ == "of" and not person_noun(inner.text):
                        continue
                    if actor := self.actor_of(inner):
                        return actor
            elif child.dep_ == "acl" and child.lower_ in ("targeting", "hitting", "against"):
                for inner in children(child, "dobj"):
                    if actor := self.actor_of(inner):
                        return actor
        return None

    def _victims_of(self, head: Token) -> str | None:
        """Return the side of those killed or wounded by the noun: its verb's object, or the clause around it."""
        verb = head
        for _ in range(4):
            if is_verb(verb):
                break
            verb = verb.head
        if not is_verb(verb):
            return None
        targets = []
        for candidate in [
            verb,
            *(c for c in verb.children if c.dep_ in ("advcl", "conj", "relcl", "ccomp")),
            *(c for c in head.children if c.dep_ in ("relcl", "acl")),
        ]:
            if candidate.lower_ in (
                "killed",
                "killing",
                "wounded",
                "wounding",
                "injured",
                "injuring",
                "left",
                "leaving",
                "kill",
                "claimed",
                "targeted",
                "targeting",
                "hit",
            ):
                targets += children(candidate, "dobj", "nsubjpass")
                for s in targets[:]:
                    targets += children(s, "conj")
        for target in targets:
            known = person_noun(target.text)
            victim = self.actors.victim(self.parsed, [target], known[0] if known else "unknown")
            if victim:
                return victim
            if known and known[0] == "combatant":
                return self.actor_of(target)
            if (known and known[0] == "civilian") or target.lower_ in ("people",) or self._counted(target):
                return CIVILIANS
        return None

    # -- building ----------------------------------------------------------------------------------------------------

    def make(
        self, first: Token, last: Token, event_type: str, trigger: Trigger, actor1: str | None, actor2: str | None
    ) -> EventMention | None:
        anchor = last if trigger.pos == "noun" else first
        unreal = unreal_reason(anchor) or asked(self.doc) or self._habit(anchor)
        if event_type == "protest" and unreal == "planned" and not self._intends(anchor):
            unreal = None  # "gathered to protest": they did
        if actor2 == actor1:
            actor2 = None
        start, end = self._clause_span(first, last)
        mention = EventMention(
            event_type,
            start,
            end,
            anchor.i,
            f"{trigger.pos}_{trigger.frame or 'plain'}",
            actor1,
            actor2,
            cues=[trigger.term],
        )
        mention.unreal = unreal
        mention.speaker = self.attribution.of(self.parsed, anchor)
        if mention.speaker is not None and mention.speaker.denied:
            mention.unreal = "denied"
        own = self.setting.when(self.parsed, anchor, inherit=False)
        mention.own_date = own.precision is not None
        mention.when = own if mention.own_date else self.setting.when(self.parsed, anchor)
        place = self.setting.where(self.parsed, anchor, inherit=False)
        mention.own_place = place is not None
        mention.place = place or self.setting.where(self.parsed, anchor)
        return mention

    @staticmethod
    def _habit(anchor: Token) -> str | None:
        """Tell a habit from an occurrence: "rebels regularly fire rockets", "is often targeted"."""
        if not is_verb(anchor) or any(c.lower_ in ("have", "has", "had") for c in anchor.children):
            return None
        present = anchor.tag_ in ("VBP", "VBZ") or any(c.lower_ in ("is", "are") for c in anchor.children)
        return "habit" if present and any(c.lower_ in _HABITS for c in anchor.children) else None

    def _intends(self, verb: Token) -> bool:
        return verb.head.lower_ in (
            "plan",
            "plans",
            "planned",
            "planning",
            "vowed",
            "vow",
            "threatened",
            "threaten",
            "intend",
            "intended",
            "called",
            "calls",
            "call",
            "want",
            "wants",
            "wanted",
            "urged",
            "agreed",
            "decided",
        )

    def _clause_span(self, first: Token, last: Token) -> tuple[int, int]:
        """Return the offsets of the words that tell it: from subject to object, within a few words of the trigger."""
        tokens = [first, last]
        for child in [*first.children, *last.children]:
            if child.dep_ in (
                "nsubj",
                "nsubjpass",
                "dobj",
                "agent",
                "prep",
                "compound",
                "amod",
                "poss",
                "nummod",
                "prt",
                "aux",
                "auxpass",
                "acomp",
            ):
                if abs(child.i - first.i) < 16:
                    tokens.append(child)
                    if child.dep_ in ("prep", "agent"):
                        tokens += [g for g in children(child, "pobj") if abs(g.i - first.i) < 18]
                    if child.dep_ in ("dobj", "nsubj", "nsubjpass"):
                        tokens += [
                            g
                            for g in child.children
                            if g.dep_ in ("compound", "amod", "det", "nummod") and g.i < child.i
                        ]
        if first.dep_ in ("advcl", "conj", "xcomp") and is_verb(first.head) and 0 < first.i - first.head.i < 24:
            # "a mine overturned a lorry, killing seven": the act stands in the clause above
            tokens += [
                first.head,
                *(s for s in first.head.children if s.dep_ in ("nsubj", "nsubjpass") and first.i - s.i < 28),
            ]
        start = min(self.parsed.starts[t.i] for t in tokens)
        end = max(self.parsed.ends[t.i] for t in tokens)
        return start, min(end, start + 600)


@cache
def _air_forces() -> frozenset[str]:
    """Return the parties that bomb from the air: states and coalitions."""
    return frozenset(
        r["name"] for r in read_table("actors") if r["kind"].startswith(("state", "coalition"))
    ) | frozenset(r["name"] for r in read_table("countries"))
