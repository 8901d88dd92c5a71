"""The walk through a sentence: each word of harm is read by its frame, then parts and lists."""

from __future__ import annotations

import itertools

from frontledger.extraction.casualties.amounts import OPENERS
from frontledger.extraction.casualties.harm import Harm
from frontledger.extraction.casualties.nouns import NounFrames
from frontledger.extraction.casualties.parts import Parts
from frontledger.extraction.casualties.verbs import VerbFrames
from frontledger.extraction.lexicon import (
    CasualtyTrigger,
    casualty_triggers,
    trigger_words,
)
from frontledger.extraction.syntax import is_verb, subjects
from frontledger.text.parse import Parsed
from frontledger.text.words import Token

_OF_A_BODY = frozenset("gunshot bullet stab shrapnel knife machete burn head chest multiple".split())


class HarmReader(VerbFrames, NounFrames, Parts):
    """Reads the harms of one sentence."""

    def read(self, trigger: Token, last: Token, entry: CasualtyTrigger) -> None:
        if entry.frame == "none":
            return
        of_the = (
            trigger.dep_ == "pobj" and trigger.head.lower_ == "of" and any(c.lower_ == "the" for c in trigger.children)
        )
        if of_the and entry.pos in ("verb", "adjective"):
            return  # "three of the wounded died": the wounded were told before
        counted = any(c.dep_ in ("nummod", "amod") and self.quantity_at(c) for c in trigger.children)
        if (
            counted
            and trigger.lower_ in ("wounds", "injuries")
            and any(c.lower_ in _OF_A_BODY for c in trigger.children)
        ):
            return  # "multiple gunshot wounds": of one body
        if entry.frame == "to_death":
            window = [t.lower_ for t in self.doc[last.i + 1 : last.i + 14]]
            if not any(a == "to" and b == "death" for a, b in itertools.pairwise(window)):
                return
            entry = CasualtyTrigger(entry.lemma, entry.pos, entry.measure, "object")
        if entry.pos == "verb":
            if trigger.tag_ in ("NN", "NNS", "NNP") and trigger.lower_.endswith("ing"):
                self.read_noun(trigger, last, CasualtyTrigger(entry.lemma, "noun", entry.measure, "of"))
            elif is_verb(trigger) or trigger.tag_ in ("JJ", "NN", "NNS", "NNP"):
                self.read_verb(trigger, last, entry)
        elif entry.pos == "noun":
            self.read_noun(trigger, last, entry)
        elif entry.pos == "adjective":
            self.read_state(trigger, last, entry)
        elif entry.frame == "lacking":
            self.read_lack(trigger, entry)
        elif entry.pos == "preposition":
            for subject in subjects(trigger.head if is_verb(trigger.head) else trigger):
                self.add_groups(subject, trigger, entry, "subject")
            noun = trigger.head
            if noun.tag_ in ("NNS", "NN", "CD") and self.quantity_of(noun):
                self.add_groups(noun, trigger, entry, "state_after_noun")


def find_casualties(parsed: Parsed) -> list[Harm]:
    """Return the counted harms of one parsed sentence in reading order, the unreal ones marked with their reason."""
    if parsed.lowers[0] != "of" and not any(
        w in trigger_words() or w in OPENERS or w in ("them", "whom", "these") for w in parsed.lowers
    ):
        return []
    finder = HarmReader(parsed)
    for trigger, last, entry in _triggers(parsed):
        finder.read(trigger, last, entry)
    finder.read_parts()
    finder.complete_lists()
    finder.tie_late_deaths()
    harms = _of_either(_once(_not_their_flight(finder.harms)))
    harms.sort(key=lambda h: (h.start, h.measure))
    return harms


def _not_their_flight(harms: list[Harm]) -> list[Harm]:
    """Return the harms without the flight of those told to have been killed: "eight displaced Syrians were killed".

    So with those killed "who had taken refuge" somewhere.
    """
    kept = []
    for harm in harms:
        epithet = harm.measure == "displaced" and harm.trigger.dep_ in ("amod", "relcl")
        twin = next((h for h in harms if epithet and h is not harm and h.quantity is harm.quantity), None)
        if twin is None or harm.quantity is None:
            kept.append(harm)
            continue
        for part in (h for h in harms if h.whole is harm):
            part.whole, part.measure = twin, twin.measure
    return kept


def _of_either(harms: list[Harm]) -> list[Harm]:
    """Return the harms without the deaths of "612 were killed or injured": of one figure for both only harm is sure."""
    hurt = {id(h.quantity): h for h in harms if h.quantity is not None and h.measure == "wounded"}
    kept = []
    for harm in harms:
        twin = hurt.get(id(harm.quantity)) if harm.measure == "killed" and harm.quantity is not None else None
        if twin is not None and twin.trigger.dep_ == "conj" and twin.trigger.head.i == harm.trigger.i:
            joined = {t.lower_ for t in twin.trigger.doc[harm.trigger.i : twin.trigger.i]}
            amount = harm.quantity.start if harm.quantity is not None else 0
            behind = harm.parsed is not None and amount > harm.parsed.starts[twin.trigger.i]
            both = "and" in joined and behind  # "killing and wounding dozens", but not "35 killed and wounded"
            if twin.trigger.i - harm.trigger.i <= 2 and not both:
                continue
        kept.append(harm)
    return kept


def _once(harms: list[Harm]) -> list[Harm]:
    """Return the harms without those told twice: of one amount or person read alone and as a part, the part stays."""
    parts = [h for h in harms if h.whole is not None]
    amounts = {(id(h.quantity), h.measure) for h in parts if h.quantity is not None}
    persons = {(h.head.i, h.measure) for h in parts}
    return [
        h
        for h in harms
        if h.whole is not None
        or ((h.head.i, h.measure) not in persons if h.quantity is None else (id(h.quantity), h.measure) not in amounts)
    ]


def _triggers(parsed: Parsed):
    """Yield (first token, last token, trigger) for every word of harm; the longest phrase (of four words) wins."""
    table, first_words = casualty_triggers(), trigger_words()
    doc, lowers = parsed.doc, parsed.lowers
    i = 0
    while i < len(lowers):
        if lowers[i] not in first_words or parsed.marks[i] is not None:
            i += 1
            continue
        for length in (4, 3, 2, 1):
            words = tuple(lowers[i : i + length])
            if len(words) == length and words in table:
                for entry in table[words]:
                    yield doc[i], doc[i + length - 1], entry
                i += length - 1
                break
        i += 1
