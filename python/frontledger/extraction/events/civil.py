"""Frames of everything but fighting: deals, truces, talks, troops sent, mines cleared, aid, flight, protest."""

from __future__ import annotations

import re

from frontledger.extraction.actors import (
    CIVILIANS,
    phrase_bounds,
)
from frontledger.extraction.events.clause import Clause
from frontledger.extraction.events.words import (
    REINFORCEMENT,
    TRUCE,
)
from frontledger.extraction.lexicon import person_noun
from frontledger.extraction.syntax import children, is_verb
from frontledger.text.words import Token

_AID = re.compile(
    r"\b(?:aid|food|foodstuffs|supplies|medicines?|medical|relief|humanitarian|assistance|convoys?|trucks?|lorries|"
    r"wheat|flour|fuel|water|electricity|blankets|tents|rations|vaccines?|deliver(?:y|ies)|goods)\b",
    re.I,
)
_AID_STRICT = re.compile(
    r"\b(?:aid|food|foodstuffs|medicines?|medical supplies|relief|humanitarian|supplies|assistance|water|wheat|flour|"
    r"rations?|vaccines?|meals|(?:aid |food )?deliver(?:y|ies)|parcels|rice|sorghum|(?:cooking )?oil|blankets|"
    r"tents|tarpaulins|mattresses|(?:food|hygiene|kitchen|shelter) kits|kits)\b",
    re.I,
)
_GOODS = re.compile(r"\b(?:goods|fuel|trucks|lorries|cargo|commodities)\b", re.I)
_FROM_ENTERING = re.compile(r"\bfrom (?:entering|reaching|crossing|getting)\b", re.I)
_MINES = re.compile(r"\b(?:mines?|landmines?|explosives?|ieds?|bombs?|booby[- ]traps?|ordnance|devices?)\b", re.I)
_CONVOY = re.compile(
    r"\b(?:(?:armou?red|military|army|fighting) (?:vehicles?|convoys?|cars|trucks|columns?)|"
    r"columns? of (?:[\w,]+ )?(?:vehicles|trucks|men))\b",
    re.I,
)
_STORES = re.compile(
    r"\b(?:depots?|warehouses?|stores?|storehouses?|shops?|granar(?:y|ies)|silos?|banks?|houses?|homes?|markets?|"
    r"offices?|clinics?|pharmac(?:y|ies)|hospitals?|museums?|schools?|shelters?)\b",
    re.I,
)
_AID_WORK = re.compile(
    r"\b(?:operations?|work|flights?|activities|convoys?|services|programmes?|programs?|distributions?)\b", re.I
)
_HELPERS = re.compile(
    r"\b(?:U\.?N\.?|United Nations|Red (?:Cross|Crescent)|agenc(?:y|ies)|aid|relief|charit(?:y|ies)|NGOs?|WFP|MSF|"
    r"World Food Programme|World Food Program|UNHCR|UNICEF|UNRWA|OCHA|ICRC|IOM|humanitarian)\b"
)
_SIDES = frozenset("sides parties delegations rivals negotiators envoys".split())
_SAPPERS = re.compile(r"^(?:sappers?|de-?miners?|bomb disposal|engineers)$", re.I)
_DEAL = re.compile(
    r"\b(?:deals?|accords?|agreements?|pacts?|truces?|cease-?fires?|settlements?|memorandum|roadmap|protocol|treaty|"
    r"swap)\b",
    re.I,
)


_REFUGEES = re.compile(r"\b(?:refugees?|displaced|civilians|families|residents|villagers)\b", re.I)


class CivilFrames(Clause):
    """What was agreed, sent, brought, cleared, fled or demonstrated."""

    def verb_deal(self, verb, last, trigger, objects, subject, passive, target):
        if trigger.term == "agree":
            actor1, actor2 = self.verb_parties(verb)
            if any(is_verb(c) for c in children(verb, "ccomp")):
                return None  # "they agreed that others should": an opinion
            if actor1 is None and actor2 is None and not (subject is not None and subject.lower_ in _SIDES):
                return None
            return "agreement", actor1, actor2, None
        if target is not None and target.lower_ in ("that", "which") and verb.dep_ in ("relcl", "acl"):
            target = verb.head  # "a pact that the elders signed"
        if target is None or trigger.term != "sign" and TRUCE.search(self.phrase(target)):
            return None  # of a truce the noun tells
        if not (_DEAL.search(self.phrase(target)) or TRUCE.search(self.phrase(target))):
            return None
        if trigger.term == "strike" and not _DEAL.search(self.phrase(target)):
            return None
        actor1, actor2 = self.verb_parties(verb)
        parties = self._between_parties(target)
        if parties:
            return "agreement", parties[0], parties[1], None
        return "agreement", actor1, None if actor2 == CIVILIANS else actor2, None

    def verb_truce_object(self, verb, last, trigger, objects, subject, passive, target):
        if target is None or not TRUCE.search(self.phrase(target)):
            return None
        return "ceasefire_violation", self._agent(verb) if passive else self.actor_of(subject), None, None

    def verb_talks(self, verb, last, trigger, objects, subject, passive, target):
        actor1, actor2 = self.verb_parties(verb)
        sides = subject is not None and subject.lower_ in _SIDES
        if subject is not None and actor2 is None:
            # "envoys of the army and the rebels met"
            sent = [g for p in children(subject, "prep") if p.lower_ in ("of", "from") for g in children(p, "pobj")]
            parties = [a for a in (self.actor_of(t) for s in sent for t in (s, *children(s, "conj"))) if a]
            if len(parties) > 1:
                actor1, actor2 = parties[0], parties[1]
        if trigger.term == "shuttle":
            among = [g for p in children(verb, "prep") if p.lower_ == "between" for g in children(p, "pobj")]
            parties = [a for a in (self.actor_of(t) for s in among for t in (s, *children(s, "conj"))) if a]
            if not parties:
                return None  # a bus that shuttles between two towns
            return "talks", parties[0], parties[1] if len(parties) > 1 else actor1, None
        if trigger.term == "meet" and sides and target is None:
            return "talks", actor1, None, None
        if trigger.term == "meet" and (actor1 is None or actor2 is None):
            return None
        if actor1 in (None, CIVILIANS):
            return None
        return "talks", actor1, None if actor2 == CIVILIANS else actor2, None

    def verb_reinforcements(self, verb, last, trigger, objects, subject, passive, target):
        if target is None or not (
            any(REINFORCEMENT.search(t.text) for t in (target, *children(target, "compound", "amod")))
            or _CONVOY.search(self.subtree_text(target)[:120])
        ):
            return None
        if trigger.term in ("move", "fly", "pour") and not re.search(
            r"\b(?:reinforcements?|troops|weapons|commandos|soldiers|battalions?|brigades?)\b",
            self.phrase(target),
            re.I,
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
            and not (subject is not None and _SAPPERS.search(subject.text))
        ):
            return None
        if trigger.term in ("dismantle", "remove", "lift") and not _MINES.search(self.phrase(target)):
            return None
        return "mine_clearance", self._agent(verb) if passive else self.actor_of(subject), None, None

    def is_aid(self, target: Token) -> bool:
        """Tell whether what is sent is help: "18 trucks of wheat"."""
        return _AID_STRICT.search(self.subtree_text(target)[:80]) is not None

    def verb_aid(self, verb, last, trigger, objects, subject, passive, target):
        around = " ".join(self.phrase(t) for t in (subject, target) if t is not None)
        if trigger.event_type == "aid_delivery":
            if trigger.term in ("reach", "enter", "arrive", "get through", "cross"):
                if (
                    subject is None
                    or not re.search(
                        r"\b(?:aid|relief|humanitarian|food|supplies|medicines?|flour)\b",
                        self.subtree_text(subject)[:100],
                        re.I,
                    )
                    or person_noun(subject.text)
                ) and not (
                    subject is not None
                    and re.search(r"\b(?:convoys?|trucks?|lorries|ships?|planes?)\b", self.phrase(subject), re.I)
                    and (
                        _AID_STRICT.search(self.subtree_text(verb)[:160])
                        or any(c.lower_ == "no" for c in children(subject, "det"))  # "no convoy has reached the town"
                    )
                ):
                    return None
                owner = self.actors.in_span(*phrase_bounds(self.parsed, subject))
                return (
                    "aid_delivery",
                    owner[0] if owner else self._sender(subject),
                    None,
                    self.place_in(target) if self.is_place_object(target) else None,
                )
            loads = objects if trigger.term == "bring" else objects[:1] or [target]
            loads = [load for o in loads if o is not None for load in (o, *children(o, "conj"))]
            if target is None or not (
                any(_AID_STRICT.search(self.phrase(o)) or self._load_of_aid(o) for o in loads)
                or passive
                and _AID_STRICT.search(self.phrase(target))
                or trigger.term in ("airdrop", "air-drop")
            ):
                return None
            return "aid_delivery", self._agent(verb) if passive else self.actor_of(subject), None, None
        goods = (
            target is not None and _GOODS.search(self.phrase(target)) and _FROM_ENTERING.search(self.subtree_text(verb))
        )
        if target is None or not (goods or _AID_STRICT.search(self.subtree_text(target)[:120])):
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

    @staticmethod
    def _load_of_aid(load: Token) -> bool:
        """Tell whether "1,900 tons of food", "18 trucks of wheat" is help."""
        return any(
            _AID_STRICT.search(g.text) for p in children(load, "prep") if p.lower_ == "of" for g in children(p, "pobj")
        )

    def _sender(self, convoy: Token) -> str | None:
        """Return who sent "a convoy of the World Food Programme", "a ship from Turkey": by name where unknown."""
        for prep in (p for p in children(convoy, "prep") if p.lower_ in ("of", "from", "by")):
            for inner in children(prep, "pobj"):
                left, right = phrase_bounds(self.parsed, inner)
                if named := self.actors.in_span(left, right):
                    return named[0] or None
                if prep.lower_ == "of" and (body := next(iter(self._bodies(left, right)), None)):
                    return body
        return None

    def _bodies(self, start: int, end: int) -> list[str]:
        """Return the bodies whose voices are known that the span names ("the Syrian Arab Red Crescent")."""
        return [n.entries[0].name for n in self.context.names_in(start, end) if n.kind == "source"]

    def verb_aid_let_in(self, verb, last, trigger, objects, subject, passive, target):
        """Read "no relief convoy has been allowed into the city", "has let no food in": aid that is kept out."""
        if target is None or not _AID.search(self.phrase(target)):
            return None
        refused = any(c.lower_ == "no" for c in children(target, "det")) or any(c.dep_ == "neg" for c in verb.children)
        if not refused:
            return None
        return "aid_blocked", self._agent(verb) if passive else self.actor_of(subject), None, None

    def verb_grave(self, verb, last, trigger, objects, subject, passive, target):
        """Read "uncovered a grave with the remains of 40 men": the find of a grave of many."""
        if target is None or target.lower_ not in ("grave", "graves", "pit", "pits"):
            return None
        at = self.parsed.starts[target.i]
        around = self.text(max(self.parsed.start, at - 20), min(self.parsed.end, at + 70))
        if not re.search(r"\b(?:mass|bodies|remains|corpses)\b", around, re.I):
            return None
        return "mass_grave", self._agent(verb) if passive else self.actor_of(subject), None, None

    def verb_aid_work(self, verb, last, trigger, objects, subject, passive, target):
        """Read "the WFP has suspended its operations", "halted its flights": help that stops."""
        if passive and target is not None and _AID_STRICT.search(self.phrase(target)):
            if _AID_WORK.search(self.phrase(target)):
                return "aid_blocked", self._agent(verb), None, None  # "food distributions have been suspended"
        if passive or target is None or subject is None:
            return None
        if not _AID_WORK.search(self.phrase(target)) or not _HELPERS.search(self.phrase(subject)):
            return None
        return "aid_blocked", self.actor_of(subject), None, None

    def verb_emptied(self, verb, last, trigger, objects, subject, passive, target):
        """Read "looters emptied a depot", "broke into a warehouse"."""
        if passive or target is None or subject is None or not _STORES.search(self.phrase(target)):
            return None
        actor1 = self.actor_of(subject)
        if actor1 in (None, CIVILIANS) and subject.lower_ not in ("looters", "gunmen", "they", "fighters", "crowds"):
            return None
        return "looting", None if actor1 == CIVILIANS else actor1, self.actor_of(target), self.place_in(target)

    def verb_civilians_flee(self, verb, last, trigger, objects, subject, passive, target):
        victim = subject if trigger.term in ("flee", "cross") else target
        if trigger.term == "cross" and not (
            _REFUGEES.search(self.phrase(victim) if victim is not None else "")
            and re.search(r"\b(?:borders?|into|over to)\b", self.subtree_text(verb))
        ):
            return None
        if victim is None:
            return None
        shares = [g for p in children(victim, "prep") if p.lower_ == "of" for g in children(p, "pobj")]
        if victim.lower_ in ("half", "most", "third", "quarter", "%", "percent", "majority") and shares:
            victim = shares[0]  # "nearly half of the population"
        known = person_noun(victim.text)
        if known and known[0] == "combatant":
            return None
        if not (known or self._counted(victim) or victim.lower_ in ("thousands", "hundreds", "many")):
            return None
        if trigger.term in ("flee", "cross"):
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

    def verb_protest(self, verb, last, trigger, objects, subject, passive, target):
        if trigger.term in ("march", "rally") and not re.search(
            r"\b(?:protest|demonstrat|demand|against|crowd|streets?|supporters|solidarity|chant)\w*\b",
            self.subtree_text(verb),
            re.I,
        ):
            return None
        if subject is not None and self.parsed.kind_at(subject.i) == "actor":
            return None
        if trigger.term == "demonstrate" and (objects or children(verb, "ccomp")):
            return None  # "demonstrated the risks", "demonstrates that …"
        against = self._from_whom(verb)
        return "protest", None, against, None
