"""Frames of ground: places taken and lost, advances and withdrawals, offensives, sieges."""

from __future__ import annotations

import re

from frontledger.extraction.actors import (
    CIVILIANS,
    phrase_bounds,
)
from frontledger.extraction.events.clause import WHOLES, Clause
from frontledger.extraction.events.words import (
    FORCES,
    REINFORCEMENT,
    SOFT_TARGETS,
)
from frontledger.extraction.lexicon import person_noun
from frontledger.extraction.syntax import children
from frontledger.text.words import Token

_OFFENSIVE = frozenset(
    "offensive offensives operation operations assault campaign push counteroffensive counter-offensive invasion "
    "incursion onslaught attack attacks raid raids war crackdown intervention drive battle".split()
)
_ANOTHER = frozenset("new second third another fresh northern southern eastern western".split())  # "opened a new front"
_BEGINNING = frozenset(
    "offensive counteroffensive counter-offensive operation operations assault invasion battle push advance".split()
)


_ROAD = re.compile(r"\b(?:roads?|highways?|supply (?:lines?|routes?))$", re.I)
_WAGED = frozenset("offensive offensives counteroffensive counter-offensive invasion incursion onslaught".split())
_EDGES = frozenset("edge edges outskirts suburbs part parts fringes centre center".split())
_HOLDERS = frozenset("garrison garrisons defenders occupiers invaders enemy".split())
_DISSENT = re.compile(r"\b(?:protest\w*|demonstrat\w*|dissent|dissidents|critics|activists|uprising|civilians)\b", re.I)
_RELIEF = re.compile(
    r"\b(?:Red (?:Cross|Crescent)|U\.?N\.?|World Food Programme|aid|"
    r"relief|humanitarian|food|medicines?|flour|medical supplies)\b",
    re.I,
)
_ARMED = re.compile(r"^(?:forces|troops|soldiers|fighters|rebels|militants|insurgents|jihadists|gunmen|tanks)$", re.I)


_WALKED_IN = frozenset(("march into", "walk into", "move into", "roll into", "enter", "drive into"))
_UNOPPOSED = re.compile(
    r"\bunopposed\b|\bwithout (?:a fight|resistance|firing a shot|opposition)\b|\boverthr[eo]w\w*\b", re.I
)
_TROOPS = frozenset(
    "tanks troops soldiers forces fighters brigade brigades battalion battalions regiment division unit units platoon "
    "garrison".split()
)


class ControlFrames(Clause):
    """What happened to ground and to those who held it."""

    def verb_place(self, verb, last, trigger, objects, subject, passive, target):
        if trigger.term == "take" and any(c.lower_ == "up" for c in verb.children):
            return None  # "took up positions around the town"
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
            target = (self.whole_of(place_token) or place_token) if place_token.lower_ in WHOLES else place_token
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
                    in ("capture", "recapture", "seize", "retake", "overrun", "liberate", "lose", "take back", "take")
                    or any(c.lower_ == "back" for c in verb.children)
                )
            ):
                pass
            elif target is not None and (
                self.text(*phrase_bounds(self.parsed, target))
                and any(t.lower_ in ("percent", "%", "half", "third", "quarter") for t in [target])
            ):
                pass
            elif target is not None and target.tag_ == "CD" and (self.place_in(target) or self._places_counted(target)):
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
                town = self.setting.place_before(self.parsed.starts[target.i])
                near = town is not None and 0 <= self.parsed.starts[target.i] - town.end < 300
                taker = self.actor_of(subject)
                if target.lower_ != "it" or not near or taker in (None, CIVILIANS):
                    return None  # "the rebels took it around midday" is a capture
        agent = self._agent(verb)
        actor1 = agent if passive else self.actor_of(subject)
        if actor1 == CIVILIANS:
            actor1 = None
        actor2 = self._from_whom(verb) or self._from_whom(target) or self._fought_for_it(verb)
        return "territory_captured", actor1, actor2, self.place_in(target)

    def _places_counted(self, amount: Token) -> bool:
        """Tell whether an amount counts places: "four of those districts", "four of five state capitals"."""
        of = (g for p in children(amount, "prep") if p.lower_ == "of" for g in children(p, "pobj"))
        return any(self.is_place_object(g) for g in of)

    def verb_flag(self, verb, last, trigger, objects, subject, passive, target):
        """Read "raised the flag over the border crossing": a place taken."""
        if target is None or target.lower_ not in ("flag", "flags", "banner", "banners"):
            return None
        actor1 = self._agent(verb) if passive else self.actor_of(subject)
        over = [
            g
            for owner in (verb, target)
            for p in children(owner, "prep")
            if p.lower_ in ("over", "on", "above", "atop", "at", "in")
            for g in children(p, "pobj")
        ]
        place = next((p for p in (self.place_in(g) for g in over if self.is_place_object(g)) if p), None)
        if actor1 in (None, CIVILIANS) or place is None:
            return None
        return "territory_captured", actor1, None, place

    def verb_held_by_then(self, verb, last, trigger, objects, subject, passive, target):
        """Read "By Tuesday they held the airport", "had full control of the camp": what was taken until then."""
        if trigger.term.startswith("have "):
            control = last if last.lower_ == "control" else target
            of = (g for p in children(control, "prep") if p.lower_ in ("of", "over") for g in children(p, "pobj"))
            target = next(of, None) if control is not None else None
        if passive or target is None or not self.is_place_object(target):
            return None
        if verb.tag_ == "VB" and verb.dep_ == "xcomp" and verb.head.lower_ in ("managed", "succeeded"):
            actor1 = self.actor_of(subject)  # "managed on Saturday to control the town"
            return None if actor1 in (None, CIVILIANS) else ("territory_captured", actor1, None, self.place_in(target))
        if verb.tag_ != "VBD":
            return None
        by = next((p for p in children(verb, "prep") if p.lower_ == "by" and p.i < verb.i), None)
        actor1 = self.actor_of(subject)
        if by is None or actor1 in (None, CIVILIANS):
            return None
        left, right = self.parsed.starts[by.i], self.parsed.ends[by.right_edge.i]
        if not self.context.dates_in(left, right) and not re.search(
            r"\b(?:night|nightfall|evening|morning|afternoon|noon|dawn|dusk|sunset|sunrise|midnight|then)\b",
            self.text(left, right),
        ):
            return None
        return "territory_captured", actor1, None, self.place_in(target)

    def verb_come_under(self, verb, last, trigger, objects, subject, passive, target):
        """Read "the town came under the army's control": taken, by whose control it is."""
        control = next((g for g in children(last, "pobj") if g.lower_ in ("control", "rule")), None)
        if control is None or subject is None or not self.is_place_object(subject):
            return None
        owners = [
            *children(control, "poss", "compound"),
            *(g for p in children(control, "prep") for g in children(p, "pobj")),
        ]
        taker = next((a for a in (self.actor_of(o) for o in owners) if a), None)
        return "territory_captured", taker, None, self.place_in(subject)

    def verb_fall(self, verb, last, trigger, objects, subject, passive, target):
        hands = trigger.term == "change hands"
        if subject is None or not (self.is_place_object(subject) or hands and subject.tag_ == "NNP"):
            return None
        if hands:
            return "territory_captured", None, None, self.place_in(subject)
        if any(t.lower_ in ("percent", "%", "points", "cents") for t in self.doc[verb.i : verb.i + 7]):
            return None  # "Brent fell more than one percent"
        if any(p.lower_ in ("between", "within", "outside", "among", "inside") for p in children(verb, "prep")):
            return None  # "the town falls between two cantons"
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
        if not passive and self.actor_of(subject) is None and not self.place_in(target):
            return None
        if not passive and subject is not None and subject.lower_ in ("hospital", "school", "town", "city", "company"):
            return None  # "the hospital lost its oxygen plant"
        to = [g for p in children(verb, "prep", "dative") if p.lower_ in ("to",) for g in children(p, "pobj")]
        to += [g for p in children(target, "prep") if p.lower_ == "to" for g in children(p, "pobj")]
        winner = next((a for a in (self.actor_of(t) for t in to) if a), None)
        loser = None if passive else self.actor_of(subject)
        return "territory_captured", winner, loser, self.place_in(target)

    def verb_drive(self, verb, last, trigger, objects, subject, passive, target):
        if target is None:
            return None
        loser = self.actor_of(target)
        if passive and trigger.term == "clear" and self.is_place_object(target):
            # "the whole of the region had been cleared of the invaders"
            of = [g for p in children(verb, "prep") if p.lower_ == "of" for g in children(p, "pobj")]
            foe = next((g for g in of if self.actor_of(g) or g.lower_ in _HOLDERS or _ARMED.search(g.text)), None)
            if foe is None:
                return None
            return "territory_captured", self._agent(verb), self.actor_of(foe), self.place_in(target)
        if (loser == CIVILIANS or self.civilian(target)) and trigger.term in (
            "drive",
            "drive out",
            "force",
            "expel",
            "oust",
            "evict",
            "push",
        ):
            from_home = {t.lower_ for t in self.doc[target.i : min(len(self.doc), target.i + 9)]}
            if from_home & {"homes", "from", "flee"} or any(c.lower_ == "out" for c in verb.children):
                return "displacement", self._agent(verb) if passive else self.actor_of(subject), CIVILIANS, None
            return None
        if loser is None and (person_noun(target.text) or ("",))[0] != "combatant" and target.lower_ not in _HOLDERS:
            return None
        words = {c.lower_ for c in verb.children} | {
            t.lower_ for t in self.doc[verb.i : min(len(self.doc), verb.i + 8)]
        }
        winner = self._agent(verb) if passive else self.actor_of(subject)
        if words & {"back"}:
            held = [g for p in children(verb, "prep") if p.lower_ == "from" for g in children(p, "pobj")]
            return "withdrawal", loser, winner, self.place_in(held[0]) if held else None
        if trigger.term in ("force", "push", "clear") and not words & {"out", "from", "of"}:
            return None
        if not words & {"out", "from", "of"} and trigger.term not in ("oust", "expel", "evict", "dislodge", "rout"):
            return None
        left = [
            g for p in children(verb, "prep", "prt") if p.lower_ in ("from", "of", "out") for g in children(p, "pobj")
        ]
        place = self.place_in(left[0]) if left else None
        return "territory_captured", winner, loser, place

    def verb_offensive(self, verb, last, trigger, objects, subject, passive, target):
        if target is None and trigger.term in ("begin", "start") and subject is not None:
            return self._offensive_begins(subject)
        front = trigger.term == "open" and target is not None and target.lower_ in ("front", "fronts")
        if front and not _ANOTHER.isdisjoint(c.lower_ for c in target.children):
            actor1 = self._agent(verb) if passive else self.actor_of(subject)
            return ("offensive_launched", actor1, None, self.place_in(target)) if actor1 else None
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
        if target.lower_ == "intervention":
            return None  # troops sent: the noun tells it
        phrase = self.phrase(target)
        if trigger.term in ("carry out", "conduct", "wage") and target.lower_ not in _WAGED:
            return None
        if trigger.term in ("announce",) and target.lower_ not in ("offensive", "offensives", "operation", "campaign"):
            return None
        if re.search(r"\b(?:rescue|relief|aid|humanitarian|search|clearing|mop-up|media)\b", phrase, re.I):
            return None
        actor1 = self._agent(verb) if passive else self.actor_of(subject)
        actor2 = None
        if target.lower_ == "crackdown" and _DISSENT.search(self.subtree_text(target)):
            return "attack_on_civilians", actor1, CIVILIANS, None
        for prep in children(target, "prep"):
            if prep.lower_ in ("against", "on"):
                for inner in children(prep, "pobj"):
                    actor2 = actor2 or self.actor_of(inner)
        if actor2 is None:
            actor2 = self._from_whom(verb) or self._to_be_ousted(target)
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

    def verb_invade(self, verb, last, trigger, objects, subject, passive, target):
        """Read "Russia invaded on 24 February": a state or an armed party that opens a war on another's land."""
        actor1 = self._agent(verb) if passive else self.actor_of(subject)
        if actor1 in (None, CIVILIANS) or not passive and target is not None and not self.is_place_object(target):
            return None
        against = self.actor_of(target) if target is not None and not passive else None
        return "offensive_launched", actor1, against, self.place_in(target) if target is not None else None

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
            dated = self.context.dates_in(self.parsed.starts[subject.i], self.parsed.ends[subject.head.right_edge.i])
            if place is None and not (subject.lower_ != "battle" and dated):
                return None  # "the operation, which started in August" is one
        return "offensive_launched", self._owner(subject), self._against(subject), place

    def verb_forces_to(self, verb, last, trigger, objects, subject, passive, target):
        if passive or subject is None:
            return None
        actor1 = self.actor_of(subject)
        phrase = self.phrase(subject)
        if subject.lower_ == "men" and children(subject, "poss"):
            actor1 = None if actor1 == CIVILIANS else actor1  # "his men entered the quarter"
        elif actor1 == CIVILIANS or actor1 is None and not _ARMED.search(subject.text):
            return None
        elif not FORCES.search(phrase) and self.parsed.kind_at(subject.i) != "actor":
            return None
        if _RELIEF.search(self.subtree_text(subject)[:120]):
            return None  # "a convoy of 17 trucks carrying food reached the town"
        if trigger.term in ("enter", "reach", "approach", "breach", "penetrate"):
            if trigger.term == "enter" and target is None and subject.i < verb.i:
                return "advance", actor1, None, self.setting.place_before(self.parsed.starts[verb.i])
            if target is not None and target.lower_ in _EDGES and (of := self.whole_of(target)) is not None:
                target = of  # "entered the eastern edge of the town"
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
        back = [c for c in children(verb, "advmod") if c.lower_ == "back"]  # "pushed back into the camp"
        to += [g for b in back for p in children(b, "prep") if p.lower_ in ("into", "to") for g in children(p, "pobj")]
        place = next((m for m in (self.place_in(g) for g in to) if m), None)
        if trigger.term == "storm into" and any(re.search(SOFT_TARGETS, self.phrase(g), re.I) for g in to):
            return "attack_on_civilians", actor1, CIVILIANS, place  # "stormed into a school"
        if place is None:
            return None
        if trigger.term in _WALKED_IN and _UNOPPOSED.search(self.subtree_text(verb)):
            return "territory_captured", actor1, None, place  # "marched into Bukavu unopposed"
        if trigger.term == "storm into" and self._kills_people(verb):
            return "attack_on_civilians", actor1, CIVILIANS, place  # "stormed into the south, killing 1,200 people"
        return "advance", actor1, None, place

    def _kills_people(self, verb: Token) -> bool:
        """Tell whether the clause goes on with the killing of people who are not told to be fighters."""
        acts = (c for c in children(verb, "advcl", "conj") if c.lower_ in ("killing", "killed"))
        dead = [o for act in acts for o in children(act, "dobj")]
        return any((person_noun(o.text) or ("unknown",))[0] != "combatant" for o in dead)

    def verb_forces(self, verb, last, trigger, objects, subject, passive, target):
        actor1 = self.actor_of(subject) if not passive else self.actor_of(target)
        if actor1 is None or actor1 == CIVILIANS:
            if target is not None and REINFORCEMENT.search(self.phrase(target)):
                actor1 = self.actor_of(subject) or self.actor_of(target)
            elif subject is None or subject.lower_ not in _TROOPS:
                return None
        if trigger.term in ("abandon",) and not self.is_place_object(target):
            return None
        if trigger.term == "pull" and not any(c.lower_ in ("out", "back") for c in verb.children):
            return None
        if (
            target is not None
            and not passive
            and not (REINFORCEMENT.search(self.phrase(target)) or self.is_place_object(target))
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
        party = self.parsed.kind_at(subject.i) == "actor"
        if trigger.term == "leave" and (person_noun(subject.text) or ("",))[0] != "combatant" and not party:
            return None
        known = person_noun(subject.text)
        if known and known[0] != "combatant":
            return None
        if not known and not party and subject.tag_ != "PRP" and subject.lower_ not in _HOLDERS:
            if not FORCES.search(subject.text):
                return None  # "since the invasion … millions have fled"
        actor1 = self.actor_of(subject)
        unnamed = actor1 is None and subject.lower_ in _HOLDERS
        if not unnamed and (actor1 is None or actor1 == CIVILIANS or (subject.tag_ == "PRP" and not known)):
            return None
        return "withdrawal", actor1, None, self.place_in(target) if self.is_place_object(target) else None

    def verb_siege_object(self, verb, last, trigger, objects, subject, passive, target):
        if target is None:
            return None
        sealed = trigger.term.startswith("seal") and target.lower_ in ("route", "routes", "entrances", "exits")
        road = sealed or trigger.term in ("cut", "seal", "seal off") and _ROAD.search(self.phrase(target))
        if trigger.term == "cut" and not road and not any(c.lower_ == "off" for c in verb.children):
            return None
        if (
            trigger.term in ("surround", "isolate", "cut off", "cut", "seal", "seal off")
            and not road
            and not (self.is_place_object(target) or self.actor_of(target))
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
