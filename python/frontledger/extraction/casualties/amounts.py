"""What an amount counts: its noun, whether that can be a victim, and whether the harm is real."""

from __future__ import annotations

import re
from functools import cached_property

from frontledger.extraction.casualties.harm import Harm
from frontledger.extraction.lexicon import (
    CasualtyTrigger,
    may_be_person,
    person_noun,
    shaped_like_person,
)
from frontledger.extraction.quantities import Quantity
from frontledger.extraction.syntax import asked, children, is_verb, unreal_reason
from frontledger.text.parse import Parsed
from frontledger.text.words import Token

PERSON_ONLY_FRAMES = frozenset(("object_person", "subject_person", "object_combatant", "subject_combatant"))
SINGULAR_DETS = frozenset(("a", "an", "another", "one"))
_POSSESSIVES = frozenset(("his", "her", "their", "its", "my", "our"))
_HEARSAY = frozenset("said say says believe believed think thought suspect suspected accuse accused".split())
_MANY = frozenset("police staff personnel army militia peshmerga taliban force navy military".split())
_SQUADS = frozenset("crew team squad patrol unit platoon garrison gang family couple".split())
OPENERS = frozenset("including includes included include comprising among".split())
NATURAL = re.compile(
    r"\b(?:earthquakes?|quake|floods?|flooding|landslides?|cyclone|hurricane|typhoon|tsunami|storm|traffic accident|"
    r"road accident|"
    r"car accident|car crash|bus crash|road crash|plane crash|train crash|crash landing|stampede|cholera|measles|"
    r"covid(?:-19)?|coronavirus|"
    r"ebola|malaria|pneumonia|dengue|cancer|heart attack|heart failure|natural causes|old age|influenza|flu|epidemic|"
    r"outbreak|"
    r"diarrhoea|diarrhea|dysentery|"
    r"virus|disease|illness|kidney failure|overdose)\b",
    re.I,
)
_OF_WAR = re.compile(
    r"\b(?:air ?strikes?|shelling|shelled|gunmen|militants?|soldiers?|rebels?|bomb\w*|clash\w*|attack(?:ed|ers|s)? "
    r"(?:on|by)|fighters?|war|troops)\b",
    re.I,
)
_SPORT = re.compile(
    r"\b(?:match|league|cup|goals?|striker|midfielder|wicket|season|playoffs?|coach|tournament|innings|penalty|knee|"
    r"hamstring|ankle)\b",
    re.I,
)


class Amounts:
    """The amounts and nouns of one parsed sentence, and the harms found in it."""

    def __init__(self, parsed: Parsed) -> None:
        self.parsed = parsed
        self.doc = parsed.doc
        self.harms: list[Harm] = []
        self.taken: dict[tuple[int, str], Harm] = {}

    def quantity_at(self, token: Token) -> Quantity | None:
        mark = self.parsed.marks[token.i]
        return mark.ref if mark is not None and mark.kind == "quantity" else None

    def quantity_of(self, head: Token) -> tuple[Quantity, Token] | None:
        """Return the amount that counts this noun, and its token."""
        if quantity := self.quantity_at(head):
            return quantity, head
        if head.lower_ == "family":
            # "a family of five" is five people
            for prep in children(head, "prep"):
                for inner in children(prep, "pobj") if prep.lower_ == "of" else ():
                    if quantity := self.quantity_at(inner):
                        return quantity, inner
        for child in head.children:
            if child.i < head.i and child.dep_ in (
                "nummod",
                "amod",
                "compound",
                "quantmod",
                "appos",
                "det",
                "nmod",
                "predet",
            ):
                age = child.dep_ == "appos" and head.tag_ == "NNP"  # "Gloria Capitan, 57,"
                if not age and (quantity := self.quantity_at(child)):
                    return quantity, child
                for grandchild in child.children:
                    if grandchild.i < head.i and (quantity := self.quantity_at(grandchild)):
                        return quantity, grandchild
        return None

    def groups(self, head: Token, depth: int = 0) -> list[tuple[Token, tuple[Quantity, Token] | None]]:
        """Return the counted noun groups joined to ``head``: itself, conjuncts and counted appositions."""
        found = [(head, self.quantity_of(head))]
        if depth > 8:
            return found
        for child in head.children:
            if child.i <= head.i:
                continue
            if child.dep_ == "conj" and not is_verb(child):
                found += self.groups(child, depth + 1)
            elif child.dep_ == "appos" and head.tag_ == "NNP" and self.quantity_at(child):
                continue  # "Gloria Capitan, 57,": an age
            elif child.dep_ == "appos" and self.quantity_of(child) and not self._is_part_phrase(child):
                found += self.groups(child, depth + 1)
        return found

    def _is_part_phrase(self, token: Token) -> bool:
        """Tell whether "five of them", "most of whom" opens at or under the token."""
        for child in token.children:
            if (
                child.dep_ == "prep"
                and child.lower_ == "of"
                and any(g.lower_ in ("them", "whom", "these", "those", "which") for g in child.children)
            ):
                return True
        return False

    def countable(self, token: Token) -> bool:
        return self.quantity_of(token) is not None or self.singular_of(token)

    def singular_of(self, head: Token) -> bool:
        """Tell whether the noun is one victim told in the singular: "a soldier", "another child", "his wife"."""
        if head.lower_ in ("another", "other") and head.i and head.nbor(-1).lower_ in ("one", "each"):
            return False  # "killing each other"
        if (
            head.lower_ in ("another", "other")
            and head.tag_ in ("DT", "JJ", "NN")
            and head.dep_ in ("nsubj", "nsubjpass", "conj", "dobj")
        ):
            return True  # "while another died on the way"
        if head.lower_ in _SQUADS:
            return False  # "a rocket crew": not one person
        if head.tag_ not in ("NN", "NNP") or self.parsed.marks[head.i] is not None:
            return False
        det = next((c.lower_ for c in head.children if c.dep_ in ("det", "nummod", "poss") and c.i < head.i), None)
        low = head.lower_
        if head.tag_ == "NNP" and not (
            det in SINGULAR_DETS and (person_noun(low) or low.endswith(("i", "ese", "an", "ian")))
        ):
            return False
        if any(
            c.tag_ == "NNP"
            and c.dep_ in ("appos", "compound")
            and self.parsed.marks[c.i] is None
            and c.text[:1].isupper()
            and c.i > head.i
            for c in head.children
        ):
            return False  # a named person is an event only
        if det in SINGULAR_DETS:
            return person_noun(low) is not None or may_be_person(low)
        if det in _POSSESSIVES or any(c.dep_ == "poss" for c in head.children):
            return person_noun(low) is not None
        if det == "the":
            return person_noun(low) is not None and low not in ("victim", "deceased", "body", "casualty", *_MANY)
        # headlines leave the article out: "Policeman killed in Karachi"
        return det is None and head.tag_ == "NN" and person_noun(low) is not None and low not in _MANY

    def _amount_index(self, harm: Harm) -> int:
        return next(
            (t.i for t in (harm.head, *harm.head.children) if self.quantity_at(t) is harm.quantity and harm.quantity),
            harm.head.i,
        )

    def _has_harm(self, token: Token) -> bool:
        quantity = self.quantity_at(token)
        return any(h.quantity is quantity for h in self.harms)

    def is_taken(self, head: Token, measure: str) -> bool:
        return (head.i, measure) in self.taken

    def add_groups(self, head: Token, trigger: Token, entry: CasualtyTrigger, rule: str) -> bool:
        """Add a claim for each counted group at ``head``; tell whether there was any."""
        groups = self.groups(head)
        last: Harm | None = None
        added = False
        for noun, counted in groups:
            if counted or (
                self.singular_of(noun) and entry.measure not in ("displaced", "affected", "trapped", "evacuated")
            ):
                harm = self.add(noun, counted, trigger, entry, rule)
                if harm is not None:
                    # a bound word binds every count under its verb
                    if (
                        last is not None
                        and last.qualifier in ("at_least", "more_than", "about", "nearly")
                        and harm.qualifier == "exact"
                    ):
                        harm.bound = last.qualifier
                    last, added = harm, True
            elif last is not None:
                last.nouns.append(noun)  # "12 soldiers and allied militiamen": one amount, two nouns
        return added

    def add(self, head: Token, counted, trigger: Token, entry: CasualtyTrigger, rule: str) -> Harm | None:
        if self.is_taken(head, entry.measure):
            return None
        if counted and any(h.quantity is counted[0] and h.measure == entry.measure for h in self.harms):
            return None
        if self._excluded(head, counted, entry):
            return None
        harm = self._make(head, counted, trigger, entry, rule)
        if harm is None:
            return None
        negative = entry.measure == "missing" and trigger.lower_ in ("seen", "heard") or entry.frame == "lacking"
        unreal = unreal_reason(trigger)
        if negative and unreal == "negated":
            unreal = None  # "have no water": what is told is a want
        harm.unreal = unreal or self._feared(trigger) or self._not_war(trigger) or asked(self.doc)
        self.harms.append(harm)
        self.taken[(head.i, entry.measure)] = harm
        return harm

    def _excluded(self, head: Token, counted, entry: CasualtyTrigger) -> bool:
        quantity = counted[0] if counted else None
        if quantity is not None and quantity.unit_hint is not None:
            return True
        noun: Token | None = head
        if quantity is not None and counted[1] is head:
            # "12 of the villages": what is counted stands behind "of"
            of = next((c for c in head.children if c.dep_ == "prep" and c.lower_ == "of"), None)
            inner = next(iter(children(of, "pobj")), None) if of is not None else None
            noun = inner if inner is not None and inner.lower_ not in ("them", "whom", "those") else None
        if noun is None:
            return (
                entry.frame in PERSON_ONLY_FRAMES
                and entry.measure in ("captured", "affected")
                and not (quantity and quantity.is_more)
                and not self._beside_harm(head)
            )
        low = noun.lower_
        if (
            not may_be_person(low)
            and self.parsed.marks[noun.i] is None
            and entry.frame not in ("toll", "count", "lives", "injury", "body")
        ):
            if (
                entry.lemma
                not in (
                    "death",
                    "killing",
                    "execution",
                    "murder",
                    "arrest",
                    "abduction",
                    "kidnapping",
                    "beheading",
                    "evacuation",
                    "wounding",
                )
                or noun.i != head.i
            ):
                return True
        if entry.frame in PERSON_ONLY_FRAMES and not (
            person_noun(low) or shaped_like_person(low) or low in ("others", "other", "more")
        ):
            mark = self.parsed.marks[noun.i]
            if not (mark is not None and mark.kind in ("people", "quantity")):
                return True
        return False

    def _beside_harm(self, amount: Token) -> bool:
        """Tell whether a bare amount goes on with people harmed before: "killed 45 soldiers and captured 13"."""
        verb = amount.head
        return verb.dep_ == "conj" and any(h.trigger.i == verb.head.i and h.nouns for h in self.harms)

    def _feared(self, trigger: Token) -> str | None:
        window = self.doc[max(0, trigger.i - 3) : trigger.i]
        if any(t.lower_ in ("feared", "fear", "fears", "fearing") for t in window):
            return "feared"
        return None

    @cached_property
    def _of_nature(self) -> bool:
        """Whether the sentence tells of an accident, a disease or a flood, and of no fighting."""
        text = self.doc.text
        return not _OF_WAR.search(text) and NATURAL.search(text) is not None

    def _not_war(self, trigger: Token) -> str | None:
        text = self.doc.text
        if self._of_nature:
            return "not violence"
        if (
            trigger.lower_ in ("injured", "hurt", "injury", "injuries", "killing", "dead")
            and len({m.group().lower() for m in _SPORT.finditer(text)}) >= 2
        ):
            return "sport"
        return None

    def _make(self, head: Token, counted, trigger: Token, entry: CasualtyTrigger, rule: str) -> Harm | None:
        parsed = self.parsed
        quantity = counted[0] if counted else None
        tokens = [trigger, head] + ([counted[1]] if counted else [])
        start = min([parsed.starts[t.i] for t in tokens] + ([quantity.start] if quantity else []))
        end = max(parsed.ends[t.i] for t in tokens)
        if quantity is None:
            det = next((c for c in head.children if c.dep_ in ("det", "nummod", "poss") and c.i < head.i), None)
            if det is not None:
                start = min(start, parsed.starts[det.i])
        harm = Harm(entry.measure, trigger, head, quantity, rule, start, end, nouns=[head], parsed=parsed)
        return harm
