"""Frames of violence: attacks, bombing from the air, shelling, explosives, killing, abduction, destruction."""

from __future__ import annotations

import re

from frontledger.extraction.actors import (
    CIVILIANS,
    UNKNOWN_GROUP,
    is_armed_group,
    phrase_bounds,
    state_actor,
)
from frontledger.extraction.captives import taken_by_force, tells_captivity
from frontledger.extraction.events.clause import Clause
from frontledger.extraction.events.words import (
    AIR,
    OFFENSIVE_NOUNS,
    POINTING,
    PROJECTILE,
    PROPERTY,
    SOFT_TARGETS,
    air_forces,
)
from frontledger.extraction.lexicon import WARS, may_be_person, person_noun, shaped_like_person
from frontledger.extraction.syntax import children, clause_verb, is_verb
from frontledger.text.words import Token

_EXPLOSIVE = re.compile(
    r"\b(?:bombs?|explosives?|devices?|ied|ieds|mines?|landmines?|grenades?|blasts?|explosions?|booby[- ]traps?|"
    r"ordnance|dynamite|charges?)\b",
    re.I,
)
_GROUND = re.compile(r"\b(?:forces?|troops|soldiers|army|fighters?|units?|brigade|police|guards?|tanks)\b", re.I)
_MILITARY_TARGET = re.compile(
    r"\b(?:tanks?|armou?red|positions?|targets?|weapons?|depots?|bunkers?|headquarters|military|ammunition|launchers?|"
    r"pickups?|drones?|missiles?|tunnels?|command|(?:combat|fighting|armou?red|army) (?:vehicles?|cars?)|"
    r"vehicles? belonging|technicals|hideouts?|bases?|bombs?)\b",
    re.I,
)
_SMALL_ARMS = re.compile(
    r"\b(?:machine[- ]?guns?|small arms|shots|grenade launchers?|rifles?|weapons|automatic)\b", re.I
)
_WITH_SHELLS = re.compile(
    r"\bwith\s+(?:[\w-]+\s+){0,3}?(?:(?:rocket|mortar|artillery|tank)\s+(?:shells?|rounds?|fire)|rockets|mortars|missiles|"
    r"artillery|shells)\b",
    re.I,
)
_OF_BOMBERS = re.compile(r"\b(?:suicide|bomber|\w+sel(?:f|ves))\b", re.I)
_AIRCRAFT = re.compile(r"\b(?:drones?|jets?|(?:war)?planes?|helicopters?|aircraft|gunships?)\b", re.I)
_SHELLS = re.compile(r"(?:\w+ )?(?:rockets?|missiles?|mortars?|shells?|artillery)\b", re.I)
_NO_KILLERS = WARS | frozenset(
    "exchange campaign crackdown accident fire disease siege battle year years month months week weeks decade decades "
    "famine hunger cold toll crash flood floods flooding cholera measles ebola malaria virus coronavirus outbreak "
    "epidemic storm storms cyclone hurricane typhoon earthquake quake landslide landslides tsunami avalanche drought "
    "starvation".split()
)
_BUILT = (
    r"\b(?:buildings?|houses?|homes?|blocks?|facilit(?:y|ies)|plants?|stations?|substations?|refiner(?:y|ies)|depots?|"
    r"hospitals?|schools?|markets?|hotels?|mosques?|churches|church|warehouses?|towers?|bridges?)\b"
)
_NOTABLE = re.compile(
    r"\b(?:chiefs?|mayor|governor|minister|commander|leader|judge|prosecutor|lawmaker|senator|deputy|ambassador|general|"
    r"colonel|cleric|chairman|president|politician|director|candidate|journalist|reporter|editor|publisher|blogger|"
    r"activist|attorney|lawyer|(?<!police )(?<!security )official|elder|imam|priest|bishop|pastor|councill?or|diplomat|"
    r"magistrate|chieftain)$",
    re.I,
)
_FIREARMS = re.compile(r"\b(?:gunfire|gunshots?|bullets?|snipers?|gunm[ae]n|shots|small arms)\b", re.I)
_FROM_ABOVE = frozenset("air_strike shelling bombing suicide_bombing".split())
_MINE = re.compile(r"\b(?:(?:land|roadside |anti-personnel )?mines?|ieds?|explosive devices?|booby[- ]traps?)$", re.I)
_BOMBER = re.compile(r"\b(?:suicide )?bombers?$", re.I)
_BOMB_BY = re.compile(r"\b(?:bombs?|ieds?|explosive device|landmine|mine|car bomb|suicide bomber)\b", re.I)
_VIOLENTLY = frozenset("violently brutally bloodily ruthlessly forcibly savagely".split())
_SAPPER = re.compile(r"\b(?:sappers?|de-?miners?|bomb disposal|engineers)\b", re.I)
_ASSAULT = re.compile(
    r"\b(?:attacks?|assaults?|offensives?|advances?|raids?|onslaught|incursions?|infiltrations?)$", re.I
)
_STRUCK = frozenset("deal deals accord agreement bargain pact truce compromise balance note tone chord pose".split())
_HOMES = (
    r"\b(?:at|on|into|in|hit|struck) (?:[\w'’-]+ ){0,3}"
    r"(?:neighbou?rhoods?|residential|houses?|homes?|markets?|schools?|hospitals?)\b"
)


_LANDS = frozenset("country region province state".split())
_ARRESTED = frozenset("suspect suspects associate associates accomplice accomplices pair trio ringleader".split())
_CAPTIVES = frozenset(
    "captive captives prisoner prisoners hostage hostages detainee detainees abductee abductees".split()
)
_TAKEN = frozenset("captured captive detained seized imprisoned kidnapped abducted surrendered arrested".split())
_HELPLESS = re.compile(
    r"\blined up\b|\bhands (?:tied|bound)\b|\bblindfolded\b|\bbound hand and foot\b|\bexecution[- ]style\b|"
    r"\bpoint[- ]blank\b",
    re.I,
)


class ViolenceFrames(Clause):
    """Who did harm to whom, and by what means."""

    def verb_attack(self, verb, last, trigger, objects, subject, passive, target):
        if target is None and trigger.term != "attack":
            at = self.parsed.starts[verb.i]
            shells = _WITH_SHELLS.search(self.context.text, at, min(self.parsed.end, at + 110))
            if passive or not shells or self.actor_of(subject) is None:
                return None
            return "shelling", self.actor_of(subject), None, None  # whom, the parse lost
        if (
            passive
            and verb.dep_ == "acl"
            and re.search(r"\b(?:splinters?|shrapnel|debris)\b", self._agent_text(verb), re.I)
        ):
            return None  # "two sisters, hit by splinters": who they are
        if passive and not self._agent(verb) and self._told_by_when(verb):
            return None  # "was attacked when a parked lorry blew up": the bomb is the attack
        if not passive and subject is not None and _BOMBER.search(self.phrase(subject)):
            return None  # "a suicide bomber attacked a mosque": the noun tells it
        if passive and _BOMB_BY.search(self._agent_text(verb)):
            return None  # "was hit by a hidden bomb"
        if trigger.term == "strike" and target.lower_ in _STRUCK:
            return None  # "a deal struck in Sochi", "struck a note"
        if trigger.term in ("hit", "strike") and not passive and _MINE.search(self.phrase(target)):
            return "bombing", None, self._victims_of(verb), None  # "their vehicle hit a mine"
        if trigger.term in ("target", "hit", "strike"):
            around = self.phrase(subject) if subject is not None else ""
            if AIR.search(around) or AIR.search(self._agent_text(verb)):
                return (
                    "air_strike",
                    *self._attack_parties(verb, subject, target, passive),
                    self.place_in(target) if self.is_place_object(target) else None,
                )
            if PROJECTILE.search(around) or passive and PROJECTILE.search(self._agent_text(verb)):
                from_above = subject is not None and AIR.search(self.subtree_text(subject))
                return (
                    "air_strike" if from_above else "shelling",
                    *self._attack_parties(verb, subject, target, passive),
                    self.place_in(target) if self.is_place_object(target) else None,
                )
            if subject is not None and re.search(r"\b(?:bomb|blast|explosion|bomber|attack|strike)\w*\b", around, re.I):
                return None  # the noun tells it
            if self.actor_of(subject) is None and not passive:
                return None
            if passive and trigger.term != "target" and not self._agent_text(verb).strip():
                if self._specific_violence_near(verb, whole=True):
                    return None  # "were hit in army air strikes": the noun tells it
                if re.search(_BUILT, self.phrase(target), re.I) and not self._specific_violence_near(verb, whole=True):
                    # "a residential building was hit": from afar, whatever hit it
                    kind = "air_strike" if self.context.tells_of_aircraft else "shelling"
                    return kind, None, None, self.place_in(target) if self.is_place_object(target) else None
        if re.search(
            r"\b(?:hackers?|cyber\w*)\b", self._agent_text(verb) if passive else self._words_before(verb), re.I
        ):
            return None
        if subject is not None and AIR.search(self.phrase(subject)) and not passive:
            return ("air_strike", *self._attack_parties(verb, subject, target, passive), None)
        actor1, actor2 = self._attack_parties(verb, subject, target, passive)
        if actor1 is None and target is None:
            return None
        at = self.parsed.starts[verb.i]
        means = " ".join(
            self.phrase(g) for p in children(verb, "prep") if p.lower_ == "with" for g in children(p, "pobj")
        )
        if told := _WITH_SHELLS.search(self.context.text, self.parsed.starts[verb.i], min(self.parsed.end, at + 110)):
            means = told.group()  # "targeted with a rocket shell the Jobar quarter", however it was parsed
        if PROJECTILE.search(means) and not re.search(r"\btanks?\b", means, re.I):
            return "shelling", actor1, actor2, self.place_in(target) if self.is_place_object(target) else None
        if (
            trigger.term in ("strike", "hit", "target")
            and actor1 in air_forces()
            and self.context.tells_of_aircraft
            and not _GROUND.search(self.phrase(subject) if subject is not None and not passive else "")
        ):
            return "air_strike", actor1, actor2, self.place_in(target) if self.is_place_object(target) else None
        kind = (
            "attack_on_civilians"
            if actor2 == CIVILIANS or (target is not None and self.civilian(target))
            else "armed_clash"
        )
        if kind == "armed_clash" and actor2 is None and self._is_soft(target, taken=trigger.term == "storm"):
            kind, actor2 = "attack_on_civilians", CIVILIANS
        if kind == "armed_clash" and actor2 is None and self._civilian_toll():
            kind = "attack_on_civilians"
        if kind == "attack_on_civilians":
            actor2 = CIVILIANS
        return kind, actor1, actor2, self.place_in(target) if self.is_place_object(target) else None

    def _is_soft(self, target: Token | None, taken: bool = False) -> bool:
        """Tell whether what is attacked is civilian: people, a house, "a convoy of buses"; a stormed village is not."""
        if target is None:
            return False
        of = [g for p in children(target, "prep") if p.lower_ == "of" for g in children(p, "pobj")]
        words = " ".join(self.phrase(t) for t in (target, *of))
        if taken and re.search(r"\b(?:villages?|hamlets?|settlements?|farms?)\b", words, re.I):
            return False
        carried = [g for c in children(target, "acl") if c.lower_ == "carrying" for g in children(c, "dobj")]
        of += carried  # "a truck carrying worshippers"
        return bool(re.search(SOFT_TARGETS, words, re.I)) or any(self.civilian(t) for t in (target, *of))

    def verb_aircraft(self, verb, last, trigger, objects, subject, passive, target):
        around = " ".join(self.phrase(t) for t in (subject, *objects) if t is not None) + " " + self._agent_text(verb)
        if trigger.term in ("carry out", "drop") and not re.search(
            r"\b(?:air ?strikes?|air raids?|barrel bombs?|bombs?|barrels?|gas|munitions|explosives|strikes|raids)\b",
            around,
            re.I,
        ):
            return None
        if trigger.term == "carry out":
            return None  # the noun tells it
        if trigger.term == "drop" and re.search(
            r"\b(?:gas|chlorine|sarin|chemicals?)\b", self.subtree_text(verb)[:160], re.I
        ):
            return ("chemical_attack", *self._attack_parties(verb, subject, None, passive), None)
        if trigger.term == "drop" and not re.search(r"\b(?:bombs?|barrels?|explosives|munitions)\b", around, re.I):
            return None
        if not AIR.search(around):
            if trigger.term in ("bomb",):
                actor = self._agent(verb) if passive else self.actor_of(subject)
                if actor in (None, UNKNOWN_GROUP) or actor not in air_forces():
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
            actor1 = owner[0] if owner and AIR.search(self._agent_text(verb)) else None
        return "air_strike", actor1, actor2, self.place_in(target) if self.is_place_object(target) else None

    def _fired_upon(self, actor: str | None, at: Token) -> tuple[str, str | None, str | None]:
        victim = self.actor_of(at)
        civil = victim == CIVILIANS or victim is None and (self._is_soft(at) or self._of_people(at))
        return "attack_on_civilians" if civil else "armed_clash", actor, CIVILIANS if civil else victim

    def verb_projectile(self, verb, last, trigger, objects, subject, passive, target):
        subject_text = self.phrase(subject) if subject is not None else ""
        if trigger.term == "fall" and any(
            p.lower_ == "into" and "hands" in {g.lower_ for g in p.children} for p in children(verb, "prep")
        ):
            return None  # "six tanks fell into the hands of"
        if (
            subject is not None
            and subject.lower_ in ("one", "another", "others", "they", "it")
            and trigger.term
            in (
                "land",
                "hit",
                "strike",
                "fall",
                "slam",
            )
        ):
            subject_text = self._fired_before(subject)  # "missiles were fired … one of them landed in the market"
        if not passive and not objects and PROJECTILE.search(subject_text) and self._agent(verb):
            passive = True  # "rockets fired by the militants closed the airport", taken for the main verb
        object_text = " ".join(self.phrase(o) for fired in objects for o in (fired, *children(fired, "conj")))
        if trigger.term in ("fire", "launch", "lob"):
            fired = subject_text if passive else object_text
            if AIR.search(self._agent_text(verb) if passive else subject_text):
                return "air_strike", *self._attack_parties(verb, subject, None, passive), None
            if re.match(r"\W*(?:[\w-]+ ){0,3}drones?\b", fired, re.I):
                aims = (p for p in children(verb, "prep") if p.lower_ in ("at", "on", "into"))
                hit = next((g for p in aims for g in children(p, "pobj")), None)
                actor1 = self._agent(verb) if passive else self.actor_of(subject)
                return "air_strike", actor1, self.actor_of(hit), self.place_in(hit)
            filled = " ".join(t.text for o in ([subject] if passive else objects) if o is not None for t in o.subtree)
            if re.search(r"\b(?:(?<!tear )gas|chlorine|sarin|chemical|mustard)\b", f"{fired} {filled[:120]}", re.I):
                return "chemical_attack", self._agent(verb) if passive else self.actor_of(subject), None, None
            if trigger.term == "fire" and not fired.strip():
                into = (g for p in children(verb, "prep") if p.lower_ == "into" for g in children(p, "pobj"))
                land = next((m for m in (self.place_in(g) for g in into) if m and m.kind in _LANDS), None)
                if land is not None and subject is not None and self.actor_of(subject):
                    return "shelling", self.actor_of(subject), None, land  # "firing into northern Israel"
                at = next(
                    (g for p in children(verb, "prep") if p.lower_ in ("on", "at") for g in children(p, "pobj")), None
                )
                if at is None or subject is None:
                    return None
                return *self._fired_upon(self.actor_of(subject), at), None
            if trigger.term == "fire" and _SMALL_ARMS.search(fired):
                after = (t for t in verb.subtree if t.i > verb.i and t.dep_ == "prep" and t.lower_ in ("on", "at"))
                at = next((g for p in after for g in children(p, "pobj")), None)
                if at is None:
                    return None
                return *self._fired_upon(self._agent(verb) if passive else self.actor_of(subject), at), None
            if not PROJECTILE.search(fired) or re.search(r"\b(?:tear|rubber|warning|live|bullets?)\b", fired, re.I):
                return None
            actor1 = self._agent(verb) if passive else self.actor_of(subject)
        else:
            if not PROJECTILE.search(subject_text) or re.search(r"\b(?:suicide|car)\b", subject_text, re.I):
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

    def _fired_before(self, subject: Token) -> str:
        """Return the rocket or shell that "one of them" is, told in this or the sentence before, else nothing."""
        at = self.parsed.starts[subject.i]
        told = PROJECTILE.search(self.text(max(0, at - 200), at))
        return told.group() if told and told.group().lower() not in ("tank", "tanks", "rounds", "round") else ""

    def verb_explosive(self, verb, last, trigger, objects, subject, passive, target):
        around = " ".join(self.phrase(t) for t in (subject, *objects) if t is not None)
        if trigger.term == "go off":
            whole = "" if subject is None else self.subtree_text(subject)
            if not _EXPLOSIVE.search(whole) or whole.lower().startswith("the "):
                return None  # "a car alarm went off"; "the bomb went off", told before
        root = next((t for t in self.doc if t.head is t), verb)
        if verb.dep_ == "acl" and not is_verb(root):
            around += " " + self.phrase(root)  # "a bomb hidden in a cart went off": no main verb in the parse
        men = subject is not None and not passive and person_noun(subject.text) is not None and bool(objects)
        theirs = men and trigger.term == "blow up" and not _OF_BOMBERS.search(around)  # "engineers blew up a truck"
        if not theirs and re.search(r"\b(?:car|truck|suicide|vest|himself|herself|themselves|vehicle)\b", around, re.I):
            return "suicide_bombing", None, self._victim_side(verb), None
        if trigger.term in ("blow up", "detonate") and subject is not None and _SAPPER.search(self.phrase(subject)):
            return "mine_clearance", self.actor_of(subject), None, None  # "sappers blew up 31 shells"
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
        if trigger.term == "blow up" and objects and PROPERTY.search(self.phrase(objects[0])) and actor1:
            return "property_destruction", actor1, None, self.place_in(objects[0])
        if trigger.term == "blow up" and passive and subject is not None and PROPERTY.search(self.phrase(subject)):
            return "property_destruction", self._agent(verb), None, self.place_in(subject)
        return "bombing", actor1, self._victim_side(verb), None

    def verb_people(self, verb, last, trigger, objects, subject, passive, target):
        if trigger.event_type == "arrest":
            victim = target
            if victim is None or not (
                person_noun(victim.text)
                or self._is_named_person(victim)
                or self.parsed.kind_at(victim.i) in ("quantity", "person")
                or self._counted(victim)
                or victim.lower_ in _ARRESTED
                or shaped_like_person(victim.text)
            ):
                return None
            return "arrest", (self._agent(verb) if passive else self.actor_of(subject)), self.whom_of(victim), None
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
                    if self.parsed.kind_at(g.i) != "date"
                ),
                None,
            )
            if at is None and verb.dep_ == "conj" and is_verb(verb.head):
                at = next(iter(children(verb.head, "dobj")), None)  # "surrounded the herders and opened fire"
                at = at if at is not None and (self.civilian(at) or self._of_people(at)) else None
            if at is None:
                near = " ".join(
                    self.phrase(g)
                    for p in children(last, "prep") + children(verb, "prep")
                    if p.lower_ in ("in", "inside", "at", "outside", "near", "into")
                    for g in children(p, "pobj")
                )
                if re.search(SOFT_TARGETS, near, re.I) or self._civilian_toll():
                    return "attack_on_civilians", actor1, CIVILIANS, None  # "opened fire in a shrine"
                return "armed_clash", actor1, None, None
            return *self._fired_upon(actor1, at), None
        shot_at = next((g for p in children(verb, "prep") if p.lower_ == "at" for g in children(p, "pobj")), None)
        if trigger.term == "shoot" and shot_at is not None and not children(verb, "dobj"):
            return *self._fired_upon(self.actor_of(subject), shot_at), None  # "attackers shot at a bus"
        if victim is None or victim.i == verb.i:
            if verb.tag_ in ("VBN", "VBD") and subject is not None and not children(verb, "dobj"):
                if verb.dep_ == "advcl" and not children(verb, "nsubj", "nsubjpass") and subject.i < verb.head.i:
                    return None  # "spoke of at least 40 soldiers killed": the dead, not who spoke
                victim, passive = subject, True
            else:
                return None
        if victim.lower_ in ("them", "him", "her") and verb.dep_ == "conj" and is_verb(verb.head):
            victim = next(
                (o for o in children(verb.head, "dobj") if person_noun(o.text)), victim
            )  # "dragged … and shot"
        if trigger.term in ("shoot", "beat", "stab", "hack", "shot") and not (
            person_noun(victim.text) or self._is_named_person(victim) or self._counted(victim)
        ):
            return None
        if (
            trigger.term in ("shoot", "shot")
            and any(c.lower_ == "down" for c in verb.children)
            and not person_noun(victim.text)
        ):
            shooter = self._agent(verb) if passive else self.actor_of(subject)
            return "armed_clash", shooter, self.actor_of(victim) or self._owner(victim), None
        if self.parsed.kind_at(victim.i) == "quantity":
            # "killed eight of the assailants"
            of = [g for p in children(victim, "prep") if p.lower_ == "of" for g in children(p, "pobj")]
            victim = next((g for g in of if g.lower_ not in ("them", "whom", "those")), victim)
        elif victim.lower_ in ("members", "elements", "men"):
            # "60 members of the militia": who they are tells whose they are
            of = [g for p in children(victim, "prep") if p.lower_ == "of" for g in children(p, "pobj")]
            victim = next((g for g in of if (person_noun(g.text) or ("",))[0] == "combatant"), victim)
        agent = self._agent(verb)
        actor1 = agent if passive else self.actor_of(subject)
        by_things = self._agent_text(verb) if passive else (self.phrase(subject) if subject is not None else "")
        if not passive and actor1 is None:
            by_things += " " + self._words_before(verb)
        if AIR.search(by_things) and _AIRCRAFT.search(by_things):
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
            if striker is None and subject is not None and not passive:
                striker = self._owner(subject)
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
        own = actor1 is not None and subject is not None and subject.lower_ not in WARS
        if not own and not passive and subject is not None and subject.lower_ in _NO_KILLERS:
            return None  # "the exchange has killed some 530 people": a toll, no act
        if self._is_named_person(victim) and not self._counted(victim):
            if victim.tag_ in ("PRP",):
                return None
            return "assassination", actor1, self._person_name(victim), None
        if passive and agent is None:
            self.lone_toll = True
        one = any(c.lower_ in ("a", "an") for c in children(victim, "det")) or bool(
            victim.lower_ in ("leader", "head", "chief", "chairman", "president", "director")
            and any(p.lower_ == "of" for p in children(victim, "prep"))
        )  # "shot dead the leader of an opposition party"
        if one and victim.tag_ == "NN" and _NOTABLE.search(self.phrase(victim)) and not children(victim, "conj"):
            return "assassination", actor1, self.actor_of(victim), None  # "shot dead a provincial intelligence chief"
        known = person_noun(victim.text)
        victim_actor = self.actors.victim(self.parsed, [victim], known[0] if known else "unknown")
        if self._held_captive(verb, victim):
            return "execution", actor1, victim_actor or self.whom_of(victim), None
        combatant = known is not None and known[0] == "combatant" or victim_actor not in (None, CIVILIANS)
        if not known and not self._counted(victim) and victim_actor is None:
            if victim.tag_ == "PRP" or not victim.text[:1].isalpha():
                return None
        if combatant:
            return "armed_clash", actor1, victim_actor or self.actor_of(victim), None
        return "attack_on_civilians", actor1, CIVILIANS, None

    def _held_captive(self, verb: Token, victim: Token) -> bool:
        """Tell whether those killed were in their killers' hands: "captured soldiers", "lined up against a wall"."""
        if victim.lower_ in _CAPTIVES or any(c.lower_ in _TAKEN for c in children(victim, "amod", "compound", "acl")):
            return True
        taken = (c for c in children(victim, "relcl") if c.lower_ in _TAKEN)
        if any(any(s.tag_ == "PRP" and s.lower_ != "who" for s in children(c, "nsubj")) for c in taken):
            return True  # "six men they had seized the evening before"
        return bool(_HELPLESS.search(self.subtree_text(clause_verb(verb))))

    def _told_by_when(self, verb: Token) -> bool:
        """Tell whether a clause with "when" names the means of the attack."""
        for clause in children(verb, "advcl"):
            words = " ".join(t.text for t in clause.subtree)
            if any(c.lower_ == "when" for c in clause.children) and self._specific_noun(words):
                return True
        return False

    def _of_people(self, group: Token) -> bool:
        """Tell whether a group is one of civilians: "a group of herders"."""
        of = (g for p in children(group, "prep") if p.lower_ == "of" for g in children(p, "pobj"))
        return any(self.civilian(g) for g in of)

    def verb_harm(self, verb, last, trigger, objects, subject, passive, target):
        """Read "beat and wounded a teacher": harm short of killing, by somebody, to people."""
        if target is None or any(abs(m.trigger - verb.i) < 20 for m in self.found):
            return None
        flyer = self._agent_text(verb) if passive else self.phrase(subject) if subject is not None else ""
        if _AIRCRAFT.search(flyer):
            striker = self._agent(verb) if passive else self._owner(subject)
            return "air_strike", striker, CIVILIANS if self.civilian(target) else self.actor_of(target), None
        if not passive and _SHELLS.match(flyer):
            return "shelling", self._owner(subject), CIVILIANS if self.civilian(target) else self.actor_of(target), None
        if self._specific_violence_near(verb):
            return None
        actor1 = self._agent(verb) if passive else self.actor_of(subject)
        shot = passive and _FIREARMS.search(self._agent_text(verb))
        if (
            not shot
            and (actor1 is None or actor1 == CIVILIANS)
            or not (person_noun(target.text) or self._counted(target))
        ):
            return None
        known = person_noun(target.text)
        if known and known[0] == "combatant":
            return "armed_clash", actor1, self.actor_of(target), None
        return "attack_on_civilians", actor1, CIVILIANS, None

    def verb_crackdown(self, verb, last, trigger, objects, subject, passive, target):
        """Read "cracked down on a demonstration": force against people who protest."""
        on = (p for p in (*children(verb, "prep"), *children(last, "prep")) if p.lower_ == "on")
        on_whom = " ".join(self.phrase(g) for p in on for g in children(p, "pobj"))
        if not re.search(r"\b(?:protest|demonstrat|dissent|rall|unrest|uprising|crowd|opposition)", on_whom, re.I):
            return None
        actor1 = self._agent(verb) if passive else self.actor_of(subject)
        return "attack_on_civilians", actor1, CIVILIANS, None

    def verb_suppressed(self, verb, last, trigger, objects, subject, passive, target):
        """Read "violently suppressed the protests"."""
        violent = any(c.lower_ in _VIOLENTLY for c in verb.children) or re.search(
            r"\b(?:with|by) (?:\w+ )?(?:force|violence|gunfire|live fire|live ammunition|bullets|tanks)\b",
            self.subtree_text(verb),
        )
        if target is not None and target.lower_ in ("which", "that") and target.head.dep_ == "relcl":
            target = target.head.head
        if (
            not violent
            or target is None
            or not re.search(r"\b(?:protest|demonstrat|rall|uprising|dissent)", self.phrase(target))
        ):
            return None
        actor1 = self._agent(verb) if passive else self.actor_of(subject)
        if actor1 is None and passive and re.search(r"\banti-(?:government|regime)\b", self.phrase(target), re.I):
            actor1 = state_actor(self.context.country)  # who else puts down a protest against the government
        return "attack_on_civilians", actor1, CIVILIANS, None

    def verb_abduct(self, verb, last, trigger, objects, subject, passive, target):
        if target is None:
            return None
        if trigger.term in ("seize", "take away", "carry off", "drag away", "march off", "make off") and not any(
            person_noun(t.text) or self._counted(t) and (t.tag_ == "CD" or may_be_person(t.text))
            for t in (target, *children(target, "conj"))
        ):
            return None  # "seized 40 rifles"
        actor1 = (self._agent(verb) or self._attacker_within(verb)) if passive else self.actor_of(subject)
        return "abduction", actor1, self.whom_of(target), None

    def _attacker_within(self, verb: Token) -> str | None:
        """Return whose attack it is that people were taken in: "253 taken hostage in the Hamas-led assault"."""
        under = (p for t in (verb, *children(verb, "dobj")) for p in children(t, "prep"))
        acts = (g for p in under if p.lower_ in ("in", "during") for g in children(p, "pobj"))
        return next((a for a in (self._owner(g) for g in acts if g.lower_ in POINTING | OFFENSIVE_NOUNS) if a), None)

    def verb_hold_people(self, verb, last, trigger, objects, subject, passive, target):
        """Read "the militia held some 700 men in a warehouse": an arrest by a state, else an abduction."""
        hostages = target is not None and target.lower_ in ("hostages", "captives") and trigger.term == "take"
        taken = passive and trigger.term == "take" and target is not None and taken_by_force(verb)
        if target is None or not (hostages or taken or not passive and tells_captivity(verb)):
            return None
        if taken and not (person_noun(target.text) or self._counted(target)):
            return None
        actor1 = self._agent(verb) if passive else self.actor_of(subject)
        kind = "abduction" if actor1 is None or is_armed_group(actor1) or actor1 == UNKNOWN_GROUP else "arrest"
        return kind, actor1, self.whom_of(target), None

    def verb_property(self, verb, last, trigger, objects, subject, passive, target):
        if trigger.term == "set":
            if not any(c.lower_ in ("ablaze", "alight", "afire") for c in verb.children) and not any(
                g.lower_ == "fire" for p in children(verb, "prep") if p.lower_ == "on" for g in children(p, "pobj")
            ):
                return None
        elif trigger.term in ("set fire", "set ablaze"):
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
        if verb.tag_ == "VBG" and any(m.type in _FROM_ABOVE and abs(m.trigger - verb.i) < 14 for m in self.found):
            return None  # "carried out 11 strikes, destroying a bridge": one act
        quantity = self.parsed.kind_at(target.i) == "quantity"
        if quantity or target.lower_ in (
            "most",
            "many",
            "some",
            "all",
            "several",
            "part",
            "parts",
            "quarters",
            "thirds",
        ):
            phrase = self.subtree_text(target)[:80]  # "set fire to most of the houses"
        if (
            subject is not None
            and not passive
            and re.search(
                r"\b(?:(?:war)?planes?|jets?|drones?|helicopters?|aircraft|gunships?|air force)\b",
                self.phrase(subject),
                re.I,
            )
        ):
            return (
                "air_strike",
                *self._attack_parties(verb, subject, target, passive),
                self.place_in(target) if self.is_place_object(target) else None,
            )
        if (
            not PROPERTY.search(phrase)
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
            if PROJECTILE.search(self.phrase(subject)) or PROJECTILE.fullmatch(verb.nbor(-1).text if verb.i else ""):
                owner = self.actors.in_span(*phrase_bounds(self.parsed, subject))
                return (
                    "shelling",
                    owner[0] if owner else None,
                    None,
                    self.place_in(target),
                )  # "rockets damaged a clinic"
            if self._specific_noun(self.phrase(subject)):
                return None  # "an air raid destroyed the house": one act, which the noun tells
            owner = self.actors.in_span(*phrase_bounds(self.parsed, subject))
            return "property_destruction", owner[0] if owner else None, None, self.place_in(target)
        actor1 = self._agent(verb) if passive else self.actor_of(subject)
        return "property_destruction", None if actor1 == CIVILIANS else actor1, None, self.place_in(target)

    def verb_repelled(self, verb, last, trigger, objects, subject, passive, target):
        """Read "pushed back the assault", "foiled an attack by rebels": a fight of the attacker, who lost it."""
        tried = target is not None and target.lower_ in ("attempt", "attempts", "bid") and self._owner(target)
        if target is None or not (tried or _ASSAULT.search(self.phrase(target))):
            return None  # "thwarted an attempt by rebels to enter the base"
        if re.search(
            r"\b(?:plots?|plans?|suicide|car bomb|terror|terrorist|drone|rocket|missile)\b", self.phrase(target), re.I
        ):
            return None
        defender = self._agent(verb) if passive else self.actor_of(subject)
        if defender in (None, CIVILIANS):
            return None
        return "armed_clash", self._owner(target), defender, None

    def verb_downed(self, verb, last, trigger, objects, subject, passive, target):
        """Read "brought down 31 drones": what flies is shot down."""
        if target is None or not re.search(
            r"\b(?:drones?|helicopters?|jets?|planes?|aircraft|warplanes?|uavs?)\b",
            self.subtree_text(target)[:60],
            re.I,
        ):
            return None
        return "armed_clash", self._agent(verb) if passive else self.actor_of(subject), self._owner(target), None

    def verb_lost_men(self, verb, last, trigger, objects, subject, passive, target):
        """Read "the army lost 11 men at Konna": a fight, where no other is told beside it."""
        side = self.actor_of(subject)
        if passive or target is None or side in (None, CIVILIANS) or not self._counted(target):
            return None
        if target.lower_ != "men" and (person_noun(target.text) or ("",))[0] != "combatant":
            return None
        self.lone_toll = True
        return "armed_clash", None, side, None

    def verb_stones(self, verb, last, trigger, objects, subject, passive, target):
        if not re.search(
            r"\b(?:stones?|rocks?|bricks?|bottles|arrows?|petrol bombs?|projectiles)\b",
            self.subtree_text(verb)[:160],
            re.I,
        ):
            return None
        return "other_violence", self.verb_parties(verb)[0], self.actor_of(target), None
