"""Victims of verbs: killed, wounded, fled; objects, subjects, participles, and amounts that stand nearby."""

from __future__ import annotations

import re

from frontledger.extraction.captives import taken_by_force, tells_captivity
from frontledger.extraction.casualties.amounts import PERSON_ONLY_FRAMES, Amounts
from frontledger.extraction.lexicon import (
    CasualtyTrigger,
    may_be_person,
    person_noun,
    trigger_words,
)
from frontledger.extraction.syntax import children, is_passive, is_verb, subjects
from frontledger.text.words import Token

_REFUGES = frozenset(
    "forest forests bush woods hills mountains caves swamps marshes fields school schools camp camps church churches "
    "mosque mosques monastery tents basements cellars compound compounds stadium border abroad".split()
)
_TREATED = re.compile(
    r"\b(?:burns?|wounds?|injur\w+|tear gas|gunshot|bullet|shrapnel|fractures?|breathing|suffocation|smoke|shock)\b",
    re.I,
)
_BODIES = frozenset("body bodies corpse corpses remains dead".split())
_MISSILES = re.compile(r"^(?:splinters?|shrapnel|bullets?|gunfire|fragments?|snipers?|shots)$", re.I)
_LIMBS = frozenset("eye eyes leg legs arm arms foot feet hand hands limb limbs finger fingers sight".split())
_BODY_PARTS = _LIMBS | {"shoulder", "shoulders", "knee", "knees", "thigh", "ankle", "back", "stomach", "abdomen"}
_LANDS = frozenset("area city town enclave region province district country camp village island".split())
_A_FLIGHT = 50  # fewer people who leave a town have not fled it
_NEED = re.compile(r"\b(?:aid|assistance|help|food|water|shelter|relief|medical|protection|support|evacuation)\b", re.I)


def _whole_noun(noun: Token | None) -> Token | None:
    """Return the last noun of a compound, which is what an amount counts: "two police districts" are districts."""
    while noun is not None and noun.tag_ in ("NN", "NNS") and noun.i + 1 < len(noun.doc):
        behind = noun.nbor(1)
        if behind.tag_ not in ("NN", "NNS") or noun.dep_ not in ("compound", "nmod"):
            break
        noun = behind
    return noun


class VerbFrames(Amounts):
    """Harm that a verb tells."""

    def read_verb(self, trigger: Token, last: Token, entry: CasualtyTrigger) -> None:
        frame = entry.frame
        if frame == "treated":
            if not _TREATED.search(" ".join(t.text for t in self.doc[trigger.i + 1 : trigger.i + 7])):
                return
            frame = "object"
        elif frame == "need":
            behind = " ".join(t.text for t in self.doc[last.i + 1 : last.i + 6])
            told = trigger.tag_ in ("VBP", "VBZ", "VBD", "VBG") or not children(trigger, "aux")
            if not told or not _NEED.search(behind):
                return
            entry = CasualtyTrigger(entry.lemma, entry.pos, entry.measure, "subject_person")
            frame = "subject_person"
        elif frame == "home":
            if not any(
                t.lower_ in ("home", "homes", "houses", "villages") for t in self.doc[last.i + 1 : last.i + 9]
            ) and not (self._leave_a_place(trigger, entry) or self._driven_from_a_place(trigger)):
                return
            if not is_passive(trigger) and not children(trigger, "dobj") or entry.lemma in ("leave", "abandon"):
                frame = "subject_person"
            else:
                frame = "object_person"
            entry = CasualtyTrigger(entry.lemma, entry.pos, entry.measure, frame)
        elif frame == "border":
            if not any(t.lower_ in ("into", "border", "frontier") for t in self.doc[last.i + 1 : last.i + 5]):
                return
            entry = CasualtyTrigger(entry.lemma, entry.pos, entry.measure, "subject_person")
            frame = "subject_person"
        elif frame == "refuge":
            if not any(t.lower_ in _REFUGES for t in self.doc[last.i + 1 : last.i + 9]):
                return
            entry = CasualtyTrigger(entry.lemma, entry.pos, entry.measure, "subject_person")
            frame = "subject_person"
        elif frame == "buried":
            # "residents buried 26 of them"; those under rubble may live
            if (
                is_passive(trigger)
                or trigger.tag_ in ("VBG", "VB")
                or any(t.lower_ in ("under", "beneath", "alive") for t in self.doc[last.i + 1 : last.i + 7])
            ):
                return
            dead = (c.lower_ for o in children(trigger, "dobj") for c in children(o, "acl", "relcl"))
            if any(low in ("killed", "slain", "died", "executed") for low in dead):
                return  # "buried nine civilians killed in Monday's attack"
            frame = "object"
        elif frame == "hit_by":
            by = [g for p in children(trigger, "agent", "prep") if p.lower_ == "by" for g in children(p, "pobj")]
            if trigger.tag_ != "VBN" or not any(_MISSILES.search(g.text) for g in by):
                return
            frame = "object_person"
            entry = CasualtyTrigger(entry.lemma, entry.pos, entry.measure, frame)
        elif frame == "not_seen":
            if not any(c.dep_ == "neg" or c.lower_ in ("not", "never") for c in trigger.children):
                return
            frame = "subject_person"
            entry = CasualtyTrigger(entry.lemma, entry.pos, entry.measure, frame)
        elif frame == "captive":
            held = is_passive(trigger) and any(self.quantity_of(s) for s in subjects(trigger))
            held = held and (entry.lemma == "hold" or taken_by_force(trigger))
            if (
                not held
                and not tells_captivity(trigger)
                and not any(
                    t.lower_ in ("prisoner", "prisoners", "hostage", "hostages", "captive")
                    for t in self.doc[last.i + 1 : last.i + 12]
                )
            ):
                return
            frame = "object_person"
        if entry.measure == "captured" and any(o.lower_ in _BODIES for o in children(trigger, "dobj", "nsubjpass")):
            return  # "picked up 45 corpses"
        if entry.lemma == "lose" and any(o.lower_ in _LIMBS for o in children(trigger, "dobj")):
            entry = CasualtyTrigger(entry.lemma, entry.pos, "wounded", "subject_person")  # "lost an eye"
            frame = "subject_person"
        heads: list[tuple[Token, str]] = []
        wants_subject = frame.startswith("subject")
        if entry.lemma in ("arrest", "detain", "jail", "imprison") and not any(self.quantity_at(t) for t in self.doc):
            return
        adjective = trigger.dep_ == "amod" and trigger.head.i > trigger.i
        if entry.measure == "wounded" and any(c.lower_ in ("fatally", "mortally") for c in trigger.children):
            entry = CasualtyTrigger(entry.lemma, entry.pos, "killed", entry.frame)
        if adjective:
            if any(
                t.lower_ in ("returned", "return", "returning", "returns") for t in self.doc[trigger.i : trigger.i + 8]
            ):
                return
            if (
                trigger.tag_ in ("VBN", "JJ")
                and entry.measure in ("wounded", "displaced", "trapped", "captured")
                and frame.startswith("object")
            ):
                # "12 displaced people", "30 wounded soldiers": a state told of counted people
                if self.quantity_of(trigger.head) and entry.measure in ("displaced", "trapped"):
                    heads.append((trigger.head, "state_before_noun"))
            if not heads:
                return
        if wants_subject:
            heads += [(s, "subject") for s in subjects(trigger)]
        else:
            objects = [o for o in children(trigger, "dobj", "obj") if not trigger.i < o.i <= last.i]  # not "hostage"
            if trigger.dep_ == "relcl" and not is_passive(trigger) and trigger.head.i < trigger.i:
                gap = not objects or all(o.lower_ in ("whom", "that", "which") for o in objects)
                if gap and any(
                    c.dep_ == "nsubj" and c.lower_ not in ("who", "that", "which") for c in trigger.children
                ):
                    objects = [trigger.head]  # "38 soldiers whom they had captured"
            if trigger.dep_ == "ccomp" and trigger.head.dep_ == "relcl" and not is_passive(trigger):
                gap = not objects or all(o.lower_ in ("whom", "that", "which") for o in objects)
                if gap and children(trigger, "nsubj") and trigger.head.head.i < trigger.head.i:
                    objects = [trigger.head.head]  # "38 soldiers whom the army says it captured"
            passive = is_passive(trigger) or (
                trigger.dep_ in ("acl", "relcl") and trigger.tag_ == "VBN" and not objects
            )
            if (
                not passive
                and trigger.dep_ == "conj"
                and trigger.tag_ in ("VBN", "VBD")
                and not objects
                and is_verb(trigger.head)
            ):
                passive = is_passive(trigger.head) and not children(trigger, "nsubj")
            if passive and not self._own_amount_before(trigger):
                heads += [(s, "passive_subject") for s in subjects(trigger)]
            elif objects:
                heads += [(self._antecedent(o, trigger), "object") for o in objects]
                if trigger.tag_ in ("VBD", "VBN") and not any(self.countable(o) for o in objects):
                    pass
            elif trigger.dep_ in ("oprd", "acomp", "xcomp", "ccomp", "amod") and trigger.tag_ in ("VBN", "JJ", "VBD"):
                # "12 were reported killed", "left 12 wounded"
                own = children(trigger, "nsubj", "nsubjpass")
                if trigger.dep_ == "amod" and self.quantity_at(trigger.head):
                    own = [trigger.head]  # "and many more injured"
                heads += [
                    (s, "reported_state") for s in (own or children(trigger.head, "dobj") or subjects(trigger.head))
                ]
            elif trigger.tag_ in ("VBD", "VBN"):
                # headlines: "Seven killed during protest", gapping: "and nine wounded"
                heads += [
                    (s, "bare_participle")
                    for s in subjects(trigger)
                    if self.quantity_of(s) or (entry.frame != "object_person" and self.singular_of(s))
                ]
                if not heads:
                    joined = next(
                        (c for c in trigger.children if c.dep_ == "conj" and is_verb(c) and children(c, "dobj")), None
                    )
                    if joined is not None and joined.i - trigger.i <= 3:
                        heads += [(o, "shared_object") for o in children(joined, "dobj")]
            elif trigger.tag_ in ("VBG", "VBP", "VBZ", "VB"):
                joined = next(
                    (c for c in trigger.children if c.dep_ == "conj" and is_verb(c) and children(c, "dobj")), None
                )
                if joined is not None and joined.i - trigger.i <= 3:
                    heads += [(o, "shared_object") for o in children(joined, "dobj")]
            if frame == "both" and not heads:
                heads += [(s, "subject") for s in subjects(trigger)]
            if frame == "passive" and not passive:
                return
        hit = is_passive(trigger) or bool(children(trigger, "dobj"))
        missed = ("wounded", "injured", "wounding", "injuring", "down") + (() if hit else ("at",))
        if entry.lemma == "shoot" and (
            any(c.lower_ in missed for c in trigger.children)
            or any(t.lower_ in ("survived", "wounded", "injured") for t in self.doc[trigger.i : trigger.i + 8])
        ):
            return
        if entry.lemma == "shoot" and any(
            a.lower_ in ("in", "through")
            and b.lower_ in (*_BODY_PARTS, "the", "both", "his", "her", "their")
            and (b.lower_ in _BODY_PARTS or c.lower_ in _BODY_PARTS)
            for a, b, c in zip(
                self.doc[trigger.i :], self.doc[trigger.i + 1 :], self.doc[trigger.i + 2 :], strict=False
            )
        ):
            entry = CasualtyTrigger(entry.lemma, entry.pos, "wounded", entry.frame)  # "shot in the legs"
        for head, rule in heads:
            self.add_groups(head, trigger, entry, rule)
            self._whole_of_inset(head, trigger, entry, rule)
        if not heads or not any(self.is_taken(h, entry.measure) for h, _ in heads):
            self.nearest_amount(trigger, last, entry)

    def _whole_of_inset(self, head: Token, trigger: Token, entry: CasualtyTrigger, rule: str) -> None:
        """Add the whole before an inset that the parse took for the subject ("18 peacekeepers, 11 of them …, died")."""
        first = next((t for t in self.doc[head.left_edge.i : head.i + 1] if self.quantity_at(t)), None)
        if first is None or first.i < 2 or first.i + 2 >= len(self.doc) or self.doc[first.i - 1].text != ",":
            return
        if first.nbor(1).lower_ != "of" or first.nbor(2).lower_ not in ("them", "whom"):
            return
        noun = self.doc[first.i - 2]
        counted = self.quantity_of(noun)
        if counted and person_noun(noun.text):
            whole = self.taken.get((noun.i, entry.measure)) or self.add(noun, counted, trigger, entry, rule)
            part = next((h for h in self.harms if h.quantity is self.quantity_at(first)), None)
            if part is not None and whole is not None:
                part.whole = whole

    def _leave_a_place(self, verb: Token, entry: CasualtyTrigger) -> bool:
        """Tell whether many people are told to have left a named place ("488,000 people left Gezira")."""
        if entry.lemma != "leave" or is_passive(verb) or not children(verb, "nsubj"):
            return False
        ahead = (*children(verb, "dobj"), *(g for p in children(verb, "prep") if p.lower_ == "for" for g in p.children))
        ahead = (*ahead, *(g for o in ahead for p in children(o, "prep") if p.lower_ == "of" for g in p.children))
        if not any(self.parsed.kind_at(o.i) == "place" or o.lower_ in _LANDS for o in ahead):
            return False  # "left the north of Hama province"
        for subject in subjects(verb):
            known, counted = person_noun(subject.text), self.quantity_of(subject)
            many = counted is not None and (counted[0].value is None or counted[0].value >= _A_FLIGHT)
            if many and (known is not None and known[0] != "combatant" or subject.lower_ == "people"):
                return True
        return False

    def _driven_from_a_place(self, verb: Token) -> bool:
        """Tell whether many who bear no arms are driven from a named place ("driven 85,000 people from Fallujah")."""
        out = any(c.lower_ == "out" for c in verb.children)
        if out and verb.lower_ in ("driven", "forced") and not children(verb, "dobj"):
            counted = next((c for s in subjects(verb) if (c := self.quantity_of(s))), None)
            return counted is not None and (counted[0].value or 0) >= 10 * _A_FLIGHT  # "a million driven out"
        origins = [g for p in children(verb, "prep") if p.lower_ in ("from", "out") for g in children(p, "pobj")]
        if not any(self.parsed.kind_at(o.i) == "place" or o.lower_ in _LANDS for o in origins):
            return False
        for driven in children(verb, "dobj", "nsubjpass"):
            known, counted = person_noun(driven.text), self.quantity_of(driven)
            if counted and known and known[0] != "combatant" and (counted[0].value or _A_FLIGHT) >= _A_FLIGHT:
                return True
        return False

    def _own_amount_before(self, trigger: Token) -> bool:
        """Tell whether the second verb has its own amount that the parse lost: "killed and many more injured"."""
        if trigger.dep_ != "conj" or children(trigger, "nsubj", "nsubjpass"):
            return False
        return any(self.quantity_at(t) for t in self.doc[trigger.head.i + 1 : trigger.i])

    def _antecedent(self, pronoun: Token, verb: Token) -> Token:
        """Return whom "them" stands for: the object of the verb before ("captured nine farmers and shot them")."""
        if pronoun.lower_ in ("himself", "herself", "themselves"):
            # "killing himself, a driver and five passengers"
            counted = next((t for t in self.doc[pronoun.i + 1 : pronoun.i + 4] if self.quantity_at(t)), None)
            return counted.head if counted is not None and counted.head.i > counted.i else pronoun
        if pronoun.lower_ in ("them", "both") and verb.dep_ == "conj" and is_verb(verb.head):
            return next((o for o in children(verb.head, "dobj") if self.quantity_of(o)), pronoun)
        return pronoun

    def nearest_amount(self, trigger: Token, last: Token, entry: CasualtyTrigger) -> None:
        """Fall back on the words alone: an amount and its noun right before a participle, or right after the verb."""
        if entry.frame.startswith("subject") or trigger.dep_ == "amod":
            return
        doc, i = self.doc, trigger.i
        if any(c.dep_ == "nsubjpass" and c.tag_ in ("NNP", "PRP") for c in trigger.children):
            return  # a named victim: the amounts nearby count something else
        followed = any(self.quantity_at(t) for t in doc[last.i + 1 : last.i + 3])
        if (trigger.tag_ in ("VBN", "VBD", "JJ") or trigger.lower_.endswith("ed")) and not followed:
            # "[12] soldiers were reportedly killed", "9 others wounded"
            skip_to = i
            # "the attack in which they captured the city": what has its object has no amount before it
            told = children(trigger, "dobj") and not is_passive(trigger)
            for k in range(i - 1, i - 1 if told else max(-1, i - 30), -1):
                if k >= skip_to and skip_to != i:
                    continue
                token = doc[k]
                if is_verb(token) and token.lower_ in trigger_words() and i - k > 2:
                    break  # the amount before it is that verb's
                if token.text == ",":
                    # an inset between commas ("Four teachers, all of them from upcountry, were …") is passed over
                    opening = next((m for m in range(k - 1, max(-1, k - 18), -1) if doc[m].text == ","), None)
                    if opening is not None and not any(
                        is_verb(t) and t.tag_ in ("VBD", "VBZ", "VBP") for t in doc[opening:k]
                    ):
                        skip_to = opening
                        continue
                if token.text in (";", ":", ".") or (
                    is_verb(token)
                    and token.tag_ not in ("VBN", "VBG")
                    and token.lower_
                    not in (
                        "were",
                        "was",
                        "been",
                        "are",
                        "is",
                        "have",
                        "has",
                        "had",
                        "being",
                        "reported",
                        "reportedly",
                        "got",
                        "be",
                        "identified",
                    )
                ):
                    break
                if token.lower_ == "but" and k and doc[k - 1].lower_ == "all":
                    break  # "all but four were killed"
                quantity = self.quantity_at(token)
                if quantity and quantity.unit_hint is None:
                    noun = _whole_noun(
                        next((t for t in doc[k + 1 : i] if t.tag_ in ("NNS", "NN", "NNP", "NNPS")), None)
                    )
                    if noun is not None and not may_be_person(noun.text):
                        break
                    self.add(token if noun is None else noun, (quantity, token), trigger, entry, "amount_before")
                    return
        if trigger.tag_ in ("VBG", "VBD", "VBZ", "VBP", "VBN", "NN") and not is_passive(trigger):
            for k in range(last.i + 1, min(len(doc), last.i + 5)):
                token = doc[k]
                if token.text in (";", ":", ".", ",") or is_verb(token):
                    break
                quantity = self.quantity_at(token)
                if quantity and quantity.unit_hint is None:
                    noun = _whole_noun(next((t for t in doc[k + 1 : k + 5] if t.tag_ in ("NNS", "NN")), None))
                    if noun is not None and not may_be_person(noun.text):
                        break
                    if entry.frame in PERSON_ONLY_FRAMES and (noun is None or not person_noun(noun.text)):
                        break
                    joined = doc[k - 1].lower_ == "and"
                    if joined and noun is not None and noun.dep_ in ("nsubj", "nsubjpass") and noun.head.i > noun.i:
                        break  # "nine lost their lives and 40 sustained burns"
                    self.add(token if noun is None else noun, (quantity, token), trigger, entry, "amount_after")
                    return
